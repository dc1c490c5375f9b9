/* The trial: see trial.h. It reads the rows of an audit, as a program outside would. */
#include "run/trial.h"

enum { COMMITS = 20, OUTCOME_COLUMN = 8 };

struct trial_count {
    bool has_header;
    size_t changes;
    size_t rejected;
    size_t unjudged;
    size_t commits;
};

static bool count_row(void *payload, struct bg_slice row) {
    struct trial_count *count = payload;
    struct bg_slice rest = row;
    struct bg_slice outcome = BG_NO_SLICE;
    for (size_t column = 0; column <= OUTCOME_COLUMN; column++) {
        outcome = bg_slice_cut(&rest, '\t');
    }
    count->changes += count->has_header;
    count->rejected += bg_slice_is(outcome, "rejected");
    count->unjudged += bg_slice_is(outcome, "unjudged");
    count->has_header = true;
    return true;
}

static void count_commit(void *payload, size_t done, size_t all) {
    struct trial_count *count = payload;
    (void)all;
    count->commits = done;
}

/* "Tried on the last 20 commits: ", or on the fewer that there are. */
static void add_subject(struct bg_buffer *out, const struct trial_count *count, bool is_shallow) {
    const char *ending = bg_plural(count->commits);
    if (count->commits == COMMITS) {
        bg_buffer_printf(out, "Tried on the last %d commits: ", COMMITS);
    } else if (is_shallow) {
        bg_buffer_printf(out, "Tried on the %zu commit%s that this shallow clone has: ", count->commits, ending);
    } else {
        bg_buffer_printf(out, "Tried on the %zu commit%s of a short history: ", count->commits, ending);
    }
}

static void add_result(struct bg_buffer *out, const struct trial_count *count, bool is_shallow) {
    add_subject(out, count, is_shallow);
    if (count->changes == 0) {
        bg_buffer_add_text(out, "no connector changed.\n");
        return;
    }
    bg_buffer_printf(out, "%zu change%s of connectors, %zu of them rejected", count->changes, bg_plural(count->changes),
                     count->rejected);
    if (count->unjudged > 0) {
        bg_buffer_printf(out, ", %zu not judged", count->unjudged);
    }
    bg_buffer_printf(out, ".\n  To see them: bumpgate audit --config .bumpgate.yaml --last %d\n", COMMITS);
}

void bg_trial_add(struct bg_buffer *out, const struct bg_options *options, bool is_shallow) {
    struct trial_count count = {0};
    enum bg_outcome worst;
    struct bg_error err = {0};
    const struct bg_audit_report report = {.format = "tsv", .to = {count_row, &count}};
    struct bg_audit_options how = {
        .reports = &report,
        .report_count = 1,
        .progress = count_commit,
        .progress_payload = &count,
        .last = COMMITS,
    };
    if (bg_audit(options, &how, &worst, &err)) {
        add_result(out, &count, is_shallow);
    } else {
        bg_buffer_printf(out, "Not tried on past commits: %s.\n", err.message);
    }
}
