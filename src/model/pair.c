/*
 * Both sides: see pair.h. The head is asked what the base was asked; as long as it answers the same, there is nothing
 * to read.
 */
#include "model/pair.h"

#include "base/table.h"

/* A pair that is being loaded. */
struct pairing {
    const struct bg_pair_ends *ends;
    struct bg_arena *arena;
    struct bg_documents documents; /* of both sides */
    struct bg_problems base_problems;
    struct bg_pair *out;
};

/* What makes two problems the same one: all but the line. */
static struct bg_slice problem_key(struct bg_arena *arena, const struct bg_problem *problem) {
    return bg_arena_printf(arena, "%s\n%.*s\n%.*s", bg_id_name(problem->id), BG_ARGS(problem->at.file),
                           BG_ARGS(problem->message));
}

/* In plain folders there are no ids. */
static bool is_same_text(const struct bg_pair_ends *ends, struct bg_slice file) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice before;
    struct bg_slice after;
    bool is_same = bg_tree_read(ends->base_tree, file, &scratch, &before, NULL, NULL) == BG_FILE_READ &&
                   bg_tree_read(ends->head_tree, file, &scratch, &after, NULL, NULL) == BG_FILE_READ &&
                   bg_slice_equal(before, after);
    bg_arena_finish(&scratch);
    return is_same;
}

/* Whether the file of the problem has the same bytes on both sides. */
static bool is_untouched(const struct bg_pair_ends *ends, struct bg_slice file) {
    if (file.len == 0) {
        return false;
    }
    struct bg_entry before = bg_tree_stat(ends->base_tree, file);
    struct bg_entry after = bg_tree_stat(ends->head_tree, file);
    bool has_ids = !bg_oid_is_zero(&before.id) || !bg_oid_is_zero(&after.id);
    return before.kind == after.kind &&
           (has_ids ? bg_oid_equal(&before.id, &after.id) : before.kind != BG_ENTRY_FILE || is_same_text(ends, file));
}

/* Problems that both sides have, in a file that is the same, are older than this change: they keep nothing from being
 * judged. In a file that changed nobody knows what else did. */
static void forgive_old_problems(const struct bg_pair_ends *ends, struct bg_arena *arena, struct bg_problems *base,
                                 struct bg_problems *head) {
    struct bg_table before = {0};
    for (size_t i = 0; i < base->count; i++) {
        if (base->items[i].is_fatal) {
            (void)bg_table_put(&before, problem_key(arena, &base->items[i]), &base->items[i]);
        }
    }
    for (size_t i = 0; i < head->count; i++) {
        struct bg_problem *after = &head->items[i];
        struct bg_problem *same = after->is_fatal ? bg_table_get(&before, problem_key(arena, after)) : NULL;
        if (same != NULL && is_untouched(ends, after->at.file)) {
            same->is_fatal = false;
            after->is_fatal = false;
        }
    }
    for (size_t i = 0; i < base->count; i++) { /* the same one said twice */
        struct bg_problem *problem = &base->items[i];
        if (problem->is_fatal) {
            const struct bg_problem *kept = bg_table_get(&before, problem_key(arena, problem));
            problem->is_fatal = kept->is_fatal;
        }
    }
    bg_table_finish(&before);
}

static bool has_same(const struct bg_problems *problems, const struct bg_problem *wanted) {
    for (size_t i = 0; i < problems->count; i++) {
        const struct bg_problem *problem = &problems->items[i];
        if (problem->is_fatal && problem->id == wanted->id && bg_slice_equal(problem->at.file, wanted->at.file) &&
            bg_slice_equal(problem->message, wanted->message)) {
            return true;
        }
    }
    return false;
}

/* A stream whose schema still cannot be read may have changed in another file than the one at fault. */
static void add_changed_unread(const struct pairing *pairing) {
    const struct bg_declaration *head = &pairing->out->head.declared;
    for (size_t i = 0; pairing->out->is_compared && i < head->stream_count; i++) {
        const struct bg_stream *stream = &head->streams[i];
        if (stream->fields.extent == BG_EXTENT_BROKEN && stream->schema_origin != BG_SCHEMA_MISSING &&
            stream->at.file.len > 0 &&
            !bg_problems_are_fatal(&pairing->out->problems) && !is_untouched(pairing->ends, stream->at.file)) {
            bg_problem_add(&pairing->out->problems, BG_ID_SCHEMA_FILE_UNREADABLE, true, stream->at,
                           "the file changed, and the schema of the stream `%.*s` cannot be read on either side",
                           BG_ARGS(stream->name));
        }
    }
}

