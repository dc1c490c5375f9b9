/* Documents in tests: see document.h. */
#include "support/document.h"

#include "text/read.h"
#include "text/write_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

const struct bg_node *document_of(struct bg_arena *arena, const char *text) {
    const struct bg_node *node = NULL;
    struct bg_error err = {0};
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("file"), bg_slice_of(text));
    if (!bg_read_yaml(arena, source, NULL, &node, &err)) {
        fail_msg("%s in %s", err.message, text);
    }
    return node;
}

const char *document_text(struct bg_arena *arena, const struct bg_node *node) {
    struct bg_buffer text = {0};
    bg_json_write_node(&text, node, BG_JSON_COMPACT, true);
    const char *copy = bg_arena_copy(arena, bg_buffer_slice(&text)).at;
    bg_buffer_finish(&text);
    return copy;
}

const char *document_error(struct bg_arena *arena, const struct bg_error *err) {
    return bg_arena_printf(arena, "%u:%u: %s", err->line, err->column, err->message).at;
}

void document_expect(const char *name, const char *got, const char *expected) {
    if (strcmp(got, expected) != 0) {
        print_error("%s\n", name);
    }
    assert_string_equal(got, expected);
}

void document_expect_rewrite(const char *name, document_rewrite rewrite, const char *schema, const char *expected) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *before = document_of(&arena, schema);
    const struct bg_node *got = rewrite(&arena, before);
    if ((got == before) != (expected == NULL)) {
        fail_msg("%s: it is %s node", name, got == before ? "the same" : "another");
    }
    if (expected != NULL) {
        document_expect(name, document_text(&arena, got), expected);
    }
    bg_arena_finish(&arena);
}
