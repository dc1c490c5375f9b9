/* Values: see value.h. Recursion is bounded by the depth of the document (BG_LIMIT_DEPTH). */
#include "schema/accept/value.h"

#include "text/write_json.h"
#include "schema/language/exact.h"

#include <stdlib.h>

enum bg_type bg_value_type(struct bg_arena *arena, const struct bg_node *node) {
    switch (node->kind) {
    case BG_NODE_NULL:
        return BG_TYPE_NULL;
    case BG_NODE_BOOL:
        return BG_TYPE_BOOLEAN;
    case BG_NODE_INT:
        return BG_TYPE_INTEGER;
    case BG_NODE_FLOAT: {
        const struct bg_exact *number = bg_exact_read(arena, node->as.text);
        return number != NULL && bg_exact_is_integer(number) ? BG_TYPE_INTEGER : BG_TYPE_FRACTION;
    }
    case BG_NODE_STRING:
        return BG_TYPE_STRING;
    case BG_NODE_LIST:
        return BG_TYPE_ARRAY;
    case BG_NODE_MAP:
        break;
    }
    return BG_TYPE_OBJECT;
}

static const struct {
    const char *name;
    unsigned types;
} type_names[] = {
    {"array", BG_TYPE_ARRAY},    {"boolean", BG_TYPE_BOOLEAN}, {"integer", BG_TYPE_INTEGER}, {"null", BG_TYPE_NULL},
    {"number", BG_TYPES_NUMBER}, {"object", BG_TYPE_OBJECT},   {"string", BG_TYPE_STRING},
};

unsigned bg_value_types_named(const struct bg_node *name) {
    for (size_t i = 0; i < sizeof type_names / sizeof type_names[0]; i++) {
        if (bg_node_is_text(name, type_names[i].name)) {
            return type_names[i].types;
        }
    }
    return 0;
}

static int by_key(const void *a, const void *b) {
    const struct bg_member *const *left = a;
    const struct bg_member *const *right = b;
    return bg_slice_compare((*left)->key, (*right)->key);
}

static bool write_map(struct bg_arena *arena, struct bg_buffer *out, const struct bg_node *node) {
    const struct bg_member **members = bg_arena_array(arena, node->count, sizeof *members);
    for (size_t i = 0; i < node->count; i++) {
        members[i] = &node->as.members[i];
    }
    qsort(members, node->count, sizeof *members, by_key);
    bg_buffer_add_char(out, '{');
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0) {
            bg_buffer_add_text(out, ", ");
        }
        bg_json_write_string(out, members[i]->key);
        bg_buffer_add_text(out, ": ");
        if (!bg_value_write(arena, out, members[i]->value)) {
            return false;
        }
    }
    bg_buffer_add_char(out, '}');
    return true;
}

static bool write_list(struct bg_arena *arena, struct bg_buffer *out, const struct bg_node *node) {
    bg_buffer_add_char(out, '[');
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0) {
            bg_buffer_add_text(out, ", ");
        }
        if (!bg_value_write(arena, out, node->as.items[i])) {
            return false;
        }
    }
    bg_buffer_add_char(out, ']');
    return true;
}

bool bg_value_write(struct bg_arena *arena, struct bg_buffer *out, const struct bg_node *node) {
    switch (node->kind) {
    case BG_NODE_NULL:
        bg_buffer_add_text(out, "null");
        return true;
    case BG_NODE_BOOL:
        bg_buffer_add_text(out, node->as.boolean ? "true" : "false");
        return true;
    case BG_NODE_INT:
    case BG_NODE_FLOAT: {
        const struct bg_exact *number = bg_exact_read(arena, node->as.text);
        if (number != NULL) {
            bg_buffer_add(out, bg_exact_text(arena, number));
        }
        return number != NULL;
    }
    case BG_NODE_STRING:
        bg_json_write_string(out, node->as.text);
        return true;
    case BG_NODE_LIST:
        return write_list(arena, out, node);
    case BG_NODE_MAP:
        break;
    }
    return write_map(arena, out, node);
}
