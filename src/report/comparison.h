/* A finished comparison of two documents or folders, and its reports. Built by run/compare.c. */
#ifndef BG_REPORT_COMPARISON_H
#define BG_REPORT_COMPARISON_H

#include "report/report.h"

/* What a report of it needs. It owns everything that the findings point to. */
struct bg_comparison {
    const char *kind; /* "spec" */
    enum bg_level required;
    const struct bg_finding *findings; /* worst first */
    size_t finding_count;
    /* private to run/ */
    struct bg_arena arena;
    struct bg_arena context_arena;
};

void bg_comparison_json(struct bg_buffer *out, const struct bg_comparison *comparison);

/* Every finding, unless it is quiet, and a line that sums up. */
void bg_comparison_text(struct bg_buffer *out, const struct bg_comparison *comparison,
                        const struct bg_report_options *options);

#endif
