/*
 * Whatever a connector was read from counts: for each connector, and each file and link that the record of its reading
 * names, that one file is turned into something that no reader takes, and a check must have judged the connector anew:
 * it says that it cannot read it or that something is gone, or, of code, that it changed. On connectors of the forms
 * that the readers know, and, where the corpus is there, on connectors of its last commit. That a reader asks only
 * through the tree this need not show: there is no other way to a file.
 */
#include "model/seen.h"

#include "base/buffer.h"
#include "layout/discover.h"
#include "layout/expand.h"
#include "report/words.h"
#include "bumpgate.h"
#include "report/result.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define C "airbyte-integrations/connectors/"
#define META(name)                                                                                                     \
    { C name "/metadata.yaml", "data: {dockerImageTag: 1.0.0, definitionId: id-of-" name "}\n" }
#define SPEC "{\"connectionSpecification\": {\"type\": \"object\"}}\n"
#define SCHEMA "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"integer\"}}}\n"
#define REFERRING(file) "{\"type\": \"object\", \"properties\": {\"id\": {\"$ref\": \"" file "\"}}}\n"
#define MANIFEST(stream, loader)                                                                                       \
    "type: DeclarativeSource\nstreams:\n- {type: DeclarativeStream, name: " stream ", schema_loader: " loader "}\n"
#define BROKEN "{\"broken\n"
#define BROKEN_YAML "broken: [\n"

enum { SAMPLE = 24, EACH = 12 }; /* files of every EACHth connector of the corpus */

static const struct fixture_file files[] = {
    META("source-python"),
    {C "source-python/pyproject.toml", "[tool.poetry]\nversion = \"1.0.0\"\n"},
    {C "source-python/source_python/spec.json", SPEC},
    {C "source-python/source_python/schemas/a.json", REFERRING("shared.json")},
    {C "source-python/source_python/schemas/shared/shared.json", REFERRING("other.json")},
    {C "source-python/source_python/schemas/shared/other.json", SCHEMA},
    META("source-far"),
    {C "source-far/pyproject.toml", "[tool.poetry]\nversion = \"1.0.0\"\n"},
    {C "source-far/source_far/schemas/b.json", REFERRING("../../../../../../shared/far.json")},
    META("source-manifest"),
    {C "source-manifest/manifest.yaml",
     MANIFEST("a", "{type: JsonFileSchemaLoader, file_path: ./unit_tests/a.schema}")},
    {C "source-manifest/unit_tests/a.schema", SCHEMA},
    META("source-low"),
    {C "source-low/source_low/manifest.yaml", MANIFEST("a", "{type: JsonFileSchemaLoader}")},
    {C "source-low/source_low/source.py", "class Source:\n    def streams(self): pass\n"},
    {C "source-low/source_low/spec.yaml", "connectionSpecification: {type: object}\n"},
    {C "source-low/source_low/schemas/a.json", SCHEMA},
    {C "source-low/source_low/schemas/b.json", SCHEMA},
    META("source-jvm"),
    {C "source-jvm/src/main/java/Source.java", "class Source {}\n"},
    {C "source-jvm/src/test-integration/resources/expected_spec.json", SPEC},
    META("source-jvm-file"),
    {C "source-jvm-file/src/main/java/Source.java", "class Source {}\n"},
    {C "source-jvm-file/src/main/resources/spec.json", SPEC},
    META("source-linked"),
    {C "source-linked/src/main/kotlin/Source.kt", "class Source\n"},
    META("source-near"),
    {C "source-near/pyproject.toml", "[tool.poetry]\nversion = \"1.0.0\"\n"},
    {C "source-near/source_near/spec.json", SPEC},
    {C "source-near/source_near/schemas/d.json", REFERRING("../../../../source-low/source_low/schemas/a.json")},
    META("source-escaped"),
    {C "source-escaped/pyproject.toml", "[tool.poetry]\nversion = \"1.0.0\"\n"},
    {C "source-escaped/source_escaped/spec.json", SPEC},
    {C "source-escaped/source_escaped/schemas/d.json",
     REFERRING("\\u002e\\u002e/.\\u002e/..\\/..\\u002fsource-low\\/source_low/schemas/a.json")},
    META("source-path"),
    {C "source-path/manifest.yaml",
     MANIFEST("a", "{type: JsonFileSchemaLoader, file_path: ./../source-manifest/unit_tests/a.schema}")},
    META("source-put-together"),
    {C "source-put-together/manifest.yaml",
     MANIFEST("a", "{type: JsonFileSchemaLoader, file_path: './{{ parameters.a }}{{ parameters.a }}/"
                   "source-manifest/unit_tests/a.schema', $parameters: {a: .}}")},
    META("source-to-yaml"),
    {C "source-to-yaml/pyproject.toml", "[tool.poetry]\nversion = \"1.0.0\"\n"},
    {C "source-to-yaml/source_to_yaml/spec.json", SPEC},
    {C "source-to-yaml/source_to_yaml/schemas/d.json", REFERRING("../../../../../../shared/far.yaml")},
    META("source-folder"),
    {C "source-folder/pyproject.toml", "[tool.poetry]\nversion = \"1.0.0\"\n"},
    META("source-borrowed"),
    {"vendor/source-whole/metadata.yaml", "data: {dockerImageTag: 1.0.0, definitionId: id-of-whole}\n"},
    {"vendor/source-whole/manifest.yaml", MANIFEST("a", "{type: InlineSchemaLoader, schema: {type: object}}")},
    {"shared/spec", SPEC},
    {"shared/far.json", SCHEMA},
    {"shared/far.yaml", "type: object\n"},
    {"shared/schemas/c.json", SCHEMA},
};

