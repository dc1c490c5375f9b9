/* Places that a layout names, in the files of a connector: the one way in which a version or a name is read there. */
#ifndef BG_LAYOUT_READ_SITE_H
#define BG_LAYOUT_READ_SITE_H

#include "layout/layout.h"
#include "site/site.h"

/* The repository path of the file with the site, for the connector of this name at `root`. In the arena. */
struct bg_slice bg_site_file(struct bg_arena *arena, const struct bg_layout *layout, struct bg_slice root,
                             struct bg_slice name, const struct bg_layout_site *site);

/* The site for the connector of this name: what it selects is filled in. It is `site`, or in the arena. */
const struct bg_layout_site *bg_site_of(struct bg_arena *arena, const struct bg_layout *layout, struct bg_slice name,
                                        const struct bg_layout_site *site);

/* Where the site's value stands in a file of its kind, as site/ asks for it; *query points into the arena. NULL if
 * there is no such kind. */
const struct bg_site_kind *bg_site_query_of(struct bg_arena *arena, const struct bg_layout_site *site,
                                            struct bg_site_query *query);

/* The text at the site in `source`, which may be NULL, or {NULL, 0}; *at (may be NULL) becomes its place. */
struct bg_slice bg_read_site(struct bg_arena *arena, struct bg_source *source, const struct bg_layout_site *site,
                             struct bg_place *at);

/* Whether the value that a sign asks for stands in its file, at the place *at (may be NULL). What cannot be read says
 * nothing. */
bool bg_site_is_sign(struct bg_tree *tree, const struct bg_layout_site *sign, struct bg_arena *arena,
                     struct bg_place *at);

/* Whether the versions of a tree are those of its release tags: the layout names no file for them, or a sign in a file
 * says so, whose place *at (may be NULL) becomes. What cannot be read says nothing. */
bool bg_versions_are_tags(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                          struct bg_place *at);

#endif
