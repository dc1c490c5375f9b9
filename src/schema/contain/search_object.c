/*
 * Objects: which keys there are, and a value for each. Required keys come first, since one without a value ends the
 * matter; then every obligation ("some key that the new schema does not declare holds something it refuses") is given a
 * key: one that is named somewhere, or a fresh one made by searching a text that matches the patterns it has to.
 */
#include "schema/contain/search.h"

#include "base/limits.h"
#include "base/slice.h"
#include "text/builder.h"

#include <stdlib.h>

/* A key of the object being made. */
struct slot {
    struct bg_slice key;
    struct bg_literals more; /* what its value must satisfy because of obligations */
};

struct object {
    struct bg_search *search;
    struct bg_arena *scratch;
    size_t least;
    size_t most;
    const struct bg_form **forms; /* PROPERTY, PATTERN_PROPERTY, ADDITIONAL, NAMES that hold */
    size_t form_count;
    const struct bg_form **violated; /* the same kinds, violated by some key */
    size_t violated_count;
    const struct bg_form **declared;
    size_t declared_count;
    struct bg_slice *required;
    size_t required_count;
    struct bg_slice *absent;
    size_t absent_count;
    struct bg_slice *named; /* all keys that occur in the set, in order */
    size_t named_count;
    struct bg_literals tests; /* of keys: they decide what a key's value must satisfy, and what a key can be used for */
    struct slot *slots; /* room for the required keys, one for each obligation, and filling up to the least size */
    size_t slot_count;
};

