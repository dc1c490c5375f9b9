/* Sentences about verdicts: see sentence.h. */
#include "report/sentence.h"

#include "base/level.h"
#include "base/visible.h"
#include "report/statement.h"
#include "rules/vocabulary.h"

void bg_verdict_versions(struct bg_buffer *out, const struct bg_verdict *verdict) {
    switch (verdict->state) {
    case BG_STATE_ADDED:
        bg_buffer_add_text(out, "new ");
        bg_visible_add(out, verdict->version_head, SIZE_MAX);
        return;
    case BG_STATE_REMOVED:
        bg_visible_add(out, verdict->version_base, SIZE_MAX);
        bg_buffer_add_text(out, " removed");
        return;
    case BG_STATE_MOVED:
    case BG_STATE_CHANGED:
        break;
    }
    bg_visible_add(out, verdict->version_base.len > 0 ? verdict->version_base : BG_LITERAL("(none)"), SIZE_MAX);
    if (!bg_slice_equal(verdict->version_base, verdict->version_head)) {
        bg_buffer_add_text(out, " -> ");
        bg_visible_add(out, verdict->version_head.len > 0 ? verdict->version_head : BG_LITERAL("(none)"), SIZE_MAX);
    }
}

/* The title of a reason in the middle of a sentence: "A row is missing" as "a row is missing". */
static void add_title(struct bg_buffer *out, enum bg_id id) {
    struct bg_slice title = bg_vocabulary_of(id)->title;
    bool is_lowered = title.len > 1 && (title.at[1] == ' ' || (title.at[1] >= 'a' && title.at[1] <= 'z'));
    if (is_lowered && title.at[0] >= 'A' && title.at[0] <= 'Z') {
        bg_buffer_add_char(out, (char)(title.at[0] + ('a' - 'A')));
        title = bg_slice_from(title, 1);
    }
    bg_buffer_add(out, title);
}

/* "this needs a major, 2.0.0"; below 1.0.0 the policy decides what a step may carry. */
static void add_need(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bool is_below = bg_slice_starts(verdict->version_base, BG_LITERAL("0.")) && verdict->pre_1_0.len > 0 &&
                    verdict->required == BG_LEVEL_MAJOR && bg_slice_starts(verdict->minimum, BG_LITERAL("0."));
    bg_buffer_add_text(out, is_below ? "a break below 1.0.0 needs " : "this needs a ");
    if (!is_below) {
        bg_buffer_printf(out, "%s, ", bg_level_names[verdict->required]);
    }
    bg_visible_add(out, verdict->minimum, SIZE_MAX);
}

/* A version that passed, and what it carries. */
static void add_enough(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bool is_below = bg_slice_starts(verdict->version_base, BG_LITERAL("0.")) && verdict->required == BG_LEVEL_MAJOR;
    if (is_below) {
        bg_buffer_add_text(out, "a break, which ");
    } else {
        bg_buffer_printf(out, "needs a %s, and ", bg_level_names[verdict->required]);
    }
    bg_visible_add(out, verdict->version_head, SIZE_MAX);
    bg_buffer_add_text(out, is_below ? " may carry below 1.0.0" : " carries one");
}

void bg_verdict_sentence(struct bg_buffer *out, const struct bg_verdict *verdict) {
    enum bg_id reason = verdict->reason_count > 0 ? verdict->reasons[0].id : BG_ID_NONE;
    struct bg_slice brief = reason == BG_ID_NONE ? BG_NO_SLICE : bg_vocabulary_of(reason)->brief;
    if (bg_verdict_is_open(verdict)) {
        bg_buffer_add_text(out, verdict->outcome == BG_OUTCOME_UNJUDGED ? "not judged: " : "");
        if (brief.len > 0) {
            bg_buffer_add(out, brief);
        } else if (reason != BG_ID_NONE) {
            add_title(out, reason);
        } else if (verdict->summary.len > 0) {
            bg_visible_add(out, verdict->summary, SIZE_MAX);
        }
        if (bg_verdict_needs_version(verdict)) {
            bg_buffer_add_text(out, reason == BG_ID_NONE && verdict->summary.len == 0 ? "" : ": ");
            if (verdict->required > BG_LEVEL_NONE) {
                add_need(out, verdict);
            } else {
                bg_buffer_add_text(out, "this needs ");
                bg_visible_add(out, verdict->minimum, SIZE_MAX);
            }
        }
    } else if (verdict->summary.len > 0) {
        bg_visible_add(out, verdict->summary, SIZE_MAX);
    } else if (verdict->is_too_high) {
        bg_buffer_printf(out, "higher than needed: a %s, ", bg_level_names[verdict->required]);
        bg_visible_add(out, verdict->minimum, SIZE_MAX);
        bg_buffer_add_text(out, ", is enough");
    } else if (verdict->outcome == BG_OUTCOME_PASSED && verdict->state != BG_STATE_REMOVED &&
               verdict->required > BG_LEVEL_NONE) {
        add_enough(out, verdict);
    }
}

