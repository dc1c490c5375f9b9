/* Streams that code makes: see streams.h. */
#include "source/code/python/streams.h"

#include "base/limits.h"
#include "source/code/python/source_class.h"

/* One element of what streams() gives: a stream on some ways. */
struct element {
    struct bg_py_stream stream;
    const struct bg_py_guard *guard;
};

struct elements {
    struct element *items;
    size_t count;
    size_t room;
};

struct reasons {
    struct bg_py_reason *items;
    size_t count;
    size_t room;
};

struct reading_streams {
    struct bg_py_machine *machine;
    struct elements elements;
    struct reasons reasons;
    bool may_read_files;
};

/* Because of a value that `why` says. Unless its class makes its schema, it may read one of the files. */
static void open_list(struct reading_streams *reading, const struct bg_py_value *why, bool may_read_files) {
    reading->may_read_files = reading->may_read_files || may_read_files;
    struct bg_py_reason reason = {why->type == BG_PY_IS_UNKNOWN ? why->text : BG_LITERAL("an element is no stream"),
                                  why->at};
    for (size_t i = 0; i < reading->reasons.count; i++) {
        if (bg_slice_equal(reading->reasons.items[i].why, reason.why)) {
            return;
        }
    }
    BG_VECTOR_ADD(reading->machine->arena, &reading->reasons, reason);
}

/* A text, or a list of texts, as the path of one field. */
static bool path_of(struct bg_arena *arena, const struct bg_py_value *value, struct bg_py_path *out) {
    *out = (struct bg_py_path){0};
    if (value->type == BG_PY_IS_TEXT || value->type == BG_PY_IS_NONE) {
        out->count = value->type == BG_PY_IS_TEXT && value->text.len > 0;
        out->items = bg_arena_array(arena, 1, sizeof *out->items);
        out->items[0] = value->text;
        return true;
    }
    if (value->type != BG_PY_IS_LIST || value->content->open != NULL) {
        return false;
    }
    out->items = bg_arena_array(arena, value->content->count, sizeof *out->items);
    for (size_t i = 0; i < value->content->count; i++) {
        const struct bg_py_item *item = &value->content->items[i];
        if (item->guard != NULL || item->value->type != BG_PY_IS_TEXT) {
            return false;
        }
        out->items[out->count++] = item->value->text;
    }
    return true;
}

static void read_key(struct reading_streams *reading, const struct bg_py_value *value, struct bg_py_stream *stream) {
    struct bg_arena *arena = reading->machine->arena;
    bool is_list = value->type == BG_PY_IS_LIST && value->content->open == NULL;
    size_t count = is_list ? value->content->count : 1;
    struct bg_py_path *paths = bg_arena_array(arena, count, sizeof *paths);
    stream->is_key_known = is_list || path_of(arena, value, &paths[0]);
    stream->key_count = is_list ? count : stream->is_key_known ? paths[0].count : 0;
    for (size_t i = 0; is_list && i < count; i++) {
        const struct bg_py_item *item = &value->content->items[i];
        bool is_known = item->guard == NULL && path_of(arena, item->value, &paths[i]) && paths[i].count > 0;
        stream->is_key_known = stream->is_key_known && is_known;
    }
    stream->key = paths;
}

static void read_cursor(struct reading_streams *reading, struct bg_py_value *self, struct bg_py_stream *stream) {
    struct bg_py_machine *machine = reading->machine;
    enum bg_py_truth is_incremental =
        bg_py_truth_of(bg_py_attribute(machine, self, BG_LITERAL("supports_incremental")));
    if (is_incremental == BG_PY_NO) {
        stream->is_cursor_known = true;
        return;
    }
    const struct bg_py_value *value = bg_py_attribute(machine, self, BG_LITERAL("cursor_field"));
    stream->is_cursor_known = is_incremental == BG_PY_YES && path_of(machine->arena, value, &stream->cursor);
}

