/* Artefacts: see artefact.h. */
#include "release/artefact.h"

#include "base/vector.h"

void bg_artefact_places_add(struct bg_artefact_places *places, struct bg_artefact_place place) {
    BG_VECTOR_ADD(places->arena, places, place);
}
