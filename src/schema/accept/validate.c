/*
 * The validator: walks schema and value together and says valid, invalid with the place, or unsupported. It works on
 * the documents as they stand and shares no code with the search for witnesses (search.h), whose results it certifies,
 * but numbers, patterns and references. Three-valued throughout: what is unsupported matters only where it could change
 * the answer.
 */
#include "schema/accept/validate_private.h"

#include "base/limits.h"
#include "base/slice.h"
#include "text/pointer.h"
#include "schema/accept/discriminator.h"

static struct bg_slice pointer_of(struct bg_arena *arena, const struct bg_trail *trail) {
    if (trail->parent == NULL) {
        return trail->start;
    }
    struct bg_slice parent = pointer_of(arena, trail->parent);
    return trail->is_index ? bg_pointer_add_index(arena, parent, trail->index)
                           : bg_pointer_add(arena, parent, trail->key);
}

enum bg_validity bg_check_refuse(const struct bg_check *check) {
    struct bg_validator *validator = check->validator;
    if (!validator->is_trial && validator->result.schema_at.at == NULL) {
        validator->result.schema_at = pointer_of(validator->arena, check->schema_trail);
        validator->result.instance_at = pointer_of(validator->arena, check->instance_trail);
    }
    return BG_INVALID;
}

enum bg_validity bg_check_unsupported(const struct bg_check *check, const char *reason) {
    struct bg_validator *validator = check->validator;
    if (validator->result.reason.at == NULL) {
        validator->result.reason = bg_slice_of(reason);
    }
    return BG_UNSUPPORTED;
}

enum bg_validity bg_validity_and(enum bg_validity a, enum bg_validity b) {
    if (a == BG_INVALID || b == BG_INVALID) {
        return BG_INVALID;
    }
    return a == BG_UNSUPPORTED ? a : b;
}

enum bg_validity bg_check_try(const struct bg_check *check, const struct bg_node *schema,
                              const struct bg_trail *schema_trail, const struct bg_node *instance,
                              const struct bg_trail *instance_trail) {
    bool was_trial = check->validator->is_trial;
    check->validator->is_trial = true;
    enum bg_validity validity = bg_check_schema(check, schema, schema_trail, instance, instance_trail);
    check->validator->is_trial = was_trial;
    return validity;
}

static enum bg_validity check_not(const struct bg_check *check) {
    enum bg_validity inner =
        bg_check_try(check, check->keyword, check->schema_trail, check->instance, check->instance_trail);
    if (inner == BG_UNSUPPORTED) {
        return BG_UNSUPPORTED;
    }
    return inner == BG_INVALID ? BG_VALID : bg_check_refuse(check);
}

static enum bg_validity check_all_of(const struct bg_check *check) {
    if (check->keyword->kind != BG_NODE_LIST) {
        return bg_check_unsupported(check, "`allOf` is no list");
    }
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; i < check->keyword->count; i++) {
        struct bg_trail trail = {.parent = check->schema_trail, .index = i, .is_index = true};
        validity = bg_validity_and(validity, bg_check_schema(check, check->keyword->as.items[i], &trail,
                                                             check->instance, check->instance_trail));
    }
    return validity;
}

/* How many branches take the value, and how many cannot be decided. */
static void count_branches(const struct bg_check *check, size_t *valid, size_t *unsupported) {
    *valid = 0;
    *unsupported = 0;
    for (size_t i = 0; i < check->keyword->count; i++) {
        struct bg_trail trail = {.parent = check->schema_trail, .index = i, .is_index = true};
        enum bg_validity validity =
            bg_check_try(check, check->keyword->as.items[i], &trail, check->instance, check->instance_trail);
        *valid += validity == BG_VALID ? 1u : 0u;
        *unsupported += validity == BG_UNSUPPORTED ? 1u : 0u;
    }
}

/* No branch took the value: says so at the branch that its discriminator names, else at the list of branches. */
static enum bg_validity refuse_branches(const struct bg_check *check) {
    struct bg_discriminator discriminator;
    bool is_told_apart = !check->validator->is_trial && check->instance->kind == BG_NODE_MAP &&
                         bg_discriminator_find(&check->validator->references, check->keyword, &discriminator);
    const struct bg_node *value = is_told_apart ? bg_node_get(check->instance, discriminator.key) : NULL;
    size_t meant = check->keyword->count == 1 ? 0 : check->keyword->count;
    for (size_t i = 0; value != NULL && i < check->keyword->count; i++) {
        if (bg_node_equal(value, discriminator.values[i])) {
            meant = i;
        }
    }
    if (meant < check->keyword->count) {
        struct bg_trail trail = {.parent = check->schema_trail, .index = meant, .is_index = true};
        (void)bg_check_schema(check, check->keyword->as.items[meant], &trail, check->instance, check->instance_trail);
    }
    return bg_check_refuse(check);
}

