/* bumpgate audit: the same judgement over a history. Rejects nothing: it reports what was, for people and benchmarks.
 */
#include "cli/common.h"
#include "cli/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char *format_word(size_t i) {
    return i == 0 ? "tsv" : NULL;
}

static const struct bg_option own_options[] = {
    {"base", 0, BG_OPTION_TEXT, "REV", "begin after REV (default: with the first commit)", &bg_range_choice.base, NULL,
     NULL},
    {"format", 'f', BG_OPTION_TEXT, "NAME[:FILE]", "the report and where to: %s", &bg_common.format, format_word, NULL},
    {"head", 0, BG_OPTION_TEXT, "REV", "end with REV (default: HEAD)", &bg_range_choice.head, NULL, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What to replay", own_options, NULL},
    {"Common options", bg_common_options, "config help profile quiet repo rules trust-owner"},
    {0},
};

static void show_progress(void *payload, size_t done, size_t all) {
    (void)payload;
    if (done % 64 == 0 || done == all) {
        (void)fprintf(stderr, "\r%zu of %zu commits%s", done, all, done == all ? "\n" : "");
    }
}

/* The only format is tsv; *file is NULL for standard output. */
static bool read_format(const char **file, struct bg_error *err) {
    const char *format = bg_common.format == NULL ? "tsv" : bg_common.format;
    *file = NULL;
    if (strncmp(format, "tsv", 3) != 0 || (format[3] != '\0' && format[3] != ':')) {
        return bg_fail(err, BG_ERROR_USAGE, "the audit knows only the format tsv, not \"%s\"", format);
    }
    if (format[3] == ':') {
        *file = format + 4;
    }
    return true;
}

enum { COMMIT_COLUMN = 0, CONNECTOR_COLUMN = 3, OUTCOME_COLUMN = 8, LONGEST_CELL = 200 };

/* What was written, and how much of it could not be judged: rows scroll away. */
struct rows {
    FILE *stream;
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

/* The table has its first line. */
static bool has_header;

static bool write_row(void *payload, struct bg_slice row) {
    struct rows *rows = payload;
    has_header = true;
    char outcome[LONGEST_CELL];
    copy_cell(row, OUTCOME_COLUMN, outcome);
    bool is_unjudged = strcmp(outcome, "unjudged") == 0;
    if (is_unjudged && rows->unjudged == 0) {
        copy_cell(row, CONNECTOR_COLUMN, rows->connector);
        copy_cell(row, COMMIT_COLUMN, rows->commit);
    }
    rows->unjudged += is_unjudged;
    return fwrite(row.at, 1, row.len, rows->stream) == row.len;
}

static bool replay(const struct bg_options *options, FILE *stream, enum bg_outcome *worst, struct bg_error *err) {
    bool is_watched = isatty(STDERR_FILENO) != 0 && !bg_common.is_quiet;
    struct rows rows = {.stream = stream};
    struct bg_audit_options how = {.to = {write_row, &rows}, .progress = is_watched ? show_progress : NULL};
    struct bg_writer notes = bg_writer_to(stderr);
    struct bg_options noted = *options;
    noted.notes = &notes;
    bool is_done = bg_audit(&noted, &how, worst, err);
    if (rows.unjudged > 0) {
        (void)fprintf(stderr,
                      "bumpgate: %zu of the rows could not be judged (outcome unjudged), first %s in commit %.12s; "
                      "bumpgate check --base PARENT --head COMMIT says why\n",
                      rows.unjudged, rows.connector, rows.commit);
    }
    return is_done;
}

/* Where the rows go; NULL before they are begun. */
static FILE *table;

static bool open_table(const char *file, struct bg_error *err) {
    table = file == NULL ? stdout : fopen(file, "wb");
    return table != NULL || bg_fail(err, BG_ERROR_JUDGE, "could not write \"%s\": %s", file, strerror(errno));
}

static bool close_table(struct bg_error *err) {
    bool is_written = fflush(table) == 0;
    if (table != stdout) {
        is_written = fclose(table) == 0 && is_written;
    }
    table = NULL;
    return is_written || bg_fail(err, BG_ERROR_JUDGE, "could not write the rows: %s", strerror(errno));
}

/* A table that was asked for says of itself that it ended early. */
static void leave(const struct bg_error *why) {
    struct bg_error ignored;
    const char *file;
    bool is_asked = bg_common.format != NULL || has_header;
    if (is_asked && (table != NULL || (read_format(&file, &ignored) && open_table(file, &ignored)))) {
        struct bg_writer to = bg_writer_to(table);
        (void)!bg_audit_refused(&to, has_header, &ignored);
        (void)!close_table(&ignored);
    }
    bg_output_refusal(why);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_options *options = &bg_common.options;
    struct bg_error err;
    const char *file;
    enum bg_outcome worst;
    if (!bg_common_to_options(options, arguments, &err) || !read_format(&file, &err) || !open_table(file, &err) ||
        !replay(options, table, &worst, &err)) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    return close_table(&err) ? bg_output_status(worst) : bg_report_error(&err);
}

const struct bg_command bg_command_audit = {
    .name = "audit",
    .arguments = "[RANGE] [CONNECTOR...]",
    .summary = "Replays history: every release, what it declared and what it needed.",
    .examples = "  bumpgate audit --base v1.0.0 --format tsv:history.tsv\n"
                "  bumpgate audit source-github\n",
    .groups = groups,
    .statuses = "  0  every row was judged\n  2  wrong usage or configuration\n  3  a row could not be judged, or the "
                "repository could not be read\n",
    .run = run,
    .leave = leave,
};
