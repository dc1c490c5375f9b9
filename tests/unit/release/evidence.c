/*
 * Evidence of a release: the shared cases, and rows for what they leave open (form of entries, scope, rollout,
 * changelog). Every row is compared as a whole: all ids in order, the first message.
 */
#include "base/date.h"
#include "base/semver.h"
#include "text/read.h"
#include "release/evidence.h"
#include "release/version.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct bg_node *read_yaml(struct bg_arena *arena, const char *text) {
    const struct bg_node *root = NULL;
    struct bg_error err = {0};
    if (text != NULL &&
        !bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("metadata.yaml"), bg_slice_of(text)), NULL, &root, &err)) {
        fail_msg("%s", err.message);
    }
    return root;
}

/* "id id id", in order. */
static const char *joined_ids(struct bg_arena *arena, const struct bg_reasons *reasons) {
    struct bg_slice text = BG_LITERAL("");
    for (size_t r = 0; r < reasons->count; r++) {
        assert_true(reasons->items[r].message.len > 0);
        text = bg_arena_printf(arena, "%.*s%s%.*s", BG_ARGS(text), r == 0 ? "" : " ", BG_ARGS(reasons->items[r].id));
    }
    return text.at;
}

struct row {
    const char *name, *base, *head;
    enum bg_level required;
    const char *breaking, *base_breaking, *rollout, *guide;
    const char *ids, *message;
};

#define GUIDE "# X Migration Guide\n\n## Upgrading to 2.0.0\n"
#define ENTRY "2.0.0: {message: m, upgradeDeadline: \"2030-03-01\"}\n"

