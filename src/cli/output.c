/* Reports to their places: see output.h. */
#include "cli/output.h"

#include "cli/common.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct bg_destination bg_output_destination(const char *text) {
    struct bg_destination out;
    size_t len = strcspn(text, ":");
    (void)snprintf(out.format, sizeof out.format, "%.*s", (int)len, text);
    out.file = text[len] == ':' ? text + len + 1 : NULL;
    return out;
}

static bool write_bytes(void *payload, struct bg_slice bytes) {
    return fwrite(bytes.at, 1, bytes.len, payload) == bytes.len;
}

struct bg_writer bg_writer_to(FILE *stream) {
    return (struct bg_writer){write_bytes, stream};
}

bool bg_stdout_finish(struct bg_error *err) {
    return (ferror(stdout) == 0 && fflush(stdout) == 0) ||
           bg_fail(err, BG_ERROR_JUDGE, "could not write to standard output: %s", strerror(errno));
}

bool bg_output_check_formats(bool (*is_known)(const char *format, struct bg_error *err), bool is_taken,
                             struct bg_error *err) {
    size_t to_stdout = is_taken;
    for (size_t i = 0; i < bg_common.formats.count; i++) {
        struct bg_destination destination = bg_output_destination(bg_common.formats.at[i]);
        if (!is_known(destination.format, err)) {
            return false;
        }
        if (destination.file != NULL && destination.file[0] == '\0') {
            return bg_fail(err, BG_ERROR_USAGE, "--format %s names no file after the colon", bg_common.formats.at[i]);
        }
        to_stdout += destination.file == NULL;
    }
    if (to_stdout > 1) {
        return bg_fail(err, BG_ERROR_USAGE, "only one report can go to standard output; write --format NAME:FILE");
    }
    return true;
}

bool bg_output_check(bool is_taken, struct bg_error *err) {
    bool has_color;
    return bg_wants_color(err, &has_color) && bg_output_check_formats(bg_report_check, is_taken, err);
}

static bool refuse_file(const char *file, struct bg_error *err) {
    return bg_fail(err, BG_ERROR_JUDGE, "could not write the report \"%s\": %s", file, strerror(errno));
}

/* Through a temporary file beside it, so that no half report is ever seen; straight into a pipe or a device. */
bool bg_report_file_open(struct bg_report_file *out, const char *file, struct bg_error *err) {
    struct stat found;
    *out = (struct bg_report_file){.stream = file == NULL ? stdout : NULL, .file = file};
    if (file == NULL) {
        return true;
    }
    bool is_direct = stat(file, &found) == 0 && !S_ISREG(found.st_mode);
    int len = is_direct ? 0 : snprintf(out->temporary, sizeof out->temporary, "%s.%ld.tmp", file, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof out->temporary) {
        errno = ENAMETOOLONG;
        return refuse_file(file, err);
    }
    out->stream = fopen(is_direct ? file : out->temporary, "wb");
    return out->stream != NULL || refuse_file(file, err);
}

bool bg_report_file_close(struct bg_report_file *report, bool is_whole, struct bg_error *err) {
    FILE *stream = report->stream;
    report->stream = NULL;
    if (report->file == NULL) {
        return bg_stdout_finish(err);
    }
    is_whole = fclose(stream) == 0 && is_whole;
    if (report->temporary[0] != '\0') {
        is_whole = is_whole && rename(report->temporary, report->file) == 0;
    }
    if (!is_whole) {
        (void)refuse_file(report->file, err);
        (void)unlink(report->temporary);
    }
    return is_whole;
}

/* One report of a run, and how it looks. */
struct report {
    const struct bg_run *run;
    const char *format;
    struct bg_report_options options;
};

