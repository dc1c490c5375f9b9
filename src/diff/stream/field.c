/*
 * One field. A field whose column changes has that one change and no other, since the rest follows from it. Otherwise
 * every part that differs is looked at by itself, as deep as the schema goes; a difference that no part explains is one
 * of wording.
 */
#include "diff/stream/field.h"

#include "base/buffer.h"
#include "text/pointer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Two versions of a node at the same path. */
struct pair {
    struct bg_field_side base;
    struct bg_field_side head;
    struct bg_slice path;
    struct bg_slice name; /* "order.lines[].price" */
    bool is_nested;
};

enum key_class { KEY_CONSTRAINT, KEY_ANNOTATION, KEY_ELSEWHERE };

/* Keys that are no constraint. Those of KEY_ELSEWHERE make columns or hold what is inside, and are judged as that. */
static const struct {
    const char *key;
    enum key_class class;
} key_classes[] = {
    {"$comment", KEY_ANNOTATION},    {"$id", KEY_ANNOTATION},         {"additionalProperties", KEY_ELSEWHERE},
    {"airbyte_type", KEY_ELSEWHERE}, {"allOf", KEY_ELSEWHERE},        {"anyOf", KEY_ELSEWHERE},
    {"default", KEY_ANNOTATION},     {"description", KEY_ANNOTATION}, {"examples", KEY_ANNOTATION},
    {"items", KEY_ELSEWHERE},        {"not", KEY_ELSEWHERE},          {"oneOf", KEY_ELSEWHERE},
    {"properties", KEY_ELSEWHERE},   {"readOnly", KEY_ANNOTATION},    {"required", KEY_ELSEWHERE},
    {"title", KEY_ANNOTATION},       {"type", KEY_ELSEWHERE},         {"writeOnly", KEY_ANNOTATION},
};

static enum key_class class_of(struct bg_slice key) {
    for (size_t i = 0; i < COUNT(key_classes); i++) {
        if (bg_slice_is(key, key_classes[i].key)) {
            return key_classes[i].class;
        }
    }
    return KEY_CONSTRAINT;
}

struct bg_change *bg_field_change(const struct bg_field_sink *sink, enum bg_change_kind kind, enum bg_change_how how,
                                  struct bg_slice path, struct bg_slice subject) {
    struct bg_change *change = bg_change_add(sink->out, kind, how);
    change->stream = sink->stream;
    change->path = path;
    change->subject = subject;
    return change;
}

static struct bg_change *add(const struct bg_field_sink *sink, const struct pair *pair, enum bg_change_kind kind,
                             enum bg_change_how how) {
    struct bg_change *change = bg_field_change(sink, kind, how, pair->path, pair->name);
    change->base = pair->base.at;
    change->head = pair->head.at;
    return change;
}

/* How the columns of one field differ: for which readers, and how badly. */
struct column_diff {
    enum bg_column_change worst;
    unsigned shown;   /* the reader whose columns the message names */
    unsigned changed; /* a set of readers */
};

static struct column_diff compare_columns(const struct bg_protocol_columns *columns, const struct pair *pair) {
    struct column_diff diff = {.worst = BG_COLUMN_SAME};
    for (unsigned reader = 0; reader < columns->reader_count; reader++) {
        enum bg_column_change change =
            columns->compare(columns->read(reader, pair->base.schema), columns->read(reader, pair->head.schema));
        diff.changed |= change == BG_COLUMN_SAME ? 0 : 1u << reader;
        if (change > diff.worst) {
            diff.worst = change;
            diff.shown = reader;
        }
    }
    return diff;
}

/* True if some reading differs; the field then has its one change. */
static bool diff_column(const struct bg_field_sink *sink, const struct pair *pair) {
    static const enum bg_change_how hows[] = {
        [BG_COLUMN_WIDENED] = BG_HOW_WIDENED,
        [BG_COLUMN_LOSSY] = BG_HOW_LOSSY,
        [BG_COLUMN_INCOMPATIBLE] = BG_HOW_CHANGED,
    };
    const struct bg_protocol_columns *columns = &sink->protocol->columns;
    struct column_diff diff = compare_columns(columns, pair);
    if (diff.worst == BG_COLUMN_SAME) {
        return false;
    }
    bool is_divergent = diff.changed != (1u << columns->reader_count) - 1;
    enum bg_change_kind kind = pair->is_nested ? BG_CHANGE_NESTED_TYPE : BG_CHANGE_FIELD_TYPE;
    enum bg_change_how how = pair->is_nested ? BG_HOW_CHANGED : is_divergent ? BG_HOW_DIVERGENT : hows[diff.worst];
    const char *after = columns->name(columns->read(diff.shown, pair->head.schema));
    struct bg_change *change = add(sink, pair, kind, how);
    change->before = bg_slice_of(columns->name(columns->read(diff.shown, pair->base.schema)));
    change->after = bg_slice_of(after);
    if (is_divergent) {
        change->after = bg_arena_printf(sink->out->arena, "%s in some destinations, such as %s", after,
                                        columns->examples(diff.changed));
    }
    return true;
}

