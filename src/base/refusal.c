/* Refusals: see refusal.h. */
#include "base/refusal.h"

#include <stdarg.h>
#include <stdio.h>

bool bg_refuse(struct bg_arena *arena, struct bg_refusal *refusal, enum bg_id id, struct bg_place at,
               const char *format, ...) {
    char message[1024];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    *refusal = (struct bg_refusal){.id = id, .message = bg_arena_copy(arena, bg_slice_of(message)), .at = at};
    return false;
}
