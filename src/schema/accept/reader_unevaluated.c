/*
 * What `unevaluatedProperties` and `unevaluatedItems` say (2020-12, core 11), in terms of what is known already: which
 * parts of the value other keywords look at depends on which branches accept it. Each way in which the branches can
 * turn out has a condition, and under it the keyword is an `additionalProperties` or an `items` beside those that the
 * branches have. One of the ways holds; branches of which only one can hold make one way each, not a way for each set.
 */
#include "schema/accept/reader_private.h"

#include "base/limits.h"
#include "base/slice.h"

#include <stdlib.h>

/* One way in which branches turn out, and what was looked at then. */
struct way {
    bg_literal condition; /* of the whole value */
    bool is_all;          /* everything was looked at */
    const struct bg_slice *keys;
    size_t key_count;
    const struct bg_slice *patterns; /* of keys */
    size_t pattern_count;
    size_t first;         /* elements from the front */
    bg_literal contained; /* elements that satisfy this */
};

struct ways {
    struct way *items; /* at least one; none if nothing can satisfy the schema */
    size_t count;
};

struct looking {
    struct bg_reader *reader;
    const struct bg_node *asking; /* the schema whose keyword it is about */
    bool of_items;
    bool is_cut_off; /* too many ways */
    unsigned depth;
};

static struct bg_arena *arena_of(const struct looking *looking) {
    return looking->reader->references.arena;
}

static struct ways one_way(const struct looking *looking, struct way way) {
    struct way *items = bg_arena_array(arena_of(looking), 1, sizeof *items);
    *items = way;
    return (struct ways){items, 1};
}

static struct way nothing_seen(void) {
    return (struct way){.condition = BG_ALWAYS, .contained = BG_NEVER};
}

static bool sees_nothing(const struct way *way) {
    return !way->is_all && way->key_count + way->pattern_count + way->first == 0 && way->contained == BG_NEVER;
}

/* No way in them has looked at anything: it does not matter which it is. */
static bool see_nothing(const struct ways *ways) {
    for (size_t i = 0; i < ways->count; i++) {
        if (!sees_nothing(&ways->items[i])) {
            return false;
        }
    }
    return true;
}

static const struct bg_slice *join(const struct looking *looking, const struct bg_slice *a, size_t a_count,
                                   const struct bg_slice *b, size_t b_count) {
    if (a_count == 0 || b_count == 0) {
        return a_count == 0 ? b : a;
    }
    struct bg_slice *all = bg_arena_array(arena_of(looking), a_count + b_count, sizeof *all);
    memcpy(all, a, a_count * sizeof *all);
    memcpy(all + a_count, b, b_count * sizeof *all);
    return all;
}

static struct way both(const struct looking *looking, const struct way *a, const struct way *b) {
    struct bg_forms *forms = looking->reader->forms;
    bg_literal conditions[2] = {a->condition, b->condition};
    bg_literal contained[2] = {a->contained, b->contained};
    return (struct way){
        .condition = bg_form_all(forms, conditions, 2),
        .is_all = a->is_all || b->is_all,
        .keys = join(looking, a->keys, a->key_count, b->keys, b->key_count),
        .key_count = a->key_count + b->key_count,
        .patterns = join(looking, a->patterns, a->pattern_count, b->patterns, b->pattern_count),
        .pattern_count = a->pattern_count + b->pattern_count,
        .first = a->first > b->first ? a->first : b->first,
        .contained = bg_form_any(forms, contained, 2),
    };
}

/* Every way of one with every way of the other, as far as they go together. */
static struct ways times(struct looking *looking, struct ways a, struct ways b) {
    if (looking->is_cut_off || a.count * b.count > BG_LIMIT_EVALUATED_WAYS) {
        looking->is_cut_off = true;
        return a;
    }
    struct ways all = {bg_arena_array(arena_of(looking), a.count * b.count, sizeof *all.items), 0};
    for (size_t i = 0; i < a.count; i++) {
        for (size_t k = 0; k < b.count; k++) {
            struct way way = both(looking, &a.items[i], &b.items[k]);
            if (way.condition != BG_NEVER) {
                all.items[all.count++] = way;
            }
        }
    }
    return all;
}

