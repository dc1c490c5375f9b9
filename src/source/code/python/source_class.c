/*
 * Which class is the connector's source: the one that its start builds and launches; else the one that is called like
 * the connector; else one that no other derives from.
 */
#include "source/code/python/source_class.h"

#include "base/limits.h"

struct launch_search {
    const struct bg_py_node *launched; /* the call that builds what is launched */
    struct bg_slice variable;          /* or the variable that holds it */
    const struct bg_py_node *assigned; /* the call that builds what it holds */
    unsigned depth;
};

static void search(struct launch_search *out, const struct bg_py_node *node);

static void search_block(struct launch_search *out, struct bg_py_block block) {
    for (size_t i = 0; i < block.count; i++) {
        search(out, block.items[i]);
    }
}

static bool is_launch(const struct bg_py_node *node) {
    return node->kind == BG_PY_CALL && node->items.count > 0 &&
           (node->a->kind == BG_PY_NAME || node->a->kind == BG_PY_ATTRIBUTE) && bg_slice_is(node->a->text, "launch");
}

/* Recursive with the function above; bounded by `depth`. */
static void search(struct launch_search *out, const struct bg_py_node *node) {
    if (node == NULL || out->depth == BG_LIMIT_CODE_NESTED) {
        return;
    }
    out->depth++;
    const struct bg_py_node *given = is_launch(node) ? node->items.items[0]->a : NULL;
    if (given != NULL && given->kind == BG_PY_CALL) {
        out->launched = given;
    } else if (given != NULL && given->kind == BG_PY_NAME) {
        out->variable = given->text;
    }
    bool is_assigned = node->kind == BG_PY_ASSIGN && node->items.items[0]->kind == BG_PY_NAME &&
                       node->a->kind == BG_PY_CALL && node->a->a->kind == BG_PY_NAME;
    if (is_assigned && out->variable.at != NULL && bg_slice_equal(node->items.items[0]->text, out->variable)) {
        out->assigned = node->a;
    }
    search(out, node->a);
    search(out, node->b);
    search(out, node->c);
    search_block(out, node->items);
    search_block(out, node->body);
    search_block(out, node->rest);
    search_block(out, node->final);
    out->depth--;
}

static struct bg_py_value *launched_in(struct bg_py_machine *machine, struct bg_slice name) {
    struct bg_py_module *module = bg_py_module_of(machine, name);
    if (module->file == NULL || module->file->fault != NULL) {
        return NULL;
    }
    struct launch_search found = {0};
    search_block(&found, module->file->body);
    search_block(&found, module->file->body); /* now that the variable is known */
    const struct bg_py_node *node = found.launched != NULL ? found.launched : found.assigned;
    if (node == NULL || node->a->kind != BG_PY_NAME) {
        return NULL;
    }
    struct bg_py_value *value = bg_py_module_name(machine, module, node->a->text);
    if (bg_py_is(value, BG_PY_IS_CLASS)) {
        machine->launched = node;
        machine->launched_in = module;
    }
    return value;
}

static bool is_source(const struct bg_py_class *class) {
    for (size_t i = 0; i < class->line_count; i++) {
        const struct bg_py_value *one = class->line[i];
        if (one->type == BG_PY_IS_NATIVE && !bg_slice_starts(one->text, BG_LITERAL("builtins.")) &&
            (bg_slice_ends(one->text, BG_LITERAL("Source")) || bg_slice_ends(one->text, BG_LITERAL("SourceAdapter")))) {
            return true;
        }
    }
    return false;
}

/* "SourceAcme" and "source_acme" are one name. */
static bool is_called(struct bg_slice class, struct bg_slice package) {
    size_t i = 0;
    for (size_t j = 0; j < package.len; j++) {
        if (package.at[j] != '_') {
            if (i == class.len || bg_ascii_lower(class.at[i]) != bg_ascii_lower(package.at[j])) {
                return false;
            }
            i++;
        }
    }
    return i == class.len;
}

static struct bg_py_value *declared_in(struct bg_py_machine *machine, struct bg_slice name, struct bg_slice package) {
    struct bg_py_module *module = bg_py_module_of(machine, name);
    struct bg_py_value *failed = bg_py_module_name(machine, module, BG_LITERAL("__name__"));
    struct bg_py_value *best = NULL;
    for (size_t i = 0; i < module->names->count; i++) {
        struct bg_py_value *value = module->names->items[i]->value;
        if (!bg_py_is(value, BG_PY_IS_CLASS) || value->class->module != module || !is_source(value->class)) {
            continue;
        }
        if (is_called(value->class->name, package)) {
            return value;
        }
        best = value;
    }
    return best != NULL ? best : bg_py_is(failed, BG_PY_IS_UNKNOWN) ? failed : NULL;
}

struct bg_py_value *bg_py_source_class(struct bg_py_machine *machine, struct bg_slice package) {
    static const char *const starts[] = {"main", "%.*s.run", "%.*s.main", "%.*s.__main__"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        struct bg_slice rest = bg_slice_of(starts[i]);
        struct bg_slice name = rest;
        if (bg_slice_starts(rest, BG_LITERAL("%.*s"))) {
            const struct bg_slice parts[] = {package, bg_slice_from(rest, 4)};
            name = bg_arena_join(machine->arena, parts, 2);
        }
        struct bg_py_value *value = launched_in(machine, name);
        if (bg_py_is(value, BG_PY_IS_CLASS) || bg_py_is(value, BG_PY_IS_UNKNOWN)) {
            return value;
        }
    }
    const struct bg_slice parts[] = {package, BG_LITERAL(".source")};
    struct bg_py_value *value = declared_in(machine, bg_arena_join(machine->arena, parts, 2), package);
    return value != NULL ? value : declared_in(machine, package, package);
}
