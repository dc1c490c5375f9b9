/*
 * The type of a plain YAML scalar, as PyYAML's SafeLoader decides it (YAML 1.1, with PyYAML's own regular expressions),
 * because that is what reads connector files at run time: `yes` is true, `012` is ten, `1:30` is ninety, `1e3` is text.
 */
#ifndef BG_TEXT_YAML_SCALAR_H
#define BG_TEXT_YAML_SCALAR_H

#include "base/arena.h"
#include "text/node.h"

enum bg_yaml_type {
    BG_YAML_TEXT,
    BG_YAML_NULL,
    BG_YAML_TRUE,
    BG_YAML_FALSE,
    BG_YAML_INT,
    BG_YAML_FLOAT,     /* infinities and NaN come as NULL: JSON has no word for them */
    BG_YAML_TIMESTAMP, /* rendered as ISO 8601 text */
    BG_YAML_MERGE,     /* << */
    BG_YAML_INVALID,   /* the runtime refuses to load it: *text says why */
};

/* *text becomes the JSON number or the text it stands for; in the arena, or a part of `plain`. */
enum bg_yaml_type bg_yaml_scalar_type(struct bg_arena *arena, struct bg_slice plain, struct bg_slice *text);

#endif
