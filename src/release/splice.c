/* Splices: see splice.h. */
#include "release/splice.h"

#include "base/buffer.h"

static bool are_in_order(struct bg_slice text, const struct bg_splice *splices, size_t count) {
    size_t at = 0;
    for (size_t s = 0; s < count; s++) {
        if (splices[s].at < at || splices[s].end < splices[s].at || splices[s].end > text.len) {
            return false;
        }
        at = splices[s].end;
    }
    return true;
}

bool bg_splice_apply(struct bg_arena *arena, struct bg_slice text, const struct bg_splice *splices, size_t count,
                     struct bg_slice *out) {
    struct bg_buffer buffer = {0};
    size_t at = 0;
    if (!are_in_order(text, splices, count)) {
        return false;
    }
    for (size_t s = 0; s < count; s++) {
        bg_buffer_add(&buffer, bg_slice_range(text, at, splices[s].at));
        bg_buffer_add(&buffer, splices[s].text);
        at = splices[s].end;
    }
    bg_buffer_add(&buffer, bg_slice_from(text, at));
    *out = bg_arena_copy(arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return true;
}

void bg_splice_sort(struct bg_splice *splices, size_t count) {
    for (size_t s = 1; s < count; s++) {
        struct bg_splice splice = splices[s];
        size_t to = s;
        for (; to > 0 && splices[to - 1].at > splice.at; to--) {
            splices[to] = splices[to - 1];
        }
        splices[to] = splice;
    }
}
