/*
 * What an object or an array holds. Named parts are compared name by name, elements place by place, the values of maps
 * and of further elements as one. They are compared whatever the type beside them: who describes the fields of what is
 * called an array means them.
 */
#include "base/buffer.h"
#include "diff/stream/field_pair.h"
#include "text/pointer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct bg_field_side side_of(const struct bg_node *node) {
    return (struct bg_field_side){node, bg_node_place(node)};
}

/* One keyword whose members are schemas under names. */
struct names {
    const char *keyword;
    bool are_fields; /* a name that comes or goes is a field; else nobody can say what it does */
};

static const struct bg_node *map_part(const struct bg_node *schema, const char *keyword) {
    const struct bg_node *part = bg_node_at(schema, keyword);
    return bg_node_is(part, BG_NODE_MAP) ? part : NULL;
}

/* A list of names asks for keys and holds no field. */
static void add_name(const struct bg_field_sink *sink, const struct bg_field_pair *pair, struct names names,
                     const struct bg_node *value, enum bg_change_how how) {
    if (names.are_fields) {
        bg_field_add(sink, pair, BG_CHANGE_NESTED_FIELD, how);
    } else if (bg_node_is(value, BG_NODE_LIST)) {
        bg_field_add(sink, pair, BG_CHANGE_FIELD_CONSTRAINT, BG_HOW_CHANGED)->after = bg_slice_of(names.keyword);
    } else {
        bg_field_add(sink, pair, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
    }
}

static void compare_name(const struct bg_field_sink *sink, const struct bg_field_pair *inner, struct names names) {
    const struct bg_node *base = inner->base.schema;
    const struct bg_node *head = inner->head.schema;
    if (bg_node_is(base, BG_NODE_LIST) && bg_node_is(head, BG_NODE_LIST) && !names.are_fields) {
        add_name(sink, inner, names, head, BG_HOW_CHANGED);
    } else {
        bg_field_compare(sink, inner);
    }
}

static void compare_names(const struct bg_field_sink *sink, const struct bg_field_pair *pair, struct names names) {
    const struct bg_node *base = map_part(pair->base.schema, names.keyword);
    const struct bg_node *head = map_part(pair->head.schema, names.keyword);
    struct bg_slice parent = bg_pointer_add(sink->out->arena, pair->path, bg_slice_of(names.keyword));
    for (size_t i = 0; base != NULL && i < base->count && !bg_field_is_full(sink); i++) {
        const struct bg_member *member = &base->as.members[i];
        const struct bg_member *other = bg_node_member(head, member->key);
        if (other != NULL && bg_same_node(sink->same, member->value, other->value)) {
            continue;
        }
        struct bg_slice path = bg_pointer_add(sink->out->arena, parent, member->key);
        struct bg_field_pair inner = bg_field_below(sink, pair, path, ".", member->key);
        inner.base = (struct bg_field_side){member->value, bg_member_place(member)};
        if (other == NULL) {
            add_name(sink, &inner, names, member->value, BG_HOW_REMOVED);
        } else {
            inner.head = (struct bg_field_side){other->value, bg_member_place(other)};
            compare_name(sink, &inner, names);
        }
    }
    for (size_t i = 0; head != NULL && i < head->count && !bg_field_is_full(sink); i++) {
        const struct bg_member *member = &head->as.members[i];
        if (bg_node_get(base, member->key) == NULL) {
            struct bg_slice path = bg_pointer_add(sink->out->arena, parent, member->key);
            struct bg_field_pair inner = bg_field_below(sink, pair, path, ".", member->key);
            inner.base.at = (struct bg_place){0};
            inner.head.at = bg_member_place(member);
            add_name(sink, &inner, names, member->value, BG_HOW_ADDED);
        }
    }
}

static void add_elements(const struct bg_field_sink *sink, const struct bg_field_pair *pair, const char *base,
                         const char *head) {
    struct bg_change *change = bg_field_add(sink, pair, BG_CHANGE_NESTED_TYPE, BG_HOW_CHANGED);
    change->before = bg_slice_of(base);
    change->after = bg_slice_of(head);
}

static void compare_tuple(const struct bg_field_sink *sink, const struct bg_field_pair *inner,
                          const struct bg_node *base, const struct bg_node *head) {
    for (size_t i = 0; i < base->count && !bg_field_is_full(sink); i++) {
        struct bg_field_pair element = *inner;
        element.path = bg_pointer_add_index(sink->out->arena, inner->path, i);
        element.base = side_of(base->as.items[i]);
        element.head = side_of(head->as.items[i]);
        bg_field_compare(sink, &element);
    }
}

/* Elements have a type of their own; a list of items is a list of such types. */
static void compare_items(const struct bg_field_sink *sink, const struct bg_field_pair *pair, const char *keyword) {
    const struct bg_node *base = bg_node_at(pair->base.schema, keyword);
    const struct bg_node *head = bg_node_at(pair->head.schema, keyword);
    if (bg_same_node(sink->same, base, head)) {
        return;
    }
    struct bg_slice path = bg_pointer_add(sink->out->arena, pair->path, bg_slice_of(keyword));
    struct bg_field_pair inner = bg_field_below(sink, pair, path, "[]", BG_NO_SLICE);
    bool is_comparable = base != NULL && head != NULL && base->kind == head->kind;
    if (is_comparable && base->kind != BG_NODE_LIST) {
        inner.base = side_of(base);
        inner.head = side_of(head);
        bg_field_compare(sink, &inner);
    } else if (is_comparable && base->count == head->count) {
        compare_tuple(sink, &inner, base, head);
    } else {
        add_elements(sink, &inner, base == NULL ? "anything" : "declared elements",
                     head == NULL ? "anything" : "declared elements");
    }
}

/* What a keyword says of all values that are not named one by one. */
enum rest { REST_ANYTHING, REST_DECLARED, REST_NOTHING };

static enum rest rest_of(const struct bg_node *value) {
    bool is_trivial = bg_node_is(value, BG_NODE_MAP) && value->count == 0;
    if (value == NULL || is_trivial || bg_node_is_true(value)) {
        return REST_ANYTHING;
    }
    return bg_node_is(value, BG_NODE_BOOL) ? REST_NOTHING : REST_DECLARED;
}

/* Whether anything is left of an object or array that takes nothing but what it names. */
static bool names_something(const struct bg_node *schema) {
    static const char *const keywords[] = {"allOf",       "anyOf",     "oneOf", "items", "patternProperties",
                                           "prefixItems", "properties"};
    for (size_t i = 0; i < COUNT(keywords); i++) {
        const struct bg_node *value = bg_node_at(schema, keywords[i]);
        if (value != NULL && value->count > 0) {
            return true;
        }
    }
    return false;
}

static void add_rest(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                     const struct bg_field_pair *inner, const char *keyword) {
    static const char *const texts[] = {"anything", "declared values", "nothing"};
    enum rest base = rest_of(bg_node_at(pair->base.schema, keyword));
    enum rest head = rest_of(bg_node_at(pair->head.schema, keyword));
    bool is_emptied = head == REST_NOTHING && !names_something(pair->head.schema);
    if (base == REST_DECLARED && head == REST_NOTHING) {
        bg_field_add(sink, inner, BG_CHANGE_NESTED_FIELD, BG_HOW_REMOVED);
    } else if (base == REST_NOTHING && head == REST_DECLARED) {
        bg_field_add(sink, inner, BG_CHANGE_NESTED_FIELD, BG_HOW_ADDED);
    } else if (base == REST_DECLARED || head == REST_DECLARED || is_emptied) {
        add_elements(sink, inner, texts[base], texts[head]);
    } else {
        bg_field_add(sink, pair, BG_CHANGE_FIELD_CONSTRAINT, BG_HOW_CHANGED)->after = bg_slice_of(keyword);
    }
}

/* One keyword that speaks of all other values: those of a map, or the elements behind a tuple. */
static void compare_rest(const struct bg_field_sink *sink, const struct bg_field_pair *pair, const char *keyword,
                         const char *joint) {
    const struct bg_node *base = bg_node_at(pair->base.schema, keyword);
    const struct bg_node *head = bg_node_at(pair->head.schema, keyword);
    enum rest before = rest_of(base);
    enum rest after = rest_of(head);
    if (bg_same_node(sink->same, base, head) || (before == after && before != REST_DECLARED)) {
        return;
    }
    struct bg_slice path = bg_pointer_add(sink->out->arena, pair->path, bg_slice_of(keyword));
    struct bg_field_pair inner = bg_field_below(sink, pair, path, joint, BG_NO_SLICE);
    inner.name = inner.name.len == 0 ? BG_LITERAL("*") : inner.name;
    if (before == REST_DECLARED && after == REST_DECLARED) {
        inner.base = side_of(base);
        inner.head = side_of(head);
        bg_field_compare(sink, &inner);
    } else {
        add_rest(sink, pair, &inner, keyword);
    }
}

static bool has_tuple(const struct bg_node *schema) {
    return bg_node_is(bg_node_at(schema, "items"), BG_NODE_LIST);
}

/* What holds if a condition does. Without one on both sides there is nothing to compare it with. */
static void compare_consequence(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                                const char *keyword) {
    const struct bg_node *base = bg_node_at(pair->base.schema, keyword);
    const struct bg_node *head = bg_node_at(pair->head.schema, keyword);
    struct bg_field_pair inner = *pair;
    inner.is_nested = true;
    inner.path = bg_pointer_add(sink->out->arena, pair->path, bg_slice_of(keyword));
    if (base != NULL && head != NULL) {
        inner.base.schema = base;
        inner.head.schema = head;
        bg_field_compare(sink, &inner);
    } else if (base != head && bg_field_is_shapeless(base == NULL ? head : base)) {
        bg_field_add(sink, &inner, BG_CHANGE_FIELD_CONSTRAINT, BG_HOW_CHANGED)->after = bg_slice_of(keyword);
    } else if (base != head) {
        bg_field_add(sink, &inner, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
    }
}

/* Whether records may hold undeclared fields is a matter of the stream; of what type they are is one of its parts. */
static void compare_undeclared(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                               const char *keyword) {
    if (bg_field_declares_rest(pair->base.schema, keyword) && bg_field_declares_rest(pair->head.schema, keyword)) {
        compare_rest(sink, pair, keyword, ".*");
    }
}

bool bg_field_declares_rest(const struct bg_node *schema, const char *keyword) {
    return rest_of(bg_node_at(schema, keyword)) == REST_DECLARED;
}

void bg_field_compare_parts(const struct bg_field_sink *sink, const struct bg_field_pair *pair, bool has_columns) {
    static const struct names names[] = {
        {"properties", true}, {"patternProperties", true}, {"dependentSchemas", false}, {"dependencies", false}};
    for (size_t i = has_columns ? 1 : 0; i < COUNT(names); i++) {
        compare_names(sink, pair, names[i]);
    }
    compare_consequence(sink, pair, "then");
    compare_consequence(sink, pair, "else");
    if (has_columns) {
        compare_undeclared(sink, pair, "additionalProperties");
        compare_undeclared(sink, pair, "unevaluatedProperties");
        return;
    }
    compare_items(sink, pair, "items");
    compare_items(sink, pair, "prefixItems");
    compare_rest(sink, pair, "additionalProperties", ".*");
    compare_rest(sink, pair, "unevaluatedProperties", ".*");
    compare_rest(sink, pair, "unevaluatedItems", "[]");
    if (has_tuple(pair->base.schema) && has_tuple(pair->head.schema)) {
        compare_rest(sink, pair, "additionalItems", "[]");
    }
}
