/*
 * Statements: see machine.h. Where it is not known which way the code goes, it goes both, one after the other from the
 * same state, and goes on with what both give. What follows a return on one way is done under the other way alone.
 */
#include "source/code/python/machine.h"

#include "source/code/python/token.h"

static const struct bg_py_outcome NORMAL = {BG_PY_END_NORMAL, NULL, false, false};

static struct bg_py_outcome execute(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                    const struct bg_py_node *node);

static struct bg_py_outcome ended(enum bg_py_end end) {
    return (struct bg_py_outcome){end, NULL, end == BG_PY_END_BREAK, end == BG_PY_END_RETURN};
}

static const struct bg_py_guard *guard_of(struct bg_py_machine *machine, struct bg_py_branch *branch, unsigned way,
                                          const struct bg_py_guard *outer) {
    struct bg_py_guard own = {branch, way, NULL};
    return bg_py_guard_join(&machine->state, &own, outer);
}

/* How two ways end together. */
static struct bg_py_outcome together(struct bg_py_machine *machine, struct bg_py_branch *branch,
                                     struct bg_py_outcome first, struct bg_py_outcome second) {
    if (branch->is_dead[0] || branch->is_dead[1]) {
        return branch->is_dead[0] ? second : first;
    }
    struct bg_py_outcome out = {BG_PY_END_NORMAL, NULL, first.has_break || second.has_break,
                                first.has_return || second.has_return};
    bool goes_on[] = {first.end == BG_PY_END_NORMAL, second.end == BG_PY_END_NORMAL};
    if (goes_on[0] && goes_on[1]) {
        bool is_guarded = first.guard != NULL || second.guard != NULL;
        out.guard = is_guarded ? guard_of(machine, bg_arena_alloc(machine->arena, sizeof *branch), 0, NULL) : NULL;
    } else if (goes_on[0] || goes_on[1]) {
        out.guard = guard_of(machine, branch, goes_on[0] ? 0 : 1, goes_on[0] ? first.guard : second.guard);
    } else {
        out.end = first.end == second.end ? first.end : BG_PY_END_CONTINUE;
    }
    return out;
}

/* One way of a fork has been taken to its end. */
static void leave_way(struct bg_py_fork *fork, unsigned way, struct bg_py_outcome outcome) {
    fork->branch->is_dead[way] = outcome.end == BG_PY_END_RAISE;
    fork->is_left[way] = outcome.end == BG_PY_END_RETURN;
}

static struct bg_py_outcome both_raise(struct bg_py_fork *fork, struct bg_py_outcome out) {
    return fork->branch->is_dead[0] && fork->branch->is_dead[1] ? ended(BG_PY_END_RAISE) : out;
}

static struct bg_py_outcome rest_of_block(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                          struct bg_py_block block, struct bg_py_outcome so_far) {
    struct bg_py_fork fork = {.guard = so_far.guard};
    bg_py_fork_begin(&machine->state, &fork, NULL);
    struct bg_py_outcome rest = bg_py_execute(machine, frame, block);
    bg_py_fork_switch(&machine->state, &fork);
    fork.is_left[1] = !so_far.has_break && so_far.has_return;
    bg_py_fork_end(&machine->state, &fork);
    struct bg_py_outcome out = rest;
    out.has_break = rest.has_break || so_far.has_break;
    out.has_return = rest.has_return || so_far.has_return;
    if (rest.end == BG_PY_END_NORMAL) {
        out.guard = bg_py_guard_join(&machine->state, rest.guard, so_far.guard);
    } else if (rest.end == BG_PY_END_RAISE || (so_far.has_break && so_far.has_return)) {
        out.end = so_far.has_return && !so_far.has_break   ? BG_PY_END_RETURN
                  : so_far.has_break && !so_far.has_return ? BG_PY_END_BREAK
                                                           : BG_PY_END_CONTINUE;
    }
    return out;
}

