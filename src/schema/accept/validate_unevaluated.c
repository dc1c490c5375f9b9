/*
 * `unevaluatedProperties` and `unevaluatedItems`: what no keyword of the schema, nor of a schema that applies in the
 * same place and accepts the value, has looked at (2020-12, core 11). Branches are tried again for it: annotations are
 * not kept, since nothing else needs them.
 */
#include "schema/accept/validate_private.h"

#include "base/limits.h"

/* What is known of one member or element. */
enum seen { SEEN_NOT, SEEN_PERHAPS, SEEN_YES };

/* The parts of the check's instance that were looked at. */
struct evaluation {
    const struct bg_check *check;
    enum seen *seen; /* one for each member or element */
    enum seen least; /* what is noted now: PERHAPS where a branch cannot be decided */
    bool is_cut_off; /* limits were passed: anything may have been looked at */
};

static void note(struct evaluation *evaluation, size_t part, enum seen seen) {
    seen = seen < evaluation->least ? seen : evaluation->least;
    if (evaluation->seen[part] < seen) {
        evaluation->seen[part] = seen;
    }
}

static void note_all(struct evaluation *evaluation) {
    for (size_t i = 0; i < evaluation->check->instance->count; i++) {
        note(evaluation, i, SEEN_YES);
    }
}

static enum seen seen_of(enum bg_match match) {
    return match == BG_MATCH_YES ? SEEN_YES : match == BG_MATCH_NO ? SEEN_NOT : SEEN_PERHAPS;
}

/* The check with another schema around its keyword. */
static struct bg_check inside(const struct evaluation *evaluation, const struct bg_node *schema) {
    struct bg_check inner = *evaluation->check;
    inner.schema = schema;
    return inner;
}

static const struct bg_node *keyword(const struct evaluation *evaluation, const struct bg_node *schema,
                                     const char *name) {
    struct bg_check inner = inside(evaluation, schema);
    return bg_check_sibling(&inner, name);
}

static void look_at(struct evaluation *evaluation, const struct bg_node *schema);

static enum bg_validity try_schema(const struct evaluation *evaluation, const struct bg_node *schema) {
    const struct bg_check *check = evaluation->check;
    return bg_check_try(check, schema, check->schema_trail, check->instance, check->instance_trail);
}

/* Looks at a schema that may refuse the value, in which case it counts as if it were not there. */
static void look_if(struct evaluation *evaluation, const struct bg_node *schema, enum bg_validity validity) {
    if (schema == NULL || validity == BG_INVALID) {
        return;
    }
    enum seen least = evaluation->least;
    evaluation->least = validity == BG_VALID ? least : SEEN_PERHAPS;
    look_at(evaluation, schema);
    evaluation->least = least;
}

static void look_at_members(struct evaluation *evaluation, const struct bg_node *schema) {
    const struct bg_check *check = evaluation->check;
    for (size_t i = 0; i < check->instance->count; i++) {
        note(evaluation, i, seen_of(bg_check_is_covered(check, schema, check->instance->as.members[i].key)));
    }
    if (bg_node_at(schema, "additionalProperties") != NULL ||
        (schema != check->schema && keyword(evaluation, schema, "unevaluatedProperties") != NULL)) {
        note_all(evaluation);
    }
}

/* `contains` counts as a look from 2020-12 on (core 11.2). */
static void look_at_contained(struct evaluation *evaluation, const struct bg_node *schema) {
    const struct bg_check *check = evaluation->check;
    const struct bg_node *contains = keyword(evaluation, schema, "contains");
    if (contains == NULL || check->validator->dialect == BG_DIALECT_2019) {
        return;
    }
    for (size_t i = 0; i < check->instance->count; i++) {
        enum bg_validity validity =
            bg_check_try(check, contains, check->schema_trail, check->instance->as.items[i], check->instance_trail);
        note(evaluation, i, validity == BG_VALID ? SEEN_YES : validity == BG_INVALID ? SEEN_NOT : SEEN_PERHAPS);
    }
}

static void look_at_elements(struct evaluation *evaluation, const struct bg_node *schema) {
    const struct bg_check *check = evaluation->check;
    const struct bg_node *prefix = keyword(evaluation, schema, "prefixItems");
    const struct bg_node *items = keyword(evaluation, schema, "items");
    bool is_tuple = bg_node_is(items, BG_NODE_LIST);
    const struct bg_node *first = is_tuple ? items : prefix;
    for (size_t i = 0; bg_node_is(first, BG_NODE_LIST) && i < first->count && i < check->instance->count; i++) {
        note(evaluation, i, SEEN_YES);
    }
    if ((items != NULL && !is_tuple) || (is_tuple && keyword(evaluation, schema, "additionalItems") != NULL) ||
        (schema != check->schema && keyword(evaluation, schema, "unevaluatedItems") != NULL)) {
        note_all(evaluation);
    }
    look_at_contained(evaluation, schema);
}

