/* Surfaces: see surface.h. */
#include "source/surface.h"

#include "base/glob.h"
#include "base/limits.h"
#include "layout/expand.h"
#include "layout/metadata.h"

struct finder {
    struct bg_tree *tree;
    struct bg_arena *arena;
    const struct bg_layout *layout;
    const struct bg_layout_names *names;
    struct bg_layout_names quoted; /* the same, to stand in patterns */
    struct bg_slice root;
    bool has_failed; /* a folder could not be listed */
    struct bg_error *err;
};

/* The pattern of one connector: its names are names there, whatever they look like. */
static struct bg_slice filled(struct finder *finder, struct bg_slice template) {
    return bg_layout_fill(finder->arena, template, &finder->quoted);
}

static bool has_file(struct finder *finder, const struct bg_layout_variant *variant) {
    for (size_t i = 0; i < variant->has.count; i++) {
        if (bg_expand_any(finder->tree, finder->arena, finder->root, filled(finder, variant->has.items[i]))) {
            return true;
        }
    }
    return false;
}

/* Where no file tells the variant the tags do: then the surface is read from the metadata as well. */
static void note_metadata(struct finder *finder) {
    struct bg_slice text;
    struct bg_slice path = bg_path_join(finder->arena, finder->root, finder->layout->metadata);
    (void)!bg_tree_read(finder->tree, path, finder->arena, &text, NULL, NULL);
}

/* What cannot be looked into may hold code. */
static bool has_code_in(struct finder *finder, struct bg_slice below, size_t depth) {
    const struct bg_layout *layout = finder->layout;
    struct bg_entry *entries;
    size_t count;
    struct bg_slice folder = bg_path_join(finder->arena, finder->root, below);
    if (depth > BG_LIMIT_FOLDER_DEPTH || !bg_tree_list(finder->tree, folder, finder->arena, &entries, &count, NULL)) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice path = bg_path_join(finder->arena, below, entries[i].name);
        if (entries[i].kind == BG_ENTRY_FOLDER
                ? has_code_in(finder, path, depth + 1)
                : !bg_layout_is_marker(layout, path) && !bg_slice_equal(path, layout->metadata) &&
                      !bg_glob_match_any(layout->never_ships.items, layout->never_ships.count, path)) {
            return true;
        }
    }
    return false;
}

/* Where a file of the variant is there, so is code; where only a tag says what the connector was written in, or nothing
 * does, something else that ships has to stand in its folder. */
static bool has_code_left(struct finder *finder, const struct bg_layout_variant *variant) {
    return finder->layout->metadata.at == NULL || has_file(finder, variant) || has_code_in(finder, BG_LITERAL(""), 0);
}

static const struct bg_layout_variant *variant_of(struct finder *finder, const struct bg_node *metadata) {
    const struct bg_layout *layout = finder->layout;
    for (size_t i = 0; i < layout->variant_count; i++) {
        if (has_file(finder, &layout->variants[i])) {
            return &layout->variants[i];
        }
    }
    if (layout->metadata.at != NULL) {
        note_metadata(finder);
    }
    for (size_t i = 0; metadata != NULL && i < layout->variant_count; i++) {
        if (layout->variants[i].tag.at != NULL && bg_metadata_has_tag(layout, metadata, layout->variants[i].tag)) {
            return &layout->variants[i];
        }
    }
    for (size_t i = 0; i < layout->variant_count; i++) {
        if (layout->variants[i].has.count == 0 && layout->variants[i].tag.at == NULL) {
            return &layout->variants[i];
        }
    }
    return NULL;
}

/* Everything that matches one of the patterns. */
static struct bg_slices find_all(struct finder *finder, struct bg_slices patterns) {
    struct bg_slices found = {0};
    for (size_t i = 0; i < patterns.count; i++) {
        const struct bg_slice *more = NULL;
        size_t count = 0;
        finder->has_failed =
            finder->has_failed || !bg_expand(finder->tree, finder->arena, finder->root,
                                             filled(finder, patterns.items[i]), &more, &count, finder->err);
        struct bg_slice *joined = bg_arena_array(finder->arena, found.count + count, sizeof *joined);
        for (size_t k = 0; k < found.count; k++) {
            joined[k] = found.items[k];
        }
        for (size_t k = 0; k < count; k++) {
            joined[found.count + k] = more[k];
        }
        found = (struct bg_slices){joined, found.count + count};
    }
    return found;
}

static struct bg_slice find_one(struct finder *finder, struct bg_slice pattern) {
    struct bg_slices found = find_all(finder, (struct bg_slices){&pattern, pattern.at == NULL ? 0 : 1});
    return found.count == 0 ? BG_NO_SLICE : found.items[0];
}

/* The folder of the manifest, if that is not the root itself; else the package's, if it holds code. */
static struct bg_slice package_of(struct finder *finder, struct bg_slice manifest) {
    struct bg_slice package = finder->names->package;
    if (package.len == 0) {
        return BG_NO_SLICE;
    }
    struct bg_slice folder = bg_path_join(finder->arena, finder->root, package);
    if (bg_slice_starts(manifest, folder) && bg_slice_starts(bg_slice_from(manifest, folder.len), BG_LITERAL("/"))) {
        return package;
    }
    bool has_code = bg_expand_any(finder->tree, finder->arena, folder, BG_LITERAL("*.py"));
    return has_code ? package : BG_NO_SLICE;
}

static struct bg_slice quote(struct bg_arena *arena, struct bg_slice name) {
    return name.at == NULL ? BG_NO_SLICE : bg_glob_quote(arena, name);
}

bool bg_surface_find(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                     const struct bg_layout_names *names, const struct bg_node *metadata, struct bg_arena *arena,
                     struct bg_surface *out, struct bg_error *err) {
    struct finder finder = {.tree = tree, .arena = arena, .layout = layout, .names = names, .root = root, .err = err};
    finder.quoted = (struct bg_layout_names){
        .name = quote(arena, names->name), .path = quote(arena, names->path), .package = quote(arena, names->package)};
    *out = (struct bg_surface){.is_sink = bg_layout_is_sink(layout, root)};
    out->variant = variant_of(&finder, metadata);
    if (out->variant == NULL) {
        out->has_code_left = true; /* nobody knows where it would be */
        return true;
    }
    out->manifest = find_one(&finder, out->variant->manifest);
    out->spec = find_all(&finder, out->variant->spec);
    out->spec_variants = find_all(&finder, out->variant->spec_variants);
    out->golden_spec = find_all(&finder, out->variant->golden_spec);
    out->golden_filled = find_all(&finder, out->variant->golden_filled);
    out->golden_discover = find_all(&finder, out->variant->golden_discover);
    out->golden_examples = find_all(&finder, out->variant->golden_examples);
    out->golden_catalogs = find_all(&finder, out->variant->golden_catalogs);
    out->migrated_in = find_all(&finder, out->variant->migrated_in);
    out->objects = find_all(&finder, out->variant->objects);
    out->schemas = find_one(&finder, out->variant->schemas);
    out->shared = find_one(&finder, out->variant->shared);
    if (out->shared.at == NULL && out->variant->shared.at != NULL) {
        out->shared = bg_path_join(arena, root, filled(&finder, out->variant->shared));
    }
    if (out->schemas.at != NULL) {
        out->named_in = find_all(&finder, out->variant->named_in);
    }
    out->package = package_of(&finder, out->manifest);
    out->has_code_left = has_code_left(&finder, out->variant);
    return !finder.has_failed;
}
