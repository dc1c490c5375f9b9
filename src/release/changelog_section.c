/*
 * A section of a changelog: see changelog.h. What a new section looks like is copied from the newest one. Which
 * headings are versions is decided by their number, not by their level: the title often has the level of some versions.
 */
#include "release/changelog.h"

#include "release/pull_link.h"
#include "base/buffer.h"
#include "base/semver.h"
#include "text/markdown.h"

struct section_edit {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_slice text;
    const struct bg_changelog_entry *entry;
    const struct bg_md_line *lines;
    size_t count;
    struct bg_slice line_end; /* as on the first line of the file */
    struct bg_refusal *refusal;
};

static bool refuse(struct section_edit *edit, enum bg_id id, const char *message) {
    return bg_refuse(edit->arena, edit->refusal, id, (struct bg_place){.file = edit->source->path}, "%s", message);
}

static struct bg_slice line_text(const struct section_edit *edit, size_t l) {
    return bg_md_text(edit->text, &edit->lines[l]);
}

static unsigned heading_of(const struct section_edit *edit, size_t l, struct bg_slice *title) {
    return bg_md_heading(edit->text, &edit->lines[l], title);
}

/* The version that a title begins with: `1.2.3`, `v1.2.3`, `[1.2.3] - 2024-01-01`. {NULL, 0} if it is no version. */
static struct bg_slice title_version(struct bg_slice title) {
    struct bg_slice text = title;
    while (text.len > 0 && (text.at[0] == '[' || text.at[0] == '`' || text.at[0] == 'v')) {
        text = bg_slice_from(text, 1);
    }
    size_t len = 0;
    while (len < text.len && strchr(" \t]`,:(", text.at[len]) == NULL) {
        len++;
    }
    struct bg_semver version;
    text = bg_slice_range(text, 0, len);
    return bg_semver_read(text, &version, NULL) ? text : BG_NO_SLICE;
}

/* Offset of the first `YYYY-MM-DD` in a text, or its length. */
static size_t date_at(struct bg_slice text) {
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i + sizeof shape - 1 <= text.len; i++) {
        size_t c = 0;
        while (c < sizeof shape - 1 &&
               (shape[c] == '-' ? text.at[i + c] == '-' : text.at[i + c] >= '0' && text.at[i + c] <= '9')) {
            c++;
        }
        if (c == sizeof shape - 1) {
            return i;
        }
    }
    return text.len;
}

/* The end of the section that begins at `heading`: the next heading of its level or above. */
static size_t section_end(const struct section_edit *edit, size_t heading) {
    struct bg_slice title;
    unsigned level = heading_of(edit, heading, &title);
    size_t l = heading + 1;
    while (l < edit->count) {
        unsigned other = heading_of(edit, l, &title);
        if (other != 0 && other <= level) {
            break;
        }
        l++;
    }
    return l;
}

/* The last line in [from, to) that is not blank, or `from`. */
static size_t last_filled(const struct section_edit *edit, size_t from, size_t to) {
    while (to > from + 1 && bg_slice_trim(line_text(edit, to - 1)).len == 0) {
        to--;
    }
    return to - 1;
}

static bool give(struct section_edit *edit, const struct bg_splice *splices, size_t count, struct bg_edit *out) {
    return bg_edit_make(edit->arena, edit->source, splices, count, out, edit->refusal);
}

static bool give_one(struct section_edit *edit, size_t at, struct bg_slice text, struct bg_edit *out) {
    struct bg_splice *splice = bg_arena_alloc(edit->arena, sizeof *splice);
    *splice = (struct bg_splice){at, at, text};
    return give(edit, splice, 1, out);
}

/* Text with `\n` in it, its line ends made those of the file. */
static struct bg_slice with_line_ends(const struct section_edit *edit, struct bg_slice text) {
    struct bg_buffer buffer = {0};
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n') {
            bg_buffer_add(&buffer, edit->line_end);
        } else {
            bg_buffer_add_char(&buffer, text.at[i]);
        }
    }
    struct bg_slice result = bg_arena_copy(edit->arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return result;
}

