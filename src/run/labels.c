/* Labels beside content: see labels.h. */
#include "run/labels.h"

#include "release/title.h"

static bool breaks(const struct bg_verdict *verdict) {
    return verdict->required == BG_LEVEL_MAJOR && verdict->outcome != BG_OUTCOME_SKIPPED;
}

/* A title that follows the convention has been compared for each connector: see titles.h. */
static bool is_said(const struct bg_moment *moment) {
    struct bg_announcement said;
    return moment->has_break_label || bg_title_announces(moment->title, &said);
}

void bg_labels_note(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_judgement *judgement) {
    bool is_asked = moment->labels_are_known && policy->titles != BG_TITLES_IGNORE;
    size_t break_count = 0;
    size_t unjudged_count = 0;
    for (size_t i = 0; i < judgement->count && is_asked; i++) {
        const struct bg_verdict *verdict = &judgement->verdicts[i];
        unjudged_count += verdict->outcome == BG_OUTCOME_UNJUDGED;
        if (!breaks(verdict)) {
            continue;
        }
        break_count++;
        if (!is_said(moment)) {
            bg_problem_add(&judgement->problems, BG_ID_LABEL_DIFFERS, false, verdict->version_at,
                           "`%.*s` breaks, and neither the label `breaking-change` nor the title of the pull request "
                           "says so",
                           BG_ARGS(verdict->name));
        }
    }
    if (is_asked && moment->has_break_label && break_count == 0 && unjudged_count == 0 && judgement->count > 0) {
        bg_problem_add(&judgement->problems, BG_ID_LABEL_DIFFERS, false, (struct bg_place){0},
                       "the pull request has the label `breaking-change`, and nothing was found that breaks");
    }
}
