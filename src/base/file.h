/* Files on disk that a person named: whole, within the limit. Files of the repository come through repo/tree.h. */
#ifndef BG_BASE_FILE_H
#define BG_BASE_FILE_H

#include "base/arena.h"
#include "base/error.h"

/* The bytes, in the arena; "-" is standard input. Fails with the system's reason, or above BG_LIMIT_FILE bytes. */
bool bg_file_read(struct bg_arena *arena, const char *path, struct bg_slice *out, struct bg_error *err) BG_MUST_CHECK;

/* Writes the whole file anew. Fails with the system's reason; what stood there may be gone then. */
bool bg_file_write(const char *path, struct bg_slice text, struct bg_error *err) BG_MUST_CHECK;

#endif
