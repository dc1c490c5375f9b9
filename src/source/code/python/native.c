/*
 * What is called of the language, its library and the runtime: those that make, filter or read lists, classes and
 * tables, by their dotted names. Everything else gives something unknown.
 */
#include "source/code/python/native.h"

#include "source/code/mentions.h"
#include "text/read.h"

static struct bg_py_value *text_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_slice text;
    bool is_known = arguments->count == 1 && bg_py_text_of(machine, bg_py_given(arguments, 0), &text);
    return is_known ? bg_py_text(machine, text) : NULL;
}

static struct bg_py_value *snake(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    bool is_known = bg_py_is(bg_py_given(arguments, 0), BG_PY_IS_TEXT);
    return is_known ? bg_py_text(machine, bg_python_snake(machine->arena, bg_py_given(arguments, 0)->text)) : NULL;
}

static enum bg_py_truth is_of(const struct bg_py_class *class, const struct bg_py_value *other) {
    if (other->type == BG_PY_IS_TUPLE && other->content->open == NULL) {
        enum bg_py_truth any = BG_PY_NO;
        for (size_t i = 0; i < other->content->count && any != BG_PY_YES; i++) {
            const struct bg_py_value *one = other->content->items[i].value;
            enum bg_py_truth truth = one->type == BG_PY_IS_TUPLE ? BG_PY_MAYBE : is_of(class, one);
            any = truth == BG_PY_NO ? any : truth;
        }
        return any;
    }
    bool is_whole = true;
    for (size_t i = 0; i < class->line_count; i++) {
        const struct bg_py_value *one = class->line[i];
        bool is_it =
            one->type == other->type && (one->type == BG_PY_IS_CLASS    ? one->class == other->class
                                         : one->type == BG_PY_IS_NATIVE ? bg_slice_equal(one->text, other->text)
                                                                        : false);
        if (is_it) {
            return BG_PY_YES;
        }
        is_whole = is_whole && one->type != BG_PY_IS_UNKNOWN;
    }
    return is_whole && other->type == BG_PY_IS_CLASS ? BG_PY_NO : BG_PY_MAYBE;
}

static struct bg_py_value *is_instance(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    static const struct {
        const char *name;
        enum bg_py_type type;
    } types[] = {{"builtins.str", BG_PY_IS_TEXT},
                 {"builtins.list", BG_PY_IS_LIST},
                 {"builtins.dict", BG_PY_IS_DICT},
                 {"builtins.tuple", BG_PY_IS_TUPLE},
                 {"builtins.set", BG_PY_IS_SET}};
    if (arguments->count != 2) {
        return NULL;
    }
    const struct bg_py_value *value = bg_py_given(arguments, 0);
    const struct bg_py_value *type = bg_py_given(arguments, 1);
    if (value->type == BG_PY_IS_INSTANCE) {
        return bg_py_bool(machine, is_of(value->class, type));
    }
    bool is_plain = value->type == BG_PY_IS_TEXT || value->content != NULL || value->type == BG_PY_IS_NONE;
    for (size_t i = 0; is_plain && i < sizeof types / sizeof types[0]; i++) {
        if (type->type == BG_PY_IS_NATIVE && bg_slice_is(type->text, types[i].name)) {
            return bg_py_bool(machine, value->type == types[i].type ? BG_PY_YES : BG_PY_NO);
        }
    }
    return is_plain && type->type == BG_PY_IS_CLASS ? bg_py_bool(machine, BG_PY_NO) : NULL;
}

static struct bg_py_value *is_subclass(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    bool is_class = arguments->count == 2 && bg_py_given(arguments, 0)->type == BG_PY_IS_CLASS;
    return is_class ? bg_py_bool(machine, is_of(bg_py_given(arguments, 0)->class, bg_py_given(arguments, 1))) : NULL;
}

