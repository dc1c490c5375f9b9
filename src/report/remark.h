/*
 * Remarks: the result of a run as one flat list, worst first, for the formats that show single lines of files: what
 * was found, how grave it is, where it can be seen, and by which fingerprint it is known again.
 */
#ifndef BG_REPORT_REMARK_H
#define BG_REPORT_REMARK_H

#include "base/buffer.h"
#include "report/result.h"

/* Errors are why something was rejected or not judged; warnings go with them; notes excuse or explain. */
enum bg_severity { BG_SEVERITY_ERROR, BG_SEVERITY_WARNING, BG_SEVERITY_NOTE, BG_SEVERITY_COUNT };

struct bg_remark {
    enum bg_severity severity;
    struct bg_slice rule;             /* of the finding, or the id of the reason or problem */
    const struct bg_verdict *verdict; /* NULL for a problem of the run */
    const struct bg_finding *finding; /* NULL for a reason or a problem */
    struct bg_slice message;          /* one line */
    struct bg_place at;               /* in the head; in the base if nothing of the connector is left; or no place */
    bool is_in_base;
    char fingerprint[32]; /* unique in the list */
};

struct bg_remarks {
    struct bg_remark *items; /* by severity, then as in the run: connectors by root, reasons before findings */
    size_t count;
    size_t counts[BG_SEVERITY_COUNT];
};

/* Everything that is not fine; findings that explain no verdict are left out unless they were waived. Finished by the
 * caller; points into the run. */
void bg_remarks_init(struct bg_remarks *remarks, const struct bg_run *run);

/* Accepts a zeroed list. */
void bg_remarks_finish(struct bg_remarks *remarks);

/* The remark in full, on one line, made visible: what happened, the proof, who is hurt, what to do. Long foreign texts
 * are cut, so that it stays below 4,000 bytes. */
void bg_remark_words(struct bg_buffer *out, const struct bg_remark *remark);

/* "source-github needs 2.0.0", or "bumpgate" for a problem of the run; visible, cut like the words. */
void bg_remark_title(struct bg_buffer *out, const struct bg_remark *remark);

/* Whether a verdict gave the problem as its reason already. */
bool bg_problem_is_told(const struct bg_run *run, const struct bg_problem *problem);

#endif
