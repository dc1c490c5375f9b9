/* Reports to their places: see output.h. */
#include "cli/output.h"

#include "cli/common.h"
#include "cli/github.h"
#include "cli/where.h"
#include "base/nearest.h"
#include "report/github.h"
#include "report/report.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* NAME:FILE taken apart; file is NULL for standard output. */
static struct bg_slice split_format(const char *format, const char **file) {
    const char *colon = strchr(format, ':');
    *file = colon == NULL ? NULL : colon + 1;
    return colon == NULL ? bg_slice_of(format) : (struct bg_slice){format, (size_t)(colon - format)};
}

bool bg_output_check(struct bg_error *err) {
    size_t to_stdout = 0;
    bool has_color;
    if (!bg_wants_color(err, &has_color)) {
        return false;
    }
    for (size_t i = 0; i < bg_common.formats.count; i++) {
        const char *file;
        struct bg_slice name = split_format(bg_common.formats.at[i], &file);
        if (bg_report_find(name) == NULL) {
            struct bg_nearest nearest = bg_nearest_start(name);
            for (size_t j = 0; j < bg_report_format_count; j++) {
                bg_nearest_offer(&nearest, bg_slice_of(bg_report_formats[j].name));
            }
            return bg_fail(err, BG_ERROR_USAGE, "there is no report format \"%.*s\"%s", BG_ARGS(name),
                           bg_nearest_hint(&nearest));
        }
        if (file != NULL && file[0] == '\0') {
            return bg_fail(err, BG_ERROR_USAGE, "--format %s names no file after the colon", bg_common.formats.at[i]);
        }
        to_stdout += file == NULL;
    }
    if (to_stdout > 1) {
        return bg_fail(err, BG_ERROR_USAGE, "only one report can go to standard output; write --format NAME:FILE");
    }
    return true;
}

static bool refuse_file(const char *file, struct bg_error *err) {
    return bg_fail(err, BG_ERROR_JUDGE, "could not write the report \"%s\": %s", file, strerror(errno));
}

static bool write_and_close(FILE *stream, struct bg_slice text) {
    bool is_written = fwrite(text.at, 1, text.len, stream) == text.len;
    return fclose(stream) == 0 && is_written;
}

/* Through a temporary file beside it, so that no half report is ever seen; straight into a pipe or a device. */
static bool write_file(const char *file, struct bg_slice text, struct bg_error *err) {
    struct stat found;
    if (stat(file, &found) == 0 && !S_ISREG(found.st_mode)) {
        FILE *stream = fopen(file, "wb");
        return (stream != NULL && write_and_close(stream, text)) || refuse_file(file, err);
    }
    char temporary[4096];
    int len = snprintf(temporary, sizeof temporary, "%s.%ld.tmp", file, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return refuse_file(file, err);
    }
    FILE *stream = fopen(temporary, "wb");
    if (stream == NULL) {
        return refuse_file(file, err);
    }
    if (!write_and_close(stream, text) || rename(temporary, file) != 0) {
        bool result = refuse_file(file, err);
        (void)unlink(temporary);
        return result;
    }
    return true;
}

bool bg_output_text(struct bg_slice text, struct bg_error *err) {
    char token[BG_GITHUB_TOKEN];
    struct bg_buffer quiet = {0};
    if (!bg_where_is_actions()) {
        return bg_write_stdout(text, err);
    }
    if (!bg_github_token(token, err)) {
        return false;
    }
    bg_github_quiet(&quiet, text, token);
    bool is_written = bg_write_stdout(bg_buffer_slice(&quiet), err);
    bg_buffer_finish(&quiet);
    return is_written;
}

static bool write_out(struct bg_slice name, const char *file, struct bg_slice text, struct bg_error *err) {
    if (file != NULL) {
        return write_file(file, text, err);
    }
    return bg_slice_is(name, "text") ? bg_output_text(text, err) : bg_write_stdout(text, err);
}

static bool write_report(const struct bg_run *run, struct bg_slice name, const char *file, struct bg_error *err) {
    struct bg_report_options options = {.is_quiet = bg_common.is_quiet, .is_verbose = bg_common.is_verbose};
    if (file == NULL && !bg_wants_color(err, &options.has_color)) {
        return false;
    }
    char token[BG_GITHUB_TOKEN];
    if (!bg_github_token(token, err)) {
        return false;
    }
    options.token = token;
    struct bg_buffer out = {0};
    bg_report_find(name)->write(&out, run, &options);
    bool is_written = write_out(name, file, bg_buffer_slice(&out), err);
    bg_buffer_finish(&out);
    return is_written;
}

bool bg_output_reports(const struct bg_run *run, struct bg_error *err) {
    if (bg_common.formats.count == 0) {
        return write_report(run, bg_where_is_actions() ? BG_LITERAL("github") : BG_LITERAL("text"), NULL, err);
    }
    for (size_t i = 0; i < bg_common.formats.count; i++) {
        const char *file;
        struct bg_slice name = split_format(bg_common.formats.at[i], &file);
        if (!write_report(run, name, file, err)) {
            return false;
        }
    }
    return true;
}

enum bg_status bg_output_status(enum bg_outcome outcome) {
    switch (outcome) {
    case BG_OUTCOME_SKIPPED:
    case BG_OUTCOME_PASSED:
        return BG_STATUS_PASSED;
    case BG_OUTCOME_REJECTED:
        return BG_STATUS_REJECTED;
    case BG_OUTCOME_UNJUDGED:
        return BG_STATUS_UNJUDGED;
    }
    return BG_STATUS_UNJUDGED;
}
