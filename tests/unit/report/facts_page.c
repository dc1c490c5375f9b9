/* docs/facts.md is what rules/facts.yaml says, and each kind, direction and attribute has its row. */
#include "report/facts_page.h"
#include "diff/change.h"
#include "support/page.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_row(struct bg_slice page, const char *name, const char *means) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice row = bg_arena_printf(&arena, "\n| `%s` | %s |", name, means);
    if (bg_slice_find(page, row) == page.len) {
        fail_msg("%s has no row", name);
    }
    bg_arena_finish(&arena);
}

static void test_every_word_has_a_row(void **state) {
    (void)state;
    struct bg_buffer page = {0};
    bg_facts_page(&page);
    for (size_t i = 0; i < BG_CHANGE_KIND_COUNT; i++) {
        assert_row(bg_buffer_slice(&page), bg_change_kind_names[i], bg_facts[i].means);
    }
    for (size_t i = 0; i < BG_CHANGE_HOW_COUNT; i++) {
        assert_row(bg_buffer_slice(&page), bg_change_how_names[i], bg_change_how_meanings[i]);
    }
    for (size_t i = 0; i < BG_CHANGE_FLAG_COUNT; i++) {
        assert_row(bg_buffer_slice(&page), bg_change_flag_name(1u << i), bg_change_flag_meanings[i]);
    }
    bg_buffer_finish(&page);
}

static void test_rows_in_full(void **state) {
    (void)state;
    static const char *const rows[] = {
        ("| `added`, `removed`, `renamed`, `moved` | `required`, `closed`, `replaced`, `migrated`, `rewritten`, "
         "`covered` | "
         "`added` if `required`, `removed` if `closed` |\n"),
        ("| `added`, `removed` | `discriminator`, `migrated`, `rewritten`, `covered` | `added` if not "
         "`discriminator` |\n"),
        "| `added`, `removed`, `changed` | `ships` |  |\n",
    };
    struct bg_buffer page = {0};
    bg_facts_page(&page);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (bg_slice_find(bg_buffer_slice(&page), bg_slice_of(rows[i])) == page.len) {
            fail_msg("no row ends with %s", rows[i]);
        }
    }
    bg_buffer_finish(&page);
}

static void test_page_is_fresh(void **state) {
    (void)state;
    struct bg_buffer page = {0};
    bg_facts_page(&page);
    page_expect("facts.md", "rules/facts.yaml", "facts", bg_buffer_slice(&page));
    bg_buffer_finish(&page);
}

UNIT(report_facts_page) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_word_has_a_row),
        cmocka_unit_test(test_rows_in_full),
        cmocka_unit_test(test_page_is_fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
