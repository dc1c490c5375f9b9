/* The keywords: see spec_keyword.h. */
#include "diff/spec/spec_keyword.h"

const struct bg_spec_keyword bg_spec_keywords[] = {
    {"$defs", BG_SPEC_DEFINITIONS},
    {"$dynamicRef", BG_SPEC_CONSTRAINT},
    {"$recursiveRef", BG_SPEC_CONSTRAINT},
    {"$ref", BG_SPEC_CONSTRAINT},
    {"$schema", BG_SPEC_NOTE},
    {"additionalItems", BG_SPEC_CONSTRAINT},
    {"additionalProperties", BG_SPEC_STRUCTURE},
    {"airbyte_hidden", BG_SPEC_NOTE},
    {"airbyte_secret", BG_SPEC_NOTE},
    {"allOf", BG_SPEC_STRUCTURE},
    {"anyOf", BG_SPEC_STRUCTURE},
    {"const", BG_SPEC_VALUE},
    {"contains", BG_SPEC_CONSTRAINT},
    {"default", BG_SPEC_NOTE},
    {"definitions", BG_SPEC_DEFINITIONS},
    {"dependencies", BG_SPEC_CONSTRAINT},
    {"dependentRequired", BG_SPEC_CONSTRAINT},
    {"dependentSchemas", BG_SPEC_CONSTRAINT},
    {"else", BG_SPEC_CONSTRAINT},
    {"enum", BG_SPEC_VALUE},
    {"exclusiveMaximum", BG_SPEC_VALUE},
    {"exclusiveMinimum", BG_SPEC_VALUE},
    {"format", BG_SPEC_NOTE},
    {"if", BG_SPEC_CONSTRAINT},
    {"items", BG_SPEC_STRUCTURE},
    {"maxContains", BG_SPEC_CONSTRAINT},
    {"maxItems", BG_SPEC_VALUE},
    {"maxLength", BG_SPEC_VALUE},
    {"maxProperties", BG_SPEC_VALUE},
    {"maximum", BG_SPEC_VALUE},
    {"minContains", BG_SPEC_CONSTRAINT},
    {"minItems", BG_SPEC_VALUE},
    {"minLength", BG_SPEC_VALUE},
    {"minProperties", BG_SPEC_VALUE},
    {"minimum", BG_SPEC_VALUE},
    {"multipleOf", BG_SPEC_VALUE},
    {"not", BG_SPEC_CONSTRAINT},
    {"oneOf", BG_SPEC_STRUCTURE},
    {"pattern", BG_SPEC_VALUE},
    {"patternProperties", BG_SPEC_CONSTRAINT},
    {"prefixItems", BG_SPEC_CONSTRAINT},
    {"properties", BG_SPEC_STRUCTURE},
    {"propertyNames", BG_SPEC_CONSTRAINT},
    {"required", BG_SPEC_VALUE},
    {"then", BG_SPEC_CONSTRAINT},
    {"type", BG_SPEC_VALUE},
    {"unevaluatedItems", BG_SPEC_CONSTRAINT},
    {"unevaluatedProperties", BG_SPEC_CONSTRAINT},
    {"uniqueItems", BG_SPEC_VALUE},
};

const size_t bg_spec_keyword_count = sizeof bg_spec_keywords / sizeof bg_spec_keywords[0];

static const struct bg_spec_keyword annotation = {"", BG_SPEC_ANNOTATION};

const struct bg_spec_keyword *bg_spec_keyword_find(struct bg_slice name) {
    size_t low = 0;
    size_t high = bg_spec_keyword_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = bg_slice_compare(name, bg_slice_of(bg_spec_keywords[middle].name));
        if (order == 0) {
            return &bg_spec_keywords[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return &annotation;
}

enum bg_schemas bg_spec_schemas(const struct bg_spec_keyword *keyword) {
    return keyword->role == BG_SPEC_DEFINITIONS ? BG_SCHEMAS_NONE : bg_schemas_under(bg_slice_of(keyword->name));
}

bool bg_spec_is_on(const struct bg_node *schema, const char *keyword) {
    const struct bg_node *value = bg_node_at(schema, keyword);
    return bg_node_is_true(value) || bg_node_is_text(value, "true");
}
