/*
 * Generators of streams (`dynamic_streams`). A parametrized list gives one stream for each of its entries, worked out
 * here as the runtime does it; where the names come from the configuration or from an API, the template and the
 * mappings are kept as data, so that a change of them can be reported.
 */
#include "source/manifest/manifest.h"
#include "source/manifest/manifest_parameters.h"
#include "source/manifest/node_set.h"
#include "source/code/python_literal.h"
#include "source/stream_model.h"
#include "source/manifest/template.h"
#include "base/limits.h"
#include "text/builder.h"
#include "text/read.h"

struct generator {
    struct bg_manifest *manifest;
    const struct bg_node *resolver;
    const struct bg_node *template;
    bool outer_wins;
    size_t index;
};

/* A component or a list of components, as a list. */
static const struct bg_node *as_list(struct bg_arena *arena, const struct bg_node *node) {
    if (node == NULL || node->kind == BG_NODE_LIST) {
        return node != NULL ? node : bg_node_new_list(arena, NULL, 0, NULL);
    }
    const struct bg_node **items = bg_arena_array(arena, 1, sizeof *items);
    items[0] = node;
    return bg_node_new_list(arena, items, node->kind == BG_NODE_NULL ? 0 : 1, node);
}

/* What the runtime makes of a mapping's value for one entry; NULL if that cannot be known. A text is read as YAML. */
static const struct bg_node *value_for(struct bg_manifest *manifest, const struct bg_node *mapping,
                                       const struct bg_node *entry) {
    struct bg_template_scope scope = {.name = "components_values", .values = entry};
    const struct bg_node *written = bg_node_at(mapping, "value");
    if (written == NULL || written->kind != BG_NODE_STRING) {
        return written;
    }
    const struct bg_node *value = NULL;
    if (!bg_template_render(manifest->arena, written, scope, &value)) {
        return NULL;
    }
    if (value->kind != BG_NODE_STRING) {
        return value;
    }
    const struct bg_node *read = NULL;
    struct bg_source *source = bg_source_new(manifest->arena, BG_LITERAL(""), value->as.text); /* it has no place */
    return bg_read_yaml(manifest->arena, source, NULL, &read, NULL) ? read : value;
}

/* The steps of a mapping's field_path, rendered. False if one cannot be known. */
static bool path_for(struct bg_manifest *manifest, const struct bg_node *mapping, const struct bg_node *entry,
                     struct bg_slice **path, size_t *count) {
    const struct bg_node *written = as_list(manifest->arena, bg_node_at(mapping, "field_path"));
    struct bg_template_scope scope = {.name = "components_values", .values = entry};
    *count = written->count;
    *path = bg_arena_array(manifest->arena, written->count, sizeof **path);
    for (size_t i = 0; i < written->count; i++) {
        const struct bg_node *step = NULL;
        struct bg_slice text = bg_python_text(written->as.items[i]);
        if (text.at == NULL || !bg_template_render(manifest->arena, written->as.items[i], scope, &step)) {
            return false;
        }
        (*path)[i] = bg_template_is(text) ? bg_python_text(step) : text;
    }
    return *count > 0;
}

static void note_opaque(struct bg_manifest *manifest, const struct bg_node *mapping) {
    bg_problem_add(manifest->problems, BG_ID_OPAQUE_MAPPING, false, bg_node_place(mapping),
                   "this mapping cannot be worked out from the file; the streams it makes may differ");
}

static const struct bg_node *apply_mappings(struct generator *generator, const struct bg_node *entry,
                                            struct bg_error *err) {
    struct bg_manifest *manifest = generator->manifest;
    const struct bg_node *stream = generator->template;
    const struct bg_node *mappings = as_list(manifest->arena, bg_node_at(generator->resolver, "components_mapping"));
    struct bg_node_set set = {.arena = manifest->arena, .budget = BG_LIMIT_NODES};
    for (size_t i = 0; i < mappings->count; i++) {
        const struct bg_node *mapping = mappings->as.items[i];
        struct bg_slice *path = NULL;
        set.value = value_for(manifest, mapping, entry);
        if (set.value == NULL || !path_for(manifest, mapping, entry, &path, &set.path_count)) {
            note_opaque(manifest, mapping);
            continue;
        }
        set.path = path;
        set.may_create = bg_node_is_true(bg_node_at(mapping, "create_or_update")) && bg_node_is_truthy(set.value);
        stream = bg_node_set(&set, stream);
    }
    if (set.budget == 0 || stream->depth > BG_LIMIT_DEPTH || stream->weight > BG_LIMIT_EXPANDED) {
        (void)bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(mappings),
                         "the mappings reach more nodes than can be read");
        return NULL;
    }
    return stream;
}

static const struct bg_node *with_type(struct bg_arena *arena, const struct bg_node *stream) {
    if (bg_node_at(stream, "type") != NULL) {
        return stream;
    }
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, stream);
    bg_members_set(&members, "type", bg_node_new_text(arena, BG_LITERAL("DeclarativeStream"), stream));
    return bg_node_new_map(arena, members.items, members.count, stream);
}

