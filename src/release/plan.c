/* Plans: see plan.h. The files in this order: where the version stands, its mirrors, the page with the changelog. */
#include "release/plan.h"

#include "release/draft.h"
#include "release/rollout.h"
#include "release/target.h"
#include "layout/expand.h"
#include "model/load.h"
#include "layout/metadata.h"
#include "layout/page.h"
#include "base/semver.h"
#include "release/scheme.h"

/* The making of one connector's plan. */
struct planning {
    struct bg_arena *arena;
    const struct bg_plan_query *query;
    const struct bg_verdict *verdict;
    struct bg_plan_files *files;
    struct bg_plan_files own; /* this connector's files, added to `files` when all of them could be edited */
    struct bg_plan *plan;
    struct bg_layout_names names;
    struct bg_connector connector;
};

static void push_file(struct bg_plan_files *files, struct bg_file_change change) {
    if (files->count == files->room) {
        size_t room = files->room == 0 ? 4 : 2 * files->room;
        struct bg_file_change *items = bg_arena_array(files->arena, room, sizeof items[0]);
        if (files->count > 0) {
            memcpy(items, files->items, files->count * sizeof items[0]);
        }
        files->items = items;
        files->room = room;
    }
    files->items[files->count++] = change;
}

static struct bg_file_change *find_file(const struct bg_plan_files *files, struct bg_slice path) {
    for (size_t f = 0; f < files->count; f++) {
        if (bg_slice_equal(files->items[f].path, path)) {
            return &files->items[f];
        }
    }
    return NULL;
}

static bool refuse(struct planning *planning, const char *id, enum bg_outcome outcome, struct bg_slice message,
                   struct bg_place at) {
    planning->plan->id = bg_slice_of(id);
    planning->plan->outcome = outcome;
    planning->plan->message = message;
    planning->plan->at = at;
    return false;
}

static bool refuse_edit(struct planning *planning, const struct bg_refusal *refusal) {
    return refuse(planning, refusal->id, BG_OUTCOME_UNJUDGED, refusal->message, refusal->at);
}

/* Two lists that only grow by a few items a connector. */
static void add_untouched(struct planning *planning, struct bg_slice file, const char *why) {
    struct bg_plan *plan = planning->plan;
    struct bg_plan_untouched *items = bg_arena_array(planning->arena, plan->untouched_count + 1, sizeof items[0]);
    if (plan->untouched_count > 0) {
        memcpy(items, plan->untouched, plan->untouched_count * sizeof items[0]);
    }
    items[plan->untouched_count++] = (struct bg_plan_untouched){file, bg_slice_of(why)};
    plan->untouched = items;
}

static void add_edit(struct planning *planning, struct bg_plan_edit edit) {
    struct bg_plan *plan = planning->plan;
    struct bg_plan_edit *items = bg_arena_array(planning->arena, plan->edit_count + 1, sizeof items[0]);
    if (plan->edit_count > 0) {
        memcpy(items, plan->edits, plan->edit_count * sizeof items[0]);
    }
    items[plan->edit_count++] = edit;
    plan->edits = items;
}

/* The current text of a file: as planned so far, else as in the head. NULL if it is not there. */
static struct bg_source *open_file(struct planning *planning, struct bg_slice path, struct bg_error *err) {
    const struct bg_file_change *planned = find_file(&planning->own, path);
    struct bg_slice text;
    planned = planned != NULL ? planned : find_file(planning->files, path);
    if (planned != NULL) {
        return bg_source_new(planning->arena, path, planned->after);
    }
    *err = (struct bg_error){.code = BG_ERROR_NONE};
    if (path.at == NULL ||
        bg_tree_read(planning->query->head, path, planning->arena, &text, NULL, err) != BG_FILE_READ) {
        return NULL;
    }
    return bg_source_new(planning->arena, path, text);
}

