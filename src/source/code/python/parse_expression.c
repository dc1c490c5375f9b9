/*
 * Expressions of Python (reference, 6): operators by a table of how close they bind, the rest by descent. A target of
 * an assignment is parsed as the expression that it looks like; what cannot be assigned to is Python's affair.
 */
#include "source/code/python/parser.h"

#include "base/limits.h"

struct binary {
    uint32_t sign;
    unsigned rank; /* the higher, the closer it binds */
};

enum { RANK_OR = 1, RANK_XOR, RANK_AND, RANK_SHIFT, RANK_SUM, RANK_PRODUCT, RANK_COUNT };

static unsigned rank_of(const struct bg_py_token *token) {
    static const struct binary binaries[] = {
        {'|', RANK_OR},
        {'^', RANK_XOR},
        {'&', RANK_AND},
        {BG_PY_TWO('<', '<'), RANK_SHIFT},
        {BG_PY_TWO('>', '>'), RANK_SHIFT},
        {'+', RANK_SUM},
        {'-', RANK_SUM},
        {'*', RANK_PRODUCT},
        {'@', RANK_PRODUCT},
        {'/', RANK_PRODUCT},
        {'%', RANK_PRODUCT},
        {BG_PY_TWO('/', '/'), RANK_PRODUCT},
    };
    for (size_t i = 0; token->kind == BG_PY_TOKEN_SIGN && i < sizeof binaries / sizeof binaries[0]; i++) {
        if (binaries[i].sign == token->sign) {
            return binaries[i].rank;
        }
    }
    return 0;
}

bool bg_py_begins(const struct bg_py_parser *parser) {
    const struct bg_py_token *token = parser->token;
    switch (token->kind) {
    case BG_PY_TOKEN_NAME:
    case BG_PY_TOKEN_NUMBER:
    case BG_PY_TOKEN_TEXT:
        return true;
    case BG_PY_TOKEN_KEYWORD:
        return token->sign == BG_PY_WORD_NONE || token->sign == BG_PY_WORD_TRUE || token->sign == BG_PY_WORD_FALSE ||
               token->sign == BG_PY_WORD_NOT || token->sign == BG_PY_WORD_LAMBDA || token->sign == BG_PY_WORD_AWAIT ||
               token->sign == BG_PY_WORD_YIELD;
    case BG_PY_TOKEN_SIGN:
        return token->sign == '(' || token->sign == '[' || token->sign == '{' || token->sign == '-' ||
               token->sign == '+' || token->sign == '~' || token->sign == '*' || token->sign == BG_PY_SIGN("...");
    case BG_PY_TOKEN_END:
    case BG_PY_TOKEN_NEWLINE:
    case BG_PY_TOKEN_INDENT:
    case BG_PY_TOKEN_DEDENT:
        break;
    }
    return false;
}

static const struct bg_py_node *unary(struct bg_py_parser *parser);

static const struct bg_py_node *constant(struct bg_py_parser *parser, enum bg_py_kind kind) {
    struct bg_py_node *node = bg_py_new(parser, kind, parser->token->at);
    node->text = bg_py_token_text(parser, parser->token++);
    return node;
}

static const struct bg_py_node *atom(struct bg_py_parser *parser) {
    switch (parser->token->kind) {
    case BG_PY_TOKEN_NAME:
        return bg_py_want_name(parser);
    case BG_PY_TOKEN_NUMBER:
        return constant(parser, BG_PY_NUMBER);
    case BG_PY_TOKEN_TEXT:
        return bg_py_texts(parser);
    case BG_PY_TOKEN_KEYWORD:
        if (parser->token->sign == BG_PY_WORD_NONE || parser->token->sign == BG_PY_WORD_TRUE ||
            parser->token->sign == BG_PY_WORD_FALSE) {
            return constant(parser, BG_PY_CONSTANT);
        }
        break;
    case BG_PY_TOKEN_SIGN:
        if (parser->token->sign == '(' || parser->token->sign == '[' || parser->token->sign == '{') {
            return bg_py_bracketed(parser);
        }
        if (parser->token->sign == BG_PY_SIGN("...")) {
            return constant(parser, BG_PY_CONSTANT);
        }
        break;
    case BG_PY_TOKEN_END:
    case BG_PY_TOKEN_NEWLINE:
    case BG_PY_TOKEN_INDENT:
    case BG_PY_TOKEN_DEDENT:
        break;
    }
    (void)bg_py_fail(parser, BG_PY_INVALID);
    return bg_py_new(parser, BG_PY_NAME, 0);
}

