/*
 * What a release of Airbyte brings along: the shared cases, and rows for what they leave open (form of entries, scope,
 * rollout), in a layout that keeps it all in places that no other has. Every row is compared as a whole: all ids in
 * order, the first message.
 */
#include "airbyte/artefacts.h"
#include "base/semver.h"
#include "text/builder.h"
#include "text/read.h"
#include "release/release.h"
#include "release/version.h"
#include "support/shared.h"
#include "support/trees.h"
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

/* One release to be checked. */
struct sample {
    struct bg_slice name, title, base, head, today;
    enum bg_level required;
    bool has_streams; /* `a` and `b` break; else that is not known */
    const struct bg_node *breaking, *base_breaking, *rollout;
    const char *guide; /* its path, or NULL */
    bool ignores_deadline;
};

static const struct bg_node *map_of(struct bg_arena *arena, const char *key, const struct bg_node *value,
                                    const char *other_key, const struct bg_node *other_value) {
    struct bg_members members = {.arena = arena};
    const struct bg_node *any = value != NULL ? value : other_value;
    if (any == NULL) {
        return NULL;
    }
    if (value != NULL) {
        bg_members_put(&members, (struct bg_member){.key = bg_slice_of(key), .value = value});
    }
    if (other_value != NULL) {
        bg_members_put(&members, (struct bg_member){.key = bg_slice_of(other_key), .value = other_value});
    }
    return bg_node_new_map(arena, members.items, members.count, any);
}

static struct bg_connector connector_of(struct bg_arena *arena, const struct sample *sample, struct bg_slice version,
                                        const struct bg_node *breaking, const struct bg_node *rollout) {
    const struct bg_node *release = map_of(arena, "breaking", breaking, "rollout", rollout);
    struct bg_slice guide = sample->guide == NULL ? BG_LITERAL("none.md") : bg_slice_of(sample->guide);
    return (struct bg_connector){
        .about = {.name = sample->name,
                  .title = sample->title,
                  .version = {.text = version},
                  .guide_path = guide,
                  .metadata = map_of(arena, "info", map_of(arena, "release", release, "", NULL), "", NULL)}};
}

/* All that is wrong with it, in the order of the documents. */
static struct bg_verdict check(struct bg_arena *arena, struct bg_tree *tree, const struct sample *sample) {
    static const struct bg_finding findings[] = {
        {.level = BG_LEVEL_MAJOR, .stream = {"a", 1}},
        {.level = BG_LEVEL_MAJOR, .stream = {"b", 1}},
        {.level = BG_LEVEL_MAJOR, .stream = {"a", 1}},
        {.level = BG_LEVEL_MINOR, .stream = {"c", 1}},
        {.level = BG_LEVEL_MAJOR, .stream = {"d", 1}, .waived = {"known", 5}},
    };
    struct bg_evidence_rule rules[] = {
        {BG_LITERAL("*"), BG_EVIDENCE_REJECT},
        {BG_LITERAL("bc-deadline-too-soon"), sample->ignores_deadline ? BG_EVIDENCE_IGNORE : BG_EVIDENCE_REJECT},
    };
    struct bg_layout layout = {.metadata = BG_LITERAL("connector.yaml"),
                               .metadata_below = BG_LITERAL("info"),
                               .breaking = BG_LITERAL("info.release.breaking"),
                               .rollout = BG_LITERAL("info.release.rollout"),
                               .guide = BG_LITERAL("guides/{name}.md")};
    struct bg_connector base = connector_of(arena, sample, sample->base, sample->base_breaking, NULL);
    struct bg_connector head = connector_of(arena, sample, sample->head, sample->breaking, sample->rollout);
    base.about.guide_path = BG_NO_SLICE;
    struct bg_problems problems = {.arena = arena};
    struct bg_release_query query = {
        .base_tree = tree,
        .head_tree = tree,
        .layout = &layout,
        .artefacts = &bg_airbyte_artefacts,
        .base = sample->base.at == NULL ? NULL : &base,
        .head = &head,
        .evidence = rules,
        .evidence_count = 2,
        .notice = bg_profile_find(BG_LITERAL("airbyte"))->notice,
        .today = sample->today,
        .problems = &problems,
    };
    struct bg_verdict verdict = {.required = sample->required,
                                 .findings = findings,
                                 .finding_count = sample->has_streams ? sizeof findings / sizeof findings[0] : 0};
    bg_release_check(arena, &query, &verdict);
    return verdict;
}

