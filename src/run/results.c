/* What a finished run says about itself: the accessors of the public header, and its reports. */
#include "report/json.h"
#include "report/report.h"
#include "report/words.h"
#include "run/public.h"
#include "run/step.h"
#include "base/nearest.h"
#include "base/problems.h"

enum bg_outcome bg_run_outcome(const struct bg_run *run) {
    return run->outcome;
}

struct bg_slice bg_run_profile(const struct bg_run *run) {
    return run->profile;
}

struct bg_slice bg_run_base(const struct bg_run *run) {
    return run->base_commit;
}

struct bg_slice bg_run_head(const struct bg_run *run) {
    return run->head_commit;
}

size_t bg_run_verdict_count(const struct bg_run *run) {
    return run->verdict_count;
}

const struct bg_verdict *bg_run_verdict(const struct bg_run *run, size_t i) {
    return &run->verdicts[i];
}

size_t bg_run_problem_count(const struct bg_run *run) {
    return run->problem_count;
}

const struct bg_problem *bg_run_problem(const struct bg_run *run, size_t i) {
    return &run->problems[i];
}

struct bg_slice bg_verdict_name(const struct bg_verdict *verdict) {
    return verdict->name;
}

struct bg_slice bg_verdict_root(const struct bg_verdict *verdict) {
    return verdict->root;
}

const char *bg_verdict_state(const struct bg_verdict *verdict) {
    return bg_word_state(verdict->state);
}

const char *bg_verdict_declared(const struct bg_verdict *verdict) {
    return bg_word_declared(verdict->declared);
}

enum bg_level bg_verdict_required(const struct bg_verdict *verdict) {
    return verdict->required;
}

enum bg_outcome bg_verdict_outcome(const struct bg_verdict *verdict) {
    return verdict->outcome;
}

struct bg_slice bg_verdict_version_base(const struct bg_verdict *verdict) {
    return verdict->version_base;
}

struct bg_slice bg_verdict_version_head(const struct bg_verdict *verdict) {
    return verdict->version_head;
}

struct bg_slice bg_verdict_minimum(const struct bg_verdict *verdict) {
    return verdict->minimum;
}

size_t bg_verdict_reason_count(const struct bg_verdict *verdict) {
    return verdict->reason_count;
}

const struct bg_reason *bg_verdict_reason(const struct bg_verdict *verdict, size_t i) {
    return &verdict->reasons[i];
}

struct bg_slice bg_reason_id(const struct bg_reason *reason) {
    return bg_slice_of(bg_id_name(reason->id));
}

struct bg_slice bg_reason_message(const struct bg_reason *reason) {
    return reason->message;
}

struct bg_place bg_reason_place(const struct bg_reason *reason) {
    return reason->at;
}

size_t bg_verdict_finding_count(const struct bg_verdict *verdict) {
    return verdict->finding_count;
}

const struct bg_finding *bg_verdict_finding(const struct bg_verdict *verdict, size_t i) {
    return &verdict->findings[i];
}

struct bg_slice bg_finding_rule(const struct bg_finding *finding) {
    return finding->rule;
}

enum bg_level bg_finding_level(const struct bg_finding *finding) {
    return finding->level;
}

const char *bg_finding_side(const struct bg_finding *finding) {
    return bg_word_side(finding->side);
}

const char *bg_finding_proof(const struct bg_finding *finding) {
    return bg_word_proof(finding->proof);
}

struct bg_slice bg_finding_stream(const struct bg_finding *finding) {
    return finding->stream;
}

struct bg_slice bg_finding_path(const struct bg_finding *finding) {
    return finding->path;
}

struct bg_slice bg_finding_message(const struct bg_finding *finding) {
    return finding->message;
}

struct bg_slice bg_finding_why(const struct bg_finding *finding) {
    return finding->why;
}

struct bg_slice bg_finding_fix(const struct bg_finding *finding) {
    return finding->fix;
}

struct bg_slice bg_finding_witness(const struct bg_finding *finding) {
    return finding->witness;
}

struct bg_slice bg_finding_waived(const struct bg_finding *finding) {
    return finding->waived;
}

const char *bg_finding_fingerprint(const struct bg_finding *finding) {
    return finding->fingerprint;
}

struct bg_place bg_finding_base(const struct bg_finding *finding) {
    return finding->base;
}

struct bg_place bg_finding_head(const struct bg_finding *finding) {
    return finding->head;
}

struct bg_slice bg_problem_id(const struct bg_problem *problem) {
    return bg_slice_of(bg_id_name(problem->id));
}

struct bg_slice bg_problem_message(const struct bg_problem *problem) {
    return problem->message;
}

struct bg_place bg_problem_place(const struct bg_problem *problem) {
    return problem->at;
}

bool bg_problem_is_fatal(const struct bg_problem *problem) {
    return problem->is_fatal;
}

bool bg_report_check(const char *format, struct bg_error *err) {
    if (bg_report_find(bg_slice_of(format)) != NULL) {
        return true;
    }
    struct bg_nearest nearest = bg_nearest_start(bg_slice_of(format));
    for (size_t i = 0; i < bg_report_format_count; i++) {
        bg_nearest_offer(&nearest, bg_slice_of(bg_report_formats[i].name));
    }
    return bg_fail(err, BG_ERROR_USAGE, "there is no report format \"%s\"%s", format, bg_nearest_hint(&nearest));
}

bool bg_refusal_write(const struct bg_error *why, const struct bg_writer *to, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_buffer out = {0};
    struct bg_json_writer json = {.out = &out};
    bg_problem_add_error(&problems, BG_ID_RUN_REFUSED, why);
    bg_json_open(&json, NULL, '{');
    bg_json_number(&json, "format", 1);
    bg_json_problems(&json, problems.items, problems.count);
    bg_json_close(&json, '}');
    bool is_written = bg_write_out(to, &out, err);
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
    return is_written;
}

bool bg_run_write(const struct bg_run *run, const char *format, const struct bg_report_options *options,
                  const struct bg_writer *to, struct bg_error *err) {
    char token[BG_GITHUB_TOKEN];
    struct bg_report_options filled = *options;
    struct bg_buffer out = {0};
    if (!bg_options_are_known(options->version, err) || !bg_report_check(format, err) ||
        (options->token == NULL && !bg_github_token(token, err))) {
        return false;
    }
    filled.token = options->token == NULL ? token : options->token;
    bg_report_find(bg_slice_of(format))->write(&out, run, &filled);
    bool is_written = strcmp(format, "text") == 0 ? bg_write_text(to, &out, &filled, err) : bg_write_out(to, &out, err);
    bg_buffer_finish(&out);
    return is_written;
}
