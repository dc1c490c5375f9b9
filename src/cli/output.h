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

/* What --format says, NAME or NAME:FILE, taken apart. */
enum { BG_FORMAT_ROOM = 64 };

struct bg_destination {
    char format[BG_FORMAT_ROOM]; /* cut at its room, which no format fills */
    const char *file;            /* NULL: standard output */
};

struct bg_destination bg_output_destination(const char *text);

/* Whether every --format names a report that `is_known`, each that goes to a file a file, and at most one goes to
 * standard output, none if that `is_taken`; before the work is done. */
bool bg_output_check_formats(bool (*is_known)(const char *format, struct bg_error *err), bool is_taken,
                             struct bg_error *err) BG_MUST_CHECK;

/* The same for reports of a run; and whether it is known what is to be coloured. */
bool bg_output_check(bool is_taken, struct bg_error *err) BG_MUST_CHECK;

/* Writes every report that --format asks for: NAME to standard output, NAME:FILE to the file, whole or not at all.
 * One that cannot be written keeps no other from it; *err is the first fault. */
bool bg_output_reports(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;

/* What a run leaves that ended early, for whatever reason: every report, the summary and the outputs of a step, so that
 * those of an earlier run do not stand for it. Each is tried. People get no report on standard output: what was wrong
 * is said on stderr. Reads bg_common.options. */
void bg_output_refusal(const struct bg_error *why);

/* The same without reports: of a command that has others than a run has. */
void bg_output_refusal_step(const struct bg_error *why);

/* The same for a command with one report on standard output: only as JSON is there something to write. */
void bg_output_refusal_json(const struct bg_error *why);

/* A report that goes to a file, or, without one, to standard output. */
struct bg_report_file {
    FILE *stream; /* NULL before it was opened and after it was closed */
    const char *file;
    char temporary[4096]; /* what is written until it is whole; empty: straight into a pipe or a device */
};

/* Opens it; what is there stays as it is until the end. */
bool bg_report_file_open(struct bg_report_file *out, const char *file, struct bg_error *err) BG_MUST_CHECK;

/* Ends it: whole, it takes its place, else nothing of it is left. */
bool bg_report_file_close(struct bg_report_file *report, bool is_whole, struct bg_error *err) BG_MUST_CHECK;

/* How text for people looks on standard output. */
bool bg_output_options(struct bg_report_options *out, struct bg_error *err) BG_MUST_CHECK;

enum bg_status bg_output_status(enum bg_outcome outcome);

#endif
