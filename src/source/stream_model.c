/* Streams as data: see stream_model.h. */
#include "source/stream_model.h"

#include "text/builder.h"

static const char *status_name(const struct bg_stream *stream) {
    static const char *const names[] = {
        [BG_EXTENT_NONE] = "opaque",  [BG_EXTENT_BROKEN] = "error", [BG_EXTENT_ASSUMED] = "partial",
        [BG_EXTENT_SOME] = "partial", [BG_EXTENT_ALL] = "static",   [BG_EXTENT_ABSENT] = "empty",
    };
    return stream->has_no_schema ? "empty" : names[stream->fields.extent];
}

const char *const bg_stream_origin_words[] = {
#define X(constant, word) [BG_ORIGIN_##constant] = (word),
    BG_STREAM_ORIGINS(X)
#undef X
};

const char *const bg_schema_origin_words[] = {
#define X(constant, word) [BG_SCHEMA_##constant] = (word),
    BG_SCHEMA_ORIGINS(X)
#undef X
};

static void set_node(struct bg_members *model, const char *key, const struct bg_node *node) {
    bg_members_set(model, key, node != NULL ? node : bg_node_new_null(model->arena, NULL));
}

static void set_text(struct bg_members *model, const char *key, struct bg_slice text) {
    set_node(model, key, text.at == NULL ? NULL : bg_node_new_text(model->arena, text, NULL));
}

static void set_bool(struct bg_members *model, const char *key, bool value) {
    bg_members_set(model, key, bg_node_new_bool(model->arena, value, NULL));
}

static void set_modes(struct bg_members *model, const struct bg_stream *stream) {
    const struct bg_node **modes = bg_arena_array(model->arena, 2, sizeof *modes);
    size_t count = 0;
    if (stream->has_full_refresh) {
        modes[count++] = bg_node_new_text(model->arena, BG_LITERAL("full_refresh"), NULL);
    }
    if (stream->has_incremental) {
        modes[count++] = bg_node_new_text(model->arena, BG_LITERAL("incremental"), NULL);
    }
    bg_members_set(model, "supported_sync_modes", bg_node_new_list(model->arena, modes, count, NULL));
}

static const struct bg_node *unseen(struct bg_arena *arena, bool is_unseen, const struct bg_node *node) {
    return is_unseen ? bg_node_new_text(arena, BG_LITERAL(BG_UNSEEN), NULL) : node;
}

static void set_cursor(struct bg_members *model, const struct bg_stream *stream) {
    const char *status = stream->cursor_field == NULL ? "none" : stream->cursor_is_opaque ? "opaque" : "static";
    set_node(model, "cursor_field", unseen(model->arena, stream->is_cursor_unseen, stream->cursor_field));
    set_text(model, "cursor_status", bg_slice_of(status));
    set_node(model, "source_defined_cursor",
             stream->has_source_defined_cursor ? bg_node_new_bool(model->arena, stream->source_defined_cursor, NULL)
                                               : NULL);
}

/* How it is known, in the words that bots know. */
static void set_origin(struct bg_members *model, const struct bg_stream *stream) {
    bool is_resolved = bg_sight_sees(&stream->attributes) && !stream->is_key_unseen && !stream->is_cursor_unseen;
    set_text(model, "from", bg_slice_of(bg_stream_origin_words[stream->origin]));
    set_bool(model, "conditional", stream->condition.len > 0);
    set_bool(model, "resolved", is_resolved);
    if (stream->schema_origin != BG_SCHEMA_UNSAID) {
        set_text(model, "schema_source", bg_slice_of(bg_schema_origin_words[stream->schema_origin]));
        set_text(model, "schema_file", stream->schema_file);
    }
}

const struct bg_node *bg_stream_model(struct bg_arena *arena, const struct bg_stream *stream) {
    struct bg_members model = {.arena = arena};
    set_text(&model, "name", stream->name);
    set_text(&model, "namespace", stream->name_space);
    set_node(&model, "json_schema", stream->json_schema);
    set_text(&model, "schema_status", bg_slice_of(status_name(stream)));
    if (stream->fields.extent == BG_EXTENT_ASSUMED) {
        set_bool(&model, "overridable", true);
    }
    set_node(&model, "primary_key", unseen(arena, stream->is_key_unseen, stream->primary_key));
    set_cursor(&model, stream);
    set_modes(&model, stream);
    set_bool(&model, "is_file_based", stream->is_file_based);
    if (stream->has_resumable) {
        set_bool(&model, "is_resumable", stream->is_resumable);
    }
    set_text(&model, "condition", stream->condition);
    set_origin(&model, stream);
    set_bool(&model, "state_delegating", stream->is_state_delegating);
    if (stream->is_state_delegating) {
        set_node(&model, "incremental_twin", stream->twin);
    }
    if (stream->records != NULL) {
        set_node(&model, "records", stream->records);
    }
    set_node(&model, "state", stream->state);
    if (!bg_sight_sees(&stream->attributes)) {
        set_bool(&model, "assumed", true);
    }
    for (size_t i = 0; stream->about != NULL && i < stream->about->count; i++) {
        bg_members_put(&model, stream->about->as.members[i]);
    }
    return bg_node_new_map(arena, model.items, model.count, NULL);
}
