/*
 * Values: see spec_values.h. Whether a bound or a pattern became narrower is asked of the containment engine with that
 * keyword alone, so exact decimals, integers and languages are understood in one place only. An answer of "unknown"
 * counts as narrower; the verdict on the whole schema is added later.
 */
#include "diff/spec/spec_values.h"

#include "base/table.h"
#include "diff/spec/spec_keyword.h"
#include "text/builder.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum type_bit {
    TYPE_NULL = 1,
    TYPE_BOOLEAN = 2,
    TYPE_INTEGER = 4,
    TYPE_FRACTION = 8,
    TYPE_STRING = 16,
    TYPE_ARRAY = 32,
    TYPE_OBJECT = 64,
    TYPE_ALL = 127,
};

static const struct {
    const char *name;
    unsigned bits;
} type_names[] = {
    {"array", TYPE_ARRAY},
    {"boolean", TYPE_BOOLEAN},
    {"integer", TYPE_INTEGER},
    {"null", TYPE_NULL},
    {"number", TYPE_INTEGER | TYPE_FRACTION},
    {"object", TYPE_OBJECT},
    {"string", TYPE_STRING},
};

static unsigned type_bits(const struct bg_node *name) {
    for (size_t i = 0; i < COUNT(type_names); i++) {
        if (bg_node_is_text(name, type_names[i].name)) {
            return type_names[i].bits;
        }
    }
    return 0;
}

/* What a node may be by its `type` alone. */
static unsigned types_of(const struct bg_node *node) {
    if (bg_node_is(node, BG_NODE_BOOL) && !node->as.boolean) {
        return 0;
    }
    const struct bg_node *type = bg_node_at(node, "type");
    if (type == NULL) {
        return TYPE_ALL;
    }
    if (type->kind != BG_NODE_LIST) {
        return type_bits(type);
    }
    unsigned bits = 0;
    for (size_t i = 0; i < type->count; i++) {
        bits |= type_bits(type->as.items[i]);
    }
    return bits;
}

/* What a sentence says of the type of a node. */
static struct bg_slice type_text(const struct bg_spec_diff *diff, const struct bg_node *node) {
    const struct bg_node *type = bg_node_at(node, "type");
    if (type != NULL) {
        return bg_spec_text(diff->arena, type);
    }
    return bg_node_is(node, BG_NODE_BOOL) && !node->as.boolean ? BG_LITERAL("no value") : BG_LITERAL("any type");
}

static void add_type(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, enum bg_change_how how) {
    struct bg_change *change = bg_spec_add(diff, pair, BG_CHANGE_SPEC_TYPE, how, "type");
    change->before = type_text(diff, pair->base);
    change->after = type_text(diff, pair->head);
}

bool bg_spec_compare_kinds(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    unsigned base = types_of(pair->base);
    unsigned head = types_of(pair->head);
    bool is_part = (base & head) == base || (base & head) == head;
    if ((base & head & ~(unsigned)TYPE_NULL) != 0 || (is_part && head != 0)) {
        return false;
    }
    bool is_simple = (base & TYPE_OBJECT) == 0 && (head & TYPE_OBJECT) != 0 && bg_node_at(pair->head, "oneOf") != NULL;
    add_type(diff, pair, is_simple ? BG_HOW_SIMPLE_TO_ONEOF : BG_HOW_CHANGED);
    bg_spec_isolate(diff, pair->head);
    return true;
}

/* A schema of one type with a few keywords of `from` and nothing else. */
static const struct bg_node *probe(const struct bg_spec_diff *diff, const char *type, const struct bg_node *from,
                                   const char *const *keywords, size_t count) {
    struct bg_members members = {.arena = diff->arena};
    bg_members_set(&members, "type", bg_node_new_text(diff->arena, bg_slice_of(type), NULL));
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *value = bg_node_at(from, keywords[i]);
        if (value != NULL) {
            bg_members_set(&members, keywords[i], value);
        }
    }
    return bg_node_new_map(diff->arena, members.items, members.count, NULL);
}

/* The change just added, by itself: the base node with one keyword as the head has it. */
static void isolate_keyword(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, const char *keyword) {
    if (bg_spec_may_ask(diff)) {
        struct bg_slice key = bg_slice_of(keyword);
        bg_spec_isolate(diff, bg_spec_with(diff, pair->base, key, bg_node_get(pair->head, key)));
    }
}

static void compare_types(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    unsigned base = types_of(pair->base);
    unsigned head = types_of(pair->head);
    if ((base & ~head) != 0) {
        add_type(diff, pair, BG_HOW_NARROWED);
        isolate_keyword(diff, pair, "type");
    }
    if ((head & ~base) != 0) {
        add_type(diff, pair, BG_HOW_WIDENED);
    }
}

/* The strings of a list; other values are looked up one by one. */
static void strings_of(const struct bg_node *list, struct bg_table *table) {
    for (size_t i = 0; i < list->count; i++) {
        if (bg_node_is(list->as.items[i], BG_NODE_STRING)) {
            bg_table_put(table, list->as.items[i]->as.text, table);
        }
    }
}