static bool type_names(const struct bg_node *schema, const char *word) {
    const struct bg_node *type = bg_node_at(schema, "type");
    if (bg_node_is(type, BG_NODE_LIST)) {
        for (size_t i = 0; i < type->count; i++) {
            if (bg_node_is_text(type->as.items[i], word)) {
                return true;
            }
        }
    }
    return bg_node_is_text(type, word);
}

static void diff_nullability(const struct bg_field_sink *sink, const struct pair *pair) {
    bool base = type_names(pair->base.schema, "null");
    bool head = type_names(pair->head.schema, "null");
    bool has_types = bg_node_at(pair->base.schema, "type") != NULL && bg_node_at(pair->head.schema, "type") != NULL;
    if (base != head && has_types) {
        add(sink, pair, BG_CHANGE_FIELD_NULLABILITY, head ? BG_HOW_ADDED : BG_HOW_REMOVED);
    }
}

/* Adds "key" to the names of what differs in its class. */
static void note_key(struct bg_buffer names[2], struct bg_slice key) {
    enum key_class class = class_of(key);
    if (class != KEY_ELSEWHERE) {
        bg_buffer_add_text(&names[class], names[class].len == 0 ? "" : ", ");
        bg_buffer_add(&names[class], key);
    }
}

/* One change for all annotations that differ, one for all constraints. */
static void diff_keys(const struct bg_field_sink *sink, const struct pair *pair) {
    static const enum bg_change_kind kinds[] = {
        [KEY_CONSTRAINT] = BG_CHANGE_FIELD_CONSTRAINT,
        [KEY_ANNOTATION] = BG_CHANGE_FIELD_ANNOTATION,
    };
    const struct bg_node *base = pair->base.schema;
    const struct bg_node *head = pair->head.schema;
    struct bg_buffer names[COUNT(kinds)] = {0};
    for (size_t i = 0; i < base->count; i++) {
        const struct bg_member *member = &base->as.members[i];
        const struct bg_node *other = bg_node_get(head, member->key);
        if (class_of(member->key) != KEY_ELSEWHERE && !bg_same_node(sink->same, member->value, other)) {
            note_key(names, member->key);
        }
    }
    for (size_t i = 0; i < head->count; i++) {
        if (bg_node_get(base, head->as.members[i].key) == NULL) {
            note_key(names, head->as.members[i].key);
        }
    }
    for (size_t class = 0; class < COUNT(kinds); class ++) {
        if (names[class].len > 0) {
            struct bg_change *change = add(sink, pair, kinds[class], BG_HOW_CHANGED);
            change->after = bg_arena_copy(sink->out->arena, bg_buffer_slice(&names[class]));
        }
        bg_buffer_finish(&names[class]);
    }
}

static void diff_node(const struct bg_field_sink *sink, const struct pair *pair);

