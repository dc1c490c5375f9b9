/* The keywords: see spec_keyword.h. */
#include "diff/spec/spec_keyword.h"

const struct bg_spec_keyword bg_spec_keywords[] = {
    {"$defs", BG_SPEC_DEFINITIONS, BG_SPEC_NO_SCHEMA},
    {"$dynamicRef", BG_SPEC_CONSTRAINT, BG_SPEC_NO_SCHEMA},
    {"$recursiveRef", BG_SPEC_CONSTRAINT, BG_SPEC_NO_SCHEMA},
    {"$ref", BG_SPEC_CONSTRAINT, BG_SPEC_NO_SCHEMA},
    {"$schema", BG_SPEC_NOTE, BG_SPEC_NO_SCHEMA},
    {"additionalItems", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"additionalProperties", BG_SPEC_STRUCTURE, BG_SPEC_ONE_SCHEMA},
    {"airbyte_hidden", BG_SPEC_NOTE, BG_SPEC_NO_SCHEMA},
    {"airbyte_secret", BG_SPEC_NOTE, BG_SPEC_NO_SCHEMA},
    {"allOf", BG_SPEC_STRUCTURE, BG_SPEC_LIST_OF_SCHEMAS},
    {"anyOf", BG_SPEC_STRUCTURE, BG_SPEC_LIST_OF_SCHEMAS},
    {"const", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"contains", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"default", BG_SPEC_NOTE, BG_SPEC_NO_SCHEMA},
    {"definitions", BG_SPEC_DEFINITIONS, BG_SPEC_NO_SCHEMA},
    {"dependencies", BG_SPEC_CONSTRAINT, BG_SPEC_MAP_OF_SCHEMAS},
    {"dependentRequired", BG_SPEC_CONSTRAINT, BG_SPEC_NO_SCHEMA},
    {"dependentSchemas", BG_SPEC_CONSTRAINT, BG_SPEC_MAP_OF_SCHEMAS},
    {"else", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"enum", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"exclusiveMaximum", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"exclusiveMinimum", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"format", BG_SPEC_NOTE, BG_SPEC_NO_SCHEMA},
    {"if", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"items", BG_SPEC_STRUCTURE, BG_SPEC_SCHEMA_OR_LIST},
    {"maxContains", BG_SPEC_CONSTRAINT, BG_SPEC_NO_SCHEMA},
    {"maxItems", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"maxLength", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"maxProperties", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"maximum", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"minContains", BG_SPEC_CONSTRAINT, BG_SPEC_NO_SCHEMA},
    {"minItems", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"minLength", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"minProperties", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"minimum", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"multipleOf", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"not", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"oneOf", BG_SPEC_STRUCTURE, BG_SPEC_LIST_OF_SCHEMAS},
    {"pattern", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"patternProperties", BG_SPEC_CONSTRAINT, BG_SPEC_MAP_OF_SCHEMAS},
    {"prefixItems", BG_SPEC_CONSTRAINT, BG_SPEC_LIST_OF_SCHEMAS},
    {"properties", BG_SPEC_STRUCTURE, BG_SPEC_MAP_OF_SCHEMAS},
    {"propertyNames", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"required", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"then", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"type", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
    {"unevaluatedItems", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"unevaluatedProperties", BG_SPEC_CONSTRAINT, BG_SPEC_ONE_SCHEMA},
    {"uniqueItems", BG_SPEC_VALUE, BG_SPEC_NO_SCHEMA},
};

const size_t bg_spec_keyword_count = sizeof bg_spec_keywords / sizeof bg_spec_keywords[0];

static const struct bg_spec_keyword annotation = {"", BG_SPEC_ANNOTATION, BG_SPEC_NO_SCHEMA};

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
