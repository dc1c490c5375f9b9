/* An example of a report: one line a statement, in the form of a compiler's messages, so that editors jump to it. */
#include "base/visible.h"
#include "report/report.h"
#include "report/statement.h"

/* Stands in report.h. */
void bg_report_lines(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);

void bg_report_lines(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    struct bg_statements statements;
    (void)options;
    bg_statements_init(&statements, run);
    for (size_t i = 0; i < statements.shown; i++) {
        const struct bg_statement *statement = &statements.items[i];
        bg_visible_add(out, statement->at.file, SIZE_MAX);
        bg_buffer_printf(out, ":%u:%u: %.*s: ", statement->at.line, statement->at.column, BG_ARGS(statement->id));
        bg_statement_words(out, statement);
        bg_buffer_add_char(out, '\n');
    }
    bg_buffer_printf(out, "and %zu more\n", statements.count - statements.shown);
    bg_statements_finish(&statements);
}
