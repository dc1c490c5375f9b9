/*
 * What a connector declares, out of one document instead of a repository: what a person or a bot has at hand. Spec
 * files, catalogs, single schemas, manifests, and the lines that a connector's `spec` and `discover` print.
 */
#ifndef BG_SOURCE_DOCUMENT_H
#define BG_SOURCE_DOCUMENT_H

#include "base/problems.h"
#include "source/declaration.h"
#include "base/error.h"

/* X(constant, name on the command line). */
#define BG_DOCUMENT_KINDS(X)                                                                                           \
    X(SPEC, "spec")           /* a ConnectorSpecification, or the bare schema in it */                                 \
    X(CATALOG, "catalog")     /* AirbyteCatalog, ConfiguredAirbyteCatalog or Singer's */                               \
    X(STREAM, "stream")       /* the schema of one stream */                                                           \
    X(MANIFEST, "manifest")   /* a low-code manifest */                                                                \
    X(MESSAGES, "messages")   /* the JSON lines of the protocol: spec, catalog or both */                              \
    X(CONNECTOR, "connector") /* a folder */

enum bg_document_kind {
    BG_DOCUMENT_UNKNOWN,
#define X(constant, name) BG_DOCUMENT_##constant,
    BG_DOCUMENT_KINDS(X)
#undef X
};

/* "spec"; "document" for UNKNOWN. */
const char *bg_document_kind_name(enum bg_document_kind kind);
/* False if there is no such kind. */
bool bg_document_kind_find(struct bg_slice name, enum bg_document_kind *out);

/* The file's name without folders and the last ending: what a document is called that does not say it. */
struct bg_slice bg_document_name(struct bg_slice path);

/*
 * Reads `source` into *out, all in the arena. *kind is what it must be, or UNKNOWN to find out; it becomes what it is.
 * A bare schema that may as well be a spec's as a stream's is an error that says how to tell. A single stream is named
 * after its file. Problems of single entries go to `problems`.
 */
bool bg_document_load(struct bg_arena *arena, struct bg_source *source, enum bg_document_kind *kind,
                      struct bg_problems *problems, struct bg_declaration *out, struct bg_error *err) BG_MUST_CHECK;

#endif
