/* The words: see terms.h. The file is compiled in as it stands, and a test reads it. */
#include "rules/terms.h"

#include "base/embedded.h"
#include "text/fields.h"

#include <assert.h>

enum { MEANING_MAX_BYTES = 200, NAME_MAX_BYTES = 40 };

#define AT(member) offsetof(struct bg_term, member)

static const struct bg_field rows[] = {
    {"means", BG_FIELD_LINE, BG_REQUIRED, AT(means), .max = MEANING_MAX_BYTES},
    {"see", BG_FIELD_LINES, BG_OPTIONAL, AT(see), .count_at = AT(see_count), .max = NAME_MAX_BYTES},
};

static const struct bg_fields fields = BG_FIELDS("the word", rows, struct bg_term);

static struct bg_slice file_text(void) {
    size_t i = 0;
    while (i < bg_embedded_file_count && !bg_slice_is(bg_embedded_files[i].name, "terms.yaml")) {
        i++;
    }
    return bg_embedded_files[i].text;
}

const struct bg_term *bg_terms_list(struct bg_arena *arena, size_t *count) {
    struct bg_error err;
    const struct bg_field_reader reader = {.arena = arena, .is_builtin = true, .err = &err};
    const struct bg_node *root;
    void *items = NULL;
    bool is_read =
        bg_fields_document(&reader, bg_source_new(arena, BG_LITERAL("rules/terms.yaml"), file_text()), &root) &&
        bg_fields_read_named(&reader, &fields, "the words are no mapping from words", root, &items, count);
    assert(is_read);
    (void)is_read;
    return items;
}

/* As it is, or in capitals as at the head of a verdict. */
static bool is_word(struct bg_slice term, struct bg_slice name) {
    bool is_same = term.len == name.len;
    for (size_t i = 0; i < name.len && is_same; i++) {
        bool is_capital = name.at[i] >= 'A' && name.at[i] <= 'Z';
        is_same = term.at[i] == (is_capital ? (char)(name.at[i] - 'A' + 'a') : name.at[i]);
    }
    return is_same;
}

const struct bg_term *bg_terms_find(struct bg_arena *arena, struct bg_slice name) {
    size_t count = 0;
    const struct bg_term *terms = bg_terms_list(arena, &count);
    for (size_t i = 0; i < count; i++) {
        if (is_word(terms[i].name, name)) {
            return &terms[i];
        }
    }
    return NULL;
}

void bg_terms_offer(struct bg_arena *arena, struct bg_nearest *nearest) {
    size_t count = 0;
    const struct bg_term *terms = bg_terms_list(arena, &count);
    for (size_t i = 0; i < count; i++) {
        bg_nearest_offer(nearest, terms[i].name);
    }
}
