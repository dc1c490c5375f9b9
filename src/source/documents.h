/*
 * Documents of trees, read once for all that they are asked for: what both sides of a change have, byte for byte in the
 * same place, is one tree of nodes. It is told by the ids of the bytes; a plain folder has none, and is read each time.
 */
#ifndef BG_SOURCE_DOCUMENTS_H
#define BG_SOURCE_DOCUMENTS_H

#include "base/problems.h"
#include "base/table.h"
#include "repo/tree.h"
#include "text/read.h"

/* Starts with its arena, in which all that was read stays. */
struct bg_documents {
    struct bg_arena *arena;
    struct bg_table known; /* private */
};

/* bg_read_json, bg_read_yaml or bg_read_document. */
typedef bool (*bg_document_parser)(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                                   const struct bg_node **out, struct bg_error *err);

/*
 * The document at `path`, which the record of reads gets as one that was read. What is odd in it goes to `problems`
 * (may be NULL) each time. UNREADABLE, with the place in *err, also for one that cannot be parsed.
 */
enum bg_read_status bg_documents_read(struct bg_documents *documents, struct bg_tree *tree, struct bg_slice path,
                                      bg_document_parser parse, struct bg_problems *problems,
                                      const struct bg_node **out, struct bg_error *err) BG_MUST_CHECK;

/* Accepts a zeroed one. */
void bg_documents_finish(struct bg_documents *documents);

#endif
