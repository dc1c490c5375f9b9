/*
 * A module of Python as a tree of statements and expressions, with the place of each. One kind of node for all; what
 * its parts are stands beside its kind. It lives in one arena. Nothing is run, and nothing is looked up.
 *
 * A file that Python itself would refuse has a fault and no statements: nothing of it can be believed. What is valid
 * and not looked at more closely (patterns of `match`, say) is there as what it is written as.
 */
#ifndef BG_SOURCE_CODE_PYTHON_TREE_H
#define BG_SOURCE_CODE_PYTHON_TREE_H

#include "text/source.h"

enum bg_py_kind {
    /* Expressions. */
    BG_PY_NAME,          /* text */
    BG_PY_TEXT,          /* text, decoded; BYTES, OPAQUE: it cannot be told what it says */
    BG_PY_FORMATTED,     /* items: TEXT and FIELD; OPAQUE: a template */
    BG_PY_FIELD,         /* a: expression, b: FORMATTED of its format or NULL, text: conversion; SHOWN */
    BG_PY_NUMBER,        /* text, as written */
    BG_PY_CONSTANT,      /* text: None, True, False, ... */
    BG_PY_LIST,          /* items */
    BG_PY_TUPLE,         /* items */
    BG_PY_SET,           /* items */
    BG_PY_DICT,          /* items: PAIR, STARRED with `**` */
    BG_PY_PAIR,          /* a: key, b: value */
    BG_PY_CALL,          /* a: what is called, items: ARGUMENT */
    BG_PY_ARGUMENT,      /* text: keyword or {NULL, 0}, a: value; STARS: 1 or 2 before it */
    BG_PY_ATTRIBUTE,     /* a, text */
    BG_PY_SUBSCRIPT,     /* a, b: index */
    BG_PY_SLICE,         /* a, b, c: each may be NULL */
    BG_PY_BINARY,        /* sign, a, b */
    BG_PY_UNARY,         /* sign: + - ~, or 0 for `not`; a */
    BG_PY_COMPARE,       /* a, items: COMPARISON */
    BG_PY_COMPARISON,    /* sign, or text: in, not in, is, is not; a */
    BG_PY_AND,           /* items */
    BG_PY_OR,            /* items */
    BG_PY_IF_ELSE,       /* a if b else c */
    BG_PY_LAMBDA,        /* items: PARAMETER, a: value */
    BG_PY_COMPREHENSION, /* sign: ( [ {; a: element or key, b: value of a dictionary, items: CLAUSE */
    BG_PY_CLAUSE,        /* for a in b, items: conditions */
    BG_PY_STARRED,       /* a */
    BG_PY_WALRUS,        /* a := b */
    BG_PY_AWAIT,         /* a */
    BG_PY_YIELD,         /* a or NULL */
    BG_PY_YIELD_FROM,    /* a */
    /* Statements. */
    BG_PY_EXPRESSION, /* a */
    BG_PY_ASSIGN,     /* items: targets, a: value */
    BG_PY_AUGMENT,    /* sign: of the operator, a, b */
    BG_PY_ANNOTATED,  /* a: target, b: annotation, c: value or NULL */
    BG_PY_RETURN,     /* a or NULL */
    BG_PY_RAISE,      /* a, b: each may be NULL */
    BG_PY_ASSERT,     /* a, b or NULL */
    BG_PY_PASS,
    BG_PY_BREAK,
    BG_PY_CONTINUE,
    BG_PY_DELETE,    /* items */
    BG_PY_GLOBAL,    /* items: NAME; also nonlocal */
    BG_PY_IMPORT,    /* items: ALIAS of modules */
    BG_PY_FROM,      /* text: module or empty, level: dots, items: ALIAS, one of `*` */
    BG_PY_ALIAS,     /* text: name, with its dots; a: NAME that it is bound to, or NULL */
    BG_PY_IF,        /* items: BRANCH in order; the last may have no test */
    BG_PY_BRANCH,    /* a: test, exception type, pattern, or NULL; b: NAME or guard or NULL; body */
    BG_PY_WHILE,     /* a, body, rest: else */
    BG_PY_FOR,       /* a in b, body, rest: else */
    BG_PY_TRY,       /* body, items: BRANCH of each `except`, rest: else, final */
    BG_PY_WITH,      /* items: PAIR (a: value, b: target or NULL), body */
    BG_PY_DEF,       /* text, items: PARAMETER, body, rest: decorators, b: returned annotation */
    BG_PY_PARAMETER, /* text, a: default or NULL, b: annotation or NULL; STARS: 1, 2; a lone star or slash has no text
                      */
    BG_PY_CLASS,     /* text, items: ARGUMENT, body, rest: decorators */
    BG_PY_MATCH,     /* a, items: BRANCH */
    BG_PY_TYPE,      /* a: name, b: what it is another word for */
};

enum bg_py_flag {
    BG_PY_BYTES = 1,
    BG_PY_OPAQUE = 2,
    BG_PY_SHOWN = 4,
    BG_PY_STAR = 8,
    BG_PY_STARS = 16,
    BG_PY_ASYNC = 32,
    BG_PY_SLASH = 64,
};

struct bg_py_node;

struct bg_py_block {
    const struct bg_py_node *const *items;
    size_t count;
};

struct bg_py_node {
    uint8_t kind; /* enum bg_py_kind */
    uint8_t flags;
    uint16_t level;
    uint32_t sign; /* BG_PY_SIGN */
    uint32_t at;   /* byte offset of its beginning */
    struct bg_slice text;
    const struct bg_py_node *a;
    const struct bg_py_node *b;
    const struct bg_py_node *c;
    struct bg_py_block items;
    struct bg_py_block body;
    struct bg_py_block rest;
    struct bg_py_block final;
};

struct bg_py_file {
    struct bg_source *source;
    struct bg_py_block body;
    const char *fault; /* why it is no Python, as a clause; NULL: it is */
    struct bg_place fault_at;
};

/* Reads a module, which must outlive the tree. Never fails: see `fault`. */
const struct bg_py_file *bg_py_parse(struct bg_arena *arena, struct bg_source *source);

#endif
