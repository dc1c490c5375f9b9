/*
 * Layouts: where a family of repositories keeps its connectors and, within one, the version, the spec and the schemas.
 * They are data (rules/layouts/, and the same form in a configuration), so that another ecosystem needs no C.
 *
 * Templates hold {names}: {name} of the connector, {name|snake} with "-" as "_", {type} and {slug} (the name before and
 * after its first "-"), {package}. A pattern's {names} stand for one path component each.
 */
#ifndef BG_LAYOUT_LAYOUT_H
#define BG_LAYOUT_LAYOUT_H

#include "base/error.h"
#include "text/node.h"
#include "repo/tree.h"

struct bg_slices {
    const struct bg_slice *items;
    size_t count;
};

/* A text in a file of the connector: a version, a name. */
struct bg_layout_site {
    struct bg_slice file;   /* {NULL, 0}: there is none; below the connector, with a "/" in front in the repository */
    struct bg_slice kind;   /* how it is found: see site.h */
    struct bg_slice at;     /* where in the file, "info.version"; may be empty */
    struct bg_slice select; /* KEY=VALUE: the item of a list that `*` in `at` stands for; {NULL, 0}: there is none */
    struct bg_slice then;   /* the value is the path of a file of this kind, which has it; {NULL, 0}: it is the value */
    struct bg_slice is;     /* of a sign: the value that it has; {NULL, 0}: whatever stands there */
};

/* A key of the metadata and the value that it is asked for: a text, or a truth as YAML writes it. */
struct bg_layout_test {
    struct bg_slice at; /* {NULL, 0}: never true */
    const struct bg_node *is;
};

/* What is left beside a package: where one of `by` is there, that is what gets installed, and files that match `leaves`
 * reach no user, unless a file of `images` names them. */
struct bg_layout_packaged {
    struct bg_slices by;
    struct bg_slices leaves;
    struct bg_slices images;
};

/* One kind of connector. The first whose file is there is taken, else the first with a tag of the metadata, else the
 * first that asks for neither. All paths are templates, relative to the connector's root. */
struct bg_layout_variant {
    struct bg_slice id;
    struct bg_slices has; /* patterns: one of these is there */
    struct bg_slice tag;
    struct bg_slice manifest;          /* {NULL, 0}: it has none */
    struct bg_slices spec;             /* files, the first that is there; two at once are ambiguous */
    struct bg_slices spec_variants;    /* patterns: instead of these, one for some of the users each */
    struct bg_slices golden_spec;      /* patterns of copies that tests keep */
    struct bg_slices golden_filled;    /* those of them whose runtime fills defaults in */
    struct bg_slices golden_discover;  /* likewise of what discovery printed */
    struct bg_slices golden_catalogs;  /* likewise whole catalogs, discovered or configured, in the protocol's words */
    struct bg_slices golden_examples;  /* likewise of what discovery printed of things that tests invented */
    struct bg_slices stream_at;        /* keys in them: of a stream's name, */
    struct bg_slices stream_schema_at; /* its schema, */
    struct bg_slices stream_key_at;    /* its primary key, */
    struct bg_slices stream_open_at;   /* and in its schema, that documents hold more than it declares */
    struct bg_slices schema_at; /* keys of the configuration's schema in them, if it is not connectionSpecification */
    struct bg_slices resource_schema_at; /* keys in golden_spec: of the schema that each binding is configured by */
    struct bg_slice schemas;             /* a pattern: folder of schema files named after streams */
    struct bg_slices named_in;           /* patterns: code and catalogs that say which of those are streams */
    struct bg_slices migrated_in; /* patterns: code in Python that may migrate saved configurations when it starts */
    struct bg_slices objects;     /* patterns: the manifest of a destination: which objects it takes */
    struct bg_slice shared;       /* a pattern: folder that references between schema files start from */
    bool keeps_beside; /* in schema files: what stands beside a reference counts where its target is silent */
    struct bg_slices never_ships; /* globs, beside those of the layout */
    struct bg_layout_packaged packaged;
    bool is_openapi;       /* the configuration's schema is one of OpenAPI 3.0 */
    bool has_code_spec;    /* a spec that is not in files is made in code, else there is none */
    bool has_code_streams; /* streams likewise */
};

