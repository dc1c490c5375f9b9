/*
 * Errors of the call or its surroundings. A fallible function returns bool and takes `struct bg_error *err` last; the
 * lowest function that knows the position writes the message, those above only clean up and return false.
 */
#ifndef BG_BASE_ERROR_H
#define BG_BASE_ERROR_H

#include "base/slice.h"

/* bg_fail, which is public, with a place. */
bool bg_fail_at(struct bg_error *err, enum bg_error_code code, struct bg_place at, const char *format, ...)
    BG_PRINTF(4, 5);

#endif
