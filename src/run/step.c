/*
 * Summary, outputs and comment of a step: bg_where_write_summary, bg_where_write_outputs, bg_where_write_comment,
 * bg_where_link.
 *
 * Both are files that the runner reads when the step is over, and to which a step appends. A summary over 1 MiB is
 * refused as a whole, and so is an output; the Markdown is cut, and a JSON report that is too long is left empty.
 */
#include "run/step.h"

#include "base/error.h"
#include "base/level.h"
#include "base/portable.h"
#include "text/write_json.h"
#include "report/report.h"
#include "run/pull_request.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* The runner takes 1,024 KiB of summary; all outputs of a job may have 1 MB, counted in two bytes a character. */
enum { SUMMARY_ROOM = 1000 * 1000, LONGEST_REPORT = 400 * 1000 };

bool bg_github_token(char out[BG_GITHUB_TOKEN], struct bg_error *err) {
    unsigned char bytes[16];
    if (getentropy(bytes, sizeof bytes) != 0) {
        return bg_fail(err, BG_ERROR_JUDGE, "there are no random numbers: %s", strerror(errno));
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        (void)snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    }
    return true;
}

static bool append(const char *variable, struct bg_slice text, struct bg_error *err) {
    const char *path = getenv(variable);
    if (!bg_where_is_workflow() || path == NULL || path[0] == '\0') {
        return true;
    }
    FILE *stream = fopen(path, "ab");
    bool is_written = stream != NULL && fwrite(text.at, 1, text.len, stream) == text.len;
    is_written = (stream == NULL || fclose(stream) == 0) && is_written;
    return is_written ||
           bg_fail(err, BG_ERROR_JUDGE, "could not write to %s (%s): %s", variable, path, strerror(errno));
}

/* What an address may hold unquoted, so that nothing in it ends an attribute. */
static bool is_plain(const char *text) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/:";
    return text != NULL && text[0] != '\0' && text[strspn(text, plain)] == '\0';
}

void bg_where_link(const struct bg_run *run, char *out, size_t room) {
    const char *server = getenv("GITHUB_SERVER_URL");
    const char *repository = getenv("GITHUB_REPOSITORY");
    bool is_known = bg_where_is_workflow() && is_plain(server) && is_plain(repository) && run->head_commit.len > 0 &&
                    run->head_kind == BG_HEAD_COMMIT;
    int len = is_known ? snprintf(out, room, "%s/%s/blob/%.*s/", server, repository, BG_ARGS(run->head_commit)) : -1;
    if (len < 0 || (size_t)len >= room) {
        out[0] = '\0';
    }
}

bool bg_where_write_summary(const struct bg_run *run, struct bg_error *err) {
    char link[BG_LINK_ROOM];
    bg_where_link(run, link, sizeof link);
    struct bg_report_options options = {.room = SUMMARY_ROOM, .link = link[0] == '\0' ? NULL : link};
    struct bg_buffer text = {0};
    (run->has_plans ? bg_report_markdown_plans : bg_report_markdown)(&text, run, &options);
    bool is_written = append("GITHUB_STEP_SUMMARY", bg_buffer_slice(&text), err);
    bg_buffer_finish(&text);
    return is_written;
}

static void add_output(struct bg_buffer *out, const char *name, struct bg_slice value, const char *delimiter) {
    bg_buffer_printf(out, "%s<<%s\n", name, delimiter);
    bg_buffer_add(out, value);
    bg_buffer_printf(out, "%s%s\n", value.len > 0 && value.at[value.len - 1] == '\n' ? "" : "\n", delimiter);
}

/* The names as a JSON list, fit for a matrix. */
static void add_connectors(struct bg_buffer *out, const struct bg_run *run) {
    bg_buffer_add_char(out, '[');
    for (size_t i = 0; i < run->verdict_count; i++) {
        bg_buffer_add_text(out, i == 0 ? "" : ", ");
        bg_json_write_string(out, run->verdicts[i].name);
    }
    bg_buffer_add_char(out, ']');
}

static enum bg_level required_level(const struct bg_run *run) {
    enum bg_level level = BG_LEVEL_NONE;
    for (size_t i = 0; i < run->verdict_count; i++) {
        level = run->verdicts[i].required > level ? run->verdicts[i].required : level;
    }
    return level;
}

bool bg_where_write_outputs(const struct bg_run *run, struct bg_error *err) {
    char delimiter[BG_GITHUB_TOKEN];
    if (!bg_github_token(delimiter, err)) {
        return false;
    }
    struct bg_report_options options = {0};
    struct bg_buffer connectors = {0};
    struct bg_buffer report = {0};
    struct bg_buffer out = {0};
    add_connectors(&connectors, run);
    bg_report_json(&report, run, &options);
    bool is_short = report.len <= LONGEST_REPORT;
    add_output(&out, "outcome", bg_slice_of(bg_word_outcome(run->outcome)), delimiter);
    add_output(&out, "required", bg_slice_of(bg_level_names[required_level(run)]), delimiter);
    add_output(&out, "connectors", bg_buffer_slice(&connectors), delimiter);
    add_output(&out, "report", is_short ? bg_buffer_slice(&report) : BG_LITERAL(""), delimiter);
    bool is_written = append("GITHUB_OUTPUT", bg_buffer_slice(&out), err);
    bg_buffer_finish(&connectors);
    bg_buffer_finish(&report);
    bg_buffer_finish(&out);
    return is_written;
}

/* The input of the action: an empty one is none. */
static bool wants_comment(bool *out, struct bg_error *err) {
    const char *input = bg_where_is_workflow() ? getenv("INPUT_COMMENT") : NULL;
    *out = input != NULL && strcmp(input, "true") == 0;
    return *out || input == NULL || input[0] == '\0' || strcmp(input, "false") == 0 ||
           bg_fail(err, BG_ERROR_USAGE, "the input comment takes true or false, not \"%s\"", input);
}

/* Who has nothing to say begins no comment, and still brings an old one up to date. */
static bool has_news(const struct bg_run *run) {
    return run->verdict_count > 0 || run->outcome == BG_OUTCOME_UNJUDGED;
}

bool bg_where_write_comment(const struct bg_run *run, struct bg_error *err) {
    char delimiter[BG_GITHUB_TOKEN];
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_pull_request pull = bg_pull_request_find(&arena);
    bool is_wanted = false;
    bool is_done = wants_comment(&is_wanted, err) && bg_github_token(delimiter, err);
    if (is_done && is_wanted && pull.number != NULL) {
        char link[BG_LINK_ROOM];
        struct bg_buffer text = {0};
        struct bg_buffer state = {0};
        bg_where_link(run, link, sizeof link);
        struct bg_report_options options = {.link = link[0] == '\0' ? NULL : link};
        bg_report_markdown(&text, run, &options);
        add_output(&state, "comment_on", bg_slice_of(pull.number), delimiter);
        add_output(&state, "comment_new", bg_slice_of(has_news(run) ? "true" : "false"), delimiter);
        add_output(&state, "comment", bg_buffer_slice(&text), delimiter);
        is_done = append("GITHUB_STATE", bg_buffer_slice(&state), err);
        bg_buffer_finish(&text);
        bg_buffer_finish(&state);
    }
    bg_arena_finish(&arena);
    return is_done;
}