static enum bg_validity check_any_of(const struct bg_check *check) {
    size_t valid;
    size_t unsupported;
    if (check->keyword->kind != BG_NODE_LIST) {
        return bg_check_unsupported(check, "`anyOf` is no list");
    }
    count_branches(check, &valid, &unsupported);
    if (valid > 0) {
        return BG_VALID;
    }
    return unsupported > 0 ? BG_UNSUPPORTED : refuse_branches(check);
}

static enum bg_validity check_one_of(const struct bg_check *check) {
    size_t valid;
    size_t unsupported;
    if (check->keyword->kind != BG_NODE_LIST) {
        return bg_check_unsupported(check, "`oneOf` is no list");
    }
    count_branches(check, &valid, &unsupported);
    if (valid > 1) {
        return bg_check_refuse(check);
    }
    if (unsupported > 0) {
        return BG_UNSUPPORTED;
    }
    return valid == 1 ? BG_VALID : refuse_branches(check);
}

static enum bg_validity check_if(const struct bg_check *check) {
    enum bg_validity condition =
        bg_check_try(check, check->keyword, check->schema_trail, check->instance, check->instance_trail);
    const char *name = condition == BG_VALID ? "then" : "else";
    const struct bg_node *then_schema = bg_check_sibling(check, "then");
    const struct bg_node *else_schema = bg_check_sibling(check, "else");
    if (condition == BG_UNSUPPORTED) {
        return then_schema == NULL && else_schema == NULL ? BG_VALID : BG_UNSUPPORTED;
    }
    const struct bg_node *next = condition == BG_VALID ? then_schema : else_schema;
    if (next == NULL) {
        return BG_VALID;
    }
    struct bg_trail trail = {.parent = check->schema_trail->parent, .key = bg_slice_of(name)};
    return bg_check_schema(check, next, &trail, check->instance, check->instance_trail);
}

const struct bg_node *bg_check_target(const struct bg_check *check, const char *name, const struct bg_node *reference) {
    struct bg_references *references = &check->validator->references;
    if (!bg_node_is(reference, BG_NODE_STRING)) {
        return NULL;
    }
    if (strcmp(name, "$ref") == 0) {
        return bg_reference_find(references, check->schema, reference->as.text);
    }
    return bg_reference_find_dynamic(references, check->validator->scope, check->schema, reference->as.text,
                                     strcmp(name, "$recursiveRef") == 0);
}

static enum bg_validity check_dynamic(const struct bg_check *check, const char *name) {
    const struct bg_node *target = bg_check_target(check, name, check->keyword);
    return target == NULL ? bg_check_unsupported(check, "a dynamic reference leads out of the document or nowhere")
                          : bg_check_schema(check, target, check->schema_trail, check->instance, check->instance_trail);
}

static enum bg_validity check_dynamic_reference(const struct bg_check *check) {
    return check_dynamic(check, "$dynamicRef");
}

static enum bg_validity check_recursive_reference(const struct bg_check *check) {
    return check_dynamic(check, "$recursiveRef");
}

static enum bg_validity check_reference(const struct bg_check *check) {
    const struct bg_node *target = bg_check_target(check, "$ref", check->keyword);
    if (target == NULL) {
        return bg_check_unsupported(check, "a `$ref` leads out of the document or nowhere");
    }
    struct bg_slice fragment = bg_slice_from(check->keyword->as.text, 1);
    struct bg_trail landing = {.start = fragment.len == 0 ? BG_LITERAL("") : fragment};
    bool is_pointer = fragment.len == 0 || fragment.at[0] == '/';
    return bg_check_schema(check, target, is_pointer ? &landing : check->schema_trail, check->instance,
                           check->instance_trail);
}

