/* Templates: see template.h. The grammar is small on purpose: what it does not cover is opaque, never guessed. */
#include "source/manifest/template.h"

#include "source/code/python_literal.h"
#include "base/buffer.h"
#include "text/builder.h"

struct template_cursor {
    struct bg_arena *arena;
    struct bg_slice rest;
    struct bg_template_scope scope;
    const struct bg_node *like;
};

/* What an expression stands for: a node, or nothing (which renders as no text). */
struct value {
    const struct bg_node *node;
    bool is_undefined;
};

static void skip_blanks(struct template_cursor *cursor) {
    while (cursor->rest.len > 0 && (cursor->rest.at[0] == ' ' || cursor->rest.at[0] == '\t' ||
                                    cursor->rest.at[0] == '\n' || cursor->rest.at[0] == '\r')) {
        cursor->rest = bg_slice_from(cursor->rest, 1);
    }
}

static bool take(struct template_cursor *cursor, struct bg_slice word) {
    skip_blanks(cursor);
    if (!bg_slice_starts(cursor->rest, word)) {
        return false;
    }
    cursor->rest = bg_slice_from(cursor->rest, word.len);
    return true;
}

static bool take_name(struct template_cursor *cursor, struct bg_slice *out) {
    skip_blanks(cursor);
    size_t length = 0;
    while (length < cursor->rest.len) {
        char c = cursor->rest.at[length];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!is_letter && !(length > 0 && c >= '0' && c <= '9')) {
            break;
        }
        length++;
    }
    *out = bg_slice_range(cursor->rest, 0, length);
    cursor->rest = bg_slice_from(cursor->rest, length);
    return length > 0;
}

/* A quoted text without escapes. */
static bool take_text(struct template_cursor *cursor, struct bg_slice *out) {
    skip_blanks(cursor);
    if (cursor->rest.len == 0 || (cursor->rest.at[0] != '\'' && cursor->rest.at[0] != '"')) {
        return false;
    }
    struct bg_slice rest = bg_slice_from(cursor->rest, 1);
    struct bg_slice text = bg_slice_cut(&rest, cursor->rest.at[0]);
    bool has_escape = bg_slice_find(text, BG_LITERAL("\\")) < text.len;
    if (rest.at == NULL || has_escape) {
        return false;
    }
    cursor->rest = rest;
    *out = text;
    return true;
}

/* `.get(` has been taken. */
static bool take_get(struct template_cursor *cursor, struct value *value) {
    struct bg_slice key = BG_NO_SLICE;
    struct bg_slice otherwise = BG_NO_SLICE;
    if (!bg_node_is(value->node, BG_NODE_MAP) || !take_text(cursor, &key)) {
        return false;
    }
    bool has_otherwise = take(cursor, BG_LITERAL(","));
    if (has_otherwise && !take_text(cursor, &otherwise)) {
        return false;
    }
    if (!take(cursor, BG_LITERAL(")"))) {
        return false;
    }
    const struct bg_node *found = bg_node_get(value->node, key);
    if (found == NULL) {
        found = has_otherwise ? bg_node_new_text(cursor->arena, otherwise, cursor->like)
                              : bg_node_new_null(cursor->arena, cursor->like);
    }
    *value = (struct value){.node = found};
    return true;
}

/* One step into a mapping; of anything but a mapping it is opaque. */
static bool look_up(struct value *value, struct bg_slice key) {
    if (!bg_node_is(value->node, BG_NODE_MAP)) {
        return false;
    }
    const struct bg_node *found = bg_node_get(value->node, key);
    *value = (struct value){.node = found, .is_undefined = found == NULL};
    return true;
}

static bool take_steps(struct template_cursor *cursor, struct value *value) {
    for (;;) {
        struct bg_slice key;
        if (take(cursor, BG_LITERAL(".get("))) {
            if (!take_get(cursor, value)) {
                return false;
            }
        } else if (take(cursor, BG_LITERAL("."))) {
            if (!take_name(cursor, &key) || !look_up(value, key)) {
                return false;
            }
        } else if (take(cursor, BG_LITERAL("["))) {
            if (!take_text(cursor, &key) || !take(cursor, BG_LITERAL("]")) || !look_up(value, key)) {
                return false;
            }
        } else {
            return true;
        }
    }
}

/* `{{` has been taken; takes the expression and `}}`. */
static bool take_expression(struct template_cursor *cursor, struct value *value) {
    struct bg_slice word;
    if (take_text(cursor, &word)) {
        *value = (struct value){.node = bg_node_new_text(cursor->arena, word, cursor->like)};
    } else {
        if (!take_name(cursor, &word) || !bg_slice_is(word, cursor->scope.name)) {
            return false;
        }
        const struct bg_node *values = cursor->scope.values;
        *value =
            (struct value){.node = values != NULL ? values : bg_node_new_map(cursor->arena, NULL, 0, cursor->like)};
        if (!take_steps(cursor, value)) {
            return false;
        }
    }
    return take(cursor, BG_LITERAL("}}"));
}

bool bg_template_is(struct bg_slice text) {
    return bg_slice_find(text, BG_LITERAL("{{")) < text.len || bg_slice_find(text, BG_LITERAL("{%")) < text.len ||
           bg_slice_find(text, BG_LITERAL("{#")) < text.len;
}

static bool render_text(struct template_cursor *cursor, struct bg_buffer *out) {
    while (cursor->rest.len > 0) {
        size_t plain = bg_slice_find(cursor->rest, BG_LITERAL("{{"));
        bg_buffer_add(out, bg_slice_range(cursor->rest, 0, plain));
        cursor->rest = bg_slice_from(cursor->rest, plain);
        if (cursor->rest.len == 0) {
            break;
        }
        cursor->rest = bg_slice_from(cursor->rest, 2);
        struct value value;
        if (!take_expression(cursor, &value)) {
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
static const struct bg_node *whole_value(struct template_cursor cursor) {
    struct value value;
    if (!take(&cursor, BG_LITERAL("{{")) || !take_expression(&cursor, &value) || cursor.rest.len > 0 ||
        value.is_undefined) {
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
    struct template_cursor cursor = {.arena = arena, .rest = text, .scope = scope, .like = node};
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