/* "id id id", in order. */
static const char *joined_ids(struct bg_arena *arena, const struct bg_verdict *verdict) {
    struct bg_slice text = BG_LITERAL("");
    for (size_t r = 0; r < verdict->reason_count; r++) {
        assert_true(verdict->reasons[r].message.len > 0);
        text = bg_arena_printf(arena, "%.*s%s%s", BG_ARGS(text), r == 0 ? "" : " ", bg_id_name(verdict->reasons[r].id));
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
     "a breaking release needs an entry for `2.0.0` under release.breaking"},
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
     "bc-message-empty bc-deadline-missing", "the entry for `2.0.0` did not say what breaks"},
    {"a day that there is not", "1.0.0", "2.0.0", BG_LEVEL_MAJOR,
     "2.0.0: {message: m, upgradeDeadline: \"2030-02-29\"}", NULL, NULL, GUIDE, "bc-deadline-invalid",
     "the entry for `2.0.0` has no deadline of the form YYYY-MM-DD"},
    {"a deadline without quotes", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, "2.0.0: {message: m, upgradeDeadline: 2030-03-01}",
     NULL, NULL, GUIDE, "bc-deadline-invalid",
     "the deadline of `2.0.0` stood without quotes, so that YAML makes it a date and no text"},
    {"too soon", "1.0.0", "2.0.0", BG_LEVEL_MAJOR, "2.0.0: {message: m, upgradeDeadline: \"2030-01-08\"}", NULL, NULL,
     GUIDE, "bc-deadline-too-soon", "the deadline 2030-01-08 leaves users less than 8 days from 2030-01-01"},
    {"a day that was promised, and a later one", "2.0.0", "2.0.1", BG_LEVEL_PATCH,
     "1.0.0: {message: m, upgradeDeadline: \"2030-04-01\"}\n2.0.0: {message: m, upgradeDeadline: \"2030-03-01\"}",
     "1.0.0: {message: m, upgradeDeadline: \"2030-03-01\"}\n2.0.0: {message: m, upgradeDeadline: \"2030-04-01\"}", NULL,
     "# X Migration Guide\n## Upgrading to 2.0.0\n## Upgrading to 1.0.0", "bc-deadline-shortened",
     "the deadline of `2.0.0` was 2030-04-01 and is 2030-03-01 now"},
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
     "the candidate `1.0.1-rc.1` needs release.rollout.enableProgressiveRollout"},
    {"a candidate with the flag off", "1.0.0", "1.0.1-rc.1", BG_LEVEL_PATCH, NULL, NULL,
     "enableProgressiveRollout: false", NULL, "", NULL},
    {"another prerelease needs no flag", "1.0.0", "1.0.1-src.1", BG_LEVEL_PATCH, NULL, NULL, NULL, NULL, "", NULL},
    {"the flag without candidate", "1.0.1-rc.1", "1.0.1", BG_LEVEL_NONE, NULL, NULL, "enableProgressiveRollout: true",
     NULL, "rollout-flag-without-candidate", "enableProgressiveRollout is true, and `1.0.1` is no candidate"},
};

/* The guides of all rows, each as the file of its number. */
static const char *guide_path(struct bg_arena *arena, size_t number) {
    return bg_arena_printf(arena, "guides/%zu.md", number).at;
}

static struct trees trees;

static int make_guides(void **state) {
    enum { COUNT = 1 + sizeof rows / sizeof rows[0] };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture_file files[COUNT + 1] = {{.path = "README.md", .text = "x"}};
    size_t count = 1;
    (void)state;
    for (size_t r = 0; r + 1 < COUNT; r++) {
        if (rows[r].guide != NULL) {
            files[count++] = (struct fixture_file){guide_path(&arena, r), rows[r].guide};
        }
    }
    files[count] = (struct fixture_file){0};
    trees_init(&trees, files, NULL);
    bg_arena_finish(&arena);
    return 0;
}

static int drop_guides(void **state) {
    (void)state;
    trees_finish(&trees);
    return 0;
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct sample sample = {
        .name = BG_LITERAL("source-x"),
        .base = bg_slice_of(row->base),
        .head = bg_slice_of(row->head),
        .required = row->required,
        .has_streams = true,
        .title = BG_LITERAL("X"),
        .today = BG_LITERAL("2030-01-01"),
        .breaking = read_yaml(&arena, row->breaking),
        .base_breaking = read_yaml(&arena, row->base_breaking),
        .rollout = read_yaml(&arena, row->rollout),
        .guide = row->guide == NULL ? NULL : guide_path(&arena, (size_t)(row - rows)),
    };
    struct bg_verdict verdict = check(&arena, trees.base, &sample);
    assert_string_equal(joined_ids(&arena, &verdict), row->ids);
    if (row->message != NULL) {
        assert_string_equal(verdict.reasons[0].message.at, row->message);
    }
    bg_arena_finish(&arena);
}

