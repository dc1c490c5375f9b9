/* A release by its version: see released.h. */
#include "cli/released.h"

#include "cli/common.h"
#include "cli/output.h"

#include <stdlib.h>
#include <string.h>

/* Columns of the format tsv, which come in this order for good. */
enum { COMMIT, PARENT, DATE, CONNECTOR, VERSION_BASE, VERSION_HEAD, PULL_REQUEST = 11, SUBJECT, COLUMNS };

enum { LONGEST_ROW = 8192 };

struct sought {
    const char *version;
    char row[LONGEST_ROW]; /* the newest that fits; empty if there is none. Cells end with a NUL */
    const char *cells[COLUMNS];
};

bool bg_released_is_named(const char *argument) {
    const char *at = strrchr(argument, '@');
    return at != NULL && at != argument && at[1] >= '0' && at[1] <= '9';
}

/* Cuts a row into its cells; false if it has not as many. */
static bool cut(char *row, const char *cells[COLUMNS]) {
    char *rest = row;
    for (size_t i = 0; i < COLUMNS; i++) {
        cells[i] = rest;
        rest = rest == NULL ? NULL : strchr(rest, '\t');
        if (rest != NULL) {
            *rest++ = '\0';
        }
    }
    return cells[COLUMNS - 1] != NULL;
}

static bool keep_row(void *payload, struct bg_slice text) {
    struct sought *release = payload;
    char row[LONGEST_ROW];
    const char *cells[COLUMNS];
    if (text.len >= sizeof row) {
        return true; /* the header of no table is that long, and neither is a row with a version */
    }
    memcpy(row, text.at, text.len);
    row[text.len] = '\0';
    row[strcspn(row, "\n")] = '\0';
    if (cut(row, cells) && strcmp(cells[VERSION_HEAD], release->version) == 0 &&
        strcmp(cells[VERSION_BASE], release->version) != 0) {
        memcpy(release->row, row, sizeof row);
        for (size_t i = 0; i < COLUMNS; i++) {
            release->cells[i] = release->row + (cells[i] - row);
        }
    }
    return true;
}

static bool find(const struct bg_options *options, const char *name, const struct bg_audit_options *range,
                 struct sought *release, struct bg_error *err) {
    struct bg_options of_one = *options;
    struct bg_audit_options how = *range;
    enum bg_outcome ignored;
    of_one.connectors = &name;
    of_one.connector_count = 1;
    how.format = "tsv";
    how.to = (struct bg_writer){keep_row, release};
    return bg_audit(&of_one, &how, &ignored, err) &&
           (release->row[0] != '\0' ||
            bg_fail(err, BG_ERROR_JUDGE,
                    "no commit of this history released %s %s; bumpgate audit --format tsv %s lists "
                    "what there is",
                    name, release->version, name));
}

static bool print(const struct bg_run *run, const char *name, const struct sought *release, struct bg_error *err) {
    struct bg_report_options look;
    struct bg_writer to = bg_writer_to(stdout);
    const char *number = release->cells[PULL_REQUEST];
    if (!bg_output_options(&look, err)) {
        return false;
    }
    struct bg_error shown;
    (void)printf("%s %s, %s, commit %.12s%s%s\n%s\n\n", bg_shown(name, &shown), release->version, release->cells[DATE],
                 release->cells[COMMIT], number[0] == '\0' ? "" : ", #", number, release->cells[SUBJECT]);
    return bg_run_write(run, "text", &look, &to, err) && bg_stdout_finish(err);
}

bool bg_released_show(const struct bg_options *options, const char *argument, const struct bg_audit_options *range,
                      enum bg_outcome *outcome, struct bg_error *err) {
    const char *at = strrchr(argument, '@');
    struct sought release = {.version = at + 1};
    char *name = strndup(argument, (size_t)(at - argument));
    struct bg_options check = *options;
    struct bg_run *run = NULL;
    bool is_ok = name != NULL && find(options, name, range, &release, err);
    if (is_ok && release.cells[PARENT][0] == '\0') {
        is_ok = bg_fail(err, BG_ERROR_JUDGE, "%s %s came with the first commit: there is nothing to compare it with",
                        name, release.version);
    }
    if (is_ok) {
        const char *const named = name;
        check.base = release.cells[PARENT];
        check.head = release.cells[COMMIT];
        check.base_is_exact = true;
        check.is_past = true;
        check.connectors = &named;
        check.connector_count = 1;
        is_ok = bg_run_new(&run, &check, err);
    }
    if (is_ok) {
        *outcome = bg_run_outcome(run);
        is_ok = print(run, name, &release, err);
    }
    bg_run_free(run);
    free(name);
    return is_ok;
}
