/* bumpgate subschema: plain containment of two schemas, without any assumption about connectors unless asked. */
#include "cli/common.h"
#include "cli/input.h"
#include "base/visible.h"
#include "text/write_json.h"
#include "schema/contain/relate.h"

static struct {
    bool asserts_formats;
    bool is_stored_config;
} choice;

static const struct bg_option own_options[] = {
    {"assert-formats", 0, BG_OPTION_FLAG, NULL, "let `format` refuse values, too", &choice.asserts_formats},
    {"stored-config", 0, BG_OPTION_FLAG, NULL, "assume what connector configurations guarantee: only declared keys",
     &choice.is_stored_config},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What is asked", own_options},
    {"Common options", bg_common_options},
    {0},
};

static const char *answer_word(enum bg_relate_answer answer) {
    switch (answer) {
    case BG_ANSWER_YES:
        return "yes";
    case BG_ANSWER_NO:
        return "no";
    case BG_ANSWER_UNKNOWN:
        return "unknown";
    }
    return "";
}

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

static void write_text(struct bg_buffer *out, const struct bg_relation *relation) {
    bg_buffer_printf(out, "%s", answer_word(relation->answer));
    if (relation->answer == BG_ANSWER_NO) {
        bg_buffer_add_text(out, ": ");
        bg_visible_add(out, relation->witness, SIZE_MAX);
        bg_buffer_add_text(out, " is accepted by the first and refused by the second at ");
        bg_visible_add(out, relation->fails_at.len == 0 ? BG_LITERAL("its root") : relation->fails_at, SIZE_MAX);
    } else if (relation->answer == BG_ANSWER_UNKNOWN) {
        bg_buffer_add_text(out, ": ");
        bg_visible_add(out, relation->reason, SIZE_MAX);
    }
    bg_buffer_add_char(out, '\n');
}

static void write_json(struct bg_buffer *out, const struct bg_relation *relation) {
    struct bg_json_writer json = {.out = out};
    bg_json_open(&json, NULL, '{');
    bg_json_text(&json, "answer", bg_slice_of(answer_word(relation->answer)));
    if (relation->answer == BG_ANSWER_NO) {
        bg_json_raw(&json, "witness", relation->witness);
        bg_json_text(&json, "fails_at", relation->fails_at.at == NULL ? BG_LITERAL("") : relation->fails_at);
    } else {
        bg_json_null(&json, "witness");
    }
    bg_json_text(&json, "reason", relation->reason);
    bg_json_close(&json, '}');
}

static bool read_format(bool *is_json, struct bg_error *err) {
    const char *format = bg_common.formats.count == 0 ? "text" : bg_common.formats.at[0];
    *is_json = strcmp(format, "json") == 0;
    if (bg_common.formats.count > 1 || (!*is_json && strcmp(format, "text") != 0)) {
        return bg_fail(err, BG_ERROR_USAGE, "subschema writes one answer, as text or as json");
    }
    return true;
}

static bool answer(struct bg_arena *arena, const struct bg_texts *arguments, struct bg_relation *out,
                   struct bg_error *err) {
    const struct bg_node *base;
    const struct bg_node *head;
    if (arguments->count != 2) {
        return bg_fail(err, BG_ERROR_USAGE, "subschema takes two files");
    }
    if (!bg_input_document(arena, arguments->at[0], &base, err) ||
        !bg_input_document(arena, arguments->at[1], &head, err)) {
        return false;
    }
    struct bg_relate_options options = {.declared_keys_only = choice.is_stored_config,
                                        .discriminators_present = choice.is_stored_config,
                                        .assert_formats = choice.asserts_formats};
    *out = bg_schema_relate(arena, base, head, options);
    return true;
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err;
    struct bg_relation relation;
    bool is_json;
    enum bg_status status;
    if (!read_format(&is_json, &err) || !answer(&arena, arguments, &relation, &err)) {
        status = bg_command_refuse(&bg_command_subschema, &err);
    } else {
        struct bg_buffer out = {0};
        (is_json ? write_json : write_text)(&out, &relation);
        status = bg_write_stdout(bg_buffer_slice(&out), &err) ? answer_status(relation.answer) : bg_report_error(&err);
        bg_buffer_finish(&out);
    }
    bg_arena_finish(&arena);
    return status;
}

const struct bg_command bg_command_subschema = {
    .name = "subschema",
    .arguments = "A B",
    .summary = "Is every instance of schema A valid under schema B? Yes, no with a witness, or unknown.",
    .examples = "  bumpgate subschema old.json new.json\n"
                "  bumpgate subschema --stored-config --format json old-spec.yaml new-spec.yaml\n",
    .statuses = "  0  yes\n  1  no\n  2  wrong usage\n  3  unknown, or a file could not be read\n",
    .groups = groups,
    .run = run,
};
