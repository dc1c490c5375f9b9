/*
 * How much of a set can be seen from files: all of it, these and others, or nothing that could be relied on. What is
 * not among those that were seen is gone only where all were seen; so a diff asks for an answer, of which there are
 * three, and never for a pointer alone.
 */
#ifndef BG_SOURCE_SIGHT_H
#define BG_SOURCE_SIGHT_H

#include "source/declaration.h"

enum bg_sight {
    BG_SIGHT_UNKNOWN,
    BG_SIGHT_SOME, /* these and others */
    BG_SIGHT_ALL,
};

enum bg_presence { BG_THERE, BG_NOT_THERE, BG_NOT_SEEN };

/* Of the streams, dynamic ones included. */
enum bg_sight bg_sight_of_streams(const struct bg_declaration *declaration);

/* Of the fields that its schema has. */
enum bg_sight bg_sight_of_fields(const struct bg_stream *stream);

/* Of what a catalog says beside the schema: key, cursor, sync modes. All or unknown. */
enum bg_sight bg_sight_of_attributes(const struct bg_stream *stream);

/* What it means that `found` was found in a set of which so much is seen; NULL: it was not. */
enum bg_presence bg_sight_answer(enum bg_sight sight, const void *found);

#endif
