/* Slices: see slice.h. */
#include "base/slice.h"

int bg_slice_compare(struct bg_slice a, struct bg_slice b) {
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool bg_slice_is_among(const struct bg_slice *slices, size_t count, struct bg_slice slice) {
    for (size_t i = 0; i < count; i++) {
        if (bg_slice_equal(slices[i], slice)) {
            return true;
        }
    }
    return false;
}

bool bg_slice_starts(struct bg_slice slice, struct bg_slice prefix) {
    return slice.len >= prefix.len && bg_slice_equal(bg_slice_range(slice, 0, prefix.len), prefix);
}

bool bg_slice_ends(struct bg_slice slice, struct bg_slice suffix) {
    return slice.len >= suffix.len && bg_slice_equal(bg_slice_from(slice, slice.len - suffix.len), suffix);
}

struct bg_slice bg_path_below(struct bg_slice path, struct bg_slice folder) {
    if (folder.len == 0) {
        return folder.at == NULL ? BG_NO_SLICE : path;
    }
    bool is_below = bg_slice_starts(path, folder) && path.len > folder.len && path.at[folder.len] == '/';
    return is_below ? bg_slice_from(path, folder.len + 1) : BG_NO_SLICE;
}

bool bg_path_is_yaml(struct bg_slice path) {
    return bg_slice_ends(path, BG_LITERAL(".yaml")) || bg_slice_ends(path, BG_LITERAL(".yml"));
}

struct bg_slice bg_path_name(struct bg_slice path) {
    size_t at = path.len;
    while (at > 0 && path.at[at - 1] != '/') {
        at--;
    }
    return bg_slice_from(path, at);
}

struct bg_slice bg_path_folder(struct bg_slice path) {
    size_t end = path.len - bg_path_name(path).len;
    return bg_slice_range(path, 0, end == 0 ? 0 : end - 1);
}

size_t bg_slice_find(struct bg_slice slice, struct bg_slice needle) {
    if (needle.len == 0) {
        return 0;
    }
    if (slice.len == 0) {
        return slice.len;
    }
    const char *found = memmem(slice.at, slice.len, needle.at, needle.len);
    return found == NULL ? slice.len : (size_t)(found - slice.at);
}

struct bg_slice bg_slice_range(struct bg_slice slice, size_t from, size_t to) {
    if (slice.at == NULL) {
        return slice;
    }
    if (to > slice.len) {
        to = slice.len;
    }
    if (from > to) {
        from = to;
    }
    return (struct bg_slice){slice.at + from, to - from};
}

struct bg_slice bg_slice_from(struct bg_slice slice, size_t from) {
    return bg_slice_range(slice, from, slice.len);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct bg_slice bg_slice_trim(struct bg_slice slice) {
    size_t from = 0;
    size_t to = slice.len;
    while (from < to && is_blank(slice.at[from])) {
        from++;
    }
    while (to > from && is_blank(slice.at[to - 1])) {
        to--;
    }
    return bg_slice_range(slice, from, to);
}

struct bg_slice bg_slice_trim_lines(struct bg_slice slice) {
    struct bg_slice filled = bg_slice_trim(slice);
    size_t from = filled.len == 0 ? slice.len : (size_t)(filled.at - slice.at);
    size_t to = from + filled.len;
    while (from > 0 && slice.at[from - 1] != '\n') {
        from--;
    }
    return filled.len == 0 ? filled : bg_slice_range(slice, from, to);
}

struct bg_slice bg_slice_cut(struct bg_slice *rest, char separator) {
    struct bg_slice whole = *rest;
    const char *found = whole.len == 0 ? NULL : memchr(whole.at, separator, whole.len);
    if (found == NULL) {
        *rest = BG_NO_SLICE;
        return whole;
    }
    size_t at = (size_t)(found - whole.at);
    *rest = bg_slice_from(whole, at + 1);
    return bg_slice_range(whole, 0, at);
}

/* Bytes of the UTF-8 sequence at `s`, at most `left` long; 0 if it is not well formed (RFC 3629, section 4). */
static size_t sequence_len(const unsigned char *s, size_t left) {
    static const struct {
        unsigned char first_low, first_high, second_low, second_high, len;
    } rows[] = {
        {0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        if (s[0] < rows[r].first_low || s[0] > rows[r].first_high) {
            continue;
        }
        if (rows[r].len > left) {
            return 0;
        }
        if (rows[r].len > 1 && (s[1] < rows[r].second_low || s[1] > rows[r].second_high)) {
            return 0;
        }
        for (size_t i = 2; i < rows[r].len; i++) {
            if (s[i] < 0x80 || s[i] > 0xbf) {
                return 0;
            }
        }
        return rows[r].len;
    }
    return 0;
}

size_t bg_slice_ascii_prefix(struct bg_slice slice) {
    size_t at = 0;
    for (uint64_t word; at + sizeof word <= slice.len; at += sizeof word) {
        memcpy(&word, slice.at + at, sizeof word);
        if ((word & 0x8080808080808080u) != 0) {
            break;
        }
    }
    while (at < slice.len && (unsigned char)slice.at[at] < 0x80) {
        at++;
    }
    return at;
}

size_t bg_slice_utf8_prefix(struct bg_slice slice) {
    const unsigned char *bytes = (const unsigned char *)slice.at;
    size_t at = 0;
    while (true) {
        at += bg_slice_ascii_prefix(bg_slice_from(slice, at));
        if (at == slice.len) {
            break;
        }
        size_t len = sequence_len(bytes + at, slice.len - at);
        if (len == 0) {
            break;
        }
        at += len;
    }
    return at;
}
