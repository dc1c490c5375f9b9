/*
 * A section of a changelog: see changelog.h. What a new section looks like is copied from the newest one. Which
 * headings are releases is decided by their number, not by their level: the title often has the level of some versions.
 */
#include "release/cell_text.h"
#include "release/section_edit.h"

#include "base/semver.h"

bool section_refuse(struct section_edit *edit, enum bg_id id, size_t line, const char *message) {
    struct bg_place place = {.file = edit->source->path};
    if (line > 0) {
        place = bg_source_place(edit->source, edit->lines[line].at);
    }
    return bg_refuse(edit->arena, edit->refusal, id, place, "%s", message);
}

size_t section_end(const struct section_edit *edit, size_t heading) {
    struct bg_slice title;
    unsigned level = section_heading(edit, heading, &title);
    bool is_release = section_release(edit, heading).version.at != NULL;
    size_t l = heading + 1;
    while (l < edit->count) {
        unsigned other = section_heading(edit, l, &title);
        bool is_kind = is_release && other == level && section_is_kind(title); /* some tools give it the same level */
        if (other != 0 && other <= level && !is_kind) {
            break;
        }
        l++;
    }
    return l;
}

size_t section_last_filled(const struct section_edit *edit, size_t from, size_t to) {
    while (to > from + 1 && bg_slice_trim(section_line(edit, to - 1)).len == 0) {
        to--;
    }
    return to - 1;
}

bool section_is_definition(const struct section_edit *edit, size_t l, struct bg_slice *label) {
    struct bg_slice line = section_line(edit, l);
    size_t end = bg_slice_find(line, BG_LITERAL("]:"));
    if (!edit->lines[l].is_text || !bg_slice_starts(line, BG_LITERAL("[")) || end == line.len) {
        return false;
    }
    *label = bg_slice_range(line, 1, end);
    return true;
}

size_t section_below(const struct section_edit *edit, size_t l, struct bg_buffer *text) {
    if (edit->lines[l].end == edit->lines[l].next) {
        bg_buffer_add_text(text, "\n");
    }
    return edit->lines[l].next;
}

bool section_give(struct section_edit *edit, const struct bg_splice *splices, size_t count, struct bg_edit *out) {
    return bg_edit_make(edit->arena, edit->source, splices, count, out, edit->refusal);
}

static bool give_one(struct section_edit *edit, size_t at, struct bg_slice text, struct bg_edit *out) {
    struct bg_splice *splice = bg_arena_alloc(edit->arena, sizeof *splice);
    *splice = (struct bg_splice){at, at, text};
    return section_give(edit, splice, 1, out);
}

struct bg_slice section_text(const struct section_edit *edit, struct bg_buffer *text) {
    struct bg_slice lines = bg_buffer_slice(text);
    struct bg_buffer buffer = {0};
    for (size_t i = 0; i < lines.len; i++) {
        if (lines.at[i] == '\n') {
            bg_buffer_add(&buffer, edit->line_end);
        } else {
            bg_buffer_add_char(&buffer, lines.at[i]);
        }
    }
    struct bg_slice result = bg_arena_copy(edit->arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    bg_buffer_finish(text);
    return result;
}

struct bg_slice section_category(const struct section_edit *edit) {
    return edit->entry->category.at == NULL ? BG_LITERAL("Changed") : edit->entry->category;
}

struct section_releases section_releases(const struct section_edit *edit) {
    struct section_releases found = {edit->count, edit->count, edit->count, false};
    struct bg_semver added;
    bool is_semver = bg_semver_read(edit->entry->version, &added, NULL);
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_semver version;
        struct bg_heading heading = section_release(edit, l);
        if (!bg_semver_read(heading.version, &version, NULL)) {
            continue;
        }
        found.newest = found.newest == edit->count ? l : found.newest;
        found.model = found.model == edit->count && heading.is_plain ? l : found.model;
        found.is_there |= bg_slice_equal(version.text, edit->entry->version);
        if (found.place == edit->count && (!is_semver || bg_semver_compare(&version, &added) <= 0)) {
            found.place = l;
        }
    }
    return found;
}

void section_add_heading(const struct section_edit *edit, size_t model, struct bg_slice previous,
                         struct bg_buffer *out) {
    struct bg_slice line = section_line(edit, model);
    struct bg_heading heading = section_release(edit, model);
    size_t at = (size_t)(heading.title.at - line.at);
    bg_buffer_add(out, bg_slice_range(line, 0, at));
    bg_heading_add_like(out, &heading, previous, edit->entry->version, edit->entry->date);
    bg_buffer_add(out, bg_slice_from(line, at + heading.title.len));
    bg_buffer_add_text(out, "\n");
}

