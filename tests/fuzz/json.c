/* JSON texts: what is read is written as a text that reads as the same value. */
#include "fuzz/fuzz.h"

#include "text/write_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_error err;
    const struct bg_node *document;
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("input.json"), input_of(data, size));
    if (bg_read_json(&arena, source, &problems, &document, &err)) {
        struct bg_buffer text = {0};
        const struct bg_node *again;
        bg_json_write_node(&text, document, BG_JSON_PRETTY, true);
        source = bg_source_new(&arena, BG_LITERAL("again.json"), bg_buffer_slice(&text));
        HOLDS(bg_read_json(&arena, source, NULL, &again, &err));
        HOLDS(bg_node_equal(document, again));
        bg_buffer_finish(&text);
    } else {
        HOLDS(err.message[0] != '\0');
    }
    bg_arena_finish(&arena);
    return 0;
}
