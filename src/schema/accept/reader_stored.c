/*
 * The second reading of a schema: what stored configurations of it look like (the assumptions in relate.h). It is the
 * plain reading and, on top of it, wherever a schema part applies to a value: only declared keys, and the discriminator
 * of a oneOf is there. Which branches apply is known by the plain reading alone, so each branch says "I do not apply,
 * or what I declare counts as well"; declarations of all parts that apply add up in the search (BG_FORM_DECLARED).
 */
#include "schema/accept/reader_private.h"

#include "base/slice.h"
#include "schema/accept/discriminator.h"

#include <stdlib.h>

struct overlay {
    struct bg_reader *reader;
    struct bg_forms *forms;
    const struct bg_node *schema;
    struct bg_parts parts;
};

static void add(struct overlay *overlay, bg_literal literal) {
    if (literal != BG_ALWAYS) {
        bg_parts_add(&overlay->parts, literal);
    }
}

/* The keyword's value, if the dialect knows the keyword. */
static const struct bg_node *keyword(const struct overlay *overlay, const char *name) {
    return bg_reader_knows(overlay->reader, name) ? bg_node_at(overlay->schema, name) : NULL;
}

static int by_bytes(const void *a, const void *b) {
    return bg_slice_compare(*(const struct bg_slice *)a, *(const struct bg_slice *)b);
}

static bool is_trivial(const struct bg_node *schema) {
    return schema == NULL || schema->kind == BG_NODE_BOOL || (schema->kind == BG_NODE_MAP && schema->count == 0);
}

/* The keys that this schema itself declares: properties, required, patterns, and any if others have a schema. */
static void add_declaration(struct overlay *overlay) {
    const struct bg_node *properties = bg_node_at(overlay->schema, "properties");
    const struct bg_node *required = bg_node_at(overlay->schema, "required");
    const struct bg_node *patterns = bg_node_at(overlay->schema, "patternProperties");
    const struct bg_node *additional = bg_node_at(overlay->schema, "additionalProperties");
    const struct bg_node *unevaluated = keyword(overlay, "unevaluatedProperties");
    size_t property_count = bg_node_is(properties, BG_NODE_MAP) ? properties->count : 0;
    size_t required_count = bg_node_is(required, BG_NODE_LIST) ? required->count : 0;
    struct bg_form form = {.kind = BG_FORM_DECLARED, .is_open = !is_trivial(additional) || !is_trivial(unevaluated)};
    form.patterns = bg_reader_keys(overlay->reader, patterns, &form.pattern_count);
    struct bg_slice *keys =
        bg_arena_array(overlay->reader->references.arena, property_count + required_count, sizeof *keys);
    for (size_t i = 0; i < property_count; i++) {
        keys[form.key_count++] = properties->as.members[i].key;
    }
    for (size_t i = 0; i < required_count; i++) {
        if (required->as.items[i]->kind == BG_NODE_STRING) {
            keys[form.key_count++] = required->as.items[i]->as.text;
        }
    }
    qsort(keys, form.key_count, sizeof *keys, by_bytes);
    form.keys = keys;
    if (bg_node_is(properties, BG_NODE_MAP) || form.key_count > 0 || form.pattern_count > 0 || form.is_open) {
        add(overlay, bg_form_atom(overlay->forms, form));
    }
}

/* What a child's stored reading adds to its plain one, or ALWAYS. */
static bg_literal stored_child(struct overlay *overlay, const struct bg_node *schema) {
    bg_literal plain = bg_reader_child(overlay->reader, schema, bg_reader_read);
    bg_literal stored = bg_reader_child(overlay->reader, schema, bg_reader_read_stored);
    return plain == stored ? BG_ALWAYS : stored;
}

static void add_properties(struct overlay *overlay) {
    const struct bg_node *properties = keyword(overlay, "properties");
    for (size_t i = 0; bg_node_is(properties, BG_NODE_MAP) && i < properties->count; i++) {
        bg_literal literal = stored_child(overlay, properties->as.members[i].value);
        if (literal != BG_ALWAYS) {
            add(overlay, bg_form_atom(overlay->forms, (struct bg_form){.kind = BG_FORM_PROPERTY,
                                                                       .key = properties->as.members[i].key,
                                                                       .literals = &literal,
                                                                       .literal_count = 1}));
        }
    }
    const struct bg_node *patterns = keyword(overlay, "patternProperties");
    for (size_t i = 0; bg_node_is(patterns, BG_NODE_MAP) && i < patterns->count; i++) {
        bg_literal literal = stored_child(overlay, patterns->as.members[i].value);
        if (literal != BG_ALWAYS) {
            add(overlay, bg_form_atom(overlay->forms, (struct bg_form){.kind = BG_FORM_PATTERN_PROPERTY,
                                                                       .text = patterns->as.members[i].key,
                                                                       .literals = &literal,
                                                                       .literal_count = 1}));
        }
    }
    const struct bg_node *additional = keyword(overlay, "additionalProperties");
    bg_literal literal = is_trivial(additional) ? BG_ALWAYS : stored_child(overlay, additional);
    if (literal != BG_ALWAYS) {
        struct bg_form form = {.kind = BG_FORM_ADDITIONAL, .literals = &literal, .literal_count = 1};
        form.keys = bg_reader_keys(overlay->reader, properties, &form.key_count);
        form.patterns = bg_reader_keys(overlay->reader, patterns, &form.pattern_count);
        add(overlay, bg_form_atom(overlay->forms, form));
    }
}

