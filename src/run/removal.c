/* Removed or only lost from sight: see removal.h. */
#include "run/removal.h"

#include "layout/expand.h"
#include "run/bystanders.h"

static size_t entry_count(struct bg_tree *tree, struct bg_slice folder) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_entry *entries;
    size_t count = 0;
    (void)!bg_tree_list(tree, folder, &scratch, &entries, &count, NULL);
    bg_arena_finish(&scratch);
    return count;
}

/* Whether nothing that the base has at its top is in the head. Other things may be: what a build or an editor left. */
static bool is_bare(const struct bg_moment *moment) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_entry *entries;
    size_t count = 0;
    bool is_found = false;
    (void)!bg_tree_list(moment->base, BG_LITERAL(""), &scratch, &entries, &count, NULL);
    for (size_t i = 0; i < count && !is_found; i++) {
        is_found = bg_tree_stat(moment->head, entries[i].name).kind != BG_ENTRY_NONE;
    }
    bg_arena_finish(&scratch);
    return !is_found;
}

/* What still stands where the connector was, in a phrase; NULL: nothing. */
static const char *remains_of(const struct bg_moment *moment, struct bg_slice root) {
    if (entry_count(moment->head, BG_LITERAL("")) == 0) {
        return "the head has no files at all: nothing is checked out, or nothing is in the index";
    }
    if (is_bare(moment)) {
        return "nothing that the base has at its top is in the head: nothing is checked out, or this is the tree of "
               "another repository";
    }
    switch (bg_tree_stat(moment->head, root).kind) {
    case BG_ENTRY_NONE:
        return NULL;
    case BG_ENTRY_SUBMODULE:
        return "the folder is a submodule now, and what it holds cannot be seen here";
    case BG_ENTRY_FILE:
    case BG_ENTRY_LINK:
    case BG_ENTRY_UNREADABLE:
        return "something else stands in the place of the folder";
    case BG_ENTRY_FOLDER:
        break;
    }
    return root.len == 0 || entry_count(moment->head, root) > 0 ? "other files of the connector are still there" : NULL;
}

/* The file that makes a folder a connector, as the base has it. */
static struct bg_slice marker_of(const struct bg_moment *moment, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena) {
    struct bg_slice path = root;
    bool is_file = bg_layout_marker_at(moment->base, layout, root, arena, &path) == BG_ENTRY_FILE;
    return bg_arena_copy(arena, is_file ? path : root);
}

/* Bytes that went from some paths and came to others. */
struct passage {
    struct bg_slice place; /* the first path that they came to */
    size_t gone;
    size_t come;
};

static struct passage *passage_of(const struct bg_removals *removals, const struct bg_oid *id) {
    return bg_table_get(&removals->passages, bg_oid_bytes(id));
}

static struct passage *passage_at(struct bg_removals *removals, const struct bg_oid *id) {
    struct passage *passage = passage_of(removals, id);
    if (passage == NULL) {
        passage = bg_arena_alloc(&removals->arena, sizeof *passage);
        (void)bg_table_put(&removals->passages, bg_arena_copy(&removals->arena, bg_oid_bytes(id)), passage);
    }
    return passage;
}

void bg_removals_begin(struct bg_removals *removals, const struct bg_policy *policy, const struct bg_moment *moment,
                       const struct bg_touched *touched, size_t count, struct bg_change_list changed) {
    *removals = (struct bg_removals){.policy = policy, .moment = moment, .changed = changed, .arena = BG_ARENA_EMPTY};
    bg_likeness_begin(&removals->likeness, policy, moment, touched, count);
    bool has_any = false;
    for (size_t i = 0; i < count && !has_any; i++) {
        has_any = touched[i].head_root.at == NULL;
    }
    struct bg_change_list none = {0};
    bg_strays_begin(&removals->strays, policy->layout, moment->head,
                    has_any ? bg_bystanders_of(changed, touched, count, &removals->arena) : none);
}

