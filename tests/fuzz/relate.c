/* Containment: {base: SCHEMA, head: SCHEMA}. No schema refuses what it accepts itself. */
#include "fuzz/fuzz.h"

#include "schema/contain/relate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *document = input_document(&arena, data, size);
    const struct bg_node *base = bg_node_at(document, "base");
    const struct bg_node *head = bg_node_at(document, "head");
    if (base != NULL && head != NULL) {
        struct bg_relate_options plain = {0};
        (void)bg_schema_relate(&arena, base, head, plain);
        (void)bg_schema_relate(&arena, base, head, BG_RELATE_STORED_CONFIG);
        HOLDS(bg_schema_relate(&arena, base, base, plain).answer != BG_ANSWER_NO);
    }
    bg_arena_finish(&arena);
    return 0;
}
