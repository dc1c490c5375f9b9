/*
 * What the files of this stage share: the library's handles, and what a tree is made of. Nobody else includes it.
 */
#ifndef BG_REPO_INTERNAL_H
#define BG_REPO_INTERNAL_H

#include "base/problems.h"
#include "base/recent.h"
#include "base/table.h"
#include "repo/reads.h"
#include "repo/repo.h"

#include <git2.h>
#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h> /* git_error_clear and git_error_set_str, from 1.6 on */
#endif

struct bg_repo {
    git_repository *git;
    git_odb *odb;
    git_odb_backend *memory; /* objects of the index and the work tree (memory.c); NULL until they are asked for */
    struct bg_tree *trees;   /* all that were handed out and not freed */
    struct bg_arena arena;
    struct bg_slice folder;         /* {NULL, 0} if bare */
    struct bg_slice name;           /* for messages: the folder, or the git folder of a bare one */
    struct bg_table boundary;       /* ids of the commits that a shallow clone cuts its history at */
    struct bg_slice lost_alternate; /* a folder of borrowed objects that is not there, or {NULL, 0} */
    bool is_partial;                /* a remote promised what is not here */
    struct bg_past *past;           /* of whoever has lent it, or NULL */
    struct bg_recent folders;       /* id -> git_tree, as it was opened last */
    struct bg_recent files;         /* id -> git_odb_object, as it was read last */
    struct bg_budget budget;
    struct bg_problems notes; /* on revisions whose names have several meanings */
};

/* A folder of a tree, opened. */
struct bg_folder {
    struct bg_slice path; /* without links, NUL-terminated; "" is the root */
    struct bg_oid id;
    size_t count;
    git_tree *git;            /* of a git tree; NULL for an empty one */
    struct bg_entry *entries; /* of a plain folder, allocated */
};

/* The two kinds of trees. Both give entries in the order of git: by bytes, a folder as if its name ended in "/". */
struct bg_tree_ops {
    bool (*open)(struct bg_tree *tree, struct bg_slice path, const struct bg_oid *id, struct bg_folder *out,
                 struct bg_error *err);
    void (*close)(struct bg_folder *folder);
    struct bg_entry (*entry)(const struct bg_folder *folder, size_t i);
    struct bg_entry (*find)(const struct bg_folder *folder, struct bg_slice name); /* kind NONE: not there */
    /* The bytes of the file or the text of the link at `path` (without links in it); never ABSENT. */
    enum bg_read_status (*read)(struct bg_tree *tree, struct bg_slice path, const struct bg_entry *entry,
                                struct bg_arena *arena, struct bg_slice *out, struct bg_error *err);
};

struct bg_tree {
    const struct bg_tree_ops *ops;
    struct bg_repo *repo;   /* NULL for a plain folder */
    struct bg_tree *next;   /* in the repository's list */
    struct bg_oid root;     /* the git tree; zero: an empty one */
    int descriptor;         /* the plain folder */
    struct bg_reads *reads; /* where questions are noted, or NULL */
    struct bg_table opened; /* path without links -> struct bg_folder *; kept until the tree is freed */
    struct bg_arena arena;
};

/* A new tree in the repository's list, by the id of a git tree; NULL: an empty one. */
struct bg_tree *bg_tree_new(struct bg_repo *repo, const git_oid *root);

/* An answer of a tree, and how it came about. */
struct bg_found {
    struct bg_answer answer;
    bool leaves;          /* the root of the record was left on the way */
    struct bg_slice file; /* of bytes: where they stand, without links; or {NULL, 0} */
};

/* What the tree says now, and in *file where that stands, without links; nothing is noted. */
struct bg_answer bg_tree_answer(struct bg_tree *tree, enum bg_ask ask, struct bg_slice path, struct bg_slice *file);

/* Keeps a question, from the top of the tree, with its answer (reads.c). */
void bg_reads_add(struct bg_reads *reads, enum bg_ask ask, struct bg_slice path, const struct bg_found *found);