struct bg_layout {
    const struct bg_node *document; /* all of it, with what it inherits: two layouts of equal documents are one */
    struct bg_slice id;
    struct bg_slices detect;            /* patterns: one of these is there */
    const struct bg_layout_site *holds; /* signs in files of the repository: if there are any, one must be there, too */
    size_t holds_count;
    struct bg_slice profile;
    struct bg_slice protocol;     /* the name of what the connectors speak; {NULL, 0}: the usual one */
    bool compares_tags;           /* with the last release tag instead of the merge base */
    struct bg_slices roots;       /* patterns of connectors' folders; "." is the repository */
    struct bg_slices marker;      /* files that make a folder a connector: one of these is there */
    struct bg_slices names;       /* globs: if there are any, one must match the name */
    struct bg_slices exclude;     /* globs of names */
    struct bg_slices sinks;       /* globs of roots: connectors that have no streams */
    struct bg_slices twins;       /* files in which a connector named after another one names it, if built from it */
    struct bg_slices never_ships; /* globs of paths below a connector's folder that reach no user */
    struct bg_slice package;
    struct bg_layout_site name;             /* of a connector that is the whole repository */
    const struct bg_layout_site *name_else; /* asked in order where that place has none */
    size_t name_else_count;
    struct bg_slice metadata;       /* the file; {NULL, 0}: there is none. Below: keys in it, dotted */
    struct bg_slice metadata_below; /* all others stand below this one, and are shown without it */
    struct bg_slice breaking;
    struct bg_slice identity;
    struct bg_slice rollout;   /* of the mapping that says how a candidate is rolled out */
    struct bg_slice suggested; /* of the list of streams that new connections begin with */
    struct bg_slice title;     /* of the name that people know */
    struct bg_slice tags;
    struct bg_layout_test archived;
    struct bg_layout_test opted_out;
    struct bg_slices registries; /* of the truths that say whether a registry carries the connector, one for each */
    struct bg_slice docs_at;     /* key of the docs page's address */
    struct bg_slice docs_strip;  /* what the address begins with */
    struct bg_slice docs_file;   /* template with {path}: the rest of the address */
    struct bg_slice docs_guess;  /* template: where most pages are */
    struct bg_slice guide;       /* template of the migration guide's path */
    const struct bg_layout_variant *variants;
    size_t variant_count;
    struct bg_layout_site version;             /* no file: the versions are those of the tags */
    const struct bg_layout_site *version_else; /* asked in order where that place has none */
    size_t version_else_count;
    const struct bg_layout_site *tagged; /* signs in files of the repository: the versions are those of the tags */
    size_t tagged_count;
    const struct bg_layout_site *mirrors; /* further places that must show the same version */
    size_t mirror_count;
    struct bg_slice tag; /* template with {version}: the release tag; {NULL, 0} without */
};

/* The table that reads one. */
extern const struct bg_fields bg_layout_fields;

/* One layout from its mapping. It points into the node's source and `arena`. A mistake is an error with its place. */
bool bg_layout_read(struct bg_arena *arena, const struct bg_node *node, struct bg_layout *out,
                    struct bg_error *err) BG_MUST_CHECK;

/*
 * The layout of a tree. `section` is what the configuration says under `layouts`: a layout of one's own, the id of a
 * built-in one, or a list of both; NULL is an empty one, which stands for all that are built in. The first of them that
 * is in the tree is taken; *out is NULL if none is. All of the section is read, so a mistake in it is never hidden.
 */
bool bg_layout_choose(struct bg_tree *tree, const struct bg_node *section, struct bg_arena *arena,
                      const struct bg_layout **out, struct bg_error *err) BG_MUST_CHECK;

