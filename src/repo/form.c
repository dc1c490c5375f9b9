/*
 * Forms of repositories: see form.h.
 *
 * The library refuses every extension that it was not told of. Most of them matter to a writer alone; of two the value
 * decides, and it is looked at here. Where git keeps something in a form that the library lacks, the message has the
 * command that makes a form of it that it knows.
 */
#include "repo/form.h"

#include <stdio.h>
#include <unistd.h>

/* Extensions of which one value can be read. */
static const struct {
    const char *key;
    const char *readable;
    const char *other; /* how the one begins that git knows, too */
    const char *refusal;
} decided[] = {
    {"extensions.objectformat", "sha1", "sha256",
     "uses SHA-256 object names, and only SHA-1 can be read; for a copy that can be, run: git init "
     "--object-format=sha1 COPY && git fast-export --all --signed-tags=strip | git -C COPY fast-import"},
    {"extensions.refstorage", "files", "reftable",
     "keeps its references as reftable, which cannot be read; run: git refs migrate --ref-format=files"},
};

/* Words of the library, and what helps. */
static const struct {
    const char *words;
    const char *hint;
} hints[] = {
    {"mandatory extension: 'link'",
     "; the index is split; run: git config core.splitIndex false && git update-index --no-split-index"},
    {"mandatory extension: 'sdir'", "; the index is sparse; run: git sparse-checkout reapply --no-sparse-index"},
    {"unsupported extension name", "; judge a clone of it: git clone --no-local REPOSITORY COPY"},
    {"unsupported repository version", "; judge a clone of it: git clone --no-local REPOSITORY COPY"},
    {".lock'", "; another git is at work, or one was killed: where none is, remove the lock that is named"},
};

#define BROKEN "; git fsck --full names what is broken; run: git fetch --refetch, or clone again"
#define REFUSED "; see who may read and write there, and whether the disk is full"

/* What helps against an error of a kind, whatever its words. */
static const struct {
    int kind;
    const char *hint;
} kinds[] = {
    {GIT_ERROR_NOMEMORY, "; give it more memory"},
    {GIT_ERROR_OS, REFUSED},
    {GIT_ERROR_FILESYSTEM, REFUSED},
    {GIT_ERROR_REFERENCE, "; git show-ref names what refers to what, and git fsck what is broken"},
    {GIT_ERROR_ZLIB, BROKEN},
    {GIT_ERROR_ODB, BROKEN},
    {GIT_ERROR_OBJECT, BROKEN},
    {GIT_ERROR_TREE, BROKEN},
    {GIT_ERROR_TAG, BROKEN},
    {GIT_ERROR_INDEXER, BROKEN},
    {GIT_ERROR_SHA, BROKEN},
    {GIT_ERROR_REPOSITORY, "; git status, run there, says what is the matter with it"},
    {GIT_ERROR_CONFIG, "; git config --list --show-origin names the file and the line"},
    {GIT_ERROR_INDEX,
     "; run: git status; an index that git cannot read either is made anew by: rm .git/index && git reset"},
    {GIT_ERROR_CHECKOUT, "; git status names what is in the way: commit or stash it"},
    {GIT_ERROR_MERGE, "; git merge, by hand, says more"},
    {GIT_ERROR_FILTER, "; see what .gitattributes asks for there"},
    {GIT_ERROR_SUBMODULE, "; run: git submodule update --init"},
    {GIT_ERROR_WORKTREE, "; run: git worktree repair"},
};

void bg_form_start(void) {
    static const char *accepted[] = {"compatobjectformat", "objectformat",      "partialclone",  "preciousobjects",
                                     "refstorage",         "relativeworktrees", "worktreeconfig"};
    (void)git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, accepted, sizeof accepted / sizeof accepted[0]);
}

const char *bg_form_hint(void) {
    const git_error *last = bg_git_last();
    for (size_t i = 0; last != NULL && i < sizeof hints / sizeof hints[0]; i++) {
        if (strstr(last->message, hints[i].words) != NULL) {
            return hints[i].hint;
        }
    }
    for (size_t i = 0; last != NULL && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].kind == last->klass) {
            return kinds[i].hint;
        }
    }
    return "; see whether git status and git fsck find a fault in the repository";
}

static bool check_extensions(git_config *config, const char *where, struct bg_error *err) {
    for (size_t i = 0; i < sizeof decided / sizeof decided[0]; i++) {
        git_buf value = {0};
        bool is_set = git_config_get_string_buf(&value, config, decided[i].key) == GIT_OK;
        bool is_readable = !is_set || strcmp(value.ptr, decided[i].readable) == 0;
        bool is_known = is_readable || bg_slice_starts(bg_slice_of(value.ptr), bg_slice_of(decided[i].other));
        if (!is_known) {
            (void)bg_fail(err, BG_ERROR_JUDGE,
                          "the repository of %s has %s = %.100s, which git does not know; run, there: git config "
                          "--show-origin %s",
                          where, decided[i].key, value.ptr, decided[i].key);
        } else if (!is_readable) {
            (void)bg_fail(err, BG_ERROR_JUDGE, "the repository of %s %s", where, decided[i].refusal);
        }
        git_buf_dispose(&value);
        if (!is_readable) {
            return false;
        }
    }
    return true;
}

