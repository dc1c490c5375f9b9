/* Evidence: see evidence.h. */
#include "release/evidence.h"

#include "base/date.h"
#include "base/semver.h"
#include "text/changelog_table.h"
#include "rules/reasons.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* Notice that users get before a breaking release is forced on them. */
enum { SOURCE_NOTICE_DAYS = 8, DESTINATION_NOTICE_DAYS = 30 };

struct evidence {
    const struct bg_evidence_query *query;
    struct bg_reasons *reasons;
    struct bg_semver head;
    bool is_breaking; /* the release breaks, by its number or by its changes */
    bool has_new_entry;
    struct bg_slice *keys; /* those that are versions */
    size_t key_count;
};

void bg_reasons_add(struct bg_reasons *reasons, const char *id, struct bg_place at, const char *format, ...) {
    assert(bg_reasons_find(bg_slice_of(id)) != NULL);
    char message[1024];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (reasons->count == reasons->room) {
        size_t room = reasons->room == 0 ? 8 : 2 * reasons->room;
        struct bg_reason *items = bg_arena_array(reasons->arena, room, sizeof items[0]);
        if (reasons->count > 0) {
            memcpy(items, reasons->items, reasons->count * sizeof items[0]);
        }
        reasons->items = items;
        reasons->room = room;
    }
    reasons->items[reasons->count++] = (struct bg_reason){
        .id = bg_slice_of(id), .message = bg_arena_copy(reasons->arena, bg_slice_of(message)), .at = at};
}

/* A key of breakingChanges: X.Y.Z, neither prerelease nor build. */
static bool read_key(struct bg_slice key, struct bg_semver *out) {
    return bg_semver_read(key, out, NULL) && out->prerelease.at == NULL && out->build.at == NULL;
}

/* The release takes effect with a version that raises the major, or with changes that need one. */
static bool is_breaking_release(const struct evidence *evidence) {
    struct bg_semver base;
    if (!bg_semver_read(evidence->query->base, &base, NULL) || bg_semver_compare(&evidence->head, &base) <= 0) {
        return false;
    }
    return evidence->query->required == BG_LEVEL_MAJOR || bg_semver_core_step(&base, &evidence->head) == BG_LEVEL_MAJOR;
}

static bool has_blank(struct bg_slice text) {
    return bg_slice_find(text, BG_LITERAL(BG_BLANK)) < text.len;
}

static void check_message(const struct evidence *evidence, struct bg_slice key, const struct bg_node *entry) {
    struct bg_slice message = bg_node_text(bg_node_at(entry, "message"));
    if (has_blank(message) || has_blank(bg_node_text(bg_node_at(entry, "upgradeDeadline")))) {
        bg_reasons_add(evidence->reasons, "bc-blank", bg_node_place(entry),
                       "the entry for `%.*s` is a draft: fill in what is marked with " BG_BLANK, BG_ARGS(key));
    }
    if (bg_slice_trim(message).len == 0) {
        bg_reasons_add(evidence->reasons, "bc-message-empty", bg_node_place(entry),
                       "the entry for `%.*s` did not say what breaks", BG_ARGS(key));
    }
}

static void check_deadline(const struct evidence *evidence, struct bg_slice key, const struct bg_node *entry) {
    const struct bg_evidence_query *query = evidence->query;
    const struct bg_node *deadline = bg_node_at(entry, "upgradeDeadline");
    struct bg_slice text = bg_node_text(deadline);
    struct bg_place at = bg_node_place(deadline == NULL ? entry : deadline);
    struct bg_semver version;
    long days;
    long today;
    if (deadline == NULL || !bg_date_read(text, &days)) {
        bg_reasons_add(evidence->reasons, "bc-deadline-invalid", at,
                       "the entry for `%.*s` has no deadline of the form YYYY-MM-DD", BG_ARGS(key));
        return;
    }
    if (deadline->style == BG_STYLE_PLAIN) {
        bg_reasons_add(evidence->reasons, "bc-deadline-invalid", at,
                       "the deadline of `%.*s` stood without quotes, so that YAML makes it a date and no text",
                       BG_ARGS(key));
        return;
    }
    long notice = query->is_destination ? DESTINATION_NOTICE_DAYS : SOURCE_NOTICE_DAYS;
    bool is_released =
        evidence->is_breaking && read_key(key, &version) && bg_semver_compare_core(&version, &evidence->head) == 0;
    if (is_released && !query->is_broken_upstream && bg_date_read(query->today, &today) && days - today < notice) {
        bg_reasons_add(evidence->reasons, "bc-deadline-too-soon", at,
                       "the deadline %.*s leaves users less than %ld days from %.*s", BG_ARGS(text), notice,
                       BG_ARGS(query->today));
    }
}

