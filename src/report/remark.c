/* Remarks: see remark.h. */
#include "report/remark.h"

#include "base/table.h"
#include "base/visible.h"
#include "rules/fingerprint.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes of each foreign text. The whole stays below the 4,096 characters at which GitHub cuts an annotation. */
enum { LONGEST_TEXT = 500, LONGEST_NAME = 120 };

static enum bg_severity severity_of(const struct bg_verdict *verdict, const struct bg_finding *finding) {
    if (finding->waived.at != NULL) {
        return BG_SEVERITY_NOTE;
    }
    return finding->level == verdict->required ? BG_SEVERITY_ERROR : BG_SEVERITY_WARNING;
}

static void add(struct bg_remarks *remarks, struct bg_remark remark) {
    if (remarks->count % 64 == 0) {
        remarks->items = bg_realloc(remarks->items, (remarks->count + 64) * sizeof remarks->items[0]);
    }
    remarks->items[remarks->count++] = remark;
    remarks->counts[remark.severity]++;
}

/* At head; else the version, which is what has to change; else where it stood in the base. */
static void place(struct bg_remark *remark) {
    const struct bg_finding *finding = remark->finding;
    if (finding != NULL) {
        remark->at = finding->head;
    }
    if (remark->at.file.len == 0 && remark->verdict != NULL) {
        remark->at = remark->verdict->version_at;
    }
    if (remark->at.file.len == 0 && finding != NULL) {
        remark->at = finding->base;
        remark->is_in_base = true;
    }
}

static void add_finding(struct bg_remarks *remarks, const struct bg_verdict *verdict,
                        const struct bg_finding *finding) {
    struct bg_remark remark = {
        .severity = severity_of(verdict, finding),
        .rule = finding->rule,
        .verdict = verdict,
        .finding = finding,
        .message = finding->message,
    };
    (void)snprintf(remark.fingerprint, sizeof remark.fingerprint, "%s", finding->fingerprint);
    place(&remark);
    add(remarks, remark);
}

static void add_sentence(struct bg_remarks *remarks, enum bg_severity severity, const struct bg_verdict *verdict,
                         struct bg_slice id, struct bg_slice message, struct bg_place at) {
    struct bg_remark remark = {.severity = severity, .rule = id, .verdict = verdict, .message = message, .at = at};
    const struct bg_slice parts[] = {BG_LITERAL("remark"), verdict == NULL ? BG_NO_SLICE : verdict->root, id, message,
                                     at.file};
    bg_fingerprint_parts(parts, sizeof parts / sizeof parts[0], remark.fingerprint);
    place(&remark);
    add(remarks, remark);
}

/* What explains the verdict: waivers in any case; else of what is not fine all that demands what is required, or that
 * a patch would not carry. */
static bool is_wanted(const struct bg_verdict *verdict, const struct bg_finding *finding, bool is_fine) {
    bool is_grave = finding->level > BG_LEVEL_PATCH;
    bool is_required = finding->level == verdict->required && finding->level > BG_LEVEL_NONE;
    return finding->waived.at != NULL || (!is_fine && (is_grave || is_required));
}

static void add_verdict(struct bg_remarks *remarks, const struct bg_verdict *verdict) {
    bool is_fine = verdict->outcome == BG_OUTCOME_PASSED || verdict->outcome == BG_OUTCOME_SKIPPED;
    for (size_t i = 0; i < verdict->reason_count; i++) {
        const struct bg_reason *reason = &verdict->reasons[i];
        add_sentence(remarks, is_fine ? BG_SEVERITY_NOTE : BG_SEVERITY_ERROR, verdict,
                     bg_slice_of(bg_id_name(reason->id)), reason->message, reason->at);
    }
    for (size_t i = 0; i < verdict->finding_count; i++) {
        if (is_wanted(verdict, &verdict->findings[i], is_fine)) {
            add_finding(remarks, verdict, &verdict->findings[i]);
        }
    }
}

static void add_problem(struct bg_remarks *remarks, const struct bg_problem *problem) {
    if (problem->is_fatal || bg_slice_starts(bg_slice_of(bg_id_name(problem->id)), BG_LITERAL("waiver-"))) {
        add_sentence(remarks, problem->is_fatal ? BG_SEVERITY_ERROR : BG_SEVERITY_WARNING, NULL,
                     bg_slice_of(bg_id_name(problem->id)), problem->message, problem->at);
    }
}

/* Stable: by counting, as there are three severities. */
static void sort(struct bg_remarks *remarks) {
    struct bg_remark *sorted = bg_realloc(NULL, (remarks->count + 1) * sizeof sorted[0]);
    size_t at[BG_SEVERITY_COUNT] = {0};
    for (size_t s = 1; s < BG_SEVERITY_COUNT; s++) {
        at[s] = at[s - 1] + remarks->counts[s - 1];
    }
    for (size_t i = 0; i < remarks->count; i++) {
        sorted[at[remarks->items[i].severity]++] = remarks->items[i];
    }
    free(remarks->items);
    remarks->items = sorted;
}

