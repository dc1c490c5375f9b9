/* The rows of an audit: see table.h. */
#include "cli/table.h"

#include <string.h>

static void cut(struct bg_table_line *line, struct bg_slice text) {
    size_t len = text.len < sizeof line->text ? text.len : sizeof line->text - 1;
    if (len > 0) {
        memcpy(line->text, text.at, len);
    }
    line->text[len] = '\0';
    line->text[strcspn(line->text, "\n")] = '\0';
    line->count = 0;
    for (char *at = line->text; at != NULL && line->count < BG_TABLE_MOST_COLUMNS;) {
        line->cells[line->count++] = (size_t)(at - line->text);
        at = strchr(at, '\t');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
}

bool bg_history_table_take(struct bg_history_table *table, struct bg_slice line) {
    bool is_row = table->header.count > 0;
    cut(is_row ? &table->row : &table->header, line);
    return is_row;
}

const char *bg_history_table_cell(const struct bg_history_table *table, const char *column) {
    for (size_t i = 0; i < table->header.count && i < table->row.count; i++) {
        if (strcmp(table->header.text + table->header.cells[i], column) == 0) {
            return table->row.text + table->row.cells[i];
        }
    }
    return "";
}
