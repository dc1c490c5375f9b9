/*
 * The walk. Where two nodes accept the same by their assertions, only notes and spelling can differ. Elsewhere each
 * keyword reports for itself, and what has no rule of its own - combinators, conditions, lists of item schemas - is one
 * constraint, judged by containment. A node that differs and has nothing reported below it is judged the same way, so
 * that no difference is silent.
 */
#include "diff/spec/spec_walk.h"

#include "base/limits.h"
#include "diff/spec/spec_branches.h"
#include "diff/spec/spec_keyword.h"
#include "diff/spec/spec_notes.h"
#include "diff/spec/spec_properties.h"
#include "diff/spec/spec_values.h"

static bool is_schema(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_MAP) || bg_node_is(node, BG_NODE_BOOL);
}

static bool is_list(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_LIST);
}

/* What an object does with a property that nobody declared. */
enum openness { OPEN, CLOSED, SCHEMA };

static enum openness openness_of(const struct bg_node *node) {
    const struct bg_node *additional = bg_node_at(node, "additionalProperties");
    if (bg_node_is(additional, BG_NODE_BOOL)) {
        return additional->as.boolean ? OPEN : CLOSED;
    }
    return additional == NULL || (additional->kind == BG_NODE_MAP && additional->count == 0) ? OPEN : SCHEMA;
}

/* Its members all hold at once: one more is one constraint more, and no alternative. */
static bool is_conjunction(const struct bg_spec_keyword *keyword) {
    return bg_slice_is(bg_slice_of(keyword->name), "allOf");
}

/* Whether the values under a keyword are compared member by member; if not, they are one constraint. */
static bool is_walked(const struct bg_spec_pair *pair, const struct bg_spec_keyword *keyword) {
    const struct bg_node *base = bg_node_at(pair->base, keyword->name);
    const struct bg_node *head = bg_node_at(pair->head, keyword->name);
    switch (bg_spec_schemas(keyword)) {
    case BG_SCHEMAS_MAP:
        return (base == NULL || bg_node_is(base, BG_NODE_MAP)) && (head == NULL || bg_node_is(head, BG_NODE_MAP));
    case BG_SCHEMAS_LIST:
        return is_list(base) && is_list(head) && (!is_conjunction(keyword) || base->count == head->count);
    case BG_SCHEMAS_ONE_OR_LIST:
        return (is_schema(base) && is_schema(head)) || (is_list(base) && is_list(head) && base->count == head->count);
    case BG_SCHEMAS_ONE:
        return (openness_of(pair->base) == SCHEMA) == (openness_of(pair->head) == SCHEMA);
    case BG_SCHEMAS_NONE:
        break;
    }
    return false;
}

/* Whether the keyword belongs to the one constraint of the node, and differs. */
static bool is_constraint(const struct bg_spec_pair *pair, const struct bg_spec_keyword *keyword) {
    bool is_kind =
        keyword->role == BG_SPEC_CONSTRAINT || (keyword->role == BG_SPEC_STRUCTURE && !is_walked(pair, keyword));
    return is_kind && !bg_spec_keyword_same(pair, keyword->name);
}

/* The spelling of what the node itself asserts: members that are walked are looked at there. */
static bool is_spelt_alike(const struct bg_spec_pair *pair) {
    for (size_t i = 0; i < bg_spec_keyword_count; i++) {
        const struct bg_spec_keyword *keyword = &bg_spec_keywords[i];
        bool is_there = bg_node_at(pair->base, keyword->name) != NULL;
        bool is_still = bg_node_at(pair->head, keyword->name) != NULL;
        bool is_own = keyword->role == BG_SPEC_VALUE || keyword->role == BG_SPEC_CONSTRAINT ||
                      (keyword->role == BG_SPEC_STRUCTURE && (is_there != is_still || !is_walked(pair, keyword)));
        if (is_own && !bg_spec_keyword_same(pair, keyword->name)) {
            return false;
        }
    }
    return true;
}

