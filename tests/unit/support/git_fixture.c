/* The fixture itself: that it builds what it says, and builds it the same way twice. */
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/*
 *     first --- second ------ merge   (main)
 *          \                 /
 *           `---- topic ----'         (topic)
 */
static struct fixture *build(void) {
    static const struct fixture_file files[] = {{"a/b/one", "1\n"}, {"two", "2\n"}};
    struct fixture *f = fixture_new();
    fixture_write_files(f, files, 2);
    fixture_link(f, "link", "a/b/one");
    fixture_commit(f, "first");
    fixture_branch(f, "topic");
    fixture_remove(f, "two");
    fixture_commit(f, "topic");
    fixture_checkout(f, "main");
    fixture_write(f, "three", "3\n");
    fixture_commit(f, "second");
    fixture_merge(f, "topic", "merge");
    return f;
}

static void test_builds_what_it_says(void **state) {
    (void)state;
    struct fixture *f = build();
    assert_string_equal(fixture_git(f, "log", "--first-parent", "--format=%s", NULL), "merge\nsecond\nfirst");
    assert_string_equal(fixture_git(f, "ls-files", NULL), "a/b/one\nlink\nthree");
    assert_string_equal(fixture_git(f, "status", "--porcelain", NULL), "");
    assert_string_equal(fixture_git(f, "branch", "--show-current", NULL), "main");
    const char *shallow = fixture_clone(f, "shallow", "--depth=1", NULL);
    assert_string_equal(fixture_git_in(f, shallow, "log", "--format=%s", NULL), "merge");
    fixture_free(f);
}

static void test_builds_it_twice_the_same(void **state) {
    (void)state;
    struct fixture *one = build();
    struct fixture *two = build();
    assert_string_equal(fixture_id(one, "HEAD"), fixture_id(two, "HEAD"));
    assert_string_equal(fixture_id(one, "HEAD"), "9f54f0eec48441cfbe4f4fbc1c761c149a16449e");
    fixture_free(one);
    fixture_free(two);
}

static void test_leaves_nothing(void **state) {
    (void)state;
    struct fixture *f = build();
    char path[512];
    struct stat status;
    (void)snprintf(path, sizeof path, "%s", fixture_beside(f, ""));
    assert_int_equal(stat(path, &status), 0);
    fixture_free(f);
    assert_int_equal(stat(path, &status), -1);
    fixture_free(NULL);
}

UNIT(support_git_fixture) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_builds_what_it_says),
        cmocka_unit_test(test_builds_it_twice_the_same),
        cmocka_unit_test(test_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
