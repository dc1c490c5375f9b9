/* Expressions: see machine.h. Each kind is one function of a table. */
#include "source/code/python/machine.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "source/code/python/token.h"

bool bg_py_step(struct bg_py_machine *machine) {
    if (machine->steps >= machine->most_steps || machine->depth >= BG_LIMIT_CODE_NESTED) {
        return false;
    }
    machine->steps++;
    machine->depth++;
    return true;
}

void bg_py_step_back(struct bg_py_machine *machine) {
    machine->depth--;
}

bool bg_py_may_make(struct bg_py_machine *machine, size_t bytes) {
    enum { BYTES_OF_A_STEP = 16 };
    bool may = machine->steps < machine->most_steps && bytes / BYTES_OF_A_STEP < machine->most_steps - machine->steps;
    machine->steps += may ? bytes / BYTES_OF_A_STEP : 0;
    return may;
}

struct bg_py_value *bg_py_unknown_of(struct bg_py_machine *machine, struct bg_slice why, struct bg_place at) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_UNKNOWN);
    value->text = why;
    value->at = at;
    return value;
}

struct bg_py_value *bg_py_unknown(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                  const struct bg_py_node *node, const char *why) {
    const struct bg_py_file *file = frame->scope->module->file;
    return bg_py_unknown_of(machine, bg_slice_of(why), bg_source_place(file->source, node->at));
}

struct bg_py_value *bg_py_bool(struct bg_py_machine *machine, enum bg_py_truth truth) {
    if (truth == BG_PY_MAYBE) {
        return bg_py_unknown_of(machine, BG_LITERAL("a condition is not known"), (struct bg_place){0});
    }
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_BOOL);
    value->truth = truth == BG_PY_YES;
    return value;
}

struct bg_py_value *bg_py_int(struct bg_py_machine *machine, int64_t number) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_INT);
    value->number = number;
    return value;
}

struct bg_py_value *bg_py_text(struct bg_py_machine *machine, struct bg_slice text) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_TEXT);
    value->text = text.at == NULL ? BG_LITERAL("") : text;
    return value;
}

struct bg_py_value *bg_py_native(struct bg_py_machine *machine, struct bg_slice name) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_NATIVE);
    value->text = name;
    return value;
}

struct bg_py_value *bg_py_list_of(struct bg_py_machine *machine, struct bg_py_content *content) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_LIST);
    value->content = content;
    return value;
}

struct bg_py_value *bg_py_each(struct bg_py_machine *machine, struct bg_py_value *value, bg_py_each_fn *function,
                               void *payload) {
    if (value->type != BG_PY_IS_EITHER) {
        return function(machine, value, payload);
    }
    if (!bg_py_step(machine)) {
        return bg_py_unknown_of(machine, BG_LITERAL("too much depends on it"), (struct bg_place){0});
    }
    struct bg_py_value *first = bg_py_each(machine, value->self, function, payload);
    struct bg_py_value *second = bg_py_each(machine, value->other, function, payload);
    bg_py_step_back(machine);
    return bg_py_either(&machine->state, value->branch, first, second);
}

struct bg_py_value *bg_py_name(struct bg_py_machine *machine, struct bg_py_frame *frame,
                               const struct bg_py_node *node) {
    bool is_global = bg_slice_is_among(frame->scope->globals.items, frame->scope->globals.count, node->text);
    for (const struct bg_py_scope *scope = frame->scope; scope != NULL && !is_global; scope = scope->outer) {
        struct bg_py_value *value = bg_py_get(scope->names, node->text);
        if (value != NULL) {
            return bg_py_resolve(machine, value);
        }
    }
    struct bg_py_value *value = bg_py_module_name(machine, frame->scope->module, node->text);
    if (value != NULL) {
        return value;
    }
    return bg_py_native(machine, bg_arena_printf(machine->arena, "builtins.%.*s", BG_ARGS(node->text)));
}

static struct bg_py_value *text(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                const struct bg_py_node *node) {
    if ((node->flags & BG_PY_OPAQUE) != 0) {
        return bg_py_unknown(machine, frame, node, "a text cannot be told");
    }
    struct bg_py_value *value = bg_py_text(machine, node->text);
    value->type = (node->flags & BG_PY_BYTES) != 0 ? BG_PY_IS_BYTES : BG_PY_IS_TEXT;
    return value;
}

