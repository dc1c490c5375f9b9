/*
 * The judgement over a history: bg_audit. Every commit is judged by the policy of its parent, as a check would have
 * judged it when it was made.
 */
#include "run/context.h"
#include "run/judge.h"
#include "run/judges.h"
#include "run/public.h"
#include "base/date.h"
#include "base/level.h"
#include "base/visible.h"
#include "layout/census.h"
#include "repo/range.h"
#include "report/words.h"

static const char header[] =
    "commit\tparent\tdate\tconnector\tversion_base\tversion_head\tdeclared\trequired\toutcome\t"
    "coverage\trules\n";

struct audit {
    struct bg_context context;
    struct bg_judges judges;
    struct bg_seen seen;
    const struct bg_audit_options *how;
    struct bg_buffer line;
    bool is_stopped;
    bool has_unjudged;
};

/* One cell: what would break the table, and what would hide or reorder text, becomes visible. */
static void add_cell(struct bg_buffer *line, struct bg_slice text) {
    bg_visible_add(line, text, SIZE_MAX);
    bg_buffer_add_char(line, '\t');
}

static void add_word(struct bg_buffer *line, const char *word) {
    add_cell(line, bg_slice_of(word));
}

static void add_oid(struct bg_buffer *line, const struct bg_oid *id) {
    for (size_t i = 0; i < sizeof id->bytes && !bg_oid_is_zero(id); i++) {
        bg_buffer_printf(line, "%02x", id->bytes[i]);
    }
    bg_buffer_add_char(line, '\t');
}

/* The rules that decided the level, once each; of an unjudged connector the reasons. */
static void add_rules(struct bg_buffer *line, const struct bg_verdict *verdict) {
    size_t added = 0;
    for (size_t i = 0; i < verdict->reason_count && verdict->outcome == BG_OUTCOME_UNJUDGED; i++) {
        bg_buffer_printf(line, "%s%s", added++ > 0 ? "," : "", bg_id_name(verdict->reasons[i].id));
    }
    for (size_t i = 0; i < verdict->finding_count && verdict->outcome != BG_OUTCOME_UNJUDGED; i++) {
        const struct bg_finding *finding = &verdict->findings[i];
        bool is_deciding = finding->level == verdict->required && finding->level > BG_LEVEL_NONE;
        for (size_t j = 0; j < i && is_deciding; j++) {
            is_deciding = verdict->findings[j].level != finding->level ||
                          !bg_slice_equal(verdict->findings[j].rule, finding->rule);
        }
        if (is_deciding) {
            bg_buffer_add_text(line, added++ > 0 ? "," : "");
            bg_visible_add(line, finding->rule, SIZE_MAX);
        }
    }
    bg_buffer_add_char(line, '\n');
}

static bool emit(struct audit *audit, const struct bg_step *step, struct bg_slice date,
                 const struct bg_verdict *verdict) {
    struct bg_buffer *line = &audit->line;
    line->len = 0;
    add_oid(line, &step->commit);
    add_oid(line, &step->parent);
    add_cell(line, date);
    add_cell(line, verdict->name);
    add_cell(line, verdict->version_base);
    add_cell(line, verdict->version_head);
    add_word(line, bg_word_declared(verdict->declared));
    add_word(line, bg_level_names[verdict->required]);
    add_word(line, bg_word_outcome(verdict->outcome));
    bg_buffer_printf(line, "spec:%s,streams:%zu,opaque:%zu\t", bg_word_readability(verdict->coverage.spec),
                     verdict->coverage.streams_static, verdict->coverage.streams_opaque);
    add_rules(line, verdict);
    audit->has_unjudged |= verdict->outcome == BG_OUTCOME_UNJUDGED;
    audit->is_stopped = !audit->how->to.write(audit->how->to.payload, bg_buffer_slice(line));
    return !audit->is_stopped;
}

/* By the policy of the parent. What was seen by one layout says nothing about another one. */
static bool judge(struct audit *audit, const struct bg_moment *moment, struct bg_judgement *out, struct bg_error *err) {
    const struct bg_policy *policy;
    bool is_new_layout = false;
    if (!bg_judges_choose(&audit->judges, moment->base, moment->head, &policy, &is_new_layout, err)) {
        return false;
    }
    if (is_new_layout) {
        bg_seen_finish(&audit->seen);
        audit->seen = (struct bg_seen){0};
    }
    return bg_judge_moment(policy, moment, &audit->seen, out, err);
}