static const struct row rows[] = {
    {"complete", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, ENTRY, NULL, NULL, GUIDE, "", NULL},
    {"no entry", "1.0.0", "2.0.0", BG_LEVEL_NONE, NULL, NULL, NULL, NULL, "bc-entry-missing",
     "a breaking release needs an entry for `2.0.0` under releases.breakingChanges"},
    {"a candidate owes the entry of its release", "0.9.0", "0.10.0-rc.1", BG_LEVEL_MAJOR,
     "0.10.0: {message: m, upgradeDeadline: \"2030-03-01\"}", NULL, "enableProgressiveRollout: true",
     "# X Migration Guide\n## Upgrading to 0.10.0", "", NULL},
    {"a new connector owes none", NULL, "1.0.0", BG_LEVEL_NONE, NULL, NULL, NULL, NULL, "", NULL},
    {"an unchanged version owes none", "2.0.0", "2.0.0", BG_LEVEL_MAJOR, NULL, NULL, NULL, NULL, "", NULL},
    {"what stood there before is left alone", "2.0.0", "2.0.1", BG_LEVEL_PATCH, "old: {}\n3.0.0: x\n",
     "old: {}\n3.0.0: x\n", NULL, NULL, "", NULL},
    {"not a mapping", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, "2.0.0: soon", NULL, NULL, GUIDE, "bc-entry-invalid",
     "the entry for `2.0.0` is wrong: it is no mapping"},
    {"an unknown key", "1.0.0", "2.0.0", BG_LEVEL_MAJOR,
     "2.0.0: {message: m, upgradeDeadline: \"2030-03-01\", deadline: x}", NULL, NULL, GUIDE, "bc-entry-invalid",
     "the entry for `2.0.0` is wrong: it has an unknown key"},
    {"nothing said", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, "2.0.0: {message: \" \"}", NULL, NULL, GUIDE,
     "bc-message-empty bc-deadline-invalid", "the entry for `2.0.0` did not say what breaks"},
    {"a day that there is not", "1.0.0", "2.0.0", BG_LEVEL_MAJOR,
     "2.0.0: {message: m, upgradeDeadline: \"2030-02-29\"}", NULL, NULL, GUIDE, "bc-deadline-invalid",
     "the entry for `2.0.0` has no deadline of the form YYYY-MM-DD"},
    {"a deadline without quotes", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, "2.0.0: {message: m, upgradeDeadline: 2030-03-01}",
     NULL, NULL, GUIDE, "bc-deadline-invalid",
     "the deadline of `2.0.0` stood without quotes, so that YAML makes it a date and no text"},
    {"too soon", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, "2.0.0: {message: m, upgradeDeadline: \"2030-01-08\"}", NULL, NULL,
     GUIDE, "bc-deadline-too-soon", "the deadline 2030-01-08 leaves users less than 8 days from 2030-01-01"},
    {"a scope of another stream", "1.0.0", "2.0.0", BG_LEVEL_MAJOR,
     "2.0.0: {message: m, upgradeDeadline: \"2030-03-01\", scopedImpact: [{scopeType: stream, impactedScopes: [a, "
     "c]}]}",
     NULL, NULL, GUIDE, "bc-scope-incomplete bc-scope-unaffected",
     "the stream `b` breaks and is not in the scope of `2.0.0`"},
    {"a scope of nothing", "1.0.0", "2.0.0", BG_LEVEL_MAJOR,
     "2.0.0: {message: m, upgradeDeadline: \"2030-03-01\", scopedImpact: []}", NULL, NULL, GUIDE, "bc-entry-invalid",
     "the entry for `2.0.0` is wrong: its scopedImpact is no list with at least one item"},
    {"another title", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, ENTRY, NULL, NULL, "# Y Migration Guide\n## Upgrading to 2.0.0",
     "guide-title", "the title of the migration guide is not `# X Migration Guide`"},
    {"no title, a section in a fence", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, ENTRY, NULL, NULL,
     "```\n# X Migration Guide\n## Upgrading to 2.0.0\n```\n", "guide-title guide-heading-missing",
     "the title of the migration guide is not `# X Migration Guide`"},
    {"a candidate without flag", "1.0.0", "1.0.1-rc.1", BG_LEVEL_PATCH, NULL, NULL, NULL, NULL, "rollout-flag-missing",
     "the candidate `1.0.1-rc.1` needs releases.rolloutConfiguration.enableProgressiveRollout"},
    {"a candidate with the flag off", "1.0.0", "1.0.1-rc.1", BG_LEVEL_PATCH, NULL, NULL,
     "enableProgressiveRollout: false", NULL, "", NULL},
    {"another prerelease needs no flag", "1.0.0", "1.0.1-src.1", BG_LEVEL_PATCH, NULL, NULL, NULL, NULL, "", NULL},
    {"the flag without candidate", "1.0.1-rc.1", "1.0.1", BG_LEVEL_NONE, NULL, NULL, "enableProgressiveRollout: true",
     NULL, "rollout-flag-without-candidate", "enableProgressiveRollout is true, and `1.0.1` is no candidate"},
};

static void test_row(void **state) {
    static const struct bg_slice streams[] = {{"a", 1}, {"b", 1}};
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_evidence_query query = {
        .base = bg_slice_of(row->base),
        .head = bg_slice_of(row->head),
        .required = row->required,
        .title = BG_LITERAL("X"),
        .today = BG_LITERAL("2030-01-01"),
        .breaking = read_yaml(&arena, row->breaking),
        .base_breaking = read_yaml(&arena, row->base_breaking),
        .rollout = read_yaml(&arena, row->rollout),
        .guide_path = BG_LITERAL("x-migrations.md"),
        .streams = streams,
        .stream_count = 2,
    };
    if (row->guide != NULL) {
        query.guide = bg_source_new(&arena, query.guide_path, bg_slice_of(row->guide));
    }
    struct bg_reasons reasons = {.arena = &arena};
    bg_evidence_check(&query, &reasons);
    assert_string_equal(joined_ids(&arena, &reasons), row->ids);
    if (row->message != NULL) {
        assert_string_equal(reasons.items[0].message.at, row->message);
    }
    bg_arena_finish(&arena);
}

