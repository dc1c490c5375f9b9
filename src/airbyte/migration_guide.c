/*
 * The migration guide: a page with a section for every version that breaks, newest first. A draft adds the section
 * above those of lower versions, and begins the page if there is none.
 */
#include "airbyte/artefacts.h"
#include "airbyte/breaking.h"
#include "airbyte/draft.h"
#include "airbyte/guide_section.h"
#include "airbyte/moved.h"
#include "release/mapping.h"
#include "text/markdown.h"

/* What stands behind the name in the title. */
#define TITLE " Migration Guide"

/* Findings that a section lists; the rest is counted. */
enum { LISTED = 50 };

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    if (layout->breaking.at != NULL && about->guide_path.at != NULL) {
        bg_artefact_places_add(out, (struct bg_artefact_place){.path = about->guide_path});
    }
}

struct guide {
    struct bg_source *source;
    const struct bg_md_line *lines;
    size_t count;
};

static unsigned guide_heading(const struct guide *guide, size_t l, struct bg_slice *title) {
    return bg_md_heading(guide->source->text, &guide->lines[l], title);
}

/* The first heading of level 1 is "NAME Migration Guide"; imports and text may stand before it. */
static void check_title(struct bg_release_view *release, const struct guide *guide) {
    struct bg_slice wanted =
        bg_arena_printf(release->reasons.arena, "%.*s" TITLE, BG_ARGS(release->query->head->about.title));
    struct bg_place at = {.file = guide->source->path};
    for (size_t l = 0; l < guide->count; l++) {
        struct bg_slice title;
        if (guide_heading(guide, l, &title) == 1) {
            if (bg_slice_equal(title, wanted)) {
                return;
            }
            at = bg_source_place(guide->source, guide->lines[l].at);
            break;
        }
    }
    bg_reasons_add(&release->reasons, BG_ID_GUIDE_TITLE, at, "the title of the migration guide is not `# %.*s`",
                   BG_ARGS(wanted));
}

static bool has_upgrade_heading(const struct guide *guide, struct bg_slice key) {
    for (size_t l = 0; l < guide->count; l++) {
        struct bg_slice title;
        struct bg_semver version;
        if (guide_heading(guide, l, &title) != 0 && bg_guide_version(title, &version) &&
            bg_slice_equal(version.text, key)) {
            return true;
        }
    }
    return false;
}

/* Sections by version, newest first: by precedence, not by text. */
static void check_order(struct bg_release_view *release, const struct guide *guide) {
    struct bg_semver above;
    bool has_above = false;
    for (size_t l = 0; l < guide->count; l++) {
        struct bg_slice title;
        struct bg_semver version;
        if (guide_heading(guide, l, &title) == 0 || !bg_guide_version(title, &version)) {
            continue;
        }
        if (has_above && bg_semver_compare(&version, &above) > 0) {
            bg_reasons_add(&release->reasons, BG_ID_GUIDE_ORDER, bg_source_place(guide->source, guide->lines[l].at),
                           "the section of `%.*s` stands below that of `%.*s`; the newest comes first",
                           BG_ARGS(version.text), BG_ARGS(above.text));
            return;
        }
        above = version;
        has_above = true;
    }
}

static bool is_owed(const struct bg_breaking *breaking, const struct bg_source *guide, const struct bg_source *before) {
    bool is_changed = guide != NULL && (before == NULL || !bg_slice_equal(guide->text, before->text));
    return breaking->key_count > 0 && (breaking->is_breaking || breaking->has_new_entry || is_changed);
}

static void check_text(struct bg_release_view *release, const struct bg_breaking *breaking, struct bg_source *source) {
    struct guide guide = {.source = source};
    guide.lines = bg_md_lines(release->reasons.arena, source->text, &guide.count);
    check_title(release, &guide);
    for (size_t k = 0; k < breaking->key_count; k++) {
        if (!has_upgrade_heading(&guide, breaking->keys[k])) {
            bg_reasons_add(&release->reasons, BG_ID_GUIDE_HEADING_MISSING, (struct bg_place){.file = source->path},
                           "the migration guide has no section `## " BG_GUIDE_SECTION "%.*s`",
                           BG_ARGS(breaking->keys[k]));
        }
    }
    check_order(release, &guide);
    if (bg_draft_has_blank(source->text)) {
        size_t blank = bg_slice_find(source->text, BG_LITERAL(BG_BLANK));
        bg_reasons_add(&release->reasons, BG_ID_GUIDE_BLANK, bg_source_place(source, blank),
                       "the migration guide is a draft: fill in what is marked with " BG_BLANK);
    }
}

static void check(struct bg_release_view *release, const struct bg_artefact_place *place) {
    const struct bg_release_query *query = release->query;
    struct bg_source *guide = bg_release_open(release, query->head_tree, place->path);
    struct bg_source *before =
        query->base == NULL ? NULL : bg_release_open(release, query->base_tree, query->base->about.guide_path);
    struct bg_breaking breaking;
    if (!bg_breaking_read(release, &breaking) || !is_owed(&breaking, guide, before)) {
        return;
    }
    if (guide == NULL) {
        bg_reasons_add(&release->reasons, BG_ID_GUIDE_MISSING, query->head->about.version.at,
                       "there is no migration guide %.*s", BG_ARGS(place->path));
        return;
    }
    check_text(release, &breaking, guide);
}

