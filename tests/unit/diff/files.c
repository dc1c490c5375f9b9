/*
 * Changed files of a connector in two groups. Shows which paths count as shipped under globs given here and under those
 * of the built-in layout; cannot show what an image really holds.
 */
#include "diff/files.h"

#include "base/buffer.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct file {
    const char *path; /* NULL: no more */
    char base;        /* the id of its content, 0 if it is not there */
    char head;
};

static const struct row {
    const char *name;
    const char *base_root;
    const char *head_root;
    struct file files[4];
    struct file docs[2];
    const char *expect; /* "HOW SHIPS? SUBJECT AFTER|BASE FILE|HEAD FILE", a line each */
} rows[] = {
    {"nothing", "c/a", "c/a", {{0}}, {{0}}, ""},
    {"one that ships", "c/a", "c/a", {{"c/a/x.py", 1, 2}}, {{0}}, "changed ships x.py|c/a/x.py|c/a/x.py\n"},
    {"a new one", "c/a", "c/a", {{"c/a/x.py", 0, 2}}, {{0}}, "added ships x.py||c/a/x.py\n"},
    {"one that is gone", "c/a", "c/a", {{"c/a/x.py", 1, 0}}, {{0}}, "removed ships x.py|c/a/x.py|\n"},
    {"two",
     "c/a",
     "c/a",
     {{"c/a/x.py", 0, 2}, {"c/a/y.py", 1, 2}},
     {{0}},
     "changed ships x.py and 1 more file||c/a/x.py\n"},
    {"three",
     "c/a",
     "c/a",
     {{"c/a/x.py", 1, 2}, {"c/a/y.py", 1, 2}, {"c/a/z.py", 1, 2}},
     {{0}},
     "changed ships x.py and 2 more files|c/a/x.py|c/a/x.py\n"},
    {"both groups",
     "c/a",
     "c/a",
     {{"c/a/tests/t.py", 1, 2}, {"c/a/x.py", 1, 2}},
     {{0}},
     "changed ships x.py|c/a/x.py|c/a/x.py\nchanged never tests/t.py|c/a/tests/t.py|c/a/tests/t.py\n"},
    {"the second list of globs",
     "c/a",
     "c/a",
     {{"c/a/notes.txt", 1, 2}},
     {{0}},
     "changed never notes.txt|c/a/notes.txt|c/a/notes.txt\n"},
    {"docs elsewhere", "c/a", "c/a", {{0}}, {{"docs/a.md", 1, 2}}, "changed never docs/a.md|docs/a.md|docs/a.md\n"},
    {"the metadata is asked for its keys", "c/a", "c/a", {{"c/a/metadata.yaml", 1, 2}}, {{0}}, ""},
    {"a metadata file that is another",
     "c/a",
     "c/a",
     {{"c/a/x/metadata.yaml", 1, 2}},
     {{0}},
     "changed ships x/metadata.yaml|c/a/x/metadata.yaml|c/a/x/metadata.yaml\n"},
    {"the whole repository", "", "", {{"x.py", 1, 2}}, {{0}}, "changed ships x.py|x.py|x.py\n"},
    {"a folder that only moved", "c/a", "d/a", {{"c/a/x.py", 1, 0}, {"d/a/x.py", 0, 1}}, {{0}}, ""},
    {"a folder that moved and changed",
     "c/a",
     "d/a",
     {{"c/a/x.py", 1, 0}, {"c/a/y.py", 1, 0}, {"d/a/x.py", 0, 1}, {"d/a/y.py", 0, 2}},
     {{0}},
     "changed ships y.py and 1 more file|c/a/y.py|\n"},
};

