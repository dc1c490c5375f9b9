/*
 * Layouts: the built-in ones are detected in small repositories of their form and lead to the right files; a layout of
 * one's own is read strictly; patterns and templates work both ways.
 */
#include "layout/discover.h"
#include "layout/layout.h"
#include "model/load.h"
#include "base/buffer.h"
#include "base/file.h"
#include "support/document.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_FILES = 12 };

struct form {
    const char *name;
    struct fixture_file files[MOST_FILES];
    const char *expected; /* LAYOUT, then a line for each connector: NAME VARIANT VERSION spec streams, stream names */
};

static const struct form forms[] = {
    {"no connectors", {{"README.md", "1"}}, "none\n"},
    {"Airbyte's monorepo",
     {{"airbyte-integrations/connectors/source-a/metadata.yaml", "data: {dockerImageTag: 1.2.3}"},
      {"airbyte-integrations/connectors/source-a/manifest.yaml",
       "streams: [{name: users}]\nspec: {connection_specification: {}}"}},
     "airbyte-monorepo\nsource-a manifest-only 1.2.3 spec:static manifest streams:static users\n"},
    {"one Airbyte connector",
     {{"metadata.yaml", "data: {dockerImageTag: 1.2.3, dockerRepository: acme/source-b}"},
      {"manifest.yaml", "streams: [{name: users}]"},
      {"tests/x", "1"}},
     "airbyte-single\nsource-b manifest-only 1.2.3 spec:absent absent streams:static users\n"},
    {"one Airbyte connector in Python",
     {{"metadata.yaml", "data: {dockerImageTag: 1.2.3, dockerRepository: acme/source-b}"},
      {"pyproject.toml", ""},
      {"source_b/spec.json", "{}"},
      {"source_b/schemas/users.json", "{}"}},
     "airbyte-single\nsource-b python 1.2.3 spec:static file:source_b/spec.json streams:static users\n"},
    {"a Singer tap",
     {{"setup.py", "from setuptools import setup\nsetup(name=\"tap-x\",\n      version='1.4.0',\n      author='A')\n"},
      {"tap_x/__init__.py", ""},
      {"tap_x/schemas/events.json", "{\"properties\": {\"u\": {\"$ref\": \"shared/user.json\"}}}"},
      {"tap_x/schemas/shared/user.json", "{\"type\": \"string\"}"}},
     "singer-tap\ntap-x tap 1.4.0 spec:absent absent streams:static events\n"},
    {"a Singer tap with schemas in code",
     {{"setup.py", "setup(name='tap-x', version='1.4.0')\n"}, {"tap_x/__init__.py", ""}},
     "singer-tap\ntap-x tap-in-code 1.4.0 spec:absent absent streams:opaque\n"},
    {"a Singer target",
     {{"setup.py", "setup(name='target-x', version='1.4.0')\n"}, {"target_x/__init__.py", ""}},
     "singer-target\ntarget-x target 1.4.0 spec:opaque code streams:absent\n"},
    {"a package with its versions in tags, whatever the file says",
     {{"pyproject.toml", "[tool.poetry]\nname = \"tap-x\"\nversion = \"0.0.0\"\n"
                         "[tool.poetry-dynamic-versioning]\nenable = true\n"},
      {"tap_x/__init__.py", ""}},
     "singer-tap\ntap-x tap-in-code  spec:absent absent streams:opaque\n"},
    {"a company's connectors",
     {{"connectors/source-a/metadata.yaml", "data: {dockerImageTag: 1.2.3}"},
      {"connectors/source-a/manifest.yaml", "streams: [{name: users}]"}},
     "airbyte-own\nsource-a manifest-only 1.2.3 spec:absent absent streams:static users\n"},
    {"Faros",
     {{"faros-airbyte-cdk/package.json", "{}"},
      {"sources/one-source/package.json", "{\"version\": \"0.0.1\"}"},
      {"sources/one-source/resources/spec.json", "{}"},
      {"sources/one-source/resources/schemas/builds.json", "{}"},
      {"destinations/all/package.json", "{\"version\": \"0.0.1\"}"},
      {"destinations/all/resources/spec.json", "{}"}},
     "faros\nall typescript  spec:static file:destinations/all/resources/spec.json streams:absent\n"
     "one-source typescript  spec:static file:sources/one-source/resources/spec.json streams:static builds\n"},
    {"Estuary",
     {{"estuary-cdk/pyproject.toml", ""},
      {"source-p/pyproject.toml", ""},
      {"source-p/VERSION", "v3\n"},
      {"source-p/tests/snapshots/snapshots__spec__stdout.json", "[{\"configSchema\": {}}]"},
      {"source-p/tests/snapshots/snapshots__discover__stdout.json",
       "[{\"recommendedName\": \"bees\", \"documentSchema\": {\"type\": \"object\"}, \"key\": [\"/id\"]}]"},
      {"materialize-g/VERSION", "v12"},
      {"materialize-g/.snapshots/TestSpec", "{\"config_schema_json\": {}}"},
      {"go/VERSION", "v1"}},
     "estuary\nmaterialize-g go v12 spec:static golden:materialize-g/.snapshots/TestSpec streams:absent\n"
     "source-p python v3 spec:static golden:source-p/tests/snapshots/snapshots__spec__stdout.json streams:static "
     "bees\n"},
};

