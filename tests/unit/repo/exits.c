/* Ways out of folders: which texts may lead upwards, and which paths are found below a folder. */
#include "repo/exits.h"

#include "repo/repo.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *label;
    const char *text;
    bool leads_up;
} texts[] = {
    {"nothing", "", false},
    {"one dot", "file_path: ./schemas/a.json", false},
    {"an ellipsis", "description: and so on... or ...../x", false},
    {"the end of two sentences", "one..two", false},
    {"a path", "{\"$ref\": \"../a.json\"}", true},
    {"a path after an ellipsis", "x: ... see ../a.json", true},
    {"by itself", "up: '..'", true},
    {"at the start", "../a: x", true},
    {"at the end", "a: ..", true},
    {"a slash that is escaped", "{\"x\":\"..\\/a\"}", true},
    {"a dot that is escaped", "{\"x\":\".\\u002e/a\"}", true},
    {"a dot that is escaped as YAML does", "x: \".\\x2E/a\"", true},
    {"a value on the next line", "x:\n  ../a", true},
    {"a list of packages", "-e ../../bases/tests\n-e git+https://git.example/x\n", false},
    {"two texts in a template", "file_path: \"{{ '.' }}{{ '.' }}/a.json\"", true},
    {"a dot beside a template", "file_path: a/.{{ x }}/a.json", true},
    {"a dot after a template", "file_path: '{{ x }}.'", true},
    {"a dot after a template that is no path", "title: '{{ x }}.'", false},
    {"a dot after a template under a key with an escape", "\"file\\x5fpath\": '{{ x }}.'", true},
    {"parameters of one dot", "file_path: '{{ a }}{{ a }}/b.json'\n$parameters:\n  a: .\n", true},
    {"a parameter that ends with a dot", "{p: [x/.], file_path: '{{ p }}'}", true},
    {"one dot, and no template", "up: .\n", false},
    {"an ending after a template", "file_path: ./a/{{ name }}.json", false},
    {"sentences beside a template", "title: (a). B\nx: \"{{ y.z }}\"\nd: So, e.g. 1.5. And.", false},
    {"two lines", "x: \".\\\n  ./a\"", true},
};

static void text(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (bg_exits_text(bg_slice_of(texts[i].text)) != texts[i].leads_up) {
            fail_msg("%s: %s", texts[i].label, texts[i].leads_up ? "was not seen" : "was taken for a path upwards");
        }
    }
}

static void assert_found(struct bg_exits *exits, struct bg_tree *tree, const char *folder, enum bg_exit_kind kind,
                         const char *wanted) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_slice *paths;
    size_t count;
    struct bg_slice found = BG_LITERAL("");
    bg_exits_find(exits, tree, bg_slice_of(folder), kind, &arena, &paths, &count);
    for (size_t i = 0; i < count; i++) {
        found = bg_arena_printf(&arena, "%.*s%s%.*s", BG_ARGS(found), i == 0 ? "" : " ", BG_ARGS(paths[i]));
    }
    assert_string_equal(bg_arena_printf(&arena, "%.*s", BG_ARGS(found)).at, wanted);
    bg_arena_finish(&arena);
}

