/* Files that are no documents: what the readers of YAML and JSON say of each. */
#include "text/foreign.h"

#include "support/unit.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    struct bg_slice text;
    const char *word; /* of the sentence; NULL: it is no foreign file */
} rows[] = {
    {{"version https://git-lfs.github.com/spec/v1\noid sha256:a\n", 56}, "Git LFS"},
    {{"\0GITCRYPT\0\x01", 11}, "git-crypt"},
    {{"\xff\xfe{\0", 4}, "UTF-16"},
    {{"\xfe\xff\0{", 4}, "UTF-16"},
    {{"\xff\xfe\0\0{\0\0\0", 8}, "UTF-32"},
    {{"\0\0\xfe\xff\0\0\0{", 8}, "UTF-32"},
    {{"<<<<<<< ours\n{\"a\": 1}\n=======\n{}\n>>>>>>> theirs\n", 48}, "a merge was not finished"},
    {{"\xef\xbb\xbf{}", 5}, NULL},
    {{"{}", 2}, NULL},
};

static void test_sentences(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_source *source = bg_source_new(&arena, BG_LITERAL("a.json"), rows[i].text);
        const struct bg_node *node;
        struct bg_error yaml = {0};
        struct bg_error json = {0};
        bool is_yaml = bg_read_yaml(&arena, source, NULL, &node, &yaml);
        bool is_json = bg_read_json(&arena, source, NULL, &node, &json);
        assert_int_equal(is_yaml, rows[i].word == NULL);
        assert_int_equal(is_json, rows[i].word == NULL);
        if (rows[i].word != NULL) {
            assert_non_null(strstr(yaml.message, rows[i].word));
            assert_string_equal(yaml.message, json.message);
            assert_string_equal(json.file, "a.json");
        }
        bg_arena_finish(&arena);
    }
}

UNIT(text_foreign) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences)};
    return cmocka_run_group_tests_name("foreign", tests, NULL, NULL);
}
