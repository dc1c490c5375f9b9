/*
 * JUnit's XML, in the form that Jenkins reads: a test case a connector. There is no official schema; this is the common
 * part of those in use.
 */
#include "base/visible.h"
#include "report/remark.h"
#include "report/report.h"

/* Remarks shown of one connector; the rest is counted. */
enum { SHOWN_REMARKS = 100 };

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

static void add_remark(struct bg_buffer *out, const struct bg_remark *remark) {
    struct bg_buffer words = {0};
    bg_remark_words(&words, remark);
    if (remark->at.file.len > 0) {
        add_xml(out, remark->at.file);
        bg_buffer_printf(out, ":%u:%u ", remark->at.line, remark->at.column);
    }
    add_xml(out, remark->rule);
    bg_buffer_add_char(out, ' ');
    add_xml(out, bg_buffer_slice(&words));
    bg_buffer_add_char(out, '\n');
    bg_buffer_finish(&words);
}

/* <failure> or <error>: the first remark of `verdict` (NULL: of the run) as its message, all of them as its text. */
static void add_fault(struct bg_buffer *out, const char *element, const struct bg_remarks *remarks,
                      const struct bg_verdict *verdict) {
    size_t shown = 0;
    size_t hidden = 0;
    for (size_t i = 0; i < remarks->count; i++) {
        const struct bg_remark *remark = &remarks->items[i];
        if (remark->verdict != verdict || (verdict == NULL && remark->severity != BG_SEVERITY_ERROR)) {
            continue;
        }
        if (shown == SHOWN_REMARKS) {
            hidden++;
            continue;
        }
        if (shown++ == 0) {
            struct bg_buffer title = {0};
            bg_remark_title(&title, remark);
            bg_buffer_printf(out, "      <%s type=\"", element);
            add_xml(out, remark->rule);
            bg_buffer_add_text(out, "\" message=\"");
            add_xml(out, bg_buffer_slice(&title));
            bg_buffer_add_text(out, "\">");
            bg_buffer_finish(&title);
        }
        add_remark(out, remark);
    }
    if (shown == 0) {
        bg_buffer_printf(out, "      <%s>", element);
    }
    if (hidden > 0) {
        bg_buffer_printf(out, "and %zu more\n", hidden);
    }
    bg_buffer_printf(out, "</%s>\n", element);
}

static void add_verdict(struct bg_buffer *out, const struct bg_remarks *remarks, const struct bg_verdict *verdict) {
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
        break;
    case BG_OUTCOME_PASSED:
        break;
    case BG_OUTCOME_REJECTED:
        add_fault(out, "failure", remarks, verdict);
        break;
    case BG_OUTCOME_UNJUDGED:
        add_fault(out, "error", remarks, verdict);
        break;
    }
    bg_buffer_add_text(out, "    </testcase>\n");
}

/* Whether something kept the run as a whole from judging. */
static bool has_fault(const struct bg_remarks *remarks) {
    for (size_t i = 0; i < remarks->counts[BG_SEVERITY_ERROR]; i++) {
        if (remarks->items[i].verdict == NULL) {
            return true;
        }
    }
    return false;
}

void bg_report_junit(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    (void)options;
    struct bg_remarks remarks;
    bg_remarks_init(&remarks, run);
    bool is_faulty = has_fault(&remarks);
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
    if (is_faulty) {
        bg_buffer_add_text(out, "    <testcase classname=\"bumpgate\" name=\"the repository\" time=\"0\">\n");
        add_fault(out, "error", &remarks, NULL);
        bg_buffer_add_text(out, "    </testcase>\n");
    }
    for (size_t i = 0; i < run->verdict_count; i++) {
        add_verdict(out, &remarks, &run->verdicts[i]);
    }
    bg_buffer_add_text(out, "  </testsuite>\n</testsuites>\n");
    bg_remarks_finish(&remarks);
}
