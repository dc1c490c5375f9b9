/*
 * What is called of the language, its library and the runtime: those that make, filter or read lists, classes and
 * tables, by their dotted names. Everything else gives something unknown.
 */
#include "source/code/python/machine.h"

#include "source/code/mentions.h"
#include "text/read.h"

typedef struct bg_py_value *native_fn(struct bg_py_machine *machine, const struct bg_py_arguments *arguments);

static struct bg_py_value *given(const struct bg_py_arguments *arguments, size_t i) {
    return i < arguments->count ? arguments->given[i] : NULL;
}

static struct bg_py_value *listed(struct bg_py_machine *machine, const struct bg_py_arguments *arguments,
                                  enum bg_py_type type) {
    struct bg_py_value *list = bg_py_make_content(&machine->state, type);
    if (given(arguments, 0) != NULL) {
        list->content = bg_py_iterate(machine, given(arguments, 0));
    }
    return list;
}

static struct bg_py_value *list_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    return listed(machine, arguments, BG_PY_IS_LIST);
}

static struct bg_py_value *tuple_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    return listed(machine, arguments, BG_PY_IS_TUPLE);
}

static struct bg_py_value *set_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    return listed(machine, arguments, BG_PY_IS_SET);
}

static struct bg_py_value *dict_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *dict = bg_py_make_content(&machine->state, BG_PY_IS_DICT);
    if (arguments->count > 0 && given(arguments, 0)->type != BG_PY_IS_DICT) {
        bg_py_open(&machine->state, dict, given(arguments, 0));
        return dict;
    }
    (void)bg_py_call_method(machine, dict, BG_LITERAL("update"), arguments);
    return dict;
}

static struct bg_py_value *chain(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    for (size_t i = 0; i < arguments->count; i++) {
        struct bg_py_arguments one = {.given = &arguments->given[i], .count = 1};
        (void)bg_py_call_method(machine, list, BG_LITERAL("extend"), &one);
    }
    return list;
}

static struct bg_py_value *chain_all(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *lists = listed(machine, arguments, BG_PY_IS_LIST);
    struct bg_py_value *out = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    for (size_t i = 0; i < lists->content->count; i++) {
        struct bg_py_arguments one = {.given = &lists->content->items[i].value, .count = 1};
        (void)bg_py_call_method(machine, out, BG_LITERAL("extend"), &one);
    }
    if (lists->content->open != NULL) {
        bg_py_open(&machine->state, out, lists->content->open);
    }
    return out;
}

/* Each list's items behind the tuples so far. */
static struct bg_py_value *product(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *out = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    struct bg_py_value *empty = bg_py_make_content(&machine->state, BG_PY_IS_TUPLE);
    bg_py_add(&machine->state, out, (struct bg_py_item){NULL, empty, NULL});
    for (size_t i = 0; i < arguments->count; i++) {
        const struct bg_py_content *more = bg_py_iterate(machine, arguments->given[i]);
        struct bg_py_value *next = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
        for (size_t j = 0; j < out->content->count; j++) {
            for (size_t k = 0; k < more->count && bg_py_step(machine); k++) {
                struct bg_py_value *tuple = bg_py_make(&machine->state, BG_PY_IS_TUPLE);
                tuple->content = out->content->items[j].value->content;
                bg_py_add(&machine->state, tuple, (struct bg_py_item){NULL, more->items[k].value, NULL});
                bg_py_add(&machine->state, next, (struct bg_py_item){NULL, tuple, more->items[k].guard});
                bg_py_step_back(machine);
            }
        }
        const struct bg_py_value *open = out->content->open != NULL ? out->content->open : more->open;
        if (open != NULL) {
            bg_py_open(&machine->state, next, open);
        }
        out = next;
    }
    return out;
}

static struct bg_py_value *zip(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *out = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    if (arguments->count != 2) {
        return NULL;
    }
    const struct bg_py_content *a = bg_py_iterate(machine, given(arguments, 0));
    const struct bg_py_content *b = bg_py_iterate(machine, given(arguments, 1));
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        struct bg_py_value *pair = bg_py_make_content(&machine->state, BG_PY_IS_TUPLE);
        bg_py_add(&machine->state, pair, (struct bg_py_item){NULL, a->items[i].value, NULL});
        bg_py_add(&machine->state, pair, (struct bg_py_item){NULL, b->items[i].value, NULL});
        bg_py_add(&machine->state, out, (struct bg_py_item){NULL, pair, a->items[i].guard});
    }
    const struct bg_py_value *open = a->open != NULL ? a->open : b->open;
    if (open != NULL) {
        bg_py_open(&machine->state, out, open);
    }
    return out;
}

static struct bg_py_value *enumerate(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *out = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    if (arguments->count == 0) {
        return NULL;
    }
    const struct bg_py_content *content = bg_py_iterate(machine, given(arguments, 0));
    for (size_t i = 0; i < content->count; i++) {
        struct bg_py_value *pair = bg_py_make_content(&machine->state, BG_PY_IS_TUPLE);
        bg_py_add(&machine->state, pair, (struct bg_py_item){NULL, bg_py_int(machine, (int64_t)i), NULL});
        bg_py_add(&machine->state, pair, (struct bg_py_item){NULL, content->items[i].value, NULL});
        bg_py_add(&machine->state, out, (struct bg_py_item){NULL, pair, content->items[i].guard});
    }
    if (content->open != NULL) {
        bg_py_open(&machine->state, out, content->open);
    }
    return out;
}

