/*
 * JSON to tree. cJSON parses and decodes; a cursor then walks the text in step with cJSON's tree, which is in document
 * order, and gives every node its bytes, every number its text. cJSON is lenient (control characters in strings,
 * numbers such as 01, any low byte as a blank): the cursor refuses what RFC 8259 does not allow. cJSON's texts end at a
 * NUL: one with an escaped NUL is decoded in pieces.
 */
#include "text/read.h"
#include "text/foreign.h"

#include "base/buffer.h"
#include "base/limits.h"

#include <cjson/cJSON.h>

struct json_cursor {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_builder *builder;
    struct bg_error *err;
    size_t at;
    bool has_nul; /* the last string has an escaped NUL */
};

static bool refuse(struct json_cursor *cursor, size_t at, const char *message) {
    return bg_fail_at(cursor->err, BG_ERROR_JUDGE, bg_source_place(cursor->source, at), "not JSON: %s", message);
}

static char peek(const struct json_cursor *cursor) {
    return cursor->at < cursor->source->text.len ? cursor->source->text.at[cursor->at] : '\0';
}

static void skip_blanks(struct json_cursor *cursor) {
    while (peek(cursor) == ' ' || peek(cursor) == '\t' || peek(cursor) == '\n' || peek(cursor) == '\r') {
        cursor->at++;
    }
}

static bool expect(struct json_cursor *cursor, char c) {
    skip_blanks(cursor);
    if (peek(cursor) != c) {
        char message[] = "expected ' '";
        message[10] = c;
        return refuse(cursor, cursor->at, message);
    }
    cursor->at++;
    return true;
}

static bool is_nul_escape(struct bg_slice text, size_t at) {
    return bg_slice_starts(bg_slice_from(text, at), BG_LITERAL("\\u0000"));
}

static bool skip_string(struct json_cursor *cursor) {
    cursor->has_nul = false;
    if (!expect(cursor, '"')) {
        return false;
    }
    for (; peek(cursor) != '"'; cursor->at++) {
        if ((unsigned char)peek(cursor) < 0x20) {
            return refuse(cursor, cursor->at, "a control character stood in a string");
        }
        if (peek(cursor) == '\\') {
            cursor->has_nul = cursor->has_nul || is_nul_escape(cursor->source->text, cursor->at);
            cursor->at++;
        }
    }
    cursor->at++;
    return true;
}

static size_t skip_digits(struct json_cursor *cursor) {
    size_t first = cursor->at;
    while (peek(cursor) >= '0' && peek(cursor) <= '9') {
        cursor->at++;
    }
    return cursor->at - first;
}

/* RFC 8259, section 6. *is_int: neither fraction nor exponent. */
static bool skip_number(struct json_cursor *cursor, bool *is_int) {
    size_t first = cursor->at;
    cursor->at += peek(cursor) == '-';
    bool starts_with_zero = peek(cursor) == '0';
    size_t whole = skip_digits(cursor);
    bool is_ok = whole > 0 && !(starts_with_zero && whole > 1);
    *is_int = true;
    if (peek(cursor) == '.') {
        cursor->at++;
        *is_int = false;
        is_ok = skip_digits(cursor) > 0 && is_ok;
    }
    if (peek(cursor) == 'e' || peek(cursor) == 'E') {
        cursor->at++;
        cursor->at += peek(cursor) == '+' || peek(cursor) == '-';
        *is_int = false;
        is_ok = skip_digits(cursor) > 0 && is_ok;
    }
    return is_ok || refuse(cursor, first, "a number was malformed");
}

/* Adds the text of a piece of a string, which cJSON has read before as a part of the whole. */
static void add_piece(struct bg_buffer *out, struct bg_slice piece) {
    struct bg_buffer quoted = {0};
    bg_buffer_add_char(&quoted, '"');
    bg_buffer_add(&quoted, piece);
    bg_buffer_add_char(&quoted, '"');
    cJSON *item = cJSON_ParseWithLength(quoted.at, quoted.len);
    bg_buffer_add_text(out, item == NULL ? "" : item->valuestring);
    cJSON_Delete(item);
    bg_buffer_finish(&quoted);
}

