/* Findings as JSON: the part of the report that `bumpgate diff` prints, too. */
#ifndef BG_REPORT_JSON_H
#define BG_REPORT_JSON_H

#include "text/write_json.h"
#include "report/result.h"
#include "rules/finding.h"

/* The member "changes": a list, in the order given. */
void bg_json_findings(struct bg_json_writer *writer, const struct bg_finding *findings, size_t count);

/* The member "problems": likewise. */
void bg_json_problems(struct bg_json_writer *writer, const struct bg_problem *problems, size_t count);

#endif