/* In order of names. `types` says for which values the keyword means anything: 0 is all. */
static const struct {
    const char *name;
    unsigned dialects;
    bg_checker *check;
} checkers[] = {
    {"$dynamicRef", BG_DIALECTS_FROM_2020, check_dynamic_reference},
    {"$recursiveRef", BG_DIALECT_2019, check_recursive_reference},
    {"$ref", BG_DIALECTS_ALL, check_reference},
    {"additionalItems", BG_DIALECTS_TO_07 | BG_DIALECT_2019, NULL},
    {"additionalProperties", BG_DIALECTS_ALL, bg_check_additional_properties},
    {"allOf", BG_DIALECTS_ALL, check_all_of},
    {"anyOf", BG_DIALECTS_ALL, check_any_of},
    {"const", BG_DIALECTS_FROM_06, bg_check_const},
    {"contains", BG_DIALECTS_FROM_06, bg_check_contains},
    {"dependencies", BG_DIALECTS_TO_07, bg_check_dependencies},
    {"dependentRequired", BG_DIALECTS_FROM_2019, bg_check_dependencies},
    {"dependentSchemas", BG_DIALECTS_FROM_2019, bg_check_dependencies},
    {"else", BG_DIALECTS_FROM_07, NULL},
    {"enum", BG_DIALECTS_ALL, bg_check_enum},
    {"exclusiveMaximum", BG_DIALECTS_ALL, bg_check_exclusive_maximum},
    {"exclusiveMinimum", BG_DIALECTS_ALL, bg_check_exclusive_minimum},
    {"format", BG_DIALECTS_ALL, bg_check_format},
    {"if", BG_DIALECTS_FROM_07, check_if},
    {"items", BG_DIALECTS_ALL, bg_check_items},
    {"maxContains", BG_DIALECTS_FROM_2019, NULL},
    {"maxItems", BG_DIALECTS_ALL, bg_check_max_items},
    {"maxLength", BG_DIALECTS_ALL, bg_check_max_length},
    {"maxProperties", BG_DIALECTS_ALL, bg_check_max_properties},
    {"maximum", BG_DIALECTS_ALL, bg_check_maximum},
    {"minContains", BG_DIALECTS_FROM_2019, NULL},
    {"minItems", BG_DIALECTS_ALL, bg_check_min_items},
    {"minLength", BG_DIALECTS_ALL, bg_check_min_length},
    {"minProperties", BG_DIALECTS_ALL, bg_check_min_properties},
    {"minimum", BG_DIALECTS_ALL, bg_check_minimum},
    {"multipleOf", BG_DIALECTS_ALL, bg_check_multiple_of},
    {"not", BG_DIALECTS_ALL, check_not},
    {"oneOf", BG_DIALECTS_ALL, check_one_of},
    {"pattern", BG_DIALECTS_ALL, bg_check_pattern},
    {"patternProperties", BG_DIALECTS_ALL, bg_check_pattern_properties},
    {"prefixItems", BG_DIALECTS_FROM_2020, bg_check_prefix_items},
    {"properties", BG_DIALECTS_ALL, bg_check_properties},
    {"propertyNames", BG_DIALECTS_FROM_06, bg_check_property_names},
    {"required", BG_DIALECTS_ALL, bg_check_required},
    {"then", BG_DIALECTS_FROM_07, NULL},
    {"type", BG_DIALECTS_ALL, bg_check_type},
    {"unevaluatedItems", BG_DIALECTS_FROM_2019, bg_check_unevaluated_items},
    {"unevaluatedProperties", BG_DIALECTS_FROM_2019, bg_check_unevaluated_properties},
    {"uniqueItems", BG_DIALECTS_ALL, bg_check_unique},
};
enum { CHECKER_COUNT = sizeof checkers / sizeof checkers[0] };