/* The text of the string that the cursor has just left: `text`, unless a NUL ends that. */
static struct bg_slice copy_text(struct json_cursor *cursor, const char *text, size_t string_at) {
    if (!cursor->has_nul) {
        return bg_arena_copy(cursor->arena, bg_slice_of(text == NULL ? "" : text));
    }
    struct bg_slice raw = bg_slice_range(cursor->source->text, string_at + 1, cursor->at - 1);
    struct bg_buffer out = {0};
    size_t piece_at = 0;
    for (size_t i = 0; i < raw.len; i++) {
        if (is_nul_escape(raw, i)) {
            add_piece(&out, bg_slice_range(raw, piece_at, i));
            bg_buffer_add_char(&out, '\0');
            piece_at = i + strlen("\\u0000");
        }
        i += raw.at[i] == '\\' ? 1u : 0u;
    }
    add_piece(&out, bg_slice_from(raw, piece_at));
    struct bg_slice copy = bg_arena_copy(cursor->arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return copy;
}

static bool read_scalar(struct json_cursor *cursor, const cJSON *item) {
    struct bg_node like = {.source = cursor->source, .at = (uint32_t)cursor->at};
    const struct bg_node *node = NULL;
    bool is_int = false;
    if (cJSON_IsString(item)) {
        if (!skip_string(cursor)) {
            return false;
        }
        like.end = (uint32_t)cursor->at;
        like.style = BG_STYLE_DOUBLE;
        node = bg_node_new_text(cursor->arena, copy_text(cursor, item->valuestring, like.at), &like);
    } else if (cJSON_IsNumber(item)) {
        if (!skip_number(cursor, &is_int)) {
            return false;
        }
        like.end = (uint32_t)cursor->at;
        node = bg_node_new_number(cursor->arena, is_int ? BG_NODE_INT : BG_NODE_FLOAT,
                                  bg_slice_range(cursor->source->text, like.at, like.end), &like);
    } else {
        cursor->at += cJSON_IsFalse(item) ? 5 : 4;
        like.end = (uint32_t)cursor->at;
        node = cJSON_IsNull(item) ? bg_node_new_null(cursor->arena, &like)
                                  : bg_node_new_bool(cursor->arena, cJSON_IsTrue(item), &like);
    }
    return bg_builder_value(cursor->builder, node, cursor->err);
}

static bool read_value(struct json_cursor *cursor, const cJSON *item) {
    skip_blanks(cursor);
    if (!cJSON_IsObject(item) && !cJSON_IsArray(item)) {
        return read_scalar(cursor, item);
    }
    bool is_map = cJSON_IsObject(item);
    if (!bg_builder_begin(cursor->builder, is_map ? BG_NODE_MAP : BG_NODE_LIST, cursor->at, cursor->err) ||
        !expect(cursor, is_map ? '{' : '[')) {
        return false;
    }
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        if (child != item->child && !expect(cursor, ',')) {
            return false;
        }
        if (is_map) {
            skip_blanks(cursor);
            size_t key_at = cursor->at;
            if (!skip_string(cursor) || !expect(cursor, ':') ||
                !bg_builder_key(cursor->builder, copy_text(cursor, child->string, key_at), key_at, cursor->err)) {
                return false;
            }
        }
        if (!read_value(cursor, child)) {
            return false;
        }
    }
    const struct bg_node *node;
    return expect(cursor, is_map ? '}' : ']') && bg_builder_end(cursor->builder, cursor->at, &node, cursor->err) &&
           bg_builder_value(cursor->builder, node, cursor->err);
}

/* Brackets open before byte `end`; *in_string: whether that byte lies in a string. */
static size_t depth_at(struct bg_slice text, size_t end, bool *in_string) {
    size_t depth = 0;
    *in_string = false;
    for (size_t i = 0; i < end; i++) {
        char c = text.at[i];
        if (c == '\\' && *in_string) {
            i++;
        } else if (c == '"') {
            *in_string = !*in_string;
        } else if (!*in_string) {
            depth += c == '{' || c == '[';
            depth -= depth > 0 && (c == '}' || c == ']');
        }
    }
    return depth;
}

/* Where cJSON stopped, in words. cJSON stops at the last byte of a text that is cut short. */
static bool refuse_json(struct json_cursor *cursor, const char *stopped_at) {
    struct bg_slice text = cursor->source->text;
    size_t end = (size_t)(bg_slice_trim(text).at - text.at) + bg_slice_trim(text).len;
    cursor->at = stopped_at == NULL ? 0 : (size_t)(stopped_at - text.at);
    skip_blanks(cursor);
    bool in_string;
    if (depth_at(text, cursor->at, &in_string) > BG_LIMIT_DEPTH) {
        return refuse(cursor, cursor->at, "the document is nested too deeply");
    }
    size_t open = depth_at(text, end, &in_string);
    if (in_string || (open > 0 && cursor->at + 1 >= end)) {
        return refuse(cursor, end, "the text ended too early");
    }
    char c = peek(cursor);
    char message[] = "unexpected ' '";
    message[12] = c;
    return refuse(cursor, cursor->at, c > 0x20 && c < 0x7f ? message : "unexpected character");
}

static bool read_document(struct json_cursor *cursor) {
    struct bg_slice text = cursor->source->text;
    cursor->at = bg_slice_starts(text, BG_LITERAL("\xef\xbb\xbf")) ? 3 : 0;
    const char *end = NULL;
    cJSON *root = cJSON_ParseWithLengthOpts(text.at + cursor->at, text.len - cursor->at, &end, false);
    if (root == NULL) {
        return refuse_json(cursor, end);
    }
    bool is_ok = read_value(cursor, root);
    cJSON_Delete(root);
    if (!is_ok) {
        return false;
    }
    skip_blanks(cursor);
    return cursor->at == text.len || refuse(cursor, cursor->at, "there was text after the value");
}

size_t bg_json_value_end(struct bg_slice text, size_t at) {
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = at; i < text.len; i++) {
        char c = text.at[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
            if (depth == 0) {
                return i + 1;
            }
        }
    }
    return text.len;
}

bool bg_read_json(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                  const struct bg_node **out, struct bg_error *err) {
    struct json_cursor cursor = {.arena = arena, .source = source, .err = err};
    if (!bg_foreign_check(source, err)) {
        return false;
    }
    size_t good = bg_slice_utf8_prefix(source->text);
    if (good < source->text.len) {
        return refuse(&cursor, good, "a byte is not UTF-8: save the file as UTF-8");
    }
    if (bg_slice_trim(source->text).len == 0) {
        return refuse(&cursor, 0, "the file was empty");
    }
    cursor.builder = bg_builder_new(arena, source, problems);
    if (!read_document(&cursor)) {
        return bg_foreign_explain(source, err);
    }
    *out = bg_builder_root(cursor.builder);
    return true;
}

bool bg_read_document(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                      const struct bg_node **out, struct bg_error *err) {
    return bg_slice_ends(source->path, BG_LITERAL(".json")) ? bg_read_json(arena, source, problems, out, err)
                                                            : bg_read_yaml(arena, source, problems, out, err);
}