/* What is neither a text nor none is one of a class of others, of which there is none that sets a namespace. */
static void read_claims(struct reading_streams *reading, struct bg_py_value *self, struct bg_py_stream *stream) {
    struct bg_py_machine *machine = reading->machine;
    const struct bg_py_value *name_space = bg_py_attribute(machine, self, BG_LITERAL("namespace"));
    enum bg_py_truth claim = bg_py_truth_of(bg_py_attribute(machine, self, BG_LITERAL("source_defined_cursor")));
    stream->name_space = name_space->type == BG_PY_IS_TEXT ? name_space->text : BG_NO_SLICE;
    stream->is_claim_known = claim != BG_PY_MAYBE;
    stream->source_defined_cursor = claim == BG_PY_YES;
}

static bool is_there(const struct bg_py_machine *machine, struct bg_slice path) {
    return machine->files.has(machine->files.payload, path);
}

/* schemas/NAME.json of the package. */
static void read_file(struct reading_streams *reading, const struct bg_py_value *schema, bool is_changed,
                      struct bg_py_stream *stream) {
    if (schema->text.at == NULL || schema->package.len == 0) {
        stream->schema = BG_PY_SCHEMA_UNKNOWN;
        return;
    }
    const struct bg_slice parts[] = {schema->package, BG_LITERAL("/schemas/"), schema->text, BG_LITERAL(".json")};
    struct bg_slice path = bg_arena_join(reading->machine->arena, parts, 4);
    bool has_file = is_there(reading->machine, path);
    stream->schema_file = has_file ? path : BG_NO_SLICE;
    stream->schema = has_file && is_changed ? BG_PY_SCHEMA_FILE_AND_CODE
                     : has_file             ? BG_PY_SCHEMA_FILE
                     : is_changed           ? BG_PY_SCHEMA_CODE
                                            : BG_PY_SCHEMA_MISSING;
}

static void read_schema(struct reading_streams *reading, struct bg_py_value *self, struct bg_py_stream *stream) {
    struct bg_py_machine *machine = reading->machine;
    const struct bg_py_class *owner;
    const struct bg_py_value *outside;
    struct bg_py_value *own = bg_py_look_up(self->class, NULL, BG_LITERAL("get_json_schema"), &owner, &outside);
    if (own == NULL && outside != NULL) {
        return;
    }
    size_t most_steps = machine->most_steps;
    bool is_less = most_steps - machine->steps > BG_LIMIT_CODE_SCHEMA_STEPS;
    machine->most_steps = is_less ? machine->steps + BG_LIMIT_CODE_SCHEMA_STEPS : most_steps;
    machine->schema = NULL;
    struct bg_py_value *method = bg_py_attribute(machine, self, BG_LITERAL("get_json_schema"));
    struct bg_py_arguments none = {0};
    const struct bg_py_value *result = bg_py_call(machine, method, &none);
    machine->most_steps = most_steps;
    if (result->type == BG_PY_IS_SCHEMA) {
        read_file(reading, result, result->truth, stream);
    } else if (machine->schema != NULL) {
        read_file(reading, machine->schema, true, stream);
    } else {
        stream->schema = BG_PY_SCHEMA_CODE;
    }
}

static void add_stream(struct reading_streams *reading, struct bg_py_value *self, const struct bg_py_value *name,
                       const struct bg_py_guard *guard) {
    struct bg_py_machine *machine = reading->machine;
    if (name->type == BG_PY_IS_EITHER && bg_py_step(machine)) {
        for (unsigned way = 0; way < 2; way++) {
            struct bg_py_guard own = {name->branch, way, NULL};
            add_stream(reading, self, way == 0 ? name->self : name->other,
                       bg_py_guard_join(&machine->state, &own, guard));
        }
        bg_py_step_back(machine);
        return;
    }
    struct element element = {.guard = guard};
    struct bg_py_stream *stream = &element.stream;
    if (name->type != BG_PY_IS_TEXT || name->text.len == 0) {
        read_schema(reading, self, stream);
        open_list(reading, name, stream->schema != BG_PY_SCHEMA_CODE);
        return;
    }
    stream->name = name->text;
    stream->class_at = self->class->at;
    stream->made_at = self->at;
    read_key(reading, bg_py_attribute(machine, self, BG_LITERAL("primary_key")), stream);
    read_cursor(reading, self, stream);
    read_claims(reading, self, stream);
    read_schema(reading, self, stream);
    BG_VECTOR_ADD(machine->arena, &reading->elements, element);
}

