/* Calls as they are written: what they hand over, and the few functions that know where they stand. */
#include "source/code/python/machine.h"

#include "source/code/python/token.h"

/* Arguments in two lists, those with stars taken apart. */
static struct bg_py_arguments arguments_of(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                           struct bg_py_block block) {
    struct given {
        struct bg_py_value **items;
        size_t count;
        size_t room;
    } given = {0}, named = {0};
    struct keywords {
        struct bg_slice *items;
        size_t count;
        size_t room;
    } keywords = {0};
    struct bg_py_arguments out = {0};
    for (size_t i = 0; i < block.count; i++) {
        const struct bg_py_node *argument = block.items[i];
        struct bg_py_value *value = bg_py_evaluate(machine, frame, argument->a);
        if (argument->text.at != NULL) {
            BG_VECTOR_ADD(machine->arena, &keywords, argument->text);
            BG_VECTOR_ADD(machine->arena, &named, value);
        } else if (argument->flags == 0) {
            BG_VECTOR_ADD(machine->arena, &given, value);
        } else if ((argument->flags & BG_PY_STAR) != 0) {
            const struct bg_py_content *content = bg_py_iterate(machine, value);
            for (size_t j = 0; j < content->count && content->items[j].guard == NULL; j++) {
                BG_VECTOR_ADD(machine->arena, &given, content->items[j].value);
            }
            out.open = out.open == NULL ? content->open : out.open;
        } else if (value->type != BG_PY_IS_DICT) {
            out.open = value;
        } else {
            for (size_t j = 0; j < value->content->count; j++) {
                const struct bg_py_item *item = &value->content->items[j];
                bool is_own = value->content->open == NULL || j >= value->content->known_from;
                if (bg_py_is(item->key, BG_PY_IS_TEXT) && item->guard == NULL && is_own) {
                    BG_VECTOR_ADD(machine->arena, &keywords, item->key->text);
                    BG_VECTOR_ADD(machine->arena, &named, item->value);
                } else {
                    out.open = item->value;
                }
            }
            out.open = out.open == NULL ? value->content->open : out.open;
        }
    }
    out.given = given.items;
    out.count = given.count;
    out.keywords = keywords.items;
    out.named = named.items;
    out.named_count = named.count;
    return out;
}

/* super(), which knows where it stands. */
static struct bg_py_value *super_of(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                    const struct bg_py_arguments *arguments) {
    struct bg_py_class *class = frame->owner;
    struct bg_py_value *self = frame->self;
    if (arguments->count == 2 && arguments->given[0]->type == BG_PY_IS_CLASS) {
        class = arguments->given[0]->class;
        self = arguments->given[1];
    }
    if (class == NULL || self == NULL) {
        return bg_py_unknown_of(machine, BG_LITERAL("super() stands in no method"), (struct bg_place){0});
    }
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_SUPER);
    value->class = class;
    value->self = self;
    return value;
}

/* The names of the module as a dictionary; a name that is put together. */
static struct bg_py_value *here(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_slice function,
                                const struct bg_py_arguments *arguments) {
    if (bg_slice_is(function, "builtins.super")) {
        return super_of(machine, frame, arguments);
    }
    if (bg_slice_is(function, "builtins.globals")) {
        return frame->scope->module->value;
    }
    if (bg_slice_is(function, "builtins.eval") && arguments->count == 1 && arguments->given[0]->type == BG_PY_IS_TEXT) {
        struct bg_slice written = arguments->given[0]->text;
        for (size_t i = 0; i < written.len; i++) {
            if (!bg_py_is_name(written.at[i])) {
                return NULL;
            }
        }
        struct bg_py_node node = {.kind = BG_PY_NAME, .text = written};
        return bg_py_name(machine, frame, &node);
    }
    return NULL;
}

struct bg_py_value *bg_py_call_expression(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                          const struct bg_py_node *node) {
    struct bg_py_value *object = NULL;
    struct bg_py_value *callee;
    if (node->a->kind == BG_PY_ATTRIBUTE) {
        object = bg_py_evaluate(machine, frame, node->a->a);
    }
    struct bg_py_arguments arguments = arguments_of(machine, frame, node->items);
    bool has_methods = object != NULL && (object->content != NULL || bg_py_is(object, BG_PY_IS_TEXT) ||
                                          bg_py_is(object, BG_PY_IS_SCHEMA) || bg_py_is(object, BG_PY_IS_EITHER));
    if (has_methods && object->type != BG_PY_IS_EITHER) {
        struct bg_py_value *result = bg_py_call_method(machine, object, node->a->text, &arguments);
        return result != NULL ? result : bg_py_unknown(machine, frame, node, "a method is not followed");
    }
    bool is_named = bg_py_is(object, BG_PY_IS_MODULE) && bg_slice_is(node->a->text, "get") && arguments.count > 0 &&
                    arguments.given[0]->type == BG_PY_IS_TEXT;
    struct bg_py_value *of_globals =
        is_named ? bg_py_module_name(machine, object->module, arguments.given[0]->text) : NULL;
    if (of_globals != NULL) { /* globals().get(...) */
        return of_globals;
    }
    callee = object != NULL ? bg_py_attribute(machine, object, node->a->text) : bg_py_evaluate(machine, frame, node->a);
    if (callee->type == BG_PY_IS_NATIVE) {
        struct bg_py_value *result = here(machine, frame, callee->text, &arguments);
        if (result != NULL) {
            return result;
        }
    }
    struct bg_py_value *result = bg_py_call(machine, callee, &arguments);
    if (result->at.file.len == 0 && (result->type == BG_PY_IS_UNKNOWN || result->type == BG_PY_IS_INSTANCE)) {
        result->at = bg_source_place(frame->scope->module->file->source, node->at);
    }
    return result;
}
