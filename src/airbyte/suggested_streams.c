/*
 * The streams that the metadata suggests: what a new connection begins with. Nothing of it is owed by a release. A new
 * stream that is not in the list is only said, because whoever adds one may have forgotten the list, or meant it so.
 */
#include "airbyte/artefacts.h"
#include "layout/expand.h"
#include "release/release.h"

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    if (layout->metadata.at != NULL && layout->suggested.at != NULL) {
        struct bg_slice path = bg_path_join(out->arena, about->root, layout->metadata);
        bg_artefact_places_add(out, (struct bg_artefact_place){.path = path});
    }
}

static bool is_suggested(const struct bg_node *names, struct bg_slice stream) {
    for (size_t n = 0; n < names->count; n++) {
        if (bg_slice_equal(bg_node_text(names->as.items[n]), stream)) {
            return true;
        }
    }
    return false;
}

static bool is_new(const struct bg_finding *finding) {
    return finding->kind == BG_CHANGE_STREAM && finding->how == BG_HOW_ADDED && finding->stream.at != NULL;
}

/* One note for all of them: a connector may gain a hundred at once. */
static void check(struct bg_release_view *release, const struct bg_artefact_place *place) {
    const struct bg_release_query *query = release->query;
    const struct bg_verdict *verdict = release->verdict;
    const struct bg_node *names = bg_metadata_at(query->head->about.metadata, query->layout->suggested);
    struct bg_slice first = BG_NO_SLICE;
    size_t count = 0;
    (void)place;
    if (!bg_node_is(names, BG_NODE_LIST) || names->count == 0) {
        return;
    }
    for (size_t f = 0; f < verdict->finding_count; f++) {
        const struct bg_finding *finding = &verdict->findings[f];
        if (is_new(finding) && !is_suggested(names, finding->stream)) {
            first = count == 0 ? finding->stream : first;
            count++;
        }
    }
    struct bg_slice at = bg_metadata_shown(query->layout->metadata_below, query->layout->suggested);
    if (count == 1) {
        bg_problem_add(query->problems, BG_ID_STREAM_NOT_SUGGESTED, false, bg_node_place(names),
                       "the new stream `%.*s` is not in %.*s", BG_ARGS(first), BG_ARGS(at));
    } else if (count > 1) {
        bg_problem_add(query->problems, BG_ID_STREAM_NOT_SUGGESTED, false, bg_node_place(names),
                       "the new stream `%.*s` and %zu more are not in %.*s", BG_ARGS(first), count - 1, BG_ARGS(at));
    }
}

const struct bg_artefact bg_artefact_suggested_streams = {
    .id = "suggested-streams",
    .find = find,
    .check = check,
    .turn = BG_TURN_IN_DRAFT,
    .write = NULL,
    .merge = NULL,
};