static bool expand(struct generator *generator, struct bg_stream_list *streams, struct bg_error *err) {
    struct bg_manifest *manifest = generator->manifest;
    const struct bg_node *entries = as_list(
        manifest->arena, bg_node_path(generator->resolver, "stream_parameters", "list_of_parameters_for_stream", NULL));
    for (size_t i = 0; i < entries->count; i++) {
        const struct bg_node *stream = apply_mappings(generator, entries->as.items[i], err);
        if (stream == NULL || !bg_manifest_push_stream(manifest->arena, stream, generator->outer_wins, &stream, err)) {
            return false;
        }
        struct bg_slice origin = bg_arena_printf(manifest->arena, "dynamic_streams[%zu]#%zu", generator->index, i);
        if (!bg_manifest_add_stream(manifest, with_type(manifest->arena, stream), origin, streams, err)) {
            return false;
        }
    }
    return true;
}

static void copy_member(struct bg_members *out, const struct bg_node *map, const char *key) {
    const struct bg_node *value = bg_node_at(map, key);
    if (value != NULL) {
        bg_members_set(out, key, value);
    }
}

static const char *const mapping_keys[] = {"condition", "create_or_update", "field_path", "value"};

static const struct bg_node *mappings_of(struct generator *generator) {
    struct bg_arena *arena = generator->manifest->arena;
    const struct bg_node *mappings = as_list(arena, bg_node_at(generator->resolver, "components_mapping"));
    const struct bg_node **items = bg_arena_array(arena, mappings->count, sizeof *items);
    for (size_t i = 0; i < mappings->count; i++) {
        struct bg_members model = {.arena = arena};
        for (size_t k = 0; k < sizeof mapping_keys / sizeof *mapping_keys; k++) {
            copy_member(&model, mappings->as.items[i], mapping_keys[k]);
        }
        items[i] = bg_node_new_map(arena, model.items, model.count, mappings->as.items[i]);
    }
    return bg_node_new_list(arena, items, mappings->count, mappings);
}

/* The entries that the configuration is joined with by default, of all stream_config. */
static const struct bg_node *default_values_of(struct generator *generator) {
    struct bg_arena *arena = generator->manifest->arena;
    const struct bg_node *configs = as_list(arena, bg_node_at(generator->resolver, "stream_config"));
    size_t total = 0;
    for (size_t i = 0; i < configs->count; i++) {
        total += as_list(arena, bg_node_at(configs->as.items[i], "default_values"))->count;
    }
    const struct bg_node **items = bg_arena_array(arena, total, sizeof *items);
    size_t count = 0;
    for (size_t i = 0; i < configs->count; i++) {
        const struct bg_node *values = as_list(arena, bg_node_at(configs->as.items[i], "default_values"));
        for (size_t k = 0; k < values->count; k++) {
            items[count++] = values->as.items[k];
        }
    }
    return bg_node_new_list(arena, items, count, configs);
}

static bool set_template(struct generator *generator, struct bg_members *model, struct bg_error *err) {
    struct bg_manifest *manifest = generator->manifest;
    struct bg_stream_list list = {0};
    struct bg_slice origin = bg_arena_printf(manifest->arena, "dynamic_streams[%zu].stream_template", generator->index);
    if (!bg_manifest_add_stream(manifest, generator->template, origin, &list, err)) {
        return false;
    }
    const struct bg_node *template =
        list.count == 0 ? bg_node_new_null(manifest->arena, NULL) : bg_stream_model(manifest->arena, &list.items[0]);
    bg_members_set(model, "template", template);
    return true;
}

bool bg_manifest_dynamic(struct bg_manifest *manifest, const struct bg_node *node, size_t index,
                         struct bg_stream_list *streams, struct bg_dynamic_streams *out, struct bg_error *err) {
    struct bg_arena *arena = manifest->arena;
    const struct bg_node *parents_win = bg_node_at(node, "use_parent_parameters");
    struct generator generator = {
        .manifest = manifest,
        .resolver = bg_node_at(node, "components_resolver"),
        .template = bg_node_at(node, "stream_template"),
        .outer_wins = parents_win == NULL || bg_node_is_truthy(parents_win),
        .index = index,
    };
    if (!bg_node_is(generator.template, BG_NODE_MAP)) {
        return bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(node), "dynamic streams had no stream_template");
    }
    const struct bg_node *name = bg_node_at(node, "name");
    out->name = bg_node_is(name, BG_NODE_STRING) ? name->as.text : bg_arena_printf(arena, "dynamic_stream_%zu", index);
    out->at = bg_node_place(node);
    const struct bg_node *resolver = bg_node_at(generator.resolver, "type");
    bool is_static = bg_node_is_text(resolver, "ParametrizedComponentsResolver");
    struct bg_members model = {.arena = arena};
    bg_members_set(&model, "resolver", resolver != NULL ? resolver : bg_node_new_null(arena, node));
    bg_members_set(&model, "enumeration",
                   bg_node_new_text(arena, is_static ? BG_LITERAL("static") : BG_LITERAL("opaque"), node));
    if (!is_static) {
        bg_members_set(&model, "mappings", mappings_of(&generator));
        if (bg_node_is_text(resolver, "ConfigComponentsResolver")) {
            bg_members_set(&model, "default_values", default_values_of(&generator));
        }
    }
    bool is_done = is_static ? expand(&generator, streams, err) : set_template(&generator, &model, err);
    out->model = bg_node_new_map(arena, model.items, model.count, node);
    return is_done;
}
