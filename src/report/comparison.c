/* A comparison as JSON and as text: see comparison.h. */
#include "report/comparison.h"

#include "base/level.h"
#include "report/json.h"
#include "report/text.h"

void bg_comparison_json(struct bg_buffer *out, const struct bg_comparison *comparison) {
    struct bg_json_writer json = {.out = out};
    bg_json_open(&json, NULL, '{');
    bg_json_number(&json, "format", 1);
    bg_json_text(&json, "kind", bg_slice_of(comparison->kind));
    bg_json_text(&json, "required", bg_slice_of(bg_level_names[comparison->required]));
    bg_json_findings(&json, comparison->findings, comparison->finding_count);
    bg_json_close(&json, '}');
}

void bg_comparison_text(struct bg_buffer *out, const struct bg_comparison *comparison,
                        const struct bg_report_options *options) {
    struct bg_report_options verbose = *options;
    verbose.is_verbose = true;
    if (!options->is_quiet) {
        bg_text_findings(out, comparison->findings, comparison->finding_count, &verbose);
    }
    bg_buffer_printf(out, "required: %s (%zu change%s)\n", bg_level_names[comparison->required],
                     comparison->finding_count, bg_plural(comparison->finding_count));
}
