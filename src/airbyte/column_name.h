/*
 * The names that destinations give to columns, and who gets a suffix when two fields want the same one.
 */
#ifndef BG_AIRBYTE_COLUMN_NAME_H
#define BG_AIRBYTE_COLUMN_NAME_H

#include "text/node.h"

/* When two names are the same to a destination. */
enum bg_name_rule {
    BG_NAME_FOLDED, /* upper and lower case are one: BigQuery, Snowflake, Databricks, ClickHouse */
    BG_NAME_SHORT,  /* case counts, the first 63 bytes do: Postgres */
};
#define BG_NAME_RULE_COUNT 2

/* What is left of a name: marks dropped, blanks and everything else that is no ASCII letter or digit turned into "_".
 */
struct bg_slice bg_column_name_clean(struct bg_arena *arena, struct bg_slice name);

/*
 * The column of every property of the map, in order, as the rule compares it: the first of a name keeps it, later ones
 * get "_1", "_2" and so on. *is_suffixed (one per property) says who got one. NULL if no two collide.
 */
const struct bg_slice *bg_column_names(struct bg_arena *arena, const struct bg_node *properties, enum bg_name_rule rule,
                                       bool **is_suffixed);

/* Lower-case letters and digits only, to find fields that were merely respelled: createdAt and created_at. Bytes beyond
 * ASCII stay. Empty if nothing is left. */
struct bg_slice bg_column_name_fold(struct bg_arena *arena, struct bg_slice name);

#endif
