/*
 * The judgement over a history: bg_audit. Every commit is judged by the policy of its parent, as a check would have
 * judged it when it was made.
 */
#include "run/context.h"
#include "run/public.h"
#include "run/replay.h"
#include "base/date.h"
#include "base/nearest.h"
#include "base/table.h"
#include "layout/census.h"
#include "repo/origin.h"
#include "repo/range.h"
#include "release/pull_link.h"
#include "report/history.h"

#include <unistd.h>

static struct bg_slice format_name(const struct bg_audit_report *report) {
    return report->format == NULL ? BG_LITERAL("tsv") : bg_slice_of(report->format);
}

/* A report on its way. */
struct told_report {
    const struct bg_history_format *format;
    const struct bg_writer *to;
    struct bg_history history;
    struct bg_buffer line;
    bool is_stopped;
};

struct audit {
    struct bg_context context; /* in which the range is found */
    const struct bg_audit_options *how;
    struct told_report *outputs; /* one for each report */
    size_t output_count;
    struct bg_table told; /* names of connectors that had a row, wanted or not */
    enum bg_outcome worst;
};

/* Gives to the writer what the format has made. */
static void flush(struct told_report *output) {
    if (output->line.len > 0 && !output->is_stopped) {
        output->is_stopped = !output->to->write(output->to->payload, bg_buffer_slice(&output->line));
    }
    output->line.len = 0;
}

/* Nobody listens any more. */
static bool is_stopped(const struct audit *audit) {
    size_t stopped = 0;
    for (size_t i = 0; i < audit->output_count; i++) {
        stopped += audit->outputs[i].is_stopped;
    }
    return audit->output_count > 0 && stopped == audit->output_count;
}

static void begin(struct audit *audit, const struct bg_audit_options *how) {
    struct bg_arena *arena = &audit->context.arena;
    struct bg_slice pulls = bg_pull_address(arena, bg_repo_origin(audit->context.repo, arena));
    audit->outputs = bg_arena_alloc(arena, how->report_count * sizeof audit->outputs[0]);
    audit->output_count = how->report_count;
    for (size_t i = 0; i < audit->output_count; i++) {
        struct told_report *output = &audit->outputs[i];
        *output =
            (struct told_report){.format = bg_history_find(format_name(&how->reports[i])), .to = &how->reports[i].to};
        output->history.pulls = pulls;
        output->format->begin(&output->line, &output->history);
        flush(output);
    }
}

static void add_row(struct audit *audit, const struct bg_history_row *row) {
    for (size_t i = 0; i < audit->output_count; i++) {
        struct told_report *output = &audit->outputs[i];
        if (!output->is_stopped) {
            bg_history_count(&output->history, row);
            output->format->row(&output->line, &output->history, row);
            flush(output);
        }
    }
}

static void end(struct audit *audit) {
    for (size_t i = 0; i < audit->output_count; i++) {
        audit->outputs[i].format->end(&audit->outputs[i].line, &audit->outputs[i].history);
        flush(&audit->outputs[i]);
    }
}

static void finish(struct audit *audit) {
    for (size_t i = 0; i < audit->output_count; i++) {
        bg_history_finish(&audit->outputs[i].history);
        bg_buffer_finish(&audit->outputs[i].line);
    }
    bg_context_finish(&audit->context);
    bg_table_finish(&audit->told);
}

static bool is_wanted(const struct audit *audit, const struct bg_verdict *verdict) {
    const char *only = audit->how->only;
    return only == NULL || strcmp(only, bg_promise_names[bg_promise_of(verdict)]) == 0;
}

static bool emit(void *payload, const struct bg_history_row *row) {
    struct audit *audit = payload;
    audit->worst = row->verdict->outcome > audit->worst ? row->verdict->outcome : audit->worst;
    if (bg_table_get(&audit->told, row->verdict->name) == NULL) {
        (void)bg_table_put(&audit->told, bg_arena_copy(&audit->context.arena, row->verdict->name), audit);
    }
    if (is_wanted(audit, row->verdict)) {
        add_row(audit, row);
    }
    return !is_stopped(audit);
}

/* Over the whole history: where neither end has a connector, no row would be a verdict on anything. */
static bool count_connectors(struct audit *audit, const struct bg_options *options, const struct bg_oid *base,
                             struct bg_tree *last, struct bg_error *err) {
    struct bg_context *context = &audit->context;
    struct bg_census census;
    struct bg_tree *first;
    return bg_repo_tree(context->repo, base, &first, err) &&
           bg_census_take(first, last, context->policy.layout, &context->arena, &census, err) &&
           bg_census_suffices(&census, context->policy.layout, bg_config_file_name(options), err);
}

static bool read_since(const char *since, long *day, struct bg_error *err) {
    return bg_date_read(bg_slice_of(since), day) ||
           bg_fail(err, BG_ERROR_USAGE, "\"%s\" is no day; write it as YYYY-MM-DD", since);
}