static struct bg_py_value *formatted(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                     const struct bg_py_node *node) {
    struct bg_buffer buffer = {0};
    bool is_known = (node->flags & BG_PY_OPAQUE) == 0;
    for (size_t i = 0; i < node->items.count && is_known; i++) {
        const struct bg_py_node *part = node->items.items[i];
        struct bg_slice piece = part->text;
        if (part->kind == BG_PY_FIELD) {
            bool is_plain = part->b == NULL && (part->text.at == NULL || part->text.at[0] == 's') && part->flags == 0;
            struct bg_py_value *value = bg_py_evaluate(machine, frame, part->a);
            is_known = is_plain && bg_py_text_of(machine, value, &piece);
        }
        is_known = is_known && bg_py_may_make(machine, piece.len);
        if (is_known) {
            bg_buffer_add(&buffer, piece);
        }
    }
    struct bg_slice whole = bg_arena_copy(machine->arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return is_known ? bg_py_text(machine, whole)
                    : bg_py_unknown(machine, frame, node, "a text is put together of what is not known");
}

static struct bg_py_value *number(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                  const struct bg_py_node *node) {
    (void)frame;
    int64_t sum = 0;
    bool is_whole = node->text.len > 0 && node->text.len <= 18 && (node->text.at[0] != '0' || node->text.len == 1);
    for (size_t i = 0; i < node->text.len && is_whole; i++) {
        char c = node->text.at[i];
        is_whole = (c >= '0' && c <= '9') || c == '_';
        sum = c == '_' ? sum : sum * 10 + (c - '0');
    }
    if (is_whole) {
        return bg_py_int(machine, sum);
    }
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_FLOAT);
    value->text = node->text;
    return value;
}

static struct bg_py_value *constant(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                    const struct bg_py_node *node) {
    (void)frame;
    if (bg_slice_is(node->text, "True") || bg_slice_is(node->text, "False")) {
        return bg_py_bool(machine, node->text.len == 4 ? BG_PY_YES : BG_PY_NO);
    }
    return bg_slice_is(node->text, "None") ? machine->none : bg_py_native(machine, BG_LITERAL("builtins.Ellipsis"));
}

static void add_all(struct bg_py_machine *machine, struct bg_py_value *list, struct bg_py_value *more) {
    const struct bg_py_content *content = bg_py_iterate(machine, more);
    for (size_t i = 0; i < content->count; i++) {
        bg_py_add(&machine->state, list, (struct bg_py_item){NULL, content->items[i].value, content->items[i].guard});
    }
    if (content->open != NULL) {
        bg_py_open(&machine->state, list, content->open);
    }
}

static struct bg_py_value *sequence(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                    const struct bg_py_node *node) {
    enum bg_py_type type = node->kind == BG_PY_LIST    ? BG_PY_IS_LIST
                           : node->kind == BG_PY_TUPLE ? BG_PY_IS_TUPLE
                                                       : BG_PY_IS_SET;
    struct bg_py_value *list = bg_py_make_content(&machine->state, type);
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *item = node->items.items[i];
        if (item->kind == BG_PY_STARRED) {
            add_all(machine, list, bg_py_evaluate(machine, frame, item->a));
        } else {
            struct bg_py_value *value = bg_py_evaluate(machine, frame, item);
            bg_py_add(&machine->state, list, (struct bg_py_item){NULL, value, NULL});
        }
    }
    return list;
}

static void merge(struct bg_py_machine *machine, struct bg_py_value *dict, struct bg_py_value *more) {
    if (more->type != BG_PY_IS_DICT) {
        bg_py_open(&machine->state, dict, more);
        return;
    }
    if (more->content->open != NULL) {
        bg_py_open(&machine->state, dict, more->content->open);
    }
    for (size_t i = 0; i < more->content->count; i++) {
        const struct bg_py_item *item = &more->content->items[i];
        bool is_own = item->guard == NULL && (more->content->open == NULL || i >= more->content->known_from);
        struct bg_slice why = BG_LITERAL("a member is there on one way only");
        bg_py_put(machine, dict, item->key, is_own ? item->value : bg_py_unknown_of(machine, why, item->value->at));
    }
}

static struct bg_py_value *dict(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                const struct bg_py_node *node) {
    struct bg_py_value *value = bg_py_make_content(&machine->state, BG_PY_IS_DICT);
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *item = node->items.items[i];
        if (item->kind == BG_PY_STARRED) {
            merge(machine, value, bg_py_evaluate(machine, frame, item->a));
            continue;
        }
        struct bg_py_value *key = bg_py_evaluate(machine, frame, item->a);
        bg_py_put(machine, value, key, bg_py_evaluate(machine, frame, item->b));
    }
    return value;
}

static struct bg_py_value *attribute(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                     const struct bg_py_node *node) {
    struct bg_py_value *object = bg_py_evaluate(machine, frame, node->a);
    struct bg_py_value *value = bg_py_attribute(machine, object, node->text);
    if (value->type == BG_PY_IS_UNKNOWN && value->at.file.len == 0) {
        value->at = bg_source_place(frame->scope->module->file->source, node->at);
    }
    return value;
}

