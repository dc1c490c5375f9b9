/*
 * Sides of a merge: see tip.h. MERGE_HEAD and CHERRY_PICK_HEAD are written after the files were merged, so that a
 * driver cannot ask for them; the environment and the folders of a rebase are there before.
 */
#include "repo/tip.h"

#include "base/vector.h"
#include "repo/internal.h"

#include <stdio.h>
#include <stdlib.h>

extern char **environ;

/* The tips of the branches that count as default ones, and their names: "main". */
struct defaults {
    struct bg_arena *arena;
    struct named {
        git_oid id;
        struct bg_slice name;
    } * items;
    size_t count;
    size_t room; /* private */
};

static bool is_usual_name(struct bg_slice name) {
    return bg_slice_is(name, "main") || bg_slice_is(name, "master");
}

static bool is_default_name(const struct defaults *defaults, struct bg_slice name) {
    bool is_found = is_usual_name(name);
    for (size_t d = 0; d < defaults->count && !is_found; d++) {
        is_found = bg_slice_equal(defaults->items[d].name, name);
    }
    return is_found;
}

/* "refs/remotes/origin/main" and what a remote's HEAD points at. */
static void add_default(struct defaults *defaults, git_repository *git, const char *reference) {
    struct bg_slice name = bg_path_name(bg_slice_of(reference));
    git_reference *found = NULL;
    struct named item = {0};
    bool is_head = bg_slice_is(name, "HEAD");
    if ((!is_head && !is_usual_name(name)) || git_reference_lookup(&found, git, reference) != GIT_OK) {
        return;
    }
    const char *target = is_head ? git_reference_symbolic_target(found) : NULL;
    item.name = bg_arena_copy(defaults->arena, target == NULL ? name : bg_path_name(bg_slice_of(target)));
    if (git_reference_name_to_id(&item.id, git, reference) == GIT_OK) {
        BG_VECTOR_ADD(defaults->arena, defaults, item);
    }
    git_reference_free(found);
}

static void add_defaults(struct defaults *defaults, git_repository *git, const char *pattern) {
    git_reference_iterator *names = NULL;
    const char *name;
    if (git_reference_iterator_glob_new(&names, git, pattern) == GIT_OK) {
        while (git_reference_next_name(&name, names) == GIT_OK) {
            add_default(defaults, git, name);
        }
    }
    git_reference_iterator_free(names);
}

static void find_defaults(struct defaults *defaults, git_repository *git) {
    add_defaults(defaults, git, "refs/remotes/*");
    if (defaults->count == 0) {
        add_default(defaults, git, "refs/heads/main");
    }
    if (defaults->count == 0) {
        add_default(defaults, git, "refs/heads/master");
    }
}

static bool is_part(git_repository *git, const git_oid *commit, const git_oid *of) {
    return git_oid_equal(commit, of) || git_graph_descendant_of(git, of, commit) == 1;
}

/* Part of a default branch: what it released is out. */
static bool is_on_default(const struct defaults *defaults, git_repository *git, const struct bg_oid *commit) {
    git_oid id = bg_git_oid(commit);
    bool is_on = false;
    for (size_t d = 0; d < defaults->count && !is_on; d++) {
        is_on = is_part(git, &id, &defaults->items[d].id);
    }
    return is_on;
}

static bool holds_default(const struct defaults *defaults, git_repository *git, const struct bg_oid *commit) {
    git_oid id = bg_git_oid(commit);
    bool holds = false;
    for (size_t d = 0; d < defaults->count && !holds; d++) {
        holds = is_part(git, &defaults->items[d].id, &id);
    }
    return holds;
}

/* The local branch that HEAD is on has the name of a default one. */
static bool is_default_branch(const struct defaults *defaults, git_repository *git) {
    git_reference *head = NULL;
    bool is_default = git_repository_head(&head, git) == GIT_OK && git_reference_is_branch(head) == 1 &&
                      is_default_name(defaults, bg_path_name(bg_slice_of(git_reference_name(head))));
    git_reference_free(head);
    return is_default;
}

/* A file in the folder of git, its first bytes; an empty text without one. */
static struct bg_slice git_file(struct bg_arena *arena, git_repository *git, const char *name) {
    struct bg_slice path = bg_arena_printf(arena, "%s%s", git_repository_path(git), name);
    char text[4096];
    FILE *file = fopen(path.at, "rb");
    size_t len = file == NULL ? 0 : fread(text, 1, sizeof text, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    return bg_arena_copy(arena, (struct bg_slice){text, len});
}

/* What was fetched from an address that has no branches here: "ID<TAB><TAB>branch 'main' of https://...". */
static bool is_fetched_default(const struct defaults *defaults, git_repository *git, const struct bg_oid *commit) {
    struct bg_slice rest = git_file(defaults->arena, git, "FETCH_HEAD");
    struct bg_slice id = bg_oid_hex(defaults->arena, commit);
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_cut(&rest, '\n');
        size_t at = bg_slice_find(line, BG_LITERAL("\tbranch '"));
        if (bg_slice_starts(line, id) && at < line.len) {
            struct bg_slice name = bg_slice_from(line, at + sizeof "\tbranch '" - 1);
            return is_default_name(defaults, bg_path_name(bg_slice_cut(&name, '\'')));
        }
    }
    return false;
}

