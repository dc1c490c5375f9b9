/* Waivers into configurations: what each kind of file becomes. That nothing else changes is a law: tests/law/waive.c.
 */
#include "release/waiver_file.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define OLD "- rule: stream-removed\n    reason: r\n"
#define NEW(indent) indent "- rule: field-removed\n" indent "  reason: \"a: b\"\n"
#define BRACES "{rule: field-removed, reason: \"a: b\"}"
#define QUOTED "{\"rule\": \"field-removed\", \"reason\": \"a: b\"}"
#define REFUSED "no waiver could be added here without changing something else: add it by hand"

struct row {
    const char *name, *before;
    const char *after; /* or the error */
};

static const struct row rows[] = {
    {"no file", "", "waivers:\n" NEW("  ")},
    {"comments alone", "# Ours.\n", "# Ours.\n\nwaivers:\n" NEW("  ")},
    {"no section", "profile: airbyte\n", "profile: airbyte\n\nwaivers:\n" NEW("  ")},
    {"no section, a blank line at the end", "profile: airbyte\n\n", "profile: airbyte\n\nwaivers:\n" NEW("  ")},
    {"no section, all of it indented", "  profile: airbyte\n", "  profile: airbyte\n\n  waivers:\n" NEW("    ")},
    {"no section, no line end", "profile: airbyte",
     "profile: airbyte\n\nwaivers:\n  - rule: field-removed\n    reason: \"a: b\""},
    {"an empty section", "waivers:\nprofile: airbyte\n", "waivers:\n" NEW("  ") "profile: airbyte\n"},
    {"an empty section with a comment", "waivers: # none\n  # yet\nprofile: airbyte\n",
     "waivers: # none\n" NEW("  ") "  # yet\nprofile: airbyte\n"},
    {"a list", "waivers:\n  " OLD "profile: airbyte\n", "waivers:\n  " OLD NEW("  ") "profile: airbyte\n"},
    {"a list in the first column", "waivers:\n- rule: stream-removed\n  reason: r\nprofile: airbyte\n",
     "waivers:\n- rule: stream-removed\n  reason: r\n" NEW("") "profile: airbyte\n"},
    {"a list far in, with wide dashes", "waivers:\n    -   rule: stream-removed\n        reason: r\n",
     "waivers:\n    -   rule: stream-removed\n        reason: r\n"
     "    -   rule: field-removed\n        reason: \"a: b\"\n"},
    {"a blank line behind the list", "waivers:\n  " OLD "\nprofile: airbyte\n",
     "waivers:\n  " OLD NEW("  ") "\nprofile: airbyte\n"},
    {"comments of the last item, and of the next key", "waivers:\n  " OLD "    # or never\n# Ours.\nprofile: airbyte\n",
     "waivers:\n  " OLD "    # or never\n" NEW("  ") "# Ours.\nprofile: airbyte\n"},
    {"a comment behind the last value", "waivers:\n  - reason: r\n    rule: stream-removed # gone\n",
     "waivers:\n  - reason: r\n    rule: stream-removed # gone\n" NEW("  ")},
    {"a reason of several lines",
     "waivers:\n  - rule: stream-removed\n    reason: >-\n      a\n      b\n\nprofile: airbyte\n",
     "waivers:\n  - rule: stream-removed\n    reason: >-\n      a\n      b\n" NEW("  ") "\nprofile: airbyte\n"},
    {"items in braces", "waivers:\n  - {rule: stream-removed, reason: r}\n",
     "waivers:\n  - {rule: stream-removed, reason: r}\n" NEW("  ")},
    {"a list without a line end", "waivers:\n  - rule: stream-removed",
     "waivers:\n  - rule: stream-removed\n  - rule: field-removed\n    reason: \"a: b\""},
    {"line ends of Windows", "waivers:\r\n  - rule: stream-removed\r\nprofile: airbyte\r\n",
     "waivers:\r\n  - rule: stream-removed\r\n  - rule: field-removed\r\n    reason: \"a: b\"\r\nprofile: airbyte\r\n"},
    {"a byte order mark",
     "\xef\xbb\xbf"
     "waivers:\n  " OLD,
     "\xef\xbb\xbf"
     "waivers:\n  " OLD NEW("  ")},
    {"a byte order mark, no section",
     "\xef\xbb\xbf"
     "profile: airbyte\n",
     "\xef\xbb\xbf"
     "profile: airbyte\n\nwaivers:\n" NEW("  ")},
    {"an empty list in brackets", "waivers: []\n", "waivers: [" BRACES "]\n"},
    {"an empty list with a comment", "waivers: [ # none\n]\n", "waivers: [" BRACES " # none\n]\n"},
    {"a list in brackets", "waivers: [{rule: stream-removed, reason: r}] # all\n",
     "waivers: [{rule: stream-removed, reason: r}, " BRACES "] # all\n"},
    {"a list in brackets with a last comma", "waivers: [\n  {rule: stream-removed}, # a\n]\n",
     "waivers: [\n  {rule: stream-removed}, " BRACES ", # a\n]\n"},
    {"JSON", "{\"profile\": \"airbyte\"}\n", "{\"profile\": \"airbyte\", \"waivers\": [" QUOTED "]}\n"},
    {"empty JSON", "{}\n", "{\"waivers\": [" QUOTED "]}\n"},
    {"JSON with a list", "{\"waivers\": [{\"rule\": \"stream-removed\"}]}",
     "{\"waivers\": [{\"rule\": \"stream-removed\"}, " QUOTED "]}"},
    {"a document that begins", "---\nprofile: airbyte\n", "---\nprofile: airbyte\n\nwaivers:\n" NEW("  ")},
    {"a document that ends", "profile: airbyte\n...\n", REFUSED},
    {"a word for nothing", "waivers: null\n", REFUSED},
    {"a list that has a name", "waivers: &a\n  " OLD "never_ships: [x]\n", REFUSED},
    {"a list that is wrong", "waivers:\n  - rule: nothing-like-it\n", "there is no rule `nothing-like-it`"},
    {"no list", "waivers: {rule: stream-removed}\n", "`waivers` is not a list of at most 1000 waivers"},
    {"an unknown key", "waiver: []\n", "the configuration has no key `waiver`; did you mean `waivers`?"},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_rules rules;
    struct bg_waiver_text made;
    struct bg_error err;
    const struct bg_waiver waiver = {.rule = BG_LITERAL("field-removed"), .reason = BG_LITERAL("a: b")};
    bg_rules_init(&rules, &arena);
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL(".bumpgate.yaml"), bg_slice_of(row->before));
    bool is_made = bg_waiver_file_add(&arena, source, &rules, &waiver, 1, &made, &err);
    assert_string_equal(is_made ? bg_arena_copy(&arena, made.text).at : err.message, row->after);
    bg_arena_finish(&arena);
}

UNIT(release_waiver_file) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        union {
            const struct row *row;
            void *state;
        } pass = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = test_row, .initial_state = pass.state};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
