/* Texts of Python: where they end, what their parts are and what they say (Python 3 reference, 2.4 and 2.5). */
#ifndef BG_SOURCE_CODE_PYTHON_TEXT_H
#define BG_SOURCE_CODE_PYTHON_TEXT_H

#include "base/arena.h"

/* How a text begins. */
struct bg_py_quote {
    size_t prefix; /* bytes before the quote */
    size_t quotes; /* 1 or 3 */
    char quote;
    bool is_raw;
    bool is_bytes;
    bool is_formatted; /* has fields: f"", or the template t"" */
    bool is_template;
};

/* Whether a text begins at byte `at`, and how. */
bool bg_py_quote_read(struct bg_slice text, size_t at, size_t end, struct bg_py_quote *out);

/* Where the text ends that begins at `at`, behind its last quote; 0, and a clause in *fault, if it does not. */
size_t bg_py_text_end(struct bg_slice text, size_t at, size_t end, const char **fault);

/* A field of a formatted text, "{expression!r:spec}". */
struct bg_py_field {
    size_t expression; /* [expression, expression_end) */
    size_t expression_end;
    char conversion; /* 0 without one */
    size_t spec;     /* [spec, spec_end), or both 0 */
    size_t spec_end;
    bool is_shown; /* "{x=}" shows the expression, too */
    size_t end;    /* behind the brace */
};

/* The field whose brace is at `at`; false if it does not end. */
bool bg_py_field_read(struct bg_slice text, size_t at, size_t end, struct bg_py_field *out);

/* The next piece of a formatted text from `at` on: bytes before a field or the end. */
size_t bg_py_plain_end(struct bg_slice text, size_t at, size_t end, const struct bg_py_quote *quote);

/* What a text says, of its bytes between the quotes: in the arena, or a part of `body`. False if that cannot be told:
 * a character by its name, half of a pair. `is_doubled`: braces stand twice. */
bool bg_py_text_decode(struct bg_arena *arena, struct bg_slice body, const struct bg_py_quote *quote, bool is_doubled,
                       struct bg_slice *out);

#endif
