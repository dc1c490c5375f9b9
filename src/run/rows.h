/* The file of a batch: connectors to bump, each with the pull request and the words of its changelog. */
#ifndef BG_RUN_ROWS_H
#define BG_RUN_ROWS_H

#include "base/arena.h"
#include "base/error.h"
#include "bumpgate.h"

/*
 * Reads lines of up to three columns, with tabs between: name, number of the pull request, what changed; the last two
 * may be empty or left out. Empty lines and those that begin with # are passed over. Sets the connectors and their
 * lines in `what`, and the rows in `out`. Texts live in the arena; a mistake is one of usage, with its line.
 */
bool bg_rows_read(struct bg_arena *arena, const char *path, struct bg_options *what, struct bg_bump_options *out,
                  struct bg_error *err) BG_MUST_CHECK;

/* The row of a connector; NULL: it has none. */
const struct bg_bump_row *bg_rows_find(const struct bg_bump_options *options, struct bg_slice name);

#endif
