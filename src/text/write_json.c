/* Tree to JSON text: see write_json.h. */
#include "text/write_json.h"

#include "base/visible.h"

#include <stdlib.h>

/* The length of a character that is written as it is, at the front of good bytes; 0 for any other. */
static size_t plain_length(struct bg_slice text) {
    size_t len = 1;
    unsigned char c = (unsigned char)text.at[0];
    if (c < 0x80) {
        return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
    }
    return bg_is_hidden(bg_utf8_decode(text, &len)) ? 0 : len;
}

/* RFC 8259, section 7: beyond U+FFFF as a pair of surrogates. Returns the length of the character. */
static size_t add_escape(struct bg_buffer *out, struct bg_slice text) {
    size_t len;
    uint32_t code = bg_utf8_decode(text, &len);
    if (code == '"' || code == '\\') {
        bg_buffer_printf(out, "\\%c", (char)code);
    } else if (code == '\n' || code == '\t') {
        bg_buffer_add_text(out, code == '\n' ? "\\n" : "\\t");
    } else if (code <= 0xffff) {
        bg_buffer_printf(out, "\\u%04x", (unsigned)code);
    } else {
        code -= 0x10000;
        bg_buffer_printf(out, "\\u%04x\\u%04x", 0xd800u + (unsigned)(code >> 10), 0xdc00u + (unsigned)(code & 0x3ffu));
    }
    return len;
}

void bg_json_write_string(struct bg_buffer *out, struct bg_slice text) {
    size_t good = bg_slice_utf8_prefix(text); /* counted once for each run of good bytes: a text may be all escapes */
    bg_buffer_add_char(out, '"');
    while (text.len > 0) {
        size_t plain = 0;
        size_t len = 1;
        while (plain < good && (len = plain_length(bg_slice_from(text, plain))) > 0) {
            plain += len;
        }
        bg_buffer_add(out, bg_slice_range(text, 0, plain));
        if (plain == text.len) {
            break;
        }
        size_t used = 1;
        if (plain == good) {
            bg_buffer_add_text(out, "\xef\xbf\xbd");
        } else {
            used = add_escape(out, bg_slice_from(text, plain));
        }
        text = bg_slice_from(text, plain + used);
        good = plain < good ? good - plain - used : bg_slice_utf8_prefix(text);
    }
    bg_buffer_add_char(out, '"');
}

static int compare_keys(const void *a, const void *b) {
    const struct bg_member *const *x = a;
    const struct bg_member *const *y = b;
    return bg_slice_compare((*x)->key, (*y)->key);
}

static void indent(struct bg_buffer *out, unsigned level) {
    bg_buffer_add_char(out, '\n');
    for (unsigned i = 0; i < level; i++) {
        bg_buffer_add_text(out, "  ");
    }
}

static void separate(struct bg_buffer *out, enum bg_json_style style, unsigned level, bool is_first) {
    if (style == BG_JSON_PRETTY) {
        if (!is_first) {
            bg_buffer_add_char(out, ',');
        }
        indent(out, level);
    } else if (!is_first) {
        bg_buffer_add_text(out, ", ");
    }
}

static void write_node(struct bg_buffer *out, const struct bg_node *node, enum bg_json_style style, bool sorted,
                       unsigned level);

static void write_map(struct bg_buffer *out, const struct bg_node *node, enum bg_json_style style, bool sorted,
                      unsigned level) {
    const struct bg_member **members = bg_realloc(NULL, (node->count + 1) * sizeof members[0]);
    for (size_t i = 0; i < node->count; i++) {
        members[i] = &node->as.members[i];
    }
    if (sorted) {
        qsort(members, node->count, sizeof members[0], compare_keys);
    }
    bg_buffer_add_char(out, '{');
    for (size_t i = 0; i < node->count; i++) {
        separate(out, style, level + 1, i == 0);
        bg_json_write_string(out, members[i]->key);
        bg_buffer_add_text(out, ": ");
        write_node(out, members[i]->value, style, sorted, level + 1);
    }
    if (style == BG_JSON_PRETTY && node->count > 0) {
        indent(out, level);
    }
    bg_buffer_add_char(out, '}');
    free(members);
}

