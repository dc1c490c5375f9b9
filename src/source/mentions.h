/*
 * Whether a stream that was not read is there all the same. A list that is made of schema files, or that code adds to,
 * shows no more than was read; then code and catalogs are asked for the name.
 */
#ifndef BG_SOURCE_MENTIONS_H
#define BG_SOURCE_MENTIONS_H

#include "source/code/mentions.h"
#include "source/reader.h"

/* All names that streams were given: sorted here, and kept. An assumed stream that is named is none any more. */
void bg_mentions_set(struct bg_declaration *declared, struct bg_mention_list *list);

/* Where the name stands, or NULL. */
const struct bg_mention *bg_mention_find(const struct bg_declaration *declared, struct bg_slice name);

/* The same, but for a name that only catalogs give although there is code to ask: those of tests are not kept up to
 * date. */
const struct bg_mention *bg_mention_now(const struct bg_declaration *declared, struct bg_slice name);

/* Whether nothing but a file speaks for a stream of the declaration, although code or catalogs were asked. */
bool bg_stream_is_orphan(const struct bg_declaration *declared, const struct bg_stream *stream);

/* Of a stream that is not among those of the declaration: there it never is. */
enum bg_presence bg_stream_presence(const struct bg_declaration *declared, struct bg_slice name);

#endif
