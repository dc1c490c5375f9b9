/* Titles beside what was found: the level that each asks for at least, and what is noted. */
#include "run/titles.h"

#include "diff/change.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum found { CODE, TESTS, NOTHING, STREAM, STREAM_AND_CODE };

static const struct row {
    const char *name;
    const char *title; /* NULL: not known */
    enum found found;
    enum bg_level content;
    enum bg_titles titles;
    bool is_whole;
    bool is_waived;
    enum bg_level floor;
    const char *note; /* NULL: none */
} rows[] = {
    {"a feature in code", "feat: x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false, BG_LEVEL_MINOR,
     "title-asks-more"},
    {"a break in code", "fix!: x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false, BG_LEVEL_MAJOR,
     "title-asks-more"},
    {"no more than was found", "fix: x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false, BG_LEVEL_NONE, NULL},
    {"no title", NULL, CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false, BG_LEVEL_NONE, NULL},
    {"words", "Feature x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false, BG_LEVEL_NONE, NULL},
    {"only said", "feat: x", CODE, BG_LEVEL_PATCH, BG_TITLES_NOTE, false, false, BG_LEVEL_NONE, "title-asks-more"},
    {"ignored", "feat: x", CODE, BG_LEVEL_PATCH, BG_TITLES_IGNORE, false, false, BG_LEVEL_NONE, NULL},
    {"all was compared", "feat: x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, true, false, BG_LEVEL_NONE, NULL},
    {"a person has waived a finding", "feat: x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, true, BG_LEVEL_NONE,
     NULL},
    {"nothing that ships", "feat: x", TESTS, BG_LEVEL_NONE, BG_TITLES_FLOOR, false, false, BG_LEVEL_NONE, NULL},
    {"nothing at all", "feat: x", NOTHING, BG_LEVEL_NONE, BG_TITLES_FLOOR, false, false, BG_LEVEL_NONE, NULL},
    {"the surface changed as well", "feat: x", STREAM_AND_CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false,
     BG_LEVEL_NONE, NULL},
    {"a break that nothing shows", "feat!: x", STREAM_AND_CODE, BG_LEVEL_MINOR, BG_TITLES_FLOOR, false, false,
     BG_LEVEL_NONE, "title-differs"},
    {"a break that it does not say", "fix: x", STREAM, BG_LEVEL_MAJOR, BG_TITLES_FLOOR, false, false, BG_LEVEL_NONE,
     "title-differs"},
    {"a scope that is the connector", "feat(source-x): x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false,
     BG_LEVEL_MINOR, "title-asks-more"},
    {"a scope that is another connector", "feat(source-y): x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false,
     BG_LEVEL_NONE, NULL},
    {"a scope that is none", "feat(paging): x", CODE, BG_LEVEL_PATCH, BG_TITLES_FLOOR, false, false, BG_LEVEL_MINOR,
     "title-asks-more"},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_change items[] = {
        {.kind = BG_CHANGE_FILE, .flags = row->found == TESTS ? 0u : (unsigned)BG_FLAG_SHIPS},
        {.kind = BG_CHANGE_STREAM},
    };
    bool is_stream = row->found == STREAM;
    bool is_both = row->found == STREAM_AND_CODE;
    struct bg_changes changes = {.arena = &arena, .items = is_stream ? &items[1] : items, .count = is_both ? 2u : 1u};
    changes.count = row->found == NOTHING ? 0 : changes.count;
    struct bg_finding finding = {.level = row->content, .waived = row->is_waived ? BG_LITERAL("seen") : BG_NO_SLICE};
    struct bg_touched touched[] = {{.name = BG_LITERAL("source-x")}, {.name = BG_LITERAL("source-y")}};
    struct bg_title_query query = {.titles = row->titles,
                                   .title = bg_slice_of(row->title),
                                   .name = touched[0].name,
                                   .touched = touched,
                                   .touched_count = 2,
                                   .changes = &changes,
                                   .findings = &finding,
                                   .finding_count = 1,
                                   .is_whole = row->is_whole};
    struct bg_title_floor floor = bg_titles_floor(&query, &problems);
    assert_int_equal(floor.level, row->floor);
    assert_int_equal(floor.by.at != NULL, row->floor != BG_LEVEL_NONE);
    assert_int_equal(problems.count, row->note != NULL);
    if (row->note != NULL) {
        assert_string_equal(bg_id_name(problems.items[0].id), row->note);
    }
    bg_arena_finish(&arena);
}

UNIT(run_titles) {
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
