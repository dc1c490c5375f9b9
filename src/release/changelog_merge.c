/*
 * Merges of changelog tables: see changelog_merge.h. The row is taken out of the pull request's text, and put back
 * after the rest was merged.
 */
#include "release/changelog_merge.h"

#include "release/changelog_own.h"
#include "release/splice.h"

/* Takes the row out of the text of the pull request; *row becomes its line with the merged version. */
static bool take_row(const struct bg_merging *merging, struct bg_merge_sides *texts, struct bg_slice *row) {
    struct bg_arena *arena = merging->arena;
    struct bg_changelog_table base;
    struct bg_changelog_table tip;
    struct bg_changelog_table mine;
    if (!bg_changelog_table_find(arena, texts->base, &base) || !bg_changelog_table_find(arena, texts->tip, &tip) ||
        !bg_changelog_table_find(arena, texts->mine, &mine) || base.row_count == 0 || tip.row_count == 0) {
        return false;
    }
    const struct bg_table_row *own = bg_changelog_own_row(&base, &tip, &mine);
    if (own == NULL || own->line->next == own->line->end) {
        return false;
    }
    struct bg_merge_sides versions = {base.rows[0].version, tip.rows[0].version, own->version};
    versions.tip = merging->versions.tip.at != NULL ? merging->versions.tip : versions.tip;
    bool is_half = merging->may_be_half && bg_slice_equal(versions.tip, versions.mine);
    struct bg_slice merged = is_half ? BG_NO_SLICE : bg_merging_version(merging, &versions);
    struct bg_slice line = bg_slice_range(texts->mine, own->line->at, own->line->next);
    size_t at = bg_slice_find(line, own->version);
    if (merged.at == NULL || own->version.len == 0 || at == line.len) {
        return false;
    }
    struct bg_splice renumbered = {at, at + own->version.len, merged};
    struct bg_splice taken = {own->line->at, own->line->next, BG_LITERAL("")};
    return bg_splice_apply(arena, line, &renumbered, 1, row) &&
           bg_splice_apply(arena, texts->mine, &taken, 1, &texts->mine);
}

/* The row on top of the table; false if the merge left no table that it could stand in. */
static bool put_row(struct bg_arena *arena, struct bg_slice row, struct bg_slice *text) {
    struct bg_changelog_table table;
    if (!bg_changelog_table_find(arena, *text, &table) || table.delimiter == NULL) {
        return false;
    }
    size_t at = table.delimiter->next;
    struct bg_splice splice = {at, at, row};
    return bg_splice_apply(arena, *text, &splice, 1, text);
}

bool bg_changelog_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                        const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                        struct bg_error *err) {
    struct bg_merge_sides without_row = *texts;
    struct bg_slice row;
    (void)place;
    if (take_row(merging, &without_row, &row)) {
        if (!bg_merging_go_on(merging, &without_row, out, is_clean, err)) {
            return false;
        }
        if (put_row(merging->arena, row, out)) {
            return true;
        }
    }
    return bg_merging_go_on(merging, texts, out, is_clean, err);
}
