/*
 * Changed paths to connectors: which ones a change touches, through their own files or through their docs page or
 * migration guide.
 */
#ifndef BG_LAYOUT_DISCOVER_H
#define BG_LAYOUT_DISCOVER_H

#include "layout/layout.h"
#include "repo/walk.h"
#include "layout/state.h"

struct bg_touched {
    struct bg_slice name;
    struct bg_slice base_root; /* {NULL, 0} if it was not there; an empty text is the whole repository */
    struct bg_slice head_root; /* {NULL, 0} if it is gone */
    enum bg_state state;
    const struct bg_changed
        *files; /* below its roots, in order of their paths; after them those that it reads elsewhere */
    size_t file_count;
    const struct bg_changed *docs; /* its docs page and guide, where they stand elsewhere */
    size_t doc_count;
};

/* Where it is, or where it was. */
static inline struct bg_slice bg_touched_root(const struct bg_touched *touched) {
    return touched->head_root.at != NULL ? touched->head_root : touched->base_root;
}

/*
 * The connectors that `changed` (in order of paths) touches, in order of their roots, in the arena. One that is removed
 * here and added there, with the same name, the same identity or (without one) most of its files, has moved. False if a
 * tree cannot be read.
 */
bool bg_discover(struct bg_tree *base, struct bg_tree *head, const struct bg_changed *changed, size_t count,
                 const struct bg_layout *layout, struct bg_arena *arena, struct bg_touched **out, size_t *out_count,
                 struct bg_error *err) BG_MUST_CHECK;

/* The connector on either side that `path` belongs to, without any files; false if it is nobody's. */
bool bg_discover_owner(struct bg_tree *base, struct bg_tree *head, const struct bg_layout *layout, struct bg_slice path,
                       struct bg_arena *arena, struct bg_touched *out);

/* Into the order of their roots. */
void bg_touched_sort(struct bg_touched *touched, size_t count);

/* The roots of all connectors in a tree, in order of their bytes, in the arena. False if a folder cannot be listed. */
bool bg_discover_all(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                     const struct bg_slice **out, size_t *count, struct bg_error *err) BG_MUST_CHECK;

/* The folders that the layout's roots name, whether they are connectors or not, in the arena; none for a repository
 * that is one connector. */
bool bg_discover_folders(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                         const struct bg_slice **out, size_t *count, struct bg_error *err) BG_MUST_CHECK;

/* The root of the connector of this name; *out is {NULL, 0} if there is none. */
bool bg_discover_root(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice name,
                      struct bg_arena *arena, struct bg_slice *out, struct bg_error *err) BG_MUST_CHECK;

#endif
