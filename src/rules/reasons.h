/*
 * The ids under which a connector is rejected or not judged, in words. The words are data in rules/reasons.yaml; which
 * id applies is decided in release/ and airbyte/.
 */
#ifndef BG_RULES_REASONS_H
#define BG_RULES_REASONS_H

#include "base/error.h"
#include "base/nearest.h"
#include "text/node.h"

struct bg_reason_words {
    struct bg_slice id;
    struct bg_slice title; /* what is the matter; one line without a full stop */
    struct bg_slice why;   /* what comes of it; a sentence */
    struct bg_slice fix;   /* what to do; a sentence */
};

/* In order of their ids. Generated at build time by tools/rules.c. */
extern const struct bg_reason_words bg_builtin_reasons[];
extern const size_t bg_builtin_reason_count;

/* The words of this id; NULL if there are none. */
const struct bg_reason_words *bg_reasons_find(struct bg_slice id);

/* All of them, in order of their ids. */
const struct bg_reason_words *bg_reasons_list(size_t *count);

/* Offers every id to a search for the nearest one. */
void bg_reasons_offer(struct bg_nearest *nearest);

#endif
