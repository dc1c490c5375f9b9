/*
 * A read-only file tree: the tree of a commit, the index, the work tree, or a plain folder. Everything above asks
 * through this one interface. Paths are relative, with "/" and without a leading or trailing one; "" is the root.
 *
 * The index and the work tree become git trees in memory (nothing is written to the repository), so that equal folders
 * have equal ids wherever they come from.
 */
#ifndef BG_REPO_TREE_H
#define BG_REPO_TREE_H

#include "base/arena.h"
#include "base/error.h"

struct bg_tree;

enum bg_entry_kind {
    BG_ENTRY_NONE,
    BG_ENTRY_FILE,
    BG_ENTRY_FOLDER,
    BG_ENTRY_LINK, /* as it stands in a folder; asked for by path: one that cannot be followed */
    BG_ENTRY_SUBMODULE,
    BG_ENTRY_UNREADABLE, /* a folder on the way cannot be read: reading or listing the path says why */
};

/* The id of a file's or folder's content; equal ids mean equal content. All zero in a plain folder. */
struct bg_oid {
    unsigned char bytes[20];
};

struct bg_entry {
    struct bg_slice name; /* the last part of the path that was asked for, or in the arena of the call */
    enum bg_entry_kind kind;
    bool is_executable;
    struct bg_oid id;
};

bool bg_oid_equal(const struct bg_oid *a, const struct bg_oid *b);
bool bg_oid_is_zero(const struct bg_oid *id);
/* Its bytes, as the key of a table: they live as long as the id. */
struct bg_slice bg_oid_bytes(const struct bg_oid *id);
/* 40 hexadecimal digits in the arena. */
struct bg_slice bg_oid_hex(struct bg_arena *arena, const struct bg_oid *id);

/* A plain folder on disk (or the folder of no git repository). Freed with bg_tree_free. */
bool bg_tree_open_folder(struct bg_tree **out, const char *dir, struct bg_error *err) BG_MUST_CHECK;

/* Accepts NULL. Trees of a repository are freed with it; a long run over its history frees them as it goes. */
void bg_tree_free(struct bg_tree *tree);

/* What stands at `path`; kind NONE if nothing does. Symbolic links are followed inside the tree (at most
 * BG_LIMIT_LINKS); a path through one that leads out of it, in circles or to nothing is a BG_ENTRY_LINK. */
struct bg_entry bg_tree_stat(struct bg_tree *tree, struct bg_slice path);

/* Where `path` leads, without links, in the tree's arena: also of what is not there, where it would stand. */
struct bg_slice bg_tree_real_path(struct bg_tree *tree, struct bg_slice path);

/* Reads nothing, but the record of reads (reads.h) gets the file at `path` as one that was read. The id of its bytes;
 * zero if there is none. */
struct bg_oid bg_tree_note(struct bg_tree *tree, struct bg_slice path);

enum bg_read_status {
    BG_FILE_READ,
    BG_FILE_ABSENT,     /* nothing there, a folder, or a submodule */
    BG_FILE_UNREADABLE, /* too large, a link out of the repository, a missing object: *err says it, with the file */
};

/* The bytes of a file, in the arena, followed by a NUL that does not count. Follows links as bg_tree_stat does. *id
 * (may be NULL) becomes the blob id. */
enum bg_read_status bg_tree_read(struct bg_tree *tree, struct bg_slice path, struct bg_arena *arena,
                                 struct bg_slice *out, struct bg_oid *id, struct bg_error *err) BG_MUST_CHECK;

/* The same for a file whose absence and unreadability are alike to the caller: {NULL, 0} then, and for a {NULL, 0}
 * path.
 */
struct bg_slice bg_tree_text(struct bg_tree *tree, struct bg_slice path, struct bg_arena *arena);

/* Entries of a folder in order of their names' bytes; none if it is no folder. Links are followed as bg_tree_stat does:
 * one to a file is listed as a file. False if the folder cannot be read, also for a link that leads nowhere. */
bool bg_tree_list(struct bg_tree *tree, struct bg_slice path, struct bg_arena *arena, struct bg_entry **out,
                  size_t *count, struct bg_error *err) BG_MUST_CHECK;

#endif
