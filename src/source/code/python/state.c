/* State: see state.h. */
#include "source/code/python/state.h"

#include "base/limits.h"

#include <stdlib.h>

enum { MANY_NAMES = 16 };

struct bg_py_value *bg_py_make(struct bg_py_state *state, enum bg_py_type type) {
    struct bg_py_value *value = bg_arena_alloc(state->arena, sizeof *value);
    value->type = type;
    value->born = ++state->clock;
    return value;
}

/* What is left of the value where the branch goes `way`. */
static struct bg_py_value *restricted(struct bg_py_state *state, struct bg_py_value *value,
                                      const struct bg_py_branch *branch, unsigned way, unsigned depth) {
    if (value == NULL || value->type != BG_PY_IS_EITHER || depth == 0) {
        return value;
    }
    if (value->branch == branch) {
        return restricted(state, way == 0 ? value->self : value->other, branch, way, depth - 1);
    }
    struct bg_py_value *first = restricted(state, value->self, branch, way, depth - 1);
    struct bg_py_value *second = restricted(state, value->other, branch, way, depth - 1);
    if (first == value->self && second == value->other) {
        return value;
    }
    struct bg_py_value *either = bg_py_make(state, BG_PY_IS_EITHER);
    either->branch = value->branch;
    either->self = first;
    either->other = second;
    return first == second ? first : either;
}

struct bg_py_value *bg_py_either(struct bg_py_state *state, struct bg_py_branch *branch, struct bg_py_value *first,
                                 struct bg_py_value *second) {
    enum { DEEPEST = 6 };
    first = restricted(state, first, branch, 0, DEEPEST);
    second = restricted(state, second, branch, 1, DEEPEST);
    if (first == NULL || branch->is_dead[0] || second == first) {
        return second;
    }
    if (second == NULL || branch->is_dead[1] || bg_py_same(first, second)) {
        return first;
    }
    if (first->type == BG_PY_IS_UNKNOWN && second->type == BG_PY_IS_UNKNOWN) {
        return first;
    }
    struct bg_py_value *either = bg_py_make(state, BG_PY_IS_EITHER);
    either->branch = branch;
    either->self = first;
    either->other = second;
    return either;
}

struct bg_py_names *bg_py_names_new(struct bg_py_state *state) {
    struct bg_py_names *names = bg_arena_alloc(state->arena, sizeof *names);
    names->born = ++state->clock;
    return names;
}

struct bg_py_cell *bg_py_cell(const struct bg_py_names *names, struct bg_slice name) {
    if (names->index != NULL) {
        return bg_table_get(names->index, name);
    }
    for (size_t i = 0; i < names->count; i++) {
        if (bg_slice_equal(names->items[i]->name, name)) {
            return names->items[i];
        }
    }
    return NULL;
}

static void index_names(struct bg_py_state *state, struct bg_py_names *names) {
    names->index = bg_arena_alloc(state->arena, sizeof *names->index);
    for (size_t i = 0; i < names->count; i++) {
        (void)bg_table_put(names->index, names->items[i]->name, names->items[i]);
    }
    BG_VECTOR_ADD(state->arena, state, names->index);
}

static struct bg_py_cell *cell_made(struct bg_py_state *state, struct bg_py_names *names, struct bg_slice name) {
    struct bg_py_cell *cell = bg_py_cell(names, name);
    if (cell != NULL) {
        return cell;
    }
    cell = bg_arena_alloc(state->arena, sizeof *cell);
    cell->name = name;
    cell->born = names->born;
    BG_VECTOR_ADD(state->arena, names, cell);
    if (names->index != NULL) {
        (void)bg_table_put(names->index, name, cell);
    } else if (names->count > MANY_NAMES) {
        index_names(state, names);
    }
    return cell;
}

static void record(struct bg_py_state *state, void *where, void *old, bool is_cell, uint64_t born) {
    if (state->way_began != 0 && born <= state->way_began) {
        BG_VECTOR_ADD(state->arena, &state->changes, ((struct bg_py_change){where, old, is_cell}));
    }
}

static void set_cell(struct bg_py_state *state, struct bg_py_cell *cell, struct bg_py_value *value) {
    record(state, cell, cell->value, true, cell->born);
    cell->value = value;
}

void bg_py_set(struct bg_py_state *state, struct bg_py_names *names, struct bg_slice name, struct bg_py_value *value) {
    set_cell(state, cell_made(state, names, name), value);
}

struct bg_py_value *bg_py_get(const struct bg_py_names *names, struct bg_slice name) {
    const struct bg_py_cell *cell = bg_py_cell(names, name);
    return cell == NULL ? NULL : cell->value;
}