/* The splice as lines for people: the line before and after, or a line that comes or goes. */
static struct bg_plan_edit describe(struct planning *planning, struct bg_source *source,
                                    const struct bg_splice *splice) {
    struct bg_place at = bg_source_place(source, splice->at);
    struct bg_slice line = bg_source_line(source, at.line);
    size_t from = splice->at;
    while (from > 0 && source->text.at[from - 1] != '\n') {
        from--;
    }
    struct bg_plan_edit edit = {.file = source->path, .line = at.line};
    bool is_whole = splice->text.len > 0 && memchr(splice->text.at, '\n', splice->text.len) != NULL;
    bool is_cut = splice->text.len == 0 && memchr(source->text.at + splice->at, '\n', splice->end - splice->at) != NULL;
    if (is_whole && splice->at == splice->end) {
        edit.line += splice->at > from ? 1 : 0; /* behind a last line that does not end */
        edit.before = BG_LITERAL("");
        edit.after = bg_slice_trim(splice->text);
    } else if (is_cut) {
        edit.before = bg_slice_trim(bg_slice_range(source->text, splice->at, splice->end));
        edit.after = BG_LITERAL("");
    } else {
        size_t head = splice->at - from;
        edit.before = line;
        edit.after =
            bg_arena_printf(planning->arena, "%.*s%.*s%.*s", BG_ARGS(bg_slice_range(line, 0, head)),
                            BG_ARGS(splice->text), BG_ARGS(bg_slice_from(line, head + splice->end - splice->at)));
    }
    return edit;
}

/* `is_new`: the file is not there yet. */
static void take_edit(struct planning *planning, struct bg_source *source, const struct bg_edit *edit, bool is_new) {
    if (edit->count == 0) {
        return;
    }
    for (size_t s = 0; s < edit->count; s++) {
        add_edit(planning, describe(planning, source, &edit->splices[s]));
    }
    struct bg_file_change *known = find_file(&planning->own, source->path);
    if (known != NULL) {
        known->after = edit->result;
        return;
    }
    const struct bg_file_change *shared = find_file(planning->files, source->path);
    struct bg_slice before = is_new ? BG_NO_SLICE : source->text;
    push_file(&planning->own,
              (struct bg_file_change){source->path, shared == NULL ? before : shared->before, edit->result});
}

static struct bg_slice site_path(const struct planning *planning, const struct bg_layout_site *site) {
    struct bg_slice file = bg_layout_fill(planning->arena, site->file, &planning->names);
    return bg_path_join(planning->arena, planning->verdict->root, file);
}

/* The version at a site of the layout. A mirror that is not there, or has no version, is left alone. */
static bool write_site(struct planning *planning, const struct bg_layout_site *site, bool is_mirror) {
    struct bg_slice path = site_path(planning, site);
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *source = open_file(planning, path, &err);
    const struct bg_site_kind *kind = bg_site_kind_find(site->kind);
    struct bg_site_query query = {0};
    struct bg_refusal refusal;
    struct bg_edit edit;
    bg_site_path(planning->arena, site->at, &query);
    if (source == NULL && is_mirror && err.code == BG_ERROR_NONE) {
        return true;
    }
    if (source == NULL || kind == NULL) {
        return refuse(planning, "not-found", BG_OUTCOME_UNJUDGED,
                      err.code != BG_ERROR_NONE ? bg_arena_copy(planning->arena, bg_slice_of(err.message))
                                                : BG_LITERAL("the file with the version is not there"),
                      (struct bg_place){.file = path});
    }
    if (bg_edit_version(planning->arena, kind, source, &query, 1, planning->plan->to, &edit, &refusal)) {
        take_edit(planning, source, &edit, false);
        return true;
    }
    if (is_mirror && strcmp(refusal.id, "not-found") == 0) {
        add_untouched(planning, path, "it holds no version");
        return true;
    }
    return refuse_edit(planning, &refusal);
}

/* The entry for the changelog; a row that this change has added for a version that was too low is renumbered. */
static struct bg_changelog_entry entry_for(const struct planning *planning, bool is_renumbering) {
    struct bg_changelog_entry entry = planning->query->entry;
    entry.version = planning->plan->to;
    entry.renumber_from = is_renumbering ? planning->verdict->version_head : BG_NO_SLICE;
    return entry;
}

/* Where no page is known: the sections of a CHANGELOG.md beside the connector, if there is one. */
static bool write_section(struct planning *planning) {
    struct bg_slice path = bg_path_join(planning->arena, planning->verdict->root, BG_LITERAL("CHANGELOG.md"));
    struct bg_error err;
    struct bg_source *source = open_file(planning, path, &err);
    struct bg_changelog_entry entry = entry_for(planning, false);
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (source == NULL) {
        return true;
    }
    enum bg_changelog_style style = bg_changelog_style_of(planning->arena, source->text);
    if (bg_changelog_add_section(planning->arena, source, style, &entry, &edit, &refusal)) {
        take_edit(planning, source, &edit, false);
        return true;
    }
    if (strcmp(refusal.id, "no-section") == 0) {
        add_untouched(planning, path, "it has no section to follow");
        return true;
    }
    return refuse_edit(planning, &refusal);
}

