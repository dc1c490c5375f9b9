/* Where pull requests are: every form in which a repository is named, and links as they stand in pages. */
#include "release/pull_link.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_address(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"owner/name", "https://github.com/owner/name/pull/"},
        {"https://github.com/owner/name.git", "https://github.com/owner/name/pull/"},
        {"https://github.com/owner/name/", "https://github.com/owner/name/pull/"},
        {"https://user:secret@git.example.com:8443/a/b.git", "https://git.example.com:8443/a/b/pull/"},
        {"http://git.example.com/a/b", "http://git.example.com/a/b/pull/"},
        {"git@github.com:owner/name.git", "https://github.com/owner/name/pull/"},
        {"ssh://git@git.example.com:2222/a/b.git", "https://git.example.com/a/b/pull/"},
        {"git@gitlab.com:group/sub/name.git", "https://gitlab.com/group/sub/name/-/merge_requests/"},
        {"https://bitbucket.org/a/b", "https://bitbucket.org/a/b/pull-requests/"},
        {"https://codeberg.org/a/b.git", "https://codeberg.org/a/b/pulls/"},
        {"https://dev.azure.com/a/b/_git/c", "https://dev.azure.com/a/b/_git/c/pullrequest/"},
        {"https://code.example.com/a/b/-/merge_requests/", "https://code.example.com/a/b/-/merge_requests/"},
        {"https://github.com:443/owner/name.git", "https://github.com/owner/name/pull/"},
        {"http://bitbucket.org/a/b", "https://bitbucket.org/a/b/pull-requests/"},
        {"ssh://git@ssh.github.com:443/owner/name.git", "https://github.com/owner/name/pull/"},
        {"ssh://git@altssh.gitlab.com:443/a/b.git", "https://gitlab.com/a/b/-/merge_requests/"},
        {"ssh://git@altssh.bitbucket.org:443/a/b.git", "https://bitbucket.org/a/b/pull-requests/"},
        {"git@github.com-work:owner/name.git", "https://github.com/owner/name/pull/"},
        {"https://github.company.example/owner/name.git", "https://github.company.example/owner/name/pull/"},
        {"git@code.example.com:/owner/name.git/", "https://code.example.com/owner/name/pull/"},
        {"git@code.example.com:group/sub/name.git", "https://code.example.com/group/sub/name/-/merge_requests/"},
        {"https://oauth2:se@cret@code.example.com/a/b", "https://code.example.com/a/b/pull/"},
        {"org@vs-ssh.visualstudio.com:v3/org/project/name", "https://dev.azure.com/org/project/_git/name/pullrequest/"},
        {"git@ssh.dev.azure.com:v3/org/project/name", "https://dev.azure.com/org/project/_git/name/pullrequest/"},
        {"https://tfs.example.com/all/project/_git/name", "https://tfs.example.com/all/project/_git/name/pullrequest/"},
        {"https://bitbucket.example.com/scm/prj/name.git",
         "https://bitbucket.example.com/projects/prj/repos/name/pull-requests/"},
        {"ssh://git@bitbucket.example.com:7999/prj/name.git",
         "https://bitbucket.example.com/projects/prj/repos/name/pull-requests/"},
        {"https://git.example.com:7990/scm/~me/name.git",
         "https://git.example.com:7990/users/me/repos/name/pull-requests/"},
        {"HTTPS://GitLab.com/Group/Name.git", "https://gitlab.com/Group/Name/-/merge_requests/"},
        {"git@GitHub.com:Owner/Name.git", "https://github.com/Owner/Name/pull/"},
        {"git@git.sr.ht:~me/name", NULL},
        {"git@ssh.dev.azure.com:v4/other", NULL},
        {"https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/name", NULL},
        {"", NULL},
        {"name", NULL},
        {"../other", NULL},
        {"./a", NULL},
        {"/srv/git/name.git", NULL},
        {"file:///srv/git/name.git", NULL},
        {"work:owner/name", NULL},
        {"a/b/c", NULL},
        {"https://github.com/owner", NULL},
        {"https://git hub.com/a/b", NULL},
        {"https://github.com/a/b) [x](y", NULL},
        {"ftp://github.com/a/b", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice found = bg_pull_address(&arena, bg_slice_of(rows[i][0]));
        if (rows[i][1] == NULL ? found.at != NULL : !bg_slice_is(found, rows[i][1])) {
            fail_msg("%s: %.*s", rows[i][0], BG_ARGS(found));
        }
        bg_arena_finish(&arena);
    }
}

static void test_in_a_text(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"| 1.0.0 | 2030-01-01 | [12](https://github.com/a/b/pull/12) | x |", "https://github.com/a/b/pull/"},
        {"* Add [#4](https://git.example.com/a/b/-/merge_requests/4)", "https://git.example.com/a/b/-/merge_requests/"},
        {"[issue](https://github.com/x/y/issues/1) [2](https://github.com/a/b/pull/2)", "https://github.com/a/b/pull/"},
        {"[1](https://github.com/a/b/pull/1/files)\n[2](https://github.com/c/d/pull/2 )",
         "https://github.com/c/d/pull/"},
        {"[1](https://github.com/a/b/pull/)", NULL},
        {"[1](https://github.com/a{b/pull/1)", NULL},
        {"[1](/pull/1) ](http", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_slice found = bg_pull_address_in(bg_slice_of(rows[i][0]));
        if (rows[i][1] == NULL ? found.at != NULL : !bg_slice_is(found, rows[i][1])) {
            fail_msg("%s: %.*s", rows[i][0], BG_ARGS(found));
        }
    }
}

static void test_is_linked(void **state) {
    (void)state;
    struct bg_slice number = BG_LITERAL("12");
    static const char *const linked[] = {"[12](https://github.com/a/b/pull/12)", "x/pull/12",
                                         "/pull/123 /pull/12/files",
                                         "[12](https://gitlab.com/a/b/-/merge_requests/12)"};
    static const char *const others[] = {"", "12", "/pull/123", "/pull/112", "/issues/12", "/pull/"};
    for (size_t i = 0; i < sizeof linked / sizeof linked[0]; i++) {
        assert_true(bg_pull_is_linked(bg_slice_of(linked[i]), number));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(bg_pull_is_linked(bg_slice_of(others[i]), number));
    }
    assert_false(bg_pull_is_linked(BG_LITERAL("/pull/"), BG_LITERAL("")));
}

UNIT(release_pull_link) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_address), cmocka_unit_test(test_in_a_text),
                                       cmocka_unit_test(test_is_linked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
