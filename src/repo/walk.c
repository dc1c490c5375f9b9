/*
 * Which files differ: both trees are merged entry by entry, in git's order, going down only where two folders differ.
 * That order is the order of whole paths, so nothing is sorted afterwards.
 *
 * A folder that is named a thousand times is walked a thousand times (that is what its files are), so what bounds the
 * walk is the number of entries looked at, not the size of the repository.
 */
#include "repo/walk.h"

#include "base/buffer.h"
#include "base/leftover.h"
#include "base/limits.h"
#include "base/vector.h"
#include "repo/internal.h"

#include <stdlib.h>

struct walk {
    struct bg_tree *base;
    struct bg_tree *head;
    struct bg_arena *arena;
    struct bg_buffer path;
    struct bg_changed *items;
    size_t count;
    size_t room;
    size_t seen;
    unsigned depth;
    struct bg_error *err;
};

static const struct bg_entry nothing = {.kind = BG_ENTRY_NONE};

/* What a killed run left, and what takes it away again, is no change; one in place is, whatever the name. */
static bool is_leftover(const struct walk *walk, enum bg_entry_kind base, enum bg_entry_kind head) {
    bool is_on_one_side =
        (base == BG_ENTRY_NONE && head == BG_ENTRY_FILE) || (base == BG_ENTRY_FILE && head == BG_ENTRY_NONE);
    return is_on_one_side && bg_leftover_is(bg_buffer_slice(&walk->path));
}

static void note(struct walk *walk, const struct bg_entry *base, const struct bg_entry *head) {
    if (is_leftover(walk, base->kind, head->kind)) {
        return;
    }
    BG_VECTOR_RESERVE(NULL, walk);
    struct bg_changed *item = &walk->items[walk->count++];
    *item = (struct bg_changed){.path = bg_arena_copy(walk->arena, bg_buffer_slice(&walk->path)),
                                .base_kind = base->kind,
                                .head_kind = head->kind};
    if (base->kind != BG_ENTRY_NONE) {
        item->base_id = base->id;
    }
    if (head->kind != BG_ENTRY_NONE) {
        item->head_id = head->id;
    }
}

/* A folder that is too deep to be walked: one entry that differs, whatever is in it. */
static void note_whole(struct walk *walk, const struct bg_entry *base, const struct bg_entry *head) {
    struct bg_entry before = *base;
    struct bg_entry after = *head;
    before.kind = base->kind == BG_ENTRY_FOLDER ? BG_ENTRY_FILE : base->kind;
    after.kind = head->kind == BG_ENTRY_FOLDER ? BG_ENTRY_FILE : head->kind;
    note(walk, &before, &after);
}

/* Known by its id; on disk there are none. Most entries of a walk end here. */
static bool is_same_object(const struct bg_entry *base, const struct bg_entry *head) {
    return bg_oid_equal(&base->id, &head->id) && base->kind == head->kind &&
           base->is_executable == head->is_executable && !bg_oid_is_zero(&base->id);
}

/* The path so far, terminated; good until the walk goes on. */
static struct bg_slice path_of(struct walk *walk) {
    bg_buffer_add_char(&walk->path, '\0');
    walk->path.len--;
    return bg_buffer_slice(&walk->path);
}

/* Files on disk have no ids: their bytes are compared. What cannot be read counts as different. */
static bool is_same_text(struct walk *walk, const struct bg_entry *base, const struct bg_entry *head) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice base_text;
    struct bg_slice head_text;
    bool is_same = walk->base->ops->read(walk->base, path_of(walk), base, &arena, &base_text, NULL) == BG_FILE_READ &&
                   walk->head->ops->read(walk->head, path_of(walk), head, &arena, &head_text, NULL) == BG_FILE_READ &&
                   bg_slice_equal(base_text, head_text);
    bg_arena_finish(&arena);
    return is_same;
}

static bool is_same_file(struct walk *walk, const struct bg_entry *base, const struct bg_entry *head) {
    bool has_text = base->kind == BG_ENTRY_FILE || base->kind == BG_ENTRY_LINK;
    bool has_ids = walk->base->ops == &bg_tree_of_git && walk->head->ops == &bg_tree_of_git;
    return has_text && !has_ids && base->kind == head->kind && base->is_executable == head->is_executable &&
           is_same_text(walk, base, head);
}

