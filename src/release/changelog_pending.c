/*
 * Keep a Changelog (keepachangelog.com, 1.1.0): pending notes become the release, and the section for new ones stays.
 * Comments, empty headings and words that stand for nothing are no notes.
 */
#include "release/section_edit.h"

/* What people leave where a note will be. */
static bool is_nothing(struct bg_slice line) {
    static const char *const words[] = {"tbd",
                                        "todo",
                                        "none",
                                        "n/a",
                                        "na",
                                        "nothing",
                                        "nothing yet",
                                        "no changes",
                                        "no changes yet",
                                        "no unreleased changes",
                                        "nothing unreleased"};
    struct bg_slice text = bg_slice_trim(line);
    while (text.len > 0 && strchr("*-+_. \t(", text.at[0]) != NULL) {
        text = bg_slice_from(text, 1);
    }
    while (text.len > 0 && strchr("*-+_. \t)", text.at[text.len - 1]) != NULL) {
        text.len--;
    }
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (bg_slice_is_word(text, words[w])) {
            return true;
        }
    }
    return text.len == 0;
}

static bool has_notes(const struct section_edit *edit, size_t pending, size_t end) {
    struct bg_slice unused;
    for (size_t l = pending + 1; l < end; l++) {
        if (edit->lines[l].is_text && section_heading(edit, l, &unused) == 0 &&
            !section_is_definition(edit, l, &unused) && !is_nothing(section_line(edit, l))) {
            return true;
        }
    }
    return false;
}

/* The last line of the comments right below the heading, which stay with it; `pending` if there are none. */
static size_t below_comments(const struct section_edit *edit, size_t pending, size_t end) {
    size_t last = pending;
    for (size_t l = pending + 1; l < end; l++) {
        struct bg_slice line = bg_slice_trim(section_line(edit, l));
        bool is_blank = line.len == 0;
        if (!is_blank && (edit->lines[l].is_text || bg_slice_starts(line, BG_LITERAL("```")) ||
                          bg_slice_starts(line, BG_LITERAL("~~~")))) {
            break;
        }
        last = is_blank ? last : l;
    }
    return last;
}

/* The address of `[Unreleased]`, or of a heading that links it, becomes one that begins at the release. */
static size_t add_start(const struct section_edit *edit, size_t from, size_t to, struct bg_splice *splice,
                        struct bg_slice *tag) {
    struct bg_slice text = bg_slice_range(edit->text, from, to);
    size_t dots = bg_slice_find(text, BG_LITERAL("..."));
    size_t start = dots;
    while (start > 0 && text.at[start - 1] != '/') {
        start--;
    }
    if (dots == text.len || start == 0) {
        return 0;
    }
    *tag = bg_slice_range(text, start, dots);
    size_t mark = 0; /* what stands before the number: `v`, `tap-x-v` */
    while (mark < tag->len && !(tag->at[mark] >= '0' && tag->at[mark] <= '9')) {
        mark++;
    }
    struct bg_slice parts[] = {bg_slice_range(*tag, 0, mark), edit->entry->version};
    *splice = (struct bg_splice){from + start, from + dots, bg_arena_join(edit->arena, parts, 2)};
    return 1;
}

