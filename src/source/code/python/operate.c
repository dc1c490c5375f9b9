/* Operators, members and what loops go over: see machine.h. */
#include "source/code/python/machine.h"

#include "base/buffer.h"
#include "source/code/python/token.h"

bool bg_py_text_of(struct bg_py_machine *machine, const struct bg_py_value *value, struct bg_slice *out) {
    switch ((int)value->type) {
    case BG_PY_IS_TEXT:
        *out = value->text;
        return true;
    case BG_PY_IS_INT:
        *out = bg_arena_printf(machine->arena, "%lld", (long long)value->number);
        return true;
    case BG_PY_IS_BOOL:
        *out = value->truth ? BG_LITERAL("True") : BG_LITERAL("False");
        return true;
    case BG_PY_IS_NONE:
        *out = BG_LITERAL("None");
        return true;
    default:
        return false;
    }
}

static struct bg_py_content *empty_content(struct bg_py_machine *machine) {
    return bg_py_make_content(&machine->state, BG_PY_IS_LIST)->content;
}

/* The items of both ways, each under its own. */
static struct bg_py_content *iterate_either(struct bg_py_machine *machine, struct bg_py_value *value) {
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    struct bg_py_value *const ways[] = {value->self, value->other};
    for (unsigned way = 0; way < 2 && bg_py_step(machine); way++) {
        const struct bg_py_content *content = bg_py_iterate(machine, ways[way]);
        struct bg_py_guard own = {value->branch, way, NULL};
        for (size_t i = 0; i < content->count; i++) {
            struct bg_py_item item = content->items[i];
            item.guard = bg_py_guard_join(&machine->state, &own, item.guard);
            bg_py_add(&machine->state, list, item);
        }
        if (content->open != NULL) {
            bg_py_open(&machine->state, list, content->open);
        }
        bg_py_step_back(machine);
    }
    return list->content;
}

/* The members of an enumeration, in order. */
static struct bg_py_content *members_of(struct bg_py_machine *machine, struct bg_py_value *value) {
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    const struct bg_py_names *names = value->class->names;
    for (size_t i = 0; i < names->count; i++) {
        const struct bg_py_value *member = names->items[i]->value;
        if (member != NULL && member->type != BG_PY_IS_FUNCTION && member->type != BG_PY_IS_PROPERTY) {
            bg_py_add(&machine->state, list,
                      (struct bg_py_item){NULL, bg_py_attribute(machine, value, names->items[i]->name), NULL});
        }
    }
    return list->content;
}

struct bg_py_content *bg_py_iterate(struct bg_py_machine *machine, struct bg_py_value *value) {
    if (bg_py_is_sequence(value)) {
        return value->content;
    }
    if (value->type == BG_PY_IS_EITHER) {
        return iterate_either(machine, value);
    }
    if (value->type == BG_PY_IS_CLASS && bg_py_has_base(value->class, "enum.")) {
        return members_of(machine, value);
    }
    struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST);
    if (value->type == BG_PY_IS_DICT) {
        for (size_t i = 0; i < value->content->count; i++) {
            const struct bg_py_item *item = &value->content->items[i];
            bg_py_add(&machine->state, list, (struct bg_py_item){NULL, item->key, item->guard});
        }
        if (value->content->open != NULL) {
            bg_py_open(&machine->state, list, value->content->open);
        }
        return list->content;
    }
    struct bg_py_content *content = empty_content(machine);
    content->open = value->type == BG_PY_IS_UNKNOWN
                        ? value
                        : bg_py_unknown_of(machine, BG_LITERAL("what a loop goes over is not known"), value->at);
    return content;
}