struct bg_py_outcome bg_py_execute(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_py_block block) {
    struct bg_py_outcome outcome = NORMAL;
    for (size_t i = 0; i < block.count; i++) {
        if (!bg_py_step(machine)) {
            return outcome;
        }
        outcome = execute(machine, frame, block.items[i]);
        if (outcome.end == BG_PY_END_NORMAL && outcome.guard != NULL && i + 1 < block.count) {
            outcome =
                rest_of_block(machine, frame, (struct bg_py_block){block.items + i + 1, block.count - i - 1}, outcome);
            i = block.count;
        }
        bg_py_step_back(machine);
        if (outcome.end != BG_PY_END_NORMAL) {
            return outcome;
        }
    }
    return outcome;
}

/* The branches of an `if` from number `i` on. */
static struct bg_py_outcome branches(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_py_block items,
                                     size_t i) {
    while (i < items.count && items.items[i]->a != NULL) {
        enum bg_py_truth truth = bg_py_truth_of(bg_py_evaluate(machine, frame, items.items[i]->a));
        if (truth == BG_PY_YES) {
            break;
        }
        if (truth == BG_PY_MAYBE) {
            if (!bg_py_step(machine)) {
                return NORMAL;
            }
            struct bg_py_fork fork = {0};
            bg_py_fork_begin(&machine->state, &fork, NULL);
            struct bg_py_outcome first = bg_py_execute(machine, frame, items.items[i]->body);
            leave_way(&fork, 0, first);
            bg_py_fork_switch(&machine->state, &fork);
            struct bg_py_outcome second = branches(machine, frame, items, i + 1);
            leave_way(&fork, 1, second);
            bg_py_fork_end(&machine->state, &fork);
            bg_py_step_back(machine);
            return both_raise(&fork, together(machine, fork.branch, first, second));
        }
        i++;
    }
    return i < items.count ? bg_py_execute(machine, frame, items.items[i]->body) : NORMAL;
}

/* One of these, nobody knows which; the last is nothing at all if `may_skip`. */
static struct bg_py_outcome one_of(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_py_block items,
                                   size_t i, bool may_skip) {
    if (i == items.count || !bg_py_step(machine)) {
        return NORMAL;
    }
    const struct bg_py_node *item = items.items[i];
    if (item->b != NULL && item->b->kind == BG_PY_NAME) {
        bg_py_assign(machine, frame, item->b, bg_py_unknown(machine, frame, item->b, "an exception is not known"));
    }
    struct bg_py_outcome out;
    if (i + 1 == items.count && !may_skip) {
        out = bg_py_execute(machine, frame, item->body);
    } else {
        struct bg_py_fork fork = {0};
        bg_py_fork_begin(&machine->state, &fork, NULL);
        struct bg_py_outcome first = bg_py_execute(machine, frame, item->body);
        leave_way(&fork, 0, first);
        bg_py_fork_switch(&machine->state, &fork);
        struct bg_py_outcome second = one_of(machine, frame, items, i + 1, may_skip);
        leave_way(&fork, 1, second);
        bg_py_fork_end(&machine->state, &fork);
        out = both_raise(&fork, together(machine, fork.branch, first, second));
    }
    bg_py_step_back(machine);
    return out;
}

static struct bg_py_outcome try_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                          const struct bg_py_node *node) {
    struct bg_py_outcome out;
    if (node->items.count == 0) {
        out = bg_py_execute(machine, frame, node->body);
    } else {
        struct bg_py_fork fork = {0};
        bg_py_fork_begin(&machine->state, &fork, NULL);
        fork.branch->is_trial = true;
        struct bg_py_outcome first = bg_py_execute(machine, frame, node->body);
        if (first.end == BG_PY_END_NORMAL && first.guard == NULL) {
            first = bg_py_execute(machine, frame, node->rest);
        }
        leave_way(&fork, 0, first);
        bg_py_fork_switch(&machine->state, &fork);
        struct bg_py_outcome second = one_of(machine, frame, node->items, 0, false);
        leave_way(&fork, 1, second);
        bg_py_fork_end(&machine->state, &fork);
        out = both_raise(&fork, together(machine, fork.branch, first, second));
    }
    struct bg_py_outcome last = bg_py_execute(machine, frame, node->final);
    return last.end != BG_PY_END_NORMAL ? last : out;
}

