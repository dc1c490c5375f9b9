/*
 * Pages to look at: one file that asks nothing of anybody, with its style and script inside and a content policy that
 * allows these two and nothing else. What is foreign becomes text; without its script a page shows all it has to say.
 */
#ifndef BG_REPORT_HTML_PAGE_H
#define BG_REPORT_HTML_PAGE_H

#include "base/buffer.h"

/* Everything before the content of <main>, which is still open; and all behind it. `title` becomes text. */
void bg_page_begin(struct bg_buffer *out, struct bg_slice title);
void bg_page_end(struct bg_buffer *out);

/* Foreign text as a text node or the value of an attribute in double quotes: visible, on one line. */
void bg_page_text(struct bg_buffer *out, struct bg_slice text);

/* A line of a file: as bg_page_text, but tabs stay tabs. */
void bg_page_line(struct bg_buffer *out, struct bg_slice line);

/* A sentence in which `...` holds foreign text: that becomes code, the rest text. */
void bg_page_sentence(struct bg_buffer *out, struct bg_slice sentence);

/* A part of a bar: how much, and which class of the style draws it. */
struct bg_page_part {
    size_t amount;
    const char *kind;
};

/* A bar whose parts share its width; nothing if all are 0. `label` is what it says to those who do not see it. */
void bg_page_bar(struct bg_buffer *out, struct bg_slice label, const struct bg_page_part *parts, size_t count);

#endif
