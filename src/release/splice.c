/* Splices: see splice.h. */
#include "release/splice.h"

#include "base/buffer.h"

#include <assert.h>

struct bg_slice bg_splice_apply(struct bg_arena *arena, struct bg_slice text, const struct bg_splice *splices,
                                size_t count) {
    struct bg_buffer buffer = {0};
    size_t at = 0;
    for (size_t s = 0; s < count; s++) {
        assert(splices[s].at >= at && splices[s].end >= splices[s].at && splices[s].end <= text.len);
        bg_buffer_add(&buffer, bg_slice_range(text, at, splices[s].at));
        bg_buffer_add(&buffer, splices[s].text);
        at = splices[s].end;
    }
    bg_buffer_add(&buffer, bg_slice_from(text, at));
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return result;
}
