/* The vocabulary is in order, found by name, and by the former names of a test; that each id has an entry is a law of
 * the build: one without does not compile. */
#include "rules/vocabulary.h"

#include "base/arena.h"
#include "rules/vocabulary_read.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void test_order(void **state) {
    (void)state;
    size_t count;
    const struct bg_word *words = bg_vocabulary_list(&count);
    assert_int_equal(count, BG_ID_COUNT - 1);
    for (size_t w = 0; w < count; w++) {
        enum bg_id id = (enum bg_id)(w + 1);
        assert_true(bg_slice_is(words[w].id, bg_id_name(id)));
        assert_ptr_equal(bg_vocabulary_of(id), &words[w]);
        assert_ptr_equal(bg_vocabulary_find(words[w].id), &words[w]);
    }
    assert_null(bg_vocabulary_find(BG_LITERAL("bc-entry")));
}

static const struct row {
    const char *name;
    const char *text;
    const char *expected; /* id, severity and former names of the last word; or the error */
} rows[] = {
    {"least", "a-b: {severity: note, title: T, why: W., fix: F.}", "a-b note"},
    {"former names", "a-b: {severity: detail, title: T, why: W., fix: F., next: do it, was: [b-a, b]}",
     "a-b detail b-a b do it"},
    {"order", "b: {severity: note, title: T, why: W., fix: F.}\na: {severity: note, title: T, why: W., fix: F.}",
     "b note"},
    {"severity", "a: {severity: grave, title: T, why: W., fix: F.}", "1:15 `severity` has no value `grave`"},
    {"no fix", "a: {severity: note, title: T, why: W.}", "1:4 the entry lacks the key `fix`"},
    {"a list", "[a]", "1:1 the vocabulary is no mapping from ids"},
};

static void test_read(void **state) {
    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_error err;
        struct bg_word *words;
        size_t count;
        char text[1200];
        struct bg_source *source = bg_source_new(&arena, BG_LITERAL("v.yaml"), bg_slice_of(rows[r].text));
        if (bg_vocabulary_read(&arena, source, &words, &count, &err)) {
            const struct bg_word *word = &words[count - 1];
            int len = snprintf(text, sizeof text, "%.*s %s", BG_ARGS(word->id), bg_severity_names[word->severity]);
            for (size_t w = 0; w < word->was_count; w++) {
                len += snprintf(text + len, sizeof text - (size_t)len, " %.*s", BG_ARGS(word->was[w]));
            }
            (void)snprintf(text + len, sizeof text - (size_t)len, "%s%.*s", word->next.len > 0 ? " " : "",
                           BG_ARGS(word->next));
        } else {
            (void)snprintf(text, sizeof text, "%u:%u %s", err.line, err.column, err.message);
        }
        assert_string_equal(text, rows[r].expected);
        bg_arena_finish(&arena);
    }
}

UNIT(rules_vocabulary) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
