/* Expressions: see expression.h. Derivatives are remembered by expression, code point and place. */
#include "schema/language/expression.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/vector.h"

#include <stdlib.h>

/* Bits of `nullable`: accepts the empty text at (begin ? 1 : 0) + (end ? 2 : 0). */
enum { NULLABLE_NOWHERE = 0, NULLABLE_EVERYWHERE = 15, NULLABLE_AT_BEGIN = 10, NULLABLE_AT_END = 12 };

struct expression {
    enum bg_expression_kind kind;
    bool has_begin;
    unsigned nullable;
    uint32_t least;
    uint32_t most;
    const struct bg_code_range *ranges;
    size_t range_count;
    const bg_expression *parts;
    size_t part_count;
    uint32_t seen;       /* serial of the last walk that came by */
    uint32_t derivative; /* newest remembered derivative, plus 1; see struct derivative */
    bg_expression later; /* the same when no longer at the beginning, plus 1 */
};

/* Remembered derivatives of one expression form a list. */
struct derivative {
    uint32_t code_point;
    bool at_begin;
    bg_expression result;
    uint32_t next;
};

struct bg_expressions {
    struct bg_arena *arena;
    struct expression *nodes;
    size_t count;
    size_t room;
    struct bg_table by_key;
    struct bg_buffer key;
    struct derivative *derivatives;
    size_t derivative_count;
    size_t derivative_room;
    uint32_t *borders;
    size_t border_count;
    size_t border_room;
    uint32_t serial;
    uint32_t loop_count;
    bool is_full;
};

static const struct expression *get(const struct bg_expressions *expressions, bg_expression expression) {
    return &expressions->nodes[expression];
}

static void key_add(struct bg_buffer *key, const void *bytes, size_t len) {
    bg_buffer_add(key, (struct bg_slice){bytes, len});
}

static unsigned nullable_of(const struct bg_expressions *expressions, const struct expression *e) {
    switch (e->kind) {
    case BG_EXPRESSION_CLASS:
    case BG_EXPRESSION_LOOP:
        return NULLABLE_NOWHERE;
    case BG_EXPRESSION_EMPTY:
        return NULLABLE_EVERYWHERE;
    case BG_EXPRESSION_BEGIN:
        return NULLABLE_AT_BEGIN;
    case BG_EXPRESSION_END:
        return NULLABLE_AT_END;
    case BG_EXPRESSION_REPEAT:
        return e->least == 0 ? (unsigned)NULLABLE_EVERYWHERE : get(expressions, e->parts[0])->nullable;
    case BG_EXPRESSION_NOT:
        return (unsigned)NULLABLE_EVERYWHERE & ~get(expressions, e->parts[0])->nullable;
    case BG_EXPRESSION_CONCAT:
    case BG_EXPRESSION_BOTH:
    case BG_EXPRESSION_UNION:
        break;
    }
    unsigned nullable = e->kind == BG_EXPRESSION_UNION ? NULLABLE_NOWHERE : NULLABLE_EVERYWHERE;
    for (size_t i = 0; i < e->part_count; i++) {
        unsigned part = get(expressions, e->parts[i])->nullable;
        nullable = e->kind == BG_EXPRESSION_UNION ? nullable | part : nullable & part;
    }
    return nullable;
}

