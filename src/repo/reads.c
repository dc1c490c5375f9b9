/* Records of what was read: see reads.h. The tree notes what it is asked (tree.c); here the questions are kept and
 * asked again. */
#include "repo/reads.h"

#include "base/vector.h"
#include "repo/internal.h"

#include <stdlib.h>

/* `path` seen from `root`, empty for the root itself; {NULL, 0} outside of it. */
static struct bg_slice seen_from(struct bg_slice root, struct bg_slice path) {
    return bg_slice_equal(path, root) ? BG_LITERAL("") : bg_path_below(path, root);
}

static struct bg_slice key_of(struct bg_arena *arena, enum bg_ask ask, bool is_inside, struct bg_slice path) {
    return bg_arena_printf(arena, "%c%c%.*s", (char)ask, is_inside ? '.' : '/', BG_ARGS(path));
}

void bg_reads_add(struct bg_reads *reads, enum bg_ask ask, struct bg_slice path, const struct bg_found *found) {
    struct bg_slice inside = seen_from(reads->root, path);
    struct bg_slice kept = inside.at != NULL ? inside : path;
    struct bg_slice key = key_of(&reads->arena, ask, inside.at != NULL, kept);
    if (!bg_table_put(&reads->known, key, NULL)) {
        return;
    }
    bool leaves = found->leaves || inside.at == NULL;
    struct bg_read read = {
        .ask = ask,
        .path = bg_slice_from(key, 2),
        .is_inside = inside.at != NULL,
        .leaves = leaves,
        .answer = found->answer,
        .file = found->file.at == NULL || bg_slice_equal(found->file, path) ? BG_NO_SLICE
                                                                            : bg_arena_copy(&reads->arena, found->file),
    };
    BG_VECTOR_ADD(NULL, reads, read);
    reads->leaves |= leaves;
}

/* No more questions: which are there need not be known, and there is no room for others. */
static void close_record(struct bg_reads *reads) {
    if (reads != NULL) {
        bg_table_finish(&reads->known);
        if (reads->room > reads->count && reads->count > 0) {
            reads->items = bg_realloc_array(reads->items, reads->count, sizeof reads->items[0]);
            reads->room = reads->count;
        }
    }
}

void bg_reads_begin(struct bg_reads *reads, struct bg_tree *tree, struct bg_slice root) {
    close_record(tree->reads);
    bg_reads_finish(reads);
    reads->root = bg_arena_copy(&reads->arena, root);
    reads->folder = bg_tree_stat(tree, root).id;
    reads->lacks_ids = tree->ops != &bg_tree_of_git;
    tree->reads = reads;
}

void bg_reads_end(struct bg_tree *tree) {
    close_record(tree->reads);
    tree->reads = NULL;
}

size_t bg_reads_weight(const struct bg_reads *reads) {
    return bg_arena_total(&reads->arena) + reads->room * sizeof reads->items[0];
}

void bg_reads_finish(struct bg_reads *reads) {
    if (reads == NULL) {
        return;
    }
    free(reads->items);
    bg_table_finish(&reads->known);
    bg_arena_finish(&reads->arena);
    *reads = (struct bg_reads){0};
}

static bool is_same_answer(const struct bg_answer *a, const struct bg_answer *b) {
    return a->kind == b->kind && bg_oid_equal(&a->id, &b->id) && bg_slice_is(bg_slice_of(a->trouble), b->trouble);
}

/* The path of a question, from the top of the tree. */
static struct bg_slice whole_path(struct bg_arena *arena, const struct bg_read *read, struct bg_slice root) {
    bool is_joined = read->is_inside && root.len > 0 && read->path.len > 0;
    return is_joined         ? bg_arena_printf(arena, "%.*s/%.*s", BG_ARGS(root), BG_ARGS(read->path))
           : read->is_inside ? (read->path.len > 0 ? read->path : root)
                             : read->path;
}

bool bg_reads_hold(const struct bg_reads *reads, struct bg_tree *tree, struct bg_slice root) {
    if (reads->lacks_ids || tree->ops != &bg_tree_of_git) {
        return false;
    }
    struct bg_oid folder = bg_tree_stat(tree, root).id;
    bool is_same_folder = bg_oid_equal(&folder, &reads->folder) && !bg_oid_is_zero(&folder);
    struct bg_arena scratch = BG_ARENA_EMPTY;
    bool holds = true;
    for (size_t i = 0; i < reads->count && holds && !(is_same_folder && !reads->leaves); i++) {
        const struct bg_read *read = &reads->items[i];
        if (read->ask != BG_ASK_LINK && (read->leaves || !is_same_folder)) {
            struct bg_slice file;
            struct bg_answer answer = bg_tree_answer(tree, read->ask, whole_path(&scratch, read, root), &file);
            bool is_elsewhere_now = !read->leaves && seen_from(root, file).at == NULL;
            holds = is_same_answer(&read->answer, &answer) && !is_elsewhere_now;
        }
    }
    bg_arena_finish(&scratch);
    return holds;
}

bool bg_reads_leave(const struct bg_reads *reads) {
    return reads->leaves;
}

bool bg_reads_include(const struct bg_reads *reads, struct bg_slice path) {
    struct bg_slice inside = seen_from(reads->root, path);
    for (size_t i = 0; i < reads->count; i++) {
        const struct bg_read *read = &reads->items[i];
        bool is_file = read->ask == BG_ASK_BYTES || read->ask == BG_ASK_LINK;
        struct bg_slice asked = read->is_inside ? inside : path;
        if (is_file && (bg_slice_equal(read->file, path) || (asked.at != NULL && bg_slice_equal(read->path, asked)))) {
            return true;
        }
    }
    return false;
}
