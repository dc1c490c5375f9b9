/*
 * The store of forms: one node for each distinct content, found by a byte key made of all its fields. Numbers of nodes
 * grow in order of creation, so everything sorted by them follows the order of the documents and is deterministic.
 */
#include "schema/accept/form.h"

#include "base/limits.h"
#include "base/vector.h"
#include "schema/accept/form_store.h"

#include <stdlib.h>

/* The byte key of a form: every field, variable ones with their length. */
static void key_number(struct bg_buffer *out, uint64_t number) {
    bg_buffer_add(out, (struct bg_slice){(const char *)&number, sizeof number});
}

static void key_slice(struct bg_buffer *out, struct bg_slice slice) {
    key_number(out, slice.len);
    bg_buffer_add(out, slice);
}

static void key_slices(struct bg_buffer *out, const struct bg_slice *slices, size_t count) {
    key_number(out, count);
    for (size_t i = 0; i < count; i++) {
        key_slice(out, slices[i]);
    }
}

void bg_form_write_key(const struct bg_forms *forms, const struct bg_form *form, struct bg_buffer *out) {
    key_number(out, ((uint64_t)form->kind << 16) | (form->types << 2) | (form->is_exclusive ? 2u : 0u) |
                        (form->is_open ? 1u : 0u));
    key_number(out, form->size);
    key_slice(out, form->number == NULL ? BG_NO_SLICE : bg_exact_text(forms->arena, form->number));
    key_slice(out, form->text);
    key_slice(out, form->key);
    key_number(out, form->literal_count);
    if (form->literals != NULL) {
        key_slice(out, (struct bg_slice){(const char *)form->literals, form->literal_count * sizeof form->literals[0]});
    }
    key_slice(out, (struct bg_slice){(const char *)form->values, form->value_count * sizeof form->values[0]});
    key_slices(out, form->keys, form->key_count);
    key_slices(out, form->patterns, form->pattern_count);
}

static struct bg_slice key_of(struct bg_forms *forms, const struct bg_form *form) {
    forms->key.len = 0;
    bg_form_write_key(forms, form, &forms->key);
    return bg_buffer_slice(&forms->key);
}

static void *copy_array(struct bg_arena *arena, const void *items, size_t count, size_t size) {
    void *copy = bg_arena_array(arena, count, size);
    if (count > 0) {
        memcpy(copy, items, count * size);
    }
    return copy;
}

static struct bg_slice *copy_slices(struct bg_arena *arena, const struct bg_slice *slices, size_t count) {
    struct bg_slice *copy = bg_arena_array(arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        copy[i] = bg_arena_copy(arena, slices[i]);
    }
    return copy;
}

/* The types of values that satisfy a form, and of those that violate it: no fewer than the true ones. */
static unsigned possible_of_all(const struct bg_forms *forms, const struct bg_form *form, bool is_negated) {
    unsigned types = is_negated ? 0 : BG_TYPES_ANY;
    for (size_t i = 0; i < form->literal_count; i++) {
        if (is_negated) {
            types |= bg_form_possible(forms, form->literals[i] ^ 1u);
        } else {
            types &= bg_form_possible(forms, form->literals[i]);
        }
    }
    return types;
}

static unsigned possible_of_branches(const struct bg_forms *forms, const struct bg_form *form) {
    unsigned types = 0;
    for (size_t i = 0; i < form->literal_count; i++) {
        types |= bg_form_possible(forms, form->literals[i]);
    }
    return types;
}

static unsigned possible_of_values(const struct bg_forms *forms, const struct bg_form *form) {
    unsigned types = 0;
    for (size_t i = 0; i < form->value_count; i++) {
        types |= bg_form_value(forms, form->values[i])->type;
    }
    return types;
}