/* A node whose accepted values are told by values alone. */
static bool is_leaf(const struct bg_node *node) {
    for (size_t i = 0; i < bg_spec_keyword_count; i++) {
        const struct bg_spec_keyword *keyword = &bg_spec_keywords[i];
        bool is_open = bg_slice_is(bg_slice_of(keyword->name), "additionalProperties") && openness_of(node) != SCHEMA;
        if (bg_spec_schemas(keyword) != BG_SCHEMAS_NONE && !is_open && bg_node_at(node, keyword->name) != NULL) {
            return false;
        }
    }
    return bg_node_at(node, "$ref") == NULL;
}

static bool is_same_set(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head) {
    return bg_spec_contains(diff, base, head) == BG_ANSWER_YES &&
           bg_spec_contains_back(diff, base, head) == BG_ANSWER_YES;
}

static void add_rewrite(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    bool is_pattern = !bg_spec_keyword_same(pair, "pattern") && bg_node_at(pair->base, "pattern") != NULL &&
                      bg_node_at(pair->head, "pattern") != NULL;
    if (is_pattern) {
        bg_spec_add_value(diff, pair, BG_CHANGE_SPEC_PATTERN, BG_HOW_EQUIVALENT, "pattern");
    } else {
        bg_spec_add(diff, pair, BG_CHANGE_SPEC_SET, BG_HOW_EQUIVALENT, NULL);
    }
}

/* What became of the values of a part. What is the same for all stored configurations may still say something else. */
static enum bg_change_how how_of(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *changed) {
    if (bg_spec_contains(diff, base, changed) != BG_ANSWER_YES) {
        return BG_HOW_NARROWED;
    }
    if (bg_spec_contains_back(diff, base, changed) != BG_ANSWER_YES) {
        return BG_HOW_WIDENED;
    }
    return bg_spec_loses(diff, base, changed)   ? BG_HOW_NARROWED
           : bg_spec_gains(diff, base, changed) ? BG_HOW_WIDENED
                                                : BG_HOW_EQUIVALENT;
}

/* One finding for a part that only containment can judge: `changed` is the base node with that part as in the head. */
static struct bg_change *add_constraint(struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                        const struct bg_node *changed, const char *keyword) {
    enum bg_change_how how = how_of(diff, pair->base, changed);
    enum bg_change_kind kind = how == BG_HOW_EQUIVALENT ? BG_CHANGE_SPEC_SET : BG_CHANGE_SPEC_CONSTRAINT;
    struct bg_change *change = bg_spec_add(diff, pair, kind, how, keyword);
    change->before = bg_spec_text(diff->arena, pair->base);
    change->after = bg_spec_text(diff->arena, pair->head);
    if (how == BG_HOW_NARROWED && bg_spec_may_ask(diff)) {
        bg_spec_isolate(diff, changed);
    }
    return change;
}

static void compare_constraints(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    const char *first = NULL;
    const struct bg_node *changed = pair->base;
    const struct bg_node *before = bg_spec_with(diff, NULL, BG_NO_SLICE, NULL);
    const struct bg_node *after = before;
    for (size_t i = 0; i < bg_spec_keyword_count; i++) {
        if (is_constraint(pair, &bg_spec_keywords[i])) {
            struct bg_slice name = bg_slice_of(bg_spec_keywords[i].name);
            changed = bg_spec_with(diff, changed, name, bg_node_get(pair->head, name));
            before = bg_spec_with(diff, before, name, bg_node_get(pair->base, name));
            after = bg_spec_with(diff, after, name, bg_node_get(pair->head, name));
            first = first == NULL ? name.at : first;
        }
    }
    if (first != NULL) {
        struct bg_change *change = add_constraint(diff, pair, changed, first);
        change->before = bg_spec_text(diff->arena, before);
        change->after = bg_spec_text(diff->arena, after);
    }
}

static void compare_openness(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    enum openness base = openness_of(pair->base);
    enum openness head = openness_of(pair->head);
    if (base == OPEN && head == CLOSED) {
        bg_spec_add(diff, pair, BG_CHANGE_SPEC_ADDITIONAL_PROPERTIES, BG_HOW_NARROWED, "additionalProperties");
    } else if (base == CLOSED && head == OPEN) {
        bg_spec_add(diff, pair, BG_CHANGE_SPEC_ADDITIONAL_PROPERTIES, BG_HOW_WIDENED, "additionalProperties");
    }
}

static void walk(struct bg_spec_diff *diff, const struct bg_spec_pair *pair);