/* One end of a part: a whole number, from the end if it is negative. */
static bool end_of_part(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *node,
                        size_t count, size_t *out) {
    if (node == NULL) {
        return true;
    }
    const struct bg_py_value *value = bg_py_evaluate(machine, frame, node);
    int64_t at = value->number < 0 ? value->number + (int64_t)count : value->number;
    *out = at < 0 ? 0 : (uint64_t)at > count ? count : (size_t)at;
    return value->type == BG_PY_IS_INT;
}

/* x[1:], x[:-1]; NULL: not known. */
static struct bg_py_value *part_of(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                   const struct bg_py_value *object, const struct bg_py_node *slice) {
    bool is_list = object->type == BG_PY_IS_LIST || object->type == BG_PY_IS_TUPLE;
    bool is_text = object->type == BG_PY_IS_TEXT && bg_slice_ascii_prefix(object->text) == object->text.len;
    size_t count = is_list ? object->content->count : object->text.len;
    size_t from = 0;
    size_t to = count;
    if (is_list && slice->a == NULL && slice->b == NULL && slice->c == NULL) {
        return bg_py_list_of(machine, object->content);
    }
    if ((!is_list && !is_text) || slice->c != NULL || !end_of_part(machine, frame, slice->a, count, &from) ||
        !end_of_part(machine, frame, slice->b, count, &to) || (is_list && object->content->open != NULL)) {
        return NULL;
    }
    if (is_text) {
        return bg_py_text(machine, bg_slice_range(object->text, from, to));
    }
    struct bg_py_value *list = bg_py_make_content(&machine->state, object->type);
    for (size_t i = 0; i < count; i++) {
        if (object->content->items[i].guard != NULL) {
            return NULL;
        }
        if (i >= from && i < to) {
            bg_py_add(&machine->state, list, object->content->items[i]);
        }
    }
    return list;
}

static struct bg_py_value *subscript(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                     const struct bg_py_node *node) {
    struct bg_py_value *object = bg_py_evaluate(machine, frame, node->a);
    if (object->type == BG_PY_IS_CLASS || object->type == BG_PY_IS_NATIVE || object->type == BG_PY_IS_SCHEMA) {
        return object; /* Generic[T] is Generic */
    }
    if (node->b->kind == BG_PY_SLICE) {
        struct bg_py_value *part = part_of(machine, frame, object, node->b);
        return part != NULL ? part : bg_py_unknown(machine, frame, node, "a part of a list is not followed");
    }
    struct bg_py_value *index = bg_py_evaluate(machine, frame, node->b);
    if (object->type == BG_PY_IS_MODULE && index->type == BG_PY_IS_TEXT) { /* globals()[...] */
        struct bg_py_value *value = bg_py_module_name(machine, object->module, index->text);
        return value != NULL ? value : bg_py_unknown(machine, frame, node, "the module has no such name");
    }
    struct bg_py_value *value = bg_py_subscript(machine, object, index);
    return value != NULL ? value : bg_py_unknown(machine, frame, node, "a member is not known");
}

static struct bg_py_value *binary(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                  const struct bg_py_node *node) {
    struct bg_py_value *a = bg_py_evaluate(machine, frame, node->a);
    struct bg_py_value *b = bg_py_evaluate(machine, frame, node->b);
    struct bg_py_value *value = bg_py_binary(machine, node->sign, a, b);
    return value != NULL ? value : bg_py_unknown(machine, frame, node, "an operation is not followed");
}

static struct bg_py_value *unary(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                 const struct bg_py_node *node) {
    struct bg_py_value *value = bg_py_evaluate(machine, frame, node->a);
    if (node->sign == 0) {
        enum bg_py_truth truth = bg_py_truth_of(value);
        return bg_py_bool(machine, truth == BG_PY_MAYBE ? truth : truth == BG_PY_YES ? BG_PY_NO : BG_PY_YES);
    }
    return node->sign == '-' && value->type == BG_PY_IS_INT
               ? bg_py_int(machine, -value->number)
               : bg_py_unknown(machine, frame, node, "an operation is not followed");
}

static struct bg_py_value *compare(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                   const struct bg_py_node *node) {
    enum bg_py_truth all = BG_PY_YES;
    struct bg_py_value *left = bg_py_evaluate(machine, frame, node->a);
    for (size_t i = 0; i < node->items.count && all != BG_PY_NO; i++) {
        struct bg_py_value *right = bg_py_evaluate(machine, frame, node->items.items[i]->a);
        enum bg_py_truth one = bg_py_compare(machine, node->items.items[i], left, right);
        all = one == BG_PY_YES ? all : one;
        left = right;
    }
    return bg_py_bool(machine, all);
}

