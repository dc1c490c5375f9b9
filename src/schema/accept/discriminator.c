/* Discriminators: see discriminator.h. */
#include "schema/accept/discriminator.h"

#include "base/slice.h"

/* References followed from one branch or property before giving up: nobody chains them. */
enum { REFERENCE_HOPS = 8 };
/* Branches and candidate keys looked at: the largest real oneOf has 20 branches of 15 properties. */
enum { MOST_BRANCHES = 1024, MOST_KEYS = 64 };

static const struct bg_node *follow(struct bg_references *references, const struct bg_node *schema) {
    for (int hop = 0; hop < REFERENCE_HOPS; hop++) {
        const struct bg_node *reference = bg_node_at(schema, "$ref");
        if (!bg_node_is(reference, BG_NODE_STRING)) {
            return schema;
        }
        schema = bg_reference_find(references, schema, reference->as.text);
    }
    return NULL;
}

/* The only value that the property takes, or NULL. */
static const struct bg_node *fixed_value(struct bg_references *references, const struct bg_node *branch,
                                         struct bg_slice key) {
    const struct bg_node *properties = bg_node_at(branch, "properties");
    const struct bg_node *property = follow(references, bg_node_get(properties, key));
    const struct bg_node *value = bg_node_at(property, "const");
    if (value != NULL) {
        return value;
    }
    const struct bg_node *values = bg_node_at(property, "enum");
    return bg_node_is(values, BG_NODE_LIST) && values->count == 1 ? values->as.items[0] : NULL;
}

static bool is_among(const struct bg_node *const *values, size_t count, const struct bg_node *value) {
    for (size_t i = 0; i < count; i++) {
        if (bg_node_equal(values[i], value)) {
            return true;
        }
    }
    return false;
}

static bool tells_apart(struct bg_references *references, const struct bg_node *branches, struct bg_slice key,
                        const struct bg_node **values) {
    for (size_t i = 0; i < branches->count; i++) {
        const struct bg_node *branch = follow(references, branches->as.items[i]);
        const struct bg_node *value = fixed_value(references, branch, key);
        if (value == NULL || value->kind == BG_NODE_LIST || value->kind == BG_NODE_MAP || is_among(values, i, value)) {
            return false;
        }
        values[i] = value;
    }
    return true;
}

bool bg_discriminator_find(struct bg_references *references, const struct bg_node *branches,
                           struct bg_discriminator *out) {
    if (!bg_node_is(branches, BG_NODE_LIST) || branches->count == 0 || branches->count > MOST_BRANCHES) {
        return false;
    }
    const struct bg_node *first = follow(references, branches->as.items[0]);
    const struct bg_node *properties = bg_node_at(first, "properties");
    if (!bg_node_is(properties, BG_NODE_MAP)) {
        return false;
    }
    const struct bg_node **values = bg_arena_array(references->arena, branches->count, sizeof *values);
    for (size_t i = 0; i < properties->count && i < MOST_KEYS; i++) {
        if (tells_apart(references, branches, properties->as.members[i].key, values)) {
            *out = (struct bg_discriminator){properties->as.members[i].key, values};
            return true;
        }
    }
    return false;
}
