/* Methods of texts, lists and dictionaries: a table. NULL: not followed. */
#include "source/code/python/machine.h"

#include "base/buffer.h"

typedef struct bg_py_value *method_fn(struct bg_py_machine *machine, struct bg_py_value *self,
                                      const struct bg_py_arguments *arguments);

static struct bg_py_value *first(const struct bg_py_arguments *arguments) {
    return arguments->count > 0 ? arguments->given[0] : NULL;
}

static struct bg_py_value *append(struct bg_py_machine *machine, struct bg_py_value *self,
                                  const struct bg_py_arguments *arguments) {
    if (first(arguments) != NULL) {
        bg_py_add(&machine->state, self, (struct bg_py_item){NULL, first(arguments), NULL});
    }
    return machine->none;
}

static struct bg_py_value *extend(struct bg_py_machine *machine, struct bg_py_value *self,
                                  const struct bg_py_arguments *arguments) {
    const struct bg_py_content *content = bg_py_iterate(machine, first(arguments) != NULL ? first(arguments) : self);
    for (size_t i = 0, count = content->count; i < count; i++) {
        bg_py_add(&machine->state, self, content->items[i]);
    }
    if (content->open != NULL) {
        bg_py_open(&machine->state, self, content->open);
    }
    return machine->none;
}

/* In a list that is asked for its names only, the order does not matter. */
static struct bg_py_value *insert(struct bg_py_machine *machine, struct bg_py_value *self,
                                  const struct bg_py_arguments *arguments) {
    if (arguments->count == 2) {
        bg_py_add(&machine->state, self, (struct bg_py_item){NULL, arguments->given[1], NULL});
    }
    return machine->none;
}

/* That it is not known which item. */
#define ANY SIZE_MAX

/* The content without item `at`, if there is one; for ANY each is one that may be gone. */
static void take_item_out(struct bg_py_machine *machine, struct bg_py_value *self, size_t at) {
    const struct bg_py_content *old = self->content;
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    for (size_t i = 0; i < old->count; i++) {
        struct bg_py_item item = old->items[i];
        if (at == ANY) {
            struct bg_py_guard own = {bg_arena_alloc(machine->arena, sizeof *own.branch), 0, NULL};
            item.guard = bg_py_guard_join(&machine->state, &own, item.guard);
        }
        if (i != at) {
            bg_py_add(&machine->state, list, item);
        }
    }
    if (old->open != NULL) {
        bg_py_open(&machine->state, list, old->open);
    }
    bg_py_set_content(&machine->state, self, list->content);
}

/* Which item has the key or the index; their number if none has, or ANY. */
static size_t item_of(const struct bg_py_value *self, const struct bg_py_value *key) {
    const struct bg_py_content *content = self->content;
    if (self->type != BG_PY_IS_DICT) {
        int64_t index = key->number + (key->number < 0 ? (int64_t)content->count : 0);
        bool is_known = key->type == BG_PY_IS_INT && index >= 0 && content->open == NULL;
        return is_known && (size_t)index < content->count ? (size_t)index : ANY;
    }
    for (size_t i = 0; i < content->count; i++) {
        enum bg_py_truth truth = bg_py_equal(content->items[i].key, key);
        if (truth != BG_PY_NO) {
            return truth == BG_PY_YES ? i : ANY;
        }
    }
    return content->count;
}

void bg_py_take_out(struct bg_py_machine *machine, struct bg_py_value *self, const struct bg_py_value *key) {
    take_item_out(machine, self, item_of(self, key));
}

static struct bg_py_value *pop(struct bg_py_machine *machine, struct bg_py_value *self,
                               const struct bg_py_arguments *arguments) {
    const struct bg_py_value *key = first(arguments) != NULL ? first(arguments) : bg_py_int(machine, -1);
    size_t at = item_of(self, key);
    bool is_own = at < self->content->count && self->content->items[at].guard == NULL &&
                  (self->content->open == NULL || at >= self->content->known_from);
    struct bg_py_value *value = is_own ? self->content->items[at].value : NULL;
    bool is_missing = self->type == BG_PY_IS_DICT && at == self->content->count && self->content->open == NULL;
    if (is_missing && arguments->count > 1) {
        return arguments->given[1];
    }
    take_item_out(machine, self, at);
    return value;
}

