/*
 * The Markdown report: a comment on a pull request, and the step summary of an Action. Its first line is an anchor by
 * which a bot finds the comment that it wrote before. What does not fit is cut at a whole row, and counted.
 */
#include "report/report.h"

#include "core/level.h"
#include "report/markup.h"
#include "report/words.h"

/* A comment may have 65,536 characters (GitHub); a character has at least one byte. */
enum { LARGEST_REPORT = 60000 };

static void add_place(struct bg_buffer *out, struct bg_place at) {
    bg_markup_text(out, at.file);
    if (at.line > 0) {
        bg_buffer_printf(out, "&#58;%u&#58;%u", at.line, at.column);
    }
}

static void add_finding(struct bg_buffer *out, const struct bg_finding *finding) {
    bg_buffer_printf(out, "| %s%s | ", bg_level_names[finding->level], finding->waived.at != NULL ? " (waived)" : "");
    bg_markup_code(out, finding->rule);
    bg_buffer_add_text(out, " | ");
    if (finding->stream.at != NULL) {
        bg_markup_code(out, finding->stream);
        bg_buffer_add_text(out, " ");
    }
    bg_markup_sentence(out, finding->message);
    if (finding->proof == BG_PROOF_WITNESS) {
        bg_buffer_add_text(out, "<br>accepted before, refused now: ");
        bg_markup_code(out, finding->witness);
    } else if (finding->proof == BG_PROOF_UNKNOWN) {
        bg_buffer_add_text(out, "<br>not proven either way: ");
        bg_markup_sentence(out, finding->unknown);
    }
    if (finding->waived.at != NULL) {
        bg_buffer_printf(out, "<br>waived%s: ", finding->waiver_is_new ? " by this change" : "");
        bg_markup_text(out, finding->waived);
    }
    bg_buffer_add_text(out, " | ");
    add_place(out, finding->head.file.len > 0 ? finding->head : finding->base);
    bg_buffer_add_text(out, " |\n");
}

static void add_findings(struct bg_buffer *out, const struct bg_verdict *verdict) {
    if (verdict->finding_count == 0) {
        return;
    }
    bg_buffer_add_text(out, "\n| level | rule | what changed | where |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < verdict->finding_count; i++) {
        if (out->len > LARGEST_REPORT) {
            bg_buffer_printf(out, "\n%zu more changes are not shown here.\n", verdict->finding_count - i);
            return;
        }
        add_finding(out, &verdict->findings[i]);
    }
}

static void add_verdict(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bg_buffer_add_text(out, "\n### ");
    bg_markup_code(out, verdict->name);
    bg_buffer_printf(out, " %s\n\n", bg_word_outcome(verdict->outcome));
    bg_buffer_add_text(out, "Version ");
    bg_markup_code(out, verdict->version_base.len > 0 ? verdict->version_base : BG_LITERAL("none"));
    bg_buffer_add_text(out, " to ");
    bg_markup_code(out, verdict->version_head.len > 0 ? verdict->version_head : BG_LITERAL("none"));
    bg_buffer_printf(out, ": declared %s, required %s", bg_word_declared(verdict->declared),
                     bg_level_names[verdict->required]);
    if (verdict->outcome == BG_OUTCOME_REJECTED && verdict->minimum.len > 0 && !verdict->version_is_enough) {
        bg_buffer_add_text(out, ", lowest version that would pass ");
        bg_markup_code(out, verdict->minimum);
    }
    bg_buffer_add_text(out, ".\n");
    for (size_t i = 0; i < verdict->reason_count; i++) {
        bg_buffer_add_text(out, "\n- ");
        bg_markup_code(out, verdict->reasons[i].id);
        bg_buffer_add_char(out, ' ');
        bg_markup_sentence(out, verdict->reasons[i].message);
        bg_buffer_add_char(out, '\n');
    }
    add_findings(out, verdict);
    for (size_t i = 0; i < verdict->coverage.note_count; i++) {
        bg_buffer_add_text(out, "\n- not seen: ");
        bg_markup_sentence(out, verdict->coverage.notes[i]);
        bg_buffer_add_char(out, '\n');
    }
}

static void add_problems(struct bg_buffer *out, const struct bg_run *run) {
    for (size_t i = 0; i < run->problem_count; i++) {
        if (run->problems[i].is_fatal) {
            bg_buffer_add_text(out, "\n- problem: ");
            add_place(out, run->problems[i].at);
            bg_buffer_add_char(out, ' ');
            bg_markup_sentence(out, run->problems[i].message);
            bg_buffer_add_char(out, '\n');
        }
    }
}

void bg_report_markdown(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    (void)options;
    static const enum bg_outcome worst_first[] = {BG_OUTCOME_UNJUDGED, BG_OUTCOME_REJECTED, BG_OUTCOME_PASSED,
                                                  BG_OUTCOME_SKIPPED};
    bg_buffer_add_text(out, "<!-- bumpgate -->\n## bumpgate: ");
    bg_buffer_printf(out, "%s\n\n%zu connector%s: %zu passed, %zu rejected, %zu unjudged, %zu skipped.\n",
                     bg_word_outcome(run->outcome), run->verdict_count, run->verdict_count == 1 ? "" : "s",
                     run->outcome_counts[BG_OUTCOME_PASSED], run->outcome_counts[BG_OUTCOME_REJECTED],
                     run->outcome_counts[BG_OUTCOME_UNJUDGED], run->outcome_counts[BG_OUTCOME_SKIPPED]);
    size_t hidden = 0;
    for (size_t o = 0; o < sizeof worst_first / sizeof worst_first[0]; o++) {
        for (size_t i = 0; i < run->verdict_count; i++) {
            bool is_this = run->verdicts[i].outcome == worst_first[o];
            if (is_this && out->len <= LARGEST_REPORT) {
                add_verdict(out, &run->verdicts[i]);
            } else {
                hidden += is_this;
            }
        }
    }
    if (hidden > 0) {
        bg_buffer_printf(out, "\n%zu more connectors are not shown here.\n", hidden);
    }
    add_problems(out, run);
}
