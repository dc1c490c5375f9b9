/* One release of a connector by its name and version, NAME@VERSION: the commit that made it, and what a check says. */
#ifndef BG_CLI_RELEASED_H
#define BG_CLI_RELEASED_H

#include "bumpgate.h"

/* Whether the argument is of that form. A name may begin with "@", as packages of npm do. */
bool bg_released_is_named(const char *argument);

/* Looks for the newest such release among the commits of the range, and prints the report of a check of its commit,
 * below a line that says which one that is. *outcome becomes that of the check. Fails if there is none. */
bool bg_released_show(const struct bg_options *options, const char *argument, const struct bg_audit_options *range,
                      enum bg_outcome *outcome, struct bg_error *err) BG_MUST_CHECK;

#endif
