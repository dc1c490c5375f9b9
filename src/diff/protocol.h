/*
 * What belongs to one protocol alone, as one table: what stands around the configuration's schema in a specification,
 * what destinations make of a field, whether saved state survives, and
 * what a release brings along. The diff calls through it and knows no protocol
 * by name; another one is another table.
 */
#ifndef BG_DIFF_PROTOCOL_H
#define BG_DIFF_PROTOCOL_H

#include "diff/change.h"

/* How bad it is that a column of one type becomes one of another, best first. */
enum bg_column_change {
    BG_COLUMN_SAME,
    BG_COLUMN_WIDENED, /* every value fits, and nothing that reads it notices */
    BG_COLUMN_LOSSY,   /* every value fits, but what reads it breaks */
    BG_COLUMN_INCOMPATIBLE,
};

/* The columns of a stream. The types of columns are numbers that only the protocol knows. */
struct bg_protocol_columns {
    /* The properties of a stream's schema that become columns, or NULL if it has none; *pointer becomes the JSON
     * Pointer of that mapping inside the schema, in `arena`. */
    const struct bg_node *(*properties)(struct bg_arena *arena, const struct bg_node *json_schema,
                                        struct bg_slice *pointer);
    /* Destinations read schemas in this many ways, of which messages name the first. */
    unsigned reader_count;
    /* The type of one field's column for one reader. Anything is a field, also NULL. */
    unsigned (*read)(unsigned reader, const struct bg_node *field);
    /* Of a field that is a union for a reader who tells its members apart: the set of their types (bits), else 0. */
    unsigned (*members)(unsigned reader, const struct bg_node *field);
    enum bg_column_change (*compare)(unsigned base, unsigned head);
    const char *(*name)(unsigned column); /* for messages: "timestamp with time zone" */
    /* Destinations that read in the ways of this set (bits), for messages: "BigQuery and S3". */
    const char *(*examples)(unsigned readers);
};

/* The names of columns, and who gets a suffix when two fields want the same one. */
struct bg_protocol_names {
    unsigned rule_count; /* in how many ways destinations tell names apart */
    /* The names that the properties of a map get by a rule, in order; (*is_suffixed)[i] says who got a suffix. NULL if
     * no two collide. In `arena`. */
    const struct bg_slice *(*resolve)(struct bg_arena *arena, const struct bg_node *properties, unsigned rule,
                                      bool **is_suffixed);
    struct bg_slice (*clean)(struct bg_arena *arena, struct bg_slice name); /* what is left of a name */
    struct bg_slice (*fold)(struct bg_arena *arena, struct bg_slice name);  /* equal for names merely respelled */
};

struct bg_artefacts;

struct bg_protocol {
    const char *id;
    /* Appends what differs around the configuration's schema. */
    void (*diff_envelope)(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *out);
    /* Flags the changes from `first` on whose place in a saved configuration the head rewrites before it is read, and
     * those that hurt nobody because of it. */
    void (*mark_migrated)(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *changes,
                          size_t first);
    /* Appends at most one STREAM_STATE: what the head makes of the state that the base has written. */
    void (*diff_state)(const struct bg_stream *base, const struct bg_stream *head, struct bg_changes *out,
                       struct bg_slice label);
    struct bg_protocol_columns columns;
    struct bg_protocol_names names;
    const struct bg_artefacts *artefacts; /* what a release consists of: release/artefact.h */
};

#endif
