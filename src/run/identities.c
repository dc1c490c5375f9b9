/* Identities: see identities.h. */
#include "run/identities.h"

#include "layout/about.h"
#include "layout/expand.h"

/* Identities that are looked for in the text of a file before it is read as YAML; beyond them every file is read. */
enum { MOST_WANTED = 16 };

/* Roots with one identity in the head: two say all. */
struct bearers {
    struct bg_slice roots[2];
    size_t count;
};

/* In the arena; empty if it has none, or that cannot be read. */
static struct bg_slice identity_of(const struct bg_layout *layout, struct bg_tree *tree, struct bg_slice root,
                                   struct bg_arena *arena) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_about about = {0};
    struct bg_slice identity = BG_NO_SLICE;
    if (root.at != NULL && bg_about_load(tree, layout, root, &scratch, NULL, &about)) {
        identity = bg_arena_copy(arena, bg_metadata_text(about.metadata, layout->identity));
    }
    bg_arena_finish(&scratch);
    return identity;
}

/* The same file on both sides says the same: most need not be read. */
static bool is_same(const struct bg_identities *identities, const struct bg_touched *touched) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice file = identities->layout->metadata;
    bool is_same = false;
    if (touched->base_root.at != NULL && touched->head_root.at != NULL) {
        struct bg_entry base = bg_tree_stat(identities->moment->base, bg_path_join(&scratch, touched->base_root, file));
        struct bg_entry head = bg_tree_stat(identities->moment->head, bg_path_join(&scratch, touched->head_root, file));
        is_same = base.kind == BG_ENTRY_FILE && head.kind == BG_ENTRY_FILE && bg_oid_equal(&base.id, &head.id);
    }
    bg_arena_finish(&scratch);
    return is_same;
}

/* Writes down what it had, and what it comes with: it is new, or had another identity. */
static void note(struct bg_identities *identities, const struct bg_touched *touched) {
    const struct bg_moment *moment = identities->moment;
    struct bg_arena *arena = &identities->arena;
    if (is_same(identities, touched)) {
        return;
    }
    struct bg_slice before = identity_of(identities->layout, moment->base, touched->base_root, arena);
    struct bg_slice now = identity_of(identities->layout, moment->head, touched->head_root, arena);
    if (bg_slice_equal(before, now)) {
        return;
    }
    if (before.len > 0 && bg_table_get(&identities->holders, before) == NULL) {
        (void)bg_table_put(&identities->holders, before, (void *)(uintptr_t)touched);
    }
    if (now.len > 0) {
        struct bg_slice *identity = bg_arena_alloc(arena, sizeof *identity);
        struct bearers *bearers = bg_arena_alloc(arena, sizeof *bearers);
        *identity = now;
        *bearers = (struct bearers){0};
        (void)bg_table_put(&identities->comers, touched->head_root, identity);
        if (bg_table_get(&identities->taken, now) == NULL) {
            (void)bg_table_put(&identities->taken, now, bearers);
        }
    }
}

static void add_bearer(struct bg_identities *identities, struct bg_slice identity, struct bg_slice root) {
    struct bearers *bearers = bg_table_get(&identities->taken, identity);
    if (bearers != NULL && bearers->count < 2) {
        bearers->roots[bearers->count++] = bg_arena_copy(&identities->arena, root);
    }
}

/* Whether the file says one of the wanted identities at all: most do not, and need no parser. */
static bool may_have_one(const struct bg_identities *identities, struct bg_slice root) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice text;
    struct bg_slice path = bg_path_join(&scratch, root, identities->layout->metadata);
    bool may = identities->taken.count > MOST_WANTED;
    bool is_read = !may && bg_tree_read(identities->moment->head, path, &scratch, &text, NULL, NULL) == BG_FILE_READ;
    for (size_t i = 0; is_read && !may && i < identities->taken.count; i++) {
        may = bg_slice_find(text, identities->taken.entries[i].key) < text.len;
    }
    bg_arena_finish(&scratch);
    return may;
}

static void find_bearers(struct bg_identities *identities) {
    const struct bg_slice *roots = NULL;
    size_t count = 0;
    struct bg_tree *head = identities->moment->head;
    if (!bg_discover_all(head, identities->layout, &identities->arena, &roots, &count, NULL)) {
        return; /* the walk has said it */
    }
    for (size_t i = 0; i < count; i++) {
        if (may_have_one(identities, roots[i])) {
            add_bearer(identities, identity_of(identities->layout, head, roots[i], &identities->arena), roots[i]);
        }
    }
}

void bg_identities_begin(struct bg_identities *identities, const struct bg_layout *layout,
                         const struct bg_moment *moment, const struct bg_touched *touched, size_t count) {
    *identities = (struct bg_identities){.layout = layout, .moment = moment, .arena = BG_ARENA_EMPTY};
    for (size_t i = 0; i < count && layout->identity.at != NULL; i++) {
        note(identities, &touched[i]);
    }
    if (identities->taken.count > 0) {
        find_bearers(identities);
    }
}

void bg_identities_finish(struct bg_identities *identities) {
    bg_table_finish(&identities->comers);
    bg_table_finish(&identities->taken);
    bg_table_finish(&identities->holders);
    bg_arena_finish(&identities->arena);
}

/* Who has the identity in the head besides; {NULL, 0}: nobody. */
static struct bg_slice other_bearer(const struct bearers *bearers, struct bg_slice root) {
    for (size_t i = 0; i < bearers->count; i++) {
        if (!bg_slice_equal(bearers->roots[i], root)) {
            return bearers->roots[i];
        }
    }
    return BG_NO_SLICE;
}

/* "source-x-strict-encrypt" is built from "source-x", and is published in its place on purpose. */
static bool is_twin(struct bg_slice name, struct bg_slice other) {
    return name.len > other.len && bg_slice_starts(name, other) && name.at[other.len] == '-';
}

bool bg_identities_check(struct bg_identities *identities, const struct bg_touched *touched, bool declares_major,
                         struct bg_problems *problems) {
    const struct bg_slice *comes_with =
        touched->head_root.at == NULL ? NULL : bg_table_get(&identities->comers, touched->head_root);
    if (comes_with == NULL) {
        return false;
    }
    struct bg_slice identity = *comes_with;
    const struct bearers *bearers = bg_table_get(&identities->taken, identity);
    struct bg_place at = {.file = bg_path_join(problems->arena, touched->head_root, identities->layout->metadata)};
    struct bg_slice other = other_bearer(bearers, touched->head_root);
    const struct bg_touched *holder = bg_table_get(&identities->holders, identity);
    if (other.at != NULL) {
        bool is_fatal = !is_twin(touched->name, bg_path_name(other)) && !is_twin(bg_path_name(other), touched->name);
        bg_problem_add(problems, BG_ID_DUPLICATE_IDENTITY, is_fatal, at, "it has the same identity as %.*s: %.*s",
                       BG_ARGS(other), BG_ARGS(identity));
    } else if (holder != NULL && !bg_slice_equal(holder->name, touched->name)) {
        bg_problem_add(problems, BG_ID_DUPLICATE_IDENTITY, !declares_major, at,
                       "it takes over the identity %.*s, which was that of %.*s, and is not compared with it",
                       BG_ARGS(identity), BG_ARGS(bg_touched_root(holder)));
        return declares_major;
    }
    return false;
}
