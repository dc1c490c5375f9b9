/* bumpgate diff: two files or folders, no git needed. What a release bot runs on what two images print. */
#include "cli/common.h"
#include "cli/output.h"
#include "run/compare.h"
#include "base/level.h"
#include "base/nearest.h"
#include "report/json.h"
#include "report/text.h"

static struct {
    const char *fail_on;
    const char *kind;
} choice;

static const struct bg_option own_options[] = {
    {"fail-on", 0, BG_OPTION_TEXT, "LEVEL", "exit with 1 when the required level reaches LEVEL", &choice.fail_on},
    {"kind", 0, BG_OPTION_TEXT, "KIND", "spec, catalog, stream, manifest, messages or connector", &choice.kind},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What is compared", own_options},
    {"Common options", bg_common_options},
    {0},
};

struct diff_request {
    struct bg_compare_options compare;
    enum bg_level fail_on;
    bool is_json;
};

static bool read_request(struct diff_request *out, const struct bg_texts *arguments, struct bg_error *err) {
    *out = (struct diff_request){.fail_on = BG_LEVEL_NONE};
    if (arguments->count != 2) {
        return bg_fail(err, BG_ERROR_USAGE, "diff takes two files or two folders");
    }
    out->compare = (struct bg_compare_options){
        .base = arguments->at[0],
        .head = arguments->at[1],
        .profile = bg_common.profile,
        .config = bg_common.config,
        .rules = bg_common.rules,
    };
    if (choice.kind != NULL && !bg_document_kind_find(bg_slice_of(choice.kind), &out->compare.kind)) {
        return bg_fail(err, BG_ERROR_USAGE, "--kind knows no \"%s\"", choice.kind);
    }
    if (choice.fail_on != NULL && !bg_level_find(bg_slice_of(choice.fail_on), &out->fail_on)) {
        return bg_fail(err, BG_ERROR_USAGE, "--fail-on takes patch, minor or major, not \"%s\"", choice.fail_on);
    }
    const char *format = bg_common.formats.count == 0 ? "text" : bg_common.formats.at[0];
    out->is_json = strcmp(format, "json") == 0;
    if (bg_common.formats.count > 1 || (!out->is_json && strcmp(format, "text") != 0)) {
        return bg_fail(err, BG_ERROR_USAGE, "diff writes one report, as text or as json");
    }
    return true;
}

static void write_json(struct bg_buffer *out, const struct bg_comparison *comparison) {
    struct bg_json_writer json = {.out = out};
    bg_json_open(&json, NULL, '{');
    bg_json_number(&json, "format", 1);
    bg_json_text(&json, "kind", bg_slice_of(bg_document_kind_name(comparison->kind)));
    bg_json_text(&json, "required", bg_slice_of(bg_level_names[comparison->required]));
    bg_json_findings(&json, comparison->findings, comparison->finding_count);
    bg_json_close(&json, '}');
}

static bool write_text(struct bg_buffer *out, const struct bg_comparison *comparison, struct bg_error *err) {
    struct bg_report_options options = {.is_verbose = true};
    if (!bg_wants_color(err, &options.has_color)) {
        return false;
    }
    if (!bg_common.is_quiet) {
        bg_text_findings(out, comparison->findings, comparison->finding_count, &options);
    }
    bg_buffer_printf(out, "required: %s (%zu change%s)\n", bg_level_names[comparison->required],
                     comparison->finding_count, comparison->finding_count == 1 ? "" : "s");
    return true;
}

static bool print(const struct diff_request *request, const struct bg_comparison *comparison, struct bg_error *err) {
    struct bg_buffer out = {0};
    bool is_ok = true;
    if (request->is_json) {
        write_json(&out, comparison);
    } else {
        is_ok = write_text(&out, comparison, err);
    }
    is_ok = is_ok && (request->is_json ? bg_write_stdout(bg_buffer_slice(&out), err)
                                       : bg_output_text(bg_buffer_slice(&out), err));
    bg_buffer_finish(&out);
    return is_ok;
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct diff_request request;
    struct bg_comparison comparison = {0};
    struct bg_error err;
    enum bg_status status = BG_STATUS_PASSED;
    if (!read_request(&request, arguments, &err) || !bg_compare(&comparison, &request.compare, &err) ||
        !print(&request, &comparison, &err)) {
        status = bg_command_refuse(&bg_command_diff, &err);
    } else if (request.fail_on != BG_LEVEL_NONE && comparison.required >= request.fail_on) {
        status = BG_STATUS_REJECTED;
    }
    bg_comparison_finish(&comparison);
    return status;
}

const struct bg_command bg_command_diff = {
    .name = "diff",
    .arguments = "BASE HEAD",
    .summary = "Compares two files or folders, without git: specs, catalogs, schemas, manifests, connectors.",
    .examples = "  bumpgate diff old-spec.json new-spec.json --fail-on major\n"
                "  bumpgate diff old-discover.jsonl new-discover.jsonl --format json\n",
    .statuses = "  0  compared\n  1  the required level reached that of --fail-on\n  2  wrong usage or configuration\n"
                "  3  a file could not be read or compared\n",
    .groups = groups,
    .run = run,
};
