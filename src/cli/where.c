/*
 * Where the program runs: see where.h.
 *
 * The variables of GitHub speak of the checkout in GITHUB_WORKSPACE, so they count only for a repository in there: a
 * workflow that tests something with repositories of its own must not be judged by its event. Those of pre-commit speak
 * of the repository here, so they do not count once --repo names one.
 */
#include "cli/where.h"

#include "cli/event.h"
#include "base/file.h"
#include "text/read.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* A variable that is set to something, else NULL. */
static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value == NULL || value[0] == '\0' ? NULL : value;
}

bool bg_where_is_actions(void) {
    const char *value = variable("GITHUB_ACTIONS");
    return value != NULL && strcmp(value, "true") == 0;
}

/* INPUT_ and the name in capitals; hyphens stay. */
static const char *input_of(const char *name) {
    char key[64] = "INPUT_";
    size_t len = strlen(key);
    for (; *name != '\0' && len + 1 < sizeof key; name++) {
        key[len++] = (char)toupper((unsigned char)*name);
    }
    key[len] = '\0';
    return variable(key);
}

static void split(struct bg_texts *out, const char *list, struct bg_arena *arena) {
    static const char separators[] = " \t\r\n";
    for (const char *at = list + strspn(list, separators); *at != '\0'; at += strspn(at, separators)) {
        struct bg_slice word = {at, strcspn(at, separators)};
        out->at = bg_realloc(out->at, (out->count + 1) * sizeof out->at[0]);
        out->at[out->count++] = bg_arena_copy(arena, word).at;
        at += word.len;
    }
}

static bool take_flag(const struct bg_option *option, const char *input, struct bg_error *err) {
    bool is_true = strcmp(input, "true") == 0;
    if (!is_true && strcmp(input, "false") != 0) {
        return bg_fail(err, BG_ERROR_USAGE, "the input %s takes true or false, not \"%s\"", option->name, input);
    }
    *(bool *)option->into |= is_true;
    return true;
}

static bool take_input(const struct bg_option *option, const char *input, struct bg_arena *arena,
                       struct bg_error *err) {
    switch (option->type) {
    case BG_OPTION_FLAG:
        return take_flag(option, input, err);
    case BG_OPTION_TEXT:
        if (*(const char **)option->into == NULL) {
            *(const char **)option->into = input;
        }
        return true;
    case BG_OPTION_LIST:
        if (((struct bg_texts *)option->into)->count == 0) {
            split(option->into, input, arena);
        }
        return true;
    }
    return true;
}

bool bg_where_take_inputs(const struct bg_option_group *groups, struct bg_arena *arena, struct bg_error *err) {
    for (; bg_where_is_actions() && groups->title != NULL; groups++) {
        for (const struct bg_option *option = groups->options; option->name != NULL; option++) {
            const char *input = input_of(option->name);
            if (input != NULL && !take_input(option, input, arena, err)) {
                return false;
            }
        }
    }
    return true;
}

void bg_where_take_connectors(struct bg_texts *arguments, struct bg_arena *arena) {
    const char *input = bg_where_is_actions() ? input_of("connectors") : NULL;
    if (input != NULL && arguments->count == 0) {
        split(arguments, input, arena);
    }
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
    const char *value = bg_where_is_actions() ? variable("GITHUB_WORKSPACE") : NULL;
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
        return bg_fail(err, BG_ERROR_JUDGE, "GITHUB_EVENT_PATH is not set; name the base with --base");
    }
    return bg_file_read(arena, path, &text, err) &&
           bg_read_json(arena, bg_source_new(arena, bg_slice_of(path), text), NULL, &out->payload, err);
}

static bool complete_by_event(struct bg_options *options, struct bg_arena *arena, struct bg_error *err) {
    struct bg_event event;
    struct bg_repo *repo = NULL;
    bool is_done = read_event(&event, arena, err) && bg_repo_open(&repo, options->repo, options->trusts_owner, err) &&
                   bg_event_complete(&event, repo, arena, options, err);
    bg_repo_free(repo);
    return is_done;
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

bool bg_where_complete(struct bg_options *options, struct bg_arena *arena, struct bg_error *err) {
    bool is_hook = options->repo == NULL && variable("PRE_COMMIT") != NULL;
    bool has_range = is_hook && variable("PRE_COMMIT_FROM_REF") != NULL;
    if (!has_range && variable("GITHUB_EVENT_NAME") != NULL && is_workspace(options->repo, true)) {
        return options->base != NULL || complete_by_event(options, arena, err);
    }
    if (is_hook) {
        complete_by_hook(options);
    }
    return true;
}
