/*
 * Mappings with a closed set of keys: the configuration, layouts, rules, profiles, reasons, waivers. What a mapping may
 * hold is a table, each of whose rows says once: the key, what its value is, whether it must be there, where it goes in
 * the struct, what counts without it, its limits. One loop reads them all. Nothing unknown is ignored; a mistake is an
 * error of usage with its place and the nearest known word.
 */
#ifndef BG_TEXT_FIELDS_H
#define BG_TEXT_FIELDS_H

#include "base/error.h"
#include "text/node.h"

/* What a value is, and what stands at its offset. */
enum bg_field_kind {
    BG_FIELD_NODE,   /* const struct bg_node *: anything, for a reader of its own */
    BG_FIELD_LINE,   /* struct bg_slice: a text of one line, not empty */
    BG_FIELD_LINES,  /* const struct bg_slice * and size_t: a list of lines, or one in place of a list */
    BG_FIELD_GLOBS,  /* likewise of patterns */
    BG_FIELD_WORD,   /* an enum: one of `words`, by their values */
    BG_FIELD_CHOICE, /* bool: one of two `words`, of which the second is true */
    BG_FIELD_SET,    /* uint32_t: a word or a list of them, a bit each */
    BG_FIELD_TABLE,  /* a struct: a mapping by `table` */
    BG_FIELD_LIST,   /* const struct * and size_t: a list of such mappings */
    BG_FIELD_OWN,    /* whatever `read` makes of it */
};

/* Built-in files owe more than those of a user: the sources of what they say, examples. */
enum bg_field_need { BG_OPTIONAL, BG_REQUIRED, BG_REQUIRED_BUILTIN };

/* One reading. */
struct bg_field_reader {
    struct bg_arena *arena;
    bool is_builtin;     /* the file is compiled into the program */
    const void *context; /* for functions of rows */
    struct bg_error *err;
};

struct bg_field;

/* Reads a value into the struct `out`. Called only where there is one. */
typedef bool bg_field_read(const struct bg_field_reader *reader, const struct bg_field *field,
                           const struct bg_member *member, void *out);

struct bg_field {
    const char *name;
    enum bg_field_kind kind;
    enum bg_field_need need;
    size_t at;                     /* offset of the value */
    size_t count_at;               /* LINES, GLOBS, LIST: offset of their number */
    bool never_empty;              /* LINES, GLOBS: the list holds something */
    size_t max;                    /* LINE, LINES, GLOBS: bytes of one text */
    const char *const *words;      /* WORD, CHOICE, SET */
    size_t word_count;             /* SET: at most 32 */
    uint32_t otherwise;            /* WORD, CHOICE, SET: the value of an absent key */
    const struct bg_fields *table; /* TABLE, LIST */
    bg_field_read *read;           /* OWN */
    const char *schema;            /* NODE, OWN: see fields_schema.h */
    const char *means;             /* what an editor says of the key; NULL: nothing */
};

struct bg_fields {
    const char *what; /* the mapping in messages: "the rule" */
    const struct bg_field *rows;
    size_t count;
    size_t size;        /* LIST: of one struct */
    const char *schema; /* members that its JSON Schema has besides those of the rows: see fields_schema.h */
};

/* For rows: `.at = ..., BG_FIELD_WORDS(names)`; and the table of an array of rows. */
#define BG_FIELD_WORDS(names) .words = (names), .word_count = sizeof(names) / sizeof *(names)
#define BG_FIELDS(text, array, type)                                                                                   \
    { .what = (text), .rows = (array), .count = sizeof(array) / sizeof *(array), .size = sizeof(type) }

/*
 * Reads `map` into the struct `out`, row by row; a null value is an absent key. What an absent key leaves is what stood
 * there, but for words. Texts point into the source, lists live in the arena.
 */
bool bg_fields_read(const struct bg_field_reader *reader, const struct bg_fields *fields, const struct bg_node *map,
                    void *out) BG_MUST_CHECK;

/* A mapping from names to mappings by `fields`, as a list in order of the names. Each struct begins with its name, a
 * slice. `fault` is what is said of anything but a mapping. */
bool bg_fields_read_named(const struct bg_field_reader *reader, const struct bg_fields *fields, const char *fault,
                          const struct bg_node *map, void **out, size_t *count) BG_MUST_CHECK;

/* A list of mappings by `fields`; anything else, NULL too, is a mistake of `name`. */
bool bg_fields_list(const struct bg_field_reader *reader, const struct bg_fields *fields, const char *name,
                    const struct bg_node *node, void **out, size_t *count) BG_MUST_CHECK;

/* The root of a YAML file in which nothing is amiss: what a connector's file is only told of is an error here. */
bool bg_fields_document(const struct bg_field_reader *reader, struct bg_source *source,
                        const struct bg_node **out) BG_MUST_CHECK;

/* Values by themselves, for rows with functions and for keys that are data. A `node` NULL is no text, and true. */
bool bg_fields_line(const struct bg_field_reader *reader, const struct bg_node *node, const char *name, size_t max,
                    struct bg_slice *out) BG_MUST_CHECK;
bool bg_fields_lines(const struct bg_field_reader *reader, const struct bg_node *node, const char *name, size_t max,
                     const struct bg_slice **out, size_t *count) BG_MUST_CHECK;
bool bg_fields_globs(const struct bg_field_reader *reader, const struct bg_node *node, const char *name, size_t max,
                     const struct bg_slice **out, size_t *count) BG_MUST_CHECK;
bool bg_fields_glob(struct bg_slice glob, struct bg_place at, struct bg_error *err) BG_MUST_CHECK;

/* One of `words`; *out is its index. */
bool bg_fields_word(const struct bg_node *node, const char *name, const char *const *words, size_t count, size_t *out,
                    struct bg_error *err) BG_MUST_CHECK;

#endif
