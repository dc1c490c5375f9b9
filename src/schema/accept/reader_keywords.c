/*
 * The keywords of JSON Schema, one function each, in a table. A function adds the literals that its keyword stands for;
 * keywords that only make sense beside another one (`then`, `additionalItems`) are read by that one. What speaks of one
 * type only holds for values of others (draft-07, validation 6): atoms are made that way.
 */
#include "schema/accept/reader_private.h"

#include "base/limits.h"
#include "base/slice.h"

#include <stdlib.h>

/* Larger sizes are as good as this one: no value gets there. */
#define HUGE_SIZE ((size_t)1 << (sizeof(size_t) > 4 ? 40 : 30))

struct keyword {
    struct bg_reader *reader;
    const struct bg_node *schema;
    const struct bg_node *value;
    enum bg_form_kind kind; /* of the atom, for keywords that differ in nothing else */
    struct bg_parts *parts;
};

static void fault(const struct keyword *k, const char *what) {
    bg_parts_add(k->parts, bg_reader_fault(k->reader, k->value, what));
}

static void atom(const struct keyword *k, struct bg_form form) {
    bg_parts_add(k->parts, bg_form_atom(k->reader->forms, form));
}

static struct bg_parts parts_of(const struct keyword *k) {
    return (struct bg_parts){.arena = k->reader->references.arena};
}

static bg_literal child(const struct keyword *k, const struct bg_node *schema) {
    return bg_reader_child(k->reader, schema, bg_reader_read);
}

/* A whole number from 0, as the sizes are. */
static bool read_size(const struct keyword *k, size_t *out) {
    const struct bg_exact *number =
        bg_node_is_number(k->value) ? bg_exact_read(k->reader->references.arena, k->value->as.text) : NULL;
    if (number == NULL || !bg_exact_is_integer(number) || bg_exact_sign(number) < 0) {
        fault(k, "a size is no whole number from 0");
        return false;
    }
    *out = bg_exact_size(number, HUGE_SIZE);
    return true;
}

static const struct bg_exact *read_number(const struct keyword *k) {
    const struct bg_exact *number = NULL;
    if (!bg_node_is_number(k->value)) {
        fault(k, "a bound is no number");
    } else {
        number = bg_exact_read(k->reader->references.arena, k->value->as.text);
        if (number == NULL) {
            atom(k, (struct bg_form){.kind = BG_FORM_OPAQUE,
                                     .text = BG_LITERAL("a number has too many digits (the limit is 1200)"),
                                     .key = k->value->as.text});
        }
    }
    return number;
}

static void read_type(const struct keyword *k) {
    bool is_list = k->value->kind == BG_NODE_LIST;
    unsigned types = is_list ? 0 : bg_value_types_named(k->value);
    for (size_t i = 0; is_list && i < k->value->count; i++) {
        unsigned more = bg_value_types_named(k->value->as.items[i]);
        if (more == 0) {
            types = 0;
            break;
        }
        types |= more;
    }
    if (types == 0) {
        fault(k, "`type` names something that is no type");
        return;
    }
    bg_parts_add(k->parts, bg_form_types(k->reader->forms, types));
}

static void read_values(const struct keyword *k, const struct bg_node *const *nodes, size_t count) {
    uint32_t *values = bg_arena_array(k->reader->references.arena, count, sizeof *values);
    for (size_t i = 0; i < count; i++) {
        if (!bg_form_add_value(k->reader->forms, nodes[i], &values[i])) {
            atom(k, (struct bg_form){.kind = BG_FORM_OPAQUE,
                                     .text = BG_LITERAL("a listed value is too large (the limit is 20000 parts)")});
            return;
        }
    }
    bg_parts_add(k->parts, bg_form_enum(k->reader->forms, values, count));
}

static void read_enum(const struct keyword *k) {
    if (k->value->kind != BG_NODE_LIST) {
        fault(k, "`enum` is no list");
        return;
    }
    read_values(k, k->value->as.items, k->value->count);
}

static void read_const(const struct keyword *k) {
    read_values(k, &k->value, 1);
}

