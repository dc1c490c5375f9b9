/* What a changelog says of a change: from the title of its pull request, or from the subject of its commit. */
#ifndef BG_RELEASE_TITLE_H
#define BG_RELEASE_TITLE_H

#include "base/slice.h"

/* The number in "... (#123)" at the end of a squashed commit's subject; {NULL, 0} if there is none. */
struct bg_slice bg_title_number(struct bg_slice subject);

/* The title without what tools read in it: a type ("fix(source-x)!: "), emoji in front, "(#123)" at the end. */
struct bg_slice bg_title_clean(struct bg_slice title);

/* What a conventional title says of its change (conventionalcommits.org, 1.0.0). */
struct bg_announcement {
    struct bg_slice type;  /* as it stands there: "feat(source-x)!" */
    struct bg_slice scope; /* {NULL, 0} without one */
    enum bg_level level;   /* that it announces: none of documentation, chores and tests */
};

/* False if the title is not conventional: "Note: ..." is prose. */
bool bg_title_announces(struct bg_slice title, struct bg_announcement *out);

#endif
