/*
 * The builder: a stack of members that belong to containers still open, and a frame for each of these. When a container
 * ends, its members move from the stack into a node of exactly their number.
 */
#include "text/builder.h"

#include "base/limits.h"
#include "base/table.h"
#include "base/vector.h"

#include <stdlib.h>

/* Maps up to this size are searched front to back. */
enum { SMALL_MAP = 8 };

struct frame {
    enum bg_node_kind kind;
    size_t first; /* index into the stack */
    uint32_t at;
    struct bg_slice key; /* of the member that is being built */
    uint32_t key_at;
};

struct bg_builder {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_problems *problems;
    struct bg_member *stack;
    size_t count;
    size_t room;
    size_t made;
    const struct bg_node *root;
    unsigned depth;
    struct frame frames[BG_LIMIT_DEPTH];
};

struct bg_builder *bg_builder_new(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems) {
    struct bg_builder *builder = bg_arena_alloc(arena, sizeof *builder);
    builder->arena = arena;
    builder->source = source;
    builder->problems = problems;
    return builder;
}

static struct bg_node *node_new(struct bg_arena *arena, enum bg_node_kind kind, const struct bg_node *like) {
    struct bg_node *node = bg_arena_alloc(arena, sizeof *node);
    node->kind = kind;
    node->weight = 1;
    node->depth = 1;
    if (like != NULL) {
        node->source = like->source;
        node->at = like->at;
        node->end = like->end;
        node->style = like->style;
    }
    return node;
}

/* Counts one child into weight (saturating) and depth. */
static void weigh(struct bg_node *node, const struct bg_node *child) {
    node->weight = child->weight > UINT32_MAX - node->weight ? UINT32_MAX : node->weight + child->weight;
    node->depth = child->depth >= node->depth ? child->depth + 1 : node->depth;
}

/* A member while they are sorted: systems do not agree how a sort hands over more than its two elements. */
struct sorted {
    struct bg_slice key;
    uint32_t at;
};

static int compare_members(const void *a, const void *b) {
    const struct sorted *one = a;
    const struct sorted *two = b;
    int order = bg_slice_compare(one->key, two->key);
    return order != 0 ? order : (one->at > two->at) - (one->at < two->at);
}

/* Indexes of `members` in order of their keys, equal keys in document order. */
static uint32_t *sort_members(struct bg_arena *arena, const struct bg_member *members, size_t count) {
    uint32_t *by_key = bg_arena_array(arena, count, sizeof by_key[0]);
    struct sorted *sorted = bg_realloc(NULL, count * sizeof sorted[0]);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (struct sorted){members[i].key, (uint32_t)i};
    }
    qsort(sorted, count, sizeof sorted[0], compare_members);
    for (size_t i = 0; i < count; i++) {
        by_key[i] = sorted[i].at;
    }
    free(sorted);
    return by_key;
}

/* The same for a few members, by insertion. */
static void insert_members(uint32_t *by_key, const struct bg_member *members, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        while (at > 0 && bg_slice_compare(members[by_key[at - 1]].key, members[i].key) > 0) {
            by_key[at] = by_key[at - 1];
            at--;
        }
        by_key[at] = (uint32_t)i;
    }
}

/* A map of a copy of `members`; by_key NULL is found out where it is needed. */
static struct bg_node *map_new(struct bg_arena *arena, const struct bg_member *members, size_t count,
                               const uint32_t *by_key, const struct bg_node *like) {
    struct bg_member *copy = bg_arena_array(arena, count, sizeof copy[0]);
    struct bg_node *node = node_new(arena, BG_NODE_MAP, like);
    for (size_t i = 0; i < count; i++) {
        copy[i] = members[i];
        weigh(node, members[i].value);
    }
    node->count = count;
    node->as.members = copy;
    node->by_key = by_key == NULL && count > SMALL_MAP ? sort_members(arena, copy, count) : by_key;
    return node;
}

const struct bg_node *bg_node_new_null(struct bg_arena *arena, const struct bg_node *like) {
    return node_new(arena, BG_NODE_NULL, like);
}

const struct bg_node *bg_node_new_bool(struct bg_arena *arena, bool value, const struct bg_node *like) {
    struct bg_node *node = node_new(arena, BG_NODE_BOOL, like);
    node->as.boolean = value;
    return node;
}

const struct bg_node *bg_node_new_text(struct bg_arena *arena, struct bg_slice text, const struct bg_node *like) {
    struct bg_node *node = node_new(arena, BG_NODE_STRING, like);
    node->as.text = text;
    return node;
}

