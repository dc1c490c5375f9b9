/* Errors: see error.h. */
#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(struct bg_error *err, enum bg_error_code code, struct bg_place at, const char *format, va_list args) {
    if (err == NULL) {
        return;
    }
    *err = (struct bg_error){.code = code, .line = at.line, .column = at.column};
    (void)snprintf(err->file, sizeof err->file, "%.*s", BG_ARGS(at.file));
    (void)vsnprintf(err->message, sizeof err->message, format, args);
    for (char *c = err->message; *c != '\0'; c++) {
        if (*c == '\n' || *c == '\r') {
            *c = ' ';
        }
    }
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