/* The first built-in layout, in order of their ids, whose `detect` is in the tree; *out is NULL if there is none. */
bool bg_layout_detect(struct bg_tree *tree, struct bg_arena *arena, const struct bg_layout **out,
                      struct bg_error *err) BG_MUST_CHECK;

/* All of the section, or all that are built in, in the order in which they are tried; in the arena. */
bool bg_layout_all(const struct bg_node *section, struct bg_arena *arena, const struct bg_layout ***out, size_t *count,
                   struct bg_error *err) BG_MUST_CHECK;

/* The others of them. */
bool bg_layout_others(const struct bg_node *section, const struct bg_layout *chosen, struct bg_arena *arena,
                      const struct bg_layout ***out, size_t *count, struct bg_error *err) BG_MUST_CHECK;

/* Where built-in layouts keep the version in a file of that kind: in one of that name, else in any. {NULL, 0} if none
 * does. */
bool bg_layout_usual_place(struct bg_arena *arena, struct bg_slice kind, struct bg_slice path, struct bg_slice *out,
                           struct bg_error *err) BG_MUST_CHECK;

/* What the layouts of a section looked for, for a message: "ours (connectors/x/metadata.yaml)". The section was read
 * without a mistake. Empty for none. */
struct bg_slice bg_layout_tried(struct bg_arena *arena, const struct bg_node *section);

/* Whether one of the layout's `detect` patterns is in the tree. */
bool bg_layout_is_in(struct bg_tree *tree, struct bg_arena *arena, const struct bg_layout *layout);

/* What templates are filled from. */
struct bg_layout_names {
    struct bg_slice name;
    struct bg_slice path;    /* of {path} */
    struct bg_slice package; /* worked out by bg_layout_names_of */
};

/* The names of the connector at `root`; for the whole repository `name` is what the layout's site says. */
struct bg_layout_names bg_layout_names_of(struct bg_arena *arena, const struct bg_layout *layout, struct bg_slice name);

/* `template` with its {names} filled in, in the arena; a name that is not known stays as it is. */
struct bg_slice bg_layout_fill(struct bg_arena *arena, struct bg_slice template, const struct bg_layout_names *names);

/* The same; {NULL, 0} where a name is not known, as the {slug} of a connector without a hyphen. */
struct bg_slice bg_layout_fill_whole(struct bg_arena *arena, struct bg_slice template,
                                     const struct bg_layout_names *names);

/*
 * The other way round: whether `path` can come from `template`, and what its {name} would be, also when the template
 * says {type} and {slug}. {path} stands for any bytes, every other word for some without a slash.
 */
bool bg_layout_unfill(struct bg_arena *arena, struct bg_slice template, struct bg_slice path,
                      struct bg_layout_names *out);

/* Whether connectors are files and not folders: the marker is "." then. */
bool bg_layout_has_files(const struct bg_layout *layout);

/*
 * Matches the front of `path` with `pattern`, component by component. *matched becomes the length of that front, *name
 * what {name} stood for, {NULL, 0} if the pattern has none.
 */
bool bg_layout_match(struct bg_slice pattern, struct bg_slice path, size_t *matched, struct bg_slice *name);

/* Whether a connector of that name is one of the layout's. */
bool bg_layout_takes(const struct bg_layout *layout, struct bg_slice name);

/* Whether a file with this path below a folder makes the folder a connector. */
bool bg_layout_is_marker(const struct bg_layout *layout, struct bg_slice path);

/* What stands where the folder `root` would have its marker: a file, if one of them is one. *path (may be NULL) is
 * where, in the arena. */
enum bg_entry_kind bg_layout_marker_at(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                       struct bg_arena *arena, struct bg_slice *path);

/* Whether the connector at `root` is one without streams. */
bool bg_layout_is_sink(const struct bg_layout *layout, struct bg_slice root);

#endif
