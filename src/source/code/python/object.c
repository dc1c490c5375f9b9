/*
 * Attributes, in the order in which Python asks: a property of the class, the instance, what else the class has; and
 * what the runtime's own base classes answer for a stream that says nothing.
 */
#include "source/code/python/machine.h"

#include "source/code/mentions.h"

static struct bg_py_value *bound(struct bg_py_machine *machine, struct bg_py_value *self,
                                 struct bg_py_value *function) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_METHOD);
    value->self = self;
    value->other = function;
    return value;
}

static struct bg_py_value *class_value(struct bg_py_class *class) {
    return class->line[0];
}

/* A method of the runtime: its name, and the object that it is asked of. */
static struct bg_py_value *runtime_method(struct bg_py_machine *machine, struct bg_py_value *self,
                                          struct bg_slice name) {
    struct bg_slice whole = bg_arena_printf(machine->arena, "runtime.%.*s", BG_ARGS(name));
    return bound(machine, self, bg_py_native(machine, whole));
}

/* What an instance answers of which no class of the connector says anything. */
static struct bg_py_value *runtime_attribute(struct bg_py_machine *machine, struct bg_py_value *self,
                                             struct bg_slice name) {
    static const char *const methods[] = {"streams", "get_json_schema", "__init__", "convert_to_concurrent_stream"};
    if (bg_slice_is(name, "name")) {
        return bg_py_text(machine, bg_python_snake(machine->arena, self->class->name));
    }
    if (bg_slice_is(name, "cursor_field")) {
        return bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    }
    if (bg_slice_is(name, "supports_incremental")) {
        struct bg_py_value *cursor = bg_py_attribute(machine, self, BG_LITERAL("cursor_field"));
        return bg_py_bool(machine, bg_py_truth_of(cursor));
    }
    if (bg_slice_is(name, "source_defined_cursor")) {
        return bg_py_bool(machine, BG_PY_YES);
    }
    if (bg_slice_is(name, "logger")) {
        return bg_py_native(machine, BG_LITERAL("logging.logger"));
    }
    if (bg_slice_is(name, "namespace")) {
        return machine->none;
    }
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (bg_slice_is(name, methods[i])) {
            return runtime_method(machine, self, name);
        }
    }
    struct bg_slice why =
        bg_arena_printf(machine->arena, "%.*s says no %.*s", BG_ARGS(self->class->name), BG_ARGS(name));
    return bg_py_unknown_of(machine, why, self->class->at);
}

static struct bg_py_value *of_outside(struct bg_py_machine *machine, const struct bg_py_value *outside) {
    if (outside->type == BG_PY_IS_UNKNOWN) {
        return bg_py_unknown_of(machine, outside->text, outside->at);
    }
    struct bg_slice why = bg_arena_printf(machine->arena, "%.*s is outside of the connector", BG_ARGS(outside->text));
    return bg_py_unknown_of(machine, why, outside->at);
}

static struct bg_py_value *get(struct bg_py_machine *machine, struct bg_py_value *self, struct bg_py_value *found) {
    if (found->type == BG_PY_IS_PROPERTY) {
        struct bg_py_arguments none = {0};
        return bg_py_call_function(machine, found->function, self, &none);
    }
    if (found->type != BG_PY_IS_FUNCTION || found->function->is_static) {
        return found;
    }
    return bound(machine, found->function->is_of_class ? class_value(self->class) : self, found);
}

static struct bg_py_value *of_instance(struct bg_py_machine *machine, struct bg_py_value *self, struct bg_slice name,
                                       const struct bg_py_class *after) {
    const struct bg_py_class *owner;
    const struct bg_py_value *outside;
    struct bg_py_value *found = bg_py_look_up(self->class, after, name, &owner, &outside);
    struct bg_py_value *own = after == NULL && self->names != NULL ? bg_py_get(self->names, name) : NULL;
    bool is_data = bg_py_is(found, BG_PY_IS_PROPERTY) && !found->truth;
    if (bg_slice_is(name, "__dict__") && self->names != NULL) {
        own = bg_py_unknown_of(machine, BG_LITERAL("attributes are set through __dict__"), self->at);
        bg_py_set(&machine->state, self->names, name, own);
        return own;
    }
    struct bg_py_value *any = self->names != NULL ? bg_py_get(self->names, BG_LITERAL("__dict__")) : NULL;
    if (any != NULL && !is_data && !bg_py_is(found, BG_PY_IS_FUNCTION)) {
        return any;
    }
    if (own != NULL && !is_data) {
        return own;
    }
    if (found != NULL) {
        return get(machine, self, found);
    }
    if (outside != NULL) {
        return of_outside(machine, outside);
    }
    return runtime_attribute(machine, self, name);
}

static struct bg_py_value *member_of_enum(struct bg_py_machine *machine, struct bg_py_class *class,
                                          struct bg_slice name, struct bg_py_value *value) {
    struct bg_py_value *member = bg_py_make(&machine->state, BG_PY_IS_INSTANCE);
    member->class = class;
    member->names = bg_py_names_new(&machine->state);
    bg_py_set(&machine->state, member->names, BG_LITERAL("value"), value);
    bg_py_set(&machine->state, member->names, BG_LITERAL("name"), bg_py_text(machine, name));
    return member;
}

