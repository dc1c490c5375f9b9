/*
 * Records against records: see records.h. A declared field that is taken out of all of them, and a filter that lets
 * none through, are losses; whatever else is done to them otherwise is said, and not judged.
 */
#include "diff/stream/records.h"

#include "base/buffer.h"
#include "text/pointer.h"

static bool has_path(const struct bg_node *paths, const struct bg_node *path) {
    for (size_t i = 0; bg_node_is(paths, BG_NODE_LIST) && i < paths->count && i < BG_LIMIT_LISTED_PAIRS; i++) {
        if (bg_node_equal(paths->as.items[i], path)) {
            return true;
        }
    }
    return false;
}

/* The place of the field that the path leads to, "/properties/a/properties/b", or {NULL, 0} if none is declared. */
static struct bg_slice declared_at(const struct bg_field_sink *sink, const struct bg_stream *stream,
                                   const struct bg_node *path) {
    const struct bg_node *schema = stream->json_schema;
    struct bg_slice pointer = BG_LITERAL("");
    for (size_t i = 0; i < path->count && schema != NULL; i++) {
        struct bg_slice name = bg_node_text(path->as.items[i]);
        schema = bg_node_get(bg_node_at(schema, "properties"), name);
        pointer =
            bg_pointer_add(sink->out->arena, bg_pointer_add(sink->out->arena, pointer, BG_LITERAL("properties")), name);
    }
    return schema == NULL ? BG_NO_SLICE : pointer;
}

static struct bg_slice dotted(const struct bg_field_sink *sink, const struct bg_node *path) {
    struct bg_slice name = bg_node_text(path->as.items[0]);
    for (size_t i = 1; i < path->count; i++) {
        name = bg_arena_printf(sink->out->arena, "%.*s.%.*s", BG_ARGS(name), BG_ARGS(bg_node_text(path->as.items[i])));
    }
    return name;
}

static struct bg_change *add(const struct bg_field_sink *sink, enum bg_change_how how, struct bg_slice path,
                             struct bg_slice subject, const struct bg_node *base, const struct bg_node *head) {
    struct bg_change *change = bg_field_change(sink, BG_CHANGE_STREAM_RECORDS, how, path, subject);
    change->base = bg_node_place(base);
    change->head = bg_node_place(head);
    return change;
}

/* What is said of a field: "AddFields fills `email` no more". */
struct words {
    enum bg_change_how how;
    const char *before;
    const char *after;
};

/* Each declared field of `paths` that `others` has not. */
static void diff_paths(const struct bg_field_sink *sink, const struct bg_stream *stream, const struct bg_node *paths,
                       const struct bg_node *others, struct words words) {
    for (size_t i = 0; bg_node_is(paths, BG_NODE_LIST) && i < paths->count && !bg_field_is_full(sink); i++) {
        const struct bg_node *path = paths->as.items[i];
        struct bg_slice pointer = has_path(others, path) ? BG_NO_SLICE : declared_at(sink, stream, path);
        if (pointer.at != NULL) {
            struct bg_slice name = dotted(sink, path);
            struct bg_change *change = add(sink, words.how, pointer, name, others, path);
            change->after = bg_arena_printf(sink->out->arena, "%s `%.*s`%s", words.before, BG_ARGS(name), words.after);
        }
    }
}

static bool is_same(const struct bg_node *a, const struct bg_node *b) {
    return a == NULL || b == NULL ? a == b : bg_node_equal(a, b);
}

/* What differs of them and has no change of its own. */
static void diff_rest(const struct bg_field_sink *sink, const struct bg_node *base, const struct bg_node *head) {
    static const struct {
        const char *key;
        const char *after;
    } parts[] = {
        {"filter", "the condition of record_filter is another one"},
        {"normalization", "schema_normalization is another one"},
        {"others", "its transformations are others"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const struct bg_node *before = bg_node_at(base, parts[i].key);
        const struct bg_node *after = bg_node_at(head, parts[i].key);
        if (!is_same(before, after)) {
            add(sink, BG_HOW_CHANGED, BG_LITERAL(""), bg_slice_of(parts[i].key), before, after)->after =
                bg_slice_of(parts[i].after);
        }
    }
}

void bg_diff_records(const struct bg_field_sink *sink, const struct bg_stream *base, const struct bg_stream *head) {
    if (is_same(base->records, head->records)) {
        return;
    }
    size_t before = sink->out->count;
    const struct bg_node *removed_before = bg_node_at(base->records, "removed");
    const struct bg_node *removed = bg_node_at(head->records, "removed");
    const struct bg_node *filled_before = bg_node_at(base->records, "filled");
    const struct bg_node *filled = bg_node_at(head->records, "filled");
    diff_paths(sink, head, removed, removed_before, (struct words){BG_HOW_REMOVED, "RemoveFields takes", " out"});
    diff_paths(sink, head, removed_before, removed,
               (struct words){BG_HOW_CHANGED, "RemoveFields takes", " out no more"});
    diff_paths(sink, head, filled, filled_before, (struct words){BG_HOW_CHANGED, "AddFields fills", ""});
    diff_paths(sink, head, filled_before, filled, (struct words){BG_HOW_CHANGED, "AddFields fills", " no more"});
    const struct bg_node *nothing = bg_node_at(head->records, "keeps_nothing");
    if (nothing != NULL && bg_node_at(base->records, "keeps_nothing") == NULL) {
        add(sink, BG_HOW_NARROWED, BG_LITERAL(""), BG_LITERAL("record_filter"), bg_node_at(base->records, "filter"),
            nothing);
        return;
    }
    diff_rest(sink, base->records, head->records);
    if (sink->out->count == before) { /* of fields that nobody declared */
        add(sink, BG_HOW_CHANGED, BG_LITERAL(""), BG_LITERAL("transformations"), base->records, head->records)->after =
            BG_LITERAL("its transformations are others");
    }
}
