/* Lists, tuples, sets, dictionaries and comprehensions: what stands between brackets. */
#include "source/code/python/parser.h"

const struct bg_py_node *bg_py_starred(struct bg_py_parser *parser) {
    uint32_t at = parser->token->at;
    if (!bg_py_take_sign(parser, '*')) {
        return bg_py_named(parser);
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_STARRED, at);
    node->a = bg_py_operand(parser);
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
        const struct bg_py_node *iterated = bg_py_operand(parser);
        struct bg_py_nodes conditions = {0};
        while (bg_py_take_word(parser, BG_PY_WORD_IF)) {
            bg_py_nodes_add(parser, &conditions, bg_py_operand(parser));
        }
        clause->b = iterated;
        clause->items = bg_py_block(&conditions);
        bg_py_nodes_add(parser, &list, clause);
    }
    return bg_py_block(&list);
}

bool bg_py_is_clause(const struct bg_py_parser *parser) {
    return bg_py_is_word(parser, BG_PY_WORD_FOR) || bg_py_is_word(parser, BG_PY_WORD_ASYNC);
}

const struct bg_py_node *bg_py_comprehension(struct bg_py_parser *parser, uint32_t at, uint32_t opening,
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
        bg_py_nodes_add(parser, &list, bg_py_starred(parser));
    }
    (void)bg_py_want_sign(parser, closing);
    return bg_py_block(&list);
}

static const struct bg_py_node *display(struct bg_py_parser *parser, uint32_t opening, uint32_t closing) {
    uint32_t at = parser->token++->at;
    bool is_yield = bg_py_is_word(parser, BG_PY_WORD_YIELD);
    const struct bg_py_node *first = bg_py_is_sign(parser, closing) ? NULL
                                     : is_yield                     ? bg_py_value_of_statement(parser)
                                                                    : bg_py_starred(parser);
    if (first != NULL && bg_py_is_clause(parser)) {
        const struct bg_py_node *node = bg_py_comprehension(parser, at, opening, first, NULL);
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
        node->a = bg_py_operand(parser);
        return node;
    }
    const struct bg_py_node *key = bg_py_starred(parser);
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
        if (list.count == 0 && bg_py_is_clause(parser)) {
            const struct bg_py_node *node = bg_py_comprehension(
                parser, at, '{', item->kind == BG_PY_PAIR ? item->a : item, item->kind == BG_PY_PAIR ? item->b : NULL);
            (void)bg_py_want_sign(parser, '}');
            return node;
        }
        if (list.count > 0 && is_pair != is_dict) {
            (void)bg_py_fail(parser, BG_PY_INVALID);
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

const struct bg_py_node *bg_py_bracketed(struct bg_py_parser *parser) {
    uint32_t sign = parser->token->sign;
    bool was_pattern = parser->is_pattern;
    const struct bg_py_node *node = sign == '{' ? braces(parser) : display(parser, sign, sign == '(' ? ')' : ']');
    parser->is_pattern = was_pattern;
    return node;
}
