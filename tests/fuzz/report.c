/*
 * Reports of whatever texts a run may hold: they come from the input, one after the other. No format lets a control
 * character through, and what is JSON is read as JSON.
 */
#include "fuzz/parts.h"
#include "fuzz/shown.h"
#include "report/report.h"
#include "text/write_json.h"

enum { TEXTS = 8 };

static struct bg_slice json_of(struct bg_arena *arena, struct bg_slice text) {
    struct bg_buffer json = {0};
    bg_json_write_string(&json, text);
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&json));
    bg_buffer_finish(&json);
    return copy;
}

static void fill(struct bg_verdict *verdict, struct bg_finding *finding, struct bg_reason *reason,
                 struct bg_arena *arena, const struct part *texts) {
    *finding = (struct bg_finding){.rule = texts[0].text,
                                   .level = BG_LEVEL_MAJOR,
                                   .stream = texts[1].text,
                                   .path = texts[2].text,
                                   .message = texts[3].text,
                                   .why = texts[4].text,
                                   .fix = texts[5].text,
                                   .head = {texts[6].text, 3, 4},
                                   .proof = BG_PROOF_WITNESS,
                                   .witness = json_of(arena, texts[7].text),
                                   .fingerprint = "aaaaaaaaaaaa"};
    *reason = (struct bg_reason){BG_ID_INSUFFICIENT, texts[1].text, {texts[2].text, 1, 2}};
    *verdict = (struct bg_verdict){.name = texts[0].text,
                                   .root = texts[1].text,
                                   .base_root = texts[2].text,
                                   .state = BG_STATE_CHANGED,
                                   .version_base = texts[3].text,
                                   .version_head = texts[4].text,
                                   .version_at = {texts[5].text, 7, 8},
                                   .required = BG_LEVEL_MAJOR,
                                   .minimum = texts[6].text,
                                   .outcome = BG_OUTCOME_REJECTED,
                                   .summary = texts[7].text,
                                   .reasons = reason,
                                   .reason_count = 1,
                                   .findings = finding,
                                   .finding_count = 1,
                                   .coverage = {BG_READ_STATIC, 1, 1, 1, &texts[3].text, 1, {1}}};
}

static void write_all(const struct bg_run *run) {
    static const char *const of_json[] = {"gitlab", "json", "sarif"};
    struct bg_report_options options = {.is_verbose = true, .token = "0123456789"};
    for (size_t i = 0; i < bg_report_format_count; i++) {
        struct bg_buffer out = {0};
        bg_report_formats[i].write(&out, run, &options);
        hold_shown(bg_buffer_slice(&out));
        for (size_t k = 0; k < sizeof of_json / sizeof of_json[0]; k++) {
            if (strcmp(of_json[k], bg_report_formats[i].name) == 0) {
                hold_json(bg_buffer_slice(&out));
            }
        }
        bg_buffer_finish(&out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_verdict verdict;
    struct bg_finding finding;
    struct bg_reason reason;
    struct part texts[TEXTS];
    (void)input_parts(input_of(data, size), texts, TEXTS);
    fill(&verdict, &finding, &reason, &arena, texts);
    struct bg_problem problem = {BG_ID_MANIFEST_UNREADABLE, texts[0].text, {texts[1].text, 9, 10}, true};
    struct bg_run run = {.base_rev = texts[2].text,
                         .base_commit = BG_LITERAL("1111111111111111111111111111111111111111"),
                         .head_rev = texts[3].text,
                         .profile = texts[4].text,
                         .outcome = BG_OUTCOME_UNJUDGED,
                         .verdicts = &verdict,
                         .verdict_count = 1,
                         .outcome_counts = {0, 0, 1, 0},
                         .problems = &problem,
                         .problem_count = 1};
    write_all(&run);
    bg_arena_finish(&arena);
    return 0;
}
