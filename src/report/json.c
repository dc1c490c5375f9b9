/* The JSON report; its schema is docs/report.schema.json. */
#include "report/json.h"

#include "base/level.h"
#include "report/report.h"
#include "report/statement.h"
#include "report/words.h"

static void write_place(struct bg_json_writer *writer, const char *key, struct bg_place at) {
    if (at.file.len == 0) {
        bg_json_null(writer, key);
        return;
    }
    bg_json_open(writer, key, '{');
    bg_json_text(writer, "file", at.file);
    if (at.line > 0) {
        bg_json_number(writer, "line", at.line);
        bg_json_number(writer, "column", at.column);
    }
    bg_json_close(writer, '}');
}

static void write_word(struct bg_json_writer *writer, const char *key, const char *word) {
    bg_json_text(writer, key, bg_slice_of(word));
}

static void write_finding(struct bg_json_writer *writer, const struct bg_finding *finding) {
    bg_json_open(writer, NULL, '{');
    bg_json_text(writer, "rule", finding->rule);
    write_word(writer, "level", bg_level_names[finding->level]);
    write_word(writer, "side", bg_word_side(finding->side));
    bg_json_text(writer, "stream", finding->stream);
    bg_json_text(writer, "path", finding->path.at == NULL ? BG_LITERAL("") : finding->path);
    bg_json_text(writer, "message", finding->message);
    bg_json_text(writer, "why", finding->why);
    bg_json_text(writer, "fix", finding->fix);
    write_place(writer, "base", finding->base);
    /* A thing that is gone has no place in the head: the file that it was in is known from the base. */
    bool is_gone = finding->head.line == 0 && finding->base.line > 0;
    write_place(writer, "head", is_gone ? (struct bg_place){0} : finding->head);
    write_word(writer, "proof", bg_word_proof(finding->proof));
    if (finding->proof == BG_PROOF_WITNESS) {
        bg_json_raw(writer, "witness", finding->witness);
    }
    if (finding->proof == BG_PROOF_UNKNOWN) {
        bg_json_text(writer, "unknown", finding->unknown);
    }
    write_word(writer, "fingerprint", finding->fingerprint);
    bg_json_text(writer, "waived", finding->waived);
    bg_json_close(writer, '}');
}

void bg_json_findings(struct bg_json_writer *writer, const struct bg_finding *findings, size_t count) {
    bg_json_open(writer, "changes", '[');
    for (size_t i = 0; i < count; i++) {
        write_finding(writer, &findings[i]);
    }
    bg_json_close(writer, ']');
}

static void write_version(struct bg_json_writer *writer, const struct bg_verdict *verdict) {
    bg_json_open(writer, "version", '{');
    bg_json_text(writer, "base", verdict->version_base);
    bg_json_text(writer, "head", verdict->version_head);
    bg_json_text(writer, "tip", verdict->version_tip);
    write_word(writer, "declared", bg_word_declared(verdict->declared));
    write_word(writer, "required", bg_level_names[verdict->required]);
    bg_json_text(writer, "minimum", verdict->minimum);
    bg_json_text(writer, "pre_1_0", verdict->pre_1_0);
    bg_json_close(writer, '}');
}

static void write_coverage(struct bg_json_writer *writer, const struct bg_coverage *coverage) {
    bg_json_open(writer, "coverage", '{');
    write_word(writer, "spec", bg_word_readability(coverage->spec));
    bg_json_open(writer, "streams", '{');
    bg_json_number(writer, "static", coverage->streams_static);
    bg_json_number(writer, "opaque", coverage->streams_opaque);
    bg_json_close(writer, '}');
    bg_json_open(writer, "streams_from", '{');
    for (size_t i = 0; i < BG_ORIGIN_COUNT; i++) {
        if (coverage->streams_from[i] > 0) {
            bg_json_number(writer, bg_stream_origin_words[i], coverage->streams_from[i]);
        }
    }
    bg_json_close(writer, '}');
    bg_json_open(writer, "notes", '[');
    for (size_t i = 0; i < coverage->note_count; i++) {
        bg_json_text(writer, NULL, coverage->notes[i]);
    }
    bg_json_close(writer, ']');
    bg_json_close(writer, '}');
}

