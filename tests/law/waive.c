/*
 * The law of waivers: whatever a configuration looks like and whatever a reason says, what is written has every byte of
 * the file as it was, and reads as the same configuration with exactly one waiver more, which says what was asked for.
 * Where that cannot be, nothing is written. Each kind of file with each kind of text.
 */
#include "release/waiver_file.h"
#include "rules/config.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const files[] = {
    "",
    "\n",
    "# a\n\n# b",
    "profile: airbyte # x\n",
    "profile: airbyte\r\n\r\ntitles: floor\r\n",
    "\xef\xbb\xbf# a\nprofile: airbyte\n",
    "---\nprofile: airbyte\n",
    "never_ships:\n  - \"a: #b\"\n  - 'c'\n",
    "never_ships:\n- a\n",
    "evidence: {'*': ignore}",
    "levels:\n  field-removed: minor\n\n\n\n",
    "waivers:\n",
    "waivers: # none\n# still none\nprofile: airbyte\n",
    "profile: airbyte\nwaivers:",
    "waivers: []",
    "waivers: [ ] # none\n",
    "waivers: [\n  # none\n]\nprofile: airbyte\n",
    "waivers: [{rule: field-removed}]\n",
    "waivers: [{rule: field-removed}, ]\n",
    "waivers:\n  [\n    {rule: field-removed},\n    {rule: stream-removed}\n  ]\n",
    "waivers:\n- rule: field-removed\n",
    "waivers:\n- rule: field-removed\n\n- rule: stream-removed\n  until: 2027-01-01\n\n# b\nprofile: airbyte\n",
    "waivers:\n    -\n        rule: field-removed\n        # c\n    # d\n\nprofile: airbyte\n",
    "waivers:\n  - rule: field-removed\n    reason: |-\n      a\n\n\n",
    "waivers:\n  - rule: field-removed\n    reason: \"a\n\n      b\"\n",
    "waivers:\n  - reason: a\n    rule: field-removed\n    connector:",
    "waivers:\n  - &a {rule: field-removed, reason: a}\n  - <<: *a\n    connector: b\n",
    "waivers:\r\n  - rule: field-removed\r\nprofile: airbyte",
    "\xef\xbb\xbfwaivers:\n- rule: field-removed\n",
    "{profile: airbyte}",
    "{\"profile\": \"airbyte\",\n \"waivers\": [\n  {\"rule\": \"field-removed\"}\n ]\n}\n",
    "{ }\n",
    "!!map\nprofile: airbyte\n",
    "? profile\n: airbyte\n",
};

/* What a text may hold. */
static const char *const texts[] = {
    "plain",
    "two words",
    "a: b",
    "a #b",
    "- a",
    "'a'",
    "\"a\"",
    "a\\b",
    "{a}",
    "[a]",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "a, b",
    "?",
    "|",
    ">",
    "yes",
    "null",
    "~",
    "1.5",
    "012",
    "1:30",
    "0x1f",
    "=",
    "<<",
    "2027-01-01",
    "...",
    "---",
    "a:",
    ":a",
    "a\xc3\xa9",
    "\xf0\x9f\x90\x9d",
    "\xe2\x80\x9cq\xe2\x80\x9d",
    "a  b",
    "#",
    "1e5",
};

enum { FILES = sizeof files / sizeof files[0], TEXTS = sizeof texts / sizeof texts[0] };

static void hold(struct bg_arena *arena, struct bg_slice old, const struct bg_waiver *waiver, size_t *made_count) {
    struct bg_rules rules;
    struct bg_waiver_text made;
    struct bg_config before;
    struct bg_config after;
    struct bg_waivers old_waivers;
    struct bg_waivers waivers;
    struct bg_error err;
    bg_rules_init(&rules, arena);
    struct bg_source *source = bg_source_new(arena, BG_LITERAL(".bumpgate.yaml"), old);
    if (!bg_waiver_file_add(arena, source, &rules, waiver, 1, &made, &err)) {
        assert_true(err.message[0] != '\0');
        return;
    }
    ++*made_count;
    assert_int_equal(made.text.len, old.len + made.len);
    assert_true(bg_slice_equal(bg_slice_range(made.text, 0, made.at), bg_slice_range(old, 0, made.at)));
    assert_true(bg_slice_equal(bg_slice_from(made.text, made.at + made.len), bg_slice_from(old, made.at)));
    assert_true(bg_config_read(&before, arena, source, &err));
    assert_true(bg_config_read(&after, arena, bg_source_new(arena, source->path, made.text), &err));
    assert_true(bg_waivers_read(&old_waivers, arena, bg_config_at(&before, "waivers"), NULL, &rules, old, &err));
    assert_true(bg_waivers_read(&waivers, arena, after.waivers, NULL, &rules, old, &err));
    assert_int_equal(waivers.count, old_waivers.count + 1);
    const struct bg_waiver *last = &waivers.items[old_waivers.count];
    assert_true(bg_slice_equal(last->reason, waiver->reason));
    assert_true(bg_slice_equal(last->stream, waiver->stream));
    assert_true(bg_slice_equal(last->fingerprint, waiver->fingerprint));
    const char *key;
    for (size_t k = 0; (key = bg_config_policy_key(k)) != NULL; k++) {
        const struct bg_node *was = bg_config_at(&before, key);
        assert_true(was == bg_config_at(&after, key) || bg_node_equal(was, bg_config_at(&after, key)));
    }
}

/* Nearly all files take one: a law that holds because nothing is ever written says nothing. */
static void test_every_file(void **state) {
    (void)state;
    size_t made_count = 0;
    for (size_t f = 0; f < FILES; f++) {
        for (size_t t = 0; t < TEXTS; t++) {
            struct bg_arena arena = BG_ARENA_EMPTY;
            const struct bg_waiver waiver = {
                .fingerprint = BG_LITERAL("012345670123"),
                .connector = BG_LITERAL("source-a"),
                .stream = bg_slice_of(texts[(t + f) % TEXTS]),
                .reason = bg_slice_of(texts[t]),
                .until = BG_LITERAL("2027-01-01"),
            };
            hold(&arena, bg_slice_of(files[f]), &waiver, &made_count);
            bg_arena_finish(&arena);
        }
    }
    assert_true(made_count >= (size_t)(FILES - 4) * TEXTS);
}

UNIT(law_waive) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
