/*
 * Writes a version into the text of a file by replacing its bytes alone. The result is read again before it is given:
 * the version must stand in the same place, and the rest is the same by construction.
 */
#ifndef BG_RELEASE_EDIT_H
#define BG_RELEASE_EDIT_H

#include "release/splice.h"
#include "layout/read_site.h"

struct bg_edit {
    const struct bg_splice *splices; /* none if the version stood there already */
    size_t count;
    struct bg_slice result; /* the whole text */
};

/* The edit that these splices are, whose places are checked: false with a refusal where they overlap or leave the text.
 */
bool bg_edit_make(struct bg_arena *arena, const struct bg_source *source, const struct bg_splice *splices, size_t count,
                  struct bg_edit *out, struct bg_refusal *refusal);

/* `queries` are the places of one version in one file: all of them are edited, or none. False with a refusal, as
 * bg_site_find has them, or `bad-version` for a text that no kind of file could hold as it is. */
bool bg_edit_version(struct bg_arena *arena, const struct bg_site_kind *kind, struct bg_source *source,
                     const struct bg_site_query *queries, size_t query_count, struct bg_slice version,
                     struct bg_edit *out, struct bg_refusal *refusal) BG_MUST_CHECK;

/* The same for one place that a layout names; `not-found` also if there is no such kind of file. */
bool bg_edit_site(struct bg_arena *arena, struct bg_source *source, const struct bg_layout_site *site,
                  struct bg_slice version, struct bg_edit *out, struct bg_refusal *refusal) BG_MUST_CHECK;

#endif
