/*
 * What drafts have in common. A draft is the paperwork of a breaking release as far as the findings can write it; what
 * only a person can know stands there as a marked blank, which the checks refuse until it is filled in.
 */
#ifndef BG_AIRBYTE_DRAFT_H
#define BG_AIRBYTE_DRAFT_H

#include "base/buffer.h"
#include "release/planning.h"

/* What a draft leaves for a person to fill in begins with this. */
#define BG_BLANK "bumpgate:blank"

bool bg_draft_has_blank(struct bg_slice text);

/* X.Y.Z of the breaking release that is planned; false if its version is no semantic one. */
bool bg_draft_version(const struct bg_planning *planning, struct bg_slice *out) BG_MUST_CHECK;

/* Whether a finding is one that the paperwork has to tell of. */
bool bg_draft_breaks(const struct bg_finding *finding);

/* Whether streams break and nothing else: the scope can be named. */
bool bg_draft_has_scope(const struct bg_verdict *verdict);

/* Lines, each with this end. */
struct bg_draft_lines {
    struct bg_buffer text;
    struct bg_slice end;
};

void bg_draft_start(struct bg_draft_lines *lines, size_t indent);
void bg_draft_end(struct bg_draft_lines *lines);
void bg_draft_add(struct bg_draft_lines *lines, size_t indent, const char *text);

#endif
