/* Texts as nodes: neighbours joined, the fields of formatted ones parsed where they stand. */
#include "source/code/python/parser.h"

#include "base/limits.h"
#include "source/code/python/text.h"

/* A text that is being joined. */
struct text_parts {
    struct bg_py_nodes parts; /* TEXT and FIELD */
    bool is_formatted;
    bool is_bytes;
    bool is_opaque;
};

static void add_text(struct bg_py_parser *parser, struct text_parts *parts, size_t from, size_t to,
                     const struct bg_py_quote *quote) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_TEXT, (uint32_t)from);
    struct bg_slice body = bg_slice_range(parser->text, from, to);
    if (!bg_py_text_decode(parser->arena, body, quote, quote->is_formatted, &node->text)) {
        node->flags |= BG_PY_OPAQUE;
        parts->is_opaque = true;
    }
    bg_py_nodes_add(parser, &parts->parts, node);
}

static const struct bg_py_node *formatted(struct bg_py_parser *parser, size_t from, size_t to,
                                          const struct bg_py_quote *quote);

/* The expression of a field, parsed as one between brackets. */
static const struct bg_py_node *expression_of(struct bg_py_parser *parser, const struct bg_py_field *field) {
    struct bg_py_tokens tokens;
    bg_py_tokens_read(parser->text, field->expression, field->expression_end, true, &tokens);
    struct bg_py_parser inner = *parser;
    inner.token = tokens.items;
    const struct bg_py_node *value = NULL;
    if (tokens.fault != NULL) {
        (void)bg_py_fail(&inner, tokens.fault);
    } else {
        value = bg_py_value_of_statement(&inner);
        if (inner.fault == NULL && inner.token->kind != BG_PY_TOKEN_END) {
            (void)bg_py_fail(&inner, BG_PY_INVALID);
        }
    }
    if (inner.fault != NULL && parser->fault == NULL) {
        (void)bg_py_fail(parser, inner.fault);
        parser->fault_at = inner.fault_at;
    }
    bg_py_tokens_finish(&tokens);
    return value;
}

static void add_field(struct bg_py_parser *parser, struct bg_py_nodes *parts, const struct bg_py_field *field,
                      const struct bg_py_quote *quote) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_FIELD, (uint32_t)field->expression);
    node->a = expression_of(parser, field);
    node->flags = field->is_shown ? BG_PY_SHOWN : 0;
    if (field->conversion != 0) {
        size_t at = field->spec != 0 ? field->spec - 2 : field->end - 2;
        node->text = bg_slice_range(parser->text, at, at + 1);
    }
    if (field->spec != 0) {
        node->b = formatted(parser, field->spec, field->spec_end, quote);
    }
    bg_py_nodes_add(parser, parts, node);
}

static void add_formatted(struct bg_py_parser *parser, struct text_parts *parts, size_t at, size_t to,
                          const struct bg_py_quote *quote) {
    while (at < to && parser->fault == NULL) {
        size_t end = bg_py_plain_end(parser->text, at, to, quote);
        if (end > at) {
            add_text(parser, parts, at, end, quote);
        }
        at = end;
        struct bg_py_field field;
        if (at < to && bg_py_field_read(parser->text, at, to, &field)) {
            add_field(parser, &parts->parts, &field, quote);
            at = field.end;
        } else if (at < to) {
            (void)bg_py_fail(parser, "a field of a formatted text does not end");
        }
    }
}

/* Recursive with the functions above; bounded by the nesting of fields in their formats. */
static const struct bg_py_node *formatted(struct bg_py_parser *parser, size_t from, size_t to,
                                          const struct bg_py_quote *quote) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_FORMATTED, (uint32_t)from);
    if (bg_py_enter(parser)) {
        struct text_parts parts = {0};
        add_formatted(parser, &parts, from, to, quote);
        node->items = bg_py_block(&parts.parts);
        node->flags = parts.is_opaque ? BG_PY_OPAQUE : 0;
        bg_py_leave(parser);
    }
    return node;
}

static void add_token(struct bg_py_parser *parser, struct text_parts *parts, const struct bg_py_token *token) {
    struct bg_py_quote quote;
    if (!bg_py_quote_read(parser->text, token->at, token->end, &quote)) {
        return;
    }
    size_t from = token->at + quote.prefix + quote.quotes;
    size_t to = token->end - quote.quotes;
    parts->is_formatted = parts->is_formatted || quote.is_formatted;
    parts->is_opaque = parts->is_opaque || quote.is_template;
    if (quote.is_formatted) {
        add_formatted(parser, parts, from, to, &quote);
    } else {
        add_text(parser, parts, from, to, &quote);
    }
}

static struct bg_slice join(struct bg_py_parser *parser, const struct bg_py_nodes *parts) {
    if (parts->count == 1) {
        return parts->items[0]->text;
    }
    struct bg_slice *texts = bg_arena_array(parser->arena, parts->count, sizeof *texts);
    for (size_t i = 0; i < parts->count; i++) {
        texts[i] = parts->items[i]->text;
    }
    return bg_arena_join(parser->arena, texts, parts->count);
}

const struct bg_py_node *bg_py_texts(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    struct text_parts parts = {0};
    for (bool is_first = true; parser->token->kind == BG_PY_TOKEN_TEXT; is_first = false) {
        const struct bg_py_token *token = parser->token++;
        struct bg_py_quote quote;
        bool is_bytes = bg_py_quote_read(parser->text, token->at, token->end, &quote) && quote.is_bytes;
        if (!is_first && is_bytes != parts.is_bytes) {
            (void)bg_py_fail(parser, "bytes and a text stand beside each other");
        }
        parts.is_bytes = is_bytes;
        add_token(parser, &parts, token);
    }
    struct bg_py_node *node = bg_py_new(parser, parts.is_formatted ? BG_PY_FORMATTED : BG_PY_TEXT, at);
    node->flags = (uint8_t)((parts.is_bytes ? BG_PY_BYTES : 0) | (parts.is_opaque ? BG_PY_OPAQUE : 0));
    if (parts.is_formatted) {
        node->items = bg_py_block(&parts.parts);
    } else {
        node->text = join(parser, &parts.parts);
    }
    return node;
}
