/* Markdown: see markdown.h. */
#include "text/markdown.h"

/* What the lines so far have opened. */
struct opened {
    char fence; /* '`' or '~', NUL outside */
    size_t fence_len;
    bool is_comment;
};

static size_t run_len(struct bg_slice text, char c) {
    size_t len = 0;
    while (len < text.len && text.at[len] == c) {
        len++;
    }
    return len;
}

/* Whether a comment is open behind this line, given whether one was open before it. */
static bool ends_in_comment(struct bg_slice line, bool is_open) {
    for (;;) {
        struct bg_slice mark = is_open ? BG_LITERAL("-->") : BG_LITERAL("<!--");
        size_t at = bg_slice_find(line, mark);
        if (at == line.len) {
            return is_open;
        }
        line = bg_slice_from(line, at + mark.len);
        is_open = !is_open;
    }
}

/* Moves over one line; whether it is text. */
static bool take_line(struct opened *opened, struct bg_slice line) {
    struct bg_slice trimmed = bg_slice_trim(line);
    char first = trimmed.len > 0 ? trimmed.at[0] : '\0';
    size_t marks = first == '`' || first == '~' ? run_len(trimmed, first) : 0;
    if (opened->fence != '\0') {
        if (first == opened->fence && marks >= opened->fence_len && marks == trimmed.len) {
            opened->fence = '\0';
        }
        return false;
    }
    if (opened->is_comment) {
        opened->is_comment = ends_in_comment(line, true);
        return false;
    }
    struct bg_slice info = bg_slice_from(trimmed, marks); /* without backticks behind backticks (CommonMark 4.5) */
    if (marks >= 3 && (first == '~' || bg_slice_find(info, BG_LITERAL("`")) == info.len)) {
        opened->fence = first;
        opened->fence_len = marks;
        return false;
    }
    opened->is_comment = ends_in_comment(line, false);
    return !bg_slice_starts(trimmed, BG_LITERAL("<!--"));
}

struct bg_md_line *bg_md_lines(struct bg_arena *arena, struct bg_slice text, size_t *count) {
    size_t room = 1;
    for (size_t i = 0; i < text.len; i++) {
        room += text.at[i] == '\n';
    }
    struct bg_md_line *lines = bg_arena_array(arena, room, sizeof lines[0]);
    struct opened opened = {0};
    size_t used = 0;
    size_t first = bg_slice_starts(text, BG_LITERAL("\xef\xbb\xbf")) ? 3 : 0; /* the mark is before the first line */
    for (size_t at = first; at < text.len;) {
        struct bg_slice rest = bg_slice_from(text, at);
        size_t len = bg_slice_find(rest, BG_LITERAL("\n"));
        bool has_return = len > 0 && rest.at[len - 1] == '\r' && len < rest.len;
        struct bg_md_line *line = &lines[used++];
        line->at = at;
        line->end = at + len - (has_return ? 1 : 0);
        line->next = at + len + (len < rest.len ? 1 : 0);
        line->is_text = take_line(&opened, bg_md_text(text, line));
        at = line->next;
    }
    *count = used;
    return lines;
}

unsigned bg_md_heading(struct bg_slice text, const struct bg_md_line *line, struct bg_slice *title) {
    struct bg_slice bytes = bg_slice_trim(bg_md_text(text, line));
    size_t level = run_len(bytes, '#');
    struct bg_slice rest = bg_slice_from(bytes, level);
    if (!line->is_text || level == 0 || level > 6 || (rest.len > 0 && rest.at[0] != ' ' && rest.at[0] != '\t')) {
        return 0;
    }
    *title = bg_slice_trim(rest);
    size_t closing = title->len; /* closing marks do not belong to the title */
    while (closing > 0 && title->at[closing - 1] == '#') {
        closing--;
    }
    if (closing == 0 || title->at[closing - 1] == ' ') {
        *title = bg_slice_trim(bg_slice_range(*title, 0, closing));
    }
    return (unsigned)level;
}
