/* The plans of a bump, for people. */
#ifndef BG_REPORT_PLAN_TEXT_H
#define BG_REPORT_PLAN_TEXT_H

#include "base/buffer.h"
#include "report/result.h"

/* One paragraph for each connector that is written or refused (all of them if verbose), and a line that sums up; the
 * commit, if one was made. */
void bg_report_plans(struct bg_buffer *out, const struct bg_run *run, bool is_dry_run, bool is_verbose);

#endif
