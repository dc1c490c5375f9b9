/*
 * Which side of a merge is the base branch, whose releases are out: said by what git tells a merge driver and by where
 * the commits stand, not by how a clone is configured.
 */
#ifndef BG_REPO_TIP_H
#define BG_REPO_TIP_H

#include "repo/repo.h"

enum bg_tip_side {
    BG_TIP_UNKNOWN,
    BG_TIP_OURS,
    BG_TIP_THEIRS,
};

struct bg_merged_ends {
    enum bg_tip_side tip;
    struct bg_oid ours;   /* the commit that is merged into: HEAD */
    struct bg_oid theirs; /* that which is merged; zero where git does not say it, as in a rebase */
    bool is_release;      /* the base branch itself gets the result, and nobody judges it before */
};

/*
 * Of a merge that git is making now:
 *   git merge     names what is merged (GITHEAD_*): the side that is part of the default branch, or else holds all of
 *                 it, if only one does
 *   git rebase    has a folder of its own: ours, which is rebased upon, unless the default branch itself is rebased
 *   anything else that begins at HEAD (cherry-pick, stash): ours, where HEAD is part of the default branch or holds it
 *   git revert    unknown: what it means for a release is for a person to say
 * `starts_at_head`: the text of our side is that of HEAD. Without all that it is no merge of git's, and the tip is
 * theirs. Default branches are those of all remotes, else main or master.
 */
bool bg_repo_find_tip(struct bg_repo *repo, bool starts_at_head, struct bg_merged_ends *out,
                      struct bg_error *err) BG_MUST_CHECK;

#endif
