/*
 * Forms: schemas as hash-consed formulas. Two schemas that say the same in other words (key order, allOf around a
 * single member, `oneOf` of branches that exclude each other, integers with `> 0` or `>= 1`) become the same form, and
 * equality of forms is equality of handles. Annotations are gone. A form and its negation share their node: a handle
 * ("literal") is a node number with a sign bit, so `anyOf` is the negation of "all are violated" and nothing has to be
 * pushed inwards. Schemas that contain themselves are equal if they are so when unfolded (bg_forms_settle).
 *
 * Everything lives in the store's arena. Handles of different stores must not be mixed.
 */
#ifndef BG_SCHEMA_ACCEPT_FORM_H
#define BG_SCHEMA_ACCEPT_FORM_H

#include "base/arena.h"
#include "base/table.h"
#include "text/node.h"
#include "schema/language/exact.h"
#include "schema/accept/value.h"

/* Atoms speak of one type and hold for every value of another: MIN_LENGTH 3 is true of 7. */
enum bg_form_kind {
    BG_FORM_TYPES,     /* `types`; never negated: the complement is another mask */
    BG_FORM_ENUM,      /* `values`, ascending */
    BG_FORM_ALL,       /* `literals`, ascending, at least two, no ALL among them */
    BG_FORM_ONE_OF,    /* exactly one of `literals` */
    BG_FORM_REFERENCE, /* a schema that contains itself; see bg_form_target */
    BG_FORM_OPAQUE,    /* cannot be judged; `text` says why, `key` tells them apart */
    BG_FORM_MINIMUM,   /* `number`, `is_exclusive` */
    BG_FORM_MAXIMUM,
    BG_FORM_MULTIPLE_OF, /* `number` */
    BG_FORM_MIN_LENGTH,  /* `size` */
    BG_FORM_MAX_LENGTH,
    BG_FORM_PATTERN, /* `text` */
    BG_FORM_FORMAT,  /* `text` */
    BG_FORM_MIN_ITEMS,
    BG_FORM_MAX_ITEMS,
    BG_FORM_UNIQUE,
    BG_FORM_ITEMS,        /* `literals`: one for each of the first elements, the last one for all others */
    BG_FORM_MIN_CONTAINS, /* at least `size` elements satisfy `literals[0]` */
    BG_FORM_MAX_CONTAINS,
    BG_FORM_MIN_PROPERTIES,
    BG_FORM_MAX_PROPERTIES,
    BG_FORM_REQUIRED,         /* `key` is there */
    BG_FORM_PROPERTY,         /* `key`, if there, satisfies `literals[0]` */
    BG_FORM_PATTERN_PROPERTY, /* keys that match `text` hold values that satisfy `literals[0]` */
    BG_FORM_ADDITIONAL,       /* keys neither among `keys` nor matching one of `patterns` hold values that satisfy
                                 `literals[0]` */
    BG_FORM_NAMES,            /* every key satisfies `literals[0]` */
    BG_FORM_DECLARED, /* bookkeeping of stored configurations: keys of this object are among `keys`, match one of
                         `patterns` or, if `is_open`, are any; several of them add up */
};

/* A node number times two, plus one for its negation. */
typedef uint32_t bg_literal;

#define BG_ALWAYS ((bg_literal)0)
#define BG_NEVER ((bg_literal)2)

struct bg_form {
    enum bg_form_kind kind;
    unsigned types;
    bool is_exclusive;
    bool is_open;
    size_t size;
    const struct bg_exact *number;
    struct bg_slice text;
    struct bg_slice key;
    const bg_literal *literals;
    size_t literal_count;
    const uint32_t *values; /* numbers of values: see bg_form_value */
    size_t value_count;
    const struct bg_slice *keys; /* ascending */
    size_t key_count;
    const struct bg_slice *patterns; /* ascending */
    size_t pattern_count;
};

/* A JSON value as it occurs in enum and const; equal values have one number. */
struct bg_value {
    const struct bg_node *node;
    struct bg_slice text; /* the same for equal values */
    unsigned type;        /* one enum bg_type */
};

struct bg_forms;

struct bg_forms *bg_forms_new(struct bg_arena *arena);
/* Frees what lies outside the arena. Accepts NULL. */
void bg_forms_finish(struct bg_forms *forms);
struct bg_arena *bg_forms_arena(const struct bg_forms *forms);
/* More forms than BG_LIMIT_FORMS were asked for; from then on every new form is OPAQUE, for this reason. */
#define BG_TOO_MANY_FORMS "the schemas are too large to compare (the limit is 50000 distinct parts)"
bool bg_forms_are_full(const struct bg_forms *forms);

const struct bg_form *bg_form_get(const struct bg_forms *forms, bg_literal literal);
static inline bool bg_literal_is_negated(bg_literal literal) {
    return (literal & 1u) != 0;
}

/* The form with these contents; slices, lists and texts are copied. Not for TYPES, ENUM, ALL and ONE_OF. */
bg_literal bg_form_atom(struct bg_forms *forms, struct bg_form form);
bg_literal bg_form_types(struct bg_forms *forms, unsigned types);
bg_literal bg_form_negate(struct bg_forms *forms, bg_literal literal);
bg_literal bg_form_enum(struct bg_forms *forms, const uint32_t *values, size_t count);
bg_literal bg_form_all(struct bg_forms *forms, const bg_literal *literals, size_t count);
bg_literal bg_form_any(struct bg_forms *forms, const bg_literal *literals, size_t count);
bg_literal bg_form_one_of(struct bg_forms *forms, const bg_literal *literals, size_t count);

/* A reference is made before what it names is known; the second call says it. */
bg_literal bg_form_reference(struct bg_forms *forms);
void bg_form_set_target(struct bg_forms *forms, bg_literal reference, bg_literal target);
bg_literal bg_form_target(const struct bg_forms *forms, bg_literal reference);

/* How many forms there are: a mark for the next function. */
size_t bg_forms_count(const struct bg_forms *forms);
/* All references made since the mark have their targets: those that say the same as others become one with them. */
void bg_forms_settle(struct bg_forms *forms, size_t from);
/* The literal that stands for this one and all that say the same, as far as that was settled. */
bg_literal bg_form_settled(const struct bg_forms *forms, bg_literal literal);

/* Is the literal a choice between branches of which only one can hold, and known to be? */
bool bg_form_is_apart(const struct bg_forms *forms, bg_literal literal);

/* The types that a value satisfying the literal can have (more than that never, fewer maybe). */
unsigned bg_form_possible(const struct bg_forms *forms, bg_literal literal);
/* No value satisfies both, as far as types, finite sets, bounds and required properties tell. */
bool bg_form_are_disjoint(const struct bg_forms *forms, bg_literal a, bg_literal b);

/* The number of a value; false if it holds a number over the limits. */
bool bg_form_add_value(struct bg_forms *forms, const struct bg_node *node, uint32_t *out) BG_MUST_CHECK;
const struct bg_value *bg_form_value(const struct bg_forms *forms, uint32_t value);

#endif
