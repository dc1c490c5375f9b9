/* Which types of components are known. What another one does is not seen, and must not be read as if it were. */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_KNOWN_H
#define BG_SOURCE_MANIFEST_MANIFEST_KNOWN_H

#include "source/manifest/manifest.h"

/* Whether the component that stands at `slot` ("retriever", "streams[]", "$") has a type of its own that is not among
 * those that may stand there; one without a type has the type that the runtime gives it. */
bool bg_manifest_is_unknown(const struct bg_node *component, const char *slot);

/* The keys of a retriever that hold requesters, one for each index; NULL behind the last. */
const char *bg_manifest_requester_slot(size_t index);

/* Adds the types of the stream's parts - retriever, requesters, authenticators, extractors, paginators, cursor, routers,
 * and the streams that those take as parents, with their parts - that are not known, each once. */
void bg_manifest_add_unknowns(struct bg_arena *arena, const struct bg_node *stream, struct bg_manifest_unknowns *out);

/* "what `X` does, whose type is not known here", or {NULL, 0} if all are known. In `arena`. */
struct bg_slice bg_manifest_unknown_words(struct bg_arena *arena, const struct bg_manifest_unknowns *unknowns);

#endif
