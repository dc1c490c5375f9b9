/*
 * References of manifests: see manifest_resolve.h.
 *
 * What a reference names is evaluated once and its result kept, so the outcome is a graph of about the size of the file
 * however often its parts are referred to. A node that is met again while it is being evaluated is a circle. Nothing is
 * copied that holds no reference.
 *
 * The lookup looks odd because it is: no escaping, no trimming, the whole remainder is tried as one key first, and a
 * step in the middle that reads as an integer is an integer.
 */
#include "source/manifest/manifest_resolve.h"

#include "base/memo.h"
#include "base/limits.h"
#include "text/builder.h"

#include <stdlib.h>

struct resolver {
    struct bg_arena *arena;
    const struct bg_node *root;
    struct bg_memo memo; /* raw node -> result, or `in_progress` */
    unsigned frames;
    struct bg_error *err;
};

static const struct bg_node in_progress;

/* Smaller subtrees are evaluated again where they are shared: that costs less than remembering all of them. */
#define REMEMBERED_WEIGHT 16u

/* "#/definitions/x", and the spelling "*ref(definitions.x)" that was used until early 2023. */
static bool is_reference(const struct bg_node *node) {
    if (node->kind != BG_NODE_STRING || node->as.text.len < 2 ||
        (node->as.text.at[0] != '#' && node->as.text.at[0] != '*')) {
        return false;
    }
    struct bg_slice text = node->as.text;
    return bg_slice_starts(text, BG_LITERAL("#/")) ||
           (bg_slice_starts(text, BG_LITERAL("*ref(")) && bg_slice_ends(text, BG_LITERAL(")")));
}

/* Python's int(): blanks around, a sign, underscores between digits. Numbers that no list could use are clamped. */
static bool reads_as_integer(struct bg_slice text, long *out) {
    text = bg_slice_trim(text);
    bool is_negative = text.len > 0 && text.at[0] == '-';
    if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+')) {
        text = bg_slice_from(text, 1);
    }
    long value = 0;
    bool was_digit = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '_' && was_digit) {
            was_digit = false;
            continue;
        }
        if (c < '0' || c > '9') {
            return false;
        }
        was_digit = true;
        value = value > 100000000 ? value : value * 10 + (c - '0');
    }
    *out = is_negative ? -value : value;
    return was_digit;
}

/* An integer as a key: found only where the key was written without quotes. */
static const struct bg_node *member_by_integer(struct bg_arena *arena, const struct bg_node *map, long number) {
    const struct bg_member *member = bg_node_member(map, bg_arena_printf(arena, "%ld", number));
    if (member == NULL || member->source == NULL || member->key_at >= member->source->text.len) {
        return NULL;
    }
    char first = member->source->text.at[member->key_at];
    return first == '"' || first == '\'' ? NULL : member->value;
}

static const struct bg_node *item_by_integer(const struct bg_node *list, long number) {
    long count = (long)list->count;
    long index = number < 0 ? number + count : number;
    return index < 0 || index >= count ? NULL : list->as.items[index];
}

static const struct bg_node *character_of(struct bg_arena *arena, const struct bg_node *text, long number) {
    long length = (long)text->as.text.len;
    long index = number < 0 ? number + length : number;
    if (index < 0 || index >= length) {
        return NULL;
    }
    return bg_node_new_text(arena, bg_slice_range(text->as.text, (size_t)index, (size_t)index + 1), text);
}

static const struct bg_node *step(struct bg_arena *arena, const struct bg_node *node, struct bg_slice head) {
    long number = 0;
    bool is_number = reads_as_integer(head, &number);
    switch (node->kind) {
    case BG_NODE_MAP:
        return is_number ? member_by_integer(arena, node, number) : bg_node_get(node, head);
    case BG_NODE_LIST:
        return is_number ? item_by_integer(node, number) : NULL;
    case BG_NODE_STRING:
        return is_number ? character_of(arena, node, number) : NULL;
    case BG_NODE_NULL:
    case BG_NODE_BOOL:
    case BG_NODE_INT:
    case BG_NODE_FLOAT:
        return NULL;
    }
    return NULL;
}

static const struct bg_node *lookup(struct bg_arena *arena, const struct bg_node *root, struct bg_slice path) {
    const struct bg_node *node = root;
    struct bg_slice rest = path;
    while (rest.len > 0 && node != NULL) {
        const struct bg_node *whole = bg_node_get(node, rest);
        if (whole != NULL) {
            return whole;
        }
        struct bg_slice head = bg_slice_cut(&rest, '/');
        node = step(arena, node, head);
    }
    return node;
}

/* "#/a/b", or "*ref(a.b)" with its dots as slashes, to the path that is looked up. */
static struct bg_slice path_of(struct bg_arena *arena, struct bg_slice text) {
    if (text.at[0] == '#') {
        struct bg_slice path = bg_slice_from(text, 2);
        return bg_slice_cut(&path, '\n');
    }
    struct bg_slice path = bg_arena_copy(arena, bg_slice_range(text, 5, text.len - 1));
    char *bytes = bg_arena_alloc(arena, path.len + 1);
    for (size_t i = 0; i < path.len; i++) {
        bytes[i] = path.at[i] == '.' ? '/' : path.at[i];
    }
    return (struct bg_slice){bytes, path.len};
}

static const struct bg_node *evaluate(struct resolver *resolver, const struct bg_node *node, bool is_target);

static const struct bg_node *fail_circle(struct resolver *resolver, const struct bg_node *reference) {
    (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(reference),
                     "the reference \"%.*s\" leads back to itself", BG_ARGS(reference->as.text));
    return NULL;
}

