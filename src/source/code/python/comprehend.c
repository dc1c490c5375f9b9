/* Comprehensions: each loop inside the next, with a scope of their own. */
#include "source/code/python/machine.h"

struct comprehension {
    struct bg_py_machine *machine;
    struct bg_py_frame frame;
    const struct bg_py_node *node;
    struct bg_py_value *out;
};

static void add(struct comprehension *comprehension, const struct bg_py_guard *guard) {
    struct bg_py_machine *machine = comprehension->machine;
    const struct bg_py_node *node = comprehension->node;
    struct bg_py_value *first = bg_py_evaluate(machine, &comprehension->frame, node->a);
    if (comprehension->out->type == BG_PY_IS_DICT) {
        struct bg_py_value *value = bg_py_evaluate(machine, &comprehension->frame, node->b);
        if (first->type == BG_PY_IS_UNKNOWN || guard != NULL) {
            bg_py_open(&machine->state, comprehension->out,
                       bg_py_unknown(machine, &comprehension->frame, node, "members of a dictionary are not known"));
        } else {
            bg_py_put(machine, comprehension->out, first, value);
        }
    } else if (first->type == BG_PY_IS_UNKNOWN) {
        bg_py_open(&machine->state, comprehension->out, first);
    } else {
        bg_py_add(&machine->state, comprehension->out, (struct bg_py_item){NULL, first, guard});
    }
}

static const struct bg_py_guard *maybe(struct bg_py_machine *machine, const struct bg_py_guard *guard) {
    struct bg_py_branch *branch = bg_arena_alloc(machine->arena, sizeof *branch);
    struct bg_py_guard own = {branch, 0, NULL};
    return bg_py_guard_join(&machine->state, &own, guard);
}

static void loop(struct comprehension *comprehension, size_t clause, const struct bg_py_guard *guard);

/* One element: where all conditions hold or may hold, the clauses that follow. */
static void visit(struct comprehension *comprehension, size_t clause, struct bg_py_value *element,
                  const struct bg_py_guard *guard) {
    struct bg_py_machine *machine = comprehension->machine;
    const struct bg_py_node *node = comprehension->node->items.items[clause];
    bg_py_assign(machine, &comprehension->frame, node->a, element);
    for (size_t i = 0; i < node->items.count; i++) {
        struct bg_py_value *value = bg_py_evaluate(machine, &comprehension->frame, node->items.items[i]);
        enum bg_py_truth truth = bg_py_truth_of(value);
        if (truth == BG_PY_NO) {
            return;
        }
        guard = truth == BG_PY_MAYBE ? maybe(machine, guard) : guard;
    }
    if (clause + 1 < comprehension->node->items.count) {
        loop(comprehension, clause + 1, guard);
    } else {
        add(comprehension, guard);
    }
}

/* The same for each way of an element. */
static void visit_ways(struct comprehension *comprehension, size_t clause, struct bg_py_value *element,
                       const struct bg_py_guard *guard) {
    struct bg_py_machine *machine = comprehension->machine;
    if (element->type != BG_PY_IS_EITHER || !bg_py_step(machine)) {
        visit(comprehension, clause, element, guard);
        return;
    }
    for (unsigned way = 0; way < 2; way++) {
        struct bg_py_guard own = {element->branch, way, NULL};
        visit_ways(comprehension, clause, way == 0 ? element->self : element->other,
                   bg_py_guard_join(&machine->state, &own, guard));
    }
    bg_py_step_back(machine);
}

/* Recursive with the functions above, once for each clause that is written. */
static void loop(struct comprehension *comprehension, size_t clause, const struct bg_py_guard *guard) {
    struct bg_py_machine *machine = comprehension->machine;
    const struct bg_py_node *node = comprehension->node->items.items[clause];
    if (!bg_py_step(machine)) {
        bg_py_open(&machine->state, comprehension->out,
                   bg_py_unknown(machine, &comprehension->frame, node, "the code is too long to be followed"));
        return;
    }
    const struct bg_py_content *content =
        bg_py_iterate(machine, bg_py_evaluate(machine, &comprehension->frame, node->b));
    for (size_t i = 0; i < content->count; i++) {
        visit_ways(comprehension, clause, content->items[i].value,
                   bg_py_guard_join(&machine->state, content->items[i].guard, guard));
    }
    if (content->open != NULL) {
        struct bg_py_value *element = bg_py_unknown_of(machine, content->open->text, content->open->at);
        visit(comprehension, clause, element, maybe(machine, guard));
    }
    bg_py_step_back(machine);
}

struct bg_py_value *bg_py_comprehend(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                     const struct bg_py_node *node) {
    struct bg_py_scope scope = {.names = bg_py_names_new(&machine->state), .module = frame->scope->module};
    scope.outer = frame->scope;
    struct comprehension comprehension = {.machine = machine, .frame = *frame, .node = node};
    struct bg_py_scope *kept = bg_arena_alloc(machine->arena, sizeof *kept);
    *kept = scope;
    comprehension.frame.scope = kept;
    enum bg_py_type type = node->b != NULL ? BG_PY_IS_DICT : node->sign == '{' ? BG_PY_IS_SET : BG_PY_IS_LIST;
    comprehension.out = bg_py_make_content(&machine->state, type);
    loop(&comprehension, 0, NULL);
    return comprehension.out;
}
