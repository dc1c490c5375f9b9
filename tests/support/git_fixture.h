/*
 * Small git repositories for tests, built from text by the real git in a temporary folder.
 *
 *     struct fixture *f = fixture_new();
 *     fixture_write(f, "connectors/a/metadata.yaml", "data: {dockerImageTag: 1.0.0}\n");
 *     const char *base = fixture_commit(f, "first");
 *     fixture_branch(f, "topic");
 *     ...
 *     fixture_free(f);
 *
 * Every returned text belongs to the fixture. Names, e-mail and clock are fixed, so the same calls give the same commit
 * ids. HOME becomes a folder of the fixture and GIT_* is cleared, for the test program as well: no test sees the
 * configuration of the machine. A git call that fails, fails the test. What a failed test leaves behind is removed when
 * the program ends.
 */
#ifndef TESTS_SUPPORT_GIT_FIXTURE_H
#define TESTS_SUPPORT_GIT_FIXTURE_H

#include <stddef.h>

struct fixture;

/* An empty repository, on the branch `main`. */
struct fixture *fixture_new(void);

/* Removes the folder. Accepts NULL. */
void fixture_free(struct fixture *f);

/* The work tree; the folder beside it that is HOME; any other folder or file beside it (not made, only named). */
const char *fixture_path(const struct fixture *f);
const char *fixture_home(const struct fixture *f);
const char *fixture_beside(struct fixture *f, const char *name);

/* Files of the work tree; folders are made as needed, what stands there is replaced. */
struct fixture_file {
    const char *path;
    const char *text; /* NULL removes the file */
};
void fixture_write(struct fixture *f, const char *path, const char *text);
void fixture_write_bytes(struct fixture *f, const char *path, const void *bytes, size_t len);
void fixture_write_files(struct fixture *f, const struct fixture_file *files, size_t count);
void fixture_link(struct fixture *f, const char *path, const char *target);
void fixture_make_executable(struct fixture *f, const char *path);
void fixture_remove(struct fixture *f, const char *path); /* a folder with all that is in it */
void fixture_empty(struct fixture *f);                    /* all files, not the repository */

/* Enters a submodule into the index, as a commit id; there is no repository behind it. */
void fixture_add_submodule(struct fixture *f, const char *path, const char *id);

/* Commits all that is in the work tree, also if nothing changed; one minute after the commit before. Its id. */
const char *fixture_commit(struct fixture *f, const char *message);

/* Makes a branch at HEAD and goes there; goes to any revision; merges one with a merge commit in any case: its id. */
void fixture_branch(struct fixture *f, const char *name);
void fixture_checkout(struct fixture *f, const char *revision);
const char *fixture_merge(struct fixture *f, const char *revision, const char *message);

/* The id that a revision names. */
const char *fixture_id(struct fixture *f, const char *revision);

/* git with these arguments, up to NULL, in the work tree; its output without the last line end. */
const char *fixture_git(struct fixture *f, ...) __attribute__((sentinel));

/* The same with text on its standard input. */
const char *fixture_git_input(struct fixture *f, const char *input, ...) __attribute__((sentinel));

/* The same in another folder. */
const char *fixture_git_in(struct fixture *f, const char *folder, ...) __attribute__((sentinel));

/* Clones over file://, so that options like --depth=1 (up to NULL) work, to a folder beside it: its path. */
const char *fixture_clone(struct fixture *f, const char *name, ...) __attribute__((sentinel));

#endif
