/* Texts of Python: see text.h. Every byte is looked at once; nesting is bounded. */
#include "source/code/python/text.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "source/code/python/token.h"

bool bg_py_quote_read(struct bg_slice text, size_t at, size_t end, struct bg_py_quote *out) {
    *out = (struct bg_py_quote){0};
    size_t i = at;
    for (; i < end && i - at < 3 && text.at[i] != '"' && text.at[i] != '\''; i++) {
        char c = bg_ascii_lower(text.at[i]);
        if (c == '\0' || strchr("rbuft", c) == NULL) {
            return false;
        }
        out->is_raw = out->is_raw || c == 'r';
        out->is_bytes = out->is_bytes || c == 'b';
        out->is_formatted = out->is_formatted || c == 'f' || c == 't';
        out->is_template = out->is_template || c == 't';
    }
    if (i >= end || i - at > 2 || (text.at[i] != '"' && text.at[i] != '\'')) {
        return false;
    }
    out->prefix = i - at;
    out->quote = text.at[i];
    bool is_long = i + 2 < end && text.at[i + 1] == out->quote && text.at[i + 2] == out->quote;
    out->quotes = is_long ? 3 : 1;
    return true;
}

static bool is_end_quote(struct bg_slice text, size_t at, size_t end, const struct bg_py_quote *quote) {
    if (end - at < quote->quotes) {
        return false;
    }
    for (size_t i = 0; i < quote->quotes; i++) {
        if (text.at[at + i] != quote->quote) {
            return false;
        }
    }
    return true;
}

/* Behind a backslash at `at` and what it escapes. "\{" of a formatted text escapes nothing. */
static size_t after_escape(struct bg_slice text, size_t at, size_t end, const struct bg_py_quote *quote) {
    if (at + 1 >= end) {
        return end;
    }
    char c = text.at[at + 1];
    if (quote->is_formatted && (c == '{' || c == '}')) {
        return at + 1;
    }
    if (quote->is_formatted && !quote->is_raw && c == 'N' && at + 2 < end && text.at[at + 2] == '{') {
        size_t i = at + 3;
        while (i < end && text.at[i] != '}' && text.at[i] != '\n' && text.at[i] != quote->quote) {
            i++;
        }
        return i < end && text.at[i] == '}' ? i + 1 : at + 2;
    }
    return c == '\r' && at + 2 < end && text.at[at + 2] == '\n' ? at + 3 : at + 2;
}

static size_t text_end(struct bg_slice text, size_t at, size_t end, unsigned depth, const char **fault);

static bool field_read(struct bg_slice text, size_t at, size_t end, unsigned depth, struct bg_py_field *out);

/* Behind the field's brace, or 0. */
static size_t field_end(struct bg_slice text, size_t at, size_t end, unsigned depth) {
    struct bg_py_field field;
    return depth > 0 && field_read(text, at, end, depth - 1, &field) ? field.end : 0;
}

/* Where the format behind a colon ends: at the brace of its field, or 0. */
static size_t spec_end(struct bg_slice text, size_t at, size_t end, unsigned depth) {
    while (at < end && text.at[at] != '}') {
        if (text.at[at] == '{') {
            at = field_end(text, at, end, depth);
            if (at == 0) {
                return 0;
            }
        } else {
            at++;
        }
    }
    return at < end ? at : 0;
}

static bool is_conversion(struct bg_slice text, size_t at, size_t end) {
    return text.at[at] == '!' && at + 2 < end && text.at[at + 1] != '=' && strchr("rsa", text.at[at + 1]) != NULL &&
           (text.at[at + 2] == '}' || text.at[at + 2] == ':');
}

/* "{x=}": an equals sign that belongs to no operator. */
static bool is_shown(struct bg_slice text, size_t from, size_t end) {
    while (end > from && (text.at[end - 1] == ' ' || text.at[end - 1] == '\n')) {
        end--;
    }
    return end > from + 1 && text.at[end - 1] == '=' && strchr("=!<>", text.at[end - 2]) == NULL;
}

/* The end of the expression: at a colon, a conversion or the brace outside of brackets; 0 if it has none. */
static size_t expression_end(struct bg_slice text, size_t at, size_t end, unsigned depth) {
    size_t open = 0;
    const char *fault;
    while (at < end) {
        char c = text.at[at];
        struct bg_py_quote quote;
        bool is_start = at == 0 || !bg_py_is_name(text.at[at - 1]);
        if ((c == '"' || c == '\'' || is_start) && bg_py_quote_read(text, at, end, &quote)) {
            at = depth > 0 ? text_end(text, at, end, depth - 1, &fault) : 0;
            if (at == 0) {
                return 0;
            }
            continue;
        }
        if (open == 0 && (c == '}' || c == ':' || is_conversion(text, at, end))) {
            return at;
        }
        open += c == '(' || c == '[' || c == '{';
        open -= open > 0 && (c == ')' || c == ']' || c == '}');
        if (c == '#') {
            while (at < end && text.at[at] != '\n') {
                at++;
            }
        } else {
            at++;
        }
    }
    return 0;
}

/* Recursive with the functions above; bounded by `depth`. */
static bool field_read(struct bg_slice text, size_t at, size_t end, unsigned depth, struct bg_py_field *out) {
    *out = (struct bg_py_field){.expression = at + 1};
    at = expression_end(text, at + 1, end, depth);
    if (at == 0) {
        return false;
    }
    out->expression_end = at;
    if (is_shown(text, out->expression, at)) {
        out->is_shown = true;
        do {
            out->expression_end--;
        } while (text.at[out->expression_end] != '=');
    }
    if (text.at[at] == '!') {
        out->conversion = text.at[at + 1];
        at += 2;
    }
    if (text.at[at] == ':') {
        out->spec = at + 1;
        out->spec_end = at = spec_end(text, at + 1, end, depth);
        if (at == 0) {
            return false;
        }
    }
    out->end = at + 1;
    return text.at[at] == '}';
}

