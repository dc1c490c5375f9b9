/*
 * Tree to JSON text, and a small streaming writer for reports. Not cJSON's printer: numbers here keep their text and
 * strings may hold NUL, neither of which survives cJSON's model.
 */
#ifndef BG_TEXT_WRITE_JSON_H
#define BG_TEXT_WRITE_JSON_H

#include "base/buffer.h"
#include "text/node.h"

enum bg_json_style {
    BG_JSON_COMPACT, /* one line, ", " and ": " as separators */
    BG_JSON_PRETTY,  /* two blanks a level */
};

/* Adds `node` (NULL is null); with `sorted`, members in order of their keys, else in document order. */
void bg_json_write_node(struct bg_buffer *out, const struct bg_node *node, enum bg_json_style style, bool sorted);

/* The same as one compact line, in the arena. */
struct bg_slice bg_json_line(struct bg_arena *arena, const struct bg_node *node);

/* Adds a quoted string; bytes that are no UTF-8 become U+FFFD. */
void bg_json_write_string(struct bg_buffer *out, struct bg_slice text);

/* Streaming writer; pretty. Key NULL inside a list. It writes commas and line ends itself. */
struct bg_json_writer {
    struct bg_buffer *out;
    /* private */
    unsigned level;
    bool is_first;
};

void bg_json_open(struct bg_json_writer *writer, const char *key, char bracket);         /* '{' or '[' */
void bg_json_close(struct bg_json_writer *writer, char bracket);                         /* '}' or ']' */
void bg_json_text(struct bg_json_writer *writer, const char *key, struct bg_slice text); /* {NULL, 0} is null */
void bg_json_number(struct bg_json_writer *writer, const char *key, uint64_t number);
void bg_json_bool(struct bg_json_writer *writer, const char *key, bool value);
void bg_json_null(struct bg_json_writer *writer, const char *key);
/* `json` is JSON text already. */
void bg_json_raw(struct bg_json_writer *writer, const char *key, struct bg_slice json);

#endif