static struct ways plus(struct looking *looking, struct ways a, struct ways b) {
    if (looking->is_cut_off || a.count + b.count > BG_LIMIT_EVALUATED_WAYS) {
        looking->is_cut_off = true;
        return a;
    }
    struct ways all = {bg_arena_array(arena_of(looking), a.count + b.count, sizeof *all.items), a.count + b.count};
    if (a.count > 0) {
        memcpy(all.items, a.items, a.count * sizeof *all.items);
    }
    if (b.count > 0) {
        memcpy(all.items + a.count, b.items, b.count * sizeof *all.items);
    }
    return all;
}

static struct ways under(struct looking *looking, bg_literal condition, struct ways ways) {
    struct way way = nothing_seen();
    way.condition = condition;
    return times(looking, one_way(looking, way), ways);
}

static const struct bg_node *keyword(const struct looking *looking, const struct bg_node *schema, const char *name) {
    return bg_reader_knows(looking->reader, name) ? bg_node_at(schema, name) : NULL;
}

static struct ways ways_of(struct looking *looking, const struct bg_node *schema);

static struct way own_members(const struct looking *looking, const struct bg_node *schema) {
    struct way way = nothing_seen();
    way.keys = bg_reader_keys(looking->reader, keyword(looking, schema, "properties"), &way.key_count);
    way.patterns = bg_reader_keys(looking->reader, keyword(looking, schema, "patternProperties"), &way.pattern_count);
    way.is_all = keyword(looking, schema, "additionalProperties") != NULL ||
                 (schema != looking->asking && keyword(looking, schema, "unevaluatedProperties") != NULL);
    return way;
}

static struct way own_elements(const struct looking *looking, const struct bg_node *schema) {
    struct way way = nothing_seen();
    const struct bg_node *prefix = keyword(looking, schema, "prefixItems");
    const struct bg_node *items = keyword(looking, schema, "items");
    const struct bg_node *contains = keyword(looking, schema, "contains");
    bool is_tuple = bg_node_is(items, BG_NODE_LIST);
    const struct bg_node *first = is_tuple ? items : prefix;
    way.first = bg_node_is(first, BG_NODE_LIST) ? first->count : 0;
    way.is_all = (items != NULL && !is_tuple) || (is_tuple && bg_node_at(schema, "additionalItems") != NULL) ||
                 (schema != looking->asking && keyword(looking, schema, "unevaluatedItems") != NULL);
    if (contains != NULL && looking->reader->dialect != BG_DIALECT_2019) {
        way.contained = bg_reader_child(looking->reader, contains, bg_reader_read);
    }
    return way;
}

/* Branches of which any number may hold, or, if `is_one`, exactly one does. */
static struct ways ways_of_branches(struct looking *looking, const struct bg_node *branches, bool is_one) {
    struct bg_forms *forms = looking->reader->forms;
    struct ways all = one_way(looking, nothing_seen());
    struct ways sum = {0};
    for (size_t i = 0; i < branches->count; i++) {
        struct ways ways = ways_of(looking, branches->as.items[i]);
        bg_literal holds = bg_reader_read(looking->reader, branches->as.items[i]);
        if (is_one) {
            sum = plus(looking, sum, under(looking, holds, ways));
        } else if (!see_nothing(&ways)) {
            struct way without = nothing_seen();
            without.condition = bg_form_negate(forms, holds);
            all = times(looking, all, plus(looking, one_way(looking, without), under(looking, holds, ways)));
        }
    }
    return !is_one ? all : see_nothing(&sum) ? one_way(looking, nothing_seen()) : sum;
}

static bool are_apart(const struct looking *looking, const struct bg_node *branches) {
    for (size_t i = 0; i < branches->count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (!bg_form_are_disjoint(looking->reader->forms, bg_reader_read(looking->reader, branches->as.items[i]),
                                      bg_reader_read(looking->reader, branches->as.items[k]))) {
                return false;
            }
        }
    }
    return true;
}

