/* Catalogs of both protocols: written as a snapshot, and read from it, they differ in nothing. */
#include "airbyte/protocol.h"
#include "diff/stream/streams.h"
#include "fuzz/shown.h"
#include "model/snapshot.h"
#include "source/catalog.h"
#include "source/singer.h"
#include "text/write_json.h"

/* Read again from the bytes that are shown. */
static const struct bg_node *written(struct bg_arena *arena, const struct bg_node *node) {
    struct bg_buffer text = {0};
    struct bg_error err;
    const struct bg_node *again = NULL;
    bg_json_write_node(&text, node, BG_JSON_COMPACT, true);
    hold_json(bg_buffer_slice(&text));
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    HOLDS(bg_read_json(arena, bg_source_new(arena, BG_LITERAL("again.json"), copy), NULL, &again, &err));
    return again;
}

/* What stays of it in a snapshot. Keys of a catalog that the model has no place for are the only thing to go. */
static struct bg_connector through_snapshot(struct bg_arena *arena, const struct bg_connector *connector,
                                            size_t *differences) {
    struct bg_problems problems = {.arena = arena};
    struct bg_changes changes = {.arena = arena};
    struct bg_connector again = {0};
    struct bg_error err;
    const struct bg_node *snapshot = written(arena, bg_connector_snapshot(arena, connector));
    HOLDS(bg_catalog_read(arena, snapshot, &problems, &again.declared, &err));
    again.declared.sight = connector->declared.sight;
    bg_diff_streams(&bg_protocol_airbyte, &connector->declared, &again.declared, &changes);
    *differences = changes.count;
    for (size_t i = 0; i < changes.count; i++) {
        HOLDS(changes.items[i].kind == BG_CHANGE_STREAM_ANNOTATION);
    }
    return again;
}

static void hold_snapshot(struct bg_arena *arena, const struct bg_connector *connector) {
    size_t differences;
    struct bg_connector again = through_snapshot(arena, connector, &differences);
    (void)through_snapshot(arena, &again, &differences);
    HOLDS(differences == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_connector connector = {0};
    struct bg_stream stream;
    struct bg_error err = {0};
    const struct bg_node *document = input_document(&arena, data, size);
    if (document != NULL && document->weight < 10000) {
        bool is_read = bg_catalog_read(&arena, document, &problems, &connector.declared, &err);
        connector.declared.sight = bg_sight_all();
        HOLDS(is_read || err.message[0] != '\0');
        if (is_read && !bg_problems_are_fatal(&problems)) {
            hold_snapshot(&arena, &connector);
        }
        if (bg_singer_stream(&arena, document, &stream)) {
            HOLDS(stream.name.len > 0);
            connector.declared =
                (struct bg_declaration){.streams = &stream, .stream_count = 1, .sight = bg_sight_all()};
            hold_snapshot(&arena, &connector);
        }
    }
    bg_arena_finish(&arena);
    return 0;
}
