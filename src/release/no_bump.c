/* No bump: see no_bump.h. */
#include "release/no_bump.h"

#include "base/buffer.h"
#include "layout/metadata.h"

enum { LISTED = 4 }; /* keys that are named; the rest is counted */

/* Keys of the metadata, as their readers know them; nothing for other findings. */
static struct bg_slice key_of(struct bg_slice below, const struct bg_finding *finding) {
    if (finding->kind != BG_CHANGE_METADATA_KEY || finding->subject.len == 0) {
        return BG_NO_SLICE;
    }
    return bg_metadata_shown(below, finding->subject);
}

struct bg_slice bg_no_bump_reason(struct bg_arena *arena, struct bg_slice below, const struct bg_finding *findings,
                                  size_t count) {
    struct bg_slice keys[LISTED];
    size_t key_count = 0;
    bool has_others = false;
    for (size_t f = 0; f < count; f++) {
        struct bg_slice key = key_of(below, &findings[f]);
        if (findings[f].waived.at != NULL) {
            return BG_LITERAL("no bump needed: what would demand one is waived");
        }
        has_others |= key.at == NULL;
        if (key.at != NULL && key_count++ < LISTED) {
            keys[key_count - 1] = key;
        }
    }
    if (key_count == 0) {
        return BG_LITERAL("nothing that ships changed");
    }
    struct bg_buffer text = {0};
    size_t listed = key_count < LISTED ? key_count : LISTED;
    size_t parts = listed + (key_count > listed) + has_others;
    bg_buffer_add_text(&text, "no bump needed: only ");
    for (size_t part = 0; part < parts; part++) {
        bg_buffer_add_text(&text, part == 0 ? "" : part + 1 == parts ? " and " : ", ");
        if (part < listed) {
            bg_buffer_printf(&text, "`%.*s`", BG_ARGS(keys[part]));
        } else if (part == listed && key_count > listed) {
            bg_buffer_printf(&text, "%zu more keys", key_count - listed);
        } else {
            bg_buffer_add_text(&text, "what never ships");
        }
    }
    bg_buffer_add_text(&text, " changed");
    struct bg_slice reason = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return reason;
}
