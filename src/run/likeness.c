/*
 * Likeness: see likeness.h. A connector is the multiset of its lines, without the blanks around them, each weighing its
 * bytes. Of 15,000 pairs of Airbyte's connectors, none of which came from the other, one in a thousand shares more than
 * a sixth of its own lines, and one in a hundred more than half of all.
 */
#include "run/likeness.h"

#include "base/glob.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/vector.h"
#include "layout/expand.h"

#include <stdlib.h>

enum { OTHERS = 16, FEWEST_OWN = 10, LIKE = 2 };

struct bg_line {
    uint64_t hash;
    uint32_t bytes;
};

static int compare_lines(const void *a, const void *b) {
    uint64_t left = ((const struct bg_line *)a)->hash;
    uint64_t right = ((const struct bg_line *)b)->hash;
    return left < right ? -1 : left > right;
}

static void add_text(struct bg_lines *lines, struct bg_arena *arena, struct bg_slice text) {
    struct bg_slice rest = text;
    while (rest.at != NULL) {
        struct bg_slice line = bg_slice_trim(bg_slice_cut(&rest, '\n'));
        if (line.len > 0) {
            BG_VECTOR_ADD(arena, lines, (struct bg_line){bg_slice_hash(line), (uint32_t)line.len});
            lines->bytes += line.len;
        }
    }
}

/* What is written by a package manager says what others have released, and is most of the bytes. */
static bool is_lock(struct bg_slice path) {
    return bg_slice_ends(path, BG_LITERAL(".lock")) || bg_slice_ends(path, BG_LITERAL("-lock.json"));
}

static void add_file(struct bg_lines *lines, const struct bg_policy *policy, struct bg_arena *arena,
                     struct bg_tree *tree, struct bg_slice root, struct bg_slice path) {
    struct bg_slice below = bg_path_below(path, root);
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice text;
    if (below.at != NULL && !is_lock(below) &&
        !bg_glob_match_any(policy->never_ships.items, policy->never_ships.count, below) &&
        bg_tree_read(tree, path, &scratch, &text, NULL, NULL) == BG_FILE_READ &&
        memchr(text.at, '\0', text.len) == NULL) {
        add_text(lines, arena, text);
    }
    bg_arena_finish(&scratch);
}

static void sort(struct bg_lines *lines) {
    if (lines->count > 0) {
        qsort(lines->items, lines->count, sizeof lines->items[0], compare_lines);
    }
}

static struct bg_lines lines_of(const struct bg_policy *policy, struct bg_arena *arena, struct bg_tree *tree,
                                struct bg_slice root, const struct bg_touched *touched) {
    struct bg_lines lines = {0};
    for (size_t i = 0; i < touched->file_count; i++) {
        add_file(&lines, policy, arena, tree, root, touched->files[i].path);
    }
    sort(&lines);
    return lines;
}

static void add_folder(struct bg_likeness *likeness, const struct bg_policy *policy, struct bg_tree *tree,
                       struct bg_slice root, struct bg_slice folder, size_t depth) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_entry *entries;
    size_t count = 0;
    if (depth < BG_LIMIT_FOLDER_DEPTH && bg_tree_list(tree, folder, &scratch, &entries, &count, NULL)) {
        for (size_t i = 0; i < count; i++) {
            struct bg_slice path = bg_path_join(&scratch, folder, entries[i].name);
            if (entries[i].kind == BG_ENTRY_FOLDER) {
                add_folder(likeness, policy, tree, root, path, depth + 1);
            } else if (entries[i].kind == BG_ENTRY_FILE) {
                add_file(&likeness->common, policy, &likeness->arena, tree, root, path);
            }
        }
    }
    bg_arena_finish(&scratch);
}

static bool is_touched(const struct bg_likeness *likeness, struct bg_slice root) {
    for (size_t i = 0; i < likeness->count; i++) {
        if (bg_slice_equal(likeness->touched[i].base_root, root) ||
            bg_slice_equal(likeness->touched[i].head_root, root)) {
            return true;
        }
    }
    return false;
}

