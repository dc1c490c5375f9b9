/*
 * GitLab's Code Quality report: a list of issues, each with a fingerprint of its own and a line. An issue must have a
 * place, so a problem without one stands at the configuration file.
 */
#include "text/write_json.h"
#include "report/remark.h"
#include "report/report.h"

static const char *const severities[BG_SEVERITY_COUNT] = {
    [BG_SEVERITY_ERROR] = "critical",
    [BG_SEVERITY_WARNING] = "minor",
    [BG_SEVERITY_NOTE] = "info",
};

static void write_issue(struct bg_json_writer *json, const struct bg_remark *remark) {
    struct bg_buffer words = {0};
    bg_remark_title(&words, remark);
    bg_buffer_add_text(&words, ": ");
    bg_remark_words(&words, remark);
    bg_json_open(json, NULL, '{');
    bg_json_text(json, "description", bg_buffer_slice(&words));
    bg_json_text(json, "check_name", remark->rule);
    bg_json_text(json, "fingerprint", bg_slice_of(remark->fingerprint));
    bg_json_text(json, "severity", bg_slice_of(severities[remark->severity]));
    bg_json_open(json, "location", '{');
    bg_json_text(json, "path", remark->at.file.len > 0 ? remark->at.file : BG_LITERAL(".bumpgate.yaml"));
    bg_json_open(json, "lines", '{');
    bg_json_number(json, "begin", remark->at.line > 0 ? remark->at.line : 1);
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_buffer_finish(&words);
}

void bg_report_gitlab(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    (void)options;
    struct bg_remarks remarks;
    struct bg_json_writer json = {.out = out};
    bg_remarks_init(&remarks, run);
    bg_json_open(&json, NULL, '[');
    for (size_t i = 0; i < remarks.count; i++) {
        write_issue(&json, &remarks.items[i]);
    }
    bg_json_close(&json, ']');
    bg_remarks_finish(&remarks);
}
