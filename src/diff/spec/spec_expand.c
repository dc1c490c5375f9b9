/*
 * References to their targets: see spec_expand.h. Only positions of schemas are entered, so a property or a default
 * that is called `$ref` is left alone. Siblings of a reference are ignored (JSON Schema draft-07, core 8.3).
 */
#include "diff/spec/spec_expand.h"

#include "base/limits.h"
#include "base/table.h"
#include "diff/spec/spec_keyword.h"
#include "text/builder.h"
#include "text/pointer.h"

struct reference {
    struct bg_slice pointer;
    const struct reference *outer;
};

struct expansion {
    struct bg_arena *arena;
    const struct bg_node *root;
    struct bg_table done; /* pointer to expanded target, where nothing was left out */
    size_t made;          /* nodes made */
    bool is_cut;          /* a reference was left because it is inside what it names */
    bool is_too_large;
};

static const struct bg_node *expand(struct expansion *e, const struct bg_node *node, const struct reference *inside,
                                    unsigned depth);

static const struct bg_node *follow(struct expansion *e, const struct bg_node *node, struct bg_slice text,
                                    const struct reference *inside, unsigned depth) {
    if (text.len == 0 || text.at[0] != '#') {
        return node;
    }
    struct bg_slice pointer = bg_slice_from(text, 1);
    for (const struct reference *outer = inside; outer != NULL; outer = outer->outer) {
        if (bg_slice_equal(outer->pointer, pointer)) {
            e->is_cut = true;
            return node;
        }
    }
    const struct bg_node *known = bg_table_get(&e->done, pointer);
    if (known != NULL) {
        return known;
    }
    const struct bg_node *target = bg_pointer_find(e->root, pointer);
    if (target == NULL) {
        return node;
    }
    bool was_cut = e->is_cut;
    e->is_cut = false;
    struct reference here = {pointer, inside};
    const struct bg_node *result = expand(e, target, &here, depth);
    if (!e->is_cut) {
        union {
            const struct bg_node *in;
            void *out;
        } value = {.in = result};
        bg_table_put(&e->done, pointer, value.out);
    }
    e->is_cut = e->is_cut || was_cut;
    return result;
}

static const struct bg_node *expand_list(struct expansion *e, const struct bg_node *list,
                                         const struct reference *inside, unsigned depth) {
    const struct bg_node **items = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct bg_node *item = expand(e, list->as.items[i], inside, depth);
        if (item != list->as.items[i] && items == NULL) {
            items = bg_arena_array(e->arena, list->count, sizeof items[0]);
            memcpy(items, list->as.items, list->count * sizeof items[0]);
        }
        if (items != NULL) {
            items[i] = item;
        }
    }
    return items == NULL ? list : bg_node_new_list(e->arena, items, list->count, list);
}

static const struct bg_node *expand_values(struct expansion *e, const struct bg_node *map,
                                           const struct reference *inside, unsigned depth) {
    struct bg_member *members = NULL;
    for (size_t i = 0; i < map->count; i++) {
        const struct bg_node *value = expand(e, map->as.members[i].value, inside, depth);
        if (value != map->as.members[i].value && members == NULL) {
            members = bg_arena_array(e->arena, map->count, sizeof members[0]);
            memcpy(members, map->as.members, map->count * sizeof members[0]);
        }
        if (members != NULL) {
            members[i].value = value;
        }
    }
    return members == NULL ? map : bg_node_new_map(e->arena, members, map->count, map);
}

static const struct bg_node *expand_child(struct expansion *e, enum bg_spec_children children,
                                          const struct bg_node *value, const struct reference *inside, unsigned depth) {
    switch (children) {
    case BG_SPEC_NO_SCHEMA:
        return value;
    case BG_SPEC_ONE_SCHEMA:
        return expand(e, value, inside, depth);
    case BG_SPEC_LIST_OF_SCHEMAS:
        return value->kind == BG_NODE_LIST ? expand_list(e, value, inside, depth) : value;
    case BG_SPEC_MAP_OF_SCHEMAS:
        return value->kind == BG_NODE_MAP ? expand_values(e, value, inside, depth) : value;
    case BG_SPEC_SCHEMA_OR_LIST:
        return value->kind == BG_NODE_LIST ? expand_list(e, value, inside, depth) : expand(e, value, inside, depth);
    }
    return value;
}

static const struct bg_node *expand(struct expansion *e, const struct bg_node *node, const struct reference *inside,
                                    unsigned depth) {
    if (node->kind != BG_NODE_MAP || e->is_too_large) {
        return node;
    }
    if (depth > BG_LIMIT_SPEC_DEPTH || ++e->made > BG_LIMIT_SPEC_WEIGHT) {
        e->is_too_large = true;
        return node;
    }
    const struct bg_node *reference = bg_node_at(node, "$ref");
    if (bg_node_is(reference, BG_NODE_STRING)) {
        return follow(e, node, reference->as.text, inside, depth + 1);
    }
    struct bg_member *members = NULL;
    for (size_t i = 0; i < node->count; i++) {
        const struct bg_member *member = &node->as.members[i];
        const struct bg_spec_keyword *keyword = bg_spec_keyword_find(member->key);
        const struct bg_node *value = expand_child(e, keyword->children, member->value, inside, depth + 1);
        if (value != member->value && members == NULL) {
            members = bg_arena_array(e->arena, node->count, sizeof members[0]);
            memcpy(members, node->as.members, node->count * sizeof members[0]);
        }
        if (members != NULL) {
            members[i].value = value;
        }
    }
    return members == NULL ? node : bg_node_new_map(e->arena, members, node->count, node);
}

const struct bg_node *bg_spec_expand(struct bg_arena *arena, const struct bg_node *root) {
    struct expansion e = {.arena = arena, .root = root};
    struct reference whole = {BG_LITERAL(""), NULL};
    const struct bg_node *result = expand(&e, root, &whole, 0);
    bg_table_finish(&e.done);
    bool is_too_large = e.is_too_large || result->weight > BG_LIMIT_SPEC_WEIGHT || result->depth > BG_LIMIT_SPEC_DEPTH;
    return is_too_large ? NULL : result;
}
