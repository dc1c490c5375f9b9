/* Keywords about the elements of arrays and the members of objects (draft-07, validation 6.4 and 6.5). */
#include "schema/accept/validate_private.h"

#include "base/buffer.h"
#include "base/slice.h"
#include "base/table.h"
#include "schema/language/exact.h"
#include "schema/accept/value.h"

/* `count` against the keyword's number: `side` is 1 for minima, -1 for maxima. */
static enum bg_validity check_count(const struct bg_check *check, size_t count, int side) {
    const struct bg_exact *bound =
        bg_node_is_number(check->keyword) ? bg_exact_read(check->validator->arena, check->keyword->as.text) : NULL;
    if (bound == NULL) {
        return bg_check_unsupported(check, "a size is no number");
    }
    const struct bg_exact *size = bg_exact_of(check->validator->arena, (long)count);
    return bg_exact_compare(size, bound) * side >= 0 ? BG_VALID : bg_check_refuse(check);
}

enum bg_validity bg_check_min_items(const struct bg_check *check) {
    return check->instance->kind == BG_NODE_LIST ? check_count(check, check->instance->count, 1) : BG_VALID;
}

enum bg_validity bg_check_max_items(const struct bg_check *check) {
    return check->instance->kind == BG_NODE_LIST ? check_count(check, check->instance->count, -1) : BG_VALID;
}

enum bg_validity bg_check_min_properties(const struct bg_check *check) {
    return check->instance->kind == BG_NODE_MAP ? check_count(check, check->instance->count, 1) : BG_VALID;
}

enum bg_validity bg_check_max_properties(const struct bg_check *check) {
    return check->instance->kind == BG_NODE_MAP ? check_count(check, check->instance->count, -1) : BG_VALID;
}

static enum bg_validity check_element(const struct bg_check *check, size_t i, const struct bg_node *schema,
                                      const struct bg_trail *schema_trail) {
    struct bg_trail trail = {.parent = check->instance_trail, .index = i, .is_index = true};
    return bg_check_schema(check, schema, schema_trail, check->instance->as.items[i], &trail);
}

/* The first elements against the schemas of `list`, one each. */
static enum bg_validity check_first(const struct bg_check *check, const struct bg_node *list) {
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; i < list->count && i < check->instance->count; i++) {
        struct bg_trail trail = {.parent = check->schema_trail, .index = i, .is_index = true};
        validity = bg_validity_and(validity, check_element(check, i, list->as.items[i], &trail));
    }
    return validity;
}

static enum bg_validity check_rest(const struct bg_check *check, size_t from, const struct bg_node *schema,
                                   const struct bg_trail *schema_trail) {
    enum bg_validity validity = BG_VALID;
    for (size_t i = from; i < check->instance->count && validity != BG_INVALID; i++) {
        validity = bg_validity_and(validity, check_element(check, i, schema, schema_trail));
    }
    return validity;
}

enum bg_validity bg_check_items(const struct bg_check *check) {
    const struct bg_node *prefix = bg_check_sibling(check, "prefixItems");
    if (check->instance->kind != BG_NODE_LIST) {
        return BG_VALID;
    }
    if (check->keyword->kind != BG_NODE_LIST) {
        size_t from = bg_node_is(prefix, BG_NODE_LIST) ? prefix->count : 0;
        return check_rest(check, from, check->keyword, check->schema_trail);
    }
    if (check->validator->dialect == BG_DIALECT_2020 || prefix != NULL) {
        return bg_check_unsupported(check, "`items` is a list, which this draft does not know");
    }
    enum bg_validity validity = check_first(check, check->keyword);
    const struct bg_node *rest = bg_node_at(check->schema, "additionalItems");
    if (rest == NULL || validity == BG_INVALID) {
        return validity;
    }
    struct bg_trail trail = {.parent = check->schema_trail->parent, .key = BG_LITERAL("additionalItems")};
    return bg_validity_and(validity, check_rest(check, check->keyword->count, rest, &trail));
}

enum bg_validity bg_check_prefix_items(const struct bg_check *check) {
    if (check->instance->kind != BG_NODE_LIST) {
        return BG_VALID;
    }
    return check->keyword->kind == BG_NODE_LIST ? check_first(check, check->keyword)
                                                : bg_check_unsupported(check, "`prefixItems` is no list");
}