static size_t max_size(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t min_size(size_t a, size_t b) {
    return a < b ? a : b;
}

static bool is_listed(const struct bg_form *form, struct bg_slice key) {
    return bg_slice_is_among(form->keys, form->key_count, key);
}

static void add_size(struct object *object, const struct bg_form *form, bool is_negated) {
    if (form->kind == BG_FORM_MIN_PROPERTIES && !is_negated) {
        object->least = max_size(object->least, form->size);
    } else if (form->kind == BG_FORM_MIN_PROPERTIES) {
        object->most = min_size(object->most, form->size - 1);
    } else if (!is_negated) {
        object->most = min_size(object->most, form->size);
    } else {
        object->least = max_size(object->least, form->size + 1);
    }
}

static void read_literal(struct object *object, bg_literal literal) {
    const struct bg_form *form = bg_form_get(object->search->forms, literal);
    bool is_negated = bg_literal_is_negated(literal);
    if (form->kind == BG_FORM_MIN_PROPERTIES || form->kind == BG_FORM_MAX_PROPERTIES) {
        add_size(object, form, is_negated);
    } else if (form->kind == BG_FORM_REQUIRED && !is_negated) {
        object->required[object->required_count++] = form->key;
    } else if (form->kind == BG_FORM_REQUIRED) {
        object->absent[object->absent_count++] = form->key;
    } else if (form->kind == BG_FORM_DECLARED && !is_negated) {
        object->declared[object->declared_count++] = form;
    } else if (form->kind == BG_FORM_PROPERTY || form->kind == BG_FORM_PATTERN_PROPERTY ||
               form->kind == BG_FORM_ADDITIONAL || form->kind == BG_FORM_NAMES) {
        if (is_negated) {
            object->violated[object->violated_count++] = form;
        } else {
            object->forms[object->form_count++] = form;
        }
    }
}

static void add_named(struct object *object, struct bg_table *seen, struct bg_slice key) {
    if (bg_table_put(seen, key, NULL)) {
        object->named[object->named_count++] = key;
    }
}

static void add_test(struct object *object, bg_literal test) {
    for (size_t i = 0; i < object->tests.count; i++) {
        if (object->tests.items[i] == test) {
            return;
        }
    }
    bg_literals_add(object->search, &object->tests, test);
}

static bg_literal pattern_of(struct object *object, struct bg_slice pattern) {
    return bg_form_atom(object->search->forms, (struct bg_form){.kind = BG_FORM_PATTERN, .text = pattern});
}

/* "The key matches one of the patterns", of which there is at least one. */
static bg_literal any_pattern(struct object *object, const struct bg_literals *patterns) {
    return bg_form_any(object->search->forms, patterns->items, patterns->count);
}

/* What a form about keys tests them for. */
static void add_tests(struct object *object, const struct bg_form *form) {
    struct bg_literals patterns = {0};
    if (form->kind == BG_FORM_PATTERN_PROPERTY) {
        add_test(object, pattern_of(object, form->text));
    } else if (form->kind == BG_FORM_NAMES) {
        add_test(object, form->literals[0]);
    }
    for (size_t i = 0; i < form->pattern_count; i++) {
        bg_literals_add(object->search, &patterns, pattern_of(object, form->patterns[i]));
    }
    if (patterns.count > 0) { /* which one does not matter */
        add_test(object, any_pattern(object, &patterns));
    }
}

/* Patterns whose keys have values of one kind make one test: it does not matter either which of them a key matches. */
static void add_tests_of_patterns(struct object *object) {
    for (size_t i = 0; i < object->form_count; i++) {
        struct bg_literals patterns = {0};
        size_t first = i;
        for (size_t k = 0; k < object->form_count && object->forms[i]->kind == BG_FORM_PATTERN_PROPERTY; k++) {
            const struct bg_form *form = object->forms[k];
            if (form->kind == BG_FORM_PATTERN_PROPERTY && form->literals[0] == object->forms[i]->literals[0]) {
                first = k < first ? k : first;
                bg_literals_add(object->search, &patterns, pattern_of(object, form->text));
            }
        }
        if (patterns.count > 0 && first == i) {
            add_test(object, any_pattern(object, &patterns));
        }
    }
}

/* Keys that the set speaks of, and tests that tell the others apart. */
static void collect_names(struct object *object, const struct bg_set *set) {
    size_t keys = 0;
    for (size_t i = 0; i < set->count; i++) {
        keys += bg_form_get(object->search->forms, set->items[i])->key_count + 1;
    }
    object->named = bg_arena_array(object->scratch, keys, sizeof *object->named);
    struct bg_table seen = {0};
    for (size_t i = 0; i < set->count; i++) {
        const struct bg_form *form = bg_form_get(object->search->forms, set->items[i]);
        if (form->kind == BG_FORM_REQUIRED || form->kind == BG_FORM_PROPERTY) {
            add_named(object, &seen, form->key);
        }
        for (size_t k = 0; k < form->key_count; k++) {
            add_named(object, &seen, form->keys[k]);
        }
    }
    bg_table_finish(&seen);
    for (size_t i = 0; i < object->form_count; i++) {
        if (object->forms[i]->kind == BG_FORM_ADDITIONAL) { /* names hold for every key anyway */
            add_tests(object, object->forms[i]);
        }
    }
    add_tests_of_patterns(object);
    /* With room for every obligation's own key it does not matter which others a key would serve as well. */
    for (size_t i = 0; i < object->violated_count && object->most != SIZE_MAX; i++) {
        add_tests(object, object->violated[i]);
    }
}

/* The worse of two: FALSE beats UNDECIDED beats TRUE. */
static enum bg_truth both(enum bg_truth a, enum bg_truth b) {
    if (a == BG_FALSE || b == BG_FALSE) {
        return BG_FALSE;
    }
    return a == BG_UNDECIDED ? a : b;
}

static enum bg_truth matches_none(struct object *object, const struct bg_slice *patterns, size_t count,
                                  struct bg_slice key) {
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < count; i++) {
        enum bg_truth match = bg_judge_matches(&object->search->judge, patterns[i], key);
        truth = both(truth, match == BG_TRUE ? BG_FALSE : match == BG_FALSE ? BG_TRUE : match);
    }
    return truth;
}

/* Does the form say something about the value under `key`? */
static enum bg_truth covers(struct object *object, const struct bg_form *form, struct bg_slice key) {
    if (form->kind == BG_FORM_PROPERTY) {
        return bg_slice_equal(form->key, key) ? BG_TRUE : BG_FALSE;
    }
    if (form->kind == BG_FORM_PATTERN_PROPERTY) {
        return bg_judge_matches(&object->search->judge, form->text, key);
    }
    return is_listed(form, key) ? BG_FALSE : matches_none(object, form->patterns, form->pattern_count, key);
}

static enum bg_truth fits_name(struct object *object, bg_literal name, struct bg_slice key) {
    const struct bg_node *node = bg_node_new_text(object->search->arena, key, NULL);
    return bg_judge_holds(&object->search->judge, name, node);
}

/* Is the key one that stored configurations can have? */
static enum bg_truth is_declared(struct object *object, struct bg_slice key) {
    enum bg_truth declared = object->declared_count == 0 ? BG_TRUE : BG_FALSE;
    for (size_t i = 0; i < object->declared_count && declared != BG_TRUE; i++) {
        const struct bg_form *form = object->declared[i];
        enum bg_truth none = matches_none(object, form->patterns, form->pattern_count, key);
        if (form->is_open || is_listed(form, key) || none == BG_FALSE) {
            declared = BG_TRUE;
        } else if (none == BG_UNDECIDED) {
            declared = BG_UNDECIDED;
        }
    }
    return declared;
}

