/*
 * The law of artefacts: in every layout, `draft`, its blanks filled in, then `bump` makes `check` pass. Built-in
 * layouts and others that keep each artefact at a place of their own; where a layout has no paperwork, the draft says
 * so, and the law holds without it. What is written where is looked at by tests/unit and tests/cli.
 */
#include "base/embedded.h"
#include "base/file.h"
#include "bumpgate.h"
#include "report/result.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST_FILES = 10 };

#define BLANK "bumpgate:blank"
#define SCHEMA(properties) "{\"type\": \"object\", \"properties\": {" properties "}}"
#define ID "\"id\": {\"type\": \"integer\"}"
#define BOTH ID ", \"email\": {\"type\": \"string\"}"
#define MANIFEST(properties)                                                                                           \
    "version: 6.0.0\ntype: DeclarativeSource\ncheck: {type: CheckStream, stream_names: [users]}\nstreams:\n"           \
    "  - {type: DeclarativeStream, name: users, schema_loader: {type: InlineSchemaLoader, schema: " SCHEMA(            \
        properties) "}}\n"
#define TABLE "# X\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n"
#define AIRBYTE "airbyte-integrations/connectors/source-x/"
#define OWN                                                                                                            \
    "  detect: extractors/*/about.yaml\n  profile: airbyte\n  roots: \"extractors/{name}\"\n  marker: about.yaml\n"    \
    "  variants: [{id: files, schemas: schemas, code: streams}]\n"

struct law {
    const char *name; /* the layout, and more after a comma */
    struct fixture_file files[MOST_FILES];
    struct fixture_file breaks; /* what the head has in place of one of them */
    const char *refusal;        /* of the draft, where the layout has no paperwork; NULL: it is written */
    bool has_no_version;        /* releases are tags: nothing is bumped */
};

