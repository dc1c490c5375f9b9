/*
 * What an expression of Python may be worth to a reader that runs nothing: constants, lists whose elements may be
 * conditional and which may be open, classes, instances, functions, one of two (`either`), or unknown, because of
 * something. Unknown spoils what depends on it and nothing else.
 */
#ifndef BG_SOURCE_CODE_PYTHON_VALUE_H
#define BG_SOURCE_CODE_PYTHON_VALUE_H

#include "source/code/python/tree.h"

enum bg_py_type {
    BG_PY_IS_UNKNOWN,
    BG_PY_IS_NONE,
    BG_PY_IS_BOOL,
    BG_PY_IS_INT,
    BG_PY_IS_FLOAT, /* a number that is only compared with itself */
    BG_PY_IS_TEXT,
    BG_PY_IS_BYTES,
    BG_PY_IS_LIST,
    BG_PY_IS_TUPLE,
    BG_PY_IS_SET,
    BG_PY_IS_DICT,
    BG_PY_IS_CLASS,
    BG_PY_IS_INSTANCE,
    BG_PY_IS_FUNCTION,
    BG_PY_IS_METHOD,   /* a function with its first argument */
    BG_PY_IS_PROPERTY, /* what a class has under the name of one */
    BG_PY_IS_MODULE,
    BG_PY_IS_NATIVE, /* something of the language, the runtime or another package: its dotted name */
    BG_PY_IS_SUPER,
    BG_PY_IS_SCHEMA,   /* the schema in a file, and whether code changes it */
    BG_PY_IS_MANIFEST, /* the streams of the manifest, as one element of a list */
    BG_PY_IS_IMPORT,   /* what a module has under a name, once somebody asks */
    BG_PY_IS_EITHER,
};

/* A place where the code may go two ways, by what is not known. A way that ends in an exception is dead. */
struct bg_py_branch {
    bool is_dead[2];
    bool is_trial; /* an exception decides it: what the server lets somebody see, more often than what is set */
};

/* Under which ways something is there: all of the list. NULL: always. */
struct bg_py_guard {
    struct bg_py_branch *branch;
    unsigned way;
    const struct bg_py_guard *next;
};

struct bg_py_value;

struct bg_py_item {
    struct bg_py_value *key; /* of a dictionary, else NULL */
    struct bg_py_value *value;
    const struct bg_py_guard *guard;
};

/* What a list, a set or a dictionary holds at one time; a change makes another one. */
struct bg_py_content {
    struct bg_py_item *items;
    size_t count;
    size_t room;
    size_t *used;                   /* of the room, by all that share it */
    const struct bg_py_value *open; /* there may be more: why; NULL: there is no more */
    size_t known_from;              /* of an open dictionary: the first item that what is unknown cannot replace */
};

struct bg_py_class;
struct bg_py_function;
struct bg_py_module;
struct bg_py_names;

struct bg_py_value {
    enum bg_py_type type;
    bool truth;    /* of a BOOL; a SCHEMA that code changes; a PROPERTY that is cached */
    uint64_t born; /* state.h */
    int64_t number;
    struct bg_slice text;    /* of a TEXT, BYTES, FLOAT; the name of a NATIVE, of a SCHEMA's file; why it is UNKNOWN */
    struct bg_slice package; /* of a SCHEMA */
    struct bg_place at;      /* where it became UNKNOWN; where an INSTANCE was made */
    struct bg_py_content *content;
    struct bg_py_class *class;       /* of an INSTANCE, or the CLASS; behind which a SUPER looks */
    struct bg_py_names *names;       /* of an INSTANCE */
    struct bg_py_function *function; /* also the getter of a PROPERTY */
    struct bg_py_module *module;
    struct bg_py_value *self;  /* of a METHOD, a SUPER; the first way of an EITHER; the setter of a PROPERTY */
    struct bg_py_value *other; /* the function of a METHOD; the second way of an EITHER */
    struct bg_py_branch *branch;
};

/* An answer that may not be known. */
enum bg_py_truth { BG_PY_NO, BG_PY_YES, BG_PY_MAYBE };

enum bg_py_truth bg_py_truth_of(const struct bg_py_value *value);

/* The same of an instance (class.c): it is true unless its class says something else. */
enum bg_py_truth bg_py_truth_of_class(const struct bg_py_class *class);

/* Equal as Python's ==, as far as that can be told. */
enum bg_py_truth bg_py_equal(const struct bg_py_value *a, const struct bg_py_value *b);

/* Whether both are the same constant, or the same thing. */
bool bg_py_same(const struct bg_py_value *a, const struct bg_py_value *b);

static inline bool bg_py_is(const struct bg_py_value *value, enum bg_py_type type) {
    return value != NULL && value->type == type;
}

/* A list, a tuple or a set. */
static inline bool bg_py_is_sequence(const struct bg_py_value *value) {
    return bg_py_is(value, BG_PY_IS_LIST) || bg_py_is(value, BG_PY_IS_TUPLE) || bg_py_is(value, BG_PY_IS_SET);
}

/* Whether somebody has each way of each branch, but for dead ones: then one of those who have these guards is always
 * there. */
bool bg_py_guards_cover(const struct bg_py_guard *const *guards, size_t count);

#endif
