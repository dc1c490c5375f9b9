/* Calls of the connector's own functions and classes: see machine.h. */
#include "source/code/python/machine.h"

#include "base/limits.h"

struct bg_py_value *bg_py_keyword(const struct bg_py_arguments *arguments, const char *name) {
    for (size_t i = 0; i < arguments->named_count; i++) {
        if (bg_slice_is(arguments->keywords[i], name)) {
            return arguments->named[i];
        }
    }
    return NULL;
}

static struct bg_py_value *named(const struct bg_py_arguments *arguments, struct bg_slice name, bool *taken) {
    for (size_t i = 0; i < arguments->named_count; i++) {
        if (bg_slice_equal(arguments->keywords[i], name)) {
            taken[i] = true;
            return arguments->named[i];
        }
    }
    return NULL;
}

/* What is left for *args and **kwargs. */
static struct bg_py_value *rest_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments, size_t from,
                                   const bool *taken, bool is_named) {
    struct bg_py_value *rest = bg_py_make_content(&machine->state, is_named ? BG_PY_IS_DICT : BG_PY_IS_TUPLE);
    for (size_t i = from; !is_named && i < arguments->count; i++) {
        bg_py_add(&machine->state, rest, (struct bg_py_item){NULL, arguments->given[i], NULL});
    }
    for (size_t i = 0; is_named && i < arguments->named_count; i++) {
        if (!taken[i]) {
            bg_py_put(machine, rest, bg_py_text(machine, arguments->keywords[i]), arguments->named[i]);
        }
    }
    if (arguments->open != NULL) {
        bg_py_open(&machine->state, rest, arguments->open);
    }
    return rest;
}

/* The names of the parameters get what was handed over. */
static void bind(struct bg_py_machine *machine, const struct bg_py_function *function,
                 const struct bg_py_arguments *arguments, struct bg_py_names *names) {
    struct bg_py_block parameters = function->node->items;
    bool *taken = bg_arena_array(machine->arena, arguments->named_count + 1, sizeof *taken);
    bool is_by_name = false;
    size_t next = 0;
    for (size_t i = 0; i < parameters.count; i++) {
        const struct bg_py_node *parameter = parameters.items[i];
        struct bg_py_value *value = NULL;
        if ((parameter->flags & BG_PY_SLASH) != 0) {
            continue;
        }
        if ((parameter->flags & BG_PY_STAR) != 0) {
            is_by_name = true;
            value = rest_of(machine, arguments, next, taken, false);
        } else if ((parameter->flags & BG_PY_STARS) != 0) {
            value = rest_of(machine, arguments, next, taken, true);
        } else {
            value = !is_by_name && next < arguments->count ? arguments->given[next++]
                                                           : named(arguments, parameter->text, taken);
        }
        if (value == NULL && arguments->open != NULL) {
            value = bg_py_unknown_of(machine, arguments->open->text, arguments->open->at);
        }
        value = value != NULL ? value : function->defaults[i];
        if (value == NULL) {
            value = bg_py_unknown_of(machine, BG_LITERAL("an argument is not known"), (struct bg_place){0});
        }
        if (parameter->text.at != NULL) {
            bg_py_set(&machine->state, names, parameter->text, value);
        }
    }
}

static bool is_always(const struct bg_py_result *result) {
    return result->path == NULL;
}

/* The value under these ways, and `other` where one of them is not taken. */
static struct bg_py_value *under(struct bg_py_machine *machine, const struct bg_py_guard *path,
                                 struct bg_py_value *value, struct bg_py_value *other) {
    const struct bg_py_guard *guards[BG_LIMIT_CODE_EITHER];
    size_t count = 0;
    for (; path != NULL && count < BG_LIMIT_CODE_EITHER; path = path->next) {
        guards[count++] = path;
    }
    while (count > 0) {
        const struct bg_py_guard *guard = guards[--count];
        struct bg_py_value *first = guard->way == 0 ? value : other;
        value = bg_py_either(&machine->state, guard->branch, first, guard->way == 0 ? other : value);
    }
    return value;
}

/* All that was returned, and by which ways. */
static struct bg_py_value *result_of(struct bg_py_machine *machine, const struct bg_py_frame *frame,
                                     struct bg_py_outcome outcome) {
    bool falls_off = outcome.end != BG_PY_END_RETURN && outcome.end != BG_PY_END_RAISE;
    struct bg_py_value *value = falls_off ? machine->none : NULL;
    for (size_t i = frame->count; i-- > 0;) {
        const struct bg_py_result *result = &frame->items[i];
        value = value == NULL || is_always(result) ? result->value : under(machine, result->path, result->value, value);
    }
    return value != NULL ? value
                         : bg_py_unknown_of(machine, BG_LITERAL("a function always fails"), (struct bg_place){0});
}

/* Runs the body in names of its own. */
static struct bg_py_value *run(struct bg_py_machine *machine, struct bg_py_function *function,
                               const struct bg_py_arguments *arguments) {
    struct bg_py_scope *scope = bg_arena_alloc(machine->arena, sizeof *scope);
    scope->names = bg_py_names_new(&machine->state);
    scope->outer = function->outer;
    scope->module = function->module;
    bind(machine, function, arguments, scope->names);
    struct bg_py_frame frame = {.scope = scope, .owner = function->owner, .base = machine->state.path};
    frame.self = arguments->count > 0 ? arguments->given[0] : NULL;
    if (function->node->kind == BG_PY_LAMBDA) {
        return bg_py_evaluate(machine, &frame, function->node->a);
    }
    frame.yielded = function->is_generator ? bg_py_make_content(&machine->state, BG_PY_IS_LIST) : NULL;
    struct bg_py_outcome outcome = bg_py_execute(machine, &frame, function->node->body);
    return frame.yielded != NULL ? frame.yielded : result_of(machine, &frame, outcome);
}