/* What git merge says it merges: GITHEAD_ID=NAME. Zero if it says nothing, or several things. */
static bool find_merged(struct bg_oid *out) {
    static const char prefix[] = "GITHEAD_";
    size_t count = 0;
    *out = (struct bg_oid){0};
    for (char **variable = environ; *variable != NULL; variable++) {
        git_oid id;
        if (strncmp(*variable, prefix, sizeof prefix - 1) == 0 &&
            git_oid_fromstrn(&id, *variable + sizeof prefix - 1, GIT_OID_HEXSZ) == GIT_OK) {
            *out = bg_oid_of(&id);
            count++;
        }
    }
    if (count > 1) {
        *out = (struct bg_oid){0};
    }
    return count > 0;
}

static enum bg_tip_side side_of_merge(const struct defaults *defaults, git_repository *git,
                                      const struct bg_merged_ends *sides) {
    if (bg_oid_is_zero(&sides->theirs)) {
        return BG_TIP_UNKNOWN;
    }
    bool is_ours = is_on_default(defaults, git, &sides->ours);
    bool is_theirs = is_on_default(defaults, git, &sides->theirs) || is_fetched_default(defaults, git, &sides->theirs);
    if (!is_ours && !is_theirs) { /* nothing of them is out, but for what they hold of a default branch */
        is_ours = is_default_branch(defaults, git) || holds_default(defaults, git, &sides->ours);
        is_theirs = !is_default_branch(defaults, git) && holds_default(defaults, git, &sides->theirs);
    }
    return is_ours == is_theirs ? BG_TIP_UNKNOWN : is_ours ? BG_TIP_OURS : BG_TIP_THEIRS;
}

/* The default branch is rebased upon something that is no part of one: its own releases would be renumbered. */
static bool rebases_default(const struct defaults *defaults, git_repository *git) {
    static const char *const folders[] = {"rebase-merge", "rebase-apply"};
    for (size_t f = 0; f < sizeof folders / sizeof folders[0]; f++) {
        git_oid from;
        git_oid onto;
        struct bg_slice name = bg_arena_printf(defaults->arena, "%s/orig-head", folders[f]);
        struct bg_slice from_text = git_file(defaults->arena, git, name.at);
        struct bg_slice onto_text =
            git_file(defaults->arena, git, bg_arena_printf(defaults->arena, "%s/onto", folders[f]).at);
        if (from_text.len >= GIT_OID_HEXSZ && onto_text.len >= GIT_OID_HEXSZ &&
            git_oid_fromstrn(&from, from_text.at, GIT_OID_HEXSZ) == GIT_OK &&
            git_oid_fromstrn(&onto, onto_text.at, GIT_OID_HEXSZ) == GIT_OK) {
            struct bg_oid commits[] = {bg_oid_of(&from), bg_oid_of(&onto)};
            return is_on_default(defaults, git, &commits[0]) && !is_on_default(defaults, git, &commits[1]);
        }
    }
    return false;
}

static bool is_action(const char *name) {
    const char *action = getenv("GIT_REFLOG_ACTION");
    return action != NULL && bg_slice_starts(bg_slice_of(action), bg_slice_of(name));
}

static bool is_applying(git_repository *git) {
    switch ((git_repository_state_t)git_repository_state(git)) {
    case GIT_REPOSITORY_STATE_REBASE:
    case GIT_REPOSITORY_STATE_REBASE_INTERACTIVE:
    case GIT_REPOSITORY_STATE_REBASE_MERGE:
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
        return true;
    case GIT_REPOSITORY_STATE_NONE:
    case GIT_REPOSITORY_STATE_MERGE:
    case GIT_REPOSITORY_STATE_REVERT:
    case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
    case GIT_REPOSITORY_STATE_CHERRYPICK:
    case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
    case GIT_REPOSITORY_STATE_BISECT:
        break;
    }
    return false;
}

static enum bg_tip_side side_of_pick(const struct defaults *defaults, git_repository *git, const struct bg_oid *head) {
    bool is_base =
        is_default_branch(defaults, git) || is_on_default(defaults, git, head) || holds_default(defaults, git, head);
    return is_base && !is_action("revert") ? BG_TIP_OURS : BG_TIP_UNKNOWN;
}

bool bg_repo_find_tip(struct bg_repo *repo, bool starts_at_head, struct bg_merged_ends *out, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct defaults defaults = {.arena = &arena};
    *out = (struct bg_merged_ends){.tip = BG_TIP_THEIRS};
    if (!bg_repo_resolve(repo, "HEAD", &out->ours, err)) {
        return false;
    }
    find_defaults(&defaults, repo->git);
    if (find_merged(&out->theirs)) {
        out->tip = side_of_merge(&defaults, repo->git, out);
    } else if (is_applying(repo->git)) {
        out->tip = rebases_default(&defaults, repo->git) ? BG_TIP_UNKNOWN : BG_TIP_OURS;
    } else if (starts_at_head || is_action("cherry-pick") || is_action("revert")) {
        out->tip = side_of_pick(&defaults, repo->git, &out->ours);
    }
    out->is_release = out->tip == BG_TIP_OURS && !is_applying(repo->git);
    git_error_clear();
    bg_arena_finish(&arena);
    return true;
}
