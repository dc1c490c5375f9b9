/* Lists and dictionaries that functions of the language make of others: see machine.h. */
#include "source/code/python/native.h"

static struct bg_py_value *listed(struct bg_py_machine *machine, const struct bg_py_arguments *arguments,
                                  enum bg_py_type type) {
    struct bg_py_value *list = bg_py_make_content(&machine->state, type);
    if (bg_py_given(arguments, 0) != NULL) {
        list->content = bg_py_iterate(machine, bg_py_given(arguments, 0));
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

/* Pairs as a dictionary. */
static void put_pairs(struct bg_py_machine *machine, struct bg_py_value *dict, struct bg_py_value *pairs) {
    const struct bg_py_content *content = bg_py_iterate(machine, pairs);
    for (size_t i = 0; i < content->count; i++) {
        const struct bg_py_item *item = &content->items[i];
        bool is_pair = bg_py_is(item->value, BG_PY_IS_TUPLE) && item->value->content->count == 2;
        if (is_pair && item->guard == NULL) {
            bg_py_put(machine, dict, item->value->content->items[0].value, item->value->content->items[1].value);
        } else {
            bg_py_open(&machine->state, dict, item->value);
        }
    }
    if (content->open != NULL) {
        bg_py_open(&machine->state, dict, content->open);
    }
}

/* any() and all(). */
static struct bg_py_value *decided(struct bg_py_machine *machine, const struct bg_py_arguments *arguments,
                                   enum bg_py_truth deciding) {
    if (arguments->count != 1) {
        return NULL;
    }
    const struct bg_py_content *content = bg_py_iterate(machine, bg_py_given(arguments, 0));
    bool is_known = content->open == NULL;
    for (size_t i = 0; i < content->count; i++) {
        enum bg_py_truth truth = bg_py_truth_of(content->items[i].value);
        if (truth == deciding && content->items[i].guard == NULL) {
            return bg_py_bool(machine, deciding);
        }
        is_known = is_known && truth != BG_PY_MAYBE && truth != deciding;
    }
    return is_known ? bg_py_bool(machine, deciding == BG_PY_YES ? BG_PY_NO : BG_PY_YES) : NULL;
}

static struct bg_py_value *any(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    return decided(machine, arguments, BG_PY_YES);
}

static struct bg_py_value *all(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    return decided(machine, arguments, BG_PY_NO);
}

static struct bg_py_value *range(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    const struct bg_py_value *from = arguments->count == 2 ? bg_py_given(arguments, 0) : NULL;
    const struct bg_py_value *to = bg_py_given(arguments, arguments->count == 2 ? 1 : 0);
    if (arguments->count > 2 || !bg_py_is(to, BG_PY_IS_INT) || (from != NULL && !bg_py_is(from, BG_PY_IS_INT))) {
        return NULL;
    }
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    for (int64_t i = from == NULL ? 0 : from->number; i < to->number; i++) {
        if (!bg_py_may_make(machine, 16)) {
            return NULL;
        }
        bg_py_add(&machine->state, list, (struct bg_py_item){NULL, bg_py_int(machine, i), NULL});
    }
    return list;
}

static struct bg_py_value *copied(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *value = bg_py_given(arguments, 0);
    if (value == NULL || value->content == NULL) {
        return value;
    }
    struct bg_py_value *copy = bg_py_make(&machine->state, value->type);
    copy->content = value->content;
    return copy;
}

static struct bg_py_value *dict_of(struct bg_py_machine *machine, const struct bg_py_arguments *arguments) {
    struct bg_py_value *dict = bg_py_make_content(&machine->state, BG_PY_IS_DICT);
    if (arguments->count > 0 && bg_py_given(arguments, 0)->type != BG_PY_IS_DICT) {
        put_pairs(machine, dict, bg_py_given(arguments, 0));
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
    const struct bg_py_content *a = bg_py_iterate(machine, bg_py_given(arguments, 0));
    const struct bg_py_content *b = bg_py_iterate(machine, bg_py_given(arguments, 1));
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
    const struct bg_py_content *content = bg_py_iterate(machine, bg_py_given(arguments, 0));
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
    struct bg_py_value *function = arguments->given[0];
    struct bg_py_value *out = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    const struct bg_py_content *content = bg_py_iterate(machine, arguments->given[1]);
    for (size_t i = 0; i < content->count; i++) {
        struct bg_py_item item = content->items[i];
        struct bg_py_arguments one = {.given = &item.value, .count = 1};
        bool is_itself = function->type == BG_PY_IS_NONE;
        struct bg_py_value *value = is_itself ? item.value : bg_py_call(machine, function, &one);
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
    const struct bg_py_value *value = bg_py_given(arguments, 0);
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

const struct bg_py_native bg_py_list_natives[] = {
    {"builtins.all", all},
    {"builtins.any", any},
    {"builtins.dict", dict_of},
    {"builtins.enumerate", enumerate},
    {"builtins.filter", filter},
    {"builtins.frozenset", set_of},
    {"builtins.len", length},
    {"builtins.list", list_of},
    {"builtins.map", map},
    {"builtins.range", range},
    {"builtins.reversed", list_of},
    {"builtins.set", set_of},
    {"builtins.sorted", list_of},
    {"builtins.tuple", tuple_of},
    {"builtins.zip", zip},
    {"copy.copy", copied},
    {"copy.deepcopy", copied},
    {"itertools.chain", chain},
    {"itertools.chain.from_iterable", chain_all},
    {"itertools.product", product},
};

const size_t bg_py_list_native_count = sizeof bg_py_list_natives / sizeof bg_py_list_natives[0];
