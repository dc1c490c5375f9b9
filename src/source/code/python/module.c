/*
 * Modules of the connector. One is read and run when the first of its names is asked for: what is imported and never
 * used (generated modules of megabytes are) costs nothing. Modules that the connector does not have are names.
 */
#include "source/code/python/machine.h"

#include "base/limits.h"

enum { MOST_MODULES_NESTED = 24 };

static struct bg_slice path_of(struct bg_py_machine *machine, struct bg_slice name, const char *ending) {
    char *path = bg_arena_alloc(machine->arena, name.len + strlen(ending) + 1);
    for (size_t i = 0; i < name.len; i++) {
        path[i] = name.at[i];
        if (path[i] == '.') {
            path[i] = '/';
        }
    }
    memcpy(path + name.len, ending, strlen(ending));
    return (struct bg_slice){path, name.len + strlen(ending)};
}

static bool is_package(const struct bg_py_module *module) {
    return bg_slice_ends(module->path, BG_LITERAL("/__init__.py"));
}

struct bg_py_module *bg_py_module_of(struct bg_py_machine *machine, struct bg_slice name) {
    for (size_t i = 0; i < machine->count; i++) {
        if (bg_slice_equal(machine->items[i]->name, name)) {
            return machine->items[i];
        }
    }
    machine->steps += 1 + machine->count / 64; /* the search, too */
    struct bg_py_module *module = bg_arena_alloc(machine->arena, sizeof *module);
    module->name = bg_arena_copy(machine->arena, name);
    module->names = bg_py_names_new(&machine->state);
    module->value = bg_py_make(&machine->state, BG_PY_IS_MODULE);
    module->value->module = module;
    module->path = path_of(machine, name, "/__init__.py");
    if (!machine->files.has(machine->files.payload, module->path)) {
        module->path = path_of(machine, name, ".py");
    }
    if (machine->steps >= machine->most_steps) {
        return module;
    }
    BG_VECTOR_ADD(machine->arena, machine, module);
    struct bg_slice text = name.len == 0 ? BG_NO_SLICE : machine->files.read(machine->files.payload, module->path);
    if (text.at != NULL) {
        struct bg_source *source = bg_source_new(machine->arena, module->path, text);
        module->file = bg_py_parse(machine->arena, source);
    }
    return module;
}

/* Its statements, whoever asks on whatever way: what it has is always there. */
static void run(struct bg_py_machine *machine, struct bg_py_module *module) {
    module->is_run = true;
    if (machine->modules >= MOST_MODULES_NESTED) {
        return;
    }
    uint64_t way_began = machine->state.way_began;
    const struct bg_py_guard *path = machine->state.path;
    unsigned depth = machine->depth;
    machine->state.way_began = 0;
    machine->state.path = NULL;
    machine->depth = 0;
    machine->modules++;
    struct bg_py_scope *scope = bg_arena_alloc(machine->arena, sizeof *scope);
    *scope = (struct bg_py_scope){.names = module->names, .module = module};
    struct bg_py_frame frame = {.scope = scope};
    (void)bg_py_execute(machine, &frame, module->file->body);
    machine->modules--;
    machine->depth = depth;
    machine->state.path = path;
    machine->state.way_began = way_began;
}

static struct bg_slice below(struct bg_py_machine *machine, struct bg_slice package, struct bg_slice name) {
    const struct bg_slice parts[] = {package, BG_LITERAL("."), name};
    return package.len == 0 ? name : bg_arena_join(machine->arena, parts, 3);
}

struct bg_py_value *bg_py_resolve(struct bg_py_machine *machine, struct bg_py_value *value) {
    for (unsigned i = 0; value->type == BG_PY_IS_IMPORT && i < BG_LIMIT_CODE_EITHER; i++) {
        struct bg_py_value *found = bg_py_module_name(machine, value->module, value->text);
        if (found == NULL) {
            struct bg_slice why =
                bg_arena_printf(machine->arena, "%.*s has no %.*s", BG_ARGS(value->module->path), BG_ARGS(value->text));
            return bg_py_unknown_of(machine, why, (struct bg_place){0});
        }
        value = found;
    }
    return value;
}

