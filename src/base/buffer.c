/* Buffers: see buffer.h. */
#include "base/buffer.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void bg_buffer_finish(struct bg_buffer *buffer) {
    if (buffer != NULL) {
        free(buffer->at);
        *buffer = (struct bg_buffer){0};
    }
}

/* Room for `more` bytes and a NUL that keeps the buffer printable in a debugger. */
static void reserve(struct bg_buffer *buffer, size_t more) {
    if (buffer->room > buffer->len && buffer->room - buffer->len > more) {
        return;
    }
    size_t room = buffer->room < 256 ? 256 : buffer->room;
    while (room - buffer->len <= more) {
        room *= 2;
    }
    buffer->at = bg_realloc(buffer->at, room);
    buffer->room = room;
}

void bg_buffer_add(struct bg_buffer *buffer, struct bg_slice slice) {
    reserve(buffer, slice.len);
    if (slice.len > 0) {
        memcpy(buffer->at + buffer->len, slice.at, slice.len);
    }
    buffer->len += slice.len;
    buffer->at[buffer->len] = '\0';
}

void bg_buffer_add_char(struct bg_buffer *buffer, char c) {
    bg_buffer_add(buffer, (struct bg_slice){&c, 1});
}

void bg_buffer_add_text(struct bg_buffer *buffer, const char *text) {
    bg_buffer_add(buffer, bg_slice_of(text));
}

void bg_buffer_add_code_point(struct bg_buffer *buffer, uint32_t code_point) {
    static const struct {
        uint32_t below;
        unsigned lead;
        unsigned more;
    } rows[] = {{0x80, 0, 0}, {0x800, 0xc0, 1}, {0x10000, 0xe0, 2}, {UINT32_MAX, 0xf0, 3}};
    size_t row = 0;
    while (code_point >= rows[row].below) {
        row++;
    }
    bg_buffer_add_char(buffer, (char)(unsigned char)(rows[row].lead | (code_point >> (6 * rows[row].more))));
    for (unsigned i = rows[row].more; i > 0; i--) {
        bg_buffer_add_char(buffer, (char)(unsigned char)(0x80u | ((code_point >> (6 * (i - 1))) & 0x3fu)));
    }
}

void bg_buffer_printf(struct bg_buffer *buffer, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0) {
        return;
    }
    reserve(buffer, (size_t)len);
    va_start(args, format);
    (void)vsnprintf(buffer->at + buffer->len, (size_t)len + 1, format, args);
    va_end(args);
    buffer->len += (size_t)len;
}
