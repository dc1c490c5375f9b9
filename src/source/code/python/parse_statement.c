/*
 * Statements with blocks (Python 3 reference, 8), and the module that they make. The first fault ends the reading, and
 * takes the statements along: Python would not run the file either.
 */
#include "source/code/python/parser.h"

#include "base/limits.h"

static void add_statements(struct bg_py_parser *parser, struct bg_py_nodes *out);

static struct bg_py_node *begin(struct bg_py_parser *parser, enum bg_py_kind kind) {
    return bg_py_new(parser, kind, parser->token->at);
}

/* What stands behind a colon: a block, or statements on the same line. */
static struct bg_py_block block(struct bg_py_parser *parser) {
    struct bg_py_nodes list = {0};
    (void)bg_py_want_sign(parser, ':');
    if (parser->token->kind != BG_PY_TOKEN_NEWLINE) {
        bg_py_simple_line(parser, &list);
        return bg_py_block(&list);
    }
    parser->token++;
    if (parser->token->kind != BG_PY_TOKEN_INDENT) {
        (void)bg_py_fail(parser, "a block has no statement");
    }
    if (parser->fault == NULL && bg_py_enter(parser)) {
        parser->token++;
        while (parser->fault == NULL && parser->token->kind != BG_PY_TOKEN_DEDENT) {
            add_statements(parser, &list);
        }
        if (parser->fault == NULL) {
            parser->token++;
        }
        bg_py_leave(parser);
    }
    return bg_py_block(&list);
}

static struct bg_py_block else_block(struct bg_py_parser *parser) {
    return bg_py_take_word(parser, BG_PY_WORD_ELSE) ? block(parser) : (struct bg_py_block){0};
}

static const struct bg_py_node *if_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_IF);
    struct bg_py_nodes branches = {0};
    while (bg_py_is_word(parser, BG_PY_WORD_IF) || bg_py_is_word(parser, BG_PY_WORD_ELIF)) {
        if (branches.count > 0 && bg_py_is_word(parser, BG_PY_WORD_IF)) {
            break; /* the next statement */
        }
        struct bg_py_node *branch = begin(parser, BG_PY_BRANCH);
        parser->token++;
        branch->a = bg_py_named(parser);
        branch->body = block(parser);
        bg_py_nodes_add(parser, &branches, branch);
    }
    if (bg_py_is_word(parser, BG_PY_WORD_ELSE)) {
        struct bg_py_node *branch = begin(parser, BG_PY_BRANCH);
        branch->body = else_block(parser);
        bg_py_nodes_add(parser, &branches, branch);
    }
    node->items = bg_py_block(&branches);
    return node;
}

static const struct bg_py_node *while_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_WHILE);
    parser->token++;
    node->a = bg_py_named(parser);
    node->body = block(parser);
    node->rest = else_block(parser);
    return node;
}

static const struct bg_py_node *for_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_FOR);
    parser->token++;
    node->a = bg_py_targets(parser);
    (void)bg_py_want_word(parser, BG_PY_WORD_IN);
    node->b = bg_py_expressions(parser);
    node->body = block(parser);
    node->rest = else_block(parser);
    return node;
}

static const struct bg_py_node *handler(struct bg_py_parser *parser) {
    struct bg_py_node *branch = begin(parser, BG_PY_BRANCH);
    parser->token++;
    (void)bg_py_take_sign(parser, '*');
    if (!bg_py_is_sign(parser, ':')) {
        branch->a = bg_py_expressions(parser);
        if (bg_py_take_word(parser, BG_PY_WORD_AS)) {
            branch->b = bg_py_want_name(parser);
        }
    }
    branch->body = block(parser);
    return branch;
}

static const struct bg_py_node *try_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_TRY);
    parser->token++;
    node->body = block(parser);
    struct bg_py_nodes handlers = {0};
    while (bg_py_is_word(parser, BG_PY_WORD_EXCEPT)) {
        bg_py_nodes_add(parser, &handlers, handler(parser));
    }
    node->items = bg_py_block(&handlers);
    node->rest = else_block(parser);
    bool has_final = bg_py_take_word(parser, BG_PY_WORD_FINALLY);
    if (has_final) {
        node->final = block(parser);
    } else if (handlers.count == 0) {
        (void)bg_py_fail(parser, BG_PY_INVALID);
    }
    return node;
}

/* Whether the parenthesis that is next closes before the colon of the statement: then the managers stand inside. */
static bool is_parenthesised(const struct bg_py_parser *parser) {
    if (!bg_py_is_sign(parser, '(')) {
        return false;
    }
    size_t open = 0;
    const struct bg_py_token *token = parser->token;
    for (; token->kind != BG_PY_TOKEN_END; token++) {
        bool is_sign = token->kind == BG_PY_TOKEN_SIGN;
        open += is_sign && (token->sign == '(' || token->sign == '[' || token->sign == '{');
        open -= is_sign && (token->sign == ')' || token->sign == ']' || token->sign == '}');
        if (open == 0) {
            break;
        }
    }
    bool is_closed = token->kind != BG_PY_TOKEN_END;
    return is_closed && token[1].kind == BG_PY_TOKEN_SIGN && token[1].sign == ':' &&
           parser->token[1].kind != BG_PY_TOKEN_KEYWORD;
}

