/* Forms of concrete values: see holds.h. Atoms hold for values of other types than theirs. */
#include "schema/contain/holds.h"

#include "base/limits.h"
#include "base/slice.h"
#include "schema/accept/format.h"

#include <stdlib.h>

static enum bg_truth truth_of(bool holds) {
    return holds ? BG_TRUE : BG_FALSE;
}

static enum bg_truth negate(enum bg_truth truth) {
    return truth == BG_UNDECIDED ? truth : truth_of(truth == BG_FALSE);
}

/* FALSE beats UNDECIDED beats TRUE. */
static enum bg_truth both(enum bg_truth a, enum bg_truth b) {
    if (a == BG_FALSE || b == BG_FALSE) {
        return BG_FALSE;
    }
    return a == BG_UNDECIDED ? a : b;
}

enum bg_truth bg_judge_matches(struct bg_judge *judge, struct bg_slice pattern, struct bg_slice text) {
    switch (bg_regex_search(judge->regexes, pattern, text)) {
    case BG_MATCH_NO:
        return BG_FALSE;
    case BG_MATCH_YES:
        return BG_TRUE;
    case BG_MATCH_UNKNOWN:
        break;
    }
    return BG_UNDECIDED;
}

static enum bg_truth holds_enum(struct bg_judge *judge, const struct bg_form *form, const struct bg_node *value) {
    uint32_t number;
    if (!bg_form_add_value(judge->forms, value, &number)) {
        return BG_UNDECIDED;
    }
    size_t low = 0;
    size_t high = form->value_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (form->values[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return truth_of(low < form->value_count && form->values[low] == number);
}

static enum bg_truth holds_all(struct bg_judge *judge, const struct bg_form *form, const struct bg_node *value) {
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < form->literal_count && truth != BG_FALSE; i++) {
        truth = both(truth, bg_judge_holds(judge, form->literals[i], value));
    }
    return truth;
}

static enum bg_truth holds_one_of(struct bg_judge *judge, const struct bg_form *form, const struct bg_node *value) {
    size_t holding = 0;
    size_t undecided = 0;
    for (size_t i = 0; i < form->literal_count; i++) {
        enum bg_truth truth = bg_judge_holds(judge, form->literals[i], value);
        holding += truth == BG_TRUE ? 1u : 0u;
        undecided += truth == BG_UNDECIDED ? 1u : 0u;
    }
    if (holding > 1) {
        return BG_FALSE;
    }
    return undecided > 0 ? BG_UNDECIDED : truth_of(holding == 1);
}

static enum bg_truth holds_number(struct bg_judge *judge, const struct bg_form *form, const struct bg_node *value) {
    const struct bg_exact *number = bg_exact_read(bg_forms_arena(judge->forms), value->as.text);
    if (number == NULL) {
        return BG_UNDECIDED;
    }
    if (form->kind == BG_FORM_MULTIPLE_OF) {
        return truth_of(bg_exact_is_multiple(number, form->number));
    }
    int order = bg_exact_compare(number, form->number);
    if (order == 0) {
        return truth_of(!form->is_exclusive);
    }
    return truth_of(form->kind == BG_FORM_MINIMUM ? order > 0 : order < 0);
}

static size_t length_of(struct bg_slice text) {
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        length += ((unsigned char)text.at[i] & 0xc0u) != 0x80u ? 1u : 0u;
    }
    return length;
}

static enum bg_truth holds_text(struct bg_judge *judge, const struct bg_form *form, struct bg_slice text) {
    if (form->kind == BG_FORM_MIN_LENGTH) {
        return truth_of(length_of(text) >= form->size);
    }
    if (form->kind == BG_FORM_MAX_LENGTH) {
        return truth_of(length_of(text) <= form->size);
    }
    if (form->kind == BG_FORM_PATTERN) {
        return bg_judge_matches(judge, form->text, text);
    }
    enum bg_format_fit fit = bg_format_check(form->text, text);
    return fit == BG_FORMAT_UNKNOWN ? BG_UNDECIDED : truth_of(fit == BG_FORMAT_FITS);
}

static enum bg_truth holds_unique(struct bg_judge *judge, const struct bg_node *list) {
    struct bg_table seen = {0};
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < list->count && truth == BG_TRUE; i++) {
        uint32_t number;
        if (!bg_form_add_value(judge->forms, list->as.items[i], &number)) {
            truth = BG_UNDECIDED;
        } else if (!bg_table_put(&seen, bg_form_value(judge->forms, number)->text, NULL)) {
            truth = BG_FALSE;
        }
    }
    bg_table_finish(&seen);
    return truth;
}

static enum bg_truth holds_contains(struct bg_judge *judge, const struct bg_form *form, const struct bg_node *list) {
    size_t holding = 0;
    size_t undecided = 0;
    for (size_t i = 0; i < list->count; i++) {
        enum bg_truth truth = bg_judge_holds(judge, form->literals[0], list->as.items[i]);
        holding += truth == BG_TRUE ? 1u : 0u;
        undecided += truth == BG_UNDECIDED ? 1u : 0u;
    }
    bool is_minimum = form->kind == BG_FORM_MIN_CONTAINS;
    bool at_most = is_minimum ? holding + undecided >= form->size : holding + undecided <= form->size;
    bool at_least = is_minimum ? holding >= form->size : holding <= form->size;
    return at_most == at_least ? truth_of(at_least) : BG_UNDECIDED;
}

