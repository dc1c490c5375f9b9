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

/* Whether an expression may begin here. */
static bool begins(const struct bg_py_parser *parser) {
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
static const struct bg_py_node *comparison(struct bg_py_parser *parser);

static const struct bg_py_node *starred(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    if (!bg_py_take_sign(parser, '*')) {
        return bg_py_named(parser);
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_STARRED, at);
    node->a = comparison(parser);
    return node;
}

/* for a in b if c for d in e ... */
static struct bg_py_block clauses(struct bg_py_parser *parser) {
    struct bg_py_nodes list = {0};
    while (bg_py_is_word(parser, BG_PY_WORD_FOR) || bg_py_is_word(parser, BG_PY_WORD_ASYNC)) {
        struct bg_py_node *clause = bg_py_new(parser, BG_PY_CLAUSE, parser->token->at);
        clause->flags = bg_py_take_word(parser, BG_PY_WORD_ASYNC) ? BG_PY_ASYNC : 0;
        (void)bg_py_want_word(parser, BG_PY_WORD_FOR);
        clause->a = bg_py_targets(parser);
        (void)bg_py_want_word(parser, BG_PY_WORD_IN);
        const struct bg_py_node *iterated = comparison(parser);
        struct bg_py_nodes conditions = {0};
        while (bg_py_take_word(parser, BG_PY_WORD_IF)) {
            bg_py_nodes_add(parser, &conditions, comparison(parser));
        }
        clause->b = iterated;
        clause->items = bg_py_block(&conditions);
        bg_py_nodes_add(parser, &list, clause);
    }
    return bg_py_block(&list);
}

static bool is_clause(const struct bg_py_parser *parser) {
    return bg_py_is_word(parser, BG_PY_WORD_FOR) || bg_py_is_word(parser, BG_PY_WORD_ASYNC);
}

static const struct bg_py_node *comprehension(struct bg_py_parser *parser, uint32_t at, uint32_t opening,
                                              const struct bg_py_node *element, const struct bg_py_node *value) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_COMPREHENSION, at);
    node->sign = opening;
    node->a = element;
    node->b = value;
    node->items = clauses(parser);
    return node;
}

/* Elements up to the closing sign, which is taken; *has_comma: at least one stood between or behind them. */
static struct bg_py_block elements(struct bg_py_parser *parser, const struct bg_py_node *first, uint32_t closing,
                                   bool *has_comma) {
    struct bg_py_nodes list = {0};
    *has_comma = false;
    if (first != NULL) {
        bg_py_nodes_add(parser, &list, first);
    }
    while (first != NULL && bg_py_take_sign(parser, ',')) {
        *has_comma = true;
        if (bg_py_is_sign(parser, closing)) {
            break;
        }
        bg_py_nodes_add(parser, &list, starred(parser));
    }
    (void)bg_py_want_sign(parser, closing);
    return bg_py_block(&list);
}

static const struct bg_py_node *display(struct bg_py_parser *parser, uint32_t opening, uint32_t closing) {
    uint32_t at = parser->token++->at;
    bool is_yield = bg_py_is_word(parser, BG_PY_WORD_YIELD);
    const struct bg_py_node *first = bg_py_is_sign(parser, closing) ? NULL
                                     : is_yield                     ? bg_py_value_of_statement(parser)
                                                                    : starred(parser);
    if (first != NULL && is_clause(parser)) {
        const struct bg_py_node *node = comprehension(parser, at, opening, first, NULL);
        (void)bg_py_want_sign(parser, closing);
        return node;
    }
    bool has_comma;
    struct bg_py_block items = elements(parser, first, closing, &has_comma);
    if (opening == '(' && items.count == 1 && !has_comma) {
        return items.items[0];
    }
    struct bg_py_node *node = bg_py_new(parser, opening == '(' ? BG_PY_TUPLE : BG_PY_LIST, at);
    node->items = items;
    return node;
}

/* "key: value" or "**other", or an element of a set. */
static const struct bg_py_node *brace_item(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    if (bg_py_take_sign(parser, BG_PY_SIGN("**"))) {
        struct bg_py_node *node = bg_py_new(parser, BG_PY_STARRED, at);
        node->flags = BG_PY_STARS;
        node->a = comparison(parser);
        return node;
    }
    const struct bg_py_node *key = starred(parser);
    if (!bg_py_take_sign(parser, ':')) {
        return key;
    }
    struct bg_py_node *pair = bg_py_new(parser, BG_PY_PAIR, at);
    pair->a = key;
    pair->b = bg_py_expression(parser);
    return pair;
}

static const struct bg_py_node *braces(struct bg_py_parser *parser) {
    uint32_t at = parser->token++->at;
    struct bg_py_nodes list = {0};
    bool is_dict = bg_py_is_sign(parser, '}');
    while (!bg_py_is_sign(parser, '}') && parser->fault == NULL) {
        const struct bg_py_node *item = brace_item(parser);
        bool is_pair = item->kind == BG_PY_PAIR || (item->kind == BG_PY_STARRED && (item->flags & BG_PY_STARS) != 0);
        if (list.count == 0 && is_clause(parser)) {
            const struct bg_py_node *node = comprehension(parser, at, '{', item->kind == BG_PY_PAIR ? item->a : item,
                                                          item->kind == BG_PY_PAIR ? item->b : NULL);
            (void)bg_py_want_sign(parser, '}');
            return node;
        }
        if (list.count > 0 && is_pair != is_dict) {
            (void)bg_py_fail(parser, "it is no valid Python 3");
        }
        is_dict = is_pair;
        bg_py_nodes_add(parser, &list, item);
        if (!bg_py_take_sign(parser, ',')) {
            break;
        }
    }
    (void)bg_py_want_sign(parser, '}');
    struct bg_py_node *node = bg_py_new(parser, is_dict ? BG_PY_DICT : BG_PY_SET, at);
    node->items = bg_py_block(&list);
    return node;
}

