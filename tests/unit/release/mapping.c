/*
 * Entries that are taken out of a mapping of YAML: what is left, and the lines of the entry as they would stand in the
 * first column; and entries that are added, where comments stand. What else of adding there is is shown where it is
 * used (airbyte/draft).
 */
#include "release/mapping.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct row {
    const char *name;
    const char *text;
    const char *at;
    const char *key;
    const char *lines; /* NULL: refused, and `left` is the id */
    const char *left;
} rows[] = {
    {"the last of its kind takes its mapping along", "a:\n  b:\n    k:\n      x: 1\n  c: 2\n", "a.b", "k",
     "k:\n  x: 1\n", "a:\n  c: 2\n"},
    {"one of two", "a:\n  k:\n    x: 1\n  l: 2\n", "a", "k", "k:\n  x: 1\n", "a:\n  l: 2\n"},
    {"at the top", "k:\n  x: 1\nl: 2\n", NULL, "k", "k:\n  x: 1\n", "l: 2\n"},
    {"the end of the file without a line end", "a:\n  l: 2\n  k:\n    x: 1", "a", "k", "k:\n  x: 1\n", "a:\n  l: 2\n"},
    {"lines that end in two characters", "a:\r\n  l: 2\r\n  k:\r\n    x: 1\r\n", "a", "k", "k:\n  x: 1\n",
     "a:\r\n  l: 2\r\n"},
    {"a comment in the first column", "a:\n  k:\n# why\n    x: 1\n  l: 2\n", "a", "k", "k:\n# why\n  x: 1\n",
     "a:\n  l: 2\n"},
    {"a comment that stands out by one", "a:\n  k:\n # why\n    x: 1\n  l: 2\n", "a", "k", "k:\n# why\n  x: 1\n",
     "a:\n  l: 2\n"},
    {"a comment of the next key", "a:\n  k:\n    x: 1\n  # why\n\n  l: 2\n", "a", "k", "k:\n  x: 1\n",
     "a:\n  # why\n\n  l: 2\n"},
    {"a comment of its own at the end", "a:\n  k:\n    x: 1\n    # why\n", "a", "k", "k:\n  x: 1\n  # why\n", ""},
    {"an empty line in a text", "a:\n  k: |\n    x\n\n    y\n  l: 2\n", "a", "k", "k: |\n  x\n\n  y\n", "a:\n  l: 2\n"},
    {"a key that is not there", "a:\n  k: 1\n", "a", "l", NULL, "not-found"},
    {"a mapping that is not there", "a:\n  k: 1\n", "b", "k", NULL, "not-found"},
    {"on one line", "a: {k: 1, l: 2}\n", "a", "k", NULL, "unsupported-style"},
    {"no YAML", "a: {k\n", "a", "k", NULL, "parse-error"},
};

static void an_entry_is_taken(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("metadata.yaml"), bg_slice_of(row->text));
    struct bg_slice lines;
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    bool is_taken =
        bg_mapping_take(&arena, source, bg_slice_of(row->at), bg_slice_of(row->key), &lines, &edit, &refusal);
    assert_int_equal(is_taken, row->lines != NULL);
    if (is_taken) {
        assert_string_equal(bg_arena_copy(&arena, lines).at, row->lines);
        assert_string_equal(bg_arena_copy(&arena, edit.result).at, row->left);
    } else {
        assert_string_equal(bg_id_name(refusal.id), row->left);
    }
    bg_arena_finish(&arena);
}

static const struct added_row {
    const char *name;
    const char *text;
    const char *result; /* with the entry `k` of `a.m`; NULL: refused */
} added_rows[] = {
    {"above the comment of the key behind it", "a:\n  b: 1\n  # why\n  z: 2\n",
     "a:\n  b: 1\n  m:\n    k:\n      x: 1\n  # why\n  z: 2\n"},
    {"below the comment of the value before it", "a:\n  b:\n    # why\n  z: 2\n",
     "a:\n  b:\n    # why\n  m:\n    k:\n      x: 1\n  z: 2\n"},
    {"behind a text that ends with blanks of its own", "a:\n  b: |\n   t\n     ", NULL},
    {"into what an alias repeats", "a:\n  m: &m\n    b: 1\nz: *m\n", NULL},
    {"beside a last line of blanks", "a:\n  b: 1\n  ", "a:\n  b: 1\n  m:\n    k:\n      x: 1\n  "},
};

/* And taken out again, the file is as before. */
static void an_entry_is_added(void **state) {
    const struct added_row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice file = BG_LITERAL("metadata.yaml");
    struct bg_source *source = bg_source_new(&arena, file, bg_slice_of(row->text));
    struct bg_mapping_entry entry = {BG_LITERAL("a.m"), BG_LITERAL("k"), BG_LITERAL("k:\n  x: 1\n")};
    struct bg_slice lines;
    struct bg_edit edit;
    struct bg_refusal refusal;
    assert_int_equal(bg_mapping_add(&arena, source, &entry, &edit, &refusal), row->result != NULL);
    if (row->result != NULL) {
        assert_string_equal(bg_arena_copy(&arena, edit.result).at, row->result);
        source = bg_source_new(&arena, file, edit.result);
        assert_true(bg_mapping_take(&arena, source, entry.at, entry.key, &lines, &edit, &refusal));
        assert_true(bg_slice_equal(lines, entry.lines));
        assert_string_equal(bg_arena_copy(&arena, edit.result).at, row->text);
    } else {
        assert_string_equal(bg_id_name(refusal.id), "unsupported-style");
    }
    bg_arena_finish(&arena);
}

UNIT(release_mapping) {
    enum { ROWS = sizeof rows / sizeof rows[0], ADDED_ROWS = sizeof added_rows / sizeof added_rows[0] };
    struct CMUnitTest tests[ROWS + ADDED_ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = an_entry_is_taken, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    for (size_t i = 0; i < ADDED_ROWS; i++) {
        tests[ROWS + i] = (struct CMUnitTest){.name = added_rows[i].name,
                                              .test_func = an_entry_is_added,
                                              .initial_state = (void *)(uintptr_t)&added_rows[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