struct bg_py_value *bg_py_module_name(struct bg_py_machine *machine, struct bg_py_module *module,
                                      struct bg_slice name) {
    if (module->file != NULL && module->file->fault != NULL) {
        struct bg_slice why =
            bg_arena_printf(machine->arena, "%.*s cannot be parsed: %s", BG_ARGS(module->path), module->file->fault);
        return bg_py_unknown_of(machine, why, module->file->fault_at);
    }
    if (module->file != NULL && !module->is_run) {
        run(machine, module);
    }
    struct bg_py_value *value = bg_py_get(module->names, name);
    if (value != NULL && bg_py_step(machine)) {
        value = bg_py_resolve(machine, value);
        bg_py_step_back(machine);
        return value;
    }
    if (module->file == NULL || is_package(module)) {
        struct bg_py_module *inner = bg_py_module_of(machine, below(machine, module->name, name));
        if (inner->file != NULL) {
            return inner->value;
        }
    }
    if (bg_slice_is(name, "__name__")) {
        return bg_py_text(machine, module->name);
    }
    return machine->steps >= machine->most_steps
               ? bg_py_unknown_of(machine, BG_LITERAL("the code is too long to be followed"), (struct bg_place){0})
               : NULL;
}

/* The package from which so many dots count. */
static struct bg_slice package_of(const struct bg_py_module *module, unsigned level) {
    struct bg_slice name = module->name;
    for (unsigned i = is_package(module) ? 1 : 0; i < level; i++) {
        size_t end = name.len;
        while (end > 0 && name.at[end - 1] != '.') {
            end--;
        }
        name = bg_slice_range(name, 0, end > 0 ? end - 1 : 0);
    }
    return name;
}

static void import_all(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_py_module *from) {
    (void)bg_py_module_name(machine, from, BG_LITERAL("__all__"));
    for (size_t i = 0; i < from->names->count; i++) {
        const struct bg_py_cell *cell = from->names->items[i];
        if (cell->value != NULL && !bg_slice_starts(cell->name, BG_LITERAL("_"))) {
            bg_py_set(&machine->state, frame->scope->names, cell->name, cell->value);
        }
    }
}

static void import_from(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *node) {
    struct bg_slice name = node->text;
    if (node->level > 0) {
        struct bg_slice package = package_of(frame->scope->module, node->level);
        name = name.len == 0 ? package : below(machine, package, name);
    }
    struct bg_py_module *from = bg_py_module_of(machine, name);
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *alias = node->items.items[i];
        if (bg_slice_is(alias->text, "*")) {
            import_all(machine, frame, from);
            continue;
        }
        struct bg_slice whole = below(machine, name, alias->text);
        bool is_own = from->file != NULL || bg_py_module_of(machine, whole)->file != NULL;
        struct bg_py_value *value =
            is_own ? bg_py_make(&machine->state, BG_PY_IS_IMPORT) : bg_py_native(machine, whole);
        if (is_own) {
            value->module = from;
            value->text = alias->text;
        }
        bg_py_set(&machine->state, frame->scope->names, alias->a != NULL ? alias->a->text : alias->text, value);
    }
}

/* Whether the connector has it, or something in it. */
static bool is_own_module(struct bg_py_machine *machine, struct bg_slice top, struct bg_slice whole) {
    return bg_py_module_of(machine, top)->file != NULL || bg_py_module_of(machine, whole)->file != NULL;
}

void bg_py_import(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *node) {
    if (node->kind == BG_PY_FROM) {
        import_from(machine, frame, node);
        return;
    }
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *alias = node->items.items[i];
        struct bg_slice rest = alias->text;
        struct bg_slice top = bg_slice_cut(&rest, '.');
        struct bg_slice name = alias->a != NULL ? alias->text : top;
        struct bg_py_value *value = is_own_module(machine, top, alias->text) ? bg_py_module_of(machine, name)->value
                                                                             : bg_py_native(machine, name);
        bg_py_set(&machine->state, frame->scope->names, alias->a != NULL ? alias->a->text : top, value);
    }
}
