/*
 * A row of a changelog table: see changelog.h. The row is placed under the delimiter, below leading rows of higher
 * versions; other rows are never written again, whatever they look like.
 */
#include "release/changelog.h"

#include "base/buffer.h"
#include "base/semver.h"
#include "release/cell_text.h"
#include "release/pull_link.h"
#include "text/changelog_table.h"

struct row_edit {
    struct bg_arena *arena;
    struct bg_source *source;
    const struct bg_changelog_entry *entry;
    struct bg_changelog_table table;
    bool is_aligned; /* all lines of the table have the same widths */
    struct bg_refusal *refusal;
};

static bool refuse(struct row_edit *edit, enum bg_id id, size_t at, const char *message) {
    return bg_refuse(edit->arena, edit->refusal, id, bg_source_place(edit->source, at), "%s", message);
}

/* Characters of UTF-8 text. */
static size_t width_of(struct bg_slice text) {
    size_t width = 0;
    for (size_t i = 0; i < text.len; i++) {
        width += ((unsigned char)text.at[i] & 0xc0) != 0x80;
    }
    return width;
}

static bool has_header_widths(const struct bg_changelog_table *table, const struct bg_slice *cells, size_t count) {
    if (count != table->header.cell_count) {
        return false;
    }
    for (size_t c = 0; c < count; c++) {
        if (width_of(cells[c]) != width_of(table->header.cells[c])) {
            return false;
        }
    }
    return true;
}

static bool is_aligned(const struct row_edit *edit) {
    const struct bg_changelog_table *table = &edit->table;
    size_t count;
    const struct bg_slice *cells =
        bg_table_cells(edit->arena, bg_md_text(edit->source->text, table->delimiter), &count);
    if (!has_header_widths(table, cells, count)) {
        return false;
    }
    for (size_t r = 0; r < table->row_count; r++) {
        if (!has_header_widths(table, table->rows[r].cells, table->rows[r].cell_count)) {
            return false;
        }
    }
    return true;
}

/* Whether `row` is of a higher version than `version`. A row without a readable version is not. */
static bool is_higher(const struct bg_table_row *row, struct bg_slice version) {
    struct bg_semver of_row;
    struct bg_semver added;
    return bg_semver_read(row->version, &of_row, NULL) && bg_semver_read(version, &added, NULL) &&
           bg_semver_compare(&of_row, &added) > 0;
}

/* How many rows at the top, `own` not counted, have a higher version: the row belongs below them. */
static size_t leading_rows(const struct bg_changelog_table *table, struct bg_slice version,
                           const struct bg_table_row *own) {
    size_t r = 0;
    while (r < table->row_count && (&table->rows[r] == own || is_higher(&table->rows[r], version))) {
        r++;
    }
    return r;
}

/* Where the row's pull request is: as was said, else as the nearest row with a link has it. */
static struct bg_slice pulls_of(const struct row_edit *edit) {
    struct bg_slice found = edit->entry->pulls;
    for (size_t r = 0; found.at == NULL && r < edit->table.row_count; r++) {
        found = bg_pull_address_in(bg_changelog_table_cell(&edit->table, &edit->table.rows[r], BG_TABLE_PR));
    }
    return found.at == NULL ? edit->entry->pulls_else : found;
}

static struct bg_slice link_of(const struct row_edit *edit) {
    struct bg_slice pr = edit->entry->pr;
    return bg_arena_printf(edit->arena, "[%.*s](%.*s%.*s)", BG_ARGS(pr), BG_ARGS(pulls_of(edit)), BG_ARGS(pr));
}

static bool version_is_quoted(const struct bg_changelog_table *table) {
    return table->row_count > 0 &&
           bg_slice_starts(bg_changelog_table_cell(table, &table->rows[0], BG_TABLE_VERSION), BG_LITERAL("`"));
}

/* The text of the new row's cell for column `c`. */
static struct bg_slice cell_text(const struct row_edit *edit, size_t c) {
    const struct bg_changelog_entry *entry = edit->entry;
    const struct bg_changelog_table *table = &edit->table;
    if (c == table->column[BG_TABLE_VERSION]) {
        const char *quote = version_is_quoted(table) ? "`" : "";
        return bg_arena_printf(edit->arena, "%s%.*s%s", quote, BG_ARGS(entry->version), quote);
    }
    if (c == table->column[BG_TABLE_DATE]) {
        return entry->date;
    }
    if (c == table->column[BG_TABLE_PR]) {
        return entry->pr.at == NULL ? BG_LITERAL(BG_PR_PLACEHOLDER) : link_of(edit);
    }
    if (c == table->column[BG_TABLE_SUBJECT]) {
        return bg_cell_text(edit->arena, entry->subject);
    }
    return BG_LITERAL("");
}

