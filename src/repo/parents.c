/*
 * The parents of a commit, from its own text. The library from 1.7 on says at the border of a shallow clone that there
 * are none, so that the border would look like the first commit of the history; older ones name them. The text always
 * does, and git asks it likewise.
 *
 * The text begins "tree ID", then "parent ID" for each one (gitformat-commit is the same for all versions of git); the
 * library has checked both when it parsed the commit.
 */
#include "repo/internal.h"

#define FIRST "tree "
#define EACH "parent "

/* With the name, the id and the line end. */
enum { TREE_LINE = sizeof FIRST + GIT_OID_HEXSZ, PARENT_LINE = sizeof EACH + GIT_OID_HEXSZ };

unsigned bg_parent_count(const git_commit *commit) {
    struct bg_slice text = bg_slice_of(git_commit_raw_header(commit));
    unsigned count = 0;
    for (size_t at = TREE_LINE; bg_slice_starts(bg_slice_from(text, at), BG_LITERAL(EACH)); at += PARENT_LINE) {
        count++;
    }
    return count;
}

git_oid bg_parent_id(const git_commit *commit, unsigned i) {
    git_oid out = {{0}};
    const char *text = git_commit_raw_header(commit);
    (void)git_oid_fromstrn(&out, text + TREE_LINE + i * PARENT_LINE + sizeof EACH - 1, GIT_OID_HEXSZ);
    return out;
}