/* Boolean `exclusiveMinimum` and `exclusiveMaximum` of draft-04 modify the bound beside them (draft-04, 5.1.2). */
static void read_bound(const struct keyword *k) {
    const struct bg_exact *number = read_number(k);
    const char *modifier = k->kind == BG_FORM_MINIMUM ? "exclusiveMinimum" : "exclusiveMaximum";
    if (number != NULL) {
        atom(k, (struct bg_form){.kind = k->kind,
                                 .number = number,
                                 .is_exclusive = bg_node_is_true(bg_node_at(k->schema, modifier))});
    }
}

static void read_exclusive_bound(const struct keyword *k) {
    if (k->value->kind == BG_NODE_BOOL) {
        return; /* read with the bound */
    }
    const struct bg_exact *number = read_number(k);
    if (number != NULL) {
        atom(k, (struct bg_form){.kind = k->kind, .number = number, .is_exclusive = true});
    }
}

static void read_multiple_of(const struct keyword *k) {
    const struct bg_exact *number = read_number(k);
    if (number == NULL) {
        return;
    }
    if (bg_exact_sign(number) <= 0) {
        fault(k, "`multipleOf` is not above 0");
        return;
    }
    if (bg_exact_is_integer(number)) {
        bg_parts_add(k->parts, bg_form_types(k->reader->forms, BG_TYPES_ANY & ~(unsigned)BG_TYPE_FRACTION));
    }
    if (!bg_exact_is_integer(number) || bg_exact_size(number, 2) != 1) {
        atom(k, (struct bg_form){.kind = BG_FORM_MULTIPLE_OF, .number = number});
    }
}

static void read_minimum_size(const struct keyword *k) {
    size_t size;
    if (read_size(k, &size) && size > 0) {
        atom(k, (struct bg_form){.kind = k->kind, .size = size});
    }
}

static void read_maximum_size(const struct keyword *k) {
    size_t size;
    if (read_size(k, &size)) {
        atom(k, (struct bg_form){.kind = k->kind, .size = size});
    }
}

static void read_text(const struct keyword *k) {
    if (k->value->kind != BG_NODE_STRING) {
        fault(k, k->kind == BG_FORM_PATTERN ? "`pattern` is no text" : "`format` is no text");
    } else if (k->kind == BG_FORM_PATTERN || k->reader->asserts_formats) {
        atom(k, (struct bg_form){.kind = k->kind, .text = k->value->as.text});
    }
}

static void read_unique(const struct keyword *k) {
    if (bg_node_is_true(k->value)) {
        atom(k, (struct bg_form){.kind = BG_FORM_UNIQUE});
    }
}

static void add_items(const struct keyword *k, const struct bg_node *first, const struct bg_node *rest) {
    size_t count = first == NULL ? 0 : first->count;
    bg_literal *literals = bg_arena_array(k->reader->references.arena, count + 1, sizeof *literals);
    literals[count] = rest == NULL ? BG_ALWAYS : child(k, rest);
    for (size_t i = 0; i < count; i++) {
        literals[i] = child(k, first->as.items[i]);
    }
    while (count > 0 && literals[count - 1] == literals[count]) {
        count--;
    }
    if (count > 0 || literals[0] != BG_ALWAYS) {
        atom(k, (struct bg_form){.kind = BG_FORM_ITEMS, .literals = literals, .literal_count = count + 1});
    }
}

static void read_items(const struct keyword *k) {
    const struct bg_node *prefix =
        bg_reader_knows(k->reader, "prefixItems") ? bg_node_at(k->schema, "prefixItems") : NULL;
    if (k->value->kind == BG_NODE_LIST) {
        if (k->reader->dialect == BG_DIALECT_2020 || prefix != NULL) {
            fault(k, "`items` is a list, which this draft does not know");
            return;
        }
        add_items(k, k->value, bg_node_at(k->schema, "additionalItems"));
    } else if (prefix == NULL) {
        add_items(k, NULL, k->value);
    }
}

static void read_prefix_items(const struct keyword *k) {
    if (k->value->kind != BG_NODE_LIST) {
        fault(k, "`prefixItems` is no list");
        return;
    }
    add_items(k, k->value, bg_node_at(k->schema, "items"));
}