/* The pair of two nodes below `pair`: pointer and name grow by one step each. */
static struct pair below(const struct bg_field_sink *sink, const struct pair *pair, struct bg_slice path,
                         const char *joint, struct bg_slice name) {
    struct bg_buffer buffer = {0};
    bg_buffer_add(&buffer, pair->name);
    bg_buffer_add_text(&buffer, joint);
    bg_buffer_add(&buffer, name);
    struct pair inner = {.path = path, .is_nested = true, .base.at = pair->base.at, .head.at = pair->head.at};
    inner.name = bg_arena_copy(sink->out->arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return inner;
}

/* The properties of a node that may be an object, or NULL. */
static const struct bg_node *object_part(const struct bg_node *schema) {
    bool may_be_object = bg_node_at(schema, "type") == NULL || type_names(schema, "object");
    const struct bg_node *properties = bg_node_at(schema, "properties");
    return may_be_object && bg_node_is(properties, BG_NODE_MAP) ? properties : NULL;
}

static void diff_properties(const struct bg_field_sink *sink, const struct pair *pair) {
    const struct bg_node *base = object_part(pair->base.schema);
    const struct bg_node *head = object_part(pair->head.schema);
    struct bg_slice parent = bg_pointer_add(sink->out->arena, pair->path, BG_LITERAL("properties"));
    for (size_t i = 0; base != NULL && i < base->count && !bg_field_is_full(sink); i++) {
        const struct bg_member *member = &base->as.members[i];
        const struct bg_member *other = bg_node_member(head, member->key);
        if (other != NULL && bg_same_node(sink->same, member->value, other->value)) {
            continue;
        }
        struct bg_slice path = bg_pointer_add(sink->out->arena, parent, member->key);
        struct pair inner = below(sink, pair, path, ".", member->key);
        inner.base = (struct bg_field_side){member->value, bg_member_place(member)};
        if (other == NULL) {
            add(sink, &inner, BG_CHANGE_NESTED_FIELD, BG_HOW_REMOVED);
        } else {
            inner.head = (struct bg_field_side){other->value, bg_member_place(other)};
            diff_node(sink, &inner);
        }
    }
    for (size_t i = 0; head != NULL && i < head->count && !bg_field_is_full(sink); i++) {
        const struct bg_member *member = &head->as.members[i];
        if (bg_node_get(base, member->key) == NULL) {
            struct bg_slice path = bg_pointer_add(sink->out->arena, parent, member->key);
            struct pair inner = below(sink, pair, path, ".", member->key);
            inner.base.at = (struct bg_place){0};
            inner.head.at = bg_member_place(member);
            add(sink, &inner, BG_CHANGE_NESTED_FIELD, BG_HOW_ADDED);
        }
    }
}

static const struct bg_node *array_part(const struct bg_node *schema) {
    return type_names(schema, "array") ? bg_node_at(schema, "items") : NULL;
}

/* Elements have a type of their own; a list of items is a list of such types. */
static void diff_items(const struct bg_field_sink *sink, const struct pair *pair) {
    const struct bg_node *base = array_part(pair->base.schema);
    const struct bg_node *head = array_part(pair->head.schema);
    if (bg_same_node(sink->same, base, head)) {
        return;
    }
    struct bg_slice path = bg_pointer_add(sink->out->arena, pair->path, BG_LITERAL("items"));
    struct pair inner = below(sink, pair, path, "[]", BG_NO_SLICE);
    bool is_comparable = base != NULL && head != NULL && base->kind == head->kind;
    if (is_comparable && base->kind != BG_NODE_LIST) {
        inner.base = (struct bg_field_side){base, bg_node_place(base)};
        inner.head = (struct bg_field_side){head, bg_node_place(head)};
        diff_node(sink, &inner);
    } else if (is_comparable && base->count == head->count) {
        for (size_t i = 0; i < base->count && !bg_field_is_full(sink); i++) {
            struct pair element = inner;
            element.path = bg_pointer_add_index(sink->out->arena, path, i);
            element.base = (struct bg_field_side){base->as.items[i], bg_node_place(base->as.items[i])};
            element.head = (struct bg_field_side){head->as.items[i], bg_node_place(head->as.items[i])};
            diff_node(sink, &element);
        }
    } else {
        struct bg_change *change = add(sink, &inner, BG_CHANGE_NESTED_TYPE, BG_HOW_CHANGED);
        change->before = base == NULL ? BG_LITERAL("anything") : BG_LITERAL("declared elements");
        change->after = head == NULL ? BG_LITERAL("anything") : BG_LITERAL("declared elements");
    }
}

/* The one object or array among the members of a schema's combinator; *path becomes its pointer. NULL if there is none,
 * or more than one. */
static const struct bg_node *only_structure(const struct bg_field_sink *sink, const struct bg_node *schema,
                                            struct bg_slice *path) {
    static const char *const combinators[] = {"oneOf", "anyOf", "allOf"};
    struct bg_arena *arena = sink->out->arena;
    const struct bg_node *found = NULL;
    struct bg_slice parent = *path;
    for (size_t c = 0; c < COUNT(combinators) && bg_node_at(schema, "type") == NULL; c++) {
        const struct bg_node *list = bg_node_at(schema, combinators[c]);
        for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
            const struct bg_node *member = list->as.items[i];
            if (!sink->protocol->columns.is_structure(member)) {
                continue;
            }
            if (found != NULL) {
                return NULL;
            }
            found = member;
            struct bg_slice combinator = bg_pointer_add(arena, parent, bg_slice_of(combinators[c]));
            *path = bg_pointer_add_index(arena, combinator, i);
        }
    }
    return found;
}

static void diff_choice(const struct bg_field_sink *sink, const struct pair *pair) {
    struct pair inner = *pair;
    inner.is_nested = true;
    inner.base.schema = only_structure(sink, pair->base.schema, &inner.path);
    inner.path = pair->path;
    inner.head.schema = only_structure(sink, pair->head.schema, &inner.path);
    if (inner.base.schema != NULL && inner.head.schema != NULL) {
        diff_node(sink, &inner);
    }
}

/* Recursive through properties, items and choices; the depth is that of the tree. */
static void diff_node(const struct bg_field_sink *sink, const struct pair *pair) {
    if (bg_field_is_full(sink) || bg_same_node(sink->same, pair->base.schema, pair->head.schema)) {
        return;
    }
    size_t before = sink->out->count;
    if (diff_column(sink, pair)) {
        return;
    }
    if (bg_node_is(pair->base.schema, BG_NODE_MAP) && bg_node_is(pair->head.schema, BG_NODE_MAP)) {
        diff_properties(sink, pair);
        diff_items(sink, pair);
        diff_choice(sink, pair);
        diff_keys(sink, pair);
        diff_nullability(sink, pair);
    }
    if (sink->out->count == before) {
        add(sink, pair, BG_CHANGE_FIELD_TEXT, BG_HOW_EQUIVALENT);
    }
}

void bg_diff_field(const struct bg_field_sink *sink, struct bg_field_side base, struct bg_field_side head,
                   struct bg_slice path, struct bg_slice name) {
    diff_node(sink, &(struct pair){.base = base, .head = head, .path = path, .name = name});
}