static bool is_listed(const struct bg_slice *names, size_t count, struct bg_slice name) {
    for (size_t n = 0; n < count; n++) {
        if (bg_slice_equal(names[n], name)) {
            return true;
        }
    }
    return false;
}

/* Whether `name` is in the scopes of an entry. */
static bool is_in_scope(const struct bg_node *scopes, struct bg_slice name) {
    for (size_t s = 0; s < scopes->count; s++) {
        const struct bg_node *names = bg_node_at(scopes->as.items[s], "impactedScopes");
        for (size_t n = 0; bg_node_is(names, BG_NODE_LIST) && n < names->count; n++) {
            if (bg_slice_equal(bg_node_text(names->as.items[n]), name)) {
                return true;
            }
        }
    }
    return false;
}

/* The scope of the entry of this release against the streams that really break. */
static void compare_scope(const struct evidence *evidence, struct bg_slice key, const struct bg_node *scopes) {
    const struct bg_evidence_query *query = evidence->query;
    for (size_t s = 0; s < query->stream_count; s++) {
        if (!is_in_scope(scopes, query->streams[s])) {
            bg_reasons_add(evidence->reasons, "bc-scope-incomplete", bg_node_place(scopes),
                           "the stream `%.*s` breaks and is not in the scope of `%.*s`", BG_ARGS(query->streams[s]),
                           BG_ARGS(key));
        }
    }
    for (size_t s = 0; s < scopes->count; s++) {
        const struct bg_node *names = bg_node_at(scopes->as.items[s], "impactedScopes");
        for (size_t n = 0; bg_node_is(names, BG_NODE_LIST) && n < names->count; n++) {
            const struct bg_node *name = names->as.items[n];
            if (!is_listed(query->streams, query->stream_count, bg_node_text(name))) {
                bg_reasons_add(evidence->reasons, "bc-scope-unaffected", bg_node_place(name),
                               "the stream `%.*s` is in the scope of `%.*s`, and no breaking change of it was found",
                               BG_ARGS(bg_node_text(name)), BG_ARGS(key));
            }
        }
    }
}

/* What is wrong with the form of a scope, or NULL. */
static const char *scope_fault(const struct bg_node *scopes) {
    if (!bg_node_is(scopes, BG_NODE_LIST) || scopes->count == 0) {
        return "its scopedImpact is no list with at least one item";
    }
    for (size_t s = 0; s < scopes->count; s++) {
        const struct bg_node *names = bg_node_at(scopes->as.items[s], "impactedScopes");
        if (!bg_node_is_text(bg_node_at(scopes->as.items[s], "scopeType"), "stream")) {
            return "a scopeType is not `stream`";
        }
        if (!bg_node_is(names, BG_NODE_LIST) || names->count == 0) {
            return "its impactedScopes is no list with at least one name";
        }
    }
    return NULL;
}

/* What is wrong with the form of an entry, message and deadline aside, or NULL. */
static const char *entry_fault(const struct bg_node *entry) {
    static const char *const known[] = {"deadlineAction", "message", "migrationDocumentationUrl", "scopedImpact",
                                        "upgradeDeadline"};
    if (!bg_node_is(entry, BG_NODE_MAP)) {
        return "it is no mapping";
    }
    for (size_t m = 0; m < entry->count; m++) {
        size_t k = 0;
        while (k < sizeof known / sizeof known[0] && !bg_slice_is(entry->as.members[m].key, known[k])) {
            k++;
        }
        if (k == sizeof known / sizeof known[0]) {
            return "it has an unknown key";
        }
    }
    const struct bg_node *action = bg_node_at(entry, "deadlineAction");
    if (action != NULL && !bg_node_is_text(action, "auto_upgrade") && !bg_node_is_text(action, "disable")) {
        return "its deadlineAction is neither `auto_upgrade` nor `disable`";
    }
    const struct bg_node *scopes = bg_node_at(entry, "scopedImpact");
    return scopes == NULL ? NULL : scope_fault(scopes);
}

/* One entry that is new or changed. */
static void check_entry(const struct evidence *evidence, const struct bg_member *member,
                        const struct bg_semver *version) {
    const struct bg_node *entry = member->value;
    struct bg_slice key = member->key;
    if (bg_semver_compare_core(version, &evidence->head) > 0) {
        bg_reasons_add(evidence->reasons, "bc-key-above-version", bg_member_place(member),
                       "breakingChanges has an entry for `%.*s`, which is above the version `%.*s`", BG_ARGS(key),
                       BG_ARGS(evidence->query->head));
    }
    const char *fault = entry_fault(entry);
    if (fault != NULL) {
        bg_reasons_add(evidence->reasons, "bc-entry-invalid", bg_node_place(entry), "the entry for `%.*s` is wrong: %s",
                       BG_ARGS(key), fault);
    }
    if (!bg_node_is(entry, BG_NODE_MAP)) {
        return;
    }
    check_message(evidence, key, entry);
    check_deadline(evidence, key, entry);
    const struct bg_node *scopes = bg_node_at(entry, "scopedImpact");
    bool is_released = evidence->is_breaking && bg_semver_compare_core(version, &evidence->head) == 0;
    if (is_released && scopes != NULL && fault == NULL && evidence->query->streams != NULL) {
        compare_scope(evidence, key, scopes);
    }
}

