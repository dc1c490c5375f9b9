/* Values: see value.h. */
#include "source/code/python/value.h"

#include "base/limits.h"

#include <stdlib.h>

/* Values in values that are looked at for one answer: beyond them it is not known. */
enum { MOST_NESTED = 16, MOST_LOOKED_AT = 4000 };

static enum bg_py_truth both(enum bg_py_truth a, enum bg_py_truth b) {
    return a == b ? a : BG_PY_MAYBE;
}

static enum bg_py_truth of(bool is_true) {
    return is_true ? BG_PY_YES : BG_PY_NO;
}

static enum bg_py_truth truth(const struct bg_py_value *value, unsigned depth, unsigned *left) {
    if (*left == 0) {
        return BG_PY_MAYBE;
    }
    --*left;
    switch (value->type) {
    case BG_PY_IS_NONE:
        return BG_PY_NO;
    case BG_PY_IS_BOOL:
        return of(value->truth);
    case BG_PY_IS_INT:
        return of(value->number != 0);
    case BG_PY_IS_TEXT:
    case BG_PY_IS_BYTES:
        return of(value->text.len > 0);
    case BG_PY_IS_LIST:
    case BG_PY_IS_TUPLE:
    case BG_PY_IS_SET:
    case BG_PY_IS_DICT:
        for (size_t i = 0; i < value->content->count; i++) {
            if (value->content->items[i].guard == NULL) {
                return BG_PY_YES;
            }
        }
        return value->content->count == 0 && value->content->open == NULL ? BG_PY_NO : BG_PY_MAYBE;
    case BG_PY_IS_CLASS:
    case BG_PY_IS_FUNCTION:
    case BG_PY_IS_METHOD:
    case BG_PY_IS_MODULE:
        return BG_PY_YES;
    case BG_PY_IS_EITHER:
        return depth == 0 ? BG_PY_MAYBE
                          : both(truth(value->self, depth - 1, left), truth(value->other, depth - 1, left));
    case BG_PY_IS_INSTANCE:
        return bg_py_truth_of_class(value->class);
    case BG_PY_IS_UNKNOWN:
    case BG_PY_IS_FLOAT:
    case BG_PY_IS_PROPERTY:
    case BG_PY_IS_NATIVE:
    case BG_PY_IS_SUPER:
    case BG_PY_IS_SCHEMA:
    case BG_PY_IS_MANIFEST:
    case BG_PY_IS_IMPORT:
        break;
    }
    return BG_PY_MAYBE;
}

enum bg_py_truth bg_py_truth_of(const struct bg_py_value *value) {
    unsigned left = BG_LIMIT_CODE_EITHER * 2;
    return truth(value, BG_LIMIT_CODE_EITHER, &left);
}

/* Whether the value is a constant or a thing of which nothing else can be equal. */
static bool is_plain(const struct bg_py_value *value) {
    return value->type != BG_PY_IS_UNKNOWN && value->type != BG_PY_IS_EITHER && value->type != BG_PY_IS_FLOAT &&
           value->type != BG_PY_IS_NATIVE && value->type != BG_PY_IS_SCHEMA && value->type != BG_PY_IS_INSTANCE &&
           value->type != BG_PY_IS_SUPER && value->type != BG_PY_IS_MANIFEST && value->type != BG_PY_IS_IMPORT;
}

static enum bg_py_truth equal(const struct bg_py_value *a, const struct bg_py_value *b, unsigned depth, unsigned *left);

static enum bg_py_truth equal_contents(const struct bg_py_content *a, const struct bg_py_content *b, unsigned depth,
                                       unsigned *left) {
    if (a->open != NULL || b->open != NULL || depth == 0) {
        return BG_PY_MAYBE;
    }
    enum bg_py_truth all = of(a->count == b->count);
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        if (a->items[i].guard != NULL || b->items[i].guard != NULL) {
            return BG_PY_MAYBE;
        }
        enum bg_py_truth one = equal(a->items[i].value, b->items[i].value, depth - 1, left);
        all = all == BG_PY_NO || one == BG_PY_NO ? BG_PY_NO : both(all, one);
    }
    return all;
}

static bool is_number(const struct bg_py_value *value) {
    return value->type == BG_PY_IS_INT || value->type == BG_PY_IS_BOOL;
}

