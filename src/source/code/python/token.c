/* Tokens of Python: see token.h. One pass over the bytes. */
#include "source/code/python/token.h"

#include "base/limits.h"
#include "source/code/python/text.h"

#include <stdlib.h>

struct indent {
    uint32_t column;    /* with a tab to the next eighth column, as Python counts */
    uint32_t as_blanks; /* with a tab as one: both must tell the same */
};

struct lexer {
    struct bg_slice text;
    size_t at;
    size_t end;
    bool is_inside;
    struct bg_py_tokens *out;
    struct indent indents[BG_LIMIT_CODE_INDENTS];
    size_t indent_count;
    char brackets[BG_LIMIT_CODE_DEPTH];
    size_t bracket_count;
};

bool bg_py_is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static char peek(const struct lexer *lexer, size_t ahead) {
    return lexer->end - lexer->at > ahead ? lexer->text.at[lexer->at + ahead] : '\0';
}

static bool fail(struct lexer *lexer, const char *fault) {
    lexer->out->fault = fault;
    lexer->out->fault_at = (uint32_t)lexer->at;
    return false;
}

static bool add(struct lexer *lexer, enum bg_py_token_kind kind, uint32_t sign, size_t end) {
    if (lexer->out->count >= BG_LIMIT_CODE_TOKENS) {
        return fail(lexer, "the file has too many words");
    }
    struct bg_py_token token = {kind, sign, (uint32_t)lexer->at, (uint32_t)end};
    BG_VECTOR_ADD(NULL, lexer->out, token);
    lexer->at = end;
    return true;
}

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* Bytes of the line end at the cursor: 0 if there is none. */
static size_t line_end(const struct lexer *lexer) {
    char c = peek(lexer, 0);
    return c == '\r' && peek(lexer, 1) == '\n' ? 2 : is_line_end(c) ? 1 : 0;
}

static void skip_comment(struct lexer *lexer) {
    while (lexer->at < lexer->end && !is_line_end(lexer->text.at[lexer->at])) {
        lexer->at++;
    }
}

static struct indent read_indent(struct lexer *lexer) {
    struct indent indent = {0, 0};
    for (; lexer->at < lexer->end; lexer->at++) {
        char c = lexer->text.at[lexer->at];
        if (c == ' ') {
            indent.column++;
            indent.as_blanks++;
        } else if (c == '\t') {
            indent.column = (indent.column / 8 + 1) * 8;
            indent.as_blanks++;
        } else if (c == '\f') {
            indent = (struct indent){0, 0};
        } else {
            break;
        }
    }
    return indent;
}

/* Indentation of a line that says something, compared with those of the blocks it may belong to. */
static bool take_indent(struct lexer *lexer, struct indent indent) {
    const struct indent *last = &lexer->indents[lexer->indent_count - 1];
    if (indent.column == last->column) {
        return indent.as_blanks == last->as_blanks || fail(lexer, "tabs and blanks are mixed");
    }
    if (indent.column > last->column) {
        if (indent.as_blanks <= last->as_blanks) {
            return fail(lexer, "tabs and blanks are mixed");
        }
        if (lexer->indent_count == BG_LIMIT_CODE_INDENTS) {
            return fail(lexer, "blocks are nested too deep");
        }
        lexer->indents[lexer->indent_count++] = indent;
        return add(lexer, BG_PY_TOKEN_INDENT, 0, lexer->at);
    }
    while (indent.column < lexer->indents[lexer->indent_count - 1].column) {
        lexer->indent_count--;
        if (!add(lexer, BG_PY_TOKEN_DEDENT, 0, lexer->at)) {
            return false;
        }
    }
    last = &lexer->indents[lexer->indent_count - 1];
    return (indent.column == last->column && indent.as_blanks == last->as_blanks) ||
           fail(lexer, "a line is indented like no other before it");
}