static void write_list(struct bg_buffer *out, const struct bg_node *node, enum bg_json_style style, bool sorted,
                       unsigned level) {
    bg_buffer_add_char(out, '[');
    for (size_t i = 0; i < node->count; i++) {
        separate(out, style, level + 1, i == 0);
        write_node(out, node->as.items[i], style, sorted, level + 1);
    }
    if (style == BG_JSON_PRETTY && node->count > 0) {
        indent(out, level);
    }
    bg_buffer_add_char(out, ']');
}

static void write_node(struct bg_buffer *out, const struct bg_node *node, enum bg_json_style style, bool sorted,
                       unsigned level) {
    if (node == NULL) {
        bg_buffer_add_text(out, "null");
        return;
    }
    switch (node->kind) {
    case BG_NODE_NULL:
        bg_buffer_add_text(out, "null");
        break;
    case BG_NODE_BOOL:
        bg_buffer_add_text(out, node->as.boolean ? "true" : "false");
        break;
    case BG_NODE_INT:
    case BG_NODE_FLOAT:
        bg_buffer_add(out, node->as.text);
        break;
    case BG_NODE_STRING:
        bg_json_write_string(out, node->as.text);
        break;
    case BG_NODE_LIST:
        write_list(out, node, style, sorted, level);
        break;
    case BG_NODE_MAP:
        write_map(out, node, style, sorted, level);
        break;
    }
}

void bg_json_write_node(struct bg_buffer *out, const struct bg_node *node, enum bg_json_style style, bool sorted) {
    write_node(out, node, style, sorted, 0);
}

struct bg_slice bg_json_line(struct bg_arena *arena, const struct bg_node *node) {
    struct bg_buffer buffer = {0};
    bg_json_write_node(&buffer, node, BG_JSON_COMPACT, false);
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return text;
}

static void start_value(struct bg_json_writer *writer, const char *key) {
    if (writer->level > 0) {
        separate(writer->out, BG_JSON_PRETTY, writer->level, writer->is_first);
    }
    writer->is_first = false;
    if (key != NULL) {
        bg_json_write_string(writer->out, bg_slice_of(key));
        bg_buffer_add_text(writer->out, ": ");
    }
}

void bg_json_open(struct bg_json_writer *writer, const char *key, char bracket) {
    start_value(writer, key);
    bg_buffer_add_char(writer->out, bracket);
    writer->level++;
    writer->is_first = true;
}

void bg_json_close(struct bg_json_writer *writer, char bracket) {
    writer->level--;
    if (!writer->is_first) {
        indent(writer->out, writer->level);
    }
    writer->is_first = false;
    bg_buffer_add_char(writer->out, bracket);
    if (writer->level == 0) {
        bg_buffer_add_char(writer->out, '\n');
    }
}

void bg_json_text(struct bg_json_writer *writer, const char *key, struct bg_slice text) {
    start_value(writer, key);
    if (text.at == NULL) {
        bg_buffer_add_text(writer->out, "null");
    } else {
        bg_json_write_string(writer->out, text);
    }
}

void bg_json_number(struct bg_json_writer *writer, const char *key, uint64_t number) {
    start_value(writer, key);
    bg_buffer_printf(writer->out, "%llu", (unsigned long long)number);
}

void bg_json_bool(struct bg_json_writer *writer, const char *key, bool value) {
    start_value(writer, key);
    bg_buffer_add_text(writer->out, value ? "true" : "false");
}

void bg_json_null(struct bg_json_writer *writer, const char *key) {
    start_value(writer, key);
    bg_buffer_add_text(writer->out, "null");
}

void bg_json_raw(struct bg_json_writer *writer, const char *key, struct bg_slice json) {
    start_value(writer, key);
    bg_buffer_add(writer->out, json);
}
