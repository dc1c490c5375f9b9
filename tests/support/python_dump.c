/* Trees of Python as text: see python_dump.h. */
#include "support/python_dump.h"

#include <errno.h>
#include <stdlib.h>

static void dump_block(struct bg_buffer *out, struct bg_py_block block) {
    bg_buffer_add_text(out, "[");
    for (size_t i = 0; i < block.count; i++) {
        bg_buffer_add_text(out, i > 0 ? " " : "");
        python_dump(out, block.items[i]);
    }
    bg_buffer_add_text(out, "]");
}

static void dump_hex(struct bg_buffer *out, struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        bg_buffer_printf(out, "%02x", (unsigned)(unsigned char)text.at[i]);
    }
}

/* Whole numbers below 2^64 by their value. */
static void dump_number(struct bg_buffer *out, struct bg_slice text) {
    char digits[128];
    size_t length = 0;
    bool is_radix = text.len > 1 && text.at[0] == '0' && strchr("xXoObB", text.at[1]) != NULL;
    for (size_t i = 0; i < text.len && length < sizeof digits - 1; i++) {
        if (!is_radix && strchr(".eEjJ", text.at[i]) != NULL) {
            bg_buffer_add_text(out, "#float");
            return;
        }
        if (text.at[i] != '_') {
            digits[length++] = text.at[i];
        }
    }
    digits[length] = '\0';
    char kind = is_radix ? bg_ascii_lower(digits[1]) : '\0';
    int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
    errno = 0;
    unsigned long long value = strtoull(is_radix ? digits + 2 : digits, NULL, base);
    if (errno != 0) {
        bg_buffer_add_text(out, "#long");
    } else {
        bg_buffer_printf(out, "#%llu", value);
    }
}

static void dump_text(struct bg_buffer *out, const struct bg_py_node *node) {
    if ((node->flags & BG_PY_OPAQUE) != 0) {
        bg_buffer_add_text(out, "?");
        return;
    }
    bg_buffer_add_text(out, (node->flags & BG_PY_BYTES) != 0 ? "b'" : "'");
    dump_hex(out, node->text);
    bg_buffer_add_text(out, "'");
}

/* Neighbouring texts as one, empty ones not at all. */
static void dump_formatted(struct bg_buffer *out, const struct bg_py_node *node) {
    bool is_in_text = false;
    bg_buffer_add_text(out, (node->flags & BG_PY_OPAQUE) != 0 ? "?f[" : "f[");
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *part = node->items.items[i];
        if (part->kind == BG_PY_TEXT) {
            bg_buffer_add_text(out, !is_in_text && part->text.len > 0 ? "'" : "");
            dump_hex(out, part->text);
            is_in_text = is_in_text || part->text.len > 0;
            continue;
        }
        bg_buffer_add_text(out, is_in_text ? "'" : "");
        is_in_text = false;
        bg_buffer_add_text(out, (part->flags & BG_PY_SHOWN) != 0 ? "?{" : "{");
        python_dump(out, part->a);
        bg_buffer_printf(out, "!%.*s:", BG_ARGS(part->text));
        python_dump(out, part->b);
        bg_buffer_add_text(out, "}");
    }
    bg_buffer_add_text(out, is_in_text ? "']" : "]");
}

static void dump_sign(struct bg_buffer *out, uint32_t sign) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        char c = (char)(sign >> shift & 0xFF);
        if (c != '\0') {
            bg_buffer_add_char(out, c);
        }
    }
}

static const char *stars(const struct bg_py_node *node) {
    return (node->flags & BG_PY_STARS) != 0 ? "**" : (node->flags & BG_PY_STAR) != 0 ? "*" : "";
}

/* Everything else: its kind, then what it has. */
static void dump_whole(struct bg_buffer *out, const struct bg_py_node *node) {
    bg_buffer_printf(out, "(%u%s ", (unsigned)node->kind, stars(node));
    dump_sign(out, node->sign);
    bg_buffer_printf(out, "%s%.*s", (node->flags & BG_PY_SLASH) != 0 ? "/" : "", BG_ARGS(node->text));
    for (unsigned i = 0; i < node->level; i++) {
        bg_buffer_add_char(out, '.');
    }
    const struct bg_py_node *parts[] = {node->a, node->b, node->c};
    for (size_t i = 0; i < 3; i++) {
        bg_buffer_add_char(out, ' ');
        python_dump(out, parts[i]);
    }
    const struct bg_py_block blocks[] = {node->items, node->body, node->rest, node->final};
    for (size_t i = 0; i < 4; i++) {
        dump_block(out, blocks[i]);
    }
    bg_buffer_add_char(out, ')');
}

void python_dump(struct bg_buffer *out, const struct bg_py_node *node) {
    if (node == NULL) {
        bg_buffer_add_char(out, '-');
    } else if (node->kind == BG_PY_NAME || node->kind == BG_PY_CONSTANT) {
        bg_buffer_add(out, node->text);
    } else if (node->kind == BG_PY_TEXT) {
        dump_text(out, node);
    } else if (node->kind == BG_PY_FORMATTED) {
        dump_formatted(out, node);
    } else if (node->kind == BG_PY_NUMBER) {
        dump_number(out, node->text);
    } else if (node->kind == BG_PY_MATCH) {
        bg_buffer_add_char(out, '?');
    } else {
        dump_whole(out, node);
    }
}
