/* What of a connector could be seen. */
#ifndef BG_MODEL_COVERAGE_H
#define BG_MODEL_COVERAGE_H

#include "model/connector.h"

struct bg_coverage {
    enum bg_readability spec;
    size_t streams_static;
    size_t streams_assumed; /* those of them that only a file or a copy of a test speaks for */
    size_t streams_opaque;
    const struct bg_slice *notes; /* one sentence each: what cannot be seen, and why */
    size_t note_count;
    size_t streams_from[BG_ORIGIN_COUNT]; /* of those that are listed: where each is known from */
};

/* Of a connector that was read; the notes are copied into the arena. */
struct bg_coverage bg_coverage_of(struct bg_arena *arena, const struct bg_connector *connector);
struct bg_coverage bg_coverage_copy(struct bg_arena *arena, const struct bg_coverage *coverage);

/* One more sentence, which is in the arena. */
void bg_coverage_note(struct bg_arena *arena, struct bg_coverage *coverage, struct bg_slice note);

#endif
