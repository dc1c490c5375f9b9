/* Errors: see error.h. Messages may quote foreign text, so control characters are made visible here, once. */
#include "base/error.h"

#include "base/visible.h"

#include <stdarg.h>
#include <stdio.h>

BG_PRINTF(4, 0)
static void fill(struct bg_error *err, enum bg_error_code code, struct bg_place at, const char *format, va_list args) {
    if (err == NULL) {
        return;
    }
    *err = (struct bg_error){.code = code, .line = at.line, .column = at.column};
    (void)snprintf(err->file, sizeof err->file, "%.*s", BG_ARGS(at.file));
    char text[sizeof err->message];
    (void)vsnprintf(text, sizeof text, format, args);
    struct bg_buffer visible = {0};
    bg_visible_add(&visible, bg_slice_of(text), sizeof text);
    (void)snprintf(err->message, sizeof err->message, "%.*s", BG_ARGS(bg_buffer_slice(&visible)));
    bg_buffer_finish(&visible);
}

bool bg_fail(struct bg_error *err, enum bg_error_code code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fill(err, code, (struct bg_place){0}, format, args);
    va_end(args);
    return false;
}

bool bg_fail_at(struct bg_error *err, enum bg_error_code code, struct bg_place at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fill(err, code, at, format, args);
    va_end(args);
    return false;
}
