/* Titles in cells: see cell_text.h. */
#include "release/cell_text.h"

#include "base/buffer.h"
#include "base/visible.h"

/* Characters that are no text: C0, DEL and C1, and what ends a line or turns its direction around. */
static bool is_control(uint32_t code) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

static void add_blank(struct bg_buffer *out) {
    if (out->len > 0 && out->at[out->len - 1] != ' ') {
        bg_buffer_add_char(out, ' ');
    }
}

static void add_plain(struct bg_buffer *out, struct bg_slice title) {
    for (size_t at = 0; at < title.len;) {
        size_t valid = at + bg_slice_utf8_prefix(bg_slice_from(title, at));
        while (at < valid) {
            size_t len;
            uint32_t code = bg_utf8_decode(bg_slice_from(title, at), &len);
            if (code == ' ' || is_control(code)) {
                add_blank(out);
            } else {
                bg_buffer_add(out, bg_slice_range(title, at, at + len));
            }
            at += len;
        }
        if (at < title.len) {
            bg_buffer_add_text(out, "\xef\xbf\xbd");
            at++;
        }
    }
    out->len -= out->len > 0 && out->at[out->len - 1] == ' ';
}

static size_t run_of(struct bg_slice text, size_t at, char c) {
    size_t end = at;
    while (end < text.len && text.at[end] == c) {
        end++;
    }
    return end - at;
}

/* Where the code span that begins at `at` ends (CommonMark 0.31, section 6.1); `at` if none begins there. */
static size_t span_end(struct bg_slice text, size_t at) {
    size_t opening = run_of(text, at, '`');
    size_t i = at + opening;
    while (i < text.len) {
        size_t closing = run_of(text, i, '`');
        if (closing == opening) {
            return i + closing;
        }
        i += closing > 0 ? closing : 1;
    }
    return at;
}

struct bg_slice bg_cell_line(struct bg_arena *arena, struct bg_slice title) {
    struct bg_buffer plain = {0};
    add_plain(&plain, title);
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&plain));
    bg_buffer_finish(&plain);
    return result;
}

struct bg_slice bg_cell_text(struct bg_arena *arena, struct bg_slice title) {
    struct bg_slice text = bg_cell_line(arena, title);
    struct bg_buffer out = {0};
    bool is_escaped = false;
    size_t code = 0; /* the end of the span that `at` is in */
    for (size_t at = 0; at < text.len; at++) {
        char c = text.at[at];
        if (c == '`' && at >= code && !is_escaped) {
            code = span_end(text, at);
            if (code == at) { /* a run that nothing closes is text, all of it */
                size_t run = run_of(text, at, '`');
                bg_buffer_add(&out, bg_slice_range(text, at, at + run));
                at += run - 1;
                continue;
            }
        }
        bool is_markup = c == '|' || (at >= code && (c == '<' || c == '{' || c == '}'));
        if (is_markup && !is_escaped) {
            bg_buffer_add_char(&out, '\\');
        }
        bg_buffer_add_char(&out, c);
        is_escaped = c == '\\' && !is_escaped;
    }
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return result;
}
