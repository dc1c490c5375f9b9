/*
 * A low-code manifest to spec and streams: references, types and parameters first, then what the runtime would make of
 * it. The parts are in the files manifest_*.c; this is what they share and what the loader calls.
 */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_H
#define BG_SOURCE_MANIFEST_MANIFEST_H

#include "source/declaration.h"
#include "base/memo.h"
#include "source/schema_files.h"

/* Types of components that are not known, in the order in which they were met. */
struct bg_manifest_unknowns {
    struct bg_slice *types;
    size_t count;
    size_t room; /* private */
};

/* Texts that read the configuration when a request is made, in the order in which they were met. */
struct bg_manifest_settings {
    const struct bg_node **items;
    size_t count;
    size_t room;         /* private */
    struct bg_memo seen; /* private */
};

struct bg_manifest {
    struct bg_arena *arena;
    struct bg_problems *problems;
    struct bg_slice root;           /* of the connector */
    struct bg_slice package;        /* folder name of its Python package, or {NULL, 0} */
    struct bg_schema_files *files;  /* schema files beside the manifest */
    const struct bg_node *document; /* as it was read */
    const struct bg_node *surface;  /* spec, streams and dynamic_streams, worked out; set by bg_manifest_open */
    struct bg_memo routers;
    struct bg_manifest_unknowns unknowns; /* types of parts of its streams */
    struct bg_manifest_settings settings; /* what requests of its streams read */
};

/*
 * Works out `surface` from `document`. False, with the place in *err, if the runtime would refuse the manifest or a
 * limit is passed.
 */
bool bg_manifest_open(struct bg_manifest *manifest, struct bg_error *err) BG_MUST_CHECK;

/* The spec block of `surface` into *out. False, and *out as it was, if there is none. */
bool bg_manifest_spec(const struct bg_manifest *manifest, struct bg_spec *out);

/* The streams and dynamic streams, in the manifest's order, into *out; and into its spec what their requests read. */
bool bg_manifest_streams(struct bg_manifest *manifest, struct bg_declaration *out, struct bg_error *err) BG_MUST_CHECK;

/* A growing list of streams. */
struct bg_stream_list {
    struct bg_stream *items;
    size_t count;
    size_t room; /* private */
};

/* One more, empty and seen whole. */
struct bg_stream *bg_stream_list_add(struct bg_arena *arena, struct bg_stream_list *list);

/*
 * Adds what one component of `streams` stands for: one stream, or all inner ones of a conditional. `origin` says where
 * it stands: "streams[2]".
 */
bool bg_manifest_add_stream(struct bg_manifest *manifest, const struct bg_node *component, struct bg_slice origin,
                            struct bg_stream_list *out, struct bg_error *err) BG_MUST_CHECK;

/* Streams that a generator lists go to `streams`, the generator itself (also if it cannot be listed) to *out. */
bool bg_manifest_dynamic(struct bg_manifest *manifest, const struct bg_node *generator, size_t index,
                         struct bg_stream_list *streams, struct bg_dynamic_streams *out,
                         struct bg_error *err) BG_MUST_CHECK;

/* The schema of one stream, and where it comes from. */
struct bg_manifest_schema {
    const struct bg_node *schema; /* NULL if nothing of it is seen */
    struct bg_sight sight;
    bool is_absent;                /* the runtime would find none, and go on with {} */
    const struct bg_node *sources; /* a list of texts, one for each loader */
};

/* What the loaders of a declarative stream give. Faults of schema files become problems. */
struct bg_manifest_schema bg_manifest_schema_of(struct bg_manifest *manifest, const struct bg_node *stream);

#endif
