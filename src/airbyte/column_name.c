/*
 * Column names. Compatibility decomposition comes from utf8proc; the rest is ASCII.
 *
 * What a destination really calls the column does not matter here, only whether a field keeps its column: so a name is
 * compared in the form in which the destination tells names apart.
 */
#include "airbyte/column_name.h"

#include "base/buffer.h"
#include "base/table.h"

#include <stdlib.h>
#include <utf8proc.h>

#define SHORT_NAME 63 /* bytes of an identifier in Postgres */

static bool is_ascii(struct bg_slice name) {
    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)name.at[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* NFKD without combining marks; the name as it is where that fails (it is no UTF-8). */
static struct bg_slice decompose(struct bg_arena *arena, struct bg_slice name) {
    if (is_ascii(name)) {
        return name;
    }
    utf8proc_uint8_t *text = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)name.at, (utf8proc_ssize_t)name.len, &text,
                                        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
    if (len < 0) {
        return name;
    }
    struct bg_slice decomposed = bg_arena_copy(arena, (struct bg_slice){(const char *)text, (size_t)len});
    free(text);
    return decomposed;
}

struct bg_slice bg_column_name_clean(struct bg_arena *arena, struct bg_slice name) {
    struct bg_slice text = decompose(arena, name);
    char *out = bg_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool continues = ((unsigned char)c & 0xC0) == 0x80 || (is_blank(c) && i > 0 && is_blank(text.at[i - 1]));
        if (!continues) { /* a character, or a run of blanks, is one "_" */
            out[len++] = is_letter_or_digit(c) ? c : '_';
        }
    }
    return (struct bg_slice){out, len};
}

struct bg_slice bg_column_name_fold(struct bg_arena *arena, struct bg_slice name) {
    char *out = bg_arena_alloc(arena, name.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (is_letter_or_digit(name.at[i]) || (unsigned char)name.at[i] >= 0x80) {
            out[len++] = lower(name.at[i]);
        }
    }
    return (struct bg_slice){out, len};
}

/* The name as the rule compares it. */
static struct bg_slice canonical(struct bg_arena *arena, struct bg_slice name, enum bg_name_rule rule) {
    struct bg_slice clean = bg_column_name_clean(arena, name);
    if (rule == BG_NAME_SHORT) {
        return bg_slice_range(clean, 0, SHORT_NAME);
    }
    char *out = bg_arena_alloc(arena, clean.len + 1);
    for (size_t i = 0; i < clean.len; i++) {
        out[i] = lower(clean.at[i]);
    }
    return (struct bg_slice){out, clean.len};
}

static struct bg_slice with_suffix(struct bg_arena *arena, struct bg_slice name, size_t number,
                                   enum bg_name_rule rule) {
    struct bg_slice suffix = bg_arena_printf(arena, "_%zu", number);
    if (rule == BG_NAME_SHORT && name.len + suffix.len > SHORT_NAME) {
        name = bg_slice_range(name, 0, SHORT_NAME - suffix.len);
    }
    return bg_arena_printf(arena, "%.*s%.*s", BG_ARGS(name), BG_ARGS(suffix));
}

const struct bg_slice *bg_column_names(struct bg_arena *arena, const struct bg_node *properties, enum bg_name_rule rule,
                                       bool **is_suffixed) {
    struct bg_slice *names = bg_arena_array(arena, properties->count, sizeof names[0]);
    size_t *next = bg_arena_array(arena, properties->count, sizeof next[0]); /* suffix to try, per first owner */
    bool *suffixed = bg_arena_array(arena, properties->count, sizeof suffixed[0]);
    struct bg_table taken = {0}; /* name to the counter of its owner */
    bool collide = false;
    for (size_t i = 0; i < properties->count; i++) {
        struct bg_slice wanted = canonical(arena, properties->as.members[i].key, rule);
        names[i] = wanted;
        size_t *counter = bg_table_get(&taken, wanted);
        while (bg_table_get(&taken, names[i]) != NULL) {
            names[i] = with_suffix(arena, wanted, ++*counter, rule);
            suffixed[i] = collide = true;
        }
        bg_table_put(&taken, names[i], &next[i]);
    }
    bg_table_finish(&taken);
    *is_suffixed = suffixed;
    return collide ? names : NULL;
}
