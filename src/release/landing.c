/* Releases of a branch, settled: see landing.h. The files are merged as the merge driver does it. */
#include "release/landing.h"

#include "base/vector.h"
#include "layout/discover.h"
#include "layout/page.h"
#include "release/merge.h"
#include "release/settle.h"
#include "repo/walk.h"

static bool is_listed(const struct bg_landing *out, struct bg_slice path) {
    bool is_there = false;
    for (size_t f = 0; f < out->files.count && !is_there; f++) {
        is_there = bg_slice_equal(out->files.items[f].path, path);
    }
    return is_there;
}

/* The connectors whose releases are settled: a file may be of several of them. */
struct owners {
    struct bg_touched *items;
    size_t count;
    size_t room;
};

/* What a connector says of itself on one side; false if it is not there, or has no version. */
static bool load(const struct bg_landing_query *query, struct bg_tree *tree, struct bg_slice root,
                 struct bg_arena *arena, struct bg_about *out) {
    *out = (struct bg_about){0};
    return root.at != NULL && bg_about_load(tree, query->layout, root, arena, NULL, out) &&
           out->version.text.at != NULL;
}

/* One file, if both sides have it, or the branch has made it: who removes one has more to say than a number. */
static bool settle_file(const struct bg_landing_query *query, const struct owners *owners, struct bg_slice path,
                        struct bg_landing *out, struct bg_error *err) {
    struct bg_slice base = bg_tree_text(query->base, path, out->arena);
    struct bg_merge_query merge = {.tree = query->head,
                                   .layout = query->layout,
                                   .artefacts = query->artefacts,
                                   .policy = query->policy,
                                   .path = path,
                                   .owners = owners->items,
                                   .owner_count = owners->count,
                                   .base = base.at != NULL ? base : BG_LITERAL(""),
                                   .ours = bg_tree_text(query->head, path, out->arena),
                                   .theirs = bg_tree_text(query->tip, path, out->arena),
                                   .base_tree = query->base,
                                   .tip_tree = query->tip,
                                   .mine_tree = query->head,
                                   .tip = BG_TIP_THEIRS};
    struct bg_join_file file = {.path = path};
    bool is_new = base.at == NULL && merge.theirs.at == NULL;
    if (merge.ours.at == NULL || (merge.theirs.at == NULL && !is_new) || is_listed(out, path)) {
        return true;
    }
    merge.theirs = is_new ? BG_LITERAL("") : merge.theirs;
    if (!bg_merge(out->arena, &merge, &file.text, &file.is_clean, err)) {
        return false;
    }
    BG_VECTOR_ADD(out->arena, &out->files, file);
    return true;
}

/* A file with places of many connectors is merged as that of all of them, any other as that of the one at `o`: a page
 * of the one that it is named after, if that is among them. */
static bool settle_files(const struct bg_landing_query *query, const struct owners *owners, size_t o, bool as_guest,
                         struct bg_landing *out, struct bg_error *err) {
    struct bg_artefact_places places = {.arena = out->arena};
    struct owners own = {.items = &owners->items[o], .count = 1};
    struct bg_about about;
    if (!load(query, query->head, own.items->head_root, out->arena, &about)) {
        return true;
    }
    for (size_t a = 0; a < query->artefacts->count; a++) {
        if (query->artefacts->items[a]->merge != NULL) {
            query->artefacts->items[a]->find(query->layout, &about, &places);
        }
    }
    for (size_t p = 0; p < places.count; p++) {
        const struct bg_artefact_place *place = &places.items[p];
        bool is_of_many = place->site != NULL && place->site->select.at != NULL;
        bool is_guest = bg_slice_equal(place->path, about.doc_path) &&
                        bg_page_is_of_another(query->head, out->arena, own.items->head_root, about.name, place->path);
        if (is_guest == as_guest && !settle_file(query, is_of_many ? owners : &own, place->path, out, err)) {
            return false;
        }
    }
    return true;
}

static void settle_connector(const struct bg_landing_query *query, const struct bg_touched *touched,
                             struct owners *owners, struct bg_landing *out) {
    struct bg_about base;
    struct bg_about tip;
    struct bg_about head;
    if (!load(query, query->head, touched->head_root, out->arena, &head) ||
        !load(query, query->base, touched->base_root, out->arena, &base) ||
        bg_slice_equal(head.version.text, base.version.text) ||
        !load(query, query->tip, touched->head_root, out->arena, &tip)) {
        return;
    }
    struct bg_settle_query race = {
        .policy = query->policy, .base = base.version.text, .own = head.version.text, .tip = tip.version.text};
    struct bg_settlement settled = bg_settle(out->arena, &race);
    struct bg_landed landed = {head.name, head.version.text, settled.version, settled.why};
    BG_VECTOR_ADD(out->arena, out, landed);
    if (settled.version.at != NULL) {
        BG_VECTOR_ADD(out->arena, owners, *touched);
    }
}

bool bg_landing_settle(const struct bg_landing_query *query, struct bg_landing *out, struct bg_error *err) {
    struct bg_changed *changed;
    struct bg_touched *touched;
    struct owners owners = {0};
    size_t changed_count;
    size_t count;
    if (!bg_walk(query->base, query->head, out->arena, &changed, &changed_count, err) ||
        !bg_discover(query->base, query->head, changed, changed_count, query->layout, out->arena, &touched, &count,
                     err)) {
        return false;
    }
    for (size_t t = 0; t < count; t++) {
        settle_connector(query, &touched[t], &owners, out);
    }
    for (size_t o = 0; o < 2 * owners.count; o++) {
        if (!settle_files(query, &owners, o % owners.count, o >= owners.count, out, err)) {
            return false;
        }
    }
    return true;
}