bool section_has_model(struct section_edit *edit, const struct section_releases *releases) {
    return releases->newest == edit->count || releases->model < edit->count ||
           section_refuse(edit, BG_ID_UNSUPPORTED_STYLE, releases->newest,
                          "the headings of releases say more than a version and a date, so the form of a new one "
                          "cannot be told; write it by hand");
}

/* Where the model's heading takes its address from a definition, `[1.2.3]: link`, the new one gets a definition above
 * it. */
static size_t add_definition(const struct section_edit *edit, const struct bg_heading *model, struct bg_slice previous,
                             struct bg_splice *splice) {
    for (size_t l = 0; l < edit->count && model->is_bracketed; l++) {
        struct bg_slice label;
        struct bg_slice line = section_line(edit, l);
        if (!section_is_definition(edit, l, &label) ||
            !bg_slice_equal(bg_heading_read(label).version, model->version)) {
            continue;
        }
        struct bg_buffer text = {0};
        size_t place = (size_t)(bg_heading_read(label).version.at - line.at);
        bg_buffer_add(&text, bg_slice_range(line, 0, place));
        bg_buffer_add(&text, edit->entry->version);
        struct bg_slice rest = bg_slice_from(line, place + model->version.len);
        bool is_added = bg_heading_add_address(&text, rest, model->version, previous, edit->entry->version);
        bg_buffer_add_text(&text, "\n");
        *splice = (struct bg_splice){edit->lines[l].at, edit->lines[l].at, section_text(edit, &text)};
        return is_added ? 1 : 0;
    }
    return 0;
}

bool section_add_below(struct section_edit *edit, struct bg_edit *out) {
    struct section_releases releases = section_releases(edit);
    if (releases.is_there) {
        return section_give(edit, NULL, 0, out);
    }
    if (releases.newest == edit->count) {
        return section_refuse(edit, BG_ID_NO_SECTION, 0, "the changelog has no section of a version to follow");
    }
    if (!section_has_model(edit, &releases)) {
        return false;
    }
    bool is_last = releases.place == edit->count;
    struct bg_heading model = section_release(edit, releases.model);
    struct bg_slice previous = is_last ? model.version : section_release(edit, releases.place).version;
    struct bg_buffer section = {0};
    if (is_last) {
        bg_buffer_add_text(&section, edit->text.at[edit->text.len - 1] == '\n' ? "\n" : "\n\n");
    }
    section_add_heading(edit, releases.model, previous, &section);
    if (!section_add_body(edit, releases.model, previous, true, &section)) {
        bg_buffer_finish(&section);
        return false;
    }
    bg_buffer_add_text(&section, is_last ? "" : "\n");
    struct bg_splice *splices = bg_arena_array(edit->arena, 2, sizeof splices[0]);
    size_t at = is_last ? edit->text.len : edit->lines[releases.place].at;
    splices[0] = (struct bg_splice){at, at, section_text(edit, &section)};
    size_t count = 1 + add_definition(edit, &model, previous, &splices[1]);
    bg_splice_sort(splices, count);
    return section_give(edit, splices, count, out);
}

/* Whether entries of the section at `heading` stand under kinds of change; an empty one may have them. */
static bool has_categories(const struct section_edit *edit, size_t heading) {
    size_t end = section_end(edit, heading);
    size_t last = section_last_filled(edit, heading, end);
    struct bg_slice title;
    bool has_heading = false;
    for (size_t l = heading + 1; l < end; l++) {
        has_heading = has_heading || section_heading(edit, l, &title) != 0;
    }
    return has_heading || last == heading;
}

/* An entry under its category, if the section at `heading` has those. */
static bool add_to_day(struct section_edit *edit, size_t heading, struct bg_edit *out) {
    size_t end = section_end(edit, heading);
    struct bg_slice subject = bg_cell_line(edit->arena, edit->entry->subject);
    size_t place = section_last_filled(edit, heading, end);
    bool has_category = false;
    for (size_t l = heading + 1; l < end; l++) {
        struct bg_slice title;
        if (section_heading(edit, l, &title) != 0 && bg_slice_equal(title, section_category(edit)) && !has_category) {
            size_t category_end = section_end(edit, l);
            place = section_last_filled(edit, l, category_end < end ? category_end : end);
            has_category = true;
        }
        struct bg_slice line = bg_slice_trim(section_line(edit, l));
        if (bg_slice_starts(line, BG_LITERAL("- ")) && bg_slice_equal(bg_slice_from(line, 2), subject)) {
            return section_give(edit, NULL, 0, out);
        }
    }
    struct bg_buffer entry = {0};
    size_t at = section_below(edit, place, &entry);
    if (!has_category && has_categories(edit, heading)) {
        bg_buffer_printf(&entry, "\n### %.*s\n", BG_ARGS(section_category(edit)));
    }
    bg_buffer_printf(&entry, "- %.*s\n", BG_ARGS(subject));
    return give_one(edit, at, section_text(edit, &entry), out);
}

