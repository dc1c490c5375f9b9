/* bumpgate audit: the same judgement over a history. Rejects nothing: it reports what was, for people and benchmarks.
 */
#include "cli/common.h"
#include "cli/output.h"
#include "cli/released.h"
#include "cli/table.h"

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
    {"base", 0, BG_OPTION_TEXT, "REV", "start after REV (default: at the first commit)", &bg_range_choice.base, NULL,
     NULL},
    {"fail", 0, BG_OPTION_FLAG, NULL, "exit with 1 if a release was rejected", &own.fails, NULL, NULL},
    {"format", 'f', BG_OPTION_LIST, "NAME[:FILE]", "a report and where to; repeatable: %s (default: text, a summary)",
     &bg_common.formats, format_word, NULL},
    {"head", 0, BG_OPTION_TEXT, "REV", "stop at REV (default: HEAD)", &bg_range_choice.head, NULL, NULL},
    {"jobs", 'j', BG_OPTION_TEXT, "N", "use N threads (default: one for each processor)", &own.jobs, NULL, NULL},
    {"last", 0, BG_OPTION_TEXT, "N", "only the last N commits", &own.last, NULL, NULL},
    {"only", 0, BG_OPTION_TEXT, "WORD", "only releases of one kind: %s", &own.only, promise_word, NULL},
    {"since", 0, BG_OPTION_TEXT, "DATE", "only commits since that day, YYYY-MM-DD", &own.since, NULL, NULL},
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

/* A report on its way to where it goes. */
struct audit_file {
    struct bg_destination destination;
    struct bg_report_file file;
    bool is_begun; /* something was written */
    bool is_cut;   /* not all could be */
    struct unjudged *unjudged;
};

/* What could not be judged: in a table the rows scroll away. */
struct unjudged {
    struct bg_history_table table;
    size_t count;
    char connector[200]; /* of the first one */
    char commit[50];
};

/* Everything that --format asks for, while it is written. */
static struct audit_file *outputs;
static struct bg_audit_report *reports;
static size_t output_count;
static struct unjudged unjudged;

static void count_unjudged(struct unjudged *seen, struct bg_slice line) {
    const struct bg_history_table *table = &seen->table;
    if (bg_history_table_take(&seen->table, line) && strcmp(bg_history_table_cell(table, "outcome"), "unjudged") == 0 &&
        seen->count++ == 0) {
        (void)snprintf(seen->connector, sizeof seen->connector, "%s", bg_history_table_cell(table, "connector"));
        (void)snprintf(seen->commit, sizeof seen->commit, "%s", bg_history_table_cell(table, "commit"));
    }
}

static bool write_rows(void *payload, struct bg_slice bytes) {
    struct audit_file *output = payload;
    output->is_begun = true;
    if (output->unjudged != NULL) {
        count_unjudged(output->unjudged, bytes);
    }
    output->is_cut = fwrite(bytes.at, 1, bytes.len, output->file.stream) != bytes.len;
    return !output->is_cut;
}

/* One for each --format, none of them open yet; the first table counts for all. */
static void list_outputs(void) {
    static const char *const usual[] = {"text"};
    const char *const *formats = bg_common.formats.count == 0 ? usual : bg_common.formats.at;
    bool is_counted = false;
    output_count = bg_common.formats.count == 0 ? 1 : bg_common.formats.count;
    outputs = calloc(output_count, sizeof outputs[0]);
    reports = calloc(output_count, sizeof reports[0]);
    if (outputs == NULL || reports == NULL) {
        bg_out_of_memory(output_count * sizeof outputs[0]);
    }
    for (size_t i = 0; i < output_count; i++) {
        struct audit_file *output = &outputs[i];
        output->destination = bg_output_destination(formats[i]);
        bool is_table = strcmp(output->destination.format, "tsv") == 0;
        output->unjudged = is_table && !is_counted ? &unjudged : NULL;
        is_counted |= is_table;
        reports[i] = (struct bg_audit_report){output->destination.format, {write_rows, output}};
    }
}

static void free_outputs(void) {
    free(outputs);
    free(reports);
    outputs = NULL;
    reports = NULL;
    output_count = 0;
}

