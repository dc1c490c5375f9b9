/*
 * Readers of what a connector declares: one for each place in which a spec or streams may be kept. The loader asks them
 * in the order of one table; each says whether it claims a part, reads it, and leaves the part open for those that
 * follow if others may know more. What was read is recorded by the tree; how much was seen each says for its part, and
 * for the fields of each stream in the stream itself.
 *
 * A new one is a file with its bg_part_reader and a row of BG_READERS.
 */
#ifndef BG_SOURCE_READER_H
#define BG_SOURCE_READER_H

#include "source/manifest/manifest.h"
#include "source/documents.h"
#include "source/surface.h"

/* What a connector declares. */
enum bg_part {
    BG_PART_SPEC,
    BG_PART_STREAMS,
    BG_PART_OBJECTS,
    BG_PART_COPIES,
    BG_PART_MIGRATIONS,
    BG_PART_NAMES, /* who speaks for the streams, beside where they were read */
    BG_PART_COUNT,
};

/* One connector that is being read. */
struct bg_reading {
    struct bg_tree *tree;
    struct bg_arena *arena;
    struct bg_documents *documents; /* of the same arena */
    struct bg_problems *problems;
    struct bg_slice root;
    const struct bg_surface *surface;
    struct bg_declaration *out;
    bool is_answered[BG_PART_COUNT];    /* nobody else is asked for the part */
    struct bg_sight saw[BG_PART_COUNT]; /* how much of the part those have seen that were asked */
    /* What one reader leaves for the next ones. */
    struct bg_schema_files files;
    struct bg_manifest *manifest;      /* NULL: there is none, or it cannot be read */
    const struct bg_node *destination; /* a destination's manifest; NULL as above */
    bool is_destination_read;
    struct bg_slice code; /* source.py of the package, or {NULL, 0}: see bg_reading_code */
    struct bg_slice code_path;
};

struct bg_part_reader {
    enum bg_part part;
    /* Whether it knows something of its part; asked as long as the part is not answered. */
    bool (*claims)(const struct bg_reading *reading);
    /* Adds what it sees to `out`, and says in *saw how much of its part that is, which is nothing at first; sets
     * `is_answered` unless others may know more. False after a fatal problem. */
    bool (*read)(struct bg_reading *reading, struct bg_sight *saw);
};

/* X(name): the readers in the order in which they are asked, each defined as bg_reader_NAME. */
#define BG_READERS(X)                                                                                                  \
    X(manifest_spec)                                                                                                   \
    X(spec_file)                                                                                                       \
    X(objects_spec)                                                                                                    \
    X(golden_spec)                                                                                                     \
    X(code_spec)                                                                                                       \
    X(manifest_streams)                                                                                                \
    X(python_streams)                                                                                                  \
    X(schema_streams)                                                                                                  \
    X(golden_streams)                                                                                                  \
    X(code_streams)                                                                                                    \
    X(objects)                                                                                                         \
    X(golden_catalogs)                                                                                                 \
    X(golden_examples)                                                                                                 \
    X(code_migrations)                                                                                                 \
    X(mentions)

#define X(name) extern const struct bg_part_reader bg_reader_##name;
BG_READERS(X)
#undef X

/* A sentence about what cannot be seen; said once. */
void bg_reading_note(struct bg_reading *reading, struct bg_slice text);

/* Reads the schema in the file at `path`, whose references lead into the folder `shared`, into the stream; one that
 * cannot be read limits the sight of its fields. False after a fatal problem. */
bool bg_reading_schema(struct bg_reading *reading, struct bg_slice path, struct bg_slice shared,
                       struct bg_stream *stream);

/* Reads the code of the package into `code`, once. */
void bg_reading_code(struct bg_reading *reading);

/* Whether the code beside the manifest defines this, "def streams(", and where: what limits the sight of the manifest.
 */
bool bg_reading_overrides(const struct bg_reading *reading, const char *definition, struct bg_sight *limit);

#endif