static struct bg_slice subject_of(const struct section_edit *edit) {
    return bg_changelog_one_line(edit->arena, edit->entry->subject);
}

static struct bg_slice category_of(const struct section_edit *edit) {
    return edit->entry->category.at == NULL ? BG_LITERAL("Changed") : edit->entry->category;
}

/* The first heading of a version that is not above `version`; edit->count if there is none. *is_there if it has a
 * section. */
static size_t version_place(const struct section_edit *edit, bool *is_there, size_t *newest) {
    struct bg_semver added;
    bool is_semver = bg_semver_read(edit->entry->version, &added, NULL);
    size_t place = edit->count;
    *newest = edit->count;
    *is_there = false;
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_slice title;
        struct bg_semver version;
        if (heading_of(edit, l, &title) == 0 || !bg_semver_read(title_version(title), &version, NULL)) {
            continue;
        }
        *newest = *newest == edit->count ? l : *newest;
        *is_there |= bg_slice_equal(version.text, edit->entry->version);
        if (place == edit->count && (!is_semver || bg_semver_compare(&version, &added) <= 0)) {
            place = l;
        }
    }
    return place;
}

/* A heading like that of line `l`, of the new version and, where it has a date, the new date. */
static void add_heading_like(const struct section_edit *edit, size_t l, struct bg_buffer *out) {
    struct bg_slice line = line_text(edit, l);
    struct bg_slice title = BG_NO_SLICE;
    (void)heading_of(edit, l, &title);
    struct bg_slice version = title_version(title);
    size_t at = (size_t)(version.at - line.at);
    struct bg_slice rest = bg_slice_from(line, at + version.len);
    size_t date = date_at(rest);
    bg_buffer_add(out, bg_slice_range(line, 0, at));
    bg_buffer_add(out, edit->entry->version);
    bg_buffer_add(out, bg_slice_range(rest, 0, date));
    if (date < rest.len) {
        bg_buffer_add(out, edit->entry->date);
        bg_buffer_add(out, bg_slice_from(rest, date + 10));
    }
}

/* The bullet of the first entry below line `l`: indent, mark and blanks. */
static struct bg_slice bullet_below(const struct section_edit *edit, size_t l) {
    size_t end = section_end(edit, l);
    for (size_t i = l + 1; i < end; i++) {
        struct bg_slice line = line_text(edit, i);
        size_t indent = 0;
        while (indent < line.len && (line.at[indent] == ' ' || line.at[indent] == '\t')) {
            indent++;
        }
        size_t after = indent + 1;
        while (after < line.len && line.at[after] == ' ') {
            after++;
        }
        if (after > indent + 1 && after < line.len && (line.at[indent] == '*' || line.at[indent] == '-')) {
            return bg_slice_range(line, 0, after);
        }
    }
    return BG_LITERAL("  * ");
}

/* Where the pull request is: as was said, else as the nearest entry with a link has it. */
static struct bg_slice pulls_from(const struct section_edit *edit, size_t newest) {
    struct bg_slice found = edit->entry->pulls;
    if (found.at == NULL) {
        found = bg_pull_address_in(bg_slice_from(edit->text, edit->lines[newest].at));
    }
    return found.at == NULL ? edit->entry->pulls_else : found;
}

