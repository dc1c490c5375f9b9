/*
 * Field schema to column, per reader. The readings are written as the destinations' code has them, oddities included:
 * what counts is the table they make, not what JSON Schema would mean.
 *
 * The newer reader merges members of a union that map to equal types, and objects are equal when all their fields are.
 * So two objects are compared through a canonical text of their types, which costs one pass over them.
 */
#include "airbyte/column.h"

#include "base/buffer.h"
#include "base/limits.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BIT(column) (1u << (column))

static const char *const names[] = {
    [BG_COLUMN_ARRAY] = "array",
    [BG_COLUMN_OBJECT] = "object",
    [BG_COLUMN_STRING] = "string",
    [BG_COLUMN_DATE] = "date",
    [BG_COLUMN_TIME_NTZ] = "time without time zone",
    [BG_COLUMN_TIME_TZ] = "time with time zone",
    [BG_COLUMN_TIMESTAMP_NTZ] = "timestamp without time zone",
    [BG_COLUMN_TIMESTAMP_TZ] = "timestamp with time zone",
    [BG_COLUMN_NUMBER] = "number",
    [BG_COLUMN_INTEGER] = "integer",
    [BG_COLUMN_BOOLEAN] = "boolean",
    [BG_COLUMN_UNKNOWN] = "untyped",
    [BG_COLUMN_UNION] = "union",
};

static const char *const combinators[] = {"oneOf", "anyOf", "allOf"};

/* Text columns by format; any other format is a plain string. */
static enum bg_column java_text(const struct bg_node *field) {
    const struct bg_node *format = bg_node_at(field, "format");
    const struct bg_node *kind = bg_node_at(field, "airbyte_type");
    if (bg_node_is_text(format, "date")) {
        return BG_COLUMN_DATE;
    }
    if (bg_node_is_text(format, "time")) {
        return bg_node_is_text(kind, "time_without_timezone") ? BG_COLUMN_TIME_NTZ
               : bg_node_is_text(kind, "time_with_timezone")  ? BG_COLUMN_TIME_TZ
                                                              : BG_COLUMN_UNKNOWN;
    }
    if (bg_node_is_text(format, "date-time")) {
        bool has_zone = kind == NULL || bg_node_is_text(kind, "timestamp_with_timezone");
        return bg_node_is_text(kind, "timestamp_without_timezone") ? BG_COLUMN_TIMESTAMP_NTZ
               : has_zone                                          ? BG_COLUMN_TIMESTAMP_TZ
                                                                   : BG_COLUMN_UNKNOWN;
    }
    return BG_COLUMN_STRING;
}

static enum bg_column bulk_text(const struct bg_node *field) {
    const struct bg_node *format = bg_node_at(field, "format");
    const struct bg_node *kind = bg_node_at(field, "airbyte_type");
    if (bg_node_is_text(format, "date")) {
        return BG_COLUMN_DATE;
    }
    if (bg_node_is_text(format, "time")) {
        return bg_node_is_text(kind, "time_without_timezone") ? BG_COLUMN_TIME_NTZ : BG_COLUMN_TIME_TZ;
    }
    if (bg_node_is_text(format, "date-time")) {
        return bg_node_is_text(kind, "timestamp_without_timezone") ? BG_COLUMN_TIMESTAMP_NTZ : BG_COLUMN_TIMESTAMP_TZ;
    }
    return BG_COLUMN_STRING;
}

/* The type words that both readers share; `is_bulk` tells the few that they do not. */
static enum bg_column typed(const struct bg_node *field, struct bg_slice type, bool is_bulk) {
    static const struct {
        const char *type;
        enum bg_column column;
    } words[] = {
        {"array", BG_COLUMN_ARRAY},
        {"boolean", BG_COLUMN_BOOLEAN},
        {"integer", BG_COLUMN_INTEGER},
        {"object", BG_COLUMN_OBJECT},
    };
    for (size_t i = 0; i < COUNT(words); i++) {
        if (bg_slice_is(type, words[i].type)) {
            return words[i].column;
        }
    }
    if (bg_slice_is(type, "string")) {
        return is_bulk ? bulk_text(field) : java_text(field);
    }
    if (bg_slice_is(type, "number")) {
        return bg_node_is_text(bg_node_at(field, "airbyte_type"), "integer") ? BG_COLUMN_INTEGER : BG_COLUMN_NUMBER;
    }
    return is_bulk && bg_slice_is(type, "int") ? BG_COLUMN_INTEGER : BG_COLUMN_UNKNOWN;
}

