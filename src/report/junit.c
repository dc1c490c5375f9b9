/*
 * JUnit's XML, in the form that Jenkins reads: a test case a connector. There is no official schema; this is the common
 * part of those in use.
 */
#include "base/visible.h"
#include "report/statement.h"
#include "report/report.h"

/* Statements shown of one connector; the rest is counted. */
enum { SHOWN_STATEMENTS = 100 };

/* Visible text has no control characters, which XML 1.0 cannot hold even as references. */
static void add_xml(struct bg_buffer *out, struct bg_slice text) {
    struct bg_buffer plain = {0};
    bg_visible_add(&plain, text, SIZE_MAX);
    for (size_t i = 0; i < plain.len; i++) {
        if (strchr("&<>\"'", plain.at[i]) != NULL) {
            bg_buffer_printf(out, "&#%d;", plain.at[i]);
        } else {
            bg_buffer_add_char(out, plain.at[i]);
        }
    }
    bg_buffer_finish(&plain);
}

static void add_statement(struct bg_buffer *out, const struct bg_statement *statement) {
    struct bg_buffer words = {0};
    bg_statement_words(&words, statement);
    if (statement->at.file.len > 0) {
        add_xml(out, statement->at.file);
        bg_buffer_printf(out, ":%u:%u ", statement->at.line, statement->at.column);
    }
    add_xml(out, statement->id);
    bg_buffer_add_char(out, ' ');
    add_xml(out, bg_buffer_slice(&words));
    bg_buffer_add_char(out, '\n');
    bg_buffer_finish(&words);
}

/* Opens <failure> or <error> with its first statement as type and message. */
static void open_fault(struct bg_buffer *out, const char *element, const struct bg_statement *first) {
    struct bg_buffer title = {0};
    if (first == NULL) {
        bg_buffer_printf(out, "      <%s>", element);
        return;
    }
    bg_statement_title(&title, first);
    bg_buffer_printf(out, "      <%s type=\"", element);
    add_xml(out, first->id);
    bg_buffer_add_text(out, "\" message=\"");
    add_xml(out, bg_buffer_slice(&title));
    bg_buffer_add_text(out, "\">");
    bg_buffer_finish(&title);
}

/* The statements about `verdict` (NULL: about the run) in `element`, which is a fault or, if there is none and
 * something to say, <system-out>; what is not shown is counted. */
static void add_statements(struct bg_buffer *out, const char *element, const struct bg_statements *statements,
                           const struct bg_verdict *verdict, bool is_fault) {
    size_t shown = 0;
    size_t hidden = 0;
    for (size_t i = 0; i < statements->count; i++) {
        const struct bg_statement *statement = &statements->items[i];
        if (statement->verdict != verdict) {
            continue;
        }
        if (shown == 0 && hidden == 0) {
            open_fault(out, element, is_fault && i < statements->shown ? statement : NULL);
        }
        if (shown == SHOWN_STATEMENTS || statement->severity == BG_SEVERITY_DETAIL) {
            hidden++;
        } else {
            add_statement(out, statement);
            shown++;
        }
    }
    if (shown == 0 && hidden == 0 && !is_fault) {
        return;
    }
    if (shown == 0 && hidden == 0) {
        open_fault(out, element, NULL);
    }
    if (hidden > 0) {
        bg_buffer_printf(out, "and %zu more\n", hidden);
    }
    bg_buffer_printf(out, "</%s>\n", element);
}

static void add_verdict(struct bg_buffer *out, const struct bg_statements *statements,
                        const struct bg_verdict *verdict) {
    bg_buffer_add_text(out, "    <testcase classname=\"");
    add_xml(out, verdict->root);
    bg_buffer_add_text(out, "\" name=\"");
    add_xml(out, verdict->name);
    bg_buffer_add_text(out, "\" time=\"0\">\n");
    switch (verdict->outcome) {
    case BG_OUTCOME_SKIPPED:
        bg_buffer_add_text(out, "      <skipped>");
        add_xml(out, verdict->summary);
        bg_buffer_add_text(out, "</skipped>\n");
        add_statements(out, "system-out", statements, verdict, false);
        break;
    case BG_OUTCOME_PASSED:
        add_statements(out, "system-out", statements, verdict, false);
        break;
    case BG_OUTCOME_REJECTED:
        add_statements(out, "failure", statements, verdict, true);
        break;
    case BG_OUTCOME_UNJUDGED:
        add_statements(out, "error", statements, verdict, true);
        break;
    }
    bg_buffer_add_text(out, "    </testcase>\n");
}

/* Whether something kept the run as a whole from judging. */
static bool has_fault(const struct bg_statements *statements) {
    for (size_t i = 0; i < statements->counts[BG_SEVERITY_ERROR]; i++) {
        if (statements->items[i].verdict == NULL) {
            return true;
        }
    }
    return false;
}

static void add_layout(struct bg_buffer *out, const struct bg_run *run) {
    bg_buffer_add_text(out, "    <properties>\n      <property name=\"layout\" value=\"");
    add_xml(out, run->layout);
    bg_buffer_printf(out, "\"/>\n      <property name=\"connectors\" value=\"%zu\"/>\n    </properties>\n",
                     run->connector_count);
}

void bg_report_junit(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    (void)options;
    struct bg_statements statements;
    bg_statements_init(&statements, run);
    bool is_faulty = has_fault(&statements);
    size_t tests = run->verdict_count + is_faulty;
    size_t errors = run->outcome_counts[BG_OUTCOME_UNJUDGED] + is_faulty;
    size_t failures = run->outcome_counts[BG_OUTCOME_REJECTED];
    unsigned long long milliseconds = run->milliseconds;
    bg_buffer_printf(out,
                     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<testsuites name=\"bumpgate\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n"
                     "  <testsuite name=\"bumpgate\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" "
                     "time=\"%llu.%03llu\">\n",
                     tests, failures, errors, tests, failures, errors, run->outcome_counts[BG_OUTCOME_SKIPPED],
                     milliseconds / 1000, milliseconds % 1000);
    add_layout(out, run);
    if (is_faulty) {
        bg_buffer_add_text(out, "    <testcase classname=\"bumpgate\" name=\"the repository\" time=\"0\">\n");
        add_statements(out, "error", &statements, NULL, true);
        bg_buffer_add_text(out, "    </testcase>\n");
    }
    for (size_t i = 0; i < run->verdict_count; i++) {
        add_verdict(out, &statements, &run->verdicts[i]);
    }
    if (!is_faulty) {
        add_statements(out, "system-out", &statements, NULL, false);
    }
    bg_buffer_add_text(out, "  </testsuite>\n</testsuites>\n");
    bg_statements_finish(&statements);
}
