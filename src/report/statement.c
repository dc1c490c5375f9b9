/* Statements: see statement.h. */
#include "report/statement.h"

#include "base/table.h"
#include "base/visible.h"
#include "rules/fingerprint.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes of each foreign text. The whole stays below the 4,096 characters at which GitHub cuts an annotation. */
enum { LONGEST_TEXT = 500, LONGEST_NAME = 120 };

/* What explains the verdict: waivers in any case; else of what is not fine all that demands what is required, or that
 * a patch would not carry. */
static bool explains(const struct bg_verdict *verdict, const struct bg_finding *finding) {
    bool is_grave = finding->level > BG_LEVEL_PATCH;
    bool is_required = finding->level == verdict->required && finding->level > BG_LEVEL_NONE;
    return finding->waived.at != NULL || (bg_verdict_is_open(verdict) && (is_grave || is_required));
}

static enum bg_severity severity_of(const struct bg_verdict *verdict, const struct bg_finding *finding) {
    if (!explains(verdict, finding)) {
        return BG_SEVERITY_DETAIL;
    }
    if (finding->waived.at != NULL) {
        return BG_SEVERITY_NOTE;
    }
    return finding->level == verdict->required ? BG_SEVERITY_ERROR : BG_SEVERITY_WARNING;
}

enum bg_severity bg_problem_severity(const struct bg_problem *problem) {
    enum bg_severity severity = bg_vocabulary_of(problem->id)->severity;
    return problem->is_fatal ? BG_SEVERITY_ERROR : severity == BG_SEVERITY_ERROR ? BG_SEVERITY_NOTE : severity;
}

static void add(struct bg_statements *statements, struct bg_statement statement) {
    if (statements->count % 64 == 0) {
        statements->items = bg_realloc(statements->items, (statements->count + 64) * sizeof statements->items[0]);
    }
    statements->items[statements->count++] = statement;
    statements->counts[statement.severity]++;
}

/* At head; else the version, which is what has to change; else where it stood in the base. */
static void place(struct bg_statement *statement) {
    const struct bg_finding *finding = statement->finding;
    if (finding != NULL) {
        statement->at = finding->head;
    }
    if (statement->at.file.len == 0 && statement->verdict != NULL) {
        statement->at = statement->verdict->version_at;
    }
    if (statement->at.file.len == 0 && finding != NULL) {
        statement->at = finding->base;
        statement->is_in_base = true;
    }
}

static void add_finding(struct bg_statements *statements, const struct bg_verdict *verdict,
                        const struct bg_finding *finding) {
    struct bg_statement statement = {
        .id = finding->rule,
        .severity = severity_of(verdict, finding),
        .verdict = verdict,
        .finding = finding,
        .what = finding->message,
        .why = finding->why,
        .fix = finding->fix,
        .is_gone = finding->head.line == 0 && finding->base.line > 0,
    };
    (void)snprintf(statement.fingerprint, sizeof statement.fingerprint, "%s", finding->fingerprint);
    place(&statement);
    add(statements, statement);
}

/* What the vocabulary has words for. */
static void add_word(struct bg_statements *statements, enum bg_severity severity, const struct bg_verdict *verdict,
                     enum bg_id id, struct bg_slice what, struct bg_place at) {
    const struct bg_word *word = bg_vocabulary_of(id);
    struct bg_statement statement = {.id = word->id,
                                     .severity = severity,
                                     .verdict = verdict,
                                     .what = what,
                                     .why = word->why,
                                     .fix = word->fix,
                                     .next = word->next,
                                     .at = at};
    const struct bg_slice parts[] = {BG_LITERAL("remark"), verdict == NULL ? BG_NO_SLICE : verdict->root, word->id,
                                     what, at.file};
    bg_fingerprint_parts(parts, sizeof parts / sizeof parts[0], statement.fingerprint);
    place(&statement);
    add(statements, statement);
}

/* The first way that ends the reason; NULL without one. */
static const struct bg_way *way_of(const struct bg_verdict *verdict, enum bg_id reason) {
    const struct bg_way *way = NULL;
    for (size_t w = verdict->way_count; w > 0; w--) {
        way = verdict->ways[w - 1].reason == reason ? &verdict->ways[w - 1] : way;
    }
    return way;
}

/* The way out of a reason is that of the verdict; the words know one only where nobody has looked. */
static void add_reason(struct bg_statements *statements, enum bg_severity severity, const struct bg_verdict *verdict,
                       const struct bg_reason *reason) {
    add_word(statements, severity, verdict, reason->id, reason->message, reason->at);
    statements->items[statements->count - 1].way = way_of(verdict, reason->id);
}

