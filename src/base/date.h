/* Dates of the Gregorian calendar as texts (ISO 8601, YYYY-MM-DD) and as days. */
#ifndef BG_BASE_DATE_H
#define BG_BASE_DATE_H

#include "base/slice.h"

/* Days since 1970-01-01; negative before. False if the text is no real date of the years 0001 to 9999. */
bool bg_date_read(struct bg_slice text, long *days) BG_MUST_CHECK;

/* Whether a release that is made today may name that day: limits.h says how far it may be. */
bool bg_date_is_near(long days, long today);

enum { BG_DATE_SIZE = 11 };

/* The day in UTC of a time since 1970, as a terminated text in `out`, which is returned. */
const char *bg_date_of(int64_t seconds, char out[BG_DATE_SIZE]);

/* Today in UTC, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org) where that is set, as a terminated text in
 * `out`, which is returned. */
const char *bg_date_today(char out[BG_DATE_SIZE]);

#endif
