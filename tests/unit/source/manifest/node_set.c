/* Changed copies of trees, path by path; the tree that was given stays as it was. */
#include "source/manifest/node_set.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *tree;
    const char *path; /* steps, with blanks between */
    bool may_create;
    const char *expected;
};

static const struct row rows[] = {
    {"a key", "{a: 1, b: 2}", "a", false, "{\"a\": 9, \"b\": 2}"},
    {"deeper", "{a: {b: {c: 1}}}", "a b c", false, "{\"a\": {\"b\": {\"c\": 9}}}"},
    {"a list index", "{a: [1, 2]}", "a 1", false, "{\"a\": [1, 9]}"},
    {"an index that is not there", "{a: [1, 2]}", "a 2", true, "{\"a\": [1, 2]}"},
    {"no index", "{a: [1, 2]}", "a x", true, "{\"a\": [1, 2]}"},
    {"into a scalar", "{a: 1}", "a b", true, "{\"a\": 1}"},
    {"a missing key stays missing", "{a: 1}", "b", false, "{\"a\": 1}"},
    {"or is made", "{a: 1}", "b c", true, "{\"a\": 1, \"b\": {\"c\": 9}}"},
    {"any one step", "{a: {n: 1}, b: {n: 2}, c: 3}", "* n", false, "{\"a\": {\"n\": 9}, \"b\": {\"n\": 9}, \"c\": 3}"},
    {"any number of steps", "{n: 1, a: [{n: 2}, {m: {n: 3}}]}", "** n", false,
     "{\"a\": [{\"n\": 9}, {\"m\": {\"n\": 9}}], \"n\": 9}"},
    {"a wildcard makes nothing", "{a: {}}", "* n", true, "{\"a\": {}}"},
    {"between names", "{a: {x: {t: [{v: 1}, {v: 2}]}}}", "a ** t 1 v", false,
     "{\"a\": {\"x\": {\"t\": [{\"v\": 1}, {\"v\": 9}]}}}"},
};

static size_t split(struct bg_slice text, struct bg_slice *steps) {
    size_t count = 0;
    while (text.at != NULL) {
        steps[count++] = bg_slice_cut(&text, ' ');
    }
    return count;
}

static void a_value_is_set(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice steps[8];
    struct bg_node_set set = {.arena = &arena,
                              .path = steps,
                              .path_count = split(bg_slice_of(row->path), steps),
                              .value = document_of(&arena, "9"),
                              .may_create = row->may_create,
                              .budget = 1000};
    const struct bg_node *tree = document_of(&arena, row->tree);
    const char *before = document_text(&arena, tree);
    document_expect(row->name, document_text(&arena, bg_node_set(&set, tree)), row->expected);
    document_expect(row->name, document_text(&arena, tree), before);
    bg_arena_finish(&arena);
}

static void the_budget_ends(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice steps[] = {BG_LITERAL("**"), BG_LITERAL("n")};
    struct bg_node_set set = {
        .arena = &arena, .path = steps, .path_count = 2, .value = document_of(&arena, "9"), .budget = 3};
    (void)bg_node_set(&set, document_of(&arena, "[[1, 2], [3, 4], [5, 6]]"));
    assert_int_equal(set.budget, 0);
    bg_arena_finish(&arena);
}

UNIT(source_manifest_node_set) {
    enum { COUNT = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_value_is_set, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(the_budget_ends);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
