/* What readers share: see reader.h. */
#include "source/reader.h"

void bg_reading_note(struct bg_reading *reading, struct bg_slice text) {
    struct bg_declaration *out = reading->out;
    struct bg_slice *notes = bg_arena_array(reading->arena, out->note_count + 1, sizeof *notes);
    for (size_t i = 0; i < out->note_count; i++) {
        notes[i] = out->notes[i];
    }
    notes[out->note_count++] = text;
    out->notes = notes;
}

bool bg_reading_overrides(const struct bg_reading *reading, struct bg_slice definition) {
    return bg_slice_find(reading->code, definition) < reading->code.len;
}
