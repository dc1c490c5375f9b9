/*
 * Verdicts: see spec_verdict.h. One question about the whole decides whether anything is refused. If something is and
 * several changes could be the reason, each is asked about by itself: the base schema with that one change in it. Its
 * witness counts only if the real head refuses it, too.
 */
#include "diff/spec/spec_verdict.h"

#include "base/limits.h"
#include "text/builder.h"
#include "text/pointer.h"
#include "text/read.h"
#include "schema/accept/validate.h"

static bool can_reject(const struct bg_change *change) {
    return bg_change_can_refuse(change->kind, change->how, change->flags);
}

static bool is_below(struct bg_slice path, struct bg_slice owner) {
    return bg_slice_starts(path, owner) && (path.len == owner.len || path.at[owner.len] == '/');
}

/* A copy of `node` with the node that `path` names below it replaced. The path exists. */
static const struct bg_node *replace(const struct bg_spec_diff *diff, const struct bg_node *node, struct bg_slice path,
                                     const struct bg_node *value) {
    struct bg_slice token;
    if (!bg_pointer_next(diff->arena, &path, &token)) {
        return value;
    }
    if (node->kind == BG_NODE_MAP) {
        return bg_spec_with(diff, node, token, replace(diff, bg_node_get(node, token), path, value));
    }
    size_t index = 0;
    for (size_t i = 0; i < token.len; i++) {
        index = index * 10 + (size_t)(token.at[i] - '0');
    }
    const struct bg_node **items = bg_arena_array(diff->arena, node->count, sizeof items[0]);
    memcpy(items, node->as.items, node->count * sizeof items[0]);
    items[index] = replace(diff, items[index], path, value);
    return bg_node_new_list(diff->arena, items, node->count, node);
}

/* Does the real head refuse it, too? */
static bool is_refused(const struct bg_spec_diff *diff, struct bg_slice witness) {
    struct bg_source *source = bg_source_new(diff->arena, BG_LITERAL("witness"), witness);
    struct bg_validate_options options = {.assert_formats = false};
    const struct bg_node *value;
    struct bg_error err;
    return bg_read_json(diff->arena, source, NULL, &value, &err) &&
           bg_schema_validate(diff->arena, diff->head_root, value, options).validity == BG_INVALID;
}

/* What the change does by itself, if that is known; else what the whole says. */
static void judge_alone(struct bg_spec_diff *diff, struct bg_change *change, const struct bg_spec_site *site,
                        const struct bg_relation *whole) {
    if (site->isolated != NULL) {
        const struct bg_node *alone = replace(diff, diff->base_root, site->base_path, site->isolated);
        struct bg_relation relation = bg_spec_relate(diff, diff->base_root, alone);
        if (relation.answer == BG_ANSWER_NO && is_refused(diff, relation.witness)) {
            change->verdict = BG_VERDICT_REJECTS;
            change->witness = relation.witness;
            return;
        }
        if (relation.answer == BG_ANSWER_YES) {
            change->verdict = BG_VERDICT_ACCEPTS;
            return;
        }
        if (relation.answer == BG_ANSWER_UNKNOWN) {
            change->verdict = BG_VERDICT_UNKNOWN;
            change->unknown = relation.reason;
            return;
        }
    }
    if (whole->answer == BG_ANSWER_UNKNOWN) {
        change->verdict = BG_VERDICT_UNKNOWN;
        change->unknown = whole->reason;
        return;
    }
    change->verdict = BG_VERDICT_REJECTS;
    change->witness = is_below(whole->fails_at, site->head_path) ? whole->witness : BG_NO_SLICE;
}

/* True if a change explains the answer - a refusal by its witness - so that the answer needs no change of its own. */
static bool judge_changes(struct bg_spec_diff *diff, const struct bg_relation *whole) {
    size_t count = 0;
    size_t last = 0;
    for (size_t i = diff->first; i < diff->out->count; i++) {
        if (can_reject(&diff->out->items[i])) {
            count++;
            last = i;
        }
    }
    bool is_explained = false;
    for (size_t i = diff->first; i < diff->out->count; i++) {
        struct bg_change *change = &diff->out->items[i];
        const struct bg_spec_site *site = &diff->sites[i - diff->first];
        if (!can_reject(change)) {
            continue;
        }
        if (whole->answer == BG_ANSWER_YES) {
            change->verdict = BG_VERDICT_ACCEPTS;
        } else if (count == 1 && i == last && whole->answer == BG_ANSWER_NO &&
                   is_below(whole->fails_at, site->head_path)) {
            change->verdict = BG_VERDICT_REJECTS;
            change->witness = whole->witness;
        } else {
            judge_alone(diff, change, site, whole);
        }
        bool is_shown =
            whole->answer == BG_ANSWER_UNKNOWN ? change->verdict != BG_VERDICT_ACCEPTS : change->witness.len > 0;
        is_explained = is_explained || is_shown;
    }
    return is_explained;
}

