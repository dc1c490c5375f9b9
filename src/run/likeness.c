/*
 * Likeness: see likeness.h. A connector is the multiset of its passages: so many words in a row, whatever stands
 * between them, not all of which are common ones. Of 5,000 pairs of Airbyte's low-code connectors, none of which came
 * from the other, one shares a fourth of them, while every second one shares a third of its lines; of 308 that were
 * renamed and lost every twelfth line, all keep a fourth. Of the others, which are mostly code, 1.5 % of such pairs
 * share as much.
 */
#include "run/likeness.h"

#include "base/glob.h"
#include "base/limits.h"
#include "base/vector.h"
#include "run/common_words.h"

#include <stdlib.h>

enum { PASSAGE_WORDS = 10, LIKE = 4, SHORT = 2 };

/* Where the passages of one connector go. */
struct adding {
    const struct bg_policy *policy;
    const struct bg_table *common;
    struct bg_arena *arena;
    struct bg_tree *tree;
    struct bg_slice root;
    uint32_t owner;
    struct bg_passages *passages;
};

static int compare_passages(const void *a, const void *b) {
    const struct bg_passage *left = a;
    const struct bg_passage *right = b;
    return left->hash != right->hash     ? (left->hash < right->hash ? -1 : 1)
           : left->owner != right->owner ? (left->owner < right->owner ? -1 : 1)
                                         : 0;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & '\x80') != 0;
}

/* FNV-1a: the same in every run, so that an answer is. */
static uint64_t mix(uint64_t hash, uint64_t more) {
    return (hash ^ more) * 1099511628211u;
}

/* The last words of a text, in rings. */
struct window {
    uint64_t words[PASSAGE_WORDS];
    bool is_own[PASSAGE_WORDS]; /* not a common one */
    size_t count;
};

static bool is_number(struct bg_slice word) {
    size_t i = 0;
    while (i < word.len && word.at[i] >= '0' && word.at[i] <= '9') {
        i++;
    }
    return i == word.len;
}

static void add_word(struct window *window, const struct bg_table *common, struct bg_slice word) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < word.len; i++) {
        hash = mix(hash, (unsigned char)word.at[i]);
    }
    size_t slot = window->count++ % PASSAGE_WORDS;
    window->words[slot] = hash;
    window->is_own[slot] = word.len > SHORT && !is_number(word) && bg_table_get(common, word) == NULL;
}

static void add_window(struct bg_passages *passages, struct bg_arena *arena, const struct window *window,
                       uint32_t owner) {
    uint64_t hash = 0;
    bool is_own = false;
    for (size_t i = window->count < PASSAGE_WORDS ? 0 : window->count - PASSAGE_WORDS; i < window->count; i++) {
        hash = mix(hash, window->words[i % PASSAGE_WORDS]);
        is_own = is_own || window->is_own[i % PASSAGE_WORDS];
    }
    if (is_own) {
        BG_VECTOR_ADD(arena, passages, (struct bg_passage){(uint32_t)(hash >> 32), owner});
    }
}

/* A text with fewer words than a passage is one. */
static void add_text(struct adding *adding, struct bg_slice text) {
    struct window window = {0};
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && is_word(text.at[end])) {
            end++;
        }
        if (end > at) {
            add_word(&window, adding->common, bg_slice_range(text, at, end));
        }
        if (end > at && window.count >= PASSAGE_WORDS) {
            add_window(adding->passages, adding->arena, &window, adding->owner);
        }
        at = end > at ? end : at + 1;
    }
    if (window.count < PASSAGE_WORDS) {
        add_window(adding->passages, adding->arena, &window, adding->owner);
    }
}

/* What is written by a package manager says what others have released, and is most of the bytes. */
static bool is_lock(struct bg_slice path) {
    return bg_slice_ends(path, BG_LITERAL(".lock")) || bg_slice_ends(path, BG_LITERAL("-lock.json"));
}

static void add_file(struct adding *adding, struct bg_slice path) {
    const struct bg_slices *never_ships = &adding->policy->never_ships;
    struct bg_slice below = bg_path_below(path, adding->root);
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice text;
    if (below.at != NULL && !is_lock(below) && !bg_glob_match_any(never_ships->items, never_ships->count, below) &&
        bg_tree_read(adding->tree, path, &scratch, &text, NULL, NULL) == BG_FILE_READ &&
        memchr(text.at, '\0', text.len) == NULL) {
        add_text(adding, text);
    }
    bg_arena_finish(&scratch);
}