static enum bg_truth holds_list(struct bg_judge *judge, const struct bg_form *form, const struct bg_node *list) {
    if (form->kind == BG_FORM_MIN_ITEMS) {
        return truth_of(list->count >= form->size);
    }
    if (form->kind == BG_FORM_MAX_ITEMS) {
        return truth_of(list->count <= form->size);
    }
    if (form->kind == BG_FORM_UNIQUE) {
        return holds_unique(judge, list);
    }
    if (form->kind != BG_FORM_ITEMS) {
        return holds_contains(judge, form, list);
    }
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < list->count && truth != BG_FALSE; i++) {
        size_t at = i < form->literal_count ? i : form->literal_count - 1;
        truth = both(truth, bg_judge_holds(judge, form->literals[at], list->as.items[i]));
    }
    return truth;
}

static int by_bytes(const void *a, const void *b) {
    return bg_slice_compare(*(const struct bg_slice *)a, *(const struct bg_slice *)b);
}

/* Does the atom speak of this member? */
static enum bg_truth covers(struct bg_judge *judge, const struct bg_form *form, struct bg_slice key) {
    if (form->kind == BG_FORM_PROPERTY) {
        return truth_of(bg_slice_equal(form->key, key));
    }
    if (form->kind == BG_FORM_PATTERN_PROPERTY) {
        return bg_judge_matches(judge, form->text, key);
    }
    if (bsearch(&key, form->keys, form->key_count, sizeof key, by_bytes) != NULL) {
        return BG_FALSE;
    }
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < form->pattern_count; i++) {
        truth = both(truth, negate(bg_judge_matches(judge, form->patterns[i], key)));
    }
    return truth;
}

static enum bg_truth holds_name(struct bg_judge *judge, const struct bg_form *form, struct bg_slice key) {
    const struct bg_node name = {.kind = BG_NODE_STRING, .weight = 1, .depth = 1, .as.text = key};
    return bg_judge_holds(judge, form->literals[0], &name);
}

static enum bg_truth holds_map(struct bg_judge *judge, const struct bg_form *form, const struct bg_node *map) {
    if (form->kind == BG_FORM_MIN_PROPERTIES) {
        return truth_of(map->count >= form->size);
    }
    if (form->kind == BG_FORM_MAX_PROPERTIES) {
        return truth_of(map->count <= form->size);
    }
    if (form->kind == BG_FORM_REQUIRED) {
        return truth_of(bg_node_get(map, form->key) != NULL);
    }
    if (form->kind == BG_FORM_DECLARED) {
        return BG_TRUE;
    }
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < map->count && truth != BG_FALSE; i++) {
        const struct bg_member *member = &map->as.members[i];
        if (form->kind == BG_FORM_NAMES) {
            truth = both(truth, holds_name(judge, form, member->key));
            continue;
        }
        enum bg_truth covered = covers(judge, form, member->key);
        if (covered != BG_FALSE) {
            enum bg_truth inner = bg_judge_holds(judge, form->literals[0], member->value);
            truth = both(truth, covered == BG_UNDECIDED && inner == BG_FALSE ? BG_UNDECIDED : inner);
        }
    }
    return truth;
}

static enum bg_truth holds(struct bg_judge *judge, bg_literal literal, const struct bg_form *form,
                           const struct bg_node *value) {
    switch (form->kind) {
    case BG_FORM_TYPES:
        return truth_of((form->types & (unsigned)bg_value_type(bg_forms_arena(judge->forms), value)) != 0);
    case BG_FORM_ENUM:
        return holds_enum(judge, form, value);
    case BG_FORM_ALL:
        return holds_all(judge, form, value);
    case BG_FORM_ONE_OF:
        return holds_one_of(judge, form, value);
    case BG_FORM_REFERENCE:
        return bg_judge_holds(judge, bg_form_target(judge->forms, literal & ~1u), value);
    case BG_FORM_OPAQUE:
        return BG_UNDECIDED;
    case BG_FORM_MINIMUM:
    case BG_FORM_MAXIMUM:
    case BG_FORM_MULTIPLE_OF:
        return bg_node_is_number(value) ? holds_number(judge, form, value) : BG_TRUE;
    case BG_FORM_MIN_LENGTH:
    case BG_FORM_MAX_LENGTH:
    case BG_FORM_PATTERN:
    case BG_FORM_FORMAT:
        return value->kind == BG_NODE_STRING ? holds_text(judge, form, value->as.text) : BG_TRUE;
    case BG_FORM_MIN_ITEMS:
    case BG_FORM_MAX_ITEMS:
    case BG_FORM_UNIQUE:
    case BG_FORM_ITEMS:
    case BG_FORM_MIN_CONTAINS:
    case BG_FORM_MAX_CONTAINS:
        return value->kind == BG_NODE_LIST ? holds_list(judge, form, value) : BG_TRUE;
    case BG_FORM_MIN_PROPERTIES:
    case BG_FORM_MAX_PROPERTIES:
    case BG_FORM_REQUIRED:
    case BG_FORM_PROPERTY:
    case BG_FORM_PATTERN_PROPERTY:
    case BG_FORM_ADDITIONAL:
    case BG_FORM_NAMES:
    case BG_FORM_DECLARED:
        break;
    }
    return value->kind == BG_NODE_MAP ? holds_map(judge, form, value) : BG_TRUE;
}

enum bg_truth bg_judge_holds(struct bg_judge *judge, bg_literal literal, const struct bg_node *value) {
    if (++judge->steps > BG_LIMIT_JUDGE_STEPS || judge->depth >= BG_LIMIT_SCHEMA_DEPTH) {
        return BG_UNDECIDED;
    }
    struct bg_form form = *bg_form_get(judge->forms, literal);
    judge->depth++;
    enum bg_truth truth = holds(judge, literal, &form, value);
    judge->depth--;
    return bg_literal_is_negated(literal) ? negate(truth) : truth;
}
