/* Plans in words: see plan_text.h. */
#include "report/plan_text.h"

#include "base/visible.h"

static void add(struct bg_buffer *out, struct bg_slice text) {
    bg_visible_add(out, text, SIZE_MAX);
}

/* Each line of a text, marked with what happened to it. */
static void add_lines(struct bg_buffer *out, const char *mark, struct bg_slice text) {
    struct bg_slice rest = bg_slice_trim_lines(text);
    while (rest.len > 0) {
        bg_buffer_add_text(out, mark);
        add(out, bg_slice_cut(&rest, '\n'));
        bg_buffer_add_char(out, '\n');
    }
}

static void add_edits(struct bg_buffer *out, const struct bg_plan *plan) {
    for (size_t e = 0; e < plan->edit_count; e++) {
        const struct bg_plan_edit *edit = &plan->edits[e];
        bg_buffer_add_text(out, "  ");
        add(out, edit->file);
        bg_buffer_printf(out, ":%u\n", edit->line);
        add_lines(out, "    - ", edit->before);
        add_lines(out, "    + ", edit->after);
    }
    for (size_t u = 0; u < plan->untouched_count; u++) {
        bg_buffer_add_text(out, "  not touched: ");
        add(out, plan->untouched[u].file);
        bg_buffer_add_text(out, plan->untouched[u].file.len > 0 ? ": " : "");
        add(out, plan->untouched[u].why);
        bg_buffer_add_char(out, '\n');
    }
}

static void add_refusal(struct bg_buffer *out, const struct bg_plan *plan) {
    bg_buffer_add_text(out, "  ");
    bg_buffer_add_text(out, bg_id_name(plan->id));
    bg_buffer_add_text(out, ": ");
    add(out, plan->message);
    if (plan->at.file.len > 0 && plan->outcome != BG_OUTCOME_PASSED) {
        bg_buffer_add_text(out, "\n  at ");
        add(out, plan->at.file);
        if (plan->at.line > 0) {
            bg_buffer_printf(out, ":%u:%u", plan->at.line, plan->at.column);
        }
    }
    bg_buffer_add_char(out, '\n');
}

static void add_plan(struct bg_buffer *out, const struct bg_verdict *verdict, bool is_dry_run) {
    const struct bg_plan *plan = verdict->plan;
    add(out, verdict->name);
    bg_buffer_add_text(out, "  ");
    add(out, plan->from.len > 0 ? plan->from : BG_LITERAL("(none)"));
    if (plan->to.at == NULL) {
        bg_buffer_add_text(out, plan->outcome == BG_OUTCOME_PASSED ? "  nothing to write\n" : "  refused\n");
        add_refusal(out, plan);
    } else {
        bg_buffer_add_text(out, " -> ");
        add(out, plan->to);
        bg_buffer_add_text(out, is_dry_run ? "  planned\n" : "  written\n");
        bg_buffer_add_text(out, plan->message.len > 0 ? "  note: " : "");
        add(out, plan->message);
        bg_buffer_add_text(out, plan->message.len > 0 ? "\n" : "");
    }
    add_edits(out, plan);
}

void bg_report_plans(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    bool is_dry_run = run->is_planned_only;
    size_t written = 0;
    size_t refused = 0;
    for (size_t v = 0; v < run->verdict_count; v++) {
        const struct bg_plan *plan = run->verdicts[v].plan;
        bool is_refused = plan->outcome != BG_OUTCOME_PASSED;
        written += plan->to.at != NULL;
        refused += is_refused;
        bool is_told = plan->to.at != NULL || run->has_named || options->is_verbose || plan->untouched_count > 0;
        if (is_refused || (is_told && !options->is_quiet)) {
            add_plan(out, &run->verdicts[v], is_dry_run);
        }
    }
    if (options->is_quiet && refused == 0) {
        return;
    }
    bg_buffer_printf(out, "%s%zu connector%s %s: %zu %s, %zu refused, %zu with nothing to write.\n",
                     out->len > 0 ? "\n" : "", run->verdict_count, bg_plural(run->verdict_count),
                     run->has_named ? "named" : "changed", written, is_dry_run ? "planned" : "written", refused,
                     run->verdict_count - written - refused);
    if (run->bump_commit.at != NULL) {
        bg_buffer_printf(out, "Committed as %.*s.\n", BG_ARGS(bg_slice_range(run->bump_commit, 0, 12)));
    }
}