static const struct law laws[] = {
    {.name = "airbyte-monorepo",
     .files = {{AIRBYTE "metadata.yaml", "data:\n  name: X\n  dockerImageTag: 1.4.2\n  documentationUrl: "
                                         "https://docs.airbyte.com/integrations/sources/x\n"},
               {AIRBYTE "pyproject.toml", "[tool.poetry]\nversion = \"1.4.2\"\n"},
               {AIRBYTE "manifest.yaml", MANIFEST(BOTH)},
               {"docs/integrations/sources/x.md", TABLE}},
     .breaks = {AIRBYTE "manifest.yaml", MANIFEST(ID)}},
    {.name = "airbyte-monorepo, with a guide and without a name",
     .files = {{AIRBYTE "metadata.yaml",
                "data:\n  dockerImageTag: 1.4.2\n  releases:\n    breakingChanges:\n      1.0.0:\n        message: m\n"
                "        upgradeDeadline: \"2020-01-01\"\n"},
               {AIRBYTE "manifest.yaml", MANIFEST(BOTH)},
               {"docs/integrations/sources/x-migrations.md",
                "# source-x Migration Guide\n\n## Upgrading to 1.0.0\n\nText.\n"},
               {"docs/integrations/sources/x.md", TABLE}},
     .breaks = {AIRBYTE "manifest.yaml", MANIFEST(ID)}},
    {.name = "airbyte-single",
     .files = {{"metadata.yaml", "data:\n  name: X\n  dockerRepository: acme/destination-x\n  dockerImageTag: 1.4.2\n"},
               {"manifest.yaml", MANIFEST(BOTH)}},
     .breaks = {"manifest.yaml", MANIFEST(ID)}},
    {.name = "airbyte-own",
     .files = {{"connectors/source-x/metadata.yaml", "data:\n  dockerImageTag: 1.4.2\n"},
               {"connectors/source-x/manifest.yaml", MANIFEST(BOTH)}},
     .breaks = {"connectors/source-x/manifest.yaml", MANIFEST(ID)}},
    {.name = "airbyte-own-flat",
     .files = {{"source-x/metadata.yaml", "data:\n  dockerImageTag: 1.4.2\n"},
               {"source-x/manifest.yaml", MANIFEST(BOTH)}},
     .breaks = {"source-x/manifest.yaml", MANIFEST(ID)}},
    {.name = "estuary",
     .files = {{"estuary-cdk/pyproject.toml", ""},
               {"source-p/pyproject.toml", ""},
               {"source-p/VERSION", "v3\n"},
               {"source-p/tests/snapshots/snapshots__discover__stdout.json",
                "[{\"recommendedName\": \"users\", \"documentSchema\": " SCHEMA(BOTH) ", \"key\": [\"/id\"]}]"}},
     .breaks = {"source-p/tests/snapshots/snapshots__discover__stdout.json",
                "[{\"recommendedName\": \"users\", \"documentSchema\": " SCHEMA(ID) ", \"key\": [\"/id\"]}]"},
     .refusal = "not-found"},
    {.name = "faros",
     .files = {{"faros-airbyte-cdk/package.json", "{}"},
               {"sources/one/package.json", "{}"},
               {"sources/one/resources/schemas/users.json", SCHEMA(BOTH)}},
     .breaks = {"sources/one/resources/schemas/users.json", SCHEMA(ID)},
     .refusal = "version-is-tag",
     .has_no_version = true},
    {.name = "singer-tap",
     .files = {{"setup.py", "from setuptools import setup\nsetup(name=\"tap-x\",\n      version='1.4.2')\n"},
               {"tap_x/__init__.py", ""},
               {"tap_x/schemas/users.json", SCHEMA(BOTH)}},
     .breaks = {"tap_x/schemas/users.json", SCHEMA(ID)},
     .refusal = "not-found"},
    {.name = "singer-target",
     .files = {{"pyproject.toml", "[project]\nname = \"target-x\"\nversion = \"1.4.2\"\n"},
               {"target_x/__init__.py", ""},
               {"target_x/target.py", "a = 1\n"}},
     .breaks = {"target_x/target.py", "a = 2\n"},
     .refusal = "not-found"},
    {.name = "own, everything at a place of its own",
     .files = {{".bumpgate.yaml",
                "layouts:\n  id: own\n" OWN
                "  metadata: {file: about.yaml, breaking: release.breaking, rollout: release.rollout, "
                "title: shown.as}\n"
                "  docs: {at: page, strip: \"https://pages.example/\", file: \"pages/{path}.md\", "
                "guess: \"pages/{name}.md\"}\n"
                "  guide: \"guides/{name}.md\"\n"
                "  version: {file: conf/VERSION, kind: plain}\n"
                "  mirrors: [{file: package.json, kind: json, at: own.version}]\n"},
               {"extractors/shop/about.yaml",
                "page: https://pages.example/for/shop\nshown: {as: The Shop}\nrelease:\n  by: us\n"},
               {"extractors/shop/conf/VERSION", "1.4.2\n"},
               {"extractors/shop/package.json", "{\"own\": {\"version\": \"1.4.2\"}}\n"},
               {"extractors/shop/schemas/users.json", SCHEMA(BOTH)},
               {"pages/for/shop.md", TABLE}},
     .breaks = {"extractors/shop/schemas/users.json", SCHEMA(ID)}},
    {.name = "own, a key on top and one below many, and no guide",
     .files = {{".bumpgate.yaml", "layouts:\n  id: own\n" OWN "  metadata: {file: about.yaml, breaking: a.b.c.breaks}\n"
                                  "  version: {file: about.yaml, kind: yaml, at: is}\n"},
               {"extractors/shop/about.yaml", "is: 1.4.2\n"},
               {"extractors/shop/schemas/users.json", SCHEMA(BOTH)}},
     .breaks = {"extractors/shop/schemas/users.json", SCHEMA(ID)}},
    {.name = "own, a version and a copy of it in a folder that is named after the connector",
     .files = {{".bumpgate.yaml", "layouts:\n  id: own\n" OWN "  package: \"{name|snake}\"\n"
                                  "  version: {file: \"{package}/__init__.py\", kind: py-attr, at: __version__}\n"
                                  "  mirrors: [{file: \"{package}/package.json\", kind: json, at: version}]\n"},
               {"extractors/my-shop/about.yaml", "is: a shop\n"},
               {"extractors/my-shop/my_shop/__init__.py", "__version__ = \"1.4.2\"\n"},
               {"extractors/my-shop/my_shop/package.json", "{\"version\": \"1.4.2\"}\n"},
               {"extractors/my-shop/schemas/users.json", SCHEMA(BOTH)}},
     .breaks = {"extractors/my-shop/schemas/users.json", SCHEMA(ID)},
     .refusal = "not-found"},
    {.name = "own, a guide, and nobody says the name",
     .files = {{".bumpgate.yaml", "layouts:\n  id: own\n" OWN "  metadata: {file: about.yaml, breaking: breaks}\n"
                                  "  guide: \"extractors/{name}/UPGRADE.md\"\n"
                                  "  version: {file: about.yaml, kind: yaml, at: is}\n"},
               {"extractors/shop/about.yaml", "is: 0.4.2\n"},
               {"extractors/shop/schemas/users.json", SCHEMA(BOTH)}},
     .breaks = {"extractors/shop/schemas/users.json", SCHEMA(ID)}},
};

static struct bg_slice layout_of(const struct law *law) {
    struct bg_slice name = bg_slice_of(law->name);
    return bg_slice_cut(&name, ',');
}

static struct bg_run *judge(struct fixture *f) {
    struct bg_options options = {.repo = fixture_path(f), .base = "main", .head_kind = BG_HEAD_WORKTREE};
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_run *run = NULL;
    if (!bg_run_new(&run, &options, &err)) {
        fail_msg("%s: %s", err.file, err.message);
    }
    assert_int_equal(run->verdict_count, 1);
    return run;
}