static bg_expression intern(struct bg_expressions *expressions, struct expression e) {
    struct bg_buffer *key = &expressions->key;
    key->len = 0;
    uint32_t head[4] = {(uint32_t)e.kind, e.least, e.most, (uint32_t)e.part_count};
    key_add(key, head, sizeof head);
    key_add(key, e.parts, e.part_count * sizeof e.parts[0]);
    key_add(key, e.ranges, e.range_count * sizeof e.ranges[0]);
    const void *found = bg_table_get(&expressions->by_key, bg_buffer_slice(key));
    if (found != NULL) {
        return *(const bg_expression *)found;
    }
    if (expressions->count >= BG_LIMIT_LANGUAGE_NODES) {
        expressions->is_full = true;
        return BG_EXPRESSION_NONE;
    }
    bg_expression *parts = bg_arena_array(expressions->arena, e.part_count, sizeof *parts);
    struct bg_code_range *ranges = bg_arena_array(expressions->arena, e.range_count, sizeof *ranges);
    if (e.part_count > 0) {
        memcpy(parts, e.parts, e.part_count * sizeof *parts);
    }
    if (e.range_count > 0) {
        memcpy(ranges, e.ranges, e.range_count * sizeof *ranges);
    }
    e.parts = parts;
    e.ranges = ranges;
    e.nullable = nullable_of(expressions, &e);
    e.has_begin = e.kind == BG_EXPRESSION_BEGIN;
    for (size_t i = 0; i < e.part_count; i++) {
        e.has_begin = e.has_begin || get(expressions, parts[i])->has_begin;
    }
    expressions->nodes = bg_vector_reserve(NULL, expressions->nodes, expressions->count, &expressions->room, sizeof e);
    bg_expression *number = bg_arena_alloc(expressions->arena, sizeof *number);
    *number = (bg_expression)expressions->count;
    expressions->nodes[expressions->count++] = e;
    (void)bg_table_put(&expressions->by_key, bg_arena_copy(expressions->arena, bg_buffer_slice(key)), number);
    return *number;
}

bg_expression bg_expression_class(struct bg_expressions *expressions, const struct bg_code_range *ranges,
                                  size_t count) {
    return intern(expressions,
                  (struct expression){.kind = BG_EXPRESSION_CLASS, .ranges = ranges, .range_count = count});
}

bg_expression bg_expression_simple(struct bg_expressions *expressions, enum bg_expression_kind kind) {
    return intern(expressions, (struct expression){.kind = kind});
}

bg_expression bg_expression_concat(struct bg_expressions *expressions, bg_expression first, bg_expression then) {
    const struct expression *f = get(expressions, first);
    if (first == BG_EXPRESSION_NONE || then == BG_EXPRESSION_NONE) {
        return BG_EXPRESSION_NONE;
    }
    if (f->kind == BG_EXPRESSION_EMPTY || (first == BG_EXPRESSION_ANY && then == BG_EXPRESSION_ANY)) {
        return then;
    }
    if (get(expressions, then)->kind == BG_EXPRESSION_EMPTY) {
        return first;
    }
    if (f->kind == BG_EXPRESSION_CONCAT) { /* to the right, so that equal texts of parts are equal */
        bg_expression outer = f->parts[0];
        bg_expression rest = bg_expression_concat(expressions, f->parts[1], then);
        return bg_expression_concat(expressions, outer, rest);
    }
    bg_expression parts[2] = {first, then};
    return intern(expressions, (struct expression){.kind = BG_EXPRESSION_CONCAT, .parts = parts, .part_count = 2});
}

bg_expression bg_expression_repeat(struct bg_expressions *expressions, bg_expression inner, uint32_t least,
                                   uint32_t most) {
    const struct expression *e = get(expressions, inner);
    if (most == 0 || e->kind == BG_EXPRESSION_EMPTY || (inner == BG_EXPRESSION_NONE && least == 0)) {
        return bg_expression_simple(expressions, BG_EXPRESSION_EMPTY);
    }
    if ((least == 1 && most == 1) || inner == BG_EXPRESSION_ANY || inner == BG_EXPRESSION_NONE) {
        return inner;
    }
    if (e->nullable == NULLABLE_EVERYWHERE) {
        least = 0;
    }
    if (e->kind == BG_EXPRESSION_REPEAT && e->least == 0 && e->most == BG_UNBOUNDED) {
        return inner;
    }
    return intern(expressions,
                  (struct expression){
                      .kind = BG_EXPRESSION_REPEAT, .least = least, .most = most, .parts = &inner, .part_count = 1});
}

bg_expression bg_expression_not(struct bg_expressions *expressions, bg_expression inner) {
    const struct expression *e = get(expressions, inner);
    if (inner == BG_EXPRESSION_NONE) {
        return BG_EXPRESSION_ANY;
    }
    if (inner == BG_EXPRESSION_ANY) {
        return BG_EXPRESSION_NONE;
    }
    if (e->kind == BG_EXPRESSION_NOT) {
        return e->parts[0];
    }
    return intern(expressions, (struct expression){.kind = BG_EXPRESSION_NOT, .parts = &inner, .part_count = 1});
}