static void read_contains(const struct keyword *k) {
    bool counts = bg_reader_knows(k->reader, "minContains");
    const struct bg_node *least = counts ? bg_node_at(k->schema, "minContains") : NULL;
    const struct bg_node *most = counts ? bg_node_at(k->schema, "maxContains") : NULL;
    bg_literal schema = child(k, k->value);
    struct keyword bound = *k;
    size_t size = 1;
    bound.value = least;
    if (least != NULL && !read_size(&bound, &size)) {
        return;
    }
    if (size > 0) {
        atom(k, (struct bg_form){.kind = BG_FORM_MIN_CONTAINS, .size = size, .literals = &schema, .literal_count = 1});
    }
    bound.value = most;
    if (most != NULL && read_size(&bound, &size)) {
        atom(k, (struct bg_form){.kind = BG_FORM_MAX_CONTAINS, .size = size, .literals = &schema, .literal_count = 1});
    }
}

static void read_required(const struct keyword *k) {
    if (k->value->kind != BG_NODE_LIST) {
        fault(k, "`required` is no list");
        return;
    }
    for (size_t i = 0; i < k->value->count; i++) {
        const struct bg_node *name = k->value->as.items[i];
        if (name->kind != BG_NODE_STRING) {
            fault(k, "`required` lists something that is no text");
            return;
        }
        atom(k, (struct bg_form){.kind = BG_FORM_REQUIRED, .key = name->as.text});
    }
}

static void read_properties(const struct keyword *k) {
    if (k->value->kind != BG_NODE_MAP) {
        fault(k, "`properties` is no map");
        return;
    }
    for (size_t i = 0; i < k->value->count; i++) {
        const struct bg_member *member = &k->value->as.members[i];
        bg_literal literal = child(k, member->value);
        if (literal != BG_ALWAYS) {
            atom(k, (struct bg_form){
                        .kind = BG_FORM_PROPERTY, .key = member->key, .literals = &literal, .literal_count = 1});
        }
    }
}

static void read_pattern_properties(const struct keyword *k) {
    if (k->value->kind != BG_NODE_MAP) {
        fault(k, "`patternProperties` is no map");
        return;
    }
    for (size_t i = 0; i < k->value->count; i++) {
        const struct bg_member *member = &k->value->as.members[i];
        bg_literal literal = child(k, member->value);
        if (literal != BG_ALWAYS) {
            atom(k,
                 (struct bg_form){
                     .kind = BG_FORM_PATTERN_PROPERTY, .text = member->key, .literals = &literal, .literal_count = 1});
        }
    }
}

static void read_additional_properties(const struct keyword *k) {
    bg_literal literal = child(k, k->value);
    if (literal == BG_ALWAYS) {
        return;
    }
    struct bg_form form = {.kind = BG_FORM_ADDITIONAL, .literals = &literal, .literal_count = 1};
    form.keys = bg_reader_keys(k->reader, bg_node_at(k->schema, "properties"), &form.key_count);
    form.patterns = bg_reader_keys(k->reader, bg_node_at(k->schema, "patternProperties"), &form.pattern_count);
    atom(k, form);
}

static void read_property_names(const struct keyword *k) {
    bg_literal literal = child(k, k->value);
    if (literal != BG_ALWAYS) {
        atom(k, (struct bg_form){.kind = BG_FORM_NAMES, .literals = &literal, .literal_count = 1});
    }
}

/* "If the object has `key`, then `then`." */
static void add_dependency(const struct keyword *k, struct bg_slice key, bg_literal then) {
    struct bg_forms *forms = k->reader->forms;
    bg_literal broken[3] = {
        bg_form_types(forms, BG_TYPE_OBJECT),
        bg_form_atom(forms, (struct bg_form){.kind = BG_FORM_REQUIRED, .key = key}),
        bg_form_negate(forms, then),
    };
    bg_parts_add(k->parts, bg_form_negate(forms, bg_form_all(forms, broken, 3)));
}

static void read_dependent_names(const struct keyword *k, struct bg_slice key, const struct bg_node *names) {
    struct bg_parts then = parts_of(k);
    struct keyword inner = *k;
    inner.value = names;
    inner.parts = &then;
    read_required(&inner);
    add_dependency(k, key, bg_form_all(k->reader->forms, then.items, then.count));
}

/* `dependencies` holds lists of names and schemas, the two later keywords one of these each. */
static void read_dependencies(const struct keyword *k) {
    if (k->value->kind != BG_NODE_MAP) {
        fault(k, "a map of dependencies is no map");
        return;
    }
    for (size_t i = 0; i < k->value->count; i++) {
        const struct bg_member *member = &k->value->as.members[i];
        if (member->value->kind == BG_NODE_LIST) {
            read_dependent_names(k, member->key, member->value);
        } else {
            add_dependency(k, member->key, bg_reader_read(k->reader, member->value));
        }
    }
}

