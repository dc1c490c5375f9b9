/*
 * Code as a source: a connector of the files of the input, package "source_a". A file is read in parts as it is whole:
 * a fault leaves no statement. The same model twice; every stream has a name, and an open list says why.
 */
#include "fuzz/parts.h"
#include "source/code/python/streams.h"

struct folder_of_parts {
    struct part parts[12];
    size_t count;
};

static const struct part *find(const struct folder_of_parts *folder, struct bg_slice path) {
    for (size_t i = 0; i < folder->count; i++) {
        if (bg_slice_equal(folder->parts[i].name, path)) {
            return &folder->parts[i];
        }
    }
    return NULL;
}

static struct bg_slice read_file(void *payload, struct bg_slice path) {
    const struct part *part = find(payload, path);
    return part == NULL ? BG_NO_SLICE : part->text.at == NULL ? BG_LITERAL("") : part->text;
}

static bool has_file(void *payload, struct bg_slice path) {
    return find(payload, path) != NULL;
}

static void parse(struct bg_slice text) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_py_file *file = bg_py_parse(&arena, bg_source_new(&arena, BG_LITERAL("a.py"), text));
    HOLDS(file->fault == NULL || (file->body.count == 0 && bg_slice_is(file->fault_at.file, "a.py")));
    bg_arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct folder_of_parts folder;
    folder.count = input_parts(input_of(data, size), folder.parts, sizeof folder.parts / sizeof folder.parts[0]);
    for (size_t i = 0; i < folder.count; i++) {
        parse(folder.parts[i].text.at == NULL ? BG_LITERAL("") : folder.parts[i].text);
    }
    struct bg_py_files files = {&folder, read_file, has_file};
    struct bg_py_streams streams = bg_py_streams_read(&arena, &files, BG_LITERAL("source_a"));
    struct bg_py_streams again = bg_py_streams_read(&arena, &files, BG_LITERAL("source_a"));
    HOLDS(streams.has_source || streams.reason_count > 0);
    HOLDS(streams.count == again.count && streams.reason_count == again.reason_count);
    for (size_t i = 0; i < streams.count; i++) {
        HOLDS(streams.items[i].is_manifest || streams.items[i].name.len > 0);
        HOLDS(bg_slice_equal(streams.items[i].name, again.items[i].name));
    }
    for (size_t i = 0; i < streams.reason_count; i++) {
        HOLDS(streams.reasons[i].why.len > 0);
    }
    bg_arena_finish(&arena);
    return 0;
}
