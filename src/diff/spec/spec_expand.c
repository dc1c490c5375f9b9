/*
 * References to their targets: see spec_expand.h. Only positions of schemas are entered, so a property or a default
 * that is called `$ref` is left alone. What stands beside a reference asserts nothing up to draft-07 (core 8.3), but
 * forms and platforms read its words.
 */
#include "diff/spec/spec_expand.h"

#include "base/limits.h"
#include "base/memo.h"
#include "diff/spec/spec_keyword.h"
#include "schema/accept/dialect.h"
#include "schema/accept/reference.h"
#include "text/builder.h"

/* What is being replaced, from the inside out. */
struct reference {
    const struct bg_node *target;
    const struct reference *outer;
};

struct expansion {
    struct bg_arena *arena;
    struct bg_references references;
    struct bg_memo done; /* target to its expansion, where nothing was left out */
    size_t made;         /* nodes made */
    bool keeps_words;    /* beside references */
    bool stands_alone;   /* what else stands beside one asserts nothing */
    bool is_cut;         /* a reference was left because it is inside what it names */
    bool is_lost;        /* ... and would lead elsewhere from where it stands now */
    bool is_too_large;
};

static const struct bg_node *expand(struct expansion *e, const struct bg_node *node, const struct reference *inside,
                                    unsigned depth);

/* What the reference of a schema names, expanded; NULL if it is left as it is. */
static const struct bg_node *follow(struct expansion *e, const struct bg_node *node, struct bg_slice text,
                                    const struct reference *inside, unsigned depth) {
    const struct bg_node *target = bg_reference_find(&e->references, node, text);
    for (const struct reference *outer = inside; outer != NULL && target != NULL; outer = outer->outer) {
        if (outer->target == target) {
            e->is_cut = true;
            e->is_lost |= bg_references_have_parts(&e->references);
            return NULL;
        }
    }
    if (target == NULL) {
        return NULL;
    }
    const void *known = *bg_memo_at(&e->done, (struct bg_memo_key){.first = target});
    if (known != NULL) {
        return known;
    }
    bool was_cut = e->is_cut;
    e->is_cut = false;
    struct reference here = {target, inside};
    const struct bg_node *result = expand(e, target, &here, depth);
    if (!e->is_cut) {
        *bg_memo_at(&e->done, (struct bg_memo_key){.first = target}) = result;
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

static const struct bg_node *expand_child(struct expansion *e, enum bg_schemas children, const struct bg_node *value,
                                          const struct reference *inside, unsigned depth) {
    switch (children) {
    case BG_SCHEMAS_NONE:
        return value;
    case BG_SCHEMAS_ONE:
        return expand(e, value, inside, depth);
    case BG_SCHEMAS_LIST:
        return value->kind == BG_NODE_LIST ? expand_list(e, value, inside, depth) : value;
    case BG_SCHEMAS_MAP:
        return value->kind == BG_NODE_MAP ? expand_values(e, value, inside, depth) : value;
    case BG_SCHEMAS_ONE_OR_LIST:
        return value->kind == BG_NODE_LIST ? expand_list(e, value, inside, depth) : expand(e, value, inside, depth);
    }
    return value;
}

static const struct bg_node *expand_members(struct expansion *e, const struct bg_node *node,
                                            const struct reference *inside, unsigned depth) {
    struct bg_member *members = NULL;
    for (size_t i = 0; i < node->count; i++) {
        const struct bg_member *member = &node->as.members[i];
        const struct bg_spec_keyword *keyword = bg_spec_keyword_find(member->key);
        const struct bg_node *value = expand_child(e, bg_spec_schemas(keyword), member->value, inside, depth + 1);
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

/* Whether a keyword beside a reference says something that is kept. */
static bool is_kept(const struct expansion *e, struct bg_slice key) {
    enum bg_spec_role role = bg_spec_keyword_find(key)->role;
    bool is_word = role == BG_SPEC_ANNOTATION || role == BG_SPEC_NOTE;
    return !bg_slice_is(key, "$ref") && role != BG_SPEC_DEFINITIONS && (is_word || !e->stands_alone);
}

/* What a reference names, with what stands beside it around. */
static const struct bg_node *beside_target(struct expansion *e, const struct bg_node *node,
                                           const struct bg_node *target, const struct reference *inside,
                                           unsigned depth) {
    struct bg_members members = {.arena = e->arena};
    for (size_t i = 0; e->keeps_words && i < node->count; i++) {
        if (is_kept(e, node->as.members[i].key)) {
            bg_members_put(&members, node->as.members[i]);
        }
    }
    if (members.count == 0) {
        return target;
    }
    const struct bg_node *around = bg_node_new_map(e->arena, members.items, members.count, node);
    around = expand_members(e, around, inside, depth);
    const struct bg_node *parts = bg_node_at(around, "allOf");
    size_t count = bg_node_is(parts, BG_NODE_LIST) ? parts->count : 0;
    const struct bg_node **items = bg_arena_array(e->arena, count + 1, sizeof items[0]);
    if (count > 0) {
        memcpy(items, parts->as.items, count * sizeof items[0]);
    }
    items[count] = target;
    struct bg_members whole = {.arena = e->arena};
    bg_members_put_all(&whole, around);
    bg_members_set(&whole, "allOf", bg_node_new_list(e->arena, items, count + 1, node));
    return bg_node_new_map(e->arena, whole.items, whole.count, node);
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
        const struct bg_node *target = follow(e, node, reference->as.text, inside, depth + 1);
        return target == NULL ? node : beside_target(e, node, target, inside, depth);
    }
    return expand_members(e, node, inside, depth);
}

const struct bg_node *bg_spec_expand(struct bg_arena *arena, const struct bg_node *root, bool keeps_words) {
    struct expansion e = {
        .arena = arena,
        .references = {.arena = arena, .document = root},
        .done.arena = arena,
        .keeps_words = keeps_words,
        .stands_alone = bg_dialect_ref_stands_alone(bg_dialect_of(root)),
    };
    struct reference whole = {root, NULL};
    const struct bg_node *result = expand(&e, root, &whole, 0);
    bool is_too_large = e.is_too_large || result->weight > BG_LIMIT_SPEC_WEIGHT || result->depth > BG_LIMIT_SPEC_DEPTH;
    return is_too_large || e.is_lost ? NULL : result;
}
