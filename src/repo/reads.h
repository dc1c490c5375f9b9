/*
 * What was asked of a tree and what it answered: files that were read, folders that were listed, names that were looked
 * up (also those that were not there), and every link that was followed on the way. What is made of nothing but the
 * answers is the same wherever a tree gives the same answers. So "has it changed", "whose file is it" and "need it be
 * read again" are asked of this record and of no list.
 *
 * Paths below the root of the record are kept relative to it, so that they can be asked again where a folder moved to.
 */
#ifndef BG_REPO_READS_H
#define BG_REPO_READS_H

#include "base/table.h"
#include "repo/tree.h"

enum bg_ask {
    BG_ASK_KIND = 'k', /* what stands there; not what it holds */
    BG_ASK_BYTES = 'b',
    BG_ASK_NAMES = 'n', /* of the entries of a folder, and of what kind each is */
    BG_ASK_LINK = 'l',  /* it was followed for the sake of another question */
};

struct bg_answer {
    enum bg_entry_kind kind;
    struct bg_oid id;    /* of the bytes, or a digest of the names */
    const char *trouble; /* of a link that could not be followed, or NULL */
};

struct bg_read {
    enum bg_ask ask;
    struct bg_slice path; /* as it was asked for: below the root, or, if it is not there, from the top of the tree */
    bool is_inside;       /* the path is below the root */
    bool leaves;          /* the root was left on the way, through a link or by a path that leads out */
    struct bg_answer answer;
    struct bg_slice
        file; /* where the bytes stand, or would, from the top of the tree, if a link led there; or {NULL, 0} */
};

/* A zeroed one is empty. Everything in it is its own. */
struct bg_reads {
    struct bg_read *items; /* in the order of the questions; each is asked once */
    size_t count;
    /* private */
    size_t room;
    struct bg_arena arena;
    struct bg_table known;
    struct bg_slice root;
    struct bg_oid folder; /* of the root, when the record was begun */
    bool leaves;
    bool lacks_ids; /* a plain folder: what it answered cannot be asked again */
};

/* From here on every question that is asked of the tree goes into *reads, which is begun anew for the folder `root`.
 * One record at a time. */
void bg_reads_begin(struct bg_reads *reads, struct bg_tree *tree, struct bg_slice root);

/* The tree forgets the record, which stays as it is. */
void bg_reads_end(struct bg_tree *tree);

/* About how many bytes a record takes that is not being made any more. */
size_t bg_reads_weight(const struct bg_reads *reads);

/* Accepts NULL and a zeroed one. */
void bg_reads_finish(struct bg_reads *reads);

/* Whether the tree gives the same answers, seen from `root`, and none from elsewhere that came from within. A folder
 * that is the same as a whole is not asked, unless something outside of it was read. */
bool bg_reads_hold(const struct bg_reads *reads, struct bg_tree *tree, struct bg_slice root);

/* Whether anything outside of the root was asked for. */
bool bg_reads_leave(const struct bg_reads *reads);

/* Whether the bytes of the file or of the link at `path`, from the top of the tree, were read or looked for. */
bool bg_reads_include(const struct bg_reads *reads, struct bg_slice path);

#endif