/* map and filter: the function of each item. */
static struct bg_py_value *mapped(struct bg_py_machine *machine, const struct bg_py_arguments *arguments,
                                  bool is_filter) {
    if (arguments->count != 2) {
        return NULL;
    }
    struct bg_py_value *out = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    const struct bg_py_content *content = bg_py_iterate(machine, given(arguments, 1));
    for (size_t i = 0; i < content->count; i++) {
        struct bg_py_item item = content->items[i];
        struct bg_py_arguments one = {.given = &item.value, .count = 1};
        bool is_itself = given(arguments, 0)->type == BG_PY_IS_NONE;
        struct bg_py_value *value = is_itself ? item.value : bg_py_call(machine, given(arguments, 0), &one);
        enum bg_py_truth truth = is_filter ? bg_py_truth_of(value) : BG_PY_YES;
        if (truth == BG_PY_MAYBE) {
            struct bg_py_guard own = {bg_arena_alloc(machine->arena, sizeof *own.branch), 0, NULL};
            item.guard = bg_py_guard_join(&machine->state, &own, item.guard);
        }
        item.value = is_filter ? item.value : value;
        if (truth != BG_PY_NO) {
            bg_py_add(&machine->state, out, item);
        }
    }
    if (content->open != NULL) {
        bg_py_open(&machine->state, out, content->open);
    }
    return out;
}

static struct bg_py_value *map(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    return mapped(machine, arguments, false);
}

static struct bg_py_value *filter(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    return mapped(machine, arguments, true);
}

static struct bg_py_value *length(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    const struct bg_py_value *value = given(arguments, 0);
    if (value == NULL || value->content == NULL || value->content->open != NULL) {
        return NULL;
    }
    for (size_t i = 0; i < value->content->count; i++) {
        if (value->content->items[i].guard != NULL) {
            return NULL;
        }
    }
    return bg_py_int(machine, (int64_t)value->content->count);
}

static struct bg_py_value *text_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_slice text;
    bool is_known = arguments->count == 1 && bg_py_text_of(machine, given(arguments, 0), &text);
    return is_known ? bg_py_text(machine, text) : NULL;
}

static struct bg_py_value *snake(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    bool is_known = bg_py_is(given(arguments, 0), BG_PY_IS_TEXT);
    return is_known ? bg_py_text(machine, bg_python_snake(machine->arena, given(arguments, 0)->text)) : NULL;
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
    const struct bg_py_value *value = given(arguments, 0);
    const struct bg_py_value *type = given(arguments, 1);
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
    bool is_class = arguments->count == 2 && given(arguments, 0)->type == BG_PY_IS_CLASS;
    return is_class ? bg_py_bool(machine, is_of(given(arguments, 0)->class, given(arguments, 1))) : NULL;
}

/* type(x), and the class that type(name, bases, members) makes. */
static struct bg_py_value *type_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    if (arguments->count == 1) {
        bool is_instance = given(arguments, 0)->type == BG_PY_IS_INSTANCE;
        return is_instance ? given(arguments, 0)->class->line[0] : NULL;
    }
    if (arguments->count != 3 || !bg_py_is_sequence(given(arguments, 1)) ||
        given(arguments, 2)->type != BG_PY_IS_DICT) {
        return NULL;
    }
    const struct bg_py_value *name = given(arguments, 0);
    const struct bg_py_content *bases = given(arguments, 1)->content;
    const struct bg_py_content *members = given(arguments, 2)->content;
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

static struct bg_py_value *get_attribute(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    if (arguments->count < 2 || given(arguments, 1)->type != BG_PY_IS_TEXT) {
        return NULL;
    }
    struct bg_py_value *object = given(arguments, 0);
    struct bg_slice name = given(arguments, 1)->text;
    if (arguments->count == 3 && object->type == BG_PY_IS_INSTANCE) {
        const struct bg_py_class *owner;
        const struct bg_py_value *outside;
        bool is_there = bg_py_look_up(object->class, NULL, name, &owner, &outside) != NULL || outside != NULL ||
                        bg_py_get(object->names, name) != NULL || bg_py_has_base(object->class, "airbyte_cdk.");
        return is_there ? bg_py_attribute(machine, object, name) : given(arguments, 2);
    }
    return bg_py_attribute(machine, object, name);
}

static struct bg_py_value *itself(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)machine;
    return given(arguments, 0);
}

static struct bg_py_value *cast(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)machine;
    return given(arguments, 1);
}

