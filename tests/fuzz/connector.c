/*
 * A connector's folder, read by every reader that claims a part of it: the input is the id of a layout, then files.
 * What is read once is read again, differs in nothing, and can be written.
 */
#include "airbyte/protocol.h"
#include "diff/pair.h"
#include "fuzz/folder.h"
#include "fuzz/shown.h"
#include "model/load.h"
#include "model/snapshot.h"
#include "text/write_json.h"

static const struct bg_layout *layout_of(struct bg_arena *arena, struct bg_slice id) {
    struct bg_layout *layout = bg_arena_alloc(arena, sizeof *layout);
    struct bg_slice name = bg_slice_is(id, "estuary") ? id : BG_LITERAL("airbyte-monorepo");
    struct bg_slice text =
        bg_arena_printf(arena, "{id: %.*s, inherits: %.*s, detect: anything}", BG_ARGS(name), BG_ARGS(name));
    const struct bg_node *node = input_document(arena, (const uint8_t *)text.at, text.len);
    struct bg_error err;
    HOLDS(node != NULL && bg_layout_read(arena, node, layout, &err));
    return layout;
}

static void write_snapshot(struct bg_arena *arena, const struct bg_connector *connector) {
    struct bg_buffer text = {0};
    bg_json_write_node(&text, bg_connector_snapshot(arena, connector), BG_JSON_PRETTY, true);
    hold_json(bg_buffer_slice(&text));
    bg_buffer_finish(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct part parts[FOLDER_PARTS];
    size_t count = input_parts(input_of(data, size), parts, FOLDER_PARTS);
    const struct bg_layout *layout = layout_of(&arena, bg_slice_trim(parts[0].text));
    struct folder folder;
    for (size_t i = 1; i < count; i++) {
        parts[i].name = bg_arena_printf(&arena, "source-a/%.*s", BG_ARGS(parts[i].name));
    }
    folder = folder_new(parts + 1, count - 1);
    struct bg_pair pair = {.has_base = true, .has_head = true, .is_compared = true};
    struct bg_changes changes = {.arena = &arena};
    struct bg_slice root = BG_LITERAL("source-a");
    bool is_read = bg_connector_load(folder.tree, layout, root, &arena, &problems, NULL, &pair.base);
    HOLDS(is_read == bg_connector_load(folder.tree, layout, root, &arena, NULL, NULL, &pair.head));
    HOLDS(is_read || bg_problems_are_fatal(&problems));
    bg_diff_pair(&(struct bg_pair_diff){.protocol = &bg_protocol_airbyte, .pair = &pair}, &changes);
    HOLDS(changes.count == 0);
    write_snapshot(&arena, &pair.base);
    folder_free(&folder);
    bg_arena_finish(&arena);
    return 0;
}
