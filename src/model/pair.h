/*
 * One connector at two moments, as one value: both sides as far as they were needed, what each was read from, what went
 * wrong, and how much can be seen. Whoever compares two versions of a connector begins here.
 */
#ifndef BG_MODEL_PAIR_H
#define BG_MODEL_PAIR_H

#include "base/problems.h"
#include "model/seen.h"

/* Where the two sides stand. A root {NULL, 0}: that side is not there. */
struct bg_pair_ends {
    const struct bg_layout *layout;
    struct bg_seen *seen;
    struct bg_tree *base_tree;
    struct bg_slice base_root;
    struct bg_tree *head_tree;
    struct bg_slice head_root;
};

struct bg_pair {
    struct bg_connector base;
    struct bg_connector head;
    bool has_base;
    bool has_head;
    bool
        is_compared; /* spec and streams of both are read, as they may differ; else they are the same, or of one side */
    bool is_emptied; /* nothing of the base that ships is left in its folder, and its version stays as it was */
    const struct bg_view *base_view; /* what each side was read from; NULL if it is not there, or came from elsewhere */
    const struct bg_view *head_view;
    struct bg_problems problems; /* of the head, and the fatal ones that only the base has; nothing that both have is
                                    fatal */
    struct bg_coverage coverage; /* of the head, or of what was removed; belongs to `seen` */
};

/*
 * Loads what is needed: a side without the other in full, two sides in full if their surfaces may differ, else only
 * what a version and its evidence need. Everything but the views lives in `arena`; the views are good until another
 * pair is loaded with the same `seen`.
 */
void bg_pair_load(const struct bg_pair_ends *ends, struct bg_arena *arena, struct bg_pair *out);

#endif