static const struct bg_py_node *with_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_WITH);
    parser->token++;
    bool is_inside = is_parenthesised(parser);
    parser->token += is_inside;
    struct bg_py_nodes items = {0};
    do {
        if (is_inside && items.count > 0 && bg_py_is_sign(parser, ')')) {
            break;
        }
        struct bg_py_node *item = begin(parser, BG_PY_PAIR);
        item->a = bg_py_named(parser);
        if (bg_py_take_word(parser, BG_PY_WORD_AS)) {
            item->b = bg_py_expression(parser);
        }
        bg_py_nodes_add(parser, &items, item);
    } while (bg_py_take_sign(parser, ','));
    if (is_inside) {
        (void)bg_py_want_sign(parser, ')');
    }
    node->items = bg_py_block(&items);
    node->body = block(parser);
    return node;
}

static const struct bg_py_node *function(struct bg_py_parser *parser, struct bg_py_block decorators) {
    struct bg_py_node *node = begin(parser, BG_PY_DEF);
    parser->token++;
    node->rest = decorators;
    node->text = bg_py_want_name(parser)->text;
    bg_py_skip_type_parameters(parser);
    (void)bg_py_want_sign(parser, '(');
    node->items = bg_py_parameters(parser, true, ')');
    (void)bg_py_want_sign(parser, ')');
    if (bg_py_take_sign(parser, BG_PY_SIGN("->"))) {
        node->b = bg_py_expressions(parser);
    }
    node->body = block(parser);
    return node;
}

static const struct bg_py_node *class_statement(struct bg_py_parser *parser, struct bg_py_block decorators) {
    struct bg_py_node *node = begin(parser, BG_PY_CLASS);
    parser->token++;
    node->rest = decorators;
    node->text = bg_py_want_name(parser)->text;
    bg_py_skip_type_parameters(parser);
    if (bg_py_take_sign(parser, '(')) {
        node->items = bg_py_arguments(parser);
    }
    node->body = block(parser);
    return node;
}

static const struct bg_py_node *async_statement(struct bg_py_parser *parser, struct bg_py_block decorators) {
    parser->token++;
    const struct bg_py_node *node = bg_py_is_word(parser, BG_PY_WORD_DEF)    ? function(parser, decorators)
                                    : bg_py_is_word(parser, BG_PY_WORD_FOR)  ? for_statement(parser)
                                    : bg_py_is_word(parser, BG_PY_WORD_WITH) ? with_statement(parser)
                                                                             : NULL;
    if (node == NULL) {
        (void)bg_py_fail(parser, BG_PY_INVALID);
        return bg_py_new(parser, BG_PY_PASS, 0);
    }
    struct bg_py_node *own = bg_arena_alloc(parser->arena, sizeof *own);
    *own = *node;
    own->flags |= BG_PY_ASYNC;
    return own;
}

static const struct bg_py_node *decorated(struct bg_py_parser *parser) {
    struct bg_py_nodes decorators = {0};
    while (bg_py_take_sign(parser, '@')) {
        bg_py_nodes_add(parser, &decorators, bg_py_named(parser));
        if (parser->token->kind != BG_PY_TOKEN_NEWLINE) {
            (void)bg_py_fail(parser, BG_PY_INVALID);
            break;
        }
        parser->token++;
    }
    struct bg_py_block list = bg_py_block(&decorators);
    if (bg_py_is_word(parser, BG_PY_WORD_CLASS)) {
        return class_statement(parser, list);
    }
    if (bg_py_is_word(parser, BG_PY_WORD_DEF)) {
        return function(parser, list);
    }
    if (bg_py_is_word(parser, BG_PY_WORD_ASYNC)) {
        return async_statement(parser, list);
    }
    (void)bg_py_fail(parser, BG_PY_INVALID);
    return bg_py_new(parser, BG_PY_PASS, 0);
}

/* `match` is a name but where its line ends with a colon and a block begins with `case`. */
static bool is_match(const struct bg_py_parser *parser) {
    if (!bg_py_is_name_token(parser, parser->token, "match")) {
        return false;
    }
    const struct bg_py_token *token = parser->token + 1;
    bool is_colon = false;
    for (; token->kind >= BG_PY_TOKEN_NAME; token++) {
        is_colon = token->kind == BG_PY_TOKEN_SIGN && token->sign == ':';
    }
    return is_colon && token->kind == BG_PY_TOKEN_NEWLINE && token[1].kind == BG_PY_TOKEN_INDENT &&
           bg_py_is_name_token(parser, &token[2], "case");
}