static void add_element(struct reading_streams *reading, struct bg_py_value *value, const struct bg_py_guard *guard) {
    struct bg_py_machine *machine = reading->machine;
    if (value->type == BG_PY_IS_EITHER && bg_py_step(machine)) {
        for (unsigned way = 0; way < 2; way++) {
            struct bg_py_guard own = {value->branch, way, NULL};
            add_element(reading, way == 0 ? value->self : value->other, bg_py_guard_join(&machine->state, &own, guard));
        }
        bg_py_step_back(machine);
    } else if (value->type == BG_PY_IS_INSTANCE) {
        add_stream(reading, value, bg_py_attribute(machine, value, BG_LITERAL("name")), guard);
    } else if (value->type == BG_PY_IS_MANIFEST) {
        struct element element = {.stream = {.is_manifest = true, .manifest = value->text}, .guard = guard};
        BG_VECTOR_ADD(machine->arena, &reading->elements, element);
    } else if (value->type != BG_PY_IS_NONE) { /* that is no stream, and breaks the catalog of whoever has it */
        open_list(reading, value, true);
    }
}

static bool same_path(const struct bg_py_path *a, const struct bg_py_path *b) {
    for (size_t i = 0; a->count == b->count && i < a->count; i++) {
        if (!bg_slice_equal(a->items[i], b->items[i])) {
            return false;
        }
    }
    return a->count == b->count;
}

/* Two elements of one name: what they differ in is not known. */
static void join(struct bg_py_stream *stream, const struct bg_py_stream *other) {
    bool is_same = stream->is_key_known && other->is_key_known && stream->key_count == other->key_count;
    for (size_t i = 0; is_same && i < stream->key_count; i++) {
        is_same = same_path(&stream->key[i], &other->key[i]);
    }
    stream->is_key_known = is_same;
    stream->is_cursor_known =
        stream->is_cursor_known && other->is_cursor_known && same_path(&stream->cursor, &other->cursor);
    stream->is_claim_known = stream->is_claim_known && other->is_claim_known &&
                             stream->source_defined_cursor == other->source_defined_cursor;
    if (stream->schema != other->schema || !bg_slice_equal(stream->schema_file, other->schema_file)) {
        stream->schema = BG_PY_SCHEMA_UNKNOWN;
        stream->schema_file = BG_NO_SLICE;
    }
}

static bool is_tried(const struct bg_py_guard *const *guards, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (const struct bg_py_guard *guard = guards[i]; guard != NULL; guard = guard->next) {
            if (guard->branch->is_trial) {
                return true;
            }
        }
    }
    return false;
}

/* Elements of one name: a list of their numbers, from the first to the next ones. */
struct same_name {
    size_t first;
    size_t last;
    size_t count;
};

/* Elements of one name are one stream, which is there in any case if one of them always is. */
static void join_all(struct reading_streams *reading, struct bg_py_streams *out) {
    struct bg_arena *arena = reading->machine->arena;
    const struct elements *elements = &reading->elements;
    struct same_name *names = bg_arena_array(arena, elements->count, sizeof *names);
    size_t *next = bg_arena_array(arena, elements->count, sizeof *next);
    struct bg_py_stream *streams = bg_arena_array(arena, elements->count, sizeof *streams);
    const struct bg_py_guard **guards = bg_arena_array(arena, elements->count, sizeof(const struct bg_py_guard *));
    struct bg_table table = {0};
    for (size_t i = 0; i < elements->count; i++) {
        struct same_name *same = bg_table_get(&table, elements->items[i].stream.name);
        if (same == NULL) {
            same = &names[out->count];
            *same = (struct same_name){i, i, 1};
            streams[out->count++] = elements->items[i].stream;
            (void)bg_table_put(&table, elements->items[i].stream.name, same);
        } else {
            join(&streams[same - names], &elements->items[i].stream);
            next[same->last] = i;
            same->last = i;
            same->count++;
        }
    }
    bg_table_finish(&table);
    for (size_t i = 0; i < out->count; i++) {
        size_t at = names[i].first;
        for (size_t j = 0; j < names[i].count; j++) {
            guards[j] = elements->items[at].guard;
            at = next[at];
        }
        streams[i].is_conditional = !bg_py_guards_cover(guards, names[i].count);
        streams[i].is_tried = streams[i].is_conditional && is_tried(guards, names[i].count);
    }
    out->items = streams;
}