static bool write_file(const struct report *report, const char *file, struct bg_error *err) {
    struct bg_report_file out;
    if (!bg_report_file_open(&out, file, err)) {
        return false;
    }
    struct bg_writer to = bg_writer_to(out.stream);
    bool is_written = bg_run_write(report->run, report->format, &report->options, &to, err);
    return bg_report_file_close(&out, is_written, err);
}

/* An error of the stream has the reason of the system; all others are those of the library. */
static bool write_stdout(const struct report *report, struct bg_error *err) {
    struct bg_writer to = bg_writer_to(stdout);
    bool is_written = bg_run_write(report->run, report->format, &report->options, &to, err);
    return ferror(stdout) == 0 ? is_written && bg_stdout_finish(err) : bg_stdout_finish(err);
}

bool bg_output_options(struct bg_report_options *out, struct bg_error *err) {
    *out = (struct bg_report_options){
        .is_quiet = bg_common.is_quiet,
        .is_verbose = bg_common.is_verbose,
        .is_in_log = bg_where_is_workflow(),
    };
    return bg_wants_color(err, &out->has_color);
}

static bool write_report(const struct bg_run *run, const char *format, const char *file, const char *link,
                         struct bg_error *err) {
    struct report report = {.run = run, .format = format};
    if (!bg_output_options(&report.options, err)) {
        return false;
    }
    report.options.link = link[0] == '\0' ? NULL : link;
    if (file == NULL) {
        return write_stdout(&report, err);
    }
    report.options.has_color = false;
    report.options.is_in_log = false;
    return write_file(&report, file, err);
}

bool bg_output_reports(const struct bg_run *run, struct bg_error *err) {
    char link[BG_LINK_ROOM];
    bg_where_link(run, link, sizeof link);
    if (bg_common.formats.count == 0) {
        return write_report(run, bg_where_is_workflow() ? "github" : "text", NULL, link, err);
    }
    bool is_written = true;
    for (size_t i = 0; i < bg_common.formats.count; i++) {
        struct bg_error fault;
        struct bg_destination destination = bg_output_destination(bg_common.formats.at[i]);
        if (!write_report(run, destination.format, destination.file, link, &fault)) {
            *err = is_written ? fault : *err;
            is_written = false;
        }
    }
    return is_written;
}

/* Every report of a run that ended early; of several for standard output the first. */
static void leave_reports(const struct bg_run *run) {
    struct bg_error ignored;
    bool is_taken = false;
    char link[BG_LINK_ROOM];
    bg_where_link(run, link, sizeof link);
    for (size_t i = 0; i < bg_common.formats.count; i++) {
        struct bg_destination destination = bg_output_destination(bg_common.formats.at[i]);
        bool is_for_people = strcmp(destination.format, "text") == 0 || strcmp(destination.format, "github") == 0;
        if (destination.file == NULL && (is_for_people || is_taken)) {
            continue;
        }
        bool is_written = write_report(run, destination.format, destination.file, link, &ignored);
        is_taken |= destination.file == NULL && is_written;
    }
}

static void leave_step(const struct bg_run *run) {
    struct bg_error ignored;
    (void)!bg_where_write_summary(run, &ignored);
    (void)!bg_where_write_outputs(run, &ignored);
    (void)!bg_where_write_comment(run, &ignored);
}

void bg_output_refusal(const struct bg_error *why) {
    struct bg_run *run;
    bg_run_refused(&run, &bg_common.options, why);
    leave_reports(run);
    leave_step(run);
    bg_run_free(run);
}

void bg_output_refusal_step(const struct bg_error *why) {
    struct bg_run *run;
    bg_run_refused(&run, &bg_common.options, why);
    leave_step(run);
    bg_run_free(run);
}

void bg_output_refusal_json(const struct bg_error *why) {
    struct bg_writer to = bg_writer_to(stdout);
    struct bg_error ignored;
    if (strcmp(bg_common_format(), "json") == 0) {
        (void)!bg_refusal_write(why, &to, &ignored);
        (void)!bg_stdout_finish(&ignored);
    }
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
