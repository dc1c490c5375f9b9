/*
 * The alternatives of a choice and the parts of a conjunction. Their order says nothing: equal members are paired
 * first, then those of one title, then those that have most in common. A member that has no partner is looked at field
 * by field: one that no other member has is gone or new, one that another member has with the same type is still there.
 */
#include "base/vector.h"
#include "diff/stream/field_pair.h"
#include "text/builder.h"
#include "text/pointer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const keywords[] = {"oneOf", "anyOf", "allOf", "type"};

struct member {
    const struct bg_node *schema;
    const char *keyword;
    size_t index;
    bool is_paired;
};

struct members {
    struct member *items;
    size_t count;
    size_t room;
    bool has_null;
    const struct bg_node *owner; /* whose members they are */
};

static bool is_null(const struct bg_node *schema) {
    return bg_node_is_text(bg_node_at(schema, "type"), "null");
}

/* All members but null and the one that the columns of a stream are made of. Of a list of types, those that are
 * schemas. */
static struct members members_of(const struct bg_field_sink *sink, const struct bg_node *schema,
                                 const struct bg_node *columns) {
    struct members members = {.owner = schema};
    for (size_t k = 0; k < COUNT(keywords); k++) {
        const struct bg_node *list = bg_node_at(schema, keywords[k]);
        for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
            const struct bg_node *item = list->as.items[i];
            bool is_word = bg_slice_is(bg_slice_of(keywords[k]), "type") && !bg_node_is(item, BG_NODE_MAP);
            members.has_null |= is_null(item);
            bool is_columns = columns != NULL && bg_node_at(item, "properties") == columns;
            if (!is_word && !is_null(item) && !is_columns) {
                BG_VECTOR_ADD(sink->out->arena, &members, (struct member){item, keywords[k], i, false});
            }
        }
    }
    return members;
}

static struct bg_slice path_of(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                               const struct member *member) {
    struct bg_slice parent = bg_pointer_add(sink->out->arena, pair->path, bg_slice_of(member->keyword));
    return bg_pointer_add_index(sink->out->arena, parent, member->index);
}

/* The fields that a member gives: none, whatever stands under `properties`, if its type is no object. */
static const struct bg_node *properties_of(const struct bg_node *schema) {
    const struct bg_node *properties = bg_node_at(schema, "properties");
    bool is_object = bg_node_at(schema, "type") == NULL || bg_field_type_names(schema, "object");
    return is_object && bg_node_is(properties, BG_NODE_MAP) ? properties : NULL;
}

/* How much two members have in common; 0: they are not the same thing. */
static size_t likeness(const struct bg_field_sink *sink, const struct bg_node *base, const struct bg_node *head) {
    const struct bg_protocol_columns *columns = &sink->protocol->columns;
    unsigned reader = columns->reader_count - 1;
    if (columns->read(reader, base) != columns->read(reader, head)) {
        return 0;
    }
    struct bg_slice title = bg_node_text(bg_node_at(base, "title"));
    bool is_titled = title.len > 0 && bg_slice_equal(title, bg_node_text(bg_node_at(head, "title")));
    const struct bg_node *properties = properties_of(base);
    const struct bg_node *others = properties_of(head);
    size_t shared = 1;
    for (size_t i = 0; properties != NULL && i < properties->count; i++) {
        const struct bg_node *other = bg_node_get(others, properties->as.members[i].key);
        shared += other == NULL ? 0 : bg_same_node(sink->same, properties->as.members[i].value, other) ? 2 : 1;
    }
    return is_titled ? SIZE_MAX : shared;
}

static void pair_equal(const struct bg_field_sink *sink, struct members *base, struct members *head) {
    for (size_t i = 0; i < base->count; i++) {
        for (size_t j = 0; j < head->count && !base->items[i].is_paired; j++) {
            if (!head->items[j].is_paired && bg_same_node(sink->same, base->items[i].schema, head->items[j].schema)) {
                base->items[i].is_paired = true;
                head->items[j].is_paired = true;
            }
        }
    }
}

static void compare_pair(const struct bg_field_sink *sink, const struct bg_field_pair *pair, struct member *base,
                         struct member *head) {
    struct bg_field_pair inner = *pair;
    inner.is_nested = true;
    inner.path = path_of(sink, pair, head);
    inner.base = (struct bg_field_side){base->schema, bg_node_place(base->schema)};
    inner.head = (struct bg_field_side){head->schema, bg_node_place(head->schema)};
    base->is_paired = true;
    head->is_paired = true;
    bg_field_compare(sink, &inner);
}

static void pair_alike(const struct bg_field_sink *sink, const struct bg_field_pair *pair, struct members *base,
                       struct members *head) {
    for (size_t i = 0; i < base->count && !bg_field_is_full(sink); i++) {
        size_t most = 0;
        struct member *found = NULL;
        for (size_t j = 0; j < head->count && !base->items[i].is_paired; j++) {
            size_t shared = head->items[j].is_paired ? 0 : likeness(sink, base->items[i].schema, head->items[j].schema);
            found = shared > most ? &head->items[j] : found;
            most = shared > most ? shared : most;
        }
        if (found != NULL) {
            compare_pair(sink, pair, &base->items[i], found);
        }
    }
}

/* Whether a field of the same type stands in the node or in one of its members; *is_named: one of any type does. */
static bool declares(const struct bg_field_sink *sink, const struct members *members, const struct bg_member *field,
                     bool *is_named) {
    for (size_t i = 0; i <= members->count; i++) {
        const struct bg_node *owner = i == members->count ? members->owner : members->items[i].schema;
        const struct bg_node *other = bg_node_get(properties_of(owner), field->key);
        *is_named |= other != NULL;
        if (other != NULL && bg_field_is_alike(sink, field->value, other)) {
            return true;
        }
    }
    return false;
}