static bool holds(struct bg_spec_diff *diff, const struct bg_node *list, const struct bg_table *strings,
                  const struct bg_node *value) {
    if (value->kind == BG_NODE_STRING) {
        return bg_table_get(strings, value->as.text) != NULL;
    }
    for (size_t i = 0; i < list->count && bg_spec_step(diff); i++) {
        if (bg_node_equal(list->as.items[i], value)) {
            return true;
        }
    }
    return false;
}

/* The values of one list that the other lacks, as short texts. */
static struct bg_slice missing(struct bg_spec_diff *diff, const struct bg_node *from, const struct bg_node *in,
                               size_t *count) {
    struct bg_table strings = {0};
    strings_of(in, &strings);
    struct bg_slice *texts = bg_arena_array(diff->arena, from->count, sizeof texts[0]);
    *count = 0;
    for (size_t i = 0; i < from->count; i++) {
        if (!holds(diff, in, &strings, from->as.items[i])) {
            texts[(*count)++] = bg_spec_text(diff->arena, from->as.items[i]);
        }
    }
    bg_table_finish(&strings);
    return bg_spec_list(diff->arena, texts, *count);
}

static void compare_enum_values(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, const struct bg_node *base,
                                const struct bg_node *head) {
    size_t removed_count;
    size_t added_count;
    struct bg_slice removed = missing(diff, base, head, &removed_count);
    struct bg_slice added = missing(diff, head, base, &added_count);
    if (removed_count > 0) {
        struct bg_change *change = bg_spec_add(diff, pair, BG_CHANGE_SPEC_ENUM_VALUE, BG_HOW_REMOVED, "enum");
        change->before = removed;
        isolate_keyword(diff, pair, "enum");
    }
    if (added_count > 0) {
        struct bg_change *change = bg_spec_add(diff, pair, BG_CHANGE_SPEC_ENUM_VALUE, BG_HOW_ADDED, "enum");
        change->after = added;
    }
}

/* A const that comes or goes says all there is to say about the enum beside it. */
static void compare_finite(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    const struct bg_node *base_const = bg_node_at(pair->base, "const");
    const struct bg_node *head_const = bg_node_at(pair->head, "const");
    if ((base_const == NULL) != (head_const == NULL)) {
        bg_spec_add_value(diff, pair, BG_CHANGE_SPEC_CONST, base_const == NULL ? BG_HOW_ADDED : BG_HOW_REMOVED,
                          "const");
        isolate_keyword(diff, pair, "const");
        return;
    }
    if (!bg_spec_same(base_const, head_const)) {
        bg_spec_add_value(diff, pair, BG_CHANGE_SPEC_CONST, BG_HOW_CHANGED, "const");
        isolate_keyword(diff, pair, "const");
    }
    const struct bg_node *base = bg_node_at(pair->base, "enum");
    const struct bg_node *head = bg_node_at(pair->head, "enum");
    if (base == NULL && head == NULL) {
        return;
    }
    if (base == NULL || head == NULL) {
        bg_spec_add_value(diff, pair, BG_CHANGE_SPEC_ENUM, base == NULL ? BG_HOW_ADDED : BG_HOW_REMOVED, "enum");
        isolate_keyword(diff, pair, "enum");
    } else if (base->kind == BG_NODE_LIST && head->kind == BG_NODE_LIST) {
        compare_enum_values(diff, pair, base, head);
    }
}

/* Whether no other value differs, so that the two nodes differ as their patterns do. */
static bool is_only_pattern(const struct bg_spec_pair *pair) {
    for (size_t i = 0; i < bg_spec_keyword_count; i++) {
        const struct bg_spec_keyword *keyword = &bg_spec_keywords[i];
        bool is_other = keyword->role != BG_SPEC_NOTE && strcmp(keyword->name, "pattern") != 0;
        if (is_other && !bg_spec_keyword_same(pair, keyword->name)) {
            return false;
        }
    }
    return true;
}

static void compare_patterns(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    static const char *const pattern[] = {"pattern"};
    const struct bg_node *base = bg_node_at(pair->base, "pattern");
    const struct bg_node *head = bg_node_at(pair->head, "pattern");
    if (bg_spec_same(base, head)) {
        return;
    }
    enum bg_change_how how = BG_HOW_UNDECIDED;
    if (base == NULL || head == NULL) {
        how = base == NULL ? BG_HOW_ADDED : BG_HOW_REMOVED;
    } else {
        bool is_only = is_only_pattern(pair);
        const struct bg_node *before = is_only ? pair->base : probe(diff, "string", pair->base, pattern, 1);
        const struct bg_node *after = is_only ? pair->head : probe(diff, "string", pair->head, pattern, 1);
        switch (bg_spec_contains(diff, before, after)) {
        case BG_ANSWER_YES:
            how = bg_spec_contains_back(diff, before, after) == BG_ANSWER_YES ? BG_HOW_EQUIVALENT : BG_HOW_WIDENED;
            break;
        case BG_ANSWER_NO:
            how = BG_HOW_NARROWED;
            break;
        case BG_ANSWER_UNKNOWN:
            break;
        }
    }
    bg_spec_add_value(diff, pair, BG_CHANGE_SPEC_PATTERN, how, "pattern");
    isolate_keyword(diff, pair, "pattern");
}