static bool is_reason(const struct bg_verdict *verdict, enum bg_id id) {
    bool is_reason = false;
    for (size_t r = 0; r < verdict->reason_count; r++) {
        is_reason |= verdict->reasons[r].id == id;
    }
    return is_reason;
}

/* Why nothing was written, unless the verdict says it already. */
static void add_plan(struct bg_statements *statements, const struct bg_verdict *verdict) {
    const struct bg_plan *plan = verdict->plan;
    if (plan == NULL || plan->id == BG_ID_NONE || is_reason(verdict, plan->id)) {
        return;
    }
    bool is_refused = plan->outcome > BG_OUTCOME_PASSED;
    add_word(statements, is_refused ? BG_SEVERITY_ERROR : BG_SEVERITY_DETAIL, verdict, plan->id, plan->message,
             plan->at);
    const struct bg_way *way = way_of(verdict, BG_ID_NOT_BUMPED);
    way = way != NULL ? way : way_of(verdict, BG_ID_INSUFFICIENT);
    if (plan->id == BG_ID_NEEDS_HUMAN && way != NULL) { /* the way out of the reason declares it */
        statements->items[statements->count - 1].next = way->command;
    }
}

static void add_verdict(struct bg_statements *statements, const struct bg_verdict *verdict) {
    enum bg_severity severity = bg_verdict_is_open(verdict) ? BG_SEVERITY_ERROR : BG_SEVERITY_NOTE;
    for (size_t i = 0; i < verdict->reason_count; i++) {
        add_reason(statements, severity, verdict, &verdict->reasons[i]);
    }
    add_plan(statements, verdict);
    for (size_t i = 0; i < verdict->finding_count; i++) {
        add_finding(statements, verdict, &verdict->findings[i]);
    }
    for (size_t i = 0; i < verdict->coverage.note_count; i++) {
        add_word(statements, bg_vocabulary_of(BG_ID_NOT_SEEN)->severity, verdict, BG_ID_NOT_SEEN,
                 verdict->coverage.notes[i], (struct bg_place){0});
    }
}

/* Stable: by counting, as there are few severities. */
static void sort(struct bg_statements *statements) {
    struct bg_statement *sorted = bg_realloc(NULL, (statements->count + 1) * sizeof sorted[0]);
    size_t at[BG_SEVERITY_COUNT] = {0};
    for (size_t s = 1; s < BG_SEVERITY_COUNT; s++) {
        at[s] = at[s - 1] + statements->counts[s - 1];
    }
    for (size_t i = 0; i < statements->count; i++) {
        sorted[at[statements->items[i].severity]++] = statements->items[i];
    }
    free(statements->items);
    statements->items = sorted;
}

/* The same change twice in one place has one fingerprint: readers that keep the first of equal ones get them apart. */
static void number_equal(struct bg_statements *statements) {
    struct bg_table seen = {0};
    size_t *times = bg_realloc(NULL, (statements->count + 1) * sizeof times[0]);
    for (size_t i = 0; i < statements->count; i++) {
        times[i] = 1;
        size_t *before = bg_table_get(&seen, bg_slice_of(statements->items[i].fingerprint));
        if (before == NULL) {
            (void)bg_table_put(&seen, bg_slice_of(statements->items[i].fingerprint), &times[i]);
            continue;
        }
        size_t len = strlen(statements->items[i].fingerprint);
        (void)snprintf(statements->items[i].fingerprint + len, sizeof statements->items[i].fingerprint - len, "-%zu",
                       ++*before);
    }
    bg_table_finish(&seen);
    free(times);
}

void bg_statements_init(struct bg_statements *statements, const struct bg_run *run) {
    *statements = (struct bg_statements){0};
    for (size_t i = 0; i < run->problem_count; i++) {
        const struct bg_problem *problem = &run->problems[i];
        if (!bg_problem_is_told(run, problem)) {
            add_word(statements, bg_problem_severity(problem), NULL, problem->id, problem->message, problem->at);
        }
    }
    for (size_t i = 0; i < run->verdict_count; i++) {
        add_verdict(statements, &run->verdicts[i]);
    }
    statements->shown = statements->count - statements->counts[BG_SEVERITY_DETAIL];
    sort(statements);
    number_equal(statements);
}

void bg_statements_finish(struct bg_statements *statements) {
    free(statements->items);
    *statements = (struct bg_statements){0};
}