/* The type that an atom speaks of. */
static unsigned atom_types(enum bg_form_kind kind) {
    switch (kind) {
    case BG_FORM_MINIMUM:
    case BG_FORM_MAXIMUM:
    case BG_FORM_MULTIPLE_OF:
        return BG_TYPES_NUMBER;
    case BG_FORM_MIN_LENGTH:
    case BG_FORM_MAX_LENGTH:
    case BG_FORM_PATTERN:
    case BG_FORM_FORMAT:
        return BG_TYPE_STRING;
    case BG_FORM_MIN_ITEMS:
    case BG_FORM_MAX_ITEMS:
    case BG_FORM_UNIQUE:
    case BG_FORM_ITEMS:
    case BG_FORM_MIN_CONTAINS:
    case BG_FORM_MAX_CONTAINS:
        return BG_TYPE_ARRAY;
    case BG_FORM_MIN_PROPERTIES:
    case BG_FORM_MAX_PROPERTIES:
    case BG_FORM_REQUIRED:
    case BG_FORM_PROPERTY:
    case BG_FORM_PATTERN_PROPERTY:
    case BG_FORM_ADDITIONAL:
    case BG_FORM_NAMES:
    case BG_FORM_DECLARED:
        return BG_TYPE_OBJECT;
    case BG_FORM_TYPES:
    case BG_FORM_ENUM:
    case BG_FORM_ALL:
    case BG_FORM_ONE_OF:
    case BG_FORM_REFERENCE:
    case BG_FORM_OPAQUE:
        break;
    }
    return BG_TYPES_ANY;
}

static void set_possible(const struct bg_forms *forms, struct bg_form_node *node) {
    const struct bg_form *form = &node->form;
    unsigned about = atom_types(form->kind);
    node->possible[0] = BG_TYPES_ANY;
    node->possible[1] = about;
    if (form->kind == BG_FORM_TYPES) {
        node->possible[0] = form->types;
        node->possible[1] = BG_TYPES_ANY & ~form->types;
    } else if (form->kind == BG_FORM_ENUM) {
        node->possible[0] = possible_of_values(forms, form);
    } else if (form->kind == BG_FORM_ALL) {
        node->possible[0] = possible_of_all(forms, form, false);
        node->possible[1] = possible_of_all(forms, form, true);
    } else if (form->kind == BG_FORM_ONE_OF) {
        node->possible[0] = possible_of_branches(forms, form);
    }
}

static bg_literal add_node(struct bg_forms *forms, const struct bg_form *form) {
    forms->nodes = bg_vector_reserve(NULL, forms->nodes, forms->count, &forms->room, sizeof(struct bg_form_node *));
    struct bg_form_node *node = bg_arena_alloc(forms->arena, sizeof *node);
    node->form = *form;
    node->form.text = bg_arena_copy(forms->arena, form->text);
    node->form.key = bg_arena_copy(forms->arena, form->key);
    node->form.literals = copy_array(forms->arena, form->literals, form->literal_count, sizeof form->literals[0]);
    node->form.values = copy_array(forms->arena, form->values, form->value_count, sizeof form->values[0]);
    node->form.keys = copy_slices(forms->arena, form->keys, form->key_count);
    node->form.patterns = copy_slices(forms->arena, form->patterns, form->pattern_count);
    set_possible(forms, node);
    node->is_recursive = form->kind == BG_FORM_REFERENCE;
    for (size_t i = 0; i < form->literal_count; i++) {
        node->is_recursive = node->is_recursive || forms->nodes[form->literals[i] / 2]->is_recursive;
    }
    node->same_as = (uint32_t)forms->count;
    forms->nodes[forms->count] = node;
    return (bg_literal)(forms->count++ * 2);
}

bg_literal bg_form_intern(struct bg_forms *forms, const struct bg_form *form) {
    struct bg_slice key = key_of(forms, form);
    struct bg_form_node *found = bg_table_get(&forms->by_key, key);
    if (found != NULL) {
        return found->literal;
    }
    if (forms->count >= BG_LIMIT_FORMS) {
        forms->is_full = true;
        return forms->overflow;
    }
    key = bg_arena_copy(forms->arena, key); /* before add_node: the key buffer may be used again */
    bg_literal literal = add_node(forms, form);
    forms->nodes[literal / 2]->literal = literal;
    (void)bg_table_put(&forms->by_key, key, forms->nodes[literal / 2]);
    return literal;
}

