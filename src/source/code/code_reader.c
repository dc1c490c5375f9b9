/* The last readers: what no file declares is made in code, where the layout says so, or is not there. */
#include "source/reader.h"

static bool claims_spec(const struct bg_reading *reading) {
    (void)reading;
    return true;
}

static bool read_spec(struct bg_reading *reading, struct bg_sight *saw) {
    const struct bg_layout_variant *variant = reading->surface->variant;
    bool is_code = variant != NULL && variant->has_code_spec && reading->surface->has_code_left;
    saw->extent = is_code ? BG_EXTENT_NONE : BG_EXTENT_ABSENT;
    saw->why = is_code ? BG_LITERAL("the specification is made in code") : BG_NO_SLICE;
    reading->out->spec.origin = is_code ? BG_LITERAL("code") : BG_LITERAL("absent");
    reading->is_answered[BG_PART_SPEC] = true;
    return true;
}

const struct bg_part_reader bg_reader_code_spec = {BG_PART_SPEC, claims_spec, read_spec};

/* Code beside a manifest is no other place for streams. */
static bool claims_streams(const struct bg_reading *reading) {
    return reading->manifest == NULL;
}

static bool read_streams(struct bg_reading *reading, struct bg_sight *saw) {
    const struct bg_layout_variant *variant = reading->surface->variant;
    bool is_code = variant != NULL && variant->has_code_streams && reading->surface->has_code_left;
    saw->extent = is_code ? BG_EXTENT_NONE : BG_EXTENT_ABSENT;
    saw->why = is_code ? BG_LITERAL("streams are made in code") : BG_NO_SLICE;
    reading->is_answered[BG_PART_STREAMS] = true;
    return true;
}

const struct bg_part_reader bg_reader_code_streams = {BG_PART_STREAMS, claims_streams, read_streams};