/* The same change twice in one place has one fingerprint: readers that keep the first of equal ones get them apart. */
static void number_equal(struct bg_remarks *remarks) {
    struct bg_table seen = {0};
    size_t *times = bg_realloc(NULL, (remarks->count + 1) * sizeof times[0]);
    for (size_t i = 0; i < remarks->count; i++) {
        times[i] = 1;
        size_t *before = bg_table_get(&seen, bg_slice_of(remarks->items[i].fingerprint));
        if (before == NULL) {
            (void)bg_table_put(&seen, bg_slice_of(remarks->items[i].fingerprint), &times[i]);
            continue;
        }
        size_t len = strlen(remarks->items[i].fingerprint);
        (void)snprintf(remarks->items[i].fingerprint + len, sizeof remarks->items[i].fingerprint - len, "-%zu",
                       ++*before);
    }
    bg_table_finish(&seen);
    free(times);
}

void bg_remarks_init(struct bg_remarks *remarks, const struct bg_run *run) {
    *remarks = (struct bg_remarks){0};
    for (size_t i = 0; i < run->problem_count; i++) {
        if (!bg_problem_is_told(run, &run->problems[i])) {
            add_problem(remarks, &run->problems[i]);
        }
    }
    for (size_t i = 0; i < run->verdict_count; i++) {
        add_verdict(remarks, &run->verdicts[i]);
    }
    sort(remarks);
    number_equal(remarks);
}

void bg_remarks_finish(struct bg_remarks *remarks) {
    free(remarks->items);
    *remarks = (struct bg_remarks){0};
}

static void add_text(struct bg_buffer *out, const char *before, struct bg_slice text, const char *after) {
    if (text.len > 0) {
        bg_buffer_add_text(out, before);
        bg_visible_add(out, text, LONGEST_TEXT);
        bg_buffer_add_text(out, after);
    }
}

static void add_proof(struct bg_buffer *out, const struct bg_remark *remark) {
    const struct bg_finding *finding = remark->finding;
    if (finding->proof == BG_PROOF_WITNESS) {
        add_text(out, " ", finding->witness, " was accepted");
        add_text(out, " by ", remark->verdict->version_base, "");
        bg_buffer_add_text(out, " and is refused now.");
    } else if (finding->proof == BG_PROOF_UNKNOWN) {
        add_text(out, " It could not be proven either way: ", finding->unknown, ".");
    }
}

void bg_remark_words(struct bg_buffer *out, const struct bg_remark *remark) {
    const struct bg_finding *finding = remark->finding;
    if (finding == NULL) {
        add_text(out, "", remark->message, "");
        return;
    }
    add_text(out, "stream ", finding->stream, ": ");
    add_text(out, "", finding->message, "");
    if (finding->head.file.len == 0 && finding->base.file.len > 0) {
        add_text(out, " It stood at ", finding->base.file, "");
        bg_buffer_printf(out, ":%u.", finding->base.line);
    }
    if (finding->waived.at != NULL) {
        add_text(out, finding->waiver_is_new ? " Waived by this change: " : " Waived: ", finding->waived, "");
        return;
    }
    add_proof(out, remark);
    add_text(out, " ", finding->why, "");
    if (finding->level > BG_LEVEL_PATCH) {
        add_text(out, " ", finding->fix, "");
    }
}

void bg_remark_title(struct bg_buffer *out, const struct bg_remark *remark) {
    const struct bg_verdict *verdict = remark->verdict;
    if (verdict == NULL) {
        bg_buffer_add_text(out, "bumpgate");
        return;
    }
    bg_visible_add(out, verdict->name, LONGEST_NAME);
    if (verdict->outcome == BG_OUTCOME_UNJUDGED) {
        bg_buffer_add_text(out, " could not be judged");
    } else if (verdict->outcome == BG_OUTCOME_REJECTED && verdict->minimum.len > 0) {
        bg_buffer_add_text(out, " needs ");
        bg_visible_add(out, verdict->minimum, LONGEST_NAME);
    }
}

bool bg_problem_is_told(const struct bg_run *run, const struct bg_problem *problem) {
    for (size_t i = 0; i < run->verdict_count; i++) {
        for (size_t j = 0; j < run->verdicts[i].reason_count; j++) {
            const struct bg_reason *reason = &run->verdicts[i].reasons[j];
            if (bg_slice_equal(reason->message, problem->message) &&
                bg_slice_equal(reason->at.file, problem->at.file) && reason->at.line == problem->at.line) {
                return true;
            }
        }
    }
    return false;
}