/* What the one plan was refused for, or "". */
static const char *write_major(struct fixture *f, bool is_draft) {
    struct bg_bump_options options = {.to = "major",
                                      .is_draft = is_draft,
                                      .pull_request = "9",
                                      .title = "Drop it",
                                      .repository = "o/r",
                                      .date = "2026-01-02"};
    struct bg_run *run = judge(f);
    struct bg_error err = {.code = BG_ERROR_NONE};
    enum bg_outcome outcome;
    if (!bg_run_bump(run, &options, &outcome, NULL, &err)) {
        fail_msg("%s: %s", err.file, err.message);
    }
    enum bg_id id = run->verdicts[0].plan->id;
    assert_int_equal(outcome == BG_OUTCOME_PASSED, id == BG_ID_NONE || id == BG_ID_NOOP);
    bg_run_free(run);
    return bg_id_name(id);
}

/* The draft is refused for its blanks, and for nothing else. */
static void assert_blank(struct fixture *f) {
    struct bg_run *run = judge(f);
    const struct bg_verdict *verdict = &run->verdicts[0];
    size_t blanks = 0;
    assert_int_equal(run->outcome, BG_OUTCOME_REJECTED);
    for (size_t r = 0; r < verdict->reason_count; r++) {
        struct bg_slice id = bg_slice_of(bg_id_name(verdict->reasons[r].id));
        bool is_blank = bg_slice_ends(id, BG_LITERAL("-blank"));
        if (!is_blank && !bg_slice_is(id, "bc-deadline-invalid")) {
            fail_msg("%.*s", BG_ARGS(verdict->reasons[r].message));
        }
        blanks += is_blank;
    }
    assert_true(blanks > 0);
    bg_run_free(run);
}

/* As a person would: a date for the date, and words for the rest. */
static void fill_blanks(struct fixture *f) {
    (void)fixture_git(f, "add", "--intent-to-add", ".", NULL);
    const char *command =
        "!git grep -l " BLANK " | xargs sed -i 's/" BLANK ": YYYY-MM-DD/2099-01-01/; s/" BLANK "[:]* */Filled in: /'";
    (void)fixture_git(f, "config", "alias.fill", command, NULL);
    (void)fixture_git(f, "fill", NULL);
}

static void assert_passes(struct fixture *f) {
    struct bg_run *run = judge(f);
    if (run->outcome != BG_OUTCOME_PASSED) {
        const struct bg_verdict *verdict = &run->verdicts[0];
        fail_msg("outcome %d: %.*s", (int)run->outcome,
                 BG_ARGS(verdict->reason_count > 0 ? verdict->reasons[0].message : verdict->summary));
    }
    bg_run_free(run);
}

static void assert_layout(struct fixture *f, const struct law *law) {
    struct bg_run *run = judge(f);
    assert_true(bg_slice_equal(run->layout, layout_of(law)));
    bg_run_free(run);
}

static void test_law(void **state) {
    const struct law *law = *state;
    struct fixture *f = fixture_new();
    for (size_t i = 0; i < MOST_FILES && law->files[i].path != NULL; i++) {
        fixture_write(f, law->files[i].path, law->files[i].text);
    }
    (void)fixture_commit(f, "base");
    fixture_branch(f, "topic");
    fixture_write(f, law->breaks.path, law->breaks.text);
    (void)fixture_commit(f, "Drop it");

    assert_layout(f, law);
    assert_string_equal(write_major(f, true), law->refusal == NULL ? "" : law->refusal);
    if (law->refusal == NULL) {
        assert_blank(f);
        fill_blanks(f);
        assert_passes(f);
    }
    assert_string_equal(write_major(f, false), law->has_no_version ? law->refusal : law->refusal != NULL ? "" : "noop");
    assert_passes(f);
    fixture_free(f);
}

static void every_built_in_layout_is_held(void **state) {
    (void)state;
    const struct bg_slice ending = BG_LITERAL(".yaml");
    size_t held = 0;
    for (size_t i = 0; i < bg_embedded_file_count; i++) {
        struct bg_slice name = bg_path_below(bg_embedded_files[i].name, BG_LITERAL("layouts"));
        bool is_held = name.at == NULL;
        for (size_t l = 0; l < sizeof laws / sizeof laws[0] && !is_held; l++) {
            is_held = bg_slice_equal(bg_slice_range(name, 0, name.len - ending.len), layout_of(&laws[l]));
        }
        if (!is_held) {
            fail_msg("no row is of %.*s", BG_ARGS(name));
        }
        held += name.at != NULL;
    }
    assert_true(held > 0);
}

UNIT(law_release) {
    enum { COUNT = sizeof laws / sizeof laws[0] };
    struct CMUnitTest tests[COUNT + 1];
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(every_built_in_layout_is_held);
    for (size_t l = 0; l < COUNT; l++) {
        union {
            const struct law *from;
            void *to;
        } law = {&laws[l]};
        tests[l] = (struct CMUnitTest){.name = laws[l].name, .test_func = test_law, .initial_state = law.to};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