/* Some of those that nobody touched, from all over the list. */
static void read_others(struct bg_likeness *likeness, const struct bg_policy *policy, struct bg_tree *tree) {
    const struct bg_slice *roots = NULL;
    size_t count = 0;
    struct bg_error ignored;
    if (!bg_discover_all(tree, policy->layout, &likeness->arena, &roots, &count, &ignored)) {
        return;
    }
    size_t step = count / OTHERS + 1;
    for (size_t i = 0; i < count; i += step) {
        if (!is_touched(likeness, roots[i])) {
            add_folder(likeness, policy, tree, roots[i], roots[i], 0);
        }
    }
    sort(&likeness->common);
}

void bg_likeness_begin(struct bg_likeness *likeness, const struct bg_policy *policy, const struct bg_moment *moment,
                       const struct bg_touched *touched, size_t count) {
    *likeness = (struct bg_likeness){.touched = touched, .count = count, .arena = BG_ARENA_EMPTY};
    size_t gone = 0;
    size_t come = 0;
    for (size_t i = 0; i < count; i++) {
        gone += touched[i].head_root.at == NULL;
        come += touched[i].base_root.at == NULL;
    }
    if (gone == 0 || come == 0) {
        return;
    }
    likeness->new = bg_arena_array(&likeness->arena, count, sizeof likeness->new[0]);
    for (size_t i = 0; i < count; i++) {
        likeness->new[i] = touched[i].base_root.at != NULL
                               ? (struct bg_lines){0}
                               : lines_of(policy, &likeness->arena, moment->head, touched[i].head_root, &touched[i]);
    }
    read_others(likeness, policy, moment->base);
}

void bg_likeness_finish(struct bg_likeness *likeness) {
    bg_arena_finish(&likeness->arena);
}

/* The lines that nobody else says. */
static struct bg_lines own_of(const struct bg_lines *lines, const struct bg_lines *common, struct bg_arena *arena) {
    struct bg_lines own = {0};
    size_t c = 0;
    for (size_t i = 0; i < lines->count; i++) {
        while (c < common->count && common->items[c].hash < lines->items[i].hash) {
            c++;
        }
        if (c == common->count || common->items[c].hash != lines->items[i].hash) {
            BG_VECTOR_ADD(arena, &own, lines->items[i]);
            own.bytes += lines->items[i].bytes;
        }
    }
    return own;
}

/* Bytes of the lines that both have. */
static size_t shared(const struct bg_lines *a, const struct bg_lines *b) {
    size_t bytes = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        int order = compare_lines(&a->items[i], &b->items[k]);
        bytes += order == 0 ? a->items[i].bytes : 0;
        i += order <= 0;
        k += order >= 0;
    }
    return bytes;
}

const struct bg_touched *bg_likeness_of(struct bg_likeness *likeness, const struct bg_policy *policy,
                                        const struct bg_moment *moment, const struct bg_touched *gone, bool *is_told) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_touched *best = NULL;
    size_t most = 0;
    *is_told = true;
    if (likeness->new != NULL) {
        struct bg_lines all = lines_of(policy, &arena, moment->base, gone->base_root, gone);
        struct bg_lines own = own_of(&all, &likeness->common, &arena);
        bool has_own = own.bytes * FEWEST_OWN >= all.bytes;
        const struct bg_lines *said = has_own ? &own : &all;
        for (size_t i = 0; i < likeness->count && *is_told; i++) {
            const struct bg_lines *new = &likeness->new[i];
            likeness->steps += said->count + new->count;
            *is_told = likeness->steps <= BG_LIMIT_LIKENESS_STEPS;
            size_t bytes = new->count > 0 ? shared(said, new) : 0;
            size_t whole = has_own || said->bytes > new->bytes ? said->bytes : new->bytes;
            if (bytes > most && bytes * LIKE >= whole) {
                best = &likeness->touched[i];
                most = bytes;
            }
        }
    }
    bg_arena_finish(&arena);
    return best;
}
