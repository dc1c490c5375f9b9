/*
 * Sites: where one value stands in a file, by the kind of the file, for reading it and for replacing just its bytes.
 * The formats that have a reader are found by its positions; the others by small scanners that know strings, comments
 * and nesting of their language, and refuse what they cannot be sure of.
 */
#ifndef BG_SITE_SITE_H
#define BG_SITE_SITE_H

#include "base/refusal.h"
#include "text/source.h"

/* Bytes [at, end) of the value in its source, quotes not included. */
struct bg_site {
    size_t at;
    size_t end;
};

struct bg_site_query {
    const struct bg_slice *path; /* keys from the root; `*` is the list item that `select` names */
    size_t path_count;
    struct bg_slice select_key;   /* the item of a list whose value under this key ... */
    struct bg_slice select_value; /* ... is this text; {NULL, 0} if the path has no `*` */
    bool takes_any;               /* TOML, setup.py: also what is no string, and a table: only to look, never to edit */
};

struct bg_site_kind;

/* The kind of this name: cfg, docker-label, gradle, json, plain, properties, py-attr, setup-py, toml or yaml; else
 * NULL. */
const struct bg_site_kind *bg_site_kind_find(struct bg_slice name);

/* Whether files of the kind have no usual place for a version. */
bool bg_site_kind_is_open(const struct bg_site_kind *kind);

/* Their names, in order; NULL after the last one. */
const char *bg_site_kind_name(size_t i);

/*
 * Finds the one place of the value; without a path (count 0) the usual one of the kind, if it has one (yaml
 * has none). False with a refusal:
 * `not-found`, `duplicate-key`, `parse-error`, `indirect` (the value is no literal of this place), `unsupported-style`
 * (it cannot be replaced by bytes alone), `not-single-token`. The message is in `arena`.
 */
bool bg_site_find(struct bg_arena *arena, const struct bg_site_kind *kind, struct bg_source *source,
                  const struct bg_site_query *query, struct bg_site *out, struct bg_refusal *refusal) BG_MUST_CHECK;

static inline struct bg_slice bg_site_text(const struct bg_source *source, const struct bg_site *site) {
    return bg_slice_range(source->text, site->at, site->end);
}

/* Keys of "a.b.c", or of a JSON Pointer if `text` starts with a slash. In the arena. */
void bg_site_path(struct bg_arena *arena, struct bg_slice text, struct bg_site_query *out);

#endif
