/* Versions that pass and are worth a word: which, and in what words. */
#include "release/oddity.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct row {
    const char *name;
    const char *profile;
    const char *before;
    const char *head;
    const char *expected; /* "id: message", or "" */
} rows[] = {
    {"the next patch", "airbyte", "1.4.2", "1.4.3", ""},
    {"the next minor", "airbyte", "1.4.2", "1.5.0", ""},
    {"the next major", "airbyte", "1.4.2", "2.0.0", ""},
    {"a candidate of the next minor", "airbyte", "1.4.2", "1.5.0-rc.1", ""},
    {"the next candidate", "airbyte", "1.5.0-rc.1", "1.5.0-rc.2", ""},
    {"the release of the candidates", "airbyte", "1.5.0-rc.1", "1.5.0", ""},
    {"nothing new", "airbyte", "1.4.2", "1.4.2", ""},
    {"lowered", "airbyte", "1.4.2", "1.4.0", ""},
    {"no version", "airbyte", "1.4.2", "1.4", ""},
    {"a new connector", "airbyte", NULL, "3.7.1", ""},
    {"a patch was skipped", "airbyte", "1.4.2", "1.4.4",
     "version-skipped: `1.4.4` after `1.4.2` skipped a number: the next ones are `1.4.3`, `1.5.0` and `2.0.0`"},
    {"a minor that keeps its patch", "airbyte", "1.4.2", "1.5.2",
     "version-skipped: `1.5.2` after `1.4.2` skipped a number: the next ones are `1.4.3`, `1.5.0` and `2.0.0`"},
    {"a major was skipped", "airbyte", "0.9.0", "2.0.0",
     "version-skipped: `2.0.0` after `0.9.0` skipped a number: the next ones are `0.9.1`, `0.10.0` and `1.0.0`"},
    {"integers", "estuary", "v3", "v4", ""},
    {"integers, skipped", "estuary", "v3", "v5",
     "version-skipped: `v5` after `v3` skipped a number: the next one is `v4`"},
    {"a development build", "airbyte", "1.4.2", "1.4.3-dev.abcdef0123",
     "version-of-build: `1.4.3-dev.abcdef0123` is the version of a development build; such versions are given when an "
     "image is published, and are not committed"},
    {"a preview, of a new connector", "airbyte", NULL, "0.1.0-preview.abcdef0",
     "version-of-build: `0.1.0-preview.abcdef0` is the version of a development build; such versions are given when an "
     "image is published, and are not committed"},
    {"the word within another", "airbyte", "1.4.2", "1.4.3-devel.1", ""},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice before = row->before == NULL ? BG_NO_SLICE : bg_slice_of(row->before);
    struct bg_oddity oddity =
        bg_version_oddity(&arena, &bg_profile_find(bg_slice_of(row->profile))->version, before, bg_slice_of(row->head));
    struct bg_slice text = oddity.id == BG_ID_NONE
                               ? BG_LITERAL("")
                               : bg_arena_printf(&arena, "%s: %.*s", bg_id_name(oddity.id), BG_ARGS(oddity.message));
    assert_string_equal(text.at, row->expected);
    bg_arena_finish(&arena);
}

UNIT(release_oddity) {
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