/* May the object have this key, and what must its value satisfy? FALSE: it may not. */
static enum bg_truth conditions_of(struct object *object, struct bg_slice key, struct bg_literals *out) {
    enum bg_truth truth = is_declared(object, key);
    if (bg_slice_is_among(object->absent, object->absent_count, key)) {
        return BG_FALSE;
    }
    for (size_t i = 0; i < object->form_count && truth != BG_FALSE; i++) {
        const struct bg_form *form = object->forms[i];
        if (form->kind == BG_FORM_NAMES) {
            truth = both(truth, fits_name(object, form->literals[0], key));
            continue;
        }
        enum bg_truth covered = covers(object, form, key);
        if (covered == BG_UNDECIDED) {
            truth = both(truth, BG_UNDECIDED);
        } else if (covered == BG_TRUE) {
            bg_literals_add(object->search, out, form->literals[0]);
        }
    }
    return truth;
}

/* A value for the slot as it stands. */
static struct bg_search_answer find_value(struct object *object, const struct slot *slot) {
    struct bg_literals all = {0};
    enum bg_truth allowed = conditions_of(object, slot->key, &all);
    if (allowed == BG_FALSE) {
        return bg_found_none();
    }
    for (size_t i = 0; i < slot->more.count; i++) {
        bg_literals_add(object->search, &all, slot->more.items[i]);
    }
    struct bg_search_answer found = bg_search_find(object->search, all.items, all.count);
    if (found.kind == BG_FOUND_VALUE && allowed == BG_UNDECIDED) {
        return bg_found_unknown("a pattern of keys cannot be decided");
    }
    return found;
}

static struct slot *slot_of(struct object *object, struct bg_slice key) {
    for (size_t i = 0; i < object->slot_count; i++) {
        if (bg_slice_equal(object->slots[i].key, key)) {
            return &object->slots[i];
        }
    }
    return NULL;
}

/* All slots have values: the object. */
static struct bg_search_answer make_object(struct object *object) {
    struct bg_member *members = bg_arena_array(object->search->arena, object->slot_count, sizeof *members);
    for (size_t i = 0; i < object->slot_count; i++) {
        struct bg_search_answer found = find_value(object, &object->slots[i]);
        if (found.kind != BG_FOUND_VALUE) {
            return found;
        }
        members[i] = (struct bg_member){.key = object->slots[i].key, .value = found.value};
    }
    return bg_found_value(bg_node_new_map(object->search->arena, members, object->slot_count, NULL));
}

/* Tries a key: calls `then` with it; true ends the trying. */
typedef bool try_key(struct object *object, struct bg_slice key, void *context);

/* What a fresh key must satisfy whatever it is used for. False if there are no fresh keys. */
static bool fresh_conditions(struct object *object, struct bg_literals *out) {
    struct bg_search *search = object->search;
    size_t taken_count = object->named_count + object->slot_count;
    const struct bg_node **taken = bg_arena_array(search->arena, taken_count, sizeof *taken);
    size_t count = 0;
    for (size_t i = 0; i < object->named_count; i++) {
        taken[count++] = bg_node_new_text(search->arena, object->named[i], NULL);
    }
    for (size_t i = 0; i < object->slot_count; i++) {
        taken[count++] = bg_node_new_text(search->arena, object->slots[i].key, NULL);
    }
    bg_literals_add(search, out, bg_form_types(search->forms, BG_TYPE_STRING));
    bg_literals_add(search, out, bg_search_exclude(search, taken, count));
    for (size_t i = 0; i < object->form_count; i++) {
        if (object->forms[i]->kind == BG_FORM_NAMES) {
            bg_literals_add(search, out, object->forms[i]->literals[0]);
        }
    }
    struct bg_literals patterns = {0};
    for (size_t i = 0; i < object->declared_count; i++) {
        if (object->declared[i]->is_open) {
            return true;
        }
        for (size_t k = 0; k < object->declared[i]->pattern_count; k++) {
            bg_literals_add(search, &patterns, pattern_of(object, object->declared[i]->patterns[k]));
        }
    }
    if (object->declared_count > 0 && patterns.count > 0) {
        bg_literals_add(search, out, bg_form_any(search->forms, patterns.items, patterns.count));
    }
    return object->declared_count == 0 || patterns.count > 0;
}

