/* What the finders of the kinds of site share; private to src/site/site*.c. */
#ifndef BG_SITE_SITE_SEARCH_H
#define BG_SITE_SITE_SEARCH_H

#include "site/site.h"

struct site_search {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_slice text; /* of the source */
    const struct bg_site_query *query;
    struct bg_site found;
    bool is_found;
    struct bg_refusal *refusal;
};

/* Each fills `found` or the refusal. */
bool find_cfg(struct site_search *search);
bool find_docker_label(struct site_search *search);
bool find_gradle(struct site_search *search);
bool find_json(struct site_search *search);
bool find_plain(struct site_search *search);
bool find_properties(struct site_search *search);
bool find_py_attr(struct site_search *search);
bool find_setup_py(struct site_search *search);
bool find_toml(struct site_search *search);
bool find_yaml(struct site_search *search);

/* Refuses at byte `at`. Returns false. */
bool refuse_site(struct site_search *search, enum bg_id id, size_t at, const char *message);

/* Notes a place of the value; refuses the second one. */
bool note_site(struct site_search *search, size_t at, size_t end);

/* At the end of a scan: found, or refused as `not-found`. */
bool finish_search(struct site_search *search);

/* The path joined by dots, for messages and for formats whose keys are one text. In the arena. */
struct bg_slice joined_path(const struct site_search *search);

/* The byte at `at`, NUL behind the end. */
static inline char char_at(const struct site_search *search, size_t at) {
    return at < search->text.len ? search->text.at[at] : '\0';
}

static inline bool starts_at(const struct site_search *search, size_t at, const char *text) {
    return bg_slice_starts(bg_slice_from(search->text, at), bg_slice_of(text));
}

/* Offset of the line end (or of the end of the text) at or behind `at`. */
size_t line_end_at(const struct site_search *search, size_t at);

static inline bool is_blank_char(char c) {
    return c == ' ' || c == '\t';
}

static inline bool is_word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

#endif
