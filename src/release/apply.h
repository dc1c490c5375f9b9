/*
 * Writes changed files: all of them or none. Each is written beside its place, flushed and renamed over it, so that
 * whatever happens every file is whole, as it was or as it shall be.
 */
#ifndef BG_RELEASE_APPLY_H
#define BG_RELEASE_APPLY_H

#include "base/arena.h"
#include "base/error.h"

struct bg_file_change {
    struct bg_slice path;   /* below the root, with slashes; no link may lead out of the root */
    struct bg_slice before; /* the bytes that must stand there still; {NULL, 0}: there must be no such file */
    struct bg_slice after;
};

/*
 * What stands in the place of a change now, in the arena; {NULL, 0} for a new file. Fails as bg_apply would, but for
 * the bytes: for a link, a folder, a file or folder that cannot be written, one that leads out of the root, or
 * something in the place of a new file.
 */
bool bg_apply_read(struct bg_arena *arena, struct bg_slice root, const struct bg_file_change *change,
                   struct bg_slice *text, struct bg_error *err) BG_MUST_CHECK;

/*
 * `root` is a folder. Fails before the first file is touched if one is not a regular file, has other bytes than
 * `before`, or cannot be written; the mode of each file is kept. If a rename fails in the middle, the files before it
 * are put back; the message names the one that failed, and any that could not be put back. What a run that was killed
 * has left in the same folders is removed, unless somebody else is writing.
 */
bool bg_apply(struct bg_arena *arena, struct bg_slice root, const struct bg_file_change *changes, size_t count,
              struct bg_error *err) BG_MUST_CHECK;

/* Removes what killed runs have left beside `path`, likewise. */
void bg_apply_tidy(struct bg_arena *arena, struct bg_slice root, struct bg_slice path);

#endif