/* The index of a keyword that the dialect knows, or CHECKER_COUNT. */
static size_t find_checker(const struct bg_validator *validator, struct bg_slice name) {
    size_t low = 0;
    size_t high = CHECKER_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = bg_slice_compare(name, bg_slice_of(checkers[middle].name));
        if (order == 0) {
            return (checkers[middle].dialects & (unsigned)validator->dialect) != 0 ? middle : CHECKER_COUNT;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return CHECKER_COUNT;
}

const struct bg_node *bg_check_sibling(const struct bg_check *check, const char *name) {
    bool is_known = find_checker(check->validator, bg_slice_of(name)) < CHECKER_COUNT;
    return is_known ? bg_node_at(check->schema, name) : NULL;
}

static enum bg_validity check_member(const struct bg_check *check, const struct bg_trail *schema_trail,
                                     const struct bg_member *member) {
    size_t found = find_checker(check->validator, member->key);
    if (found == CHECKER_COUNT || checkers[found].check == NULL) {
        return BG_VALID;
    }
    struct bg_trail trail = {.parent = schema_trail, .key = member->key};
    struct bg_check inner = *check;
    inner.keyword = member->value;
    inner.schema_trail = &trail;
    return checkers[found].check(&inner);
}

static enum bg_validity check_map(const struct bg_check *check, const struct bg_trail *schema_trail) {
    const struct bg_member *reference = bg_node_member(check->schema, BG_LITERAL("$ref"));
    if (reference != NULL && bg_dialect_ref_stands_alone(check->validator->dialect)) {
        return check_member(check, schema_trail, reference);
    }
    enum bg_validity validity = BG_VALID;
    for (size_t i = 0; i < check->schema->count && validity != BG_INVALID; i++) {
        validity = bg_validity_and(validity, check_member(check, schema_trail, &check->schema->as.members[i]));
    }
    return validity;
}

enum bg_validity bg_check_schema(const struct bg_check *check, const struct bg_node *schema,
                                 const struct bg_trail *schema_trail, const struct bg_node *instance,
                                 const struct bg_trail *instance_trail) {
    struct bg_validator *validator = check->validator;
    struct bg_check inner = {validator, schema, schema, instance, schema_trail, instance_trail};
    if (schema->kind == BG_NODE_BOOL) {
        return schema->as.boolean ? BG_VALID : bg_check_refuse(&inner);
    }
    if (schema->kind != BG_NODE_MAP) {
        return bg_check_unsupported(&inner, "a schema is neither a map nor true or false");
    }
    if (++validator->steps > BG_LIMIT_VALIDATE_STEPS) {
        return bg_check_unsupported(&inner, "validation takes too many steps (the limit is 300000)");
    }
    if (validator->depth >= BG_LIMIT_SCHEMA_DEPTH) {
        return bg_check_unsupported(&inner,
                                    "schemas are nested too deep (the limit is 400), or a `$ref` leads back to itself");
    }
    const struct bg_scope *scope = validator->scope;
    validator->scope = bg_scope_enter(&validator->references, scope, schema);
    validator->depth++;
    enum bg_validity validity = check_map(&inner, schema_trail);
    validator->depth--;
    validator->scope = scope;
    return validity;
}

struct bg_validator *bg_validator_new(struct bg_arena *arena, const struct bg_node *schema,
                                      struct bg_validate_options options) {
    struct bg_validator *validator = bg_arena_alloc(arena, sizeof *validator);
    validator->arena = arena;
    validator->references = (struct bg_references){.arena = arena, .document = schema};
    validator->dialect = bg_dialect_of(schema);
    validator->options = options;
    validator->regexes = bg_regexes_new(arena);
    return validator;
}

void bg_validator_finish(struct bg_validator *validator) {
    if (validator != NULL) {
        bg_regexes_finish(validator->regexes);
    }
}

struct bg_validation bg_validator_check(struct bg_validator *validator, const struct bg_node *instance) {
    const struct bg_trail root = {.start = BG_LITERAL("")};
    const struct bg_check check = {.validator = validator, .schema_trail = &root, .instance_trail = &root};
    validator->steps = 0;
    validator->depth = 0;
    validator->is_trial = false;
    validator->result = (struct bg_validation){0};
    enum bg_validity validity = bg_dialect_is_known(validator->references.document)
                                    ? bg_check_schema(&check, validator->references.document, &root, instance, &root)
                                    : bg_check_unsupported(&check, "the draft that `$schema` names is not known");
    struct bg_validation result = {.validity = validity};
    if (validity == BG_INVALID) {
        result.schema_at = validator->result.schema_at;
        result.instance_at = validator->result.instance_at;
    } else if (validity == BG_UNSUPPORTED) {
        result.reason = validator->result.reason;
    }
    return result;
}

struct bg_validation bg_schema_validate(struct bg_arena *arena, const struct bg_node *schema,
                                        const struct bg_node *instance, struct bg_validate_options options) {
    struct bg_validator *validator = bg_validator_new(arena, schema, options);
    struct bg_validation validation = bg_validator_check(validator, instance);
    bg_validator_finish(validator);
    return validation;
}