/* The class that type(name, bases, members) makes: of its three arguments. */
static struct bg_py_value *class_of(struct bg_py_machine *machine, struct bg_py_value *tuple, void *payload) {
    const struct bg_py_arguments *arguments = payload;
    if (!bg_py_is_sequence(tuple)) {
        return bg_py_unknown_of(machine, BG_LITERAL("the bases of a class are not known"), (struct bg_place){0});
    }
    const struct bg_py_value *name = arguments->given[0];
    const struct bg_py_content *bases = tuple->content;
    const struct bg_py_content *members = arguments->given[2]->content;
    struct bg_py_value **line = bg_arena_array(machine->arena, bases->count, sizeof(struct bg_py_value *));
    for (size_t i = 0; i < bases->count; i++) {
        line[i] = bases->items[i].value;
    }
    bool is_named = name->type == BG_PY_IS_TEXT;
    struct bg_py_class *class = bg_py_class_new(machine, is_named ? name->text : BG_LITERAL(""), line, bases->count);
    class->is_made = true;
    for (size_t i = 0; i < bases->count && class->module == NULL; i++) {
        class->module = line[i]->type == BG_PY_IS_CLASS ? line[i]->class->module : NULL;
        class->at = line[i]->type == BG_PY_IS_CLASS ? line[i]->class->at : class->at;
    }
    for (size_t i = 0; i < members->count; i++) {
        if (members->items[i].key->type == BG_PY_IS_TEXT) {
            bg_py_set(&machine->state, class->names, members->items[i].key->text, members->items[i].value);
        }
    }
    if (!is_named && bg_py_get(class->names, BG_LITERAL("name")) == NULL) {
        bg_py_set(&machine->state, class->names, BG_LITERAL("name"),
                  bg_py_unknown_of(machine, BG_LITERAL("the name of a class is made when it runs"), name->at));
    }
    return class->line[0];
}

/* type(x), and the class that type(name, bases, members) makes. */
static struct bg_py_value *type_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    if (arguments->count == 1) {
        bool is_instance = bg_py_given(arguments, 0)->type == BG_PY_IS_INSTANCE;
        return is_instance ? bg_py_given(arguments, 0)->class->line[0] : NULL;
    }
    if (arguments->count != 3 || bg_py_given(arguments, 2)->type != BG_PY_IS_DICT) {
        return NULL;
    }
    struct bg_py_arguments copy = *arguments;
    return bg_py_each(machine, bg_py_given(arguments, 1), class_of, &copy);
}

static struct bg_py_value *get_attribute(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    if (arguments->count < 2 || bg_py_given(arguments, 1)->type != BG_PY_IS_TEXT) {
        return NULL;
    }
    struct bg_py_value *object = bg_py_given(arguments, 0);
    struct bg_slice name = bg_py_given(arguments, 1)->text;
    if (arguments->count == 3 && object->type == BG_PY_IS_INSTANCE) {
        const struct bg_py_class *owner;
        const struct bg_py_value *outside;
        bool is_there = bg_py_look_up(object->class, NULL, name, &owner, &outside) != NULL || outside != NULL ||
                        bg_py_get(object->names, name) != NULL || bg_py_has_base(object->class, "airbyte_cdk.");
        return is_there ? bg_py_attribute(machine, object, name) : bg_py_given(arguments, 2);
    }
    return bg_py_attribute(machine, object, name);
}

static struct bg_py_value *set_attribute(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    if (arguments->count != 3) {
        return NULL;
    }
    if (bg_py_is(bg_py_given(arguments, 1), BG_PY_IS_TEXT)) {
        bg_py_set_attribute(machine, bg_py_given(arguments, 0), bg_py_given(arguments, 1)->text,
                            bg_py_given(arguments, 2));
        return machine->none;
    }
    static const char *const asked[] = {"name", "primary_key", "cursor_field", "supports_incremental"};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) { /* it may be any of them */
        bg_py_set_attribute(machine, bg_py_given(arguments, 0), bg_slice_of(asked[i]),
                            bg_py_unknown_of(machine, BG_LITERAL("an attribute is set by a name that is not known"),
                                             (struct bg_place){0}));
    }
    return machine->none;
}

static struct bg_py_value *imported(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    if (arguments->count != 1 || !bg_py_is(bg_py_given(arguments, 0), BG_PY_IS_TEXT)) {
        return NULL;
    }
    struct bg_py_module *module = bg_py_module_of(machine, bg_py_given(arguments, 0)->text);
    return module->file != NULL ? module->value : NULL;
}

static struct bg_py_value *logger(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)arguments;
    return bg_py_native(machine, BG_LITERAL("logging.logger"));
}

static struct bg_py_value *itself(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)machine;
    return bg_py_given(arguments, 0);
}

static struct bg_py_value *cast(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)machine;
    return bg_py_given(arguments, 1);
}

static struct bg_py_value *third(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)machine;
    return bg_py_given(arguments, 2);
}

