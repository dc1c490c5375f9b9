/* The table of formats. */
#include "report/report.h"

const struct bg_report_format bg_report_formats[] = {
    {"github", bg_report_github}, {"gitlab", bg_report_gitlab}, {"html", bg_report_html},
    {"json", bg_report_json},     {"junit", bg_report_junit},   {"markdown", bg_report_markdown},
    {"sarif", bg_report_sarif},   {"text", bg_report_text},
};

const size_t bg_report_format_count = sizeof bg_report_formats / sizeof bg_report_formats[0];

const struct bg_report_format *bg_report_find(struct bg_slice name) {
    for (size_t i = 0; i < bg_report_format_count; i++) {
        if (bg_slice_is(name, bg_report_formats[i].name)) {
            return &bg_report_formats[i];
        }
    }
    return NULL;
}
