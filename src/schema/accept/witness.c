/*
 * Witnesses: see witness.h. Leaves are replaced one by one, in document order; the shape of the value stays. Which
 * schemas speak of a leaf is taken generously (all branches): what does not fit is not confirmed.
 */
#include "schema/accept/witness.h"

#include "base/slice.h"
#include "text/builder.h"
#include "schema/accept/reference.h"

/* Schemas that speak of one place, confirmations in all, nesting of the value, references followed in a row. */
enum { MOST_SCHEMAS = 32, MOST_TRIES = 48, MOST_DEPTH = 16, REFERENCE_HOPS = 8 };
/* Longer examples do not make a witness readable. */
enum { LONGEST_EXAMPLE = 64 };

struct schemas {
    const struct bg_node *items[MOST_SCHEMAS];
    size_t count;
};

struct improvement {
    struct bg_witness *witness;
    struct bg_references references;
    const struct bg_node *value; /* as improved so far */
    size_t path[MOST_DEPTH];     /* members and elements on the way to the leaf */
    size_t depth;
    size_t tries;
};

bool bg_witness_is_confirmed(struct bg_witness *witness, const struct bg_node *value) {
    struct bg_validation under_base = bg_validator_check(witness->base, value);
    struct bg_validation under_head = bg_validator_check(witness->head, value);
    witness->reason = under_base.validity == BG_UNSUPPORTED ? under_base.reason : under_head.reason;
    if (under_base.validity != BG_VALID || under_head.validity != BG_INVALID) {
        return false;
    }
    witness->fails_at = under_head.schema_at;
    return true;
}

static void add_schema(struct improvement *improvement, struct schemas *schemas, const struct bg_node *schema,
                       unsigned hops) {
    static const char *const inside[] = {"allOf", "anyOf", "oneOf"};
    if (!bg_node_is(schema, BG_NODE_MAP) || schemas->count == MOST_SCHEMAS || hops > REFERENCE_HOPS) {
        return;
    }
    schemas->items[schemas->count++] = schema;
    const struct bg_node *reference = bg_node_at(schema, "$ref");
    if (bg_node_is(reference, BG_NODE_STRING)) {
        add_schema(improvement, schemas, bg_reference_find(&improvement->references, schema, reference->as.text),
                   hops + 1);
    }
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++) {
        const struct bg_node *branches = bg_node_at(schema, inside[i]);
        for (size_t b = 0; bg_node_is(branches, BG_NODE_LIST) && b < branches->count; b++) {
            add_schema(improvement, schemas, branches->as.items[b], hops + 1);
        }
    }
}

static bool is_scalar(const struct bg_node *node) {
    return node->kind != BG_NODE_LIST && node->kind != BG_NODE_MAP;
}

/* `node`, which lies `at` steps down the path, with the leaf replaced. */
static const struct bg_node *with_leaf(const struct improvement *improvement, const struct bg_node *node, size_t at,
                                       const struct bg_node *leaf) {
    struct bg_arena *arena = improvement->witness->arena;
    if (at == improvement->depth) {
        return leaf;
    }
    size_t index = improvement->path[at];
    if (node->kind == BG_NODE_LIST) {
        const struct bg_node **items = bg_arena_array(arena, node->count, sizeof *items);
        memcpy(items, node->as.items, node->count * sizeof *items);
        items[index] = with_leaf(improvement, items[index], at + 1, leaf);
        return bg_node_new_list(arena, items, node->count, NULL);
    }
    struct bg_member *members = bg_arena_array(arena, node->count, sizeof *members);
    memcpy(members, node->as.members, node->count * sizeof *members);
    members[index].value = with_leaf(improvement, members[index].value, at + 1, leaf);
    return bg_node_new_map(arena, members, node->count, NULL);
}

/* Puts `leaf` at the end of the path, if that is confirmed. */
static bool try_leaf(struct improvement *improvement, const struct bg_node *leaf) {
    bool is_short = leaf->kind != BG_NODE_STRING || (leaf->as.text.len > 0 && leaf->as.text.len <= LONGEST_EXAMPLE);
    if (!is_scalar(leaf) || !is_short || improvement->tries == MOST_TRIES) {
        return false;
    }
    improvement->tries++;
    const struct bg_node *value = with_leaf(improvement, improvement->value, 0, leaf);
    if (!bg_witness_is_confirmed(improvement->witness, value)) {
        return false;
    }
    improvement->value = value;
    return true;
}

static bool try_offers(struct improvement *improvement, const struct bg_node *schema) {
    static const char *const offers[] = {"examples", "example", "default"};
    for (size_t i = 0; i < sizeof offers / sizeof offers[0]; i++) {
        const struct bg_node *offer = bg_node_at(schema, offers[i]);
        if (bg_node_is(offer, BG_NODE_LIST)) {
            for (size_t k = 0; k < offer->count && k < 2; k++) {
                if (try_leaf(improvement, offer->as.items[k])) {
                    return true;
                }
            }
        } else if (offer != NULL && try_leaf(improvement, offer)) {
            return true;
        }
    }
    return false;
}

static bool is_listed(const struct schemas *schemas) {
    for (size_t i = 0; i < schemas->count; i++) {
        if (bg_node_at(schemas->items[i], "enum") != NULL || bg_node_at(schemas->items[i], "const") != NULL) {
            return true;
        }
    }
    return false;
}

static void improve(struct improvement *improvement, const struct bg_node *node, const struct schemas *schemas) {
    if (node->kind == BG_NODE_STRING || bg_node_is_number(node)) {
        for (size_t i = 0; i < schemas->count && !is_listed(schemas); i++) {
            if (try_offers(improvement, schemas->items[i])) {
                return;
            }
        }
    }
    for (size_t i = 0; !is_scalar(node) && i < node->count && improvement->depth < MOST_DEPTH; i++) {
        struct schemas inner = {.count = 0};
        for (size_t s = 0; s < schemas->count; s++) {
            const struct bg_node *schema =
                node->kind == BG_NODE_MAP
                    ? bg_node_get(bg_node_at(schemas->items[s], "properties"), node->as.members[i].key)
                    : bg_node_at(schemas->items[s], "items");
            add_schema(improvement, &inner, schema, 0);
        }
        improvement->path[improvement->depth++] = i;
        improve(improvement, node->kind == BG_NODE_MAP ? node->as.members[i].value : node->as.items[i], &inner);
        improvement->depth--;
        if (improvement->tries == MOST_TRIES) {
            return;
        }
    }
}

const struct bg_node *bg_witness_improve(struct bg_witness *witness, const struct bg_node *base,
                                         const struct bg_node *value) {
    struct improvement improvement = {
        .witness = witness,
        .references = {.arena = witness->arena, .document = base},
        .value = value,
    };
    struct schemas schemas = {.count = 0};
    add_schema(&improvement, &schemas, base, 0);
    improve(&improvement, value, &schemas);
    return improvement.value;
}
