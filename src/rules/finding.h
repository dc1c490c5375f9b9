/* A finding: one change, judged by one rule. All that it points to belongs to the run. */
#ifndef BG_RULES_FINDING_H
#define BG_RULES_FINDING_H

#include "diff/change.h"
#include "diff/harm.h"

/* One change, judged by one rule. */
struct bg_finding {
    struct bg_slice rule;     /* id, a file name below rules/, or of a rule of the user's own */
    enum bg_change_kind kind; /* what it claims: not told by the id, which is whoever's rule it is */
    enum bg_change_how how;
    enum bg_level level; /* what it demands, after waivers: see waived */
    enum bg_harm hurts;
    enum bg_side side;
    struct bg_slice stream;  /* {NULL, 0} if it is about no stream */
    struct bg_slice path;    /* JSON Pointer into the schema, "" is its root */
    struct bg_slice subject; /* what it is about: a property, a key, a file; may be empty */
    struct bg_slice message; /* what happened; one line */
    struct bg_slice why;     /* who is hurt; one line */
    struct bg_slice fix;     /* what to do instead; one line, may be empty */
    struct bg_slice since;   /* the release that it is compared with, if that is not the base: users have that one */
    struct bg_place base;    /* no place if it was not there */
    struct bg_place head;
    enum bg_proof proof;
    struct bg_slice witness; /* JSON text; {NULL, 0} without one */
    struct bg_slice unknown; /* why it could not be proven, if proof is unknown */
    char fingerprint[13];    /* 12 hexadecimal digits: stable under reformatting and moved lines */
    struct bg_slice waived;  /* the reason of the waiver that covers it, else {NULL, 0} */
    bool waiver_is_new;      /* the waiver was added in the range that it excuses */
};

#endif
