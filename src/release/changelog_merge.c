/*
 * Merges of changelogs: see changelog_merge.h. The row, or the section, is taken out of the pull request's text, and
 * put back after the rest was merged.
 */
#include "release/changelog_merge.h"

#include "release/changelog_own.h"
#include "release/changelog_own_section.h"
#include "release/splice.h"

/* The settled version of an entry; {NULL, 0} where it is for a person, or only half of a release would get it. */
static struct bg_slice settle(const struct bg_merging *merging, struct bg_merge_sides *versions) {
    versions->tip = merging->versions.tip.at != NULL ? merging->versions.tip : versions->tip;
    bool is_half = merging->may_be_half && bg_slice_equal(versions->tip, versions->mine);
    return is_half ? BG_NO_SLICE : bg_merging_version(merging, versions);
}

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
    struct bg_slice merged = settle(merging, &versions);
    struct bg_slice line = bg_slice_range(texts->mine, own->line->at, own->line->next);
    if (merged.at == NULL || own->version.len == 0) {
        return false;
    }
    size_t at = (size_t)(own->version.at - line.at);
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

/* The same for a section: *section becomes all of it with the merged version. */
static bool take_section(const struct bg_merging *merging, struct bg_merge_sides *texts, struct bg_slice *section) {
    struct bg_arena *arena = merging->arena;
    struct bg_own_section own;
    struct bg_merge_sides versions;
    if (!bg_own_section_find(arena, texts->base, texts->mine, &own) ||
        bg_first_section(arena, texts->base, &versions.base) == texts->base.len ||
        bg_first_section(arena, texts->tip, &versions.tip) == texts->tip.len) {
        return false;
    }
    versions.mine = own.version;
    struct bg_slice merged = settle(merging, &versions);
    struct bg_slice heading =
        merged.at == NULL ? BG_NO_SLICE : bg_own_section_heading(arena, texts->mine, &own, versions.tip, merged);
    struct bg_slice parts[] = {heading, bg_slice_range(texts->mine, own.heading_end, own.end)};
    struct bg_splice taken = {own.at, own.end, BG_LITERAL("")};
    *section = bg_arena_join(arena, parts, 2);
    return heading.at != NULL && bg_splice_apply(arena, texts->mine, &taken, 1, &texts->mine);
}

/* The section above those of all releases. */
static bool put_section(struct bg_arena *arena, struct bg_slice section, struct bg_slice *text) {
    struct bg_slice version;
    size_t at = bg_first_section(arena, *text, &version);
    struct bg_splice splice = {at, at, section};
    return at < text->len && bg_splice_apply(arena, *text, &splice, 1, text);
}

bool bg_changelog_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                        const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                        struct bg_error *err) {
    struct bg_merge_sides without = *texts;
    struct bg_slice entry;
    (void)place;
    bool has_row = take_row(merging, &without, &entry);
    if (has_row || take_section(merging, &without, &entry)) {
        if (!bg_merging_go_on(merging, &without, out, is_clean, err)) {
            return false;
        }
        if (has_row ? put_row(merging->arena, entry, out) : put_section(merging->arena, entry, out)) {
            return true;
        }
    }
    return bg_merging_go_on(merging, texts, out, is_clean, err);
}