struct bg_py_value *bg_py_find(const struct bg_py_value *dict, const struct bg_py_value *key, bool *is_known) {
    const struct bg_py_content *content = dict->content;
    *is_known = true;
    for (size_t i = content->count; i-- > 0;) {
        const struct bg_py_item *item = &content->items[i];
        enum bg_py_truth truth = bg_py_equal(item->key, key);
        if (truth == BG_PY_YES) {
            bool is_own = content->open == NULL || i >= content->known_from;
            *is_known = *is_known && is_own && item->guard == NULL;
            return item->value;
        }
        *is_known = *is_known && truth == BG_PY_NO;
    }
    *is_known = *is_known && content->open == NULL;
    return NULL;
}

/* The content without item `at`: what takes its place comes last. NULL where there is no more room. */
static struct bg_py_content *without(struct bg_py_machine *machine, const struct bg_py_content *old, size_t at) {
    struct bg_py_content *content = bg_py_content_new(&machine->state, old->count);
    if (content == NULL) {
        return NULL;
    }
    content->open = old->open;
    content->known_from = old->known_from;
    memcpy(content->items, old->items, at * sizeof *content->items);
    memcpy(content->items + at, old->items + at + 1, (old->count - at - 1) * sizeof *content->items);
    content->count = old->count - 1;
    content->known_from -= at < old->known_from;
    *content->used = content->count;
    return content;
}

void bg_py_put(struct bg_py_machine *machine, struct bg_py_value *dict, struct bg_py_value *key,
               struct bg_py_value *value) {
    if (key->type == BG_PY_IS_UNKNOWN || key->type == BG_PY_IS_EITHER) {
        bg_py_open(&machine->state, dict, key);
        return;
    }
    const struct bg_py_content *old = dict->content;
    size_t at = 0;
    while (at < old->count && bg_py_equal(old->items[at].key, key) != BG_PY_YES) {
        at++;
    }
    machine->steps += at / 16;
    if (at < old->count) {
        struct bg_py_content *content = without(machine, old, at);
        if (content == NULL) {
            bg_py_open(&machine->state, dict, machine->state.too_long);
            return;
        }
        bg_py_set_content(&machine->state, dict, content);
    }
    bg_py_add(&machine->state, dict, (struct bg_py_item){key, value, NULL});
}

/* A member of a thing by an index, each one known way. NULL: not known. */
static struct bg_py_value *member(struct bg_py_machine *machine, struct bg_py_value *object, void *payload) {
    const struct bg_py_value *index = payload;
    bool is_known;
    if (object->type == BG_PY_IS_DICT) {
        struct bg_py_value *value = bg_py_find(object, index, &is_known);
        return is_known ? value : NULL;
    }
    bool is_list = object->type == BG_PY_IS_LIST || object->type == BG_PY_IS_TUPLE;
    if (!is_list || index->type != BG_PY_IS_INT || object->content->open != NULL) {
        return object->type == BG_PY_IS_UNKNOWN ? object : NULL;
    }
    const struct bg_py_content *content = object->content;
    int64_t at = index->number < 0 ? index->number + (int64_t)content->count : index->number;
    for (size_t i = 0; i < content->count; i++) {
        if (content->items[i].guard != NULL) {
            return NULL;
        }
    }
    (void)machine;
    return at >= 0 && at < (int64_t)content->count ? content->items[at].value : NULL;
}

struct bg_py_value *bg_py_subscript(struct bg_py_machine *machine, struct bg_py_value *object,
                                    struct bg_py_value *index) {
    return bg_py_each(machine, object, member, index);
}

static struct bg_py_value *sum_of_lists(struct bg_py_machine *machine, const struct bg_py_value *a,
                                        struct bg_py_value *b) {
    struct bg_py_value *out = bg_py_make(&machine->state, a->type);
    out->content = a->content;
    const struct bg_py_content *content = bg_py_iterate(machine, b);
    for (size_t i = 0; i < content->count; i++) {
        bg_py_add(&machine->state, out, content->items[i]);
    }
    if (content->open != NULL) {
        bg_py_open(&machine->state, out, content->open);
    }
    return out;
}

