/* Candidates: see candidates.h. */
#include "run/candidates.h"

#include "base/table.h"
#include "diff/pair.h"
#include "release/scheme.h"
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
static bool judge_since(const struct bg_candidates *of, struct bg_tree *stable, struct bg_arena *arena,
                        struct bg_findings *out, struct bg_coverage *seen_of) {
    const struct bg_policy *policy = of->policy;
    struct bg_seen seen = {0};
    struct bg_pair pair;
    struct bg_pair_ends ends = {
        policy->layout, &seen, stable, of->touched->base_root, of->moment->head, of->touched->head_root,
    };
    bg_pair_load(&ends, arena, &pair);
    bool is_read = pair.has_base && pair.has_head && !bg_problems_are_fatal(&pair.problems);
    if (is_read) {
        struct bg_changes changes = {.arena = arena, .effort = of->effort};
        struct bg_pair_diff diff = {
            .protocol = policy->protocol,
            .pair = &pair,
            .metadata = policy->layout->metadata,
        };
        bg_diff_pair(&diff, &changes);
        bg_policy_judge(policy->rules, policy->levels, &changes, of->touched->name, of->moment->arena, &out->items,
                        &out->count);
        *seen_of = pair.coverage;
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

/* Against which release a finding counts. */
static void say_since(struct bg_arena *arena, struct bg_slice version, struct bg_finding *finding) {
    finding->since = bg_arena_copy(arena, version);
    if (is_grave(finding)) {
        finding->message = bg_arena_printf(arena, "%.*s Users come from %.*s, the last stable release.",
                                           BG_ARGS(finding->message), BG_ARGS(version));
    }
}

/* All that differs from the last stable release; of what only candidates had a word; and what is no part of the
 * surface. */
static void replace(const struct bg_candidates *of, struct bg_arena *arena, const struct bg_table *levels,
                    const struct bg_findings *since, struct bg_findings *findings) {
    struct bg_arena *kept = of->moment->arena;
    struct bg_finding *items = bg_arena_array(kept, findings->count + since->count, sizeof items[0]);
    size_t count = 0;
    for (size_t i = 0; i < since->count; i++) {
        if (is_of_surface(&since->items[i])) {
            items[count] = since->items[i];
            say_since(kept, of->stable.version, &items[count++]);
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

static bool has_grave(const struct bg_findings *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        if (is_grave(&findings->items[i]) && is_of_surface(&findings->items[i])) {
            return true;
        }
    }
    return false;
}

/* Whether a candidate becomes a release here, that of its own number or another, or a bump is to make one of it. */
static bool is_release(const struct bg_candidates *of) {
    struct bg_version before = bg_scheme_read(&of->policy->version, of->pair->base.about.version.text);
    struct bg_version after = bg_scheme_read(&of->policy->version, of->pair->head.about.version.text);
    return of->pair->has_base && of->pair->has_head && !of->pair->is_emptied && before.is_valid && after.is_valid &&
           bg_semver_is_prerelease(&before.parsed) &&
           (of->policy->judges_release || !bg_semver_is_prerelease(&after.parsed));
}

static bool is_hidden(const struct bg_coverage *coverage) {
    return coverage->spec == BG_READ_OPAQUE || coverage->streams_opaque > 0;
}

/* What users have may be out of sight, be it this release or the one that they come from. */
static void note_unseen(const struct bg_candidates *of, const char *what, struct bg_coverage *coverage) {
    struct bg_slice version = of->stable.version;
    struct bg_slice before = of->pair->base.about.version.text;
    struct bg_arena *arena = of->moment->arena;
    bg_coverage_note(arena, coverage,
                     version.at == NULL
                         ? bg_arena_printf(arena, "no stable release before %.*s stands in the history that is here",
                                           BG_ARGS(before))
                         : bg_arena_printf(arena, "%.*s, the last stable release, %s", BG_ARGS(version), what));
}

static void settle(const struct bg_candidates *of, bool releases, struct bg_tree *tree, struct bg_findings *findings,
                   struct bg_coverage *coverage) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_findings since = {0};
    struct bg_coverage seen;
    bool is_judged = judge_since(of, tree, &arena, &since, &seen);
    if (is_judged) {
        struct bg_table levels = {0};
        add_levels(&arena, &since, &levels);
        if (releases || takes_back(&arena, &levels, findings)) {
            replace(of, &arena, &levels, &since, findings);
        }
        bg_table_finish(&levels);
    }
    if (releases && !is_judged) {
        note_unseen(of, "could not be read and was not compared", coverage);
    } else if (releases && is_hidden(&seen) && !is_hidden(coverage)) {
        note_unseen(of, "could not be seen as a whole", coverage);
    }
    bg_arena_finish(&arena);
}

void bg_candidates_settle(const struct bg_candidates *candidates, struct bg_findings *findings,
                          struct bg_coverage *coverage) {
    bool releases = is_release(candidates);
    if ((!releases && !has_grave(findings)) || candidates->touched->head_root.at == NULL) {
        return;
    }
    struct bg_tree *tree = NULL;
    struct bg_error err;
    if (candidates->stable.version.at != NULL &&
        bg_repo_tree(candidates->moment->repo, &candidates->stable.commit, &tree, &err)) {
        settle(candidates, releases, tree, findings, coverage);
    } else if (releases && !candidates->pair->base.about.is_tagged) {
        note_unseen(candidates, "could not be read and was not compared", coverage);
    }
}
