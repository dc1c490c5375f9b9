/* Drafts: see draft.h. */
#include "airbyte/draft.h"

#include "base/semver.h"

bool bg_draft_has_blank(struct bg_slice text) {
    return bg_slice_find(text, BG_LITERAL(BG_BLANK)) < text.len;
}

bool bg_draft_version(const struct bg_planning *planning, struct bg_slice *out) {
    struct bg_semver version;
    if (!bg_semver_read(planning->plan->to, &version, NULL)) {
        return false;
    }
    *out = bg_semver_next_core(planning->arena, &version, BG_LEVEL_NONE);
    return true;
}

bool bg_draft_breaks(const struct bg_finding *finding) {
    return finding->level == BG_LEVEL_MAJOR && finding->waived.at == NULL && finding->kind != BG_CHANGE_BREAKING_ENTRY;
}

bool bg_draft_has_scope(const struct bg_verdict *verdict) {
    bool has_stream = false;
    for (size_t f = 0; f < verdict->finding_count; f++) {
        if (bg_draft_breaks(&verdict->findings[f]) && verdict->findings[f].stream.at == NULL) {
            return false;
        }
        has_stream |= bg_draft_breaks(&verdict->findings[f]);
    }
    return has_stream;
}

void bg_draft_start(struct bg_draft_lines *lines, size_t indent) {
    for (size_t i = 0; i < indent; i++) {
        bg_buffer_add_char(&lines->text, ' ');
    }
}

void bg_draft_end(struct bg_draft_lines *lines) {
    bg_buffer_add(&lines->text, lines->end);
}

void bg_draft_add(struct bg_draft_lines *lines, size_t indent, const char *text) {
    bg_draft_start(lines, indent);
    bg_buffer_add_text(&lines->text, text);
    bg_draft_end(lines);
}
