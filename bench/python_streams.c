/*
 * What the reader of code says of the streams of one connector: python_streams FOLDER PACKAGE. A line for the list, one
 * for each reason that it is open, one for each stream.
 */
#include "source/code/python/streams.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct folder {
    struct bg_arena *arena;
    const char *path;
};

static const char *whole(const struct folder *folder, struct bg_slice path) {
    return bg_arena_printf(folder->arena, "%s/%.*s", folder->path, BG_ARGS(path)).at;
}

static struct bg_slice read_file(void *payload, struct bg_slice path) {
    const struct folder *folder = payload;
    struct bg_slice text;
    struct bg_error err;
    const char *file = whole(folder, path);
    return access(file, R_OK) == 0 && bg_file_read(folder->arena, file, &text, &err) ? text : BG_NO_SLICE;
}

static bool has_file(void *payload, struct bg_slice path) {
    return access(whole(payload, path), R_OK) == 0;
}

static void print_path(const struct bg_py_path *path) {
    for (size_t i = 0; i < path->count; i++) {
        printf("%s%.*s", i == 0 ? "[" : ".", BG_ARGS(path->items[i]));
    }
    printf("%s", path->count > 0 ? "]" : "");
}

static void print_stream(const struct bg_py_stream *stream) {
    static const char *const sources[] = {"unknown", "file", "code", "file+code", "missing"};
    printf("  %.*s%s%s key=%s", BG_ARGS(stream->name), stream->is_manifest ? "(manifest)" : "",
           stream->is_conditional ? " conditional" : "", stream->is_key_known ? "" : "?");
    for (size_t i = 0; stream->is_key_known && i < stream->key_count; i++) {
        print_path(&stream->key[i]);
    }
    printf(" cursor=%s", stream->is_cursor_known ? "" : "?");
    if (stream->is_cursor_known) {
        print_path(&stream->cursor);
    }
    printf(" %s %.*s\n", sources[stream->schema], BG_ARGS(stream->schema_file));
}

int main(int argc, char **argv) {
    if (argc != 3) {
        (void)fputs("usage: python_streams FOLDER PACKAGE\n", stderr);
        return 2;
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct folder folder = {&arena, argv[1]};
    struct bg_py_files files = {&folder, read_file, has_file};
    struct bg_py_streams streams = bg_py_streams_read(&arena, &files, bg_slice_of(argv[2]));
    printf("%s %s %zu\n", argv[2], streams.reason_count == 0 ? "complete" : "open", streams.count);
    for (size_t i = 0; i < streams.reason_count; i++) {
        printf("  because %.*s (%.*s:%u)\n", BG_ARGS(streams.reasons[i].why), BG_ARGS(streams.reasons[i].at.file),
               streams.reasons[i].at.line);
    }
    for (size_t i = 0; i < streams.count; i++) {
        print_stream(&streams.items[i]);
    }
    bg_arena_finish(&arena);
    return 0;
}
