/* Trees of commits: see trees.h. */
#include "support/trees.h"

#include "support/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const char *commit_files(struct trees *trees, const struct fixture_file *files) {
    fixture_empty(trees->fixture);
    for (; files->path != NULL; files++) {
        fixture_write(trees->fixture, files->path, files->text);
    }
    return fixture_commit(trees->fixture, "files");
}

static struct bg_tree *tree_of(struct trees *trees, const char *revision) {
    struct bg_oid commit;
    struct bg_tree *tree = NULL;
    struct bg_error err = {0};
    if (!bg_repo_resolve(trees->repo, revision, &commit, &err) || !bg_repo_tree(trees->repo, &commit, &tree, &err)) {
        fail_msg("%s", err.message);
    }
    return tree;
}

void trees_init(struct trees *trees, const struct fixture_file *base, const struct fixture_file *head) {
    struct bg_error err = {0};
    *trees = (struct trees){.fixture = fixture_new()};
    const char *base_id = commit_files(trees, base);
    const char *head_id = head == NULL ? NULL : commit_files(trees, head);
    if (!bg_repo_open(&trees->repo, fixture_path(trees->fixture), true, &err)) {
        fail_msg("%s", err.message);
    }
    trees->base = tree_of(trees, base_id);
    trees->head = head_id == NULL ? NULL : tree_of(trees, head_id);
}

const struct bg_layout *trees_layout(struct bg_arena *arena) {
    struct bg_layout *layout = bg_arena_alloc(arena, sizeof *layout);
    struct bg_error err = {0};
    const char *text = "{id: airbyte-monorepo, inherits: airbyte-monorepo, detect: anything}";
    if (!bg_layout_read(arena, document_of(arena, text), layout, &err)) {
        fail_msg("%s", err.message);
    }
    return layout;
}

void trees_finish(struct trees *trees) {
    bg_repo_free(trees->repo);
    fixture_free(trees->fixture);
}
