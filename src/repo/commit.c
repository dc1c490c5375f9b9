/*
 * Commits: see commit.h. They are made through a second handle of the repository, since the first one may keep new
 * objects in memory (memory.c), where a commit would be lost. The index comes first: whether it is locked shows before
 * the branch is moved.
 */
#include "repo/commit.h"

#include "base/date.h"
#include "repo/internal.h"

#include <git2/sys/repository.h>

#include <stdio.h>
#include <stdlib.h>

enum { SECONDS_OF_DAY = 86400, MINUTES_OF_HOUR = 60 };

/* Whose names stand in a commit. */
struct role {
    const char *name; /* of the configuration's section */
    const char *name_variable;
    const char *email_variable;
    const char *date_variable;
};

static const struct role author_role = {"author", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE"};
static const struct role committer_role = {"committer", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
                                           "GIT_COMMITTER_DATE"};

/* What is opened for one commit; released by finish. */
struct work {
    git_repository *git;
    git_index *index;
    git_config *config;
    git_commit *parent;
    git_tree *base_tree;
    git_tree *tree;
    git_signature *author;
    git_signature *committer;
    git_buf message;
    struct bg_arena arena;
};

static void finish(struct work *work) {
    git_buf_dispose(&work->message);
    git_signature_free(work->committer);
    git_signature_free(work->author);
    git_tree_free(work->tree);
    git_tree_free(work->base_tree);
    git_commit_free(work->parent);
    git_config_free(work->config);
    git_index_free(work->index);
    git_repository_free(work->git);
    bg_arena_finish(&work->arena);
}

/* libgit2 1.5 loses the path if it is the work tree already, so it is only told of another. */
static bool set_folder(git_repository *git, const char *folder) {
    const char *present = git_repository_workdir(git);
    bool is_same = present != NULL && strcmp(present, folder) == 0;
    return is_same || git_repository_set_workdir(git, folder, 0) == GIT_OK;
}

/* The same repository once more, with the same work tree and index file, which the environment may have named. */
static bool open_again(struct bg_repo *repo, struct work *work, struct bg_error *err) {
    git_index *index = NULL;
    const char *folder = git_repository_workdir(repo->git);
    if (folder == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "the repository has no work tree to commit from");
    }
    bool is_open = git_repository_open_ext(&work->git, git_repository_path(repo->git), GIT_REPOSITORY_OPEN_NO_SEARCH,
                                           NULL) == GIT_OK &&
                   set_folder(work->git, folder) && git_repository_index(&index, repo->git) == GIT_OK &&
                   git_index_open(&work->index, git_index_path(index)) == GIT_OK;
    git_index_free(index);
    if (!is_open) {
        return bg_git_fail(err, "the repository could not be opened for a commit");
    }
    git_repository_set_index(work->git, work->index);
    if (git_repository_config_snapshot(&work->config, work->git) != GIT_OK) {
        return bg_git_fail(err, "the configuration of git could not be read");
    }
    return true;
}

static bool read_number(struct bg_slice *text, size_t digits, int64_t *out) {
    size_t used = 0;
    *out = 0;
    while (used < text->len && used < digits && text->at[used] >= '0' && text->at[used] <= '9') {
        *out = *out * 10 + (text->at[used++] - '0');
    }
    *text = bg_slice_from(*text, used);
    return used > 0;
}

/* "Z", "", "+0100" or "-01:30", as minutes. */
static bool read_offset(struct bg_slice text, int *minutes) {
    int64_t hours;
    int64_t rest = 0;
    *minutes = 0;
    if (text.len == 0 || bg_slice_is(text, "Z")) {
        return true;
    }
    bool is_west = text.at[0] == '-';
    if (!is_west && text.at[0] != '+') {
        return false;
    }
    text = bg_slice_from(text, 1);
    if (!read_number(&text, 2, &hours)) {
        return false;
    }
    text = bg_slice_from(text, bg_slice_starts(text, BG_LITERAL(":")) ? 1 : 0);
    if (!read_number(&text, 2, &rest) || text.len > 0) {
        return false;
    }
    *minutes = (int)(hours * MINUTES_OF_HOUR + rest) * (is_west ? -1 : 1);
    return true;
}

