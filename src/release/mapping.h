/*
 * Adds an entry to a mapping of a YAML file, as whole lines where the file would have it: in the order of its keys, of
 * versions the highest first where they go down; without an order a version in front, another key at the end. Nothing
 * else in the file changes, and the result is read again before it is given.
 */
#ifndef BG_RELEASE_MAPPING_H
#define BG_RELEASE_MAPPING_H

#include "release/edit.h"
#include "text/node.h"

struct bg_mapping_entry {
    struct bg_slice at;  /* dotted keys of the mapping, from the root; those that are missing are made, and one that is
                            there may have dots itself, as a version has */
    struct bg_slice key; /* of the entry; nothing is added if it is there */
    struct bg_slice lines; /* all of the entry, as it would stand in the first column, each line with its "\n" */
};

/* Refusals: `parse-error`, `unsupported-style` where the mapping is not written as a block of lines. */
bool bg_mapping_add(struct bg_arena *arena, struct bg_source *source, const struct bg_mapping_entry *entry,
                    struct bg_edit *out, struct bg_refusal *refusal) BG_MUST_CHECK;

/* The mapping at dotted keys from the root of the file; NULL if there is none, or the file cannot be read. */
const struct bg_node *bg_mapping_find(struct bg_arena *arena, struct bg_source *source, struct bg_slice at);

/* Takes the entry of `key` out, and those of the mappings on the way to it that hold nothing else: *lines become what
 * bg_mapping_add takes to add it again. Refusals as there, and `not-found`. */
bool bg_mapping_take(struct bg_arena *arena, struct bg_source *source, struct bg_slice at, struct bg_slice key,
                     struct bg_slice *lines, struct bg_edit *out, struct bg_refusal *refusal) BG_MUST_CHECK;

/* "\r\n" if the first line of the text ends so, else "\n". */
struct bg_slice bg_mapping_line_end(struct bg_slice text);

#endif
