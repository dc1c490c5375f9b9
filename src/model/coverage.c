/* Coverage: see coverage.h. */
#include "model/coverage.h"

static const struct bg_slice *copy_notes(struct bg_arena *arena, const struct bg_slice *notes, size_t count) {
    struct bg_slice *copies = bg_arena_array(arena, count, sizeof copies[0]);
    for (size_t i = 0; i < count; i++) {
        copies[i] = bg_arena_copy(arena, notes[i]);
    }
    return copies;
}

struct bg_coverage bg_coverage_of(struct bg_arena *arena, const struct bg_connector *connector) {
    struct bg_coverage coverage = {.spec = bg_spec_readability(&connector->declared.spec)};
    for (size_t i = 0; i < connector->declared.stream_count; i++) {
        const struct bg_stream *stream = &connector->declared.streams[i];
        bool is_seen = stream->fields.extent == BG_EXTENT_ALL;
        coverage.streams_static += is_seen;
        coverage.streams_assumed += is_seen && stream->existence.extent == BG_EXTENT_ASSUMED;
        coverage.streams_opaque += !is_seen;
        coverage.streams_from[stream->origin]++;
    }
    coverage.streams_opaque += connector->declared.dynamic_count;
    bool is_whole = bg_sight_answer(&connector->declared.sight, NULL) == BG_NOT_THERE;
    coverage.streams_opaque += connector->declared.is_list_of_code && !is_whole; /* at least one more */
    if (!bg_sight_sees(&connector->declared.sight) && coverage.streams_opaque == 0) {
        coverage.streams_opaque = 1; /* at least one: how many cannot be known */
    }
    coverage.notes = copy_notes(arena, connector->declared.notes, connector->declared.note_count);
    coverage.note_count = connector->declared.note_count;
    return coverage;
}

struct bg_coverage bg_coverage_copy(struct bg_arena *arena, const struct bg_coverage *coverage) {
    struct bg_coverage copy = *coverage;
    copy.notes = copy_notes(arena, coverage->notes, coverage->note_count);
    return copy;
}

void bg_coverage_note(struct bg_arena *arena, struct bg_coverage *coverage, struct bg_slice note) {
    struct bg_slice *notes = bg_arena_array(arena, coverage->note_count + 1, sizeof notes[0]);
    for (size_t i = 0; i < coverage->note_count; i++) {
        notes[i] = coverage->notes[i];
    }
    notes[coverage->note_count++] = note;
    coverage->notes = notes;
}
