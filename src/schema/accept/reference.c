/*
 * References: JSON Pointers as fragments (RFC 6901, section 6), anchors, and the document's own identifier. Documents
 * with embedded identifiers change the meaning of the references inside; those are refused rather than guessed.
 */
#include "schema/accept/reference.h"

#include "base/limits.h"
#include "base/slice.h"
#include "text/pointer.h"

static struct bg_slice identifier_of(const struct bg_node *schema) {
    struct bg_slice text = bg_node_text(bg_node_at(schema, "$id"));
    return text.at != NULL ? text : bg_node_text(bg_node_at(schema, "id"));
}

static bool is_anchor(struct bg_slice identifier) {
    return identifier.len > 0 && identifier.at[0] == '#';
}

/* Looks below `node` for embedded identifiers. Shared subtrees are walked each time, so steps are counted. */
static void walk(struct bg_references *references, const struct bg_node *node, bool is_root) {
    if (references->has_parts || ++references->steps > BG_LIMIT_REFERENCE_STEPS) {
        references->has_parts = true;
        return;
    }
    if (node->kind == BG_NODE_MAP) {
        struct bg_slice own = bg_node_text(bg_node_at(node, "$id"));
        if (!is_root && own.len > 0 && !is_anchor(own)) {
            references->has_parts = true;
            return;
        }
        for (size_t i = 0; i < node->count; i++) {
            walk(references, node->as.members[i].value, false);
        }
    } else if (node->kind == BG_NODE_LIST) {
        for (size_t i = 0; i < node->count; i++) {
            walk(references, node->as.items[i], false);
        }
    }
}

static const struct bg_node *find_anchor(struct bg_references *references, const struct bg_node *node,
                                         struct bg_slice name) {
    if (++references->steps > BG_LIMIT_REFERENCE_STEPS) {
        return NULL;
    }
    if (node->kind == BG_NODE_MAP) {
        struct bg_slice identifier = identifier_of(node);
        if (bg_slice_equal(bg_node_text(bg_node_at(node, "$anchor")), name) ||
            (is_anchor(identifier) && bg_slice_equal(bg_slice_from(identifier, 1), name))) {
            return node;
        }
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct bg_node *below = node->kind == BG_NODE_MAP    ? node->as.members[i].value
                                      : node->kind == BG_NODE_LIST ? node->as.items[i]
                                                                   : NULL;
        const struct bg_node *found = below == NULL ? NULL : find_anchor(references, below, name);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* %41 is A (RFC 3986, section 2.1). */
static struct bg_slice decode(struct bg_arena *arena, struct bg_slice text) {
    char *out = bg_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '%' && i + 2 < text.len && hex_digit(text.at[i + 1]) >= 0 && hex_digit(text.at[i + 2]) >= 0) {
            out[len++] = (char)(hex_digit(text.at[i + 1]) * 16 + hex_digit(text.at[i + 2]));
            i += 2;
        } else {
            out[len++] = text.at[i];
        }
    }
    return (struct bg_slice){out, len};
}

const struct bg_node *bg_reference_find(struct bg_references *references, struct bg_slice text) {
    if (!references->is_walked) {
        references->is_walked = true;
        walk(references, references->document, true);
    }
    if (references->has_parts) {
        return NULL;
    }
    size_t hash = bg_slice_find(text, BG_LITERAL("#"));
    struct bg_slice base = bg_slice_range(text, 0, hash);
    struct bg_slice fragment = bg_slice_from(text, hash + 1);
    if (base.len > 0) {
        struct bg_slice own = identifier_of(references->document);
        own = bg_slice_range(own, 0, bg_slice_find(own, BG_LITERAL("#")));
        if (!bg_slice_equal(base, own)) {
            return NULL;
        }
    }
    if (fragment.len == 0) {
        return references->document;
    }
    fragment = decode(references->arena, fragment);
    return fragment.at[0] == '/' ? bg_pointer_find(references->document, fragment)
                                 : find_anchor(references, references->document, fragment);
}
