/*
 * How many connectors a layout knows in a repository, so that none is never taken for none that changed: a layout with
 * a mistyped word fits and finds nothing.
 */
#ifndef BG_LAYOUT_CENSUS_H
#define BG_LAYOUT_CENSUS_H

#include "layout/layout.h"

struct bg_census {
    size_t known;            /* connectors */
    size_t lacking;          /* folders beside them that look like connectors and have no marker */
    struct bg_slice example; /* one of these */
};

/* Counts in `head`, and in `base` where there is none. False if a folder cannot be listed. */
bool bg_census_take(struct bg_tree *base, struct bg_tree *head, const struct bg_layout *layout, struct bg_arena *arena,
                    struct bg_census *out, struct bg_error *err) BG_MUST_CHECK;

/* Whether there is something to judge: false, with the layout and what it looked for, where it knows no connector, or
 * fewer than it would have to pass over. `file` is where a layout would be described. */
bool bg_census_suffices(const struct bg_census *census, const struct bg_layout *layout, const char *file,
                        struct bg_error *err) BG_MUST_CHECK;

/* Whether each of these folders looks like a connector and is none, for want of a marker. False if a folder cannot be
 * listed. */
bool bg_census_doubts(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                      const struct bg_slice *roots, size_t count, bool *out, struct bg_error *err) BG_MUST_CHECK;

/* "a, b or c", in `arena`. */
struct bg_slice bg_census_words(struct bg_arena *arena, const struct bg_slices *texts);

#endif
