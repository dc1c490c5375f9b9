/*
 * One stream against another. Attributes are compared one by one; of a stream that is only known by a schema file they
 * are not known, and not compared. A difference that nothing else explains is one of wording.
 */
#include "diff/stream/stream.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/table.h"
#include "diff/stream/field_pair.h"
#include "diff/stream/fields.h"
#include "diff/stream/records.h"
#include "diff/spec/spec_expand.h"
#include "text/pointer.h"
#include "text/write_json.h"

struct stream_sides {
    const struct bg_stream *base;
    const struct bg_stream *head;
};

static struct bg_change *add(const struct bg_field_sink *sink, const struct stream_sides *sides,
                             enum bg_change_kind kind, enum bg_change_how how) {
    struct bg_change *change = bg_field_change(sink, kind, how, BG_LITERAL(""), BG_NO_SLICE);
    change->base = sides->base->at;
    change->head = sides->head->at;
    return change;
}

static bool is_equal_or_absent(const struct bg_node *base, const struct bg_node *head) {
    return base == NULL || head == NULL ? base == head : bg_node_equal(base, head);
}

static struct bg_slice json_of(struct bg_arena *arena, const struct bg_node *node) {
    return node == NULL ? BG_LITERAL("none") : bg_json_line(arena, node);
}

static bool holds(const struct bg_node *list, const struct bg_node *item) {
    for (size_t i = 0; i < list->count; i++) {
        if (bg_node_equal(list->as.items[i], item)) {
            return true;
        }
    }
    return false;
}