static void show_connector(struct bg_arena *arena, struct bg_buffer *out, struct bg_tree *tree,
                           const struct bg_layout *layout, struct bg_slice root) {
    static const char *const reads[] = {"absent", "static", "opaque"};
    struct bg_problems problems = {.arena = arena};
    struct bg_connector connector;
    (void)bg_connector_load(tree, layout, root, arena, &problems, NULL, &connector);
    bg_buffer_printf(out, "%.*s %.*s %.*s spec:%s %.*s streams:%s", BG_ARGS(connector.about.name),
                     BG_ARGS(connector.variant), BG_ARGS(connector.about.version.text),
                     reads[bg_sight_readability(&connector.declared.spec.sight)],
                     BG_ARGS(connector.declared.spec.origin), reads[bg_sight_readability(&connector.declared.sight)]);
    for (size_t i = 0; i < connector.declared.stream_count; i++) {
        bg_buffer_printf(out, " %.*s", BG_ARGS(connector.declared.streams[i].name));
    }
    bg_buffer_add_char(out, '\n');
    for (size_t i = 0; i < problems.count; i++) {
        bg_buffer_printf(out, "%s %.*s\n", bg_id_name(problems.items[i].id), BG_ARGS(problems.items[i].message));
    }
}

static void a_form_is_detected(void **state) {
    const struct form *form = *state;
    struct trees trees;
    trees_init(&trees, form->files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    const struct bg_layout *layout = NULL;
    struct bg_error err = {0};
    if (!bg_layout_detect(trees.base, &arena, &layout, &err)) {
        fail_msg("%s:%u: %s", err.file, err.line, err.message);
    }
    bg_buffer_printf(&text, "%.*s\n", BG_ARGS(layout == NULL ? BG_LITERAL("none") : layout->id));
    const struct bg_slice *roots = NULL;
    size_t count = 0;
    if (layout != NULL) {
        assert_true(bg_discover_all(trees.base, layout, &arena, &roots, &count, NULL));
    }
    for (size_t i = 0; i < count; i++) {
        show_connector(&arena, &text, trees.base, layout, roots[i]);
    }
    bg_buffer_add_char(&text, '\0');
    document_expect(form->name, text.at, form->expected);
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

static const struct {
    const char *name;
    const char *section; /* NULL: none */
    const char *expected;
} choices[] = {
    {"nothing configured", NULL, "faros"},
    {"a built-in one by its id", "faros", "faros"},
    {"a built-in one that does not fit", "estuary", "none"},
    {"one of one's own", "{id: mine, inherits: faros, detect: sources}", "mine"},
    {"the first that is there",
     "[airbyte-monorepo, {id: other, inherits: faros, detect: x}, {id: mine, inherits: faros, detect: sources}]",
     "mine"},
    {"an id that is none", "[faro]", "1:2: there is no layout `faro`; did you mean `faros`?"},
    {"a mistake after the one that is taken", "[faros, {id: x}]", "1:9: the layout lacks the key `detect`"},
    {"a number", "7", "1:1: the layout is not a mapping"},
};

static void a_layout_is_chosen(void **state) {
    (void)state;
    const struct fixture_file files[] = {
        {"faros-airbyte-cdk/package.json", "{}"}, {"sources/one/package.json", "{}"}, {NULL, NULL}};
    struct trees trees;
    trees_init(&trees, files, NULL);
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_node *section = choices[i].section == NULL ? NULL : document_of(&arena, choices[i].section);
        const struct bg_layout *layout = NULL;
        struct bg_error err = {0};
        const char *got = bg_layout_choose(trees.base, section, &arena, &layout, &err)
                              ? (layout == NULL ? "none" : bg_arena_copy(&arena, layout->id).at)
                              : document_error(&arena, &err);
        document_expect(choices[i].name, got, choices[i].expected);
        bg_arena_finish(&arena);
    }
    trees_finish(&trees);
}

/* The example of the manual, as it stands there, in a repository of its form. */
static void the_manual_is_right(void **state) {
    (void)state;
    const char *source = getenv("BUMPGATE_SOURCE");
    if (source == NULL) {
        print_message("SKIPPED the_manual_is_right: BUMPGATE_SOURCE is not set\n");
        skip();
    }
    const struct fixture_file files[] = {{"extractors/source-my-api/extractor.yaml", "release: {version: 1.4.0}"},
                                         {"extractors/source-my-api/pyproject.toml", ""},
                                         {"extractors/source-my-api/source_my_api/schemas/users.json", "{}"},
                                         {"extractors/load-x/extractor.yaml", "release: {version: 2.0.0}"},
                                         {NULL, NULL}};
    struct trees trees;
    trees_init(&trees, files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice page;
    struct bg_error err = {0};
    if (!bg_file_read(&arena, bg_arena_printf(&arena, "%s/docs/layouts.md", source).at, &page, &err)) {
        fail_msg("%s", err.message);
    }
    struct bg_slice fence = BG_LITERAL("```yaml\n");
    struct bg_slice example = bg_slice_from(page, bg_slice_find(page, fence) + fence.len);
    example = bg_slice_range(example, 0, bg_slice_find(example, BG_LITERAL("```")));
    const struct bg_layout *layout = NULL;
    if (!bg_layout_choose(trees.base, document_of(&arena, bg_arena_copy(&arena, example).at), &arena, &layout, &err)) {
        fail_msg("%u: %s", err.line, err.message);
    }
    struct bg_buffer text = {0};
    const struct bg_slice *roots = NULL;
    size_t count = 0;
    assert_true(bg_discover_all(trees.base, layout, &arena, &roots, &count, NULL));
    for (size_t i = 0; i < count; i++) {
        show_connector(&arena, &text, trees.base, layout, roots[i]);
    }
    bg_buffer_add_char(&text, '\0');
    document_expect("manual", text.at,
                    "load-x  2.0.0 spec:absent absent streams:absent\n"
                    "source-my-api python 1.4.0 spec:absent absent streams:static users\n");
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

struct fault {
    const char *name;
    const char *text;
    const char *expected;
};

#define REST "detect: x, profile: p, roots: '{name}', marker: m, variants: [], version: {file: f, kind: plain}"

static const struct fault faults[] = {
    {"complete", "{id: i, " REST "}", "i"},
    {"inherited", "{id: i, inherits: airbyte-monorepo, detect: x}", "i"},
    {"a mistyped key", "{id: i, root: x, " REST "}", "1:9: the layout has no key `root`; did you mean `roots`?"},
    {"a missing key", "{id: i}", "1:1: the layout lacks the key `detect`"},
    {"no mapping", "[a]", "1:1: the layout is not a mapping"},
    {"a list of lists", "{id: i, sinks: [[a]], " REST "}", "1:17: `sinks` is not a text"},
    {"a pattern that is none", "{id: i, sinks: '[a', " REST "}", "1:16: `[a` is no pattern: "},
    {"inherits nothing known", "{id: i, inherits: airbyte-monorep, detect: x}",
     "1:19: there is no layout `airbyte-monorep`; did you mean `airbyte-monorepo`?"},
    {"a mistyped key of a variant", "{id: i, inherits: airbyte-monorepo, detect: x, variants: [{id: v, speck: s}]}",
     "1:67: the variant has no key `speck`; did you mean `spec`?"},
    {"variants that are no list", "{id: i, inherits: airbyte-monorepo, detect: x, variants: {id: v}}",
     "1:58: `variants` is not a list"},
    {"code of neither", "{id: i, inherits: airbyte-monorepo, detect: x, variants: [{id: v, code: maybe}]}",
     "1:73: `code` is not `spec`, `streams` or both"},
    {"a kind of file that nobody can read",
     "{id: i, inherits: airbyte-monorepo, detect: x, version: {file: f, kind: k}}",
     "1:73: there is no kind `k` of file"},
    {"an item that nothing selects",
     "{id: i, inherits: airbyte-monorepo, detect: x, version: {file: f, kind: yaml, at: a.*, select: name}}",
     "1:96: `select` is not KEY=VALUE"},
    {"signs of tags without tags", "{id: i, tagged: [{file: f, kind: toml, at: a}], " REST "}",
     "1:17: `tagged` says when versions are those of tags, and the layout has no `tag`"},
    {"another word", "{id: i, compare: base, " REST "}", "1:18: "},
};

static void a_layout_is_read(void **state) {
    const struct fault *fault = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_layout layout;
    struct bg_error err = {0};
    const char *got = bg_layout_read(&arena, document_of(&arena, fault->text), &layout, &err)
                          ? bg_arena_copy(&arena, layout.id).at
                          : document_error(&arena, &err);
    size_t length = strlen(fault->expected);
    bool is_prefix = length > 0 && fault->expected[length - 1] == ' ';
    struct bg_slice shown = bg_slice_of(got);
    document_expect(fault->name, bg_arena_copy(&arena, bg_slice_range(shown, 0, is_prefix ? length : shown.len)).at,
                    fault->expected);
    bg_arena_finish(&arena);
}

static const struct {
    const char *pattern;
    const char *path;
    const char *expected; /* matched front and name, or "no" */
} matches[] = {
    {"flat/{name}.yaml", "flat/tide.yaml", "flat/tide.yaml tide"},
    {"flat/{name}.yaml", "flat/.yaml", "no"},
    {"flat/{name}.yaml", "flat/tide.json", "no"},
    {"c/{name}", "c/source-a/x/y", "c/source-a source-a"},
    {"c/{name}", "c", "no"},
    {"c/{name}", "d/source-a", "no"},
    {"c/{group}/{name}", "c/g/source-a/x", "c/g/source-a source-a"},
    {"c/*-x/{name}", "c/a-x/n/f", "c/a-x/n n"},
    {"{name}", "a/b", "a a"},
    {".", "a/b", " "},
    {"c/{name}", "c//x", "no"},
};

static void patterns_match_paths(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        size_t matched = 0;
        struct bg_slice name;
        struct bg_slice path = bg_slice_of(matches[i].path);
        bool is_match = bg_layout_match(bg_slice_of(matches[i].pattern), path, &matched, &name);
        const char *got =
            bg_arena_printf(&arena, "%.*s %.*s", BG_ARGS(bg_slice_range(path, 0, matched)), BG_ARGS(name)).at;
        document_expect(matches[i].path, is_match ? got : "no", matches[i].expected);
    }
    bg_arena_finish(&arena);
}

static const struct {
    const char *template;
    const char *name;
    const char *filled;
} templates[] = {
    {"docs/{type}s/{slug}.md", "source-a-b", "docs/sources/a-b.md"},
    {"docs/{type}s/{slug}-migrations.md", "destination-s", "docs/destinations/s-migrations.md"},
    {"{name}/x", "tap-y", "tap-y/x"},
};

static void templates_work_both_ways(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        struct bg_layout_names names = {.name = bg_slice_of(templates[i].name)};
        struct bg_slice filled = bg_layout_fill(&arena, bg_slice_of(templates[i].template), &names);
        document_expect("filled", bg_arena_copy(&arena, filled).at, templates[i].filled);
        struct bg_layout_names found;
        assert_true(bg_layout_unfill(&arena, bg_slice_of(templates[i].template), filled, &found));
        document_expect("found", bg_arena_copy(&arena, found.name).at, templates[i].name);
        assert_false(bg_layout_unfill(&arena, bg_slice_of(templates[i].template), BG_LITERAL("docs/x/y/z.md"), &found));
    }
    bg_arena_finish(&arena);
}

static void snake_and_unknown_names(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_layout_names names = {.name = BG_LITERAL("source-a-b")};
    struct bg_slice filled = bg_layout_fill(&arena, BG_LITERAL("{name|snake}/{what}/{"), &names);
    document_expect("filled", bg_arena_copy(&arena, filled).at, "source_a_b/{what}/{");
    bg_arena_finish(&arena);
}

UNIT(layout_layout) {
    enum { FORMS = sizeof forms / sizeof *forms, FAULTS = sizeof faults / sizeof *faults };
    struct CMUnitTest tests[FORMS + FAULTS + 5];
    for (size_t i = 0; i < FORMS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = forms[i].name, .test_func = a_form_is_detected, .initial_state = (void *)(uintptr_t)&forms[i]};
    }
    for (size_t i = 0; i < FAULTS; i++) {
        tests[FORMS + i] = (struct CMUnitTest){
            .name = faults[i].name, .test_func = a_layout_is_read, .initial_state = (void *)(uintptr_t)&faults[i]};
    }
    tests[FORMS + FAULTS] = (struct CMUnitTest)cmocka_unit_test(patterns_match_paths);
    tests[FORMS + FAULTS + 1] = (struct CMUnitTest)cmocka_unit_test(templates_work_both_ways);
    tests[FORMS + FAULTS + 2] = (struct CMUnitTest)cmocka_unit_test(snake_and_unknown_names);
    tests[FORMS + FAULTS + 3] = (struct CMUnitTest)cmocka_unit_test(a_layout_is_chosen);
    tests[FORMS + FAULTS + 4] = (struct CMUnitTest)cmocka_unit_test(the_manual_is_right);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
