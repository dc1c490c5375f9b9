/*
 * What a connector says about itself outside of spec and streams: its version, breaking changes, docs page and guide.
 * For Airbyte all of it stands in metadata.yaml; the layout says where.
 */
#ifndef BG_LAYOUT_ABOUT_H
#define BG_LAYOUT_ABOUT_H

#include "base/problems.h"
#include "layout/metadata.h"

struct bg_version_site {
    struct bg_slice text; /* as written, {NULL, 0} if absent */
    struct bg_place at;
};

struct bg_breaking_entry {
    struct bg_slice version;
    const struct bg_node *entry;
    struct bg_place at;
};

struct bg_about {
    struct bg_slice name;
    struct bg_slice title; /* what people call it; the name where nothing else is said */
    struct bg_slice root;
    struct bg_slice layout; /* its id: "airbyte-monorepo" */
    struct bg_version_site version;
    const struct bg_layout_site *version_site; /* where it stands, of the places that the layout names */
    struct bg_slice version_by;     /* the file that was looked at first, where the version stands in another one */
    bool is_tagged;                 /* no file has it: it is that of a release tag */
    const struct bg_node *metadata; /* the parsed metadata.yaml, or NULL */
    struct bg_slice metadata_below; /* the key that all of it stands below; {NULL, 0} if there is none */
    struct bg_breaking_entry *breaking;
    size_t breaking_count;
    bool is_archived;
    bool is_unlisted;         /* it says of every registry that it is not in it */
    bool is_opted_out;        /* it asks not to be forced to raise its version */
    struct bg_slice doc_path; /* repository paths of the docs page and the migration guide; may not exist */
    struct bg_slice guide_path;
};

/*
 * Reads all of it, in `arena`; `problems` may be NULL. False after a fatal problem: the file is not there, cannot be
 * read, or is no mapping.
 */
bool bg_about_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root, struct bg_arena *arena,
                   struct bg_problems *problems, struct bg_about *out);

/* The version alone, as written; {NULL, 0} if there is none, or no such tree. */
struct bg_slice bg_about_version(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena);

#endif