/* The fields of a member without a partner that `others` lack, or have otherwise. */
static void add_fields(const struct bg_field_sink *sink, const struct bg_field_pair *inner,
                       const struct bg_node *schema, const struct members *others, enum bg_change_how how) {
    const struct bg_node *properties = properties_of(schema);
    struct bg_slice parent = bg_pointer_add(sink->out->arena, inner->path, BG_LITERAL("properties"));
    for (size_t i = 0; properties != NULL && i < properties->count && !bg_field_is_full(sink); i++) {
        const struct bg_member *field = &properties->as.members[i];
        bool is_named = false;
        if (declares(sink, others, field, &is_named)) {
            continue;
        }
        struct bg_slice path = bg_pointer_add(sink->out->arena, parent, field->key);
        struct bg_field_pair below = bg_field_below(sink, inner, path, ".", field->key);
        enum bg_change_kind kind = is_named ? BG_CHANGE_NESTED_TYPE : BG_CHANGE_NESTED_FIELD;
        struct bg_change *change = bg_field_add(sink, &below, kind, is_named ? BG_HOW_CHANGED : how);
        change->before = is_named ? BG_LITERAL("one choice of types") : BG_NO_SLICE;
        change->after = is_named ? BG_LITERAL("another") : BG_NO_SLICE;
    }
}

static bool has_alike(const struct bg_field_sink *sink, const struct members *members, const struct bg_node *schema) {
    for (size_t i = 0; i < members->count; i++) {
        if (bg_field_is_alike(sink, schema, members->items[i].schema)) {
            return true;
        }
    }
    return false;
}

/* A member that came or went alone. */
static void add_unpaired(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                         const struct member *member, const struct members *others, enum bg_change_how how) {
    struct bg_field_pair inner = *pair;
    inner.path = path_of(sink, pair, member);
    *(how == BG_HOW_REMOVED ? &inner.base.at : &inner.head.at) = bg_node_place(member->schema);
    size_t before = sink->out->count;
    add_fields(sink, &inner, member->schema, others, how);
    if (sink->out->count > before) {
        return;
    }
    bool is_covered = properties_of(member->schema) != NULL || has_alike(sink, others, member->schema);
    if (is_covered) {
        bg_field_add(sink, &inner, BG_CHANGE_FIELD_CONSTRAINT, BG_HOW_CHANGED)->after = bg_slice_of(member->keyword);
    } else {
        bg_field_add(sink, &inner, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
    }
}

static void compare_members(const struct bg_field_sink *sink, const struct bg_field_pair *pair, struct members *base,
                            struct members *head) {
    if (base->count * head->count > BG_LIMIT_LISTED_PAIRS) {
        bg_field_add(sink, pair, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
        return;
    }
    pair_equal(sink, base, head);
    pair_alike(sink, pair, base, head);
    for (size_t i = 0; i < base->count && !bg_field_is_full(sink); i++) {
        if (!base->items[i].is_paired) {
            add_unpaired(sink, pair, &base->items[i], head, BG_HOW_REMOVED);
        }
    }
    for (size_t i = 0; i < head->count && !bg_field_is_full(sink); i++) {
        if (!head->items[i].is_paired) {
            add_unpaired(sink, pair, &head->items[i], base, BG_HOW_ADDED);
        }
    }
    if (base->has_null != head->has_null && base->count > 0 && head->count > 0) {
        bg_field_add(sink, pair, BG_CHANGE_FIELD_NULLABILITY, head->has_null ? BG_HOW_ADDED : BG_HOW_REMOVED);
    }
}

/* A node without its own choice, with the one member in it that there is: NULL if the two contradict each other. */
static const struct bg_node *inlined(const struct bg_field_sink *sink, const struct members *members) {
    const struct member *only = &members->items[0];
    struct bg_members merged = {.arena = sink->out->arena};
    for (size_t i = 0; i < members->owner->count; i++) {
        if (!bg_slice_is(members->owner->as.members[i].key, only->keyword)) {
            bg_members_put(&merged, members->owner->as.members[i]);
        }
    }
    for (size_t i = 0; i < only->schema->count; i++) {
        const struct bg_member *member = &only->schema->as.members[i];
        const struct bg_node *other = bg_members_get(&merged, member->key);
        if (other != NULL && !bg_node_equal(other, member->value)) {
            return NULL;
        }
        bg_members_put(&merged, *member);
    }
    return bg_node_new_map(sink->out->arena, merged.items, merged.count, members->owner);
}

/* A part that stands in a choice of one on one side only is the same part. */
struct bg_field_pair bg_field_unwrap(const struct bg_field_sink *sink, const struct bg_field_pair *pair) {
    struct bg_field_pair result = *pair;
    struct members base = members_of(sink, pair->base.schema, NULL);
    struct members head = members_of(sink, pair->head.schema, NULL);
    const struct members *wrapped = base.count == 1 ? &base : &head;
    if (base.count + head.count == 1 && bg_node_is(wrapped->items[0].schema, BG_NODE_MAP)) {
        const struct bg_node *plain = inlined(sink, wrapped);
        const struct bg_node **side = wrapped == &base ? &result.base.schema : &result.head.schema;
        *side = plain == NULL ? *side : plain;
    }
    return result;
}

void bg_field_compare_choices(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                              const struct bg_node *base_columns, const struct bg_node *head_columns) {
    struct members base = members_of(sink, pair->base.schema, base_columns);
    struct members head = members_of(sink, pair->head.schema, head_columns);
    compare_members(sink, pair, &base, &head);
}
