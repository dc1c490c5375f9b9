/* Partial sight: see sight.h. */
#include "source/sight.h"

enum bg_sight bg_sight_of_streams(const struct bg_declaration *declaration) {
    bool is_some = declaration->stream_count > 0 || declaration->dynamic_count > 0;
    return declaration->streams_status != BG_READ_OPAQUE ? BG_SIGHT_ALL : is_some ? BG_SIGHT_SOME : BG_SIGHT_UNKNOWN;
}

enum bg_sight bg_sight_of_fields(const struct bg_stream *stream) {
    static const enum bg_sight sights[] = {
        [BG_SCHEMA_STATIC] = BG_SIGHT_ALL,    [BG_SCHEMA_EMPTY] = BG_SIGHT_ALL,
        [BG_SCHEMA_PARTIAL] = BG_SIGHT_SOME,  [BG_SCHEMA_OPAQUE] = BG_SIGHT_UNKNOWN,
        [BG_SCHEMA_ERROR] = BG_SIGHT_UNKNOWN,
    };
    return sights[stream->schema_status];
}

enum bg_sight bg_sight_of_attributes(const struct bg_stream *stream) {
    return stream->is_assumed ? BG_SIGHT_UNKNOWN : BG_SIGHT_ALL;
}

enum bg_presence bg_sight_answer(enum bg_sight sight, const void *found) {
    return found != NULL ? BG_THERE : sight == BG_SIGHT_ALL ? BG_NOT_THERE : BG_NOT_SEEN;
}