/* The number that the sibling gives, or `otherwise`. False if it is no size. */
static bool read_sibling_size(const struct bg_check *check, const char *name, size_t otherwise, size_t *out) {
    const struct bg_node *sibling = bg_check_sibling(check, name);
    *out = otherwise;
    if (sibling == NULL) {
        return true;
    }
    const struct bg_exact *size =
        bg_node_is_number(sibling) ? bg_exact_read(check->validator->arena, sibling->as.text) : NULL;
    if (size == NULL || bg_exact_sign(size) < 0 || !bg_exact_is_integer(size)) {
        return false;
    }
    *out = bg_exact_size(size, SIZE_MAX / 2);
    return true;
}

enum bg_validity bg_check_contains(const struct bg_check *check) {
    size_t least;
    size_t most;
    if (check->instance->kind != BG_NODE_LIST) {
        return BG_VALID;
    }
    if (!read_sibling_size(check, "minContains", 1, &least) ||
        !read_sibling_size(check, "maxContains", SIZE_MAX / 2, &most)) {
        return bg_check_unsupported(check, "a size is no number");
    }
    size_t valid = 0;
    size_t unsupported = 0;
    for (size_t i = 0; i < check->instance->count; i++) {
        struct bg_trail trail = {.parent = check->instance_trail, .index = i, .is_index = true};
        enum bg_validity validity =
            bg_check_try(check, check->keyword, check->schema_trail, check->instance->as.items[i], &trail);
        valid += validity == BG_VALID ? 1u : 0u;
        unsupported += validity == BG_UNSUPPORTED ? 1u : 0u;
    }
    if (valid > most || valid + unsupported < least) {
        return bg_check_refuse(check);
    }
    return valid >= least && valid + unsupported <= most ? BG_VALID : BG_UNSUPPORTED;
}

enum bg_validity bg_check_unique(const struct bg_check *check) {
    if (check->instance->kind != BG_NODE_LIST || !bg_node_is_true(check->keyword)) {
        return BG_VALID;
    }
    struct bg_table seen = {0};
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; i < check->instance->count && validity == BG_VALID; i++) {
        struct bg_buffer text = {0};
        if (!bg_value_write(check->validator->arena, &text, check->instance->as.items[i])) {
            validity = bg_check_unsupported(check, "a number has too many digits (the limit is 1200)");
        } else {
            struct bg_slice kept = bg_arena_copy(check->validator->arena, bg_buffer_slice(&text));
            validity = bg_table_put(&seen, kept, NULL) ? BG_VALID : bg_check_refuse(check);
        }
        bg_buffer_finish(&text);
    }
    bg_table_finish(&seen);
    return validity;
}

/* All of the listed names are keys of the instance. */
static enum bg_validity check_names(const struct bg_check *check, const struct bg_node *names) {
    if (names->kind != BG_NODE_LIST) {
        return bg_check_unsupported(check, "a list of required keys is no list");
    }
    for (size_t i = 0; i < names->count; i++) {
        if (names->as.items[i]->kind != BG_NODE_STRING) {
            return bg_check_unsupported(check, "a required key is no text");
        }
        if (bg_node_get(check->instance, names->as.items[i]->as.text) == NULL) {
            return bg_check_refuse(check);
        }
    }
    return BG_VALID;
}

enum bg_validity bg_check_required(const struct bg_check *check) {
    return check->instance->kind == BG_NODE_MAP ? check_names(check, check->keyword) : BG_VALID;
}

static enum bg_validity check_value(const struct bg_check *check, const struct bg_member *member,
                                    const struct bg_node *schema, const struct bg_trail *schema_trail) {
    struct bg_trail trail = {.parent = check->instance_trail, .key = member->key};
    return bg_check_schema(check, schema, schema_trail, member->value, &trail);
}

enum bg_validity bg_check_properties(const struct bg_check *check) {
    if (check->keyword->kind != BG_NODE_MAP) {
        return bg_check_unsupported(check, "`properties` is no map");
    }
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; check->instance->kind == BG_NODE_MAP && i < check->instance->count; i++) {
        const struct bg_member *member = &check->instance->as.members[i];
        const struct bg_node *schema = bg_node_get(check->keyword, member->key);
        struct bg_trail trail = {.parent = check->schema_trail, .key = member->key};
        if (schema != NULL) {
            validity = bg_validity_and(validity, check_value(check, member, schema, &trail));
        }
    }
    return validity;
}