/* What is called, taken apart, looked up in; the chain may be long, so it is no recursion. */
static const struct bg_py_node *primary(struct bg_py_parser *parser) {
    const struct bg_py_node *node = atom(parser);
    while (parser->fault == NULL) {
        struct bg_py_node *next = NULL;
        if (bg_py_take_sign(parser, '.')) {
            next = bg_py_new(parser, BG_PY_ATTRIBUTE, parser->token->at);
            next->text = bg_py_want_name(parser)->text;
        } else if (bg_py_take_sign(parser, '(')) {
            next = bg_py_new(parser, BG_PY_CALL, node->at);
            next->items = bg_py_arguments(parser);
        } else if (bg_py_take_sign(parser, '[')) {
            next = bg_py_new(parser, BG_PY_SUBSCRIPT, node->at);
            next->b = bg_py_index(parser);
        } else {
            break;
        }
        next->a = node;
        node = next;
    }
    return node;
}

static const struct bg_py_node *power(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    const struct bg_py_node *base;
    if (bg_py_take_word(parser, BG_PY_WORD_AWAIT)) {
        struct bg_py_node *node = bg_py_new(parser, BG_PY_AWAIT, at);
        node->a = primary(parser);
        base = node;
    } else {
        base = primary(parser);
    }
    if (!bg_py_take_sign(parser, BG_PY_SIGN("**"))) {
        return base;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_BINARY, at);
    node->sign = BG_PY_SIGN("**");
    node->a = base;
    node->b = unary(parser);
    return node;
}

static const struct bg_py_node *signed_value(struct bg_py_parser *parser) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_UNARY, parser->token->at);
    node->sign = parser->token++->sign;
    node->a = unary(parser);
    return node;
}

/* Every way into itself goes through here or through bg_py_expression, which count how deep. */
static const struct bg_py_node *unary(struct bg_py_parser *parser) {
    if (!bg_py_enter(parser)) {
        return bg_py_new(parser, BG_PY_NAME, 0);
    }
    bool is_signed = bg_py_is_sign(parser, '-') || bg_py_is_sign(parser, '+') || bg_py_is_sign(parser, '~');
    const struct bg_py_node *node = is_signed ? signed_value(parser) : power(parser);
    bg_py_leave(parser);
    return node;
}

/* Operators that bind at least as close as `rank`; those of one rank from left to right, without recursion. */
static const struct bg_py_node *binary(struct bg_py_parser *parser, unsigned rank) {
    const struct bg_py_node *node = rank == RANK_COUNT ? unary(parser) : binary(parser, rank + 1);
    while (rank < RANK_COUNT && rank_of(parser->token) == rank) {
        struct bg_py_node *whole = bg_py_new(parser, BG_PY_BINARY, node->at);
        whole->sign = parser->token++->sign;
        whole->a = node;
        whole->b = binary(parser, rank + 1);
        node = whole;
    }
    return node;
}

static bool is_comparison(const struct bg_py_parser *parser, uint32_t *sign, struct bg_slice *text, size_t *length) {
    const struct bg_py_token *token = parser->token;
    *sign = 0;
    *text = BG_NO_SLICE;
    *length = 1;
    if (token->kind == BG_PY_TOKEN_SIGN) {
        *sign = token->sign;
        return token->sign == '<' || token->sign == '>' || token->sign == BG_PY_SIGN("==") ||
               token->sign == BG_PY_SIGN("!=") || token->sign == BG_PY_SIGN("<=") || token->sign == BG_PY_SIGN(">=");
    }
    if (token->kind != BG_PY_TOKEN_KEYWORD) {
        return false;
    }
    bool is_next_not =
        token[0].sign == BG_PY_WORD_IS && token[1].kind == BG_PY_TOKEN_KEYWORD && token[1].sign == BG_PY_WORD_NOT;
    bool is_not_in =
        token[0].sign == BG_PY_WORD_NOT && token[1].kind == BG_PY_TOKEN_KEYWORD && token[1].sign == BG_PY_WORD_IN;
    *length = is_next_not || is_not_in ? 2 : 1;
    *text = is_next_not                    ? BG_LITERAL("is not")
            : is_not_in                    ? BG_LITERAL("not in")
            : token->sign == BG_PY_WORD_IS ? BG_LITERAL("is")
            : token->sign == BG_PY_WORD_IN ? BG_LITERAL("in")
                                           : BG_NO_SLICE;
    return text->at != NULL;
}

static const struct bg_py_node *compared(struct bg_py_parser *parser) {
    const struct bg_py_node *first = binary(parser, RANK_OR);
    struct bg_py_nodes list = {0};
    uint32_t sign;
    struct bg_slice text;
    size_t length;
    while (is_comparison(parser, &sign, &text, &length)) {
        struct bg_py_node *part = bg_py_new(parser, BG_PY_COMPARISON, parser->token->at);
        parser->token += length;
        part->sign = sign;
        part->text = text;
        part->a = binary(parser, RANK_OR);
        bg_py_nodes_add(parser, &list, part);
    }
    if (list.count == 0) {
        return first;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_COMPARE, first->at);
    node->a = first;
    node->items = bg_py_block(&list);
    return node;
}

static const struct bg_py_node *negated(struct bg_py_parser *parser) {
    if (!bg_py_is_word(parser, BG_PY_WORD_NOT)) {
        return compared(parser);
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_UNARY, parser->token++->at);
    if (bg_py_enter(parser)) {
        node->a = negated(parser);
        bg_py_leave(parser);
    }
    return node;
}

