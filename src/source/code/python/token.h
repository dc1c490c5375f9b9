/*
 * Python as tokens (Python 3 reference, 2 "Lexical analysis"), with indentation, of the versions 3.8 to 3.13. Nothing
 * is kept of a token but where it stands. An f-string is one token, however deep strings are nested in it: its parts
 * are told apart when it is asked for (text.h).
 */
#ifndef BG_SOURCE_CODE_PYTHON_TOKEN_H
#define BG_SOURCE_CODE_PYTHON_TOKEN_H

#include "base/vector.h"
#include "text/source.h"

enum bg_py_token_kind {
    BG_PY_TOKEN_END,
    BG_PY_TOKEN_NEWLINE,
    BG_PY_TOKEN_INDENT,
    BG_PY_TOKEN_DEDENT,
    BG_PY_TOKEN_NAME,
    BG_PY_TOKEN_KEYWORD,
    BG_PY_TOKEN_NUMBER,
    BG_PY_TOKEN_TEXT,
    BG_PY_TOKEN_SIGN,
};

/* X(word, name): the keywords that never are names, sorted by their bytes. */
#define BG_PY_WORDS(X)                                                                                                 \
    X("False", FALSE)                                                                                                  \
    X("None", NONE)                                                                                                    \
    X("True", TRUE)                                                                                                    \
    X("and", AND)                                                                                                      \
    X("as", AS)                                                                                                        \
    X("assert", ASSERT)                                                                                                \
    X("async", ASYNC)                                                                                                  \
    X("await", AWAIT)                                                                                                  \
    X("break", BREAK)                                                                                                  \
    X("class", CLASS)                                                                                                  \
    X("continue", CONTINUE)                                                                                            \
    X("def", DEF)                                                                                                      \
    X("del", DEL)                                                                                                      \
    X("elif", ELIF)                                                                                                    \
    X("else", ELSE)                                                                                                    \
    X("except", EXCEPT)                                                                                                \
    X("finally", FINALLY)                                                                                              \
    X("for", FOR)                                                                                                      \
    X("from", FROM)                                                                                                    \
    X("global", GLOBAL)                                                                                                \
    X("if", IF)                                                                                                        \
    X("import", IMPORT)                                                                                                \
    X("in", IN)                                                                                                        \
    X("is", IS)                                                                                                        \
    X("lambda", LAMBDA)                                                                                                \
    X("nonlocal", NONLOCAL)                                                                                            \
    X("not", NOT)                                                                                                      \
    X("or", OR)                                                                                                        \
    X("pass", PASS)                                                                                                    \
    X("raise", RAISE)                                                                                                  \
    X("return", RETURN)                                                                                                \
    X("try", TRY)                                                                                                      \
    X("while", WHILE)                                                                                                  \
    X("with", WITH)                                                                                                    \
    X("yield", YIELD)

enum bg_py_word {
#define X(word, name) BG_PY_WORD_##name,
    BG_PY_WORDS(X)
#undef X
        BG_PY_WORD_COUNT,
};

struct bg_py_token {
    enum bg_py_token_kind kind;
    uint32_t sign; /* of a sign: its bytes, BG_PY_SIGN("**="); of a keyword: its enum bg_py_word */
    uint32_t at;   /* bytes [at, end) of the source */
    uint32_t end;
};

/* A sign of at most three bytes as one number; one of two bytes where a constant is asked for. */
#define BG_PY_SIGN(text) bg_py_sign(text, sizeof(text) - 1)
#define BG_PY_TWO(first, second) ((uint32_t)(first) << 8 | (uint32_t)(second))

static inline uint32_t bg_py_sign(const char *text, size_t length) {
    uint32_t sign = 0;
    for (size_t i = 0; i < length; i++) {
        sign = sign << 8 | (unsigned char)text[i];
    }
    return sign;
}

struct bg_py_tokens {
    struct bg_py_token *items;
    size_t count;
    size_t room;       /* private */
    const char *fault; /* what ended them early, as a clause; NULL: nothing did */
    uint32_t fault_at;
};

/*
 * The tokens of the bytes [at, end) of the source, the last one an END. `is_inside`: they stand between brackets, where
 * lines do not count. With a fault they end there. Freed with bg_py_tokens_finish.
 */
void bg_py_tokens_read(struct bg_slice text, size_t at, size_t end, bool is_inside, struct bg_py_tokens *out);
void bg_py_tokens_finish(struct bg_py_tokens *tokens);

/* Whether a byte may stand in a name; those outside ASCII may. */
bool bg_py_is_name(char c);

#endif