/* One finding as an item of a list. */
static void add_item(struct bg_draft_lines *lines, const struct bg_finding *finding) {
    bool is_named = bg_slice_find(finding->message, finding->stream) < finding->message.len;
    bg_buffer_add_text(&lines->text, "- ");
    if (finding->stream.len > 0 && !is_named) {
        bg_buffer_printf(&lines->text, "Stream `%.*s`: ", BG_ARGS(finding->stream));
    }
    bg_buffer_add(&lines->text, finding->message);
    if (finding->proof == BG_PROOF_WITNESS) {
        bg_buffer_printf(&lines->text, " For example, `%.*s` was accepted and is refused now.",
                         BG_ARGS(finding->witness));
    }
    bg_draft_end(lines);
}

static void add_section(struct bg_draft_lines *lines, const struct bg_verdict *verdict, struct bg_slice version) {
    size_t count = 0;
    bg_buffer_printf(&lines->text, "## " BG_GUIDE_SECTION "%.*s", BG_ARGS(version));
    bg_draft_end(lines);
    bg_draft_end(lines);
    bg_draft_add(lines, 0, BG_BLANK ": why this release breaks, in a sentence or two.");
    bg_draft_end(lines);
    bg_draft_add(lines, 0, "What changed:");
    bg_draft_end(lines);
    for (size_t f = 0; f < verdict->finding_count; f++) {
        if (bg_draft_breaks(&verdict->findings[f]) && count++ < LISTED) {
            add_item(lines, &verdict->findings[f]);
        }
    }
    if (count > LISTED) {
        bg_buffer_printf(&lines->text, "- and %zu more changes", count - LISTED);
        bg_draft_end(lines);
    }
    if (count == 0) {
        bg_draft_add(lines, 0, "- " BG_BLANK ": what changed");
    }
    bg_draft_end(lines);
    bg_buffer_printf(&lines->text, "Who is affected: %s.",
                     bg_draft_has_scope(verdict) ? "connections that sync the streams named above"
                                                 : BG_BLANK ": which connections");
    bg_draft_end(lines);
    bg_draft_end(lines);
    bg_draft_add(lines, 0, "1. " BG_BLANK ": the steps that users have to take, one by one.");
}

/* A guide without text gets its title as well. */
static struct bg_slice new_text(struct bg_planning *planning, struct bg_slice guide, size_t at,
                                struct bg_slice version) {
    struct bg_draft_lines lines = {.end = bg_mapping_line_end(guide)};
    if (guide.len == 0) {
        bg_buffer_printf(&lines.text, "# %.*s" TITLE, BG_ARGS(planning->about.title));
        bg_draft_end(&lines);
        bg_draft_end(&lines);
    } else if (at == guide.len) {
        if (guide.at[at - 1] != '\n') {
            bg_draft_end(&lines);
        }
        bg_draft_end(&lines);
    }
    add_section(&lines, planning->verdict, version);
    if (at < guide.len) {
        bg_draft_end(&lines);
    }
    struct bg_slice text = bg_arena_copy(planning->arena, bg_buffer_slice(&lines.text));
    bg_buffer_finish(&lines.text);
    return text;
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *guide = bg_planning_open(planning, place->path, &err);
    bool is_new = guide == NULL;
    struct bg_slice version;
    bool is_there;
    if (!bg_draft_version(planning, &version)) {
        return true; /* the entry is refused then */
    }
    if (is_new && err.code != BG_ERROR_NONE) {
        bg_planning_leave(planning, place->path, "the migration guide could not be read");
        return true;
    }
    guide = is_new ? bg_source_new(planning->arena, place->path, BG_LITERAL("")) : guide;
    size_t at = bg_guide_place(planning->arena, guide->text, version, &is_there);
    if (is_there) {
        return true;
    }
    struct bg_splice *splice = bg_arena_alloc(planning->arena, sizeof *splice);
    *splice = (struct bg_splice){at, at, new_text(planning, guide->text, at, version)};
    struct bg_edit edit;
    struct bg_refusal refusal;
    if (!bg_edit_make(planning->arena, guide, splice, 1, &edit, &refusal)) {
        return bg_planning_refuse_edit(planning, &refusal);
    }
    (void)bg_guide_place(planning->arena, edit.result, version, &is_there);
    if (!is_there) {
        bg_planning_leave(planning, place->path, "a comment or a block of code in the migration guide does not end");
        return true;
    }
    bg_planning_take(planning, guide, &edit, is_new);
    return true;
}

const struct bg_artefact bg_artefact_migration_guide = {
    .id = "migration-guide",
    .find = find,
    .check = check,
    .turn = BG_TURN_IN_DRAFT,
    .write = write,
    .move = bg_moved_section_plan,
    .merge = bg_moved_section_merge,
};