static const struct bg_py_node *joined(struct bg_py_parser *parser, enum bg_py_word word, enum bg_py_kind kind,
                                       const struct bg_py_node *(*part)(struct bg_py_parser *parser)) {
    const struct bg_py_node *first = part(parser);
    if (!bg_py_is_word(parser, word)) {
        return first;
    }
    struct bg_py_nodes list = {0};
    bg_py_nodes_add(parser, &list, first);
    while (bg_py_take_word(parser, word)) {
        bg_py_nodes_add(parser, &list, part(parser));
    }
    struct bg_py_node *node = bg_py_new(parser, kind, first->at);
    node->items = bg_py_block(&list);
    return node;
}

static const struct bg_py_node *conjunction(struct bg_py_parser *parser) {
    return joined(parser, BG_PY_WORD_AND, BG_PY_AND, negated);
}

/* All but `a if b else c`, lambda and walrus: what a clause of a comprehension iterates over. */
const struct bg_py_node *bg_py_operand(struct bg_py_parser *parser) {
    if (bg_py_is_word(parser, BG_PY_WORD_LAMBDA)) {
        return bg_py_expression(parser);
    }
    return joined(parser, BG_PY_WORD_OR, BG_PY_OR, conjunction);
}

static const struct bg_py_node *lambda(struct bg_py_parser *parser) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_LAMBDA, parser->token++->at);
    node->items = bg_py_parameters(parser, false, ':');
    (void)bg_py_want_sign(parser, ':');
    node->a = bg_py_expression(parser);
    return node;
}

static const struct bg_py_node *conditional(struct bg_py_parser *parser) {
    const struct bg_py_node *first = bg_py_operand(parser);
    if (parser->is_pattern && bg_py_take_word(parser, BG_PY_WORD_AS)) {
        (void)bg_py_want_name(parser);
        return first;
    }
    if (parser->is_pattern || !bg_py_take_word(parser, BG_PY_WORD_IF)) {
        return first;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_IF_ELSE, first->at);
    node->a = first;
    node->b = bg_py_operand(parser);
    (void)bg_py_want_word(parser, BG_PY_WORD_ELSE);
    node->c = bg_py_expression(parser);
    return node;
}

const struct bg_py_node *bg_py_expression(struct bg_py_parser *parser) {
    if (!bg_py_enter(parser)) {
        return bg_py_new(parser, BG_PY_NAME, 0);
    }
    const struct bg_py_node *node = bg_py_is_word(parser, BG_PY_WORD_LAMBDA) ? lambda(parser) : conditional(parser);
    bg_py_leave(parser);
    return node;
}

const struct bg_py_node *bg_py_named(struct bg_py_parser *parser) {
    const struct bg_py_node *first = bg_py_expression(parser);
    if (first->kind != BG_PY_NAME || !bg_py_take_sign(parser, BG_PY_SIGN(":="))) {
        return first;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_WALRUS, first->at);
    node->a = first;
    node->b = bg_py_expression(parser);
    return node;
}

/* With commas a tuple; `part` reads one of them. */
static const struct bg_py_node *listed(struct bg_py_parser *parser,
                                       const struct bg_py_node *(*part)(struct bg_py_parser *parser)) {
    const struct bg_py_node *first = part(parser);
    if (!bg_py_is_sign(parser, ',')) {
        return first;
    }
    struct bg_py_nodes list = {0};
    bg_py_nodes_add(parser, &list, first);
    while (bg_py_take_sign(parser, ',') && bg_py_begins(parser)) {
        bg_py_nodes_add(parser, &list, part(parser));
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_TUPLE, first->at);
    node->items = bg_py_block(&list);
    return node;
}

const struct bg_py_node *bg_py_expressions(struct bg_py_parser *parser) {
    return listed(parser, bg_py_starred);
}

/* One target: what stands before `in` binds closer than a comparison. */
static const struct bg_py_node *target(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    if (!bg_py_take_sign(parser, '*')) {
        return binary(parser, RANK_OR);
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_STARRED, at);
    node->a = binary(parser, RANK_OR);
    return node;
}

const struct bg_py_node *bg_py_targets(struct bg_py_parser *parser) {
    return listed(parser, target);
}

const struct bg_py_node *bg_py_value_of_statement(struct bg_py_parser *parser) {
    if (!bg_py_is_word(parser, BG_PY_WORD_YIELD)) {
        return bg_py_expressions(parser);
    }
    uint32_t at = parser->token++->at;
    bool is_from = bg_py_take_word(parser, BG_PY_WORD_FROM);
    struct bg_py_node *node = bg_py_new(parser, is_from ? BG_PY_YIELD_FROM : BG_PY_YIELD, at);
    if (is_from) {
        node->a = bg_py_expression(parser);
    } else if (bg_py_begins(parser)) {
        node->a = bg_py_expressions(parser);
    }
    return node;
}
