/*
 * The section of a pull request's own in a changelog that has one for each release, to be renumbered and moved as a
 * row of a table is.
 */
#ifndef BG_RELEASE_CHANGELOG_OWN_SECTION_H
#define BG_RELEASE_CHANGELOG_OWN_SECTION_H

#include "base/arena.h"

struct bg_own_section {
    size_t at; /* its bytes in the text, up to the next section */
    size_t end;
    size_t heading_end; /* of its first line */
    struct bg_slice version;
};

/* The one section of a release that is in `mine` and not in `base`. False without one, with several, or where it cannot
 * be moved alone: its heading says more than a release's does, its link is defined elsewhere, or it has taken in what
 * waited for a release. */
bool bg_own_section_find(struct bg_arena *arena, struct bg_slice base, struct bg_slice mine,
                         struct bg_own_section *out) BG_MUST_CHECK;

/* Its heading for another version, whose link compares with `previous`; {NULL, 0} if the link cannot be renewed. */
struct bg_slice bg_own_section_heading(struct bg_arena *arena, struct bg_slice mine,
                                       const struct bg_own_section *section, struct bg_slice previous,
                                       struct bg_slice version);

/* Where the first section of a release begins in `text`; text.len without one. *version becomes its version,
 * {NULL, 0} without one. */
size_t bg_first_section(struct bg_arena *arena, struct bg_slice text, struct bg_slice *version);

#endif