static const struct bg_node *refer(struct resolver *resolver, const struct bg_node *node) {
    const struct bg_node *target = lookup(resolver->arena, resolver->root, path_of(resolver->arena, node->as.text));
    if (target == NULL) {
        (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(node), "the reference \"%.*s\" leads nowhere",
                         BG_ARGS(node->as.text));
        return NULL;
    }
    if (*bg_memo_at(&resolver->memo, (struct bg_memo_key){.first = target}) == &in_progress) {
        return fail_circle(resolver, node);
    }
    return evaluate(resolver, target, true);
}

static const struct bg_node *list_of(struct resolver *resolver, const struct bg_node *list) {
    const struct bg_node **items = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct bg_node *item = evaluate(resolver, list->as.items[i], false);
        if (item == NULL) {
            return NULL;
        }
        if (items == NULL && item != list->as.items[i]) {
            items = bg_arena_array(resolver->arena, list->count, sizeof *items);
            memcpy(items, list->as.items, i * sizeof *items);
        }
        if (items != NULL) {
            items[i] = item;
        }
    }
    return items == NULL ? list : bg_node_new_list(resolver->arena, items, list->count, list);
}

/* The members evaluated, without `$ref`; NULL in *members if all are as they were. False after a failure. */
static bool members_of(struct resolver *resolver, const struct bg_node *map, struct bg_member **members, size_t *count,
                       const struct bg_node **reference) {
    *members = NULL;
    *count = 0;
    *reference = NULL;
    for (size_t i = 0; i < map->count; i++) {
        struct bg_member member = map->as.members[i];
        bool is_reference_key = bg_slice_is(member.key, "$ref");
        if (is_reference_key) {
            *reference = member.value;
        } else if (!bg_slice_is(member.key, "config_overrides")) {
            member.value = evaluate(resolver, member.value, false);
            if (member.value == NULL) {
                return false;
            }
        }
        if (*members == NULL && (is_reference_key || member.value != map->as.members[i].value)) {
            *members = bg_arena_array(resolver->arena, map->count, sizeof **members);
            memcpy(*members, map->as.members, i * sizeof **members);
            *count = i;
        }
        if (*members != NULL && !is_reference_key) {
            (*members)[(*count)++] = member;
        }
    }
    return true;
}

static const struct bg_node *map_of(struct resolver *resolver, const struct bg_node *map) {
    struct bg_member *members = NULL;
    size_t count = 0;
    const struct bg_node *reference = NULL;
    if (!members_of(resolver, map, &members, &count, &reference)) {
        return NULL;
    }
    if (reference == NULL) {
        return members == NULL ? map : bg_node_new_map(resolver->arena, members, count, map);
    }
    const struct bg_node *base = evaluate(resolver, reference, false);
    if (base == NULL || base->kind != BG_NODE_MAP || count == 0) {
        return base;
    }
    struct bg_members merged = {.arena = resolver->arena};
    bg_members_put_all(&merged, base);
    for (size_t i = 0; i < count; i++) {
        bg_members_put(&merged, members[i]);
    }
    return bg_node_new_map(resolver->arena, merged.items, merged.count, map);
}

static const struct bg_node *compute(struct resolver *resolver, const struct bg_node *node) {
    if (is_reference(node)) {
        return refer(resolver, node);
    }
    if (node->kind == BG_NODE_LIST) {
        return list_of(resolver, node);
    }
    return node->kind == BG_NODE_MAP ? map_of(resolver, node) : node;
}

/* A result that can be read at all, or NULL. */
static const struct bg_node *checked(struct resolver *resolver, const struct bg_node *node,
                                     const struct bg_node *result) {
    if (result != NULL && (result->weight > BG_LIMIT_EXPANDED || result->depth > BG_LIMIT_DEPTH)) {
        (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(node),
                         "written out, this has %s than can be read",
                         result->depth > BG_LIMIT_DEPTH ? "more levels" : "more nodes");
        return NULL;
    }
    return result;
}

/* NULL after a failure. Every circle leads through a reference, and all of those are remembered. */
static const struct bg_node *evaluate(struct resolver *resolver, const struct bg_node *node, bool is_target) {
    bool is_remembered = is_target || node->weight >= REMEMBERED_WEIGHT || is_reference(node);
    if (!is_remembered) {
        return node->kind == BG_NODE_LIST || node->kind == BG_NODE_MAP
                   ? checked(resolver, node, compute(resolver, node))
                   : node;
    }
    const void **known = bg_memo_at(&resolver->memo, (struct bg_memo_key){.first = node});
    if (*known == &in_progress) {
        return fail_circle(resolver, node); /* `refer` has asked for all that are no text */
    }
    if (*known != NULL) {
        return *known;
    }
    *known = &in_progress;
    if (++resolver->frames > BG_LIMIT_FRAMES) {
        (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(node),
                         "references were followed more than %u levels deep", BG_LIMIT_FRAMES);
        return NULL;
    }
    const struct bg_node *result = checked(resolver, node, compute(resolver, node));
    resolver->frames--;
    *bg_memo_at(&resolver->memo, (struct bg_memo_key){.first = node}) = result;
    return result;
}

bool bg_manifest_resolve(struct bg_arena *arena, const struct bg_node *root, const struct bg_node **out,
                         struct bg_error *err) {
    struct resolver resolver = {.arena = arena, .root = root, .memo = {.arena = arena}, .err = err};
    *out = evaluate(&resolver, root, true);
    return *out != NULL;
}
