/* Two commits out of text, and their trees: base and head of a change. */
#ifndef TESTS_SUPPORT_TREES_H
#define TESTS_SUPPORT_TREES_H

#include "layout/layout.h"
#include "repo/repo.h"
#include "support/git_fixture.h"

struct trees {
    struct fixture *fixture;
    struct bg_repo *repo;
    struct bg_tree *base;
    struct bg_tree *head;
};

/* Files up to one without a path; `head` may be NULL: then only base is there. Fails the test if git does. */
void trees_init(struct trees *trees, const struct fixture_file *base, const struct fixture_file *head);

/* The layout of Airbyte's monorepo, whatever is in the trees; in the arena. */
const struct bg_layout *trees_layout(struct bg_arena *arena);

void trees_finish(struct trees *trees);

#endif
