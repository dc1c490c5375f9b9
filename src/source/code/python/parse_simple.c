/* Simple statements (Python 3 reference, 7): those without a block. */
#include "source/code/python/parser.h"

/* The parameters of a generic class, function or type, [T: int, *Ts], say nothing that is asked for. */
void bg_py_skip_type_parameters(struct bg_py_parser *parser) {
    if (!bg_py_take_sign(parser, '[')) {
        return;
    }
    for (size_t open = 1; open > 0 && parser->token->kind != BG_PY_TOKEN_END; parser->token++) {
        open += bg_py_is_sign(parser, '[');
        open -= bg_py_is_sign(parser, ']');
    }
}

bool bg_py_is_name_token(const struct bg_py_parser *parser, const struct bg_py_token *token, const char *name) {
    return token->kind == BG_PY_TOKEN_NAME && bg_slice_is(bg_py_token_text(parser, token), name);
}

static struct bg_py_node *begin(struct bg_py_parser *parser, enum bg_py_kind kind) {
    return bg_py_new(parser, kind, parser->token->at);
}

/* a.b.c */
static struct bg_slice dotted(struct bg_py_parser *parser) {
    uint32_t from = parser->token->at;
    uint32_t to = parser->token->end;
    (void)bg_py_want_name(parser);
    while (bg_py_take_sign(parser, '.')) {
        to = parser->token->end;
        (void)bg_py_want_name(parser);
    }
    return bg_slice_range(parser->text, from, to);
}

static const struct bg_py_node *alias(struct bg_py_parser *parser, bool is_dotted) {
    struct bg_py_node *node = begin(parser, BG_PY_ALIAS);
    node->text = is_dotted ? dotted(parser) : bg_py_want_name(parser)->text;
    if (bg_py_take_word(parser, BG_PY_WORD_AS)) {
        node->a = bg_py_want_name(parser);
    }
    return node;
}

static const struct bg_py_node *import_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_IMPORT);
    parser->token++;
    struct bg_py_nodes names = {0};
    do {
        bg_py_nodes_add(parser, &names, alias(parser, true));
    } while (bg_py_take_sign(parser, ','));
    node->items = bg_py_block(&names);
    return node;
}

static const struct bg_py_node *from_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_FROM);
    parser->token++;
    unsigned level = 0;
    while (bg_py_is_sign(parser, '.') || bg_py_is_sign(parser, BG_PY_SIGN("..."))) {
        level += parser->token++->sign == '.' ? 1 : 3;
    }
    node->level = (uint16_t)(level > UINT16_MAX ? UINT16_MAX : level);
    node->text = level > 0 && !(parser->token->kind == BG_PY_TOKEN_NAME) ? BG_LITERAL("") : dotted(parser);
    (void)bg_py_want_word(parser, BG_PY_WORD_IMPORT);
    struct bg_py_nodes names = {0};
    if (bg_py_is_sign(parser, '*')) {
        struct bg_py_node *all = begin(parser, BG_PY_ALIAS);
        all->text = bg_py_token_text(parser, parser->token++);
        bg_py_nodes_add(parser, &names, all);
    } else {
        bool is_inside = bg_py_take_sign(parser, '(');
        do {
            if (is_inside && names.count > 0 && bg_py_is_sign(parser, ')')) {
                break;
            }
            bg_py_nodes_add(parser, &names, alias(parser, false));
        } while (bg_py_take_sign(parser, ','));
        if (is_inside) {
            (void)bg_py_want_sign(parser, ')');
        }
    }
    node->items = bg_py_block(&names);
    return node;
}

static const struct bg_py_node *names_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_GLOBAL);
    parser->token++;
    struct bg_py_nodes names = {0};
    do {
        bg_py_nodes_add(parser, &names, bg_py_want_name(parser));
    } while (bg_py_take_sign(parser, ','));
    node->items = bg_py_block(&names);
    return node;
}

static bool is_line_over(const struct bg_py_parser *parser) {
    return parser->token->kind == BG_PY_TOKEN_NEWLINE || bg_py_is_sign(parser, ';');
}

static const struct bg_py_node *delete_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_DELETE);
    parser->token++;
    struct bg_py_nodes targets = {0};
    bg_py_nodes_add(parser, &targets, bg_py_expressions(parser));
    node->items = bg_py_block(&targets);
    return node;
}

static const struct bg_py_node *return_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_RETURN);
    parser->token++;
    node->a = is_line_over(parser) ? NULL : bg_py_expressions(parser);
    return node;
}

/* raise a from b, assert a, b */
static const struct bg_py_node *two_values(struct bg_py_parser *parser, enum bg_py_kind kind) {
    struct bg_py_node *node = begin(parser, kind);
    parser->token++;
    if (!is_line_over(parser)) {
        node->a = bg_py_expression(parser);
        bool has_second = kind == BG_PY_RAISE ? bg_py_take_word(parser, BG_PY_WORD_FROM) : bg_py_take_sign(parser, ',');
        node->b = has_second ? bg_py_expression(parser) : NULL;
    }
    return node;
}

