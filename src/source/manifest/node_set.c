/* Changed copies of trees: see node_set.h. */
#include "source/manifest/node_set.h"

#include "text/builder.h"

static const struct bg_node *set_at(struct bg_node_set *set, const struct bg_node *node, size_t step);

/* The index that `text` names in a list of `count`, or `count`. */
static size_t index_of(struct bg_slice text, size_t count) {
    size_t index = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || index > count) {
            return count;
        }
        index = index * 10 + (size_t)(text.at[i] - '0');
    }
    return text.len == 0 || index > count ? count : index;
}

static const struct bg_node *with_item(struct bg_node_set *set, const struct bg_node *list, size_t index,
                                       const struct bg_node *item) {
    if (item == list->as.items[index]) {
        return list;
    }
    const struct bg_node **items = bg_arena_array(set->arena, list->count, sizeof *items);
    memcpy(items, list->as.items, list->count * sizeof *items);
    items[index] = item;
    return bg_node_new_list(set->arena, items, list->count, list);
}

static const struct bg_node *with_member(struct bg_node_set *set, const struct bg_node *map, struct bg_member member) {
    if (bg_node_get(map, member.key) == member.value) {
        return map;
    }
    struct bg_members members = {.arena = set->arena};
    bg_members_put_all(&members, map);
    bg_members_put(&members, member);
    return bg_node_new_map(set->arena, members.items, members.count, map);
}

/* Mappings for the steps that are missing, with the value at the end. */
static const struct bg_node *chain(struct bg_node_set *set, size_t step) {
    const struct bg_node *node = set->value;
    for (size_t i = set->path_count; i > step; i--) {
        struct bg_member *member = bg_arena_alloc(set->arena, sizeof *member);
        *member = (struct bg_member){.key = set->path[i - 1], .value = node};
        node = bg_node_new_map(set->arena, member, 1, set->value);
    }
    return node;
}

static bool has_wildcard(const struct bg_node_set *set) {
    for (size_t i = 0; i < set->path_count; i++) {
        if (bg_slice_is(set->path[i], "*") || bg_slice_is(set->path[i], "**")) {
            return true;
        }
    }
    return false;
}

static const struct bg_node *set_in_items(struct bg_node_set *set, const struct bg_node *list, size_t step) {
    const struct bg_node **items = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct bg_node *item = set_at(set, list->as.items[i], step);
        if (items == NULL && item != list->as.items[i]) {
            items = bg_arena_array(set->arena, list->count, sizeof *items);
            memcpy(items, list->as.items, list->count * sizeof *items);
        }
        if (items != NULL) {
            items[i] = item;
        }
    }
    return items == NULL ? list : bg_node_new_list(set->arena, items, list->count, list);
}

static const struct bg_node *set_in_members(struct bg_node_set *set, const struct bg_node *map, size_t step) {
    struct bg_member *members = NULL;
    for (size_t i = 0; i < map->count; i++) {
        const struct bg_node *value = set_at(set, map->as.members[i].value, step);
        if (members == NULL && value != map->as.members[i].value) {
            members = bg_arena_array(set->arena, map->count, sizeof *members);
            memcpy(members, map->as.members, map->count * sizeof *members);
        }
        if (members != NULL) {
            members[i].value = value;
        }
    }
    return members == NULL ? map : bg_node_new_map(set->arena, members, map->count, map);
}

/* Every child, each with the path from `step` on. */
static const struct bg_node *set_in_children(struct bg_node_set *set, const struct bg_node *node, size_t step) {
    if (node->kind == BG_NODE_LIST) {
        return set_in_items(set, node, step);
    }
    return node->kind == BG_NODE_MAP ? set_in_members(set, node, step) : node;
}

static const struct bg_node *set_by_key(struct bg_node_set *set, const struct bg_node *node, size_t step) {
    struct bg_slice key = set->path[step];
    if (node->kind == BG_NODE_LIST) {
        size_t index = index_of(key, node->count);
        return index == node->count ? node : with_item(set, node, index, set_at(set, node->as.items[index], step + 1));
    }
    if (node->kind != BG_NODE_MAP) {
        return node;
    }
    const struct bg_member *present = bg_node_member(node, key);
    if (present != NULL) {
        struct bg_member member = *present;
        member.value = set_at(set, member.value, step + 1);
        return with_member(set, node, member);
    }
    if (!set->may_create || has_wildcard(set)) {
        return node;
    }
    return with_member(set, node, (struct bg_member){.key = key, .value = chain(set, step + 1)});
}

static const struct bg_node *set_at(struct bg_node_set *set, const struct bg_node *node, size_t step) {
    if (step == set->path_count) {
        return set->value;
    }
    if (set->budget == 0) {
        return node;
    }
    set->budget--;
    if (bg_slice_is(set->path[step], "*")) {
        return set_in_children(set, node, step + 1);
    }
    if (!bg_slice_is(set->path[step], "**")) {
        return set_by_key(set, node, step);
    }
    if (step + 1 == set->path_count) {
        return set_in_children(set, node, step);
    }
    const struct bg_node *here = set_at(set, node, step + 1);
    return set_in_children(set, here, step);
}

const struct bg_node *bg_node_set(struct bg_node_set *set, const struct bg_node *root) {
    return set_at(set, root, 0);
}