static void walk_properties(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    const struct bg_node *base = bg_node_at(pair->base, "properties");
    const struct bg_node *head = bg_node_at(pair->head, "properties");
    for (size_t i = 0; bg_node_is(base, BG_NODE_MAP) && i < base->count; i++) {
        const struct bg_member *member = &base->as.members[i];
        const struct bg_node *after = bg_node_get(head, member->key);
        if (after != NULL && !bg_spec_same(member->value, after)) {
            struct bg_spec_pair below =
                bg_spec_pair_member(diff, pair, "properties", member->key, member->value, after);
            walk(diff, &below);
        }
    }
}

static void walk_branches(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, const char *keyword) {
    if (!is_list(bg_node_at(pair->base, keyword)) || !is_list(bg_node_at(pair->head, keyword)) ||
        bg_spec_keyword_same(pair, keyword)) {
        return;
    }
    struct bg_spec_pair *pairs;
    size_t count = bg_spec_compare_branches(diff, pair, keyword, &pairs);
    for (size_t i = 0; i < count; i++) {
        walk(diff, &pairs[i]);
    }
}

/* The member at head that a part of a conjunction has become: an equal one, else the one at the same place. */
static size_t find_part(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head,
                        size_t index) {
    for (size_t i = 0; i < head->count && bg_spec_step(diff); i++) {
        bool is_taken = i < base->count && bg_spec_canonical_equal(diff, base->as.items[i], head->as.items[i]);
        if ((i == index || !is_taken) && bg_spec_canonical_equal(diff, base->as.items[index], head->as.items[i])) {
            return i;
        }
    }
    return index;
}

static void walk_parts(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    const struct bg_node *base = bg_node_at(pair->base, "allOf");
    const struct bg_node *head = bg_node_at(pair->head, "allOf");
    bool is_comparable = is_list(base) && is_list(head) && base->count == head->count && !bg_spec_same(base, head);
    for (size_t i = 0; is_comparable && i < base->count; i++) {
        struct bg_spec_pair below = bg_spec_pair_item(diff, pair, "allOf", i, find_part(diff, base, head, i));
        walk(diff, &below);
    }
}

static void walk_notes(struct bg_spec_diff *diff, const struct bg_spec_pair *pair);

static void walk_named_notes(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, const char *keyword) {
    const struct bg_node *base = bg_node_at(pair->base, keyword);
    const struct bg_node *head = bg_node_at(pair->head, keyword);
    for (size_t i = 0; bg_node_is(base, BG_NODE_MAP) && i < base->count; i++) {
        const struct bg_member *member = &base->as.members[i];
        const struct bg_node *after = bg_node_get(head, member->key);
        if (after != NULL) {
            struct bg_spec_pair below = bg_spec_pair_member(diff, pair, keyword, member->key, member->value, after);
            walk_notes(diff, &below);
        }
    }
}

static void walk_listed_notes(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, const char *keyword) {
    const struct bg_node *base = bg_node_at(pair->base, keyword);
    const struct bg_node *head = bg_node_at(pair->head, keyword);
    for (size_t i = 0; is_list(base) && is_list(head) && i < base->count && i < head->count; i++) {
        struct bg_spec_pair below = bg_spec_pair_item(diff, pair, keyword, i, i);
        walk_notes(diff, &below);
    }
}

/* What one constraint holds, looked through for notes alone: what it accepts is judged as a whole. */
static void walk_notes_of(struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                          const struct bg_spec_keyword *keyword) {
    const struct bg_node *base = bg_node_at(pair->base, keyword->name);
    const struct bg_node *head = bg_node_at(pair->head, keyword->name);
    bool is_one = bg_spec_schemas(keyword) == BG_SCHEMAS_ONE || bg_spec_schemas(keyword) == BG_SCHEMAS_ONE_OR_LIST;
    if (bg_spec_schemas(keyword) == BG_SCHEMAS_NONE || bg_spec_same(base, head)) {
        return;
    }
    if (bg_spec_schemas(keyword) == BG_SCHEMAS_MAP) {
        walk_named_notes(diff, pair, keyword->name);
    } else if (is_one && bg_node_is(base, BG_NODE_MAP) && bg_node_is(head, BG_NODE_MAP)) {
        struct bg_spec_pair below = bg_spec_pair_values(diff, pair, keyword->name, base, head);
        walk_notes(diff, &below);
    } else {
        walk_listed_notes(diff, pair, keyword->name);
    }
}