static const struct bg_py_node *match_case(struct bg_py_parser *parser) {
    struct bg_py_node *branch = begin(parser, BG_PY_BRANCH);
    if (!bg_py_is_name_token(parser, parser->token, "case")) {
        (void)bg_py_fail(parser, BG_PY_INVALID);
        return branch;
    }
    parser->token++;
    parser->is_pattern = true;
    branch->a = bg_py_expressions(parser);
    parser->is_pattern = false;
    if (bg_py_take_word(parser, BG_PY_WORD_IF)) {
        branch->b = bg_py_named(parser);
    }
    branch->body = block(parser);
    return branch;
}

static const struct bg_py_node *match_statement(struct bg_py_parser *parser) {
    struct bg_py_node *node = begin(parser, BG_PY_MATCH);
    parser->token++;
    node->a = bg_py_expressions(parser);
    (void)bg_py_want_sign(parser, ':');
    struct bg_py_nodes cases = {0};
    if (parser->fault == NULL && bg_py_enter(parser)) {
        parser->token += 2; /* is_match has seen them */
        while (parser->fault == NULL && parser->token->kind != BG_PY_TOKEN_DEDENT) {
            bg_py_nodes_add(parser, &cases, match_case(parser));
        }
        parser->token += parser->fault == NULL;
        bg_py_leave(parser);
    }
    node->items = bg_py_block(&cases);
    return node;
}

/* A compound statement, or NULL if a simple one begins. Recursive through block(), which counts how deep. */
static const struct bg_py_node *compound(struct bg_py_parser *parser) {
    static const struct bg_py_block none = {0};
    if (parser->token->kind == BG_PY_TOKEN_SIGN && parser->token->sign == '@') {
        return decorated(parser);
    }
    if (parser->token->kind != BG_PY_TOKEN_KEYWORD) {
        return is_match(parser) ? match_statement(parser) : NULL;
    }
    switch (parser->token->sign) {
    case BG_PY_WORD_IF:
        return if_statement(parser);
    case BG_PY_WORD_WHILE:
        return while_statement(parser);
    case BG_PY_WORD_FOR:
        return for_statement(parser);
    case BG_PY_WORD_TRY:
        return try_statement(parser);
    case BG_PY_WORD_WITH:
        return with_statement(parser);
    case BG_PY_WORD_DEF:
        return function(parser, none);
    case BG_PY_WORD_CLASS:
        return class_statement(parser, none);
    case BG_PY_WORD_ASYNC:
        return async_statement(parser, none);
    default:
        return NULL;
    }
}

/* One compound statement, or a line of simple ones. */
static void add_statements(struct bg_py_parser *parser, struct bg_py_nodes *out) {
    const struct bg_py_node *node = compound(parser);
    if (node != NULL) {
        bg_py_nodes_add(parser, out, node);
    } else {
        bg_py_simple_line(parser, out);
    }
}

static void read_module(struct bg_py_parser *parser, struct bg_py_file *out) {
    struct bg_py_nodes list = {0};
    while (parser->fault == NULL && parser->token->kind != BG_PY_TOKEN_END) {
        add_statements(parser, &list);
    }
    out->body = bg_py_block(&list);
}

static const char *fault_of_bytes(struct bg_slice text) {
    return text.len > BG_LIMIT_FILE                  ? "it is too large"
           : memchr(text.at, '\0', text.len) != NULL ? "it has a byte that is zero"
           : bg_slice_utf8_prefix(text) < text.len   ? "it is no UTF-8"
                                                     : NULL;
}

const struct bg_py_file *bg_py_parse(struct bg_arena *arena, struct bg_source *source) {
    struct bg_py_file *file = bg_arena_alloc(arena, sizeof *file);
    file->source = source;
    struct bg_slice text = source->text;
    file->fault = text.len == 0 ? NULL : fault_of_bytes(text);
    file->fault_at = (struct bg_place){.file = source->path};
    if (text.len == 0 || file->fault != NULL) {
        return file;
    }
    struct bg_py_tokens tokens;
    size_t start = bg_slice_starts(text, BG_LITERAL("\xEF\xBB\xBF")) ? 3 : 0;
    bg_py_tokens_read(text, start, text.len, false, &tokens);
    size_t node_count = 0;
    struct bg_py_parser parser = {.arena = arena, .text = text, .token = tokens.items, .node_count = &node_count};
    parser.fault = tokens.fault;
    parser.fault_at = tokens.fault_at;
    read_module(&parser, file);
    bg_py_tokens_finish(&tokens);
    if (parser.fault != NULL) {
        file->fault = parser.fault;
        file->fault_at = bg_source_place(source, parser.fault_at);
        file->body = (struct bg_py_block){0};
    }
    return file;
}