static int by_number(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Unions and intersections are each other's mirror: `zero` ends one, `unit` drops out of it. */
static bg_expression combine(struct bg_expressions *expressions, enum bg_expression_kind kind,
                             const bg_expression *parts, size_t count, bg_expression zero, bg_expression unit) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        const struct expression *e = get(expressions, parts[i]);
        total += e->kind == kind ? e->part_count : 1;
    }
    bg_expression small[16];
    bg_expression *flat = total <= 16 ? small : bg_arena_array(expressions->arena, total, sizeof *flat);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct expression *e = get(expressions, parts[i]);
        if (e->kind == kind) {
            memcpy(flat + kept, e->parts, e->part_count * sizeof *flat);
            kept += e->part_count;
        } else if (parts[i] == zero) {
            return zero;
        } else if (parts[i] != unit) {
            flat[kept++] = parts[i];
        }
    }
    if (kept > 1) {
        qsort(flat, kept, sizeof *flat, by_number);
        size_t unique = 1;
        for (size_t i = 1; i < kept; i++) {
            if (flat[i] != flat[unique - 1]) {
                flat[unique++] = flat[i];
            }
        }
        kept = unique;
    }
    for (size_t i = 0; i < kept; i++) { /* an expression and its complement */
        const struct expression *e = get(expressions, flat[i]);
        if (e->kind == BG_EXPRESSION_NOT && bsearch(&e->parts[0], flat, kept, sizeof *flat, by_number) != NULL) {
            return zero;
        }
    }
    if (kept == 0) {
        return unit;
    }
    if (kept == 1) {
        return flat[0];
    }
    return intern(expressions, (struct expression){.kind = kind, .parts = flat, .part_count = kept});
}

bg_expression bg_expression_union(struct bg_expressions *expressions, const bg_expression *parts, size_t count) {
    return combine(expressions, BG_EXPRESSION_UNION, parts, count, BG_EXPRESSION_ANY, BG_EXPRESSION_NONE);
}

bg_expression bg_expression_both(struct bg_expressions *expressions, const bg_expression *parts, size_t count) {
    return combine(expressions, BG_EXPRESSION_BOTH, parts, count, BG_EXPRESSION_NONE, BG_EXPRESSION_ANY);
}

bg_expression bg_expression_loop(struct bg_expressions *expressions) {
    return intern(expressions, (struct expression){.kind = BG_EXPRESSION_LOOP, .least = expressions->loop_count++});
}

void bg_expression_set_loop(struct bg_expressions *expressions, bg_expression loop, bg_expression inner) {
    bg_expression *parts = bg_arena_alloc(expressions->arena, sizeof *parts);
    struct expression *e = &expressions->nodes[loop];
    *parts = inner;
    if (e->kind == BG_EXPRESSION_LOOP) { /* not if the store is full */
        e->parts = parts;
        e->part_count = 1;
        e->nullable = get(expressions, inner)->nullable;
    }
}

struct bg_expressions *bg_expressions_new(struct bg_arena *arena) {
    static const struct bg_code_range everything = {0, BG_LAST_CODE_POINT};
    struct bg_expressions *expressions = bg_arena_alloc(arena, sizeof *expressions);
    expressions->arena = arena;
    (void)bg_expression_class(expressions, NULL, 0); /* BG_EXPRESSION_NONE */
    bg_expression none = BG_EXPRESSION_NONE;
    (void)intern(expressions, /* BG_EXPRESSION_ANY */
                 (struct expression){.kind = BG_EXPRESSION_NOT, .parts = &none, .part_count = 1});
    (void)bg_expression_class(expressions, &everything, 1);
    return expressions;
}

void bg_expressions_finish(struct bg_expressions *expressions) {
    if (expressions != NULL) {
        bg_table_finish(&expressions->by_key);
        bg_buffer_finish(&expressions->key);
        free(expressions->nodes);
        free(expressions->derivatives);
        free(expressions->borders);
        expressions->nodes = NULL;
        expressions->derivatives = NULL;
        expressions->borders = NULL;
    }
}

bool bg_expressions_are_full(const struct bg_expressions *expressions) {
    return expressions->is_full;
}

