/* Artefacts: see artefact.h. */
#include "release/artefact.h"

void bg_artefact_places_add(struct bg_artefact_places *places, struct bg_artefact_place place) {
    if (places->count == places->room) {
        size_t room = places->room == 0 ? 4 : 2 * places->room;
        struct bg_artefact_place *items = bg_arena_array(places->arena, room, sizeof items[0]);
        if (places->count > 0) {
            memcpy(items, places->items, places->count * sizeof items[0]);
        }
        places->items = items;
        places->room = room;
    }
    places->items[places->count++] = place;
}