static bool is_metadata(const struct adding *adding, struct bg_slice path) {
    struct bg_slice metadata = adding->policy->layout->metadata;
    struct bg_slice below = bg_path_below(path, adding->root);
    return metadata.at != NULL && below.at != NULL && bg_slice_equal(below, metadata);
}

/* Adds all passages of a connector. What metadata says is the same of many, and counts where there is nothing else. */
static void add_connector(struct adding *adding, const struct bg_touched *touched) {
    size_t before = adding->passages->count;
    for (size_t pass = 0; pass < 2 && adding->passages->count == before; pass++) {
        for (size_t i = 0; i < touched->file_count; i++) {
            if (is_metadata(adding, touched->files[i].path) == (pass == 1)) {
                add_file(adding, touched->files[i].path);
            }
        }
    }
}

static void sort(struct bg_passages *passages) {
    if (passages->count > 0) {
        qsort(passages->items, passages->count, sizeof passages->items[0], compare_passages);
    }
}

void bg_likeness_begin(struct bg_likeness *likeness, const struct bg_policy *policy, const struct bg_moment *moment,
                       const struct bg_touched *touched, size_t count) {
    *likeness = (struct bg_likeness){.touched = touched, .count = count, .arena = BG_ARENA_EMPTY};
    size_t gone = 0;
    for (size_t i = 0; i < count; i++) {
        gone += touched[i].head_root.at == NULL;
    }
    bg_common_words_put(&likeness->common);
    for (size_t i = 0; i < count && gone > 0; i++) {
        if (touched[i].base_root.at == NULL) {
            struct adding adding = {.policy = policy,
                                    .common = &likeness->common,
                                    .arena = &likeness->arena,
                                    .tree = moment->head,
                                    .root = touched[i].head_root,
                                    .owner = (uint32_t)i,
                                    .passages = &likeness->come};
            add_connector(&adding, &touched[i]);
        }
    }
    sort(&likeness->come);
    likeness->shared = bg_arena_array(&likeness->arena, count + 1, sizeof likeness->shared[0]);
}

void bg_likeness_finish(struct bg_likeness *likeness) {
    bg_table_finish(&likeness->common);
    bg_arena_finish(&likeness->arena);
}

/* Counts for all that are new one passage that stands `times` times in what is gone: with each as often as it has it.
 */
static void count_shared(struct bg_likeness *likeness, uint32_t hash, size_t times) {
    const struct bg_passages *come = &likeness->come;
    struct bg_passage first = {.hash = hash};
    size_t i = bg_vector_find(come->items, come->count, sizeof first, &first, compare_passages);
    for (size_t met = 0; i < come->count && come->items[i].hash == hash; i++) {
        met =
            i > 0 && come->items[i - 1].hash == hash && come->items[i - 1].owner == come->items[i].owner ? met + 1 : 1;
        likeness->shared[come->items[i].owner] += met <= times;
        likeness->steps++;
    }
    likeness->steps++;
}

static const struct bg_touched *best_of(const struct bg_likeness *likeness, size_t whole) {
    size_t best = 0;
    for (size_t i = 1; i < likeness->count; i++) {
        best = likeness->shared[i] > likeness->shared[best] ? i : best;
    }
    size_t most = likeness->shared[best];
    return most > 0 && most * LIKE >= whole ? &likeness->touched[best] : NULL;
}

const struct bg_touched *bg_likeness_of(struct bg_likeness *likeness, const struct bg_policy *policy,
                                        const struct bg_moment *moment, const struct bg_touched *gone, bool *is_told) {
    *is_told = true;
    if (likeness->come.count == 0) {
        return NULL;
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_passages said = {0};
    struct adding adding = {.policy = policy,
                            .common = &likeness->common,
                            .arena = &arena,
                            .tree = moment->base,
                            .root = gone->base_root,
                            .passages = &said};
    add_connector(&adding, gone);
    sort(&said);
    memset(likeness->shared, 0, likeness->count * sizeof likeness->shared[0]);
    for (size_t i = 0, times = 1; i < said.count && *is_told; i++, times++) {
        if (i + 1 == said.count || said.items[i + 1].hash != said.items[i].hash) {
            count_shared(likeness, said.items[i].hash, times);
            times = 0;
            *is_told = likeness->steps <= BG_LIMIT_LIKENESS_STEPS;
        }
    }
    bg_arena_finish(&arena);
    return *is_told ? best_of(likeness, said.count) : NULL;
}
