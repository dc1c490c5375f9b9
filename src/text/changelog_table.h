/*
 * The changelog of a connector's documentation: a table with one row for each version, newest first. Rows need no
 * meaning to be kept; only the cell with the version is read.
 */
#ifndef BG_TEXT_CHANGELOG_TABLE_H
#define BG_TEXT_CHANGELOG_TABLE_H

#include "text/markdown.h"

enum { BG_TABLE_VERSION, BG_TABLE_DATE, BG_TABLE_PR, BG_TABLE_SUBJECT, BG_TABLE_MEANINGS };

struct bg_table_row {
    const struct bg_md_line *line;
    const struct bg_slice *cells; /* as they stand between the pipes, blanks included */
    size_t cell_count;
    struct bg_slice version; /* its text without blanks, backticks, asterisks and a leading v; may be no version */
};

#define BG_NO_COLUMN ((size_t)-1)

struct bg_changelog_table {
    struct bg_table_row header;
    const struct bg_md_line *delimiter; /* NULL if the line below the header is none */
    size_t column[BG_TABLE_MEANINGS];   /* index of the cell with this meaning, or BG_NO_COLUMN */
    bool has_leading_pipe;
    bool has_trailing_pipe;
    struct bg_table_row *rows;
    size_t row_count;
};

/*
 * Finds the first table with a version column below a heading that contains "changelog" in any case, up to the next
 * heading of that level; without such a heading the first table whose first header cell is `Version`. False if there is
 * none. Everything in *out is in the arena or points into `text`.
 */
bool bg_changelog_table_find(struct bg_arena *arena, struct bg_slice text,
                             struct bg_changelog_table *out) BG_MUST_CHECK;

/* The first row of this version, or NULL. */
const struct bg_table_row *bg_changelog_table_row(const struct bg_changelog_table *table, struct bg_slice version);

/* The cell of `row` with this meaning, without blanks around it; {NULL, 0} if there is none. */
struct bg_slice bg_changelog_table_cell(const struct bg_changelog_table *table, const struct bg_table_row *row,
                                        unsigned meaning);

/* Cells of one line of a table: pieces between pipes that no backslash escapes. */
struct bg_slice *bg_table_cells(struct bg_arena *arena, struct bg_slice line, size_t *count);

#endif
