/*
 * A pair: one position of the configuration schema, seen on both sides, and the means to say what differs there.
 * Shared by the files spec_*.c; everything lives in the arena of the changes.
 */
#ifndef BG_DIFF_SPEC_SPEC_PAIR_H
#define BG_DIFF_SPEC_SPEC_PAIR_H

#include "diff/change.h"
#include "schema/contain/canonical.h"
#include "schema/accept/discriminator.h"
#include "schema/contain/relate.h"

/* Where a change was found, for asking later what it does by itself. */
struct bg_spec_site {
    struct bg_slice base_path; /* of the node that owns the change */
    struct bg_slice head_path;
    const struct bg_node *isolated; /* that node with this one change made to the base; NULL if nobody may ask */
};

/* What was asked last, in both directions. */
struct bg_spec_asked {
    const struct bg_node *base;
    const struct bg_node *head;
    bool is_known[2];
    enum bg_relate_answer answer[2];
};

/* One comparison. Both roots are expanded: see spec_expand.h. */
struct bg_spec_diff {
    struct bg_changes *out;
    struct bg_arena *arena;
    const struct bg_node *base_root;
    const struct bg_node *head_root;
    struct bg_canonical *canonical;
    struct bg_references base_references;
    struct bg_references head_references;
    size_t first;               /* index in out of the first change of this comparison */
    struct bg_spec_site *sites; /* one for each change from `first` on */
    size_t site_room;           /* private */
    size_t steps;               /* comparisons made: BG_LIMIT_SPEC_STEPS */
    size_t questions;           /* asked of the containment engine about parts: BG_LIMIT_SPEC_QUESTIONS */
    size_t unknowns;            /* without an answer: BG_LIMIT_SPEC_UNKNOWNS */
    struct bg_spec_asked asked; /* private */
    size_t isolated;            /* changes that will be asked about: BG_LIMIT_SPEC_ISOLATED */
};

struct bg_spec_pair {
    const struct bg_node *base;
    const struct bg_node *head;
    struct bg_slice base_path;
    struct bg_slice head_path;
    struct bg_slice name;          /* what sentences call it: the nearest property */
    struct bg_slice discriminator; /* inside a branch: the key that selects it, else {NULL, 0} */
};

/* Both absent, or both there and equal as values; the second under one keyword of both nodes. */
bool bg_spec_same(const struct bg_node *base, const struct bg_node *head);
bool bg_spec_keyword_same(const struct bg_spec_pair *pair, const char *keyword);

/* The pair at /keyword/key below both nodes, called `key`. */
struct bg_spec_pair bg_spec_pair_member(const struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                        const char *keyword, struct bg_slice key, const struct bg_node *base,
                                        const struct bg_node *head);
/* The pair at /keyword below both nodes: the values of a list or map, called `name[]`. */
struct bg_spec_pair bg_spec_pair_values(const struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                        const char *keyword, const struct bg_node *base, const struct bg_node *head);
/* The pair of the list items /keyword/base_index and /keyword/head_index, called as the pair itself. */
struct bg_spec_pair bg_spec_pair_item(const struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                      const char *keyword, size_t base_index, size_t head_index);

/*
 * Adds a change of the pair's node, with the pair's name as subject. `keyword` (may be NULL) is what differs and gives
 * the places. The second also says what stands there before and after.
 */
struct bg_change *bg_spec_add(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, enum bg_change_kind kind,
                              enum bg_change_how how, const char *keyword);
struct bg_change *bg_spec_add_value(struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                    enum bg_change_kind kind, enum bg_change_how how, const char *keyword);

/* Counts one comparison. False when there were too many: the rest is not looked at and the result is undecided. */
bool bg_spec_step(struct bg_spec_diff *diff);

/* Whether one more change may be asked about by itself; if not, there is no use in making what follows. */
bool bg_spec_may_ask(const struct bg_spec_diff *diff);
/* The base node of the pair as it would be with the change just added, and with no other. */
void bg_spec_isolate(struct bg_spec_diff *diff, const struct bg_node *isolated);

/* A copy of a map with one member replaced, added or (value NULL) left out. Anything but a map counts as empty. */
const struct bg_node *bg_spec_with(const struct bg_spec_diff *diff, const struct bg_node *map, struct bg_slice key,
                                   const struct bg_node *value);

/* A question about two whole documents: with or without an answer, counted. */
struct bg_relation bg_spec_relate(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head);

/* Is every value of one node a value of the other? Asked of the nodes alone, with the definitions of their sides. */
enum bg_relate_answer bg_spec_contains(struct bg_spec_diff *diff, const struct bg_node *base,
                                       const struct bg_node *head);
/* The same the other way round: every value of the head's node one of the base's? */
enum bg_relate_answer bg_spec_contains_back(struct bg_spec_diff *diff, const struct bg_node *base,
                                            const struct bg_node *head);
/* Whether, without what is assumed of stored configurations, a value of `base`, the base's node, is proven to be none
 * of `head`; and the other way round. */
bool bg_spec_loses(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head);
bool bg_spec_gains(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head);
/* The same accepted values because the same assertions: order, annotations and spelling aside. */
bool bg_spec_canonical_equal(const struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head);

/* A value as JSON text on one line, "" for NULL; not shortened, since fingerprints are made of it. Several texts,
 * separated by commas. */
struct bg_slice bg_spec_text(struct bg_arena *arena, const struct bg_node *node);
struct bg_slice bg_spec_list(struct bg_arena *arena, const struct bg_slice *texts, size_t count);

#endif
