/* What a call hands over, what a function takes, and what stands between square brackets behind a value. */
#include "source/code/python/parser.h"

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
    if (bg_py_is_clause(parser)) {
        node->a = bg_py_comprehension(parser, node->a->at, '(', node->a, NULL);
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
    const struct bg_py_node *first = bg_py_is_sign(parser, ':') ? NULL : bg_py_starred(parser);
    if (!bg_py_take_sign(parser, ':')) {
        return first;
    }
    struct bg_py_node *node = bg_py_new(parser, BG_PY_SLICE, at);
    node->a = first;
    node->b = bg_py_begins(parser) ? bg_py_expression(parser) : NULL;
    if (bg_py_take_sign(parser, ':')) {
        node->c = bg_py_begins(parser) ? bg_py_expression(parser) : NULL;
    }
    return node;
}

const struct bg_py_node *bg_py_index(struct bg_py_parser *parser) {
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
        node->b = bg_py_starred(parser);
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