/* `and`, `or`: up to the first operand that decides; where that is not known, either it or what follows. */
static struct bg_py_value *joined(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_py_block items,
                                  enum bg_py_truth deciding) {
    struct bg_py_value *value = bg_py_evaluate(machine, frame, items.items[0]);
    enum bg_py_truth truth = bg_py_truth_of(value);
    if (items.count == 1 || truth == deciding || !bg_py_step(machine)) {
        return value;
    }
    struct bg_py_block rest = {items.items + 1, items.count - 1};
    struct bg_py_value *next = joined(machine, frame, rest, deciding);
    bg_py_step_back(machine);
    if (truth != BG_PY_MAYBE) {
        return next;
    }
    struct bg_py_branch *branch = bg_arena_alloc(machine->arena, sizeof *branch);
    return bg_py_either(&machine->state, branch, value, next);
}

static struct bg_py_value *if_else(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                   const struct bg_py_node *node) {
    enum bg_py_truth truth = bg_py_truth_of(bg_py_evaluate(machine, frame, node->b));
    if (truth != BG_PY_MAYBE) {
        return bg_py_evaluate(machine, frame, truth == BG_PY_YES ? node->a : node->c);
    }
    struct bg_py_branch *branch = bg_arena_alloc(machine->arena, sizeof *branch);
    struct bg_py_value *first = bg_py_evaluate(machine, frame, node->a);
    return bg_py_either(&machine->state, branch, first, bg_py_evaluate(machine, frame, node->c));
}

static struct bg_py_value *yield(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                 const struct bg_py_node *node) {
    struct bg_py_value *value = node->a == NULL ? machine->none : bg_py_evaluate(machine, frame, node->a);
    if (frame->yielded != NULL && node->kind == BG_PY_YIELD) {
        bg_py_add(&machine->state, frame->yielded, (struct bg_py_item){NULL, value, NULL});
    } else if (frame->yielded != NULL) {
        add_all(machine, frame->yielded, value);
    }
    return bg_py_unknown(machine, frame, node, "what is sent to a generator is not known");
}

static struct bg_py_value *evaluate(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                    const struct bg_py_node *node) {
    switch (node->kind) {
    case BG_PY_NAME:
        return bg_py_name(machine, frame, node);
    case BG_PY_TEXT:
        return text(machine, frame, node);
    case BG_PY_FORMATTED:
        return formatted(machine, frame, node);
    case BG_PY_NUMBER:
        return number(machine, frame, node);
    case BG_PY_CONSTANT:
        return constant(machine, frame, node);
    case BG_PY_LIST:
    case BG_PY_TUPLE:
    case BG_PY_SET:
        return sequence(machine, frame, node);
    case BG_PY_DICT:
        return dict(machine, frame, node);
    case BG_PY_CALL:
        return bg_py_call_expression(machine, frame, node);
    case BG_PY_ATTRIBUTE:
        return attribute(machine, frame, node);
    case BG_PY_SUBSCRIPT:
        return subscript(machine, frame, node);
    case BG_PY_BINARY:
        return binary(machine, frame, node);
    case BG_PY_UNARY:
        return unary(machine, frame, node);
    case BG_PY_COMPARE:
        return compare(machine, frame, node);
    case BG_PY_AND:
        return joined(machine, frame, node->items, BG_PY_NO);
    case BG_PY_OR:
        return joined(machine, frame, node->items, BG_PY_YES);
    case BG_PY_IF_ELSE:
        return if_else(machine, frame, node);
    case BG_PY_LAMBDA:
        return bg_py_function_statement(machine, frame, node);
    case BG_PY_COMPREHENSION:
        return bg_py_comprehend(machine, frame, node);
    case BG_PY_WALRUS: {
        struct bg_py_value *value = bg_py_evaluate(machine, frame, node->b);
        bg_py_assign(machine, frame, node->a, value);
        return value;
    }
    case BG_PY_YIELD:
    case BG_PY_YIELD_FROM:
        return yield(machine, frame, node);
    default:
        return bg_py_unknown(machine, frame, node, "an expression is not followed");
    }
}

struct bg_py_value *bg_py_evaluate(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                   const struct bg_py_node *node) {
    if (!bg_py_step(machine)) {
        return bg_py_unknown(machine, frame, node, "the code is too long to be followed");
    }
    struct bg_py_value *value = evaluate(machine, frame, node);
    bg_py_step_back(machine);
    return value;
}
