/* A release that the version file does not show: see own_release.h. */
#include "release/own_release.h"

#include "layout/page.h"
#include "layout/read_site.h"
#include "release/changelog_own.h"
#include "release/scheme.h"

/* A page as it is planned now, as it is in the head, and as it was in the base. */
struct pages {
    struct bg_source *head;
    struct bg_changelog_table now;
    struct bg_changelog_table unplanned;
    struct bg_changelog_table before;
    bool is_of_another;
};

static struct bg_slice read_base(struct bg_planning *planning, struct bg_slice path) {
    struct bg_tree *base = planning->query->base;
    return base == NULL ? BG_NO_SLICE : bg_tree_text(base, path, planning->arena);
}

static bool open_pages(struct bg_planning *planning, struct bg_source *page, struct pages *out) {
    const struct bg_verdict *verdict = planning->verdict;
    struct bg_tree *head = planning->query->head;
    struct bg_slice before = read_base(planning, page->path);
    struct bg_slice unplanned = bg_tree_text(head, page->path, planning->arena);
    out->head = page;
    out->is_of_another = bg_page_is_of_another(head, planning->arena, verdict->root, verdict->name, page->path);
    return before.at != NULL && unplanned.at != NULL &&
           bg_changelog_table_find(planning->arena, before, &out->before) &&
           bg_changelog_table_find(planning->arena, unplanned, &out->unplanned) &&
           bg_changelog_table_find(planning->arena, page->text, &out->now);
}

static bool is_above(const struct bg_planning *planning, struct bg_slice a, struct bg_slice b) {
    return bg_scheme_is_above(planning->query->policy, a, b);
}

/* Another connector of the change has declared this version, and has the page as well. */
static bool is_declared_beside(struct bg_planning *planning, const struct pages *pages, struct bg_slice version) {
    const struct bg_plan_query *query = planning->query;
    bool is_declared = false;
    for (size_t v = 0; v < query->verdict_count && !is_declared; v++) {
        const struct bg_verdict *other = &query->verdicts[v];
        struct bg_about about;
        is_declared = other != planning->verdict && bg_slice_equal(other->version_head, version) &&
                      !bg_slice_equal(other->version_base, version) &&
                      bg_about_load(query->head, query->layout, other->root, planning->arena, NULL, &about) &&
                      bg_slice_equal(about.doc_path, pages->head->path) &&
                      !bg_page_is_of_another(query->head, planning->arena, other->root, other->name, about.doc_path);
    }
    return is_declared;
}

/* Several connectors may share a page: the row of another one is left alone, as is what this run has planned for it. */
static bool is_of_another(struct bg_planning *planning, const struct pages *pages, const struct bg_table_row *row) {
    const struct bg_verdict *verdict = planning->verdict;
    bool is_declared = bg_slice_equal(row->version, verdict->version_head) &&
                       !bg_slice_equal(verdict->version_head, verdict->version_base);
    if (!bg_changelog_has_row(&pages->unplanned, &pages->now, row)) {
        return true;
    }
    return pages->is_of_another ? !is_declared || is_declared_beside(planning, pages, row->version)
                                : !is_declared && is_declared_beside(planning, pages, row->version);
}

/* A new row of a release: above where the change began, or one more for a number that has one. A row for an old number
 * that had none is only late. */
static bool is_of_release(const struct bg_planning *planning, const struct pages *pages,
                          const struct bg_table_row *row) {
    return !bg_changelog_has_row(&pages->before, &pages->now, row) &&
           (is_above(planning, row->version, planning->verdict->version_base) ||
            bg_changelog_table_row(&pages->before, row->version) != NULL);
}

/* The one row of a release, of this version if one is named; of several none is. */
static const struct bg_table_row *new_row(struct bg_planning *planning, const struct pages *pages,
                                          struct bg_slice version) {
    const struct bg_table_row *found = NULL;
    for (size_t r = 0; r < pages->now.row_count; r++) {
        const struct bg_table_row *row = &pages->now.rows[r];
        if (!is_of_release(planning, pages, row) || (version.at != NULL && !bg_slice_equal(row->version, version)) ||
            is_of_another(planning, pages, row)) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = row;
    }
    return found;
}

struct bg_own_row bg_own_release_row(struct bg_planning *planning, struct bg_source *page, struct bg_slice version) {
    struct pages pages;
    if (!open_pages(planning, page, &pages)) {
        return (struct bg_own_row){0};
    }
    const struct bg_table_row *row = new_row(planning, &pages, BG_NO_SLICE);
    row = row == NULL ? new_row(planning, &pages, version) : row;
    return row == NULL ? (struct bg_own_row){0} : (struct bg_own_row){bg_md_text(page->text, row->line), row->version};
}

