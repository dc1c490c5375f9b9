/*
 * The column that a field of a stream becomes in a destination.
 *
 * Destinations read a schema with one of two code bases, the newer one with two settings for type lists: three readings
 *. Only types make columns; what else a schema says about a field changes no table.
 */
#ifndef BG_AIRBYTE_COLUMN_H
#define BG_AIRBYTE_COLUMN_H

#include "diff/protocol.h"

/* In the order in which a type list with several members is resolved: the first that occurs wins. A union is never
 * picked from a list. */
enum bg_column {
    BG_COLUMN_ARRAY,
    BG_COLUMN_OBJECT,
    BG_COLUMN_STRING,
    BG_COLUMN_DATE,
    BG_COLUMN_TIME_NTZ, /* without time zone */
    BG_COLUMN_TIME_TZ,
    BG_COLUMN_TIMESTAMP_NTZ,
    BG_COLUMN_TIMESTAMP_TZ,
    BG_COLUMN_NUMBER,
    BG_COLUMN_INTEGER,
    BG_COLUMN_BOOLEAN,
    BG_COLUMN_UNKNOWN,
    BG_COLUMN_UNION,
};

enum bg_column_reader {
    BG_READER_JAVA,         /* the older typing code of the warehouses */
    BG_READER_BULK_LEGACY,  /* the newer one, type lists resolved (BigQuery) */
    BG_READER_BULK_DEFAULT, /* the newer one, type lists kept as unions */
};
#define BG_READER_COUNT 3

/* The column of one field schema for one reader. Anything is a field schema, also NULL and what is
 * no mapping. References must be resolved before. */
enum bg_column bg_column_read(enum bg_column_reader reader, const struct bg_node *field);

/* The types among which a field is a union for this reader, as bits 1u << column; 0 if it is none, or if the reader
 * puts all unions into one column without looking at their members. */
unsigned bg_column_members(enum bg_column_reader reader, const struct bg_node *field);

/* For messages: "timestamp with time zone". */
const char *bg_column_name(enum bg_column column);

enum bg_column_change bg_column_compare(enum bg_column base, enum bg_column head);

/*
 * The properties of a stream's schema that become columns, or NULL if it has none.
 * *pointer becomes the JSON Pointer of that mapping inside the schema, in `arena`.
 */
const struct bg_node *bg_column_properties(struct bg_arena *arena, const struct bg_node *json_schema,
                                           struct bg_slice *pointer);

#endif