/* The new row without its line end, indented and piped like the header. */
static struct bg_slice new_row(const struct row_edit *edit) {
    const struct bg_changelog_table *table = &edit->table;
    struct bg_slice header = bg_md_text(edit->source->text, table->header.line);
    bool is_fitting = edit->is_aligned;
    for (size_t c = 0; c < table->header.cell_count; c++) {
        is_fitting = is_fitting && width_of(cell_text(edit, c)) + 2 <= width_of(table->header.cells[c]);
    }
    struct bg_buffer row = {0};
    size_t indent = 0;
    while (indent < header.len && (header.at[indent] == ' ' || header.at[indent] == '\t')) {
        indent++;
    }
    bg_buffer_add(&row, bg_slice_range(header, 0, indent));
    bg_buffer_add_text(&row, table->has_leading_pipe ? "| " : "");
    for (size_t c = 0; c < table->header.cell_count; c++) {
        struct bg_slice text = cell_text(edit, c);
        bool is_last = c + 1 == table->header.cell_count;
        bg_buffer_add(&row, text);
        for (size_t width = width_of(text) + 2; is_fitting && width < width_of(table->header.cells[c]); width++) {
            bg_buffer_add_char(&row, ' ');
        }
        bg_buffer_add_text(&row, !is_last ? " | " : table->has_trailing_pipe ? " |" : "");
    }
    struct bg_slice result = bg_arena_copy(edit->arena, bg_buffer_slice(&row));
    bg_buffer_finish(&row);
    return result;
}

/* A line put below the line `above`: with the table's line end, or without one where the file ends without. */
static struct bg_splice put_below(const struct row_edit *edit, const struct bg_md_line *above, struct bg_slice row) {
    struct bg_slice text = edit->source->text;
    struct bg_slice line_end = bg_md_line_end(text, edit->table.delimiter);
    if (line_end.len == 0) {
        line_end = bg_md_line_end(text, edit->table.header.line);
    }
    bool is_open = above->end == above->next;
    struct bg_slice parts[] = {is_open ? line_end : row, is_open ? row : line_end};
    return (struct bg_splice){above->next, above->next, bg_arena_join(edit->arena, parts, 2)};
}

static const struct bg_md_line *line_above(const struct bg_changelog_table *table, size_t row) {
    return row == 0 ? table->delimiter : table->rows[row - 1].line;
}

static bool give(struct row_edit *edit, const struct bg_splice *splices, size_t count, struct bg_edit *out) {
    return bg_edit_make(edit->arena, edit->source, splices, count, out, edit->refusal);
}

/* The bytes of the row's version within its line become the new version; an aligned cell keeps its width if it can. */
static struct bg_splice renumber_cell(const struct row_edit *edit, const struct bg_table_row *row) {
    struct bg_slice text = edit->source->text;
    size_t at = (size_t)(row->version.at - text.at);
    size_t end = at + row->version.len;
    struct bg_slice version = edit->entry->version;
    if (!edit->is_aligned || version.len == row->version.len) {
        return (struct bg_splice){at, end, version};
    }
    size_t blanks = 0;
    while (end + blanks < row->line->end && text.at[end + blanks] == ' ') {
        blanks++;
    }
    size_t room = row->version.len + blanks;
    if (version.len + 1 > room) {
        return (struct bg_splice){at, end, version};
    }
    struct bg_slice padded = bg_arena_printf(edit->arena, "%-*.*s", (int)room, BG_ARGS(version));
    return (struct bg_splice){at, end + blanks, padded};
}

/* The row of this version, by its number or its text. */
static bool is_row_of(const struct row_edit *edit, const struct bg_table_row *row, struct bg_slice version) {
    const struct bg_changelog_entry *entry = edit->entry;
    struct bg_slice line = bg_md_text(edit->source->text, row->line);
    return bg_slice_equal(row->version, version) &&
           (entry->renumber_line.at != NULL ? bg_slice_equal(line, entry->renumber_line)
                                            : bg_pull_is_linked(line, entry->pr));
}

