/* The glossary: words of rules/terms.yaml as a person reads them. */
#ifndef BG_REPORT_TERMS_PAGE_H
#define BG_REPORT_TERMS_PAGE_H

#include "base/buffer.h"
#include "rules/terms.h"

/* `bumpgate explain`: what the word means, and what goes with it. */
void bg_terms_explain(struct bg_buffer *out, const struct bg_term *term);

/* docs/glossary.md. */
void bg_terms_page(struct bg_buffer *out);

#endif
