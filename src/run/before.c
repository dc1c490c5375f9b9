/* A branch before it took in the base branch: see before.h. */
#include "run/before.h"

#include "release/own_release.h"
#include "repo/own_commits.h"

bool bg_before_find(struct bg_repo *repo, const struct bg_range *range, struct bg_tree **before,
                    struct bg_tree **before_base, struct bg_error *err) {
    struct bg_oid commit;
    struct bg_oid base;
    *before = *before_base = NULL;
    if (bg_oid_is_zero(&range->head_commit) || bg_oid_is_zero(&range->tip_commit)) {
        return true;
    }
    return bg_repo_before_merge(repo, &range->tip_commit, &range->head_commit, &commit, &base, err) &&
           (!bg_oid_is_zero(&base) ||
            bg_repo_before_rebase(repo, &range->tip_commit, &range->head_commit, &commit, &base, err)) &&
           (bg_oid_is_zero(&base) ||
            (bg_repo_tree(repo, &commit, before, err) && bg_repo_tree(repo, &base, before_base, err)));
}

/* The versions of a connector, and the page that its rows are on. */
struct branch_numbers {
    struct bg_slice base, tip, head;
    struct bg_slice page;
};

/* Of the branch before (`head`), of where it had begun (`base`) and of the base branch now. */
static struct branch_numbers numbers_of(const struct bg_policy *policy, const struct bg_moment *moment,
                                        struct bg_slice root, struct bg_arena *arena) {
    struct bg_about about;
    bool is_there = bg_about_load(moment->head, policy->layout, root, arena, NULL, &about);
    return (struct branch_numbers){
        .base = bg_about_version(moment->before_base, policy->layout, root, arena),
        .tip = bg_about_version(moment->tip, policy->layout, root, arena),
        .head = bg_about_version(moment->before, policy->layout, root, arena),
        .page = is_there ? about.doc_path : BG_NO_SLICE,
    };
}

static bool are_twins(const struct branch_numbers *a, const struct branch_numbers *b) {
    return a->page.len > 0 && bg_slice_equal(a->page, b->page) && bg_slice_equal(a->base, b->base) &&
           bg_slice_equal(a->tip, b->tip) && bg_slice_equal(a->head, b->head);
}

static bool has_twin(const struct bg_policy *policy, const struct bg_moment *moment, const struct branch_numbers *lost,
                     const struct bg_touched *touched, size_t count, struct bg_arena *arena) {
    for (size_t t = 0; t < count; t++) {
        if (touched[t].base_root.at != NULL && touched[t].head_root.at != NULL) {
            struct branch_numbers other = numbers_of(policy, moment, touched[t].head_root, arena);
            if (are_twins(lost, &other)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_touched(const struct bg_touched *touched, size_t count, struct bg_slice root) {
    for (size_t t = 0; t < count; t++) {
        if (bg_slice_equal(bg_touched_root(&touched[t]), root)) {
            return true;
        }
    }
    return false;
}

/* Whether nothing is left of a release of this connector but the number, which the base branch has taken as well. */
static bool is_lost(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_slice root,
                    const struct branch_numbers *numbers, struct bg_arena *arena) {
    struct bg_slice now = bg_about_version(moment->head, policy->layout, root, arena);
    return numbers->base.at != NULL && numbers->head.at != NULL && !bg_slice_equal(numbers->base, numbers->head) &&
           bg_slice_equal(now, numbers->tip) &&
           !bg_own_row_has_landed(arena, moment->before_base, moment->before, moment->tip, numbers->page);
}

bool bg_before_add_twins(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_arena *arena,
                         struct bg_touched **touched, size_t *count, struct bg_error *err) {
    struct bg_changed *changed;
    struct bg_touched *own;
    size_t changed_count;
    size_t own_count;
    if (moment->before == NULL || *count == 0) {
        return true;
    }
    if (!bg_walk(moment->before_base, moment->before, arena, &changed, &changed_count, err) ||
        !bg_discover(moment->before_base, moment->before, changed, changed_count, policy->layout, arena, &own,
                     &own_count, err)) {
        return false;
    }
    struct bg_touched *all = bg_arena_array(arena, *count + own_count, sizeof all[0]);
    size_t all_count = *count;
    for (size_t t = 0; t < *count; t++) {
        all[t] = (*touched)[t];
    }
    for (size_t o = 0; o < own_count; o++) {
        bool is_there = own[o].base_root.at != NULL && bg_slice_equal(own[o].base_root, own[o].head_root);
        if (!is_there || is_touched(*touched, *count, own[o].head_root)) {
            continue;
        }
        struct branch_numbers numbers = numbers_of(policy, moment, own[o].head_root, arena);
        if (is_lost(policy, moment, own[o].head_root, &numbers, arena) &&
            has_twin(policy, moment, &numbers, *touched, *count, arena)) {
            all[all_count++] = (struct bg_touched){.name = own[o].name,
                                                   .base_root = own[o].base_root,
                                                   .head_root = own[o].head_root,
                                                   .state = BG_STATE_CHANGED};
        }
    }
    bg_touched_sort(all, all_count);
    *touched = all;
    *count = all_count;
    return true;
}
