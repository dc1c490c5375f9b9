/* bumpgate audit: the same judgement over a history. Rejects nothing: it reports what was, for people and benchmarks.
 */
#include "run/audit.h"
#include "cli/common.h"
#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static const struct bg_option_group groups[] = {
    {"What to replay", bg_range_options},
    {"Common options", bg_common_options},
    {0},
};

static bool write_row(void *payload, struct bg_slice line) {
    return fwrite(line.at, 1, line.len, payload) == line.len;
}

static void show_progress(void *payload, size_t done, size_t all) {
    (void)payload;
    if (done % 64 == 0 || done == all) {
        (void)fprintf(stderr, "\r%zu of %zu commits%s", done, all, done == all ? "\n" : "");
    }
}

/* The only format is tsv; *file is NULL for standard output. */
static bool read_format(const char **file, struct bg_error *err) {
    *file = NULL;
    if (bg_common.formats.count > 1) {
        return bg_fail(err, BG_ERROR_USAGE, "the audit writes one report");
    }
    const char *format = bg_common.formats.count == 0 ? "tsv" : bg_common.formats.at[0];
    if (strncmp(format, "tsv", 3) != 0 || (format[3] != '\0' && format[3] != ':')) {
        return bg_fail(err, BG_ERROR_USAGE, "the audit knows only the format tsv, not \"%s\"", format);
    }
    if (format[3] == ':') {
        *file = format + 4;
    }
    return true;
}

static bool replay(const struct bg_options *options, FILE *stream, enum bg_outcome *worst, struct bg_error *err) {
    bool is_watched = isatty(STDERR_FILENO) != 0 && !bg_common.is_quiet;
    struct bg_audit_sink sink = {write_row, is_watched ? show_progress : NULL, stream};
    return bg_audit(options, &sink, worst, err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_options options;
    struct bg_error err;
    const char *file;
    if (!bg_common_to_options(&options, arguments, &err) || !read_format(&file, &err)) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    if (options.head_kind != BG_HEAD_COMMIT) {
        (void)bg_fail(&err, BG_ERROR_USAGE, "a history is made of commits: --staged and --worktree have no place here");
        return bg_command_refuse(&bg_command_audit, &err);
    }
    FILE *stream = file == NULL ? stdout : fopen(file, "wb");
    if (stream == NULL) {
        (void)bg_fail(&err, BG_ERROR_JUDGE, "could not write \"%s\": %s", file, strerror(errno));
        return bg_report_error(&err);
    }
    enum bg_outcome worst;
    bool is_done = replay(&options, stream, &worst, &err);
    bool is_written = fflush(stream) == 0;
    if (file != NULL) {
        is_written = fclose(stream) == 0 && is_written;
    }
    if (!is_done) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    if (!is_written) {
        (void)bg_fail(&err, BG_ERROR_JUDGE, "could not write the rows: %s", strerror(errno));
        return bg_report_error(&err);
    }
    return bg_output_status(worst);
}

const struct bg_command bg_command_audit = {
    .name = "audit",
    .arguments = "[RANGE] [CONNECTOR...]",
    .summary = "Replays history: every release, what it declared and what it needed.",
    .examples = "  bumpgate audit --base v1.0.0 --format tsv:history.tsv\n"
                "  bumpgate audit source-github\n",
    .groups = groups,
    .run = run,
};
