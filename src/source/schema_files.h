/*
 * JSON schema files of a connector, with their references resolved as the Python runtime does: an object with a text
 * `$ref` is replaced by its target as a whole; "x.json" is a file of the shared folder (of the same folder, if the file
 * at hand is a shared one and has such a neighbour), and "#/definitions/x" stays in the file at hand.
 */
#ifndef BG_SOURCE_SCHEMA_FILES_H
#define BG_SOURCE_SCHEMA_FILES_H

#include "base/memo.h"
#include "base/problems.h"
#include "base/table.h"
#include "text/node.h"
#include "repo/tree.h"

/* Files are read and resolved once. Ended with bg_schema_files_finish; what it handed out stays in `arena`. */
struct bg_schema_files {
    struct bg_tree *tree; /* NULL: there are no files */
    struct bg_arena *arena;
    struct bg_problems *problems; /* duplicate keys and the like */
    /* private */
    struct bg_table documents; /* path -> node */
    struct bg_memo resolved;
    unsigned frames;
};

void bg_schema_files_finish(struct bg_schema_files *files);

/*
 * The schema in the file at `path`; references to other files lead into the folder `shared`. UNREADABLE, with the place
 * in *err, also for a reference to nowhere, a circle, or a target that is no object.
 */
enum bg_read_status bg_schema_files_read(struct bg_schema_files *files, struct bg_slice path, struct bg_slice shared,
                                         const struct bg_node **out, struct bg_error *err) BG_MUST_CHECK;

#endif
