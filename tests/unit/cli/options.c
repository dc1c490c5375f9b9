/*
 * The tables of options of all commands: what they name is there. That a command reads what it offers cannot be shown
 * here; tests/cli/unused_options.console shows that it refuses what it does not.
 */
#include "cli/command.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool has_option(const struct bg_option *options, const char *name, size_t len) {
    for (; options->name != NULL; options++) {
        if (strlen(options->name) == len && memcmp(options->name, name, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_verb(const struct bg_verb *verbs, const char *name, size_t len) {
    for (; verbs != NULL && verbs->name != NULL; verbs++) {
        if (strlen(verbs->name) == len && memcmp(verbs->name, name, len) == 0) {
            return true;
        }
    }
    return false;
}

/* A word that is misspelt in `only` would leave an option out in silence. */
static void names_only_options_that_are_there(void **state) {
    (void)state;
    for (size_t c = 0; c < bg_command_count; c++) {
        for (const struct bg_option_group *group = bg_commands[c]->groups; group->title != NULL; group++) {
            for (const char *word = group->only == NULL ? "" : group->only; *word != '\0';) {
                size_t len = strcspn(word, " ");
                if (!has_option(group->options, word, len)) {
                    fail_msg("%s: there is no option %.*s", bg_commands[c]->name, (int)len, word);
                }
                word += len + strspn(word + len, " ");
            }
        }
    }
}

static void names_only_verbs_that_are_there(void **state) {
    (void)state;
    for (size_t c = 0; c < bg_command_count; c++) {
        const struct bg_option_group *group = bg_commands[c]->groups;
        const struct bg_option *option = NULL;
        while ((option = bg_options_next(&group, option)) != NULL) {
            for (const char *word = option->verbs == NULL ? "" : option->verbs; *word != '\0';) {
                size_t len = strcspn(word, " ");
                if (!has_verb(bg_commands[c]->verbs, word, len)) {
                    fail_msg("%s --%s: there is no verb %.*s", bg_commands[c]->name, option->name, (int)len, word);
                }
                word += len + strspn(word + len, " ");
            }
        }
    }
}

/* Every command answers --help; no option stands in two tables of a command; its help is whole. */
static void can_be_read_and_told_apart(void **state) {
    (void)state;
    for (size_t c = 0; c < bg_command_count; c++) {
        struct bg_texts seen = {0};
        bool has_help = false;
        const struct bg_option_group *group = bg_commands[c]->groups;
        const struct bg_option *option = NULL;
        while ((option = bg_options_next(&group, option)) != NULL) {
            char help[BG_HELP_ROOM];
            bg_option_describe(option, help, sizeof help);
            assert_null(strstr(help, "%s"));
            assert_true(strlen(help) + 1 < sizeof help);
            for (size_t i = 0; i < seen.count; i++) {
                assert_string_not_equal(seen.at[i], option->name);
            }
            bg_texts_push(&seen, option->name);
            has_help |= strcmp(option->name, "help") == 0;
        }
        free(seen.at);
        assert_true(has_help);
    }
}

static const char *fruit(size_t i) {
    static const char *const words[] = {"apple", "pear", "plum", NULL};
    return words[i];
}

static void says_the_words_in_the_help(void **state) {
    (void)state;
    struct bg_option option = {.name = "eat", .help = "one of %s (default: none)", .word = fruit};
    char help[BG_HELP_ROOM];
    bg_option_describe(&option, help, sizeof help);
    assert_string_equal(help, "one of apple, pear or plum (default: none)");
    bg_option_describe(&option, help, 10);
    assert_string_equal(help, "one of ap");
    option.word = NULL;
    option.help = "anything";
    bg_option_describe(&option, help, sizeof help);
    assert_string_equal(help, "anything");
}

UNIT(cli_options) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_only_options_that_are_there),
        cmocka_unit_test(names_only_verbs_that_are_there),
        cmocka_unit_test(can_be_read_and_told_apart),
        cmocka_unit_test(says_the_words_in_the_help),
    };
    return cmocka_run_group_tests_name("cli/options", tests, NULL, NULL);
}
