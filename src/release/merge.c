/*
 * Merges: see merge.h. The two places are made equal in all three texts before git's merge sees them: the version by
 * writing the merged one into each, the row by taking it out of the pull request's text and putting it back afterwards.
 * What cannot be told (no version, a lowered one, several rows) is left in, and becomes an ordinary conflict.
 */
#include "release/merge.h"

#include "release/edit.h"
#include "layout/expand.h"
#include "text/changelog_table.h"
#include "release/next.h"
#include "release/version.h"
#include "repo/text_merge.h"

/* The three texts by what they are for. */
struct sides {
    struct bg_slice base;
    struct bg_slice tip;
    struct bg_slice mine; /* of the pull request */
};

/* The version after the merge; {NULL, 0} if it cannot be told. */
static struct bg_slice merge_versions(struct bg_arena *arena, const struct bg_version_policy *policy,
                                      const struct sides *versions) {
    if (bg_slice_equal(versions->mine, versions->base)) {
        return versions->tip;
    }
    if (bg_slice_equal(versions->tip, versions->base)) {
        return versions->mine;
    }
    struct bg_version_query raised = {.policy = policy, .base = versions->base, .head = versions->mine};
    struct bg_version_answer step = bg_version_check(arena, &raised);
    if (step.outcome != BG_OUTCOME_PASSED || step.carried == BG_LEVEL_NONE) {
        return BG_NO_SLICE;
    }
    struct bg_next_query next = {.policy = policy,
                                 .base = versions->tip,
                                 .required = step.carried,
                                 .allows_major = true}; /* whoever raised it has decided */
    struct bg_version_query kept = {
        .policy = policy, .base = versions->tip, .head = versions->mine, .required = step.carried};
    return bg_version_check(arena, &kept).outcome == BG_OUTCOME_PASSED ? versions->mine
                                                                       : bg_version_next(arena, &next).version;
}

/* The place of the version that a file of this name holds; NULL if it holds none. */
static const struct bg_layout_site *find_site(const struct bg_layout *layout, struct bg_slice path) {
    const char *slash = path.len == 0 ? NULL : memrchr(path.at, '/', path.len);
    struct bg_slice name = slash == NULL ? path : bg_slice_from(path, (size_t)(slash - path.at) + 1);
    if (layout == NULL) {
        return NULL;
    }
    if (bg_slice_equal(layout->version.file, name)) {
        return &layout->version;
    }
    for (size_t m = 0; m < layout->mirror_count; m++) {
        if (bg_slice_equal(layout->mirrors[m].file, name)) {
            return &layout->mirrors[m];
        }
    }
    return NULL;
}

struct version_place {
    const struct bg_site_kind *kind;
    struct bg_site_query query;
    struct bg_slice path;
};

static bool read_version(struct bg_arena *arena, const struct version_place *place, struct bg_slice text,
                         struct bg_slice *out) {
    struct bg_source *source = bg_source_new(arena, place->path, text);
    struct bg_site site;
    struct bg_refusal refusal;
    if (!bg_site_find(arena, place->kind, source, &place->query, &site, &refusal)) {
        return false;
    }
    *out = bg_site_text(source, &site);
    return true;
}

static bool write_version(struct bg_arena *arena, const struct version_place *place, struct bg_slice version,
                          struct bg_slice *text) {
    struct bg_edit edit;
    struct bg_refusal refusal;
    if (!bg_edit_version(arena, place->kind, bg_source_new(arena, place->path, *text), &place->query, 1, version, &edit,
                         &refusal)) {
        return false;
    }
    *text = edit.result;
    return true;
}

/* The same version into all three texts, so that the line is none to merge. */
static void settle_version(struct bg_arena *arena, const struct bg_merge_query *query, struct sides *texts) {
    const struct bg_layout_site *site = find_site(query->layout, query->path);
    struct version_place place = {.path = query->path, .kind = site == NULL ? NULL : bg_site_kind_find(site->kind)};
    struct sides versions;
    struct sides settled = *texts;
    if (place.kind == NULL) {
        return;
    }
    bg_site_path(arena, site->at, &place.query);
    if (!read_version(arena, &place, texts->base, &versions.base) ||
        !read_version(arena, &place, texts->tip, &versions.tip) ||
        !read_version(arena, &place, texts->mine, &versions.mine)) {
        return;
    }
    struct bg_slice merged = merge_versions(arena, query->policy, &versions);
    if (merged.at != NULL && write_version(arena, &place, merged, &settled.base) &&
        write_version(arena, &place, merged, &settled.tip) && write_version(arena, &place, merged, &settled.mine)) {
        *texts = settled;
    }
}

