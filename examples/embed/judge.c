/*
 * Judges a repository with the library: what changed between two revisions, and whether the declared versions are
 * enough.
 *
 *   cc judge.c $(pkg-config --cflags --libs bumpgate) -o judge
 *   ./judge REPOSITORY BASE HEAD
 *
 * Status 0: all are; 1: one is too low; 3: something could not be judged; 2: the call was wrong.
 */
#include <bumpgate.h>

#include <stdio.h>

static void print(struct bg_slice text) {
    (void)fwrite(text.at, 1, text.len, stdout);
}

static void print_finding(const struct bg_finding *finding) {
    struct bg_slice witness = bg_finding_witness(finding);
    (void)printf("  %s: ", bg_name(BG_NAMES_LEVELS, bg_finding_level(finding)));
    print(bg_finding_message(finding));
    if (witness.len > 0) {
        (void)printf("\n    no longer accepted: ");
        print(witness);
    }
    (void)putchar('\n');
}

static void print_verdict(const struct bg_verdict *verdict) {
    struct bg_slice minimum = bg_verdict_minimum(verdict);
    print(bg_verdict_name(verdict));
    (void)putchar(' ');
    print(bg_verdict_version_head(verdict));
    switch (bg_verdict_outcome(verdict)) {
    case BG_OUTCOME_SKIPPED:
    case BG_OUTCOME_PASSED:
        (void)puts(" is enough");
        break;
    case BG_OUTCOME_REJECTED:
        (void)printf(" is not enough: needs ");
        print(minimum);
        (void)putchar('\n');
        break;
    case BG_OUTCOME_UNJUDGED:
        (void)puts(" could not be judged");
        break;
    }
    for (size_t i = 0; i < bg_verdict_finding_count(verdict); i++) {
        print_finding(bg_verdict_finding(verdict, i));
    }
}

static int fail(const struct bg_error *err) {
    (void)fprintf(stderr, "judge: %s\n", err->message);
    return err->code == BG_ERROR_USAGE ? 2 : 3;
}

int main(int argc, char **argv) {
    static const int statuses[] = {0, 0, 1, 3}; /* by enum bg_outcome */
    struct bg_options options = {0};
    struct bg_run *run;
    struct bg_error err;
    if (argc != 4) {
        (void)fprintf(stderr, "usage: judge REPOSITORY BASE HEAD\n");
        return 2;
    }
    if (bg_abi() != BG_ABI) {
        (void)fprintf(stderr, "judge: built for another bumpgate than %s\n", bg_version());
        return 2;
    }
    options.repo = argv[1];
    options.base = argv[2];
    options.head = argv[3];
    if (!bg_run_new(&run, &options, &err)) {
        return fail(&err);
    }
    for (size_t i = 0; i < bg_run_verdict_count(run); i++) {
        print_verdict(bg_run_verdict(run, i));
    }
    int status = statuses[bg_run_outcome(run)];
    bg_run_free(run);
    return status;
}
