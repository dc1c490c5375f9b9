/*
 * GitLab's Code Quality report: a list of issues, each with a fingerprint of its own and a line. An issue must have a
 * place, so a problem without one stands at the configuration file.
 */
#include "text/write_json.h"
#include "report/statement.h"
#include "report/report.h"

static const char *const severities[BG_SEVERITY_COUNT] = {
    [BG_SEVERITY_ERROR] = "critical",
    [BG_SEVERITY_WARNING] = "minor",
    [BG_SEVERITY_NOTE] = "info",
    [BG_SEVERITY_DETAIL] = "info",
};

static void write_issue(struct bg_json_writer *json, const struct bg_statement *statement, struct bg_slice words) {
    bg_json_open(json, NULL, '{');
    bg_json_text(json, "description", words);
    bg_json_text(json, "check_name", statement->id);
    bg_json_text(json, "fingerprint", bg_slice_of(statement->fingerprint));
    bg_json_text(json, "severity", bg_slice_of(severities[statement->severity]));
    bg_json_open(json, "location", '{');
    bg_json_text(json, "path", statement->at.file.len > 0 ? statement->at.file : BG_LITERAL(".bumpgate.yaml"));
    bg_json_open(json, "lines", '{');
    bg_json_number(json, "begin", statement->at.line > 0 ? statement->at.line : 1);
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_json_close(json, '}');
}

static void write_statement(struct bg_json_writer *json, const struct bg_statement *statement) {
    struct bg_buffer words = {0};
    bg_statement_title(&words, statement);
    bg_buffer_add_text(&words, ": ");
    bg_statement_words(&words, statement);
    write_issue(json, statement, bg_buffer_slice(&words));
    bg_buffer_finish(&words);
}

/* Details are no issues, and are not passed over either. */
static void write_count(struct bg_json_writer *json, size_t count) {
    const struct bg_word *word = bg_vocabulary_of(BG_ID_MORE_STATEMENTS);
    const struct bg_statement more = {.id = word->id, .severity = BG_SEVERITY_NOTE, .fingerprint = "more-statements"};
    struct bg_buffer words = {0};
    bg_buffer_printf(&words, "bumpgate: and %zu more statement%s", count, bg_plural(count));
    write_issue(json, &more, bg_buffer_slice(&words));
    bg_buffer_finish(&words);
}

/* The same in every report of a repository, so that a merge request does not show it as new. */
static void write_layout(struct bg_json_writer *json, const struct bg_run *run) {
    const struct bg_word *word = bg_vocabulary_of(BG_ID_LAYOUT_USED);
    const struct bg_statement used = {.id = word->id, .severity = BG_SEVERITY_NOTE, .fingerprint = "layout-used"};
    struct bg_buffer words = {0};
    bg_buffer_add_text(&words, "bumpgate: ");
    bg_statement_layout(&words, run);
    write_issue(json, &used, bg_buffer_slice(&words));
    bg_buffer_finish(&words);
}

void bg_report_gitlab(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    (void)options;
    struct bg_statements statements;
    struct bg_json_writer json = {.out = out};
    bg_statements_init(&statements, run);
    bg_json_open(&json, NULL, '[');
    for (size_t i = 0; i < statements.shown; i++) {
        write_statement(&json, &statements.items[i]);
    }
    if (statements.shown < statements.count) {
        write_count(&json, statements.count - statements.shown);
    }
    if (run->layout.len > 0) {
        write_layout(&json, run);
    }
    bg_json_close(&json, ']');
    bg_statements_finish(&statements);
}
