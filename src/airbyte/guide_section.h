/* The sections of a migration guide: one for each version that breaks, under a heading that names it. */
#ifndef BG_AIRBYTE_GUIDE_SECTION_H
#define BG_AIRBYTE_GUIDE_SECTION_H

#include "base/semver.h"
#include "text/markdown.h"

/* What stands before the version in the heading of a section. */
#define BG_GUIDE_SECTION "Upgrading to "

/* The version that a heading with this title names. */
bool bg_guide_version(struct bg_slice title, struct bg_semver *out) BG_MUST_CHECK;

/* Where the section of a version belongs: before the first one of a lower version, or of a higher one in a guide that
 * begins with the oldest; else at the end. *is_there if it has one. */
size_t bg_guide_place(struct bg_arena *arena, struct bg_slice text, struct bg_slice version, bool *is_there);

struct bg_guide_section {
    size_t at; /* of the heading; the section ends before the next heading of its level or above, or with the text */
    size_t end;
    struct bg_slice version; /* in the text */
};

/* False if the version has no section, or has several. */
bool bg_guide_find(struct bg_arena *arena, struct bg_slice text, struct bg_slice version,
                   struct bg_guide_section *out) BG_MUST_CHECK;

#endif
