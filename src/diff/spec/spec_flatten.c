/*
 * Members of `allOf` in place: see spec_flatten.h. Each member is merged into what stands around it by itself, those
 * that cannot be stay behind.
 */
#include "diff/spec/spec_flatten.h"

#include "diff/spec/spec_keyword.h"
#include "text/builder.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool has_any(const struct bg_node *node, const char *const *keywords, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bg_node_at(node, keywords[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool has_named(const struct bg_node *node) {
    static const char *const named[] = {"patternProperties", "properties"};
    return has_any(node, named, COUNT(named));
}

/* What says something of all keys that its own node does not name. */
static bool has_rest(const struct bg_node *node) {
    static const char *const rest[] = {"unevaluatedItems", "unevaluatedProperties", "patternProperties"};
    const struct bg_node *additional = bg_node_at(node, "additionalProperties");
    bool is_open = additional == NULL || bg_node_is_true(additional) ||
                   (bg_node_is(additional, BG_NODE_MAP) && additional->count == 0);
    return !is_open || has_any(node, rest, COUNT(rest));
}

/* Keywords that mean something only beside each other. */
static bool has_group(const struct bg_node *node) {
    static const char *const group[] = {
        "$ref",        "$schema",          "additionalItems", "contains", "else",    "if",   "items",
        "maxContains", "minContains",      "prefixItems",     "maximum",  "minimum", "then", "$id",
        "id",          "exclusiveMaximum", "exclusiveMinimum"};
    return has_any(node, group, COUNT(group));
}

static bool is_annotation(struct bg_slice key) {
    return bg_spec_keyword_find(key)->role == BG_SPEC_ANNOTATION;
}

static bool is_additional(struct bg_slice key) {
    return bg_slice_is(key, "additionalProperties");
}

/* Whether no property of one is another in the other. */
static bool are_properties_mergeable(const struct bg_node *base, const struct bg_node *added) {
    for (size_t i = 0; i < added->count; i++) {
        const struct bg_node *other = bg_node_get(base, added->as.members[i].key);
        if (other != NULL && !bg_node_equal(other, added->as.members[i].value)) {
            return false;
        }
    }
    return true;
}

/* Whether one value can stand for both: equal ones, sets of names, words that assert nothing. */
static bool is_key_mergeable(struct bg_slice key, const struct bg_node *outer, const struct bg_node *inner) {
    if (outer == NULL || bg_node_equal(outer, inner) || is_annotation(key) || is_additional(key)) {
        return true;
    }
    if (bg_slice_is(key, "required")) {
        return bg_node_is(outer, BG_NODE_LIST) && bg_node_is(inner, BG_NODE_LIST);
    }
    return bg_slice_is(key, "properties") && bg_node_is(outer, BG_NODE_MAP) && bg_node_is(inner, BG_NODE_MAP) &&
           are_properties_mergeable(outer, inner);
}

static bool is_mergeable(const struct bg_node *outer, const struct bg_node *inner) {
    if (!bg_node_is(inner, BG_NODE_MAP)) {
        return false;
    }
    bool is_rest_apart = (!has_rest(outer) || !has_named(inner)) && (!has_rest(inner) || !has_named(outer)) &&
                         !(has_rest(outer) && has_rest(inner));
    bool is_group_apart = !(has_group(outer) && has_group(inner));
    for (size_t i = 0; is_rest_apart && is_group_apart && i < inner->count; i++) {
        const struct bg_member *member = &inner->as.members[i];
        if (!is_key_mergeable(member->key, bg_node_get(outer, member->key), member->value)) {
            return false;
        }
    }
    return is_rest_apart && is_group_apart;
}

static const struct bg_node *joined_names(struct bg_arena *arena, const struct bg_node *outer,
                                          const struct bg_node *inner) {
    const struct bg_node **items = bg_arena_array(arena, outer->count + inner->count, sizeof items[0]);
    memcpy(items, outer->as.items, outer->count * sizeof items[0]);
    memcpy(items + outer->count, inner->as.items, inner->count * sizeof items[0]);
    return bg_node_new_list(arena, items, outer->count + inner->count, outer);
}

static const struct bg_node *joined_properties(struct bg_arena *arena, const struct bg_node *outer,
                                               const struct bg_node *inner) {
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, outer);
    bg_members_put_all(&members, inner);
    return bg_node_new_map(arena, members.items, members.count, outer);
}

/* The words around a part are nearer to who reads them than those in it; what asserts is the narrower of the two. */
static struct bg_member joined(struct bg_arena *arena, struct bg_slice key, const struct bg_node *outer,
                               const struct bg_member *inner) {
    struct bg_member member = *inner;
    if (outer == NULL || bg_node_equal(outer, inner->value)) {
        return member;
    }
    if (bg_slice_is(key, "required")) {
        member.value = joined_names(arena, outer, inner->value);
    } else if (bg_slice_is(key, "properties")) {
        member.value = joined_properties(arena, outer, inner->value);
    } else if (is_annotation(key) || bg_node_is_true(inner->value) || inner->value->count == 0) {
        bool is_closed = is_additional(key) && bg_node_is(inner->value, BG_NODE_BOOL) && !inner->value->as.boolean;
        member.value = is_closed ? inner->value : outer;
    }
    return member;
}

