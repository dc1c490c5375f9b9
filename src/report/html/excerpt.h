/* The lines of both sides of a finding, side by side: what stands at its places, and which of these lines differ. */
#ifndef BG_REPORT_HTML_EXCERPT_H
#define BG_REPORT_HTML_EXCERPT_H

#include "base/arena.h"

/* A file, and the place in it. A text of {NULL, 0} is one that is not there, or cannot be read. */
struct bg_excerpt_side {
    struct bg_slice text;
    struct bg_place at;
};

enum bg_excerpt_kind {
    BG_EXCERPT_SAME,
    BG_EXCERPT_CHANGED, /* on one side alone, or another line on each */
    BG_EXCERPT_SKIPPED, /* lines that are alike on both sides and are left out */
};

/* A line of each side; {NULL, 0} where that side has none. The texts are cut if they are long. */
struct bg_excerpt_row {
    enum bg_excerpt_kind kind;
    struct bg_slice text[2]; /* before, after */
    uint32_t number[2];      /* from 1 */
};

struct bg_excerpt {
    const struct bg_excerpt_row *rows;
    size_t count;
    bool is_cut; /* there would be more of them */
};

/* The line of each place with what is indented below it. Rows and cut texts are in `arena`, the others in the files. */
struct bg_excerpt bg_excerpt_of(struct bg_arena *arena, const struct bg_excerpt_side *before,
                                const struct bg_excerpt_side *after);

#endif
