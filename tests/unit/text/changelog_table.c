/*
 * Changelog tables: which table of a page it is, what its columns mean, and its rows: the version, the cells without
 * blanks joined by slashes. "-" where there is none.
 */
#include "text/changelog_table.h"

#include "base/buffer.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define HEADER "| Version | Date | Pull Request | Subject |\n|:--|:-:|--:|---|\n"

static const struct row {
    const char *name;
    const char *text;
    const char *expected; /* columns of version, date, number and subject; pipes; then each row */
} rows[] = {
    {"a table", "## Changelog\n\n" HEADER "| 1.0.0 | d | 1 | s |\n", "0123 || 1.0.0=1.0.0/d/1/s"},
    {"rows end at a blank line", "# changelog\n" HEADER "| 1 | d | 1 | s |\n\n| 2 | d | 1 | s |\n",
     "0123 || 1=1/d/1/s"},
    {"rows end at a heading", "# changelog\n" HEADER "| 1 | d | 1 | s |\n# x\n| 2 | d | 1 | s |\n",
     "0123 || 1=1/d/1/s"},
    {"rows end at a tag", "# changelog\n" HEADER "| 1 | d | 1 | s |\n</details>\n", "0123 || 1=1/d/1/s"},
    {"rows end at a fence", "# changelog\n" HEADER "| 1 | d | 1 | s |\n```\n| 2 |\n```\n", "0123 || 1=1/d/1/s"},
    {"no rows", "# changelog\n" HEADER, "0123 ||"},
    {"no line end", "# changelog\n" HEADER "| 1 | d | 1 | s |", "0123 || 1=1/d/1/s"},
    {"no delimiter", "# changelog\n| Version | Date |\n| 1 | d |\n", "01-- || 1=1/d"},
    {"a delimiter of colons only is a row", "# changelog\n| Version | Date |\n|:|:|\n", "01-- || :=:/:"},
    {"a header alone at the end", "# changelog\n| Version |", "0--- ||"},
    {"no pipes around it", "# changelog\nVersion | Date\n--- | ---\n1 | d\n", "01-- .. 1=1/d"},
    {"no pipe at the end", "# changelog\n| Version | Date\n| --- | ---\n| 1 | d\n", "01-- |. 1=1/d"},
    {"without pipes a delimiter is needed", "# changelog\nVersion | Date\n1 | d\n", "-"},
    {"a word above a rule is no table", "# changelog\nVersion\n---\n1\n", "-"},
    {"columns in another order", "# changelog\n| Subject | PR | DATE | version |\n|-|-|-|-|\n| s | 1 | d | 2 |\n",
     "3210 || 2=s/1/d/2"},
    {"other words for a subject", "# changelog\n| Version | Description |\n|-|-|\n", "0--1 ||"},
    {"changes", "# changelog\n| Version | Changes |\n|-|-|\n", "0--1 ||"},
    {"a comment", "# changelog\n| Version | Comment |\n|-|-|\n", "0--1 ||"},
    {"the first of two columns of one meaning", "# changelog\n| Version | Subject | Comment | Version |\n|-|-|-|-|\n",
     "0--1 ||"},
    {"longer titles mean nothing", "# changelog\n| Versions | Version | Dates |\n|-|-|-|\n| a | 1 | d |\n",
     "1--- || 1=a/1/d"},
    {"a table before it without versions", "# changelog\n| Date |\n|-|\n| Version |\n\n" HEADER "| 1 | d | 1 | s |\n",
     "0123 || 1=1/d/1/s"},
    {"ornaments of versions", "# changelog\n" HEADER "| **`v1.0`** |\n| v2 |\n| *3* |\n| vv4 |\n| ** |\n",
     "0123 || 1.0=**`v1.0`** 2=v2 3=*3* v4=vv4 -=**"},
    {"a link, a remark, a mark behind it",
     "# changelog\n" HEADER "| [1.2](x) |\n| 1.3 (broken) |\n| 1.4 [yanked] |\n"
     "| ~~1.5~~ |\n| 1.6. |\n| **[v1.7](x)** **yanked** |\n",
     "0123 || 1.2=[1.2](x) 1.3=1.3 (broken) 1.4=1.4 [yanked] 1.5=~~1.5~~ 1.6=1.6. 1.7=**[v1.7](x)** **yanked**"},
    {"a cell of two numbers is of none", "# changelog\n" HEADER "| 1.2.3 to 1.2.5 |\n",
     "0123 || 1.2.3 to 1.2.5=1.2.3 to 1.2.5"},
    {"escaped pipes", "# changelog\n" HEADER "| 1 | a\\|b | \\\\| c |\n", "0123 || 1=1/a\\|b/\\\\/c"},
    {"cells too few and too many", "# changelog\n" HEADER "|\n| 1 | d | 1 | s | more | |\n",
     "0123 || -= 1=1/d/1/s/more/"},
    {"a row without pipes at its ends", "# changelog\n" HEADER "1 | d\n", "0123 || 1=1/d"},
    {"the heading in any case and in other words", "# The CHANGELOG of x\n" HEADER, "0123 ||"},
    {"a heading of another level before it", "# x\n## changelog\n" HEADER, "0123 ||"},
    {"in a deeper section", "# changelog\n## y\n" HEADER, "0123 ||"},
    {"behind the section", "## changelog\nx\n## y\n" HEADER, "-"},
    {"behind it, under a higher heading", "## changelog\nx\n# y\n" HEADER, "-"},
    {"a second heading has it", "## changelog\nx\n## y\n## changelog\n" HEADER, "0123 ||"},
    {"no heading", "# x\n" HEADER "| 1 | d | 1 | s |\n", "0123 || 1=1/d/1/s"},
    {"no heading, and the version is not the first column", "| Date | Version |\n|-|-|\n", "-"},
    {"in a fence", "# changelog\n```\n" HEADER "```\n", "-"},
    {"in a comment", "# changelog\n<!--\n" HEADER "-->\n", "-"},
    {"nothing", "", "-"},
    {"blanks around the cells", "# changelog\n  |  Version\t|  |  \n  |---|---|\n |  1  |\t|\n", "0--- || 1=1/"},
};