struct loop {
    struct bg_py_machine *machine;
    struct bg_py_frame *frame;
    const struct bg_py_node *node;
    const struct bg_py_guard *live; /* under which it still goes on; NULL: in any case */
    bool is_over;
    bool has_return;
};

/* What an iteration has done to the loop; `branch`: it was one way of it. */
static void after_iteration(struct loop *loop, struct bg_py_outcome outcome, struct bg_py_branch *branch) {
    struct bg_py_machine *machine = loop->machine;
    loop->has_return = loop->has_return || outcome.has_return;
    bool stops = outcome.has_break || outcome.has_return || outcome.end == BG_PY_END_RAISE;
    if (outcome.end == BG_PY_END_BREAK || outcome.end == BG_PY_END_RETURN || outcome.end == BG_PY_END_RAISE) {
        loop->is_over = branch == NULL;
        loop->live = branch == NULL ? NULL : guard_of(machine, branch, 1, loop->live);
    } else if (stops && outcome.guard != NULL) {
        loop->live = bg_py_guard_join(&machine->state, outcome.guard, loop->live);
    } else if (stops) {
        loop->live = guard_of(machine, bg_arena_alloc(machine->arena, sizeof *branch), 0, loop->live);
    }
}

static struct bg_py_outcome iterate(struct loop *loop, struct bg_py_value *element, bool is_guarded,
                                    const struct bg_py_guard *guard) {
    struct bg_py_machine *machine = loop->machine;
    struct bg_py_fork fork = {.guard = guard};
    if (is_guarded) {
        bg_py_fork_begin(&machine->state, &fork, NULL);
    }
    if (element != NULL) {
        bg_py_assign(machine, loop->frame, loop->node->a, element);
    }
    struct bg_py_outcome outcome = bg_py_execute(machine, loop->frame, loop->node->body);
    if (is_guarded) {
        fork.is_left[0] = outcome.end == BG_PY_END_RETURN || outcome.end == BG_PY_END_RAISE;
        bg_py_fork_switch(&machine->state, &fork);
        bg_py_fork_end(&machine->state, &fork);
    }
    after_iteration(loop, outcome, is_guarded ? fork.branch : NULL);
    return outcome;
}

static struct bg_py_outcome after_loop(struct loop *loop, struct bg_py_outcome last) {
    if (loop->is_over && last.end != BG_PY_END_BREAK) {
        return last;
    }
    if (loop->live == NULL && !loop->is_over) {
        return bg_py_execute(loop->machine, loop->frame, loop->node->rest);
    }
    struct bg_py_outcome out = NORMAL;
    out.guard = loop->has_return ? loop->live : NULL;
    out.has_return = loop->has_return;
    return out;
}

static struct bg_py_outcome for_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                          const struct bg_py_node *node) {
    const struct bg_py_content *content = bg_py_iterate(machine, bg_py_evaluate(machine, frame, node->b));
    struct loop loop = {.machine = machine, .frame = frame, .node = node};
    struct bg_py_outcome last = NORMAL;
    for (size_t i = 0; i < content->count && !loop.is_over; i++) {
        const struct bg_py_guard *guard = bg_py_guard_join(&machine->state, content->items[i].guard, loop.live);
        last = iterate(&loop, content->items[i].value, guard != NULL, guard);
    }
    if (content->open != NULL && !loop.is_over) {
        for (unsigned i = 0; i < 2; i++) { /* the second time with what the first has left */
            last = iterate(&loop, bg_py_unknown_of(machine, content->open->text, content->open->at), true, loop.live);
        }
    }
    return after_loop(&loop, last);
}

