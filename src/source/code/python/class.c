/*
 * Classes: how a statement makes one, the line in which names are looked up (C3, as Python's type.mro() has it), and
 * the functions in its body. A base of another package stands in the line as its name: what it may have is not known,
 * unless it is the runtime's or one of those that bring nothing.
 */
#include "source/code/python/machine.h"

enum { MOST_BASES = 32, MOST_LINE = 96 };

/* What is left of the lines that are being merged. */
struct line {
    struct bg_py_value *const *items;
    size_t count;
};

static bool is_same_class(const struct bg_py_value *a, const struct bg_py_value *b) {
    if (a->type != b->type) {
        return false;
    }
    return a->type == BG_PY_IS_CLASS    ? a->class == b->class
           : a->type == BG_PY_IS_NATIVE ? bg_slice_equal(a->text, b->text)
                                        : a == b;
}

static bool is_in_tail(const struct line *lines, size_t count, const struct bg_py_value *value) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 1; j < lines[i].count; j++) {
            if (is_same_class(lines[i].items[j], value)) {
                return true;
            }
        }
    }
    return false;
}

/* The next of the merged line; NULL: there is none, or no order fits. */
static struct bg_py_value *next_of(const struct line *lines, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (lines[i].count > 0 && !is_in_tail(lines, count, lines[i].items[0])) {
            return lines[i].items[0];
        }
    }
    return NULL;
}

static void merge(struct bg_py_class *class, struct line *lines, size_t count) {
    struct bg_py_value *next;
    while (class->line_count < MOST_LINE && (next = next_of(lines, count)) != NULL) {
        class->line[class->line_count++] = next;
        for (size_t i = 0; i < count; i++) {
            bool is_first = lines[i].count > 0 && is_same_class(lines[i].items[0], next);
            lines[i].items += is_first;
            lines[i].count -= is_first;
        }
    }
}

struct bg_py_class *bg_py_class_new(struct bg_py_machine *machine, struct bg_slice name,
                                    struct bg_py_value *const *bases, size_t count) {
    struct bg_py_class *class = bg_arena_alloc(machine->arena, sizeof *class);
    struct line lines[MOST_BASES + 1];
    class->name = name;
    class->names = bg_py_names_new(&machine->state);
    struct bg_py_value *line[MOST_LINE + 1];
    class->line = line;
    class->line[0] = bg_py_make(&machine->state, BG_PY_IS_CLASS);
    class->line[0]->class = class;
    class->line_count = 1;
    count = count < MOST_BASES ? count : MOST_BASES;
    for (size_t i = 0; i < count; i++) {
        bool is_class = bases[i]->type == BG_PY_IS_CLASS;
        lines[i] =
            is_class ? (struct line){bases[i]->class->line, bases[i]->class->line_count} : (struct line){&bases[i], 1};
    }
    lines[count] = (struct line){bases, count};
    merge(class, lines, count + 1);
    for (size_t i = 0; i <= count; i++) {
        if (lines[i].count > 0) { /* Python refuses it, or it is too long */
            class->line[class->line_count++] =
                bg_py_unknown_of(machine, BG_LITERAL("the order of its bases is not known"), class->at);
            break;
        }
    }
    class->line = bg_arena_array(machine->arena, class->line_count, sizeof(struct bg_py_value *));
    memcpy(class->line, line, class->line_count * sizeof line[0]);
    machine->steps += class->line_count / 4;
    return class;
}

struct bg_py_value *bg_py_look_up(const struct bg_py_class *class, const struct bg_py_class *after,
                                  struct bg_slice name, const struct bg_py_class **owner,
                                  const struct bg_py_value **outside) {
    bool is_behind = after == NULL;
    *outside = NULL;
    *owner = NULL;
    for (size_t i = 0; i < class->line_count; i++) {
        const struct bg_py_value *one = class->line[i];
        if (!is_behind) {
            is_behind = one->type == BG_PY_IS_CLASS && one->class == after;
            continue;
        }
        struct bg_py_value *value = one->type == BG_PY_IS_CLASS ? bg_py_get(one->class->names, name) : NULL;
        if (value != NULL) {
            *owner = one->class;
            return value;
        }
        if (one->type != BG_PY_IS_CLASS && *outside == NULL) {
            static const char *const empty[] = {"abc.", "typing.", "enum.", "builtins.", "airbyte_cdk."};
            bool is_known = false;
            for (size_t j = 0; one->type == BG_PY_IS_NATIVE && j < sizeof empty / sizeof empty[0]; j++) {
                is_known = is_known || bg_slice_starts(one->text, bg_slice_of(empty[j]));
            }
            if (!is_known) {
                *outside = one;
                return NULL;
            }
        }
    }
    return NULL;
}

enum bg_py_truth bg_py_truth_of_class(const struct bg_py_class *class) {
    const struct bg_py_class *owner;
    const struct bg_py_value *outside[2] = {NULL, NULL};
    bool has_own = bg_py_look_up(class, NULL, BG_LITERAL("__bool__"), &owner, &outside[0]) != NULL ||
                   bg_py_look_up(class, NULL, BG_LITERAL("__len__"), &owner, &outside[1]) != NULL;
    return has_own || outside[0] != NULL || outside[1] != NULL ? BG_PY_MAYBE : BG_PY_YES;
}

bool bg_py_has_base(const struct bg_py_class *class, const char *name) {
    for (size_t i = 0; i < class->line_count; i++) {
        const struct bg_py_value *one = class->line[i];
        if (one->type == BG_PY_IS_NATIVE && bg_slice_starts(one->text, bg_slice_of(name))) {
            return true;
        }
    }
    return false;
}

