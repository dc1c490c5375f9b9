/*
 * Who writes where: all of one repository share its lock, wherever in it they stand, and others have their own. What is
 * written and removed is shown where it is used (release/apply).
 */
#include "base/leftover.h"

#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>

#include <cmocka.h>

static bool is_alone_in(struct bg_arena *arena, const char *folder, int *writing) {
    bool is_alone = false;
    *writing = bg_writing_begin(arena, bg_slice_of(folder), &is_alone);
    assert_true(*writing >= 0);
    return is_alone;
}

static void a_repository_has_one_lock(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_write(f, "a/b/file", "1\n");
    fixture_write(f, "c/file", "1\n");
    const char *root = fixture_path(f);
    const char *deep = bg_arena_printf(&arena, "%s/a/b", root).at;
    const char *others[] = {root, deep, bg_arena_printf(&arena, "%s/a", root).at,
                            bg_arena_printf(&arena, "%s/c", root).at, bg_arena_printf(&arena, "%s/c/../a/b/", root).at};
    int first;
    int second;
    assert_true(is_alone_in(&arena, deep, &first));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(is_alone_in(&arena, others[i], &second));
        bg_writing_end(second);
    }
    bg_writing_share(first);
    assert_false(is_alone_in(&arena, root, &second));
    bg_writing_share(second); /* both write, and nobody removes */
    bg_writing_end(first);
    bg_writing_end(second);
    assert_true(is_alone_in(&arena, root, &first));
    bg_writing_end(first);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* Outside of any repository each folder has its own. */
static void other_folders_have_their_own(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    const char *one = fixture_beside(f, "one");
    const char *two = fixture_beside(f, "two");
    int writing[3];
    assert_int_equal(mkdir(one, 0777), 0);
    assert_int_equal(mkdir(two, 0777), 0);
    assert_true(is_alone_in(&arena, one, &writing[0]));
    assert_true(is_alone_in(&arena, two, &writing[1]));
    assert_true(is_alone_in(&arena, fixture_path(f), &writing[2]));
    for (size_t i = 0; i < 3; i++) {
        bg_writing_end(writing[i]);
    }
    bool is_alone = true;
    assert_int_equal(bg_writing_begin(&arena, bg_slice_of(fixture_beside(f, "gone")), &is_alone), -1);
    assert_false(is_alone);
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(base_leftover) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_repository_has_one_lock),
        cmocka_unit_test(other_folders_have_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
