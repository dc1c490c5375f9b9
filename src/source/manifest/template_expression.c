/*
 * Expressions of templates: see template_expression.h. One function for each step of Jinja's precedence, loosest first;
 * both sides of an operator are always worked out, so that an opaque part makes all of it opaque.
 */
#include "source/manifest/template_expression.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "source/code/python_literal.h"
#include "text/builder.h"

#include <ctype.h>

static bool take_ternary(struct bg_template_cursor *cursor, struct bg_template_value *out);

static void skip_blanks(struct bg_template_cursor *cursor) {
    while (cursor->rest.len > 0 && (cursor->rest.at[0] == ' ' || cursor->rest.at[0] == '\t' ||
                                    cursor->rest.at[0] == '\n' || cursor->rest.at[0] == '\r')) {
        cursor->rest = bg_slice_from(cursor->rest, 1);
    }
}

bool bg_template_take(struct bg_template_cursor *cursor, struct bg_slice word) {
    skip_blanks(cursor);
    if (!bg_slice_starts(cursor->rest, word)) {
        return false;
    }
    cursor->rest = bg_slice_from(cursor->rest, word.len);
    return true;
}

static struct bg_slice peek_name(struct bg_template_cursor *cursor) {
    skip_blanks(cursor);
    size_t length = 0;
    while (length < cursor->rest.len &&
           (isalpha((unsigned char)cursor->rest.at[length]) || cursor->rest.at[length] == '_' ||
            (length > 0 && isdigit((unsigned char)cursor->rest.at[length])))) {
        length++;
    }
    return bg_slice_range(cursor->rest, 0, length);
}

static bool take_name(struct bg_template_cursor *cursor, struct bg_slice *out) {
    *out = peek_name(cursor);
    cursor->rest = bg_slice_from(cursor->rest, out->len);
    return out->len > 0;
}

/* A word of the language, not the beginning of a longer name. */
static bool take_keyword(struct bg_template_cursor *cursor, const char *word) {
    struct bg_slice name = peek_name(cursor);
    if (!bg_slice_is(name, word)) {
        return false;
    }
    cursor->rest = bg_slice_from(cursor->rest, name.len);
    return true;
}

