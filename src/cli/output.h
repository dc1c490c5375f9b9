/* Writing reports where --format says, and the exit status that an outcome means. */
#ifndef BG_CLI_OUTPUT_H
#define BG_CLI_OUTPUT_H

#include "bumpgate.h"
#include "cli/status.h"

#include <stdio.h>

/* For the library: what it writes goes to the stream. */
struct bg_writer bg_writer_to(FILE *stream);

/* After the last byte for standard output: false with *err if one of them could not be written. */
bool bg_stdout_finish(struct bg_error *err) BG_MUST_CHECK;

/* Whether every --format names a known report; before the work is done. */
bool bg_output_check(struct bg_error *err) BG_MUST_CHECK;

/* Writes every report that --format asks for: NAME to standard output, NAME:FILE to the file, whole or not at all.
 * One that cannot be written keeps no other from it; *err is the first fault. */
bool bg_output_reports(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;

/* The same of a run that could not be; its error stands on stderr already, so people get no report on standard output.
 * Each is tried. */
void bg_output_refusal(const struct bg_run *run);

/* How text for people looks on standard output. */
bool bg_output_options(struct bg_report_options *out, struct bg_error *err) BG_MUST_CHECK;

enum bg_status bg_output_status(enum bg_outcome outcome);

#endif
