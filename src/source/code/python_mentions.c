/* What a module in Python may name: see mentions.h. One pass over the text, which knows brackets, texts and lines. */
#include "source/code/mentions.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "text/source.h"

#include <ctype.h>

enum bracket { BRACKET_CALL, BRACKET_OTHER_CALL, BRACKET_LIST, BRACKET_SUBSCRIPT, BRACKET_HEADER };

struct scan {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_mention_list *out;
    struct bg_slice text;
    size_t at;
    enum bracket brackets[BG_LIMIT_DEPTH];
    size_t depth;
    struct bg_slice before;   /* the token before, within the statement; {NULL, 0} at its beginning */
    struct bg_slice first;    /* the first word of the statement */
    struct bg_slice target;   /* what is assigned to: the last word before "=" or ":" */
    struct bg_slice function; /* the one whose body this is, as far as lines tell */
    bool has_value;           /* the statement is past its "=", or its ":" */
};

static bool is_word_start(char byte) {
    return isalpha((unsigned char)byte) || byte == '_' || (byte & 0x80) != 0;
}

static bool is_word(char byte) {
    return is_word_start(byte) || isdigit((unsigned char)byte);
}

static char byte_at(const struct scan *scan, size_t at) {
    return at < scan->text.len ? scan->text.at[at] : '\0';
}

static void begin_statement(struct scan *scan) {
    scan->before = scan->first = scan->target = BG_NO_SLICE;
    scan->has_value = false;
}

static void mention(struct scan *scan, struct bg_slice name, size_t at) {
    if (name.len > 0) {
        BG_VECTOR_ADD(scan->arena, scan->out,
                      (struct bg_mention){.name = name, .at = bg_source_place(scan->source, at)});
    }
}

/* The end of the text that opens at `at` with this quote, or of what there is. */
static size_t end_of_text(const struct scan *scan, size_t at, bool *is_long) {
    char quote = byte_at(scan, at);
    *is_long = byte_at(scan, at + 1) == quote && byte_at(scan, at + 2) == quote;
    size_t end = at + (*is_long ? 3 : 1);
    while (end < scan->text.len) {
        char byte = scan->text.at[end];
        bool is_closed =
            byte == quote && (!*is_long || (byte_at(scan, end + 1) == quote && byte_at(scan, end + 2) == quote));
        if (is_closed || (byte == '\n' && !*is_long)) {
            return end;
        }
        end += byte == '\\';
        end++;
    }
    return scan->text.len;
}

/* Whether one of the words is a part of the name, in whatever case. */
static bool has_part(struct bg_slice name, const char *const *parts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(parts[i]);
        for (size_t at = 0; at + length <= name.len; at++) {
            if (strncasecmp(name.at + at, parts[i], length) == 0) {
                return true;
            }
        }
    }
    return false;
}

#define HAS_PART(name, parts) has_part(name, parts, sizeof(parts) / sizeof((parts)[0]))

/* Calls whose texts are paths, keys of records or words for people. */
static bool is_other_call(struct bg_slice callee) {
    static const char *const parts[] = {"schema", "load",   "get",   "post",     "request", "fetch", "url",
                                        "path",   "join",   "pop",   "open",     "split",   "strip", "replace",
                                        "with",   "log",    "warn",  "error",    "debug",   "info",  "print",
                                        "format", "update", "raise", "exception"};
    return HAS_PART(callee, parts);
}

static bool is_naming(struct bg_slice word) {
    static const char *const parts[] = {"name", "stream"};
    return HAS_PART(word, parts);
}

/* A text where it stands. */
static bool may_name(const struct scan *scan) {
    if (scan->depth > 0) {
        enum bracket inner = scan->brackets[scan->depth - 1];
        return inner == BRACKET_CALL || inner == BRACKET_LIST;
    }
    if (bg_slice_is(scan->first, "return") || bg_slice_is(scan->first, "yield")) {
        return bg_slice_equal(scan->before, scan->first) && is_naming(scan->function);
    }
    return bg_slice_is(scan->before, "=") && is_naming(scan->target);
}

static void read_text(struct scan *scan) {
    bool is_long = false;
    size_t end = end_of_text(scan, scan->at, &is_long);
    size_t start = scan->at + 1;
    if (!is_long && may_name(scan) && end > start && end - start <= BG_LIMIT_MENTION) {
        mention(scan, bg_slice_range(scan->text, start, end), scan->at);
    }
    scan->before = bg_slice_range(scan->text, scan->at, scan->at + 1);
    scan->at = end + (is_long ? 3 : 1);
}

/* Of an import nothing is a use; it may go over lines in parentheses. */
static void skip_import(struct scan *scan) {
    bool is_wide = false;
    for (; scan->at < scan->text.len; scan->at++) {
        char byte = scan->text.at[scan->at];
        is_wide = byte == '(' || (is_wide && byte != ')');
        if (byte == '\\') {
            scan->at++;
        } else if (byte == '\n' && !is_wide) {
            return;
        }
    }
}