static const struct {
    const char *path;
    const char *target;
} links[] = {
    {C "source-linked/src/main/resources/spec.json", "../../../../../../shared/hop"},
    {"shared/hop", "spec"},
    {C "source-folder/source_folder/schemas", "../../source-low/source_low/schemas"},
    {C "source-folder/source_folder/spec.json", "../../source-near/source_near/spec.json"},
    {C "source-borrowed/manifest.yaml", "../source-manifest/manifest.yaml"},
    {C "source-whole", "../../vendor/source-whole"},
    {C "source-far/source_far/schemas/c.json", "../../../../../shared/schemas/c.json"},
    {C "source-far/source_far/spec.json", "../../../../shared/hop"},
};

/* A file that one connector was read from. */
struct target {
    struct bg_slice connector;
    struct bg_slice path;
};

struct targets {
    struct target items[1024];
    size_t count;
};

static bool is_read(const struct bg_read *read) {
    return (read->ask == BG_ASK_BYTES && read->answer.kind == BG_ENTRY_FILE) || read->ask == BG_ASK_LINK;
}

static void add_targets(struct bg_arena *arena, struct bg_tree *tree, const struct bg_layout *layout,
                        struct bg_slice root, struct targets *out) {
    struct bg_seen seen = {0};
    const struct bg_view *view = bg_seen_get(&seen, tree, layout, root);
    for (size_t i = 0; i < view->reads.count; i++) {
        const struct bg_read *read = &view->reads.items[i];
        struct bg_slice path = read->is_inside ? bg_path_join(arena, root, read->path) : read->path;
        path = bg_arena_copy(arena, path);
        path = read->file.at != NULL ? bg_arena_copy(arena, read->file) : path;
        if (is_read(read) && out->count < sizeof out->items / sizeof out->items[0]) {
            out->items[out->count++] = (struct target){bg_arena_copy(arena, view->name), path};
        }
    }
    bg_seen_finish(&seen);
}

/* Code and the catalogs of tests say what others leave open: one that cannot be read says nothing. */
static bool is_named_like_witness(struct bg_slice path) {
    return bg_slice_ends(path, BG_LITERAL(".py")) || bg_slice_ends(path, BG_LITERAL("catalog.json")) ||
           bg_slice_find(path, BG_LITERAL("/configured_catalog")) < path.len;
}

/* Checks the one commit `head`; the connector must have been judged by what the file holds now. */
static void check_target(const char *repository, const char *base, const char *head, const struct target *target) {
    struct bg_options options = {.repo = repository, .base = base, .head = head, .base_is_exact = true};
    struct bg_run *run;
    struct bg_error err;
    if (!bg_run_new(&run, &options, &err)) {
        fail_msg("%s", err.message);
    }
    const struct bg_verdict *verdict = NULL;
    for (size_t i = 0; i < run->verdict_count && verdict == NULL; i++) {
        verdict = bg_slice_equal(run->verdicts[i].name, target->connector) ? &run->verdicts[i] : NULL;
    }
    bool is_witness = is_named_like_witness(target->path);
    bool is_held_up =
        verdict != NULL && (verdict->outcome == BG_OUTCOME_UNJUDGED || verdict->outcome == BG_OUTCOME_REJECTED);
    bool is_judged = is_witness ? verdict != NULL && verdict->finding_count > 0 : is_held_up;
    if (!is_judged) {
        fail_msg("%.*s was broken, and %.*s is %s", BG_ARGS(target->path), BG_ARGS(target->connector),
                 verdict == NULL ? "not judged at all" : bg_word_outcome(verdict->outcome));
    }
    bg_run_free(run);
}