/* A quoted text without escapes. */
static bool take_text(struct bg_template_cursor *cursor, struct bg_slice *out) {
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

static struct bg_template_value value_of(const struct bg_node *node) {
    return (struct bg_template_value){.node = node};
}

static struct bg_template_value text_value(const struct bg_template_cursor *cursor, struct bg_slice text) {
    return value_of(bg_node_new_text(cursor->arena, text, cursor->like));
}

static struct bg_template_value bool_value(const struct bg_template_cursor *cursor, bool is_true) {
    return value_of(bg_node_new_bool(cursor->arena, is_true, cursor->like));
}

static bool is_truthy(struct bg_template_value value) {
    return !value.is_undefined && bg_node_is_truthy(value.node);
}

/* As text; {NULL, 0} for a mapping or a list, of which the text is nothing to rely on. */
static struct bg_slice text_of(struct bg_template_value value) {
    return value.is_undefined ? BG_LITERAL("") : bg_python_text(value.node);
}

/* One step into a mapping; of anything but a mapping it is opaque. */
static bool look_up(struct bg_template_value *value, struct bg_slice key) {
    if (!bg_node_is(value->node, BG_NODE_MAP)) {
        return false;
    }
    const struct bg_node *found = bg_node_get(value->node, key);
    *value = (struct bg_template_value){.node = found, .is_undefined = found == NULL};
    return true;
}

/* An expression that gives a key. */
static bool take_key(struct bg_template_cursor *cursor, struct bg_slice *key) {
    struct bg_template_value value;
    if (!take_ternary(cursor, &value) || value.is_undefined || !bg_node_is(value.node, BG_NODE_STRING)) {
        return false;
    }
    *key = bg_node_text(value.node);
    return true;
}

/* `.get(` has been taken. */
static bool take_get(struct bg_template_cursor *cursor, struct bg_template_value *value) {
    struct bg_slice key = BG_NO_SLICE;
    struct bg_template_value otherwise = value_of(bg_node_new_null(cursor->arena, cursor->like));
    if (!bg_node_is(value->node, BG_NODE_MAP) || !take_key(cursor, &key)) {
        return false;
    }
    if (bg_template_take(cursor, BG_LITERAL(",")) && !take_ternary(cursor, &otherwise)) {
        return false;
    }
    const struct bg_node *found = bg_node_get(value->node, key);
    *value = found != NULL ? value_of(found) : otherwise;
    return bg_template_take(cursor, BG_LITERAL(")"));
}

static bool take_steps(struct bg_template_cursor *cursor, struct bg_template_value *value) {
    for (;;) {
        struct bg_slice key;
        if (bg_template_take(cursor, BG_LITERAL(".get("))) {
            if (!take_get(cursor, value)) {
                return false;
            }
        } else if (bg_template_take(cursor, BG_LITERAL("."))) {
            if (!take_name(cursor, &key) || !look_up(value, key)) {
                return false;
            }
        } else if (bg_template_take(cursor, BG_LITERAL("["))) {
            if (!take_key(cursor, &key) || !bg_template_take(cursor, BG_LITERAL("]")) || !look_up(value, key)) {
                return false;
            }
        } else {
            return true;
        }
    }
}

static bool take_constant(struct bg_template_cursor *cursor, struct bg_slice name, struct bg_template_value *out) {
    bool is_true = bg_slice_is(name, "true") || bg_slice_is(name, "True");
    if (is_true || bg_slice_is(name, "false") || bg_slice_is(name, "False")) {
        *out = bool_value(cursor, is_true);
        return true;
    }
    *out = value_of(bg_node_new_null(cursor->arena, cursor->like));
    return bg_slice_is(name, "none") || bg_slice_is(name, "None");
}

static bool take_number(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    size_t length = 0;
    while (length < cursor->rest.len && isdigit((unsigned char)cursor->rest.at[length])) {
        length++;
    }
    *out = value_of(bg_python_literal(cursor->arena, bg_slice_range(cursor->rest, 0, length), cursor->like));
    cursor->rest = bg_slice_from(cursor->rest, length);
    return length > 0;
}

/* The rest of `[a, b]`. */
static bool take_list(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    const struct bg_node *items[BG_LIMIT_EXPRESSION];
    size_t count = 0;
    bool is_closed = bg_template_take(cursor, BG_LITERAL("]"));
    while (!is_closed) {
        struct bg_template_value item;
        if (count == BG_LIMIT_EXPRESSION || !take_ternary(cursor, &item) || item.is_undefined) {
            return false;
        }
        items[count++] = item.node;
        bool is_more = bg_template_take(cursor, BG_LITERAL(","));
        is_closed = bg_template_take(cursor, BG_LITERAL("]"));
        if (!is_more && !is_closed) {
            return false;
        }
    }
    const struct bg_node **kept = bg_arena_array(cursor->arena, count, sizeof kept[0]);
    memcpy(kept, items, count * sizeof kept[0]);
    *out = value_of(bg_node_new_list(cursor->arena, kept, count, cursor->like));
    return true;
}

static bool take_primary(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    struct bg_slice word;
    if (bg_template_take(cursor, BG_LITERAL("["))) {
        return take_list(cursor, out) && take_steps(cursor, out);
    }
    if (take_text(cursor, &word)) {
        *out = text_value(cursor, word);
        return true;
    }
    if (bg_template_take(cursor, BG_LITERAL("("))) {
        return take_ternary(cursor, out) && bg_template_take(cursor, BG_LITERAL(")"));
    }
    if (!take_name(cursor, &word)) {
        return take_number(cursor, out);
    }
    if (!bg_slice_is(word, cursor->scope.name)) {
        return take_constant(cursor, word, out);
    }
    const struct bg_node *values = cursor->scope.values;
    *out = value_of(values != NULL ? values : bg_node_new_map(cursor->arena, NULL, 0, cursor->like));
    return take_steps(cursor, out);
}

static bool filter_lower(struct bg_template_cursor *cursor, struct bg_template_value *value) {
    struct bg_slice text = text_of(*value);
    struct bg_buffer lower = {0};
    if (bg_slice_ascii_prefix(text) < text.len) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        bg_buffer_add_char(&lower, (char)tolower((unsigned char)text.at[i]));
    }
    *value = text_value(cursor, bg_arena_copy(cursor->arena, bg_buffer_slice(&lower)));
    bg_buffer_finish(&lower);
    return text.at != NULL;
}

