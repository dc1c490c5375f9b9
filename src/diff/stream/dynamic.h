/* Streams that only exist at run time: what they are made from is compared instead. */
#ifndef BG_DIFF_STREAM_DYNAMIC_H
#define BG_DIFF_STREAM_DYNAMIC_H

#include "diff/protocol.h"
#include "diff/same.h"

/* Pairs generators by name. The template is compared like a stream, the listed values as a set; other parts of the
 * model are a change that a person must look at where they decide names, keys or schemas. */
void bg_diff_dynamic(const struct bg_protocol *protocol, const struct bg_declaration *base,
                     const struct bg_declaration *head, struct bg_same *same, struct bg_changes *out);

#endif
