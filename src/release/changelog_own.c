/* A pull request's own rows: see changelog_own.h. */
#include "release/changelog_own.h"

static bool has_digit(struct bg_slice text) {
    bool has = false;
    for (size_t i = 0; i < text.len; i++) {
        has = has || (text.at[i] >= '0' && text.at[i] <= '9');
    }
    return has;
}

static bool is_same_cell(const struct bg_changelog_table *a, const struct bg_table_row *of_a,
                         const struct bg_changelog_table *b, const struct bg_table_row *of_b, unsigned meaning) {
    return bg_slice_equal(bg_changelog_table_cell(a, of_a, meaning), bg_changelog_table_cell(b, of_b, meaning));
}

bool bg_changelog_has_row(const struct bg_changelog_table *table, const struct bg_changelog_table *other,
                          const struct bg_table_row *row) {
    bool is_numbered = has_digit(bg_changelog_table_cell(other, row, BG_TABLE_PR));
    for (size_t r = 0; r < table->row_count; r++) {
        const struct bg_table_row *known = &table->rows[r];
        if (bg_slice_equal(known->version, row->version) && is_same_cell(table, known, other, row, BG_TABLE_PR) &&
            (is_numbered || is_same_cell(table, known, other, row, BG_TABLE_SUBJECT))) {
            return true;
        }
    }
    return false;
}

/* Since the pull request began, the tip has got a row of the same number. */
static bool has_landed(const struct bg_changelog_table *base, const struct bg_changelog_table *tip,
                       const struct bg_changelog_table *mine, const struct bg_table_row *row) {
    bool is_numbered = has_digit(bg_changelog_table_cell(mine, row, BG_TABLE_PR));
    for (size_t r = 0; is_numbered && r < tip->row_count; r++) {
        if (is_same_cell(tip, &tip->rows[r], mine, row, BG_TABLE_PR) &&
            !bg_changelog_has_row(base, tip, &tip->rows[r])) {
            return true;
        }
    }
    return false;
}

const struct bg_table_row *bg_changelog_own_row(const struct bg_changelog_table *base,
                                                const struct bg_changelog_table *tip,
                                                const struct bg_changelog_table *mine) {
    const struct bg_table_row *own = NULL;
    for (size_t r = 0; r < mine->row_count; r++) {
        if (!bg_changelog_has_row(base, mine, &mine->rows[r])) {
            if (own != NULL || bg_changelog_has_row(tip, mine, &mine->rows[r])) {
                return NULL;
            }
            own = &mine->rows[r];
        }
    }
    return own == NULL || has_landed(base, tip, mine, own) ? NULL : own;
}
