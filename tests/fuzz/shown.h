/* What is shown to people: one claim for every text that leaves the program. */
#ifndef TESTS_FUZZ_SHOWN_H
#define TESTS_FUZZ_SHOWN_H

#include "fuzz/fuzz.h"

#include <cjson/cJSON.h>

/* Whole characters, and none that a terminal obeys. */
static inline void hold_shown(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        HOLDS((c >= 0x20 || c == '\n' || c == '\t') && c != 0x7f);
    }
    HOLDS(bg_slice_utf8_prefix(text) == text.len);
}

/* Another reader of JSON takes all of it. */
static inline void hold_json(struct bg_slice text) {
    const char *end = NULL;
    cJSON *read = cJSON_ParseWithLengthOpts(text.at, text.len, &end, false);
    HOLDS(read != NULL && bg_slice_trim(bg_slice_from(text, (size_t)(end - text.at))).len == 0);
    cJSON_Delete(read);
}

#endif
