/* The fields of one stream: which came, which went, which were respelled, and whose column is called otherwise now. */
#ifndef BG_DIFF_STREAM_FIELDS_H
#define BG_DIFF_STREAM_FIELDS_H

#include "diff/stream/field.h"
#include "source/sight.h"

/* The mapping of properties that become columns, on one side; an empty mapping is NULL. */
struct bg_field_set {
    const struct bg_node *properties;
    struct bg_sight sight; /* how many of the fields these are */
    struct bg_slice pointer;
    const struct bg_node *primary_key; /* to say of a field that is gone what it was for; may be NULL */
    const struct bg_node *cursor_field;
};

void bg_diff_fields(const struct bg_field_sink *sink, struct bg_field_set base, struct bg_field_set head);

/* Only the names of the columns: for properties that are equal but for their order. */
void bg_diff_field_names(const struct bg_field_sink *sink, struct bg_field_set base, struct bg_field_set head);

#endif