static enum bg_column first_of(unsigned mask) {
    unsigned column = 0;
    while ((mask & BIT(column)) == 0) {
        column++;
    }
    return (enum bg_column)column;
}

static enum bg_column read_java(const struct bg_node *field) {
    const struct bg_node *type = bg_node_at(field, "type");
    if (bg_node_is(type, BG_NODE_STRING)) {
        return typed(field, type->as.text, false);
    }
    if (bg_node_is(type, BG_NODE_LIST)) {
        unsigned mask = 0;
        for (size_t i = 0; i < type->count; i++) {
            if (!bg_node_is_text(type->as.items[i], "null")) {
                mask |= BIT(typed(field, bg_node_text(type->as.items[i]), false));
            }
        }
        return mask == 0 ? BG_COLUMN_UNKNOWN : first_of(mask);
    }
    if (type != NULL) {
        return BG_COLUMN_UNKNOWN;
    }
    if (bg_node_at(field, "oneOf") != NULL) {
        return BG_COLUMN_UNION;
    }
    return bg_node_at(field, "properties") != NULL ? BG_COLUMN_OBJECT : BG_COLUMN_UNKNOWN;
}

/* One way to read a field: a schema, and the one of its types that is meant ({NULL, 0}: all of them). */
struct view {
    const struct bg_node *schema;
    struct bg_slice type;
};

static struct bg_slice describe(struct bg_arena *arena, enum bg_column_reader reader, struct view view);

static const struct bg_slice nothing = {"-", 1}; /* the description of what is only null */

/* A single type is the one that is meant. */
static struct view narrow(struct view view) {
    if (view.type.at == NULL) {
        view.type = bg_node_text(bg_node_at(view.schema, "type"));
    }
    return view;
}

static bool is_null(struct view view) {
    return bg_slice_is(view.type, "null");
}

/* An item of a type list is a type of the schema around it, or a schema like the members of a combinator. */
static struct view member_of(const struct bg_node *schema, const struct bg_node *item, bool is_type_list) {
    return is_type_list && bg_node_is(item, BG_NODE_STRING) ? (struct view){schema, item->as.text}
                                                            : (struct view){item, BG_NO_SLICE};
}

static enum bg_column well_known(struct bg_slice ref) {
    static const struct {
        const char *name;
        enum bg_column column;
    } types[] = {
        {"BinaryData", BG_COLUMN_STRING},
        {"Boolean", BG_COLUMN_BOOLEAN},
        {"Date", BG_COLUMN_DATE},
        {"Integer", BG_COLUMN_INTEGER},
        {"Number", BG_COLUMN_NUMBER},
        {"String", BG_COLUMN_STRING},
        {"TimeWithTimezone", BG_COLUMN_TIME_TZ},
        {"TimeWithoutTimezone", BG_COLUMN_TIME_NTZ},
        {"TimestampWithTimezone", BG_COLUMN_TIMESTAMP_TZ},
        {"TimestampWithoutTimezone", BG_COLUMN_TIMESTAMP_NTZ},
    };
    struct bg_slice prefix = BG_LITERAL("WellKnownTypes.json#/definitions/");
    if (bg_slice_starts(ref, prefix)) {
        for (size_t i = 0; i < COUNT(types); i++) {
            if (bg_slice_is(bg_slice_from(ref, prefix.len), types[i].name)) {
                return types[i].column;
            }
        }
    }
    return BG_COLUMN_UNKNOWN;
}

/* The list among whose members the newer reader chooses: the types, or those of a combinator. NULL if it does not. */
static const struct bg_node *choices_of(struct view view) {
    const struct bg_node *type = bg_node_at(view.schema, "type");
    if (view.type.at != NULL || type != NULL || bg_node_at(view.schema, "$ref") != NULL) {
        return view.type.at == NULL && bg_node_is(type, BG_NODE_LIST) ? type : NULL;
    }
    for (size_t i = 0; i < COUNT(combinators); i++) {
        const struct bg_node *list = bg_node_at(view.schema, combinators[i]);
        if (bg_node_is(list, BG_NODE_LIST)) {
            return list;
        }
    }
    return NULL;
}

