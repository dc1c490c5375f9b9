/*
 * The row of a release in the changelog table of the connector's documentation page: there for every version that was
 * raised, and naming its pull request.
 */
#include "release/changelog.h"
#include "release/changelog_merge.h"
#include "release/changelog_own.h"
#include "release/own_release.h"
#include "release/planning.h"
#include "release/pull_link.h"
#include "release/release.h"
#include "base/date.h"
#include "base/semver.h"
#include "layout/page.h"
#include "text/changelog_table.h"

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    if (layout->docs_at.at != NULL) {
        bg_artefact_places_add(out, (struct bg_artefact_place){.path = about->doc_path});
    }
}

static bool is_raised(enum bg_declared declared) {
    return declared == BG_DECLARED_PATCH || declared == BG_DECLARED_MINOR || declared == BG_DECLARED_MAJOR ||
           declared == BG_DECLARED_PRERELEASE || declared == BG_DECLARED_PROMOTE;
}

/* Whether the other rows have days as YYYY-MM-DD: a page with another form, or with none, is not held to it. */
static bool has_dates(const struct bg_changelog_table *table, const struct bg_table_row *row) {
    bool is_found = false;
    for (size_t r = 0; r < table->row_count && !is_found; r++) {
        long days;
        is_found = &table->rows[r] != row &&
                   bg_date_read(bg_changelog_table_cell(table, &table->rows[r], BG_TABLE_DATE), &days);
    }
    return is_found;
}

static void check_date(struct bg_release_view *release, struct bg_source *page, const struct bg_changelog_table *table,
                       const struct bg_table_row *row) {
    struct bg_slice text = bg_changelog_table_cell(table, row, BG_TABLE_DATE);
    struct bg_place at = bg_source_place(page, row->line->at);
    long days;
    long today;
    if (text.at == NULL || !has_dates(table, row)) {
        return;
    }
    if (text.len == 0) {
        bg_reasons_add(&release->reasons, BG_ID_CHANGELOG_DATE, at, "the row for `%.*s` has no date",
                       BG_ARGS(row->version));
    } else if (!bg_date_read(text, &days)) {
        bg_reasons_add(&release->reasons, BG_ID_CHANGELOG_DATE, at,
                       "the date of the row for `%.*s` is `%.*s`, which is no day of the form YYYY-MM-DD",
                       BG_ARGS(row->version), BG_ARGS(text));
    } else if (bg_date_read(release->query->today, &today) && !bg_date_is_near(days, today)) {
        bg_reasons_add(&release->reasons, BG_ID_CHANGELOG_DATE, at,
                       "the date of the row for `%.*s` is `%.*s`, which is far from %.*s", BG_ARGS(row->version),
                       BG_ARGS(text), BG_ARGS(release->query->today));
    }
}

static void check_row(struct bg_release_view *release, struct bg_source *page, const struct bg_changelog_table *table) {
    struct bg_slice version = release->query->head->about.version.text;
    const struct bg_table_row *row = bg_changelog_table_row(table, version);
    if (row != NULL) {
        check_date(release, page, table, row);
    }
    if (row == NULL) {
        bg_reasons_add(&release->reasons, BG_ID_CHANGELOG_ROW_MISSING, bg_source_place(page, table->header.line->at),
                       "the changelog has no row for `%.*s`", BG_ARGS(version));
    } else if (bg_pull_is_placeholder(bg_changelog_table_cell(table, row, BG_TABLE_PR))) {
        bg_reasons_add(&release->reasons, BG_ID_CHANGELOG_PLACEHOLDER, bg_source_place(page, row->line->at),
                       "the row for `%.*s` does not name its pull request yet", BG_ARGS(version));
    }
}

/* The version stayed, and a new row is above it: a merge left one half of a release behind. */
static void check_above(struct bg_release_view *release, const struct bg_artefact_place *place) {
    const struct bg_release_query *query = release->query;
    struct bg_arena *arena = release->reasons.arena;
    struct bg_source *page = bg_release_open(release, query->head_tree, place->path);
    struct bg_source *old = bg_release_open(release, query->base_tree, place->path);
    struct bg_changelog_table table;
    struct bg_changelog_table before;
    struct bg_semver declared;
    if (page == NULL || old == NULL || !bg_changelog_table_find(arena, page->text, &table) ||
        !bg_changelog_table_find(arena, old->text, &before) ||
        !bg_semver_read(query->head->about.version.text, &declared, NULL)) {
        return;
    }
    for (size_t r = 0; r < table.row_count; r++) {
        const struct bg_table_row *row = &table.rows[r];
        struct bg_semver version;
        if (bg_semver_read(row->version, &version, NULL) && bg_semver_compare(&version, &declared) > 0 &&
            !bg_changelog_has_row(&before, &table, row)) {
            bg_reasons_add(&release->reasons, BG_ID_CHANGELOG_ROW_ABOVE, bg_source_place(page, row->line->at),
                           "the changelog got a row for `%.*s`, and the version is still `%.*s`", BG_ARGS(row->version),
                           BG_ARGS(declared.text));
            return;
        }
    }
}

