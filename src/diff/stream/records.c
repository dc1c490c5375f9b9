/*
 * Records against records: see records.h. A declared field that is taken out of all of them, and a filter that lets
 * none through, are losses; whatever else is done to them otherwise is said, and not judged.
 */
#include "diff/stream/records.h"

#include "base/glob.h"
#include "base/limits.h"
#include "text/pointer.h"

/* How a field is named: "/properties/a/properties/b", "a.b" or "a[].b". */
struct field_end {
    struct bg_slice pointer;
    struct bg_slice name;
};

/* A declared field, and the way to it: names, and "0" for the elements of an array. */
struct field {
    struct bg_slice steps[BG_LIMIT_DEPTH];
    size_t count;
    struct field_end end;
};

static bool is_step(const struct bg_node *pattern, struct bg_slice step) {
    return bg_slice_equal(bg_node_text(pattern), step) || bg_glob_match(bg_node_text(pattern), step);
}

/* Whether the path leads to the field or to something that holds it: "*" and its like are any one step, "**" any
 * number. */
static bool leads_to(const struct bg_node *path, const struct field *field) {
    size_t p = 0;
    size_t s = 0;
    size_t after_stars = 0; /* where to go on with one step more for the last "**"; 0 if there was none */
    size_t taken = 0;
    while (p < path->count) {
        if (bg_node_is_text(path->as.items[p], "**")) {
            after_stars = ++p;
            taken = s;
        } else if (s < field->count && is_step(path->as.items[p], field->steps[s])) {
            p++;
            s++;
        } else if (after_stars > 0 && taken < field->count) {
            p = after_stars;
            s = ++taken;
        } else {
            return false;
        }
    }
    return field->count > 0;
}

/* Whether something in the field, or the field itself, may be where the path leads. */
static bool may_lead_below(const struct bg_node *path, const struct field *field) {
    for (size_t s = 0; s < field->count; s++) {
        if (s == path->count || bg_node_is_text(path->as.items[s], "**")) {
            return s < path->count;
        }
        if (!is_step(path->as.items[s], field->steps[s])) {
            return false;
        }
    }
    return true;
}

static bool is_led_to(const struct bg_node *paths, const struct field *field) {
    for (size_t i = 0; bg_node_is(paths, BG_NODE_LIST) && i < paths->count && i < BG_LIMIT_LISTED_PAIRS; i++) {
        if (leads_to(paths->as.items[i], field)) {
            return true;
        }
    }
    return false;
}

static struct bg_change *add(const struct bg_field_sink *sink, enum bg_change_how how, struct bg_slice path,
                             struct bg_slice subject, const struct bg_node *base, const struct bg_node *head) {
    struct bg_change *change = bg_field_change(sink, BG_CHANGE_STREAM_RECORDS, how, path, subject);
    change->base = bg_node_place(base);
    change->head = bg_node_place(head);
    return change;
}

/* What is said of a field: "AddFields does not fill `email` any more". */
struct words {
    enum bg_change_how how;
    const char *before;
    const char *after;
};

/* What a path does to the fields that a schema declares. */
struct path_effect {
    const struct bg_field_sink *sink;
    const struct bg_node *path;
    const struct bg_node *others;
    const struct words *words;
    struct field field;
    size_t *tried;
};

static void say(const struct path_effect *effect, struct bg_slice pointer, struct bg_slice name) {
    struct bg_change *change = add(effect->sink, effect->words->how, pointer, name, effect->others, effect->path);
    change->after = bg_arena_printf(effect->sink->out->arena, "%s `%.*s`%s", effect->words->before, BG_ARGS(name),
                                    effect->words->after);
}

static void look_at(struct path_effect *effect, const struct bg_node *schema);

/* One step down, and back: a property, or, without a name, the elements. */
static void look_below(struct path_effect *effect, struct bg_slice name, const struct bg_node *schema) {
    struct bg_arena *arena = effect->sink->out->arena;
    struct field *field = &effect->field;
    struct field_end end = field->end;
    bool is_property = name.at != NULL;
    if (field->count == BG_LIMIT_DEPTH || ++*effect->tried > BG_LIMIT_LISTED_PAIRS) {
        return;
    }
    field->steps[field->count++] = is_property ? name : BG_LITERAL("0");
    if (may_lead_below(effect->path, field)) {
        field->end.pointer =
            bg_pointer_add(arena, end.pointer, is_property ? BG_LITERAL("properties") : BG_LITERAL("items"));
        field->end.pointer = is_property ? bg_pointer_add(arena, field->end.pointer, name) : field->end.pointer;
        field->end.name = !is_property        ? bg_arena_printf(arena, "%.*s[]", BG_ARGS(end.name))
                          : end.name.len == 0 ? name
                                              : bg_arena_printf(arena, "%.*s.%.*s", BG_ARGS(end.name), BG_ARGS(name));
        look_at(effect, schema);
    }
    field->end = end;
    field->count--;
}

/* The field itself, or else what is in it. */
static void look_at(struct path_effect *effect, const struct bg_node *schema) {
    if (leads_to(effect->path, &effect->field)) {
        if (!is_led_to(effect->others, &effect->field)) {
            say(effect, effect->field.end.pointer, effect->field.end.name);
        }
        return;
    }
    const struct bg_node *properties = bg_node_at(schema, "properties");
    for (size_t i = 0; bg_node_is(properties, BG_NODE_MAP) && i < properties->count; i++) {
        look_below(effect, properties->as.members[i].key, properties->as.members[i].value);
    }
    if (bg_node_is(bg_node_at(schema, "items"), BG_NODE_MAP)) {
        look_below(effect, BG_NO_SLICE, bg_node_at(schema, "items"));
    }
}