/* A schema with one type, or with none and no choices. */
static enum bg_column read_plain(struct view view) {
    if (view.type.at != NULL) {
        return typed(view.schema, view.type, true);
    }
    if (bg_node_at(view.schema, "type") != NULL) {
        return BG_COLUMN_UNKNOWN;
    }
    const struct bg_node *ref = bg_node_at(view.schema, "$ref");
    return ref == NULL ? BG_COLUMN_OBJECT : well_known(bg_node_text(ref));
}

static int compare_slices(const void *a, const void *b) {
    return bg_slice_compare(*(const struct bg_slice *)a, *(const struct bg_slice *)b);
}

/* Sorts, drops repeated ones; the count that is left. */
static size_t sort_unique(struct bg_slice *parts, size_t count) {
    if (count < 2) {
        return count;
    }
    qsort(parts, count, sizeof parts[0], compare_slices);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (!bg_slice_equal(parts[i], parts[kept - 1])) {
            parts[kept++] = parts[i];
        }
    }
    return kept;
}

static struct bg_slice join(struct bg_arena *arena, char open, const struct bg_slice *parts, size_t count, char close) {
    struct bg_buffer buffer = {0};
    bg_buffer_add_char(&buffer, open);
    for (size_t i = 0; i < count; i++) {
        bg_buffer_add(&buffer, parts[i]);
    }
    bg_buffer_add_char(&buffer, close);
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return text;
}

static struct bg_slice letter(struct bg_arena *arena, enum bg_column column) {
    return bg_arena_printf(arena, "%c", 'a' + (int)column);
}

/* What members stand in. The reader that chooses one of several types does so only once all are told apart, so that a
 * union to be chosen from is another type than one that stays. */
enum column_members { MEMBERS_COMBINED, MEMBERS_TYPES, MEMBERS_ITEMS };

/* merge, on descriptions. */
static struct bg_slice describe_members(struct bg_arena *arena, enum bg_column_reader reader,
                                        const struct bg_node *schema, const struct bg_node *list,
                                        enum column_members members) {
    bool is_chosen_from = members != MEMBERS_COMBINED && reader == BG_READER_BULK_LEGACY;
    struct bg_slice *parts = bg_arena_array(arena, list->count, sizeof parts[0]);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        parts[count] = describe(arena, reader, member_of(schema, list->as.items[i], members == MEMBERS_TYPES));
        count += !bg_slice_equal(parts[count], nothing);
    }
    count = sort_unique(parts, count);
    if (count == 0 && members == MEMBERS_TYPES) {
        return letter(arena, BG_COLUMN_UNKNOWN);
    }
    return count == 1 ? parts[0] : join(arena, is_chosen_from ? '<' : '(', parts, count, ')');
}

/* Which keys have to be there and whether others may be is a part of the type, too, in the order of the list. */
static struct bg_slice describe_object(struct bg_arena *arena, enum bg_column_reader reader,
                                       const struct bg_node *schema, const struct bg_node *properties) {
    const struct bg_node *required = bg_node_at(schema, "required");
    size_t required_count = bg_node_is(required, BG_NODE_LIST) ? required->count : 0;
    struct bg_slice *parts = bg_arena_array(arena, properties->count + required_count + 1, sizeof parts[0]);
    for (size_t i = 0; i < properties->count; i++) {
        struct bg_slice key = properties->as.members[i].key;
        struct bg_slice type = describe(arena, reader, (struct view){properties->as.members[i].value, BG_NO_SLICE});
        struct bg_slice pair[] = {bg_arena_printf(arena, "%zu:", key.len), key, type};
        parts[i] = join(arena, ' ', pair, COUNT(pair), ' ');
    }
    size_t count = sort_unique(parts, properties->count);
    for (size_t i = 0; i < required_count; i++) {
        struct bg_slice key = bg_node_text(required->as.items[i]);
        parts[count++] = bg_arena_printf(arena, "!%zu:%.*s", key.len, BG_ARGS(key));
    }
    if (bg_node_is_true(bg_node_at(schema, "additionalProperties"))) {
        parts[count++] = BG_LITERAL("*");
    }
    return join(arena, '{', parts, count, '}');
}

