/*
 * Where streams are named: see declaration.h. The code and the catalogs that a layout tells of are asked where schema
 * files alone would speak for a stream.
 */
#include "source/mentions.h"

#include "base/limits.h"
#include "source/code/overrides.h"
#include "text/read.h"

#include <stdlib.h>

/* The names of a list of streams, wrapped or not. */
static void add_streams(const struct bg_node *streams, struct bg_arena *arena, struct bg_mention_list *out) {
    for (size_t i = 0; bg_node_is(streams, BG_NODE_LIST) && i < streams->count; i++) {
        const struct bg_node *stream = streams->as.items[i];
        const struct bg_node *name = bg_node_path(stream, "stream", "name", NULL);
        name = name != NULL ? name : bg_node_at(stream, "name");
        if (bg_node_is(name, BG_NODE_STRING)) {
            BG_VECTOR_ADD(arena, out,
                          (struct bg_mention){.name = bg_node_text(name), .at = bg_node_place(name), .is_old = true});
        }
    }
}

void bg_mentions_add_catalog(const struct bg_node *catalog, struct bg_arena *arena, struct bg_mention_list *out) {
    add_streams(bg_node_is(catalog, BG_NODE_LIST) ? catalog : bg_node_at(catalog, "streams"), arena, out);
}

/* One that cannot be read names nothing: it is no part of what is compared. A test's catalog may name a part of the
 * streams only, so that it is code alone that has been asked when it is silent. */
static void add_file(struct bg_reading *reading, struct bg_slice path, struct bg_mention_list *out,
                     struct bg_python_classes *classes) {
    struct bg_slice text;
    const struct bg_node *catalog;
    struct bg_error err;
    if (bg_slice_ends(path, BG_LITERAL(".json"))) {
        if (bg_documents_read(reading->documents, reading->tree, path, bg_read_json, NULL, &catalog, &err) ==
            BG_FILE_READ) {
            bg_mentions_add_catalog(catalog, reading->arena, out);
        }
        return;
    }
    if (bg_tree_read(reading->tree, path, reading->arena, &text, NULL, NULL) == BG_FILE_READ) {
        struct bg_source *source = bg_source_new(reading->arena, path, text);
        bg_mentions_add_python(reading->arena, source, out);
        bg_python_classes_add(reading->arena, source, classes);
        reading->out->has_witnesses = true;
    }
}

static int compare_mentions(const void *a, const void *b) {
    const struct bg_mention *first = a;
    const struct bg_mention *second = b;
    int order = bg_slice_compare(first->name, second->name);
    order = order != 0 ? order : (int)first->is_old - (int)second->is_old;
    order = order != 0 ? order : bg_slice_compare(first->at.file, second->at.file);
    return order != 0 ? order : (first->at.line > second->at.line) - (first->at.line < second->at.line);
}

void bg_mentions_set(struct bg_declaration *declared, struct bg_mention_list *list) {
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof list->items[0], compare_mentions);
    }
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (kept == 0 || !bg_slice_equal(list->items[kept - 1].name, list->items[i].name)) {
            list->items[kept++] = list->items[i];
        }
    }
    declared->mentions = list->items;
    declared->mention_count = kept;
    for (size_t i = 0; i < declared->stream_count; i++) {
        struct bg_stream *stream = &declared->streams[i];
        const struct bg_mention *found = bg_mention_find(declared, stream->name);
        if (stream->existence.extent == BG_EXTENT_ASSUMED && found != NULL) {
            stream->existence = (struct bg_sight){.extent = BG_EXTENT_ALL, .at = found->at};
        }
    }
}

/* A class beside a schema file may add to what it reads there, or read something else. */
static void limit_fields(struct bg_declaration *out, struct bg_python_classes *classes) {
    for (size_t i = 0; i < out->stream_count; i++) {
        struct bg_stream *stream = &out->streams[i];
        struct bg_place at;
        bool is_of_file = !bg_sight_sees(&stream->attributes) && stream->fields.extent == BG_EXTENT_ALL;
        if (is_of_file && bg_python_overrides(classes, stream->name, &at)) {
            stream->fields = (struct bg_sight){BG_EXTENT_SOME, BG_LITERAL("its schema file is completed in code"), at};
        }
    }
}

static bool has_file(const struct bg_declaration *declared, struct bg_slice name) {
    for (size_t i = 0; i < declared->stream_count; i++) {
        if (bg_slice_equal(declared->streams[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* What becomes of the schema of a stream that code names and that has no file: a class that makes none asks for the
 * file of its name all the same, and fails. */
static void tell_readers(const struct bg_declaration *declared, struct bg_mention *mentions,
                         struct bg_python_classes *classes) {
    for (size_t i = 0; i < declared->mention_count; i++) {
        const struct bg_python_class *override;
        const struct bg_python_class *class = bg_python_class_of(classes, mentions[i].name, &override);
        if (override != NULL) {
            mentions[i].borrows = override->borrowed.at != NULL && has_file(declared, override->borrowed);
        } else if (class != NULL && classes->steps <= BG_LIMIT_OVERRIDE_STEPS) {
            mentions[i].fields = BG_EXTENT_BROKEN;
        }
    }
}

/* Asked where streams are seen, and may be not all of them. */
static bool claims(const struct bg_reading *reading) {
    const struct bg_sight *streams = &reading->saw[BG_PART_STREAMS];
    return bg_sight_sees(streams) && bg_sight_answer(streams, NULL) == BG_NOT_SEEN;
}

/* Files that cannot be read say nothing; where there is no code among them, nobody was asked. Code that makes the
 * schema of a stream beside its file limits the sight of its fields. */
static bool read_names(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_mention_list list = {0};
    struct bg_python_classes classes = {0};
    for (size_t i = 0; i < reading->surface->named_in.count; i++) {
        add_file(reading, reading->surface->named_in.items[i], &list, &classes);
    }
    bg_mentions_set(reading->out, &list);
    limit_fields(reading->out, &classes);
    tell_readers(reading->out, list.items, &classes);
    *saw = bg_sight_all();
    return true;
}

const struct bg_part_reader bg_reader_mentions = {BG_PART_NAMES, claims, read_names};

static int compare_name(const void *item, const void *key) {
    return bg_slice_compare(((const struct bg_mention *)item)->name, *(const struct bg_slice *)key);
}

const struct bg_mention *bg_mention_find(const struct bg_declaration *declared, struct bg_slice name) {
    size_t at =
        bg_vector_find(declared->mentions, declared->mention_count, sizeof declared->mentions[0], &name, compare_name);
    bool is_found = at < declared->mention_count && bg_slice_equal(declared->mentions[at].name, name);
    return is_found ? &declared->mentions[at] : NULL;
}

bool bg_stream_is_orphan(const struct bg_declaration *declared, const struct bg_stream *stream) {
    return stream->existence.extent == BG_EXTENT_ASSUMED && declared->has_witnesses;
}

const struct bg_mention *bg_mention_now(const struct bg_declaration *declared, struct bg_slice name) {
    const struct bg_mention *found = bg_mention_find(declared, name);
    return found != NULL && found->is_old && declared->has_witnesses ? NULL : found;
}

enum bg_presence bg_stream_presence(const struct bg_declaration *declared, struct bg_slice name) {
    bool is_asked = declared->has_witnesses && bg_sight_sees(&declared->sight);
    return is_asked && bg_mention_now(declared, name) == NULL ? BG_NOT_THERE : bg_sight_answer(&declared->sight, NULL);
}