/* Each declared field that `paths` lead to and `others` do not. Where there are too many to look at, the path is named
 * as if it led to one. */
static void diff_paths(const struct bg_field_sink *sink, const struct bg_stream *stream, const struct bg_node *paths,
                       const struct bg_node *others, struct words words) {
    size_t tried = 0;
    for (size_t i = 0; bg_node_is(paths, BG_NODE_LIST) && i < paths->count && !bg_field_is_full(sink); i++) {
        struct path_effect effect = {
            .sink = sink, .path = paths->as.items[i], .others = others, .words = &words, .tried = &tried};
        effect.field.end.pointer = BG_LITERAL("");
        look_at(&effect, stream->json_schema);
        if (tried > BG_LIMIT_LISTED_PAIRS) {
            say(&effect, BG_LITERAL(""), bg_node_text(effect.path->as.items[effect.path->count - 1]));
            return;
        }
    }
}

static bool is_same(const struct bg_node *a, const struct bg_node *b) {
    return a == NULL || b == NULL ? a == b : bg_node_equal(a, b);
}

/* Where only one side says the host, the other says it elsewhere. */
static bool is_same_part(const char *key, const struct bg_node *base, const struct bg_node *head) {
    const struct bg_node *before = bg_node_at(base, key);
    const struct bg_node *after = bg_node_at(head, key);
    return is_same(before, after) || (strcmp(key, "host") == 0 && (before == NULL || after == NULL));
}

/* What differs of them and has no change of its own. */
static void diff_rest(const struct bg_field_sink *sink, const struct bg_node *base, const struct bg_node *head) {
    static const struct {
        const char *key;
        const char *after;
    } parts[] = {
        {"filter", "the condition of its record_filter changed"},
        {"host", "its url_base changed"},
        {"normalization", "its schema_normalization changed"},
        {"others", "its transformations changed"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const struct bg_node *before = bg_node_at(base, parts[i].key);
        const struct bg_node *after = bg_node_at(head, parts[i].key);
        if (!is_same_part(parts[i].key, base, head)) {
            add(sink, BG_HOW_CHANGED, BG_LITERAL(""), bg_slice_of(parts[i].key), before, after)->after =
                bg_slice_of(parts[i].after);
        }
    }
}

static const char *const half_keys[] = {"filled", "filter", "host", "keeps_nothing", "normalization", "others", "removed"};

/* What is done to the records of the one half of a stream, or of one that has no halves. */
static bool is_same_half(const struct bg_node *base, const struct bg_node *head) {
    for (size_t i = 0; i < sizeof half_keys / sizeof half_keys[0]; i++) {
        if (!is_same_part(half_keys[i], base, head)) {
            return false;
        }
    }
    return true;
}

static void diff_half(const struct bg_field_sink *sink, const struct bg_stream *stream, const struct bg_node *base,
                      const struct bg_node *head) {
    if (is_same_half(base, head)) {
        return;
    }
    size_t before = sink->out->count;
    const struct bg_node *removed_before = bg_node_at(base, "removed");
    const struct bg_node *removed = bg_node_at(head, "removed");
    const struct bg_node *filled_before = bg_node_at(base, "filled");
    const struct bg_node *filled = bg_node_at(head, "filled");
    diff_paths(sink, stream, removed, removed_before, (struct words){BG_HOW_REMOVED, "RemoveFields takes", " out"});
    diff_paths(sink, stream, removed_before, removed,
               (struct words){BG_HOW_CHANGED, "RemoveFields does not take", " out any more"});
    diff_paths(sink, stream, filled, filled_before, (struct words){BG_HOW_CHANGED, "AddFields fills", ""});
    diff_paths(sink, stream, filled_before, filled, (struct words){BG_HOW_CHANGED, "AddFields does not fill", " any more"});
    const struct bg_node *nothing = bg_node_at(head, "keeps_nothing");
    if (nothing != NULL && bg_node_at(base, "keeps_nothing") == NULL) {
        add(sink, BG_HOW_NARROWED, BG_LITERAL(""), BG_LITERAL("record_filter"), bg_node_at(base, "filter"), nothing);
        return;
    }
    diff_rest(sink, base, head);
    if (sink->out->count == before) { /* of fields that nobody declared */
        add(sink, BG_HOW_CHANGED, BG_LITERAL(""), BG_LITERAL("transformations"), base, head)->after =
            BG_LITERAL("its transformations changed");
    }
}

/* What is done to the records of a sync that has a state. */
static const struct bg_node *with_state(const struct bg_stream *stream) {
    return stream->is_state_delegating ? bg_node_at(stream->records, "twin") : stream->records;
}

void bg_diff_records(const struct bg_field_sink *sink, const struct bg_stream *base, const struct bg_stream *head) {
    diff_half(sink, head, base->records, head->records);
    bool is_told = is_same_half(base->records, with_state(base)) && is_same_half(head->records, with_state(head));
    if (!is_told) {
        diff_half(sink, head, with_state(base), with_state(head));
    }
}
