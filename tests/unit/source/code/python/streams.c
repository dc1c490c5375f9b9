/*
 * Streams from code: the models of the shared cases, each connector read and compared whole with what is expected of
 * it, but for what a manifest says, which another reader knows. Without the cases it skips.
 */
#include "source/code/python/streams.h"

#include "base/buffer.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_CASES = 200 };

static struct bg_arena shared_arena;

static struct bg_slice read_file(void *payload, struct bg_slice path) {
    return bg_node_text(bg_node_get(payload, path));
}

static bool has_file(void *payload, struct bg_slice path) {
    return bg_node_get(payload, path) != NULL;
}

/* [["id"]], null, or "?" */
static void add_path(struct bg_buffer *out, const struct bg_py_path *path) {
    bg_buffer_add_text(out, "[");
    for (size_t i = 0; i < path->count; i++) {
        bg_buffer_printf(out, "%s%.*s", i > 0 ? "." : "", BG_ARGS(path->items[i]));
    }
    bg_buffer_add_text(out, "]");
}

static const char *const sources[] = {"unknown", "file", "code", "file+code", "missing"};

static void add_stream(struct bg_buffer *out, const struct bg_py_stream *stream) {
    bg_buffer_printf(out, "%.*s key ", BG_ARGS(stream->name));
    bg_buffer_add_text(out, stream->is_key_known ? "" : "?");
    for (size_t i = 0; stream->is_key_known && i < stream->key_count; i++) {
        add_path(out, &stream->key[i]);
    }
    bg_buffer_add_text(out, " cursor ");
    bg_buffer_add_text(out, stream->is_cursor_known ? "" : "?");
    if (stream->is_cursor_known && stream->cursor.count > 0) {
        add_path(out, &stream->cursor);
    }
    bg_buffer_printf(out, " %s %.*s", sources[stream->schema], BG_ARGS(stream->schema_file));
}

static void add_expected_path(struct bg_buffer *out, const struct bg_node *path) {
    bg_buffer_add_text(out, "[");
    for (size_t i = 0; i < path->count; i++) {
        bg_buffer_printf(out, "%s%.*s", i > 0 ? "." : "", BG_ARGS(bg_node_text(path->as.items[i])));
    }
    bg_buffer_add_text(out, "]");
}

static void add_expected_key(struct bg_buffer *out, const struct bg_node *key) {
    if (bg_node_is_text(key, "?")) {
        bg_buffer_add_text(out, "?");
    }
    for (size_t i = 0; bg_node_is(key, BG_NODE_LIST) && i < key->count; i++) {
        add_expected_path(out, key->as.items[i]);
    }
}

static void add_expected(struct bg_buffer *out, const struct bg_node *stream, const struct bg_node *key) {
    bg_buffer_printf(out, "%.*s key ", BG_ARGS(shared_text(stream, "name")));
    add_expected_key(out, key != NULL ? key : bg_node_at(stream, "primary_key"));
    bg_buffer_add_text(out, " cursor ");
    const struct bg_node *cursor = bg_node_at(stream, "cursor_field");
    if (bg_node_is_text(cursor, "?")) {
        bg_buffer_add_text(out, "?");
    } else if (bg_node_is(cursor, BG_NODE_LIST)) {
        add_expected_path(out, cursor);
    }
    bg_buffer_printf(out, " %.*s %.*s", BG_ARGS(shared_text(stream, "schema")),
                     BG_ARGS(shared_text(stream, "schema_file")));
}

static const struct bg_py_stream *find(const struct bg_py_streams *streams, struct bg_slice name) {
    for (size_t i = 0; i < streams->count; i++) {
        if (bg_slice_equal(streams->items[i].name, name)) {
            return &streams->items[i];
        }
    }
    return NULL;
}

static bool is_listed(const struct bg_node *list, struct bg_slice name) {
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_slice_equal(bg_node_text(list->as.items[i]), name)) {
            return true;
        }
    }
    return false;
}

