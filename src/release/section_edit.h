/* What the writers of changelog sections share; private to src/release/changelog_*.c. */
#ifndef BG_RELEASE_SECTION_EDIT_H
#define BG_RELEASE_SECTION_EDIT_H

#include "release/changelog.h"
#include "release/changelog_heading.h"
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

/* Where the releases of a changelog stand. Lines are count of lines where there is none. */
struct section_releases {
    size_t newest; /* the first heading of a release */
    size_t model;  /* the first that a new one may look like */
    size_t place;  /* the first that is not above the new version: the new section stands above it */
    bool is_there; /* the new version has a section */
};

/* Each adds what is owed in one style: changelog.h says how they fail. */
bool section_add_below(struct section_edit *edit, struct bg_edit *out);   /* below the higher ones: singer */
bool section_add_day(struct section_edit *edit, struct bg_edit *out);     /* dated */
bool section_add_pending(struct section_edit *edit, struct bg_edit *out); /* Keep a Changelog */

struct section_releases section_releases(const struct section_edit *edit);

/* The heading of what is not released yet, or the count of lines. */
size_t section_pending(const struct section_edit *edit);

/* Refuses where there are releases, and none whose heading could be a model. */
bool section_has_model(struct section_edit *edit, const struct section_releases *releases);

bool section_refuse(struct section_edit *edit, enum bg_id id, size_t line, const char *message);

/* The level of the heading on line `l` and its title; 0 if it is none. */
static inline unsigned section_heading(const struct section_edit *edit, size_t l, struct bg_slice *title) {
    return bg_md_heading(edit->text, &edit->lines[l], title);
}

/* The heading of a release on line `l`; its version is {NULL, 0} if it is none. */
static inline struct bg_heading section_release(const struct section_edit *edit, size_t l) {
    struct bg_slice title;
    return section_heading(edit, l, &title) == 0 ? (struct bg_heading){0} : bg_heading_read(title);
}

static inline struct bg_slice section_line(const struct section_edit *edit, size_t l) {
    return bg_md_text(edit->text, &edit->lines[l]);
}

/* Whether the title is that of a kind of change, as tools and people sort their entries. */
bool section_is_kind(struct bg_slice title);

/* The end of the section that begins at `heading`: the next heading of its level or above. */
size_t section_end(const struct section_edit *edit, size_t heading);

/* The last line in [from, to) that is not blank, or `from`. */
size_t section_last_filled(const struct section_edit *edit, size_t from, size_t to);

/* Whether the line defines a link, `[1.2.3]: https://...`, and its label. */
bool section_is_definition(const struct section_edit *edit, size_t l, struct bg_slice *label);

/* Below line `l`, after its line end; the line may be the last one and have none. */
size_t section_below(const struct section_edit *edit, size_t l, struct bg_buffer *text);

/* Text with `\n` in it, its line ends made those of the file; in the arena. Ends the buffer. */
struct bg_slice section_text(const struct section_edit *edit, struct bg_buffer *text);

bool section_give(struct section_edit *edit, const struct bg_splice *splices, size_t count, struct bg_edit *out);

struct bg_slice section_category(const struct section_edit *edit);

/* A heading like that of line `model`, and what stands below it: blank lines, a heading of the kind of change, and the
 * entry, in the form that the section of the model has. `previous` is the release before the new one. */
void section_add_heading(const struct section_edit *edit, size_t model, struct bg_slice previous,
                         struct bg_buffer *out);
void section_add_first_body(const struct section_edit *edit, struct bg_buffer *out); /* without a model */
bool section_add_body(struct section_edit *edit, size_t model, struct bg_slice previous, bool needs_link,
                      struct bg_buffer *out);

#endif