static struct bg_py_value *value_of(struct bg_py_machine *machine, const struct bg_node *node) {
    switch (node->kind) {
    case BG_NODE_NULL:
        return machine->none;
    case BG_NODE_BOOL:
        return bg_py_bool(machine, node->as.boolean ? BG_PY_YES : BG_PY_NO);
    case BG_NODE_STRING:
        return bg_py_text(machine, node->as.text);
    case BG_NODE_LIST: {
        struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
        for (size_t i = 0; i < node->count && bg_py_step(machine); i++) {
            struct bg_py_value *value = value_of(machine, node->as.items[i]);
            bg_py_add(&machine->state, list, (struct bg_py_item){NULL, value, NULL});
            bg_py_step_back(machine);
        }
        return list;
    }
    case BG_NODE_MAP: {
        struct bg_py_value *dict = bg_py_make_content(&machine->state, BG_PY_IS_DICT);
        for (size_t i = 0; i < node->count && bg_py_step(machine); i++) {
            struct bg_py_value *value = value_of(machine, node->as.members[i].value);
            bg_py_put(machine, dict, bg_py_text(machine, node->as.members[i].key), value);
            bg_py_step_back(machine);
        }
        return dict;
    }
    case BG_NODE_INT:
    case BG_NODE_FLOAT:
        break;
    }
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_FLOAT);
    value->text = node->as.text;
    return value;
}

/* A table in a file of the package is as constant as code. */
static struct bg_py_value *json_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    const struct bg_py_value *text = bg_py_given(arguments, 0);
    const struct bg_node *node;
    struct bg_error err;
    if (text == NULL || (text->type != BG_PY_IS_TEXT && text->type != BG_PY_IS_BYTES)) {
        return NULL;
    }
    if (!bg_py_may_make(machine, text->text.len)) {
        return NULL;
    }
    struct bg_source *source = bg_source_new(machine->arena, BG_LITERAL("a file of the package"), text->text);
    struct bg_py_value *value = NULL;
    if (bg_read_json(machine->arena, source, NULL, &node, &err) && bg_py_step(machine)) {
        value = value_of(machine, node);
        bg_py_step_back(machine);
    }
    return value;
}

static struct bg_py_value *data_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    const struct bg_py_value *package = bg_py_given(arguments, 0);
    const struct bg_py_value *path = bg_py_given(arguments, 1);
    if (!bg_py_is(package, BG_PY_IS_TEXT) || !bg_py_is(path, BG_PY_IS_TEXT)) {
        return NULL;
    }
    struct bg_slice rest = package->text;
    const struct bg_slice parts[] = {bg_slice_cut(&rest, '.'), BG_LITERAL("/"), path->text};
    struct bg_slice text = machine->files.read(machine->files.payload, bg_arena_join(machine->arena, parts, 3));
    struct bg_py_value *value = bg_py_text(machine, text);
    machine->steps += text.len / 64;
    value->type = BG_PY_IS_BYTES;
    return text.at == NULL ? NULL : value;
}

static struct bg_py_value *inspected(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)arguments;
    return bg_py_unknown_of(machine, BG_LITERAL("classes are found by inspection"), (struct bg_place){0});
}

static struct bg_slice package_of_class(const struct bg_py_class *class) {
    struct bg_slice rest = class->module == NULL ? BG_NO_SLICE : class->module->name;
    return class->is_made ? BG_LITERAL("abc") : bg_slice_cut(&rest, '.');
}

static struct bg_py_value *package_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    bool is_class = bg_py_is(bg_py_given(arguments, 0), BG_PY_IS_CLASS);
    return is_class ? bg_py_text(machine, package_of_class(bg_py_given(arguments, 0)->class)) : NULL;
}

static struct bg_py_value *schema(struct bg_py_machine *machine, struct bg_slice package,
                                  const struct bg_py_value *name) {
    struct bg_py_value *value = bg_py_make(&machine->state, BG_PY_IS_SCHEMA);
    value->package = package;
    value->text = bg_py_is(name, BG_PY_IS_TEXT) ? name->text : BG_NO_SLICE;
    machine->schema = value;
    return value;
}

/* The loader of schemas stands for its package, and its method for a file there. */
static struct bg_py_value *loader(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    bool is_known = bg_py_is(bg_py_given(arguments, 0), BG_PY_IS_TEXT);
    struct bg_slice package = is_known ? bg_py_given(arguments, 0)->text : BG_LITERAL("");
    return bg_py_native(machine, bg_arena_printf(machine->arena, "loader:%.*s", BG_ARGS(package)));
}

