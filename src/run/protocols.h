/* The protocols that connectors can speak, by name: the one place where all of them are known. */
#ifndef BG_RUN_PROTOCOLS_H
#define BG_RUN_PROTOCOLS_H

#include "diff/protocol.h"
#include "layout/layout.h"

/* The one that the layout names; the usual one where it names none, or there is no layout (NULL). Without a protocol of
 * that name, false and a message with its place and the nearest name. */
bool bg_protocol_choose(const struct bg_layout *layout, const struct bg_protocol **out,
                        struct bg_error *err) BG_MUST_CHECK;

#endif
