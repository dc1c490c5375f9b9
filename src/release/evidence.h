/*
 * Evidence: what a release must bring along besides its version. Entries under `releases.breakingChanges` with message,
 * deadline and scope; the migration guide; the rollout flag of a candidate; the changelog row. Each thing that is
 * missing or wrong is one reason with an id of its own.
 *
 * What stood there before unchanged is not judged again: a release is not held up by the omissions of others.
 */
#ifndef BG_RELEASE_EVIDENCE_H
#define BG_RELEASE_EVIDENCE_H

#include "text/node.h"
#include "release/reason.h"

/* What a draft leaves for a person to fill in begins with this. */
#define BG_BLANK "bumpgate:blank"

struct bg_evidence_query {
    struct bg_slice base; /* versions, as the check has accepted them; base is {NULL, 0} for a new connector */
    struct bg_slice head;
    enum bg_level required;
    bool is_destination;     /* its users get more time than those of a source */
    bool is_broken_upstream; /* declared: the old way fails already, so that no deadline can protect anybody */
    struct bg_slice title;   /* data.name, the name in the guide's title */
    struct bg_slice today;   /* YYYY-MM-DD */
    /* Nodes of metadata.yaml, NULL if absent. */
    const struct bg_node *breaking; /* data.releases.breakingChanges */
    const struct bg_node *base_breaking;
    const struct bg_node *rollout; /* data.releases.rolloutConfiguration */
    struct bg_place metadata;      /* for what is missing: where data.releases or the version stands */
    struct bg_slice guide_path;    /* where the migration guide is expected */
    struct bg_source *guide;       /* NULL if there is none */
    struct bg_source *base_guide;
    const struct bg_slice *streams; /* names of those with a breaking finding; NULL if that is not known */
    size_t stream_count;
};

struct bg_changelog_query {
    struct bg_slice version; /* declared at head, and raised: no row is owed otherwise */
    struct bg_slice path;    /* of the documentation page */
    struct bg_source *page;  /* NULL if there is none */
};

/* A growing list in an arena; starts zeroed but for `arena`. */
struct bg_reasons {
    struct bg_arena *arena;
    struct bg_reason *items;
    size_t count;
    size_t room; /* private */
};

void bg_reasons_add(struct bg_reasons *reasons, const char *id, struct bg_place at, const char *format, ...)
    BG_PRINTF(4, 5);

/*
 * bc-blank, bc-entry-missing, bc-entry-invalid, bc-key-invalid, bc-key-above-version, bc-message-empty,
 * bc-deadline-invalid, bc-deadline-too-soon, bc-scope-incomplete, bc-scope-unaffected, guide-blank, guide-missing,
 * guide-title, guide-heading-missing, guide-order, rollout-flag-missing, rollout-flag-without-candidate. In the order
 * of the documents.
 */
void bg_evidence_check(const struct bg_evidence_query *query, struct bg_reasons *reasons);

/* changelog-missing (no page or no table), changelog-row-missing, changelog-placeholder. */
void bg_evidence_check_changelog(const struct bg_changelog_query *query, struct bg_reasons *reasons);

#endif
