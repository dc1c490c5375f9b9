/* Reports: pure functions of a run. One file a format, one table of them. */
#ifndef BG_REPORT_REPORT_H
#define BG_REPORT_REPORT_H

#include "bumpgate.h"
#include "base/buffer.h"
#include "report/result.h"

struct bg_report_format {
    const char *name;
    void (*write)(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
};

/* In order of their names. */
extern const struct bg_report_format bg_report_formats[];
extern const size_t bg_report_format_count;

/* NULL if there is none. */
const struct bg_report_format *bg_report_find(struct bg_slice name);

void bg_report_github(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
void bg_report_gitlab(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
void bg_report_html(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
void bg_report_junit(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
void bg_report_sarif(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
void bg_report_markdown(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
/* Of a bump: what it wrote, or would write, and nothing of what it found before. */
void bg_report_markdown_plans(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
void bg_report_json(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);
void bg_report_text(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);

#endif
