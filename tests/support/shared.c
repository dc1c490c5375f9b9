/* Shared cases: see shared.h. */
#include "support/shared.h"

#include "base/buffer.h"
#include "text/read.h"

#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct bg_slice shared_file(struct bg_arena *arena, const char *name) {
    const char *folder = getenv("BUMPGATE_SHARED");
    struct bg_arena own =
        BG_ARENA_EMPTY; /* what skips leaves nothing in the arena of the caller, who does not free it */
    FILE *file = folder == NULL ? NULL : fopen(bg_arena_printf(&own, "%s/%s", folder, name).at, "rb");
    bg_arena_finish(&own);
    if (file == NULL) {
        printf("SKIPPED: BUMPGATE_SHARED has no %s\n", name);
        return BG_NO_SLICE;
    }
    struct bg_buffer buffer = {0};
    char block[4096];
    size_t count;
    while ((count = fread(block, 1, sizeof block, file)) > 0) {
        bg_buffer_add(&buffer, (struct bg_slice){block, count});
    }
    (void)fclose(file);
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return text;
}

const struct bg_node *shared_json(struct bg_arena *arena, const char *name) {
    struct bg_slice text = shared_file(arena, name);
    if (text.at == NULL) {
        return NULL;
    }
    const struct bg_node *root = NULL;
    struct bg_error err = {0};
    if (!bg_read_json(arena, bg_source_new(arena, bg_slice_of(name), text), NULL, &root, &err)) {
        fail_msg("%s:%u: %s", name, err.line, err.message);
    }
    return root;
}

struct bg_slice shared_text(const struct bg_node *row, const char *key) {
    return bg_node_text(bg_node_at(row, key));
}