/* A text that is equal for two views exactly when their types are: one pass over the tree, so it decides unions on its
 * own instead of asking read_bulk at every level. */
static struct bg_slice describe(struct bg_arena *arena, enum bg_column_reader reader, struct view view) {
    view = narrow(view);
    if (!bg_node_is(view.schema, BG_NODE_MAP)) {
        return letter(arena, BG_COLUMN_UNKNOWN);
    }
    const struct bg_node *choices = choices_of(view);
    if (choices != NULL) {
        bool are_types = choices == bg_node_at(view.schema, "type");
        return describe_members(arena, reader, view.schema, choices, are_types ? MEMBERS_TYPES : MEMBERS_COMBINED);
    }
    enum bg_column column = read_plain(view);
    const struct bg_node *properties = bg_node_at(view.schema, "properties");
    if (column == BG_COLUMN_OBJECT && bg_node_is(properties, BG_NODE_MAP)) { /* without any: a type of its own */
        return describe_object(arena, reader, view.schema, properties);
    }
    const struct bg_node *items = bg_node_at(view.schema, "items");
    bool has_items = items != NULL && !(bg_node_is(items, BG_NODE_LIST) && items->count == 0);
    if (column == BG_COLUMN_ARRAY && has_items) {
        struct bg_slice inner = bg_node_is(items, BG_NODE_LIST)
                                    ? describe_members(arena, reader, view.schema, items, MEMBERS_ITEMS)
                                    : describe(arena, reader, (struct view){items, BG_NO_SLICE});
        return join(arena, '[', &inner, 1, ']');
    }
    return is_null(view) ? nothing : letter(arena, column);
}

struct column_reading {
    bool is_nothing; /* only null */
    bool is_chosen;  /* the column is the best of several types */
    enum bg_column column;
    struct view owner; /* whose properties, items or types they are */
};

static struct column_reading read_bulk(enum bg_column_reader reader, struct view view);

/* Whether two readings with the same column may be of two types. */
static bool is_inner(const struct column_reading *reading) {
    return reading->column == BG_COLUMN_OBJECT || reading->column == BG_COLUMN_ARRAY || reading->is_chosen;
}

/* Does the second make the type that the first does, down to the last field? Asked for two that have parts. The
 * description of the first is kept in *text. */
static bool is_same_type(struct bg_arena *scratch, enum bg_column_reader reader, struct view first,
                         struct bg_slice *text, struct view second) {
    if (first.schema == second.schema && bg_slice_equal(first.type, second.type)) {
        return true;
    }
    if (text->at == NULL) {
        *text = describe(scratch, reader, first);
    }
    return bg_slice_equal(*text, describe(scratch, reader, second));
}

/* The members of a type list or a combinator: nulls dropped, equal ones merged. */
static struct column_reading merge(enum bg_column_reader reader, struct view whole, const struct bg_node *list,
                                   bool is_type_list) {
    unsigned mask = 0;
    bool is_several = false;
    struct column_reading first = {.column = BG_COLUMN_UNKNOWN, .owner = whole};
    if (list->weight > BG_LIMIT_UNION) {
        first.column = BG_COLUMN_UNION;
        return first;
    }
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice first_text = BG_NO_SLICE;
    for (size_t i = 0; i < list->count; i++) {
        struct column_reading reading = read_bulk(reader, member_of(whole.schema, list->as.items[i], is_type_list));
        if (reading.is_nothing) {
            continue;
        }
        if (mask == 0) {
            first = reading;
        } else if (reading.column != first.column) {
            is_several = true;
        } else if (!is_several && (is_inner(&reading) || is_inner(&first))) {
            is_several = !is_same_type(&scratch, reader, first.owner, &first_text, reading.owner);
        }
        mask |= BIT(reading.column);
    }
    bg_arena_finish(&scratch);
    bool is_empty = mask == 0 && !is_type_list; /* a union of nothing is one all the same, and no types are untyped */
    if (is_several || is_empty) {
        bool is_chosen = is_type_list && reader == BG_READER_BULK_LEGACY;
        first = (struct column_reading){
            .is_chosen = is_chosen, .column = is_chosen ? first_of(mask) : BG_COLUMN_UNION, .owner = whole};
    }
    return first;
}

