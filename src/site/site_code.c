/*
 * Sites in source code: Python (setup.py, a module attribute) and Gradle's Groovy and Kotlin. One scanner knows their
 * strings, comments and brackets and hands on words; it does not understand the code, so that whatever is not a plain
 * literal is refused as indirect.
 */
#include "site/site_search.h"

struct language {
    const char *line_comment;
    bool has_block_comments;
    bool has_prefixed_strings; /* r"", u"" */
};

static const struct language python = {"#", false, true};
static const struct language gradle = {"//", true, false};

struct code {
    struct site_search *search;
    const struct language *language;
    size_t at;
    unsigned depth;          /* of brackets */
    bool is_statement_start; /* nothing but blanks since the line or a semicolon began, outside of brackets */
    size_t line_at;          /* where the line began */
};

static struct code code_start(struct site_search *search, const struct language *language) {
    size_t at = starts_at(search, 0, "\xef\xbb\xbf") ? 3 : 0;
    return (struct code){.search = search, .language = language, .at = at, .is_statement_start = true, .line_at = at};
}

enum token { TOKEN_END, TOKEN_NAME, TOKEN_STRING, TOKEN_OTHER };

/* From the opening quote to behind the closing one. False if the string does not end. */
static bool skip_string(struct code *code) {
    const struct site_search *search = code->search;
    char quote = char_at(search, code->at);
    bool is_long = char_at(search, code->at + 1) == quote && char_at(search, code->at + 2) == quote;
    code->at += is_long ? 3 : 1;
    while (code->at < search->text.len) {
        char c = char_at(search, code->at);
        if (c == '\\') {
            code->at += 2;
            continue;
        }
        if (c == '\n' && !is_long) {
            return false;
        }
        bool is_end = c == quote &&
                      (!is_long || (char_at(search, code->at + 1) == quote && char_at(search, code->at + 2) == quote));
        code->at += is_end && is_long ? 3 : 1;
        if (is_end) {
            return true;
        }
    }
    return false;
}

/* Blanks, line ends, comments and continued lines before the next token. */
static void skip_space(struct code *code) {
    const struct site_search *search = code->search;
    while (code->at < search->text.len) {
        char c = char_at(search, code->at);
        if (c == '\n') {
            code->at++;
            code->line_at = code->at;
            code->is_statement_start = code->depth == 0;
        } else if (is_blank_char(c) || c == '\r' || c == '\f') {
            code->at++;
        } else if (c == '\\' && char_at(search, code->at + 1) == '\n') {
            code->at += 2;
        } else if (starts_at(search, code->at, code->language->line_comment)) {
            code->at = line_end_at(search, code->at);
        } else if (code->language->has_block_comments && starts_at(search, code->at, "/*")) {
            size_t close = bg_slice_find(bg_slice_from(search->text, code->at + 2), BG_LITERAL("*/"));
            code->at += 2 + close + 2;
        } else {
            return;
        }
    }
}

/* Moves over one token, whose start skip_space has found. *literal becomes what a string holds between its quotes. */
static enum token next_token(struct code *code, struct bg_slice *text, struct bg_site *literal) {
    const struct site_search *search = code->search;
    size_t start = code->at;
    if (start >= search->text.len) {
        return TOKEN_END;
    }
    char c = char_at(search, start);
    while (is_word_char(char_at(search, code->at))) {
        code->at++;
    }
    *text = bg_slice_range(search->text, start, code->at);
    bool is_prefix = code->language->has_prefixed_strings && text->len <= 2;
    char quote = char_at(search, code->at);
    if (code->at > start && !(is_prefix && (quote == '"' || quote == '\''))) {
        return TOKEN_NAME;
    }
    if (quote == '"' || quote == '\'') {
        size_t open = code->at;
        bool is_whole = skip_string(code);
        bool is_long = char_at(search, open + 1) == quote && char_at(search, open + 2) == quote;
        *literal = (struct bg_site){open + 1, code->at - 1};
        *text = bg_slice_range(search->text, start, code->at);
        return is_whole && !is_long && open == start ? TOKEN_STRING : TOKEN_OTHER;
    }
    code->at++;
    if (c == '(' || c == '[' || c == '{') {
        code->depth++;
    } else if ((c == ')' || c == ']' || c == '}') && code->depth > 0) {
        code->depth--;
    }
    *text = bg_slice_range(search->text, start, code->at);
    return TOKEN_OTHER;
}

