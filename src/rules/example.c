/* Examples: see example.h. */
#include "rules/example.h"

#include "text/keys.h"
#include "text/read.h"

enum { LINE_MAX = 200 };

static const char *const kind_names[] = {
#define X(constant, name) name,
    BG_EXAMPLE_KINDS(X)
#undef X
};

static bool read_one(struct bg_arena *arena, const struct bg_node *node, struct bg_example *out, struct bg_error *err) {
    const struct bg_node *name;
    const struct bg_node *kind;
    const struct bg_node *expect;
    const struct bg_key keys[] = {
        {"name", true, &name},      {"kind", true, &kind},     {"base", true, &out->base},
        {"head", true, &out->head}, {"expect", true, &expect}, {"witness", false, &out->witness},
    };
    size_t index;
    if (!bg_keys_read(node, "the example", keys, sizeof keys / sizeof keys[0], err) ||
        !bg_keys_line(name, "name", LINE_MAX, &out->name, err) ||
        !bg_keys_word(kind, "kind", kind_names, sizeof kind_names / sizeof kind_names[0], &index, err)) {
        return false;
    }
    out->kind = (enum bg_example_kind)index;
    if (expect->kind != BG_NODE_LIST) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(expect), "`expect` is not a list");
    }
    return bg_keys_lines(arena, expect, "expect", LINE_MAX, &out->expect, &out->expect_count, err);
}

bool bg_examples_read(struct bg_arena *arena, const struct bg_node *list, const struct bg_example **out, size_t *count,
                      struct bg_error *err) {
    *out = NULL;
    *count = 0;
    if (!bg_node_is(list, BG_NODE_LIST)) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(list), "`examples` is not a list");
    }
    struct bg_example *examples = bg_arena_array(arena, list->count, sizeof examples[0]);
    for (size_t i = 0; i < list->count; i++) {
        if (!read_one(arena, list->as.items[i], &examples[i], err)) {
            return false;
        }
    }
    *out = examples;
    *count = list->count;
    return true;
}

bool bg_examples_parse(struct bg_arena *arena, struct bg_slice text, const struct bg_example **out, size_t *count,
                       struct bg_error *err) {
    *out = NULL;
    *count = 0;
    if (text.len == 0) {
        return true;
    }
    const struct bg_node *root;
    return bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("examples"), text), NULL, &root, err) &&
           bg_examples_read(arena, bg_node_at(root, "examples"), out, count, err);
}
