/* Positions of schemas: see position.h. */
#include "schema/accept/position.h"

static const struct {
    const char *keyword;
    enum bg_schemas schemas;
} positions[] = {
    {"$defs", BG_SCHEMAS_MAP},
    {"additionalItems", BG_SCHEMAS_ONE},
    {"additionalProperties", BG_SCHEMAS_ONE},
    {"allOf", BG_SCHEMAS_LIST},
    {"anyOf", BG_SCHEMAS_LIST},
    {"contains", BG_SCHEMAS_ONE},
    {"contentSchema", BG_SCHEMAS_ONE},
    {"definitions", BG_SCHEMAS_MAP},
    {"dependencies", BG_SCHEMAS_MAP},
    {"dependentSchemas", BG_SCHEMAS_MAP},
    {"else", BG_SCHEMAS_ONE},
    {"if", BG_SCHEMAS_ONE},
    {"items", BG_SCHEMAS_ONE_OR_LIST},
    {"not", BG_SCHEMAS_ONE},
    {"oneOf", BG_SCHEMAS_LIST},
    {"patternProperties", BG_SCHEMAS_MAP},
    {"prefixItems", BG_SCHEMAS_LIST},
    {"properties", BG_SCHEMAS_MAP},
    {"propertyNames", BG_SCHEMAS_ONE},
    {"then", BG_SCHEMAS_ONE},
    {"unevaluatedItems", BG_SCHEMAS_ONE},
    {"unevaluatedProperties", BG_SCHEMAS_ONE},
};

enum bg_schemas bg_schemas_under(struct bg_slice keyword) {
    for (size_t i = 0; i < sizeof positions / sizeof positions[0]; i++) {
        if (bg_slice_is(keyword, positions[i].keyword)) {
            return positions[i].schemas;
        }
    }
    return BG_SCHEMAS_NONE;
}

size_t bg_schemas_count(enum bg_schemas schemas, const struct bg_node *value) {
    bool is_list = bg_node_is(value, BG_NODE_LIST);
    switch (schemas) {
    case BG_SCHEMAS_NONE:
        return 0;
    case BG_SCHEMAS_LIST:
        return is_list ? value->count : 0;
    case BG_SCHEMAS_MAP:
        return bg_node_is(value, BG_NODE_MAP) ? value->count : 0;
    case BG_SCHEMAS_ONE:
        return is_list ? 0 : 1;
    case BG_SCHEMAS_ONE_OR_LIST:
        break;
    }
    return is_list ? value->count : 1;
}

const struct bg_node *bg_schemas_at(const struct bg_node *value, enum bg_schemas schemas, size_t index) {
    if (bg_node_is(value, BG_NODE_LIST)) {
        return value->as.items[index];
    }
    return schemas == BG_SCHEMAS_MAP ? value->as.members[index].value : value;
}