static void test_changelog(void **state) {
    (void)state;
    static const struct {
        const char *page, *ids;
    } pages[] = {
        {NULL, "changelog-missing"},
        {"# X\n", "changelog-missing"},
        {"# Changelog\n| Version | PR | Subject |\n|---|---|---|\n| 1.0.10 | [1](x) | 1.0.1 |\n",
         "changelog-row-missing"},
        {"# Changelog\n| Version | PR | Subject |\n|---|---|---|\n| `1.0.1` | [1](x) | x |\n", ""},
        {"# Changelog\n| Version | PR | Subject |\n|---|---|---|\n| 1.0.1 | *PR* | x |\n", "changelog-placeholder"},
        {"# Changelog\n| Version | Subject |\n|---|---|\n| 1.0.1 | x |\n", ""},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t p = 0; p < sizeof pages / sizeof pages[0]; p++) {
        struct bg_changelog_query query = {.version = BG_LITERAL("1.0.1"), .path = BG_LITERAL("x.md")};
        if (pages[p].page != NULL) {
            query.page = bg_source_new(&arena, query.path, bg_slice_of(pages[p].page));
        }
        struct bg_reasons reasons = {.arena = &arena};
        bg_evidence_check_changelog(&query, &reasons);
        assert_string_equal(joined_ids(&arena, &reasons), pages[p].ids);
    }
    bg_arena_finish(&arena);
}

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_date;
        long days;
    } dates[] = {
        {"1970-01-01", true, 0},     {"1969-12-31", true, -1},      {"2000-02-29", true, 11016},
        {"2024-12-31", true, 20088}, {"9999-12-31", true, 2932896}, {"1900-02-29", false, 0},
        {"2023-01-??", false, 0},    {"2023-1-01", false, 0},       {"2023-00-01", false, 0},
        {"2023-13-01", false, 0},    {"0000-01-01", false, 0},      {"2023-08-22-11", false, 0},
    };
    for (size_t d = 0; d < sizeof dates / sizeof dates[0]; d++) {
        long days = 0;
        assert_int_equal(bg_date_read(bg_slice_of(dates[d].text), &days), dates[d].is_date);
        assert_int_equal(days * dates[d].is_date, dates[d].days);
    }
}

static int compare_reasons(const void *a, const void *b) {
    return bg_slice_compare(((const struct bg_reason *)a)->id, ((const struct bg_reason *)b)->id);
}

static enum bg_level level_of(struct bg_slice name) {
    return bg_slice_is(name, "major")   ? BG_LEVEL_MAJOR
           : bg_slice_is(name, "minor") ? BG_LEVEL_MINOR
           : bg_slice_is(name, "patch") ? BG_LEVEL_PATCH
                                        : BG_LEVEL_NONE;
}

/* Whether the reasons that come to `effect` under the profile airbyte are those of a list; NULL is an empty one. */
static bool is_list(const struct bg_reasons *reasons, enum bg_evidence_effect effect, const struct bg_node *ids) {
    const struct bg_profile *profile = bg_profile_find(BG_LITERAL("airbyte"));
    size_t count = 0;
    for (size_t r = 0; r < reasons->count; r++) {
        struct bg_slice id = reasons->items[r].id;
        if (bg_evidence_effect_of(profile->evidence, profile->evidence_count, id) == effect) {
            if (ids == NULL || count >= ids->count || !bg_slice_equal(id, bg_node_text(ids->as.items[count]))) {
                return false;
            }
            count++;
        }
    }
    return count == (ids == NULL ? 0 : ids->count);
}

