/* Why no version is needed: the sentence for findings of several kinds. */
#include "release/no_bump.h"

#include "base/slice.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { ROOM = 6 };

static const struct row {
    const char *name;
    const char *subjects[ROOM]; /* of findings: a key of the metadata, or a file; up to NULL */
    bool is_waived;             /* the first of them */
    const char *expected;
} rows[] = {
    {"nothing", {NULL}, false, "nothing that ships changed"},
    {"files alone", {"README.md", "icon.svg"}, false, "nothing that ships changed"},
    {"one key", {"data.tags"}, false, "no bump needed: only `tags` changed"},
    {"two keys", {"data.tags", "data.supportLevel"}, false, "no bump needed: only `tags` and `supportLevel` changed"},
    {"keys and files",
     {"data.tags", "README.md", "data.icon"},
     false,
     "no bump needed: only `tags`, `icon` and what never ships changed"},
    {"more keys than one line holds",
     {"data.a", "data.b", "data.c", "data.d", "data.e", "data.f"},
     false,
     "no bump needed: only `a`, `b`, `c`, `d` and 2 more keys changed"},
    {"a waiver", {"main.py", "data.tags"}, true, "no bump needed: what would demand one is waived"},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_finding findings[ROOM] = {{.rule = BG_NO_SLICE}};
    size_t count = 0;
    for (; count < ROOM && row->subjects[count] != NULL; count++) {
        struct bg_slice subject = bg_slice_of(row->subjects[count]);
        findings[count].subject = subject;
        findings[count].kind = bg_slice_starts(subject, BG_LITERAL("data.")) ? BG_CHANGE_METADATA_KEY : BG_CHANGE_FILE;
    }
    findings[0].waived = row->is_waived ? BG_LITERAL("never filled") : BG_NO_SLICE;
    assert_string_equal(bg_no_bump_reason(&arena, BG_LITERAL("data"), findings, count).at, row->expected);
    bg_arena_finish(&arena);
}

UNIT(release_no_bump) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