/* A section above the newest one that is not higher, in its form. */
static bool add_singer(struct section_edit *edit, struct bg_edit *out) {
    bool is_there;
    size_t newest;
    size_t place = version_place(edit, &is_there, &newest);
    if (is_there) {
        return give(edit, NULL, 0, out);
    }
    if (newest == edit->count) {
        return refuse(edit, BG_ID_NO_SECTION, "the changelog has no section of a version to follow");
    }
    if (edit->entry->pr.at == NULL && !edit->entry->allows_placeholder) {
        return refuse(edit, BG_ID_NO_PR, "the number of the pull request is not known; name it with --pr");
    }
    struct bg_slice pulls = pulls_from(edit, newest);
    if (edit->entry->pr.at != NULL && pulls.at == NULL) {
        return refuse(edit, BG_ID_NO_REPOSITORY,
                      "where the pull request is cannot be told; name its repository with --repository");
    }
    bool is_last = place == edit->count;
    struct bg_buffer section = {0};
    if (is_last) {
        bg_buffer_add_text(&section, edit->text.at[edit->text.len - 1] == '\n' ? "\n" : "\n\n");
    }
    add_heading_like(edit, newest, &section);
    bg_buffer_add_text(&section, "\n");
    bg_buffer_add(&section, bullet_below(edit, newest));
    bg_buffer_add(&section, subject_of(edit));
    if (edit->entry->pr.at != NULL) {
        bg_buffer_printf(&section, " [#%.*s](%.*s%.*s)", BG_ARGS(edit->entry->pr), BG_ARGS(pulls),
                         BG_ARGS(edit->entry->pr));
    } else {
        bg_buffer_add_text(&section, " " BG_PR_PLACEHOLDER);
    }
    bg_buffer_add_text(&section, is_last ? "\n" : "\n\n");
    struct bg_slice text = with_line_ends(edit, bg_buffer_slice(&section));
    bg_buffer_finish(&section);
    return give_one(edit, is_last ? edit->text.len : edit->lines[place].at, text, out);
}

/* Below line `l`, after its line end; the line may be the last one and have none. */
static size_t below(const struct section_edit *edit, size_t l, struct bg_buffer *text) {
    if (edit->lines[l].end == edit->lines[l].next) {
        bg_buffer_add_text(text, "\n");
    }
    return edit->lines[l].next;
}

/* An entry under its category in the section at `heading`. */
static bool add_to_day(struct section_edit *edit, size_t heading, struct bg_edit *out) {
    size_t end = section_end(edit, heading);
    struct bg_slice subject = subject_of(edit);
    size_t place = last_filled(edit, heading, end);
    bool has_category = false;
    for (size_t l = heading + 1; l < end; l++) {
        struct bg_slice title;
        if (heading_of(edit, l, &title) != 0 && bg_slice_equal(title, category_of(edit)) && !has_category) {
            size_t category_end = section_end(edit, l);
            place = last_filled(edit, l, category_end < end ? category_end : end);
            has_category = true;
        }
        struct bg_slice line = bg_slice_trim(line_text(edit, l));
        if (bg_slice_starts(line, BG_LITERAL("- ")) && bg_slice_equal(bg_slice_from(line, 2), subject)) {
            return give(edit, NULL, 0, out);
        }
    }
    struct bg_buffer entry = {0};
    size_t at = below(edit, place, &entry);
    if (!has_category) {
        bg_buffer_printf(&entry, "\n### %.*s\n", BG_ARGS(category_of(edit)));
    }
    bg_buffer_printf(&entry, "- %.*s\n", BG_ARGS(subject));
    struct bg_slice text = with_line_ends(edit, bg_buffer_slice(&entry));
    bg_buffer_finish(&entry);
    return give_one(edit, at, text, out);
}

/* A section of the day on top, or an entry in it. There are no versions in it. */
static bool add_dated(struct section_edit *edit, struct bg_edit *out) {
    size_t first = edit->count;
    unsigned level = 2;
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_slice title;
        unsigned found = heading_of(edit, l, &title);
        size_t date = found == 0 ? 0 : date_at(title);
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
        return refuse(edit, BG_ID_NO_SECTION, "the changelog has no section of a day to follow");
    }
    static const char marks[] = "######";
    struct bg_slice subject = subject_of(edit);
    struct bg_slice text =
        bg_arena_printf(edit->arena, "%.*s %.*s\n\n%.*s# %.*s\n- %.*s\n\n", (int)level, marks,
                        BG_ARGS(edit->entry->date), (int)level, marks, BG_ARGS(category_of(edit)), BG_ARGS(subject));
    return give_one(edit, edit->lines[first].at, with_line_ends(edit, text), out);
}

