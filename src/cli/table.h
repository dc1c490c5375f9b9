/* Reading the rows of `audit --format tsv`, whose columns are known by their names in the first line. */
#ifndef BG_CLI_TABLE_H
#define BG_CLI_TABLE_H

#include "bumpgate.h"

enum { BG_TABLE_LINE_ROOM = 8192, BG_TABLE_MOST_COLUMNS = 32 };

/* One line, cut into cells; a longer one is read as far as there is room. It may be copied. */
struct bg_table_line {
    char text[BG_TABLE_LINE_ROOM];       /* each cell ends with a NUL */
    size_t cells[BG_TABLE_MOST_COLUMNS]; /* where they begin */
    size_t count;
};

/* Starts zeroed. */
struct bg_history_table {
    struct bg_table_line header;
    struct bg_table_line row;
};

/* Takes the next line. Whether it is a row: the first one is the header. */
bool bg_history_table_take(struct bg_history_table *table, struct bg_slice line) BG_MUST_CHECK;

/* The cell of the row under that column; empty if there is none. It lives until the next line. */
const char *bg_history_table_cell(const struct bg_history_table *table, const char *column);

#endif
