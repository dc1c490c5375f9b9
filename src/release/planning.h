/*
 * The making of one connector's plan, as the artefacts see it: files as they are planned so far, edits that go into the
 * plan, refusals that end it. Files that several connectors share are edited one connector after the other.
 */
#ifndef BG_RELEASE_PLANNING_H
#define BG_RELEASE_PLANNING_H

#include "release/plan.h"

struct bg_planning {
    struct bg_arena *arena;
    const struct bg_plan_query *query;
    const struct bg_verdict *verdict;
    struct bg_plan *plan; /* its `to` is the version to write */
    struct bg_about about;
    struct bg_slice declared[2]; /* numbers of this release so far: of the head, and of the branch before a merge */
    /* private */
    struct bg_plan_files *files;
    struct bg_plan_files own; /* this connector's files, added to `files` when all of them could be edited */
};

/* The text of a file: as planned so far, else as in the head. NULL if it is not there, and *err says why it could not
 * be read; its code is BG_ERROR_NONE if it is only absent. */
struct bg_source *bg_planning_open(struct bg_planning *planning, struct bg_slice path, struct bg_error *err);

/* Takes an edit of `source` into the plan; one without splices is none. `is_new`: the file is not there yet. */
void bg_planning_take(struct bg_planning *planning, struct bg_source *source, const struct bg_edit *edit, bool is_new);

/* Says that a file was left alone; `why` is one clause. */
void bg_planning_leave(struct bg_planning *planning, struct bg_slice file, const char *why);

/* End the plan: nothing of this connector is written. Both return false. */
bool bg_planning_refuse(struct bg_planning *planning, enum bg_id id, enum bg_outcome outcome, struct bg_slice message,
                        struct bg_place at);
bool bg_planning_refuse_edit(struct bg_planning *planning, const struct bg_refusal *refusal);

/* Adds the connector's files to those of the whole bump. */
void bg_planning_keep(struct bg_planning *planning);

#endif
