/* Who became whom. A connector is written as "name identity files", a file by one letter: its content. */
#include "layout/moved.h"

#include "base/arena.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct row {
    const char *gone;
    const char *come;
    const char *origins; /* the place in `gone`, one digit for each of `come`; "-": none */
} rows[] = {
    {"a 1 xyz", "b 1 uvw", "0"},
    {"a 1 xyz", "b 2 xyz", "-"},
    {"a 1 xyz", "a 2 uvw", "0"},
    {"a 1 xyz", "b - xyv", "0"},
    {"a - xyz", "b 1 xyv", "0"},
    {"a - xyz", "b - xuv", "-"},
    {"a - xyz;b - xyz", "c - xyz;d - xyz;e - xyz", "01-"},
    {"a - xyu;b - xyz", "c - xyz", "1"},
    {"a 1 x;b 2 y", "b 1 x;c 2 y", "1-"},
    {"a 1 x;b 1 y", "c 1 z;d 1 z", "01"},
    {"a - xx", "b - x", "0"},
    {"a - xy", "b - xxx", "0"},
    {"", "b - x", "-"},
    {"a - x", "", ""},
};

static struct bg_movers movers(struct bg_arena *arena, const char *text, bool is_gone) {
    struct bg_slice rest = bg_slice_of(text);
    struct bg_movers out = {.items = bg_arena_array(arena, 8, sizeof *out.items)};
    while (rest.len > 0) {
        struct bg_slice one = bg_slice_cut(&rest, ';');
        struct bg_slice name = bg_slice_cut(&one, ' ');
        struct bg_slice identity = bg_slice_cut(&one, ' ');
        struct bg_changed *files = bg_arena_array(arena, one.len, sizeof *files);
        for (size_t i = 0; i < one.len; i++) {
            struct bg_oid *id = is_gone ? &files[i].base_id : &files[i].head_id;
            id->bytes[0] = (unsigned char)one.at[i];
        }
        out.items[out.count++] =
            (struct bg_mover){name, bg_slice_is(identity, "-") ? BG_NO_SLICE : identity, files, one.len};
    }
    return out;
}

static void test_origins(void **state) {
    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_movers gone = movers(&arena, rows[r].gone, true);
        struct bg_movers come = movers(&arena, rows[r].come, false);
        size_t origins[8];
        char said[9] = "";
        struct bg_error err;
        assert_true(bg_moved_match(&gone, &come, origins, &err));
        for (size_t c = 0; c < come.count; c++) {
            said[c] = origins[c] < gone.count ? (char)('0' + (int)origins[c]) : '-';
        }
        if (bg_slice_compare(bg_slice_of(said), bg_slice_of(rows[r].origins)) != 0) {
            fail_msg("%s to %s: %s", rows[r].gone, rows[r].come, said);
        }
        bg_arena_finish(&arena);
    }
}

/* Nobody is told apart by files that all have: that costs the square of their number, and ends. */
static void test_bound(void **state) {
    (void)state;
    enum { MANY = 8000 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changed *files = bg_arena_array(&arena, 8, sizeof *files);
    for (size_t f = 0; f < 8; f++) {
        files[f].base_id.bytes[0] = (unsigned char)(f + 1);
        files[f].head_id.bytes[0] = (unsigned char)(f + 1);
    }
    struct bg_movers gone = {bg_arena_array(&arena, MANY, sizeof *gone.items), MANY};
    struct bg_movers come = {bg_arena_array(&arena, MANY, sizeof *come.items), MANY};
    for (size_t m = 0; m < MANY; m++) {
        gone.items[m] = (struct bg_mover){bg_arena_printf(&arena, "gone-%zu", m), BG_NO_SLICE, files, 8};
        come.items[m] = (struct bg_mover){bg_arena_printf(&arena, "come-%zu", m), BG_NO_SLICE, files, 8};
    }
    size_t *origins = bg_arena_array(&arena, MANY, sizeof *origins);
    struct bg_error err;
    assert_false(bg_moved_match(&gone, &come, origins, &err));
    assert_int_equal(err.code, BG_ERROR_JUDGE);
    bg_arena_finish(&arena);
}

UNIT(layout_moved) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_origins),
        cmocka_unit_test(test_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
