/*
 * Sites in TOML (v1.0.0): a scanner that walks tables, dotted keys, strings of all four kinds, arrays and inline
 * tables, and keeps only how much of the wanted path it stands on. Keys are compared as written, without escapes.
 * Elements of arrays of tables are no place of a single value and never match.
 */
#include "site/site_search.h"

#include "base/limits.h"

enum { NO_MATCH = -1 };

/* Scanner over the text of a search. `at` moves forward only. */
struct toml {
    struct site_search *search;
    size_t at;
};

static char current(const struct toml *toml) {
    return char_at(toml->search, toml->at);
}

static bool is_over(const struct toml *toml) {
    return toml->at >= toml->search->text.len;
}

static bool fail(struct toml *toml, const char *message) {
    return refuse_site(toml->search, BG_ID_PARSE_ERROR, toml->at, message);
}

static void skip_comment(struct toml *toml) {
    if (current(toml) == '#') {
        toml->at = line_end_at(toml->search, toml->at);
    }
}

static void skip_blank(struct toml *toml) {
    while (is_blank_char(current(toml))) {
        toml->at++;
    }
}

/* Blanks, line ends and comments: between statements and in arrays. */
static void skip_lines(struct toml *toml) {
    for (;;) {
        skip_blank(toml);
        skip_comment(toml);
        if (current(toml) != '\n' && current(toml) != '\r') {
            return;
        }
        toml->at++;
    }
}

/* From the opening quote to behind the closing one; *is_lines for the kinds of three quotes. */
static bool skip_string(struct toml *toml, bool *is_lines) {
    char quote = current(toml);
    *is_lines = char_at(toml->search, toml->at + 1) == quote && char_at(toml->search, toml->at + 2) == quote;
    toml->at += *is_lines ? 3 : 1;
    while (!is_over(toml)) {
        char c = current(toml);
        if (c == '\\' && quote == '"') {
            toml->at += 2;
            continue;
        }
        if (c == '\n' && !*is_lines) {
            break;
        }
        if (c == quote && !*is_lines) {
            toml->at++;
            return true;
        }
        if (c == quote && char_at(toml->search, toml->at + 1) == quote &&
            char_at(toml->search, toml->at + 2) == quote) {
            toml->at += 3;
            while (current(toml) == quote) { /* up to two quotes may stand before the closing ones */
                toml->at++;
            }
            return true;
        }
        toml->at++;
    }
    return fail(toml, "a string does not end");
}

/* One part of a key, bare or in quotes. */
static bool take_key_part(struct toml *toml, struct bg_slice *part) {
    size_t start = toml->at;
    if (current(toml) == '"' || current(toml) == '\'') {
        bool is_lines;
        if (!skip_string(toml, &is_lines)) {
            return false;
        }
        *part = bg_slice_range(toml->search->text, start + 1, toml->at - 1);
        return !is_lines || fail(toml, "a key has several lines");
    }
    while (is_word_char(current(toml)) || current(toml) == '-') {
        toml->at++;
    }
    *part = bg_slice_range(toml->search->text, start, toml->at);
    return part->len > 0 || fail(toml, "a key is missing");
}

/* A dotted key. *matched, the number of parts of the path that stand before it, grows with it or becomes NO_MATCH. */
static bool take_key(struct toml *toml, int *matched) {
    const struct bg_site_query *query = toml->search->query;
    for (;;) {
        struct bg_slice part;
        skip_blank(toml);
        if (!take_key_part(toml, &part)) {
            return false;
        }
        bool is_next =
            *matched != NO_MATCH && (size_t)*matched < query->path_count && bg_slice_equal(query->path[*matched], part);
        *matched = is_next ? *matched + 1 : NO_MATCH;
        skip_blank(toml);
        if (current(toml) != '.') {
            return true;
        }
        toml->at++;
    }
}

static bool skip_value(struct toml *toml, int matched, unsigned depth);

/* `{a = 1, b = 2}` */
static bool skip_inline_table(struct toml *toml, int matched, unsigned depth) {
    toml->at++;
    for (;;) {
        skip_lines(toml);
        if (current(toml) == '}') {
            toml->at++;
            return true;
        }
        int inner = matched;
        if (!take_key(toml, &inner)) {
            return false;
        }
        if (current(toml) != '=') {
            return fail(toml, "a key has no value");
        }
        toml->at++;
        if (!skip_value(toml, inner, depth + 1)) {
            return false;
        }
        skip_lines(toml);
        if (current(toml) == ',') {
            toml->at++;
        } else if (current(toml) != '}') {
            return fail(toml, "an inline table does not end");
        }
    }
}