static void found(void **state) {
    (void)state;
    char deep[600] = "connectors/deep";
    struct fixture *f = fixture_new();
    for (size_t i = 0; i < 70; i++) {
        (void)strcat(deep, "/d");
    }
    (void)strcat(deep, "/x");
    fixture_write(f, deep, "x");
    fixture_write(f, "connectors/a/b/up.json", "{\"$ref\": \"../x.json\"}");
    fixture_write(f, "connectors/a/b/here.json", "{\"$ref\": \"x.json\"}");
    fixture_write(f, "connectors/a/b/up.py", "open('../x')");
    fixture_link(f, "connectors/a/link", "b");
    fixture_link(f, "connectors/gone", "../nowhere");
    fixture_link(f, "elsewhere", "connectors");
    (void)fixture_commit(f, "all");
    struct bg_repo *repo;
    struct bg_oid commit;
    struct bg_tree *tree;
    struct bg_error err;
    struct bg_exits exits = {0};
    assert_true(bg_repo_open(&repo, fixture_path(f), true, &err));
    assert_true(bg_repo_resolve(repo, "HEAD", &commit, &err));
    assert_true(bg_repo_tree(repo, &commit, &tree, &err));
    for (size_t i = 0; i < 2; i++) { /* the second time from what is remembered */
        assert_found(&exits, tree, "connectors/a", BG_EXIT_LINK, "connectors/a/link");
        assert_found(&exits, tree, "connectors/a", BG_EXIT_UPWARDS, "connectors/a/b/up.json");
        assert_found(&exits, tree, "nowhere", BG_EXIT_LINK, "");
        assert_found(&exits, tree, "connectors/gone", BG_EXIT_LINK, "connectors/gone");
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_slice *paths;
    size_t count;
    bg_exits_find(&exits, tree, BG_LITERAL(""), BG_EXIT_LINK, &arena, &paths, &count);
    assert_int_equal(count, 4); /* with the folder that is too deep to be looked into */
    bg_arena_finish(&arena);
    bg_exits_finish(&exits);
    bg_repo_free(repo);
    fixture_free(f);
}

/* What was found in one state of a folder, for another one: as if nothing had been asked before. */
static void another_state(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *text; /* NULL: it is removed */
        const char *found;
    } steps[] = {
        {"connectors/a/b/here.json", "{\"$ref\": \"x.json\"}", ""},
        {"connectors/a/b/up.json", "{\"$ref\": \"../x.json\"}", "connectors/a/b/up.json"},
        {"connectors/b/b/up.json", "{\"$ref\": \"../x.json\"}", "connectors/a/b/up.json connectors/b/b/up.json"},
        {"connectors/a/b/here.json", "x: ..", "connectors/a/b/here.json connectors/a/b/up.json connectors/b/b/up.json"},
        {"connectors/a/b/up.json", "{}", "connectors/a/b/here.json connectors/b/b/up.json"},
        {"connectors/a/b", NULL, "connectors/b/b/up.json"},
        {"connectors/a/b/up.json", "{\"$ref\": \"../x.json\"}", "connectors/a/b/up.json connectors/b/b/up.json"},
        {"connectors/b/b", NULL, "connectors/a/b/up.json"},
        {"connectors/b/b", "no folder: ..", "connectors/a/b/up.json connectors/b/b"},
    };
    struct fixture *f = fixture_new();
    struct bg_repo *repo;
    struct bg_oid commit;
    struct bg_tree *trees[sizeof steps / sizeof steps[0]];
    struct bg_error err;
    struct bg_exits exits = {0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i].text == NULL) {
            fixture_remove(f, steps[i].path);
        } else {
            fixture_write(f, steps[i].path, steps[i].text);
        }
        (void)fixture_commit(f, "step");
    }
    assert_true(bg_repo_open(&repo, fixture_path(f), true, &err));
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        char revision[32];
        (void)snprintf(revision, sizeof revision, "HEAD~%zu", sizeof steps / sizeof steps[0] - 1 - i);
        assert_true(bg_repo_resolve(repo, revision, &commit, &err));
        assert_true(bg_repo_tree(repo, &commit, &trees[i], &err));
        assert_found(&exits, trees[i], "connectors", BG_EXIT_UPWARDS, steps[i].found);
    }
    for (size_t i = sizeof steps / sizeof steps[0]; i > 0; i--) { /* and back */
        assert_found(&exits, trees[i - 1], "connectors", BG_EXIT_UPWARDS, steps[i - 1].found);
    }
    bg_exits_finish(&exits);
    bg_repo_free(repo);
    fixture_free(f);
}

UNIT(repo_exits) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(text), cmocka_unit_test(found),
                                       cmocka_unit_test(another_state)};
    return cmocka_run_group_tests_name("exits", tests, NULL, NULL);
}