static struct bg_py_value *remove_item(struct bg_py_machine *machine, struct bg_py_value *self,
                                       const struct bg_py_arguments *arguments) {
    size_t at = 0;
    bool is_known = first(arguments) != NULL;
    for (; is_known && at < self->content->count; at++) {
        const struct bg_py_item *item = &self->content->items[at];
        bool is_it = item->value == first(arguments);
        enum bg_py_truth truth = is_it ? BG_PY_YES : bg_py_equal(item->value, first(arguments));
        if (truth == BG_PY_YES) {
            break;
        }
        is_known = truth == BG_PY_NO || item->value->type == BG_PY_IS_INSTANCE;
    }
    take_item_out(machine, self, is_known ? at : ANY);
    return machine->none;
}

static struct bg_py_value *nothing(struct bg_py_machine *machine, struct bg_py_value *self,
                                   const struct bg_py_arguments *arguments) {
    (void)self;
    (void)arguments;
    return machine->none;
}

static struct bg_py_value *copy(struct bg_py_machine *machine, struct bg_py_value *self,
                                const struct bg_py_arguments *arguments) {
    (void)arguments;
    struct bg_py_value *value = bg_py_make(&machine->state, self->type);
    value->content = self->content;
    return value;
}

static struct bg_py_value *get(struct bg_py_machine *machine, struct bg_py_value *self,
                               const struct bg_py_arguments *arguments) {
    bool is_known = false;
    struct bg_py_value *value = first(arguments) == NULL ? NULL : bg_py_find(self, first(arguments), &is_known);
    if (!is_known || value != NULL) {
        return is_known ? value : NULL;
    }
    return arguments->count > 1 ? arguments->given[1] : machine->none;
}

/* Pairs, keys or values, with their guards. */
static struct bg_py_value *parts(struct bg_py_machine *machine, const struct bg_py_value *self, bool has_keys,
                                 bool has_values) {
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    for (size_t i = 0; i < self->content->count; i++) {
        struct bg_py_item item = self->content->items[i];
        struct bg_py_value *pair = has_keys ? item.key : item.value;
        if (has_keys && has_values) {
            pair = bg_py_make_content(&machine->state, BG_PY_IS_TUPLE);
            bg_py_add(&machine->state, pair, (struct bg_py_item){NULL, item.key, NULL});
            bg_py_add(&machine->state, pair, (struct bg_py_item){NULL, item.value, NULL});
        }
        bg_py_add(&machine->state, list, (struct bg_py_item){NULL, pair, item.guard});
    }
    if (self->content->open != NULL) {
        bg_py_open(&machine->state, list, self->content->open);
    }
    return list;
}

static struct bg_py_value *items(struct bg_py_machine *machine, struct bg_py_value *self,
                                 const struct bg_py_arguments *arguments) {
    (void)arguments;
    return parts(machine, self, true, true);
}

static struct bg_py_value *keys(struct bg_py_machine *machine, struct bg_py_value *self,
                                const struct bg_py_arguments *arguments) {
    (void)arguments;
    return parts(machine, self, true, false);
}

static struct bg_py_value *values(struct bg_py_machine *machine, struct bg_py_value *self,
                                  const struct bg_py_arguments *arguments) {
    (void)arguments;
    return parts(machine, self, false, true);
}

static struct bg_py_value *update(struct bg_py_machine *machine, struct bg_py_value *self,
                                  const struct bg_py_arguments *arguments) {
    struct bg_py_value *more = first(arguments);
    const struct bg_py_value *open = more != NULL && more->type != BG_PY_IS_DICT ? more
                                     : more != NULL                              ? more->content->open
                                                                                 : arguments->open;
    if (open != NULL) {
        bg_py_open(&machine->state, self, open);
    }
    for (size_t i = 0; more != NULL && more->type == BG_PY_IS_DICT && i < more->content->count; i++) {
        const struct bg_py_item *item = &more->content->items[i];
        bool is_own = item->guard == NULL && (more->content->open == NULL || i >= more->content->known_from);
        struct bg_slice why = BG_LITERAL("a member is there on one way only");
        bg_py_put(machine, self, item->key, is_own ? item->value : bg_py_unknown_of(machine, why, item->value->at));
    }
    for (size_t i = 0; i < arguments->named_count; i++) {
        bg_py_put(machine, self, bg_py_text(machine, arguments->keywords[i]), arguments->named[i]);
    }
    return machine->none;
}

