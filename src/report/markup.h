/* Foreign text in HTML and Markdown: nothing in it becomes markup, a mention, a link or a new line. */
#ifndef BG_REPORT_MARKUP_H
#define BG_REPORT_MARKUP_H

#include "base/buffer.h"

/* As a text node of HTML or XML, fit for a cell of a Markdown table: made visible, with <, >, &, quotes and what
 * Markdown or GitHub would take for markup as character references. Long texts are cut. */
void bg_markup_text(struct bg_buffer *out, struct bg_slice text);

/* <code>text</code>: GitHub looks for no mentions or issue numbers in there. */
void bg_markup_code(struct bg_buffer *out, struct bg_slice text);

/* A path as part of an address (RFC 3986, 3.3): all but "/" and what never needs an escape (2.3) as %XX. */
void bg_markup_address(struct bg_buffer *out, struct bg_slice path);

/* A sentence of a rule, in which `...` holds foreign text: that becomes code, the rest text. */
void bg_markup_sentence(struct bg_buffer *out, struct bg_slice sentence);

#endif