/* Keywords that bound the same quantity are judged together: an exclusive minimum may take the place of a minimum. */
static const struct bound {
    const char *type;
    const char *keywords[2];
    size_t count;
} bounds[] = {
    {"number", {"minimum", "exclusiveMinimum"}, 2},
    {"number", {"maximum", "exclusiveMaximum"}, 2},
    {"number", {"multipleOf"}, 1},
    {"string", {"minLength"}, 1},
    {"string", {"maxLength"}, 1},
    {"array", {"minItems"}, 1},
    {"array", {"maxItems"}, 1},
    {"object", {"minProperties"}, 1},
    {"object", {"maxProperties"}, 1},
};

/* What one bound of a node says, as "minimum 1, exclusiveMaximum 9". */
static struct bg_slice bound_text(struct bg_spec_diff *diff, const struct bg_node *node, const bool *is_part) {
    struct bg_slice texts[2 * COUNT(bounds)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT(bounds); i++) {
        for (size_t j = 0; j < bounds[i].count && is_part[i]; j++) {
            const struct bg_node *value = bg_node_at(node, bounds[i].keywords[j]);
            if (value != NULL) {
                texts[count++] = bg_arena_printf(diff->arena, "%s %.*s", bounds[i].keywords[j],
                                                 BG_ARGS(bg_spec_text(diff->arena, value)));
            }
        }
    }
    return count == 0 ? BG_LITERAL("no limit") : bg_spec_list(diff->arena, texts, count);
}

static void add_bounds(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, enum bg_change_how how,
                       const bool *is_part) {
    const struct bg_node *isolated = pair->base;
    const char *first = NULL;
    for (size_t i = 0; i < COUNT(bounds); i++) {
        for (size_t j = 0; j < bounds[i].count && is_part[i]; j++) {
            struct bg_slice keyword = bg_slice_of(bounds[i].keywords[j]);
            isolated = bg_spec_with(diff, isolated, keyword, bg_node_get(pair->head, keyword));
            first = first == NULL ? bounds[i].keywords[j] : first;
        }
    }
    if (first == NULL) {
        return;
    }
    struct bg_change *change = bg_spec_add(diff, pair, BG_CHANGE_SPEC_BOUND, how, first);
    change->before = bound_text(diff, pair->base, is_part);
    change->after = bound_text(diff, pair->head, is_part);
    if (bg_spec_may_ask(diff)) {
        bg_spec_isolate(diff, isolated);
    }
}

static bool has_any(const struct bg_node *node, const struct bound *bound) {
    return bg_node_at(node, bound->keywords[0]) != NULL ||
           (bound->count > 1 && bg_node_at(node, bound->keywords[1]) != NULL);
}

static void compare_bounds(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    bool tightened[COUNT(bounds)] = {false};
    bool relaxed[COUNT(bounds)] = {false};
    bool is_integer = ((types_of(pair->base) | types_of(pair->head)) & TYPE_FRACTION) == 0;
    for (size_t i = 0; i < COUNT(bounds); i++) {
        const struct bound *bound = &bounds[i];
        bool is_same = true;
        for (size_t j = 0; j < bound->count; j++) {
            is_same = is_same && bg_spec_keyword_same(pair, bound->keywords[j]);
        }
        if (is_same) {
            continue;
        }
        const char *type = i < 3 && is_integer ? "integer" : bound->type;
        const struct bg_node *before = probe(diff, type, pair->base, bound->keywords, bound->count);
        const struct bg_node *after = probe(diff, type, pair->head, bound->keywords, bound->count);
        if (has_any(pair->head, bound) && bg_spec_contains(diff, before, after) != BG_ANSWER_YES) {
            tightened[i] = true;
        } else {
            relaxed[i] = bg_spec_contains_back(diff, before, after) != BG_ANSWER_YES;
        }
    }
    add_bounds(diff, pair, BG_HOW_NARROWED, tightened);
    add_bounds(diff, pair, BG_HOW_WIDENED, relaxed);
}

static void compare_unique(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    bool was_unique = bg_node_is_true(bg_node_at(pair->base, "uniqueItems"));
    bool is_unique = bg_node_is_true(bg_node_at(pair->head, "uniqueItems"));
    if (was_unique != is_unique) {
        bg_spec_add(diff, pair, BG_CHANGE_SPEC_UNIQUE_ITEMS, is_unique ? BG_HOW_ADDED : BG_HOW_REMOVED, "uniqueItems");
        isolate_keyword(diff, pair, "uniqueItems");
    }
}

void bg_spec_compare_values(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    compare_types(diff, pair);
    compare_finite(diff, pair);
    compare_patterns(diff, pair);
    compare_bounds(diff, pair);
    compare_unique(diff, pair);
}
