/* Changelog tables: see changelog_table.h. */
#include "text/changelog_table.h"

static const struct {
    unsigned meaning;
    const char *title;
} titles[] = {
    {BG_TABLE_VERSION, "version"}, {BG_TABLE_DATE, "date"},       {BG_TABLE_PR, "pull request"},
    {BG_TABLE_PR, "pr"},           {BG_TABLE_SUBJECT, "subject"}, {BG_TABLE_SUBJECT, "description"},
    {BG_TABLE_SUBJECT, "changes"}, {BG_TABLE_SUBJECT, "comment"},
};

static bool contains_word(struct bg_slice text, const char *lowered) {
    size_t len = strlen(lowered);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (bg_slice_is_word(bg_slice_range(text, i, i + len), lowered)) {
            return true;
        }
    }
    return false;
}

/* Where the next pipe stands that is not escaped, or the end. */
static size_t pipe_at(struct bg_slice line, size_t at) {
    while (at < line.len && line.at[at] != '|') {
        at += line.at[at] == '\\' ? 2 : 1;
    }
    return at < line.len ? at : line.len;
}

struct bg_slice *bg_table_cells(struct bg_arena *arena, struct bg_slice line, size_t *count) {
    struct bg_slice trimmed = bg_slice_trim(line);
    size_t at = bg_slice_starts(trimmed, BG_LITERAL("|")) ? 1 : 0;
    size_t used = 0;
    for (size_t i = at; i < trimmed.len; i = pipe_at(trimmed, i) + 1) {
        used++;
    }
    struct bg_slice *cells = bg_arena_array(arena, used, sizeof cells[0]);
    for (size_t c = 0; c < used; c++) {
        size_t end = pipe_at(trimmed, at);
        cells[c] = bg_slice_range(trimmed, at, end);
        at = end + 1;
    }
    *count = used;
    return cells;
}

/* Marks of Markdown that may stand around a version: code, bold, struck out. */
static struct bg_slice without_marks(struct bg_slice text) {
    while (text.len > 0 && strchr("`*_~", text.at[0]) != NULL && text.at[0] != '\0') {
        text = bg_slice_from(text, 1);
    }
    while (text.len > 0 && strchr("`*_~.,;", text.at[text.len - 1]) != NULL && text.at[text.len - 1] != '\0') {
        text.len--;
    }
    return text;
}

/* Whether a remark names a number of its own, so that the cell is not of the first version alone: "1.2.4 to 1.2.6". */
static bool names_number(struct bg_slice remark) {
    for (size_t i = 0; i + 2 < remark.len; i++) {
        bool is_point = remark.at[i + 1] == '.';
        is_point = is_point && remark.at[i] >= '0' && remark.at[i] <= '9';
        if (is_point && remark.at[i + 2] >= '0' && remark.at[i + 2] <= '9') {
            return true;
        }
    }
    return false;
}

/* The version in a cell, without what may stand around it: marks, a link, a `v`, and a remark behind it, "1.2.4
 * (yanked)". */
static struct bg_slice clean_version(struct bg_slice cell) {
    struct bg_slice text = without_marks(bg_slice_trim(cell));
    size_t link = bg_slice_find(text, BG_LITERAL("]("));
    if (bg_slice_starts(text, BG_LITERAL("[")) && link < text.len) {
        text = without_marks(bg_slice_trim(bg_slice_range(text, 1, link)));
    }
    size_t len = 0;
    while (len < text.len && strchr(" \t([<", text.at[len]) == NULL) {
        len++;
    }
    if (len > 0 && !names_number(bg_slice_from(text, len))) {
        text = without_marks(bg_slice_range(text, 0, len));
    }
    return bg_slice_starts(text, BG_LITERAL("v")) ? bg_slice_from(text, 1) : text;
}

/* Pipes, colons, hyphens and blanks, and at least one hyphen. */
static bool is_delimiter(struct bg_slice line) {
    bool has_hyphen = false;
    for (size_t i = 0; i < line.len; i++) {
        if (strchr("|:- \t", line.at[i]) == NULL || line.at[i] == '\0') {
            return false;
        }
        has_hyphen |= line.at[i] == '-';
    }
    return has_hyphen;
}

/* The titles of the header, understood. */
static void map_columns(struct bg_changelog_table *table) {
    for (size_t m = 0; m < BG_TABLE_MEANINGS; m++) {
        table->column[m] = BG_NO_COLUMN;
    }
    for (size_t c = 0; c < table->header.cell_count; c++) {
        struct bg_slice title = bg_slice_trim(table->header.cells[c]);
        for (size_t t = 0; t < sizeof titles / sizeof titles[0]; t++) {
            if (bg_slice_is_word(title, titles[t].title) && table->column[titles[t].meaning] == BG_NO_COLUMN) {
                table->column[titles[t].meaning] = c;
            }
        }
    }
}