static struct bg_py_value *third(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    (void)machine;
    return given(arguments, 2);
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
    const struct bg_py_value *text = given(arguments, 0);
    const struct bg_node *node;
    struct bg_error err;
    if (text == NULL || (text->type != BG_PY_IS_TEXT && text->type != BG_PY_IS_BYTES)) {
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
    const struct bg_py_value *package = given(arguments, 0);
    const struct bg_py_value *path = given(arguments, 1);
    if (!bg_py_is(package, BG_PY_IS_TEXT) || !bg_py_is(path, BG_PY_IS_TEXT)) {
        return NULL;
    }
    struct bg_slice rest = package->text;
    const struct bg_slice parts[] = {bg_slice_cut(&rest, '.'), BG_LITERAL("/"), path->text};
    struct bg_slice text = machine->files.read(machine->files.payload, bg_arena_join(machine->arena, parts, 3));
    struct bg_py_value *value = bg_py_text(machine, text);
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
    bool is_class = bg_py_is(given(arguments, 0), BG_PY_IS_CLASS);
    return is_class ? bg_py_text(machine, package_of_class(given(arguments, 0)->class)) : NULL;
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
    bool is_known = bg_py_is(given(arguments, 0), BG_PY_IS_TEXT);
    struct bg_slice package = is_known ? given(arguments, 0)->text : BG_LITERAL("");
    return bg_py_native(machine, bg_arena_printf(machine->arena, "loader:%.*s", BG_ARGS(package)));
}

static struct bg_py_value *runtime_schema(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *self = given(arguments, 0);
    return schema(machine, package_of_class(self->class), bg_py_attribute(machine, self, BG_LITERAL("name")));
}

static struct bg_py_value *runtime_streams(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    const struct bg_py_class *class = given(arguments, 0)->class;
    for (size_t i = 0; i < class->line_count; i++) {
        const struct bg_py_value *one = class->line[i];
        if (one->type == BG_PY_IS_NATIVE && bg_slice_ends(one->text, BG_LITERAL("DeclarativeSource"))) {
            struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
            struct bg_py_value *all = bg_py_make(&machine->state, BG_PY_IS_MANIFEST);
            struct bg_py_value *path = bg_py_get(given(arguments, 0)->names, BG_LITERAL("path_to_yaml"));
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
        bg_py_set(&machine->state, given(arguments, 0)->names, BG_LITERAL("path_to_yaml"), path);
    }
    return machine->none;
}

static const struct native {
    const char *name; /* with a star: of any package */
    native_fn *run;
} natives[] = {
    {"*.ConcurrentSourceAdapter.convert_to_concurrent_stream", third},
    {"*.ResourceSchemaLoader", loader},
    {"*.StreamFacade.create_from_stream", itself},
    {"*.casing.camel_to_snake", snake},
    {"*.package_name_from_class", package_of},
    {"builtins.dict", dict_of},
    {"builtins.enumerate", enumerate},
    {"builtins.filter", filter},
    {"builtins.frozenset", set_of},
    {"builtins.getattr", get_attribute},
    {"builtins.isinstance", is_instance},
    {"builtins.issubclass", is_subclass},
    {"builtins.iter", itself},
    {"builtins.len", length},
    {"builtins.list", list_of},
    {"builtins.map", map},
    {"builtins.reversed", list_of},
    {"builtins.set", set_of},
    {"builtins.sorted", list_of},
    {"builtins.str", text_of},
    {"builtins.tuple", tuple_of},
    {"builtins.type", type_of},
    {"builtins.zip", zip},
    {"inspect.getmembers", inspected},
    {"itertools.chain", chain},
    {"itertools.chain.from_iterable", chain_all},
    {"itertools.product", product},
    {"json.loads", json_of},
    {"pkgutil.get_data", data_of},
    {"runtime.__init__", runtime_init},
    {"runtime.convert_to_concurrent_stream", third},
    {"runtime.get_json_schema", runtime_schema},
    {"runtime.streams", runtime_streams},
    {"typing.cast", cast},
};

struct bg_py_value *bg_py_call_native(struct bg_py_machine *machine, struct bg_slice name,
                                      const struct bg_py_arguments *arguments) {
    struct bg_slice package = bg_slice_from(name, strlen("loader:"));
    bool is_loader = bg_slice_starts(name, BG_LITERAL("loader:")) && bg_slice_ends(name, BG_LITERAL(".get_schema"));
    if (is_loader) {
        return schema(machine, bg_slice_range(package, 0, package.len - strlen(".get_schema")), given(arguments, 0));
    }
    for (size_t i = 0; i < sizeof natives / sizeof natives[0]; i++) {
        const char *wanted = natives[i].name;
        bool is_it = wanted[0] == '*' ? bg_slice_ends(name, bg_slice_of(wanted + 1)) : bg_slice_is(name, wanted);
        bool needs_self =
            bg_slice_starts(name, BG_LITERAL("runtime.")) && !bg_py_is(given(arguments, 0), BG_PY_IS_INSTANCE);
        if (is_it && !needs_self) {
            struct bg_py_value *value = natives[i].run(machine, arguments);
            if (value != NULL) {
                return value;
            }
            break;
        }
    }
    struct bg_slice why = bg_arena_printf(machine->arena, "what %.*s gives is not known", BG_ARGS(name));
    return bg_py_unknown_of(machine, why, (struct bg_place){0});
}