/* The token that follows, without moving. */
static enum token peek(const struct code *code, struct bg_slice *text, struct bg_site *literal) {
    struct code ahead = *code;
    skip_space(&ahead);
    *text = BG_NO_SLICE;
    return next_token(&ahead, text, literal);
}

/* A value is plain if a line end, a comment, or one of `stops` follows. */
static bool ends_at(const struct code *code, const char *stops) {
    struct code ahead = *code;
    while (is_blank_char(char_at(ahead.search, ahead.at)) || char_at(ahead.search, ahead.at) == '\r') {
        ahead.at++;
    }
    char c = char_at(ahead.search, ahead.at);
    return c == '\0' || strchr(stops, c) != NULL || starts_at(ahead.search, ahead.at, code->language->line_comment);
}

/* Moves over `=` (not `==`). */
static bool take_sign(struct code *code) {
    struct bg_slice text;
    struct bg_site literal;
    if (peek(code, &text, &literal) != TOKEN_OTHER || !bg_slice_is(text, "=")) {
        return false;
    }
    struct code ahead = *code;
    skip_space(&ahead);
    if (char_at(ahead.search, ahead.at + 1) == '=') {
        return false;
    }
    *code = ahead;
    code->at++;
    return true;
}

/* Behind the sign of an assignment: a literal alone, whose place is noted; anything else is refused. */
static bool take_literal(struct code *code, size_t name_at, const char *stops) {
    struct bg_slice text;
    struct bg_site literal;
    skip_space(code);
    if (next_token(code, &text, &literal) != TOKEN_STRING || !ends_at(code, stops)) {
        return refuse_site(code->search, BG_ID_INDIRECT, name_at, "the version is no plain text here");
    }
    struct bg_slice value = bg_site_text(code->search->source, &literal);
    if (memchr(value.at, '\\', value.len) != NULL || memchr(value.at, '$', value.len) != NULL) {
        return refuse_site(code->search, BG_ID_INDIRECT, name_at, "the version is made of parts");
    }
    return note_site(code->search, literal.at, literal.end);
}

/* Every `name = "..."` that starts a line at depth 0, with an annotation or without. */
static bool find_assignment(struct site_search *search, struct bg_slice name) {
    struct code code = code_start(search, &python);
    for (;;) {
        skip_space(&code);
        bool is_first = code.is_statement_start && code.depth == 0 && code.at == code.line_at;
        size_t at = code.at;
        struct bg_slice text;
        struct bg_site literal;
        enum token token = next_token(&code, &text, &literal);
        if (token == TOKEN_END) {
            return true;
        }
        code.is_statement_start = false;
        if (token != TOKEN_NAME || !is_first || !bg_slice_equal(text, name)) {
            continue;
        }
        if (peek(&code, &text, &literal) == TOKEN_OTHER && bg_slice_is(text, ":")) {
            skip_space(&code);
            (void)next_token(&code, &text, &literal);
            skip_space(&code);
            (void)next_token(&code, &text, &literal);
        }
        if (take_sign(&code) && !take_literal(&code, at, "\n;")) {
            return false;
        }
    }
}

bool find_py_attr(struct site_search *search) {
    return find_assignment(search, joined_path(search)) && finish_search(search);
}

