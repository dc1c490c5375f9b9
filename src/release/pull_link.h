/*
 * Addresses of pull requests: all of a link but its number, "https://github.com/OWNER/NAME/pull/". Services differ in
 * the words in front of the number, and a repository may stand on any host.
 */
#ifndef BG_RELEASE_PULL_LINK_H
#define BG_RELEASE_PULL_LINK_H

#include "base/arena.h"

/* Of a repository as people and tools name it: OWNER/NAME (on GitHub), the address of its page or of a clone as git
 * takes it, or such an address of pull requests itself. In the arena, without a name of a user or a password;
 * {NULL, 0} where it has no page, as a folder has none. */
struct bg_slice bg_pull_address(struct bg_arena *arena, struct bg_slice repository);

/* Whether a text links to the pull request of that number, on whatever host. */
bool bg_pull_is_linked(struct bg_slice text, struct bg_slice number);

/* Whether the number in a cell is still to be filled in: neither what the cell shows nor what its links end with has a
 * digit above zero, as what editors and tools leave there has none: `TBD`, `#0000`, `pull/0`. Other digits of an
 * address count for nothing.
 */
bool bg_pull_is_placeholder(struct bg_slice cell);

/* Of the first link to a pull request in a text, as it stands there; {NULL, 0} if there is none. */
struct bg_slice bg_pull_address_in(struct bg_slice text);

#endif
