/* The inside of the reader of schemas: for reader*.c only. */
#ifndef BG_SCHEMA_ACCEPT_READER_PRIVATE_H
#define BG_SCHEMA_ACCEPT_READER_PRIVATE_H

#include "schema/accept/reader.h"

/* Literals being collected for a conjunction. */
struct bg_parts {
    struct bg_arena *arena;
    bg_literal *items;
    size_t count;
    size_t room;
};

void bg_parts_add(struct bg_parts *parts, bg_literal literal);

/* How a schema inside a schema is read: plainly or as stored configurations. */
typedef bg_literal bg_read_schema(struct bg_reader *reader, const struct bg_node *schema);

/* Reads `schema`, which speaks of a part of the value, with `read`. */
bg_literal bg_reader_child(struct bg_reader *reader, const struct bg_node *schema, bg_read_schema *read);

/* Reads `schema` with `make`, once: what is remembered in `memo`; loops become references. */
bg_literal bg_reader_remember(struct bg_reader *reader, struct bg_memo *memo, const struct bg_node *schema,
                              bg_read_schema *make);

/* The schema that a reference of `schema` names, `$ref` or a dynamic one; NULL and a fault if there is none. */
const struct bg_node *bg_reader_target(struct bg_reader *reader, const struct bg_node *schema, const char *name);

/* "What no keyword of `schema` has looked at satisfies `literal`": for its members or, if `of_items`, its elements. */
void bg_reader_add_unevaluated(struct bg_reader *reader, const struct bg_node *schema, bool of_items,
                               bg_literal literal, struct bg_parts *parts);

/* Adds to `parts` what the keywords of `schema`, a map, stand for, each by itself; `$ref` is not one of them. */
void bg_reader_add_keywords(struct bg_reader *reader, const struct bg_node *schema, struct bg_parts *parts);

/* Is `name` a keyword of the reader's dialect that this stage knows? */
bool bg_reader_knows(const struct bg_reader *reader, const char *name);

/* The keys of a map, ascending. */
const struct bg_slice *bg_reader_keys(struct bg_reader *reader, const struct bg_node *map, size_t *count);

/* Notes the first fault. Returns a form that says so. */
bg_literal bg_reader_fault(struct bg_reader *reader, const struct bg_node *schema, const char *what);

#endif