static bool walk_folder(struct walk *walk, const struct bg_entry *base, const struct bg_entry *head);

/* Two entries of one name and place that are not known to be the same; one of them may be `nothing`. */
static bool walk_entry(struct walk *walk, const struct bg_entry *base, const struct bg_entry *head) {
    size_t len = walk->path.len;
    if (len > 0) {
        bg_buffer_add_char(&walk->path, '/');
    }
    bg_buffer_add(&walk->path, base->kind == BG_ENTRY_NONE ? head->name : base->name);
    bool is_done = true;
    if (base->kind == BG_ENTRY_FOLDER || head->kind == BG_ENTRY_FOLDER) {
        is_done = walk_folder(walk, base, head);
    } else if (!is_same_file(walk, base, head)) {
        note(walk, base, head);
    }
    walk->path.len = len;
    return is_done;
}

static bool merge(struct walk *walk, const struct bg_folder *base, const struct bg_folder *head) {
    walk->seen += base->count + head->count;
    if (walk->seen > BG_LIMIT_WALK) {
        return bg_fail_at(
            walk->err, BG_ERROR_JUDGE, (struct bg_place){.file = path_of(walk)},
            "more than %u entries differ between the two trees; name a nearer --base, or split the change",
            BG_LIMIT_WALK);
    }
    size_t b = 0;
    size_t h = 0;
    while (b < base->count || h < head->count) {
        struct bg_entry base_entry = b < base->count ? walk->base->ops->entry(base, b) : nothing;
        struct bg_entry head_entry = h < head->count ? walk->head->ops->entry(head, h) : nothing;
        int order = h == head->count ? -1 : b == base->count ? 1 : bg_entry_compare(&base_entry, &head_entry);
        b += order <= 0 ? 1 : 0;
        h += order >= 0 ? 1 : 0;
        bool is_known = order == 0 && is_same_object(&base_entry, &head_entry);
        if (!is_known && !walk_entry(walk, order <= 0 ? &base_entry : &nothing, order >= 0 ? &head_entry : &nothing)) {
            return false;
        }
    }
    return true;
}

static bool open_side(struct walk *walk, struct bg_tree *tree, const struct bg_entry *entry, struct bg_folder *out) {
    *out = (struct bg_folder){.count = 0};
    return entry->kind != BG_ENTRY_FOLDER || tree->ops->open(tree, path_of(walk), &entry->id, out, walk->err);
}

static bool walk_folder(struct walk *walk, const struct bg_entry *base, const struct bg_entry *head) {
    struct bg_folder base_folder;
    struct bg_folder head_folder;
    if (walk->depth == BG_LIMIT_FOLDER_DEPTH) {
        note_whole(walk, base, head);
        return true;
    }
    if (!open_side(walk, walk->base, base, &base_folder)) {
        return false;
    }
    bool has_head = open_side(walk, walk->head, head, &head_folder);
    walk->depth++;
    bool is_done = has_head && merge(walk, &base_folder, &head_folder);
    walk->depth--;
    walk->base->ops->close(&base_folder);
    if (has_head) {
        walk->head->ops->close(&head_folder);
    }
    return is_done;
}

bool bg_walk(struct bg_tree *base, struct bg_tree *head, struct bg_arena *arena, struct bg_changed **out, size_t *count,
             struct bg_error *err) {
    struct walk walk = {.base = base, .head = head, .arena = arena, .err = err};
    struct bg_entry base_root = {.kind = BG_ENTRY_FOLDER, .id = base->root};
    struct bg_entry head_root = {.kind = BG_ENTRY_FOLDER, .id = head->root};
    bool is_done = is_same_object(&base_root, &head_root) || walk_folder(&walk, &base_root, &head_root);
    *count = is_done ? walk.count : 0;
    *out = bg_arena_array(arena, *count, sizeof **out);
    if (*count > 0) {
        memcpy(*out, walk.items, *count * sizeof **out);
    }
    free(walk.items);
    bg_buffer_finish(&walk.path);
    return is_done;
}
