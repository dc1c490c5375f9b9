/* Keys and cursors: see manifest_keys.h. */
#include "source/manifest/manifest_keys.h"

#include "source/code/python_literal.h"
#include "source/manifest/template.h"
#include "text/builder.h"

static const struct bg_node *list_of_one(struct bg_arena *arena, const struct bg_node *item,
                                         const struct bg_node *like) {
    const struct bg_node **items = bg_arena_array(arena, 1, sizeof *items);
    items[0] = item;
    return bg_node_new_list(arena, items, 1, like);
}

enum key_form { KEY_NAMES, KEY_PATHS, KEY_BAD };

static bool is_path(const struct bg_node *node) {
    bool is_list = node->kind == BG_NODE_LIST && node->count > 0;
    for (size_t i = 0; is_list && i < node->count; i++) {
        is_list = node->as.items[i]->kind == BG_NODE_STRING;
    }
    return is_list;
}

/* A list of names or a list of paths, never a mixture. */
static enum key_form form_of(const struct bg_node *list) {
    size_t names = 0;
    size_t paths = 0;
    for (size_t i = 0; i < list->count; i++) {
        names += list->as.items[i]->kind == BG_NODE_STRING;
        paths += is_path(list->as.items[i]);
    }
    if (names == list->count) {
        return KEY_NAMES;
    }
    return paths == list->count ? KEY_PATHS : KEY_BAD;
}

static const struct bg_node *key_of_list(struct bg_arena *arena, const struct bg_node *list, const char **warning) {
    enum key_form form = form_of(list);
    if (form == KEY_BAD) {
        *warning = "bad-primary-key";
        return NULL;
    }
    const struct bg_node **paths = bg_arena_array(arena, list->count, sizeof *paths);
    for (size_t i = 0; i < list->count; i++) {
        const struct bg_node *item = list->as.items[i];
        paths[i] = form == KEY_NAMES ? list_of_one(arena, item, item) : item;
        if (form == KEY_PATHS && item->count > 1) {
            *warning = "nested-primary-key";
        }
    }
    return bg_node_new_list(arena, paths, list->count, list);
}

const struct bg_node *bg_manifest_primary_key(struct bg_arena *arena, const struct bg_node *written,
                                              const char **warning) {
    *warning = NULL;
    if (written == NULL) {
        return NULL;
    }
    switch (written->kind) {
    case BG_NODE_NULL:
        return NULL;
    case BG_NODE_LIST:
        return written->count == 0 ? NULL : key_of_list(arena, written, warning);
    case BG_NODE_STRING:
        if (written->as.text.len == 0) {
            *warning = "empty-string-primary-key";
            return NULL;
        }
        return list_of_one(arena, list_of_one(arena, written, written), written);
    case BG_NODE_INT: {
        const struct bg_node *text = bg_node_new_text(arena, written->as.text, written);
        return list_of_one(arena, list_of_one(arena, text, written), written);
    }
    case BG_NODE_BOOL:
    case BG_NODE_FLOAT:
    case BG_NODE_MAP:
        *warning = "bad-primary-key";
        return NULL;
    }
    return NULL;
}

const struct bg_node *bg_manifest_interpolate(struct bg_arena *arena, const struct bg_node *component,
                                              const struct bg_node *written, bool *is_opaque) {
    *is_opaque = false;
    if (written == NULL || written->kind == BG_NODE_NULL) {
        return NULL;
    }
    struct bg_template_scope scope = {.name = "parameters", .values = bg_node_at(component, "$parameters")};
    bool is_scalar = written->kind != BG_NODE_LIST && written->kind != BG_NODE_MAP;
    const struct bg_node *rendered = NULL;
    if (!is_scalar || !bg_template_render(arena, written, scope, &rendered)) {
        *is_opaque = true;
        return written;
    }
    if (rendered->kind == BG_NODE_NULL || rendered->kind == BG_NODE_STRING) {
        return rendered->kind == BG_NODE_NULL ? NULL : rendered;
    }
    struct bg_slice text = bg_python_text(rendered);
    *is_opaque = text.at == NULL;
    return *is_opaque ? written : bg_node_new_text(arena, text, written);
}

struct bg_manifest_cursor bg_manifest_cursor_of(struct bg_arena *arena, const struct bg_node *component) {
    struct bg_manifest_cursor cursor = {0};
    if (!bg_node_is(component, BG_NODE_MAP)) {
        return cursor;
    }
    cursor.is_catalog_defined = bg_node_is_true(bg_node_at(component, "allow_catalog_defined_cursor_field"));
    cursor.field = bg_manifest_interpolate(arena, component, bg_node_at(component, "cursor_field"), &cursor.is_opaque);
    if (cursor.field == NULL || (!cursor.is_opaque && cursor.field->as.text.len == 0)) {
        cursor.field = NULL;
        cursor.is_empty = true;
    }
    return cursor;
}
