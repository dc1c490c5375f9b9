/* Slices: comparing and cutting bytes that belong to somebody else. Nothing here allocates. */
#ifndef BG_BASE_SLICE_H
#define BG_BASE_SLICE_H

#include "base/types.h"

#include <string.h>

#define BG_NO_SLICE ((struct bg_slice){NULL, 0})
#define BG_LITERAL(text) ((struct bg_slice){(text), sizeof(text) - 1})
/* For printf: "%.*s", BG_ARGS(slice). */
#define BG_ARGS(slice) (int)(slice).len, (slice).at == NULL ? "" : (slice).at

static inline struct bg_slice bg_slice_of(const char *text) {
    return (struct bg_slice){text, text == NULL ? 0 : strlen(text)};
}

static inline bool bg_slice_equal(struct bg_slice a, struct bg_slice b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool bg_slice_is(struct bg_slice slice, const char *text) {
    return bg_slice_equal(slice, bg_slice_of(text));
}

bool bg_slice_is_among(const struct bg_slice *slices, size_t count, struct bg_slice slice);

/* What a noun of so many ends with: nothing for one, else an s. */
static inline const char *bg_plural(size_t count) {
    return count == 1 ? "" : "s";
}

/* A capital of ASCII as its small letter, any other byte as it is. */
static inline char bg_ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether it is this word, which is in small letters, in whatever case of ASCII. */
static inline bool bg_slice_is_word(struct bg_slice text, const char *lowered) {
    size_t i = 0;
    while (i < text.len && lowered[i] != '\0' && bg_ascii_lower(text.at[i]) == lowered[i]) {
        i++;
    }
    return i == text.len && lowered[i] == '\0';
}

/* Orders by bytes, a prefix before what it is a prefix of. Below 0, 0 or above 0. */
int bg_slice_compare(struct bg_slice a, struct bg_slice b);

bool bg_slice_starts(struct bg_slice slice, struct bg_slice prefix);
bool bg_slice_ends(struct bg_slice slice, struct bg_slice suffix);

/* `path` as it is seen from `folder`, in which everything is if it is empty; {NULL, 0} if it is not below it. */
struct bg_slice bg_path_below(struct bg_slice path, struct bg_slice folder);

/* What stands before the last slash of a path, and behind it: the folder, empty at the top, and the name in it. */
struct bg_slice bg_path_folder(struct bg_slice path);
struct bg_slice bg_path_name(struct bg_slice path);

/* Whether the name says that the file is YAML. */
bool bg_path_is_yaml(struct bg_slice path);

/* Offset of the first `needle`, or slice.len if it is not in there. */
size_t bg_slice_find(struct bg_slice slice, struct bg_slice needle);

/* What is left from byte `from` on, clamped; and the bytes [from, to), clamped. */
struct bg_slice bg_slice_from(struct bg_slice slice, size_t from);
struct bg_slice bg_slice_range(struct bg_slice slice, size_t from, size_t to);

/* Without the ASCII blanks, tabs and line ends at both ends. */
struct bg_slice bg_slice_trim(struct bg_slice slice);

/* Without blank lines at its front and blanks, tabs and line ends at its end: the first line keeps its indentation. */
struct bg_slice bg_slice_trim_lines(struct bg_slice slice);

/* Cuts off and returns the bytes before `separator`; *rest becomes what follows it, {NULL, 0} if there was none. */
struct bg_slice bg_slice_cut(struct bg_slice *rest, char separator);

/* Length in bytes of the prefix that is ASCII. */
size_t bg_slice_ascii_prefix(struct bg_slice slice);

/* Length in bytes of the well-formed UTF-8 prefix; equals slice.len if all of it is UTF-8 (RFC 3629). */
size_t bg_slice_utf8_prefix(struct bg_slice slice);

#endif
