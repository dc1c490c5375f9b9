/* Problems: see problems.h. */
#include "base/problems.h"

#include "base/error.h"
#include "base/vector.h"

#include <stdarg.h>
#include <stdio.h>

void bg_problem_add(struct bg_problems *problems, enum bg_id id, bool is_fatal, struct bg_place at, const char *format,
                    ...) {
    if (problems == NULL) {
        return;
    }
    char message[1024];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    BG_VECTOR_ADD(
        problems->arena, problems,
        (struct bg_problem){
            .id = id, .message = bg_arena_copy(problems->arena, bg_slice_of(message)), .at = at, .is_fatal = is_fatal});
}

void bg_problem_keep(struct bg_problems *problems, const struct bg_problem *problem) {
    if (problems == NULL) {
        return;
    }
    struct bg_problem kept = *problem;
    kept.message = bg_arena_copy(problems->arena, problem->message);
    kept.at.file = bg_arena_copy(problems->arena, problem->at.file);
    BG_VECTOR_ADD(problems->arena, problems, kept);
}

void bg_problems_keep(struct bg_problems *problems, const struct bg_problems *others) {
    for (size_t i = 0; i < others->count; i++) {
        bg_problem_keep(problems, &others->items[i]);
    }
}

static const struct bg_problem *first_fatal(const struct bg_problems *problems) {
    for (size_t i = 0; i < problems->count; i++) {
        if (problems->items[i].is_fatal) {
            return &problems->items[i];
        }
    }
    return NULL;
}

bool bg_problems_are_fatal(const struct bg_problems *problems) {
    return first_fatal(problems) != NULL;
}

bool bg_problems_refuse(const struct bg_problems *problems, struct bg_error *err) {
    const struct bg_problem *problem = first_fatal(problems);
    return problem == NULL || bg_fail_at(err, BG_ERROR_JUDGE, problem->at, "%.*s", BG_ARGS(problem->message));
}

void bg_problem_add_error(struct bg_problems *problems, enum bg_id id, const struct bg_error *err) {
    if (problems == NULL) {
        return;
    }
    struct bg_place at = {bg_arena_copy(problems->arena, bg_slice_of(err->file)), err->line, err->column};
    bg_problem_add(problems, id, true, at, "%s", err->message);
}
