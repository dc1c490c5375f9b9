/* Notes: see spec_notes.h. All annotations of one node that differ are one change. */
#include "diff/spec/spec_notes.h"

#include "diff/spec/spec_keyword.h"

/* X comes, goes or changes. */
static void compare_value(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, enum bg_change_kind kind,
                          const char *keyword) {
    const struct bg_node *base = bg_node_at(pair->base, keyword);
    const struct bg_node *head = bg_node_at(pair->head, keyword);
    if (!bg_spec_same(base, head)) {
        enum bg_change_how how = base == NULL ? BG_HOW_ADDED : head == NULL ? BG_HOW_REMOVED : BG_HOW_CHANGED;
        bg_spec_add_value(diff, pair, kind, how, keyword);
    }
}

static void compare_switch(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, enum bg_change_kind kind,
                           const char *keyword) {
    bool was_on = bg_spec_is_on(pair->base, keyword);
    bool is_now = bg_spec_is_on(pair->head, keyword);
    if (was_on != is_now) {
        bg_spec_add(diff, pair, kind, is_now ? BG_HOW_ADDED : BG_HOW_REMOVED, keyword);
    }
}

/* A switch that is off either way, spelt differently, is worth no more than an annotation. */
static bool is_annotation(const struct bg_spec_pair *pair, struct bg_slice keyword) {
    static const char *const switches[] = {"airbyte_hidden", "airbyte_secret"};
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        if (bg_slice_is(keyword, switches[i])) {
            return bg_spec_is_on(pair->base, switches[i]) == bg_spec_is_on(pair->head, switches[i]);
        }
    }
    return bg_spec_keyword_find(keyword)->role == BG_SPEC_ANNOTATION ||
           (bg_slice_is(keyword, "$schema") && pair->head_path.len > 0);
}

static void compare_annotations(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    const struct bg_node *sides[] = {pair->base, pair->head};
    size_t room = 0;
    for (size_t side = 0; side < 2; side++) {
        room += bg_node_is(sides[side], BG_NODE_MAP) ? sides[side]->count : 0;
    }
    struct bg_slice *names = bg_arena_array(diff->arena, room, sizeof names[0]);
    size_t count = 0;
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; bg_node_is(sides[side], BG_NODE_MAP) && i < sides[side]->count; i++) {
            struct bg_slice key = sides[side]->as.members[i].key;
            const struct bg_node *base = bg_node_get(pair->base, key);
            const struct bg_node *head = bg_node_get(pair->head, key);
            bool is_seen = side == 1 && base != NULL;
            if (!is_seen && is_annotation(pair, key) && !bg_spec_same(base, head)) {
                names[count++] = key;
            }
        }
    }
    if (count == 0) {
        return;
    }
    struct bg_change *change = bg_spec_add(diff, pair, BG_CHANGE_SPEC_ANNOTATION, BG_HOW_CHANGED, NULL);
    struct bg_slice name = names[0];
    const struct bg_member *base = bg_node_member(pair->base, name);
    const struct bg_member *head = bg_node_member(pair->head, name);
    change->base = base == NULL ? change->base : bg_member_place(base);
    change->head = head == NULL ? change->head : bg_member_place(head);
    change->before = bg_spec_list(diff->arena, names, count);
    change->after = change->before;
}

void bg_spec_compare_notes(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    compare_value(diff, pair, BG_CHANGE_SPEC_DEFAULT, "default");
    compare_value(diff, pair, BG_CHANGE_SPEC_FORMAT, "format");
    compare_switch(diff, pair, BG_CHANGE_SPEC_SECRET, "airbyte_secret");
    compare_switch(diff, pair, BG_CHANGE_SPEC_HIDDEN, "airbyte_hidden");
    if (pair->head_path.len == 0 && !bg_spec_keyword_same(pair, "$schema")) {
        struct bg_change *change = bg_spec_add_value(diff, pair, BG_CHANGE_SPEC_DIALECT, BG_HOW_CHANGED, "$schema");
        change->before = change->before.len == 0 ? BG_LITERAL("none") : change->before;
        change->after = change->after.len == 0 ? BG_LITERAL("none") : change->after;
    }
    compare_annotations(diff, pair);
}
