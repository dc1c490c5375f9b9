/*
 * The vocabulary: every id besides the rules, in words. The words are data in rules/vocabulary.yaml; which id applies
 * is decided where it is found (base/id.h).
 */
#ifndef BG_RULES_VOCABULARY_H
#define BG_RULES_VOCABULARY_H

#include "base/error.h"
#include "base/id.h"
#include "base/nearest.h"

/* Worst first. Errors decide an outcome, warnings do not and want to be looked at, notes excuse or explain, details are
 * for those who ask: where they are not shown they are counted. */
enum bg_severity { BG_SEVERITY_ERROR, BG_SEVERITY_WARNING, BG_SEVERITY_NOTE, BG_SEVERITY_DETAIL, BG_SEVERITY_COUNT };

/* "error" */
extern const char *const bg_severity_names[BG_SEVERITY_COUNT];

struct bg_word {
    struct bg_slice id;
    enum bg_severity severity;  /* where it does not decide the outcome */
    struct bg_slice title;      /* what is the matter; one line without a full stop */
    struct bg_slice why;        /* what comes of it; a sentence */
    struct bg_slice fix;        /* what to do; a sentence */
    struct bg_slice brief;      /* the title as part of the verdict's line, where that says all; empty: it does not */
    struct bg_slice next;       /* the command that helps, with CONNECTOR for its name; {NULL, 0} if there is none */
    const struct bg_slice *was; /* former names */
    size_t was_count;
};

/* In the order of enum bg_id, which is that of their names. Generated at build time by tools/rules.c. */
extern const struct bg_word bg_builtin_words[];
extern const size_t bg_builtin_word_count;

/* The words of an id; not of BG_ID_NONE. */
const struct bg_word *bg_vocabulary_of(enum bg_id id);

/* The words of the id with this name, or, if none has it, of the id that had it; NULL if there are none. */
const struct bg_word *bg_vocabulary_find(struct bg_slice name);

/* All of them, in order of their ids. */
const struct bg_word *bg_vocabulary_list(size_t *count);

/* Offers every id to a search for the nearest one. */
void bg_vocabulary_offer(struct bg_nearest *nearest);

#endif
