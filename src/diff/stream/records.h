/* What becomes of the records of a stream before they are sent: the schema may stay and a column be filled no more. */
#ifndef BG_DIFF_STREAM_RECORDS_H
#define BG_DIFF_STREAM_RECORDS_H

#include "diff/stream/field.h"
#include "source/declaration.h"

void bg_diff_records(const struct bg_field_sink *sink, const struct bg_stream *base, const struct bg_stream *head);

#endif
