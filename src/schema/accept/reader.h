/*
 * Schemas to forms. One reader a document: it knows the dialect, follows references and remembers what it has read, so
 * shared subtrees cost nothing. Anything that is no schema is a fault: nothing can be said about such a document.
 */
#ifndef BG_SCHEMA_ACCEPT_READER_H
#define BG_SCHEMA_ACCEPT_READER_H

#include "schema/accept/dialect.h"
#include "schema/accept/form.h"
#include "schema/accept/reference.h"

struct bg_reader {
    struct bg_forms *forms;
    struct bg_references references;
    enum bg_dialect dialect;
    bool asserts_formats;
    bool assumes_declared;       /* of stored configurations: they hold declared keys only */
    bool assumes_discriminators; /* and have the discriminators of their oneOfs */
    struct bg_slice fault;       /* the first thing that is no schema; {NULL, 0} if all is well */
    /* private */
    struct bg_memo plain;
    struct bg_memo stored;
    const struct bg_scope *scope; /* where the schema being read was come to */
    unsigned depth;
    unsigned lowest;      /* depth of the outermost schema that a loop led back to, of all that is being read */
    unsigned child_level; /* how often the way to here led into a value's parts */
};

/* A reader of schemas of `document`. */
void bg_reader_init(struct bg_reader *reader, struct bg_forms *forms, const struct bg_node *document,
                    bool asserts_formats);
/* The form of a schema of the reader's document. */
bg_literal bg_reader_read(struct bg_reader *reader, const struct bg_node *schema);

/* The form of the stored configurations of a schema: those of its values that hold only declared keys and have their
 * discriminators (facts of how configurations are made: see relate.h). */
bg_literal bg_reader_read_stored(struct bg_reader *reader, const struct bg_node *schema);

/* An object that holds declared keys only, and declares none by itself: what a form is, and a map is not. */
bg_literal bg_reader_no_settings(struct bg_reader *reader);

#endif
