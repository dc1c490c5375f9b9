/*
 * Mappings with a closed set of keys: rule files, layouts, the configuration. Nothing unknown is ignored; a mistake is
 * an error with its place and the nearest known word.
 */
#ifndef BG_TEXT_KEYS_H
#define BG_TEXT_KEYS_H

#include "base/error.h"
#include "text/node.h"

struct bg_key {
    const char *name;
    bool is_required;
    const struct bg_node **out; /* becomes the value, NULL if the key is absent */
};

/* `what` names the mapping in messages: "the rule". All *out are set, also on failure. A null value is an absent key.
 */
bool bg_keys_read(const struct bg_node *map, const char *what, const struct bg_key *keys, size_t count,
                  struct bg_error *err) BG_MUST_CHECK;

/* A non-empty string without control characters, at most `max` bytes. `node` NULL is {NULL, 0} and true. */
bool bg_keys_line(const struct bg_node *node, const char *name, size_t max, struct bg_slice *out,
                  struct bg_error *err) BG_MUST_CHECK;

/* A list of such lines, or one line in place of a list. Lives in `arena`. */
bool bg_keys_lines(struct bg_arena *arena, const struct bg_node *node, const char *name, size_t max,
                   const struct bg_slice **out, size_t *count, struct bg_error *err) BG_MUST_CHECK;

/* One of `words`; *out is its index. */
bool bg_keys_word(const struct bg_node *node, const char *name, const char *const *words, size_t count, size_t *out,
                  struct bg_error *err) BG_MUST_CHECK;

#endif