/* The last ones, or those since a day. */
static bool choose_steps(const struct bg_audit_options *how, struct bg_step **steps, size_t *count,
                         struct bg_error *err) {
    size_t first = how->last > 0 && how->last < *count ? *count - how->last : 0;
    long since = 0;
    if (how->since != NULL && !read_since(how->since, &since, err)) {
        return false;
    }
    while (how->since != NULL && first < *count && (*steps)[first].seconds < (int64_t)since * 24 * 60 * 60) {
        first++;
    }
    if (*count > 0 && first == *count) {
        return bg_fail(err, BG_ERROR_JUDGE, "no commit was made since %s", how->since);
    }
    *steps += first;
    *count -= first;
    return true;
}

/* A name that is mistyped must not pass as a connector that never changed: each had a row, or is there at the end. */
static bool know_connectors(struct audit *audit, const struct bg_options *options, struct bg_tree *last,
                            struct bg_error *err) {
    for (size_t i = 0; i < options->connector_count; i++) {
        struct bg_slice name = bg_slice_of(options->connectors[i]);
        struct bg_slice root;
        if (bg_table_get(&audit->told, name) == NULL && !bg_context_find(&audit->context, last, name, &root, err)) {
            return false;
        }
    }
    return true;
}

/* Those that this process may use. */
static size_t processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (size_t)count : 1;
}

static bool replay(struct audit *audit, const struct bg_options *options, struct bg_error *err) {
    struct bg_context *context = &audit->context;
    struct bg_step *steps;
    size_t count;
    struct bg_tree *last;
    if (!bg_range_history(context->repo, options->base, options->head == NULL ? "HEAD" : options->head, &context->arena,
                          &steps, &count, err) ||
        !bg_context_say_notes(context, options, err)) {
        return false;
    }
    if (!choose_steps(audit->how, &steps, &count, err)) {
        return false;
    }
    if (count == 0) {
        return bg_fail(err, BG_ERROR_JUDGE,
                       "there is no commit to judge: the base is the head, or the clone ends before it");
    }
    if (!bg_repo_tree(context->repo, &steps[count - 1].commit, &last, err) ||
        !bg_context_configure_one(context, options, last, err)) {
        return false;
    }
    if (!count_connectors(audit, options, &steps[0].parent, last, err)) {
        return false;
    }
    const struct bg_replay replay = {
        .options = options,
        .steps = steps,
        .count = count,
        .jobs = audit->how->jobs == 0 ? processors() : audit->how->jobs,
        .tell = emit,
        .tell_payload = audit,
        .progress = audit->how->progress,
        .progress_payload = audit->how->progress_payload,
    };
    return bg_replay_run(&replay, err) && (is_stopped(audit) || know_connectors(audit, options, last, err));
}

static const struct bg_history_format *find_format(struct bg_slice name, struct bg_error *err) {
    const struct bg_history_format *format = bg_history_find(name);
    if (format != NULL) {
        return format;
    }
    struct bg_nearest nearest = bg_nearest_start(name);
    for (size_t i = 0; i < bg_history_format_count; i++) {
        bg_nearest_offer(&nearest, bg_slice_of(bg_history_formats[i].name));
    }
    (void)bg_fail(err, BG_ERROR_USAGE, "the audit has no format \"%.*s\"%s", BG_ARGS(name), bg_nearest_hint(&nearest));
    return NULL;
}

static bool check_only(const char *only, struct bg_error *err) {
    bool is_known = only == NULL;
    for (size_t i = 0; i < BG_PROMISE_COUNT && !is_known; i++) {
        is_known = strcmp(only, bg_promise_names[i]) == 0;
    }
    if (is_known) {
        return true;
    }
    struct bg_nearest nearest = bg_nearest_start(bg_slice_of(only));
    for (size_t i = 0; i < BG_PROMISE_COUNT; i++) {
        bg_nearest_offer(&nearest, bg_slice_of(bg_promise_names[i]));
    }
    return bg_fail(err, BG_ERROR_USAGE, "no release is \"%s\"%s", only, bg_nearest_hint(&nearest));
}

bool bg_audit_check(const struct bg_audit_options *how, struct bg_error *err) {
    long ignored;
    for (size_t i = 0; i < how->report_count; i++) {
        if (find_format(format_name(&how->reports[i]), err) == NULL) {
            return false;
        }
    }
    return check_only(how->only, err) && (how->since == NULL || read_since(how->since, &ignored, err));
}

bool bg_audit_refused(const struct bg_audit_report *report, bool is_begun, struct bg_error *err) {
    const struct bg_history_format *found = find_format(format_name(report), err);
    struct bg_buffer rows = {0};
    if (found != NULL && found->refuse != NULL) {
        found->refuse(&rows, is_begun);
    }
    bool is_written = found != NULL && bg_write_out(&report->to, &rows, err);
    bg_buffer_finish(&rows);
    return is_written;
}

bool bg_audit(const struct bg_options *options, const struct bg_audit_options *how, enum bg_outcome *worst,
              struct bg_error *err) {
    struct audit audit = {.how = how, .worst = BG_OUTCOME_PASSED};
    bool is_ok = bg_options_are_known(options->version, err) && bg_options_are_known(how->version, err) &&
                 bg_audit_check(how, err) && bg_context_init(&audit.context, options, err);
    if (is_ok) {
        begin(&audit, how);
        is_ok = replay(&audit, options, err);
    }
    if (is_ok) {
        end(&audit);
    }
    finish(&audit);
    *worst = audit.worst;
    return is_ok;
}