/* `first` are the schemas of the first elements or NULL, `rest` the one of the others or NULL. */
static void add_items(struct overlay *overlay, const struct bg_node *first, const struct bg_node *rest) {
    size_t count = bg_node_is(first, BG_NODE_LIST) ? first->count : 0;
    bg_literal *literals = bg_arena_array(overlay->reader->references.arena, count + 1, sizeof *literals);
    literals[count] = rest == NULL || rest->kind == BG_NODE_LIST ? BG_ALWAYS : stored_child(overlay, rest);
    bool says_something = literals[count] != BG_ALWAYS;
    for (size_t i = 0; i < count; i++) {
        literals[i] = stored_child(overlay, first->as.items[i]);
        says_something = says_something || literals[i] != BG_ALWAYS;
    }
    if (says_something) {
        add(overlay,
            bg_form_atom(overlay->forms,
                         (struct bg_form){.kind = BG_FORM_ITEMS, .literals = literals, .literal_count = count + 1}));
    }
}

static void add_unevaluated(struct overlay *overlay) {
    static const char *const names[] = {"unevaluatedProperties", "unevaluatedItems"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct bg_node *value = keyword(overlay, names[i]);
        bg_literal literal = value == NULL ? BG_ALWAYS : stored_child(overlay, value);
        if (literal != BG_ALWAYS) {
            bg_reader_add_unevaluated(overlay->reader, overlay->schema, i == 1, literal, &overlay->parts);
        }
    }
}

static void add_elements(struct overlay *overlay) {
    const struct bg_node *prefix = keyword(overlay, "prefixItems");
    const struct bg_node *items = keyword(overlay, "items");
    if (prefix != NULL) {
        add_items(overlay, prefix, items);
    } else if (bg_node_is(items, BG_NODE_LIST)) {
        add_items(overlay, items, bg_node_at(overlay->schema, "additionalItems"));
    } else if (items != NULL) {
        add_items(overlay, NULL, items);
    }
}

/* "If `branch` applies, then as a stored one." */
static void add_branch(struct overlay *overlay, const struct bg_node *branch) {
    bg_literal plain = bg_reader_read(overlay->reader, branch);
    bg_literal stored = bg_reader_read_stored(overlay->reader, branch);
    bg_literal either[2] = {bg_form_negate(overlay->forms, plain), stored};
    if (plain != stored) {
        add(overlay, bg_form_any(overlay->forms, either, 2));
    }
}

/* Whether a branch is a choice in a form: itself, or what it refers to, says that it has settings. */
static bool has_properties(struct bg_reader *reader, const struct bg_node *branch) {
    const struct bg_node *target =
        bg_node_at(branch, "$ref") == NULL ? branch : bg_reader_target(reader, branch, "$ref");
    return bg_node_is(bg_node_at(target, "properties"), BG_NODE_MAP);
}

/* Beside a branch with settings one without is a choice, too, and no map: "none of these". */
static void add_branches(struct overlay *overlay, const char *name) {
    const struct bg_node *branches = keyword(overlay, name);
    size_t count = bg_node_is(branches, BG_NODE_LIST) ? branches->count : 0;
    bool is_choice = false;
    for (size_t i = 0; i < count; i++) {
        add_branch(overlay, branches->as.items[i]);
        is_choice = is_choice || has_properties(overlay->reader, branches->as.items[i]);
    }
    for (size_t i = 0; i < count && is_choice && overlay->reader->assumes_declared; i++) {
        bg_literal plain = bg_reader_read(overlay->reader, branches->as.items[i]);
        bg_literal either[2] = {bg_form_negate(overlay->forms, plain), bg_reader_no_settings(overlay->reader)};
        add(overlay, bg_form_any(overlay->forms, either, 2));
    }
}

