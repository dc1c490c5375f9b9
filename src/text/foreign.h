/* Files that are something else than their names say: stored elsewhere, encrypted, or in another encoding. */
#ifndef BG_TEXT_FOREIGN_H
#define BG_TEXT_FOREIGN_H

#include "base/error.h"
#include "text/source.h"

/* False, with a sentence of its own, if the bytes are known to be no document at all. */
bool bg_foreign_check(const struct bg_source *source, struct bg_error *err) BG_MUST_CHECK;

/* Of a document that could not be read, as *err says: says instead where a merge left its markers, if it did. False. */
bool bg_foreign_explain(struct bg_source *source, struct bg_error *err);

#endif