static int64_t number_of(const struct bg_py_value *value) {
    return value->type == BG_PY_IS_BOOL ? value->truth : value->number;
}

/* Recursive with the function above; bounded by `depth`. */
static enum bg_py_truth equal(const struct bg_py_value *a, const struct bg_py_value *b, unsigned depth,
                              unsigned *left) {
    if (*left == 0) {
        return BG_PY_MAYBE;
    }
    --*left;
    if (a == b && is_plain(a)) {
        return BG_PY_YES;
    }
    if (is_number(a) && is_number(b)) {
        return of(number_of(a) == number_of(b));
    }
    if (!is_plain(a) || !is_plain(b)) {
        bool is_none = a->type == BG_PY_IS_NONE || b->type == BG_PY_IS_NONE;
        const struct bg_py_value *other = a->type == BG_PY_IS_NONE ? b : a;
        return is_none && (other->type == BG_PY_IS_FLOAT || other->type == BG_PY_IS_INSTANCE) ? BG_PY_NO : BG_PY_MAYBE;
    }
    if (a->type != b->type) {
        return BG_PY_NO;
    }
    if (a->type == BG_PY_IS_TEXT || a->type == BG_PY_IS_BYTES) {
        return of(bg_slice_equal(a->text, b->text));
    }
    if (a->type == BG_PY_IS_LIST || a->type == BG_PY_IS_TUPLE) {
        return equal_contents(a->content, b->content, depth, left);
    }
    if (a->type == BG_PY_IS_SET || a->type == BG_PY_IS_DICT) {
        return BG_PY_MAYBE;
    }
    return of(a->type == BG_PY_IS_NONE || (a->type == BG_PY_IS_CLASS && a->class == b->class));
}

enum bg_py_truth bg_py_equal(const struct bg_py_value *a, const struct bg_py_value *b) {
    unsigned left = MOST_LOOKED_AT;
    return equal(a, b, MOST_NESTED, &left);
}

bool bg_py_same(const struct bg_py_value *a, const struct bg_py_value *b) {
    return a == b || (a->type == b->type && is_plain(a) && bg_py_equal(a, b) == BG_PY_YES);
}

/* The guards that are left where `branch` goes `way`; *is_out: none of it is. */
static const struct bg_py_guard *without(const struct bg_py_guard *guard, const struct bg_py_branch *branch,
                                         unsigned way, bool *is_out, struct bg_py_guard *room) {
    const struct bg_py_guard *rest = NULL;
    *is_out = false;
    for (size_t count = 0; guard != NULL; guard = guard->next) {
        if (guard->branch == branch) {
            *is_out = *is_out || guard->way != way;
        } else if (count < BG_LIMIT_CODE_EITHER) {
            room[count] = (struct bg_py_guard){guard->branch, guard->way, rest};
            rest = &room[count++];
        }
    }
    return rest;
}

static bool cover(const struct bg_py_guard *const *guards, size_t count, unsigned depth) {
    const struct bg_py_branch *branch = NULL;
    for (size_t i = 0; i < count; i++) {
        if (guards[i] == NULL) {
            return true;
        }
        branch = guards[i]->branch;
    }
    if (branch == NULL || depth == 0) {
        return false;
    }
    bool is_covered = true;
    const struct bg_py_guard **left = calloc(count, sizeof *left);
    struct bg_py_guard *room = calloc(count * BG_LIMIT_CODE_EITHER, sizeof *room);
    for (unsigned way = 0; way < 2 && is_covered && left != NULL && room != NULL; way++) {
        size_t left_count = 0;
        for (size_t i = 0; i < count && !branch->is_dead[way]; i++) {
            bool is_out;
            left[left_count] = without(guards[i], branch, way, &is_out, room + i * BG_LIMIT_CODE_EITHER);
            left_count += !is_out;
        }
        is_covered = branch->is_dead[way] || cover(left, left_count, depth - 1);
    }
    is_covered = is_covered && left != NULL && room != NULL;
    free(left);
    free(room);
    return is_covered;
}

bool bg_py_guards_cover(const struct bg_py_guard *const *guards, size_t count) {
    enum { MOST = 12, MOST_BRANCHES = 8 };
    for (size_t i = 0; i < count; i++) {
        if (guards[i] == NULL) {
            return true;
        }
    }
    return count > 0 && count <= MOST && cover(guards, count, MOST_BRANCHES);
}