const enum bg_outcome bg_outcomes_worst_first[BG_OUTCOME_COUNT] = {
    BG_OUTCOME_REJECTED,
    BG_OUTCOME_UNJUDGED,
    BG_OUTCOME_PASSED,
    BG_OUTCOME_SKIPPED,
};

const char *bg_verdict_word(enum bg_outcome outcome) {
    static const char *const words[] = {
        [BG_OUTCOME_SKIPPED] = "SKIP",
        [BG_OUTCOME_PASSED] = "PASS",
        [BG_OUTCOME_REJECTED] = "FAIL",
        [BG_OUTCOME_UNJUDGED] = "OPEN",
    };
    return words[outcome];
}

void bg_verdict_hurt(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bool is_hurt[BG_HARM_COUNT] = {false};
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const struct bg_finding *finding = &verdict->findings[i];
        is_hurt[finding->hurts] |= finding->level > BG_LEVEL_PATCH && finding->level == verdict->required;
    }
    size_t told = 0;
    for (size_t harm = BG_HARM_NOBODY + 1; harm < BG_HARM_COUNT; harm++) {
        if (is_hurt[harm]) {
            bg_buffer_printf(out, "%s%s", told++ == 0 ? "" : ", ", bg_harm_who[harm]);
        }
    }
}

void bg_sentence_add(struct bg_buffer *out, struct bg_slice text) {
    size_t end = 0;
    while (end < text.len && text.at[end] >= 'a' && text.at[end] <= 'z') {
        end++;
    }
    bool is_word = end > 0 && end < text.len && text.at[end] == ' '; /* and no path or name */
    if (is_word) {
        bg_buffer_add_char(out, (char)(text.at[0] - ('a' - 'A')));
        bg_buffer_add(out, bg_slice_from(text, 1));
    } else {
        bg_buffer_add(out, text);
    }
    bool is_ended = text.len == 0 || memchr(".!?", text.at[text.len - 1], 3) != NULL;
    bg_buffer_add_text(out, is_ended ? "" : ".");
}

/* Whether the message has nothing to add to the version that would do, which it names last. */
static bool ends_with_version(struct bg_slice message, struct bg_slice version) {
    struct bg_slice quote = BG_LITERAL("`");
    if (!bg_slice_ends(message, quote)) {
        return false;
    }
    return bg_slice_ends(bg_slice_range(message, 0, message.len - quote.len), version);
}

bool bg_reason_is_told(const struct bg_verdict *verdict, size_t reason) {
    return reason == 0 && bg_vocabulary_of(verdict->reasons[0].id)->brief.len > 0 &&
           bg_verdict_needs_version(verdict) && ends_with_version(verdict->reasons[0].message, verdict->minimum);
}

static bool has_way(const struct bg_verdict *verdict, enum bg_id reason) {
    bool has_way = false;
    for (size_t w = 0; w < verdict->way_count; w++) {
        has_way |= verdict->ways[w].reason == reason;
    }
    return has_way;
}

struct bg_slice bg_reason_fix(const struct bg_verdict *verdict, size_t reason) {
    enum bg_id id = verdict->reasons[reason].id;
    bool is_said = !bg_verdict_is_open(verdict) || has_way(verdict, id);
    struct bg_slice fix = bg_vocabulary_of(id)->fix;
    for (size_t i = reason + 1; i < verdict->reason_count && !is_said; i++) {
        enum bg_id later = verdict->reasons[i].id;
        is_said = !has_way(verdict, later) && bg_slice_equal(bg_vocabulary_of(later)->fix, fix);
    }
    return is_said ? BG_NO_SLICE : fix;
}

struct bg_slice bg_local_path(const struct bg_verdict *verdict, struct bg_slice file) {
    const struct bg_slice roots[] = {verdict == NULL ? BG_NO_SLICE : verdict->root,
                                     verdict == NULL ? BG_NO_SLICE : verdict->base_root};
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        struct bg_slice below = bg_path_below(file, roots[i]);
        if (below.len > 0) {
            return below;
        }
    }
    return file;
}

void bg_run_headline(struct bg_buffer *out, const struct bg_run *run) {
    size_t failed = run->outcome_counts[BG_OUTCOME_REJECTED];
    size_t open = run->outcome_counts[BG_OUTCOME_UNJUDGED];
    size_t all = run->verdict_count;
    if (all == 0) {
        bg_buffer_add_text(out, run->outcome > BG_OUTCOME_PASSED ? "nothing could be judged" : "no connector changed");
    } else if (failed + open == 0) {
        bg_buffer_printf(out, all == 1 ? "the connector passes" : "all %zu connectors pass", all);
        bg_buffer_add_text(out, run->outcome > BG_OUTCOME_PASSED ? ", but not all could be judged" : "");
    } else if (failed > 0) {
        bg_buffer_printf(out, "%zu of %zu connector%s fail%s", failed, all, bg_plural(all), failed == 1 ? "s" : "");
        if (open > 0) {
            bg_buffer_printf(out, ", %zu could not be judged", open);
        }
    } else {
        bg_buffer_printf(out, "%zu of %zu connector%s could not be judged", open, all, bg_plural(all));
    }
}
