/* Tree to JSON text: see write_json.h. */
#include "text/write_json.h"

#include <stdlib.h>

void bg_json_write_string(struct bg_buffer *out, struct bg_slice text) {
    size_t good = bg_slice_utf8_prefix(text); /* counted once for each run of good bytes: a text may be all escapes */
    bg_buffer_add_char(out, '"');
    while (text.len > 0) {
        size_t plain = 0;
        while (plain < good && (unsigned char)text.at[plain] >= 0x20 && text.at[plain] != '"' &&
               text.at[plain] != '\\' && text.at[plain] != 0x7f) {
            plain++;
        }
        bg_buffer_add(out, bg_slice_range(text, 0, plain));
        if (plain == text.len) {
            break;
        }
        char c = text.at[plain];
        if (plain == good) {
            bg_buffer_add_text(out, "\xef\xbf\xbd");
        } else if (c == '"' || c == '\\') {
            bg_buffer_printf(out, "\\%c", c);
        } else if (c == '\n') {
            bg_buffer_add_text(out, "\\n");
        } else if (c == '\t') {
            bg_buffer_add_text(out, "\\t");
        } else {
            bg_buffer_printf(out, "\\u%04x", (unsigned char)c);
        }
        text = bg_slice_from(text, plain + 1);
        good = plain < good ? good - plain - 1 : bg_slice_utf8_prefix(text);
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