/* One expected stream; what is wrong goes to `out`. */
static void compare(struct bg_buffer *out, const struct bg_node *row, const struct bg_node *expected,
                    const struct bg_py_streams *streams) {
    struct bg_slice name = shared_text(expected, "name");
    bool is_of_manifest = bg_node_is_text(bg_node_at(expected, "from"), "manifest");
    const struct bg_py_stream *found = find(streams, is_of_manifest ? BG_LITERAL("") : name);
    const struct bg_node *accepted = bg_node_path(row, "accept_primary_key", NULL);
    if (found == NULL) {
        bg_buffer_printf(out, "no %.*s\n", BG_ARGS(name));
        return;
    }
    bool is_free = is_listed(bg_node_at(row, "accept_conditional"), name);
    if (!is_free && found->is_conditional != bg_node_is_true(bg_node_at(expected, "conditional"))) {
        bg_buffer_printf(out, "%.*s: %s conditional\n", BG_ARGS(name), found->is_conditional ? "is" : "is not");
    }
    struct bg_buffer lines[3] = {{0}};
    add_stream(&lines[0], found);
    add_expected(&lines[1], expected, NULL);
    const struct bg_node *others = bg_node_get(accepted, name);
    add_expected(&lines[2], expected, bg_node_is(others, BG_NODE_LIST) ? others->as.items[0] : NULL);
    bool is_equal = bg_slice_equal(bg_buffer_slice(&lines[0]), bg_buffer_slice(&lines[1])) ||
                    bg_slice_equal(bg_buffer_slice(&lines[0]), bg_buffer_slice(&lines[2]));
    if (!is_of_manifest && !is_equal) {
        bg_buffer_printf(out, "%.*s, expected %.*s\n", BG_ARGS(bg_buffer_slice(&lines[0])),
                         BG_ARGS(bg_buffer_slice(&lines[1])));
    }
    for (size_t i = 0; i < 3; i++) {
        bg_buffer_finish(&lines[i]);
    }
}

static void check(struct bg_buffer *out, const struct bg_node *row, const struct bg_py_streams *streams) {
    const struct bg_node *expect = bg_node_at(row, "expect");
    const struct bg_node *expected = bg_node_at(expect, "streams");
    const struct bg_node *open = bg_node_at(row, "accept_open");
    const struct bg_node *complete = bg_node_at(row, "accept_complete");
    bool is_complete = streams->reason_count == 0;
    bool is_expected = bg_node_is_text(bg_node_at(expect, "list"), "complete") == is_complete;
    if (!is_expected && !(is_complete ? bg_node_is(complete, BG_NODE_LIST) : bg_node_is(open, BG_NODE_LIST))) {
        bg_buffer_printf(out, "the list is %s: %.*s\n", is_complete ? "complete" : "open",
                         BG_ARGS(is_complete ? BG_LITERAL("") : streams->reasons[0].why));
    }
    for (size_t i = 0; i < expected->count; i++) {
        bool is_needed = is_expected || is_listed(open, shared_text(expected->as.items[i], "name"));
        if (is_needed) {
            compare(out, row, expected->as.items[i], streams);
        }
    }
    for (size_t i = 0; i < streams->count; i++) {
        bool is_known = streams->items[i].is_manifest || is_listed(complete, streams->items[i].name);
        for (size_t j = 0; j < expected->count && !is_known; j++) {
            is_known = bg_slice_equal(shared_text(expected->as.items[j], "name"), streams->items[i].name);
        }
        if (!is_known) {
            bg_buffer_printf(out, "there is no %.*s\n", BG_ARGS(streams->items[i].name));
        }
    }
}

static void try_case(void **state) {
    const struct bg_node *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const union {
        const struct bg_node *is_const;
        void *payload;
    } of = {bg_node_at(row, "files")};
    struct bg_py_files files = {of.payload, read_file, has_file};
    struct bg_py_streams streams = bg_py_streams_read(&arena, &files, BG_LITERAL("source_acme"));
    struct bg_buffer wrong = {0};
    check(&wrong, row, &streams);
    bg_buffer_add_char(&wrong, '\0');
    if (wrong.len > 1) {
        (void)printf("%.*s: %s", BG_ARGS(shared_text(row, "id")), wrong.at);
    }
    assert_int_equal(wrong.len, 1);
    bg_buffer_finish(&wrong);
    bg_arena_finish(&arena);
}

UNIT(source_code_python_streams) {
    static struct CMUnitTest tests[MOST_CASES];
    size_t count = 0;
    const struct bg_node *cases = shared_json(&shared_arena, "conformance/python_code.json");
    for (size_t i = 0; cases != NULL && i < cases->count && count < MOST_CASES; i++) {
        const struct bg_node *row = cases->as.items[i];
        if (bg_node_is_text(bg_node_at(row, "kind"), "model")) {
            const union {
                const struct bg_node *is_const;
                void *payload;
            } of = {row};
            const char *name = bg_arena_printf(&shared_arena, "%.*s", BG_ARGS(shared_text(row, "id"))).at;
            tests[count++] = (struct CMUnitTest){name, try_case, NULL, NULL, of.payload};
        }
    }
    if (count == 0) {
        return 77;
    }
    (void)printf("%zu models of python_code.json\n", count);
    int failed = _cmocka_run_group_tests("source/code/python/streams", tests, count, NULL, NULL);
    bg_arena_finish(&shared_arena);
    return failed;
}