static int compare_reasons(const void *a, const void *b) {
    return strcmp(bg_id_name(((const struct bg_reason *)a)->id), bg_id_name(((const struct bg_reason *)b)->id));
}

static enum bg_level level_of(struct bg_slice name) {
    return bg_slice_is(name, "major")   ? BG_LEVEL_MAJOR
           : bg_slice_is(name, "minor") ? BG_LEVEL_MINOR
           : bg_slice_is(name, "patch") ? BG_LEVEL_PATCH
                                        : BG_LEVEL_NONE;
}

/* Whether the reasons that come to `effect` under the profile airbyte are those of a list; NULL is an empty one. */
static bool is_list(const struct bg_reason *reasons, size_t reason_count, enum bg_evidence_effect effect,
                    const struct bg_node *ids) {
    const struct bg_profile *profile = bg_profile_find(BG_LITERAL("airbyte"));
    size_t count = 0;
    for (size_t r = 0; r < reason_count; r++) {
        struct bg_slice id = bg_slice_of(bg_id_name(reasons[r].id));
        if (bg_evidence_effect_of(profile->evidence, profile->evidence_count, reasons[r].id) == effect) {
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
    struct fixture_file *files = bg_arena_array(&arena, cases->count + 2, sizeof files[0]);
    size_t count = 0;
    files[count++] = (struct fixture_file){"README.md", "x"};
    for (size_t c = 0; c < cases->count; c++) {
        struct bg_slice guide = shared_text(cases->as.items[c], "guide");
        if (guide.at != NULL) {
            files[count++] = (struct fixture_file){guide_path(&arena, c), bg_arena_copy(&arena, guide).at};
        }
    }
    struct trees shared;
    trees_init(&shared, files, NULL);
    size_t wrong = 0;
    for (size_t c = 0; c < cases->count; c++) {
        const struct bg_node *row = cases->as.items[c];
        bool is_destination = bg_slice_is(shared_text(row, "connector_type"), "destination");
        struct sample sample = {
            .name = is_destination ? BG_LITERAL("destination-x") : BG_LITERAL("source-x"),
            .base = shared_text(row, "before"),
            .head = shared_text(row, "after"),
            .required = level_of(shared_text(row, "required")),
            .title = shared_text(row, "name"),
            .today = shared_text(row, "today"),
            .breaking = bg_node_at(row, "breaking_changes"),
            .guide = bg_node_at(row, "guide") == NULL ? NULL : guide_path(&arena, c),
            /* No file shows that users are broken already: who knows it says so in the configuration. */
            .ignores_deadline = bg_node_is_true(bg_node_at(row, "already_broken_upstream")),
        };
        struct bg_verdict verdict = check(&arena, shared.base, &sample);
        struct bg_reason *reasons = bg_arena_array(&arena, verdict.reason_count, sizeof reasons[0]);
        for (size_t r = 0; r < verdict.reason_count; r++) {
            reasons[r] = verdict.reasons[r];
        }
        if (verdict.reason_count > 0) {
            qsort(reasons, verdict.reason_count, sizeof reasons[0], compare_reasons);
        }
        if (!is_list(reasons, verdict.reason_count, BG_EVIDENCE_REJECT, bg_node_at(row, "codes")) ||
            !is_list(reasons, verdict.reason_count, BG_EVIDENCE_WARN, bg_node_at(row, "warnings"))) {
            print_error("%s: %s\n", shared_text(row, "id").at, joined_ids(&arena, &verdict));
            wrong++;
        }
    }
    trees_finish(&shared);
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
    struct sample sample = {
        .name = BG_LITERAL("source-x"),
        .base = is_major ? BG_LITERAL("0.9.0") : tag,
        .head = tag,
        .title = bg_node_text(bg_node_at(data, "name")),
        .today = BG_LITERAL("2023-01-01"),
        .breaking = bg_node_path(data, "releases", "breakingChanges", NULL),
        .rollout = bg_node_path(data, "releases", "rolloutConfiguration", NULL),
    };
    struct bg_verdict verdict = check(arena, trees.base, &sample);
    size_t count = 0;
    for (size_t r = 0; r < verdict.reason_count; r++) { /* the peer looks at no guide in this check */
        count += !bg_slice_starts(bg_slice_of(bg_id_name(verdict.reasons[r].id)), BG_LITERAL("guide-"));
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

UNIT(airbyte_artefacts) {
    enum { COUNT = sizeof rows / sizeof rows[0], MORE = 2 };
    struct CMUnitTest tests[COUNT + MORE];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(test_shared_evidence);
    tests[COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(test_shared_metadata);
    return cmocka_run_group_tests(tests, make_guides, drop_guides);
}
