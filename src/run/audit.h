/* The judgement replayed over a history: what every release declared and what it needed. */
#ifndef BG_RUN_AUDIT_H
#define BG_RUN_AUDIT_H

#include "base/buffer.h"
#include "run/check.h"

struct bg_audit_sink {
    /* One finished row, with its line end. False stops the audit (the reader is gone). */
    bool (*row)(void *payload, struct bg_slice line);
    /* After each commit; may be NULL. */
    void (*progress)(void *payload, size_t done, size_t all);
    void *payload;
};

/*
 * Judges every first-parent commit of (base, head] against its parent, oldest first, and hands on a header and one row
 * for each connector that changed: tab-separated, with a header that names the columns. Without options->base from the
 * first commit on. *worst becomes UNJUDGED if some row was, else PASSED: what people declared in the past rejects
 * nothing.
 */
bool bg_audit(const struct bg_options *options, const struct bg_audit_sink *sink, enum bg_outcome *worst,
              struct bg_error *err) BG_MUST_CHECK;

#endif
