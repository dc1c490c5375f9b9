/*
 * Twins whose number was taken: connectors `a` and `b`, which one page tells of, in a branch (`before`, which began at
 * `began`) that has taken in the base branch (`tip`), and is `head` now. The branch still touches `a`. What a merge and
 * a rebase leave is shown by tests/cli/race_twins.console.
 */
#include "run/before.h"

#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SIDES = 4, CONNECTORS = 2 };

/* Of each side the versions of `a` and of `b` ("-": it is not there; "?": it has none), and the pull request whose row
 * stands on top of the page, if one does. */
static const struct row {
    const char *name;
    const char *sides[SIDES]; /* began, before, tip, head */
    const char *expected;     /* the connectors that are touched then */
    bool has_own_page;        /* `b` has another one */
    bool has_no_page;         /* neither has one */
    bool both_are_touched;    /* by the branch as it is now */
    bool is_new_now;          /* `a`, before the base branch had it */
    bool is_gone_now;         /* likewise */
    bool is_other;            /* the branch still touches `b`, and not `a` */
} rows[] = {
    {"taken", {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a b "},
    {"in order of the roots",
     {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"},
     .expected = "a b ",
     .is_other = true},
    {"the branch touches both",
     {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"},
     .expected = "a b ",
     .both_are_touched = true},
    {"the base branch went further",
     {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.2 1.0.2 2", "1.0.2 1.0.2 2"},
     .expected = "a b "},
    {"another number by now", {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.2 1.0.2 3"}, .expected = "a "},
    {"the row has landed", {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 3", "1.0.1 1.0.1 3"}, .expected = "a "},
    {"not raised", {"1.0.0 1.0.0", "1.0.0 1.0.0 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"only one was raised", {"1.0.0 1.0.0", "1.0.1 1.0.0 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"raised from elsewhere", {"0.9.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"raised to another number", {"1.0.0 1.0.0", "1.1.0 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"apart on the base branch", {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.2 1.0.1 2", "1.0.2 1.0.1 2"}, .expected = "a "},
    {"a page for each",
     {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"},
     .expected = "a ",
     .has_own_page = true},
    {"no page",
     {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"},
     .expected = "a ",
     .has_no_page = true},
    {"no version where it began", {"? ?", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"no version any more", {"1.0.0 1.0.0", "? ? 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"new in the branch", {"1.0.0 -", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"removed by the branch", {"1.0.0 1.0.0", "1.0.1 - 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"}, .expected = "a "},
    {"the touched one is new",
     {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"},
     .expected = "a ",
     .is_new_now = true},
    {"the touched one is gone",
     {"1.0.0 1.0.0", "1.0.1 1.0.1 3", "1.0.1 1.0.1 2", "1.0.1 1.0.1 2"},
     .expected = "a ",
     .is_gone_now = true},
};

enum { FILES = 5 };

static struct fixture_file metadata_of(struct bg_arena *arena, const struct row *row, struct bg_slice version,
                                       size_t c) {
    static const char *const paths[] = {"c/a/meta.yaml", "c/b/meta.yaml"};
    const char *page = row->has_no_page             ? ""
                       : row->has_own_page && c > 0 ? "page: https://p/y\n"
                                                    : "page: https://p/x\n";
    const char *value = bg_slice_is(version, "?") ? "[]" : bg_arena_copy(arena, version).at;
    return (struct fixture_file){paths[c], bg_arena_printf(arena, "%sv: %s\n", page, value).at};
}

/* The files of one side; one without a path is the last. */
static void files_of(struct bg_arena *arena, const struct row *row, const char *side, struct fixture_file out[FILES]) {
    struct bg_slice rest = bg_slice_of(side);
    size_t count = 0;
    for (size_t c = 0; c < CONNECTORS; c++) {
        struct bg_slice version = bg_slice_cut(&rest, ' ');
        if (!bg_slice_is(version, "-")) {
            out[count++] = metadata_of(arena, row, version, c);
        }
    }
    const char *own = rest.len == 0
                          ? ""
                          : bg_arena_printf(arena, "| 1.0.1 | d | [%.*s](https://github.com/o/r/pull/%.*s) | s |\n",
                                            BG_ARGS(rest), BG_ARGS(rest))
                                .at;
    const char *page = bg_arena_printf(arena,
                                       "# X\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n"
                                       "|:--|:--|:--|:--|\n%s| 1.0.0 | d | [1](https://github.com/o/r/pull/1) | s |\n",
                                       own)
                           .at;
    out[count++] = (struct fixture_file){"docs/x.md", page};
    out[count++] = (struct fixture_file){"docs/y.md", page};
    out[count] = (struct fixture_file){0};
}

static struct bg_touched touched_of(const char *name, struct bg_slice root, const struct row *row) {
    return (struct bg_touched){.name = bg_slice_of(name),
                               .base_root = row->is_new_now ? BG_NO_SLICE : root,
                               .head_root = row->is_gone_now ? BG_NO_SLICE : root};
}

/* What is touched then. `moment` has no trees of a branch before where that is not known. */
static void assert_touched(const struct row *row, struct bg_arena *arena, const struct bg_moment *moment, size_t count,
                           const char *expected) {
    const struct bg_slice roots[] = {BG_LITERAL("c/{name}")};
    const struct bg_slice markers[] = {BG_LITERAL("meta.yaml")};
    const struct bg_layout layout = {
        .roots = {roots, 1},
        .marker = {markers, 1},
        .metadata = BG_LITERAL("meta.yaml"),
        .docs_at = BG_LITERAL("page"),
        .docs_strip = BG_LITERAL("https://p/"),
        .docs_file = BG_LITERAL("docs/{path}.md"),
        .version = {.file = BG_LITERAL("meta.yaml"), .kind = BG_LITERAL("yaml"), .at = BG_LITERAL("v")},
    };
    const struct bg_policy policy = {.layout = &layout};
    struct bg_touched now[] = {touched_of("a", BG_LITERAL("c/a"), row), touched_of("b", BG_LITERAL("c/b"), row)};
    struct bg_touched *touched = row->is_other ? &now[1] : now;
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_slice names = BG_LITERAL("");
    if (!bg_before_add_twins(&policy, moment, arena, &touched, &count, &err)) {
        fail_msg("%s", err.message);
    }
    for (size_t t = 0; t < count; t++) {
        names = bg_arena_printf(arena, "%.*s%.*s ", BG_ARGS(names), BG_ARGS(touched[t].name));
    }
    assert_string_equal(names.at, expected);
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture_file files[SIDES][FILES];
    struct trees branch;
    struct trees now;
    for (size_t s = 0; s < SIDES; s++) {
        files_of(&arena, row, row->sides[s], files[s]);
    }
    trees_init(&branch, files[0], files[1]);
    trees_init(&now, files[2], files[3]);
    struct bg_moment moment = {.arena = &arena,
                               .base = now.base,
                               .tip = now.base,
                               .head = now.head,
                               .before = branch.head,
                               .before_base = branch.base};
    size_t count = row->both_are_touched ? 2 : 1;
    assert_touched(row, &arena, &moment, count, row->expected);
    assert_touched(row, &arena, &moment, 0, "");
    moment.before = moment.before_base = NULL;
    assert_touched(row, &arena, &moment, count, count == 2 ? "a b " : row->is_other ? "b " : "a ");
    trees_finish(&branch);
    trees_finish(&now);
    bg_arena_finish(&arena);
}

UNIT(run_before) {
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