/* The one row with the version renumbered from and this pull request's link; NULL with a refusal otherwise. */
static const struct bg_table_row *row_to_renumber(struct row_edit *edit) {
    const struct bg_changelog_table *table = &edit->table;
    const struct bg_table_row *found = NULL;
    for (size_t r = 0; r < table->row_count; r++) {
        const struct bg_table_row *row = &table->rows[r];
        if (!is_row_of(edit, row, edit->entry->renumber_from)) {
            continue;
        }
        if (found != NULL) {
            (void)refuse(edit, BG_ID_ROW_NOT_UNIQUE, row->line->at, "two rows are of this version and pull request");
            return NULL;
        }
        found = row;
    }
    if (found == NULL) {
        (void)refuse(edit, BG_ID_ROW_NOT_FOUND, table->header.line->at, "no row is of this version and pull request");
    }
    return found;
}

static bool is_renumbered(const struct row_edit *edit) {
    for (size_t r = 0; r < edit->table.row_count; r++) {
        if (is_row_of(edit, &edit->table.rows[r], edit->entry->version)) {
            return true;
        }
    }
    return false;
}

/* Changes the version cell of this pull request's row, and moves the row if the order asks for it. */
static bool renumber(struct row_edit *edit, struct bg_edit *out) {
    if (edit->entry->pr.at == NULL && edit->entry->renumber_line.at == NULL) {
        return refuse(edit, BG_ID_NO_PR, edit->table.header.line->at,
                      "a row is renumbered only for a known pull request");
    }
    if (is_renumbered(edit)) {
        return give(edit, NULL, 0, out);
    }
    const struct bg_table_row *row = row_to_renumber(edit);
    if (row == NULL) {
        return false;
    }
    size_t from = (size_t)(row - edit->table.rows);
    size_t to = leading_rows(&edit->table, edit->entry->version, row);
    struct bg_splice *splices = bg_arena_array(edit->arena, 2, sizeof splices[0]);
    struct bg_splice cell = renumber_cell(edit, row);
    if (to == from || to == from + 1) {
        splices[0] = cell;
        return give(edit, splices, 1, out);
    }
    struct bg_slice text = edit->source->text;
    struct bg_slice parts[] = {bg_slice_range(text, row->line->at, cell.at), cell.text,
                               bg_slice_range(text, cell.end, row->line->end)};
    struct bg_slice line = bg_arena_join(edit->arena, parts, 3);
    struct bg_splice put = put_below(edit, line_above(&edit->table, to), line);
    struct bg_splice cut = {row->line->at, row->line->next, BG_LITERAL("")};
    if (row->line->end == row->line->next) { /* the last line of the file, which stays without a line end */
        cut.at = line_above(&edit->table, from)->end;
    }
    splices[to < from ? 0 : 1] = put;
    splices[to < from ? 1 : 0] = cut;
    return give(edit, splices, 2, out);
}

/* The cell of a row for the pull request, where that is still to be filled in; {NULL, 0} elsewhere. */
static struct bg_slice cell_to_fill(const struct row_edit *edit, const struct bg_table_row *row) {
    size_t column = edit->table.column[BG_TABLE_PR];
    if (edit->entry->pr.at == NULL || column == BG_NO_COLUMN || column >= row->cell_count) {
        return BG_NO_SLICE;
    }
    struct bg_slice cell = row->cells[column];
    struct bg_slice shown = bg_slice_trim(cell);
    return shown.len == 0 || bg_pull_is_placeholder(shown) ? cell : BG_NO_SLICE;
}

/* The link takes the place of what stood for it; where blanks follow, it takes as many of them as it needs. */
static bool fill_cell(struct row_edit *edit, struct bg_slice cell, struct bg_edit *out) {
    if (pulls_of(edit).at == NULL) {
        return refuse(edit, BG_ID_NO_REPOSITORY, edit->table.header.line->at,
                      "where the pull request is cannot be told; name its repository with --repository");
    }
    struct bg_slice text = edit->source->text;
    struct bg_slice link = link_of(edit);
    size_t width = width_of(link) + 2;
    size_t room = width_of(cell) > width && edit->is_aligned ? width_of(cell) - width : 0;
    struct bg_splice *splice = bg_arena_alloc(edit->arena, sizeof *splice);
    size_t at = (size_t)(cell.at - text.at);
    *splice =
        (struct bg_splice){at, at + cell.len, bg_arena_printf(edit->arena, " %.*s%*s ", BG_ARGS(link), (int)room, "")};
    return give(edit, splice, 1, out);
}

