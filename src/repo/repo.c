/*
 * Opening a repository, and finding commits in it.
 *
 * The library refuses a repository of another user as git does, but reads less: no `safe.directory = *`, and without
 * any configuration file it says that the key was not found. Both are put right here, the latter by its words, since
 * the code is that of any missing thing. It also knows shallow clones only by name: where their history is cut is read
 * here.
 */
#include "repo/repo.h"

#include "repo/ambiguous.h"
#include "repo/form.h"
#include "repo/internal.h"
#include "repo/remedy.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const git_error *bg_git_last(void) {
    const git_error *last = git_error_last();
    return last == NULL || last->klass == GIT_ERROR_NONE ? NULL : last;
}

/* What was wanted, what the library says of it, and what helps. */
static bool fail_with(struct bg_error *err, const char *joint, struct bg_slice help, const char *format, va_list args)
    BG_PRINTF(4, 0);

static bool fail_with(struct bg_error *err, const char *joint, struct bg_slice help, const char *format, va_list args) {
    const git_error *last = bg_git_last();
    char text[512];
    (void)vsnprintf(text, sizeof text, format, args);
    return bg_fail(err, BG_ERROR_JUDGE, "%s: %s%s%.*s", text, last != NULL ? last->message : "unknown error", joint,
                   BG_ARGS(help));
}

bool bg_git_fail(struct bg_error *err, const char *format, ...) {
    va_list args;
    va_start(args, format);
    (void)fail_with(err, "", bg_slice_of(bg_form_hint()), format, args);
    va_end(args);
    return false;
}

bool bg_git_fail_object(const struct bg_repo *repo, struct bg_error *err, const char *format, ...) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    va_list args;
    va_start(args, format);
    (void)fail_with(err, "; ", bg_form_remedy(repo, &arena), format, args);
    va_end(args);
    bg_arena_finish(&arena);
    return false;
}

static bool last_error_names(const char *word) {
    const git_error *last = bg_git_last();
    return last != NULL && strstr(last->message, word) != NULL;
}

static int open_checked(git_repository **out, const char *dir, bool is_checked) {
    (void)git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, is_checked ? 1 : 0);
    *out = NULL;
    return git_repository_open_ext(out, dir, dir == NULL ? GIT_REPOSITORY_OPEN_FROM_ENV : 0, NULL);
}

/* A variable that git follows and we do not: only some versions of the library do. NULL: none is set. */
static const char *not_followed(void) {
    static const char *const names[] = {"GIT_WORK_TREE", "GIT_COMMON_DIR"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (getenv(names[i]) != NULL) {
            return names[i];
        }
    }
    return NULL;
}

/*
 * The repository around `dir`. The environment names one as well when a hook runs us; if that is the same one, its
 * index file counts (`git commit -a` uses one of its own), if it is another one, the caller's word does.
 */
static int open_at(git_repository **out, const char *dir, bool is_checked) {
    int code = open_checked(out, dir, is_checked);
    if (code != GIT_OK || dir == NULL || getenv("GIT_INDEX_FILE") == NULL || not_followed() != NULL) {
        return code;
    }
    git_repository *other = NULL;
    if (open_checked(&other, NULL, is_checked) == GIT_OK &&
        strcmp(git_repository_path(other), git_repository_path(*out)) == 0) {
        git_repository *found = *out;
        *out = other;
        other = found;
    }
    git_repository_free(other);
    git_error_clear();
    return GIT_OK;
}

static int note_star(const git_config_entry *entry, void *payload) {
    bool *is_found = payload;
    if (entry->value == NULL || *entry->value == '\0') {
        *is_found = false;
    } else if (strcmp(entry->value, "*") == 0) {
        *is_found = true;
    }
    return 0;
}

static bool allows_all_owners(void) {
    bool is_found = false;
    git_config *config = NULL;
    if (git_config_open_default(&config) == GIT_OK) {
        (void)git_config_get_multivar_foreach(config, "safe.directory", NULL, note_star, &is_found);
    }
    git_config_free(config);
    git_error_clear();
    return is_found;
}

/* The folder as `safe.directory` wants it: without the slash that the library puts behind every folder. */
static struct bg_slice folder_text(struct bg_arena *arena, const char *path) {
    struct bg_slice folder = bg_slice_of(path);
    while (folder.len > 1 && folder.at[folder.len - 1] == '/') {
        folder.len--;
    }
    return bg_arena_copy(arena, folder);
}

static struct bg_slice name_of(struct bg_arena *arena, git_repository *git) {
    const char *folder = git_repository_workdir(git);
    return folder_text(arena, folder != NULL ? folder : git_repository_path(git));
}

