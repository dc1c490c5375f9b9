/* Templates: see template.h. The grammar is small on purpose: what it does not cover is opaque, never guessed. */
#include "source/manifest/template.h"

#include "base/buffer.h"
#include "source/code/python_literal.h"
#include "source/manifest/template_expression.h"

bool bg_template_is(struct bg_slice text) {
    return bg_slice_find(text, BG_LITERAL("{{")) < text.len || bg_slice_find(text, BG_LITERAL("{%")) < text.len ||
           bg_slice_find(text, BG_LITERAL("{#")) < text.len;
}

static bool render_text(struct bg_template_cursor *cursor, struct bg_buffer *out) {
    while (cursor->rest.len > 0) {
        size_t plain = bg_slice_find(cursor->rest, BG_LITERAL("{{"));
        bg_buffer_add(out, bg_slice_range(cursor->rest, 0, plain));
        cursor->rest = bg_slice_from(cursor->rest, plain);
        if (cursor->rest.len == 0) {
            break;
        }
        cursor->rest = bg_slice_from(cursor->rest, 2);
        struct bg_template_value value;
        if (!bg_template_expression(cursor, &value)) {
            return false;
        }
        if (value.is_undefined) {
            continue;
        }
        struct bg_slice text = bg_python_text(value.node);
        if (text.at == NULL) {
            return false; /* how Python writes a mapping is nothing to rely on */
        }
        bg_buffer_add(out, text);
    }
    return true;
}

/* A template that is nothing but one expression whose value is a mapping or a list. */
static const struct bg_node *whole_value(struct bg_template_cursor cursor) {
    struct bg_template_value value;
    if (!bg_template_take(&cursor, BG_LITERAL("{{")) || !bg_template_expression(&cursor, &value) ||
        cursor.rest.len > 0 || value.is_undefined) {
        return NULL;
    }
    bool is_tree = value.node->kind == BG_NODE_MAP || value.node->kind == BG_NODE_LIST;
    return is_tree ? value.node : NULL;
}

bool bg_template_render(struct bg_arena *arena, const struct bg_node *node, struct bg_template_scope scope,
                        const struct bg_node **out) {
    struct bg_slice text = bg_python_text(node);
    if (bg_slice_ends(text, BG_LITERAL("\n"))) {
        text.len--; /* Jinja drops one line end at the end */
    }
    if (bg_slice_find(text, BG_LITERAL("{%")) < text.len || bg_slice_find(text, BG_LITERAL("{#")) < text.len) {
        return false;
    }
    struct bg_template_cursor cursor = {.arena = arena, .rest = text, .scope = scope, .like = node};
    *out = whole_value(cursor);
    if (*out != NULL) {
        return true;
    }
    if (bg_slice_find(text, BG_LITERAL("{{")) >= text.len) {
        *out = bg_python_literal(arena, text, node);
        return true;
    }
    struct bg_buffer rendered = {0};
    bool is_static = render_text(&cursor, &rendered);
    if (is_static) {
        *out = bg_python_literal(arena, bg_arena_copy(arena, bg_buffer_slice(&rendered)), node);
    }
    bg_buffer_finish(&rendered);
    return is_static;
}
