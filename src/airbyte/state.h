/*
 * Does saved state survive? An incremental stream writes down how far it came; the next version reads it. What the
 * reader does with it was observed for every change of a cursor or a partition router.
 */
#ifndef BG_AIRBYTE_STATE_H
#define BG_AIRBYTE_STATE_H

#include "diff/change.h"

/*
 * At most one change, the worst: UNREADABLE (the stream fails, or reads another instant), RESET (it starts again),
 * CHECK (code decides, a person must look), CHANGED (still read). None where a change of the sync mode or the cursor
 * field says it already. Its `after` is the reason as a clause.
 */
void bg_state_diff(const struct bg_stream *base, const struct bg_stream *head, struct bg_changes *out,
                   struct bg_slice label);

#endif