const struct bg_node *bg_node_new_number(struct bg_arena *arena, enum bg_node_kind kind, struct bg_slice text,
                                         const struct bg_node *like) {
    struct bg_node *node = node_new(arena, kind, like);
    node->as.text = text;
    return node;
}

const struct bg_node *bg_node_new_list(struct bg_arena *arena, const struct bg_node *const *items, size_t count,
                                       const struct bg_node *like) {
    struct bg_node *node = node_new(arena, BG_NODE_LIST, like);
    node->count = count;
    node->as.items = items;
    for (size_t i = 0; i < count; i++) {
        weigh(node, items[i]);
    }
    return node;
}

const struct bg_node *bg_node_new_map(struct bg_arena *arena, const struct bg_member *members, size_t count,
                                      const struct bg_node *like) {
    return map_new(arena, members, count, NULL, like);
}

static bool refuse(struct bg_builder *builder, size_t at, struct bg_error *err, const char *what, unsigned limit) {
    return bg_fail_at(err, BG_ERROR_JUDGE, bg_source_place(builder->source, at), "%s (the limit is %u)", what, limit);
}

bool bg_builder_begin(struct bg_builder *builder, enum bg_node_kind kind, size_t at, struct bg_error *err) {
    if (builder->depth == BG_LIMIT_DEPTH) {
        return refuse(builder, at, err, "the document is nested too deeply", BG_LIMIT_DEPTH);
    }
    builder->frames[builder->depth++] = (struct frame){.kind = kind, .first = builder->count, .at = (uint32_t)at};
    return true;
}

bool bg_builder_key(struct bg_builder *builder, struct bg_slice key, size_t at, struct bg_error *err) {
    if (key.len > BG_LIMIT_KEY) {
        return refuse(builder, at, err, "a key is too long", BG_LIMIT_KEY);
    }
    struct frame *frame = &builder->frames[builder->depth - 1];
    frame->key = key;
    frame->key_at = (uint32_t)at;
    return true;
}

bool bg_builder_value(struct bg_builder *builder, const struct bg_node *node, struct bg_error *err) {
    if (++builder->made > BG_LIMIT_NODES) {
        return refuse(builder, node->at, err, "the document has too many values", BG_LIMIT_NODES);
    }
    if (builder->depth == 0) {
        builder->root = node;
        return true;
    }
    struct frame *frame = &builder->frames[builder->depth - 1];
    if (builder->count - frame->first >= BG_LIMIT_MEMBERS) {
        return refuse(builder, node->at, err, "a list or mapping has too many members", BG_LIMIT_MEMBERS);
    }
    if (builder->depth + node->depth > BG_LIMIT_DEPTH) {
        return refuse(builder, node->at, err, "the document is nested too deeply", BG_LIMIT_DEPTH);
    }
    builder->stack =
        bg_vector_reserve(builder->arena, builder->stack, builder->count, &builder->room, sizeof builder->stack[0]);
    builder->stack[builder->count++] =
        (struct bg_member){.key = frame->key, .value = node, .source = builder->source, .key_at = frame->key_at};
    return true;
}

/* Whether two of the members, given in order of their keys, have the same key. */
static bool has_duplicates(const struct bg_member *members, const uint32_t *by_key, size_t count) {
    for (size_t i = 1; i < count; i++) {
        if (bg_slice_equal(members[by_key[i - 1]].key, members[by_key[i]].key)) {
            return true;
        }
    }
    return false;
}

/* Removes all but the last value under equal keys; the key keeps its first place. Returns how many are left. */
static size_t drop_duplicates(struct bg_builder *builder, struct bg_member *members, const uint32_t *by_key,
                              size_t count) {
    bool *is_dropped = bg_arena_array(builder->arena, count, sizeof is_dropped[0]);
    for (size_t i = 1, first = 0; i < count; i++) {
        struct bg_member *member = &members[by_key[i]];
        struct bg_member *kept = &members[by_key[first]];
        if (!bg_slice_equal(member->key, kept->key)) {
            first = i;
            continue;
        }
        bg_problem_add(builder->problems, BG_ID_DUPLICATE_KEY, false, bg_member_place(member),
                       "the key \"%.*s\" stood twice in one mapping; the later value counted", BG_ARGS(member->key));
        kept->value = member->value;
        kept->key_at = member->key_at;
        is_dropped[by_key[i]] = true;
    }
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_dropped[i]) {
            members[left++] = members[i];
        }
    }
    return left;
}

static struct bg_node *close_map(struct bg_builder *builder, struct bg_member *from, size_t count) {
    uint32_t few[SMALL_MAP];
    uint32_t *by_key = few;
    if (count > SMALL_MAP) {
        by_key = sort_members(builder->arena, from, count);
    } else {
        insert_members(few, from, count);
    }
    if (has_duplicates(from, by_key, count)) {
        return map_new(builder->arena, from, drop_duplicates(builder, from, by_key, count), NULL, NULL);
    }
    return map_new(builder->arena, from, count, count > SMALL_MAP ? by_key : NULL, NULL);
}

