/*
 * Branches: see spec_branches.h. Their position says nothing. They are matched by the value of the discriminator, then
 * those without one by what they accept, then by title; a title that comes back with another discriminator value is the
 * same branch with a new key, and what is in it is not compared.
 */
#include "diff/spec/spec_branches.h"

#include "text/builder.h"
#include "text/pointer.h"

#define NONE ((size_t)-1)

struct branches {
    struct bg_spec_diff *diff;
    const struct bg_spec_pair *pair;
    const char *keyword;
    const struct bg_node *base; /* lists */
    const struct bg_node *head;
    struct bg_slice base_key; /* discriminators, or that of the other side; {NULL, 0} without any */
    struct bg_slice head_key;
    size_t *head_of; /* for each branch of the base, or NONE */
    size_t *base_of;
};

/* The value that selects a branch, or NULL. */
static const struct bg_node *key_value(const struct bg_node *branch, struct bg_slice key) {
    if (key.len == 0) {
        return NULL;
    }
    const struct bg_node *property = bg_node_get(bg_node_at(branch, "properties"), key);
    const struct bg_node *constant = bg_node_at(property, "const");
    const struct bg_node *values = bg_node_at(property, "enum");
    bool is_one = bg_node_is(values, BG_NODE_LIST) && values->count == 1;
    return constant != NULL ? constant : is_one ? values->as.items[0] : NULL;
}

static struct bg_slice title_of(const struct bg_node *branch) {
    return bg_node_text(bg_node_at(branch, "title"));
}

static bool is_anonymous(const struct bg_node *branch, struct bg_slice key) {
    return key_value(branch, key) == NULL && title_of(branch).len == 0;
}

static bool match_by_key(const struct branches *b, size_t base, size_t head) {
    const struct bg_node *value = key_value(b->base->as.items[base], b->base_key);
    return value != NULL && bg_slice_equal(b->base_key, b->head_key) &&
           bg_spec_same(value, key_value(b->head->as.items[head], b->head_key));
}

static bool match_by_meaning(const struct branches *b, size_t base, size_t head) {
    const struct bg_node *before = b->base->as.items[base];
    const struct bg_node *after = b->head->as.items[head];
    return key_value(before, b->base_key) == NULL && key_value(after, b->head_key) == NULL &&
           bg_spec_canonical_equal(b->diff, before, after);
}

static bool match_by_title(const struct branches *b, size_t base, size_t head) {
    struct bg_slice title = title_of(b->base->as.items[base]);
    return title.len > 0 && bg_slice_equal(title, title_of(b->head->as.items[head]));
}

static bool match_by_both(const struct branches *b, size_t base, size_t head) {
    return match_by_title(b, base, head) && match_by_meaning(b, base, head);
}

/* Each branch of the base takes the first free branch of the head. */
static void match(struct branches *b, bool (*is_match)(const struct branches *, size_t, size_t)) {
    for (size_t i = 0; i < b->base->count; i++) {
        for (size_t j = 0; j < b->head->count && b->head_of[i] == NONE; j++) {
            if (b->base_of[j] == NONE && bg_spec_step(b->diff) && is_match(b, i, j)) {
                b->head_of[i] = j;
                b->base_of[j] = i;
            }
        }
    }
}

/* One that is left on each side, and that nothing tells apart from another, is the same branch. */
static void match_the_last(struct branches *b) {
    size_t base = NONE;
    size_t head = NONE;
    size_t left = 0;
    for (size_t i = 0; i < b->base->count; i++) {
        left += b->head_of[i] == NONE;
        base = b->head_of[i] == NONE ? i : base;
    }
    for (size_t j = 0; j < b->head->count; j++) {
        left += b->base_of[j] == NONE;
        head = b->base_of[j] == NONE ? j : head;
    }
    bool is_one = left == 2 && base != NONE && head != NONE;
    if (is_one && is_anonymous(b->base->as.items[base], b->base_key) &&
        is_anonymous(b->head->as.items[head], b->head_key)) {
        b->head_of[base] = head;
        b->base_of[head] = base;
    }
}

