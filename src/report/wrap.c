/* Lines: see wrap.h. */
#include "report/wrap.h"

#include "base/visible.h"

size_t bg_wrap_columns(struct bg_slice text) {
    size_t columns = 0;
    for (size_t i = 0; i < text.len; i++) {
        columns += ((unsigned char)text.at[i] & 0xc0u) != 0x80u;
    }
    return columns;
}

/* Takes a word off the front of `rest`: up to the next space that is not between backticks. A backtick that has no
 * second one is a sign like others. */
static struct bg_slice cut_word(struct bg_slice *rest) {
    size_t at = 0;
    while (at < rest->len && rest->at[at] != ' ') {
        size_t close = rest->at[at] == '`' ? bg_slice_find(bg_slice_from(*rest, at + 1), BG_LITERAL("`")) : 0;
        bool is_pair = rest->at[at] == '`' && at + 1 + close < rest->len;
        at += is_pair ? close + 2 : 1;
    }
    struct bg_slice word = bg_slice_range(*rest, 0, at);
    *rest = bg_slice_from(*rest, at < rest->len ? at + 1 : at);
    return word;
}

void bg_wrap_add(struct bg_buffer *out, size_t indent, struct bg_slice text) {
    struct bg_buffer shown = {0};
    bg_visible_add(&shown, text, SIZE_MAX);
    struct bg_slice rest = bg_buffer_slice(&shown);
    size_t column = 0;
    while (rest.len > 0) {
        struct bg_slice word = cut_word(&rest);
        size_t columns = bg_wrap_columns(word);
        if (column > 0 && column + 1 + columns > BG_WRAP_COLUMNS) {
            bg_buffer_add_char(out, '\n');
            column = 0;
        }
        if (column == 0) {
            bg_buffer_printf(out, "%*s", (int)indent, "");
            column = indent;
        } else {
            bg_buffer_add_char(out, ' ');
            column++;
        }
        bg_buffer_add(out, word);
        column += columns;
    }
    if (column > 0) {
        bg_buffer_add_char(out, '\n');
    }
    bg_buffer_finish(&shown);
}
