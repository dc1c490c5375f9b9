/* Readers of the configuration: see manifest_settings.h. What a text reads is not worked out here. */
#include "source/manifest/manifest_settings.h"

#include "base/limits.h"
#include "base/vector.h"
#include "source/manifest/manifest_known.h"

/* Parts of a requester that end up in a request. */
static const char *const parts[] = {
    "authenticator",      "path", "request_body", "request_body_data", "request_body_json", "request_headers",
    "request_parameters", "url",  "url_base"};

static void add_text(struct bg_arena *arena, const struct bg_node *text, struct bg_manifest_settings *out) {
    struct bg_slice words = bg_node_text(text);
    if (bg_slice_find(words, BG_LITERAL("config")) == words.len || out->count == BG_LIMIT_SETTING_TEXTS) {
        return;
    }
    for (size_t i = 0; i < out->count; i++) {
        if (bg_slice_equal(bg_node_text(out->items[i]), words)) {
            return;
        }
    }
    out->items = bg_vector_reserve(arena, out->items, out->count, &out->room, sizeof out->items[0]);
    out->items[out->count++] = text;
}

/* All texts below, each node once; a tree is no deeper than what was read. */
static void add_texts(struct bg_arena *arena, const struct bg_node *node, struct bg_manifest_settings *out) {
    out->seen.arena = arena;
    const void **seen = node == NULL ? NULL : bg_memo_at(&out->seen, (struct bg_memo_key){.first = node});
    if (seen == NULL || *seen != NULL) {
        return;
    }
    *seen = node;
    if (node->kind == BG_NODE_STRING) {
        add_text(arena, node, out);
    }
    for (size_t i = 0; node->kind == BG_NODE_LIST && i < node->count; i++) {
        add_texts(arena, node->as.items[i], out);
    }
    for (size_t i = 0; node->kind == BG_NODE_MAP && i < node->count; i++) {
        add_texts(arena, node->as.members[i].value, out);
    }
}

static void add_requester(struct bg_arena *arena, const struct bg_node *requester, struct bg_manifest_settings *out) {
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        add_texts(arena, bg_node_at(requester, parts[i]), out);
    }
}

void bg_manifest_add_settings(struct bg_arena *arena, const struct bg_node *stream, struct bg_manifest_settings *out) {
    const struct bg_node *retriever = bg_node_at(stream, "retriever");
    const char *slot;
    for (size_t i = 0; (slot = bg_manifest_requester_slot(i)) != NULL; i++) {
        add_requester(arena, bg_node_at(retriever, slot), out);
    }
}