/* How often is not known, unless it is never. */
static struct bg_py_outcome while_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                            const struct bg_py_node *node) {
    if (bg_py_truth_of(bg_py_evaluate(machine, frame, node->a)) == BG_PY_NO) {
        return bg_py_execute(machine, frame, node->rest);
    }
    struct loop loop = {.machine = machine, .frame = frame, .node = node};
    (void)iterate(&loop, NULL, true, NULL);
    (void)iterate(&loop, NULL, true, loop.live);
    return after_loop(&loop, NORMAL);
}

static struct bg_py_outcome return_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                             const struct bg_py_node *node) {
    struct bg_py_value *value = node->a == NULL ? machine->none : bg_py_evaluate(machine, frame, node->a);
    if (value->content != NULL && machine->state.way_began != 0) { /* what others do to it later is another way */
        struct bg_py_value *kept = bg_py_make(&machine->state, value->type);
        kept->content = value->content;
        value = kept;
    }
    struct bg_py_result result = {value, NULL};
    for (const struct bg_py_guard *guard = machine->state.path; guard != frame->base && guard != NULL;
         guard = guard->next) {
        result.path = guard_of(machine, guard->branch, guard->way, result.path);
    }
    BG_VECTOR_ADD(machine->arena, frame, result);
    return ended(BG_PY_END_RETURN);
}

static void augment(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *node) {
    struct bg_py_value *old = bg_py_evaluate(machine, frame, node->a);
    struct bg_py_value *more = bg_py_evaluate(machine, frame, node->b);
    if (old->type == BG_PY_IS_LIST && node->sign == '+') {
        struct bg_py_arguments arguments = {.given = &more, .count = 1};
        (void)bg_py_call_method(machine, old, BG_LITERAL("extend"), &arguments);
        return;
    }
    struct bg_py_value *value = bg_py_binary(machine, node->sign, old, more);
    value = value != NULL ? value : bg_py_unknown(machine, frame, node, "an operation is not followed");
    bg_py_assign(machine, frame, node->a, value);
}

static void assign_items(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_py_block targets,
                         struct bg_py_value *value) {
    const struct bg_py_content *content = bg_py_is_sequence(value) ? value->content : NULL;
    bool fits = content != NULL && content->open == NULL && content->count == targets.count;
    for (size_t i = 0; i < targets.count; i++) {
        bool is_known = fits && content->items[i].guard == NULL && targets.items[i]->kind != BG_PY_STARRED;
        const struct bg_py_node *target =
            targets.items[i]->kind == BG_PY_STARRED ? targets.items[i]->a : targets.items[i];
        struct bg_py_value *why = value->type == BG_PY_IS_UNKNOWN
                                      ? value
                                      : bg_py_unknown(machine, frame, target, "a part of a list is not known");
        bg_py_assign(machine, frame, target, is_known ? content->items[i].value : why);
    }
}

static void assign_member(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *target,
                          struct bg_py_value *value) {
    struct bg_py_value *object = bg_py_evaluate(machine, frame, target->a);
    if (object->type == BG_PY_IS_SCHEMA) {
        object->truth = true;
    } else if (object->type == BG_PY_IS_DICT && target->b->kind != BG_PY_SLICE) {
        bg_py_put(machine, object, bg_py_evaluate(machine, frame, target->b), value);
    } else if (object->content != NULL) {
        bg_py_open(&machine->state, object, bg_py_unknown(machine, frame, target, "a member of a list is replaced"));
    }
}

void bg_py_assign(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *target,
                  struct bg_py_value *value) {
    struct bg_py_scope *scope = frame->scope;
    if (target->kind == BG_PY_NAME) {
        bool is_global = bg_slice_is_among(scope->globals.items, scope->globals.count, target->text);
        bg_py_set(&machine->state, is_global ? scope->module->names : scope->names, target->text, value);
    } else if (target->kind == BG_PY_ATTRIBUTE) {
        bg_py_set_attribute(machine, bg_py_evaluate(machine, frame, target->a), target->text, value);
    } else if (target->kind == BG_PY_SUBSCRIPT) {
        assign_member(machine, frame, target, value);
    } else if ((target->kind == BG_PY_TUPLE || target->kind == BG_PY_LIST) && bg_py_step(machine)) {
        assign_items(machine, frame, target->items, value);
        bg_py_step_back(machine);
    }
}

