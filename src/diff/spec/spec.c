/*
 * The spec half of the diff: see spec.h. Whether there is something to read comes first; what can be read on both sides
 * is walked node by node, judged as a whole, and compared with the migrations that the head brings along.
 */
#include "diff/spec/spec.h"

#include "base/limits.h"
#include "diff/spec/spec_expand.h"
#include "diff/spec/spec_flatten.h"
#include "diff/spec/spec_verdict.h"
#include "diff/spec/spec_walk.h"

/* What is known of the configuration schema. */
static enum bg_readability readability_of(const struct bg_spec *spec) {
    enum bg_readability readability = bg_sight_readability(&spec->sight);
    bool is_missing = readability == BG_READ_STATIC && spec->connection_specification == NULL;
    return is_missing ? BG_READ_ABSENT : readability;
}

static void compare_readability(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *out) {
    enum bg_readability before = readability_of(base);
    enum bg_readability after = readability_of(head);
    if (before == after || (before != BG_READ_STATIC && after != BG_READ_STATIC)) {
        return;
    }
    enum bg_change_how how = after == BG_READ_STATIC   ? BG_HOW_ADDED
                             : after == BG_READ_OPAQUE ? BG_HOW_OPAQUE
                                                       : BG_HOW_REMOVED;
    struct bg_change *change = bg_change_add(out, BG_CHANGE_SPEC_READABILITY, how);
    change->path = BG_LITERAL("");
    change->subject = BG_LITERAL("configuration");
    change->before = base->origin;
    change->after = head->origin;
    change->base = bg_node_place(base->connection_specification);
    change->head = after == BG_READ_OPAQUE ? head->sight.at : bg_node_place(head->connection_specification);
}

/* Both too large to compare and not the same: said as one undecided change. */
static void add_too_large(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *out) {
    struct bg_change *change = bg_change_add(out, BG_CHANGE_SPEC_SET, BG_HOW_UNDECIDED);
    change->path = BG_LITERAL("");
    change->subject = BG_LITERAL("configuration");
    change->base = bg_node_place(base->connection_specification);
    change->head = bg_node_place(head->connection_specification);
    change->verdict = BG_VERDICT_UNKNOWN;
    change->unknown = BG_LITERAL("the schema is too large with its references replaced, or goes in circles");
}

/* Code that rewrites configurations may do so to what any change of the schema is about. */
static void mark_rewritten(const struct bg_spec *head, struct bg_changes *out, size_t first) {
    for (size_t i = first; i < out->count && head->migrated_at.line > 0; i++) {
        struct bg_change *change = &out->items[i];
        unsigned flags = change->flags | BG_FLAG_REWRITTEN;
        change->flags = bg_change_is_possible(change->kind, change->how, flags) ? flags : change->flags;
    }
}

static void compare_schemas(const struct bg_protocol *protocol, const struct bg_spec *base, const struct bg_spec *head,
                            struct bg_changes *out) {
    const struct bg_node *before = base->connection_specification;
    const struct bg_node *after = head->connection_specification;
    bool is_comparable = before->weight <= BG_LIMIT_EXPANDED && after->weight <= BG_LIMIT_EXPANDED;
    if (before == after || (is_comparable && bg_node_equal(before, after))) {
        return;
    }
    struct bg_spec_diff diff = {.out = out, .arena = out->arena, .first = out->count};
    diff.base_root = bg_spec_expand(out->arena, before, true);
    diff.head_root = bg_spec_expand(out->arena, after, true);
    if (diff.base_root == NULL || diff.head_root == NULL) {
        add_too_large(base, head, out);
        return;
    }
    diff.base_root = bg_spec_flatten(out->arena, diff.base_root);
    diff.head_root = bg_spec_flatten(out->arena, diff.head_root);
    diff.canonical = bg_canonical_new(out->arena, diff.base_root, diff.head_root);
    diff.base_references = (struct bg_references){.arena = out->arena, .document = diff.base_root};
    diff.head_references = (struct bg_references){.arena = out->arena, .document = diff.head_root};
    bg_spec_walk(&diff);
    bg_canonical_finish(diff.canonical);
    bg_spec_judge(&diff);
    protocol->mark_migrated(base, head, out, diff.first);
    mark_rewritten(head, out, diff.first);
}

void bg_diff_spec(const struct bg_protocol *protocol, const struct bg_spec *base, const struct bg_spec *head,
                  struct bg_changes *out) {
    compare_readability(base, head, out);
    if (readability_of(base) == BG_READ_STATIC && readability_of(head) == BG_READ_STATIC) {
        compare_schemas(protocol, base, head, out);
    }
    protocol->diff_envelope(base, head, out);
}