/* "2030-01-02T03:04:05+0100" */
static bool read_calendar(struct bg_slice text, int64_t *seconds, int *minutes) {
    long days;
    int64_t part[3] = {0};
    if (text.len < 11 || !bg_date_read(bg_slice_range(text, 0, 10), &days) ||
        (text.at[10] != 'T' && text.at[10] != ' ')) {
        return false;
    }
    text = bg_slice_from(text, 11);
    for (size_t p = 0; p < 3; p++) {
        if (p > 0 && !bg_slice_starts(text, BG_LITERAL(":"))) {
            return false;
        }
        text = bg_slice_from(text, p > 0 ? 1 : 0);
        if (!read_number(&text, 2, &part[p])) {
            return false;
        }
    }
    if (!read_offset(bg_slice_trim(text), minutes)) {
        return false;
    }
    *seconds = (int64_t)days * SECONDS_OF_DAY + (part[0] * 60 + part[1]) * 60 + part[2] - (int64_t)*minutes * 60;
    return true;
}

/* Git's own form ("1893456000 +0100", perhaps with @ in front), or a date with a time. */
static bool read_date(struct bg_slice text, int64_t *seconds, int *minutes) {
    struct bg_slice rest = bg_slice_from(text, bg_slice_starts(text, BG_LITERAL("@")) ? 1 : 0);
    if (read_number(&rest, 12, seconds) && (rest.len == 0 || rest.at[0] == ' ')) {
        return read_offset(bg_slice_trim(rest), minutes);
    }
    return read_calendar(text, seconds, minutes);
}

/* What the environment says, else what the configuration says under one of the two sections; NULL without any. */
static const char *look_up(const struct work *work, const char *variable, const char *section, const char *key) {
    const char *sections[] = {section, "user"};
    const char *value = getenv(variable);
    for (size_t s = 0; (value == NULL || *value == '\0') && s < 2; s++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s.%s", sections[s], key);
        value = NULL;
        if (git_config_get_string(&value, work->config, name) != GIT_OK) {
            value = NULL;
        }
    }
    git_error_clear();
    return value;
}

static bool find_time(const struct role *role, int64_t *seconds, int *minutes, struct bg_error *err) {
    const char *date = getenv(role->date_variable);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    git_signature *now = NULL;
    if (date != NULL && *date != '\0') {
        return read_date(bg_slice_of(date), seconds, minutes) ||
               bg_fail(err, BG_ERROR_USAGE,
                       "%s is `%s`, which was not understood; write it as 2030-01-02T03:04:05+00:00",
                       role->date_variable, date);
    }
    if (epoch != NULL) {
        return read_date(bg_slice_of(epoch), seconds, minutes) ||
               bg_fail(err, BG_ERROR_USAGE, "SOURCE_DATE_EPOCH is `%s`, which is no number of seconds", epoch);
    }
    if (git_signature_now(&now, "now", "now") != GIT_OK) {
        return bg_git_fail(err, "the time could not be read");
    }
    *seconds = now->when.time;
    *minutes = now->when.offset;
    git_signature_free(now);
    return true;
}

static bool sign(const struct work *work, const struct role *role, git_signature **out, struct bg_error *err) {
    const char *name = look_up(work, role->name_variable, role->name, "name");
    const char *email = look_up(work, role->email_variable, role->name, "email");
    int64_t seconds = 0;
    int minutes = 0;
    if (email == NULL) {
        email = getenv("EMAIL");
    }
    if (name == NULL || email == NULL || *name == '\0' || *email == '\0') {
        return bg_fail(err, BG_ERROR_USAGE,
                       "the %s of the commit is not known; set user.name and user.email with git config, or %s and %s",
                       role->name, role->name_variable, role->email_variable);
    }
    if (!find_time(role, &seconds, &minutes, err)) {
        return false;
    }
    return git_signature_new(out, name, email, seconds, minutes) == GIT_OK ||
           bg_git_fail(err, "the %s `%s <%s>` cannot stand in a commit", role->name, name, email);
}

static bool prepare_message(struct work *work, struct bg_slice message, struct bg_error *err) {
    struct bg_slice text = bg_arena_copy(&work->arena, message);
    if (git_message_prettify(&work->message, text.at == NULL ? "" : text.at, 0, '#') != GIT_OK) {
        return bg_git_fail(err, "the message of the commit could not be read");
    }
    return work->message.size > 0 || bg_fail(err, BG_ERROR_USAGE, "the message of the commit is empty");
}

static bool is_undisturbed(const struct work *work, struct bg_error *err) {
    int state = git_repository_state(work->git);
    return state == GIT_REPOSITORY_STATE_NONE || state == GIT_REPOSITORY_STATE_BISECT ||
           bg_fail(err, BG_ERROR_USAGE,
                   "a merge, a rebase or the like is under way; finish it, or bump without --commit");
}