static struct bg_parts read_branches(const struct keyword *k) {
    struct bg_parts branches = parts_of(k);
    if (k->value->kind != BG_NODE_LIST || k->value->count == 0) {
        fault(k, "a list of schemas is empty or no list");
        return branches;
    }
    for (size_t i = 0; i < k->value->count; i++) {
        bg_parts_add(&branches, bg_reader_read(k->reader, k->value->as.items[i]));
    }
    return branches;
}

static void read_all_of(const struct keyword *k) {
    struct bg_parts branches = read_branches(k);
    for (size_t i = 0; i < branches.count; i++) {
        bg_parts_add(k->parts, branches.items[i]);
    }
}

static void read_any_of(const struct keyword *k) {
    struct bg_parts branches = read_branches(k);
    bg_parts_add(k->parts, bg_form_any(k->reader->forms, branches.items, branches.count));
}

static void read_one_of(const struct keyword *k) {
    struct bg_parts branches = read_branches(k);
    if (branches.count > 0) {
        bg_parts_add(k->parts, bg_form_one_of(k->reader->forms, branches.items, branches.count));
    }
}

static void read_not(const struct keyword *k) {
    bg_parts_add(k->parts, bg_form_negate(k->reader->forms, bg_reader_read(k->reader, k->value)));
}

static void read_if(const struct keyword *k) {
    struct bg_forms *forms = k->reader->forms;
    const struct bg_node *then_schema = bg_node_at(k->schema, "then");
    const struct bg_node *else_schema = bg_node_at(k->schema, "else");
    bg_literal condition = bg_reader_read(k->reader, k->value);
    if (then_schema != NULL) {
        bg_literal either[2] = {bg_form_negate(forms, condition), bg_reader_read(k->reader, then_schema)};
        bg_parts_add(k->parts, bg_form_any(forms, either, 2));
    }
    if (else_schema != NULL) {
        bg_literal either[2] = {condition, bg_reader_read(k->reader, else_schema)};
        bg_parts_add(k->parts, bg_form_any(forms, either, 2));
    }
}

static void read_unevaluated(const struct keyword *k) {
    bg_literal literal = child(k, k->value);
    bg_reader_add_unevaluated(k->reader, k->schema, k->kind == BG_FORM_ITEMS, literal, k->parts);
}

static void read_dynamic(const struct keyword *k, const char *name) {
    const struct bg_node *target = bg_reader_target(k->reader, k->schema, name);
    bg_parts_add(k->parts,
                 target == NULL ? bg_reader_fault(k->reader, k->schema, "") : bg_reader_read(k->reader, target));
}

static void read_dynamic_reference(const struct keyword *k) {
    read_dynamic(k, "$dynamicRef");
}

static void read_recursive_reference(const struct keyword *k) {
    read_dynamic(k, "$recursiveRef");
}

