/*
 * Sites in configuration files of sections, as Python's configparser reads setup.cfg: `[section]`, `key = value` or
 * `key: value`, comments of whole lines, values that go on in lines that are indented.
 */
#include "site/site_search.h"

static struct bg_slice content_of(const struct site_search *search, size_t line, size_t line_end) {
    return bg_slice_trim(bg_slice_range(search->text, line, line_end));
}

/* Keys do not mind their case; sections do (configparser, "Supported INI File Structure"). */
static bool is_key(struct bg_slice text, struct bg_slice key) {
    size_t i = 0;
    while (i < text.len && i < key.len && bg_ascii_lower(text.at[i]) == bg_ascii_lower(key.at[i])) {
        i++;
    }
    return i == text.len && i == key.len;
}

/* Whether the line after `line_end` belongs to the value. */
static bool goes_on(const struct site_search *search, size_t line_end) {
    size_t next = line_end + 1;
    return next < search->text.len && is_blank_char(char_at(search, next)) &&
           content_of(search, next, line_end_at(search, next)).len > 0;
}

static bool take_pair(struct site_search *search, struct bg_slice line, size_t line_end) {
    size_t sign = 0;
    while (sign < line.len && line.at[sign] != '=' && line.at[sign] != ':') {
        sign++;
    }
    size_t at = (size_t)(line.at - search->text.at);
    if (sign == line.len || !is_key(bg_slice_trim(bg_slice_range(line, 0, sign)), search->query->path[1])) {
        return true;
    }
    struct bg_slice value = bg_slice_trim(bg_slice_from(line, sign + 1));
    if (value.len == 0 || goes_on(search, line_end)) {
        return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, at, "the value is not on the line of its key");
    }
    size_t start = (size_t)(value.at - search->text.at);
    return note_site(search, start, start + value.len);
}

bool find_cfg(struct site_search *search) {
    bool is_section = false;
    for (size_t at = starts_at(search, 0, "\xef\xbb\xbf") ? 3 : 0; at < search->text.len;) {
        size_t line_end = line_end_at(search, at);
        struct bg_slice line = content_of(search, at, line_end);
        bool is_comment = line.len > 0 && (line.at[0] == '#' || line.at[0] == ';');
        bool is_indented = is_blank_char(char_at(search, at));
        if (line.len > 0 && !is_comment && !is_indented && line.at[0] == '[') {
            size_t close = bg_slice_find(line, BG_LITERAL("]"));
            is_section = search->query->path_count == 2 &&
                         bg_slice_equal(bg_slice_range(line, 1, close), search->query->path[0]);
        } else if (is_section && line.len > 0 && !is_comment && !is_indented && !take_pair(search, line, line_end)) {
            return false;
        }
        at = line_end + 1;
    }
    return finish_search(search);
}