static void delete (struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *target) {
    if (target->kind == BG_PY_NAME) {
        bg_py_set(&machine->state, frame->scope->names, target->text, NULL);
    } else if (target->kind == BG_PY_SUBSCRIPT) {
        struct bg_py_value *object = bg_py_evaluate(machine, frame, target->a);
        object->truth = object->type == BG_PY_IS_SCHEMA || object->truth;
        if (object->content != NULL) {
            bool is_part = target->b->kind == BG_PY_SLICE;
            struct bg_py_value *key = is_part ? machine->none : bg_py_evaluate(machine, frame, target->b);
            bg_py_take_out(machine, object, key);
        }
    }
}

/* What does nothing to where the code goes on. */
static void simple(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *node) {
    switch (node->kind) {
    case BG_PY_EXPRESSION:
        (void)bg_py_evaluate(machine, frame, node->a);
        break;
    case BG_PY_ASSIGN: {
        struct bg_py_value *value = bg_py_evaluate(machine, frame, node->a);
        for (size_t i = 0; i < node->items.count; i++) {
            bg_py_assign(machine, frame, node->items.items[i], value);
        }
        break;
    }
    case BG_PY_AUGMENT:
        augment(machine, frame, node);
        break;
    case BG_PY_ANNOTATED:
        if (node->c != NULL) {
            bg_py_assign(machine, frame, node->a, bg_py_evaluate(machine, frame, node->c));
        }
        break;
    case BG_PY_DELETE:
        for (size_t i = 0; i < node->items.count; i++) {
            delete (machine, frame, node->items.items[i]);
        }
        break;
    case BG_PY_GLOBAL:
        for (size_t i = 0; i < node->items.count; i++) {
            BG_VECTOR_ADD(machine->arena, &frame->scope->globals, node->items.items[i]->text);
        }
        break;
    case BG_PY_IMPORT:
    case BG_PY_FROM:
        bg_py_import(machine, frame, node);
        break;
    case BG_PY_DEF:
        bg_py_set(&machine->state, frame->scope->names, node->text, bg_py_function_statement(machine, frame, node));
        break;
    case BG_PY_CLASS:
        bg_py_set(&machine->state, frame->scope->names, node->text, bg_py_class_statement(machine, frame, node));
        break;
    default: /* pass, assert, type */
        break;
    }
}

static struct bg_py_outcome with_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                           const struct bg_py_node *node) {
    for (size_t i = 0; i < node->items.count; i++) {
        const struct bg_py_node *item = node->items.items[i];
        (void)bg_py_evaluate(machine, frame, item->a);
        if (item->b != NULL) {
            bg_py_assign(machine, frame, item->b,
                         bg_py_unknown(machine, frame, item->b, "what a manager gives is not known"));
        }
    }
    return bg_py_execute(machine, frame, node->body);
}

static struct bg_py_outcome execute(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                    const struct bg_py_node *node) {
    switch (node->kind) {
    case BG_PY_IF:
        return branches(machine, frame, node->items, 0);
    case BG_PY_FOR:
        return for_statement(machine, frame, node);
    case BG_PY_WHILE:
        return while_statement(machine, frame, node);
    case BG_PY_TRY:
        return try_statement(machine, frame, node);
    case BG_PY_WITH:
        return with_statement(machine, frame, node);
    case BG_PY_MATCH:
        return one_of(machine, frame, node->items, 0, true);
    case BG_PY_RETURN:
        return return_statement(machine, frame, node);
    case BG_PY_RAISE:
        return ended(BG_PY_END_RAISE);
    case BG_PY_BREAK:
        return ended(BG_PY_END_BREAK);
    case BG_PY_CONTINUE:
        return ended(BG_PY_END_CONTINUE);
    default:
        simple(machine, frame, node);
        return NORMAL;
    }
}
