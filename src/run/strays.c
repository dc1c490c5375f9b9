/* Strays: see strays.h. */
#include "run/strays.h"

#include "layout/about.h"

static void note(struct bg_strays *strays, struct bg_table *table, struct bg_slice key, struct bg_slice path) {
    if (key.len > 0 && bg_table_get(table, key) == NULL) {
        struct bg_slice *place = bg_arena_alloc(&strays->arena, sizeof *place);
        *place = bg_arena_copy(&strays->arena, path);
        (void)bg_table_put(table, bg_arena_copy(&strays->arena, key), place);
    }
}

/* Who the metadata at `root` is of, be the file called as the layout says or otherwise. */
static struct bg_slice identity_at(const struct bg_layout *layout, struct bg_tree *tree, struct bg_slice root,
                                   struct bg_slice file, struct bg_arena *arena) {
    struct bg_layout called = *layout;
    struct bg_about about = {0};
    called.metadata = file;
    bool is_known = layout->identity.at != NULL && bg_about_load(tree, &called, root, arena, NULL, &about);
    return is_known ? bg_metadata_text(about.metadata, layout->identity) : BG_NO_SLICE;
}

/* Whether the file may be metadata: most files of a large change are nothing of the kind, and need no parser. */
static bool speaks_of_identity(const struct bg_layout *layout, struct bg_tree *tree, struct bg_slice path) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice text;
    struct bg_slice key = layout->identity;
    struct bg_slice rest = key;
    while (rest.at != NULL) {
        key = bg_slice_cut(&rest, '.');
    }
    bool speaks = key.len > 0 && bg_path_is_yaml(path) &&
                  bg_tree_read(tree, path, &scratch, &text, NULL, NULL) == BG_FILE_READ &&
                  bg_slice_find(text, key) < text.len;
    bg_arena_finish(&scratch);
    return speaks;
}

static void look_at(struct bg_strays *strays, struct bg_tree *head, struct bg_slice path) {
    const struct bg_layout *layout = strays->layout;
    struct bg_slice folder = bg_path_folder(path);
    struct bg_slice file = bg_path_name(path);
    struct bg_slice name = bg_path_name(folder);
    note(strays, &strays->names, bg_layout_is_marker(layout, file) ? name : BG_NO_SLICE, path);
    if (speaks_of_identity(layout, head, path)) {
        struct bg_arena scratch = BG_ARENA_EMPTY;
        note(strays, &strays->identities, identity_at(layout, head, folder, file, &scratch), path);
        bg_arena_finish(&scratch);
    }
}

void bg_strays_begin(struct bg_strays *strays, const struct bg_layout *layout, struct bg_tree *head,
                     struct bg_change_list files) {
    *strays = (struct bg_strays){.layout = layout, .arena = BG_ARENA_EMPTY};
    for (size_t i = 0; i < files.count; i++) {
        if (files.items[i].base_kind == BG_ENTRY_NONE && files.items[i].head_kind == BG_ENTRY_FILE) {
            look_at(strays, head, files.items[i].path);
        }
    }
}

void bg_strays_finish(struct bg_strays *strays) {
    bg_table_finish(&strays->identities);
    bg_table_finish(&strays->names);
    bg_arena_finish(&strays->arena);
}

struct bg_slice bg_strays_of(const struct bg_strays *strays, struct bg_tree *base, const struct bg_touched *gone) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    const struct bg_slice *place = NULL;
    if (strays->identities.count > 0) {
        struct bg_slice identity =
            identity_at(strays->layout, base, gone->base_root, strays->layout->metadata, &scratch);
        place = identity.len > 0 ? bg_table_get(&strays->identities, identity) : NULL;
    }
    place = place == NULL ? bg_table_get(&strays->names, gone->name) : place;
    bg_arena_finish(&scratch);
    return place == NULL ? BG_NO_SLICE : *place;
}
