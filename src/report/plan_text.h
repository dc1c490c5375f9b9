/* The plans of a bump, for people. */
#ifndef BG_REPORT_PLAN_TEXT_H
#define BG_REPORT_PLAN_TEXT_H

#include "bumpgate.h"
#include "base/buffer.h"
#include "report/result.h"

/* One paragraph for each connector that is written or refused (all of them if verbose), and a line that sums up; the
 * commit, if one was made. Quiet: of those that are refused, and nothing if none is. */
void bg_report_plans(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options);

#endif
