/*
 * Schema files of a connector, JSON and YAML, with their references resolved as the runtimes do: an object with a text
 * `$ref` is replaced by its target as a whole; "x.json" is a file of the shared folder (of the same folder, if the file
 * at hand is a shared one and has such a neighbour), and "#/definitions/x" stays in the file at hand. Anchors and
 * documents that are bundled in one are found as in specifications. A reference out of the connector is followed where
 * a change of its target would be noticed (run/readers.h): not from a file whose name is none of a document, nor to YAML
 * of another connector, which changes with every release.
 */
#ifndef BG_SOURCE_SCHEMA_FILES_H
#define BG_SOURCE_SCHEMA_FILES_H

#include "base/memo.h"
#include "base/problems.h"
#include "layout/layout.h"
#include "source/documents.h"

/* Files are read and resolved once. Ended with bg_schema_files_finish; what it handed out stays in `arena`. */
struct bg_schema_files {
    struct bg_tree *tree; /* NULL: there are no files */
    struct bg_arena *arena;
    struct bg_documents *documents; /* of the same arena; of files only */
    struct bg_problems *problems;   /* duplicate keys and the like */
    bool keeps_beside;              /* what stands beside a reference counts, where its target does not say it */
    struct bg_slice root;           /* of the connector */
    const struct bg_layout *layout; /* which folders are those of others; NULL: none */
    /* private */
    struct bg_table known; /* path -> document */
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

/* `schema`, of a file, with its references to other files resolved, as far as those are there; they start from its own
 * folder. References within the file stay. False, with the place in *err, as above. */
bool bg_schema_files_complete(struct bg_schema_files *files, const struct bg_node *schema, const struct bg_node **out,
                              struct bg_error *err) BG_MUST_CHECK;

#endif
