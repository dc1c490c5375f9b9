/* Which rows of a changelog table are a pull request's own: those that are not where it began, and not at the tip. */
#ifndef BG_RELEASE_CHANGELOG_OWN_H
#define BG_RELEASE_CHANGELOG_OWN_H

#include "text/changelog_table.h"

/* Whether `table` has the entry that `row` of `other` is: version and pull request are the same, and where no number
 * is named yet, the subject. */
bool bg_changelog_has_row(const struct bg_changelog_table *table, const struct bg_changelog_table *other,
                          const struct bg_table_row *row);

/* The one row of the pull request; NULL if it added none or more than one, or the tip has it already, under whatever
 * number. */
const struct bg_table_row *bg_changelog_own_row(const struct bg_changelog_table *base,
                                                const struct bg_changelog_table *tip,
                                                const struct bg_changelog_table *mine);

#endif