enum bg_validity bg_check_pattern_properties(const struct bg_check *check) {
    if (check->keyword->kind != BG_NODE_MAP) {
        return bg_check_unsupported(check, "`patternProperties` is no map");
    }
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; i < check->keyword->count; i++) {
        const struct bg_member *pattern = &check->keyword->as.members[i];
        struct bg_trail trail = {.parent = check->schema_trail, .key = pattern->key};
        for (size_t m = 0; check->instance->kind == BG_NODE_MAP && m < check->instance->count; m++) {
            const struct bg_member *member = &check->instance->as.members[m];
            enum bg_match match = bg_regex_search(check->validator->regexes, pattern->key, member->key);
            if (match == BG_MATCH_NO) {
                continue;
            }
            enum bg_validity value = check_value(check, member, pattern->value, &trail);
            if (match == BG_MATCH_UNKNOWN && value != BG_VALID) {
                value = bg_check_unsupported(check, BG_UNMATCHED);
            }
            validity = bg_validity_and(validity, value);
        }
    }
    return validity;
}

enum bg_match bg_check_is_covered(const struct bg_check *check, const struct bg_node *schema, struct bg_slice key) {
    if (bg_node_get(bg_node_at(schema, "properties"), key) != NULL) {
        return BG_MATCH_YES;
    }
    const struct bg_node *patterns = bg_node_at(schema, "patternProperties");
    enum bg_match covered = BG_MATCH_NO;
    for (size_t i = 0; bg_node_is(patterns, BG_NODE_MAP) && i < patterns->count; i++) {
        enum bg_match match = bg_regex_search(check->validator->regexes, patterns->as.members[i].key, key);
        if (match == BG_MATCH_YES) {
            return match;
        }
        covered = match == BG_MATCH_UNKNOWN ? match : covered;
    }
    return covered;
}

enum bg_validity bg_check_additional_properties(const struct bg_check *check) {
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; check->instance->kind == BG_NODE_MAP && i < check->instance->count; i++) {
        const struct bg_member *member = &check->instance->as.members[i];
        enum bg_match covered = bg_check_is_covered(check, check->schema, member->key);
        if (covered == BG_MATCH_YES) {
            continue;
        }
        enum bg_validity value = check_value(check, member, check->keyword, check->schema_trail);
        if (covered == BG_MATCH_UNKNOWN && value != BG_VALID) {
            value = bg_check_unsupported(check, BG_UNMATCHED);
        }
        validity = bg_validity_and(validity, value);
    }
    return validity;
}

enum bg_validity bg_check_property_names(const struct bg_check *check) {
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; check->instance->kind == BG_NODE_MAP && i < check->instance->count; i++) {
        const struct bg_member *member = &check->instance->as.members[i];
        const struct bg_node name = {.kind = BG_NODE_STRING, .weight = 1, .depth = 1, .as.text = member->key};
        struct bg_trail trail = {.parent = check->instance_trail, .key = member->key};
        validity =
            bg_validity_and(validity, bg_check_schema(check, check->keyword, check->schema_trail, &name, &trail));
    }
    return validity;
}

enum bg_validity bg_check_dependencies(const struct bg_check *check) {
    if (check->keyword->kind != BG_NODE_MAP) {
        return bg_check_unsupported(check, "a map of dependencies is no map");
    }
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; check->instance->kind == BG_NODE_MAP && i < check->keyword->count; i++) {
        const struct bg_member *member = &check->keyword->as.members[i];
        if (bg_node_get(check->instance, member->key) == NULL) {
            continue;
        }
        struct bg_trail trail = {.parent = check->schema_trail, .key = member->key};
        struct bg_check inner = *check;
        inner.schema_trail = &trail;
        enum bg_validity one =
            member->value->kind == BG_NODE_LIST
                ? check_names(&inner, member->value)
                : bg_check_schema(&inner, member->value, &trail, check->instance, check->instance_trail);
        validity = bg_validity_and(validity, one);
    }
    return validity;
}
