/* The file of a batch: see rows.h. */
#include "run/rows.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/table.h"
#include "run/public.h"

enum { COLUMNS = 3 };

/* One reading. */
struct batch {
    struct bg_arena *arena;
    struct bg_place at; /* the line that is read */
    struct bg_table by_name;
    struct bg_error *err;
};

/* Whether it is text of one line; tabs are taken out before. */
static bool is_plain(struct bg_slice text) {
    bool is_plain = bg_slice_utf8_prefix(text) == text.len;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        is_plain = is_plain && byte >= ' ' && byte != 0x7f;
    }
    return is_plain;
}

static bool cut_columns(const struct batch *batch, struct bg_slice line, struct bg_slice columns[COLUMNS]) {
    size_t count = 0;
    for (bool is_more = true; is_more; count++) {
        is_more = bg_slice_find(line, BG_LITERAL("\t")) < line.len;
        struct bg_slice column = bg_slice_trim(bg_slice_cut(&line, '\t'));
        if (!is_plain(column)) {
            return bg_fail_at(batch->err, BG_ERROR_USAGE, batch->at,
                              "column %zu has a control character, or is no UTF-8; write it as plain text", count + 1);
        }
        if (count < COLUMNS) {
            columns[count] = column;
        }
    }
    return count <= COLUMNS ||
           bg_fail_at(batch->err, BG_ERROR_USAGE, batch->at,
                      "there are %zu columns; write a name, a number and what changed, with one tab "
                      "between two",
                      count);
}

static bool check_row(struct batch *batch, const struct bg_bump_row *row) {
    struct bg_error why;
    if (row->name[0] == '\0') {
        return bg_fail_at(batch->err, BG_ERROR_USAGE, batch->at, "no connector is named; its name is the first column");
    }
    if (row->pull_request != NULL && !bg_pull_number_check(row->pull_request, &why)) {
        return bg_fail_at(batch->err, BG_ERROR_USAGE, batch->at,
                          "\"%.40s\" is no number of a pull request; write its digits, from 1 on, or leave the column "
                          "empty",
                          row->pull_request);
    }
    const struct bg_place *before = bg_table_get(&batch->by_name, bg_slice_of(row->name));
    return before == NULL || bg_fail_at(batch->err, BG_ERROR_USAGE, batch->at,
                                        "%s stands in line %u already; leave one of the two", row->name, before->line);
}

static const char *text_of(struct bg_arena *arena, struct bg_slice column) {
    return column.len == 0 ? NULL : bg_arena_copy(arena, column).at;
}

static bool read_line(struct batch *batch, struct bg_slice line, struct bg_bump_row *out) {
    struct bg_slice columns[COLUMNS] = {0};
    if (!cut_columns(batch, line, columns)) {
        return false;
    }
    const char *name = text_of(batch->arena, columns[0]);
    *out = (struct bg_bump_row){
        .name = name == NULL ? "" : name,
        .pull_request = text_of(batch->arena, columns[1]),
        .title = text_of(batch->arena, columns[2]),
    };
    if (!check_row(batch, out)) {
        return false;
    }
    struct bg_place *place = bg_arena_alloc(batch->arena, sizeof *place);
    *place = batch->at;
    return bg_table_put(&batch->by_name, bg_slice_of(out->name), place);
}

static bool read_lines(struct batch *batch, struct bg_slice text, struct bg_options *what,
                       struct bg_bump_options *out) {
    struct bg_bump_row *items = bg_arena_array(batch->arena, BG_LIMIT_ROWS, sizeof items[0]);
    const char **names = bg_arena_array(batch->arena, BG_LIMIT_ROWS, sizeof names[0]);
    const char **titles = bg_arena_array(batch->arena, BG_LIMIT_ROWS, sizeof titles[0]);
    unsigned *lines = bg_arena_array(batch->arena, BG_LIMIT_ROWS, sizeof lines[0]);
    size_t count = 0;
    text = bg_slice_from(text, bg_slice_starts(text, BG_LITERAL("\xef\xbb\xbf")) ? 3 : 0);
    while (text.len > 0) {
        struct bg_slice line = bg_slice_cut(&text, '\n');
        batch->at.line++;
        line = bg_slice_range(line, 0, line.len - (bg_slice_ends(line, BG_LITERAL("\r")) ? 1 : 0));
        if (bg_slice_trim(line).len == 0 || line.at[0] == '#') {
            continue;
        }
        if (count == BG_LIMIT_ROWS) {
            return bg_fail_at(batch->err, BG_ERROR_USAGE, batch->at,
                              "there are more than %u connectors; make two files of it", BG_LIMIT_ROWS);
        }
        if (!read_line(batch, line, &items[count])) {
            return false;
        }
        names[count] = items[count].name;
        titles[count] = items[count].title;
        lines[count++] = batch->at.line;
    }
    what->connectors = names;
    what->connector_lines = lines;
    what->connector_titles = titles;
    what->connector_count = count;
    out->rows = items;
    out->row_count = count;
    batch->at.line = batch->at.column = 0;
    return count > 0 ||
           bg_fail_at(batch->err, BG_ERROR_USAGE, batch->at, "it names no connector; write one in each line");
}

bool bg_rows_read(struct bg_arena *arena, const char *path, struct bg_options *what, struct bg_bump_options *out,
                  struct bg_error *err) {
    struct batch batch = {.arena = arena, .at = {.file = bg_slice_of(path), .column = 1}, .err = err};
    struct bg_slice text;
    if (!bg_file_read(arena, path, &text, err)) {
        err->code = BG_ERROR_USAGE;
        return false;
    }
    what->connector_file = path;
    bool is_read = read_lines(&batch, text, what, out);
    bg_table_finish(&batch.by_name);
    return is_read;
}

const struct bg_bump_row *bg_rows_find(const struct bg_bump_options *options, struct bg_slice name) {
    for (size_t r = 0; r < options->row_count; r++) {
        if (bg_slice_is(name, options->rows[r].name)) {
            return &options->rows[r];
        }
    }
    return NULL;
}
