/* The library itself: its version, its memory, and the names that its options take. */
#include "run/version.h"

#include "base/arena.h"
#include "base/level.h"
#include "base/nearest.h"
#include "release/changelog.h"
#include "report/history.h"
#include "report/report.h"
#include "rules/profile.h"
#include "source/document.h"

#include <stdio.h>

unsigned bg_abi(void) {
    return BG_ABI;
}

const char *bg_version(void) {
    return BUMPGATE_VERSION;
}

void bg_set_out_of_memory(void (*handler)(size_t size)) {
    bg_on_out_of_memory = handler;
}

static const char *document_name(size_t i) {
    return i < BG_DOCUMENT_CONNECTOR ? bg_document_kind_name((enum bg_document_kind)(i + 1)) : NULL;
}

static const char *level_name(size_t i) {
    return i < BG_LEVEL_COUNT ? bg_level_names[i] : NULL;
}

static const char *pre_1_0_name(size_t i) {
    return i <= BG_PRE_1_0_FREE ? bg_pre_1_0_name((enum bg_pre_1_0)i) : NULL;
}

static const char *profile_name(size_t i) {
    return i < bg_builtin_profile_count ? bg_builtin_profiles[i].name.at : NULL;
}

static const char *report_name(size_t i) {
    return i < bg_report_format_count ? bg_report_formats[i].name : NULL;
}

static const char *history_name(size_t i) {
    return i < bg_history_format_count ? bg_history_formats[i].name : NULL;
}

static const char *promise_name(size_t i) {
    return i < BG_PROMISE_COUNT ? bg_promise_names[i] : NULL;
}

static const char *(*const names_of[])(size_t i) = {
    [BG_NAMES_DOCUMENTS] = document_name,
    [BG_NAMES_LEVELS] = level_name,
    [BG_NAMES_PRE_1_0] = pre_1_0_name,
    [BG_NAMES_PROFILES] = profile_name,
    [BG_NAMES_REPORTS] = report_name,
    [BG_NAMES_SITES] = bg_set_kind_name,
    [BG_NAMES_STYLES] = bg_changelog_style_name,
    [BG_NAMES_HISTORIES] = history_name,
    [BG_NAMES_PROMISES] = promise_name,
};

const char *bg_name(enum bg_names names, size_t i) {
    return names_of[names](i);
}

bool bg_level_read(const char *name, enum bg_level *out) {
    return bg_level_find(bg_slice_of(name), out);
}

void bg_hint(char *out, size_t room, const char *word, const char *const *known, size_t count) {
    struct bg_nearest nearest = bg_nearest_start(bg_slice_of(word));
    for (size_t i = 0; i < count; i++) {
        bg_nearest_offer(&nearest, bg_slice_of(known[i]));
    }
    (void)snprintf(out, room, "%s", bg_nearest_hint(&nearest));
}