static bool fail_open(const char *dir, int code, struct bg_error *err) {
    const char *where = dir != NULL ? dir : "this folder";
    if (code == GIT_ENOTFOUND) {
        return bg_fail(
            err, BG_ERROR_JUDGE,
            "%s is not in a git repository; name one with --repo, or compare two folders with bumpgate diff BASE HEAD",
            where);
    }
    const char *folder = getenv("GIT_DIR");
    const char *from = dir != NULL ? dir : folder != NULL ? folder : ".";
    (void)bg_git_fail(err, "the repository of %s could not be opened", where);
    (void)bg_form_allows(from, where, err); /* says it better if that is why */
    return false;
}

static bool open_git(git_repository **out, const char *dir, bool trust_owner, struct bg_error *err) {
    const char *variable = dir == NULL ? not_followed() : NULL;
    if (variable != NULL) {
        return bg_fail(err, BG_ERROR_JUDGE,
                       "%s is set, which cannot be followed; unset it, or name the work tree with --repo", variable);
    }
    int code = open_at(out, dir, !trust_owner);
    if (code == GIT_OK) {
        return true;
    }
    bool is_about_owner = code == GIT_EOWNER || last_error_names("safe.directory");
    if (!is_about_owner || trust_owner) {
        return fail_open(dir, code, err);
    }
    code = open_at(out, dir, false);
    if (code != GIT_OK) {
        return fail_open(dir, code, err);
    }
    if (allows_all_owners()) {
        return true;
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice name = name_of(&arena, *out);
    (void)bg_fail(err, BG_ERROR_JUDGE,
                  "the repository %.*s belongs to another user; to allow it, run: "
                  "git config --global --add safe.directory %.*s",
                  BG_ARGS(name), BG_ARGS(name));
    bg_arena_finish(&arena);
    git_repository_free(*out);
    *out = NULL;
    return false;
}

/* The file `shallow` of git's folder: one id a line. The library looks for it in the wrong folder in a linked work
 * tree, and gives no access to what is in it. */
static void read_boundary(struct bg_repo *repo) {
    struct bg_slice path = bg_arena_printf(&repo->arena, "%s/shallow", git_repository_commondir(repo->git));
    FILE *file = fopen(path.at, "r");
    if (file == NULL) {
        return;
    }
    char line[128];
    while (fgets(line, sizeof line, file) != NULL) {
        git_oid *id = bg_arena_alloc(&repo->arena, sizeof *id);
        if (strcspn(line, "\r\n") == GIT_OID_HEXSZ && git_oid_fromstrn(id, line, GIT_OID_HEXSZ) == GIT_OK) {
            (void)bg_table_put(&repo->boundary, (struct bg_slice){(const char *)id->id, sizeof id->id}, id);
        }
    }
    (void)fclose(file);
}

bool bg_repo_open(struct bg_repo **out, const char *dir, bool trust_owner, struct bg_error *err) {
    *out = NULL;
    if (!bg_git_start(err)) {
        return false;
    }
    struct bg_repo *repo = bg_realloc(NULL, sizeof *repo);
    *repo = (struct bg_repo){0};
    bg_kept_start(repo);
    if (!open_git(&repo->git, dir, trust_owner, err)) {
        bg_repo_free(repo);
        return false;
    }
    if (!bg_form_accept(repo, dir != NULL ? dir : "this folder", err)) {
        bg_repo_free(repo);
        return false;
    }
    if (git_repository_odb(&repo->odb, repo->git) != GIT_OK) {
        (void)bg_git_fail(err, "the objects of the repository could not be read");
        bg_repo_free(repo);
        return false;
    }
    repo->name = name_of(&repo->arena, repo->git);
    if (git_repository_workdir(repo->git) != NULL) {
        repo->folder = repo->name;
    }
    repo->notes.arena = &repo->arena;
    read_boundary(repo);
    *out = repo;
    return true;
}

void bg_repo_free(struct bg_repo *repo) {
    if (repo == NULL) {
        return;
    }
    while (repo->trees != NULL) {
        bg_tree_free(repo->trees);
    }
    bg_table_finish(&repo->boundary);
    bg_kept_finish(repo);
    git_odb_free(repo->odb);
    git_repository_free(repo->git);
    bg_arena_finish(&repo->arena);
    free(repo);
    (void)git_libgit2_shutdown();
}

struct bg_slice bg_repo_folder(const struct bg_repo *repo) {
    return repo->folder;
}

bool bg_repo_is_shallow(const struct bg_repo *repo) {
    return repo->boundary.count > 0;
}

bool bg_repo_is_boundary(const struct bg_repo *repo, const git_oid *commit) {
    return bg_table_get(&repo->boundary, (struct bg_slice){(const char *)commit->id, sizeof commit->id}) != NULL;
}

/* Whether there is such a reference, so that what it names is what is missing. */
static bool names_reference(struct bg_repo *repo, const char *revision) {
    git_reference *reference = NULL;
    bool is_found = revision[0] != '\0' && git_reference_dwim(&reference, repo->git, revision) == GIT_OK;
    git_reference_free(reference);
    return is_found;
}

static bool fail_named(const struct bg_repo *repo, const char *revision, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    (void)bg_fail(err, BG_ERROR_JUDGE, "what the revision `%s` names could not be read: %.*s", revision,
                  BG_ARGS(bg_form_remedy(repo, &arena)));
    bg_arena_finish(&arena);
    return false;
}

static bool fail_resolve(struct bg_repo *repo, const char *revision, int code, struct bg_error *err) {
    if (code == GIT_EAMBIGUOUS) {
        return bg_fail(err, BG_ERROR_JUDGE, "the revision `%s` is ambiguous; write more of the id", revision);
    }
    if (strcmp(revision, "HEAD") == 0 && git_repository_head_unborn(repo->git) == 1) {
        return bg_fail(err, BG_ERROR_JUDGE, "the repository %.*s has no commit yet; make the first one with git commit",
                       BG_ARGS(repo->name));
    }
    if (bg_repo_is_shallow(repo)) {
        return bg_remedy_fail(repo, err, "the clone is shallow and lacks %s", revision);
    }
    if (names_reference(repo, revision) || repo->lost_alternate.at != NULL) {
        return fail_named(repo, revision, err);
    }
    char remote[256];
    git_oid id;
    int len = snprintf(remote, sizeof remote, "refs/remotes/origin/%s", revision);
    if (len > 0 && (size_t)len < sizeof remote && git_reference_name_to_id(&id, repo->git, remote) == GIT_OK) {
        return bg_fail(err, BG_ERROR_JUDGE, "there is no revision `%s`; did you mean origin/%s?", revision, revision);
    }
    if (bg_repo_has_one_branch(repo)) {
        return bg_remedy_fail(repo, err, "there is no revision `%s`, and the clone has one branch only", revision);
    }
    if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC) {
        return bg_fail(
            err, BG_ERROR_JUDGE,
            "there is no revision `%s` in %.*s; git branch --all lists what is there, and git fetch brings the rest",
            revision, BG_ARGS(repo->name));
    }
    return bg_git_fail_object(repo, err, "the revision `%s` could not be read", revision);
}

