/* Snapshots: see snapshot.h. */
#include "model/snapshot.h"

#include "source/stream_model.h"
#include "text/builder.h"

static void set_node(struct bg_members *model, const char *key, const struct bg_node *node) {
    bg_members_set(model, key, node != NULL ? node : bg_node_new_null(model->arena, NULL));
}

static void set_text(struct bg_members *model, const char *key, struct bg_slice text) {
    set_node(model, key, text.at == NULL ? NULL : bg_node_new_text(model->arena, text, NULL));
}

static const struct bg_node *end(const struct bg_members *model) {
    return bg_node_new_map(model->arena, model->items, model->count, NULL);
}

static const struct bg_node *spec_model(struct bg_arena *arena, const struct bg_spec *spec) {
    struct bg_members model = {.arena = arena};
    set_text(&model, "origin", spec->origin);
    set_node(&model, "connection_specification", spec->connection_specification);
    set_node(&model, "documentation_url", bg_node_at(spec->envelope, "documentationUrl"));
    set_node(&model, "advanced_auth", bg_node_at(spec->envelope, "advanced_auth"));
    set_node(&model, "config_normalization_rules", spec->config_normalization_rules);
    for (size_t i = 0; spec->envelope != NULL && i < spec->envelope->count; i++) {
        struct bg_member member = spec->envelope->as.members[i];
        bool is_shown =
            bg_slice_is(member.key, "connectionSpecification") || bg_slice_is(member.key, "documentationUrl");
        if (!is_shown) {
            bg_members_put(&model, member);
        }
    }
    return end(&model);
}

static const struct bg_node *streams_model(struct bg_arena *arena, const struct bg_connector *connector) {
    const struct bg_node **items = bg_arena_array(arena, connector->declared.stream_count, sizeof *items);
    for (size_t i = 0; i < connector->declared.stream_count; i++) {
        items[i] = bg_stream_model(arena, &connector->declared.streams[i]);
    }
    return bg_node_new_list(arena, items, connector->declared.stream_count, NULL);
}

/* What tests keep, each with its file: one stream may stand in several. */
static const struct bg_node *copies_model(struct bg_arena *arena, const struct bg_declaration *declared) {
    const struct bg_node **items = bg_arena_array(arena, declared->copy_count, sizeof *items);
    for (size_t i = 0; i < declared->copy_count; i++) {
        struct bg_members model = {.arena = arena};
        set_text(&model, "file", declared->copies[i].at.file);
        bg_members_put_all(&model, bg_stream_model(arena, &declared->copies[i]));
        items[i] = end(&model);
    }
    return bg_node_new_list(arena, items, declared->copy_count, NULL);
}

static const struct bg_node *variants_model(struct bg_arena *arena, const struct bg_declaration *declared) {
    const struct bg_node **items = bg_arena_array(arena, declared->variant_count, sizeof *items);
    for (size_t i = 0; i < declared->variant_count; i++) {
        struct bg_members model = {.arena = arena};
        set_text(&model, "name", declared->variants[i].name);
        bg_members_put_all(&model, spec_model(arena, &declared->variants[i].spec));
        items[i] = end(&model);
    }
    return bg_node_new_list(arena, items, declared->variant_count, NULL);
}

static const struct bg_node *dynamic_model(struct bg_arena *arena, const struct bg_connector *connector) {
    const struct bg_node **items = bg_arena_array(arena, connector->declared.dynamic_count, sizeof *items);
    for (size_t i = 0; i < connector->declared.dynamic_count; i++) {
        struct bg_members model = {.arena = arena};
        set_text(&model, "name", connector->declared.dynamic[i].name);
        const struct bg_node *facts = connector->declared.dynamic[i].model;
        for (size_t k = 0; facts != NULL && k < facts->count; k++) {
            bg_members_put(&model, facts->as.members[k]);
        }
        items[i] = end(&model);
    }
    return bg_node_new_list(arena, items, connector->declared.dynamic_count, NULL);
}

static const struct bg_node *objects_model(struct bg_arena *arena, const struct bg_declaration *declared) {
    const struct bg_node **items = bg_arena_array(arena, declared->object_count, sizeof *items);
    for (size_t i = 0; i < declared->object_count; i++) {
        struct bg_members model = {.arena = arena};
        set_text(&model, "name", declared->objects[i].name);
        set_text(&model, "mode", declared->objects[i].mode);
        set_node(&model, "json_schema", declared->objects[i].schema);
        set_node(&model, "matching_keys", declared->objects[i].keys);
        items[i] = end(&model);
    }
    return bg_node_new_list(arena, items, declared->object_count, NULL);
}

