/*
 * Containment: is every value that is valid under one schema valid under the other? Yes, no with a value that shows it,
 * or unknown with a reason (JSON Schema draft-07; the keywords are those of validate.h).
 */
#ifndef BG_SCHEMA_CONTAIN_RELATE_H
#define BG_SCHEMA_CONTAIN_RELATE_H

#include "base/arena.h"
#include "text/node.h"

/* The assumptions under which stored configurations are judged (docs/how-bumpgate-decides.md, 3). All false: plain
 * inclusion, with `format` as an annotation. */
struct bg_relate_options {
    bool declared_keys_only;     /* old values hold only keys that the old schema declares */
    bool discriminators_present; /* a discriminated oneOf of the old schema has its discriminator */
    bool assert_formats;
    bool root_is_form; /* with declared_keys_only: a root that declares no key has none, and is no map */
};

/* For the whole schema of a configuration, and for a part of one, which may be a map. */
#define BG_RELATE_STORED_CONFIG ((struct bg_relate_options){true, true, false, true})
#define BG_RELATE_STORED_PART ((struct bg_relate_options){true, true, false, false})

struct bg_relation {
    enum bg_relate_answer answer;
    struct bg_slice witness;  /* answer NO: JSON text, accepted by the base and refused by the head; checked on both */
    struct bg_slice fails_at; /* answer NO: JSON Pointer into the head schema, where it refuses the witness */
    struct bg_slice reason;   /* answer UNKNOWN: one clause */
    uint64_t steps;           /* what the answer has cost: parts of schemas and literals that were looked at */
};

/* Is every instance of `base` an instance of `head`? Both are whole documents: `#/...` references resolve in each.
 * Everything in the result lives in `arena`. Deterministic: guards are counters (base/limits.h). */
struct bg_relation bg_schema_relate(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                                    struct bg_relate_options options);

#endif