static bool skip_array(struct toml *toml, unsigned depth) {
    toml->at++;
    for (;;) {
        skip_lines(toml);
        if (current(toml) == ']') {
            toml->at++;
            return true;
        }
        if (is_over(toml)) {
            return fail(toml, "an array does not end");
        }
        if (!skip_value(toml, NO_MATCH, depth + 1)) {
            return false;
        }
        skip_lines(toml);
        if (current(toml) == ',') {
            toml->at++;
        } else if (current(toml) != ']') {
            return fail(toml, "an array does not end");
        }
    }
}

/* A number, a date, true or false. */
static bool skip_plain(struct toml *toml) {
    size_t start = toml->at;
    while (is_word_char(current(toml)) || strchr("+-.:", current(toml)) != NULL) {
        if (current(toml) == '\0') {
            break;
        }
        toml->at++;
    }
    return toml->at > start || fail(toml, "a value is missing");
}

/* The value of a key that matched `matched` parts; notes it if that is the whole path. */
static bool skip_value(struct toml *toml, int matched, unsigned depth) {
    struct site_search *search = toml->search;
    bool is_wanted = matched != NO_MATCH && (size_t)matched == search->query->path_count;
    if (depth > BG_LIMIT_DEPTH) {
        return fail(toml, "values are nested too deeply");
    }
    skip_blank(toml);
    size_t start = toml->at;
    char first = current(toml);
    if (first == '"' || first == '\'') {
        bool is_lines;
        if (!skip_string(toml, &is_lines)) {
            return false;
        }
        if (is_wanted && is_lines) {
            return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, start, "the value is a string of several lines");
        }
        return !is_wanted || note_site(search, start + 1, toml->at - 1);
    }
    if (is_wanted && !search->query->takes_any) {
        return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, start, "the value is no string");
    }
    bool is_read = first == '['   ? skip_array(toml, depth)
                   : first == '{' ? skip_inline_table(toml, is_wanted ? NO_MATCH : matched, depth)
                                  : skip_plain(toml);
    return is_read && (!is_wanted || note_site(search, start, toml->at));
}

/* `[table]` sets how much of the path stands before the keys that follow; `[[table]]` leaves the path. */
static bool take_header(struct toml *toml, int *matched) {
    bool is_array = char_at(toml->search, toml->at + 1) == '[';
    toml->at += is_array ? 2 : 1;
    size_t start = toml->at;
    *matched = 0;
    if (!take_key(toml, matched)) {
        return false;
    }
    if (is_array) {
        *matched = NO_MATCH;
    }
    if (current(toml) != ']' || (is_array && char_at(toml->search, toml->at + 1) != ']')) {
        return fail(toml, "a table header does not end");
    }
    size_t end = toml->at;
    toml->at += is_array ? 2 : 1;
    const struct bg_site_query *query = toml->search->query;
    bool is_wanted = query->takes_any && *matched != NO_MATCH && (size_t)*matched == query->path_count;
    return !is_wanted || note_site(toml->search, start, end);
}

static bool take_statement(struct toml *toml, int *table) {
    if (current(toml) == '[') {
        return take_header(toml, table);
    }
    int matched = *table;
    if (!take_key(toml, &matched)) {
        return false;
    }
    if (current(toml) != '=') {
        return fail(toml, "a key has no value");
    }
    toml->at++;
    return skip_value(toml, matched, 0);
}

bool find_toml(struct site_search *search) {
    struct toml toml = {.search = search, .at = starts_at(search, 0, "\xef\xbb\xbf") ? 3 : 0};
    int table = 0;
    for (;;) {
        skip_lines(&toml);
        if (is_over(&toml)) {
            return finish_search(search);
        }
        if (!take_statement(&toml, &table)) {
            return false;
        }
        skip_blank(&toml);
        skip_comment(&toml);
        if (!is_over(&toml) && current(&toml) != '\n' && current(&toml) != '\r') {
            return fail(&toml, "a line holds more than one statement");
        }
    }
}