static const struct bg_node *merge(struct bg_arena *arena, const struct bg_node *outer, const struct bg_node *inner) {
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, outer);
    for (size_t i = 0; i < inner->count; i++) {
        const struct bg_member *member = &inner->as.members[i];
        bg_members_put(&members, joined(arena, member->key, bg_members_get(&members, member->key), member));
    }
    return bg_node_new_map(arena, members.items, members.count, outer);
}

static const struct bg_node *without_parts(struct bg_arena *arena, const struct bg_node *node) {
    struct bg_members members = {.arena = arena};
    for (size_t i = 0; i < node->count; i++) {
        if (!bg_slice_is(node->as.members[i].key, "allOf")) {
            bg_members_put(&members, node->as.members[i]);
        }
    }
    return bg_node_new_map(arena, members.items, members.count, node);
}

/* The node with as many of the members of its `allOf` in place as can be. */
static const struct bg_node *merge_parts(struct bg_arena *arena, const struct bg_node *node) {
    const struct bg_node *parts = bg_node_at(node, "allOf");
    if (!bg_node_is(parts, BG_NODE_LIST)) {
        return node;
    }
    const struct bg_node **kept = bg_arena_array(arena, parts->count, sizeof kept[0]);
    size_t count = 0;
    const struct bg_node *result = without_parts(arena, node);
    for (size_t i = 0; i < parts->count; i++) {
        if (is_mergeable(result, parts->as.items[i])) {
            result = merge(arena, result, parts->as.items[i]);
        } else {
            kept[count++] = parts->as.items[i];
        }
    }
    if (count == 0) {
        return result;
    }
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, result);
    bg_members_set(&members, "allOf", bg_node_new_list(arena, kept, count, parts));
    return bg_node_new_map(arena, members.items, members.count, node);
}

static const struct bg_node *flatten(struct bg_arena *arena, const struct bg_node *node);

static const struct bg_node *flatten_list(struct bg_arena *arena, const struct bg_node *list) {
    const struct bg_node **items = bg_arena_array(arena, list->count, sizeof items[0]);
    bool is_changed = false;
    for (size_t i = 0; i < list->count; i++) {
        items[i] = flatten(arena, list->as.items[i]);
        is_changed |= items[i] != list->as.items[i];
    }
    return is_changed ? bg_node_new_list(arena, items, list->count, list) : list;
}

static const struct bg_node *flatten_values(struct bg_arena *arena, const struct bg_node *map) {
    struct bg_member *members = bg_arena_array(arena, map->count, sizeof members[0]);
    bool is_changed = false;
    for (size_t i = 0; i < map->count; i++) {
        members[i] = map->as.members[i];
        members[i].value = flatten(arena, map->as.members[i].value);
        is_changed |= members[i].value != map->as.members[i].value;
    }
    return is_changed ? bg_node_new_map(arena, members, map->count, map) : map;
}

static const struct bg_node *flatten_child(struct bg_arena *arena, enum bg_schemas children,
                                           const struct bg_node *value) {
    bool is_list = value->kind == BG_NODE_LIST;
    switch (children) {
    case BG_SCHEMAS_NONE:
        return value;
    case BG_SCHEMAS_MAP:
        return value->kind == BG_NODE_MAP ? flatten_values(arena, value) : value;
    case BG_SCHEMAS_ONE:
    case BG_SCHEMAS_LIST:
    case BG_SCHEMAS_ONE_OR_LIST:
        break;
    }
    return is_list ? flatten_list(arena, value) : flatten(arena, value);
}

/* Recursive through the three functions above; the depth is that of the tree. */
static const struct bg_node *flatten(struct bg_arena *arena, const struct bg_node *node) {
    if (node->kind != BG_NODE_MAP || bg_node_at(node, "$ref") != NULL) {
        return node;
    }
    struct bg_member *members = bg_arena_array(arena, node->count, sizeof members[0]);
    bool is_changed = false;
    for (size_t i = 0; i < node->count; i++) {
        members[i] = node->as.members[i];
        members[i].value =
            flatten_child(arena, bg_spec_schemas(bg_spec_keyword_find(members[i].key)), members[i].value);
        is_changed |= members[i].value != node->as.members[i].value;
    }
    return merge_parts(arena, is_changed ? bg_node_new_map(arena, members, node->count, node) : node);
}

const struct bg_node *bg_spec_flatten(struct bg_arena *arena, const struct bg_node *root) {
    return flatten(arena, root);
}
