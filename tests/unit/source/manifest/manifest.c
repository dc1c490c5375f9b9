/*
 * Real manifests against the models that the runtime itself made of them: equal on every key that both have. The
 * manifests stand in a history kept beside the repository; it is cloned into a temporary folder. Shows that the model
 * is right for what it covers; the tables of the other tests say why.
 */
#include "model/load.h"
#include "model/snapshot.h"
#include "text/write_json.h"
#include "repo/repo.h"
#include "support/git_fixture.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct world {
    struct fixture *fixture;
    struct bg_arena arena;
    struct bg_repo *repo;
    struct bg_tree *tree;
    const struct bg_layout *layout;
    const struct bg_node *index;
};

/* What a model has besides: where it was made, what the runtime's version decides, remarks on the whole manifest. */
static const char *const left_out[] = {"/manifest", "/model_version", "/warnings"};

static bool is_left_out(struct bg_slice where) {
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        if (bg_slice_is(where, left_out[i])) {
            return true;
        }
    }
    return bg_slice_ends(where, BG_LITERAL("/is_resumable"));
}

static void setup_world(struct world *world) {
    struct bg_error err = {0};
    const char *shared = getenv("BUMPGATE_SHARED");
    *world = (struct world){0};
    world->index = shared_json(&world->arena, "conformance/manifest-models/index.json");
    if (world->index == NULL) {
        return;
    }
    char bundle[1024];
    (void)snprintf(bundle, sizeof bundle, "%s/corpus/airbyte-train.bundle", shared);
    world->fixture = fixture_new();
    const char *folder = fixture_beside(world->fixture, "history.git");
    (void)fixture_git(world->fixture, "clone", "--quiet", "--bare", bundle, folder, NULL);
    struct bg_oid commit;
    if (!bg_repo_open(&world->repo, folder, true, &err) || !bg_repo_resolve(world->repo, "HEAD", &commit, &err) ||
        !bg_repo_tree(world->repo, &commit, &world->tree, &err) ||
        !bg_layout_detect(world->tree, &world->arena, &world->layout, &err)) {
        fail_msg("%s", err.message);
    }
    assert_non_null(world->layout);
}

static void teardown_world(struct world *world) {
    bg_repo_free(world->repo);
    fixture_free(world->fixture);
    bg_arena_finish(&world->arena);
}

static void show(const char *connector, struct bg_slice where, const char *side, const struct bg_node *node) {
    struct bg_buffer text = {0};
    bg_json_write_node(&text, node, BG_JSON_COMPACT, true);
    print_error("%s %.*s: %s %.600s\n", connector, BG_ARGS(where), side, text.at);
    bg_buffer_finish(&text);
}

/* Counts the differences below keys that a model has; shows each. */
static size_t compare(struct world *world, const char *connector, struct bg_slice where, const struct bg_node *expected,
                      const struct bg_node *got, unsigned levels) {
    if (got == NULL || expected->kind != got->kind || levels == 0 ||
        (expected->kind != BG_NODE_MAP && expected->kind != BG_NODE_LIST)) {
        if (got != NULL && bg_node_equal(expected, got)) {
            return 0;
        }
        show(connector, where, "expected", expected);
        show(connector, where, "got     ", got);
        return 1;
    }
    size_t differences = 0;
    if (expected->kind == BG_NODE_LIST) {
        if (expected->count != got->count) {
            print_error("%s %.*s: expected %zu, got %zu\n", connector, BG_ARGS(where), expected->count, got->count);
            return 1;
        }
        for (size_t i = 0; i < expected->count; i++) {
            struct bg_slice path = bg_arena_printf(&world->arena, "%.*s/%zu", BG_ARGS(where), i);
            differences += compare(world, connector, path, expected->as.items[i], got->as.items[i], levels - 1);
        }
        return differences;
    }
    for (size_t i = 0; i < expected->count; i++) {
        const struct bg_member *member = &expected->as.members[i];
        struct bg_slice path = bg_arena_printf(&world->arena, "%.*s/%.*s", BG_ARGS(where), BG_ARGS(member->key));
        if (!is_left_out(path)) {
            differences += compare(world, connector, path, member->value, bg_node_get(got, member->key), levels - 1);
        }
    }
    return differences;
}

/* The last two folders of a manifest's path may be the package. */
static struct bg_slice root_of(const struct bg_node *entry) {
    struct bg_slice path = shared_text(bg_node_at(entry, "manifest"), "path");
    struct bg_slice connector = shared_text(entry, "connector");
    size_t at = bg_slice_find(path, connector);
    return bg_slice_range(path, 0, at + connector.len);
}

static size_t check_model(struct world *world, const struct bg_node *entry) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_connector connector;
    const char *name = bg_arena_printf(&arena, "%.*s", BG_ARGS(shared_text(entry, "connector"))).at;
    struct bg_slice file =
        bg_arena_printf(&arena, "conformance/manifest-models/%.*s", BG_ARGS(shared_text(entry, "model")));
    const struct bg_node *expected = shared_json(&arena, file.at);
    bool is_ok = bg_connector_load(world->tree, world->layout, root_of(entry), &arena, &problems, NULL, &connector);
    for (size_t i = 0; i < problems.count; i++) {
        print_message("%s: %.*s:%u:%u %.*s\n", name, BG_ARGS(problems.items[i].at.file), problems.items[i].at.line,
                      problems.items[i].at.column, BG_ARGS(problems.items[i].message));
    }
    size_t differences =
        compare(world, name, BG_LITERAL(""), expected, bg_connector_snapshot(&arena, &connector), 4) + (is_ok ? 0 : 1);
    bg_arena_finish(&arena);
    return differences;
}

static void every_model_is_equal(void **state) {
    (void)state;
    struct world world;
    setup_world(&world);
    if (world.index == NULL) {
        teardown_world(&world);
        skip();
    }
    const struct bg_node *models = bg_node_at(world.index, "models");
    size_t wrong = 0;
    for (size_t i = 0; i < models->count; i++) {
        wrong += check_model(&world, models->as.items[i]) > 0;
    }
    print_message("%zu of %zu models equal\n", models->count - wrong, models->count);
    assert_int_equal(wrong, 0);
    assert_int_equal(models->count, 37);
    teardown_world(&world);
}

UNIT(source_manifest_manifest) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_model_is_equal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