struct document {
    struct bg_arena *arena;
    struct bg_slice text;
    const struct bg_md_line *lines;
    size_t count;
};

static struct bg_slice line_text(const struct document *document, size_t l) {
    return bg_md_text(document->text, &document->lines[l]);
}

static struct bg_table_row read_row(const struct document *document, size_t l, size_t version_column) {
    struct bg_table_row row = {.line = &document->lines[l]};
    row.cells = bg_table_cells(document->arena, line_text(document, l), &row.cell_count);
    if (version_column < row.cell_count) {
        row.version = clean_version(row.cells[version_column]);
    }
    return row;
}

/* A line of a table goes on until a blank line, a heading, a tag or what is no text. */
static bool is_row(const struct document *document, size_t l) {
    struct bg_slice text = bg_slice_trim(line_text(document, l));
    return document->lines[l].is_text && text.len > 0 && text.at[0] != '<' && text.at[0] != '#';
}

static void read_rows(const struct document *document, size_t from, struct bg_changelog_table *table) {
    size_t to = from;
    while (to < document->count && is_row(document, to)) {
        to++;
    }
    table->row_count = to - from;
    table->rows = bg_arena_array(document->arena, table->row_count, sizeof table->rows[0]);
    for (size_t r = 0; r < table->row_count; r++) {
        table->rows[r] = read_row(document, from + r, table->column[BG_TABLE_VERSION]);
    }
}

/* Whether a table with a version column begins at line `l`; fills the table then. */
static bool read_table(const struct document *document, size_t l, bool is_strict, struct bg_changelog_table *table) {
    struct bg_slice text = bg_slice_trim(line_text(document, l));
    bool has_delimiter = l + 1 < document->count && is_delimiter(line_text(document, l + 1));
    bool has_pipe = bg_slice_starts(text, BG_LITERAL("|"));
    if (!document->lines[l].is_text || (!has_pipe && (!has_delimiter || pipe_at(text, 0) == text.len))) {
        return false;
    }
    *table = (struct bg_changelog_table){.header = read_row(document, l, BG_NO_COLUMN)};
    table->has_leading_pipe = has_pipe;
    table->has_trailing_pipe = bg_slice_ends(text, BG_LITERAL("|"));
    map_columns(table);
    if (table->column[BG_TABLE_VERSION] == BG_NO_COLUMN || (is_strict && table->column[BG_TABLE_VERSION] != 0)) {
        return false;
    }
    table->delimiter = has_delimiter ? &document->lines[l + 1] : NULL;
    read_rows(document, l + (has_delimiter ? 2 : 1), table);
    return true;
}

/* The first table in the lines [from, to). Lines of a table that has no version column are passed over as a whole. */
static bool find_table(const struct document *document, size_t from, size_t to, bool is_strict,
                       struct bg_changelog_table *table) {
    for (size_t l = from; l < to; l++) {
        if (read_table(document, l, is_strict, table)) {
            return true;
        }
        bool is_table =
            document->lines[l].is_text && bg_slice_starts(bg_slice_trim(line_text(document, l)), BG_LITERAL("|"));
        while (is_table && l + 1 < to && is_row(document, l + 1)) {
            l++;
        }
    }
    return false;
}

static size_t section_end(const struct document *document, size_t heading, unsigned level) {
    struct bg_slice title;
    size_t l = heading + 1;
    while (l < document->count) {
        unsigned other = bg_md_heading(document->text, &document->lines[l], &title);
        if (other != 0 && other <= level) {
            break;
        }
        l++;
    }
    return l;
}

bool bg_changelog_table_find(struct bg_arena *arena, struct bg_slice text, struct bg_changelog_table *out) {
    struct document document = {.arena = arena, .text = text};
    document.lines = bg_md_lines(arena, text, &document.count);
    bool has_heading = false;
    for (size_t l = 0; l < document.count; l++) {
        struct bg_slice title;
        unsigned level = bg_md_heading(text, &document.lines[l], &title);
        if (level == 0 || !contains_word(title, "changelog")) {
            continue;
        }
        has_heading = true;
        if (find_table(&document, l + 1, section_end(&document, l, level), false, out)) {
            return true;
        }
    }
    return !has_heading && find_table(&document, 0, document.count, true, out);
}

const struct bg_table_row *bg_changelog_table_row(const struct bg_changelog_table *table, struct bg_slice version) {
    struct bg_slice wanted = clean_version(version);
    for (size_t r = 0; r < table->row_count; r++) {
        if (bg_slice_equal(table->rows[r].version, wanted) && wanted.len > 0) {
            return &table->rows[r];
        }
    }
    return NULL;
}

struct bg_slice bg_changelog_table_cell(const struct bg_changelog_table *table, const struct bg_table_row *row,
                                        unsigned meaning) {
    size_t column = table->column[meaning];
    return column < row->cell_count ? bg_slice_trim(row->cells[column]) : BG_NO_SLICE;
}
