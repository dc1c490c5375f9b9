/*
 * Changed files. A folder that moved has all its files at other paths: those that are the same below the old and the
 * new folder did not change.
 */
#include "diff/files.h"

#include "base/glob.h"
#include "base/table.h"

struct group {
    const struct bg_changed *first;
    struct bg_slice name; /* of the first, as the message says it */
    size_t count;
};

static bool is_there(enum bg_entry_kind kind) {
    return kind == BG_ENTRY_FILE || kind == BG_ENTRY_LINK || kind == BG_ENTRY_SUBMODULE;
}

/* A connector that is a file is its own path. */
static struct bg_slice below(struct bg_slice path, struct bg_slice root) {
    return root.len > 0 && bg_slice_equal(path, root) ? bg_path_name(path) : bg_path_below(path, root);
}

/* The path below the connector's folder, on the side where the file is. */
static struct bg_slice relative(const struct bg_touched *touched, const struct bg_changed *file) {
    struct bg_slice at_head = is_there(file->head_kind) ? below(file->path, touched->head_root) : BG_NO_SLICE;
    return at_head.at != NULL ? at_head : below(file->path, touched->base_root);
}

static bool is_moved(const struct bg_touched *touched) {
    return touched->base_root.at != NULL && touched->head_root.at != NULL &&
           !bg_slice_equal(touched->base_root, touched->head_root);
}

/* The other half of a file that only moved with its folder, among those under their relative paths. */
static bool is_unchanged(const struct bg_table *gone, const struct bg_table *come, const struct bg_changed *file,
                         struct bg_slice path) {
    const struct bg_changed *base = bg_table_get(gone, path);
    const struct bg_changed *head = bg_table_get(come, path);
    bool is_half = base != NULL && head != NULL && (file == base || file == head);
    return is_half && base->base_kind == head->head_kind && bg_oid_equal(&base->base_id, &head->head_id) &&
           !bg_oid_is_zero(&base->base_id);
}

static void add_to(struct group *group, const struct bg_changed *file, struct bg_slice name) {
    if (group->count++ == 0) {
        group->first = file;
        group->name = name;
    }
}

static void add(struct bg_changes *out, const struct group *group, unsigned flags) {
    if (group->count == 0) {
        return;
    }
    bool was_there = is_there(group->first->base_kind);
    bool is_there_now = is_there(group->first->head_kind);
    enum bg_change_how how = group->count > 1 ? BG_HOW_CHANGED
                             : !was_there     ? BG_HOW_ADDED
                             : !is_there_now  ? BG_HOW_REMOVED
                                              : BG_HOW_CHANGED;
    struct bg_change *change = bg_change_add(out, BG_CHANGE_FILE, how);
    change->flags = flags;
    change->path = BG_LITERAL("");
    change->subject = group->name;
    change->base.file = was_there ? group->first->path : BG_NO_SLICE;
    change->head.file = is_there_now ? group->first->path : BG_NO_SLICE;
    change->after = BG_LITERAL("");
    if (group->count > 1) {
        change->after =
            bg_arena_printf(out->arena, " and %zu more file%s", group->count - 1, group->count == 2 ? "" : "s");
    }
}

void bg_diff_files(const struct bg_touched *touched, const struct bg_slices *never_ships, size_t list_count,
                   struct bg_slice metadata, struct bg_changes *out) {
    struct bg_table gone = {0};
    struct bg_table come = {0};
    for (size_t i = 0; is_moved(touched) && i < touched->file_count; i++) {
        const struct bg_changed *file = &touched->files[i];
        struct bg_table *side = is_there(file->head_kind) ? &come : &gone;
        bg_table_put(side, relative(touched, file), (void *)(uintptr_t)file);
    }
    struct group shipping = {0};
    struct group other = {0};
    for (size_t i = 0; i < touched->file_count; i++) {
        const struct bg_changed *file = &touched->files[i];
        struct bg_slice path = relative(touched, file);
        bool is_metadata = metadata.at != NULL && bg_slice_equal(path, metadata);
        if (path.at == NULL) { /* it stands elsewhere, but is read: that is how it ships */
            add_to(&shipping, file, file->path);
            continue;
        }
        if (is_metadata || is_unchanged(&gone, &come, file, path)) {
            continue;
        }
        bool ships = true;
        for (size_t k = 0; k < list_count && ships; k++) {
            ships = !bg_glob_match_any(never_ships[k].items, never_ships[k].count, path);
        }
        add_to(ships ? &shipping : &other, file, path);
    }
    for (size_t i = 0; i < touched->doc_count; i++) {
        add_to(&other, &touched->docs[i], touched->docs[i].path);
    }
    bg_table_finish(&gone);
    bg_table_finish(&come);
    add(out, &shipping, BG_FLAG_SHIPS);
    add(out, &other, 0);
}