static struct bg_py_value *of_class(struct bg_py_machine *machine, struct bg_py_value *object, struct bg_slice name) {
    struct bg_py_class *class = object->class;
    const struct bg_py_class *owner;
    const struct bg_py_value *outside;
    if (bg_slice_is(name, "__name__") || bg_slice_is(name, "__qualname__")) {
        return bg_py_text(machine, class->name);
    }
    if (bg_slice_is(name, "__module__") && class->module != NULL) {
        return bg_py_text(machine, class->module->name);
    }
    if (bg_slice_is(name, "__subclasses__")) {
        return bg_py_unknown_of(machine, BG_LITERAL("classes are found through __subclasses__"), (struct bg_place){0});
    }
    struct bg_py_value *found = bg_py_look_up(class, NULL, name, &owner, &outside);
    if (found == NULL) {
        struct bg_slice why = bg_arena_printf(machine->arena, "%.*s has no %.*s", BG_ARGS(class->name), BG_ARGS(name));
        return outside != NULL ? of_outside(machine, outside) : bg_py_unknown_of(machine, why, class->at);
    }
    if (found->type == BG_PY_IS_FUNCTION) {
        return found->function->is_of_class ? bound(machine, object, found) : found;
    }
    bool is_member = bg_py_has_base(class, "enum.") && found->type != BG_PY_IS_PROPERTY;
    return is_member ? member_of_enum(machine, class, name, found) : found;
}

struct asked {
    struct bg_slice name;
};

static struct bg_py_value *attribute(struct bg_py_machine *machine, struct bg_py_value *object, void *payload) {
    struct bg_slice name = ((const struct asked *)payload)->name;
    switch ((int)object->type) {
    case BG_PY_IS_UNKNOWN:
        return bg_py_unknown_of(machine, object->text, object->at);
    case BG_PY_IS_INSTANCE:
        return bg_slice_is(name, "__class__") ? class_value(object->class) : of_instance(machine, object, name, NULL);
    case BG_PY_IS_SUPER:
        return object->self->type == BG_PY_IS_INSTANCE
                   ? of_instance(machine, object->self, name, object->class)
                   : bg_py_unknown_of(machine, BG_LITERAL("super() of a class is not followed"), object->at);
    case BG_PY_IS_CLASS:
        return of_class(machine, object, name);
    case BG_PY_IS_MODULE: {
        struct bg_py_value *value = bg_py_module_name(machine, object->module, name);
        struct bg_slice why =
            bg_arena_printf(machine->arena, "there is no %.*s.%.*s", BG_ARGS(object->module->name), BG_ARGS(name));
        return value != NULL ? value : bg_py_unknown_of(machine, why, (struct bg_place){0});
    }
    case BG_PY_IS_NATIVE: {
        const struct bg_slice parts[] = {object->text, BG_LITERAL("."), name};
        return bg_py_native(machine, bg_arena_join(machine->arena, parts, 3));
    }
    case BG_PY_IS_FUNCTION:
        if (bg_slice_is(name, "__name__")) {
            return bg_py_text(machine, object->function->node->text);
        }
        break;
    case BG_PY_IS_SCHEMA:
        return object;
    default:
        break;
    }
    return bg_py_unknown_of(machine, BG_LITERAL("an attribute is not known"), object->at);
}

struct bg_py_value *bg_py_attribute(struct bg_py_machine *machine, struct bg_py_value *object, struct bg_slice name) {
    if (!bg_py_step(machine)) {
        return bg_py_unknown_of(machine, BG_LITERAL("the code is too long to be followed"), object->at);
    }
    struct asked asked = {name};
    struct bg_py_value *value = bg_py_each(machine, object, attribute, &asked);
    bg_py_step_back(machine);
    return value;
}

void bg_py_set_attribute(struct bg_py_machine *machine, struct bg_py_value *object, struct bg_slice name,
                         struct bg_py_value *value) {
    if (object->type == BG_PY_IS_CLASS) {
        bg_py_set(&machine->state, object->class->names, name, value);
    } else if (object->type == BG_PY_IS_MODULE) {
        bg_py_set(&machine->state, object->module->names, name, value);
    } else if (object->type == BG_PY_IS_INSTANCE) {
        const struct bg_py_class *owner;
        const struct bg_py_value *outside;
        struct bg_py_value *found = bg_py_look_up(object->class, NULL, name, &owner, &outside);
        if (bg_py_is(found, BG_PY_IS_PROPERTY) && !found->truth) {
            struct bg_py_arguments arguments = {.given = &value, .count = 1};
            if (found->self != NULL) {
                (void)bg_py_call_function(machine, found->self->function, object, &arguments);
            }
            return; /* without a setter Python refuses it */
        }
        bg_py_set(&machine->state, object->names, name, value);
    } else if (object->type == BG_PY_IS_EITHER && bg_py_step(machine)) {
        struct bg_py_value *why = bg_py_unknown_of(machine, BG_LITERAL("an attribute of one of two is set"), value->at);
        bg_py_set_attribute(machine, object->self, name, why);
        bg_py_set_attribute(machine, object->other, name, why);
        bg_py_step_back(machine);
    }
}