static bool filter_string(struct bg_template_cursor *cursor, struct bg_template_value *value) {
    struct bg_slice text = text_of(*value);
    *value = text_value(cursor, text);
    return text.at != NULL;
}

static bool filter_trim(struct bg_template_cursor *cursor, struct bg_template_value *value) {
    struct bg_slice text = text_of(*value);
    *value = text_value(cursor, bg_slice_trim(text));
    return text.at != NULL;
}

/* default(value), default(value, true): for what is missing, or also for what is empty. */
static bool filter_default(struct bg_template_cursor *cursor, struct bg_template_value *value) {
    struct bg_template_value otherwise = text_value(cursor, BG_LITERAL(""));
    struct bg_template_value also_empty = bool_value(cursor, false);
    if (bg_template_take(cursor, BG_LITERAL("("))) {
        bool is_taken = take_ternary(cursor, &otherwise) &&
                        (!bg_template_take(cursor, BG_LITERAL(",")) || take_ternary(cursor, &also_empty));
        if (!is_taken || !bg_template_take(cursor, BG_LITERAL(")"))) {
            return false;
        }
    }
    bool is_missing = value->is_undefined || (is_truthy(also_empty) && !is_truthy(*value));
    *value = is_missing ? otherwise : *value;
    return true;
}

static const struct {
    const char *name;
    bool (*apply)(struct bg_template_cursor *cursor, struct bg_template_value *value);
} filters[] = {
    {"d", filter_default},     {"default", filter_default}, {"lower", filter_lower},
    {"string", filter_string}, {"trim", filter_trim},
};

static bool apply_filter(struct bg_template_cursor *cursor, struct bg_template_value *value) {
    struct bg_slice name;
    (void)take_name(cursor, &name);
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        if (bg_slice_is(name, filters[i].name)) {
            return filters[i].apply(cursor, value);
        }
    }
    return false;
}

static bool take_filtered(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    if (!take_primary(cursor, out)) {
        return false;
    }
    while (bg_template_take(cursor, BG_LITERAL("|"))) {
        if (!apply_filter(cursor, out)) {
            return false;
        }
    }
    return true;
}

/* `~` joins whatever there is as text, `+` two texts; a sum of numbers names no file. */
static bool take_joined(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    if (!take_filtered(cursor, out)) {
        return false;
    }
    for (;;) {
        bool is_sum = bg_template_take(cursor, BG_LITERAL("+"));
        if (!is_sum && !bg_template_take(cursor, BG_LITERAL("~"))) {
            return true;
        }
        struct bg_template_value other;
        if (!take_filtered(cursor, &other)) {
            return false;
        }
        bool are_texts = bg_node_is(out->node, BG_NODE_STRING) && bg_node_is(other.node, BG_NODE_STRING);
        struct bg_slice first = text_of(*out);
        struct bg_slice second = text_of(other);
        if ((is_sum && !are_texts) || first.at == NULL || second.at == NULL) {
            return false;
        }
        *out = text_value(cursor, bg_arena_printf(cursor->arena, "%.*s%.*s", BG_ARGS(first), BG_ARGS(second)));
    }
}

