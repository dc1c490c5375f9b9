/* Foreign text in markup: see markup.h. Everything that is not plainly a letter, digit or blank is written as a
 * character reference if Markdown knows it as punctuation: tables, emphasis, links, HTML and mentions all begin with
 * some. */
#include "report/markup.h"

#include "core/visible.h"

void bg_markup_text(struct bg_buffer *out, struct bg_slice text) {
    static const char special[] = "&<>\"'`|\\*_[]()#@!~:$^{}";
    struct bg_buffer plain = {0};
    bg_visible_add(&plain, text, SIZE_MAX);
    for (size_t i = 0; i < plain.len; i++) {
        if (memchr(special, plain.at[i], sizeof special - 1) != NULL) {
            bg_buffer_printf(out, "&#%d;", plain.at[i]);
        } else {
            bg_buffer_add_char(out, plain.at[i]);
        }
    }
    bg_buffer_finish(&plain);
}

void bg_markup_code(struct bg_buffer *out, struct bg_slice text) {
    bg_buffer_add_text(out, "<code>");
    bg_markup_text(out, text);
    bg_buffer_add_text(out, "</code>");
}

void bg_markup_sentence(struct bg_buffer *out, struct bg_slice sentence) {
    bool is_code = false;
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
}