bool bg_repo_resolve(struct bg_repo *repo, const char *revision, struct bg_oid *out, struct bg_error *err) {
    git_object *object = NULL;
    int code = git_revparse_single(&object, repo->git, revision);
    if (code != GIT_OK) {
        return fail_resolve(repo, revision, code, err);
    }
    bg_ambiguous_note(repo, revision, &repo->notes);
    git_object *commit = NULL;
    code = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
    if (code == GIT_OK) {
        *out = bg_oid_of(git_object_id(commit));
    } else if (code == GIT_EPEEL || code == GIT_EINVALIDSPEC) {
        (void)bg_fail(err, BG_ERROR_JUDGE, "`%s` is a %s, not a commit; name a commit, a branch or a tag", revision,
                      git_object_type2string(git_object_type(object)));
    } else {
        (void)fail_resolve(repo, revision, code, err);
    }
    git_object_free(commit);
    git_object_free(object);
    return code == GIT_OK;
}

void bg_repo_begin_budget(struct bg_repo *repo, uint64_t most_bytes, uint64_t most_steps) {
    repo->budget = (struct bg_budget){.most_bytes = most_bytes, .most_steps = most_steps};
}

const struct bg_budget *bg_repo_budget(const struct bg_repo *repo) {
    return &repo->budget;
}

bool bg_budget_is_spent(const struct bg_budget *budget) {
    return budget->bytes > budget->most_bytes || budget->steps > budget->most_steps;
}

const struct bg_problems *bg_repo_notes(const struct bg_repo *repo) {
    return &repo->notes;
}

bool bg_repo_tree(struct bg_repo *repo, const struct bg_oid *commit, struct bg_tree **out, struct bg_error *err) {
    git_oid id = bg_git_oid(commit);
    git_commit *found = NULL;
    if (bg_oid_is_zero(commit)) {
        *out = bg_tree_new(repo, NULL);
        return true;
    }
    if (git_commit_lookup(&found, repo->git, &id) != GIT_OK) {
        return bg_git_fail_object(repo, err, "the commit %s could not be read", git_oid_tostr_s(&id));
    }
    *out = bg_tree_new(repo, git_commit_tree_id(found));
    git_commit_free(found);
    return true;
}

bool bg_repo_describe(struct bg_repo *repo, const struct bg_oid *commit, struct bg_arena *arena,
                      struct bg_slice *subject, int64_t *seconds, struct bg_error *err) {
    git_commit *found = NULL;
    git_oid id = bg_git_oid(commit);
    if (git_commit_lookup(&found, repo->git, &id) != GIT_OK) {
        return bg_git_fail_object(repo, err, "the commit %.*s could not be read", BG_ARGS(bg_oid_hex(arena, commit)));
    }
    *subject = bg_arena_copy(arena, bg_slice_of(git_commit_summary(found)));
    *seconds = git_commit_time(found);
    git_commit_free(found);
    return true;
}
