/*
 * Names that a connector's code and its catalogs give to streams. A file is no stream: one that is known from a schema
 * file only is there if something names it, and gone if nothing does any more. Code is not run and hardly understood
 * for that; which of its words may name a stream is told by where they stand.
 */
#ifndef BG_SOURCE_CODE_MENTIONS_H
#define BG_SOURCE_CODE_MENTIONS_H

#include "base/vector.h"
#include "source/declaration.h"

struct bg_mention_list {
    struct bg_mention *items;
    size_t count;
    size_t room; /* private */
};

/*
 * Adds what a module in Python may name: classes that are used, as the snake case of their names, and texts that stand
 * where a name would: assigned to something that is called a name, given to a call that makes something, in a list.
 * Headers of classes, imports, comments, subscripts and what is asked of the network or read from a file name nothing.
 */
void bg_mentions_add_python(struct bg_arena *arena, struct bg_source *source, struct bg_mention_list *out);

/* Adds the names of the streams of a catalog: {"streams": [...]}, wrapped or not, or a list of streams. */
void bg_mentions_add_catalog(const struct bg_node *catalog, struct bg_arena *arena, struct bg_mention_list *out);

/* "HTTPLogs" to "http_logs": how the runtime calls a stream of which the class says no name. */
struct bg_slice bg_python_snake(struct bg_arena *arena, struct bg_slice name);

#endif