bool bg_expression_is_nullable(const struct bg_expressions *expressions, bg_expression expression, bool at_begin,
                               bool at_end) {
    unsigned place = (at_begin ? 1u : 0u) + (at_end ? 2u : 0u);
    return ((get(expressions, expression)->nullable >> place) & 1u) != 0;
}

static bool is_in(const struct expression *e, uint32_t code_point) {
    for (size_t i = 0; i < e->range_count && e->ranges[i].first <= code_point; i++) {
        if (code_point <= e->ranges[i].last) {
            return true;
        }
    }
    return false;
}

static bg_expression find_derivative(const struct bg_expressions *expressions, bg_expression expression,
                                     uint32_t code_point, bool at_begin, bool *is_found) {
    uint32_t at = get(expressions, expression)->derivative;
    while (at != 0) {
        const struct derivative *derivative = &expressions->derivatives[at - 1];
        if (derivative->code_point == code_point && derivative->at_begin == at_begin) {
            *is_found = true;
            return derivative->result;
        }
        at = derivative->next;
    }
    *is_found = false;
    return BG_EXPRESSION_NONE;
}

static void remember_derivative(struct bg_expressions *expressions, bg_expression expression, uint32_t code_point,
                                bool at_begin, bg_expression result) {
    expressions->derivatives = bg_vector_reserve(NULL, expressions->derivatives, expressions->derivative_count,
                                                 &expressions->derivative_room, sizeof expressions->derivatives[0]);
    struct expression *e = &expressions->nodes[expression];
    expressions->derivatives[expressions->derivative_count++] =
        (struct derivative){code_point, at_begin, result, e->derivative};
    e->derivative = (uint32_t)expressions->derivative_count;
}

/* The derivative of a repetition: once the inner one, then one time less. */
static bg_expression derive_repeat(struct bg_expressions *expressions, struct expression e, uint32_t code_point,
                                   bool at_begin) {
    bg_expression first = bg_expression_derive(expressions, e.parts[0], code_point, at_begin);
    bg_expression rest = bg_expression_repeat(expressions, e.parts[0], e.least == 0 ? 0 : e.least - 1,
                                              e.most == BG_UNBOUNDED ? e.most : e.most - 1);
    return bg_expression_concat(expressions, first, rest);
}

static bg_expression derive_parts(struct bg_expressions *expressions, struct expression e, uint32_t code_point,
                                  bool at_begin) {
    bg_expression small[16];
    bg_expression *parts = e.part_count <= 16 ? small : bg_arena_array(expressions->arena, e.part_count, sizeof *parts);
    for (size_t i = 0; i < e.part_count; i++) {
        parts[i] = bg_expression_derive(expressions, e.parts[i], code_point, at_begin);
    }
    return e.kind == BG_EXPRESSION_UNION ? bg_expression_union(expressions, parts, e.part_count)
                                         : bg_expression_both(expressions, parts, e.part_count);
}

static bg_expression derive(struct bg_expressions *expressions, struct expression e, uint32_t code_point,
                            bool at_begin) {
    switch (e.kind) {
    case BG_EXPRESSION_EMPTY:
    case BG_EXPRESSION_BEGIN:
    case BG_EXPRESSION_END:
        return BG_EXPRESSION_NONE;
    case BG_EXPRESSION_CLASS:
        return is_in(&e, code_point) ? bg_expression_simple(expressions, BG_EXPRESSION_EMPTY) : BG_EXPRESSION_NONE;
    case BG_EXPRESSION_CONCAT: {
        bg_expression first = bg_expression_derive(expressions, e.parts[0], code_point, at_begin);
        bg_expression either[2] = {bg_expression_concat(expressions, first, e.parts[1]), BG_EXPRESSION_NONE};
        if (bg_expression_is_nullable(expressions, e.parts[0], at_begin, false)) {
            either[1] = bg_expression_derive(expressions, e.parts[1], code_point, at_begin);
        }
        return bg_expression_union(expressions, either, 2);
    }
    case BG_EXPRESSION_REPEAT:
        return derive_repeat(expressions, e, code_point, at_begin);
    case BG_EXPRESSION_UNION:
    case BG_EXPRESSION_BOTH:
        return derive_parts(expressions, e, code_point, at_begin);
    case BG_EXPRESSION_NOT:
        return bg_expression_not(expressions, bg_expression_derive(expressions, e.parts[0], code_point, at_begin));
    case BG_EXPRESSION_LOOP:
        break;
    }
    return e.part_count == 0 ? BG_EXPRESSION_NONE : bg_expression_derive(expressions, e.parts[0], code_point, at_begin);
}