static void check_entries(struct evidence *evidence) {
    const struct bg_evidence_query *query = evidence->query;
    const struct bg_node *breaking = query->breaking;
    bool has_entry = false;
    for (size_t m = 0; bg_node_is(breaking, BG_NODE_MAP) && m < breaking->count; m++) {
        const struct bg_member *member = &breaking->as.members[m];
        const struct bg_node *before = bg_node_get(query->base_breaking, member->key);
        bool is_new = before == NULL || !bg_node_equal(before, member->value);
        struct bg_semver version;
        bool is_version = read_key(member->key, &version);
        evidence->has_new_entry |= is_new;
        if (is_version) {
            evidence->keys[evidence->key_count++] = member->key;
            has_entry |= bg_semver_compare_core(&version, &evidence->head) == 0;
        }
        if (is_new && is_version) {
            check_entry(evidence, member, &version);
        } else if (is_new) {
            bg_reasons_add(evidence->reasons, "bc-key-invalid", bg_member_place(member),
                           "breakingChanges has the key `%.*s`, which is no version X.Y.Z", BG_ARGS(member->key));
        }
    }
    if (evidence->is_breaking && !has_entry) {
        struct bg_slice core = bg_semver_next_core(evidence->reasons->arena, &evidence->head, BG_LEVEL_NONE);
        bg_reasons_add(evidence->reasons, "bc-entry-missing", query->metadata,
                       "a breaking release needs an entry for `%.*s` under releases.breakingChanges", BG_ARGS(core));
    }
}

/* The version that a heading "Upgrading to X.Y.Z" names. */
static bool upgrade_version(struct bg_slice title, struct bg_semver *out) {
    struct bg_slice words = BG_LITERAL("Upgrading to ");
    return bg_slice_starts(title, words) && read_key(bg_slice_trim(bg_slice_from(title, words.len)), out);
}

struct guide {
    struct bg_source *source;
    const struct bg_md_line *lines;
    size_t count;
};

static unsigned guide_heading(const struct guide *guide, size_t l, struct bg_slice *title) {
    return bg_md_heading(guide->source->text, &guide->lines[l], title);
}

/* The first heading of level 1 is "NAME Migration Guide"; imports and text may stand before it. */
static void check_guide_title(const struct evidence *evidence, const struct guide *guide) {
    struct bg_slice wanted =
        bg_arena_printf(evidence->reasons->arena, "%.*s Migration Guide", BG_ARGS(evidence->query->title));
    struct bg_place at = {.file = guide->source->path};
    for (size_t l = 0; l < guide->count; l++) {
        struct bg_slice title;
        if (guide_heading(guide, l, &title) == 1) {
            if (bg_slice_equal(title, wanted)) {
                return;
            }
            at = bg_source_place(guide->source, guide->lines[l].at);
            break;
        }
    }
    bg_reasons_add(evidence->reasons, "guide-title", at, "the title of the migration guide is not `# %.*s`",
                   BG_ARGS(wanted));
}

static bool has_upgrade_heading(const struct guide *guide, struct bg_slice key) {
    for (size_t l = 0; l < guide->count; l++) {
        struct bg_slice title;
        struct bg_semver version;
        if (guide_heading(guide, l, &title) != 0 && upgrade_version(title, &version) &&
            bg_slice_equal(version.text, key)) {
            return true;
        }
    }
    return false;
}

/* Sections by version, newest first: by precedence, not by text. */
static void check_guide_order(const struct evidence *evidence, const struct guide *guide) {
    struct bg_semver above;
    bool has_above = false;
    for (size_t l = 0; l < guide->count; l++) {
        struct bg_slice title;
        struct bg_semver version;
        if (guide_heading(guide, l, &title) == 0 || !upgrade_version(title, &version)) {
            continue;
        }
        if (has_above && bg_semver_compare(&version, &above) > 0) {
            bg_reasons_add(evidence->reasons, "guide-order", bg_source_place(guide->source, guide->lines[l].at),
                           "the section of `%.*s` stands below that of `%.*s`; the newest comes first",
                           BG_ARGS(version.text), BG_ARGS(above.text));
            return;
        }
        above = version;
        has_above = true;
    }
}