static void count_passages(struct bg_removals *removals) {
    for (size_t i = 0; i < removals->changed.count && !removals->is_counted; i++) {
        const struct bg_changed *file = &removals->changed.items[i];
        if (file->base_kind == BG_ENTRY_NONE && file->head_kind == BG_ENTRY_FILE) {
            struct passage *passage = passage_at(removals, &file->head_id);
            passage->place = passage->come++ == 0 ? file->path : passage->place;
        } else if (file->base_kind == BG_ENTRY_FILE && file->head_kind == BG_ENTRY_NONE) {
            passage_at(removals, &file->base_id)->gone++;
        }
    }
    removals->is_counted = true;
}

void bg_removals_finish(struct bg_removals *removals) {
    bg_likeness_finish(&removals->likeness);
    bg_strays_finish(&removals->strays);
    bg_table_finish(&removals->passages);
    bg_arena_finish(&removals->arena);
}

/* Where the bytes of at least half of the connector's files stand now: the path of the first; else {NULL, 0}. What went
 * from more paths than it came to may be that of another connector. */
static struct bg_slice new_place(struct bg_removals *removals, const struct bg_touched *touched) {
    count_passages(removals);
    struct bg_slice place = BG_NO_SLICE;
    size_t before = 0;
    size_t kept = 0;
    for (size_t i = 0; i < touched->file_count; i++) {
        const struct bg_changed *file = &touched->files[i];
        const struct passage *passage = file->base_kind == BG_ENTRY_FILE ? passage_of(removals, &file->base_id) : NULL;
        bool is_kept = passage != NULL && passage->come > 0 && passage->come >= passage->gone;
        before += file->base_kind == BG_ENTRY_FILE;
        kept += is_kept;
        place = place.at == NULL && is_kept ? passage->place : place;
    }
    return kept * 2 >= before ? place : BG_NO_SLICE;
}

/* Of one whose files are gone: whether a new one says what it said. */
static void check_likeness(struct bg_removals *removals, const struct bg_touched *touched, struct bg_place at,
                           struct bg_problems *problems) {
    bool is_told;
    const struct bg_touched *now =
        bg_likeness_of(&removals->likeness, removals->policy, removals->moment, touched, &is_told);
    if (!is_told) {
        bg_problem_add(problems, BG_ID_NOT_REMOVED, true, at,
                       "so many connectors went and came at once that nobody can tell whether it was removed or "
                       "renamed; split the change");
    } else if (now != NULL) {
        bg_problem_add(problems, BG_ID_NOT_REMOVED, true, at,
                       "it looks renamed, not removed: %.*s is new and says most of what it said; keep its identity, "
                       "so that both are compared, or, if they have nothing to do with each other, remove the one "
                       "and add the other in two changes",
                       BG_ARGS(now->head_root));
    }
}

void bg_removals_check(struct bg_removals *removals, const struct bg_touched *touched, struct bg_problems *problems) {
    if (touched->head_root.at != NULL || touched->base_root.at == NULL) {
        return;
    }
    const struct bg_moment *moment = removals->moment;
    const char *remains = remains_of(moment, touched->base_root);
    struct bg_slice place = remains == NULL ? new_place(removals, touched) : BG_NO_SLICE;
    struct bg_slice stray =
        remains == NULL && place.at == NULL ? bg_strays_of(&removals->strays, moment->base, touched) : BG_NO_SLICE;
    struct bg_place at = {.file = marker_of(moment, removals->policy->layout, touched->base_root, problems->arena)};
    if (remains != NULL) {
        bg_problem_add(problems, BG_ID_NOT_REMOVED, true, at, "it is out of sight, but not removed: %s", remains);
    } else if (place.at != NULL) {
        bg_problem_add(problems, BG_ID_NOT_REMOVED, true, at,
                       "it is out of sight, but not removed: its files stand elsewhere now, such as %.*s",
                       BG_ARGS(place));
    } else if (stray.at != NULL) {
        bg_problem_add(problems, BG_ID_NOT_REMOVED, true, at,
                       "it is out of sight, but not removed: %.*s is new, says that it is this connector, and is where "
                       "the layout %.*s knows none",
                       BG_ARGS(stray), BG_ARGS(removals->policy->layout->id));
    } else {
        check_likeness(removals, touched, at, problems);
    }
}

bool bg_removals_is_moved(struct bg_removals *removals, const struct bg_touched *touched) {
    return new_place(removals, touched).at != NULL;
}