/* What the step says lives in an arena of its own; only what was seen is kept for the next one. */
static bool judge_step(struct audit *audit, const struct bg_step *step, struct bg_error *err) {
    struct bg_context *context = &audit->context;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_judgement judgement = {0};
    char today[BG_DATE_SIZE];
    struct bg_moment moment = {
        .arena = &arena,
        .repo = context->repo,
        .base_commit = step->parent,
        .today = bg_slice_of(bg_date_of(step->seconds, today)),
    };
    bool is_ok = bg_repo_tree(context->repo, &step->parent, &moment.base, err) &&
                 bg_repo_tree(context->repo, &step->commit, &moment.head, err);
    moment.tip = moment.base;
    is_ok = is_ok && judge(audit, &moment, &judgement, err);
    for (size_t i = 0; i < judgement.count && emit(audit, step, moment.today, &judgement.verdicts[i]); i++) {
    }
    bg_tree_free(moment.base);
    bg_tree_free(moment.head);
    bg_arena_finish(&arena);
    return is_ok;
}

/* Over the whole history: where neither end has a connector, no row would be a verdict on anything. */
static bool count_connectors(struct audit *audit, const struct bg_options *options, const struct bg_oid *base,
                             struct bg_tree *last, struct bg_error *err) {
    struct bg_context *context = &audit->context;
    struct bg_census census;
    struct bg_tree *first;
    return bg_repo_tree(context->repo, base, &first, err) &&
           bg_census_take(first, last, context->policy.layout, &context->arena, &census, err) &&
           bg_census_suffices(&census, context->policy.layout, bg_config_file_name(options), err);
}

static bool replay(struct audit *audit, const struct bg_options *options, struct bg_error *err) {
    struct bg_context *context = &audit->context;
    struct bg_step *steps;
    size_t count;
    struct bg_tree *last;
    if (!bg_range_history(context->repo, options->base, options->head == NULL ? "HEAD" : options->head, &context->arena,
                          &steps, &count, err) ||
        !bg_context_say_notes(context, options, err)) {
        return false;
    }
    if (count == 0) {
        return bg_fail(err, BG_ERROR_JUDGE,
                       "there is no commit to judge: the base is the head, or the clone ends before it");
    }
    if (!bg_repo_tree(context->repo, &steps[count - 1].commit, &last, err) ||
        !bg_context_configure_one(context, options, last, err)) {
        return false;
    }
    if (!count_connectors(audit, options, &steps[0].parent, last, err)) {
        return false;
    }
    audit->judges = (struct bg_judges){.context = context, .options = options};
    for (size_t i = 0; i < count && !audit->is_stopped; i++) {
        if (!judge_step(audit, &steps[i], err)) {
            return false;
        }
        if (audit->how->progress != NULL) {
            audit->how->progress(audit->how->progress_payload, i + 1, count);
        }
    }
    return true;
}

/* As many cells as any row has. */
bool bg_audit_refused(const struct bg_writer *to, bool has_header, struct bg_error *err) {
    struct bg_buffer rows = {0};
    bg_buffer_add_text(&rows, has_header ? "" : header);
    for (const char *at = header; strncmp(at, "outcome\t", sizeof "outcome\t" - 1) != 0; at += strcspn(at, "\t") + 1) {
        bg_buffer_add_char(&rows, '\t');
    }
    bg_buffer_printf(&rows, "%s\t\t%s\n", bg_word_outcome(BG_OUTCOME_UNJUDGED), bg_id_name(BG_ID_RUN_REFUSED));
    bool is_written = bg_write_out(to, &rows, err);
    bg_buffer_finish(&rows);
    return is_written;
}

bool bg_audit(const struct bg_options *options, const struct bg_audit_options *how, enum bg_outcome *worst,
              struct bg_error *err) {
    struct audit audit = {.how = how};
    bool is_ok = bg_options_are_known(options->version, err) && bg_options_are_known(how->version, err) &&
                 bg_context_init(&audit.context, options, err);
    if (is_ok) {
        audit.is_stopped = !how->to.write(how->to.payload, bg_slice_of(header));
        is_ok = replay(&audit, options, err);
    }
    bg_seen_finish(&audit.seen);
    bg_judges_finish(&audit.judges);
    bg_context_finish(&audit.context);
    bg_buffer_finish(&audit.line);
    *worst = audit.has_unjudged ? BG_OUTCOME_UNJUDGED : BG_OUTCOME_PASSED;
    return is_ok;
}
