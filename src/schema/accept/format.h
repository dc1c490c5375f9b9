/* Formats, for when they are asserted (JSON Schema draft-07, validation 7.3). */
#ifndef BG_SCHEMA_ACCEPT_FORMAT_H
#define BG_SCHEMA_ACCEPT_FORMAT_H

#include "base/slice.h"

enum bg_format_fit { BG_FORMAT_FITS, BG_FORMAT_DIFFERS, BG_FORMAT_UNKNOWN };

/* Does the text have the format? UNKNOWN for what may be a uri, an email and the like, but needs their grammar to say;
 * a format that JSON Schema does not define asserts nothing and fits. */
enum bg_format_fit bg_format_check(struct bg_slice format, struct bg_slice text);

#endif
