/*
 * The title of a pull request beside what was found. Files do not show what code does, and who wrote it says it in the
 * title: where nothing but code changed, and not all of the surface can be seen, a conventional title is believed when
 * it asks for more. It never lowers what was found, and raises nothing where everything was compared.
 */
#ifndef BG_RUN_TITLES_H
#define BG_RUN_TITLES_H

#include "base/problems.h"
#include "layout/discover.h"
#include "rules/finding.h"
#include "rules/policy.h"

/* One connector that is on both sides, and what the title is compared with. */
struct bg_title_query {
    enum bg_titles titles;
    struct bg_slice title;            /* {NULL, 0} if it is not known */
    struct bg_slice name;             /* of the connector */
    const struct bg_touched *touched; /* all that changed: a title may be of one of them, "fix(source-x): ..." */
    size_t touched_count;
    const struct bg_changes *changes;
    const struct bg_finding *findings;
    size_t finding_count;
    bool is_whole; /* all of the surface was compared */
    struct bg_place at;
};

struct bg_title_floor {
    enum bg_level level; /* that is required at least */
    struct bg_slice by;  /* why, in words; {NULL, 0} where nothing is */
};

/* Whether something that ships changed. */
bool bg_titles_code_changed(const struct bg_changes *changes);

/* Also notes where title and content say different things. Texts live in the arena of the problems. */
struct bg_title_floor bg_titles_floor(const struct bg_title_query *query, struct bg_problems *problems);

#endif