static const struct bg_node *named_model(struct bg_arena *arena, const struct bg_declaration *declared, bool is_old) {
    const struct bg_node **items = bg_arena_array(arena, declared->mention_count, sizeof *items);
    size_t count = 0;
    for (size_t i = 0; i < declared->mention_count; i++) {
        if (declared->mentions[i].is_old == is_old) {
            items[count++] = bg_node_new_text(arena, declared->mentions[i].name, NULL);
        }
    }
    return bg_node_new_list(arena, items, count, NULL);
}

static const char *word_of(enum bg_readability readability) {
    static const char *const words[] = {[BG_READ_ABSENT] = "absent",
                                        [BG_READ_STATIC] = "static",
                                        [BG_READ_OPAQUE] = "opaque",
                                        [BG_READ_GOLDEN] = "golden"};
    return words[readability];
}

/* As catalogs of snapshots are read again (source/catalog.c). */
static const char *const extent_names[] = {
    [BG_EXTENT_NONE] = "opaque",  [BG_EXTENT_BROKEN] = "opaque", [BG_EXTENT_ASSUMED] = "assumed",
    [BG_EXTENT_SOME] = "partial", [BG_EXTENT_ALL] = "static",    [BG_EXTENT_ABSENT] = "absent",
};

static const struct bg_node *coverage_model(struct bg_arena *arena, const struct bg_connector *connector) {
    const struct bg_node **notes = bg_arena_array(arena, connector->declared.note_count, sizeof *notes);
    for (size_t i = 0; i < connector->declared.note_count; i++) {
        notes[i] = bg_node_new_text(arena, connector->declared.notes[i], NULL);
    }
    struct bg_members model = {.arena = arena};
    set_text(&model, "spec", bg_slice_of(word_of(bg_spec_readability(&connector->declared.spec))));
    set_text(&model, "streams", bg_slice_of(word_of(bg_sight_readability(&connector->declared.sight))));
    set_node(&model, "notes", bg_node_new_list(arena, notes, connector->declared.note_count, NULL));
    return end(&model);
}

/* Whether the connector has no other streams than these. */
static void set_list(struct bg_members *model, const struct bg_declaration *declared) {
    bool is_whole = bg_sight_answer(&declared->sight, NULL) == BG_NOT_THERE && declared->dynamic_count == 0;
    set_text(model, "list", is_whole ? BG_LITERAL("complete") : BG_LITERAL("open"));
    if (!is_whole) {
        bool is_dynamic = declared->sight.why.at == NULL && declared->dynamic_count > 0;
        set_text(model, "because", is_dynamic ? BG_LITERAL("the manifest has dynamic streams") : declared->sight.why);
    }
    if (declared->is_list_of_code) {
        bg_members_set(model, "listed_in_code", bg_node_new_bool(model->arena, true, NULL));
    }
}

const struct bg_node *bg_connector_snapshot(struct bg_arena *arena, const struct bg_connector *connector) {
    struct bg_members model = {.arena = arena};
    set_text(&model, "connector", connector->about.name);
    set_text(&model, "root", connector->about.root);
    set_text(&model, "layout", connector->about.layout);
    set_text(&model, "variant", connector->variant);
    set_text(&model, "version", connector->about.version.text);
    set_node(&model, "coverage", coverage_model(arena, connector));
    set_node(&model, "spec", spec_model(arena, &connector->declared.spec));
    set_text(&model, "streams_status", bg_slice_of(extent_names[connector->declared.sight.extent]));
    set_list(&model, &connector->declared);
    set_node(&model, "streams", streams_model(arena, connector));
    set_node(&model, "dynamic_streams", dynamic_model(arena, connector));
    if (connector->declared.object_count > 0) {
        bg_members_set(&model, "objects", objects_model(arena, &connector->declared));
    }
    if (connector->declared.variant_count > 0) {
        bg_members_set(&model, "spec_variants", variants_model(arena, &connector->declared));
    }
    if (connector->declared.copy_count > 0) {
        bg_members_set(&model, "copies", copies_model(arena, &connector->declared));
    }
    if (connector->declared.has_witnesses) {
        bg_members_set(&model, "named", named_model(arena, &connector->declared, false));
    }
    if (connector->declared.mention_count > 0) {
        bg_members_set(&model, "named_by_tests", named_model(arena, &connector->declared, true));
    }
    return end(&model);
}