/* The expression where it cannot be at the beginning any more: `^` accepts nothing there. */
static bg_expression leave_begin(struct bg_expressions *expressions, bg_expression expression) {
    struct expression e = *get(expressions, expression); /* a copy: the nodes may move */
    if (!e.has_begin) {
        return expression;
    }
    if (e.later != 0) {
        return e.later - 1;
    }
    bg_expression result = BG_EXPRESSION_NONE;
    bg_expression *parts = bg_arena_array(expressions->arena, e.part_count, sizeof *parts);
    for (size_t i = 0; i < e.part_count; i++) {
        parts[i] = leave_begin(expressions, e.parts[i]);
    }
    if (e.kind == BG_EXPRESSION_CONCAT) {
        result = bg_expression_concat(expressions, parts[0], parts[1]);
    } else if (e.kind == BG_EXPRESSION_REPEAT) {
        result = bg_expression_repeat(expressions, parts[0], e.least, e.most);
    } else if (e.kind == BG_EXPRESSION_UNION) {
        result = bg_expression_union(expressions, parts, e.part_count);
    } else if (e.kind == BG_EXPRESSION_BOTH) {
        result = bg_expression_both(expressions, parts, e.part_count);
    } else if (e.kind == BG_EXPRESSION_NOT) {
        result = bg_expression_not(expressions, parts[0]);
    }
    expressions->nodes[expression].later = result + 1;
    return result;
}

bg_expression bg_expression_derive(struct bg_expressions *expressions, bg_expression expression, uint32_t code_point,
                                   bool at_begin) {
    bool is_found;
    if (expression == BG_EXPRESSION_NONE || expression == BG_EXPRESSION_ANY || expressions->is_full) {
        return expression;
    }
    bg_expression result = find_derivative(expressions, expression, code_point, at_begin, &is_found);
    if (!is_found) {
        struct expression e = *get(expressions, expression); /* a copy: the nodes may move */
        result = leave_begin(expressions, derive(expressions, e, code_point, at_begin));
        remember_derivative(expressions, expression, code_point, at_begin, result);
        expressions->is_full = expressions->is_full || expressions->derivative_count >= 8 * BG_LIMIT_LANGUAGE_NODES;
    }
    return result;
}

static void add_border(struct bg_expressions *expressions, uint32_t border) {
    expressions->borders = bg_vector_reserve(NULL, expressions->borders, expressions->border_count,
                                             &expressions->border_room, sizeof expressions->borders[0]);
    expressions->borders[expressions->border_count++] = border;
}

static void collect_borders(struct bg_expressions *expressions, bg_expression expression, bool at_begin) {
    struct expression *e = &expressions->nodes[expression];
    if (e->seen == expressions->serial) {
        return;
    }
    e->seen = expressions->serial;
    for (size_t i = 0; i < e->range_count; i++) {
        add_border(expressions, e->ranges[i].first);
        add_border(expressions, e->ranges[i].last + 1);
    }
    for (size_t i = 0; i < e->part_count; i++) {
        collect_borders(expressions, e->parts[i], at_begin);
        if (e->kind == BG_EXPRESSION_CONCAT && !bg_expression_is_nullable(expressions, e->parts[0], at_begin, false)) {
            break;
        }
    }
}

const uint32_t *bg_expression_borders(struct bg_expressions *expressions, bg_expression expression, bool at_begin,
                                      size_t *count) {
    expressions->serial++;
    expressions->border_count = 0;
    add_border(expressions, 0);
    collect_borders(expressions, expression, at_begin);
    qsort(expressions->borders, expressions->border_count, sizeof expressions->borders[0], by_number);
    size_t kept = 1;
    for (size_t i = 1; i < expressions->border_count; i++) {
        if (expressions->borders[i] != expressions->borders[kept - 1]) {
            expressions->borders[kept++] = expressions->borders[i];
        }
    }
    *count = kept;
    return expressions->borders;
}
