/*
 * What the evaluation has so far, and how it goes two ways. Names and contents change only through here; while a way is
 * taken of which nobody knows whether it is, each change of something older than it is recorded, so that the other way
 * can start from the same state and both can be joined.
 */
#ifndef BG_SOURCE_CODE_PYTHON_STATE_H
#define BG_SOURCE_CODE_PYTHON_STATE_H

#include "base/table.h"
#include "base/vector.h"
#include "source/code/python/value.h"

struct bg_py_cell {
    struct bg_slice name;
    struct bg_py_value *value; /* NULL: not yet, or no more */
    uint64_t born;
};

/* Names of a module, a function that runs, a class, an instance; in order. */
struct bg_py_names {
    struct bg_py_cell **items;
    size_t count;
    size_t room;
    uint64_t born;
    struct bg_table *index; /* of many */
};

/* A change of something that was there before the way began. */
struct bg_py_change {
    void *where; /* a cell, or a value whose content it is */
    void *old;
    bool is_cell;
};

struct bg_py_changes {
    struct bg_py_change *items;
    size_t count;
    size_t room;
};

struct bg_py_state {
    struct bg_arena *arena;
    uint64_t clock;               /* counts what is made */
    size_t item_count;            /* of all contents */
    struct bg_py_value *too_long; /* why a list is open that got too long */
    uint64_t way_began;           /* 0: no way is taken */
    struct bg_py_changes changes;
    const struct bg_py_guard *path; /* the ways that are taken */
    struct bg_table **items;        /* tables to be freed */
    size_t count;
    size_t room;
};

/* One point where the code may go two ways. */
struct bg_py_fork {
    struct bg_py_branch *branch;
    const struct bg_py_guard *guard; /* instead of the first way of the branch, if it was known before; or NULL */
    size_t mark;
    uint64_t outer_began;
    const struct bg_py_guard *outer_path;
    unsigned way;                  /* that is taken now */
    bool is_left[2];               /* the way returns: what it changed matters to nobody else */
    struct bg_py_changes after[2]; /* what each has changed: `old` is the new one */
};

struct bg_py_value *bg_py_make(struct bg_py_state *state, enum bg_py_type type);
/* One of both by the branch, or just one of them where they are the same or the other way is dead. */
struct bg_py_value *bg_py_either(struct bg_py_state *state, struct bg_py_branch *branch, struct bg_py_value *first,
                                 struct bg_py_value *second);

/* The cell, or NULL; and the one that is made where there is none. */
struct bg_py_cell *bg_py_cell(const struct bg_py_names *names, struct bg_slice name);
struct bg_py_names *bg_py_names_new(struct bg_py_state *state);
void bg_py_set(struct bg_py_state *state, struct bg_py_names *names, struct bg_slice name, struct bg_py_value *value);
struct bg_py_value *bg_py_get(const struct bg_py_names *names, struct bg_slice name);

/* Room for items; NULL where all contents together have too many. */
struct bg_py_content *bg_py_content_new(struct bg_py_state *state, size_t room);
/* A list, tuple, set or dictionary without anything in it. */
struct bg_py_value *bg_py_make_content(struct bg_py_state *state, enum bg_py_type type);
/* Another content for it; and one item more, at the end. */
void bg_py_set_content(struct bg_py_state *state, struct bg_py_value *value, struct bg_py_content *content);
void bg_py_add(struct bg_py_state *state, struct bg_py_value *value, struct bg_py_item item);
void bg_py_open(struct bg_py_state *state, struct bg_py_value *value, const struct bg_py_value *why);

/* Takes the first way; the second one, from where the first began, or the first again; joins both. */
void bg_py_fork_begin(struct bg_py_state *state, struct bg_py_fork *fork, struct bg_py_branch *branch);
void bg_py_fork_switch(struct bg_py_state *state, struct bg_py_fork *fork);
void bg_py_fork_end(struct bg_py_state *state, struct bg_py_fork *fork);

/* The guards of `own`, and then those of `outer`. */
const struct bg_py_guard *bg_py_guard_join(struct bg_py_state *state, const struct bg_py_guard *own,
                                           const struct bg_py_guard *outer);

void bg_py_state_finish(struct bg_py_state *state);

#endif
