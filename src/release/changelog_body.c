/*
 * What stands below the heading of a new section: the form of the newest section that may be a model. Tools sort their
 * entries by kind of change, each in its own words; a new entry goes below the word for its level.
 */
#include "release/cell_text.h"
#include "release/section_edit.h"

#include "base/semver.h"
#include "release/pull_link.h"

/* Headings of tools and habits, by level of the release: changesets; release-please and semantic-release (Conventional
 * Commits); Keep a Changelog, where the caller says which. */
static const struct family {
    const char *major, *minor, *patch;
    const char *others[8];
} families[] = {
    {"Major Changes", "Minor Changes", "Patch Changes", {NULL}},
    {"\xe2\x9a\xa0 BREAKING CHANGES",
     "Features",
     "Bug Fixes",
     {"BREAKING CHANGES", "Performance Improvements", "Reverts", "Documentation", "Miscellaneous Chores", NULL}},
    {NULL, NULL, NULL, {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", NULL}},
};

static bool is_of(const struct family *family, struct bg_slice title) {
    const char *levels[] = {family->major, family->minor, family->patch};
    for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
        if (levels[l] != NULL && bg_slice_is(title, levels[l])) {
            return true;
        }
    }
    for (size_t o = 0; family->others[o] != NULL; o++) {
        if (bg_slice_is(title, family->others[o])) {
            return true;
        }
    }
    return false;
}

static const struct family *family_of(struct bg_slice title) {
    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++) {
        if (is_of(&families[f], title)) {
            return &families[f];
        }
    }
    return NULL;
}

bool section_is_kind(struct bg_slice title) {
    return family_of(title) != NULL;
}

static struct bg_slice word_of(const struct section_edit *edit, const struct family *family, struct bg_slice previous) {
    struct bg_semver before;
    struct bg_semver after;
    if (edit->entry->category.at != NULL || family->patch == NULL || !bg_semver_read(previous, &before, NULL) ||
        !bg_semver_read(edit->entry->version, &after, NULL)) {
        return section_category(edit);
    }
    enum bg_level step = bg_semver_core_step(&before, &after);
    return bg_slice_of(step == BG_LEVEL_MAJOR ? family->major : step == BG_LEVEL_MINOR ? family->minor : family->patch);
}

/* How many blank lines follow line `l`, before `end`. */
static size_t blanks_below(const struct section_edit *edit, size_t l, size_t end) {
    size_t count = 0;
    while (l + 1 + count < end && bg_slice_trim(section_line(edit, l + 1 + count)).len == 0) {
        count++;
    }
    return l + 1 + count < end ? count : 0;
}

static void add_blanks(struct bg_buffer *out, size_t count) {
    for (size_t b = 0; b < count && b < 3; b++) {
        bg_buffer_add_text(out, "\n");
    }
}

/* The mark of an entry on this line: indent, bullet and blanks; empty if it is none. */
static struct bg_slice bullet_of(struct bg_slice line) {
    size_t indent = 0;
    while (indent < line.len && (line.at[indent] == ' ' || line.at[indent] == '\t')) {
        indent++;
    }
    size_t after = indent + 1;
    while (after < line.len && line.at[after] == ' ') {
        after++;
    }
    bool is_bullet = after > indent + 1 && after < line.len && strchr("*-+", line.at[indent]) != NULL;
    return is_bullet ? bg_slice_range(line, 0, after) : BG_LITERAL("");
}

/* The first entry below line `l`, or `end`. */
static size_t entry_below(const struct section_edit *edit, size_t l, size_t end) {
    for (size_t i = l + 1; i < end; i++) {
        if (edit->lines[i].is_text && bullet_of(section_line(edit, i)).len > 0) {
            return i;
        }
    }
    return end;
}

/* An entry without the issues that it closes: those are no pull request. */
static struct bg_slice without_closed(struct bg_slice line) {
    return bg_slice_range(line, 0, bg_slice_find(line, BG_LITERAL("closes ")));
}

/* Where `[#1](` of this entry leads, up to the number: tools link the number of a pull request as that of an issue. */
static struct bg_slice issues_in(struct bg_slice like) {
    struct bg_slice mark = BG_LITERAL("/issues/");
    size_t number = bg_slice_find(like, BG_LITERAL("[#"));
    struct bg_slice link = bg_slice_from(like, number);
    size_t from = bg_slice_find(link, BG_LITERAL("]("));
    size_t to = bg_slice_find(link, BG_LITERAL(")"));
    if (number >= like.len || from >= to || to >= link.len) {
        return BG_NO_SLICE;
    }
    struct bg_slice address = bg_slice_range(link, from + 2, to);
    size_t at = bg_slice_find(address, mark);
    return at < address.len ? bg_slice_range(address, 0, at + mark.len) : BG_NO_SLICE;
}