static const struct bg_py_node *word_statement(struct bg_py_parser *parser, enum bg_py_kind kind) {
    struct bg_py_node *node = begin(parser, kind);
    parser->token++;
    return node;
}

static bool take_augmented(struct bg_py_parser *parser, uint32_t *sign) {
    static const char *const signs[] = {"+", "-", "*", "/", "//", "%", "@", "&", "|", "^", ">>", "<<", "**"};
    for (size_t i = 0; parser->token->kind == BG_PY_TOKEN_SIGN && i < sizeof signs / sizeof signs[0]; i++) {
        *sign = bg_py_sign(signs[i], strlen(signs[i]));
        if (parser->token->sign == (*sign << 8 | '=') && parser->token->sign != BG_PY_SIGN("==")) {
            parser->token++;
            return true;
        }
    }
    return false;
}

static const struct bg_py_node *assignment(struct bg_py_parser *parser, const struct bg_py_node *first) {
    struct bg_py_node *node = bg_py_new(parser, BG_PY_ASSIGN, first->at);
    struct bg_py_nodes targets = {0};
    bg_py_nodes_add(parser, &targets, first);
    while (bg_py_take_sign(parser, '=')) {
        if (node->a != NULL) {
            bg_py_nodes_add(parser, &targets, node->a);
        }
        node->a = bg_py_value_of_statement(parser);
    }
    node->items = bg_py_block(&targets);
    return node;
}

static const struct bg_py_node *expression_statement(struct bg_py_parser *parser) {
    const struct bg_py_node *first = bg_py_value_of_statement(parser);
    uint32_t sign;
    if (bg_py_is_sign(parser, '=')) {
        return assignment(parser, first);
    }
    if (bg_py_take_sign(parser, ':')) {
        struct bg_py_node *node = bg_py_new(parser, BG_PY_ANNOTATED, first->at);
        node->a = first;
        node->b = bg_py_expression(parser);
        node->c = bg_py_take_sign(parser, '=') ? bg_py_value_of_statement(parser) : NULL;
        return node;
    }
    bool is_augmented = take_augmented(parser, &sign);
    struct bg_py_node *node = bg_py_new(parser, is_augmented ? BG_PY_AUGMENT : BG_PY_EXPRESSION, first->at);
    node->a = first;
    if (is_augmented) {
        node->sign = sign;
        node->b = bg_py_value_of_statement(parser);
    }
    return node;
}

static const struct bg_py_node *type_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_TYPE);
    parser->token++;
    node->a = bg_py_want_name(parser);
    bg_py_skip_type_parameters(parser);
    (void)bg_py_want_sign(parser, '=');
    node->b = bg_py_expression(parser);
    return node;
}

static const struct bg_py_node *simple(struct bg_py_parser *parser) {
    if (parser->token->kind != BG_PY_TOKEN_KEYWORD) {
        bool is_type = bg_py_is_name_token(parser, parser->token, "type") && parser->token[1].kind == BG_PY_TOKEN_NAME;
        return is_type ? type_statement(parser) : expression_statement(parser);
    }
    switch (parser->token->sign) {
    case BG_PY_WORD_PASS:
        return word_statement(parser, BG_PY_PASS);
    case BG_PY_WORD_BREAK:
        return word_statement(parser, BG_PY_BREAK);
    case BG_PY_WORD_CONTINUE:
        return word_statement(parser, BG_PY_CONTINUE);
    case BG_PY_WORD_RETURN:
        return return_statement(parser);
    case BG_PY_WORD_RAISE:
        return two_values(parser, BG_PY_RAISE);
    case BG_PY_WORD_ASSERT:
        return two_values(parser, BG_PY_ASSERT);
    case BG_PY_WORD_DEL:
        return delete_statement(parser);
    case BG_PY_WORD_GLOBAL:
    case BG_PY_WORD_NONLOCAL:
        return names_statement(parser);
    case BG_PY_WORD_IMPORT:
        return import_statement(parser);
    case BG_PY_WORD_FROM:
        return from_statement(parser);
    default:
        return expression_statement(parser);
    }
}

void bg_py_simple_line(struct bg_py_parser *parser, struct bg_py_nodes *out) {
    do {
        bg_py_nodes_add(parser, out, simple(parser));
    } while (bg_py_take_sign(parser, ';') && parser->token->kind != BG_PY_TOKEN_NEWLINE);
    if (parser->token->kind != BG_PY_TOKEN_NEWLINE) {
        (void)bg_py_fail(parser, BG_PY_INVALID);
    } else {
        parser->token++;
    }
}
