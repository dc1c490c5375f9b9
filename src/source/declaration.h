/*
 * What a connector declares: its spec and its streams, and how much of them could be seen. One model for every place
 * that they may be kept in, filled by the readers (reader.h); the diff sees nothing else. All of it lives in one arena.
 */
#ifndef BG_SOURCE_DECLARATION_H
#define BG_SOURCE_DECLARATION_H

#include "text/node.h"
#include "source/readability.h"

/* How much of a schema is known from files. */
enum bg_schema_status {
    BG_SCHEMA_STATIC,
    BG_SCHEMA_EMPTY,   /* the runtime would find none and go on with {} */
    BG_SCHEMA_PARTIAL, /* a static part joined with one made at run time */
    BG_SCHEMA_OPAQUE,  /* made in code or by the server */
    BG_SCHEMA_ERROR,   /* the runtime would fail */
};

struct bg_spec {
    enum bg_readability status;
    bool is_broken;         /* it stands in a file that cannot be read: nothing is known of it */
    struct bg_slice origin; /* "manifest", "file:<path>", "golden:<path>", "absent", "ambiguous", "code" */
    /* The ConnectorSpecification with the protocol's key names (connectionSpecification, documentationUrl,
     * advanced_auth, supported_destination_sync_modes, ...); NULL if there is none. */
    const struct bg_node *envelope;
    const struct bg_node *connection_specification;   /* inside the envelope, or NULL */
    const struct bg_node *config_normalization_rules; /* low-code only, or NULL */
};

struct bg_stream {
    struct bg_slice name;
    struct bg_slice name_space;        /* {NULL, 0} without one */
    const struct bg_node *json_schema; /* references resolved; NULL if opaque or error */
    enum bg_schema_status schema_status;
    const struct bg_node *primary_key;  /* a list of paths (lists of texts), or NULL */
    const struct bg_node *cursor_field; /* a list of texts, or NULL */
    bool cursor_is_opaque;              /* cursor_field is a raw template */
    bool has_full_refresh;
    bool has_incremental;
    bool has_source_defined_cursor; /* whether source_defined_cursor was said at all */
    bool source_defined_cursor;
    bool is_file_based;
    bool has_resumable; /* whether is_resumable was said at all (catalogs) */
    bool is_resumable;
    bool is_assumed;           /* taken from a schema file that no manifest refers to */
    struct bg_slice condition; /* of a conditional stream, else {NULL, 0} */
    bool is_state_delegating;
    const struct bg_node *state;   /* what saved state is made of, as a map (manifest_state.h), or NULL */
    const struct bg_node *twin;    /* incremental_twin of a state-delegating stream as a map, or NULL */
    const struct bg_node *rest;    /* other keys of a catalog's stream object, or NULL */
    const struct bg_node *about;   /* where a manifest's stream comes from, for `snapshot`; never compared; or NULL */
    struct bg_place at;            /* where the stream is declared */
    struct bg_slice opaque_reason; /* if the schema is not static: one clause, "its schema is made by ..." */
};

/* Streams that only exist at run time: compared as data, reported with care. */
struct bg_dynamic_streams {
    struct bg_slice name;
    const struct bg_node *model; /* resolver, mappings, template, default_values as a map */
    struct bg_place at;
};

struct bg_declaration {
    struct bg_spec spec;
    bool are_streams_broken;            /* they stand in a file that cannot be read: what is known is no list of them */
    enum bg_readability streams_status; /* ABSENT: it has none (a destination); OPAQUE: made in code */
    struct bg_stream *streams;
    size_t stream_count;
    struct bg_dynamic_streams *dynamic;
    size_t dynamic_count;
    const struct bg_slice *notes; /* what cannot be seen, one sentence each */
    size_t note_count;
};

#endif
