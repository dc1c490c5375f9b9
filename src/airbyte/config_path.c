/* Paths into a configuration: see config_path.h. A key that nothing declares is no setting, and no form keeps it. */
#include "airbyte/config_path.h"

#include "base/limits.h"

static bool is_schema(const struct bg_node *node) {
    return node != NULL && node->kind == BG_NODE_MAP && node->count > 0;
}

/* Keywords by which keys are declared that nobody can list. */
static bool has_others(const struct bg_node *schema) {
    static const char *const names[] = {"$ref",         "$dynamicRef",      "$recursiveRef",    "if",
                                        "dependencies", "dependentSchemas", "patternProperties"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (bg_node_at(schema, names[i]) != NULL) {
            return true;
        }
    }
    return is_schema(bg_node_at(schema, "additionalProperties")) ||
           is_schema(bg_node_at(schema, "unevaluatedProperties"));
}

struct config_path {
    const struct bg_node *steps;
    size_t count; /* of steps that have to be declared */
};

/* Deeper than any document that is read is no answer; nor is an object that declares nothing. */
static bool declares(const struct config_path *walk, const struct bg_node *schema, size_t at, unsigned depth) {
    static const char *const unions[] = {"allOf", "anyOf", "oneOf"};
    if (at == walk->count || !bg_node_is(schema, BG_NODE_MAP) || depth == BG_LIMIT_DEPTH || has_others(schema)) {
        return true;
    }
    const struct bg_node *properties = bg_node_at(schema, "properties");
    const struct bg_node *property = bg_node_get(properties, bg_node_text(walk->steps->as.items[at]));
    bool is_declared = property != NULL && declares(walk, property, at + 1, depth + 1);
    bool is_listed = properties != NULL || at == 0;
    for (size_t u = 0; u < sizeof unions / sizeof unions[0]; u++) {
        const struct bg_node *branches = bg_node_at(schema, unions[u]);
        for (size_t i = 0; bg_node_is(branches, BG_NODE_LIST) && i < branches->count; i++) {
            is_listed = true;
            is_declared = is_declared || declares(walk, branches->as.items[i], at, depth + 1);
        }
    }
    return is_declared || !is_listed;
}

bool bg_config_declares(const struct bg_node *schema, const struct bg_node *path, bool is_whole) {
    for (size_t i = 0; bg_node_is(path, BG_NODE_LIST) && i < path->count; i++) {
        if (path->as.items[i]->kind != BG_NODE_STRING) {
            return true;
        }
    }
    bool is_path = bg_node_is(path, BG_NODE_LIST) && path->count > 0;
    struct config_path walk = {path, is_path && !is_whole ? 1 : is_path ? path->count : 0};
    return !is_path || declares(&walk, schema, 0, 0);
}
