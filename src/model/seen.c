/* What was seen before: see seen.h. Of each root the last two views are kept, which are the two sides of a change. */
#include "model/seen.h"

#include "layout/expand.h"
#include "layout/metadata.h"
#include "layout/read_site.h"

#include <stdlib.h>

struct seen_place {
    struct bg_slice root; /* allocated */
    struct bg_view *last; /* NULL if there is none */
    struct bg_view *before;
    size_t used; /* the last question for it, counted */
};

static size_t weight_of(const struct bg_view *view) {
    return view == NULL ? 0
                        : sizeof *view + bg_reads_weight(&view->reads) + bg_reads_weight(&view->papers) +
                              bg_reads_weight(&view->copies);
}

static void view_free(struct bg_view *view) {
    if (view != NULL) {
        bg_reads_finish(&view->reads);
        bg_reads_finish(&view->papers);
        bg_reads_finish(&view->copies);
        free(view);
    }
}

void bg_seen_finish(struct bg_seen *seen) {
    for (size_t i = 0; seen != NULL && i < seen->places.count; i++) {
        struct seen_place *place = seen->places.entries[i].value;
        view_free(place->last);
        view_free(place->before);
        free(place);
    }
    if (seen != NULL) {
        bg_exits_finish(&seen->exits);
        bg_table_finish(&seen->places);
    }
}

static int compare_uses(const void *a, const void *b) {
    const struct seen_place *left = *(struct seen_place *const *)a;
    const struct seen_place *right = *(struct seen_place *const *)b;
    return (left->used > right->used) - (left->used < right->used);
}

/* Down to three quarters, so that it takes a while until more has to go. */
void bg_seen_trim(struct bg_seen *seen, size_t most) {
    size_t weight = 0;
    size_t count = seen->places.count;
    for (size_t i = 0; i < count; i++) {
        const struct seen_place *place = seen->places.entries[i].value;
        weight += weight_of(place->last) + weight_of(place->before);
    }
    if (weight <= most) {
        return;
    }
    struct seen_place **oldest = bg_realloc_array(NULL, count, sizeof(struct seen_place *));
    for (size_t i = 0; i < count; i++) {
        oldest[i] = seen->places.entries[i].value;
    }
    qsort(oldest, count, sizeof(struct seen_place *), compare_uses);
    for (size_t i = 0; i < count && weight > most / 4 * 3; i++) {
        weight -= weight_of(oldest[i]->last) + weight_of(oldest[i]->before);
        view_free(oldest[i]->last);
        view_free(oldest[i]->before);
        oldest[i]->last = NULL;
        oldest[i]->before = NULL;
    }
    free(oldest);
}

/* The place and its root in one piece. */
static struct seen_place *place_at(struct bg_seen *seen, struct bg_slice root) {
    struct seen_place *place = bg_table_get(&seen->places, root);
    if (place == NULL) {
        place = bg_realloc(NULL, sizeof *place + root.len);
        *place = (struct seen_place){.root = {(char *)(place + 1), root.len}};
        if (root.len > 0) {
            memcpy(place + 1, root.at, root.len);
        }
        (void)bg_table_put(&seen->places, place->root, place);
    }
    place->used = ++seen->uses;
    return place;
}

bool bg_view_holds(const struct bg_view *view, struct bg_tree *tree, const struct bg_layout *layout,
                   struct bg_slice root) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    bool is_namesake = bg_slice_equal(view->name, bg_metadata_name(tree, layout, root, &scratch));
    bg_arena_finish(&scratch);
    return is_namesake && view->is_sink == bg_layout_is_sink(layout, root) && bg_reads_hold(&view->reads, tree, root);
}

bool bg_view_differs_elsewhere(const struct bg_view *view, struct bg_tree *tree, const struct bg_layout *layout,
                               struct bg_slice root) {
    return (bg_reads_leave(&view->reads) && !bg_view_holds(view, tree, layout, root)) ||
           (bg_reads_leave(&view->papers) && !bg_reads_hold(&view->papers, tree, root)) ||
           (bg_reads_leave(&view->copies) && !bg_reads_hold(&view->copies, tree, root));
}

/* What the version and its evidence are read from. */
static void note_papers(struct bg_view *view, struct bg_tree *tree, const struct bg_layout *layout,
                        struct bg_slice root) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    bg_reads_begin(&view->papers, tree, root);
    if (layout->metadata.at != NULL) {
        (void)bg_tree_note(tree, bg_path_join(&scratch, root, layout->metadata));
    }
    if (layout->version.file.at != NULL) {
        (void)bg_tree_note(tree, bg_site_file(&scratch, layout, root, view->name, &layout->version));
    }
    bg_reads_begin(&view->copies, tree, root);
    for (size_t m = 0; m < layout->mirror_count; m++) {
        (void)bg_tree_note(tree, bg_site_file(&scratch, layout, root, view->name, &layout->mirrors[m]));
    }
    bg_reads_end(tree);
    bg_arena_finish(&scratch);
}

/* A view that answers for spec and streams may be of another version. */
static const struct bg_view *with_papers(struct bg_view *view, struct bg_tree *tree, const struct bg_layout *layout,
                                         struct bg_slice root) {
    if (!bg_reads_hold(&view->papers, tree, root) || !bg_reads_hold(&view->copies, tree, root)) {
        note_papers(view, tree, layout, root);
    }
    return view;
}

const struct bg_view *bg_seen_find(struct bg_seen *seen, struct bg_tree *tree, const struct bg_layout *layout,
                                   struct bg_slice root) {
    struct seen_place *place = place_at(seen, root);
    if (place->last != NULL && bg_view_holds(place->last, tree, layout, root)) {
        return with_papers(place->last, tree, layout, root);
    }
    if (place->before == NULL || !bg_view_holds(place->before, tree, layout, root)) {
        return NULL;
    }
    struct bg_view *found = place->before;
    place->before = place->last;
    place->last = found;
    return with_papers(found, tree, layout, root);
}

const struct bg_view *bg_seen_load(struct bg_seen *seen, struct bg_tree *tree, const struct bg_layout *layout,
                                   struct bg_slice root, struct bg_documents *documents, struct bg_problems *problems,
                                   struct bg_connector *out) {
    struct seen_place *place = place_at(seen, root);
    struct bg_view *view = bg_realloc(NULL, sizeof *view);
    *view = (struct bg_view){.is_sink = bg_layout_is_sink(layout, root)};
    (void)bg_connector_load_from(documents, tree, layout, root, problems, &view->reads, out);
    view->name = bg_arena_copy(&view->reads.arena, out->about.name);
    view->coverage = bg_coverage_of(&view->reads.arena, out);
    view->never_ships = out->never_ships;
    view->left = out->left;
    note_papers(view, tree, layout, root);
    view_free(place->before);
    place->before = place->last;
    place->last = view;
    return view;
}

const struct bg_view *bg_seen_get(struct bg_seen *seen, struct bg_tree *tree, const struct bg_layout *layout,
                                  struct bg_slice root) {
    const struct bg_view *view = bg_seen_find(seen, tree, layout, root);
    if (view == NULL) {
        struct bg_arena scratch = BG_ARENA_EMPTY;
        struct bg_documents documents = {.arena = &scratch};
        struct bg_connector whole;
        view = bg_seen_load(seen, tree, layout, root, &documents, NULL, &whole);
        bg_documents_finish(&documents);
        bg_arena_finish(&scratch);
    }
    return view;
}