/* What a sentence calls a branch: its title, its key, or its number. */
static struct bg_slice label(const struct branches *b, const struct bg_node *branch, struct bg_slice key,
                             size_t index) {
    struct bg_slice title = title_of(branch);
    const struct bg_node *value = key_value(branch, key);
    if (title.len > 0) {
        return title;
    }
    return value != NULL ? bg_spec_text(b->diff->arena, value)
                         : bg_arena_printf(b->diff->arena, "number %zu", index + 1);
}

static struct bg_slice path_of(const struct branches *b, struct bg_slice owner, size_t index) {
    struct bg_slice group = bg_pointer_add(b->diff->arena, owner, bg_slice_of(b->keyword));
    return bg_pointer_add_index(b->diff->arena, group, index);
}

/* The base node with branch `index` replaced by `branch`, or (NULL) left out. */
static const struct bg_node *with_branch(const struct branches *b, size_t index, const struct bg_node *branch) {
    const struct bg_node **items = bg_arena_array(b->diff->arena, b->base->count, sizeof items[0]);
    size_t count = 0;
    for (size_t i = 0; i < b->base->count; i++) {
        if (i != index) {
            items[count++] = b->base->as.items[i];
        } else if (branch != NULL) {
            items[count++] = branch;
        }
    }
    return bg_spec_with(b->diff, b->pair->base, bg_slice_of(b->keyword),
                        bg_node_new_list(b->diff->arena, items, count, NULL));
}

static void report_removed(struct branches *b, size_t index) {
    const struct bg_node *branch = b->base->as.items[index];
    struct bg_change *change = bg_spec_add(b->diff, b->pair, BG_CHANGE_SPEC_BRANCH, BG_HOW_REMOVED, b->keyword);
    change->path = path_of(b, b->pair->base_path, index);
    change->before = label(b, branch, b->base_key, index);
    change->base = bg_node_place(branch);
    if (bg_spec_may_ask(b->diff)) {
        bg_spec_isolate(b->diff, with_branch(b, index, NULL));
    }
}

static void report_added(struct branches *b, size_t index) {
    const struct bg_node *branch = b->head->as.items[index];
    struct bg_change *change = bg_spec_add(b->diff, b->pair, BG_CHANGE_SPEC_BRANCH, BG_HOW_ADDED, b->keyword);
    change->path = path_of(b, b->pair->head_path, index);
    change->after = label(b, branch, b->head_key, index);
    change->base = (struct bg_place){0};
    change->head = bg_node_place(branch);
}

/* What selects a branch: its value, with the key in front where the two sides have different ones. */
static struct bg_slice selection(const struct branches *b, struct bg_slice key, const struct bg_node *value) {
    struct bg_slice text = bg_spec_text(b->diff->arena, value);
    bool is_one_key = bg_slice_equal(b->base_key, b->head_key);
    return is_one_key ? text : bg_arena_printf(b->diff->arena, "%.*s: %.*s", BG_ARGS(key), BG_ARGS(text));
}

/* The branch has the property that selects branches. */
static bool has_key(const struct bg_node *branch, struct bg_slice key) {
    return bg_node_get(bg_node_at(branch, "properties"), key) != NULL;
}

/* Whether a branch that a key selected has become one without that key. If its own branch is not known, it is any that
 * is new. */
static bool is_unselected(const struct branches *b, size_t base) {
    bool is_unselected = false;
    if (key_value(b->base->as.items[base], b->base_key) == NULL) {
        return false;
    }
    for (size_t j = 0; j < b->head->count; j++) {
        bool is_candidate = b->head_of[base] == NONE ? b->base_of[j] == NONE : b->head_of[base] == j;
        is_unselected = is_unselected || (is_candidate && !has_key(b->head->as.items[j], b->base_key));
    }
    return is_unselected;
}

/* A saved choice names its branch by the key: one that is under another key now reads it as none, whether or not it is
 * refused. One statement for the whole choice. */
