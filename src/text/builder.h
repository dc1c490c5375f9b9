/*
 * Builds nodes. Two ways: events in document order, which both readers use and where depth, size and duplicate keys are
 * checked once; and constructors for trees derived from others.
 */
#ifndef BG_TEXT_BUILDER_H
#define BG_TEXT_BUILDER_H

#include "base/error.h"
#include "base/problems.h"
#include "text/node.h"

struct bg_builder;

/* Lives in `arena`. Duplicate keys go to `problems` (may be NULL) as `duplicate-key`; the later value wins, as it does
 * in the runtimes that read these files (PyYAML, Python's json). */
struct bg_builder *bg_builder_new(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems);

/* Each returns false with a place when a limit is passed. Offsets are bytes. */
bool bg_builder_begin(struct bg_builder *builder, enum bg_node_kind kind, size_t at,
                      struct bg_error *err) BG_MUST_CHECK;
bool bg_builder_key(struct bg_builder *builder, struct bg_slice key, size_t at, struct bg_error *err) BG_MUST_CHECK;
/* A finished node as the next value: a scalar, or a shared subtree (an alias). */
bool bg_builder_value(struct bg_builder *builder, const struct bg_node *node, struct bg_error *err) BG_MUST_CHECK;
/* *out becomes the list or map that ended; the caller hands it on as a value. */
bool bg_builder_end(struct bg_builder *builder, size_t end, const struct bg_node **out,
                    struct bg_error *err) BG_MUST_CHECK;

/* The one document, or NULL if nothing was built. */
const struct bg_node *bg_builder_root(const struct bg_builder *builder);

/* Constructors for derived trees. Texts, items and members are not copied. `like` gives source and byte range (NULL:
 * none). Keys of `members` must be unique. */
const struct bg_node *bg_node_new_null(struct bg_arena *arena, const struct bg_node *like);
const struct bg_node *bg_node_new_bool(struct bg_arena *arena, bool value, const struct bg_node *like);
const struct bg_node *bg_node_new_text(struct bg_arena *arena, struct bg_slice text, const struct bg_node *like);
/* `text` is JSON number text; kind INT or FLOAT. */
const struct bg_node *bg_node_new_number(struct bg_arena *arena, enum bg_node_kind kind, struct bg_slice text,
                                         const struct bg_node *like);
const struct bg_node *bg_node_new_list(struct bg_arena *arena, const struct bg_node *const *items, size_t count,
                                       const struct bg_node *like);
const struct bg_node *bg_node_new_map(struct bg_arena *arena, const struct bg_member *members, size_t count,
                                      const struct bg_node *like);

/* A growing list of members, for derived maps: put replaces the value under an equal key in its place. */
struct bg_members {
    struct bg_arena *arena;
    struct bg_member *items;
    size_t count;
    /* private */
    size_t room;
    uint32_t *slots;
    size_t slot_count;
};

void bg_members_put(struct bg_members *members, struct bg_member member);
/* All members of `map`, in their order. */
void bg_members_put_all(struct bg_members *members, const struct bg_node *map);
void bg_members_set(struct bg_members *members, const char *key, const struct bg_node *value);
bool bg_members_remove(struct bg_members *members, struct bg_slice key);
const struct bg_node *bg_members_get(const struct bg_members *members, struct bg_slice key);

#endif
