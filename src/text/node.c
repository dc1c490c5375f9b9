/* Nodes: looking at them. Building is in builder.c. */
#include "text/node.h"

#include "text/number.h"

#include <stdarg.h>

const struct bg_member *bg_node_member(const struct bg_node *map, struct bg_slice key) {
    if (map == NULL || map->kind != BG_NODE_MAP) {
        return NULL;
    }
    if (map->by_key == NULL) {
        for (size_t i = 0; i < map->count; i++) {
            if (bg_slice_equal(map->as.members[i].key, key)) {
                return &map->as.members[i];
            }
        }
        return NULL;
    }
    size_t low = 0;
    size_t high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct bg_member *member = &map->as.members[map->by_key[middle]];
        int order = bg_slice_compare(member->key, key);
        if (order == 0) {
            return member;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const struct bg_node *bg_node_get(const struct bg_node *map, struct bg_slice key) {
    const struct bg_member *member = bg_node_member(map, key);
    return member == NULL ? NULL : member->value;
}

const struct bg_node *bg_node_at(const struct bg_node *map, const char *key) {
    return bg_node_get(map, bg_slice_of(key));
}

bool bg_node_is(const struct bg_node *node, enum bg_node_kind kind) {
    return node != NULL && node->kind == kind;
}

bool bg_node_is_text(const struct bg_node *node, const char *text) {
    return bg_node_is(node, BG_NODE_STRING) && bg_slice_is(node->as.text, text);
}

bool bg_node_is_true(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_BOOL) && node->as.boolean;
}

bool bg_node_is_number(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_INT) || bg_node_is(node, BG_NODE_FLOAT);
}

struct bg_slice bg_node_text(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_STRING) ? node->as.text : BG_NO_SLICE;
}

const struct bg_node *bg_node_path(const struct bg_node *node, const char *key, ...) {
    va_list keys;
    va_start(keys, key);
    for (; key != NULL && node != NULL; key = va_arg(keys, const char *)) {
        node = bg_node_at(node, key);
    }
    va_end(keys);
    return node;
}

/* Members under equal keys have equal values. The counts are equal already. */
static bool members_equal(const struct bg_node *a, const struct bg_node *b) {
    for (size_t i = 0; i < a->count; i++) {
        const struct bg_member *member = &a->as.members[i];
        bool is_in_step = bg_slice_equal(member->key, b->as.members[i].key);
        const struct bg_node *other = is_in_step ? b->as.members[i].value : bg_node_get(b, member->key);
        if (other == NULL || !bg_node_equal(member->value, other)) {
            return false;
        }
    }
    return true;
}

static bool items_equal(const struct bg_node *a, const struct bg_node *b) {
    for (size_t i = 0; i < a->count; i++) {
        if (!bg_node_equal(a->as.items[i], b->as.items[i])) {
            return false;
        }
    }
    return true;
}

bool bg_node_equal(const struct bg_node *a, const struct bg_node *b) {
    if (a == b) {
        return true;
    }
    if (a == NULL || b == NULL || a->weight != b->weight || a->depth != b->depth || a->count != b->count) {
        return false;
    }
    if (bg_node_is_number(a) && bg_node_is_number(b)) {
        return bg_number_equal(a->as.text, b->as.text);
    }
    if (a->kind != b->kind) {
        return false;
    }
    switch (a->kind) {
    case BG_NODE_NULL:
        return true;
    case BG_NODE_BOOL:
        return a->as.boolean == b->as.boolean;
    case BG_NODE_INT:
    case BG_NODE_FLOAT:
    case BG_NODE_STRING:
        return bg_slice_equal(a->as.text, b->as.text);
    case BG_NODE_LIST:
        return items_equal(a, b);
    case BG_NODE_MAP:
        return members_equal(a, b);
    }
    return false;
}

struct bg_place bg_node_place(const struct bg_node *node) {
    if (node == NULL || node->source == NULL) {
        return (struct bg_place){0};
    }
    return bg_source_place(node->source, node->at);
}

struct bg_place bg_member_place(const struct bg_member *member) {
    if (member == NULL || member->source == NULL) {
        return (struct bg_place){0};
    }
    return bg_source_place(member->source, member->key_at);
}

bool bg_node_is_truthy(const struct bg_node *node) {
    if (node == NULL) {
        return false;
    }
    switch (node->kind) {
    case BG_NODE_NULL:
        return false;
    case BG_NODE_BOOL:
        return node->as.boolean;
    case BG_NODE_INT:
    case BG_NODE_FLOAT:
        return bg_number_split(node->as.text).digits.len > 0;
    case BG_NODE_STRING:
        return node->as.text.len > 0;
    case BG_NODE_LIST:
    case BG_NODE_MAP:
        return node->count > 0;
    }
    return false;
}