static struct ways add_branches(struct looking *looking, const struct bg_node *schema, struct ways ways) {
    const struct bg_node *all_of = keyword(looking, schema, "allOf");
    const struct bg_node *any_of = keyword(looking, schema, "anyOf");
    const struct bg_node *one_of = keyword(looking, schema, "oneOf");
    for (size_t i = 0; bg_node_is(all_of, BG_NODE_LIST) && i < all_of->count; i++) {
        ways = times(looking, ways, ways_of(looking, all_of->as.items[i]));
    }
    if (bg_node_is(any_of, BG_NODE_LIST)) {
        ways = times(looking, ways, ways_of_branches(looking, any_of, are_apart(looking, any_of)));
    }
    if (bg_node_is(one_of, BG_NODE_LIST)) {
        ways = times(looking, ways, ways_of_branches(looking, one_of, true));
    }
    return ways;
}

static struct ways add_condition(struct looking *looking, const struct bg_node *schema, struct ways ways) {
    const struct bg_node *condition = keyword(looking, schema, "if");
    if (condition == NULL) {
        return ways;
    }
    const struct bg_node *then_schema = bg_node_at(schema, "then");
    const struct bg_node *else_schema = bg_node_at(schema, "else");
    bg_literal holds = bg_reader_read(looking->reader, condition);
    struct ways yes = ways_of(looking, condition);
    struct ways no = one_way(looking, nothing_seen());
    yes = then_schema == NULL ? yes : times(looking, yes, ways_of(looking, then_schema));
    no = else_schema == NULL ? no : ways_of(looking, else_schema);
    if (see_nothing(&yes) && see_nothing(&no)) {
        return ways;
    }
    yes = under(looking, holds, yes);
    no = under(looking, bg_form_negate(looking->reader->forms, holds), no);
    return times(looking, ways, plus(looking, yes, no));
}

static struct ways add_dependencies(struct looking *looking, const struct bg_node *schema, const char *name,
                                    struct ways ways) {
    const struct bg_node *map = keyword(looking, schema, name);
    for (size_t i = 0; bg_node_is(map, BG_NODE_MAP) && i < map->count && !looking->of_items; i++) {
        struct ways inner = ways_of(looking, map->as.members[i].value);
        if (see_nothing(&inner)) {
            continue;
        }
        bg_literal has_key = bg_form_atom(looking->reader->forms,
                                          (struct bg_form){.kind = BG_FORM_REQUIRED, .key = map->as.members[i].key});
        struct way without = nothing_seen();
        without.condition = bg_form_negate(looking->reader->forms, has_key);
        ways = times(looking, ways, plus(looking, one_way(looking, without), under(looking, has_key, inner)));
    }
    return ways;
}

static struct ways add_references(struct looking *looking, const struct bg_node *schema, struct ways ways) {
    static const char *const names[] = {"$ref", "$dynamicRef", "$recursiveRef"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        bool is_known = i == 0 || bg_reader_knows(looking->reader, names[i]);
        const struct bg_node *target = is_known && bg_node_at(schema, names[i]) != NULL
                                           ? bg_reader_target(looking->reader, schema, names[i])
                                           : NULL;
        if (target != NULL) {
            ways = times(looking, ways, ways_of(looking, target));
        }
    }
    return ways;
}

/* The ways of a schema that accepts the value. */
static struct ways ways_of(struct looking *looking, const struct bg_node *schema) {
    struct bg_reader *reader = looking->reader;
    struct ways ways = one_way(looking, nothing_seen());
    if (schema->kind != BG_NODE_MAP || looking->is_cut_off) {
        return ways;
    }
    if (looking->depth >= BG_LIMIT_SCHEMA_DEPTH) {
        looking->is_cut_off = true;
        return ways;
    }
    const struct bg_scope *scope = reader->scope;
    reader->scope = bg_scope_enter(&reader->references, scope, schema);
    looking->depth++;
    ways = add_references(looking, schema, ways);
    if (bg_node_at(schema, "$ref") == NULL || !bg_dialect_ref_stands_alone(reader->dialect)) {
        struct way own = looking->of_items ? own_elements(looking, schema) : own_members(looking, schema);
        ways = times(looking, ways, one_way(looking, own));
        ways = add_branches(looking, schema, ways);
        ways = add_condition(looking, schema, ways);
        ways = add_dependencies(looking, schema, "dependencies", ways);
        ways = add_dependencies(looking, schema, "dependentSchemas", ways);
    }
    looking->depth--;
    reader->scope = scope;
    return ways;
}

