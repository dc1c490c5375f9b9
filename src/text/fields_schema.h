/*
 * Tables of fields as JSON Schema (draft-07), for editors: what bg_fields_read takes, so takes the schema. Kinds, words
 * and limits come from the rows. What a reader of its own makes of a value stands in `schema` of its row, JSON in which
 *
 *   @words   is the list of the row's words, without brackets
 *   @table   is the schema of the row's table
 *   @needed  in `schema` of a table, is the list of the keys that must be there, which are then not asked for elsewhere
 *   @NAME    is a list that the caller knows
 *
 * and in which `null`, an absent key, has to be allowed. Without it the value is one of the row's words.
 */
#ifndef BG_TEXT_FIELDS_SCHEMA_H
#define BG_TEXT_FIELDS_SCHEMA_H

#include "base/buffer.h"
#include "text/fields.h"

/* Adds the texts of the list `name`, as bg_fields_schema_item adds them. */
typedef void bg_fields_schema_list(struct bg_buffer *out, struct bg_slice name);

/* Adds a comma where one is needed, and the text. */
void bg_fields_schema_item(struct bg_buffer *out, struct bg_slice text);

/* Adds the members of the schema of one mapping, on one line and without its braces. */
void bg_fields_schema(struct bg_buffer *out, const struct bg_fields *fields, bg_fields_schema_list *list);

#endif
