/* bumpgate subschema: plain containment of two schemas, without any assumption about connectors unless asked. */
#include "cli/common.h"
#include "cli/output.h"

static struct {
    bool asserts_formats;
    bool is_stored_config;
} choice;

static const struct bg_option own_options[] = {
    {"assert-formats", 0, BG_OPTION_FLAG, NULL, "let `format` refuse values as well", &choice.asserts_formats, NULL,
     NULL},
    {"format", 'f', BG_OPTION_TEXT, "NAME", "the answer: %s (default: text)", &bg_common.format, bg_word_text_or_json,
     NULL},
    {"stored-config", 0, BG_OPTION_FLAG, NULL,
     "compare as saved configurations are: they have no keys but declared ones", &choice.is_stored_config, NULL, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What is asked", own_options, NULL},
    {"Common options", bg_common_options, "help"},
    {0},
};

static enum bg_status answer_status(enum bg_relate_answer answer) {
    switch (answer) {
    case BG_ANSWER_YES:
        return BG_STATUS_PASSED;
    case BG_ANSWER_NO:
        return BG_STATUS_REJECTED;
    case BG_ANSWER_UNKNOWN:
        return BG_STATUS_UNJUDGED;
    }
    return BG_STATUS_UNJUDGED;
}

static bool answer(const struct bg_texts *arguments, struct bg_containment **out, struct bg_error *err) {
    struct bg_subschema_options options = {.asserts_formats = choice.asserts_formats,
                                           .is_stored_config = choice.is_stored_config};
    struct bg_writer to = bg_writer_to(stdout);
    if (!bg_format_is(bg_common_format(), bg_word_text_or_json, "subschema writes one answer, as text or as json",
                      err)) {
        return false;
    }
    if (arguments->count != 2) {
        return bg_fail(err, BG_ERROR_USAGE, "subschema takes two files");
    }
    options.base = arguments->at[0];
    options.head = arguments->at[1];
    return bg_subschema(out, &options, err) && bg_containment_write(*out, bg_common_format(), &to, err) &&
           bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_containment *containment = NULL;
    struct bg_error err;
    enum bg_status status = answer(arguments, &containment, &err) ? answer_status(bg_containment_answer(containment))
                                                                  : bg_command_refuse(&bg_command_subschema, &err);
    bg_containment_free(containment);
    return status;
}

const struct bg_command bg_command_subschema = {
    .name = "subschema",
    .arguments = "A B",
    .summary = "Says whether schema B takes every value that schema A takes: yes, no with an example, or unknown.",
    .examples = "  bumpgate subschema old.json new.json\n"
                "  bumpgate subschema --stored-config --format json old-spec.yaml new-spec.yaml\n",
    .statuses = "  0  yes\n  1  no\n  2  wrong usage\n  3  unknown, or a file could not be read\n",
    .groups = groups,
    .run = run,
    .leave = bg_output_refusal_json,
};
