/*
 * Where the program runs decides what stands for an option that was not given: the event of a workflow, the index or
 * the pushed range of a hook. What was given always wins.
 *
 * The variables of GitHub speak of the checkout in GITHUB_WORKSPACE, so they count only for a repository in there: a
 * workflow that tests something with repositories of its own must not be judged by its event. Those of pre-commit speak
 * of the repository here, so they do not count once --repo names one.
 */
#include "run/event.h"
#include "run/public.h"
#include "run/pull_request.h"
#include "run/rows.h"
#include "report/github.h"
#include "base/file.h"
#include "text/read.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* A variable that is set to something, else NULL. */
static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value == NULL || value[0] == '\0' ? NULL : value;
}

bool bg_where_is_workflow(void) {
    const char *value = variable("GITHUB_ACTIONS");
    return value != NULL && strcmp(value, "true") == 0;
}

/* The folder above `start` (or it itself) that holds a repository, without links. "" if there is none. */
static void find_repository(const char *start, char out[PATH_MAX]) {
    char probe[PATH_MAX + sizeof "/.git"];
    if (realpath(start == NULL ? "." : start, out) == NULL) {
        out[0] = '\0';
    }
    while (out[0] != '\0') {
        size_t len = strlen(out);
        memcpy(probe, out, len);
        memcpy(probe + len, "/.git", sizeof "/.git");
        if (access(probe, F_OK) == 0) {
            return;
        }
        *strrchr(out, '/') = '\0';
    }
}

/* Whether the repository is the workspace of the job; with `or_below`, or is in it. */
static bool is_workspace(const char *repo, bool or_below) {
    char workspace[PATH_MAX];
    char found[PATH_MAX];
    const char *value = bg_where_is_workflow() ? variable("GITHUB_WORKSPACE") : NULL;
    if (value == NULL || realpath(value, workspace) == NULL) {
        return false;
    }
    find_repository(repo, found);
    size_t len = strlen(workspace);
    return strncmp(found, workspace, len) == 0 && (found[len] == '\0' || (or_below && found[len] == '/'));
}

bool bg_where_trusts(const char *repo) {
    return is_workspace(repo, false);
}

static bool read_event(struct bg_event *out, struct bg_arena *arena, struct bg_error *err) {
    const char *path = variable("GITHUB_EVENT_PATH");
    struct bg_slice text;
    *out = (struct bg_event){.name = bg_slice_of(variable("GITHUB_EVENT_NAME")),
                             .reference = bg_slice_of(variable("GITHUB_REF"))};
    if (path == NULL) {
        return bg_fail(
            err, BG_ERROR_JUDGE,
            "the event %.*s has no file (GITHUB_EVENT_PATH is not set); name the base with --base or the input base",
            BG_ARGS(out->name));
    }
    if (!bg_file_read(arena, path, &text, err)) {
        struct bg_error inner = *err;
        return bg_fail(err, BG_ERROR_JUDGE,
                       "the event %.*s has no file (%.300s); name the base with --base or the input base",
                       BG_ARGS(out->name), inner.message);
    }
    return bg_read_json(arena, bg_source_new(arena, bg_slice_of(path), text), NULL, &out->payload, err);
}

static bool complete_by_event(struct bg_options *options, struct bg_arena *arena, struct bg_error *err) {
    struct bg_event event;
    struct bg_repo *repo = NULL;
    bool is_done = read_event(&event, arena, err) && bg_repo_open(&repo, options->repo, options->trusts_owner, err) &&
                   bg_event_complete(&event, repo, arena, options, err);
    bg_repo_free(repo);
    return is_done;
}

/* What is checked out is no matter of the base that was named. */
static void look_at_checkout(struct bg_options *options, struct bg_arena *arena) {
    struct bg_options asked = {.repo = options->repo, .trusts_owner = options->trusts_owner};
    struct bg_error ignored;
    (void)!complete_by_event(&asked, arena, &ignored);
    options->head_is_risky = asked.head_is_risky;
}

/* At push the range; at commit the index. A first push has no range: then HEAD, which is what is pushed. */
static void complete_by_hook(struct bg_options *options) {
    const char *from = variable("PRE_COMMIT_FROM_REF");
    const char *to = variable("PRE_COMMIT_TO_REF");
    bool has_range = from != NULL && to != NULL;
    bool is_push = has_range || variable("PRE_COMMIT_REMOTE_NAME") != NULL;
    if (has_range && options->head == NULL && options->head_kind == BG_HEAD_COMMIT) {
        options->head = to;
    }
    if (has_range && options->base == NULL) {
        options->base = from;
    }
    if (!is_push && options->head == NULL && options->head_kind == BG_HEAD_COMMIT) {
        options->head_kind = BG_HEAD_INDEX;
    }
}

struct bg_where {
    struct bg_arena arena;
};

struct bg_where *bg_where_new(void) {
    struct bg_where *where = bg_realloc(NULL, sizeof *where);
    *where = (struct bg_where){.arena = BG_ARENA_EMPTY};
    return where;
}

void bg_where_free(struct bg_where *where) {
    if (where != NULL) {
        bg_arena_finish(&where->arena);
        free(where);
    }
}

bool bg_where_complete(struct bg_where *where, struct bg_options *options, struct bg_error *err) {
    bool is_hook = options->repo == NULL && variable("PRE_COMMIT") != NULL;
    bool has_range = is_hook && variable("PRE_COMMIT_FROM_REF") != NULL;
    if (!bg_options_are_known(options->version, err)) {
        return false;
    }
    if (!has_range && variable("GITHUB_EVENT_NAME") != NULL && is_workspace(options->repo, true)) {
        struct bg_pull_request event = bg_pull_request_find(&where->arena);
        options->title = options->title == NULL ? event.title : options->title;
        options->labels_are_known = event.labels_are_known;
        options->has_break_label = event.has_break_label;
        if (options->base == NULL) {
            return complete_by_event(options, &where->arena, err);
        }
        look_at_checkout(options, &where->arena);
        return true;
    }
    if (is_hook) {
        complete_by_hook(options);
    }
    return true;
}

void bg_where_describe(struct bg_where *where, struct bg_bump_options *options) {
    struct bg_pull_request event = bg_pull_request_find(&where->arena);
    if (options->pull_request == NULL) {
        options->pull_request = event.number;
    }
    if (options->title == NULL) {
        options->title = event.title;
    }
    if (options->repository == NULL) {
        options->repository = event.repository;
    }
}

bool bg_where_batch(struct bg_where *where, const char *path, struct bg_options *options, struct bg_bump_options *bump,
                    struct bg_error *err) {
    return bg_rows_read(&where->arena, path, options, bump, err);
}

bool bg_where_annotate(const struct bg_error *error, const struct bg_writer *to) {
    struct bg_buffer line = {0};
    bg_buffer_add_text(&line, "::error ");
    if (error->file[0] != '\0') {
        bg_buffer_add_text(&line, "file=");
        bg_github_property(&line, bg_slice_of(error->file));
        bg_buffer_printf(&line, ",line=%u,col=%u,", error->line, error->column);
    }
    bg_buffer_add_text(&line, "title=bumpgate::");
    bg_github_message(&line, bg_slice_of(error->message));
    bg_buffer_add_char(&line, '\n');
    bool is_written = to->write(to->payload, bg_buffer_slice(&line));
    bg_buffer_finish(&line);
    return is_written;
}
