/* What exempts a connector from being judged, by its own metadata; and what a change makes of it, in words. */
#ifndef BG_RUN_EXEMPTIONS_H
#define BG_RUN_EXEMPTIONS_H

#include "layout/about.h"
#include "release/verdict_result.h"

enum { BG_EXEMPTIONS = 3 };

struct bg_exemption_note {
    const char *words; /* "is archived" */
    struct bg_slice key;
    bool is_claimed; /* else it is given up */
    struct bg_place at;
};

/* The exemptions in which the head differs from `before`; how many there are. */
size_t bg_exemptions_compare(const struct bg_layout *layout, const struct bg_about *before, const struct bg_about *head,
                             struct bg_exemption_note notes[BG_EXEMPTIONS]);

/* Adds it to the problems. `is_new`: it counts, as the base has no such connector. `other` is the verdict if it were
 * the other way. */
void bg_exemption_say(const struct bg_exemption_note *note, bool is_new, const struct bg_verdict *verdict,
                      const struct bg_verdict *other, struct bg_problems *problems);

#endif
