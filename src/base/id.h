/*
 * The ids under which bumpgate says something besides its rules: of problems, reasons, refusals and plans. They come
 * from rules/vocabulary.yaml, so that one without words does not compile.
 */
#ifndef BG_BASE_ID_H
#define BG_BASE_ID_H

/* BG_IDS(X): X(NAME, "name") for each id, in the order of the vocabulary. */
#include <bumpgate_ids.h>

enum bg_id {
    BG_ID_NONE,
#define X(name, text) BG_ID_##name,
    BG_IDS(X)
#undef X
        BG_ID_COUNT
};

/* "not-bumped"; "" for none. */
const char *bg_id_name(enum bg_id id);

#endif