/* Lines that say nothing, and the indentation of the one that does. */
static bool begin_line(struct lexer *lexer) {
    while (lexer->at < lexer->end) {
        struct indent indent = read_indent(lexer);
        if (peek(lexer, 0) == '#') {
            skip_comment(lexer);
        }
        size_t skipped = line_end(lexer);
        if (skipped == 0) {
            return lexer->at == lexer->end || take_indent(lexer, indent);
        }
        lexer->at += skipped;
    }
    return true;
}

static int compare_word(const void *item, const void *key) {
    return bg_slice_compare(*(const struct bg_slice *)item, *(const struct bg_slice *)key);
}

static bool take_name(struct lexer *lexer) {
    static const struct bg_slice words[] = {
#define X(word, name) {word, sizeof(word) - 1},
        BG_PY_WORDS(X)
#undef X
    };
    size_t end = lexer->at;
    while (end < lexer->end && bg_py_is_name(lexer->text.at[end])) {
        end++;
    }
    struct bg_slice name = {lexer->text.at + lexer->at, end - lexer->at};
    size_t found = bg_vector_find(words, BG_PY_WORD_COUNT, sizeof words[0], &name, compare_word);
    bool is_word = found < BG_PY_WORD_COUNT && bg_slice_equal(words[found], name);
    return add(lexer, is_word ? BG_PY_TOKEN_KEYWORD : BG_PY_TOKEN_NAME, is_word ? (uint32_t)found : 0, end);
}

static size_t skip_digits(const struct lexer *lexer, size_t at) {
    while (at < lexer->end && (is_digit(lexer->text.at[at]) || lexer->text.at[at] == '_')) {
        at++;
    }
    return at;
}

static size_t exponent_end(const struct lexer *lexer, size_t at) {
    size_t digits_at = at + 1;
    if (digits_at < lexer->end && (lexer->text.at[digits_at] == '+' || lexer->text.at[digits_at] == '-')) {
        digits_at++;
    }
    return digits_at < lexer->end && is_digit(lexer->text.at[digits_at]) ? skip_digits(lexer, digits_at) : at;
}

static bool take_number(struct lexer *lexer) {
    size_t at = lexer->at;
    char kind = bg_ascii_lower(peek(lexer, 1));
    if (peek(lexer, 0) == '0' && (kind == 'x' || kind == 'o' || kind == 'b')) {
        at += 2;
        while (at < lexer->end && bg_py_is_name(lexer->text.at[at]) &&
               (kind == 'x' || is_digit(lexer->text.at[at]) || lexer->text.at[at] == '_')) {
            at++;
        }
        return add(lexer, BG_PY_TOKEN_NUMBER, 0, at);
    }
    at = skip_digits(lexer, at);
    if (at < lexer->end && lexer->text.at[at] == '.') {
        at = skip_digits(lexer, at + 1);
    }
    if (at < lexer->end && bg_ascii_lower(lexer->text.at[at]) == 'e') {
        at = exponent_end(lexer, at);
    }
    if (at < lexer->end && bg_ascii_lower(lexer->text.at[at]) == 'j') {
        at++;
    }
    return add(lexer, BG_PY_TOKEN_NUMBER, 0, at);
}

static bool open_bracket(struct lexer *lexer, char c) {
    if (lexer->bracket_count == BG_LIMIT_CODE_DEPTH) {
        return fail(lexer, "brackets are nested too deep");
    }
    lexer->brackets[lexer->bracket_count++] = c == '(' ? ')' : c == '[' ? ']' : '}';
    return add(lexer, BG_PY_TOKEN_SIGN, (unsigned char)c, lexer->at + 1);
}

static bool close_bracket(struct lexer *lexer, char c) {
    if (lexer->bracket_count == 0 || lexer->brackets[lexer->bracket_count - 1] != c) {
        return fail(lexer, "a bracket closes nothing");
    }
    lexer->bracket_count--;
    return add(lexer, BG_PY_TOKEN_SIGN, (unsigned char)c, lexer->at + 1);
}

