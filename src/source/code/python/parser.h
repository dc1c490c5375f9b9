/* Inside of the parser: what its parts share, parse_*.c. */
#ifndef BG_SOURCE_CODE_PYTHON_PARSER_H
#define BG_SOURCE_CODE_PYTHON_PARSER_H

#include "source/code/python/token.h"
#include "source/code/python/tree.h"

struct bg_py_parser {
    struct bg_arena *arena;
    struct bg_slice text;
    const struct bg_py_token *token; /* the next one; the last is an END */
    size_t *node_count;              /* of the file */
    unsigned depth;
    bool is_pattern; /* "as" may follow a part */
    const char *fault;
    uint32_t fault_at;
};

#define BG_PY_INVALID "it is no valid Python 3"

/* Nodes that are collected before their number is known. */
struct bg_py_nodes {
    const struct bg_py_node **items;
    size_t count;
    size_t room; /* private */
};

/* Always NULL or false after a fault: what went wrong first is kept, and no token follows. */
bool bg_py_fail(struct bg_py_parser *parser, const char *fault);
struct bg_py_node *bg_py_new(struct bg_py_parser *parser, enum bg_py_kind kind, uint32_t at);
void bg_py_nodes_add(struct bg_py_parser *parser, struct bg_py_nodes *nodes, const struct bg_py_node *node);
struct bg_py_block bg_py_block(const struct bg_py_nodes *nodes);

struct bg_slice bg_py_token_text(const struct bg_py_parser *parser, const struct bg_py_token *token);
bool bg_py_is_sign(const struct bg_py_parser *parser, uint32_t sign);
bool bg_py_is_word(const struct bg_py_parser *parser, enum bg_py_word word);
/* Whether it is next, which it is then no more. */
bool bg_py_take_sign(struct bg_py_parser *parser, uint32_t sign);
bool bg_py_take_word(struct bg_py_parser *parser, enum bg_py_word word);
bool bg_py_want_sign(struct bg_py_parser *parser, uint32_t sign);
bool bg_py_want_word(struct bg_py_parser *parser, enum bg_py_word word);
/* The name that is next, as a node. */
struct bg_py_node *bg_py_want_name(struct bg_py_parser *parser);

/* One level deeper; false if that is too deep. Each that is true is left again. */
bool bg_py_enter(struct bg_py_parser *parser);
void bg_py_leave(struct bg_py_parser *parser);

/* Whether an expression may begin here; a clause of a comprehension. */
bool bg_py_begins(const struct bg_py_parser *parser);
bool bg_py_is_clause(const struct bg_py_parser *parser);
/* What binds closer than `if`, but for a lambda. */
const struct bg_py_node *bg_py_operand(struct bg_py_parser *parser);
/* A named expression, or one behind a star. */
const struct bg_py_node *bg_py_starred(struct bg_py_parser *parser);
/* What begins with the bracket that is next. */
const struct bg_py_node *bg_py_bracketed(struct bg_py_parser *parser);
/* The clauses that are next, of the element before them. */
const struct bg_py_node *bg_py_comprehension(struct bg_py_parser *parser, uint32_t at, uint32_t opening,
                                             const struct bg_py_node *element, const struct bg_py_node *value);
/* What is looked up, behind the opening bracket, up to and with the closing one. */
const struct bg_py_node *bg_py_index(struct bg_py_parser *parser);
/* `a if b else c` and all that binds closer; a lambda, too. */
const struct bg_py_node *bg_py_expression(struct bg_py_parser *parser);
/* The same, or `name := value`. */
const struct bg_py_node *bg_py_named(struct bg_py_parser *parser);
/* The same with commas and stars: a tuple if there are any. */
const struct bg_py_node *bg_py_expressions(struct bg_py_parser *parser);
/* What a loop may assign to, before its `in`. */
const struct bg_py_node *bg_py_targets(struct bg_py_parser *parser);
/* `yield` or the expressions above. */
const struct bg_py_node *bg_py_value_of_statement(struct bg_py_parser *parser);
/* Arguments behind the opening parenthesis, up to and with the closing one. */
struct bg_py_block bg_py_arguments(struct bg_py_parser *parser);
/* Parameters up to the sign that closes them, which stays. */
struct bg_py_block bg_py_parameters(struct bg_py_parser *parser, bool has_annotations, uint32_t closing);
/* Simple statements with semicolons between them, up to the end of the line. */
void bg_py_simple_line(struct bg_py_parser *parser, struct bg_py_nodes *out);
/* Skips the parameters of a generic class, function or type, [T: int, *Ts], which say nothing that is asked for. */
void bg_py_skip_type_parameters(struct bg_py_parser *parser);
/* Whether it is this name. */
bool bg_py_is_name_token(const struct bg_py_parser *parser, const struct bg_py_token *token, const char *name);
/* The texts that are next, one or several beside each other. */
const struct bg_py_node *bg_py_texts(struct bg_py_parser *parser);

#endif