static bool is_equal(struct bg_template_value a, struct bg_template_value b) {
    return a.is_undefined || b.is_undefined ? a.is_undefined && b.is_undefined : bg_node_equal(a.node, b.node);
}

/* Of a text, a list or a mapping. */
static bool holds(struct bg_template_value whole, struct bg_template_value part, bool *is_in) {
    *is_in = false;
    if (part.is_undefined || whole.is_undefined) {
        return false;
    }
    struct bg_slice text = bg_node_text(part.node);
    if (bg_node_is(whole.node, BG_NODE_LIST)) {
        for (size_t i = 0; i < whole.node->count; i++) {
            *is_in = *is_in || bg_node_equal(whole.node->as.items[i], part.node);
        }
        return true;
    }
    bool is_map = bg_node_is(whole.node, BG_NODE_MAP);
    struct bg_slice all = bg_node_text(whole.node);
    *is_in = is_map ? bg_node_get(whole.node, text) != NULL : text.len == 0 || bg_slice_find(all, text) < all.len;
    return bg_node_is(part.node, BG_NODE_STRING) && (is_map || bg_node_is(whole.node, BG_NODE_STRING));
}

static bool take_compared(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    if (!take_joined(cursor, out)) {
        return false;
    }
    bool is_same = bg_template_take(cursor, BG_LITERAL("=="));
    bool is_other = !is_same && bg_template_take(cursor, BG_LITERAL("!="));
    bool is_not = !is_same && !is_other && take_keyword(cursor, "not"); /* only `in` may follow */
    bool is_in = !is_same && !is_other && take_keyword(cursor, "in");
    if (!is_same && !is_other && !is_in) {
        return !is_not;
    }
    struct bg_template_value other;
    if (!take_joined(cursor, &other)) {
        return false;
    }
    bool is_true = is_equal(*out, other) == is_same;
    if (is_in && !holds(other, *out, &is_true)) {
        return false;
    }
    *out = bool_value(cursor, is_true != is_not);
    return true;
}

static bool take_not(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    bool is_not = false;
    bool has_not = false;
    while (take_keyword(cursor, "not")) {
        is_not = !is_not;
        has_not = true;
    }
    if (!take_compared(cursor, out)) {
        return false;
    }
    *out = has_not ? bool_value(cursor, is_truthy(*out) != is_not) : *out;
    return true;
}

/* The first that decides, as in Python: a value, not a truth. */
static bool take_and(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    if (!take_not(cursor, out)) {
        return false;
    }
    while (take_keyword(cursor, "and")) {
        struct bg_template_value other;
        if (!take_not(cursor, &other)) {
            return false;
        }
        *out = is_truthy(*out) ? other : *out;
    }
    return true;
}

static bool take_or(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    if (!take_and(cursor, out)) {
        return false;
    }
    while (take_keyword(cursor, "or")) {
        struct bg_template_value other;
        if (!take_and(cursor, &other)) {
            return false;
        }
        *out = is_truthy(*out) ? *out : other;
    }
    return true;
}

/* `a if b else c`; without an else, and b not true, it is nothing. Recursive; the depth is bounded. */
static bool take_ternary(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    if (++cursor->depth > BG_LIMIT_EXPRESSION || !take_or(cursor, out)) {
        return false;
    }
    while (take_keyword(cursor, "if")) {
        struct bg_template_value condition;
        struct bg_template_value otherwise = {.is_undefined = true};
        if (!take_or(cursor, &condition) || (take_keyword(cursor, "else") && !take_ternary(cursor, &otherwise))) {
            return false;
        }
        *out = is_truthy(condition) ? *out : otherwise;
    }
    cursor->depth--;
    return true;
}

bool bg_template_expression(struct bg_template_cursor *cursor, struct bg_template_value *out) {
    cursor->depth = 0;
    return take_ternary(cursor, out) && bg_template_take(cursor, BG_LITERAL("}}"));
}
