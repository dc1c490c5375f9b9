/* The vocabulary of facts for authors of rules, as `bumpgate rules --format facts` prints it: docs/facts.md. */
#ifndef BG_REPORT_FACTS_PAGE_H
#define BG_REPORT_FACTS_PAGE_H

#include "base/buffer.h"

void bg_facts_page(struct bg_buffer *out);

#endif