static void describe(struct bg_buffer *out, const struct bg_changelog_table *table) {
    for (unsigned m = 0; m < BG_TABLE_MEANINGS; m++) {
        bg_buffer_add_char(out, table->column[m] == BG_NO_COLUMN ? '-' : (char)('0' + table->column[m]));
    }
    bg_buffer_printf(out, " %c%c", table->has_leading_pipe ? '|' : '.', table->has_trailing_pipe ? '|' : '.');
    for (size_t r = 0; r < table->row_count; r++) {
        const struct bg_table_row *row = &table->rows[r];
        bg_buffer_printf(out, " %.*s=", BG_ARGS(row->version.len == 0 ? BG_LITERAL("-") : row->version));
        for (size_t c = 0; c < row->cell_count; c++) {
            bg_buffer_printf(out, "%s%.*s", c == 0 ? "" : "/", BG_ARGS(bg_slice_trim(row->cells[c])));
        }
    }
}

static void a_table_is_found(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer got = {0};
    struct bg_changelog_table table;
    if (bg_changelog_table_find(&arena, bg_slice_of(row->text), &table)) {
        describe(&got, &table);
    } else {
        bg_buffer_add_char(&got, '-');
    }
    bg_buffer_add_char(&got, '\0');
    document_expect(row->name, got.at, row->expected);
    bg_buffer_finish(&got);
    bg_arena_finish(&arena);
}

static void rows_are_found_by_their_versions(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changelog_table table;
    struct bg_slice text =
        BG_LITERAL("# changelog\n" HEADER "| v1.0.0 | d1 | 1 | s1 |\n| 2.0.0 | d2 |\n| |\n| 1.0.0 | d3 |\n");
    assert_true(bg_changelog_table_find(&arena, text, &table));
    const struct bg_table_row *first = bg_changelog_table_row(&table, BG_LITERAL("1.0.0"));
    assert_ptr_equal(first, &table.rows[0]);
    assert_ptr_equal(bg_changelog_table_row(&table, BG_LITERAL(" `v2.0.0` ")), &table.rows[1]);
    assert_null(bg_changelog_table_row(&table, BG_LITERAL("3.0.0")));
    assert_null(bg_changelog_table_row(&table, BG_LITERAL("")));
    assert_true(bg_slice_is(bg_changelog_table_cell(&table, first, BG_TABLE_DATE), "d1"));
    assert_true(bg_slice_is(bg_changelog_table_cell(&table, first, BG_TABLE_SUBJECT), "s1"));
    assert_null(bg_changelog_table_cell(&table, &table.rows[1], BG_TABLE_SUBJECT).at);
    bg_arena_finish(&arena);
}

UNIT(text_changelog_table) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 1];
    for (size_t i = 0; i < ROWS; i++) {
        const void *state = &rows[i];
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = a_table_is_found};
        memcpy(&tests[i].initial_state, &state, sizeof state);
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(rows_are_found_by_their_versions);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