/* Recursive with the functions above; the depth is that of the trees. */
static void walk_notes(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    bool is_comparable = bg_node_is(pair->base, BG_NODE_MAP) && bg_node_is(pair->head, BG_NODE_MAP) &&
                         !bg_spec_same(pair->base, pair->head);
    if (!is_comparable || !bg_spec_step(diff)) {
        return;
    }
    bg_spec_compare_notes(diff, pair);
    for (size_t i = 0; i < bg_spec_keyword_count; i++) {
        walk_notes_of(diff, pair, &bg_spec_keywords[i]);
    }
}

/* The notes in all that the walk itself does not enter. */
static void walk_constraints(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    for (size_t i = 0; i < bg_spec_keyword_count; i++) {
        const struct bg_spec_keyword *keyword = &bg_spec_keywords[i];
        bool is_walked_through = keyword->role == BG_SPEC_STRUCTURE && is_walked(pair, keyword);
        if (!is_walked_through) {
            walk_notes_of(diff, pair, keyword);
        }
    }
}

static void walk_items(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    const struct bg_node *base = bg_node_at(pair->base, "items");
    const struct bg_node *head = bg_node_at(pair->head, "items");
    if (is_schema(base) && is_schema(head)) {
        struct bg_spec_pair below = bg_spec_pair_values(diff, pair, "items", base, head);
        walk(diff, &below);
    }
    for (size_t i = 0; is_list(base) && is_list(head) && base->count == head->count && i < base->count; i++) {
        struct bg_spec_pair below = bg_spec_pair_item(diff, pair, "items", i, i);
        walk(diff, &below);
    }
}

static void walk_values(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    if (openness_of(pair->base) == SCHEMA && openness_of(pair->head) == SCHEMA) {
        const struct bg_node *base = bg_node_at(pair->base, "additionalProperties");
        const struct bg_node *head = bg_node_at(pair->head, "additionalProperties");
        struct bg_spec_pair below = bg_spec_pair_values(diff, pair, "additionalProperties", base, head);
        walk(diff, &below);
    }
}

static void walk(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    if (bg_spec_same(pair->base, pair->head) || !bg_spec_step(diff)) {
        return;
    }
    size_t before = diff->out->count;
    bool is_map = bg_node_is(pair->base, BG_NODE_MAP) && bg_node_is(pair->head, BG_NODE_MAP);
    if (!is_schema(pair->base) || !is_schema(pair->head) || bg_node_at(pair->base, "$ref") != NULL ||
        bg_node_at(pair->head, "$ref") != NULL) {
        add_constraint(diff, pair, pair->head, NULL);
        return;
    }
    bool is_equal = bg_spec_canonical_equal(diff, pair->base, pair->head);
    if (!is_equal && bg_spec_compare_kinds(diff, pair)) {
        return;
    }
    if (is_equal) {
        if (!is_map || !is_spelt_alike(pair)) {
            add_rewrite(diff, pair);
        }
    } else if (is_leaf(pair->base) && is_leaf(pair->head) && is_same_set(diff, pair->base, pair->head)) {
        add_rewrite(diff, pair);
    } else {
        bg_spec_compare_values(diff, pair);
        compare_openness(diff, pair);
        compare_constraints(diff, pair);
    }
    bg_spec_compare_notes(diff, pair);
    bg_spec_compare_properties(diff, pair);
    walk_properties(diff, pair);
    walk_branches(diff, pair, "anyOf");
    walk_branches(diff, pair, "oneOf");
    walk_parts(diff, pair);
    walk_items(diff, pair);
    walk_values(diff, pair);
    walk_constraints(diff, pair);
    if (diff->out->count == before) {
        add_constraint(diff, pair, pair->head, NULL);
    }
}

void bg_spec_walk(struct bg_spec_diff *diff) {
    struct bg_spec_pair roots = {
        .base = diff->base_root,
        .head = diff->head_root,
        .base_path = BG_LITERAL(""),
        .head_path = BG_LITERAL(""),
        .name = BG_LITERAL("configuration"),
    };
    walk(diff, &roots);
}
