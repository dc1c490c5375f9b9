/* Titles: see title.h. */
#include "release/title.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where " (#123)" begins at the end of the text, or its length. */
static size_t number_at(struct bg_slice text) {
    size_t at = text.len;
    if (at == 0 || text.at[at - 1] != ')') {
        return text.len;
    }
    at--;
    while (at > 0 && is_digit(text.at[at - 1])) {
        at--;
    }
    bool has_digits = at < text.len - 1;
    return has_digits && at >= 2 && text.at[at - 1] == '#' && text.at[at - 2] == '(' ? at - 2 : text.len;
}

struct bg_slice bg_title_number(struct bg_slice subject) {
    struct bg_slice text = bg_slice_trim(subject);
    size_t at = number_at(text);
    return at == text.len ? BG_NO_SLICE : bg_slice_range(text, at + 2, text.len - 1);
}

/* Bytes of "type(scope)!: " in front (conventionalcommits.org, 1.0.0), or 0. */
static size_t type_len(struct bg_slice text) {
    size_t at = 0;
    while (at < text.len && is_letter(text.at[at])) {
        at++;
    }
    if (at == 0) {
        return 0;
    }
    if (at < text.len && text.at[at] == '(') {
        while (at < text.len && text.at[at] != ')') {
            at++;
        }
        at++;
    }
    at += at < text.len && text.at[at] == '!';
    return at + 1 < text.len && text.at[at] == ':' && text.at[at + 1] == ' ' ? at + 2 : 0;
}

/* Bytes of one emoji in front, as a character or as ":name:", or 0. */
static size_t emoji_len(struct bg_slice text) {
    size_t at = 0;
    while (at < text.len && (unsigned char)text.at[at] >= 0xe2) { /* symbols and pictographs, not letters of Europe */
        at++;
        while (at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80) {
            at++;
        }
    }
    if (at > 0 || text.len == 0 || text.at[0] != ':') {
        return at;
    }
    for (at = 1; at < text.len && (is_letter(text.at[at]) || text.at[at] == '_'); at++) {
    }
    return at > 1 && at < text.len && text.at[at] == ':' ? at + 1 : 0;
}

struct bg_slice bg_title_clean(struct bg_slice title) {
    struct bg_slice text = bg_slice_trim(title);
    text = bg_slice_trim(bg_slice_range(text, 0, number_at(text)));
    for (size_t len = emoji_len(text); len > 0; len = emoji_len(text)) {
        text = bg_slice_trim(bg_slice_from(text, len));
    }
    return bg_slice_trim(bg_slice_from(text, type_len(text)));
}
