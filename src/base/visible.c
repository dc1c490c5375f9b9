/* Visible text: see visible.h. Printable characters of all languages stay as they are. */
#include "base/visible.h"

static const struct {
    uint32_t low, high;
} hidden[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},   {0x200b, 0x200f},   {0x2028, 0x202e},
    {0x2060, 0x2069}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0xe007f},
};

bool bg_is_hidden(uint32_t code) {
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
        if (hidden[i].low <= code && code <= hidden[i].high) {
            return true;
        }
    }
    return false;
}

uint32_t bg_utf8_decode(struct bg_slice text, size_t *len) {
    const unsigned char *bytes = (const unsigned char *)text.at;
    if (bytes[0] < 0x80) {
        *len = 1;
        return bytes[0];
    }
    *len = bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : 4;
    uint32_t code = bytes[0] & (0xffu >> (*len + 1));
    for (size_t i = 1; i < *len; i++) {
        code = code << 6 | (bytes[i] & 0x3fu);
    }
    return code;
}

static void add_escape(struct bg_buffer *out, uint32_t code) {
    static const char letters[] = {['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r'};
    if (code < sizeof letters && letters[code] != '\0') {
        bg_buffer_printf(out, "\\%c", letters[code]);
    } else if (code < 0x100) {
        bg_buffer_printf(out, "\\x%02x", (unsigned)code);
    } else {
        bg_buffer_printf(out, "\\u%04x", (unsigned)code);
    }
}

void bg_visible_add(struct bg_buffer *out, struct bg_slice text, size_t max) {
    size_t start = out->len;
    size_t valid = bg_slice_utf8_prefix(text);
    for (size_t at = 0; at < text.len;) {
        if (out->len - start >= max) {
            bg_buffer_add_text(out, "...");
            return;
        }
        if (at == valid) {
            bg_buffer_printf(out, "\\x%02x", (unsigned)(unsigned char)text.at[at]);
            at++;
            valid = at + bg_slice_utf8_prefix(bg_slice_from(text, at));
            continue;
        }
        size_t len;
        uint32_t code = bg_utf8_decode(bg_slice_from(text, at), &len);
        if (bg_is_hidden(code)) {
            add_escape(out, code);
        } else {
            bg_buffer_add(out, bg_slice_range(text, at, at + len));
        }
        at += len;
    }
}
