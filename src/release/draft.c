/* Drafts: see draft.h. */
#include "release/draft.h"

#include "release/mapping.h"
#include "base/buffer.h"
#include "base/semver.h"
#include "text/markdown.h"
#include "text/write_json.h"

/* Findings that a section lists; the rest is counted. */
enum { LISTED = 50 };

static bool breaks(const struct bg_finding *finding) {
    return finding->level == BG_LEVEL_MAJOR && finding->waived.at == NULL &&
           !bg_slice_starts(finding->rule, BG_LITERAL("breaking-entry"));
}

/* Whether an earlier breaking finding is of the same stream. */
static bool is_named_before(const struct bg_verdict *verdict, size_t f) {
    for (size_t i = 0; i < f; i++) {
        if (breaks(&verdict->findings[i]) && bg_slice_equal(verdict->findings[i].stream, verdict->findings[f].stream)) {
            return true;
        }
    }
    return false;
}

/* Only streams break, and some do: the scope can be named. */
static bool has_scope(const struct bg_verdict *verdict) {
    bool has_stream = false;
    for (size_t f = 0; f < verdict->finding_count; f++) {
        if (breaks(&verdict->findings[f]) && verdict->findings[f].stream.at == NULL) {
            return false;
        }
        has_stream |= breaks(&verdict->findings[f]);
    }
    return has_stream;
}

/* Lines, each with this end. */
struct lines {
    struct bg_buffer text;
    struct bg_slice end;
};

static void start_line(struct lines *lines, size_t indent) {
    for (size_t i = 0; i < indent; i++) {
        bg_buffer_add_char(&lines->text, ' ');
    }
}

static void end_line(struct lines *lines) {
    bg_buffer_add(&lines->text, lines->end);
}

static void add_line(struct lines *lines, size_t indent, const char *text) {
    start_line(lines, indent);
    bg_buffer_add_text(&lines->text, text);
    end_line(lines);
}

static void add_scope(struct lines *lines, const struct bg_verdict *verdict) {
    if (!has_scope(verdict)) {
        return;
    }
    add_line(lines, 2, "scopedImpact:");
    add_line(lines, 4, "- scopeType: stream");
    add_line(lines, 6, "impactedScopes:");
    for (size_t f = 0; f < verdict->finding_count; f++) {
        if (breaks(&verdict->findings[f]) && !is_named_before(verdict, f)) {
            start_line(lines, 8);
            bg_buffer_add_text(&lines->text, "- ");
            bg_json_write_string(&lines->text, verdict->findings[f].stream);
            end_line(lines);
        }
    }
}

static void add_entry(struct lines *lines, const struct bg_draft *draft) {
    bg_buffer_printf(&lines->text, "%.*s:", BG_ARGS(draft->version));
    end_line(lines);
    add_line(lines, 2, "message: \"" BG_BLANK ": what breaks, and what users have to do\"");
    add_line(lines, 2, "upgradeDeadline: \"" BG_BLANK ": YYYY-MM-DD\"");
    add_scope(lines, draft->verdict);
}

bool bg_draft_entry(struct bg_arena *arena, struct bg_source *metadata, const struct bg_draft *draft,
                    struct bg_edit *out, struct bg_refusal *refusal) {
    struct lines lines = {.end = BG_LITERAL("\n")};
    add_entry(&lines, draft);
    struct bg_mapping_entry entry = {draft->at, draft->version, bg_arena_copy(arena, bg_buffer_slice(&lines.text))};
    bg_buffer_finish(&lines.text);
    return bg_mapping_add(arena, metadata, &entry, out, refusal);
}

/* One finding as an item of a list. */
static void add_item(struct lines *lines, const struct bg_finding *finding) {
    bg_buffer_printf(&lines->text, "- %.*s", BG_ARGS(finding->message));
    if (finding->proof == BG_PROOF_WITNESS) {
        bg_buffer_printf(&lines->text, " For example, `%.*s` was accepted and is refused now.",
                         BG_ARGS(finding->witness));
    }
    end_line(lines);
}

static void add_section(struct lines *lines, const struct bg_draft *draft) {
    size_t count = 0;
    bg_buffer_printf(&lines->text, "## Upgrading to %.*s", BG_ARGS(draft->version));
    end_line(lines);
    end_line(lines);
    add_line(lines, 0, BG_BLANK ": why this release breaks, in a sentence or two.");
    end_line(lines);
    add_line(lines, 0, "What changed:");
    end_line(lines);
    for (size_t f = 0; f < draft->verdict->finding_count; f++) {
        if (breaks(&draft->verdict->findings[f]) && count++ < LISTED) {
            add_item(lines, &draft->verdict->findings[f]);
        }
    }
    if (count > LISTED) {
        bg_buffer_printf(&lines->text, "- and %zu more changes", count - LISTED);
        end_line(lines);
    }
    if (count == 0) {
        add_line(lines, 0, "- " BG_BLANK ": what changed");
    }
    end_line(lines);
    bg_buffer_printf(&lines->text, "Who is affected: %s.",
                     has_scope(draft->verdict) ? "connections that sync the streams named above"
                                               : BG_BLANK ": which connections");
    end_line(lines);
    end_line(lines);
    add_line(lines, 0, "1. " BG_BLANK ": the steps that users have to take, one by one.");
}

/* Where the section belongs: before the first one of a lower version, else at the end. *is_there if it is not needed.
 */
static size_t section_place(struct bg_arena *arena, struct bg_slice text, struct bg_slice version, bool *is_there) {
    struct bg_slice words = BG_LITERAL("Upgrading to ");
    struct bg_semver added;
    size_t count;
    const struct bg_md_line *lines = bg_md_lines(arena, text, &count);
    bool is_version = bg_semver_read(version, &added, NULL);
    *is_there = false;
    size_t place = text.len;
    for (size_t l = 0; l < count; l++) {
        struct bg_slice title;
        struct bg_semver found;
        if (bg_md_heading(text, &lines[l], &title) == 0 || !bg_slice_starts(title, words) ||
            !bg_semver_read(bg_slice_trim(bg_slice_from(title, words.len)), &found, NULL)) {
            continue;
        }
        *is_there |= bg_slice_equal(found.text, version);
        if (place == text.len && is_version && bg_semver_compare(&found, &added) < 0) {
            place = lines[l].at;
        }
    }
    return place;
}

void bg_draft_guide(struct bg_arena *arena, struct bg_source *guide, const struct bg_draft *draft,
                    struct bg_edit *out) {
    bool is_there;
    size_t at = section_place(arena, guide->text, draft->version, &is_there);
    *out = (struct bg_edit){.result = guide->text};
    if (is_there) {
        return;
    }
    struct lines lines = {.end = bg_mapping_line_end(guide->text)};
    if (guide->text.len == 0) {
        bg_buffer_printf(&lines.text, "# %.*s Migration Guide", BG_ARGS(draft->title));
        end_line(&lines);
        end_line(&lines);
    } else if (at == guide->text.len) {
        if (guide->text.at[at - 1] != '\n') {
            end_line(&lines);
        }
        end_line(&lines);
    }
    add_section(&lines, draft);
    if (at < guide->text.len) {
        end_line(&lines);
    }
    struct bg_splice *splice = bg_arena_alloc(arena, sizeof *splice);
    *splice = (struct bg_splice){at, at, bg_arena_copy(arena, bg_buffer_slice(&lines.text))};
    bg_buffer_finish(&lines.text);
    *out = (struct bg_edit){.splices = splice, .count = 1, .result = bg_splice_apply(arena, guide->text, splice, 1)};
}