/* Two rows are the same entry if version and pull request are. */
static bool has_row(const struct bg_changelog_table *table, const struct bg_changelog_table *other,
                    const struct bg_table_row *row) {
    for (size_t r = 0; r < table->row_count; r++) {
        if (bg_slice_equal(table->rows[r].version, row->version) &&
            bg_slice_equal(bg_changelog_table_cell(table, &table->rows[r], BG_TABLE_PR),
                           bg_changelog_table_cell(other, row, BG_TABLE_PR))) {
            return true;
        }
    }
    return false;
}

/* The one row of the pull request; NULL if it added none, or more than one. */
static const struct bg_table_row *own_row(const struct bg_changelog_table *base, const struct bg_changelog_table *tip,
                                          const struct bg_changelog_table *mine) {
    const struct bg_table_row *own = NULL;
    for (size_t r = 0; r < mine->row_count; r++) {
        if (!has_row(base, mine, &mine->rows[r])) {
            if (own != NULL || has_row(tip, mine, &mine->rows[r])) {
                return NULL;
            }
            own = &mine->rows[r];
        }
    }
    return own;
}

/* Takes the row out of the text of the pull request; *row becomes its line with the merged version. */
static bool take_row(struct bg_arena *arena, const struct bg_merge_query *query, struct sides *texts,
                     struct bg_slice *row) {
    struct bg_changelog_table base, tip, mine;
    if (!bg_changelog_table_find(arena, texts->base, &base) || !bg_changelog_table_find(arena, texts->tip, &tip) ||
        !bg_changelog_table_find(arena, texts->mine, &mine) || base.row_count == 0 || tip.row_count == 0) {
        return false;
    }
    const struct bg_table_row *own = own_row(&base, &tip, &mine);
    if (own == NULL || own->line->next == own->line->end) {
        return false;
    }
    struct sides versions = {base.rows[0].version, tip.rows[0].version, own->version};
    struct bg_slice merged = merge_versions(arena, query->policy, &versions);
    struct bg_slice line = bg_slice_range(texts->mine, own->line->at, own->line->next);
    size_t at = bg_slice_find(line, own->version);
    if (merged.at == NULL || own->version.len == 0 || at == line.len) {
        return false;
    }
    *row = bg_arena_printf(arena, "%.*s%.*s%.*s", BG_ARGS(bg_slice_range(line, 0, at)), BG_ARGS(merged),
                           BG_ARGS(bg_slice_from(line, at + own->version.len)));
    texts->mine = bg_arena_printf(arena, "%.*s%.*s", BG_ARGS(bg_slice_range(texts->mine, 0, own->line->at)),
                                  BG_ARGS(bg_slice_from(texts->mine, own->line->next)));
    return true;
}

/* The row on top of the table; false if the merge left no table that it could stand in. */
static bool put_row(struct bg_arena *arena, struct bg_slice row, struct bg_slice *text) {
    struct bg_changelog_table table;
    if (!bg_changelog_table_find(arena, *text, &table) || table.delimiter == NULL) {
        return false;
    }
    size_t at = table.delimiter->next;
    struct bg_splice splice = {at, at, row};
    *text = bg_splice_apply(arena, *text, &splice, 1);
    return true;
}

static bool merge_texts(struct bg_arena *arena, const struct bg_merge_query *query, const struct sides *texts,
                        struct bg_slice *out, bool *is_clean, struct bg_error *err) {
    const struct bg_slice *ours = query->tip_is_ours ? &texts->tip : &texts->mine;
    const struct bg_slice *theirs = query->tip_is_ours ? &texts->mine : &texts->tip;
    return bg_text_merge(arena, &texts->base, ours, theirs, query->marker_size, out, is_clean, err);
}

bool bg_merge(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice *out, bool *is_clean,
              struct bg_error *err) {
    struct sides texts = {query->base, query->tip_is_ours ? query->ours : query->theirs,
                          query->tip_is_ours ? query->theirs : query->ours};
    struct sides without_row;
    struct bg_slice row;
    settle_version(arena, query, &texts);
    without_row = texts;
    if (query->layout != NULL && take_row(arena, query, &without_row, &row)) {
        if (!merge_texts(arena, query, &without_row, out, is_clean, err)) {
            return false;
        }
        if (put_row(arena, row, out)) {
            return true;
        }
    }
    return merge_texts(arena, query, &texts, out, is_clean, err);
}
