/* The vocabulary: see vocabulary.h. */
#include "rules/vocabulary.h"

const struct bg_word *bg_vocabulary_of(enum bg_id id) {
    return &bg_builtin_words[id - 1];
}

const struct bg_word *bg_vocabulary_find(struct bg_slice name) {
    const struct bg_word *former = NULL;
    for (size_t w = 0; w < bg_builtin_word_count; w++) {
        const struct bg_word *word = &bg_builtin_words[w];
        if (bg_slice_equal(word->id, name)) {
            return word;
        }
        if (bg_slice_is_among(word->was, word->was_count, name)) {
            former = word;
        }
    }
    return former;
}

const struct bg_word *bg_vocabulary_list(size_t *count) {
    *count = bg_builtin_word_count;
    return bg_builtin_words;
}

void bg_vocabulary_offer(struct bg_nearest *nearest) {
    for (size_t w = 0; w < bg_builtin_word_count; w++) {
        bg_nearest_offer(nearest, bg_builtin_words[w].id);
    }
}