static size_t fill(const struct file *files, size_t room, struct bg_changed *out) {
    size_t count = 0;
    for (; count < room && files[count].path != NULL; count++) {
        const struct file *file = &files[count];
        out[count] = (struct bg_changed){
            .path = bg_slice_of(file->path),
            .base_kind = file->base == 0 ? BG_ENTRY_NONE : BG_ENTRY_FILE,
            .head_kind = file->head == 0 ? BG_ENTRY_NONE : BG_ENTRY_FILE,
            .base_id.bytes[0] = (unsigned char)file->base,
            .head_id.bytes[0] = (unsigned char)file->head,
        };
    }
    return count;
}

static struct bg_slice told(struct bg_arena *arena, const struct bg_changes *changes) {
    struct bg_buffer text = {0};
    for (size_t i = 0; i < changes->count; i++) {
        const struct bg_change *change = &changes->items[i];
        bg_buffer_printf(&text, "%s %s %.*s%.*s|%.*s|%.*s\n", bg_change_how_name(change->how),
                         (change->flags & BG_FLAG_SHIPS) != 0 ? "ships" : "never", BG_ARGS(change->subject),
                         BG_ARGS(change->after), BG_ARGS(change->base.file), BG_ARGS(change->head.file));
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return copy;
}

static void test_row(void **state) {
    const struct row *row = *state;
    static const struct bg_slice of_layout[] = {{"tests/**", 8}, {"**/*.md", 7}};
    static const struct bg_slice of_config[] = {{"notes.txt", 9}};
    const struct bg_slices lists[] = {{of_layout, COUNT(of_layout)}, {of_config, COUNT(of_config)}};
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changed files[COUNT(row->files)];
    struct bg_changed docs[COUNT(row->docs)];
    struct bg_touched touched = {
        .base_root = bg_slice_of(row->base_root),
        .head_root = bg_slice_of(row->head_root),
        .files = files,
        .file_count = fill(row->files, COUNT(row->files), files),
        .docs = docs,
        .doc_count = fill(row->docs, COUNT(row->docs), docs),
    };
    struct bg_changes changes = {.arena = &arena};
    bg_diff_files(&touched, lists, COUNT(lists), BG_LITERAL("metadata.yaml"), &changes);
    assert_string_equal(told(&arena, &changes).at, row->expect);
    bg_arena_finish(&arena);
}

static const struct {
    const char *path;
    bool ships;
} paths[] = {
    {"acceptance-test-config.yml", false},
    {"build.gradle", true},
    {"docker-compose.test.yaml", false},
    {"icon.svg", false},
    {"images/icon.svg", true},
    {"integration_tests/configured_catalog.json", false},
    {"main.py", true},
    {"manifest.yaml", true},
    {"poetry.lock", true},
    {"pyproject.toml", true},
    {"README.md", false},
    {"source_x/notes.md", false},
    {"source_x/source.py", true},
    {"src/main/java/Main.java", true},
    {"src/test/java/MainTest.java", false},
    {"src/test-integration/java/MainTest.java", false},
    {"unit_tests/test_source.py", false},
};

static void test_builtin_globs(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_layout *layout = trees_layout(&arena);
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct bg_changed file = {.path = bg_slice_of(paths[i].path),
                                  .base_kind = BG_ENTRY_FILE,
                                  .head_kind = BG_ENTRY_FILE,
                                  .base_id.bytes[0] = 1};
        struct bg_touched touched = {
            .base_root = BG_LITERAL(""), .head_root = BG_LITERAL(""), .files = &file, .file_count = 1};
        struct bg_changes changes = {.arena = &arena};
        bg_diff_files(&touched, &layout->never_ships, 1, layout->metadata, &changes);
        assert_int_equal(changes.count, 1);
        if (((changes.items[0].flags & BG_FLAG_SHIPS) != 0) != paths[i].ships) {
            fail_msg("%s %s", paths[i].path, paths[i].ships ? "should ship" : "should not ship");
        }
    }
    bg_arena_finish(&arena);
}

UNIT(diff_files) {
    struct CMUnitTest tests[COUNT(rows) + 1] = {cmocka_unit_test(test_builtin_globs)};
    for (size_t i = 0; i < COUNT(rows); i++) {
        tests[i + 1] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = test_row, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
