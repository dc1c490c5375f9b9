/*
 * Loops that say the same become one. A schema that contains itself is a reference, made before it is known what it
 * names, so equal loops are not equal by their contents. Here the nodes that depend on references are sorted into
 * classes: at first by everything but their parts, then again and again by the classes of their parts, until no class
 * falls apart any more (Moore 1956). What is left together satisfies the same equations; values are finite and a loop
 * takes a part of one, so the equations have one solution.
 */
#include "schema/accept/form_store.h"

#include <stdlib.h>

/* The nodes being sorted. */
struct sorting {
    struct bg_forms *forms;
    struct bg_arena scratch;
    uint32_t *nodes;
    size_t count;
    uint32_t *classes;  /* of each of `nodes` */
    uint32_t *class_of; /* of each node of the store, plus 1; 0 for others */
    struct bg_buffer key;
    uint64_t *parts; /* scratch */
};

static int by_size(const void *a, const void *b) {
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

bg_literal bg_form_settled(const struct bg_forms *forms, bg_literal literal) {
    return (forms->nodes[literal / 2]->same_as * 2) | (literal & 1u);
}

/* A number for a part: that of its class, or its own. */
static uint64_t part_of(const struct sorting *sorting, bg_literal literal) {
    literal = bg_form_settled(sorting->forms, literal); /* by an earlier sorting */
    uint32_t class = sorting->class_of[literal / 2];
    return class == 0 ? literal : ((uint64_t)1 << 40) + (uint64_t) class * 2 + (literal & 1u);
}

static void add_parts(struct sorting *sorting, uint32_t number) {
    const struct bg_form_node *node = sorting->forms->nodes[number];
    size_t count = node->form.literal_count;
    for (size_t i = 0; i < count; i++) {
        sorting->parts[i] = part_of(sorting, node->form.literals[i]);
    }
    if (node->form.kind == BG_FORM_REFERENCE) {
        sorting->parts[0] = node->has_target ? part_of(sorting, node->target) : number;
        count = 1;
    } else if (node->form.kind == BG_FORM_ALL || node->form.kind == BG_FORM_ONE_OF) {
        qsort(sorting->parts, count, sizeof *sorting->parts, by_size);
    }
    bg_buffer_add(&sorting->key, (struct bg_slice){(const char *)sorting->parts, count * sizeof *sorting->parts});
}

/* Sorts once more: by what the nodes are if `is_first`, else by their parts. How many classes there are. */
static size_t sort_again(struct sorting *sorting, bool is_first) {
    struct bg_table by_key = {0};
    size_t count = 0;
    for (size_t i = 0; i < sorting->count; i++) {
        sorting->key.len = 0;
        if (is_first) {
            struct bg_form form = sorting->forms->nodes[sorting->nodes[i]]->form;
            form.literals = NULL;
            form.size = form.kind == BG_FORM_REFERENCE ? 0 : form.size;
            form.literal_count = form.kind == BG_FORM_REFERENCE ? 0 : form.literal_count;
            bg_form_write_key(sorting->forms, &form, &sorting->key);
        } else {
            uint32_t before = sorting->classes[i];
            bg_buffer_add(&sorting->key, (struct bg_slice){(const char *)&before, sizeof before});
            add_parts(sorting, sorting->nodes[i]);
        }
        const uint32_t *found = bg_table_get(&by_key, bg_buffer_slice(&sorting->key));
        if (found == NULL) {
            uint32_t *class = bg_arena_alloc(&sorting->scratch, sizeof *class);
            *class = (uint32_t)++count;
            (void)bg_table_put(&by_key, bg_arena_copy(&sorting->scratch, bg_buffer_slice(&sorting->key)), class);
            found = class;
        }
        sorting->classes[i] = *found;
    }
    for (size_t i = 0; i < sorting->count; i++) {
        sorting->class_of[sorting->nodes[i]] = sorting->classes[i];
    }
    bg_table_finish(&by_key);
    return count;
}

/* The nodes that depend on a reference: those from `from` on, and the earlier ones that stand for themselves. */
static void collect(struct sorting *sorting, size_t from) {
    struct bg_forms *forms = sorting->forms;
    size_t most = 1;
    sorting->nodes = bg_arena_array(&sorting->scratch, forms->count, sizeof *sorting->nodes);
    sorting->classes = bg_arena_array(&sorting->scratch, forms->count, sizeof *sorting->classes);
    sorting->class_of = bg_arena_array(&sorting->scratch, forms->count, sizeof *sorting->class_of);
    for (size_t i = 0; i < forms->count; i++) {
        const struct bg_form_node *node = forms->nodes[i];
        if (node->is_recursive && (i >= from || node->same_as == i)) {
            sorting->nodes[sorting->count++] = (uint32_t)i;
            most = node->form.literal_count > most ? node->form.literal_count : most;
        }
    }
    sorting->parts = bg_arena_array(&sorting->scratch, most, sizeof *sorting->parts);
}

void bg_forms_settle(struct bg_forms *forms, size_t from) {
    struct sorting sorting = {.forms = forms, .scratch = BG_ARENA_EMPTY};
    collect(&sorting, from);
    size_t count = sort_again(&sorting, true);
    size_t before = 0;
    while (count != before) {
        before = count;
        count = sort_again(&sorting, false);
    }
    uint32_t *first = bg_arena_array(&sorting.scratch, count + 1, sizeof *first); /* of each class, plus 1 */
    for (size_t i = 0; i < sorting.count; i++) {
        uint32_t *same = &first[sorting.classes[i]];
        *same = *same == 0 ? sorting.nodes[i] + 1 : *same;
        forms->nodes[sorting.nodes[i]]->same_as = *same - 1;
    }
    bg_buffer_finish(&sorting.key);
    bg_arena_finish(&sorting.scratch);
}
