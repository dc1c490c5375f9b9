/* bumpgate diff: two files or folders, no git needed. What a release bot runs on what two images print. */
#include "cli/common.h"
#include "cli/output.h"

static struct {
    const char *fail_on;
    const char *kind;
} choice;

/* All levels that a change can require. */
static const char *level_word(size_t i) {
    return bg_name(BG_NAMES_LEVELS, i + 1);
}

static const char *kind_word(size_t i) {
    return bg_name(BG_NAMES_DOCUMENTS, i);
}

static const struct bg_option own_options[] = {
    {"fail-on", 0, BG_OPTION_TEXT, "LEVEL", "exit with 1 if the changes need LEVEL or more", &choice.fail_on,
     level_word, NULL},
    {"format", 'f', BG_OPTION_TEXT, "NAME", "the report: %s (default: text)", &bg_common.format, bg_word_text_or_json,
     NULL},
    {"kind", 0, BG_OPTION_TEXT, "KIND", "%s", &choice.kind, kind_word, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What is compared", own_options, NULL},
    {"Common options", bg_common_options, "color config help profile quiet rules"},
    {0},
};

struct diff_request {
    struct bg_compare_options compare;
    struct bg_report_options report;
    enum bg_level fail_on;
};

static bool read_request(struct diff_request *out, const struct bg_texts *arguments, struct bg_error *err) {
    *out = (struct diff_request){.fail_on = BG_LEVEL_NONE};
    if (arguments->count != 2) {
        return bg_fail(err, BG_ERROR_USAGE, "diff takes two files or two folders");
    }
    out->compare = (struct bg_compare_options){
        .base = arguments->at[0],
        .head = arguments->at[1],
        .kind = choice.kind,
        .profile = bg_common.profile,
        .config = bg_common.config,
        .rules = bg_common.rules,
    };
    if (choice.fail_on != NULL && !bg_level_read(choice.fail_on, &out->fail_on)) {
        return bg_fail(err, BG_ERROR_USAGE, "--fail-on takes patch, minor or major, not \"%s\"", choice.fail_on);
    }
    return bg_output_options(&out->report, err) &&
           bg_format_is(bg_common_format(), bg_word_text_or_json, "diff writes one report, as text or as json", err);
}

static bool print(const struct diff_request *request, const struct bg_comparison *comparison, struct bg_error *err) {
    struct bg_writer to = bg_writer_to(stdout);
    return bg_comparison_write(comparison, bg_common_format(), &request->report, &to, err) && bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct diff_request request;
    struct bg_comparison *comparison = NULL;
    struct bg_error err;
    enum bg_status status = BG_STATUS_PASSED;
    if (!read_request(&request, arguments, &err) || !bg_compare(&comparison, &request.compare, &err) ||
        !print(&request, comparison, &err)) {
        status = bg_command_refuse(&bg_command_diff, &err);
    } else if (request.fail_on != BG_LEVEL_NONE && bg_comparison_required(comparison) >= request.fail_on) {
        status = BG_STATUS_REJECTED;
    }
    bg_comparison_free(comparison);
    return status;
}

const struct bg_command bg_command_diff = {
    .name = "diff",
    .arguments = "BASE HEAD",
    .summary = "Compares two files or folders, without git: specs, catalogs, schemas, manifests or connectors.",
    .examples = "  bumpgate diff old-spec.json new-spec.json --fail-on major\n"
                "  bumpgate diff old-discover.jsonl new-discover.jsonl --format json\n",
    .statuses = "  0  compared\n  1  the required level reached that of --fail-on\n  2  wrong usage or configuration\n"
                "  3  a file could not be read or compared\n",
    .groups = groups,
    .run = run,
    .leave = bg_output_refusal_json,
};
