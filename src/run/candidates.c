/* Candidates: see candidates.h. */
#include "run/candidates.h"

#include "base/table.h"
#include "diff/pair.h"
#include "rules/match.h"

static bool is_grave(const struct bg_finding *finding) {
    return finding->level > BG_LEVEL_PATCH;
}

/* What a finding is about, whatever rule it is of. */
static struct bg_slice subject_of(struct bg_arena *arena, const struct bg_finding *finding) {
    return bg_arena_printf(arena, "%d|%.*s|%.*s|%.*s", (int)finding->side, BG_ARGS(finding->stream),
                           BG_ARGS(finding->path), BG_ARGS(finding->subject));
}

/* A breaking entry, a file or a version is of this change, whatever was stable. */
static bool is_of_surface(const struct bg_finding *finding) {
    return finding->side != BG_SIDE_ABOUT;
}

/* The highest level for each subject, as a number from 1 on. */
static void add_levels(struct bg_arena *arena, const struct bg_findings *findings, struct bg_table *levels) {
    for (size_t i = 0; i < findings->count; i++) {
        struct bg_slice key = subject_of(arena, &findings->items[i]);
        uintptr_t level = (uintptr_t)findings->items[i].level + 1;
        if ((uintptr_t)bg_table_get(levels, key) < level) {
            (void)bg_table_put(levels, key, (void *)level);
        }
    }
}

/* What changed between the last stable release and the head. False if one of them could not be read as a whole. */
static bool judge_since(const struct bg_policy *policy, const struct bg_moment *moment,
                        const struct bg_touched *touched, struct bg_tree *stable, struct bg_arena *arena,
                        struct bg_findings *out) {
    struct bg_seen seen = {0};
    struct bg_pair pair;
    struct bg_pair_ends ends = {
        policy->layout, &seen, stable, touched->base_root, moment->head, touched->head_root,
    };
    bg_pair_load(&ends, arena, &pair);
    bool is_read = pair.has_base && pair.has_head && !bg_problems_are_fatal(&pair.problems);
    if (is_read) {
        struct bg_changes changes = {.arena = arena};
        struct bg_pair_diff diff = {
            .protocol = policy->protocol,
            .pair = &pair,
            .metadata = policy->layout->metadata,
        };
        bg_diff_pair(&diff, &changes);
        bg_policy_judge(policy->rules, policy->levels, &changes, touched->name, moment->arena, &out->items,
                        &out->count);
    }
    bg_seen_finish(&seen);
    return is_read;
}

/* Whether something asks for more here than it does since the last stable release. */
static bool takes_back(struct bg_arena *arena, const struct bg_table *levels, const struct bg_findings *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        const struct bg_finding *finding = &findings->items[i];
        if (is_grave(finding) && is_of_surface(finding) &&
            (uintptr_t)bg_table_get(levels, subject_of(arena, finding)) < (uintptr_t)finding->level + 1) {
            return true;
        }
    }
    return false;
}

/* All that differs from the last stable release; of what only candidates had a word; and what is no part of the
 * surface. */
static void replace(struct bg_arena *arena, const struct bg_moment *moment, const struct bg_table *levels,
                    const struct bg_findings *since, struct bg_findings *findings) {
    struct bg_finding *items = bg_arena_array(moment->arena, findings->count + since->count, sizeof items[0]);
    size_t count = 0;
    for (size_t i = 0; i < since->count; i++) {
        if (is_of_surface(&since->items[i])) {
            items[count++] = since->items[i];
        }
    }
    for (size_t i = 0; i < findings->count; i++) {
        struct bg_finding finding = findings->items[i];
        bool is_new = !is_of_surface(&finding) || bg_table_get(levels, subject_of(arena, &finding)) == NULL;
        if (is_new && is_of_surface(&finding) && is_grave(&finding)) {
            finding.level = BG_LEVEL_PATCH;
            finding.why =
                BG_LITERAL("Only candidates of this release had it otherwise: users have the last stable one.");
            finding.fix = BG_NO_SLICE;
        }
        if (is_new) {
            items[count++] = finding;
        }
    }
    bg_policy_sort(items, count);
    *findings = (struct bg_findings){items, count};
}

void bg_candidates_settle(const struct bg_policy *policy, const struct bg_moment *moment,
                          const struct bg_touched *touched, const struct bg_last_stable *stable,
                          struct bg_findings *findings) {
    struct bg_tree *tree = NULL;
    struct bg_error err;
    bool is_asked = false;
    for (size_t i = 0; i < findings->count; i++) {
        is_asked = is_asked || (is_grave(&findings->items[i]) && is_of_surface(&findings->items[i]));
    }
    if (!is_asked || stable->version.at == NULL || touched->head_root.at == NULL ||
        !bg_repo_tree(moment->repo, &stable->commit, &tree, &err)) {
        return;
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_findings since = {0};
    if (judge_since(policy, moment, touched, tree, &arena, &since)) {
        struct bg_table levels = {0};
        add_levels(&arena, &since, &levels);
        if (takes_back(&arena, &levels, findings)) {
            replace(&arena, moment, &levels, &since, findings);
        }
        bg_table_finish(&levels);
    }
    bg_arena_finish(&arena);
}