/* Mutually recursive with merge: members are schemas. The depth is that of the tree. */
static struct column_reading read_bulk(enum bg_column_reader reader, struct view view) {
    view = narrow(view);
    if (!bg_node_is(view.schema, BG_NODE_MAP)) {
        return (struct column_reading){.column = BG_COLUMN_UNKNOWN, .owner = view};
    }
    const struct bg_node *choices = choices_of(view);
    if (choices != NULL) {
        return merge(reader, view, choices, choices == bg_node_at(view.schema, "type"));
    }
    return (struct column_reading){.is_nothing = is_null(view), .column = read_plain(view), .owner = view};
}

enum bg_column bg_column_read(enum bg_column_reader reader, const struct bg_node *field) {
    if (!bg_node_is(field, BG_NODE_MAP)) {
        return BG_COLUMN_UNKNOWN;
    }
    if (reader == BG_READER_JAVA) {
        return read_java(field);
    }
    struct column_reading reading = read_bulk(reader, (struct view){field, BG_NO_SLICE});
    return reading.is_nothing ? BG_COLUMN_UNKNOWN : reading.column;
}

unsigned bg_column_members(enum bg_column_reader reader, const struct bg_node *field) {
    const struct bg_node *list = bg_node_is(field, BG_NODE_MAP) ? choices_of((struct view){field, BG_NO_SLICE}) : NULL;
    unsigned mask = 0;
    if (reader == BG_READER_JAVA || list == NULL || bg_column_read(reader, field) != BG_COLUMN_UNION) {
        return 0;
    }
    for (size_t i = 0; i < list->count; i++) {
        bool is_type_list = list == bg_node_at(field, "type");
        struct column_reading reading = read_bulk(reader, member_of(field, list->as.items[i], is_type_list));
        mask |= reading.is_nothing ? 0 : BIT(reading.column);
    }
    return mask;
}

const char *bg_column_name(enum bg_column column) {
    return names[column];
}

/* One documented widening, and the catch-alls that take everything but break readers. */
enum bg_column_change bg_column_compare(enum bg_column base, enum bg_column head) {
    if (base == head) {
        return BG_COLUMN_SAME;
    }
    if (base == BG_COLUMN_INTEGER && head == BG_COLUMN_NUMBER) {
        return BG_COLUMN_WIDENED;
    }
    bool takes_all = head == BG_COLUMN_STRING || head == BG_COLUMN_UNION || head == BG_COLUMN_UNKNOWN;
    return takes_all ? BG_COLUMN_LOSSY : BG_COLUMN_INCOMPATIBLE;
}

/* Does this `type` allow an object? An absent one is decided by what stands beside it. */
static bool is_object_type(const struct bg_node *type) {
    if (bg_node_is(type, BG_NODE_LIST)) {
        for (size_t i = 0; i < type->count; i++) {
            if (bg_node_is_text(type->as.items[i], "object")) {
                return true;
            }
        }
    }
    return bg_node_is_text(type, "object");
}

const struct bg_node *bg_column_properties(struct bg_arena *arena, const struct bg_node *json_schema,
                                           struct bg_slice *pointer) {
    *pointer = BG_LITERAL("/properties");
    const struct bg_node *type = bg_node_at(json_schema, "type");
    const struct bg_node *properties = bg_node_at(json_schema, "properties");
    if (type != NULL || properties != NULL) {
        bool has_columns = (type == NULL || is_object_type(type)) && bg_node_is(properties, BG_NODE_MAP);
        return has_columns ? properties : NULL;
    }
    const struct bg_node *found = NULL;
    size_t object_count = 0;
    for (size_t c = 0; c < COUNT(combinators); c++) {
        const struct bg_node *list = bg_node_at(json_schema, combinators[c]);
        for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
            const struct bg_node *member = list->as.items[i];
            if (bg_column_read(BG_READER_BULK_DEFAULT, member) == BG_COLUMN_OBJECT) {
                object_count++;
                found = bg_node_at(member, "properties");
                *pointer = bg_arena_printf(arena, "/%s/%zu/properties", combinators[c], i);
            }
        }
        if (bg_node_is(list, BG_NODE_LIST)) {
            break;
        }
    }
    return object_count == 1 && bg_node_is(found, BG_NODE_MAP) ? found : NULL;
}