static const struct bg_py_node *constant(struct bg_py_parser *parser, enum bg_py_kind kind) {
    struct bg_py_node *node = bg_py_new(parser, kind, parser->token->at);
    node->text = bg_py_token_text(parser, parser->token++);
    return node;
}

static const struct bg_py_node *bracketed(struct bg_py_parser *parser) {
    uint32_t sign = parser->token->sign;
    bool was_pattern = parser->is_pattern;
    const struct bg_py_node *node = sign == '{' ? braces(parser) : display(parser, sign, sign == '(' ? ')' : ']');
    parser->is_pattern = was_pattern;
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
            return bracketed(parser);
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
    (void)bg_py_fail(parser, "it is no valid Python 3");
    return bg_py_new(parser, BG_PY_NAME, 0);
}

static const struct bg_py_node *argument(struct bg_py_parser *parser) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_ARGUMENT, parser->token->at);
    if (bg_py_take_sign(parser, '*')) {
        node->flags = BG_PY_STAR;
    } else if (bg_py_take_sign(parser, BG_PY_SIGN("**"))) {
        node->flags = BG_PY_STARS;
    } else if (parser->token->kind == BG_PY_TOKEN_NAME && parser->token[1].kind == BG_PY_TOKEN_SIGN &&
               parser->token[1].sign == '=') {
        node->text = bg_py_token_text(parser, parser->token);
        parser->token += 2;
    }
    node->a = bg_py_named(parser);
    if (is_clause(parser)) {
        node->a = comprehension(parser, node->a->at, '(', node->a, NULL);
    }
    return node;
}

struct bg_py_block bg_py_arguments(struct bg_py_parser *parser) {
    struct bg_py_nodes list = {0};
    while (!bg_py_is_sign(parser, ')') && parser->fault == NULL) {
        bg_py_nodes_add(parser, &list, argument(parser));
        if (!bg_py_take_sign(parser, ',')) {
            break;
        }
    }
    (void)bg_py_want_sign(parser, ')');
    return bg_py_block(&list);
}

/* a, a:b, a:b:c with any of them left out */
static const struct bg_py_node *slice(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    const struct bg_py_node *first = bg_py_is_sign(parser, ':') ? NULL : starred(parser);
    if (!bg_py_take_sign(parser, ':')) {
        return first;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_SLICE, at);
    node->a = first;
    node->b = begins(parser) ? bg_py_expression(parser) : NULL;
    if (bg_py_take_sign(parser, ':')) {
        node->c = begins(parser) ? bg_py_expression(parser) : NULL;
    }
    return node;
}

static const struct bg_py_node *index_of(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    const struct bg_py_node *first = slice(parser);
    bool has_comma = bg_py_is_sign(parser, ',');
    struct bg_py_nodes list = {0};
    bg_py_nodes_add(parser, &list, first);
    while (bg_py_take_sign(parser, ',') && !bg_py_is_sign(parser, ']')) {
        bg_py_nodes_add(parser, &list, slice(parser));
    }
    (void)bg_py_want_sign(parser, ']');
    if (!has_comma) {
        return first;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_TUPLE, at);
    node->items = bg_py_block(&list);
    return node;
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
            next->b = index_of(parser);
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
static const struct bg_py_node *comparison(struct bg_py_parser *parser) {
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
    const struct bg_py_node *first = comparison(parser);
    if (parser->is_pattern && bg_py_take_word(parser, BG_PY_WORD_AS)) {
        (void)bg_py_want_name(parser);
        return first;
    }
    if (parser->is_pattern || !bg_py_take_word(parser, BG_PY_WORD_IF)) {
        return first;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_IF_ELSE, first->at);
    node->a = first;
    node->b = comparison(parser);
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
    while (bg_py_take_sign(parser, ',') && begins(parser)) {
        bg_py_nodes_add(parser, &list, part(parser));
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_TUPLE, first->at);
    node->items = bg_py_block(&list);
    return node;
}

const struct bg_py_node *bg_py_expressions(struct bg_py_parser *parser) {
    return listed(parser, starred);
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
    } else if (begins(parser)) {
        node->a = bg_py_expressions(parser);
    }
    return node;
}

static const struct bg_py_node *parameter(struct bg_py_parser *parser, bool has_annotations) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_PARAMETER, parser->token->at);
    if (bg_py_take_sign(parser, '/')) {
        node->flags = BG_PY_SLASH;
        return node;
    }
    node->flags = bg_py_take_sign(parser, '*')                ? BG_PY_STAR
                  : bg_py_take_sign(parser, BG_PY_SIGN("**")) ? BG_PY_STARS
                                                              : 0;
    if (node->flags == BG_PY_STAR && bg_py_is_sign(parser, ',')) {
        return node;
    }
    node->text = bg_py_want_name(parser)->text;
    if (has_annotations && bg_py_take_sign(parser, ':')) {
        node->b = starred(parser);
    }
    if (bg_py_take_sign(parser, '=')) {
        node->a = bg_py_expression(parser);
    }
    return node;
}

struct bg_py_block bg_py_parameters(struct bg_py_parser *parser, bool has_annotations, uint32_t closing) {
    struct bg_py_nodes list = {0};
    while (!bg_py_is_sign(parser, closing) && parser->fault == NULL) {
        bg_py_nodes_add(parser, &list, parameter(parser, has_annotations));
        if (!bg_py_take_sign(parser, ',')) {
            break;
        }
    }
    return bg_py_block(&list);
}
