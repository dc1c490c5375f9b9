/* The normalized model of one connector at one revision: what the diff sees, as JSON. */
#ifndef BG_RUN_SNAPSHOT_H
#define BG_RUN_SNAPSHOT_H

#include "base/buffer.h"
#include "run/check.h"

/*
 * Adds the model of the connector of that name as it stands in `revision`. Fails with the place of
 * the fault if there is no such connector or a file of it cannot be read.
 */
bool bg_model_write(struct bg_buffer *out, const struct bg_options *options, const char *revision,
                    const char *connector, struct bg_error *err) BG_MUST_CHECK;

#endif