static void add_discriminator(struct overlay *overlay) {
    const struct bg_node *branches = keyword(overlay, "oneOf");
    struct bg_discriminator discriminator;
    if (branches != NULL && bg_discriminator_find(&overlay->reader->references, branches, &discriminator)) {
        add(overlay,
            bg_form_atom(overlay->forms, (struct bg_form){.kind = BG_FORM_REQUIRED, .key = discriminator.key}));
    }
}

/* `then` and `else` apply where `condition` holds and where it does not. */
static void add_condition(struct overlay *overlay) {
    const struct bg_node *condition = keyword(overlay, "if");
    if (condition == NULL) {
        return;
    }
    add_branch(overlay, condition);
    bg_literal holds = bg_reader_read(overlay->reader, condition);
    const struct bg_node *then_schema = bg_node_at(overlay->schema, "then");
    const struct bg_node *else_schema = bg_node_at(overlay->schema, "else");
    if (then_schema != NULL) {
        bg_literal either[2] = {bg_form_negate(overlay->forms, holds),
                                bg_reader_read_stored(overlay->reader, then_schema)};
        add(overlay, bg_form_any(overlay->forms, either, 2));
    }
    if (else_schema != NULL) {
        bg_literal either[2] = {holds, bg_reader_read_stored(overlay->reader, else_schema)};
        add(overlay, bg_form_any(overlay->forms, either, 2));
    }
}

static void add_dependencies(struct overlay *overlay, const char *name) {
    const struct bg_node *dependencies = keyword(overlay, name);
    for (size_t i = 0; bg_node_is(dependencies, BG_NODE_MAP) && i < dependencies->count; i++) {
        const struct bg_member *member = &dependencies->as.members[i];
        if (member->value->kind == BG_NODE_LIST) {
            continue;
        }
        bg_literal has_key =
            bg_form_atom(overlay->forms, (struct bg_form){.kind = BG_FORM_REQUIRED, .key = member->key});
        bg_literal either[2] = {bg_form_negate(overlay->forms, has_key),
                                bg_reader_read_stored(overlay->reader, member->value)};
        add(overlay, bg_form_any(overlay->forms, either, 2));
    }
}

static bg_literal read_stored(struct bg_reader *reader, const struct bg_node *schema) {
    struct overlay overlay = {reader, reader->forms, schema, {.arena = reader->references.arena}};
    if (bg_node_at(schema, "$ref") != NULL) {
        const struct bg_node *target = bg_reader_target(reader, schema, "$ref");
        if (target == NULL) {
            return bg_reader_read(reader, schema);
        }
        bg_literal referred = bg_reader_read_stored(reader, target);
        if (bg_dialect_ref_stands_alone(reader->dialect)) {
            return referred;
        }
        add(&overlay, referred);
    }
    if (reader->assumes_discriminators) {
        add_discriminator(&overlay);
    }
    if (reader->assumes_declared) {
        add_declaration(&overlay);
    }
    static const char *const dynamic[] = {"$dynamicRef", "$recursiveRef"};
    for (size_t i = 0; i < sizeof dynamic / sizeof dynamic[0]; i++) {
        const struct bg_node *target =
            keyword(&overlay, dynamic[i]) == NULL ? NULL : bg_reader_target(reader, schema, dynamic[i]);
        if (target != NULL) {
            add(&overlay, bg_reader_read_stored(reader, target));
        }
    }
    add_properties(&overlay);
    add_elements(&overlay);
    add_unevaluated(&overlay);
    const struct bg_node *members = keyword(&overlay, "allOf");
    for (size_t i = 0; bg_node_is(members, BG_NODE_LIST) && i < members->count; i++) {
        add(&overlay, bg_reader_read_stored(reader, members->as.items[i]));
    }
    add_branches(&overlay, "anyOf");
    add_branches(&overlay, "oneOf");
    add_condition(&overlay);
    add_dependencies(&overlay, "dependencies");
    add_dependencies(&overlay, "dependentSchemas");
    bg_parts_add(&overlay.parts, bg_reader_read(reader, schema));
    return bg_form_all(reader->forms, overlay.parts.items, overlay.parts.count);
}

bg_literal bg_reader_no_settings(struct bg_reader *reader) {
    return bg_form_atom(reader->forms, (struct bg_form){.kind = BG_FORM_DECLARED});
}

bg_literal bg_reader_read_stored(struct bg_reader *reader, const struct bg_node *schema) {
    return schema->kind == BG_NODE_MAP ? bg_reader_remember(reader, &reader->stored, schema, read_stored)
                                       : bg_reader_read(reader, schema);
}