static void add_text(struct bg_buffer *out, const char *before, struct bg_slice text, const char *after) {
    if (text.len > 0) {
        bg_buffer_add_text(out, before);
        bg_visible_add(out, text, LONGEST_TEXT);
        bg_buffer_add_text(out, after);
    }
}

static void add_proof(struct bg_buffer *out, const struct bg_statement *statement) {
    const struct bg_finding *finding = statement->finding;
    if (finding->proof == BG_PROOF_WITNESS) {
        add_text(out, " ", finding->witness, " was accepted");
        add_text(out, " by ", bg_finding_accepted_by(finding, statement->verdict), "");
        bg_buffer_add_text(out, " and is refused now.");
    } else if (finding->proof == BG_PROOF_UNKNOWN) {
        add_text(out, " It could not be proven either way: ", finding->unknown, ".");
    }
}

void bg_statement_words(struct bg_buffer *out, const struct bg_statement *statement) {
    const struct bg_finding *finding = statement->finding;
    if (finding == NULL) {
        add_text(out, "", statement->what, "");
        if (statement->way != NULL) {
            add_text(out, ". ", statement->way->what, ": ");
            bg_visible_add(out, statement->way->command, LONGEST_TEXT);
        }
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
    add_proof(out, statement);
    add_text(out, " ", finding->why, "");
    if (finding->level > BG_LEVEL_PATCH) {
        add_text(out, " ", finding->fix, "");
    }
}

void bg_statement_next(struct bg_buffer *out, const struct bg_statement *statement) {
    struct bg_slice placeholder = BG_LITERAL("CONNECTOR");
    if (statement->way != NULL) {
        bg_visible_add(out, statement->way->command, LONGEST_TEXT);
        return;
    }
    size_t at = bg_slice_find(statement->next, placeholder);
    bg_buffer_add(out, bg_slice_range(statement->next, 0, at));
    if (at < statement->next.len) {
        bg_visible_add(out, statement->verdict == NULL ? placeholder : statement->verdict->name, LONGEST_NAME);
        bg_buffer_add(out, bg_slice_from(statement->next, at + placeholder.len));
    }
}

bool bg_way_is_told(const struct bg_verdict *verdict, size_t way) {
    bool is_told = false;
    for (size_t w = 0; w < way; w++) {
        is_told |= bg_slice_equal(verdict->ways[w].command, verdict->ways[way].command);
    }
    return is_told;
}

bool bg_way_is_headed(const struct bg_verdict *verdict, size_t way) {
    return way == 0 || !bg_slice_equal(verdict->ways[way - 1].what, verdict->ways[way].what);
}

bool bg_verdict_is_open(const struct bg_verdict *verdict) {
    return verdict->outcome == BG_OUTCOME_REJECTED || verdict->outcome == BG_OUTCOME_UNJUDGED;
}

bool bg_finding_is_gone(const struct bg_finding *finding) {
    return finding->head.file.len == 0 || (finding->head.line == 0 && finding->base.line > 0);
}

struct bg_slice bg_finding_accepted_by(const struct bg_finding *finding, const struct bg_verdict *verdict) {
    return finding->since.len > 0 ? finding->since : verdict == NULL ? BG_NO_SLICE : verdict->version_base;
}

bool bg_verdict_needs_version(const struct bg_verdict *verdict) {
    return verdict->outcome == BG_OUTCOME_REJECTED && verdict->minimum.len > 0 && !verdict->version_is_enough;
}

void bg_statement_title(struct bg_buffer *out, const struct bg_statement *statement) {
    const struct bg_verdict *verdict = statement->verdict;
    if (verdict == NULL) {
        bg_buffer_add_text(out, "bumpgate");
        return;
    }
    bg_visible_add(out, verdict->name, LONGEST_NAME);
    if (verdict->outcome == BG_OUTCOME_UNJUDGED) {
        bg_buffer_add_text(out, " could not be judged");
    } else if (bg_verdict_needs_version(verdict)) {
        bg_buffer_add_text(out, " needs ");
        bg_visible_add(out, verdict->minimum, LONGEST_NAME);
    } else if (verdict->outcome == BG_OUTCOME_REJECTED) {
        bg_buffer_add_text(out, " is rejected");
    }
}

void bg_statement_layout(struct bg_buffer *out, const struct bg_run *run) {
    if (run->layout.len > 0) {
        bg_buffer_add_text(out, "layout ");
        bg_visible_add(out, run->layout, LONGEST_NAME);
        bg_buffer_printf(out, ", %zu connector%s", run->connector_count, bg_plural(run->connector_count));
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
