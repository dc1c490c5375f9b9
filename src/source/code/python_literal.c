/* Python literals: see python_literal.h. A small recursive descent; anything unforeseen makes the whole text a text. */
#include "source/code/python_literal.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/vector.h"
#include "text/builder.h"

struct literal_reader {
    struct bg_arena *arena;
    struct bg_slice rest;
    const struct bg_node *like;
    unsigned depth;
};

static const struct bg_node *read_value(struct literal_reader *reader);

static void skip_blanks(struct literal_reader *reader) {
    while (reader->rest.len > 0 && strchr(" \t\r\n", reader->rest.at[0]) != NULL && reader->rest.at[0] != '\0') {
        reader->rest = bg_slice_from(reader->rest, 1);
    }
}

static bool take(struct literal_reader *reader, char c) {
    skip_blanks(reader);
    if (reader->rest.len == 0 || reader->rest.at[0] != c) {
        return false;
    }
    reader->rest = bg_slice_from(reader->rest, 1);
    return true;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static const struct bg_node *read_name(struct literal_reader *reader) {
    size_t length = 0;
    while (length < reader->rest.len && is_word(reader->rest.at[length])) {
        length++;
    }
    struct bg_slice name = bg_slice_range(reader->rest, 0, length);
    reader->rest = bg_slice_from(reader->rest, length);
    if (bg_slice_is(name, "None")) {
        return bg_node_new_null(reader->arena, reader->like);
    }
    if (bg_slice_is(name, "True") || bg_slice_is(name, "False")) {
        return bg_node_new_bool(reader->arena, name.len == 4, reader->like);
    }
    return NULL;
}

/* Digits with single underscores between them; adds them to `out` without. False if there is none. */
static bool read_digits(struct literal_reader *reader, struct bg_buffer *out) {
    bool was_digit = false;
    while (reader->rest.len > 0) {
        char c = reader->rest.at[0];
        bool is_joint = c == '_' && was_digit && reader->rest.len > 1 && is_digit(reader->rest.at[1]);
        if (!is_digit(c) && !is_joint) {
            break;
        }
        if (!is_joint) {
            bg_buffer_add_char(out, c);
        }
        was_digit = is_digit(c);
        reader->rest = bg_slice_from(reader->rest, 1);
    }
    return was_digit;
}

static bool read_exponent(struct literal_reader *reader, struct bg_buffer *out) {
    bg_buffer_add_char(out, 'e');
    reader->rest = bg_slice_from(reader->rest, 1);
    if (reader->rest.len > 0 && (reader->rest.at[0] == '-' || reader->rest.at[0] == '+')) {
        bg_buffer_add_char(out, reader->rest.at[0]);
        reader->rest = bg_slice_from(reader->rest, 1);
    }
    return read_digits(reader, out);
}

/* A decimal number as JSON text. Leading zeros are an error in Python, unless all digits are zeros. */
static bool read_decimal(struct literal_reader *reader, struct bg_buffer *out, bool *is_float) {
    size_t from = out->len;
    bool has_whole = read_digits(reader, out);
    bool has_zeros = out->len - from > 1 && out->at[from] == '0';
    if (!has_whole) {
        bg_buffer_add_char(out, '0');
    }
    *is_float = false;
    if (reader->rest.len > 0 && reader->rest.at[0] == '.') {
        *is_float = true;
        reader->rest = bg_slice_from(reader->rest, 1);
        bg_buffer_add_char(out, '.');
        bool has_fraction = read_digits(reader, out);
        if (!has_fraction) {
            bg_buffer_add_char(out, '0');
        }
        has_whole = has_whole || has_fraction;
    }
    if (has_whole && reader->rest.len > 0 && (reader->rest.at[0] == 'e' || reader->rest.at[0] == 'E')) {
        *is_float = true;
        has_whole = read_exponent(reader, out);
    }
    bool is_followed = reader->rest.len > 0 && is_word(reader->rest.at[0]);
    return has_whole && !has_zeros && !is_followed;
}

static const struct bg_node *read_number(struct literal_reader *reader) {
    struct bg_buffer text = {0};
    while (reader->rest.len > 0 && (reader->rest.at[0] == '-' || reader->rest.at[0] == '+')) {
        if (reader->rest.at[0] == '-') {
            bool is_negative = text.len > 0;
            bg_buffer_finish(&text);
            if (!is_negative) {
                bg_buffer_add_char(&text, '-');
            }
        }
        reader->rest = bg_slice_from(reader->rest, 1);
        skip_blanks(reader);
    }
    bool is_float = false;
    const struct bg_node *number = NULL;
    if (read_decimal(reader, &text, &is_float)) {
        number = bg_node_new_number(reader->arena, is_float ? BG_NODE_FLOAT : BG_NODE_INT,
                                    bg_arena_copy(reader->arena, bg_buffer_slice(&text)), reader->like);
    }
    bg_buffer_finish(&text);
    return number;
}

/* Letter and byte. Octal, hexadecimal and named escapes are not read: the text stays as it is. */
static const char escapes[][2] = {
    {'\\', '\\'}, {'\'', '\''}, {'"', '"'},  {'a', '\a'}, {'b', '\b'},
    {'f', '\f'},  {'n', '\n'},  {'r', '\r'}, {'t', '\t'}, {'v', '\v'},
};

static bool read_escape(struct literal_reader *reader, struct bg_buffer *out) {
    if (reader->rest.len < 2 || strchr("xuUN01234567", reader->rest.at[1]) != NULL) {
        return false;
    }
    char letter = reader->rest.at[1];
    reader->rest = bg_slice_from(reader->rest, 2);
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i][0] == letter) {
            bg_buffer_add_char(out, escapes[i][1]);
            return true;
        }
    }
    if (letter != '\n') {
        bg_buffer_add_char(out, '\\');
        bg_buffer_add_char(out, letter);
    }
    return true;
}