/* The last name of a decorator as it is written: "functools.cached_property" is cached_property. */
static struct bg_slice decorator_name(const struct bg_py_node *node) {
    node = node->kind == BG_PY_CALL ? node->a : node;
    return node->kind == BG_PY_NAME || node->kind == BG_PY_ATTRIBUTE ? node->text : BG_NO_SLICE;
}

struct bg_py_value *bg_py_class_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                          const struct bg_py_node *node) {
    struct bases {
        struct bg_py_value **items;
        size_t count;
        size_t room;
    } bases = {0};
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *argument = node->items.items[i];
        if (argument->text.at == NULL && argument->flags == 0) {
            struct bg_py_value *base = bg_py_evaluate(machine, frame, argument->a);
            if (base->type == BG_PY_IS_NATIVE && base->at.file.len == 0) {
                base->at = bg_source_place(frame->scope->module->file->source, argument->at);
            }
            BG_VECTOR_ADD(machine->arena, &bases, base);
        }
    }
    struct bg_py_class *class = bg_py_class_new(machine, node->text, bases.items, bases.count);
    class->module = frame->scope->module;
    class->at = bg_source_place(class->module->file->source, node->at);
    for (size_t i = 0; i < node->rest.count; i++) {
        class->record = bg_slice_is(decorator_name(node->rest.items[i]), "dataclass") ? node : class->record;
    }
    class->record = bg_py_has_base(class, "typing.NamedTuple") ? node : class->record;
    struct bg_py_scope *scope = bg_arena_alloc(machine->arena, sizeof *scope);
    *scope = (struct bg_py_scope){.names = class->names, .outer = frame->scope, .module = class->module};
    struct bg_py_frame body = {.scope = scope, .owner = class, .base = machine->state.path};
    (void)bg_py_execute(machine, &body, node->body);
    return class->line[0];
}

static bool has_yield(const struct bg_py_node *node, unsigned depth);

static bool any_yields(struct bg_py_block block, unsigned depth) {
    for (size_t i = 0; i < block.count; i++) {
        if (has_yield(block.items[i], depth)) {
            return true;
        }
    }
    return false;
}

/* Recursive with the function above; bounded by `depth`. */
static bool has_yield(const struct bg_py_node *node, unsigned depth) {
    if (node == NULL || depth == 0 || node->kind == BG_PY_DEF || node->kind == BG_PY_CLASS ||
        node->kind == BG_PY_LAMBDA) {
        return false;
    }
    return node->kind == BG_PY_YIELD || node->kind == BG_PY_YIELD_FROM || has_yield(node->a, depth - 1) ||
           has_yield(node->b, depth - 1) || has_yield(node->c, depth - 1) || any_yields(node->items, depth - 1) ||
           any_yields(node->body, depth - 1) || any_yields(node->rest, depth - 1) || any_yields(node->final, depth - 1);
}

static struct bg_py_value *property_of(struct bg_py_machine *machine, struct bg_py_function *function, bool is_cached) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_PROPERTY);
    value->function = function;
    value->truth = is_cached;
    return value;
}

/* @name.setter: the property that was there, with a setter. */
static struct bg_py_value *with_setter(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                       const struct bg_py_node *decorator, struct bg_py_function *function) {
    struct bg_py_value *old = bg_py_evaluate(machine, frame, decorator->a);
    if (old->type != BG_PY_IS_PROPERTY) {
        return bg_py_unknown(machine, frame, decorator, "a setter of what is no property");
    }
    struct bg_py_value *value = property_of(machine, old->function, old->truth);
    value->self = bg_py_make(&machine->state, BG_PY_IS_FUNCTION);
    value->self->function = function;
    return value;
}

struct bg_py_value *bg_py_function_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                             const struct bg_py_node *node) {
    struct bg_py_function *function = bg_arena_alloc(machine->arena, sizeof *function);
    bool is_in_class = frame->owner != NULL && frame->scope->names == frame->owner->names;
    function->node = node;
    function->module = frame->scope->module;
    function->outer = is_in_class ? frame->scope->outer : frame->scope;
    function->owner = frame->owner;
    function->defaults = bg_arena_array(machine->arena, node->items.count, sizeof(struct bg_py_value *));
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *given = node->items.items[i]->a;
        function->defaults[i] = given == NULL ? NULL : bg_py_evaluate(machine, frame, given);
    }
    enum { DEEPEST = 400 };
    function->is_generator = any_yields(node->body, DEEPEST);
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_FUNCTION);
    value->function = function;
    for (size_t i = node->kind == BG_PY_DEF ? node->rest.count : 0; i-- > 0;) {
        struct bg_slice name = decorator_name(node->rest.items[i]);
        bool is_cached = bg_slice_is(name, "cached_property");
        function->is_static = function->is_static || bg_slice_is(name, "staticmethod");
        function->is_of_class = function->is_of_class || bg_slice_is(name, "classmethod");
        function->is_abstract = function->is_abstract || bg_slice_starts(name, BG_LITERAL("abstract"));
        if (is_cached || bg_slice_is(name, "property") || bg_slice_is(name, "abstractproperty")) {
            value = property_of(machine, function, is_cached);
        } else if (bg_slice_is(name, "setter") && node->rest.items[i]->kind == BG_PY_ATTRIBUTE) {
            value = with_setter(machine, frame, node->rest.items[i], function);
        }
    }
    return value;
}