static struct bg_py_value *set_default(struct bg_py_machine *machine, struct bg_py_value *self,
                                       const struct bg_py_arguments *arguments) {
    bool is_known = false;
    struct bg_py_value *value = first(arguments) == NULL ? NULL : bg_py_find(self, first(arguments), &is_known);
    if (is_known && value == NULL) {
        value = arguments->count > 1 ? arguments->given[1] : machine->none;
        bg_py_put(machine, self, first(arguments), value);
    }
    return is_known ? value : NULL;
}

static struct bg_py_value *change_case(struct bg_py_machine *machine, struct bg_slice text, bool is_upper) {
    if (!bg_py_may_make(machine, text.len)) {
        return NULL;
    }
    char *out = bg_arena_alloc(machine->arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if ((c & 0x80) != 0) {
            return NULL;
        }
        out[i] = is_upper && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : is_upper ? c : bg_ascii_lower(c);
    }
    return bg_py_text(machine, (struct bg_slice){out, text.len});
}

static struct bg_py_value *lower(struct bg_py_machine *machine, struct bg_py_value *self,
                                 const struct bg_py_arguments *arguments) {
    (void)arguments;
    return change_case(machine, self->text, false);
}

static struct bg_py_value *upper(struct bg_py_machine *machine, struct bg_py_value *self,
                                 const struct bg_py_arguments *arguments) {
    (void)arguments;
    return change_case(machine, self->text, true);
}

static struct bg_py_value *capitalize(struct bg_py_machine *machine, struct bg_py_value *self,
                                      const struct bg_py_arguments *arguments) {
    (void)arguments;
    struct bg_py_value *first_letter = change_case(machine, bg_slice_range(self->text, 0, 1), true);
    struct bg_py_value *rest = change_case(machine, bg_slice_from(self->text, 1), false);
    return first_letter == NULL || rest == NULL ? NULL : bg_py_binary(machine, '+', first_letter, rest);
}

static struct bg_py_value *without_prefix(struct bg_py_machine *machine, struct bg_py_value *self,
                                          const struct bg_py_arguments *arguments) {
    struct bg_slice part = bg_py_is(first(arguments), BG_PY_IS_TEXT) ? first(arguments)->text : BG_NO_SLICE;
    bool has_it = bg_slice_starts(self->text, part);
    return part.at == NULL ? NULL : has_it ? bg_py_text(machine, bg_slice_from(self->text, part.len)) : self;
}

static struct bg_py_value *without_suffix(struct bg_py_machine *machine, struct bg_py_value *self,
                                          const struct bg_py_arguments *arguments) {
    struct bg_slice part = bg_py_is(first(arguments), BG_PY_IS_TEXT) ? first(arguments)->text : BG_NO_SLICE;
    bool has_it = bg_slice_ends(self->text, part);
    return part.at == NULL ? NULL
           : has_it        ? bg_py_text(machine, bg_slice_range(self->text, 0, self->text.len - part.len))
                           : self;
}

/* A capital behind everything that is no letter. */
static struct bg_py_value *title(struct bg_py_machine *machine, struct bg_py_value *self,
                                 const struct bg_py_arguments *arguments) {
    (void)arguments;
    struct bg_py_value *lowered = change_case(machine, self->text, false);
    if (lowered == NULL || lowered->text.len == 0) {
        return lowered;
    }
    char *out = bg_arena_alloc(machine->arena, lowered->text.len);
    bool is_start = true;
    for (size_t i = 0; i < lowered->text.len; i++) {
        char c = lowered->text.at[i];
        bool is_letter = c >= 'a' && c <= 'z';
        out[i] = is_letter && is_start ? (char)(c - 'a' + 'A') : c;
        is_start = !is_letter;
    }
    return bg_py_text(machine, (struct bg_slice){out, lowered->text.len});
}

static struct bg_py_value *strip(struct bg_py_machine *machine, struct bg_py_value *self,
                                 const struct bg_py_arguments *arguments) {
    return arguments->count == 0 ? bg_py_text(machine, bg_slice_trim(self->text)) : NULL;
}