static bool read_characters(struct literal_reader *reader, char quote, struct bg_buffer *out) {
    while (reader->rest.len > 0) {
        char c = reader->rest.at[0];
        if (c == '\n') {
            return false;
        }
        if (c == '\\') {
            if (!read_escape(reader, out)) {
                return false;
            }
            continue;
        }
        reader->rest = bg_slice_from(reader->rest, 1);
        if (c == quote) {
            return true;
        }
        bg_buffer_add_char(out, c);
    }
    return false;
}

static const struct bg_node *read_string(struct literal_reader *reader) {
    char quote = reader->rest.at[0];
    reader->rest = bg_slice_from(reader->rest, 1);
    if (reader->rest.len > 1 && reader->rest.at[0] == quote && reader->rest.at[1] == quote) {
        return NULL; /* three quotes */
    }
    struct bg_buffer text = {0};
    const struct bg_node *string = NULL;
    if (read_characters(reader, quote, &text)) {
        string = bg_node_new_text(reader->arena, bg_arena_copy(reader->arena, bg_buffer_slice(&text)), reader->like);
    }
    bg_buffer_finish(&text);
    return string;
}

/* Values up to `close`, separated by commas. *had_comma tells a tuple of one from a value in parentheses. */
static const struct bg_node *read_items(struct literal_reader *reader, char close, bool *had_comma) {
    const struct bg_node **items = NULL;
    size_t count = 0;
    size_t room = 0;
    bool is_open = true;
    *had_comma = false;
    while (!take(reader, close)) {
        const struct bg_node *item = is_open ? read_value(reader) : NULL;
        if (item == NULL) {
            return NULL;
        }
        items = bg_vector_reserve(reader->arena, items, count, &room, sizeof *items);
        items[count++] = item;
        is_open = take(reader, ',');
        *had_comma = *had_comma || is_open;
    }
    return bg_node_new_list(reader->arena, items, count, reader->like);
}

static const struct bg_node *read_tuple(struct literal_reader *reader) {
    bool had_comma = false;
    const struct bg_node *items = read_items(reader, ')', &had_comma);
    bool is_single = items != NULL && items->count == 1 && !had_comma;
    return is_single ? items->as.items[0] : items;
}

/* A dict. Sets are not read. */
static const struct bg_node *read_braces(struct literal_reader *reader) {
    struct bg_members members = {.arena = reader->arena};
    bool is_open = true;
    while (!take(reader, '}')) {
        const struct bg_node *key = is_open ? read_value(reader) : NULL;
        if (key == NULL) {
            return NULL;
        }
        if (!take(reader, ':')) {
            return NULL;
        }
        const struct bg_node *value = read_value(reader);
        struct bg_slice name = bg_python_text(key);
        if (value == NULL || name.at == NULL) {
            return NULL;
        }
        bg_members_put(&members, (struct bg_member){.key = name, .value = value});
        is_open = take(reader, ',');
    }
    return bg_node_new_map(reader->arena, members.items, members.count, reader->like);
}

static const struct bg_node *read_open(struct literal_reader *reader) {
    bool had_comma = false;
    char c = reader->rest.at[0];
    if (c == '\'' || c == '"') {
        return read_string(reader);
    }
    if (take(reader, '[')) {
        return read_items(reader, ']', &had_comma);
    }
    if (take(reader, '(')) {
        return read_tuple(reader);
    }
    if (take(reader, '{')) {
        return read_braces(reader);
    }
    if (is_digit(c) || c == '.' || c == '-' || c == '+') {
        return read_number(reader);
    }
    return read_name(reader);
}

/* NULL if no literal stands here. */
static const struct bg_node *read_value(struct literal_reader *reader) {
    skip_blanks(reader);
    if (reader->rest.len == 0 || reader->depth >= BG_LIMIT_DEPTH) {
        return NULL;
    }
    reader->depth++;
    const struct bg_node *value = read_open(reader);
    reader->depth--;
    return value;
}

const struct bg_node *bg_python_literal(struct bg_arena *arena, struct bg_slice text, const struct bg_node *like) {
    struct literal_reader reader = {.arena = arena, .rest = text, .like = like};
    const struct bg_node *value = read_value(&reader);
    skip_blanks(&reader);
    bool is_whole = value != NULL && reader.rest.len == 0;
    return is_whole ? value : bg_node_new_text(arena, text, like);
}

struct bg_slice bg_python_text(const struct bg_node *node) {
    switch (node->kind) {
    case BG_NODE_NULL:
        return BG_LITERAL("None");
    case BG_NODE_BOOL:
        return node->as.boolean ? BG_LITERAL("True") : BG_LITERAL("False");
    case BG_NODE_INT:
    case BG_NODE_FLOAT:
    case BG_NODE_STRING:
        return node->as.text;
    case BG_NODE_LIST:
    case BG_NODE_MAP:
        return BG_NO_SLICE;
    }
    return BG_NO_SLICE;
}
