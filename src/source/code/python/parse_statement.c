/*
 * Statements of Python (reference, 7 and 8), and the module that they make. The first fault ends the reading, and takes
 * the statements along: Python would not run the file either.
 */
#include "source/code/python/parser.h"

#include "base/limits.h"

#define INVALID "it is no valid Python 3"

static void add_statements(struct bg_py_parser *parser, struct bg_py_nodes *out);
static void simple_line(struct bg_py_parser *parser, struct bg_py_nodes *out);

static struct bg_py_node *begin(struct bg_py_parser *parser, enum bg_py_kind kind) {
    return bg_py_new(parser, kind, parser->token->at);
}

/* What stands behind a colon: a block, or statements on the same line. */
static struct bg_py_block block(struct bg_py_parser *parser) {
    struct bg_py_nodes list = {0};
    (void)bg_py_want_sign(parser, ':');
    if (parser->token->kind != BG_PY_TOKEN_NEWLINE) {
        simple_line(parser, &list);
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
        (void)bg_py_fail(parser, INVALID);
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

/* The parameters of a generic class, function or type, [T: int, *Ts], say nothing that is asked for. */
static void skip_type_parameters(struct bg_py_parser *parser) {
    if (!bg_py_take_sign(parser, '[')) {
        return;
    }
    for (size_t open = 1; open > 0 && parser->token->kind != BG_PY_TOKEN_END; parser->token++) {
        open += bg_py_is_sign(parser, '[');
        open -= bg_py_is_sign(parser, ']');
    }
}

static const struct bg_py_node *function(struct bg_py_parser *parser, struct bg_py_block decorators) {
    struct bg_py_node *node = begin(parser, BG_PY_DEF);
    parser->token++;
    node->rest = decorators;
    node->text = bg_py_want_name(parser)->text;
    skip_type_parameters(parser);
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
    skip_type_parameters(parser);
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
        (void)bg_py_fail(parser, INVALID);
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
            (void)bg_py_fail(parser, INVALID);
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
    (void)bg_py_fail(parser, INVALID);
    return bg_py_new(parser, BG_PY_PASS, 0);
}

static bool is_name(const struct bg_py_parser *parser, const struct bg_py_token *token, const char *name) {
    return token->kind == BG_PY_TOKEN_NAME && bg_slice_is(bg_py_token_text(parser, token), name);
}

/* `match` is a name but where its line ends with a colon and a block begins with `case`. */
static bool is_match(const struct bg_py_parser *parser) {
    if (!is_name(parser, parser->token, "match")) {
        return false;
    }
    const struct bg_py_token *token = parser->token + 1;
    bool is_colon = false;
    for (; token->kind >= BG_PY_TOKEN_NAME; token++) {
        is_colon = token->kind == BG_PY_TOKEN_SIGN && token->sign == ':';
    }
    return is_colon && token->kind == BG_PY_TOKEN_NEWLINE && token[1].kind == BG_PY_TOKEN_INDENT &&
           is_name(parser, &token[2], "case");
}

static const struct bg_py_node *match_case(struct bg_py_parser *parser) {
    struct bg_py_node *branch = begin(parser, BG_PY_BRANCH);
    if (!is_name(parser, parser->token, "case")) {
        (void)bg_py_fail(parser, INVALID);
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
    skip_type_parameters(parser);
    (void)bg_py_want_sign(parser, '=');
    node->b = bg_py_expression(parser);
    return node;
}

static const struct bg_py_node *simple(struct bg_py_parser *parser) {
    if (parser->token->kind != BG_PY_TOKEN_KEYWORD) {
        bool is_type = is_name(parser, parser->token, "type") && parser->token[1].kind == BG_PY_TOKEN_NAME;
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

/* Simple statements with semicolons between them, up to the end of the line. */
static void simple_line(struct bg_py_parser *parser, struct bg_py_nodes *out) {
    do {
        bg_py_nodes_add(parser, out, simple(parser));
    } while (bg_py_take_sign(parser, ';') && parser->token->kind != BG_PY_TOKEN_NEWLINE);
    if (parser->token->kind != BG_PY_TOKEN_NEWLINE) {
        (void)bg_py_fail(parser, INVALID);
    } else {
        parser->token++;
    }
}

/* One compound statement, or a line of simple ones. */
static void add_statements(struct bg_py_parser *parser, struct bg_py_nodes *out) {
    const struct bg_py_node *node = compound(parser);
    if (node != NULL) {
        bg_py_nodes_add(parser, out, node);
    } else {
        simple_line(parser, out);
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