static struct bg_py_value *replace(struct bg_py_machine *machine, struct bg_py_value *self,
                                   const struct bg_py_arguments *arguments) {
    if (arguments->count != 2 || arguments->given[0]->type != BG_PY_IS_TEXT || arguments->given[0]->text.len == 0 ||
        arguments->given[1]->type != BG_PY_IS_TEXT) {
        return NULL;
    }
    struct bg_buffer out = {0};
    struct bg_slice rest = self->text;
    struct bg_slice old = arguments->given[0]->text;
    bool may = bg_py_may_make(machine, rest.len);
    for (size_t at = bg_slice_find(rest, old); at < rest.len && may; at = bg_slice_find(rest, old)) {
        may = bg_py_may_make(machine, arguments->given[1]->text.len);
        bg_buffer_add(&out, bg_slice_range(rest, 0, at));
        bg_buffer_add(&out, arguments->given[1]->text);
        rest = bg_slice_from(rest, at + old.len);
    }
    bg_buffer_add(&out, rest);
    struct bg_py_value *value = bg_py_text(machine, bg_arena_copy(machine->arena, bg_buffer_slice(&out)));
    bg_buffer_finish(&out);
    return may ? value : NULL;
}

static struct bg_py_value *join(struct bg_py_machine *machine, struct bg_py_value *self,
                                const struct bg_py_arguments *arguments) {
    const struct bg_py_content *content = first(arguments) == NULL ? NULL : bg_py_iterate(machine, first(arguments));
    if (content == NULL || content->open != NULL) {
        return NULL;
    }
    struct bg_buffer out = {0};
    bool is_known = true;
    for (size_t i = 0; i < content->count && is_known; i++) {
        is_known = content->items[i].value->type == BG_PY_IS_TEXT && content->items[i].guard == NULL &&
                   bg_py_may_make(machine, content->items[i].value->text.len + self->text.len);
        bg_buffer_add(&out, i > 0 ? self->text : BG_LITERAL(""));
        bg_buffer_add(&out, content->items[i].value->text);
    }
    struct bg_py_value *value = bg_py_text(machine, bg_arena_copy(machine->arena, bg_buffer_slice(&out)));
    bg_buffer_finish(&out);
    return is_known ? value : NULL;
}

static struct bg_py_value *split(struct bg_py_machine *machine, struct bg_py_value *self,
                                 const struct bg_py_arguments *arguments) {
    if (arguments->count != 1 || arguments->given[0]->type != BG_PY_IS_TEXT || arguments->given[0]->text.len != 1) {
        return NULL;
    }
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    struct bg_slice rest = self->text;
    while (rest.at != NULL && bg_py_may_make(machine, 16)) {
        struct bg_slice part = bg_slice_cut(&rest, arguments->given[0]->text.at[0]);
        bg_py_add(&machine->state, list, (struct bg_py_item){NULL, bg_py_text(machine, part), NULL});
    }
    return rest.at == NULL ? list : NULL;
}

static struct bg_py_value *starts_with(struct bg_py_machine *machine, struct bg_py_value *self,
                                       const struct bg_py_arguments *arguments) {
    bool is_text = arguments->count == 1 && arguments->given[0]->type == BG_PY_IS_TEXT;
    return is_text ? bg_py_bool(machine, bg_slice_starts(self->text, first(arguments)->text) ? BG_PY_YES : BG_PY_NO)
                   : NULL;
}

static struct bg_py_value *ends_with(struct bg_py_machine *machine, struct bg_py_value *self,
                                     const struct bg_py_arguments *arguments) {
    bool is_text = arguments->count == 1 && arguments->given[0]->type == BG_PY_IS_TEXT;
    return is_text ? bg_py_bool(machine, bg_slice_ends(self->text, first(arguments)->text) ? BG_PY_YES : BG_PY_NO)
                   : NULL;
}

/* "{} {0} {name}" */
static const struct bg_py_value *field_of(const struct bg_py_arguments *arguments, struct bg_slice field,
                                          size_t *next) {
    if (field.len == 0) {
        return *next < arguments->count ? arguments->given[(*next)++] : NULL;
    }
    if (field.len == 1 && field.at[0] >= '0' && field.at[0] <= '9') {
        size_t index = (size_t)(field.at[0] - '0');
        return index < arguments->count ? arguments->given[index] : NULL;
    }
    for (size_t i = 0; i < arguments->named_count; i++) {
        if (bg_slice_equal(arguments->keywords[i], field)) {
            return arguments->named[i];
        }
    }
    return NULL;
}

