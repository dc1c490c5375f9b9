/*
 * The table of inclusion: set by set, how many of the peers' cases bumpgate answers as they do. Right: the same answer.
 * Wrong: the other one, outside disputed cases. Unknown: no answer. With an argument, lists everything but the right
 * ones.
 *
 *     BUMPGATE_SHARED=../shared build/release/bench/bench_conformance [-v]
 */
#include "base/slice.h"
#include "schema/contain/relate.h"
#include "support/inclusion.h"

#include <stdio.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

struct tally {
    size_t cases;
    size_t disputed;
    size_t right;
    size_t wrong;
    size_t unknown;
    double total;
    double slowest;
};

static void print_case(const char *what, const struct inclusion *c, const struct bg_relation *relation) {
    printf("  %s %.*s %s: %.*s%.*s\n", what, BG_ARGS(c->id), c->way, BG_ARGS(relation->witness),
           BG_ARGS(relation->reason));
}

static struct tally measure(const struct inclusion_set *set, bool is_verbose) {
    struct tally tally = {.cases = set->count};
    for (size_t i = 0; i < set->count; i++) {
        const struct inclusion *c = &set->cases[i];
        struct bg_arena arena = BG_ARENA_EMPTY;
        double start = now();
        struct bg_relation relation = bg_schema_relate(&arena, c->base, c->head, (struct bg_relate_options){0});
        double taken = now() - start;
        tally.total += taken;
        tally.slowest = taken > tally.slowest ? taken : tally.slowest;
        bool is_right = relation.answer != BG_ANSWER_UNKNOWN && (relation.answer == BG_ANSWER_YES) == c->is_included;
        if (c->is_disputed) {
            tally.disputed++;
            if (is_verbose && !is_right) {
                print_case("disputed", c, &relation);
            }
        } else if (is_right) {
            tally.right++;
        } else if (relation.answer == BG_ANSWER_UNKNOWN) {
            tally.unknown++;
            if (is_verbose) {
                print_case("unknown", c, &relation);
            }
        } else {
            tally.wrong++;
            if (is_verbose) {
                print_case("wrong", c, &relation);
            }
        }
        bg_arena_finish(&arena);
    }
    return tally;
}

int main(int argc, char **argv) {
    bool is_verbose = argc > 1 && argv[1] != NULL;
    printf("%-24s %6s %9s %6s %6s %8s %8s %9s %9s\n", "set", "cases", "disputed", "right", "wrong", "unknown", "rate",
           "total ms", "worst ms");
    for (size_t s = 0; inclusion_sets[s] != NULL; s++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct inclusion_set set;
        if (inclusion_read(&arena, inclusion_sets[s], &set)) {
            struct tally tally = measure(&set, is_verbose);
            size_t counted = tally.cases - tally.disputed;
            printf("%-24s %6zu %9zu %6zu %6zu %8zu %7.1f%% %9.1f %9.2f\n", set.name, tally.cases, tally.disputed,
                   tally.right, tally.wrong, tally.unknown, 100.0 * (double)tally.right / (double)counted, tally.total,
                   tally.slowest);
        }
        bg_arena_finish(&arena);
    }
    return 0;
}