bool bg_changelog_wants_number(const struct bg_layout *layout, const struct bg_about *about, struct bg_tree *head,
                               struct bg_arena *arena) {
    struct bg_changelog_table table;
    struct bg_slice text = layout->docs_at.at == NULL ? BG_NO_SLICE : bg_tree_text(head, about->doc_path, arena);
    return bg_changelog_table_find(arena, text, &table) && table.column[BG_TABLE_PR] != BG_NO_COLUMN &&
           !bg_page_is_of_another(head, arena, about->root, about->name, about->doc_path);
}

static void check(struct bg_release_view *release, const struct bg_artefact_place *place) {
    const struct bg_about *head = &release->query->head->about;
    struct bg_tree *tree = release->query->head_tree;
    struct bg_changelog_table table;
    if (release->verdict->declared == BG_DECLARED_NONE && release->query->base != NULL &&
        !bg_page_is_of_another(tree, release->reasons.arena, head->root, head->name, place->path)) {
        check_above(release, place);
    }
    if (!is_raised(release->verdict->declared) ||
        bg_page_is_of_another(tree, release->reasons.arena, head->root, head->name, place->path)) {
        return;
    }
    struct bg_source *page = bg_release_open(release, tree, place->path);
    if (page == NULL || !bg_changelog_table_find(release->reasons.arena, page->text, &table)) {
        struct bg_slice path = place->path.at == NULL ? head->version.at.file : place->path;
        bg_reasons_add(&release->reasons, BG_ID_CHANGELOG_MISSING, (struct bg_place){.file = path},
                       "there is no changelog table in %.*s", BG_ARGS(path));
        return;
    }
    check_row(release, page, &table);
}

static struct bg_changelog_entry entry_of(const struct bg_planning *planning) {
    struct bg_changelog_entry entry = planning->query->entry;
    entry.version = planning->plan->to;
    return entry;
}

static bool is_of_another(const struct bg_planning *planning, struct bg_slice page) {
    const struct bg_verdict *verdict = planning->verdict;
    return bg_page_is_of_another(planning->query->head, planning->arena, verdict->root, verdict->name, page);
}

/* The row of this change, if it has one. Without a base to tell it by, it is that of the version that was declared and
 * of this pull request, if the page is of this connector. */
static bool find_own(struct bg_planning *planning, struct bg_source *page, struct bg_changelog_entry *entry) {
    const struct bg_verdict *verdict = planning->verdict;
    struct bg_own_row row = bg_own_release_row(planning, page, verdict->version_head);
    bool is_declared = entry->pr.at != NULL && !bg_slice_equal(verdict->version_head, verdict->version_base) &&
                       !is_of_another(planning, page->path);
    entry->renumber_line = row.line;
    entry->renumber_from = row.line.at != NULL ? row.version : verdict->version_head;
    return (row.line.at != NULL || is_declared) && !bg_slice_equal(entry->renumber_from, planning->plan->to);
}

/* A row that this change has added for a version that was too low is renumbered. *is_done if there was one. */
static bool renumber(struct bg_planning *planning, struct bg_source *page, bool *is_done) {
    struct bg_changelog_entry entry = entry_of(planning);
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    *is_done = false;
    if (!find_own(planning, page, &entry)) {
        return true;
    }
    if (!bg_changelog_add_row(planning->arena, page, &entry, &edit, &refusal)) {
        return refusal.id == BG_ID_ROW_NOT_FOUND || bg_planning_refuse_edit(planning, &refusal);
    }
    bg_planning_take(planning, page, &edit, false);
    *is_done = true;
    return true;
}

static bool add_row(struct bg_planning *planning, struct bg_source *page) {
    struct bg_changelog_entry entry = entry_of(planning);
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (bg_changelog_add_row(planning->arena, page, &entry, &edit, &refusal)) {
        if (planning->plan->edit_count > 0 && bg_changelog_row_is_of_another(planning->arena, page->text, &entry)) {
            bg_planning_leave(planning, page->path, "the row of this version is that of another pull request");
        }
        bg_planning_take(planning, page, &edit, false);
        return true;
    }
    if (refusal.id == BG_ID_NO_TABLE) {
        bg_planning_leave(planning, page->path, "it has no changelog table");
        return true;
    }
    if (refusal.id == BG_ID_NO_PR && planning->plan->edit_count == 0) {
        bg_planning_leave(planning, page->path,
                          planning->query->entry.is_of_batch
                              ? "its row is missing, and the file of --rows has no number for it"
                              : "its row is missing, and the number of the pull request is not known (--pr)");
        return true;
    }
    return bg_planning_refuse_edit(planning, &refusal);
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *page = bg_planning_open(planning, place->path, &err);
    bool is_done;
    if (page == NULL) {
        bg_planning_leave(planning, place->path.at == NULL ? BG_LITERAL("") : place->path,
                          "the page with the changelog is not there");
        return true;
    }
    if (!renumber(planning, page, &is_done) || is_done) {
        return is_done;
    }
    if (is_of_another(planning, place->path)) {
        bg_planning_leave(planning, place->path, "the page belongs to another connector");
        return true;
    }
    return add_row(planning, page);
}

const struct bg_artefact bg_artefact_changelog_row = {
    .id = "changelog-row",
    .find = find,
    .check = check,
    .turn = BG_TURN_FOLLOWS,
    .write = write,
    .merge = bg_changelog_merge,
};
