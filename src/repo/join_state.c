/* What git keeps while it waits: see join_state.h. The files are those of git's sequencer. */
#include "repo/join_state.h"

#include "base/buffer.h"
#include "base/file.h"

#include <errno.h>
#include <sys/stat.h>

enum { MINUTES_OF_HOUR = 60 };

/* A file of git's own folder. */
static bool keep(struct bg_arena *arena, git_repository *git, const char *name, struct bg_slice text,
                 struct bg_error *err) {
    return bg_file_write(bg_arena_printf(arena, "%s%s", git_repository_path(git), name).at, text, err);
}

static struct bg_slice head_name(struct bg_arena *arena, git_repository *git) {
    git_reference *head = NULL;
    struct bg_slice name = BG_LITERAL("detached HEAD");
    if (git_repository_head(&head, git) == GIT_OK && git_reference_is_branch(head) == 1) {
        name = bg_arena_copy(arena, bg_slice_of(git_reference_name(head)));
    }
    git_reference_free(head);
    return name;
}

struct bg_slice bg_join_message(struct bg_arena *arena, git_repository *git, const struct bg_join_query *query) {
    static const struct bg_slice heads = {"refs/heads/", sizeof "refs/heads/" - 1};
    struct bg_slice name = head_name(arena, git);
    if (query->message.at != NULL) {
        return bg_arena_printf(arena, "%.*s\n", BG_ARGS(query->message));
    }
    name = bg_slice_starts(name, heads) ? bg_slice_from(name, heads.len) : BG_LITERAL("HEAD");
    return bg_arena_printf(arena, "Merge %.*s into %.*s\n", BG_ARGS(query->tip_name), BG_ARGS(name));
}

static struct bg_slice line_of(struct bg_arena *arena, const struct bg_oid *id) {
    return bg_arena_printf(arena, "%.*s\n", BG_ARGS(bg_oid_hex(arena, id)));
}

bool bg_join_keep_merge(struct bg_arena *arena, git_repository *git, const struct bg_join_query *query,
                        const struct bg_join_result *result, struct bg_error *err) {
    struct bg_buffer message = {0};
    bg_buffer_add(&message, bg_join_message(arena, git, query));
    bg_buffer_add_text(&message, result->conflict_count > 0 ? "\n# Conflicts:\n" : "");
    for (size_t c = 0; c < result->conflict_count; c++) {
        bg_buffer_printf(&message, "#\t%.*s\n", BG_ARGS(result->conflicts[c]));
    }
    bool is_kept = keep(arena, git, "ORIG_HEAD", line_of(arena, &query->steps[0].commit), err) &&
                   keep(arena, git, "MERGE_MSG", bg_buffer_slice(&message), err) &&
                   keep(arena, git, "MERGE_MODE", BG_LITERAL(""), err) &&
                   keep(arena, git, "MERGE_HEAD", line_of(arena, &query->tip), err);
    bg_buffer_finish(&message);
    return is_kept;
}

/* In quotes of the shell. */
static void add_quoted(struct bg_buffer *out, const char *name, const char *value) {
    bg_buffer_printf(out, "%s='", name);
    for (; *value != '\0'; value++) {
        if (*value == '\'' || *value == '!') {
            bg_buffer_printf(out, "'\\%c'", *value);
        } else {
            bg_buffer_add_char(out, *value);
        }
    }
    bg_buffer_add_text(out, "'\n");
}

static struct bg_slice author_script(struct bg_arena *arena, const git_commit *commit) {
    const git_signature *author = git_commit_author(commit);
    int minutes = author->when.offset < 0 ? -author->when.offset : author->when.offset;
    struct bg_slice date =
        bg_arena_printf(arena, "@%lld %c%02d%02d", (long long)author->when.time, author->when.offset < 0 ? '-' : '+',
                        minutes / MINUTES_OF_HOUR, minutes % MINUTES_OF_HOUR);
    struct bg_buffer out = {0};
    add_quoted(&out, "GIT_AUTHOR_NAME", author->name);
    add_quoted(&out, "GIT_AUTHOR_EMAIL", author->email);
    add_quoted(&out, "GIT_AUTHOR_DATE", date.at);
    struct bg_slice script = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return script;
}

/* "pick ID SUBJECT" for the steps [from, to). */
static struct bg_slice picks(struct bg_arena *arena, git_repository *git, const struct bg_join_query *query,
                             size_t from, size_t to) {
    struct bg_buffer out = {0};
    for (size_t s = from; s < to; s++) {
        git_oid id = bg_git_oid(&query->steps[s].commit);
        git_commit *commit = NULL;
        bool is_open = git_commit_lookup(&commit, git, &id) == GIT_OK && git_commit_summary(commit) != NULL;
        bg_buffer_printf(&out, "pick %.*s %s\n", BG_ARGS(bg_oid_hex(arena, &query->steps[s].commit)),
                         is_open ? git_commit_summary(commit) : "");
        git_commit_free(commit);
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return text.at == NULL ? BG_LITERAL("") : text;
}

bool bg_join_keep_rebase(struct bg_arena *arena, git_repository *git, const struct bg_join_query *query, size_t stopped,
                         struct bg_error *err) {
    const struct bg_oid *id = &query->steps[stopped].commit;
    git_oid oid = bg_git_oid(id);
    git_commit *commit = NULL;
    struct bg_slice folder = bg_arena_printf(arena, "%srebase-merge", git_repository_path(git));
    if (git_commit_lookup(&commit, git, &oid) != GIT_OK) {
        return bg_git_fail(err, "a commit could not be read");
    }
    struct {
        const char *name;
        struct bg_slice text;
    } files[] = {
        {"ORIG_HEAD", line_of(arena, &query->steps[query->step_count - 1].commit)},
        {"REBASE_HEAD", line_of(arena, id)},
        {"rebase-merge/interactive", BG_LITERAL("")},
        {"rebase-merge/head-name", bg_arena_printf(arena, "%.*s\n", BG_ARGS(head_name(arena, git)))},
        {"rebase-merge/onto", line_of(arena, &query->tip)},
        {"rebase-merge/orig-head", line_of(arena, &query->steps[query->step_count - 1].commit)},
        {"rebase-merge/done", picks(arena, git, query, 0, stopped + 1)},
        {"rebase-merge/git-rebase-todo", picks(arena, git, query, stopped + 1, query->step_count)},
        {"rebase-merge/msgnum", bg_arena_printf(arena, "%zu\n", stopped + 1)},
        {"rebase-merge/end", bg_arena_printf(arena, "%zu\n", query->step_count)},
        {"rebase-merge/message", bg_arena_copy(arena, bg_slice_of(git_commit_message_raw(commit)))},
        {"MERGE_MSG", bg_arena_copy(arena, bg_slice_of(git_commit_message_raw(commit)))},
        {"rebase-merge/author-script", author_script(arena, commit)},
        {"rebase-merge/stopped-sha", line_of(arena, id)},
    };
    git_commit_free(commit);
    bool is_kept =
        mkdir(folder.at, 0777) == 0 || errno == EEXIST ||
        bg_fail(err, BG_ERROR_JUDGE, "%s could not be made: %s; see who may write there", folder.at, strerror(errno));
    for (size_t f = 0; is_kept && f < sizeof files / sizeof files[0]; f++) {
        is_kept = keep(arena, git, files[f].name, files[f].text, err);
    }
    return is_kept;
}
