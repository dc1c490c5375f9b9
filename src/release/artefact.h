/*
 * Artefacts: what a release consists of in files of the repository. Its version, the copies of it, the changelog, and
 * what a platform asks for besides. Each is a file that says where it stands, what is wrong with it, how it is written,
 * and how two of them are merged; a protocol brings the list of those that its releases can have. Which of them a
 * connector has is said by its layout alone.
 */
#ifndef BG_RELEASE_ARTEFACT_H
#define BG_RELEASE_ARTEFACT_H

#include "layout/about.h"
#include "layout/layout.h"

struct bg_merge_sides;
struct bg_merging;
struct bg_planning;
struct bg_release_view;

struct bg_artefact_place {
    struct bg_slice path;              /* in the repository; the file may not exist. {NULL, 0}: nobody says where */
    const struct bg_layout_site *site; /* where in the file, if it is a version */
};

/* A growing list in an arena; starts zeroed but for `arena`. */
struct bg_artefact_places {
    struct bg_arena *arena;
    struct bg_artefact_place *items;
    size_t count;
    size_t room; /* private */
};

void bg_artefact_places_add(struct bg_artefact_places *places, struct bg_artefact_place place);

/* When a bump writes an artefact; within a turn they are written in order of the list. */
enum bg_artefact_turn {
    BG_TURN_VERSION,  /* with the version, in whose file it often stands */
    BG_TURN_FOLLOWS,  /* what repeats the version or tells of it */
    BG_TURN_IN_DRAFT, /* only in a draft: a person has to go on with it */
    BG_TURN_COUNT,
};

struct bg_artefact {
    const char *id;
    /* Adds the places for one connector; none where its layout has no such thing. */
    void (*find)(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out);
    /* Adds a reason for all that is wrong with it in a release (release.h). NULL: the verdict has judged it before. */
    void (*check)(struct bg_release_view *release, const struct bg_artefact_place *place);
    enum bg_artefact_turn turn;
    /* Plans what a release needs there (planning.h); false after a refusal. NULL: it is not written. */
    bool (*write)(struct bg_planning *planning, const struct bg_artefact_place *place);
    /* Plans that what stands there under another number of this release gets that of the plan. NULL: nothing does. */
    bool (*move)(struct bg_planning *planning, const struct bg_artefact_place *place);
    /* Merges a file in which it stands (merging.h), and leaves the rest to bg_merging_go_on. NULL: as git does. */
    bool (*merge)(const struct bg_merging *merging, const struct bg_artefact_place *place,
                  const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean, struct bg_error *err);
};

/* In the order in which they are checked. */
struct bg_artefacts {
    const struct bg_artefact *const *items;
    size_t count;
};

/* The version where the layout keeps it, and the other places that show it. */
extern const struct bg_artefact bg_artefact_version;
extern const struct bg_artefact bg_artefact_mirror;

/* The changelog: a row on the documentation page, or, where the layout knows no such pages, a section of the file
 * CHANGELOG.md beside the connector. */
extern const struct bg_artefact bg_artefact_changelog_row;
extern const struct bg_artefact bg_artefact_changelog_section;

#endif