static bool open_outputs(struct bg_error *err) {
    for (size_t i = 0; i < output_count; i++) {
        if (!bg_report_file_open(&outputs[i].file, outputs[i].destination.file, err)) {
            return false;
        }
    }
    return true;
}

/* Each ends, whatever becomes of the others; *err is the first fault. */
static bool close_outputs(struct bg_error *err) {
    bool is_ok = true;
    for (size_t i = 0; i < output_count; i++) {
        struct bg_error fault;
        if (!bg_report_file_close(&outputs[i].file, !outputs[i].is_cut, &fault)) {
            *err = is_ok ? fault : *err;
            is_ok = false;
        }
    }
    return is_ok;
}

static bool replay(const struct bg_options *options, struct bg_audit_options *how, enum bg_outcome *worst,
                   struct bg_error *err) {
    bool is_watched = isatty(STDERR_FILENO) != 0 && !bg_common.is_quiet;
    time_t start = time(NULL);
    how->progress = is_watched ? show_progress : NULL;
    how->progress_payload = &start;
    struct bg_writer notes = bg_writer_to(stderr);
    struct bg_options noted = *options;
    noted.notes = &notes;
    bool is_done = bg_audit(&noted, how, worst, err);
    if (unjudged.count > 0) {
        (void)fprintf(stderr,
                      "bumpgate: %zu of the rows could not be judged (outcome unjudged), first %s in commit %.12s; "
                      "bumpgate check --base PARENT --head COMMIT says why\n",
                      unjudged.count, unjudged.connector, unjudged.commit);
    }
    return is_done;
}

static bool is_format(const char *format, struct bg_error *err) {
    const struct bg_audit_report report = {.format = format};
    return bg_audit_check(&(struct bg_audit_options){.reports = &report, .report_count = 1}, err);
}

/* A table that was asked for says of itself that it ended early; of several for standard output the first. */
static void leave_output(struct audit_file *output, bool *is_taken) {
    struct bg_error ignored;
    bool is_open = output->file.stream != NULL;
    bool is_asked = bg_common.formats.count > 0 && is_format(output->destination.format, &ignored);
    bool is_free = output->destination.file != NULL || !*is_taken;
    if (is_asked && is_free && (is_open || bg_report_file_open(&output->file, output->destination.file, &ignored))) {
        const struct bg_audit_report report = {output->destination.format, bg_writer_to(output->file.stream)};
        bool is_written = bg_audit_refused(&report, output->is_begun, &ignored);
        *is_taken |= output->destination.file == NULL && is_written;
        (void)!bg_report_file_close(&output->file, is_written, &ignored);
    }
}

static void leave(const struct bg_error *why) {
    bool is_taken = false;
    if (outputs == NULL) {
        list_outputs();
    }
    for (size_t i = 0; i < output_count; i++) {
        leave_output(&outputs[i], &is_taken);
    }
    free_outputs();
    bg_output_refusal_step(why);
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
    if (arguments->count > 1 || bg_common.formats.count > 0 || own.only != NULL) {
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
    enum bg_outcome worst;
    struct bg_audit_options how = {.since = own.since, .only = own.only};
    if (!bg_output_check_formats(is_format, false, &err) || !bg_common_to_options(options, arguments, &err) ||
        !read_counts(&how, &err) || !bg_audit_check(&how, &err)) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    if (named_release(arguments) != NULL) {
        return show_release(arguments, &how);
    }
    list_outputs();
    how.reports = reports;
    how.report_count = output_count;
    if (!open_outputs(&err) || !replay(options, &how, &worst, &err)) {
        return bg_command_refuse(&bg_command_audit, &err);
    }
    bool is_written = close_outputs(&err);
    free_outputs();
    if (!is_written) {
        return bg_report_error(&err);
    }
    return bg_output_status(worst == BG_OUTCOME_REJECTED && !own.fails ? BG_OUTCOME_PASSED : worst);
}

const struct bg_command bg_command_audit = {
    .name = "audit",
    .arguments = "[CONNECTOR... | CONNECTOR@VERSION]",
    .summary = "Judges every release in the history: what it declared, and what it needed.",
    .examples = "  bumpgate audit --format text --format html:history.html\n"
                "  bumpgate audit --base v1.0.0 --format tsv:history.tsv\n"
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