/* In the words of the interface: `from`, `to`, `edits`, `untouched`; and why, if nothing is written. */
static void write_plan(struct bg_json_writer *writer, const struct bg_plan *plan) {
    bg_json_open(writer, "plan", '{');
    bg_json_text(writer, "from", plan->from);
    bg_json_text(writer, "to", plan->to);
    write_word(writer, "outcome", bg_word_outcome(plan->outcome));
    bg_json_text(writer, "id", plan->id == BG_ID_NONE ? BG_NO_SLICE : bg_slice_of(bg_id_name(plan->id)));
    bg_json_text(writer, "message", plan->message);
    write_place(writer, "at", plan->at);
    bg_json_open(writer, "edits", '[');
    for (size_t i = 0; i < plan->edit_count; i++) {
        bg_json_open(writer, NULL, '{');
        bg_json_text(writer, "file", plan->edits[i].file);
        bg_json_number(writer, "line", plan->edits[i].line);
        bg_json_text(writer, "before", plan->edits[i].before);
        bg_json_text(writer, "after", plan->edits[i].after);
        bg_json_close(writer, '}');
    }
    bg_json_close(writer, ']');
    bg_json_open(writer, "untouched", '[');
    for (size_t i = 0; i < plan->untouched_count; i++) {
        bg_json_open(writer, NULL, '{');
        bg_json_text(writer, "file", plan->untouched[i].file);
        bg_json_text(writer, "why", plan->untouched[i].why);
        bg_json_close(writer, '}');
    }
    bg_json_close(writer, ']');
    bg_json_close(writer, '}');
}

static void write_ways(struct bg_json_writer *writer, const struct bg_verdict *verdict) {
    bg_json_open(writer, "next", '[');
    for (size_t w = 0; w < verdict->way_count; w++) {
        if (!bg_way_is_told(verdict, w)) {
            bg_json_open(writer, NULL, '{');
            bg_json_text(writer, "what", verdict->ways[w].what);
            bg_json_text(writer, "command", verdict->ways[w].command);
            bg_json_close(writer, '}');
        }
    }
    bg_json_close(writer, ']');
}

static void write_verdict(struct bg_json_writer *writer, const struct bg_verdict *verdict) {
    bg_json_open(writer, NULL, '{');
    bg_json_text(writer, "name", verdict->name);
    bg_json_text(writer, "root", verdict->root);
    if (verdict->state == BG_STATE_MOVED) {
        bg_json_text(writer, "base_root", verdict->base_root);
    }
    write_word(writer, "state", bg_word_state(verdict->state));
    write_version(writer, verdict);
    write_word(writer, "outcome", bg_word_outcome(verdict->outcome));
    bg_json_text(writer, "summary", verdict->summary);
    bg_json_open(writer, "reasons", '[');
    for (size_t i = 0; i < verdict->reason_count; i++) {
        bg_json_open(writer, NULL, '{');
        write_word(writer, "id", bg_id_name(verdict->reasons[i].id));
        bg_json_text(writer, "message", verdict->reasons[i].message);
        write_place(writer, "at", verdict->reasons[i].at);
        bg_json_close(writer, '}');
    }
    bg_json_close(writer, ']');
    write_ways(writer, verdict);
    bg_json_findings(writer, verdict->findings, verdict->finding_count);
    write_coverage(writer, &verdict->coverage);
    if (verdict->plan != NULL) {
        write_plan(writer, verdict->plan);
    }
    bg_json_close(writer, '}');
}

void bg_json_problems(struct bg_json_writer *writer, const struct bg_problem *problems, size_t count) {
    bg_json_open(writer, "problems", '[');
    for (size_t i = 0; i < count; i++) {
        bg_json_open(writer, NULL, '{');
        write_word(writer, "id", bg_id_name(problems[i].id));
        bg_json_text(writer, "message", problems[i].message);
        write_place(writer, "at", problems[i].at);
        bg_json_bool(writer, "fatal", problems[i].is_fatal);
        bg_json_close(writer, '}');
    }
    bg_json_close(writer, ']');
}