struct bg_forms *bg_forms_new(struct bg_arena *arena) {
    _Static_assert(BG_LIMIT_FORMS == 50000, "the reason names the limit");
    struct bg_forms *forms = bg_arena_alloc(arena, sizeof *forms);
    forms->arena = arena;
    (void)bg_form_types(forms, BG_TYPES_ANY); /* BG_ALWAYS */
    (void)bg_form_types(forms, 0);            /* BG_NEVER */
    forms->overflow =
        bg_form_atom(forms, (struct bg_form){.kind = BG_FORM_OPAQUE, .text = BG_LITERAL(BG_TOO_MANY_FORMS)});
    return forms;
}

void bg_forms_finish(struct bg_forms *forms) {
    if (forms != NULL) {
        bg_table_finish(&forms->by_key);
        bg_table_finish(&forms->by_value);
        bg_buffer_finish(&forms->key);
        free(forms->nodes);
        free(forms->values);
        forms->nodes = NULL;
        forms->values = NULL;
    }
}

struct bg_arena *bg_forms_arena(const struct bg_forms *forms) {
    return forms->arena;
}

bool bg_forms_are_full(const struct bg_forms *forms) {
    return forms->is_full;
}

const struct bg_form *bg_form_get(const struct bg_forms *forms, bg_literal literal) {
    return &forms->nodes[literal / 2]->form;
}

bg_literal bg_form_types(struct bg_forms *forms, unsigned types) {
    return bg_form_intern(forms, &(struct bg_form){.kind = BG_FORM_TYPES, .types = types & BG_TYPES_ANY});
}

bg_literal bg_form_negate(struct bg_forms *forms, bg_literal literal) {
    const struct bg_form *form = bg_form_get(forms, literal);
    return form->kind == BG_FORM_TYPES ? bg_form_types(forms, ~form->types) : literal ^ 1u;
}

bg_literal bg_form_reference(struct bg_forms *forms) {
    size_t serial = forms->reference_count++;
    return bg_form_intern(forms, &(struct bg_form){.kind = BG_FORM_REFERENCE, .size = serial});
}

void bg_form_set_target(struct bg_forms *forms, bg_literal reference, bg_literal target) {
    forms->nodes[reference / 2]->target = target;
    forms->nodes[reference / 2]->has_target = true;
}

size_t bg_forms_count(const struct bg_forms *forms) {
    return forms->count;
}

bg_literal bg_form_target(const struct bg_forms *forms, bg_literal reference) {
    bg_literal target = forms->nodes[reference / 2]->target;
    return target ^ (reference & 1u);
}

bool bg_form_is_apart(const struct bg_forms *forms, bg_literal literal) {
    return bg_literal_is_negated(literal) && forms->nodes[literal / 2]->is_apart;
}

unsigned bg_form_possible(const struct bg_forms *forms, bg_literal literal) {
    const struct bg_form_node *node = forms->nodes[literal / 2];
    return node->possible[literal & 1u];
}

bool bg_form_add_value(struct bg_forms *forms, const struct bg_node *node, uint32_t *out) {
    if (node->weight > BG_LIMIT_VALUE_NODES) {
        return false;
    }
    struct bg_buffer text = {0};
    bool is_written = bg_value_write(forms->arena, &text, node);
    if (is_written) {
        const uint32_t *found = bg_table_get(&forms->by_value, bg_buffer_slice(&text));
        if (found != NULL) {
            *out = *found;
        } else {
            forms->values =
                bg_vector_reserve(NULL, forms->values, forms->value_count, &forms->value_room, sizeof forms->values[0]);
            struct bg_slice kept = bg_arena_copy(forms->arena, bg_buffer_slice(&text));
            uint32_t *number = bg_arena_alloc(forms->arena, sizeof *number);
            *number = (uint32_t)forms->value_count;
            forms->values[forms->value_count++] =
                (struct bg_value){.node = node, .text = kept, .type = (unsigned)bg_value_type(forms->arena, node)};
            (void)bg_table_put(&forms->by_value, kept, number);
            *out = *number;
        }
    }
    bg_buffer_finish(&text);
    return is_written;
}

const struct bg_value *bg_form_value(const struct bg_forms *forms, uint32_t value) {
    return &forms->values[value];
}