static bool write_row(struct planning *planning) {
    struct bg_slice page = planning->connector.about.doc_path;
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *source = open_file(planning, page, &err);
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (page.at == NULL || source == NULL) {
        add_untouched(planning, page.at == NULL ? BG_LITERAL("") : page, "the page with the changelog is not there");
        return true;
    }
    bool has_declared = !bg_slice_equal(planning->verdict->version_head, planning->verdict->version_base) &&
                        !bg_slice_equal(planning->verdict->version_head, planning->plan->to);
    if (has_declared && planning->query->entry.pr.at != NULL) {
        struct bg_changelog_entry renumbered = entry_for(planning, true);
        if (bg_changelog_add_row(planning->arena, source, &renumbered, &edit, &refusal)) {
            take_edit(planning, source, &edit, false);
            return true;
        }
        if (strcmp(refusal.id, "row-not-found") != 0) {
            return refuse_edit(planning, &refusal);
        }
    }
    if (bg_page_is_of_another(planning->query->head, planning->arena, planning->verdict->root, planning->verdict->name,
                              page)) {
        add_untouched(planning, page, "the page belongs to another connector");
        return true;
    }
    struct bg_changelog_entry entry = entry_for(planning, false);
    if (bg_changelog_add_row(planning->arena, source, &entry, &edit, &refusal)) {
        take_edit(planning, source, &edit, false);
        return true;
    }
    if (strcmp(refusal.id, "no-table") == 0) {
        add_untouched(planning, page, "it has no changelog table");
        return true;
    }
    if (strcmp(refusal.id, "no-pr") == 0 && planning->plan->edit_count == 0) {
        add_untouched(planning, page, "its row is missing, and the number of the pull request is not known (--pr)");
        return true;
    }
    return refuse_edit(planning, &refusal);
}

/* The highest version that a mirror shows in the head and that is not the head's own: a number that is used up. */
static struct bg_slice highest_mirror(struct planning *planning) {
    const struct bg_layout *layout = planning->query->layout;
    struct bg_slice highest = BG_NO_SLICE;
    for (size_t m = 0; m < layout->mirror_count; m++) {
        struct bg_error err;
        struct bg_source *source = open_file(planning, site_path(planning, &layout->mirrors[m]), &err);
        const struct bg_site_kind *kind = bg_site_kind_find(layout->mirrors[m].kind);
        struct bg_site_query query = {0};
        struct bg_site site;
        struct bg_refusal refusal;
        bg_site_path(planning->arena, layout->mirrors[m].at, &query);
        if (source == NULL || kind == NULL || !bg_site_find(planning->arena, kind, source, &query, &site, &refusal)) {
            continue;
        }
        struct bg_slice text = bg_site_text(source, &site);
        struct bg_version found = bg_scheme_read(planning->query->policy, text);
        struct bg_version before = bg_scheme_read(planning->query->policy, highest);
        if (found.is_valid && !bg_slice_equal(text, planning->verdict->version_head) &&
            (!before.is_valid || bg_semver_compare(&found.parsed, &before.parsed) > 0)) {
            highest = text;
        }
    }
    return highest;
}

/* The entry in the metadata and the section of the guide, which may be a new file. */
static bool write_paperwork(struct planning *planning) {
    const struct bg_layout *layout = planning->query->layout;
    struct bg_slice path = bg_path_join(planning->arena, planning->verdict->root, layout->metadata);
    struct bg_error err;
    struct bg_source *metadata = open_file(planning, path, &err);
    struct bg_semver version;
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (layout->breaking.at == NULL || metadata == NULL || !bg_semver_read(planning->plan->to, &version, NULL)) {
        return refuse(planning, "not-found", BG_OUTCOME_UNJUDGED,
                      BG_LITERAL("there is no metadata in which breaking changes are announced"),
                      (struct bg_place){.file = path});
    }
    struct bg_draft draft = {
        .version = bg_semver_next_core(planning->arena, &version, BG_LEVEL_NONE),
        .title = bg_node_text(bg_metadata_at(planning->connector.about.metadata, BG_LITERAL("data.name"))),
        .at = layout->breaking,
        .verdict = planning->verdict,
    };
    if (!bg_draft_entry(planning->arena, metadata, &draft, &edit, &refusal)) {
        return refuse_edit(planning, &refusal);
    }
    take_edit(planning, metadata, &edit, false);
    struct bg_source *guide = open_file(planning, planning->connector.about.guide_path, &err);
    bool is_new = guide == NULL;
    if (planning->connector.about.guide_path.at == NULL || (is_new && err.code != BG_ERROR_NONE)) {
        add_untouched(planning, planning->connector.about.guide_path, "the migration guide could not be read");
        return true;
    }
    guide = is_new ? bg_source_new(planning->arena, planning->connector.about.guide_path, BG_LITERAL("")) : guide;
    bg_draft_guide(planning->arena, guide, &draft, &edit);
    take_edit(planning, guide, &edit, is_new);
    return true;
}

