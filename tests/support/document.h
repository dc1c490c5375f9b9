/* Documents in tests: YAML text to tree, tree to sorted JSON text. A text that is no YAML fails the test. */
#ifndef TESTS_SUPPORT_DOCUMENT_H
#define TESTS_SUPPORT_DOCUMENT_H

#include "base/error.h"
#include "text/node.h"

/* The tree of a text, read as the file "file"; in the arena. */
const struct bg_node *document_of(struct bg_arena *arena, const char *text);

/* One line, members in order of their keys; "null" for NULL. In the arena. */
const char *document_text(struct bg_arena *arena, const struct bg_node *node);

/* "LINE:COLUMN: MESSAGE" in the arena. */
const char *document_error(struct bg_arena *arena, const struct bg_error *err);

/* Compares texts; prints the name of the row first if they differ. */
void document_expect(const char *name, const char *got, const char *expected);

/* Compares what a schema becomes with the text `expected`; with NULL it has to be the same node. */
typedef const struct bg_node *(*document_rewrite)(struct bg_arena *arena, const struct bg_node *schema);
void document_expect_rewrite(const char *name, document_rewrite rewrite, const char *schema, const char *expected);

#endif
