/* Reading reasons: see reasons_read.h. Every key is required. */
#include "rules/reasons_read.h"

#include "text/keys.h"
#include "text/read.h"

#include <stdlib.h>

enum { LINE_MAX_BYTES = 160 };

static int by_id(const void *reason, const void *other) {
    return bg_slice_compare(((const struct bg_reason_words *)reason)->id, ((const struct bg_reason_words *)other)->id);
}

static bool read_reason(const struct bg_member *member, struct bg_reason_words *out, struct bg_error *err) {
    const struct bg_node *title, *why, *fix;
    const struct bg_key keys[] = {{"title", true, &title}, {"why", true, &why}, {"fix", true, &fix}};
    out->id = member->key;
    return bg_keys_read(member->value, "the reason", keys, sizeof keys / sizeof keys[0], err) &&
           bg_keys_line(title, "title", LINE_MAX_BYTES, &out->title, err) &&
           bg_keys_line(why, "why", LINE_MAX_BYTES, &out->why, err) &&
           bg_keys_line(fix, "fix", LINE_MAX_BYTES, &out->fix, err);
}

bool bg_reasons_read(struct bg_arena *arena, struct bg_source *source, struct bg_reason_words **out, size_t *count,
                     struct bg_error *err) {
    struct bg_problems problems = {.arena = arena};
    const struct bg_node *root;
    if (!bg_read_yaml(arena, source, &problems, &root, err)) {
        return false;
    }
    if (problems.count > 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, problems.items[0].at, "%.*s", BG_ARGS(problems.items[0].message));
    }
    if (!bg_node_is(root, BG_NODE_MAP)) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(root), "the reasons are no mapping from ids");
    }
    *count = root->count;
    *out = bg_arena_array(arena, root->count, sizeof(*out)[0]);
    for (size_t m = 0; m < root->count; m++) {
        if (!read_reason(&root->as.members[m], &(*out)[m], err)) {
            return false;
        }
    }
    qsort(*out, *count, sizeof(*out)[0], by_id);
    return true;
}
