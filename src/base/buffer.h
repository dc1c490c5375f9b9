/* Buffers: bytes that grow. A zeroed buffer is empty and ready; bg_buffer_finish frees it. */
#ifndef BG_BASE_BUFFER_H
#define BG_BASE_BUFFER_H

#include "base/slice.h"

struct bg_buffer {
    char *at;
    size_t len;
    size_t room; /* private */
};

/* Accepts NULL and a zeroed buffer. */
void bg_buffer_finish(struct bg_buffer *buffer);

void bg_buffer_add(struct bg_buffer *buffer, struct bg_slice slice);
void bg_buffer_add_char(struct bg_buffer *buffer, char c);
void bg_buffer_add_text(struct bg_buffer *buffer, const char *text);
/* As UTF-8. */
void bg_buffer_add_code_point(struct bg_buffer *buffer, uint32_t code_point);
void bg_buffer_printf(struct bg_buffer *buffer, const char *format, ...) BG_PRINTF(2, 3);

/* The bytes so far; valid until the buffer changes. */
static inline struct bg_slice bg_buffer_slice(const struct bg_buffer *buffer) {
    return (struct bg_slice){buffer->at == NULL ? "" : buffer->at, buffer->len};
}

#endif
