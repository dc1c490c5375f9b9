/*
 * Statements: all that a run has to say, as one flat list, worst first, from which every format takes what it shows:
 * what is the matter, how grave it is, where it can be seen, what to do, and by which fingerprint it is known again.
 * What a format does not show it counts.
 */
#ifndef BG_REPORT_STATEMENT_H
#define BG_REPORT_STATEMENT_H

#include "base/buffer.h"
#include "report/result.h"
#include "rules/vocabulary.h"

struct bg_statement {
    struct bg_slice id; /* of a rule or of the vocabulary */
    enum bg_severity severity;
    const struct bg_verdict *verdict; /* NULL if it is about the run */
    const struct bg_finding *finding; /* NULL unless it is a change; has its level, proof, and who waived it */
    struct bg_slice what;             /* one line */
    struct bg_slice why;              /* one line; may be empty, as all that follow */
    struct bg_slice fix;
    const struct bg_way *way; /* out of what it says, if it is a reason and there is one; else NULL */
    struct bg_slice next;     /* the command that helps, with CONNECTOR for the connector's name */
    struct bg_place at;       /* in the head; in the base if nothing of the connector is left; or no place */
    bool is_in_base;
    bool is_gone;         /* what it is about is no more */
    char fingerprint[32]; /* unique in the list */
};

struct bg_statements {
    struct bg_statement *items; /* by severity, then as in the run: connectors by root, reasons before findings */
    size_t count;
    size_t shown; /* all but the details, which stand behind the others */
    size_t counts[BG_SEVERITY_COUNT];
};

/* Finished by the caller; points into the run. */
void bg_statements_init(struct bg_statements *statements, const struct bg_run *run);

/* Accepts a zeroed list. */
void bg_statements_finish(struct bg_statements *statements);

/* The statement in full, on one line, made visible: what happened, the proof, who is hurt, what to do. Long foreign
 * texts are cut, so that it stays below 4,000 bytes. */
void bg_statement_words(struct bg_buffer *out, const struct bg_statement *statement);

/* Whether the verdict demands another version: rejected, for its number and not for what the release must bring along.
 */
bool bg_verdict_needs_version(const struct bg_verdict *verdict);

/* Whether something is left to do about it: rejected, or not judged. */
bool bg_verdict_is_open(const struct bg_verdict *verdict);

/* Whether nothing of what the finding is about is left in the head: it can be seen in the base only. */
bool bg_finding_is_gone(const struct bg_finding *finding);

/* The version that took what is refused now. Empty: the verdict, which may be NULL, names none. */
struct bg_slice bg_finding_accepted_by(const struct bg_finding *finding, const struct bg_verdict *verdict);

/* Whether one of the ways before it has the same command: one command is told once. */
bool bg_way_is_told(const struct bg_verdict *verdict, size_t way);

/* Whether what it is for is to be said above it: it is not what the way before it was for. */
bool bg_way_is_headed(const struct bg_verdict *verdict, size_t way);

/* "source-github needs 2.0.0", "source-github is rejected" where its number is high enough, or "bumpgate" where it is
 * about the run; visible, cut like the words. */
void bg_statement_title(struct bg_buffer *out, const struct bg_statement *statement);

/* The command that helps, with the connector's name; nothing if there is none. */
void bg_statement_next(struct bg_buffer *out, const struct bg_statement *statement);

/* By what it was found out which folders are connectors, and how many are: "layout airbyte-monorepo, 665 connectors";
 * visible, cut like the words. Nothing for a run that has no layout. */
void bg_statement_layout(struct bg_buffer *out, const struct bg_run *run);

/* Whether a verdict gave the problem as its reason already. */
bool bg_problem_is_told(const struct bg_run *run, const struct bg_problem *problem);

/* How grave a problem is: an error if it kept something from being judged, else what the vocabulary says. */
enum bg_severity bg_problem_severity(const struct bg_problem *problem);

#endif