static struct bg_node *close_list(struct bg_builder *builder, const struct bg_member *from, size_t count) {
    const struct bg_node **items = bg_arena_array(builder->arena, count, sizeof items[0]);
    struct bg_node *node = node_new(builder->arena, BG_NODE_LIST, NULL);
    for (size_t i = 0; i < count; i++) {
        items[i] = from[i].value;
        weigh(node, items[i]);
    }
    node->count = count;
    node->as.items = items;
    return node;
}

bool bg_builder_end(struct bg_builder *builder, size_t end, const struct bg_node **out, struct bg_error *err) {
    struct frame frame = builder->frames[builder->depth - 1];
    /* Of an empty document in an empty stack: no offset to NULL (C17, 6.5.6). */
    struct bg_member *from = builder->stack == NULL ? NULL : builder->stack + frame.first;
    size_t count = builder->count - frame.first;
    struct bg_node *node =
        frame.kind == BG_NODE_MAP ? close_map(builder, from, count) : close_list(builder, from, count);
    builder->count = frame.first;
    node->source = builder->source;
    node->at = frame.at;
    node->end = (uint32_t)end;
    builder->depth--;
    if (node->weight > BG_LIMIT_EXPANDED) {
        return refuse(builder, frame.at, err, "aliases made the document too large", BG_LIMIT_EXPANDED);
    }
    *out = node;
    return true;
}

const struct bg_node *bg_builder_root(const struct bg_builder *builder) {
    return builder->root;
}

/* Index of the member under `key`, or members->count. */
static size_t members_find(const struct bg_members *members, struct bg_slice key) {
    if (members->slots == NULL) {
        for (size_t i = 0; i < members->count; i++) {
            if (bg_slice_equal(members->items[i].key, key)) {
                return i;
            }
        }
        return members->count;
    }
    size_t slot = bg_slice_hash(key) & (members->slot_count - 1);
    for (; members->slots[slot] != 0; slot = (slot + 1) & (members->slot_count - 1)) {
        if (bg_slice_equal(members->items[members->slots[slot] - 1].key, key)) {
            return members->slots[slot] - 1;
        }
    }
    return members->count;
}

static void members_index(struct bg_members *members, size_t index) {
    size_t slot = bg_slice_hash(members->items[index].key) & (members->slot_count - 1);
    while (members->slots[slot] != 0) {
        slot = (slot + 1) & (members->slot_count - 1);
    }
    members->slots[slot] = (uint32_t)index + 1;
}

static void members_grow(struct bg_members *members) {
    BG_VECTOR_RESERVE(members->arena, members);
    if (members->room > SMALL_MAP) {
        members->slot_count = members->room * 2;
        members->slots = bg_arena_array(members->arena, members->slot_count, sizeof members->slots[0]);
        for (size_t i = 0; i < members->count; i++) {
            members_index(members, i);
        }
    }
}

void bg_members_put(struct bg_members *members, struct bg_member member) {
    size_t found = members_find(members, member.key);
    if (found < members->count) {
        members->items[found] = member;
        return;
    }
    if (members->count == members->room) {
        members_grow(members);
    }
    members->items[members->count++] = member;
    if (members->slots != NULL) {
        members_index(members, members->count - 1);
    }
}

void bg_members_put_all(struct bg_members *members, const struct bg_node *map) {
    for (size_t i = 0; i < map->count; i++) {
        bg_members_put(members, map->as.members[i]);
    }
}

void bg_members_set(struct bg_members *members, const char *key, const struct bg_node *value) {
    bg_members_put(members, (struct bg_member){
                                .key = bg_slice_of(key), .value = value, .source = value->source, .key_at = value->at});
}

bool bg_members_remove(struct bg_members *members, struct bg_slice key) {
    size_t found = members_find(members, key);
    if (found == members->count) {
        return false;
    }
    memmove(members->items + found, members->items + found + 1,
            (members->count - found - 1) * sizeof members->items[0]);
    members->count--;
    if (members->slots != NULL) {
        memset(members->slots, 0, members->slot_count * sizeof members->slots[0]);
        for (size_t i = 0; i < members->count; i++) {
            members_index(members, i);
        }
    }
    return true;
}

const struct bg_node *bg_members_get(const struct bg_members *members, struct bg_slice key) {
    size_t found = members_find(members, key);
    return found == members->count ? NULL : members->items[found].value;
}