struct bg_py_content *bg_py_content_new(struct bg_py_state *state, size_t room) {
    if (room > BG_LIMIT_CODE_ITEMS - state->item_count) {
        return NULL;
    }
    state->item_count += room;
    struct bg_py_content *content = bg_arena_alloc(state->arena, sizeof *content);
    content->room = room;
    content->items = bg_arena_array(state->arena, room, sizeof *content->items);
    content->used = bg_arena_alloc(state->arena, sizeof *content->used);
    return content;
}

struct bg_py_value *bg_py_make_content(struct bg_py_state *state, enum bg_py_type type) {
    struct bg_py_value *value = bg_py_make(state, type);
    value->content = bg_py_content_new(state, 0);
    return value;
}

void bg_py_set_content(struct bg_py_state *state, struct bg_py_value *value, struct bg_py_content *content) {
    record(state, value, value->content, false, value->born);
    value->content = content;
}

void bg_py_open(struct bg_py_state *state, struct bg_py_value *value, const struct bg_py_value *why) {
    if (value->content->open != NULL && value->content->known_from == value->content->count) {
        return;
    }
    struct bg_py_content *content = bg_arena_alloc(state->arena, sizeof *content);
    *content = *value->content;
    if (why->type != BG_PY_IS_UNKNOWN) {
        struct bg_py_value *unknown = bg_py_make(state, BG_PY_IS_UNKNOWN);
        unknown->text = BG_LITERAL("what a list is made of is not known");
        unknown->at = why->at;
        why = unknown;
    }
    content->open = content->open == NULL ? why : content->open;
    content->known_from = content->count;
    bg_py_set_content(state, value, content);
}

/* At the end of what others share if nobody has gone on there, else of a copy. */
void bg_py_add(struct bg_py_state *state, struct bg_py_value *value, struct bg_py_item item) {
    const struct bg_py_content *old = value->content;
    struct bg_py_content *content;
    if (old->count < old->room && *old->used == old->count) {
        content = bg_arena_alloc(state->arena, sizeof *content);
        *content = *old;
    } else {
        content = bg_py_content_new(state, old->count * 2 + 4);
        if (content == NULL) {
            bg_py_open(state, value, state->too_long);
            return;
        }
        content->open = old->open;
        content->known_from = old->known_from;
        content->count = old->count;
        if (old->count > 0) {
            memcpy(content->items, old->items, old->count * sizeof *old->items);
        }
    }
    content->items[content->count++] = item;
    *content->used = content->count;
    bg_py_set_content(state, value, content);
}

const struct bg_py_guard *bg_py_guard_join(struct bg_py_state *state, const struct bg_py_guard *own,
                                           const struct bg_py_guard *outer) {
    size_t count = 0;
    for (; own != NULL && count < BG_LIMIT_CODE_EITHER; own = own->next, count++) {
        struct bg_py_guard *guard = bg_arena_alloc(state->arena, sizeof *guard);
        *guard = (struct bg_py_guard){own->branch, own->way, outer};
        outer = guard;
    }
    return outer;
}

static const struct bg_py_guard *guard_of_way(struct bg_py_state *state, const struct bg_py_fork *fork, unsigned way,
                                              const struct bg_py_guard *outer) {
    if (fork->guard != NULL && way == 0) {
        return bg_py_guard_join(state, fork->guard, outer);
    }
    struct bg_py_guard own = {fork->branch, way, NULL};
    return bg_py_guard_join(state, &own, outer);
}

void bg_py_fork_begin(struct bg_py_state *state, struct bg_py_fork *fork, struct bg_py_branch *branch) {
    fork->branch = branch != NULL ? branch : bg_arena_alloc(state->arena, sizeof *branch);
    fork->mark = state->changes.count;
    fork->outer_began = state->way_began;
    fork->outer_path = state->path;
    fork->way = 0;
    fork->is_left[0] = fork->is_left[1] = false;
    fork->after[0] = (struct bg_py_changes){0};
    fork->after[1] = (struct bg_py_changes){0};
    state->way_began = ++state->clock;
    state->path = guard_of_way(state, fork, 0, fork->outer_path);
}

static void *current(const struct bg_py_change *change) {
    return change->is_cell ? (void *)((struct bg_py_cell *)change->where)->value
                           : (void *)((struct bg_py_value *)change->where)->content;
}

static void put(const struct bg_py_change *change, void *what) {
    if (change->is_cell) {
        ((struct bg_py_cell *)change->where)->value = what;
    } else {
        ((struct bg_py_value *)change->where)->content = what;
    }
}

static int compare_changes(const void *a, const void *b) {
    uintptr_t first = (uintptr_t)((const struct bg_py_change *)a)->where;
    uintptr_t second = (uintptr_t)((const struct bg_py_change *)b)->where;
    return (first > second) - (first < second);
}

