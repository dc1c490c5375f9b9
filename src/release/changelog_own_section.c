/* A section of a pull request's own: see changelog_own_section.h. */
#include "release/changelog_own_section.h"

#include "release/section_edit.h"

static struct section_edit open_text(struct bg_arena *arena, struct bg_slice text) {
    struct section_edit edit = {.arena = arena, .text = text};
    edit.lines = bg_md_lines(arena, text, &edit.count);
    return edit;
}

static bool has_section(const struct section_edit *edit, struct bg_slice version) {
    bool has = false;
    for (size_t l = 0; l < edit->count && !has; l++) {
        struct bg_heading heading = section_release(edit, l);
        has = heading.version.at != NULL && bg_slice_equal(heading.version, version);
    }
    return has;
}

/* Something waits for a release there. */
static bool has_pending(const struct section_edit *edit) {
    size_t pending = section_pending(edit);
    return pending < edit->count && section_last_filled(edit, pending, section_end(edit, pending)) > pending;
}

static bool is_defined(const struct section_edit *edit, struct bg_slice version) {
    bool is_found = false;
    for (size_t l = 0; l < edit->count && !is_found; l++) {
        struct bg_slice label;
        is_found = section_is_definition(edit, l, &label) && bg_slice_equal(bg_heading_read(label).version, version);
    }
    return is_found;
}

bool bg_own_section_find(struct bg_arena *arena, struct bg_slice base, struct bg_slice mine,
                         struct bg_own_section *out) {
    struct section_edit before = open_text(arena, base);
    struct section_edit edit = open_text(arena, mine);
    size_t found = edit.count;
    *out = (struct bg_own_section){0};
    for (size_t l = 0; l < edit.count; l++) {
        struct bg_heading heading = section_release(&edit, l);
        bool is_known = heading.version.at == NULL || has_section(&before, heading.version);
        if (!is_known && (found < edit.count || !heading.is_plain)) {
            return false;
        }
        found = is_known ? found : l;
    }
    if (found == edit.count || has_pending(&before)) {
        return false;
    }
    size_t end = section_end(&edit, found);
    out->version = section_release(&edit, found).version;
    out->at = edit.lines[found].at;
    out->heading_end = edit.lines[found].end;
    out->end = end < edit.count ? edit.lines[end].at : mine.len;
    return mine.at[out->end - 1] == '\n' && !is_defined(&edit, out->version);
}

struct bg_slice bg_own_section_heading(struct bg_arena *arena, struct bg_slice mine,
                                       const struct bg_own_section *section, struct bg_slice previous,
                                       struct bg_slice version) {
    struct section_edit edit = open_text(arena, bg_slice_range(mine, section->at, section->heading_end));
    struct bg_heading heading = edit.count > 0 ? section_release(&edit, 0) : (struct bg_heading){0};
    struct bg_changelog_entry entry = {.version = version, .date = heading.date};
    struct bg_buffer address = {0};
    struct bg_buffer out = {0};
    bool is_made =
        heading.version.at != NULL &&
        (heading.link.at == NULL || bg_heading_add_address(&address, heading.link, heading.version, previous, version));
    if (is_made) {
        edit.entry = &entry;
        section_add_heading(&edit, 0, previous, &out);
        out.len--; /* the line end is not of the heading */
    }
    struct bg_slice made = is_made ? bg_arena_copy(arena, bg_buffer_slice(&out)) : BG_NO_SLICE;
    bg_buffer_finish(&address);
    bg_buffer_finish(&out);
    return made;
}

size_t bg_first_section(struct bg_arena *arena, struct bg_slice text, struct bg_slice *version) {
    struct section_edit edit = open_text(arena, text);
    for (size_t l = 0; l < edit.count; l++) {
        struct bg_heading heading = section_release(&edit, l);
        if (heading.version.at != NULL) {
            *version = heading.version;
            return edit.lines[l].at;
        }
    }
    *version = BG_NO_SLICE;
    return text.len;
}
