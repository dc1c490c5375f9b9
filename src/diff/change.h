/*
 * The closed vocabulary of facts: what can differ between two connectors. No opinion: levels, words and reasons are in
 * rules/. A kind says what differs, `how` in which direction; what there is of both stands in rules/facts.yaml, of
 * which the build makes diff/facts.h. Every fact of every kind is claimed by exactly one rule.
 */
#ifndef BG_DIFF_CHANGE_H
#define BG_DIFF_CHANGE_H

#include "model/connector.h"
#include "diff/facts.h"
#include "diff/side.h"

enum bg_change_kind {
#define X(constant, ...) BG_CHANGE_##constant,
    BG_CHANGE_KINDS(X)
#undef X
};

enum bg_change_how {
#define X(constant, ...) BG_HOW_##constant,
    BG_CHANGE_HOWS(X)
#undef X
};

/* Attributes that rules may test; each is a claim. */
enum bg_change_flag {
#define X(constant, name, bit, means) BG_FLAG_##constant = 1u << (bit),
    BG_CHANGE_FLAGS(X)
#undef X
};

#define X(...) +1
enum {
    BG_CHANGE_KIND_COUNT = 0 BG_CHANGE_KINDS(X),
    BG_CHANGE_HOW_COUNT = 0 BG_CHANGE_HOWS(X),
    BG_CHANGE_FLAG_COUNT = 0 BG_CHANGE_FLAGS(X), /* flags are the bits from 0 on */
};
#undef X

#define BG_CHANGE_ALL_HOWS ((uint32_t)(((uint64_t)1 << BG_CHANGE_HOW_COUNT) - 1))

/* What the containment engine says about the change. */
enum bg_change_verdict {
    BG_VERDICT_NOT_ASKED,
    BG_VERDICT_REJECTS, /* with a witness */
    BG_VERDICT_ACCEPTS, /* nothing old is refused: a narrowing that excludes nothing is vacuous */
    BG_VERDICT_UNKNOWN, /* with a reason */
};

struct bg_change {
    enum bg_change_kind kind;
    enum bg_change_how how;
    unsigned flags;
    enum bg_change_verdict verdict;
    struct bg_slice stream;  /* {NULL, 0} if it is about no stream */
    struct bg_slice path;    /* JSON Pointer into the schema; "" the root */
    struct bg_slice subject; /* what the sentence is about: a property, a value, a file; one line, may be empty */
    struct bg_slice before;  /* short texts for the message; may be empty */
    struct bg_slice after;
    struct bg_place base;    /* a removed thing: where it was; an added one: no place */
    struct bg_place head;    /* a removed thing: its nearest surviving parent, if that is known */
    struct bg_slice witness; /* JSON text, with verdict REJECTS; empty if another change has it */
    struct bg_slice unknown; /* the reason, with verdict UNKNOWN */
};

/* What comparing schemas has cost in a whole run, and may. Once more was spent, nothing is compared any more. */
struct bg_effort {
    uint64_t steps;
    uint64_t most;
};

/* A growing list in an arena. */
struct bg_changes {
    struct bg_arena *arena;
    struct bg_effort *effort; /* of the run; NULL: there is no bound */
    struct bg_change *items;
    size_t count;
    size_t room; /* private */
};

/* Appends a zeroed change of this kind and returns it for filling; valid until the next call. */
struct bg_change *bg_change_add(struct bg_changes *changes, enum bg_change_kind kind, enum bg_change_how how);

/* Adds to the effort. False when more was spent than may be: the run then says so, and passes nothing. */
bool bg_changes_spend(struct bg_changes *changes, uint64_t steps);

/* By their values: the names in rules. */
extern const char *const bg_change_kind_names[BG_CHANGE_KIND_COUNT];
extern const char *const bg_change_how_names[BG_CHANGE_HOW_COUNT];

/* What rules/facts.yaml says of a kind. */
struct bg_fact {
    const char *means; /* a sentence for authors of rules */
    enum bg_side side;
    uint32_t hows;  /* directions that the diff gives it in: 1u << enum bg_change_how */
    unsigned flags; /* that it can carry */
};

extern const struct bg_fact bg_facts[BG_CHANGE_KIND_COUNT];
extern const char *const bg_change_how_meanings[BG_CHANGE_HOW_COUNT];
extern const char *const bg_change_flag_meanings[BG_CHANGE_FLAG_COUNT];

const char *bg_change_kind_name(enum bg_change_kind kind);
const char *bg_change_how_name(enum bg_change_how how);
/* `flag` is one bit. */
const char *bg_change_flag_name(unsigned flag);
enum bg_side bg_change_side(enum bg_change_kind kind);

/* Whether the diff gives such facts: this kind in this direction, and with no flag that it cannot carry. */
bool bg_change_is_possible(enum bg_change_kind kind, enum bg_change_how how, unsigned flags);

/* Whether a saved configuration may be refused by such a fact. */
bool bg_change_can_refuse(enum bg_change_kind kind, enum bg_change_how how, unsigned flags);

#endif