/* What the way has changed by now, each thing once, by where it is; all of it is undone. */
static void take_back(struct bg_py_state *state, struct bg_py_fork *fork) {
    struct bg_py_changes *after = &fork->after[fork->way];
    *after = (struct bg_py_changes){0};
    for (size_t i = fork->mark; i < state->changes.count; i++) {
        struct bg_py_change change = state->changes.items[i];
        change.old = current(&change);
        BG_VECTOR_ADD(state->arena, after, change);
    }
    if (after->count > 1) {
        qsort(after->items, after->count, sizeof after->items[0], compare_changes);
    }
    size_t kept = 0;
    for (size_t i = 0; i < after->count; i++) {
        if (kept == 0 || after->items[kept - 1].where != after->items[i].where) {
            after->items[kept++] = after->items[i];
        }
    }
    after->count = kept;
    while (state->changes.count > fork->mark) {
        const struct bg_py_change *change = &state->changes.items[--state->changes.count];
        put(change, change->old);
    }
}

void bg_py_fork_switch(struct bg_py_state *state, struct bg_py_fork *fork) {
    take_back(state, fork);
    fork->way = 1 - fork->way;
    state->path = guard_of_way(state, fork, fork->way, fork->outer_path);
    const struct bg_py_changes *again = &fork->after[fork->way];
    for (size_t i = 0; i < again->count; i++) {
        struct bg_py_change change = again->items[i];
        void *what = change.old;
        change.old = current(&change);
        BG_VECTOR_ADD(state->arena, &state->changes, change);
        put(&change, what);
    }
}

static bool is_same_item(const struct bg_py_item *a, const struct bg_py_item *b) {
    return a->key == b->key && a->value == b->value && a->guard == b->guard;
}

static void add_rest(struct bg_py_state *state, const struct bg_py_fork *fork, unsigned way, size_t from,
                     const struct bg_py_content *content, struct bg_py_content *out) {
    for (size_t i = from; i < content->count; i++) {
        struct bg_py_item item = content->items[i];
        item.guard = guard_of_way(state, fork, way, item.guard);
        out->items[out->count++] = item;
    }
}

/* What both have, then what only one has, under its way. */
static struct bg_py_content *join_contents(struct bg_py_state *state, const struct bg_py_fork *fork,
                                           struct bg_py_content *first, struct bg_py_content *second) {
    struct bg_py_content *out = bg_py_content_new(state, first->count + second->count);
    if (out == NULL) {
        out = bg_py_content_new(state, 0);
        out->open = state->too_long;
        return out;
    }
    size_t shared = 0;
    while (shared < first->count && shared < second->count &&
           is_same_item(&first->items[shared], &second->items[shared])) {
        out->items[out->count++] = first->items[shared++];
    }
    add_rest(state, fork, 0, shared, first, out);
    add_rest(state, fork, 1, shared, second, out);
    out->open = first->open != NULL ? first->open : second->open;
    out->known_from = out->count;
    *out->used = out->count;
    return out;
}

static void join(struct bg_py_state *state, const struct bg_py_fork *fork, const struct bg_py_change *change,
                 void *first, void *second) {
    const struct bg_py_branch *branch = fork->branch;
    bool is_second = branch->is_dead[0] || (fork->is_left[0] && !fork->is_left[1]);
    bool is_first = branch->is_dead[1] || (fork->is_left[1] && !fork->is_left[0]);
    if (change->is_cell) {
        struct bg_py_value *value = is_second  ? second
                                    : is_first ? first
                                               : bg_py_either(state, fork->branch, first, second);
        set_cell(state, change->where, value);
        return;
    }
    struct bg_py_content *content = is_second ? second : is_first ? first : join_contents(state, fork, first, second);
    bg_py_set_content(state, change->where, content);
}

void bg_py_fork_end(struct bg_py_state *state, struct bg_py_fork *fork) {
    take_back(state, fork);
    state->way_began = fork->outer_began;
    state->path = fork->outer_path;
    const struct bg_py_changes *a = &fork->after[0];
    const struct bg_py_changes *b = &fork->after[1];
    for (size_t i = 0, j = 0; i < a->count || j < b->count;) {
        int order = i == a->count ? 1 : j == b->count ? -1 : compare_changes(&a->items[i], &b->items[j]);
        const struct bg_py_change *change = order <= 0 ? &a->items[i] : &b->items[j];
        void *old = current(change);
        void *first = order <= 0 ? a->items[i].old : old;
        void *second = order >= 0 ? b->items[j].old : old;
        join(state, fork, change, first, second);
        i += order <= 0;
        j += order >= 0;
    }
}

void bg_py_state_finish(struct bg_py_state *state) {
    for (size_t i = 0; i < state->count; i++) {
        bg_table_finish(state->items[i]);
    }
    state->count = 0;
}
