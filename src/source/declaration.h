/*
 * What a connector declares: its spec and its streams, and how much of them could be seen. One model for every place
 * that they may be kept in, filled by the readers (reader.h); the diff sees nothing else. All of it lives in one arena.
 */
#ifndef BG_SOURCE_DECLARATION_H
#define BG_SOURCE_DECLARATION_H

#include "base/slice.h"
#include "text/node.h"
#include "source/sight.h"

struct bg_spec {
    struct bg_sight sight;
    struct bg_slice origin; /* "manifest", "file:<path>", "golden:<path>", "absent", "ambiguous", "code" */
    /* The ConnectorSpecification with the protocol's key names (connectionSpecification, documentationUrl,
     * advanced_auth, supported_destination_sync_modes, ...); NULL if there is none. */
    const struct bg_node *envelope;
    const struct bg_node *connection_specification;   /* inside the envelope, or NULL */
    const struct bg_node *config_normalization_rules; /* low-code only, or NULL */
    const struct bg_node *const *settings; /* texts of a manifest that read the configuration for a request, where
                                            * nothing but the manifest can have put something there */
    size_t setting_count;
    struct bg_place
        migrated_at; /* where code rewrites saved configurations when it starts; without a line if none does */
};

/* Whether it is known from a copy only that tests keep. */
static inline bool bg_spec_is_golden(const struct bg_spec *spec) {
    return bg_slice_starts(spec->origin, BG_LITERAL("golden:"));
}

/* The word that reports have for how it is known. */
static inline enum bg_readability bg_spec_readability(const struct bg_spec *spec) {
    enum bg_readability readability = bg_sight_readability(&spec->sight);
    return readability == BG_READ_STATIC && bg_spec_is_golden(spec) ? BG_READ_GOLDEN : readability;
}

/* One of several specs, each for some of the users: "cloud". */
struct bg_spec_variant {
    struct bg_slice name;
    struct bg_spec spec;
};

/* X(constant, word): where a stream is known from. */
#define BG_STREAM_ORIGINS(X)                                                                                           \
    X(CATALOG, "catalog")   /* a document that lists streams */                                                        \
    X(MANIFEST, "manifest")                                                                                            \
    X(CODE, "code")                                                                                                    \
    X(FILE, "file")         /* a schema file */                                                                        \
    X(GOLDEN, "golden")     /* a copy that tests keep */

enum bg_stream_origin {
#define X(constant, word) BG_ORIGIN_##constant,
    BG_STREAM_ORIGINS(X)
#undef X
    BG_ORIGIN_COUNT,
};

/* The condition of a stream that code makes for some configurations: what it is stands in no one place. */
#define BG_CONDITION_IN_CODE "set in code"

/* X(constant, word): where code has the schema of a stream from. */
#define BG_SCHEMA_ORIGINS(X)                                                                                           \
    X(UNSAID, "")           /* a stream of no code */                                                                  \
    X(UNKNOWN, "unknown")                                                                                              \
    X(FILE, "file")                                                                                                    \
    X(CODE, "code")                                                                                                    \
    X(FILE_AND_CODE, "file+code")                                                                                      \
    X(MISSING, "missing")   /* from a file that is not there */

enum bg_schema_origin {
#define X(constant, word) BG_SCHEMA_##constant,
    BG_SCHEMA_ORIGINS(X)
#undef X
    BG_SCHEMA_ORIGIN_COUNT,
};

/* Their words, by their numbers (stream_model.c). */
extern const char *const bg_stream_origin_words[BG_ORIGIN_COUNT];
extern const char *const bg_schema_origin_words[BG_SCHEMA_ORIGIN_COUNT];

struct bg_stream {
    struct bg_slice name;
    enum bg_stream_origin origin;
    enum bg_schema_origin schema_origin;
    struct bg_slice schema_file; /* that code reads, below the connector's root; {NULL, 0} without one */
    struct bg_slice name_space;         /* {NULL, 0} without one */
    const struct bg_node *json_schema;  /* references resolved; NULL if nothing of it is seen */
    struct bg_sight fields;             /* how much of the schema this is */
    bool has_no_schema;                 /* the runtime would find none, and go on with {} */
    struct bg_sight attributes;         /* of all that a catalog says beside the schema: all or none, but for: */
    bool is_key_unseen;                 /* code decides it when it runs */
    bool is_cursor_unseen;              /* the same of the cursor, and of what hangs on it */
    bool is_claim_unseen;               /* the same of source_defined_cursor */
    bool is_condition_unseen;           /* where the list of streams is not whole */
    struct bg_sight existence;          /* assumed if nothing but a file of this name speaks for it */
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
    struct bg_slice condition; /* of a conditional stream, else {NULL, 0} */
    bool is_state_delegating;
    const struct bg_node *state;   /* what saved state is made of, as a map (manifest_state.h), or NULL */
    const struct bg_node *records; /* what is done to its records (manifest_records.h), as a map, or NULL; under
                                    * `twin` what is done to those of the half that reads state */
    const struct bg_node *twin;    /* incremental_twin of a state-delegating stream as a map, or NULL */
    const struct bg_node *rest;    /* other keys of a catalog's stream object, or NULL */
    const struct bg_node *about;   /* where a manifest's stream comes from, for `snapshot`; never compared; or NULL */
    struct bg_place at;            /* where the stream is declared */
};

/* Streams that only exist at run time: compared as data, reported with care. */
struct bg_dynamic_streams {
    struct bg_slice name;
    const struct bg_node *model; /* resolver, mappings, template, default_values as a map */
    struct bg_place at;
};

/* What a destination takes: records of one object, which come to it in one way. */
struct bg_object {
    struct bg_slice name;
    struct bg_slice mode;         /* "Append"; empty if nothing says it */
    const struct bg_node *schema; /* of the records; NULL: nothing says it */
    const struct bg_node *keys;   /* lists of names that may find a record again, as a list; NULL: none */
    const struct bg_node *rest;   /* what else is said, as a map */
    struct bg_place at;
};

/* A name that code or a catalog gives to a stream, and where. */
struct bg_mention {
    struct bg_slice name;
    struct bg_place at;
    bool is_old; /* only a catalog has it, which tests keep: it was there when the catalog was made */
    enum bg_extent
        fields;   /* of its schema, where no file has it: BROKEN where its class asks for that file, else NONE */
    bool borrows; /* its class reads the schema of another stream */
};

struct bg_declaration {
    struct bg_spec spec;                    /* of everybody, or of those who run the connector themselves */
    const struct bg_spec_variant *variants; /* those of the others; none where everybody has the same */
    size_t variant_count;
    struct bg_slice variant; /* what that of `spec` is called, empty where it has no name */
    struct bg_sight sight;   /* of the streams, dynamic ones included */
    bool is_list_of_code;    /* code says which streams there are, beside a manifest or without one */
    struct bg_stream *streams;
    size_t stream_count;
    struct bg_dynamic_streams *dynamic;
    size_t dynamic_count;
    struct bg_sight objects_sight;
    const struct bg_object *objects;
    size_t object_count;
    /* Names beside those of `streams` and of the manifest (mentions.h), sorted; asked for where files are the list. */
    const struct bg_mention *mentions;
    size_t mention_count;
    /* What catalogs say, which tests keep, of streams that code makes: keys, cursors and schemas as far as they are
     * said, a stream for each entry of each file; they are compared where they say another thing, and never where less.
     */
    const struct bg_stream *copies;
    size_t copy_count;
    bool has_witnesses;           /* there was code to ask */
    const struct bg_slice *notes; /* what cannot be seen, one sentence each */
    size_t note_count;
};

#endif
