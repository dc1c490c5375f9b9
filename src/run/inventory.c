/* The list of connectors: see inventory.h. */
#include "run/inventory.h"

#include "base/visible.h"
#include "layout/discover.h"
#include "model/coverage.h"
#include "model/load.h"
#include "repo/tags.h"

enum { SHOWN = 20, NAME_WIDTH = 36, VERSION_WIDTH = 10 };

struct inventory {
    struct bg_buffer *out;
    struct bg_repo *repo;
    struct bg_tree *tree;
    const struct bg_layout *layout;
    struct bg_slice tag; /* the version of all where tags have it; empty without one */
    size_t name_width;
    size_t versioned;
    size_t with_spec;    /* whose specification is seen */
    size_t with_streams; /* of whose streams none is hidden */
};

static const char *spec_words(enum bg_readability spec) {
    switch (spec) {
    case BG_READ_STATIC:
        return "spec seen";
    case BG_READ_GOLDEN:
        return "spec seen in a copy that tests keep";
    case BG_READ_OPAQUE:
        return "spec not seen";
    case BG_READ_ABSENT:
        return "no spec";
    }
    return "";
}

static void add_streams(struct bg_buffer *out, const struct bg_coverage *coverage) {
    size_t all = coverage->streams_static + coverage->streams_opaque;
    if (all == 0) {
        bg_buffer_add_text(out, "no streams");
    } else if (coverage->streams_static == 0) {
        bg_buffer_add_text(out, "streams not seen");
    } else if (coverage->streams_opaque > 0) {
        bg_buffer_printf(out, "%zu of at least %zu streams seen", coverage->streams_static, all);
    } else {
        bg_buffer_printf(out, "%zu stream%s seen", all, bg_plural(all));
    }
}

static void add_padded(struct bg_buffer *out, struct bg_slice text, size_t width) {
    size_t begin = out->len;
    bg_visible_add(out, text, SIZE_MAX);
    for (size_t i = out->len - begin; i < width; i++) {
        bg_buffer_add_char(out, ' ');
    }
}

static void add_connector(struct inventory *inventory, struct bg_slice root, bool is_shown) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_connector connector;
    bool is_read = bg_connector_load(inventory->tree, inventory->layout, root, &arena, NULL, NULL, &connector);
    struct bg_coverage coverage = bg_coverage_of(&arena, &connector);
    struct bg_slice version = connector.about.is_tagged ? inventory->tag : connector.about.version.text;
    inventory->versioned += version.len > 0;
    inventory->with_spec += is_read && (coverage.spec == BG_READ_STATIC || coverage.spec == BG_READ_GOLDEN);
    inventory->with_streams += is_read && coverage.streams_opaque == 0;
    if (is_shown) {
        struct bg_buffer *out = inventory->out;
        const char *none = connector.about.is_tagged ? "no tag yet" : "no version";
        bg_buffer_add_text(out, "  ");
        add_padded(out, connector.about.name, inventory->name_width);
        bg_buffer_add_text(out, "  ");
        add_padded(out, version.len > 0 ? version : bg_slice_of(none), VERSION_WIDTH);
        bg_buffer_printf(out, "  %s, ", spec_words(coverage.spec));
        add_streams(out, &coverage);
        bg_buffer_add_text(out, is_read ? "\n" : "; not all of it can be read\n");
    }
    bg_arena_finish(&arena);
}

/* The release that the last commit is or builds upon. */
static bool find_tag(struct inventory *inventory, struct bg_arena *arena, struct bg_error *err) {
    struct bg_oid head;
    struct bg_error ignored;
    struct bg_release release = {0};
    if (inventory->layout->tag.at == NULL || !bg_repo_resolve(inventory->repo, "HEAD", &head, &ignored)) {
        return true;
    }
    bool is_found = bg_release_at(inventory->repo, inventory->layout->tag, &head, arena, &release, err) &&
                    (release.tag.at != NULL ||
                     bg_release_before(inventory->repo, inventory->layout->tag, &head, arena, &release, err));
    inventory->tag = release.version;
    return is_found;
}

static void widen(struct inventory *inventory, struct bg_slice root, struct bg_arena *arena) {
    size_t len = bg_metadata_name(inventory->tree, inventory->layout, root, arena).len;
    size_t bound = len < NAME_WIDTH ? len : NAME_WIDTH;
    inventory->name_width = bound > inventory->name_width ? bound : inventory->name_width;
}

bool bg_inventory_add(struct bg_buffer *out, struct bg_repo *repo, struct bg_tree *tree, const struct bg_layout *layout,
                      struct bg_arena *arena, struct bg_slices *roots, struct bg_error *err) {
    struct inventory inventory = {.out = out, .repo = repo, .tree = tree, .layout = layout};
    if (!bg_discover_all(tree, layout, arena, &roots->items, &roots->count, err) || !find_tag(&inventory, arena, err)) {
        return false;
    }
    for (size_t i = 0; i < roots->count && i < SHOWN; i++) {
        widen(&inventory, roots->items[i], arena);
    }
    for (size_t i = 0; i < roots->count; i++) {
        add_connector(&inventory, roots->items[i], i < SHOWN);
    }
    if (roots->count > SHOWN) {
        bg_buffer_printf(out, "  and %zu more\n", roots->count - SHOWN);
    }
    if (roots->count > 1) {
        bg_buffer_printf(out, "Of these %zu, %zu have a version; the spec of %zu is seen, and all streams of %zu.\n",
                         roots->count, inventory.versioned, inventory.with_spec, inventory.with_streams);
    }
    return true;
}