/* The definitions of links: that of what is pending begins at the release, and the release has its own below it. */
static size_t add_links(const struct section_edit *edit, size_t pending, struct bg_splice *splices) {
    struct bg_slice tag = BG_NO_SLICE;
    const struct bg_md_line *heading = &edit->lines[pending];
    size_t count = add_start(edit, heading->at, heading->end, splices, &tag);
    for (size_t l = 0; l < edit->count; l++) {
        struct bg_slice label;
        if (!section_is_definition(edit, l, &label) || !bg_heading_is_pending(label)) {
            continue;
        }
        struct bg_slice line = section_line(edit, l);
        size_t address = (size_t)(label.at - line.at) + label.len + sizeof "]:" - 1;
        if (add_start(edit, edit->lines[l].at + address, edit->lines[l].end, &splices[count], &tag) == 0) {
            return count;
        }
        size_t tag_at = splices[count].at - edit->lines[l].at;
        struct bg_slice parts[] = {edit->line_end,
                                   BG_LITERAL("["),
                                   edit->entry->version,
                                   BG_LITERAL("]:"),
                                   bg_slice_range(line, address, tag_at),
                                   tag,
                                   BG_LITERAL("..."),
                                   splices[count].text};
        splices[count + 1].at = splices[count + 1].end = edit->lines[l].end;
        splices[count + 1].text = bg_arena_join(edit->arena, parts, sizeof parts / sizeof parts[0]);
        return count + 2;
    }
    return count;
}

/* Without a release to look like: brackets as the pending section has them, and the date. */
static void add_first_heading(const struct section_edit *edit, size_t pending, struct bg_buffer *out) {
    struct bg_slice title = BG_NO_SLICE;
    unsigned level = section_heading(edit, pending, &title);
    bool is_bracketed = bg_slice_starts(title, BG_LITERAL("["));
    bg_buffer_printf(out, "%.*s ", (int)level, "######");
    bg_buffer_printf(out, is_bracketed ? "[%.*s] - %.*s\n" : "%.*s - %.*s\n", BG_ARGS(edit->entry->version),
                     BG_ARGS(edit->entry->date));
}

static bool add_section(struct section_edit *edit, size_t pending, const struct section_releases *releases,
                        struct bg_slice previous, struct bg_splice *splice) {
    struct bg_buffer section = {0};
    struct bg_buffer heading = {0};
    size_t end = section_end(edit, pending);
    bool has_model = releases->model < edit->count;
    bool is_given = true;
    if (has_model) {
        section_add_heading(edit, releases->model, previous, &heading);
    } else {
        add_first_heading(edit, pending, &heading);
    }
    if (has_notes(edit, pending, end)) {
        splice->at = splice->end = section_below(edit, below_comments(edit, pending, end), &section);
        bg_buffer_add_text(&section, "\n");
        bg_buffer_add(&section, bg_buffer_slice(&heading));
    } else {
        size_t last = pending; /* of what stays in the pending section */
        struct bg_slice unused;
        for (size_t l = pending + 1; l < end && !section_is_definition(edit, l, &unused); l++) {
            last = bg_slice_trim(section_line(edit, l)).len == 0 ? last : l;
        }
        splice->at = splice->end = section_below(edit, last, &section);
        bg_buffer_add_text(&section, "\n");
        bg_buffer_add(&section, bg_buffer_slice(&heading));
        if (has_model) {
            is_given = section_add_body(edit, releases->model, previous, false, &section);
        } else {
            section_add_first_body(edit, &section);
        }
    }
    bg_buffer_finish(&heading);
    splice->text = section_text(edit, &section);
    return is_given;
}

bool section_add_pending(struct section_edit *edit, struct bg_edit *out) {
    struct section_releases releases = section_releases(edit);
    size_t pending = section_pending(edit);
    if (releases.is_there) {
        return section_give(edit, NULL, 0, out);
    }
    if (pending == edit->count) {
        return section_refuse(edit, BG_ID_NO_SECTION, 0, "the changelog has no section for what is not released yet");
    }
    if (!section_has_model(edit, &releases)) {
        return false;
    }
    struct bg_slice previous =
        releases.newest < edit->count ? section_release(edit, releases.newest).version : BG_NO_SLICE;
    struct bg_splice *splices = bg_arena_array(edit->arena, 4, sizeof splices[0]);
    if (!add_section(edit, pending, &releases, previous, &splices[0])) {
        return false;
    }
    size_t count = 1 + add_links(edit, pending, splices + 1);
    bg_splice_sort(splices, count); /* the links may stand above the sections */
    return section_give(edit, splices, count, out);
}
