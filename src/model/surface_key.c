/* Digests of surfaces: see load.h. Only ids are read, no file. */
#include "layout/expand.h"
#include "model/load.h"
#include "layout/metadata.h"
#include "source/surface.h"
#include "base/buffer.h"

#include <mbedtls/sha256.h>
#include <stdatomic.h>
#include <stdlib.h>

struct keying {
    struct bg_tree *tree;
    struct bg_arena *arena;
    struct bg_buffer bytes;
    bool has_ids; /* every file so far has one, and every folder could be listed */
};

/* What stands at `path`, with its role, so that no two lists of files give the same bytes. */
static void add(struct keying *keying, char role, struct bg_slice path) {
    if (path.at == NULL) {
        return;
    }
    struct bg_entry entry = bg_tree_stat(keying->tree, path);
    if (entry.kind == BG_ENTRY_NONE) {
        return;
    }
    keying->has_ids = keying->has_ids && !bg_oid_is_zero(&entry.id);
    bg_buffer_add_char(&keying->bytes, role);
    bg_buffer_add(&keying->bytes, (struct bg_slice){(const char *)entry.id.bytes, sizeof entry.id.bytes});
}

static void add_all(struct keying *keying, char role, struct bg_slices paths) {
    for (size_t i = 0; i < paths.count; i++) {
        add(keying, role, paths.items[i]);
    }
}

/* A manifest may name schema files of any package. */
static void add_schema_folders(struct keying *keying, struct bg_slice root) {
    const struct bg_slice *found = NULL;
    size_t count = 0;
    add(keying, 'f', bg_path_join(keying->arena, root, BG_LITERAL("schemas")));
    if (!bg_expand(keying->tree, keying->arena, root, BG_LITERAL("*/schemas"), &found, &count, NULL)) {
        keying->has_ids = false;
    }
    add_all(keying, 'f', (struct bg_slices){found, count});
}

void bg_connector_surface_key(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                              struct bg_surface_key *out) {
    static atomic_ulong unequal;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct keying keying = {.tree = tree, .arena = &arena};
    struct bg_slice name = bg_metadata_name(tree, layout, root, &arena);
    struct bg_layout_names names = bg_layout_names_of(&arena, layout, name);
    struct bg_surface surface;
    keying.has_ids = bg_surface_find(tree, layout, root, &names, NULL, &arena, &surface, NULL);
    bool is_told_by_files = surface.variant != NULL && surface.variant->has.count > 0;
    bg_buffer_add(&keying.bytes, surface.variant == NULL ? BG_LITERAL("") : surface.variant->id);
    bg_buffer_add_char(&keying.bytes, surface.is_sink ? '>' : '<');
    if (!is_told_by_files) {
        add(&keying, 'd', bg_path_join(&arena, root, layout->metadata)); /* its tags decide */
    }
    add(&keying, 'm', surface.manifest);
    add_all(&keying, 's', surface.spec);
    add_all(&keying, 'g', surface.golden_spec);
    add_all(&keying, 'o', surface.golden_discover);
    add(&keying, 'j', surface.schemas);
    add(&keying, 'h', surface.shared);
    if (surface.manifest.at != NULL) {
        add_schema_folders(&keying, root);
    }
    if (surface.manifest.at != NULL && surface.schemas.at != NULL) {
        /* Whether the code makes streams of its own decides what the schema files are. */
        struct bg_slice package = bg_path_join(&arena, root, surface.package);
        add(&keying, 'c', bg_path_join(&arena, package, BG_LITERAL("source.py")));
    }
    if (!keying.has_ids) {
        bg_buffer_printf(&keying.bytes, "#%lu", atomic_fetch_add(&unequal, 1));
    }
    if (mbedtls_sha256_ret((const unsigned char *)keying.bytes.at, keying.bytes.len, out->bytes, 0) != 0) {
        abort(); /* only a hardware implementation can fail */
    }
    bg_buffer_finish(&keying.bytes);
    bg_arena_finish(&arena);
}