static bool add_row(struct row_edit *edit, struct bg_edit *out) {
    const struct bg_changelog_entry *entry = edit->entry;
    const struct bg_table_row *known = bg_changelog_table_row(&edit->table, entry->version);
    if (known != NULL) {
        struct bg_slice cell = cell_to_fill(edit, known);
        return cell.at != NULL ? fill_cell(edit, cell, out) : give(edit, NULL, 0, out);
    }
    if (entry->pr.at == NULL && !entry->allows_placeholder && edit->table.column[BG_TABLE_PR] != BG_NO_COLUMN) {
        return refuse(
            edit, BG_ID_NO_PR, edit->table.header.line->at,
            entry->is_of_batch
                ? "the number of the pull request is not known; write it into the line of this connector in "
                  "the file of --rows, or let the row wait for it with --allow-placeholder"
                : "the number of the pull request is not known; name it with --pr, or let the row wait for it "
                  "with --allow-placeholder");
    }
    if (entry->pr.at != NULL && edit->table.column[BG_TABLE_PR] != BG_NO_COLUMN && pulls_of(edit).at == NULL) {
        return refuse(edit, BG_ID_NO_REPOSITORY, edit->table.header.line->at,
                      "where the pull request is cannot be told; name its repository with --repository");
    }
    struct bg_splice *splice = bg_arena_alloc(edit->arena, sizeof *splice);
    size_t place = leading_rows(&edit->table, entry->version, NULL);
    *splice = put_below(edit, line_above(&edit->table, place), new_row(edit));
    return give(edit, splice, 1, out);
}

static bool edit_table(struct bg_arena *arena, struct bg_source *source, const struct bg_changelog_entry *entry,
                       struct bg_edit *out, struct bg_refusal *refusal) {
    struct row_edit edit = {.arena = arena, .source = source, .entry = entry, .refusal = refusal};
    if (!bg_changelog_table_find(arena, source->text, &edit.table)) {
        return bg_refuse(arena, refusal, BG_ID_NO_TABLE, (struct bg_place){.file = source->path},
                         "there is no changelog table");
    }
    size_t header_at = edit.table.header.line->at;
    if (edit.table.delimiter == NULL) {
        return refuse(&edit, BG_ID_NO_DELIMITER, header_at,
                      "no delimiter row follows the header of the changelog table");
    }
    if (edit.table.column[BG_TABLE_SUBJECT] == BG_NO_COLUMN) {
        return refuse(&edit, BG_ID_NO_SUBJECT_COLUMN, header_at, "the changelog table has no column for the subject");
    }
    edit.is_aligned = is_aligned(&edit);
    return entry->renumber_from.at != NULL ? renumber(&edit, out) : add_row(&edit, out);
}

bool bg_changelog_row_is_of_another(struct bg_arena *arena, struct bg_slice text,
                                    const struct bg_changelog_entry *entry) {
    struct bg_changelog_table table;
    if (entry->pr.at == NULL || !bg_changelog_table_find(arena, text, &table)) {
        return false;
    }
    const struct bg_table_row *row = bg_changelog_table_row(&table, entry->version);
    if (row == NULL || table.column[BG_TABLE_PR] == BG_NO_COLUMN) {
        return false;
    }
    struct bg_slice cell = bg_changelog_table_cell(&table, row, BG_TABLE_PR);
    struct bg_slice shown = bg_arena_printf(arena, "[%.*s]", BG_ARGS(entry->pr));
    return cell.len > 0 && !bg_pull_is_linked(cell, entry->pr) && bg_slice_find(cell, shown) == cell.len;
}

bool bg_changelog_add_row(struct bg_arena *arena, struct bg_source *source, const struct bg_changelog_entry *entry,
                          struct bg_edit *out, struct bg_refusal *refusal) {
    if (!edit_table(arena, source, entry, out, refusal)) {
        return false;
    }
    if (out->count == 0 || entry->renumber_from.at != NULL) {
        return true;
    }
    struct bg_edit again = {0};
    struct bg_source *result = bg_source_new(arena, source->path, out->result);
    return (edit_table(arena, result, entry, &again, refusal) && again.count == 0) ||
           bg_refuse(arena, refusal, BG_ID_UNSUPPORTED_STYLE, (struct bg_place){.file = source->path},
                     "the new row would not be found again; is a comment left open?");
}
