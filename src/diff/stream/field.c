/*
 * One field. A field whose column changes has that one change and no other, since the rest follows from it. Otherwise
 * every part that differs is looked at by itself, as deep as the schema goes, and says what it found. Only where all
 * parts were content is a difference one of wording; what no part can compare is said to be that.
 */
#include "diff/stream/field.h"

#include "base/buffer.h"
#include "diff/stream/field_pair.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum key_class { KEY_CONSTRAINT, KEY_ANNOTATION, KEY_UNKNOWN, KEY_ELSEWHERE };

/* Keys that are no constraint. Those of KEY_ELSEWHERE make columns or hold what is inside, and are judged as that; what
 * those of KEY_UNKNOWN stand for is not at hand. */
static const struct {
    const char *key;
    enum key_class class;
} key_classes[] = {
    {"$comment", KEY_ANNOTATION},
    {"$defs", KEY_ELSEWHERE},
    {"$dynamicRef", KEY_UNKNOWN},
    {"$id", KEY_ANNOTATION},
    {"$recursiveRef", KEY_UNKNOWN},
    {"$ref", KEY_UNKNOWN},
    {"additionalItems", KEY_ELSEWHERE},
    {"additionalProperties", KEY_ELSEWHERE},
    {"airbyte_type", KEY_ELSEWHERE},
    {"allOf", KEY_ELSEWHERE},
    {"anyOf", KEY_ELSEWHERE},
    {"default", KEY_ANNOTATION},
    {"definitions", KEY_ELSEWHERE},
    {"dependencies", KEY_ELSEWHERE},
    {"dependentSchemas", KEY_ELSEWHERE},
    {"description", KEY_ANNOTATION},
    {"else", KEY_ELSEWHERE},
    {"examples", KEY_ANNOTATION},
    {"items", KEY_ELSEWHERE},
    {"oneOf", KEY_ELSEWHERE},
    {"patternProperties", KEY_ELSEWHERE},
    {"prefixItems", KEY_ELSEWHERE},
    {"properties", KEY_ELSEWHERE},
    {"readOnly", KEY_ANNOTATION},
    {"then", KEY_ELSEWHERE},
    {"title", KEY_ANNOTATION},
    {"type", KEY_ELSEWHERE},
    {"unevaluatedItems", KEY_ELSEWHERE},
    {"unevaluatedProperties", KEY_ELSEWHERE},
    {"writeOnly", KEY_ANNOTATION},
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

struct bg_change *bg_field_add(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                               enum bg_change_kind kind, enum bg_change_how how) {
    struct bg_slice subject = pair->name.len == 0 ? BG_LITERAL("the schema") : pair->name;
    struct bg_change *change = bg_field_change(sink, kind, how, pair->path, subject);
    change->base = pair->base.at;
    change->head = pair->head.at;
    return change;
}

struct bg_field_pair bg_field_below(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                                    struct bg_slice path, const char *joint, struct bg_slice name) {
    struct bg_field_pair inner = {.path = path, .is_nested = true, .base.at = pair->base.at, .head.at = pair->head.at};
    const char *between = pair->name.len == 0 && joint[0] == '.' ? "" : joint;
    inner.name = bg_arena_printf(sink->out->arena, "%.*s%s%.*s", BG_ARGS(pair->name), between, BG_ARGS(name));
    return inner;
}

/* How the columns of one field differ: for which readers, and how badly. */
struct column_diff {
    enum bg_column_change worst;
    unsigned shown;   /* the reader whose columns the message names */
    unsigned changed; /* a set of readers */
};

/* A union of other types is another column, although both are unions. */
static enum bg_column_change compare_column(const struct bg_protocol_columns *columns, unsigned reader,
                                            const struct bg_field_pair *pair) {
    enum bg_column_change change =
        columns->compare(columns->read(reader, pair->base.schema), columns->read(reader, pair->head.schema));
    bool has_same_members = columns->members(reader, pair->base.schema) == columns->members(reader, pair->head.schema);
    return change == BG_COLUMN_SAME && !has_same_members ? BG_COLUMN_LOSSY : change;
}

static struct column_diff compare_columns(const struct bg_protocol_columns *columns, const struct bg_field_pair *pair) {
    struct column_diff diff = {.worst = BG_COLUMN_SAME};
    for (unsigned reader = 0; reader < columns->reader_count; reader++) {
        enum bg_column_change change = compare_column(columns, reader, pair);
        diff.changed |= change == BG_COLUMN_SAME ? 0 : 1u << reader;
        if (change > diff.worst) {
            diff.worst = change;
            diff.shown = reader;
        }
    }
    return diff;
}

/* "string", or "union of string and integer". */
static struct bg_slice column_text(const struct bg_field_sink *sink, unsigned reader, const struct bg_node *schema) {
    const struct bg_protocol_columns *columns = &sink->protocol->columns;
    struct bg_slice text = bg_slice_of(columns->name(columns->read(reader, schema)));
    unsigned members = columns->members(reader, schema);
    const char *joint = "of";
    for (unsigned i = 0; members >> i != 0; i++) {
        if ((members >> i & 1) != 0) {
            text = bg_arena_printf(sink->out->arena, "%.*s %s %s", BG_ARGS(text), joint, columns->name(i));
            joint = "and";
        }
    }
    return text;
}

/* True if some reading differs; the field then has its one change. */
static bool diff_column(const struct bg_field_sink *sink, const struct bg_field_pair *pair) {
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
    struct bg_slice after = column_text(sink, diff.shown, pair->head.schema);
    struct bg_change *change = bg_field_add(sink, pair, kind, how);
    change->before = column_text(sink, diff.shown, pair->base.schema);
    change->after = after;
    if (is_divergent) {
        change->after = bg_arena_printf(sink->out->arena, "%.*s in some destinations, such as %s", BG_ARGS(after),
                                        columns->examples(diff.changed));
    }
    return true;
}

static bool list_names(const struct bg_node *list, struct bg_slice word) {
    for (size_t i = 0; i < list->count; i++) {
        if (bg_slice_equal(bg_node_text(list->as.items[i]), word)) {
            return true;
        }
    }
    return false;
}

bool bg_field_type_names(const struct bg_node *schema, const char *word) {
    const struct bg_node *type = bg_node_at(schema, "type");
    return bg_node_is(type, BG_NODE_LIST) ? list_names(type, bg_slice_of(word)) : bg_node_is_text(type, word);
}

bool bg_field_is_shapeless(const struct bg_node *schema) {
    for (size_t i = 0; bg_node_is(schema, BG_NODE_MAP) && i < schema->count; i++) {
        enum key_class class = class_of(schema->as.members[i].key);
        if (class != KEY_CONSTRAINT && class != KEY_ANNOTATION) {
            return false;
        }
    }
    return bg_node_is(schema, BG_NODE_MAP);
}

static void diff_nullability(const struct bg_field_sink *sink, const struct bg_field_pair *pair) {
    bool base = bg_field_type_names(pair->base.schema, "null");
    bool head = bg_field_type_names(pair->head.schema, "null");
    bool has_types = bg_node_at(pair->base.schema, "type") != NULL && bg_node_at(pair->head.schema, "type") != NULL;
    if (base != head && has_types) {
        bg_field_add(sink, pair, BG_CHANGE_FIELD_NULLABILITY, head ? BG_HOW_ADDED : BG_HOW_REMOVED);
    }
}

/* Two lists of names that hold the same ones. */
static bool is_same_names(const struct bg_node *base, const struct bg_node *head) {
    bool is_small = bg_node_is(base, BG_NODE_LIST) && bg_node_is(head, BG_NODE_LIST) &&
                    base->count <= BG_LIMIT_KEY_PATHS && head->count <= BG_LIMIT_KEY_PATHS;
    for (size_t i = 0; is_small && i < base->count; i++) {
        is_small = list_names(head, bg_node_text(base->as.items[i]));
    }
    for (size_t i = 0; is_small && i < head->count; i++) {
        is_small = list_names(base, bg_node_text(head->as.items[i]));
    }
    return is_small;
}

static bool is_key_same(const struct bg_field_sink *sink, const struct bg_node *base, const struct bg_node *head,
                        struct bg_slice key) {
    return bg_same_node(sink->same, base, head) || (bg_slice_is(key, "required") && is_same_names(base, head));
}

/* Adds "key" to the names of what differs in its class. */
static void note_key(struct bg_buffer names[KEY_ELSEWHERE], struct bg_slice key) {
    enum key_class class = class_of(key);
    if (class != KEY_ELSEWHERE) {
        bg_buffer_add_text(&names[class], names[class].len == 0 ? "" : ", ");
        bg_buffer_add(&names[class], key);
    }
}

/* One change for all annotations that differ, one for all constraints, one for what stands elsewhere. */
static void diff_keys(const struct bg_field_sink *sink, const struct bg_field_pair *pair) {
    static const enum bg_change_kind kinds[] = {
        [KEY_CONSTRAINT] = BG_CHANGE_FIELD_CONSTRAINT,
        [KEY_ANNOTATION] = BG_CHANGE_FIELD_ANNOTATION,
        [KEY_UNKNOWN] = BG_CHANGE_UNCLASSIFIED,
    };
    const struct bg_node *base = pair->base.schema;
    const struct bg_node *head = pair->head.schema;
    struct bg_buffer names[COUNT(kinds)] = {0};
    for (size_t i = 0; i < base->count; i++) {
        const struct bg_member *member = &base->as.members[i];
        const struct bg_node *other = bg_node_get(head, member->key);
        if (class_of(member->key) != KEY_ELSEWHERE && !is_key_same(sink, member->value, other, member->key)) {
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
            struct bg_change *change = bg_field_add(sink, pair, kinds[class], BG_HOW_CHANGED);
            change->after = bg_arena_copy(sink->out->arena, bg_buffer_slice(&names[class]));
        }
        bg_buffer_finish(&names[class]);
    }
}

/* A word that makes a column, or one that the other side has as well: their columns are equal, which says all. */
static bool is_word_compared(const struct bg_node *word, const struct bg_node *other) {
    static const char *const known[] = {"array", "boolean", "int", "integer", "null", "number", "object", "string"};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (bg_node_is_text(word, known[i])) {
            return true;
        }
    }
    return word->kind == BG_NODE_MAP || bg_node_equal(word, other) ||
           (bg_node_is(other, BG_NODE_LIST) && list_names(other, bg_node_text(word)));
}

