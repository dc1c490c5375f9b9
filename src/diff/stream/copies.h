/*
 * What golden catalogs say of streams that code makes, before and after: keys, cursors and fields that became others.
 * That a copy says less says nothing, and what the model itself shows of a stream is not asked of a copy.
 */
#ifndef BG_DIFF_STREAM_COPIES_H
#define BG_DIFF_STREAM_COPIES_H

#include "diff/protocol.h"

/* Appends what differs between the copies of two connectors, each of a stream once. */
void bg_diff_copies(const struct bg_protocol *protocol, const struct bg_declaration *base,
                    const struct bg_declaration *head, struct bg_changes *out);

#endif
