/* Findings as text: the part of the report that `bumpgate diff` prints, too. */
#ifndef BG_REPORT_TEXT_H
#define BG_REPORT_TEXT_H

#include "report/report.h"

/* All of them, in the order given. */
void bg_text_findings(struct bg_buffer *out, const struct bg_finding *findings, size_t count,
                      const struct bg_report_options *options);

#endif