static void write_statement(struct bg_json_writer *writer, const struct bg_statement *statement) {
    const struct bg_finding *finding = statement->finding;
    struct bg_buffer next = {0};
    bg_statement_next(&next, statement);
    bg_json_open(writer, NULL, '{');
    bg_json_text(writer, "id", statement->id);
    write_word(writer, "severity", bg_severity_names[statement->severity]);
    bg_json_text(writer, "connector", statement->verdict == NULL ? BG_NO_SLICE : statement->verdict->name);
    bg_json_text(writer, "message", statement->what);
    bg_json_text(writer, "why", statement->why);
    bg_json_text(writer, "fix", statement->fix);
    bg_json_text(writer, "next", next.len == 0 ? BG_NO_SLICE : bg_buffer_slice(&next));
    write_place(writer, "at", statement->at);
    bg_json_bool(writer, "gone", statement->is_gone);
    if (finding != NULL) {
        write_word(writer, "level", bg_level_names[finding->level]);
        write_word(writer, "proof", bg_word_proof(finding->proof));
        bg_json_text(writer, "waived", finding->waived);
    }
    write_word(writer, "fingerprint", statement->fingerprint);
    bg_json_close(writer, '}');
    bg_buffer_finish(&next);
}

static void write_statements(struct bg_json_writer *writer, const struct bg_run *run) {
    struct bg_statements statements;
    bg_statements_init(&statements, run);
    bg_json_open(writer, "statements", '[');
    for (size_t i = 0; i < statements.count; i++) {
        write_statement(writer, &statements.items[i]);
    }
    bg_json_close(writer, ']');
    bg_statements_finish(&statements);
}

void bg_report_json(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    (void)options;
    struct bg_json_writer json = {.out = out};
    bg_json_open(&json, NULL, '{');
    bg_json_number(&json, "format", 1);
    bg_json_open(&json, "tool", '{');
    write_word(&json, "name", "bumpgate");
    write_word(&json, "version", BUMPGATE_VERSION);
    bg_json_close(&json, '}');
    bg_json_open(&json, "base", '{');
    bg_json_text(&json, "rev", run->base_rev);
    bg_json_text(&json, "commit", run->base_commit);
    bg_json_text(&json, "tip", run->tip_commit);
    bg_json_close(&json, '}');
    bg_json_open(&json, "head", '{');
    bg_json_text(&json, "rev", run->head_rev);
    bg_json_text(&json, "commit", run->head_commit);
    write_word(&json, "kind", bg_word_head_kind(run->head_kind));
    bg_json_close(&json, '}');
    bg_json_text(&json, "profile", run->profile);
    bg_json_open(&json, "layout", '{');
    bg_json_text(&json, "id", run->layout);
    bg_json_number(&json, "connectors", run->connector_count);
    bg_json_close(&json, '}');
    write_word(&json, "outcome", bg_word_outcome(run->outcome));
    bg_json_open(&json, "summary", '{');
    bg_json_number(&json, "connectors", run->verdict_count);
    bg_json_number(&json, "passed", run->outcome_counts[BG_OUTCOME_PASSED]);
    bg_json_number(&json, "rejected", run->outcome_counts[BG_OUTCOME_REJECTED]);
    bg_json_number(&json, "unjudged", run->outcome_counts[BG_OUTCOME_UNJUDGED]);
    bg_json_number(&json, "skipped", run->outcome_counts[BG_OUTCOME_SKIPPED]);
    bg_json_close(&json, '}');
    bg_json_open(&json, "connectors", '[');
    for (size_t i = 0; i < run->verdict_count; i++) {
        write_verdict(&json, &run->verdicts[i]);
    }
    bg_json_close(&json, ']');
    bg_json_problems(&json, run->problems, run->problem_count);
    write_statements(&json, run);
    bg_json_close(&json, '}');
}
