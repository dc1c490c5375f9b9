/* Memos: many keys that differ in one pointer only, through several growths. */
#include "base/memo.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { COUNT = 20000 };

static char things[COUNT];

static struct bg_memo_key key_of(size_t i) {
    const void *parts[] = {things, NULL, NULL, NULL};
    parts[i % 4] = &things[i];
    return (struct bg_memo_key){parts[0], parts[1], parts[2], parts[3]};
}

static void every_key_keeps_its_value(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_memo memo = {.arena = &arena};
    for (size_t i = 1; i < COUNT; i++) {
        const void **value = bg_memo_at(&memo, key_of(i));
        assert_null(*value);
        *value = &things[COUNT - i];
    }
    for (size_t i = 1; i < COUNT; i++) {
        assert_ptr_equal(*bg_memo_at(&memo, key_of(i)), &things[COUNT - i]);
    }
    bg_arena_finish(&arena);
}

UNIT(base_memo) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_key_keeps_its_value)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