/* The value of the keyword: a literal, whose place is noted, or a bare name, which becomes *follow. */
static bool take_keyword(struct code *code, size_t name_at, struct bg_slice *follow) {
    struct bg_slice text = BG_NO_SLICE;
    struct bg_slice behind;
    struct bg_site literal;
    struct bg_site unused;
    if (code->search->query->takes_any) {
        return note_site(code->search, name_at, code->at);
    }
    skip_space(code);
    enum token token = next_token(code, &text, &literal);
    bool is_alone =
        peek(code, &behind, &unused) == TOKEN_OTHER && (bg_slice_is(behind, ",") || bg_slice_is(behind, ")"));
    if (is_alone && token == TOKEN_STRING) {
        return note_site(code->search, literal.at, literal.end);
    }
    if (is_alone && token == TOKEN_NAME) {
        *follow = text;
        return true;
    }
    return refuse_site(code->search, BG_ID_INDIRECT, name_at, "the version is no plain text here");
}

/* `version=` directly inside `setup(`. A bare name is followed to its one assignment. */
bool find_setup_py(struct site_search *search) {
    struct code code = code_start(search, &python);
    struct bg_slice key = joined_path(search);
    struct bg_slice before = BG_NO_SLICE; /* the token before */
    struct bg_slice follow = BG_NO_SLICE;
    unsigned call_depth = 0; /* inside `setup(`; 0 outside */
    for (;;) {
        skip_space(&code);
        size_t at = code.at;
        struct bg_slice text = BG_NO_SLICE;
        struct bg_site literal;
        enum token token = next_token(&code, &text, &literal);
        if (token == TOKEN_END) {
            break;
        }
        if (call_depth != 0 && code.depth < call_depth) {
            call_depth = 0;
        }
        bool is_call = token == TOKEN_OTHER && bg_slice_is(text, "(") && bg_slice_is(before, "setup");
        if (is_call && call_depth == 0) {
            call_depth = code.depth;
        }
        bool is_argument = call_depth != 0 && code.depth == call_depth && token == TOKEN_NAME &&
                           (bg_slice_is(before, "(") || bg_slice_is(before, ","));
        before = bg_slice_is(before, "def") ? BG_NO_SLICE : text;
        if (!is_argument || !bg_slice_equal(text, key) || !take_sign(&code)) {
            continue;
        }
        if (follow.at != NULL || search->is_found) {
            return refuse_site(search, BG_ID_DUPLICATE_KEY, at, "the version stood in this file twice");
        }
        if (!take_keyword(&code, at, &follow)) {
            return false;
        }
        before = BG_NO_SLICE;
    }
    if (follow.at != NULL && !find_assignment(search, follow)) {
        return false;
    }
    if (follow.at != NULL && !search->is_found) {
        return refuse_site(search, BG_ID_INDIRECT, (size_t)(follow.at - search->text.at),
                           "the version comes from elsewhere");
    }
    return finish_search(search);
}

/* `version = "..."` or `version "..."` as a statement outside of all braces. */
bool find_gradle(struct site_search *search) {
    struct code code = code_start(search, &gradle);
    struct bg_slice key = joined_path(search);
    for (;;) {
        skip_space(&code);
        bool is_first = code.is_statement_start && code.depth == 0;
        size_t at = code.at;
        struct bg_slice text = BG_NO_SLICE;
        struct bg_site literal;
        enum token token = next_token(&code, &text, &literal);
        if (token == TOKEN_END) {
            return finish_search(search);
        }
        code.is_statement_start = token == TOKEN_OTHER && bg_slice_is(text, ";");
        if (!is_first || token != TOKEN_NAME || !bg_slice_equal(text, key)) {
            continue;
        }
        bool is_assigned = take_sign(&code);
        bool is_called =
            !is_assigned && is_blank_char(char_at(search, code.at)) && peek(&code, &text, &literal) == TOKEN_STRING;
        if ((is_assigned || is_called) && !take_literal(&code, at, "\n;")) {
            return false;
        }
    }
}
