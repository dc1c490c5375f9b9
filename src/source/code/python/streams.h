/*
 * The streams that a connector in Python makes: what its source class would give, worked out from the code without
 * running it. A list that may be longer is open, and says why; a key or a cursor that cannot be told is not known.
 */
#ifndef BG_SOURCE_CODE_PYTHON_STREAMS_H
#define BG_SOURCE_CODE_PYTHON_STREAMS_H

#include "source/code/python/tree.h"

/* The files of a connector, by their paths below its root. */
struct bg_py_files {
    void *payload;
    /* The bytes of one, which outlive the model; {NULL, 0} if there is none or it cannot be read. */
    struct bg_slice (*read)(void *payload, struct bg_slice path);
    bool (*has)(void *payload, struct bg_slice path);
};

enum bg_py_schema_source {
    BG_PY_SCHEMA_UNKNOWN,
    BG_PY_SCHEMA_FILE,
    BG_PY_SCHEMA_CODE,
    BG_PY_SCHEMA_FILE_AND_CODE,
    BG_PY_SCHEMA_MISSING, /* a file is asked for that is not there */
};

/* Of a field: names, from the outer to the inner one. */
struct bg_py_path {
    struct bg_slice *items;
    size_t count;
};

struct bg_py_stream {
    struct bg_slice name; /* empty: all streams of the manifest */
    bool is_manifest;
    struct bg_slice manifest; /* its path, as the code says it; {NULL, 0} if that is not known */
    bool is_conditional;      /* some configurations do not have it */
    bool is_tried;            /* whether something fails when the list is made may be what decides that */
    bool is_key_known;
    const struct bg_py_path *key; /* paths; none: no key */
    size_t key_count;
    bool is_cursor_known;
    struct bg_py_path cursor; /* none: no cursor */
    struct bg_slice name_space; /* {NULL, 0}: none that is known */
    bool is_claim_known;        /* whether the next one is known */
    bool source_defined_cursor;
    enum bg_py_schema_source schema;
    struct bg_slice schema_file; /* below the root of the connector; {NULL, 0} without one */
    struct bg_place class_at;
    struct bg_place made_at;
};

/* Why a list is open. */
struct bg_py_reason {
    struct bg_slice why; /* a clause */
    struct bg_place at;  /* may be none */
};

struct bg_py_streams {
    bool has_source; /* there is a source class */
    const struct bg_py_stream *items;
    size_t count;
    const struct bg_py_reason *reasons; /* none: the list is complete */
    size_t reason_count;
    bool may_read_files; /* one of the list that is not known may have its schema from a file */
};

/* `package` is the folder of the connector's package. All that it finds lives in the arena. */
struct bg_py_streams bg_py_streams_read(struct bg_arena *arena, const struct bg_py_files *files,
                                        struct bg_slice package);

#endif
