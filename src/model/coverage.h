/* What of a connector could be seen. */
#ifndef BG_MODEL_COVERAGE_H
#define BG_MODEL_COVERAGE_H

#include "source/readability.h"

struct bg_coverage {
    enum bg_readability spec;
    size_t streams_static;
    size_t streams_opaque;
    const struct bg_slice *notes; /* one sentence each: what cannot be seen, and why */
    size_t note_count;
};

#endif