/* In order of names. */
static const struct {
    const char *name;
    unsigned dialects;
    enum bg_form_kind kind;
    void (*read)(const struct keyword *k);
} keywords[] = {
    {"$dynamicRef", BG_DIALECTS_FROM_2020, BG_FORM_ALL, read_dynamic_reference},
    {"$recursiveRef", BG_DIALECT_2019, BG_FORM_ALL, read_recursive_reference},
    {"additionalProperties", BG_DIALECTS_ALL, BG_FORM_ADDITIONAL, read_additional_properties},
    {"allOf", BG_DIALECTS_ALL, BG_FORM_ALL, read_all_of},
    {"anyOf", BG_DIALECTS_ALL, BG_FORM_ALL, read_any_of},
    {"const", BG_DIALECTS_FROM_06, BG_FORM_ENUM, read_const},
    {"contains", BG_DIALECTS_FROM_06, BG_FORM_MIN_CONTAINS, read_contains},
    {"dependencies", BG_DIALECTS_TO_07, BG_FORM_REQUIRED, read_dependencies},
    {"dependentRequired", BG_DIALECTS_FROM_2019, BG_FORM_REQUIRED, read_dependencies},
    {"dependentSchemas", BG_DIALECTS_FROM_2019, BG_FORM_REQUIRED, read_dependencies},
    {"enum", BG_DIALECTS_ALL, BG_FORM_ENUM, read_enum},
    {"exclusiveMaximum", BG_DIALECTS_ALL, BG_FORM_MAXIMUM, read_exclusive_bound},
    {"exclusiveMinimum", BG_DIALECTS_ALL, BG_FORM_MINIMUM, read_exclusive_bound},
    {"format", BG_DIALECTS_ALL, BG_FORM_FORMAT, read_text},
    {"if", BG_DIALECTS_FROM_07, BG_FORM_ALL, read_if},
    {"items", BG_DIALECTS_ALL, BG_FORM_ITEMS, read_items},
    {"maxItems", BG_DIALECTS_ALL, BG_FORM_MAX_ITEMS, read_maximum_size},
    {"maxLength", BG_DIALECTS_ALL, BG_FORM_MAX_LENGTH, read_maximum_size},
    {"maxProperties", BG_DIALECTS_ALL, BG_FORM_MAX_PROPERTIES, read_maximum_size},
    {"maximum", BG_DIALECTS_ALL, BG_FORM_MAXIMUM, read_bound},
    {"minContains", BG_DIALECTS_FROM_2019, BG_FORM_MIN_CONTAINS, NULL},
    {"minItems", BG_DIALECTS_ALL, BG_FORM_MIN_ITEMS, read_minimum_size},
    {"minLength", BG_DIALECTS_ALL, BG_FORM_MIN_LENGTH, read_minimum_size},
    {"minProperties", BG_DIALECTS_ALL, BG_FORM_MIN_PROPERTIES, read_minimum_size},
    {"minimum", BG_DIALECTS_ALL, BG_FORM_MINIMUM, read_bound},
    {"multipleOf", BG_DIALECTS_ALL, BG_FORM_MULTIPLE_OF, read_multiple_of},
    {"not", BG_DIALECTS_ALL, BG_FORM_ALL, read_not},
    {"oneOf", BG_DIALECTS_ALL, BG_FORM_ONE_OF, read_one_of},
    {"pattern", BG_DIALECTS_ALL, BG_FORM_PATTERN, read_text},
    {"patternProperties", BG_DIALECTS_ALL, BG_FORM_PATTERN_PROPERTY, read_pattern_properties},
    {"prefixItems", BG_DIALECTS_FROM_2020, BG_FORM_ITEMS, read_prefix_items},
    {"properties", BG_DIALECTS_ALL, BG_FORM_PROPERTY, read_properties},
    {"propertyNames", BG_DIALECTS_FROM_06, BG_FORM_NAMES, read_property_names},
    {"required", BG_DIALECTS_ALL, BG_FORM_REQUIRED, read_required},
    {"type", BG_DIALECTS_ALL, BG_FORM_TYPES, read_type},
    {"unevaluatedItems", BG_DIALECTS_FROM_2019, BG_FORM_ITEMS, read_unevaluated},
    {"unevaluatedProperties", BG_DIALECTS_FROM_2019, BG_FORM_ADDITIONAL, read_unevaluated},
    {"uniqueItems", BG_DIALECTS_ALL, BG_FORM_UNIQUE, read_unique},
};
enum { KEYWORD_COUNT = sizeof keywords / sizeof keywords[0] };

/* The index of the keyword, or KEYWORD_COUNT. */
static size_t find_keyword(struct bg_slice name) {
    size_t low = 0;
    size_t high = KEYWORD_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = bg_slice_compare(name, bg_slice_of(keywords[middle].name));
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return KEYWORD_COUNT;
}

bool bg_reader_knows(const struct bg_reader *reader, const char *name) {
    size_t found = find_keyword(bg_slice_of(name));
    return found < KEYWORD_COUNT && (keywords[found].dialects & (unsigned)reader->dialect) != 0;
}

void bg_reader_add_keywords(struct bg_reader *reader, const struct bg_node *schema, struct bg_parts *parts) {
    for (size_t i = 0; i < schema->count; i++) {
        const struct bg_member *member = &schema->as.members[i];
        size_t found = find_keyword(member->key);
        if (found < KEYWORD_COUNT && keywords[found].read != NULL &&
            (keywords[found].dialects & (unsigned)reader->dialect) != 0) {
            struct keyword k = {reader, schema, member->value, keywords[found].kind, parts};
            keywords[found].read(&k);
        }
    }
}
