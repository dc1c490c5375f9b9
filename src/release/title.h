/* What a changelog says of a change: from the title of its pull request, or from the subject of its commit. */
#ifndef BG_RELEASE_TITLE_H
#define BG_RELEASE_TITLE_H

#include "base/slice.h"

/* The number in "... (#123)" at the end of a squashed commit's subject; {NULL, 0} if there is none. */
struct bg_slice bg_title_number(struct bg_slice subject);

/* The title without what tools read in it: a type ("fix(source-x)!: "), emoji in front, "(#123)" at the end. */
struct bg_slice bg_title_clean(struct bg_slice title);

#endif