static size_t text_end(struct bg_slice text, size_t at, size_t end, unsigned depth, const char **fault) {
    struct bg_py_quote quote;
    if (!bg_py_quote_read(text, at, end, &quote)) {
        return 0;
    }
    at += quote.prefix + quote.quotes;
    *fault = "a text does not end";
    while (at < end) {
        char c = text.at[at];
        if (c == '\\') {
            at = after_escape(text, at, end, &quote);
        } else if (is_end_quote(text, at, end, &quote)) {
            return at + quote.quotes;
        } else if (quote.quotes == 1 && (c == '\n' || c == '\r')) {
            return 0;
        } else if (quote.is_formatted && c == '{' && at + 1 < end && text.at[at + 1] == '{') {
            at += 2;
        } else if (quote.is_formatted && c == '{') {
            at = field_end(text, at, end, depth);
            if (at == 0) {
                *fault = "a field of a formatted text does not end";
                return 0;
            }
        } else {
            at++;
        }
    }
    return 0;
}

size_t bg_py_text_end(struct bg_slice text, size_t at, size_t end, const char **fault) {
    return text_end(text, at, end, BG_LIMIT_CODE_FIELDS, fault);
}

bool bg_py_field_read(struct bg_slice text, size_t at, size_t end, struct bg_py_field *out) {
    return field_read(text, at, end, BG_LIMIT_CODE_FIELDS, out);
}

size_t bg_py_plain_end(struct bg_slice text, size_t at, size_t end, const struct bg_py_quote *quote) {
    while (at < end) {
        bool is_brace = text.at[at] == '{';
        if (is_brace && (at + 1 >= end || text.at[at + 1] != '{')) {
            break;
        }
        at = is_brace ? at + 2 : text.at[at] == '\\' ? after_escape(text, at, end, quote) : at + 1;
    }
    return at;
}

static unsigned digit_of(char c) {
    c = bg_ascii_lower(c);
    return c >= '0' && c <= '9' ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 99;
}

/* Up to `most` digits from *at on, which moves behind them. */
static uint32_t digits(struct bg_slice body, size_t *at, size_t most, unsigned radix, size_t *count) {
    uint32_t value = 0;
    for (*count = 0; *count < most && *at < body.len && digit_of(body.at[*at]) < radix; (*count)++, (*at)++) {
        value = value * radix + digit_of(body.at[*at]);
    }
    return value;
}

static bool add_character(struct bg_buffer *out, uint32_t value, bool is_bytes) {
    if (is_bytes) {
        bg_buffer_add_char(out, (char)(unsigned char)value);
        return value < 256;
    }
    bool is_character = value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
    if (is_character) {
        bg_buffer_add_code_point(out, value);
    }
    return is_character;
}

/* What stands behind a backslash at *at. */
static bool decode_escape(struct bg_slice body, size_t *at, const struct bg_py_quote *quote, struct bg_buffer *out) {
    static const char simple[] = "\\\\''\"\"a\ab\bf\fn\nr\rt\tv\v";
    char c = body.at[*at];
    for (size_t i = 0; i + 1 < sizeof simple; i += 2) {
        if (c == simple[i]) {
            bg_buffer_add_char(out, simple[i + 1]);
            (*at)++;
            return true;
        }
    }
    if (c == '\n' || c == '\r') {
        *at += c == '\r' && *at + 1 < body.len && body.at[*at + 1] == '\n' ? 2 : 1;
        return true;
    }
    size_t count;
    if (c >= '0' && c <= '7') {
        return add_character(out, digits(body, at, 3, 8, &count), quote->is_bytes);
    }
    size_t wanted = c == 'x' ? 2 : quote->is_bytes ? 0 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (wanted > 0) {
        (*at)++;
        uint32_t value = digits(body, at, wanted, 16, &count);
        return count == wanted && add_character(out, value, quote->is_bytes);
    }
    bg_buffer_add_char(out, '\\');
    return quote->is_bytes || c != 'N';
}

bool bg_py_text_decode(struct bg_arena *arena, struct bg_slice body, const struct bg_py_quote *quote, bool is_doubled,
                       struct bg_slice *out) {
    bool has_escapes = !quote->is_raw && memchr(body.at, '\\', body.len) != NULL;
    bool has_braces = is_doubled && memchr(body.at, '{', body.len) != NULL;
    has_braces = has_braces || (is_doubled && memchr(body.at, '}', body.len) != NULL);
    if (!has_escapes && !has_braces && memchr(body.at, '\r', body.len) == NULL) {
        *out = body;
        return true;
    }
    struct bg_buffer buffer = {0};
    bool is_known = true;
    for (size_t at = 0; at < body.len && is_known;) {
        char c = body.at[at++];
        if (c == '\\' && !quote->is_raw && at < body.len) {
            is_known = decode_escape(body, &at, quote, &buffer);
        } else if (c == '\r') {
            bg_buffer_add_char(&buffer, '\n');
            at += at < body.len && body.at[at] == '\n';
        } else {
            bg_buffer_add_char(&buffer, c);
            at += is_doubled && (c == '{' || c == '}') && at < body.len && body.at[at] == c;
        }
    }
    *out = bg_arena_copy(arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return is_known;
}