bool bg_form_allows(const char *from, const char *where, struct bg_error *err) {
    git_buf folder = {0};
    git_config *config = NULL;
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_allowed = true;
    if (git_repository_discover(&folder, from, 1, NULL) == GIT_OK &&
        git_config_open_ondisk(&config, bg_arena_printf(&arena, "%sconfig", folder.ptr).at) == GIT_OK) {
        is_allowed = check_extensions(config, where, err);
    }
    git_config_free(config);
    git_buf_dispose(&folder);
    bg_arena_finish(&arena);
    return is_allowed;
}

/* With the extension worktreeConfig, git reads one more file, whose values win. The library does not. */
static bool add_own_config(struct bg_repo *repo, git_config *config, struct bg_error *err) {
    int is_used = 0;
    if (git_config_get_bool(&is_used, config, "extensions.worktreeconfig") != GIT_OK || is_used == 0) {
        return true;
    }
    struct bg_slice path = bg_arena_printf(&repo->arena, "%sconfig.worktree", git_repository_path(repo->git));
    return access(path.at, F_OK) != 0 ||
           git_config_add_file_ondisk(config, path.at, GIT_CONFIG_LEVEL_APP, repo->git, 0) == GIT_OK ||
           bg_git_fail(err, "the configuration %s could not be read", path.at);
}

static bool is_promise(struct bg_slice key) {
    return bg_slice_is(key, "extensions.partialclone") ||
           (bg_slice_starts(key, BG_LITERAL("remote.")) && bg_slice_ends(key, BG_LITERAL(".promisor")));
}

static int note_promise(const git_config_entry *entry, void *payload) {
    bool *is_partial = payload;
    int is_set = 1; /* also by the name of a remote, which is no word for yes or no */
    (void)git_config_parse_bool(&is_set, entry->value);
    *is_partial = *is_partial || (is_set != 0 && is_promise(bg_slice_of(entry->name)));
    return 0;
}

static bool is_partial(git_config *config) {
    bool is_found = false;
    (void)git_config_foreach(config, note_promise, &is_found); /* its search by a pattern leaks */
    return is_found;
}

/* The first folder of objects/info/alternates that is not there. A relative one is seen from the objects. */
static void find_lost_alternate(struct bg_repo *repo) {
    char line[4096];
    const char *folder = git_repository_commondir(repo->git);
    FILE *file = fopen(bg_arena_printf(&repo->arena, "%s/objects/info/alternates", folder).at, "r");
    while (file != NULL && repo->lost_alternate.at == NULL && fgets(line, sizeof line, file) != NULL) {
        struct bg_slice path = bg_slice_trim(bg_slice_of(line));
        bool is_path = path.len > 0 && path.at[0] != '#' && path.at[0] != '"';
        bool is_absolute = is_path && path.at[0] == '/';
        struct bg_slice full = is_absolute ? bg_arena_copy(&repo->arena, path)
                                           : bg_arena_printf(&repo->arena, "%s/objects/%.*s", folder, BG_ARGS(path));
        if (is_path && access(full.at, F_OK) != 0) {
            repo->lost_alternate = bg_arena_copy(&repo->arena, path);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
}

bool bg_form_accept(struct bg_repo *repo, const char *where, struct bg_error *err) {
    git_config *config = NULL;
    if (git_repository_config(&config, repo->git) != GIT_OK) {
        return bg_git_fail(err, "the configuration of git could not be read");
    }
    bool is_accepted = check_extensions(config, where, err) && add_own_config(repo, config, err);
    repo->is_partial = is_partial(config);
    git_config_free(config);
    find_lost_alternate(repo);
    git_error_clear();
    return is_accepted;
}

struct bg_slice bg_form_remedy(const struct bg_repo *repo, struct bg_arena *arena) {
    if (repo->lost_alternate.at != NULL) {
        return bg_arena_printf(arena,
                               "the clone borrows objects from %.*s, which is not there: bring that folder back, or "
                               "clone again without --shared and --reference",
                               BG_ARGS(repo->lost_alternate));
    }
    if (repo->is_partial) {
        return BG_LITERAL("the clone is partial; run: git fetch --refetch --no-filter");
    }
    return BG_LITERAL("the clone is damaged: git fsck --full names what is missing; run: git fetch --refetch, or clone "
                      "again");
}