/* A section of the day on top, or an entry in it. There are no versions in it. */
bool section_add_day(struct section_edit *edit, struct bg_edit *out) {
    size_t first = edit->count;
    unsigned level = 2;
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_slice title;
        unsigned found = section_heading(edit, l, &title);
        size_t date = found == 0 ? 0 : bg_heading_date_at(title);
        if (found == 0 || date == title.len) {
            continue;
        }
        if (bg_slice_equal(bg_slice_range(title, date, date + 10), edit->entry->date)) {
            return add_to_day(edit, l, out);
        }
        level = first == edit->count ? found : level;
        first = first == edit->count ? l : first;
    }
    if (first == edit->count) {
        return section_refuse(edit, BG_ID_NO_SECTION, 0, "the changelog has no section of a day to follow");
    }
    static const char marks[] = "######";
    struct bg_slice subject = bg_cell_line(edit->arena, edit->entry->subject);
    struct bg_buffer section = {0};
    bg_buffer_printf(&section, "%.*s %.*s\n\n", (int)level, marks, BG_ARGS(edit->entry->date));
    if (has_categories(edit, first)) {
        bg_buffer_printf(&section, "%.*s# %.*s\n", (int)level, marks, BG_ARGS(section_category(edit)));
    }
    bg_buffer_printf(&section, "- %.*s\n\n", BG_ARGS(subject));
    return give_one(edit, edit->lines[first].at, section_text(edit, &section), out);
}

size_t section_pending(const struct section_edit *edit) {
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_slice title;
        if (section_heading(edit, l, &title) != 0 && bg_heading_is_pending(title)) {
            return l;
        }
    }
    return edit->count;
}

static const struct {
    const char *name;
    bool (*add)(struct section_edit *edit, struct bg_edit *out);
} styles[] = {
    [BG_CHANGELOG_SINGER] = {"singer", section_add_below},
    [BG_CHANGELOG_DATED] = {"dated", section_add_day},
    [BG_CHANGELOG_KEEP] = {"kac", section_add_pending},
};

const char *bg_changelog_style_name(size_t style) {
    return style < sizeof styles / sizeof styles[0] ? styles[style].name : NULL;
}

bool bg_changelog_style_read(struct bg_slice name, enum bg_changelog_style *out) {
    for (size_t s = 0; s < sizeof styles / sizeof styles[0]; s++) {
        if (bg_slice_is(name, styles[s].name)) {
            *out = (enum bg_changelog_style)s;
            return true;
        }
    }
    return false;
}

enum bg_changelog_style bg_changelog_style_of(struct bg_arena *arena, struct bg_slice text) {
    struct section_edit edit = {.arena = arena, .text = text};
    edit.lines = bg_md_lines(arena, text, &edit.count);
    if (section_pending(&edit) < edit.count) {
        return BG_CHANGELOG_KEEP;
    }
    for (size_t l = 0; l < edit.count; l++) {
        struct bg_slice title;
        if (section_heading(&edit, l, &title) != 0 && bg_heading_is_day(title)) {
            return BG_CHANGELOG_DATED;
        }
    }
    return BG_CHANGELOG_SINGER;
}

static bool add(struct bg_arena *arena, struct bg_source *source, enum bg_changelog_style style,
                const struct bg_changelog_entry *entry, struct bg_edit *out, struct bg_refusal *refusal) {
    struct section_edit edit = {
        .arena = arena, .source = source, .text = source->text, .entry = entry, .refusal = refusal};
    edit.lines = bg_md_lines(arena, source->text, &edit.count);
    bool has_line = edit.count > 0 && edit.lines[0].end < edit.lines[0].next;
    edit.line_end = has_line ? bg_md_line_end(source->text, &edit.lines[0]) : BG_LITERAL("\n");
    return styles[style].add(&edit, out);
}

bool bg_changelog_add_section(struct bg_arena *arena, struct bg_source *source, enum bg_changelog_style style,
                              const struct bg_changelog_entry *entry, struct bg_edit *out, struct bg_refusal *refusal) {
    if (!add(arena, source, style, entry, out, refusal)) {
        return false;
    }
    struct bg_edit again = {0};
    struct bg_source *result = bg_source_new(arena, source->path, out->result);
    return out->count == 0 || (add(arena, result, style, entry, &again, refusal) && again.count == 0) ||
           bg_refuse(arena, refusal, BG_ID_UNSUPPORTED_STYLE, (struct bg_place){.file = source->path},
                     "the new section would not be found again; is a comment left open?");
}
