/* Writing reports where --format says, and the exit status that an outcome means. */
#ifndef BG_CLI_OUTPUT_H
#define BG_CLI_OUTPUT_H

#include "cli/status.h"
#include "base/error.h"
#include "report/result.h"

/* Whether every --format names a known report; before the work is done. */
bool bg_output_check(struct bg_error *err) BG_MUST_CHECK;

/* Writes every report that --format asks for: NAME to standard output, NAME:FILE to the file, whole or not at all. */
bool bg_output_reports(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;

/* Text for people on standard output. In a workflow no line of it is taken for a command. */
bool bg_output_text(struct bg_slice text, struct bg_error *err) BG_MUST_CHECK;

enum bg_status bg_output_status(enum bg_outcome outcome);

#endif
