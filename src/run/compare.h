/* Two documents or folders against each other, without git: what a release bot asks of two images of a connector. */
#ifndef BG_RUN_COMPARE_H
#define BG_RUN_COMPARE_H

#include "source/document.h"
#include "base/buffer.h"
#include "rules/finding.h"

struct bg_compare_options {
    const char *base; /* a file or a folder */
    const char *head;
    enum bg_document_kind kind; /* UNKNOWN: find out */
    const char *profile;        /* NULL: airbyte */
    const char *config;         /* NULL: none */
    const char *rules;          /* NULL: none */
};

/* The findings of a comparison; it owns everything they point to. */
struct bg_comparison {
    enum bg_document_kind kind;
    enum bg_level required;
    const struct bg_finding *findings; /* worst first */
    size_t finding_count;
    const struct bg_problem *problems;
    size_t problem_count;
    /* private */
    struct bg_arena arena;
    struct bg_arena context_arena;
};

/* False with *err if a side cannot be read, or the two are of different kinds. Finish it in any case. */
bool bg_compare(struct bg_comparison *out, const struct bg_compare_options *options,
                struct bg_error *err) BG_MUST_CHECK;

/* Accepts a zeroed comparison. */
void bg_comparison_finish(struct bg_comparison *comparison);

#endif