static bool are_words_compared(const struct bg_node *type, const struct bg_node *other) {
    if (type == NULL || other == NULL) {
        return type == NULL || is_word_compared(type, type);
    }
    if (!bg_node_is(type, BG_NODE_LIST)) {
        return is_word_compared(type, other);
    }
    for (size_t i = 0; i < type->count; i++) {
        if (!is_word_compared(type->as.items[i], other)) {
            return false;
        }
    }
    return true;
}

/* Every part was content, so that only what the columns are made of can differ: is that known to be the same? */
static bool is_rewrite(const struct bg_field_pair *pair) {
    if (!bg_node_is(pair->base.schema, BG_NODE_MAP) || !bg_node_is(pair->head.schema, BG_NODE_MAP)) {
        return false;
    }
    const struct bg_node *base = bg_node_at(pair->base.schema, "type");
    const struct bg_node *head = bg_node_at(pair->head.schema, "type");
    return are_words_compared(base, head) && are_words_compared(head, base);
}

void bg_field_compare(const struct bg_field_sink *sink, const struct bg_field_pair *pair) {
    if (bg_field_is_full(sink) || bg_same_node(sink->same, pair->base.schema, pair->head.schema)) {
        return;
    }
    size_t before = sink->out->count;
    if (diff_column(sink, pair)) {
        return;
    }
    if (bg_node_is(pair->base.schema, BG_NODE_MAP) && bg_node_is(pair->head.schema, BG_NODE_MAP)) {
        struct bg_field_pair plain = bg_field_unwrap(sink, pair);
        bg_field_compare_parts(sink, &plain, false);
        bg_field_compare_choices(sink, &plain, NULL, NULL);
        diff_keys(sink, &plain);
        diff_nullability(sink, &plain);
    }
    if (sink->out->count > before) {
        return;
    }
    if (is_rewrite(pair)) {
        bg_field_add(sink, pair, BG_CHANGE_FIELD_TEXT, BG_HOW_EQUIVALENT);
    } else {
        bg_field_add(sink, pair, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
    }
}

/* Facts that lose nothing and add nothing. */
static bool is_harmless(enum bg_change_kind kind) {
    static const enum bg_change_kind kinds[] = {BG_CHANGE_FIELD_ANNOTATION, BG_CHANGE_FIELD_CONSTRAINT,
                                                BG_CHANGE_FIELD_NULLABILITY, BG_CHANGE_FIELD_TEXT};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kind == kinds[i]) {
            return true;
        }
    }
    return false;
}

bool bg_field_is_alike(const struct bg_field_sink *sink, const struct bg_node *base, const struct bg_node *head) {
    struct bg_changes found = {.arena = sink->out->arena};
    struct bg_field_sink aside = *sink;
    aside.out = &found;
    *sink->trials += base->weight + head->weight;
    if (*sink->trials > BG_LIMIT_FIELD_TRIALS) {
        return false;
    }
    bg_field_compare(&aside, &(struct bg_field_pair){.base.schema = base, .head.schema = head, .is_nested = true});
    bool is_alike = found.count < BG_LIMIT_CHANGES;
    for (size_t i = 0; i < found.count; i++) {
        is_alike = is_alike && is_harmless(found.items[i].kind);
    }
    return is_alike;
}

void bg_diff_field(const struct bg_field_sink *sink, struct bg_field_side base, struct bg_field_side head,
                   struct bg_slice path, struct bg_slice name) {
    bg_field_compare(sink, &(struct bg_field_pair){.base = base, .head = head, .path = path, .name = name});
}