struct bg_py_value *bg_py_call_function(struct bg_py_machine *machine, struct bg_py_function *function,
                                        struct bg_py_value *self, const struct bg_py_arguments *arguments) {
    struct bg_place at = function->module->file == NULL
                             ? (struct bg_place){0}
                             : bg_source_place(function->module->file->source, function->node->at);
    if (function->is_abstract) {
        return bg_py_unknown_of(machine, BG_LITERAL("a method is abstract"), at);
    }
    if (function->running >= BG_LIMIT_CODE_RECURSION || !bg_py_step(machine)) {
        return bg_py_unknown_of(machine, BG_LITERAL("a function calls itself too often to be followed"), at);
    }
    struct bg_py_arguments all = *arguments;
    if (self != NULL) {
        all.given = bg_arena_array(machine->arena, arguments->count + 1, sizeof(struct bg_py_value *));
        all.given[0] = self;
        all.count = arguments->count + 1;
        if (arguments->count > 0) {
            memcpy(all.given + 1, arguments->given, arguments->count * sizeof(struct bg_py_value *));
        }
    }
    function->running++;
    struct bg_py_value *value = run(machine, function, &all);
    function->running--;
    bg_py_step_back(machine);
    return value;
}

/* The fields of a dataclass, in the order in which they are written. */
static void fill_record(struct bg_py_machine *machine, struct bg_py_value *self,
                        const struct bg_py_arguments *arguments) {
    struct bg_py_block body = self->class->record->body;
    size_t next = 0;
    for (size_t i = 0; i < body.count; i++) {
        const struct bg_py_node *field = body.items[i];
        if (field->kind != BG_PY_ANNOTATED || field->a->kind != BG_PY_NAME) {
            continue;
        }
        struct bg_slice name = field->a->text;
        bool *taken = bg_arena_array(machine->arena, arguments->named_count + 1, sizeof *taken);
        struct bg_py_value *value = next < arguments->count ? arguments->given[next++] : named(arguments, name, taken);
        value = value != NULL ? value : bg_py_get(self->class->names, name);
        if (value == NULL || arguments->open != NULL) {
            value = bg_py_unknown_of(machine, BG_LITERAL("an argument is not known"), self->class->at);
        }
        bg_py_set(&machine->state, self->names, name, value);
    }
}

static struct bg_py_value *construct(struct bg_py_machine *machine, struct bg_py_class *class,
                                     const struct bg_py_arguments *arguments) {
    struct bg_py_value *self = bg_py_make(&machine->state, BG_PY_IS_INSTANCE);
    self->class = class;
    self->names = bg_py_names_new(&machine->state);
    const struct bg_py_class *owner;
    const struct bg_py_value *outside;
    struct bg_py_value *init = bg_py_look_up(class, NULL, BG_LITERAL("__init__"), &owner, &outside);
    if (bg_py_is(init, BG_PY_IS_FUNCTION)) {
        (void)bg_py_call_function(machine, init->function, self, arguments);
    } else if (class->record != NULL) {
        fill_record(machine, self, arguments);
    } else {
        struct bg_py_value *path = bg_py_keyword(arguments, "path_to_yaml");
        bg_py_set(&machine->state, self->names, BG_LITERAL("path_to_yaml"), path);
    }
    return self;
}

/* Lists that somebody unknown gets may grow there. */
static void hand_out(struct bg_py_machine *machine, const struct bg_py_arguments *arguments,
                     const struct bg_py_value *why) {
    for (size_t i = 0; i < arguments->count; i++) {
        struct bg_py_value *value = arguments->given[i];
        if (value->type == BG_PY_IS_LIST || value->type == BG_PY_IS_DICT) {
            bg_py_open(&machine->state, value, why);
        }
        value->truth = value->type == BG_PY_IS_SCHEMA || value->truth;
    }
}

static struct bg_py_value *call(struct bg_py_machine *machine, struct bg_py_value *callee, void *payload) {
    const struct bg_py_arguments *arguments = payload;
    switch ((int)callee->type) {
    case BG_PY_IS_CLASS:
        return construct(machine, callee->class, arguments);
    case BG_PY_IS_FUNCTION:
        return bg_py_call_function(machine, callee->function, NULL, arguments);
    case BG_PY_IS_METHOD:
        if (callee->other->type == BG_PY_IS_FUNCTION) {
            return bg_py_call_function(machine, callee->other->function, callee->self, arguments);
        } else {
            struct bg_py_value **given = bg_arena_array(machine->arena, arguments->count + 1, sizeof *given);
            struct bg_py_arguments all = *arguments;
            given[0] = callee->self;
            for (size_t i = 0; i < arguments->count; i++) {
                given[i + 1] = arguments->given[i];
            }
            all.given = given;
            all.count++;
            return bg_py_call_native(machine, callee->other->text, &all);
        }
    case BG_PY_IS_NATIVE:
        return bg_py_call_native(machine, callee->text, arguments);
    case BG_PY_IS_SCHEMA:
        return callee;
    case BG_PY_IS_UNKNOWN: {
        struct bg_py_value *why = bg_py_unknown_of(machine, callee->text, callee->at);
        hand_out(machine, arguments, why);
        return why;
    }
    default:
        return bg_py_unknown_of(machine, BG_LITERAL("what is called is not known"), (struct bg_place){0});
    }
}

struct bg_py_value *bg_py_call(struct bg_py_machine *machine, struct bg_py_value *callee,
                               const struct bg_py_arguments *arguments) {
    struct bg_py_arguments copy = *arguments;
    return bg_py_each(machine, callee, call, &copy);
}