/* Problems of the base that the head does not have. */
static void add_base_problems(const struct pairing *pairing) {
    for (size_t i = 0; i < pairing->base_problems.count; i++) {
        const struct bg_problem *problem = &pairing->base_problems.items[i];
        if (problem->is_fatal && !has_same(&pairing->out->problems, problem)) {
            bg_problem_add(&pairing->out->problems, problem->id, true, problem->at, "%.*s (before this change)",
                           BG_ARGS(problem->message));
        }
    }
}

/* Of a side that is read anew: its view, and the connector itself. */
static const struct bg_view *load_base(struct pairing *pairing) {
    const struct bg_pair_ends *ends = pairing->ends;
    return bg_seen_load(ends->seen, ends->base_tree, ends->layout, ends->base_root, &pairing->documents,
                        &pairing->base_problems, &pairing->out->base);
}

static const struct bg_view *load_head(struct pairing *pairing) {
    const struct bg_pair_ends *ends = pairing->ends;
    return bg_seen_load(ends->seen, ends->head_tree, ends->layout, ends->head_root, &pairing->documents,
                        &pairing->out->problems, &pairing->out->head);
}

/* Only what a version and its evidence need. */
static void load_metadata(struct pairing *pairing) {
    const struct bg_pair_ends *ends = pairing->ends;
    struct bg_pair *out = pairing->out;
    pairing->base_problems.count = 0;
    if (out->has_base) {
        (void)bg_connector_load_metadata(ends->base_tree, ends->layout, ends->base_root, pairing->arena,
                                         &pairing->base_problems, &out->base);
    }
    if (out->has_head) {
        (void)bg_connector_load_metadata(ends->head_tree, ends->layout, ends->head_root, pairing->arena, &out->problems,
                                         &out->head);
    }
}

/* Both sides in full, unless the head would answer all that the base was asked in the same way. */
static void load_both(struct pairing *pairing) {
    const struct bg_pair_ends *ends = pairing->ends;
    struct bg_pair *out = pairing->out;
    out->base_view = bg_seen_find(ends->seen, ends->base_tree, ends->layout, ends->base_root);
    bool is_loaded = out->base_view == NULL;
    if (is_loaded) {
        out->base_view = load_base(pairing);
    }
    out->is_compared = !bg_view_holds(out->base_view, ends->head_tree, ends->layout, ends->head_root);
    if (!out->is_compared) {
        load_metadata(pairing);
        bool is_moved = !bg_slice_equal(ends->base_root, ends->head_root);
        out->head_view =
            is_moved ? bg_seen_get(ends->seen, ends->head_tree, ends->layout, ends->head_root) : out->base_view;
        return;
    }
    if (!is_loaded) {
        (void)bg_connector_load_from(&pairing->documents, ends->base_tree, ends->layout, ends->base_root,
                                     &pairing->base_problems, NULL, &out->base);
    }
    out->head_view = load_head(pairing);
}

/* With another version something is released, whatever it is made of. Of sides that are not compared only the metadata
 * is loaded: neither ships anything. */
static bool is_emptied(const struct bg_pair *pair) {
    return pair->base.ships && !pair->head.ships && pair->base.about.version.text.len > 0 &&
           bg_slice_equal(pair->base.about.version.text, pair->head.about.version.text);
}

void bg_pair_load(const struct bg_pair_ends *ends, struct bg_arena *arena, struct bg_pair *out) {
    struct pairing pairing = {
        .ends = ends, .arena = arena, .documents = {.arena = arena}, .base_problems = {.arena = arena}, .out = out};
    *out = (struct bg_pair){
        .has_base = ends->base_root.at != NULL,
        .has_head = ends->head_root.at != NULL,
        .problems = {.arena = arena},
    };
    if (out->has_base && out->has_head) {
        load_both(&pairing);
        out->is_emptied = is_emptied(out);
    } else if (out->has_head) {
        out->head_view = load_head(&pairing);
    } else {
        load_metadata(&pairing);
        out->base_view = bg_seen_get(ends->seen, ends->base_tree, ends->layout, ends->base_root);
    }
    out->coverage = (out->has_head ? out->head_view : out->base_view)->coverage;
    forgive_old_problems(ends, arena, &pairing.base_problems, &out->problems);
    add_base_problems(&pairing);
    add_changed_unread(&pairing);
    bg_documents_finish(&pairing.documents);
}
