/* YAML documents: every value stands within its file, and the tree can be written whatever it holds. */
#include "fuzz/fuzz.h"

#include "text/write_json.h"

/* Aliases share nodes, so a small file can be a large tree: more of it than this is not looked at. */
enum { MOST_NODES = 10000 };

static void check_places(const struct bg_node *node) {
    HOLDS(node->at <= node->end && node->end <= node->source->text.len);
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == BG_NODE_MAP) {
            check_places(node->as.members[i].value);
        } else if (node->kind == BG_NODE_LIST) {
            check_places(node->as.items[i]);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_error err;
    const struct bg_node *document;
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("input.yaml"), input_of(data, size));
    if (!bg_read_yaml(&arena, source, &problems, &document, &err)) {
        HOLDS(err.message[0] != '\0');
    } else if (document->weight <= MOST_NODES) {
        struct bg_buffer text = {0};
        check_places(document);
        HOLDS(bg_node_equal(document, document));
        (void)bg_node_place(document);
        bg_json_write_node(&text, document, BG_JSON_COMPACT, false);
        bg_buffer_finish(&text);
    }
    bg_arena_finish(&arena);
    return 0;
}