/* The highest version of the table below this one. */
static struct bg_slice version_below(const struct bg_planning *planning, const struct bg_changelog_table *table,
                                     struct bg_slice version) {
    struct bg_slice below = BG_NO_SLICE;
    for (size_t r = 0; r < table->row_count; r++) {
        struct bg_slice text = table->rows[r].version;
        if (is_above(planning, version, text) && (below.at == NULL || is_above(planning, text, below))) {
            below = text;
        }
    }
    return below;
}

static struct bg_own_release from_row(struct bg_planning *planning, struct bg_slice path) {
    const struct bg_verdict *verdict = planning->verdict;
    struct bg_error ignored;
    struct pages pages;
    struct bg_source *page = bg_planning_open(planning, path, &ignored);
    const struct bg_table_row *row =
        page != NULL && open_pages(planning, page, &pages) ? new_row(planning, &pages, BG_NO_SLICE) : NULL;
    if (row == NULL) {
        return (struct bg_own_release){0};
    }
    if (is_above(planning, row->version, verdict->version_head)) {
        return (struct bg_own_release){row->version, verdict->version_base};
    }
    struct bg_slice base = version_below(planning, &pages.before, row->version);
    return base.at != NULL ? (struct bg_own_release){row->version, base} : (struct bg_own_release){0};
}

/* A mirror that was as the version in the base, and is above it now. */
static struct bg_own_release from_mirror(struct bg_planning *planning, const struct bg_artefact_place *place) {
    const struct bg_verdict *verdict = planning->verdict;
    struct bg_error ignored;
    struct bg_source *head = bg_planning_open(planning, place->path, &ignored);
    struct bg_slice text = read_base(planning, place->path);
    if (head == NULL || text.at == NULL) {
        return (struct bg_own_release){0};
    }
    struct bg_slice now = bg_read_site(planning->arena, head, place->site, NULL);
    struct bg_slice before =
        bg_read_site(planning->arena, bg_source_new(planning->arena, place->path, text), place->site, NULL);
    bool is_own = before.at != NULL && now.at != NULL && bg_slice_equal(before, verdict->version_base) &&
                  is_above(planning, now, before);
    return is_own ? (struct bg_own_release){now, verdict->version_base} : (struct bg_own_release){0};
}

static struct bg_slice version_in(struct bg_planning *planning, struct bg_tree *tree) {
    return bg_about_version(tree, planning->query->layout, planning->verdict->root, planning->arena);
}

static bool read_table(struct bg_arena *arena, struct bg_tree *tree, struct bg_slice page,
                       struct bg_changelog_table *out) {
    return bg_changelog_table_find(arena, bg_tree_text(tree, page, arena), out);
}

bool bg_own_row_has_landed(struct bg_arena *arena, struct bg_tree *base, struct bg_tree *head, struct bg_tree *tip,
                           struct bg_slice page) {
    struct bg_changelog_table before;
    struct bg_changelog_table own;
    struct bg_changelog_table landed;
    bool has_landed = false;
    if (page.len == 0 || !read_table(arena, base, page, &before) || !read_table(arena, head, page, &own) ||
        !read_table(arena, tip, page, &landed)) {
        return false;
    }
    for (size_t r = 0; r < own.row_count; r++) {
        const struct bg_table_row *row = &own.rows[r];
        has_landed =
            has_landed || (!bg_changelog_has_row(&before, &own, row) && bg_changelog_has_row(&landed, &own, row));
    }
    return has_landed;
}

/* What the branch declared before it took in the base branch, where the merge left nothing of it. */
static struct bg_own_release from_before(struct bg_planning *planning) {
    struct bg_slice own = version_in(planning, planning->query->before);
    struct bg_slice base = version_in(planning, planning->query->before_base);
    const struct bg_plan_query *query = planning->query;
    bool is_open =
        is_above(planning, own, base) && !bg_own_row_has_landed(planning->arena, query->before_base, query->before,
                                                                query->base, planning->about.doc_path);
    return is_open ? (struct bg_own_release){own, base} : (struct bg_own_release){0};
}

struct bg_own_release bg_own_release_find(struct bg_planning *planning) {
    const struct bg_verdict *verdict = planning->verdict;
    struct bg_artefact_places places = {.arena = planning->arena};
    struct bg_own_release own = {0};
    if (verdict->version_base.at == NULL || !bg_slice_equal(verdict->version_base, verdict->version_head)) {
        return own;
    }
    bg_artefact_changelog_row.find(planning->query->layout, &planning->about, &places);
    size_t page_count = places.count;
    bg_artefact_mirror.find(planning->query->layout, &planning->about, &places);
    for (size_t p = 0; p < places.count && own.version.at == NULL; p++) {
        own = p < page_count ? from_row(planning, places.items[p].path) : from_mirror(planning, &places.items[p]);
    }
    return own.version.at != NULL ? own : from_before(planning);
}