/* Fresh keys, one for each combination of tests that they pass, from `which` on. */
static bool try_fresh(struct object *object, struct bg_literals *key, size_t which, try_key *then, void *context,
                      struct bg_search_answer *failure) {
    struct bg_search *search = object->search;
    struct bg_search_answer found = bg_search_find(search, key->items, key->count);
    if (found.kind != BG_FOUND_VALUE) {
        *failure = bg_found_worse(*failure, found);
        return false;
    }
    if (which == object->tests.count && ++search->kinds > BG_LIMIT_SEARCH_KEY_KINDS) {
        *failure =
            bg_found_worse(*failure, bg_found_limit(search, "there are too many ways in which keys match patterns",
                                                    BG_LIMIT_SEARCH_KEY_KINDS));
        return false;
    }
    if (which == object->tests.count) {
        return then(object, found.value->as.text, context);
    }
    bg_literal test = object->tests.items[which];
    for (int i = 0; i < 2; i++) {
        size_t before = key->count;
        bg_literals_add(search, key, i == 0 ? bg_form_negate(search->forms, test) : test);
        bool is_done = try_fresh(object, key, which + 1, then, context, failure);
        key->count = before;
        if (is_done) {
            return true;
        }
    }
    return false;
}

struct filling {
    bool is_filled;
    struct bg_search_answer failure;
};

/* Adds the key if it can have a value. */
static bool fill_with(struct object *object, struct bg_slice key, void *context) {
    struct filling *filling = context;
    struct slot slot = {.key = key};
    struct bg_search_answer found = find_value(object, &slot);
    if (found.kind != BG_FOUND_VALUE) {
        filling->failure = bg_found_worse(filling->failure, found);
        return false;
    }
    object->slots[object->slot_count++] = slot;
    filling->is_filled = true;
    return true;
}

/* Adds keys until there are enough. */
static struct bg_search_answer fill(struct object *object) {
    struct filling filling = {.failure = bg_found_none()};
    if (object->least > BG_LIMIT_SEARCH_MEMBERS) {
        return bg_found_limit(object->search, "an object of that size is too large to make up",
                              BG_LIMIT_SEARCH_MEMBERS);
    }
    for (size_t i = 0; i < object->named_count && object->slot_count < object->least; i++) {
        if (slot_of(object, object->named[i]) == NULL) {
            (void)fill_with(object, object->named[i], &filling);
        }
    }
    while (object->slot_count < object->least) {
        struct bg_literals key = {0};
        filling.is_filled = false;
        if (fresh_conditions(object, &key)) {
            (void)try_fresh(object, &key, 0, fill_with, &filling, &filling.failure);
        }
        if (!filling.is_filled) {
            return filling.failure;
        }
    }
    return bg_found_value(NULL);
}

static struct bg_search_answer finish(struct object *object) {
    size_t before = object->slot_count;
    struct bg_search_answer found = bg_found_none();
    if (object->slot_count <= object->most) {
        found = fill(object);
        if (found.kind == BG_FOUND_VALUE) {
            found = object->slot_count <= object->most ? make_object(object) : bg_found_none();
        }
    }
    object->slot_count = before;
    return found;
}

static struct bg_search_answer place(struct object *object, size_t which);

/* An obligation being given a key. */
struct placing {
    size_t which;
    bg_literal violation; /* of the value under the key; ALWAYS if the key itself is the violation */
    struct bg_search_answer result;
};

static bool place_at(struct object *object, struct bg_slice key, void *context) {
    struct placing *placing = context;
    struct slot *slot = slot_of(object, key);
    struct bg_search_answer found;
    if (!bg_search_step(object->search, &found)) {
        placing->result = found;
        return true;
    }
    size_t slots_before = object->slot_count;
    if (slot == NULL) {
        if (object->slot_count >= object->most) {
            return false;
        }
        slot = &object->slots[object->slot_count++];
        *slot = (struct slot){.key = key};
    }
    size_t more_before = slot->more.count;
    bg_literals_add(object->search, &slot->more, placing->violation);
    found = find_value(object, slot);
    if (found.kind == BG_FOUND_VALUE) {
        found = place(object, placing->which + 1);
    }
    slot->more.count = more_before;
    object->slot_count = slots_before;
    placing->result = found.kind == BG_FOUND_VALUE ? found : bg_found_worse(placing->result, found);
    return found.kind == BG_FOUND_VALUE;
}

/* Can the obligation be met at this key? */
static enum bg_truth is_place_for(struct object *object, const struct bg_form *form, struct bg_slice key) {
    if (form->kind == BG_FORM_NAMES) {
        enum bg_truth fits = fits_name(object, form->literals[0], key);
        return fits == BG_UNDECIDED ? fits : fits == BG_TRUE ? BG_FALSE : BG_TRUE;
    }
    return covers(object, form, key);
}

