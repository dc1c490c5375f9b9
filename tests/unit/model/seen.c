/* What was seen of connectors before, and what of it is forgotten: what was asked for last stays. */
#include "model/seen.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define C "airbyte-integrations/connectors/"
#define CONNECTOR(name)                                                                                                \
    {C name "/metadata.yaml", "data: {dockerImageTag: 1.0.0}\n"}, {                                                    \
        C name "/manifest.yaml", "streams: []\n"                                                                       \
    }

static const struct fixture_file files[] = {CONNECTOR("source-a"), CONNECTOR("source-b"), CONNECTOR("source-c"), {0}};

static const char *const roots[] = {C "source-a", C "source-b", C "source-c"};

enum { COUNT = 3 };

static size_t weight_of(const struct bg_view *view) {
    return sizeof *view + bg_reads_weight(&view->reads) + bg_reads_weight(&view->papers) +
           bg_reads_weight(&view->copies);
}

static void what_was_asked_for_last_stays(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_seen seen = {0};
    struct trees trees;
    trees_init(&trees, files, files);
    const struct bg_layout *layout = trees_layout(&arena);
    for (size_t i = 0; i < COUNT; i++) {
        assert_null(bg_seen_find(&seen, trees.base, layout, bg_slice_of(roots[i])));
        assert_non_null(bg_seen_get(&seen, trees.base, layout, bg_slice_of(roots[i])));
    }
    bg_seen_trim(&seen, SIZE_MAX);
    for (size_t i = COUNT; i > 0; i--) { /* so that the first is the last that is asked for */
        assert_non_null(bg_seen_find(&seen, trees.base, layout, bg_slice_of(roots[i - 1])));
    }
    bg_seen_trim(&seen, weight_of(bg_seen_find(&seen, trees.base, layout, bg_slice_of(roots[0]))) * 2);
    assert_non_null(bg_seen_find(&seen, trees.base, layout, bg_slice_of(roots[0])));
    assert_null(bg_seen_find(&seen, trees.base, layout, bg_slice_of(roots[1])));
    bg_seen_trim(&seen, 0);
    for (size_t i = 0; i < COUNT; i++) {
        assert_null(bg_seen_find(&seen, trees.base, layout, bg_slice_of(roots[i])));
        assert_non_null(bg_seen_get(&seen, trees.base, layout, bg_slice_of(roots[i])));
    }
    bg_seen_finish(&seen);
    trees_finish(&trees);
    bg_arena_finish(&arena);
}

UNIT(model_seen) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_asked_for_last_stays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