/* Opens, and checks all that does not depend on the files. */
static bool start(struct bg_repo *repo, const struct bg_commit_query *query, struct work *work, struct bg_error *err) {
    git_oid head;
    if (!open_again(repo, work, err) || !prepare_message(work, query->message, err) || !is_undisturbed(work, err) ||
        !sign(work, &author_role, &work->author, err) || !sign(work, &committer_role, &work->committer, err)) {
        return false;
    }
    if (git_reference_name_to_id(&head, work->git, "HEAD") != GIT_OK ||
        git_commit_lookup(&work->parent, work->git, &head) != GIT_OK ||
        git_commit_tree(&work->base_tree, work->parent) != GIT_OK) {
        return bg_git_fail(err, "the current commit could not be read");
    }
    return true;
}

/* A file whose size differs from the commit's counts as changed for the library, though it differs by line ends alone.
 */
static bool is_same_to_git(const struct work *work, const char *path) {
    const git_index_entry *entry = git_index_get_bypath(work->index, path, 0);
    git_oid id;
    return entry != NULL && git_repository_hashfile(&id, work->git, path, GIT_OBJECT_BLOB, NULL) == GIT_OK &&
           git_oid_equal(&id, &entry->id);
}

static bool check_clean(struct work *work, struct bg_slice path, struct bg_error *err) {
    struct bg_slice name = bg_arena_copy(&work->arena, path);
    unsigned status;
    int code = git_status_file(&status, work->git, name.at);
    if (code == GIT_ENOTFOUND || (code == GIT_OK && status == GIT_STATUS_CURRENT)) {
        return true; /* a file that is not there yet has no status */
    }
    if (code == GIT_OK && status == GIT_STATUS_WT_MODIFIED && is_same_to_git(work, name.at)) {
        return true;
    }
    struct bg_place at = {.file = path};
    if (code != GIT_OK) {
        return bg_fail_at(err, BG_ERROR_JUDGE, at, "what git knows of it could not be read");
    }
    return bg_fail_at(err, BG_ERROR_USAGE, at,
                      "has changes that are not committed; commit them first, or bump without --commit");
}

bool bg_repo_can_commit(struct bg_repo *repo, const struct bg_commit_query *query, struct bg_error *err) {
    struct work work = {0};
    bool is_possible = start(repo, query, &work, err);
    for (size_t p = 0; is_possible && p < query->path_count; p++) {
        is_possible = check_clean(&work, query->paths[p], err);
    }
    finish(&work);
    return is_possible;
}

/* The files into the index, and the tree of HEAD with them alone: what else is staged does not get into it. */
static bool make_tree(struct work *work, const struct bg_commit_query *query, struct bg_error *err) {
    git_tree_update *updates = bg_arena_array(&work->arena, query->path_count, sizeof updates[0]);
    git_oid id;
    for (size_t p = 0; p < query->path_count; p++) {
        struct bg_slice path = bg_arena_copy(&work->arena, query->paths[p]);
        const git_index_entry *entry = NULL;
        if (git_index_add_bypath(work->index, path.at) == GIT_OK) {
            entry = git_index_get_bypath(work->index, path.at, 0);
        }
        if (entry == NULL) {
            return bg_git_fail(err, "%s could not be added to the commit", path.at);
        }
        updates[p] = (git_tree_update){GIT_TREE_UPDATE_UPSERT, entry->id, (git_filemode_t)entry->mode, path.at};
    }
    if (git_index_write(work->index) != GIT_OK) {
        return bg_git_fail(err, "the files were written but not committed, since the index could not be updated");
    }
    if (git_tree_create_updated(&id, work->git, work->base_tree, query->path_count, updates) != GIT_OK ||
        git_tree_lookup(&work->tree, work->git, &id) != GIT_OK) {
        return bg_git_fail(err, "the files were written but not committed");
    }
    return true;
}

bool bg_repo_commit(struct bg_repo *repo, const struct bg_commit_query *query, struct bg_oid *out,
                    struct bg_error *err) {
    struct work work = {0};
    git_oid id;
    bool is_made = start(repo, query, &work, err) && make_tree(&work, query, err);
    if (is_made) {
        const git_commit *parents[] = {work.parent};
        is_made = git_commit_create(&id, work.git, "HEAD", work.author, work.committer, NULL, work.message.ptr,
                                    work.tree, 1, parents) == GIT_OK ||
                  bg_git_fail(err, "the files were written but not committed");
    }
    if (is_made) {
        *out = bg_oid_of(&id);
    }
    finish(&work);
    return is_made;
}
