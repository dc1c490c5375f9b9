/*
 * The text report, for people: the verdict line first, findings worst first, the remedy last, one line that sums up.
 * Colour carries nothing that words do not. All foreign text is made visible: no escape reaches a terminal.
 */
#include "report/text.h"

#include "base/level.h"
#include "base/visible.h"
#include "report/plan_text.h"
#include "report/statement.h"
#include "report/words.h"

/* Findings shown of one connector unless --verbose; the rest is counted. */
enum { SHOWN_FINDINGS = 20 };

enum colour { PLAIN, RED, GREEN, YELLOW, DIM, BOLD };

struct printer {
    struct bg_buffer *out;
    const struct bg_report_options *options;
};

static void add(struct printer *printer, struct bg_slice text) {
    bg_visible_add(printer->out, text, SIZE_MAX);
}

static void add_coloured(struct printer *printer, enum colour colour, struct bg_slice text) {
    static const char *const codes[] = {"", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[2m", "\x1b[1m"};
    bool has_color = printer->options->has_color && colour != PLAIN;
    bg_buffer_add_text(printer->out, has_color ? codes[colour] : "");
    add(printer, text);
    bg_buffer_add_text(printer->out, has_color ? "\x1b[0m" : "");
}

static void add_place(struct printer *printer, struct bg_place at) {
    add(printer, at.file);
    if (at.line > 0) {
        bg_buffer_printf(printer->out, ":%u:%u", at.line, at.column);
    }
}

static enum colour level_colour(enum bg_level level) {
    return level == BG_LEVEL_MAJOR ? RED : level == BG_LEVEL_MINOR ? YELLOW : DIM;
}

static void add_line(struct printer *printer, struct bg_slice text) {
    if (text.len > 0) {
        bg_buffer_add_text(printer->out, "         ");
        add(printer, text);
        bg_buffer_add_char(printer->out, '\n');
    }
}

static void add_witness(struct printer *printer, struct bg_slice version_base, const struct bg_finding *finding) {
    bg_buffer_add_text(printer->out, "         ");
    add(printer, finding->witness);
    bg_buffer_add_text(printer->out, " was accepted");
    if (version_base.len > 0) {
        bg_buffer_add_text(printer->out, " by ");
        add(printer, version_base);
    }
    bg_buffer_add_text(printer->out, " and is refused now.\n");
}

/* `version_base` is the version that a witness was accepted by; empty if it is not known. */
static void add_finding(struct printer *printer, struct bg_slice version_base, const struct bg_finding *finding) {
    bool is_gone = finding->head.file.len == 0 || (finding->head.line == 0 && finding->base.line > 0);
    bg_buffer_add_text(printer->out, "  ");
    add_coloured(printer, level_colour(finding->level), bg_slice_of(bg_level_names[finding->level]));
    bg_buffer_add_text(printer->out, "  ");
    if (finding->head.file.len > 0 || finding->base.file.len > 0) {
        add_place(printer, is_gone ? finding->base : finding->head);
        bg_buffer_add_text(printer->out, is_gone ? " (before)  " : "  ");
    }
    add(printer, finding->rule);
    if (finding->stream.at != NULL) {
        bg_buffer_add_text(printer->out, "  stream ");
        add(printer, finding->stream);
    }
    bg_buffer_add_char(printer->out, '\n');
    add_line(printer, finding->message);
    if (finding->waived.at != NULL) {
        bg_buffer_printf(printer->out, "         Waived%s: ", finding->waiver_is_new ? " by this change" : "");
        add(printer, finding->waived);
        bg_buffer_add_char(printer->out, '\n');
        return;
    }
    if (finding->proof == BG_PROOF_WITNESS) {
        add_witness(printer, version_base, finding);
    }
    if (finding->proof == BG_PROOF_UNKNOWN) {
        bg_buffer_add_text(printer->out, "         It could not be proven either way: ");
        add(printer, finding->unknown);
        bg_buffer_add_text(printer->out, ".\n");
    }
    add_line(printer, finding->why);
    if (finding->level > BG_LEVEL_PATCH) {
        add_line(printer, finding->fix);
    }
}

/* The findings that explain the verdict: of a rejected connector all that demand what is required, else none; all of
 * them with --verbose, and waived ones always. */
static bool is_shown(const struct printer *printer, const struct bg_verdict *verdict,
                     const struct bg_finding *finding) {
    if (printer->options->is_verbose || finding->waived.at != NULL) {
        return true;
    }
    bool needs_explanation = verdict->outcome == BG_OUTCOME_REJECTED || verdict->outcome == BG_OUTCOME_UNJUDGED;
    return needs_explanation && finding->level == verdict->required && finding->level > BG_LEVEL_NONE;
}

static void add_findings(struct printer *printer, const struct bg_verdict *verdict) {
    size_t shown = 0;
    size_t hidden = 0;
    for (size_t i = 0; i < verdict->finding_count; i++) {
        bool is_over = shown >= SHOWN_FINDINGS && !printer->options->is_verbose;
        if (is_shown(printer, verdict, &verdict->findings[i]) && !is_over) {
            add_finding(printer, verdict->version_base, &verdict->findings[i]);
            shown++;
        } else {
            hidden++;
        }
    }
    if (hidden > 0 && (shown > 0 || verdict->outcome > BG_OUTCOME_PASSED)) {
        bg_buffer_printf(printer->out, "  and %zu more change%s (--verbose shows all)\n", hidden,
                         hidden == 1 ? "" : "s");
    }
}

static void add_versions(struct printer *printer, const struct bg_verdict *verdict) {
    bg_buffer_add_text(printer->out, "  ");
    switch (verdict->state) {
    case BG_STATE_ADDED:
        bg_buffer_add_text(printer->out, "new ");
        add(printer, verdict->version_head);
        return;
    case BG_STATE_REMOVED:
        add(printer, verdict->version_base);
        bg_buffer_add_text(printer->out, " removed");
        return;
    case BG_STATE_MOVED:
        bg_buffer_add_text(printer->out, "moved from ");
        add(printer, verdict->base_root);
        bg_buffer_add_text(printer->out, "  ");
        break;
    case BG_STATE_CHANGED:
        break;
    }
    add(printer, verdict->version_base.len > 0 ? verdict->version_base : BG_LITERAL("(none)"));
    if (!bg_slice_equal(verdict->version_base, verdict->version_head)) {
        bg_buffer_add_text(printer->out, " -> ");
        add(printer, verdict->version_head.len > 0 ? verdict->version_head : BG_LITERAL("(none)"));
    }
}

/* Below 1.0.0 the policy decides what a step may carry, so it is named with the verdict. */
static void add_policy(struct printer *printer, const struct bg_verdict *verdict) {
    bool is_below = bg_slice_starts(verdict->version_base, BG_LITERAL("0.")) ||
                    bg_slice_starts(verdict->version_head, BG_LITERAL("0."));
    if (is_below && verdict->pre_1_0.len > 0 && verdict->required > BG_LEVEL_NONE) {
        bg_buffer_add_text(printer->out, "; below 1.0.0: ");
        add(printer, verdict->pre_1_0);
    }
}

static void add_verdict_line(struct printer *printer, const struct bg_verdict *verdict) {
    add_coloured(printer, BOLD, verdict->name);
    add_versions(printer, verdict);
    bg_buffer_add_text(printer->out, "  ");
    switch (verdict->outcome) {
    case BG_OUTCOME_SKIPPED:
        add_coloured(printer, DIM, BG_LITERAL("skipped"));
        break;
    case BG_OUTCOME_PASSED:
        add_coloured(printer, GREEN, BG_LITERAL("ok"));
        break;
    case BG_OUTCOME_REJECTED:
        add_coloured(printer, RED, BG_LITERAL("rejected"));
        break;
    case BG_OUTCOME_UNJUDGED:
        add_coloured(printer, RED, BG_LITERAL("not judged"));
        break;
    }
    if (bg_verdict_needs_version(verdict)) {
        bg_buffer_add_text(printer->out, ": needs ");
        add(printer, verdict->minimum);
    }
    if (verdict->summary.len > 0) {
        bg_buffer_add_text(printer->out, " (");
        add(printer, verdict->summary);
        bg_buffer_add_char(printer->out, ')');
    } else if (verdict->outcome != BG_OUTCOME_SKIPPED) {
        bg_buffer_printf(printer->out, " (needs %s", bg_level_names[verdict->required]);
        add_policy(printer, verdict);
        bg_buffer_add_char(printer->out, ')');
    }
    bg_buffer_add_char(printer->out, '\n');
}

static void add_coverage(struct printer *printer, const struct bg_coverage *coverage) {
    bg_buffer_printf(printer->out, "  seen: spec %s, %zu stream%s static, %zu opaque\n",
                     bg_word_readability(coverage->spec), coverage->streams_static,
                     coverage->streams_static == 1 ? "" : "s", coverage->streams_opaque);
}

/* The last of what is said about a connector: what to type. */
static void add_ways(struct printer *printer, const struct bg_verdict *verdict) {
    for (size_t w = 0; w < verdict->way_count; w++) {
        if (!bg_way_is_told(verdict, w)) {
            bg_buffer_add_text(printer->out, "  ");
            add(printer, verdict->ways[w].what);
            bg_buffer_add_text(printer->out, ":\n    ");
            add(printer, verdict->ways[w].command);
            bg_buffer_add_char(printer->out, '\n');
        }
    }
}

static void add_verdict(struct printer *printer, const struct bg_verdict *verdict) {
    bool is_fine = verdict->outcome == BG_OUTCOME_PASSED || verdict->outcome == BG_OUTCOME_SKIPPED;
    if (is_fine && printer->options->is_quiet) {
        return;
    }
    add_verdict_line(printer, verdict);
    for (size_t i = 0; i < verdict->reason_count; i++) {
        const struct bg_reason *reason = &verdict->reasons[i];
        bg_buffer_add_text(printer->out, "  ");
        if (reason->at.file.len > 0) {
            add_place(printer, reason->at);
            bg_buffer_add_text(printer->out, "  ");
        }
        add(printer, bg_slice_of(bg_id_name(reason->id)));
        bg_buffer_add_char(printer->out, '\n');
        add_line(printer, reason->message);
    }
    add_findings(printer, verdict);
    /* What passed with changes that ship must not look judged in full where it was not. */
    if (!is_fine || verdict->required > BG_LEVEL_NONE || printer->options->is_verbose) {
        for (size_t i = 0; i < verdict->coverage.note_count; i++) {
            bg_buffer_add_text(printer->out, "  not seen: ");
            add(printer, verdict->coverage.notes[i]);
            bg_buffer_add_char(printer->out, '\n');
        }
    }
    if (printer->options->is_verbose) {
        add_coverage(printer, &verdict->coverage);
    }
    add_ways(printer, verdict);
}

/* Details are for those who ask, and counted for everybody else. */
static bool is_wanted(const struct printer *printer, const struct bg_problem *problem) {
    return printer->options->is_verbose || bg_problem_severity(problem) < BG_SEVERITY_DETAIL;
}

static void add_problems(struct printer *printer, const struct bg_run *run) {
    size_t details = 0;
    for (size_t i = 0; i < run->problem_count; i++) {
        const struct bg_problem *problem = &run->problems[i];
        if (bg_problem_is_told(run, problem)) {
            continue;
        }
        if (!is_wanted(printer, problem)) {
            details++;
            continue;
        }
        add_coloured(printer, problem->is_fatal ? RED : YELLOW,
                     problem->is_fatal ? BG_LITERAL("problem: ") : BG_LITERAL("note: "));
        if (problem->at.file.len > 0) {
            add_place(printer, problem->at);
            bg_buffer_add_text(printer->out, ": ");
        }
        add(printer, problem->message);
        bg_buffer_add_char(printer->out, '\n');
    }
    if (details > 0 && !printer->options->is_quiet) {
        bg_buffer_printf(printer->out, "and %zu more statement%s (--verbose shows all)\n", details,
                         details == 1 ? "" : "s");
    }
}

static struct bg_slice short_commit(struct bg_slice commit) {
    return commit.len > 7 ? bg_slice_range(commit, 0, 7) : commit.len == 0 ? BG_LITERAL("nothing") : commit;
}

static void add_head(struct printer *printer, const struct bg_run *run) {
    if (run->head_kind == BG_HEAD_COMMIT) {
        add(printer, short_commit(run->head_commit));
    } else {
        bg_buffer_add_text(printer->out, run->head_kind == BG_HEAD_INDEX ? "the index" : "the work tree");
    }
}

/* One connector of two says more than one connector. */
static void add_layout(struct printer *printer, const struct bg_run *run) {
    if (run->layout.len > 0 && !printer->options->is_quiet) {
        bg_statement_layout(printer->out, run);
        bg_buffer_add_char(printer->out, '\n');
    }
}

static void add_summary(struct printer *printer, const struct bg_run *run) {
    if (run->verdict_count == 0) {
        bg_buffer_add_text(printer->out, "no connector changed between ");
        add(printer, short_commit(run->base_commit));
        bg_buffer_add_text(printer->out, " and ");
        add_head(printer, run);
        bg_buffer_add_char(printer->out, '\n');
        return;
    }
    static const enum bg_outcome order[] = {BG_OUTCOME_PASSED, BG_OUTCOME_REJECTED, BG_OUTCOME_UNJUDGED,
                                            BG_OUTCOME_SKIPPED};
    bg_buffer_printf(printer->out, "%s%zu connector%s checked", printer->out->len > 0 ? "\n" : "", run->verdict_count,
                     run->verdict_count == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (run->outcome_counts[order[i]] > 0) {
            bg_buffer_printf(printer->out, ", %zu %s", run->outcome_counts[order[i]], bg_word_outcome(order[i]));
        }
    }
    bg_buffer_add_text(printer->out, ". (base ");
    add(printer, short_commit(run->base_commit));
    bg_buffer_add_text(printer->out, ", head ");
    add_head(printer, run);
    bg_buffer_printf(printer->out, ", %llu ms)\n", (unsigned long long)run->milliseconds);
}

void bg_text_findings(struct bg_buffer *out, const struct bg_finding *findings, size_t count,
                      const struct bg_report_options *options) {
    struct printer printer = {out, options};
    for (size_t i = 0; i < count; i++) {
        add_finding(&printer, BG_NO_SLICE, &findings[i]);
    }
}

void bg_report_text(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    struct printer printer = {out, options};
    if (run->has_plans) {
        bg_report_plans(out, run, options);
        return;
    }
    for (size_t i = 0; i < run->verdict_count; i++) {
        add_verdict(&printer, &run->verdicts[i]);
    }
    add_problems(&printer, run);
    if (!options->is_quiet || run->outcome > BG_OUTCOME_PASSED) {
        add_summary(&printer, run);
        add_layout(&printer, run);
    }
}
