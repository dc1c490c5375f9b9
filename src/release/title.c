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

/* The title from its first word on. */
static struct bg_slice without_emoji(struct bg_slice title) {
    struct bg_slice text = bg_slice_trim(title);
    for (size_t len = emoji_len(text); len > 0; len = emoji_len(text)) {
        text = bg_slice_trim(bg_slice_from(text, len));
    }
    return text;
}

/* Those of the Angular convention, which most tools take; in any case of letters. */
static const struct {
    const char *name;
    enum bg_level level;
} types[] = {
    {"build", BG_LEVEL_NONE},     {"chore", BG_LEVEL_NONE},    {"ci", BG_LEVEL_NONE},    {"docs", BG_LEVEL_NONE},
    {"feat", BG_LEVEL_MINOR},     {"feature", BG_LEVEL_MINOR}, {"fix", BG_LEVEL_PATCH},  {"perf", BG_LEVEL_PATCH},
    {"refactor", BG_LEVEL_PATCH}, {"revert", BG_LEVEL_PATCH},  {"style", BG_LEVEL_NONE}, {"test", BG_LEVEL_NONE},
};

/* "BREAKING CHANGE", or with a hyphen: a type of its own. */
static bool announces_break(struct bg_slice text, struct bg_announcement *out) {
    static const char *const words[] = {"BREAKING CHANGE", "BREAKING-CHANGE"};
    size_t len = strlen(words[0]);
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (bg_slice_starts(text, bg_slice_of(words[w])) &&
            bg_slice_starts(bg_slice_from(text, len), BG_LITERAL(": "))) {
            *out = (struct bg_announcement){.type = bg_slice_range(text, 0, len), .level = BG_LEVEL_MAJOR};
            return true;
        }
    }
    return false;
}

bool bg_title_announces(struct bg_slice title, struct bg_announcement *out) {
    struct bg_slice text = without_emoji(title);
    size_t len = type_len(text);
    if (len == 0) {
        return announces_break(text, out);
    }
    struct bg_slice type = bg_slice_range(text, 0, len - 2);
    bool is_breaking = type.at[type.len - 1] == '!';
    size_t opened = bg_slice_find(type, BG_LITERAL("("));
    struct bg_slice name = bg_slice_range(type, 0, opened < type.len ? opened : type.len - is_breaking);
    *out = (struct bg_announcement){.type = type};
    if (opened < type.len) {
        out->scope = bg_slice_trim(bg_slice_range(type, opened + 1, type.len - is_breaking - 1));
    }
    for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
        if (bg_slice_is_word(name, types[t].name)) {
            out->level = is_breaking ? BG_LEVEL_MAJOR : types[t].level;
            return true;
        }
    }
    return false;
}

struct bg_slice bg_title_clean(struct bg_slice title) {
    struct bg_slice text = bg_slice_trim(title);
    text = bg_slice_trim(bg_slice_range(text, 0, number_at(text)));
    text = without_emoji(text);
    return bg_slice_trim(bg_slice_from(text, type_len(text)));
}
