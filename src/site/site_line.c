/* Sites in files that are read by lines or as a whole: properties, plain version files, labels of a Dockerfile. */
#include "site/site_search.h"

static bool is_space_char(char c) {
    return is_blank_char(c) || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static size_t skip_blanks(const struct site_search *search, size_t at, size_t end) {
    while (at < end && is_blank_char(char_at(search, at))) {
        at++;
    }
    return at;
}

/* The end of the line without its line end. */
static size_t content_end(const struct site_search *search, size_t line_end) {
    return line_end > 0 && char_at(search, line_end - 1) == '\r' ? line_end - 1 : line_end;
}

static size_t skip_mark(const struct site_search *search) {
    return starts_at(search, 0, "\xef\xbb\xbf") ? 3 : 0;
}

bool find_plain(struct site_search *search) {
    size_t at = skip_mark(search);
    size_t end = search->text.len;
    while (at < end && is_space_char(char_at(search, at))) {
        at++;
    }
    while (end > at && is_space_char(char_at(search, end - 1))) {
        end--;
    }
    if (at == end) {
        return refuse_site(search, BG_ID_NOT_FOUND, at, "the file is empty");
    }
    for (size_t i = at; i < end; i++) {
        if (is_space_char(char_at(search, i))) {
            return refuse_site(search, BG_ID_NOT_SINGLE_TOKEN, i, "the file holds more than one word");
        }
    }
    return note_site(search, at, end);
}

/* Whether the line that ends at `end` goes on in the next one: an odd number of backslashes. */
static bool is_continued(const struct site_search *search, size_t at, size_t end) {
    size_t count = 0;
    while (end > at + count && char_at(search, end - 1 - count) == '\\') {
        count++;
    }
    return count % 2 == 1;
}

/* One `key = value`, `key: value` or `key value` in the bytes [at, end). */
static bool take_property(struct site_search *search, struct bg_slice key, size_t at, size_t end, bool goes_on) {
    size_t key_end = at;
    while (key_end < end && !is_blank_char(char_at(search, key_end)) && char_at(search, key_end) != '=' &&
           char_at(search, key_end) != ':') {
        key_end++;
    }
    if (!bg_slice_equal(bg_slice_range(search->text, at, key_end), key)) {
        return true;
    }
    size_t value = skip_blanks(search, key_end, end);
    if (value < end && (char_at(search, value) == '=' || char_at(search, value) == ':')) {
        value = skip_blanks(search, value + 1, end);
    }
    while (end > value && is_blank_char(char_at(search, end - 1))) {
        end--;
    }
    if (goes_on || value == end) {
        return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, at, "the value is not on the line of its key");
    }
    return note_site(search, value, end);
}

/* Java's properties: `#` and `!` begin comments, a backslash at the end continues a line. */
bool find_properties(struct site_search *search) {
    struct bg_slice key = joined_path(search);
    bool is_continuation = false;
    for (size_t line = skip_mark(search); line < search->text.len;) {
        size_t line_end = line_end_at(search, line);
        size_t end = content_end(search, line_end);
        size_t at = skip_blanks(search, line, end);
        bool is_comment = !is_continuation && (char_at(search, at) == '#' || char_at(search, at) == '!');
        bool goes_on = !is_comment && is_continued(search, at, end);
        if (!is_comment && !is_continuation && at < end && !take_property(search, key, at, end, goes_on)) {
            return false;
        }
        is_continuation = goes_on;
        line = line_end + 1;
    }
    return finish_search(search);
}

/* Behind a continuation (a backslash at the end of a line, and comment lines that follow it), or `at` itself. */
static size_t skip_continuation(const struct site_search *search, size_t at) {
    if (char_at(search, at) != '\\') {
        return at;
    }
    size_t end = at + 1;
    while (is_blank_char(char_at(search, end)) || char_at(search, end) == '\r') {
        end++;
    }
    if (char_at(search, end) != '\n') {
        return at;
    }
    end++;
    for (;;) {
        size_t start = skip_blanks(search, end, search->text.len);
        if (char_at(search, start) != '#' && char_at(search, start) != '\n' && char_at(search, start) != '\r') {
            return end;
        }
        size_t line_end = line_end_at(search, start);
        if (line_end == search->text.len) {
            return line_end;
        }
        end = line_end + 1;
    }
}

static bool is_instruction_end(const struct site_search *search, size_t at) {
    return at >= search->text.len || char_at(search, at) == '\n';
}

/* The end of a word that may be partly in quotes; *is_quoted if it is so as a whole. */
static size_t word_end(const struct site_search *search, size_t at) {
    char quote = '\0';
    while (!is_instruction_end(search, at)) {
        char c = char_at(search, at);
        if (c == '\\') {
            if (skip_continuation(search, at) != at) {
                break;
            }
            at += at + 1 < search->text.len && char_at(search, at + 1) != '\n' ? 2 : 1;
            continue;
        }
        if (quote == '\0' && is_space_char(c)) {
            break;
        }
        if (c == quote) {
            quote = '\0';
        } else if (quote == '\0' && (c == '"' || c == '\'')) {
            quote = c;
        }
        at++;
    }
    return at;
}

