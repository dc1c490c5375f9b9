/* A release by its version: see released.h. */
#include "cli/released.h"

#include "cli/common.h"
#include "cli/output.h"
#include "cli/table.h"

#include <stdlib.h>
#include <string.h>

struct sought {
    const char *version;
    struct bg_history_table rows;
    struct bg_history_table found; /* stands at the newest row that fits; without one it has no header */
};

bool bg_released_is_named(const char *argument) {
    const char *at = strrchr(argument, '@');
    return at != NULL && at != argument && at[1] >= '0' && at[1] <= '9';
}

static const char *cell(const struct sought *release, const char *column) {
    return bg_history_table_cell(&release->found, column);
}

static bool keep_row(void *payload, struct bg_slice line) {
    struct sought *release = payload;
    const struct bg_history_table *rows = &release->rows;
    if (bg_history_table_take(&release->rows, line) &&
        strcmp(bg_history_table_cell(rows, "version_head"), release->version) == 0 &&
        strcmp(bg_history_table_cell(rows, "version_base"), release->version) != 0) {
        release->found = *rows;
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
    how.reports = &(struct bg_audit_report){.format = "tsv", .to = {keep_row, release}};
    how.report_count = 1;
    return bg_audit(&of_one, &how, &ignored, err) &&
           (release->found.header.count > 0 ||
            bg_fail(err, BG_ERROR_JUDGE,
                    "no commit of this history released %s %s; bumpgate audit --format tsv %s lists "
                    "what there is",
                    name, release->version, name));
}

static bool print(const struct bg_run *run, const char *name, const struct sought *release, struct bg_error *err) {
    struct bg_report_options look;
    struct bg_writer to = bg_writer_to(stdout);
    const char *number = cell(release, "pr");
    if (!bg_output_options(&look, err)) {
        return false;
    }
    struct bg_error shown;
    (void)printf("%s %s, %s, commit %.12s%s%s\n%s\n\n", bg_shown(name, &shown), release->version, cell(release, "date"),
                 cell(release, "commit"), number[0] == '\0' ? "" : ", #", number, cell(release, "subject"));
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
    if (is_ok && cell(&release, "parent")[0] == '\0') {
        is_ok = bg_fail(err, BG_ERROR_JUDGE, "%s %s came with the first commit: there is nothing to compare it with",
                        name, release.version);
    }
    if (is_ok) {
        const char *const named = name;
        check.base = cell(&release, "parent");
        check.head = cell(&release, "commit");
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