/* The added branch nearest to where the witness is refused, or NULL. */
static const struct bg_change *added_branch(const struct bg_spec_diff *diff, struct bg_slice fails_at) {
    const struct bg_change *found = NULL;
    for (size_t i = diff->first; i < diff->out->count; i++) {
        const struct bg_change *change = &diff->out->items[i];
        if (change->kind == BG_CHANGE_SPEC_BRANCH && change->how == BG_HOW_ADDED &&
            (found == NULL || is_below(fails_at, diff->sites[i - diff->first].head_path))) {
            found = change;
        }
    }
    return found;
}

/* What sentences call the node of a path: the last property on the way. */
static struct bg_slice name_of(const struct bg_spec_diff *diff, struct bg_slice path, struct bg_slice otherwise) {
    struct bg_slice name = otherwise;
    struct bg_slice token;
    while (bg_pointer_next(diff->arena, &path, &token)) {
        if (bg_slice_is(token, "properties") && bg_pointer_next(diff->arena, &path, &token)) {
            name = token;
        }
    }
    return name;
}

static struct bg_spec_pair whole_pair(const struct bg_spec_diff *diff) {
    return (struct bg_spec_pair){
        .base = diff->base_root,
        .head = diff->head_root,
        .base_path = BG_LITERAL(""),
        .head_path = BG_LITERAL(""),
        .name = BG_LITERAL("configuration"),
    };
}

static void add_refusal(struct bg_spec_diff *diff, const struct bg_relation *whole) {
    struct bg_spec_pair pair = whole_pair(diff);
    const struct bg_change *branch = added_branch(diff, whole->fails_at);
    struct bg_change added = branch == NULL ? (struct bg_change){0} : *branch;
    struct bg_change *change;
    if (branch != NULL) {
        change = bg_spec_add(diff, &pair, BG_CHANGE_SPEC_BRANCH, BG_HOW_AMBIGUOUS, NULL);
        change->path = added.path;
        change->subject = added.subject;
        change->after = added.after;
        change->base = added.base;
        change->head = added.head;
    } else {
        change = bg_spec_add(diff, &pair, BG_CHANGE_SPEC_SET, BG_HOW_NARROWED, NULL);
        change->path = bg_path_folder(whole->fails_at);
        change->subject = name_of(diff, change->path, change->subject);
        const struct bg_node *node = bg_pointer_find(diff->head_root, change->path);
        change->head = node == NULL ? change->head : bg_node_place(node);
    }
    change->verdict = BG_VERDICT_REJECTS;
    change->witness = whole->witness;
}

static void add_undecided(struct bg_spec_diff *diff, struct bg_slice reason) {
    struct bg_spec_pair pair = whole_pair(diff);
    struct bg_change *change = bg_spec_add(diff, &pair, BG_CHANGE_SPEC_SET, BG_HOW_UNDECIDED, NULL);
    change->verdict = BG_VERDICT_UNKNOWN;
    change->unknown = reason;
}

void bg_spec_judge(struct bg_spec_diff *diff) {
    struct bg_relation whole = bg_schema_relate(diff->arena, diff->base_root, diff->head_root, BG_RELATE_STORED_CONFIG);
    (void)bg_changes_spend(diff->out, whole.steps);
    bool is_explained = judge_changes(diff, &whole);
    if (diff->steps == BG_LIMIT_SPEC_STEPS) {
        add_undecided(diff, BG_LITERAL("the schemas differ in too many places"));
    } else if (!is_explained && whole.answer == BG_ANSWER_NO) {
        add_refusal(diff, &whole);
    } else if (!is_explained && whole.answer == BG_ANSWER_UNKNOWN) {
        add_undecided(diff, whole.reason);
    } else if (diff->out->count == diff->first) {
        struct bg_spec_pair pair = whole_pair(diff);
        bg_spec_add(diff, &pair, BG_CHANGE_SPEC_SET, BG_HOW_EQUIVALENT, NULL);
    }
}