/* Where the pull request is: as was said, else as the nearest entry with a link has it. */
static struct bg_slice pulls_from(const struct section_edit *edit, size_t from, struct bg_slice like) {
    struct bg_slice found = edit->entry->pulls;
    if (found.at == NULL) {
        found = bg_pull_address_in(bg_slice_from(edit->text, edit->lines[from].at));
    }
    if (found.at == NULL) {
        found = issues_in(like);
    }
    return found.at == NULL ? edit->entry->pulls_else : found;
}

/* Whether an entry from line `from` on names a number, `#1`, or links a pull request. */
static bool names_numbers(const struct section_edit *edit, size_t from) {
    bool names = false;
    for (size_t l = from; l < edit->count && !names; l++) {
        struct bg_slice line = without_closed(section_line(edit, l));
        names = bg_pull_address_in(line).at != NULL;
        for (size_t i = 0; i + 1 < line.len && !names; i++) {
            names = line.at[i] == '#' && line.at[i + 1] >= '0' && line.at[i + 1] <= '9';
        }
    }
    return names;
}

/* The number of the pull request as the entry `like` names its own: `([#1](link))`, `[#1](link)`, `(#1)`. Entries that
 * name none get none, unless the style asks for one, and it is known or others of the file have theirs. */
static bool add_reference(struct section_edit *edit, size_t model, struct bg_slice like, bool needs_link,
                          struct bg_buffer *out) {
    struct bg_slice pr = edit->entry->pr;
    bool is_round = bg_slice_find(like, BG_LITERAL("([#")) < like.len;
    bool is_linked = is_round || bg_slice_find(like, BG_LITERAL("[#")) < like.len;
    bool is_bare = !is_linked && bg_slice_find(like, BG_LITERAL("(#")) < like.len;
    struct bg_slice pulls = pulls_from(edit, model, like);
    bool is_known = pr.at != NULL && pulls.at != NULL;
    if (!is_linked && !is_bare && !(needs_link && (is_known || names_numbers(edit, model)))) {
        return true;
    }
    if (pr.at == NULL) {
        bg_buffer_add_text(out, " " BG_PR_PLACEHOLDER);
        return edit->entry->allows_placeholder ||
               section_refuse(edit, BG_ID_NO_PR, model,
                              edit->entry->is_of_batch
                                  ? "the number of the pull request is not known; write it into the line of this "
                                    "connector in the file of --rows, or let the entry wait for it with "
                                    "--allow-placeholder"
                                  : "the number of the pull request is not known; name it with --pr, or let the entry "
                                    "wait for it with --allow-placeholder");
    }
    if (is_bare) {
        bg_buffer_printf(out, " (#%.*s)", BG_ARGS(pr));
        return true;
    }
    bg_buffer_printf(out, is_round ? " ([#%.*s](%.*s%.*s))" : " [#%.*s](%.*s%.*s)", BG_ARGS(pr), BG_ARGS(pulls),
                     BG_ARGS(pr));
    return pulls.at != NULL ||
           section_refuse(edit, BG_ID_NO_REPOSITORY, model,
                          "where the pull request is cannot be told; name its repository with --repository");
}

void section_add_first_body(const struct section_edit *edit, struct bg_buffer *out) {
    struct bg_slice subject = bg_cell_line(edit->arena, edit->entry->subject);
    bg_buffer_printf(out, "\n### %.*s\n\n- %.*s\n", BG_ARGS(section_category(edit)), BG_ARGS(subject));
}

bool section_add_body(struct section_edit *edit, size_t model, struct bg_slice previous, bool needs_link,
                      struct bg_buffer *out) {
    size_t end = section_end(edit, model);
    size_t entry = entry_below(edit, model, end);
    size_t above = model; /* the heading right above the entry */
    if (entry == end && !needs_link) {
        section_add_first_body(edit, out);
        return true;
    }
    struct bg_slice title = BG_NO_SLICE;
    const struct family *family = NULL;
    add_blanks(out, blanks_below(edit, model, end));
    for (size_t l = model + 1; l < end && family == NULL; l++) {
        unsigned level = section_heading(edit, l, &title);
        family = level == 0 ? NULL : family_of(title);
        above = family == NULL ? above : l;
    }
    if (family != NULL) {
        struct bg_slice marks = section_line(edit, above);
        bg_buffer_add(out, bg_slice_range(marks, 0, (size_t)(title.at - marks.at)));
        bg_buffer_add(out, word_of(edit, family, previous));
        bg_buffer_add_text(out, "\n");
        add_blanks(out, blanks_below(edit, above, end));
        entry = entry_below(edit, above, end);
    }
    struct bg_slice like = entry < end ? without_closed(section_line(edit, entry)) : BG_LITERAL("");
    struct bg_slice bullet = bullet_of(like);
    bg_buffer_add(out, bullet.len > 0 ? bullet : needs_link ? BG_LITERAL("  * ") : BG_LITERAL("- "));
    bg_buffer_add(out, bg_cell_line(edit->arena, edit->entry->subject));
    bool is_added = add_reference(edit, model, like, needs_link, out);
    bg_buffer_add_text(out, "\n");
    return is_added;
}