/* The same paths in another order. */
static bool is_same_set(const struct bg_node *base, const struct bg_node *head) {
    bool is_small = base->count <= BG_LIMIT_KEY_PATHS && head->count <= BG_LIMIT_KEY_PATHS;
    if (!is_small || !bg_node_is(base, BG_NODE_LIST) || !bg_node_is(head, BG_NODE_LIST)) {
        return false;
    }
    for (size_t i = 0; i < base->count; i++) {
        if (!holds(head, base->as.items[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < head->count; i++) {
        if (!holds(base, head->as.items[i])) {
            return false;
        }
    }
    return true;
}

static void diff_primary_key(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    const struct bg_node *base = sides->base->primary_key;
    const struct bg_node *head = sides->head->primary_key;
    bool is_unseen = sides->base->is_key_unseen || sides->head->is_key_unseen;
    if (is_unseen || is_equal_or_absent(base, head)) {
        return;
    }
    enum bg_change_how how = base == NULL              ? BG_HOW_ADDED
                             : head == NULL            ? BG_HOW_REMOVED
                             : is_same_set(base, head) ? BG_HOW_REORDERED
                                                       : BG_HOW_CHANGED;
    struct bg_change *change = add(sink, sides, BG_CHANGE_STREAM_PRIMARY_KEY, how);
    change->before = json_of(sink->out->arena, base);
    change->after = json_of(sink->out->arena, head);
}

static void diff_cursor(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    const struct bg_node *base = sides->base->cursor_field;
    const struct bg_node *head = sides->head->cursor_field;
    bool is_unseen = sides->base->is_cursor_unseen || sides->head->is_cursor_unseen;
    if (is_unseen || is_equal_or_absent(base, head)) {
        return;
    }
    enum bg_change_how how = base == NULL ? BG_HOW_ADDED : head == NULL ? BG_HOW_REMOVED : BG_HOW_CHANGED;
    struct bg_change *change = add(sink, sides, BG_CHANGE_STREAM_CURSOR, how);
    change->before = json_of(sink->out->arena, base);
    change->after = json_of(sink->out->arena, head);
}

static void diff_claim(const struct bg_field_sink *sink, const struct stream_sides *sides, enum bg_change_kind kind,
                       bool base, bool head, const char *subject) {
    if (base != head) {
        struct bg_change *change = add(sink, sides, kind, head ? BG_HOW_ADDED : BG_HOW_REMOVED);
        change->subject = bg_slice_of(subject);
    }
}

static void diff_condition(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    struct bg_slice base = sides->base->condition;
    struct bg_slice head = sides->head->condition;
    bool is_unseen = sides->base->is_condition_unseen || sides->head->is_condition_unseen;
    bool is_in_code = bg_slice_is(base, BG_CONDITION_IN_CODE) || bg_slice_is(head, BG_CONDITION_IN_CODE);
    bool is_other = !bg_slice_equal(base, head) && !(is_in_code && base.len > 0 && head.len > 0);
    if (!is_unseen && is_other) {
        enum bg_change_how how = base.len == 0 ? BG_HOW_ADDED : head.len == 0 ? BG_HOW_REMOVED : BG_HOW_CHANGED;
        struct bg_change *change = add(sink, sides, BG_CHANGE_STREAM_CONDITION, how);
        change->before = base;
        change->after = head;
    }
}

/* What a catalog says beside the schema. */
static void diff_attributes(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    const struct bg_stream *base = sides->base;
    const struct bg_stream *head = sides->head;
    diff_primary_key(sink, sides);
    diff_cursor(sink, sides);
    bool is_of_code = base->origin == BG_ORIGIN_CODE || head->origin == BG_ORIGIN_CODE;
    if (is_of_code) { /* what follows is known as far as the cursor is, and follows from it */
        bool is_comparable = base->has_source_defined_cursor && head->has_source_defined_cursor;
        diff_claim(sink, sides, BG_CHANGE_STREAM_SOURCE_DEFINED_CURSOR, is_comparable && base->source_defined_cursor,
                   is_comparable && head->source_defined_cursor, "");
        diff_condition(sink, sides);
        return;
    }
    diff_claim(sink, sides, BG_CHANGE_STREAM_SOURCE_DEFINED_CURSOR, base->source_defined_cursor,
               head->source_defined_cursor, "");
    diff_claim(sink, sides, BG_CHANGE_STREAM_SYNC_MODE, base->has_full_refresh, head->has_full_refresh, "full_refresh");
    diff_claim(sink, sides, BG_CHANGE_STREAM_SYNC_MODE, base->has_incremental, head->has_incremental, "incremental");
    if (base->has_resumable && head->has_resumable) {
        diff_claim(sink, sides, BG_CHANGE_STREAM_RESUMABLE, base->is_resumable, head->is_resumable, "");
    }
    diff_claim(sink, sides, BG_CHANGE_STREAM_FILE_BASED, base->is_file_based, head->is_file_based, "");
    diff_condition(sink, sides);
    bg_diff_records(sink, base, head);
    sink->protocol->diff_state(base, head, sink->out, sink->stream);
}

/* The rest of the model, of which a difference may have no change of its own. */
static bool is_worded_alike(const struct stream_sides *sides) {
    const struct bg_stream *base = sides->base;
    const struct bg_stream *head = sides->head;
    return is_equal_or_absent(base->rest, head->rest) && is_equal_or_absent(base->state, head->state) &&
           is_equal_or_absent(base->twin, head->twin) && base->is_state_delegating == head->is_state_delegating &&
           base->cursor_is_opaque == head->cursor_is_opaque && base->has_no_schema == head->has_no_schema &&
           base->has_source_defined_cursor == head->has_source_defined_cursor &&
           base->has_resumable == head->has_resumable && base->is_resumable == head->is_resumable;
}

static struct bg_field_set field_set(const struct bg_field_sink *sink, const struct bg_stream *stream) {
    struct bg_field_set set = {.sight = stream->fields};
    set.properties = sink->protocol->columns.properties(sink->out->arena, stream->json_schema, &set.pointer);
    if (set.properties != NULL && set.properties->count == 0) {
        set.properties = NULL;
    }
    return set;
}

/* Absent, true and {} all leave a schema open. */
static bool is_open(const struct bg_node *additional) {
    return additional == NULL || bg_node_is_true(additional) ||
           (bg_node_is(additional, BG_NODE_MAP) && additional->count == 0);
}

static void diff_additional_properties(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    const struct bg_node *base = bg_node_at(sides->base->json_schema, "additionalProperties");
    const struct bg_node *head = bg_node_at(sides->head->json_schema, "additionalProperties");
    bool is_part = bg_field_declares_rest(sides->base->json_schema, "additionalProperties") &&
                   bg_field_declares_rest(sides->head->json_schema, "additionalProperties");
    if (!is_part && !is_equal_or_absent(base, head) && !(is_open(base) && is_open(head))) {
        struct bg_change *change = add(sink, sides, BG_CHANGE_STREAM_ADDITIONAL_PROPERTIES, BG_HOW_CHANGED);
        change->path = BG_LITERAL("/additionalProperties");
        change->before = json_of(sink->out->arena, base);
        change->after = json_of(sink->out->arena, head);
    }
}

/* The required names of the schema that are fields on both sides: those that came or went have changes of their own. */
static struct bg_table required_names(const struct bg_node *json_schema, struct bg_field_set base,
                                      struct bg_field_set head) {
    struct bg_table names = {0};
    const struct bg_node *required = bg_node_at(json_schema, "required");
    for (size_t i = 0; bg_node_is(required, BG_NODE_LIST) && i < required->count; i++) {
        struct bg_slice name = bg_node_text(required->as.items[i]);
        if (bg_node_get(base.properties, name) != NULL && bg_node_get(head.properties, name) != NULL) {
            bg_table_put(&names, name, (void *)(uintptr_t)required->as.items[i]);
        }
    }
    return names;
}

static void add_required(const struct bg_field_sink *sink, const struct bg_table *has, const struct bg_table *lacks,
                         struct bg_field_set set, enum bg_change_how how) {
    for (size_t i = 0; i < has->count && !bg_field_is_full(sink); i++) {
        struct bg_slice name = has->entries[i].key;
        if (bg_table_get(lacks, name) == NULL) {
            struct bg_slice path = bg_pointer_add(sink->out->arena, set.pointer, name);
            struct bg_change *change = bg_field_change(sink, BG_CHANGE_FIELD_REQUIRED, how, path, name);
            struct bg_place at = bg_node_place(has->entries[i].value);
            *(how == BG_HOW_ADDED ? &change->head : &change->base) = at;
        }
    }
}

static void diff_required(const struct bg_field_sink *sink, const struct stream_sides *sides, struct bg_field_set base,
                          struct bg_field_set head) {
    struct bg_table base_names = required_names(sides->base->json_schema, base, head);
    struct bg_table head_names = required_names(sides->head->json_schema, base, head);
    add_required(sink, &head_names, &base_names, head, BG_HOW_ADDED);
    add_required(sink, &base_names, &head_names, head, BG_HOW_REMOVED);
    bg_table_finish(&base_names);
    bg_table_finish(&head_names);
}

static bool is_same_order(const struct bg_node *base, const struct bg_node *head) {
    for (size_t i = 0; i < base->count && i < head->count; i++) {
        if (!bg_slice_equal(base->as.members[i].key, head->as.members[i].key)) {
            return false;
        }
    }
    return true;
}

/* The schema as far as it is known, or NULL. */
static const struct bg_node *known_schema(const struct bg_stream *stream) {
    static const struct bg_node empty = {.kind = BG_NODE_MAP, .weight = 1, .depth = 1};
    return stream->json_schema == NULL && stream->has_no_schema ? &empty : stream->json_schema;
}

/* Records are objects. */
static bool takes_records(const struct bg_node *schema) {
    return bg_node_at(schema, "type") == NULL || bg_field_type_names(schema, "object");
}

/* What a schema holds beside its columns is nested in all of them: choices, parts under patterns and conditions. A
 * reference that is left, and what is no schema, cannot be compared. */
static void diff_beside(const struct bg_field_sink *sink, const struct stream_sides *sides,
                        const struct bg_node *base_columns, const struct bg_node *head_columns) {
    const struct bg_node *base = sides->base->json_schema;
    const struct bg_node *head = sides->head->json_schema;
    struct bg_field_pair pair = {.base = {base, bg_node_place(base)}, .head = {head, bg_node_place(head)}};
    pair.path = BG_LITERAL("");
    pair.name = BG_LITERAL("");
    pair.is_nested = true;
    bool has_columns = base_columns != NULL || head_columns != NULL;
    bool are_schemas = bg_node_is(base, BG_NODE_MAP) && bg_node_is(head, BG_NODE_MAP);
    bool is_same_form = has_columns || !takes_records(base) || takes_records(head);
    if (!are_schemas || !is_same_form || !is_equal_or_absent(bg_node_at(base, "$ref"), bg_node_at(head, "$ref"))) {
        add(sink, sides, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED)->subject = BG_LITERAL("the schema");
        return;
    }
    bg_field_compare_parts(sink, &pair, has_columns);
    bg_field_compare_choices(sink, &pair, base_columns, head_columns);
}

/* Two schemas that differ, with what they refer to in place. */
static void diff_columns(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    struct bg_field_set base = field_set(sink, sides->base);
    struct bg_field_set head = field_set(sink, sides->head);
    if (base.properties != NULL && bg_sight_answer(&head.sight, head.properties) == BG_NOT_THERE) {
        struct bg_change *change = add(sink, sides, BG_CHANGE_STREAM_COLUMNS, BG_HOW_REMOVED);
        change->base = bg_node_place(base.properties);
        change->head = bg_node_place(sides->head->json_schema);
        return;
    }
    base.primary_key = sides->base->primary_key;
    base.cursor_field = sides->base->cursor_field;
    bg_diff_fields(sink, base, head);
    diff_required(sink, sides, base, head);
    diff_additional_properties(sink, sides);
    diff_beside(sink, sides, base.properties, head.properties);
}

/* The order of the properties is all that can differ between two schemas that are equal. */
static void diff_order(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    struct bg_field_set base = field_set(sink, sides->base);
    struct bg_field_set head = field_set(sink, sides->head);
    if (base.properties != NULL && !is_same_order(base.properties, head.properties)) {
        bg_diff_field_names(sink, base, head);
    }
}

/* Whether some reference leads to what has its anchor at run time, wherever that is: no part follows it. */
static bool has_dynamic(const struct bg_node *node) {
    for (size_t i = 0; bg_node_is(node, BG_NODE_MAP) && i < node->count; i++) {
        const struct bg_member *member = &node->as.members[i];
        if (bg_slice_is(member->key, "$dynamicRef") || bg_slice_is(member->key, "$recursiveRef") ||
            has_dynamic(member->value)) {
            return true;
        }
    }
    for (size_t i = 0; bg_node_is(node, BG_NODE_LIST) && i < node->count; i++) {
        if (has_dynamic(node->as.items[i])) {
            return true;
        }
    }
    return false;
}

/* Whether everything that is only defined, wherever it is, is as it was. */
static bool defines_same(const struct bg_field_sink *sink, const struct bg_node *base, const struct bg_node *head) {
    bool is_map = bg_node_is(base, BG_NODE_MAP) && bg_node_is(head, BG_NODE_MAP);
    for (size_t i = 0; is_map && i < base->count; i++) {
        const struct bg_member *member = &base->as.members[i];
        const struct bg_node *other = bg_node_get(head, member->key);
        bool defines = bg_slice_is(member->key, "$defs") || bg_slice_is(member->key, "definitions");
        if (defines ? !bg_same_node(sink->same, member->value, other) : !defines_same(sink, member->value, other)) {
            return false;
        }
    }
    bool is_list = bg_node_is(base, BG_NODE_LIST) && bg_node_is(head, BG_NODE_LIST);
    for (size_t i = 0; is_list && i < base->count && i < head->count; i++) {
        if (!defines_same(sink, base->as.items[i], head->as.items[i])) {
            return false;
        }
    }
    return true;
}

static void diff_schema(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    const struct bg_node *base = known_schema(sides->base);
    const struct bg_node *head = known_schema(sides->head);
    if (base == head || base == NULL || head == NULL) {
        return;
    }
    struct bg_stream base_stream = *sides->base;
    struct bg_stream head_stream = *sides->head;
    base_stream.json_schema = base;
    head_stream.json_schema = head;
    if (bg_same_node(sink->same, base, head)) {
        diff_order(sink, &(struct stream_sides){&base_stream, &head_stream});
        return;
    }
    if ((has_dynamic(base) || has_dynamic(head)) && !defines_same(sink, base, head)) {
        add(sink, sides, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED)->subject =
            BG_LITERAL("what a dynamic reference may lead to");
    }
    base_stream.json_schema = bg_spec_expand(sink->out->arena, base, false);
    head_stream.json_schema = bg_spec_expand(sink->out->arena, head, false);
    if (base_stream.json_schema == NULL || head_stream.json_schema == NULL) {
        struct bg_change *change = add(sink, sides, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
        change->subject = BG_LITERAL("a schema that is too large with its references");
        base_stream.json_schema = base;
        head_stream.json_schema = head;
    }
    diff_columns(sink, &(struct stream_sides){&base_stream, &head_stream});
}

static struct bg_slice sight_text(const struct bg_stream *stream) {
    static const char *const texts[] = {
        [BG_EXTENT_NONE] = "made at run time",       [BG_EXTENT_BROKEN] = "not found",
        [BG_EXTENT_ASSUMED] = "assumed from a file", [BG_EXTENT_SOME] = "partly made at run time",
        [BG_EXTENT_ALL] = "read from files",         [BG_EXTENT_ABSENT] = "empty, since there is no schema",
    };
    return bg_slice_of(texts[stream->has_no_schema ? BG_EXTENT_ABSENT : stream->fields.extent]);
}

/* How much of the schema is known: less, more, or broken. */
static const int knowledge[] = {
    [BG_EXTENT_BROKEN] = 0, [BG_EXTENT_NONE] = 1, [BG_EXTENT_ASSUMED] = 2,
    [BG_EXTENT_SOME] = 2,   [BG_EXTENT_ALL] = 3,  [BG_EXTENT_ABSENT] = 3,
};

/* A schema that was seen whole, and all of whose fields can still be seen beside others. */
static bool loses_nothing(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    bool keeps_attributes = bg_sight_sees(&sides->head->attributes) || !bg_sight_sees(&sides->base->attributes);
    bool is_whole = keeps_attributes && sides->base->fields.extent == BG_EXTENT_ALL;
    const struct bg_node *before = is_whole ? field_set(sink, sides->base).properties : NULL;
    const struct bg_node *after =
        sides->head->fields.extent == BG_EXTENT_SOME ? field_set(sink, sides->head).properties : NULL;
    for (size_t i = 0; before != NULL && i < before->count; i++) {
        if (bg_node_get(after, before->as.members[i].key) == NULL) {
            return false;
        }
    }
    return is_whole;
}

static void diff_readability(const struct bg_field_sink *sink, const struct stream_sides *sides) {
    enum bg_extent base = sides->base->fields.extent;
    enum bg_extent head = sides->head->fields.extent;
    bool was_of_code = sides->base->origin == BG_ORIGIN_CODE; /* then nothing was declared */
    bool loses_attributes =
        !was_of_code && bg_sight_sees(&sides->base->attributes) && !bg_sight_sees(&sides->head->attributes);
    if (knowledge[base] == knowledge[head] && !loses_attributes) {
        return;
    }
    bool was_partial = base == BG_EXTENT_SOME || base == BG_EXTENT_ASSUMED;
    if (was_partial && !loses_attributes && head == BG_EXTENT_NONE) {
        struct bg_change *change = add(sink, sides, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED);
        change->after = BG_LITERAL("all of it is made at run time now");
        return;
    }
    bool is_broken = head == BG_EXTENT_BROKEN && base != BG_EXTENT_BROKEN;
    bool is_less = knowledge[head] < knowledge[base] || loses_attributes;
    struct bg_change *change = add(sink, sides, BG_CHANGE_STREAM_READABILITY,
                                   is_broken ? BG_HOW_UNREADABLE
                                   : is_less ? (loses_nothing(sink, sides) ? BG_HOW_CHANGED : BG_HOW_OPAQUE)
                                             : BG_HOW_ADDED);
    bool is_about_keys = loses_attributes && knowledge[head] >= knowledge[base];
    change->subject = is_about_keys ? BG_LITERAL("the keys and the cursor") : BG_LITERAL("the schema");
    change->before = is_about_keys ? BG_LITERAL("declared") : sight_text(sides->base);
    change->after = is_about_keys ? BG_LITERAL("set in code") : sight_text(sides->head);
}

struct bg_slice bg_stream_label(struct bg_arena *arena, const struct bg_stream *stream) {
    return stream->name_space.at == NULL
               ? stream->name
               : bg_arena_printf(arena, "%.*s.%.*s", BG_ARGS(stream->name_space), BG_ARGS(stream->name));
}

void bg_diff_stream(const struct bg_protocol *protocol, const struct bg_stream *base, const struct bg_stream *head,
                    struct bg_same *same, struct bg_changes *out) {
    size_t trials = 0;
    struct bg_field_sink sink = {protocol, out, same, bg_stream_label(out->arena, head), &trials};
    struct stream_sides sides = {base, head};
    size_t before = out->count;
    diff_readability(&sink, &sides);
    bool has_attributes = bg_sight_sees(&base->attributes) && bg_sight_sees(&head->attributes);
    if (has_attributes) {
        diff_attributes(&sink, &sides);
    }
    diff_schema(&sink, &sides);
    bool is_alike = bg_same_node(same, base->json_schema, head->json_schema);
    if (out->count == before && !(is_alike && (!has_attributes || is_worded_alike(&sides)))) {
        add(&sink, &sides, BG_CHANGE_STREAM_ANNOTATION, BG_HOW_CHANGED);
    }
}