static void report_selector(struct branches *b, size_t base) {
    struct bg_arena *arena = b->diff->arena;
    const struct bg_node *properties = bg_node_at(b->base->as.items[base], "properties");
    bool is_renamed = !bg_slice_equal(b->base_key, b->head_key);
    struct bg_change *change = bg_spec_add(b->diff, b->pair, BG_CHANGE_SPEC_PROPERTY,
                                           is_renamed ? BG_HOW_RENAMED : BG_HOW_REMOVED, b->keyword);
    struct bg_slice owner = bg_pointer_add(arena, path_of(b, b->pair->base_path, base), BG_LITERAL("properties"));
    change->path = bg_pointer_add(arena, owner, b->base_key);
    change->subject = b->base_key;
    change->before = b->base_key;
    change->after = b->head_key;
    change->base = bg_node_place(bg_node_get(properties, b->base_key));
}

/* Same title, but another value selects it now. */
static bool report_key(struct branches *b, size_t base, size_t head) {
    const struct bg_node *before = key_value(b->base->as.items[base], b->base_key);
    const struct bg_node *after = key_value(b->head->as.items[head], b->head_key);
    if (before == NULL || after == NULL || (bg_slice_equal(b->base_key, b->head_key) && bg_spec_same(before, after))) {
        return false;
    }
    struct bg_change *change = bg_spec_add(b->diff, b->pair, BG_CHANGE_SPEC_BRANCH, BG_HOW_DISCRIMINATOR, NULL);
    change->path = path_of(b, b->pair->head_path, head);
    change->subject = title_of(b->head->as.items[head]);
    change->before = selection(b, b->base_key, before);
    change->after = selection(b, b->head_key, after);
    change->base = bg_node_place(before);
    change->head = bg_node_place(after);
    if (bg_spec_may_ask(b->diff)) {
        bg_spec_isolate(b->diff, with_branch(b, base, b->head->as.items[head]));
    }
    return true;
}

static bool is_reordered(const struct branches *b) {
    size_t last = 0;
    for (size_t i = 0; i < b->base->count; i++) {
        if (b->head_of[i] != NONE) {
            if (b->head_of[i] < last) {
                return true;
            }
            last = b->head_of[i];
        }
    }
    return false;
}

static size_t *new_matches(struct bg_arena *arena, size_t count) {
    size_t *matches = bg_arena_array(arena, count, sizeof matches[0]);
    for (size_t i = 0; i < count; i++) {
        matches[i] = NONE;
    }
    return matches;
}

size_t bg_spec_compare_branches(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, const char *keyword,
                                struct bg_spec_pair **out) {
    struct branches b = {
        .diff = diff,
        .pair = pair,
        .keyword = keyword,
        .base = bg_node_at(pair->base, keyword),
        .head = bg_node_at(pair->head, keyword),
    };
    struct bg_discriminator base = {0};
    struct bg_discriminator head = {0};
    bool is_base = bg_discriminator_find(&diff->base_references, b.base, &base);
    bool is_head = bg_discriminator_find(&diff->head_references, b.head, &head);
    b.base_key = is_base ? base.key : head.key;
    b.head_key = is_head ? head.key : base.key;
    b.head_of = new_matches(diff->arena, b.base->count);
    b.base_of = new_matches(diff->arena, b.head->count);
    match(&b, match_by_key);
    match(&b, match_by_both);
    match(&b, match_by_meaning);
    match(&b, match_by_title);
    match_the_last(&b);
    struct bg_spec_pair *pairs = bg_arena_array(diff->arena, b.base->count, sizeof pairs[0]);
    size_t count = 0;
    bool is_said = false;
    for (size_t i = 0; i < b.base->count; i++) {
        bool is_walked = false;
        if (b.head_of[i] == NONE) {
            report_removed(&b, i);
        } else if (!report_key(&b, i, b.head_of[i])) {
            is_walked = true;
            pairs[count] = bg_spec_pair_item(diff, pair, keyword, i, b.head_of[i]);
            pairs[count++].discriminator = base.key;
        }
        if (!is_walked && !is_said && is_unselected(&b, i)) {
            is_said = true;
            report_selector(&b, i);
        }
    }
    for (size_t j = 0; j < b.head->count; j++) {
        if (b.base_of[j] == NONE) {
            report_added(&b, j);
        }
    }
    if (is_reordered(&b)) {
        bg_spec_add(diff, pair, BG_CHANGE_SPEC_BRANCH, BG_HOW_REORDERED, keyword);
    }
    *out = pairs;
    return count;
}