static struct bg_py_value *format(struct bg_py_machine *machine, struct bg_py_value *self,
                                  const struct bg_py_arguments *arguments) {
    struct bg_buffer out = {0};
    struct bg_slice text = self->text;
    bool is_known = bg_py_may_make(machine, text.len);
    size_t next = 0;
    for (size_t i = 0; i < text.len && is_known; i++) {
        char c = text.at[i];
        bool is_brace = c == '{' || c == '}';
        if (!is_brace || (i + 1 < text.len && text.at[i + 1] == c)) {
            bg_buffer_add_char(&out, c);
            i += is_brace;
            continue;
        }
        struct bg_slice rest = bg_slice_from(text, i + 1);
        struct bg_slice field = bg_slice_cut(&rest, '}');
        const struct bg_py_value *value = c == '{' && rest.at != NULL ? field_of(arguments, field, &next) : NULL;
        struct bg_slice piece = BG_NO_SLICE;
        is_known = value != NULL && bg_py_text_of(machine, value, &piece) && bg_py_may_make(machine, piece.len);
        bg_buffer_add(&out, piece);
        i += field.len + 1;
    }
    struct bg_py_value *value = bg_py_text(machine, bg_arena_copy(machine->arena, bg_buffer_slice(&out)));
    bg_buffer_finish(&out);
    return is_known ? value : NULL;
}

/* Sorted by type and name. */
static const struct method {
    enum bg_py_type type;
    const char *name;
    method_fn *run;
} methods[] = {
    {BG_PY_IS_TEXT, "capitalize", capitalize},
    {BG_PY_IS_TEXT, "endswith", ends_with},
    {BG_PY_IS_TEXT, "format", format},
    {BG_PY_IS_TEXT, "join", join},
    {BG_PY_IS_TEXT, "lower", lower},
    {BG_PY_IS_TEXT, "removeprefix", without_prefix},
    {BG_PY_IS_TEXT, "removesuffix", without_suffix},
    {BG_PY_IS_TEXT, "replace", replace},
    {BG_PY_IS_TEXT, "split", split},
    {BG_PY_IS_TEXT, "startswith", starts_with},
    {BG_PY_IS_TEXT, "strip", strip},
    {BG_PY_IS_TEXT, "title", title},
    {BG_PY_IS_TEXT, "upper", upper},
    {BG_PY_IS_LIST, "append", append},
    {BG_PY_IS_LIST, "copy", copy},
    {BG_PY_IS_LIST, "extend", extend},
    {BG_PY_IS_LIST, "insert", insert},
    {BG_PY_IS_LIST, "pop", pop},
    {BG_PY_IS_LIST, "remove", remove_item},
    {BG_PY_IS_LIST, "reverse", nothing},
    {BG_PY_IS_LIST, "sort", nothing},
    {BG_PY_IS_SET, "add", append},
    {BG_PY_IS_SET, "copy", copy},
    {BG_PY_IS_SET, "update", extend},
    {BG_PY_IS_DICT, "copy", copy},
    {BG_PY_IS_DICT, "get", get},
    {BG_PY_IS_DICT, "items", items},
    {BG_PY_IS_DICT, "keys", keys},
    {BG_PY_IS_DICT, "pop", pop},
    {BG_PY_IS_DICT, "setdefault", set_default},
    {BG_PY_IS_DICT, "update", update},
    {BG_PY_IS_DICT, "values", values},
};

struct bg_py_value *bg_py_call_method(struct bg_py_machine *machine, struct bg_py_value *object, struct bg_slice name,
                                      const struct bg_py_arguments *arguments) {
    if (object->type == BG_PY_IS_SCHEMA) {
        bool is_asked = bg_slice_is(name, "get") || bg_slice_is(name, "items") || bg_slice_is(name, "keys") ||
                        bg_slice_is(name, "values") || bg_slice_is(name, "copy");
        object->truth = object->truth || !is_asked;
        return object;
    }
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (methods[i].type == object->type && bg_slice_is(name, methods[i].name)) {
            return methods[i].run(machine, object, arguments);
        }
    }
    if (object->type == BG_PY_IS_LIST || object->type == BG_PY_IS_DICT || object->type == BG_PY_IS_SET) {
        bg_py_open(&machine->state, object,
                   bg_py_unknown_of(machine, BG_LITERAL("a method of a list is not followed"), (struct bg_place){0}));
    }
    return NULL;
}