static bool take_sign(struct lexer *lexer) {
    static const char *const signs[] = {
        "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "->",
        "+=",  "-=",  "*=",  "/=",  "%=",  "&=", "|=", "^=", "@=", ":=", "+",  "-",  "*",  "/",
        "%",   "&",   "|",   "^",   "~",   "<",  ">",  "=",  ".",  ",",  ":",  ";",  "@"};
    struct bg_slice rest = {lexer->text.at + lexer->at, lexer->end - lexer->at};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        struct bg_slice sign = bg_slice_of(signs[i]);
        if (bg_slice_starts(rest, sign)) {
            return add(lexer, BG_PY_TOKEN_SIGN, bg_py_sign(sign.at, sign.len), lexer->at + sign.len);
        }
    }
    return fail(lexer, "a character is none of Python's");
}

static bool take_text(struct lexer *lexer) {
    const char *fault = NULL;
    size_t end = bg_py_text_end(lexer->text, lexer->at, lexer->end, &fault);
    return end == 0 ? fail(lexer, fault) : add(lexer, BG_PY_TOKEN_TEXT, 0, end);
}

/* A line end: a token outside of brackets, if the line said something. */
static bool take_line_end(struct lexer *lexer, size_t length) {
    if (lexer->is_inside || lexer->bracket_count > 0) {
        lexer->at += length;
        return true;
    }
    return add(lexer, BG_PY_TOKEN_NEWLINE, 0, lexer->at + length) && begin_line(lexer);
}

static bool take_continuation(struct lexer *lexer) {
    size_t at = lexer->at++;
    size_t length = line_end(lexer);
    if (length == 0) {
        lexer->at = at;
        return fail(lexer, "a backslash joins no lines");
    }
    lexer->at += length;
    return true;
}

static bool take(struct lexer *lexer) {
    char c = lexer->text.at[lexer->at];
    size_t length = line_end(lexer);
    struct bg_py_quote quote;
    if (length > 0) {
        return take_line_end(lexer, length);
    }
    if (c == ' ' || c == '\t' || c == '\f') {
        lexer->at++;
        return true;
    }
    if (c == '#') {
        skip_comment(lexer);
        return true;
    }
    if (c == '\\') {
        return take_continuation(lexer);
    }
    if (bg_py_quote_read(lexer->text, lexer->at, lexer->end, &quote)) {
        return take_text(lexer);
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(lexer, 1)))) {
        return take_number(lexer);
    }
    if (bg_py_is_name(c)) {
        return take_name(lexer);
    }
    if (c != '\0' && strchr("([{", c) != NULL) {
        return open_bracket(lexer, c);
    }
    return c != '\0' && strchr(")]}", c) != NULL ? close_bracket(lexer, c) : take_sign(lexer);
}

/* The end of the last line, and of all blocks. */
static bool finish(struct lexer *lexer) {
    if (lexer->bracket_count > 0) {
        return fail(lexer, "a bracket is not closed");
    }
    size_t count = lexer->out->count;
    bool is_open = count > 0 && lexer->out->items[count - 1].kind >= BG_PY_TOKEN_NAME;
    bool is_ok = lexer->is_inside || !is_open || add(lexer, BG_PY_TOKEN_NEWLINE, 0, lexer->at);
    for (; is_ok && lexer->indent_count > 1; lexer->indent_count--) {
        is_ok = add(lexer, BG_PY_TOKEN_DEDENT, 0, lexer->at);
    }
    return is_ok;
}

void bg_py_tokens_read(struct bg_slice text, size_t at, size_t end, bool is_inside, struct bg_py_tokens *out) {
    *out = (struct bg_py_tokens){0};
    struct lexer lexer = {.text = text, .at = at, .end = end, .is_inside = is_inside, .out = out};
    lexer.indent_count = 1;
    bool is_ok = is_inside || begin_line(&lexer);
    while (is_ok && lexer.at < end) {
        is_ok = take(&lexer);
    }
    is_ok = is_ok && finish(&lexer);
    struct bg_py_token last = {BG_PY_TOKEN_END, 0, (uint32_t)lexer.at, (uint32_t)lexer.at};
    BG_VECTOR_ADD(NULL, out, last);
    (void)is_ok;
}

void bg_py_tokens_finish(struct bg_py_tokens *tokens) {
    free(tokens->items);
    *tokens = (struct bg_py_tokens){0};
}