static void add_all_targets(struct bg_arena *arena, const char *folder, size_t step, struct targets *out) {
    struct bg_repo *repo;
    struct bg_oid commit;
    struct bg_tree *tree;
    struct bg_error err;
    const struct bg_slice *roots;
    size_t count = 0;
    const struct bg_layout *layout = trees_layout(arena);
    if (!bg_repo_open(&repo, folder, true, &err) || !bg_repo_resolve(repo, "HEAD", &commit, &err) ||
        !bg_repo_tree(repo, &commit, &tree, &err) || !bg_discover_all(tree, layout, arena, &roots, &count, &err)) {
        fail_msg("%s", err.message);
    }
    for (size_t i = 0; i < count; i += step) {
        add_targets(arena, tree, layout, roots[i], out);
    }
    bg_repo_free(repo);
}

/* Nothing that a reader takes, and nothing that looks like another language than the file's own. */
static const char *broken(struct bg_slice path) {
    return bg_slice_ends(path, BG_LITERAL(".py")) ? "x = 1\n" : bg_path_is_yaml(path) ? BROKEN_YAML : BROKEN;
}

static void every_form(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct targets targets = {.count = 0};
    struct fixture *f = fixture_new();
    fixture_write_files(f, files, sizeof files / sizeof files[0]);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        fixture_link(f, links[i].path, links[i].target);
    }
    const char *base = fixture_commit(f, "base");
    add_all_targets(&arena, fixture_path(f), 1, &targets);
    assert_true(targets.count > 35);
    for (size_t i = 0; i < targets.count; i++) {
        const char *path = targets.items[i].path.at;
        fixture_remove(f, path);
        fixture_write(f, path, broken(targets.items[i].path));
        check_target(fixture_path(f), base, fixture_commit(f, "broken"), &targets.items[i]);
        (void)fixture_git(f, "reset", "--quiet", "--hard", base, NULL);
    }
    fixture_free(f);
    bg_arena_finish(&arena);
}

/* A commit on top of HEAD in which the file is broken. */
static const char *break_file(struct fixture *f, const char *folder, const char *blob, struct bg_slice path) {
    char entry[1024];
    (void)snprintf(entry, sizeof entry, "100644,%s,%.*s", blob, BG_ARGS(path));
    (void)fixture_git_in(f, folder, "read-tree", "HEAD", NULL);
    (void)fixture_git_in(f, folder, "update-index", "--add", "--cacheinfo", entry, NULL);
    const char *tree = fixture_git_in(f, folder, "write-tree", NULL);
    return fixture_git_in(f, folder, "commit-tree", "-p", "HEAD", "-m", "broken", tree, NULL);
}

static void the_corpus(void **state) {
    (void)state;
    char bundle[1024];
    const char *shared = getenv("BUMPGATE_SHARED");
    (void)snprintf(bundle, sizeof bundle, "%s/corpus/airbyte-train.bundle", shared == NULL ? "" : shared);
    FILE *file = fopen(bundle, "rb");
    if (file == NULL) {
        print_message("SKIPPED: there is no %s\n", bundle);
        return;
    }
    (void)fclose(file);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct targets targets = {.count = 0};
    struct fixture *f = fixture_new();
    const char *folder = fixture_beside(f, "history.git");
    (void)fixture_git(f, "clone", "--quiet", "--bare", bundle, folder, NULL);
    fixture_write(f, "broken", BROKEN);
    const char *work = bg_arena_printf(&arena, "%s/broken", fixture_path(f)).at;
    const char *blob = fixture_git_in(f, folder, "hash-object", "-w", work, NULL);
    add_all_targets(&arena, folder, EACH, &targets);
    assert_true(targets.count > SAMPLE);
    for (size_t i = 0; i < targets.count; i += 1 + targets.count / SAMPLE) {
        check_target(folder, "HEAD", break_file(f, folder, blob, targets.items[i].path), &targets.items[i]);
    }
    fixture_free(f);
    bg_arena_finish(&arena);
}

UNIT(law_reads) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_form), cmocka_unit_test(the_corpus)};
    return cmocka_run_group_tests_name("reads", tests, NULL, NULL);
}
