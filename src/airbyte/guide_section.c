/* Sections of migration guides: see guide_section.h. */
#include "airbyte/guide_section.h"

#include "airbyte/breaking.h"

bool bg_guide_version(struct bg_slice title, struct bg_semver *out) {
    struct bg_slice words = BG_LITERAL(BG_GUIDE_SECTION);
    return bg_slice_starts(title, words) && bg_breaking_key(bg_slice_trim(bg_slice_from(title, words.len)), out);
}

/* Whether the sections of a guide begin with the oldest one. */
static bool ascends(struct bg_slice text, const struct bg_md_line *lines, size_t count) {
    struct bg_semver first;
    struct bg_semver last;
    struct bg_slice title;
    size_t found = 0;
    for (size_t l = 0; l < count; l++) {
        struct bg_semver *out = found == 0 ? &first : &last;
        found += bg_md_heading(text, &lines[l], &title) != 0 && bg_guide_version(title, out);
    }
    return found > 1 && bg_semver_compare(&first, &last) < 0;
}

size_t bg_guide_place(struct bg_arena *arena, struct bg_slice text, struct bg_slice version, bool *is_there) {
    struct bg_semver added;
    size_t count;
    const struct bg_md_line *lines = bg_md_lines(arena, text, &count);
    bool is_version = bg_semver_read(version, &added, NULL);
    int side = ascends(text, lines, count) ? 1 : -1; /* of the sections that stand below the new one */
    *is_there = false;
    size_t place = text.len;
    for (size_t l = 0; l < count; l++) {
        struct bg_slice title;
        struct bg_semver found;
        if (bg_md_heading(text, &lines[l], &title) == 0 || !bg_guide_version(title, &found)) {
            continue;
        }
        *is_there |= bg_slice_equal(found.text, version);
        if (place == text.len && is_version && bg_semver_compare(&found, &added) * side > 0) {
            place = lines[l].at;
        }
    }
    return place;
}

/* Where the section that begins on line `from` with a heading of `level` ends. */
static size_t end_of(struct bg_slice text, const struct bg_md_line *lines, size_t count, size_t from, unsigned level) {
    for (size_t l = from + 1; l < count; l++) {
        struct bg_slice title;
        unsigned found = bg_md_heading(text, &lines[l], &title);
        if (found != 0 && found <= level) {
            return lines[l].at;
        }
    }
    return text.len;
}

bool bg_guide_find(struct bg_arena *arena, struct bg_slice text, struct bg_slice version,
                   struct bg_guide_section *out) {
    size_t count;
    const struct bg_md_line *lines = bg_md_lines(arena, text, &count);
    size_t found_count = 0;
    for (size_t l = 0; l < count; l++) {
        struct bg_slice title;
        struct bg_semver found;
        unsigned level = bg_md_heading(text, &lines[l], &title);
        if (level != 0 && bg_guide_version(title, &found) && bg_slice_equal(found.text, version)) {
            *out = (struct bg_guide_section){lines[l].at, end_of(text, lines, count, l, level), found.text};
            found_count++;
        }
    }
    return found_count == 1;
}