static int by_bytes(const void *a, const void *b) {
    return bg_slice_compare(*(const struct bg_slice *)a, *(const struct bg_slice *)b);
}

/* Ascending, each once. */
static const struct bg_slice *sorted(const struct looking *looking, const struct bg_slice *slices, size_t *count) {
    struct bg_slice *all = bg_arena_array(arena_of(looking), *count, sizeof *all);
    size_t kept = 0;
    if (*count > 0) {
        memcpy(all, slices, *count * sizeof *all);
        qsort(all, *count, sizeof *all, by_bytes);
    }
    for (size_t i = 0; i < *count; i++) {
        if (kept == 0 || !bg_slice_equal(all[kept - 1], all[i])) {
            all[kept++] = all[i];
        }
    }
    *count = kept;
    return all;
}

/* "The others satisfy `literal`", given what was looked at. */
static bg_literal others_satisfy(const struct looking *looking, const struct way *way, bg_literal literal) {
    struct bg_forms *forms = looking->reader->forms;
    if (!looking->of_items) {
        struct bg_form form = {.kind = BG_FORM_ADDITIONAL, .literals = &literal, .literal_count = 1};
        form.key_count = way->key_count;
        form.pattern_count = way->pattern_count;
        form.keys = sorted(looking, way->keys, &form.key_count);
        form.patterns = sorted(looking, way->patterns, &form.pattern_count);
        return bg_form_atom(forms, form);
    }
    bg_literal either[2] = {way->contained, literal};
    bg_literal *literals = bg_arena_array(arena_of(looking), way->first + 1, sizeof *literals);
    for (size_t i = 0; i < way->first; i++) {
        literals[i] = BG_ALWAYS;
    }
    literals[way->first] = bg_form_any(forms, either, 2);
    if (literals[way->first] == BG_ALWAYS) {
        return BG_ALWAYS;
    }
    return bg_form_atom(forms,
                        (struct bg_form){.kind = BG_FORM_ITEMS, .literals = literals, .literal_count = way->first + 1});
}

/* Of too many ways nothing is said but that the same schema says the same. */
static void add_opaque(const struct looking *looking, struct bg_parts *parts) {
    uint32_t value = UINT32_MAX;
    struct bg_slice identity = BG_NO_SLICE;
    if (bg_form_add_value(looking->reader->forms, looking->asking, &value)) {
        identity = bg_form_value(looking->reader->forms, value)->text;
    }
    struct bg_slice why = bg_arena_printf(
        arena_of(looking), "branches under an `unevaluated...` turn out in more than %u ways", BG_LIMIT_EVALUATED_WAYS);
    bg_parts_add(parts, bg_form_atom(looking->reader->forms,
                                     (struct bg_form){.kind = BG_FORM_OPAQUE,
                                                      .text = why,
                                                      .key = identity,
                                                      .size = value == UINT32_MAX ? (size_t)looking->asking->at : 0}));
}

void bg_reader_add_unevaluated(struct bg_reader *reader, const struct bg_node *schema, bool of_items,
                               bg_literal literal, struct bg_parts *parts) {
    if (literal == BG_ALWAYS) {
        return;
    }
    struct looking looking = {.reader = reader, .asking = schema, .of_items = of_items};
    struct ways ways = ways_of(&looking, schema);
    if (looking.is_cut_off) {
        add_opaque(&looking, parts);
        return;
    }
    for (size_t i = 0; i < ways.count; i++) {
        if (!ways.items[i].is_all) {
            bg_literal either[2] = {bg_form_negate(reader->forms, ways.items[i].condition),
                                    others_satisfy(&looking, &ways.items[i], literal)};
            bg_parts_add(parts, bg_form_any(reader->forms, either, 2));
        }
    }
}
