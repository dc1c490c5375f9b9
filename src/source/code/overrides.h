/*
 * Which streams of a package in Python make their schema in code, beside or instead of a file: those of classes that
 * define `get_json_schema`, or inherit it from another class of the package.
 */
#ifndef BG_SOURCE_CODE_OVERRIDES_H
#define BG_SOURCE_CODE_OVERRIDES_H

#include "base/vector.h"
#include "source/declaration.h"
#include "text/source.h"

struct bg_python_class {
    struct bg_slice name;
    struct bg_slice bases;    /* as they are written, between the parentheses */
    struct bg_slice stream;   /* the name that it gives to its stream, or that of the class in snake case */
    struct bg_place override; /* where it defines the schema; without a line if it does not */
    struct bg_slice
        borrowed; /* the name that it reads a schema by there, as it is written; {NULL, 0} if it reads none */
};

struct bg_python_classes {
    struct bg_python_class *items;
    size_t count;
    size_t room;  /* private */
    size_t steps; /* private: looked at so far, for all questions */
};

/* Adds the classes of a module, those in other classes and functions aside. */
void bg_python_classes_add(struct bg_arena *arena, struct bg_source *source, struct bg_python_classes *out);

/* Whether a class makes the schema of the stream, and where. Also true, and no place, where there are too many classes
 * to tell. */
bool bg_python_overrides(struct bg_python_classes *classes, struct bg_slice stream, struct bg_place *at);

/* The class that gives this name to its stream, or NULL. *override is the class that defines its schema, itself or one
 * that it inherits from; NULL if none does. */
const struct bg_python_class *bg_python_class_of(struct bg_python_classes *classes, struct bg_slice stream,
                                                 const struct bg_python_class **override);

#endif