static size_t unreleased_heading(const struct section_edit *edit) {
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_slice title;
        if (heading_of(edit, l, &title) != 0 &&
            (bg_slice_is(title, "[Unreleased]") || bg_slice_is(title, "Unreleased"))) {
            return l;
        }
    }
    return edit->count;
}

/* The definition `[Unreleased]: BASE/compare/vA...HEAD` becomes that of the release, and a new one stands above it. */
static size_t add_links(const struct section_edit *edit, struct bg_splice *splices) {
    struct bg_slice name = BG_LITERAL("[Unreleased]:");
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_slice line = line_text(edit, l);
        if (!edit->lines[l].is_text || !bg_slice_starts(line, name)) {
            continue;
        }
        size_t compare = bg_slice_find(line, BG_LITERAL("/compare/"));
        size_t range = bg_slice_find(line, BG_LITERAL("...HEAD"));
        size_t tag = compare + sizeof "/compare/" - 1;
        if (range == line.len || tag > range) {
            return 0;
        }
        struct bg_slice base = bg_slice_range(line, name.len, tag);
        struct bg_slice from = bg_slice_range(line, tag, range);
        const char *v = bg_slice_starts(from, BG_LITERAL("v")) ? "v" : "";
        struct bg_slice version = edit->entry->version;
        splices[0] = (struct bg_splice){edit->lines[l].at + tag, edit->lines[l].at + range,
                                        bg_arena_printf(edit->arena, "%s%.*s", v, BG_ARGS(version))};
        splices[1].at = splices[1].end = edit->lines[l].end;
        struct bg_slice parts[] = {edit->line_end, BG_LITERAL("["),   version,        BG_LITERAL("]:"), base,
                                   from,           BG_LITERAL("..."), bg_slice_of(v), version};
        splices[1].text = bg_arena_join(edit->arena, parts, sizeof parts / sizeof parts[0]);
        return 2;
    }
    return 0;
}

/* Pending notes become the release, an empty section for new ones stays (keepachangelog.com, 1.1.0). */
static bool add_keep(struct section_edit *edit, struct bg_edit *out) {
    bool is_there;
    size_t newest;
    (void)version_place(edit, &is_there, &newest);
    size_t pending = unreleased_heading(edit);
    if (is_there) {
        return give(edit, NULL, 0, out);
    }
    if (pending == edit->count) {
        return refuse(edit, BG_ID_NO_SECTION, "the changelog has no section for what is not released yet");
    }
    struct bg_splice *splices = bg_arena_array(edit->arena, 3, sizeof splices[0]);
    struct bg_buffer section = {0};
    splices[0].at = splices[0].end = below(edit, pending, &section);
    bg_buffer_printf(&section, "\n## [%.*s] - %.*s\n", BG_ARGS(edit->entry->version), BG_ARGS(edit->entry->date));
    if (last_filled(edit, pending, section_end(edit, pending)) == pending) {
        struct bg_slice subject = subject_of(edit);
        bg_buffer_printf(&section, "\n### %.*s\n\n- %.*s\n", BG_ARGS(category_of(edit)), BG_ARGS(subject));
    }
    splices[0].text = with_line_ends(edit, bg_buffer_slice(&section));
    bg_buffer_finish(&section);
    size_t count = 1 + add_links(edit, splices + 1);
    bg_splice_sort(splices, count); /* the links may stand above the sections */
    return give(edit, splices, count, out);
}

static const struct {
    const char *name;
    bool (*add)(struct section_edit *edit, struct bg_edit *out);
} styles[] = {
    [BG_CHANGELOG_SINGER] = {"singer", add_singer},
    [BG_CHANGELOG_DATED] = {"dated", add_dated},
    [BG_CHANGELOG_KEEP] = {"kac", add_keep},
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
    if (unreleased_heading(&edit) < edit.count) {
        return BG_CHANGELOG_KEEP;
    }
    for (size_t l = 0; l < edit.count; l++) {
        struct bg_slice title;
        if (heading_of(&edit, l, &title) != 0 && title_version(title).at == NULL && date_at(title) < title.len) {
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
