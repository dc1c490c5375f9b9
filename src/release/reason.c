/* Lists of reasons: see reason.h. */
#include "release/reason.h"
#include "base/vector.h"

#include <stdarg.h>
#include <stdio.h>

void bg_reasons_add(struct bg_reasons *reasons, enum bg_id id, struct bg_place at, const char *format, ...) {
    char message[1024];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    BG_VECTOR_RESERVE(reasons->arena, reasons);
    reasons->items[reasons->count++] =
        (struct bg_reason){.id = id, .message = bg_arena_copy(reasons->arena, bg_slice_of(message)), .at = at};
}
