/* Foreign text in markup: see markup.h. Everything that is not plainly a letter, digit or blank is written as a
 * character reference if Markdown knows it as punctuation: tables, emphasis, links, HTML and mentions all begin with
 * some. */
#include "report/markup.h"

#include "base/visible.h"

/* Bytes of one text. A page has room for a few dozen of these at their worst, six bytes each. */
enum { LONGEST_TEXT = 1000 };

/* Not within a character of UTF-8, whose further bytes are 10xxxxxx. */
static struct bg_slice cut(struct bg_slice text, bool *is_cut) {
    size_t len = LONGEST_TEXT;
    *is_cut = text.len > LONGEST_TEXT;
    while (*is_cut && len > LONGEST_TEXT - 3 && ((unsigned char)text.at[len] & 0xc0u) == 0x80u) {
        len--;
    }
    return *is_cut ? bg_slice_range(text, 0, len) : text;
}

static bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* GitHub looks for @names and #numbers in what a reader would see, so references do not hide them: a character without
 * width between them does. */
static bool is_mention(const struct bg_buffer *plain, size_t i) {
    return (plain->at[i] == '@' || plain->at[i] == '#') && i + 1 < plain->len && is_word(plain->at[i + 1]);
}

/* "www." is a link to GitHub without any other sign. */
static bool is_link(const struct bg_buffer *plain, size_t i) {
    return plain->at[i] == '.' && i > 0 && (plain->at[i - 1] == 'w' || plain->at[i - 1] == 'W');
}

static void add_markup(struct bg_buffer *out, struct bg_slice text) {
    static const char special[] = "&<>\"'`|\\*_[]()#@!~:$^{}";
    struct bg_buffer plain = {0};
    bg_visible_add(&plain, text, SIZE_MAX);
    for (size_t i = 0; i < plain.len; i++) {
        if (memchr(special, plain.at[i], sizeof special - 1) != NULL || is_link(&plain, i)) {
            bg_buffer_printf(out, "&#%d;%s", plain.at[i], is_mention(&plain, i) ? "&#8203;" : "");
        } else {
            bg_buffer_add_char(out, plain.at[i]);
        }
    }
    bg_buffer_finish(&plain);
}

void bg_markup_text(struct bg_buffer *out, struct bg_slice text) {
    bool is_cut;
    add_markup(out, cut(text, &is_cut));
    bg_buffer_add_text(out, is_cut ? "..." : "");
}

void bg_markup_code(struct bg_buffer *out, struct bg_slice text) {
    bg_buffer_add_text(out, "<code>");
    bg_markup_text(out, text);
    bg_buffer_add_text(out, "</code>");
}

void bg_markup_sentence(struct bg_buffer *out, struct bg_slice sentence) {
    bool is_code = false;
    bool is_cut;
    sentence = cut(sentence, &is_cut);
    while (sentence.at != NULL) {
        struct bg_slice part = bg_slice_cut(&sentence, '`');
        bool is_closed = sentence.at != NULL;
        if (is_code && is_closed) {
            bg_markup_code(out, part);
        } else {
            bg_markup_text(out, part);
        }
        is_code = !is_code;
    }
    bg_buffer_add_text(out, is_cut ? "..." : "");
}

void bg_markup_address(struct bg_buffer *out, struct bg_slice path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    for (size_t i = 0; i < path.len; i++) {
        bool is_plain = memchr(plain, path.at[i], sizeof plain - 1) != NULL;
        bg_buffer_printf(out, is_plain ? "%c" : "%%%02X", (unsigned char)path.at[i]);
    }
}