static void read_word(struct scan *scan) {
    size_t start = scan->at;
    while (is_word(byte_at(scan, scan->at))) {
        scan->at++;
    }
    struct bg_slice word = bg_slice_range(scan->text, start, scan->at);
    char next = byte_at(scan, scan->at);
    if ((next == '"' || next == '\'') && word.len <= 2) { /* the prefix of a text; one with "f" is put together */
        bool is_put_together = memchr(word.at, 'f', word.len) != NULL || memchr(word.at, 'F', word.len) != NULL;
        bool is_long;
        if (is_put_together) {
            scan->at = end_of_text(scan, scan->at, &is_long) + (is_long ? 3 : 1);
        } else {
            read_text(scan);
        }
        return;
    }
    bool is_definition = bg_slice_is(scan->before, "class") || bg_slice_is(scan->before, "def");
    bool is_first = scan->first.at == NULL && scan->depth == 0;
    if (is_first && (bg_slice_is(word, "import") || bg_slice_is(word, "from"))) {
        skip_import(scan);
        return;
    }
    scan->first = is_first ? word : scan->first;
    if (scan->depth == 0 && !scan->has_value) {
        scan->target = word;
    }
    if (bg_slice_is(scan->before, "def")) {
        scan->function = word;
    }
    bool is_in_header = bg_slice_is(scan->first, "class");
    size_t capital = 0;
    while (capital < word.len && word.at[capital] == '_') {
        capital++;
    }
    bool is_class = capital < word.len && isupper((unsigned char)word.at[capital]);
    if (is_class && !is_definition && !is_in_header && word.len <= BG_LIMIT_MENTION) {
        mention(scan, bg_python_snake(scan->arena, bg_slice_from(word, capital)), start);
    }
    scan->before = word;
}

static void open_bracket(struct scan *scan, char byte) {
    bool follows_value =
        scan->before.len > 0 && (is_word(scan->before.at[0]) || memchr(")]\"'", scan->before.at[0], 4));
    enum bracket bracket = BRACKET_LIST;
    if (bg_slice_is(scan->first, "class") && byte == '(') {
        bracket = BRACKET_HEADER;
    } else if (follows_value && byte == '[') {
        bracket = BRACKET_SUBSCRIPT;
    } else if (follows_value && byte == '(') {
        bracket = is_other_call(scan->before) ? BRACKET_OTHER_CALL : BRACKET_CALL;
    }
    if (scan->depth < BG_LIMIT_DEPTH) {
        scan->brackets[scan->depth] = bracket;
    }
    scan->depth += scan->depth < BG_LIMIT_DEPTH;
}

static void read_sign(struct scan *scan) {
    char byte = scan->text.at[scan->at];
    if (byte == '(' || byte == '[' || byte == '{') {
        open_bracket(scan, byte);
    } else if (byte == ')' || byte == ']' || byte == '}') {
        scan->depth -= scan->depth > 0;
    } else if (byte == ':' && scan->depth == 0 &&
               (bg_slice_is(scan->first, "class") || bg_slice_is(scan->first, "def"))) {
        begin_statement(scan);
        scan->at++;
        return;
    } else if ((byte == '=' || byte == ':') && scan->depth == 0) {
        scan->has_value = true;
    }
    scan->before = bg_slice_range(scan->text, scan->at, scan->at + 1);
    scan->at++;
}

void bg_mentions_add_python(struct bg_arena *arena, struct bg_source *source, struct bg_mention_list *out) {
    struct scan scan = {.arena = arena, .source = source, .out = out, .text = source->text};
    while (scan.at < scan.text.len) {
        char byte = scan.text.at[scan.at];
        if (byte == '#') {
            scan.at += bg_slice_find(bg_slice_from(scan.text, scan.at), BG_LITERAL("\n"));
        } else if (byte == '\\') {
            scan.at += 2;
        } else if (byte == '\n' || byte == ';') {
            if (scan.depth == 0) {
                begin_statement(&scan);
            }
            scan.at++;
        } else if (isspace((unsigned char)byte)) {
            scan.at++;
        } else if (byte == '"' || byte == '\'') {
            read_text(&scan);
        } else if (is_word_start(byte)) {
            read_word(&scan);
        } else {
            read_sign(&scan);
        }
    }
}

/* The two substitutions of the runtime, in one pass: an underscore goes before a capital that begins a word. */
struct bg_slice bg_python_snake(struct bg_arena *arena, struct bg_slice name) {
    struct bg_buffer snake = {0};
    for (size_t i = 0; i < name.len; i++) {
        unsigned char byte = (unsigned char)name.at[i];
        bool follows_small =
            i > 0 && (islower((unsigned char)name.at[i - 1]) || isdigit((unsigned char)name.at[i - 1]));
        bool begins_word = i > 0 && i + 1 < name.len && islower((unsigned char)name.at[i + 1]);
        if (isupper(byte) && (follows_small || begins_word)) {
            bg_buffer_add_char(&snake, '_');
        }
        bg_buffer_add_char(&snake, (char)tolower(byte));
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&snake));
    bg_buffer_finish(&snake);
    return text;
}
