/*
 * Adds waivers to the text of a configuration, as it would have them: at the end of its list, in its own indentation
 * and line ends, in lines or in brackets; the list is made where there is none. All that stood there stays, byte for
 * byte: there is one insertion, and the result is read again before it is given.
 */
#ifndef BG_RELEASE_WAIVER_FILE_H
#define BG_RELEASE_WAIVER_FILE_H

#include "rules/waive.h"

struct bg_waiver_text {
    struct bg_slice text; /* all of the file */
    size_t at;            /* what was inserted, and how long it is */
    size_t len;
};

/* `source` is the file as it is, empty for none. Only the texts of the waivers count. Fails with the place where the
 * file is wrong already, is not written so that one could be added safely, or a text cannot stand in it. */
bool bg_waiver_file_add(struct bg_arena *arena, struct bg_source *source, const struct bg_rules *rules,
                        const struct bg_waiver *waivers, size_t count, struct bg_waiver_text *out,
                        struct bg_error *err) BG_MUST_CHECK;

#endif