/* Those of the runtime are called with an instance before their arguments: bg_py_call_native. */
static struct bg_py_value *runtime_schema(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *self = arguments->given[0];
    return schema(machine, package_of_class(self->class), bg_py_attribute(machine, self, BG_LITERAL("name")));
}

static struct bg_py_value *runtime_streams(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    const struct bg_py_class *class = arguments->given[0]->class;
    for (size_t i = 0; i < class->line_count; i++) {
        const struct bg_py_value *one = class->line[i];
        if (one->type == BG_PY_IS_NATIVE && bg_slice_ends(one->text, BG_LITERAL("DeclarativeSource"))) {
            struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
            struct bg_py_value *all = bg_py_make(&machine->state, BG_PY_IS_MANIFEST);
            struct bg_py_value *path = bg_py_get(arguments->given[0]->names, BG_LITERAL("path_to_yaml"));
            all->text = bg_py_is(path, BG_PY_IS_TEXT) ? path->text : BG_NO_SLICE;
            bg_py_add(&machine->state, list, (struct bg_py_item){NULL, all, NULL});
            return list;
        }
    }
    return bg_py_unknown_of(machine, BG_LITERAL("the connector has no streams() of its own"), class->at);
}

static struct bg_py_value *runtime_init(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *path = bg_py_keyword(arguments, "path_to_yaml");
    if (path != NULL) {
        bg_py_set(&machine->state, arguments->given[0]->names, BG_LITERAL("path_to_yaml"), path);
    }
    return machine->none;
}

static const struct bg_py_native natives[] = {
    {"*.ConcurrentSourceAdapter.convert_to_concurrent_stream", third},
    {"*.ResourceSchemaLoader", loader},
    {"*.StreamFacade.create_from_stream", itself},
    {"*.casing.camel_to_snake", snake},
    {"*.package_name_from_class", package_of},
    {"builtins.getattr", get_attribute},
    {"builtins.isinstance", is_instance},
    {"builtins.issubclass", is_subclass},
    {"builtins.iter", itself},
    {"builtins.setattr", set_attribute},
    {"builtins.str", text_of},
    {"builtins.type", type_of},
    {"importlib.import_module", imported},
    {"inspect.getmembers", inspected},
    {"json.loads", json_of},
    {"logging.getLogger", logger},
    {"pkgutil.get_data", data_of},
    {"runtime.__init__", runtime_init},
    {"runtime.convert_to_concurrent_stream", third},
    {"runtime.get_json_schema", runtime_schema},
    {"runtime.streams", runtime_streams},
    {"typing.cast", cast},
};

static const struct bg_py_native *find(const struct bg_py_native *table, size_t count, struct bg_slice name) {
    for (size_t i = 0; i < count; i++) {
        const char *wanted = table[i].name;
        bool is_it = wanted[0] == '*' ? bg_slice_ends(name, bg_slice_of(wanted + 1)) : bg_slice_is(name, wanted);
        if (is_it) {
            return &table[i];
        }
    }
    return NULL;
}

struct bg_py_value *bg_py_call_native(struct bg_py_machine *machine, struct bg_slice name,
                                      const struct bg_py_arguments *arguments) {
    struct bg_slice package = bg_slice_from(name, strlen("loader:"));
    bool is_loader = bg_slice_starts(name, BG_LITERAL("loader:")) && bg_slice_ends(name, BG_LITERAL(".get_schema"));
    if (is_loader) {
        return schema(machine, bg_slice_range(package, 0, package.len - strlen(".get_schema")),
                      bg_py_given(arguments, 0));
    }
    const struct bg_py_native *native = find(natives, sizeof natives / sizeof natives[0], name);
    native = native != NULL ? native : find(bg_py_list_natives, bg_py_list_native_count, name);
    bool needs_self = bg_slice_starts(name, BG_LITERAL("runtime."));
    bool is_able = native != NULL && (!needs_self || bg_py_is(bg_py_given(arguments, 0), BG_PY_IS_INSTANCE));
    struct bg_py_value *value = is_able ? native->run(machine, arguments) : NULL;
    if (value != NULL) {
        return value;
    }
    struct bg_slice why = bg_arena_printf(machine->arena, "what %.*s gives is not known", BG_ARGS(name));
    return bg_py_unknown_of(machine, why, (struct bg_place){0});
}