extern const struct bg_tree_ops bg_tree_of_git;
extern const struct bg_tree_ops bg_tree_on_disk;

/* What a repository keeps of what it has read starts here; bg_kept_finish lets go of it (kept.c). */
void bg_kept_start(struct bg_repo *repo);
void bg_kept_finish(struct bg_repo *repo);

/* git_tree_lookup, which reads only what is not kept. */
int bg_kept_folder(struct bg_repo *repo, const git_oid *id, git_tree **out) BG_MUST_CHECK;

/* A file that is kept, freed with git_odb_object_free; NULL if it is not. */
git_odb_object *bg_kept_file(struct bg_repo *repo, const git_oid *id);
void bg_keep_file(struct bg_repo *repo, git_odb_object *file);

/* The bytes of a file of a git tree, without a copy; freed with git_odb_object_free. False if it cannot be read. */
bool bg_git_file(struct bg_tree *tree, struct bg_slice path, const struct bg_entry *entry, git_odb_object **out,
                 struct bg_error *err) BG_MUST_CHECK;

/* Below 0, 0, above 0: the order of entries in a git tree. */
int bg_entry_compare(const struct bg_entry *a, const struct bg_entry *b);

/* The index or the work tree as a git tree in memory (snapshot.c). Nothing is written to the repository. */
bool bg_snapshot(struct bg_repo *repo, bool is_worktree, struct bg_tree **out, struct bg_error *err) BG_MUST_CHECK;

/*
 * A store for git objects that lives in memory (memory.c): the library asks and fills it before all others, so that
 * what it writes for us never reaches the disk. Owned by the repository's object database.
 */
bool bg_memory_attach(struct bg_repo *repo, struct bg_error *err) BG_MUST_CHECK;

/* Remembers a file that was not read, with the reason for whoever wants to read it: a blob of `size` bytes. */
void bg_memory_add_unread(git_odb_backend *memory, const git_oid *id, size_t size, const char *why);

/* Whether `commit` is where a shallow clone ends: its parents count as unknown, also if they happen to be there. */
bool bg_repo_is_boundary(const struct bg_repo *repo, const git_oid *commit);

/*
 * How many parents the commit names, and number `i` of them, below that count: by its own text, so also at the border of
 * a shallow clone, where the library from 1.7 on knows of none (parents.c). Ask bg_repo_is_boundary first whether they
 * may be there.
 */
unsigned bg_parent_count(const git_commit *commit);
git_oid bg_parent_id(const git_commit *commit, unsigned i);

/*
 * The best common ancestor (ancestry.c): zero if there is none. In a shallow clone *is_cut says whether a search that
 * found none ran into the boundary.
 */
bool bg_ancestry_merge_base(struct bg_repo *repo, const struct bg_oid *a, const struct bg_oid *b, struct bg_oid *out,
                            bool *is_cut, struct bg_error *err) BG_MUST_CHECK;

/* Starts the library, once more for each call; git_libgit2_shutdown ends it (offline.c). */
bool bg_git_start(struct bg_error *err) BG_MUST_CHECK;

/* The last error of the library in this thread, until its next call; NULL if there is none. Versions from 1.8 on have an
 * error that says so instead. */
const git_error *bg_git_last(void);

/* Fails with a message of ours, followed by what the library said last, and by what helps if that is known. */
bool bg_git_fail(struct bg_error *err, const char *format, ...) BG_PRINTF(2, 3);

/* The same for an object that should be there, with what helps to get it. */
bool bg_git_fail_object(const struct bg_repo *repo, struct bg_error *err, const char *format, ...) BG_PRINTF(3, 4);

static inline git_oid bg_git_oid(const struct bg_oid *id) {
    git_oid out;
    memcpy(out.id, id->bytes, sizeof out.id);
    return out;
}

static inline struct bg_oid bg_oid_of(const git_oid *id) {
    struct bg_oid out;
    memcpy(out.bytes, id->id, sizeof out.bytes);
    return out;
}

#endif