static void test_shared_evidence(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *root = shared_json(&arena, "conformance/versions.json");
    if (root == NULL) {
        skip();
    }
    const struct bg_node *cases = bg_node_at(root, "evidence");
    size_t wrong = 0;
    for (size_t c = 0; c < cases->count; c++) {
        const struct bg_node *row = cases->as.items[c];
        struct bg_evidence_query query = {
            .base = shared_text(row, "before"),
            .head = shared_text(row, "after"),
            .required = level_of(shared_text(row, "required")),
            .is_destination = bg_slice_is(shared_text(row, "connector_type"), "destination"),
            .is_broken_upstream = bg_node_is_true(bg_node_at(row, "already_broken_upstream")),
            .title = shared_text(row, "name"),
            .today = shared_text(row, "today"),
            .breaking = bg_node_at(row, "breaking_changes"),
        };
        struct bg_slice guide = shared_text(row, "guide");
        if (guide.at != NULL) {
            query.guide = bg_source_new(&arena, BG_LITERAL("guide.md"), guide);
        }
        struct bg_reasons reasons = {.arena = &arena};
        bg_evidence_check(&query, &reasons);
        if (reasons.count > 0) {
            qsort(reasons.items, reasons.count, sizeof reasons.items[0], compare_reasons);
        }
        if (!is_list(&reasons, BG_EVIDENCE_REJECT, bg_node_at(row, "codes")) ||
            !is_list(&reasons, BG_EVIDENCE_WARN, bg_node_at(row, "warnings"))) {
            print_error("%s: %s\n", shared_text(row, "id").at, joined_ids(&arena, &reasons));
            wrong++;
        }
    }
    print_message("evidence: %zu cases, %zu wrong\n", cases->count, wrong);
    assert_int_equal(wrong, 0);
    bg_arena_finish(&arena);
}

/* The peer judges single documents: an N.0.0 counts as a release after some (N-1), all else as unchanged. */
static bool is_accepted(struct bg_arena *arena, const struct bg_node *data) {
    struct bg_slice tag = bg_node_text(bg_node_at(data, "dockerImageTag"));
    struct bg_semver version;
    bool is_major = bg_semver_read(tag, &version, NULL) && bg_semver_core_carries(&version) == BG_LEVEL_MAJOR &&
                    !bg_semver_is_below_1(&version);
    struct bg_version_query asked = {.policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
                                     .base = is_major ? BG_LITERAL("0.9.0") : BG_LITERAL("0.0.0"),
                                     .head = tag.at == NULL ? BG_LITERAL("") : tag,
                                     .required = BG_LEVEL_NONE};
    struct bg_evidence_query query = {
        .base = is_major ? BG_LITERAL("0.9.0") : tag,
        .head = tag,
        .title = bg_node_text(bg_node_at(data, "name")),
        .today = BG_LITERAL("2023-01-01"),
        .breaking = bg_node_path(data, "releases", "breakingChanges", NULL),
        .rollout = bg_node_path(data, "releases", "rolloutConfiguration", NULL),
    };
    struct bg_reasons reasons = {.arena = arena};
    bg_evidence_check(&query, &reasons);
    size_t count = 0;
    for (size_t r = 0; r < reasons.count; r++) { /* the peer looks at no guide in this check */
        count += !bg_slice_starts(reasons.items[r].id, BG_LITERAL("guide-"));
    }
    return count == 0 && bg_version_check(arena, &asked).outcome == BG_OUTCOME_PASSED;
}

static void test_shared_metadata(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *cases = shared_json(&arena, "conformance/metadata_releases.json");
    if (cases == NULL) {
        skip();
    }
    size_t agreed = 0;
    for (size_t c = 0; c < cases->count; c++) {
        const struct bg_node *row = cases->as.items[c];
        bool is_same = is_accepted(&arena, bg_node_path(row, "metadata", "data", NULL)) ==
                       bg_node_is_true(bg_node_at(row, "peer_valid"));
        agreed += is_same;
        if (!is_same) {
            print_message("differs %s\n", shared_text(row, "id").at);
        }
    }
    print_message("metadata_releases.json: %zu of %zu cases agree\n", agreed, cases->count);
    assert_true(agreed >= 14);
    bg_arena_finish(&arena);
}

UNIT(release_evidence) {
    enum { COUNT = sizeof rows / sizeof rows[0], MORE = 4 };
    struct CMUnitTest tests[COUNT + MORE];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(test_changelog);
    tests[COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(test_dates);
    tests[COUNT + 2] = (struct CMUnitTest)cmocka_unit_test(test_shared_evidence);
    tests[COUNT + 3] = (struct CMUnitTest)cmocka_unit_test(test_shared_metadata);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