/* The flag of candidates, where the metadata has such things. */
static bool write_rollout(struct planning *planning) {
    const struct bg_layout *layout = planning->query->layout;
    struct bg_slice path = bg_path_join(planning->arena, planning->verdict->root, layout->metadata);
    struct bg_error err;
    struct bg_source *metadata = open_file(planning, path, &err);
    struct bg_semver version;
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (layout->breaking.at == NULL || metadata == NULL || !bg_semver_read(planning->plan->to, &version, NULL)) {
        return true;
    }
    if (!bg_rollout_edit(planning->arena, metadata, &version, &edit, &refusal)) {
        return refuse_edit(planning, &refusal);
    }
    take_edit(planning, metadata, &edit, false);
    return true;
}

static bool write_all(struct planning *planning) {
    const struct bg_layout *layout = planning->query->layout;
    if (layout->version.file.at == NULL) {
        return refuse(planning, "version-is-tag", BG_OUTCOME_UNJUDGED,
                      BG_LITERAL("releases are marked by tags: no file holds the version"), (struct bg_place){0});
    }
    if (!write_site(planning, &layout->version, false) || !write_rollout(planning)) {
        return false;
    }
    for (size_t m = 0; m < layout->mirror_count; m++) {
        if (!write_site(planning, &layout->mirrors[m], true)) {
            return false;
        }
    }
    bool has_pages = planning->query->layout->docs_at.at != NULL;
    return (has_pages ? write_row(planning) : write_section(planning)) &&
           (!planning->query->is_draft || write_paperwork(planning));
}

static void keep_files(struct planning *planning) {
    for (size_t f = 0; f < planning->own.count; f++) {
        struct bg_file_change *shared = find_file(planning->files, planning->own.items[f].path);
        if (shared != NULL) {
            shared->after = planning->own.items[f].after;
        } else {
            push_file(planning->files, planning->own.items[f]);
        }
    }
}

const struct bg_plan *bg_plan_connector(const struct bg_plan_query *query, const struct bg_verdict *verdict,
                                        struct bg_plan_files *files) {
    struct planning planning = {
        .arena = files->arena, .query = query, .verdict = verdict, .files = files, .own = {.arena = files->arena}};
    planning.plan = bg_arena_alloc(files->arena, sizeof *planning.plan);
    planning.plan->from = verdict->version_head;
    planning.names = bg_layout_names_of(files->arena, query->layout, verdict->name);
    struct bg_target_query asked = {.verdict = verdict,
                                    .policy = query->policy,
                                    .to = query->to,
                                    .highest = highest_mirror(&planning),
                                    .wants_candidate = query->wants_candidate,
                                    .only_taken = query->only_taken};
    struct bg_target target = bg_target_choose(files->arena, &asked);
    if (target.version.at == NULL) {
        (void)refuse(&planning, target.id, target.outcome, target.message, verdict->version_at);
        return planning.plan;
    }
    planning.plan->to = bg_arena_copy(files->arena, target.version);
    planning.plan->outcome = BG_OUTCOME_PASSED;
    (void)bg_connector_load_metadata(query->head, query->layout, verdict->root, files->arena, NULL,
                                     &planning.connector);
    if (!write_all(&planning)) {
        planning.plan->to = BG_NO_SLICE;
        planning.plan->edit_count = 0;
        return planning.plan;
    }
    if (planning.plan->edit_count == 0) {
        (void)refuse(&planning, "noop", BG_OUTCOME_PASSED, BG_LITERAL("everything is written already"),
                     verdict->version_at);
        planning.plan->to = BG_NO_SLICE;
    }
    keep_files(&planning);
    return planning.plan;
}