static void look_at_references(struct evaluation *evaluation, const struct bg_node *schema) {
    static const char *const names[] = {"$ref", "$dynamicRef", "$recursiveRef"};
    struct bg_check inner = inside(evaluation, schema);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct bg_node *reference = keyword(evaluation, schema, names[i]);
        if (reference != NULL) {
            look_if(evaluation, bg_check_target(&inner, names[i], reference), BG_VALID);
        }
    }
}

static void look_at_branches(struct evaluation *evaluation, const struct bg_node *schema) {
    static const char *const names[] = {"allOf", "anyOf", "oneOf"};
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        const struct bg_node *branches = keyword(evaluation, schema, names[n]);
        for (size_t i = 0; bg_node_is(branches, BG_NODE_LIST) && i < branches->count; i++) {
            const struct bg_node *branch = branches->as.items[i];
            look_if(evaluation, branch, n == 0 ? BG_VALID : try_schema(evaluation, branch));
        }
    }
}

static void look_at_condition(struct evaluation *evaluation, const struct bg_node *schema) {
    const struct bg_node *condition = keyword(evaluation, schema, "if");
    if (condition == NULL) {
        return;
    }
    enum bg_validity holds = try_schema(evaluation, condition);
    look_if(evaluation, condition, holds);
    look_if(evaluation, keyword(evaluation, schema, "then"), holds);
    look_if(evaluation, keyword(evaluation, schema, "else"),
            holds == BG_VALID     ? BG_INVALID
            : holds == BG_INVALID ? BG_VALID
                                  : BG_UNSUPPORTED);
}

static void look_at_dependencies(struct evaluation *evaluation, const struct bg_node *schema) {
    static const char *const names[] = {"dependencies", "dependentSchemas"};
    const struct bg_node *instance = evaluation->check->instance;
    for (size_t n = 0; n < sizeof names / sizeof names[0] && instance->kind == BG_NODE_MAP; n++) {
        const struct bg_node *map = keyword(evaluation, schema, names[n]);
        for (size_t i = 0; bg_node_is(map, BG_NODE_MAP) && i < map->count; i++) {
            const struct bg_member *member = &map->as.members[i];
            if (bg_node_get(instance, member->key) != NULL) {
                look_if(evaluation, member->value, BG_VALID);
            }
        }
    }
}

/* Notes what a schema that accepts the value has looked at. */
static void look_at(struct evaluation *evaluation, const struct bg_node *schema) {
    struct bg_validator *validator = evaluation->check->validator;
    if (schema->kind != BG_NODE_MAP || evaluation->is_cut_off) {
        return;
    }
    if (++validator->steps > BG_LIMIT_VALIDATE_STEPS || validator->depth >= BG_LIMIT_SCHEMA_DEPTH) {
        evaluation->is_cut_off = true;
        return;
    }
    const struct bg_scope *scope = validator->scope;
    validator->scope = bg_scope_enter(&validator->references, scope, schema);
    validator->depth++;
    look_at_references(evaluation, schema);
    if (bg_node_at(schema, "$ref") == NULL || !bg_dialect_ref_stands_alone(validator->dialect)) {
        if (evaluation->check->instance->kind == BG_NODE_MAP) {
            look_at_members(evaluation, schema);
        } else {
            look_at_elements(evaluation, schema);
        }
        look_at_branches(evaluation, schema);
        look_at_condition(evaluation, schema);
        look_at_dependencies(evaluation, schema);
    }
    validator->depth--;
    validator->scope = scope;
}

static enum bg_validity check_unevaluated(const struct bg_check *check, enum bg_node_kind kind) {
    if (check->instance->kind != kind) {
        return BG_VALID;
    }
    struct evaluation evaluation = {.check = check, .least = SEEN_YES};
    evaluation.seen = bg_arena_array(check->validator->arena, check->instance->count, sizeof *evaluation.seen);
    look_at(&evaluation, check->schema);
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; i < check->instance->count && validity != BG_INVALID; i++) {
        if (evaluation.seen[i] == SEEN_YES) {
            continue;
        }
        bool is_map = kind == BG_NODE_MAP;
        struct bg_trail trail = {.parent = check->instance_trail, .index = i, .is_index = !is_map};
        trail.key = is_map ? check->instance->as.members[i].key : BG_NO_SLICE;
        const struct bg_node *part = is_map ? check->instance->as.members[i].value : check->instance->as.items[i];
        bool is_certain = evaluation.seen[i] == SEEN_NOT && !evaluation.is_cut_off;
        enum bg_validity one = is_certain ? bg_check_schema(check, check->keyword, check->schema_trail, part, &trail)
                                          : bg_check_try(check, check->keyword, check->schema_trail, part, &trail);
        if (one != BG_VALID && !is_certain) {
            one = bg_check_unsupported(check, "it cannot be said which parts other keywords have looked at");
        }
        validity = bg_validity_and(validity, one);
    }
    return validity;
}

enum bg_validity bg_check_unevaluated_items(const struct bg_check *check) {
    return check_unevaluated(check, BG_NODE_LIST);
}

enum bg_validity bg_check_unevaluated_properties(const struct bg_check *check) {
    return check_unevaluated(check, BG_NODE_MAP);
}