/* The range without a pair of quotes around all of it. */
static struct bg_site unquoted(const struct site_search *search, size_t at, size_t end) {
    char first = char_at(search, at);
    bool is_quoted = end >= at + 2 && (first == '"' || first == '\'') && char_at(search, end - 1) == first;
    return is_quoted ? (struct bg_site){at + 1, end - 1} : (struct bg_site){at, end};
}

/* Whether a variable stands in the word: `$NAME` or `${NAME}` outside single quotes (Dockerfile reference,
 * "Environment replacement"; single quotes keep it as it is). */
static bool is_put_together(const struct site_search *search, size_t at, size_t end) {
    char quote = '\0';
    for (; at < end; at++) {
        char c = char_at(search, at);
        if (c == '\\' && quote != '\'') {
            at++;
        } else if (c == '$' && quote != '\'') {
            return true;
        } else if (c == quote) {
            quote = '\0';
        } else if (quote == '\0' && (c == '"' || c == '\'')) {
            quote = c;
        }
    }
    return false;
}

/* Pairs `key=value` behind LABEL. The old form `LABEL key value` has one pair and no sign. Returns the end in *end. */
static bool take_labels(struct site_search *search, struct bg_slice key, size_t at, size_t *end) {
    bool is_first = true;
    for (;;) {
        size_t next = skip_continuation(search, at);
        while (next != at || is_blank_char(char_at(search, at)) || char_at(search, at) == '\r') {
            at = next != at ? next : at + 1;
            next = skip_continuation(search, at);
        }
        if (is_instruction_end(search, at)) {
            *end = at;
            return true;
        }
        size_t stop = word_end(search, at);
        struct bg_slice word = bg_slice_range(search->text, at, stop);
        size_t sign = bg_slice_find(word, BG_LITERAL("="));
        struct bg_site name = unquoted(search, at, at + sign);
        bool is_key = bg_slice_equal(bg_site_text(search->source, &name), key);
        if (is_key && sign == word.len && is_first) {
            return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, at, "the label is written without `=`");
        }
        if (is_key && sign < word.len) {
            struct bg_site value = unquoted(search, at + sign + 1, stop);
            if (is_put_together(search, at + sign + 1, stop)) {
                return refuse_site(search, BG_ID_INDIRECT, value.at,
                                   "the value comes from a variable; the version is where that is set");
            }
            if (!note_site(search, value.at, value.end)) {
                return false;
            }
        }
        is_first = false;
        at = stop > at ? stop : at + 1;
    }
}

/* Behind an instruction that is no LABEL: its continued lines, and a here-document that it opens. */
static size_t skip_instruction(const struct site_search *search, size_t at) {
    struct bg_slice terminator = BG_NO_SLICE;
    while (!is_instruction_end(search, at)) {
        if (starts_at(search, at, "<<") && terminator.at == NULL) {
            size_t word = at + 2;
            while (char_at(search, word) == '-' || char_at(search, word) == '"' || char_at(search, word) == '\'') {
                word++;
            }
            size_t stop = word;
            while (is_word_char(char_at(search, stop))) {
                stop++;
            }
            terminator = stop > word ? bg_slice_range(search->text, word, stop) : terminator;
        }
        size_t next = skip_continuation(search, at);
        at = next != at ? next : at + 1;
    }
    while (terminator.at != NULL && at < search->text.len) {
        size_t line = at + 1;
        at = line_end_at(search, line);
        if (bg_slice_equal(bg_slice_trim(bg_slice_range(search->text, line, at)), terminator)) {
            break;
        }
    }
    return at;
}

/* Case of the keyword does not matter (Dockerfile reference, "Format"). */
static bool is_label_keyword(struct bg_slice word) {
    return word.len == 5 && (word.at[0] | 0x20) == 'l' && (word.at[1] | 0x20) == 'a' && (word.at[2] | 0x20) == 'b' &&
           (word.at[3] | 0x20) == 'e' && (word.at[4] | 0x20) == 'l';
}

bool find_docker_label(struct site_search *search) {
    struct bg_slice key = joined_path(search);
    for (size_t at = skip_mark(search); at < search->text.len; at++) {
        at = skip_blanks(search, at, search->text.len);
        if (char_at(search, at) == '#') {
            at = line_end_at(search, at);
            continue;
        }
        size_t stop = at;
        while (is_word_char(char_at(search, stop))) {
            stop++;
        }
        bool is_label = is_label_keyword(bg_slice_range(search->text, at, stop)) && !is_instruction_end(search, stop);
        if (!is_label) {
            at = skip_instruction(search, at);
        } else if (!take_labels(search, key, stop, &at)) {
            return false;
        }
    }
    return finish_search(search);
}
