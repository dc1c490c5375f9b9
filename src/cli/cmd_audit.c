/* bumpgate audit: the same judgement over a history. Rejects nothing: it reports what was, for people and benchmarks.
 */
#include "cli/common.h"
#include "cli/output.h"
#include "cli/released.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct {
    const char *since;
    const char *jobs;
    const char *last;
    const char *only;
    bool fails;
} own;

static const char *format_word(size_t i) {
    return bg_name(BG_NAMES_HISTORIES, i);
}

static const char *promise_word(size_t i) {
    return bg_name(BG_NAMES_PROMISES, i);
}

static const struct bg_option own_options[] = {
    {"base", 0, BG_OPTION_TEXT, "REV", "begin after REV (default: with the first commit)", &bg_range_choice.base, NULL,
     NULL},
    {"fail", 0, BG_OPTION_FLAG, NULL, "status 1 if a release was rejected", &own.fails, NULL, NULL},
    {"format", 'f', BG_OPTION_TEXT, "NAME[:FILE]", "the report and where to: %s (default: text, a summary)",
     &bg_common.format, format_word, NULL},
    {"head", 0, BG_OPTION_TEXT, "REV", "end with REV (default: HEAD)", &bg_range_choice.head, NULL, NULL},
    {"jobs", 'j', BG_OPTION_TEXT, "N", "judge with N threads (default: one for each processor)", &own.jobs, NULL, NULL},
    {"last", 0, BG_OPTION_TEXT, "N", "the last N commits of the range", &own.last, NULL, NULL},
    {"only", 0, BG_OPTION_TEXT, "WORD", "releases of one kind: %s", &own.only, promise_word, NULL},
    {"since", 0, BG_OPTION_TEXT, "DATE", "commits of that day and later ones, YYYY-MM-DD", &own.since, NULL, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What to replay", own_options, NULL},
    {"Common options", bg_common_options, "color config help profile quiet repo rules trust-owner verbose"},
    {0},
};

/* How many were judged, how fast, and what is left of it at that pace. */
static void show_progress(void *payload, size_t done, size_t all) {
    const time_t *start = payload;
    if (done % 64 != 0 && done != all) {
        return;
    }
    double seconds = difftime(time(NULL), *start);
    double pace = seconds > 0 ? (double)done / seconds : 0;
    (void)fprintf(stderr, "\r%zu of %zu commits", done, all);
    if (pace > 0 && done < all) {
        (void)fprintf(stderr, ", %.0f a second, %.0f s left   ", pace, (double)(all - done) / pace);
    }
    (void)fprintf(stderr, "%s", done == all ? "                        \n" : "");
}

enum { FORMAT_ROOM = 16 };

/* *file is NULL for standard output. */
static void read_format(char format[FORMAT_ROOM], const char **file) {
    const char *text = bg_common.format == NULL ? "text" : bg_common.format;
    size_t len = strcspn(text, ":");
    (void)snprintf(format, FORMAT_ROOM, "%.*s", (int)len, text);
    *file = text[len] == ':' ? text + len + 1 : NULL;
}

/* A count that an option takes, from 1 on; 0 if it was not given. */
static bool read_count(const char *option, const char *of_what, const char *text, size_t *out, struct bg_error *err) {
    char *end = NULL;
    errno = 0;
    unsigned long number = text == NULL ? 0 : strtoul(text, &end, 10);
    bool is_number = text == NULL || (text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && number > 0);
    *out = number;
    return is_number || bg_fail(err, BG_ERROR_USAGE, "%s takes a number of %s, not \"%s\"", option, of_what, text);
}

/* More threads than anybody has processors are a mistake. */
enum { MOST_JOBS = 1024 };

static bool read_counts(struct bg_audit_options *how, struct bg_error *err) {
    return read_count("--last", "commits", own.last, &how->last, err) &&
           read_count("--jobs", "threads", own.jobs, &how->jobs, err) &&
           (how->jobs <= MOST_JOBS || bg_fail(err, BG_ERROR_USAGE, "--jobs takes at most %d threads", MOST_JOBS));
}

enum { COMMIT_COLUMN = 0, CONNECTOR_COLUMN = 3, OUTCOME_COLUMN = 8, LONGEST_CELL = 200 };

/* What was written, and how much of it could not be judged: rows scroll away. */
struct rows {
    FILE *stream;
    bool is_table;
    size_t unjudged;
    char connector[LONGEST_CELL]; /* of the first one */
    char commit[LONGEST_CELL];
};

/* The cell of one column, cut to its room. */
static void copy_cell(struct bg_slice row, size_t column, char out[LONGEST_CELL]) {
    size_t at = 0;
    size_t len = 0;
    for (size_t i = 0; i < row.len && column > 0; i++) {
        column -= row.at[i] == '\t';
        at = i + 1;
    }
    while (at + len < row.len && len < LONGEST_CELL - 1 && row.at[at + len] != '\t' && row.at[at + len] != '\n') {
        len++;
    }
    if (len > 0) {
        memcpy(out, row.at + at, len);
    }
    out[len] = '\0';
}

/* Something was written. */
static bool is_begun;

static bool write_row(void *payload, struct bg_slice row) {
    struct rows *rows = payload;
    is_begun = true;
    char outcome[LONGEST_CELL];
    copy_cell(row, OUTCOME_COLUMN, outcome);
    bool is_unjudged = rows->is_table && strcmp(outcome, "unjudged") == 0;
    if (is_unjudged && rows->unjudged == 0) {
        copy_cell(row, CONNECTOR_COLUMN, rows->connector);
        copy_cell(row, COMMIT_COLUMN, rows->commit);
    }
    rows->unjudged += is_unjudged;
    return fwrite(row.at, 1, row.len, rows->stream) == row.len;
}

static bool replay(const struct bg_options *options, struct bg_audit_options *how, FILE *stream, enum bg_outcome *worst,
                   struct bg_error *err) {
    bool is_watched = isatty(STDERR_FILENO) != 0 && !bg_common.is_quiet;
    time_t start = time(NULL);
    struct rows rows = {.stream = stream, .is_table = strcmp(how->format, "tsv") == 0};
    how->to = (struct bg_writer){write_row, &rows};
    how->progress = is_watched ? show_progress : NULL;
    how->progress_payload = &start;
    struct bg_writer notes = bg_writer_to(stderr);
    struct bg_options noted = *options;
    noted.notes = &notes;
    bool is_done = bg_audit(&noted, how, worst, err);
    if (rows.unjudged > 0) {
        (void)fprintf(stderr,
                      "bumpgate: %zu of the rows could not be judged (outcome unjudged), first %s in commit %.12s; "
                      "bumpgate check --base PARENT --head COMMIT says why\n",
                      rows.unjudged, rows.connector, rows.commit);
    }
    return is_done;
}

/* Where the report goes. */
static struct bg_report_file report;

/* A table that was asked for says of itself that it ended early. */
static void leave(const struct bg_error *why) {
    struct bg_error ignored;
    char format[FORMAT_ROOM];
    const char *file;
    read_format(format, &file);
    bool is_asked = bg_common.format != NULL && bg_audit_check(&(struct bg_audit_options){.format = format}, &ignored);
    if (is_asked && (report.stream != NULL || bg_report_file_open(&report, file, &ignored))) {
        struct bg_writer to = bg_writer_to(report.stream);
        bool is_written = bg_audit_refused(&to, format, is_begun, &ignored);
        (void)!bg_report_file_close(&report, is_written, &ignored);
    }
    bg_output_refusal(why);
}

/* The argument of the form NAME@VERSION; NULL if there is none. */
static const char *named_release(const struct bg_texts *arguments) {
    const char *named = NULL;
    for (size_t i = 0; i < arguments->count && named == NULL; i++) {
        named = bg_released_is_named(arguments->at[i]) ? arguments->at[i] : NULL;
    }
    return named;
}

/* It stands alone, and is told as a check tells it. */
static enum bg_status show_release(const struct bg_texts *arguments, const struct bg_audit_options *how) {
    struct bg_error err;
    enum bg_outcome outcome;
    const char *named = named_release(arguments);
    if (arguments->count > 1 || bg_common.format != NULL || own.only != NULL) {
        (void)bg_fail(&err, BG_ERROR_USAGE,
                      "%s is one release, told as text: name it alone, without --format and --only; bumpgate check "
                      "--base PARENT --head COMMIT writes all reports of it",
                      named);
        return bg_command_refuse(&bg_command_audit, &err);
    }
    if (!bg_released_show(&bg_common.options, named, how, &outcome, &err)) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    return bg_output_status(outcome == BG_OUTCOME_REJECTED && !own.fails ? BG_OUTCOME_PASSED : outcome);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_options *options = &bg_common.options;
    struct bg_error err;
    char format[FORMAT_ROOM];
    const char *file;
    enum bg_outcome worst;
    read_format(format, &file);
    struct bg_audit_options how = {.format = format, .since = own.since, .only = own.only};
    if (!bg_common_to_options(options, arguments, &err) || !read_counts(&how, &err) || !bg_audit_check(&how, &err)) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    if (named_release(arguments) != NULL) {
        return show_release(arguments, &how);
    }
    if (!bg_report_file_open(&report, file, &err) || !replay(options, &how, report.stream, &worst, &err)) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    if (!bg_report_file_close(&report, true, &err)) {
        return bg_report_error(&err);
    }
    return bg_output_status(worst == BG_OUTCOME_REJECTED && !own.fails ? BG_OUTCOME_PASSED : worst);
}

const struct bg_command bg_command_audit = {
    .name = "audit",
    .arguments = "[RANGE] [CONNECTOR... | CONNECTOR@VERSION]",
    .summary = "Replays history: every release, what it declared and what it needed.",
    .examples = "  bumpgate audit --base v1.0.0 --format tsv:history.tsv\n"
                "  bumpgate audit --last 200\n"
                "  bumpgate audit --only broke --format tsv source-github\n"
                "  bumpgate audit source-github@2.1.0 --verbose\n",
    .groups = groups,
    .statuses = "  0  every row was judged\n  1  a release was rejected, with --fail\n  2  wrong usage or "
                "configuration\n  3  a row could not be judged, or the "
                "repository could not be read\n",
    .run = run,
    .leave = leave,
};