/* The source, as its start builds it; else of a configuration that nobody knows. */
static struct bg_py_value *build(struct bg_py_machine *machine, struct bg_py_value *class,
                                 const struct bg_py_value *config) {
    struct bg_py_value *source = NULL;
    if (machine->launched != NULL) {
        struct bg_py_scope *scope = bg_arena_alloc(machine->arena, sizeof *scope); /* a lambda keeps it */
        scope->names = machine->launched_in->names;
        scope->module = machine->launched_in;
        struct bg_py_frame frame = {.scope = scope};
        source = bg_py_evaluate(machine, &frame, machine->launched);
    }
    struct bg_py_arguments unknown = {.open = config};
    return bg_py_is(source, BG_PY_IS_INSTANCE) ? source : bg_py_call(machine, class, &unknown);
}

static void read_source(struct reading_streams *reading, struct bg_py_value *class) {
    struct bg_py_machine *machine = reading->machine;
    struct bg_py_value *config =
        bg_py_unknown_of(machine, BG_LITERAL("it depends on the configuration"), (struct bg_place){0});
    if (class->type != BG_PY_IS_CLASS) {
        open_list(reading, class, true);
        return;
    }
    if (bg_py_has_base(class->class, "airbyte_cdk.sources.file_based")) {
        open_list(reading,
                  bg_py_unknown_of(machine, BG_LITERAL("the configuration names the streams"), class->class->at),
                  true);
        return;
    }
    struct bg_py_value *source = build(machine, class, config);
    struct bg_py_arguments arguments = {.given = &config, .count = 1};
    struct bg_py_value *streams =
        bg_py_call(machine, bg_py_attribute(machine, source, BG_LITERAL("streams")), &arguments);
    const struct bg_py_content *content = bg_py_iterate(machine, streams);
    for (size_t i = 0; i < content->count; i++) {
        add_element(reading, content->items[i].value, content->items[i].guard);
    }
    if (content->open != NULL) {
        open_list(reading, content->open, true);
    }
    if (machine->steps >= BG_LIMIT_CODE_STEPS) {
        open_list(reading,
                  bg_py_unknown_of(machine, BG_LITERAL("the code is too long to be followed"), class->class->at),
                  true);
    }
}

struct bg_py_streams bg_py_streams_read(struct bg_arena *arena, const struct bg_py_files *files,
                                        struct bg_slice package) {
    struct bg_py_machine machine = {.arena = arena, .state = {.arena = arena}, .files = *files};
    machine.most_steps = BG_LIMIT_CODE_STEPS;
    machine.state.too_long =
        bg_py_unknown_of(&machine, BG_LITERAL("the code is too long to be followed"), (struct bg_place){0});
    machine.none = bg_py_make(&machine.state, BG_PY_IS_NONE);
    struct reading_streams reading = {.machine = &machine};
    struct bg_py_streams out = {0};
    struct bg_py_value *class = bg_py_source_class(&machine, package);
    out.has_source = class != NULL;
    if (class == NULL) {
        open_list(&reading, bg_py_unknown_of(&machine, BG_LITERAL("there is no source class"), (struct bg_place){0}),
                  true);
    } else {
        read_source(&reading, class);
    }
    join_all(&reading, &out);
    out.reasons = reading.reasons.items;
    out.reason_count = reading.reasons.count;
    out.may_read_files = reading.may_read_files;
    bg_py_state_finish(&machine.state);
    return out;
}
