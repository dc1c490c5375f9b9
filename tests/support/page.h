/* Pages of docs/ that a command writes. */
#ifndef TESTS_SUPPORT_PAGE_H
#define TESTS_SUPPORT_PAGE_H

#include "base/slice.h"

/* Fails unless docs/`name`, below the folder that BUMPGATE_SOURCE names, is `expected` to the byte. What it says then
 * names `source`, which the page is made from, and the format of `bumpgate rules` that writes it. */
void page_expect(const char *name, const char *source, const char *format, struct bg_slice expected);

#endif
