/* What the parts of the parser share: see parser.h. */
#include "source/code/python/parser.h"

#include "base/limits.h"

static const struct bg_py_token nothing = {BG_PY_TOKEN_END, 0, 0, 0};

bool bg_py_fail(struct bg_py_parser *parser, const char *fault) {
    if (parser->fault == NULL) {
        parser->fault = fault;
        parser->fault_at = parser->token->at;
        parser->token = &nothing;
    }
    return false;
}

struct bg_py_node *bg_py_new(struct bg_py_parser *parser, enum bg_py_kind kind, uint32_t at) {
    if (++*parser->node_count > BG_LIMIT_CODE_NODES) {
        (void)bg_py_fail(parser, "the file has too many parts");
    }
    struct bg_py_node *node = bg_arena_alloc(parser->arena, sizeof *node);
    node->kind = (uint8_t)kind;
    node->at = at;
    return node;
}

void bg_py_nodes_add(struct bg_py_parser *parser, struct bg_py_nodes *nodes, const struct bg_py_node *node) {
    BG_VECTOR_ADD(parser->arena, nodes, node);
}

struct bg_py_block bg_py_block(const struct bg_py_nodes *nodes) {
    return (struct bg_py_block){nodes->items, nodes->count};
}

struct bg_slice bg_py_token_text(const struct bg_py_parser *parser, const struct bg_py_token *token) {
    return bg_slice_range(parser->text, token->at, token->end);
}

bool bg_py_is_sign(const struct bg_py_parser *parser, uint32_t sign) {
    return parser->token->kind == BG_PY_TOKEN_SIGN && parser->token->sign == sign;
}

bool bg_py_is_word(const struct bg_py_parser *parser, enum bg_py_word word) {
    return parser->token->kind == BG_PY_TOKEN_KEYWORD && parser->token->sign == (uint32_t)word;
}

bool bg_py_take_sign(struct bg_py_parser *parser, uint32_t sign) {
    bool is_next = bg_py_is_sign(parser, sign);
    parser->token += is_next;
    return is_next;
}

bool bg_py_take_word(struct bg_py_parser *parser, enum bg_py_word word) {
    bool is_next = bg_py_is_word(parser, word);
    parser->token += is_next;
    return is_next;
}

bool bg_py_want_sign(struct bg_py_parser *parser, uint32_t sign) {
    return bg_py_take_sign(parser, sign) || bg_py_fail(parser, BG_PY_INVALID);
}

bool bg_py_want_word(struct bg_py_parser *parser, enum bg_py_word word) {
    return bg_py_take_word(parser, word) || bg_py_fail(parser, BG_PY_INVALID);
}

struct bg_py_node *bg_py_want_name(struct bg_py_parser *parser) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_NAME, parser->token->at);
    if (parser->token->kind != BG_PY_TOKEN_NAME) {
        (void)bg_py_fail(parser, BG_PY_INVALID);
        return node;
    }
    node->text = bg_py_token_text(parser, parser->token++);
    return node;
}

bool bg_py_enter(struct bg_py_parser *parser) {
    if (parser->depth == BG_LIMIT_CODE_FRAMES) {
        return bg_py_fail(parser, "it is nested too deep");
    }
    parser->depth++;
    return true;
}

void bg_py_leave(struct bg_py_parser *parser) {
    parser->depth--;
}