static void check_guide(const struct evidence *evidence) {
    const struct bg_evidence_query *query = evidence->query;
    bool is_changed = query->guide != NULL &&
                      (query->base_guide == NULL || !bg_slice_equal(query->guide->text, query->base_guide->text));
    if (evidence->key_count == 0 || (!evidence->is_breaking && !evidence->has_new_entry && !is_changed)) {
        return;
    }
    if (query->guide == NULL) {
        bg_reasons_add(evidence->reasons, "guide-missing", query->metadata, "there is no migration guide %.*s",
                       BG_ARGS(query->guide_path));
        return;
    }
    struct guide guide = {.source = query->guide};
    guide.lines = bg_md_lines(evidence->reasons->arena, query->guide->text, &guide.count);
    check_guide_title(evidence, &guide);
    for (size_t k = 0; k < evidence->key_count; k++) {
        if (!has_upgrade_heading(&guide, evidence->keys[k])) {
            bg_reasons_add(evidence->reasons, "guide-heading-missing", (struct bg_place){.file = query->guide->path},
                           "the migration guide has no section `## Upgrading to %.*s`", BG_ARGS(evidence->keys[k]));
        }
    }
    check_guide_order(evidence, &guide);
    size_t blank = bg_slice_find(query->guide->text, BG_LITERAL(BG_BLANK));
    if (blank < query->guide->text.len) {
        bg_reasons_add(evidence->reasons, "guide-blank", bg_source_place(query->guide, blank),
                       "the migration guide is a draft: fill in what is marked with " BG_BLANK);
    }
}

/* A candidate says that it rolls out, and only a prerelease does. */
static void check_rollout(const struct evidence *evidence) {
    const struct bg_node *flag = bg_node_at(evidence->query->rollout, "enableProgressiveRollout");
    if (bg_slice_equal(evidence->query->base, evidence->query->head)) {
        return;
    }
    if (flag == NULL && bg_semver_is_candidate(&evidence->head)) {
        bg_reasons_add(evidence->reasons, "rollout-flag-missing", evidence->query->metadata,
                       "the candidate `%.*s` needs releases.rolloutConfiguration.enableProgressiveRollout",
                       BG_ARGS(evidence->query->head));
    }
    bool is_autopilot = bg_node_is_text(bg_node_at(evidence->query->rollout, "defaultRolloutMode"), "autopilot");
    if (bg_node_is_true(flag) && !is_autopilot && !bg_semver_is_prerelease(&evidence->head)) {
        bg_reasons_add(evidence->reasons, "rollout-flag-without-candidate", bg_node_place(flag),
                       "enableProgressiveRollout is true, and `%.*s` is no candidate", BG_ARGS(evidence->query->head));
    }
}

void bg_evidence_check(const struct bg_evidence_query *query, struct bg_reasons *reasons) {
    struct evidence evidence = {.query = query, .reasons = reasons};
    if (!bg_semver_read(query->head, &evidence.head, NULL)) {
        return; /* the version check has said so */
    }
    size_t room = bg_node_is(query->breaking, BG_NODE_MAP) ? query->breaking->count : 0;
    evidence.keys = bg_arena_array(reasons->arena, room, sizeof evidence.keys[0]);
    evidence.is_breaking = is_breaking_release(&evidence);
    check_entries(&evidence);
    check_guide(&evidence);
    check_rollout(&evidence);
}

/* A number still to be filled in: no digit in the cell, or what editors and tools leave there. */
static bool is_placeholder(struct bg_slice cell) {
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] >= '0' && cell.at[i] <= '9') {
            return false;
        }
    }
    return cell.len > 0;
}

void bg_evidence_check_changelog(const struct bg_changelog_query *query, struct bg_reasons *reasons) {
    struct bg_changelog_table table;
    struct bg_place page = {.file = query->path};
    if (query->page == NULL || !bg_changelog_table_find(reasons->arena, query->page->text, &table)) {
        bg_reasons_add(reasons, "changelog-missing", page, "there is no changelog table in %.*s", BG_ARGS(query->path));
        return;
    }
    const struct bg_table_row *row = bg_changelog_table_row(&table, query->version);
    if (row == NULL) {
        bg_reasons_add(reasons, "changelog-row-missing", bg_source_place(query->page, table.header.line->at),
                       "the changelog has no row for `%.*s`", BG_ARGS(query->version));
        return;
    }
    if (is_placeholder(bg_changelog_table_cell(&table, row, BG_TABLE_PR))) {
        bg_reasons_add(reasons, "changelog-placeholder", bg_source_place(query->page, row->line->at),
                       "the row for `%.*s` does not name its pull request yet", BG_ARGS(query->version));
    }
}