/* "%s and %s" % values, with nothing but %s and %%. */
static struct bg_py_value *fill(struct bg_py_machine *machine, struct bg_slice format, struct bg_py_value *values) {
    bool is_tuple = values->type == BG_PY_IS_TUPLE;
    bool is_known = !is_tuple || values->content->open == NULL;
    struct bg_buffer out = {0};
    size_t next = 0;
    size_t made = 0;
    for (size_t i = 0; i < format.len && is_known && bg_py_may_make(machine, out.len - made); i++) {
        made = out.len;
        char c = format.at[i];
        char kind = c == '%' && i + 1 < format.len ? format.at[i + 1] : '\0';
        i += c == '%';
        if (c != '%' || kind == '%') {
            bg_buffer_add_char(&out, c);
            continue;
        }
        const struct bg_py_value *value = !is_tuple                       ? values
                                          : next < values->content->count ? values->content->items[next].value
                                                                          : NULL;
        struct bg_slice text = BG_NO_SLICE;
        is_known = kind == 's' && value != NULL && (is_tuple || next == 0) && bg_py_text_of(machine, value, &text);
        next++;
        bg_buffer_add(&out, text);
    }
    is_known = is_known && bg_py_may_make(machine, 0) && next == (is_tuple ? values->content->count : 1);
    struct bg_slice whole = bg_arena_copy(machine->arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return is_known ? bg_py_text(machine, whole) : NULL;
}

static struct bg_py_value *of_numbers(struct bg_py_machine *machine, uint32_t sign, int64_t a, int64_t b) {
    int64_t out;
    bool is_over = true;
    if (sign == '+') {
        is_over = __builtin_add_overflow(a, b, &out);
    } else if (sign == '-') {
        is_over = __builtin_sub_overflow(a, b, &out);
    } else if (sign == '*') {
        is_over = __builtin_mul_overflow(a, b, &out);
    }
    return is_over ? NULL : bg_py_int(machine, out);
}

struct operation {
    uint32_t sign;
    struct bg_py_value *other;
    bool is_left; /* the one that goes two ways is the right one */
};

static struct bg_py_value *operate(struct bg_py_machine *machine, struct bg_py_value *one, void *payload) {
    const struct operation *operation = payload;
    return operation->is_left ? bg_py_binary(machine, operation->sign, operation->other, one)
                              : bg_py_binary(machine, operation->sign, one, operation->other);
}

struct bg_py_value *bg_py_binary(struct bg_py_machine *machine, uint32_t sign, struct bg_py_value *a,
                                 struct bg_py_value *b) {
    if (a->type == BG_PY_IS_EITHER || b->type == BG_PY_IS_EITHER) {
        bool is_left = a->type != BG_PY_IS_EITHER;
        struct operation operation = {sign, is_left ? a : b, is_left};
        return bg_py_each(machine, is_left ? b : a, operate, &operation);
    }
    bool is_list = bg_py_is_sequence(a) || bg_py_is_sequence(b);
    if (sign == '+' && is_list && !(bg_py_is_sequence(a) && bg_py_is_sequence(b))) {
        struct bg_py_value *list = bg_py_make_content(&machine->state, BG_PY_IS_LIST); /* one of both is not known */
        list = sum_of_lists(machine, list, a);
        return sum_of_lists(machine, list, b);
    }
    if ((sign == '+' && is_list) || (sign == '|' && a->type == BG_PY_IS_SET && b->type == BG_PY_IS_SET)) {
        return sum_of_lists(machine, a, b);
    }
    if (sign == '+' && a->type == BG_PY_IS_TEXT && b->type == BG_PY_IS_TEXT) {
        const struct bg_slice parts[] = {a->text, b->text};
        return bg_py_may_make(machine, a->text.len + b->text.len)
                   ? bg_py_text(machine, bg_arena_join(machine->arena, parts, 2))
                   : NULL;
    }
    if (sign == '%' && a->type == BG_PY_IS_TEXT) {
        return fill(machine, a->text, b);
    }
    if (a->type == BG_PY_IS_INT && b->type == BG_PY_IS_INT) {
        return of_numbers(machine, sign, a->number, b->number);
    }
    return a->type == BG_PY_IS_UNKNOWN ? a : b->type == BG_PY_IS_UNKNOWN ? b : NULL;
}

static enum bg_py_truth negated(enum bg_py_truth truth) {
    return truth == BG_PY_MAYBE ? truth : truth == BG_PY_YES ? BG_PY_NO : BG_PY_YES;
}

static bool contains_text(struct bg_slice text, struct bg_slice part) {
    return part.len == 0 || bg_slice_find(text, part) < text.len;
}

static enum bg_py_truth is_in(struct bg_py_machine *machine, struct bg_py_value *a, struct bg_py_value *b) {
    if (a->type == BG_PY_IS_TEXT && b->type == BG_PY_IS_TEXT) {
        return contains_text(b->text, a->text) ? BG_PY_YES : BG_PY_NO;
    }
    if (b->content == NULL || a->type == BG_PY_IS_UNKNOWN || a->type == BG_PY_IS_EITHER) {
        return BG_PY_MAYBE;
    }
    const struct bg_py_content *content = bg_py_iterate(machine, b);
    enum bg_py_truth found = content->open == NULL ? BG_PY_NO : BG_PY_MAYBE;
    for (size_t i = 0; i < content->count; i++) {
        enum bg_py_truth truth = bg_py_equal(a, content->items[i].value);
        if (truth == BG_PY_YES && content->items[i].guard == NULL) {
            return BG_PY_YES;
        }
        found = truth == BG_PY_NO ? found : BG_PY_MAYBE;
    }
    return found;
}

/* None, a constant of which there is one, or a class. */
static bool is_one(const struct bg_py_value *value) {
    return value->type == BG_PY_IS_NONE || value->type == BG_PY_IS_BOOL || value->type == BG_PY_IS_CLASS;
}

static enum bg_py_truth is_same(const struct bg_py_value *a, const struct bg_py_value *b) {
    if (a->type == BG_PY_IS_UNKNOWN || b->type == BG_PY_IS_UNKNOWN || a->type == BG_PY_IS_EITHER ||
        b->type == BG_PY_IS_EITHER || a->type == BG_PY_IS_NATIVE || b->type == BG_PY_IS_NATIVE) {
        return BG_PY_MAYBE;
    }
    if (a == b) {
        return BG_PY_YES;
    }
    return is_one(a) && is_one(b) ? bg_py_equal(a, b) : is_one(a) != is_one(b) ? BG_PY_NO : BG_PY_MAYBE;
}

enum bg_py_truth bg_py_compare(struct bg_py_machine *machine, const struct bg_py_node *comparison,
                               struct bg_py_value *a, struct bg_py_value *b) {
    struct bg_slice word = comparison->text;
    machine->steps += (a->text.len + b->text.len) / 64;
    uint32_t sign = comparison->sign;
    if (word.at != NULL) {
        bool is_negated = bg_slice_is(word, "not in") || bg_slice_is(word, "is not");
        enum bg_py_truth truth = bg_slice_ends(word, BG_LITERAL("in")) ? is_in(machine, a, b) : is_same(a, b);
        return is_negated ? negated(truth) : truth;
    }
    if (sign == BG_PY_SIGN("==") || sign == BG_PY_SIGN("!=")) {
        enum bg_py_truth truth = bg_py_equal(a, b);
        return sign == BG_PY_SIGN("==") ? truth : negated(truth);
    }
    if (a->type != BG_PY_IS_INT || b->type != BG_PY_IS_INT) {
        return BG_PY_MAYBE;
    }
    bool is_true = sign == '<'                ? a->number < b->number
                   : sign == '>'              ? a->number > b->number
                   : sign == BG_PY_SIGN("<=") ? a->number <= b->number
                                              : a->number >= b->number;
    return is_true ? BG_PY_YES : BG_PY_NO;
}