/* What a fresh key must be like for the obligation. False if no fresh key will do. */
static bool fresh_for(struct object *object, const struct bg_form *form, struct bg_literals *key) {
    struct bg_search *search = object->search;
    if (form->kind == BG_FORM_PROPERTY || !fresh_conditions(object, key)) {
        return false;
    }
    if (form->kind == BG_FORM_NAMES) {
        bg_literals_add(search, key, bg_form_negate(search->forms, form->literals[0]));
    } else if (form->kind == BG_FORM_PATTERN_PROPERTY) {
        bg_literals_add(search, key, pattern_of(object, form->text));
    }
    for (size_t i = 0; i < form->pattern_count; i++) {
        bg_literals_add(search, key, bg_form_negate(search->forms, pattern_of(object, form->patterns[i])));
    }
    return true;
}

/* Tries the obligation at keys that are named or there already, then at a fresh one. */
static struct bg_search_answer place(struct object *object, size_t which) {
    if (which == object->violated_count) {
        return finish(object);
    }
    const struct bg_form *form = object->violated[which];
    struct placing placing = {.which = which, .violation = BG_ALWAYS, .result = bg_found_none()};
    if (form->kind != BG_FORM_NAMES) {
        placing.violation = bg_form_negate(object->search->forms, form->literals[0]);
    }
    size_t slot_count = object->slot_count;
    for (size_t i = 0; i < object->named_count + slot_count; i++) {
        bool is_slot = i >= object->named_count;
        struct bg_slice key = is_slot ? object->slots[i - object->named_count].key : object->named[i];
        if (is_slot && bg_slice_is_among(object->named, object->named_count, key)) {
            continue;
        }
        enum bg_truth fits = is_place_for(object, form, key);
        if (fits == BG_UNDECIDED) {
            placing.result = bg_found_worse(placing.result, bg_found_unknown("a pattern of keys cannot be decided"));
        } else if (fits == BG_TRUE && place_at(object, key, &placing)) {
            return placing.result;
        }
    }
    struct bg_literals key = {0};
    struct bg_search_answer failure = bg_found_none();
    if (fresh_for(object, form, &key) && try_fresh(object, &key, 0, place_at, &placing, &failure)) {
        return placing.result;
    }
    return bg_found_worse(placing.result, failure);
}

/* Required keys: one without a value ends the matter. */
static struct bg_search_answer place_required(struct object *object) {
    struct bg_search_answer worst = bg_found_value(NULL);
    if (object->required_count > BG_LIMIT_SEARCH_REQUIRED) {
        return bg_found_limit(object->search, "too many keys are required", BG_LIMIT_SEARCH_REQUIRED);
    }
    for (size_t i = 0; i < object->required_count; i++) {
        struct slot *slot = &object->slots[object->slot_count++];
        *slot = (struct slot){.key = object->required[i]};
        struct bg_search_answer found = find_value(object, slot);
        if (found.kind == BG_FOUND_NONE) {
            return found;
        }
        worst = found.kind == BG_FOUND_UNKNOWN ? found : worst;
    }
    return worst;
}

struct bg_search_answer bg_search_object(struct bg_search *search, const struct bg_set *set) {
    struct bg_arena scratch = BG_ARENA_EMPTY; /* for what only this attempt needs */
    struct object *object = bg_arena_alloc(&scratch, sizeof *object);
    object->search = search;
    object->scratch = &scratch;
    object->most = SIZE_MAX;
    object->forms = bg_arena_array(&scratch, set->count, sizeof *object->forms);
    object->violated = bg_arena_array(&scratch, set->count, sizeof *object->violated);
    object->declared = bg_arena_array(&scratch, set->count, sizeof *object->declared);
    object->required = bg_arena_array(&scratch, set->count, sizeof *object->required);
    object->absent = bg_arena_array(&scratch, set->count, sizeof *object->absent);
    for (size_t i = 0; i < set->count; i++) {
        read_literal(object, set->items[i]);
    }
    collect_names(object, set);
    size_t room = object->required_count + object->violated_count + min_size(object->least, BG_LIMIT_SEARCH_MEMBERS);
    object->slots = bg_arena_array(&scratch, room, sizeof *object->slots);
    struct bg_search_answer found = object->required_count > object->most ? bg_found_none() : place_required(object);
    if (found.kind != BG_FOUND_NONE) {
        found = place(object, 0);
    }
    bg_arena_finish(&scratch);
    return found;
}
