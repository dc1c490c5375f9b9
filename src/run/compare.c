/* Two documents or folders against each other, without git: what a release bot asks of two images of a connector. */
#include "report/comparison.h"

#include "layout/discover.h"
#include "diff/pair.h"
#include "run/context.h"
#include "run/public.h"
#include "base/file.h"
#include "rules/match.h"
#include "source/document.h"

#include <stdlib.h>
#include <sys/stat.h>

struct side {
    const char *path;
    enum bg_document_kind kind;
    struct bg_tree *tree; /* of a folder */
    struct bg_connector *connector;
};

struct comparing {
    const struct bg_options *options;
    struct bg_context context;
    struct bg_arena *arena;
    struct bg_pair pair;
    struct side base;
    struct side head;
};

static bool is_folder(const char *path) {
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

static bool load_file(struct comparing *comparing, struct side *side, struct bg_error *err) {
    struct bg_slice text;
    if (!bg_file_read(comparing->arena, side->path, &text, err)) {
        return false;
    }
    struct bg_source *source = bg_source_new(comparing->arena, bg_slice_of(side->path), text);
    *side->connector = (struct bg_connector){.about.name = bg_document_name(source->path)};
    return bg_document_load(comparing->arena, source, &side->kind, &comparing->pair.problems,
                            &side->connector->declared, err);
}

/* The one connector of a folder. */
static bool load_folder(struct comparing *comparing, struct side *side, struct bg_error *err) {
    const struct bg_layout *layout = comparing->context.policy.layout;
    const struct bg_slice *roots;
    size_t count;
    if (!bg_discover_all(side->tree, layout, comparing->arena, &roots, &count, err)) {
        return false;
    }
    if (count != 1) {
        return bg_fail(err, BG_ERROR_USAGE, "\"%s\" holds %zu connectors; name the folder of one", side->path, count);
    }
    (void)bg_connector_load(side->tree, layout, roots[0], comparing->arena, &comparing->pair.problems, NULL,
                            side->connector);
    return true;
}

static bool configure(struct comparing *comparing, struct bg_error *err) {
    struct bg_ends ends = {comparing->base.tree, comparing->base.tree, comparing->head.tree};
    return bg_context_configure(&comparing->context, comparing->options, &ends, err);
}

static bool open_sides(struct comparing *comparing, struct bg_error *err) {
    if (is_folder(comparing->base.path) != is_folder(comparing->head.path)) {
        return bg_fail(err, BG_ERROR_USAGE, "a folder can only be compared with a folder");
    }
    if (!is_folder(comparing->base.path)) {
        return bg_context_configure_one(&comparing->context, comparing->options, NULL, err) &&
               load_file(comparing, &comparing->base, err) && load_file(comparing, &comparing->head, err);
    }
    comparing->base.kind = BG_DOCUMENT_CONNECTOR;
    comparing->head.kind = BG_DOCUMENT_CONNECTOR;
    return bg_tree_open_folder(&comparing->base.tree, comparing->base.path, err) &&
           bg_tree_open_folder(&comparing->head.tree, comparing->head.path, err) && configure(comparing, err) &&
           load_folder(comparing, &comparing->base, err) && load_folder(comparing, &comparing->head, err);
}

static bool read_sides(struct comparing *comparing, struct bg_error *err) {
    if (!open_sides(comparing, err)) {
        return false;
    }
    if (comparing->base.kind != comparing->head.kind) {
        return bg_fail(err, BG_ERROR_USAGE, "\"%s\" is a %s and \"%s\" a %s", comparing->base.path,
                       bg_document_kind_name(comparing->base.kind), comparing->head.path,
                       bg_document_kind_name(comparing->head.kind));
    }
    if (comparing->base.kind == BG_DOCUMENT_STREAM) {
        comparing->pair.head.declared.streams[0].name = comparing->pair.base.declared.streams[0].name;
    }
    return bg_problems_refuse(&comparing->pair.problems, err);
}

static void judge_sides(struct comparing *comparing, struct bg_comparison *out) {
    const struct bg_connector *head = &comparing->pair.head;
    const struct bg_policy *policy = &comparing->context.policy;
    struct bg_changes changes = {.arena = comparing->arena};
    bg_diff_pair(&(struct bg_pair_diff){.protocol = policy->protocol, .pair = &comparing->pair}, &changes);
    struct bg_finding *findings;
    bg_policy_judge(policy->rules, policy->levels, &changes, head->about.name, comparing->arena, &findings,
                    &out->finding_count);
    bg_waivers_apply(policy->waivers, head->about.name, head->about.version.text, findings, out->finding_count);
    bg_waivers_report(policy->waivers, &comparing->pair.problems);
    out->kind = bg_document_kind_name(comparing->head.kind);
    out->findings = findings;
    out->required = bg_policy_required(findings, out->finding_count);
}

static bool compare(struct comparing *comparing, struct bg_comparison *out, struct bg_error *err) {
    bool is_ok = read_sides(comparing, err);
    if (is_ok) {
        judge_sides(comparing, out);
    }
    bg_tree_free(comparing->base.tree);
    bg_tree_free(comparing->head.tree);
    /* The rules belong to the context, and findings point into them. */
    out->context_arena = comparing->context.arena;
    comparing->context.arena = BG_ARENA_EMPTY;
    bg_context_finish(&comparing->context);
    return is_ok;
}

static bool read_kind(const char *name, enum bg_document_kind *out, struct bg_error *err) {
    return name == NULL || bg_document_kind_find(bg_slice_of(name), out) ||
           bg_fail(err, BG_ERROR_USAGE, "--kind knows no \"%s\"", name);
}

bool bg_compare(struct bg_comparison **out, const struct bg_compare_options *options, struct bg_error *err) {
    enum bg_document_kind kind = BG_DOCUMENT_UNKNOWN;
    if (!bg_options_are_known(options->version, err) || !read_kind(options->kind, &kind, err)) {
        return false;
    }
    struct bg_comparison *comparison = bg_realloc(NULL, sizeof *comparison);
    *comparison = (struct bg_comparison){.kind = NULL};
    struct bg_options general = {.profile = options->profile, .config = options->config, .rules = options->rules};
    struct comparing comparing = {
        .options = &general,
        .arena = &comparison->arena,
        .pair = {.has_base = true, .has_head = true, .is_compared = true, .problems = {.arena = &comparison->arena}},
        .base = {.path = options->base, .kind = kind},
        .head = {.path = options->head, .kind = kind},
    };
    comparing.base.connector = &comparing.pair.base;
    comparing.head.connector = &comparing.pair.head;
    bool is_ok = compare(&comparing, comparison, err);
    if (is_ok) {
        *out = comparison;
    } else {
        bg_comparison_free(comparison);
    }
    return is_ok;
}

void bg_comparison_free(struct bg_comparison *comparison) {
    if (comparison != NULL) {
        bg_arena_finish(&comparison->arena);
        bg_arena_finish(&comparison->context_arena);
        free(comparison);
    }
}

bool bg_comparison_write(const struct bg_comparison *comparison, const char *format,
                         const struct bg_report_options *options, const struct bg_writer *to, struct bg_error *err) {
    struct bg_buffer out = {0};
    bool is_json;
    if (!bg_options_are_known(options->version, err) ||
        !bg_format_choose(format, "text", "json", "diff writes one report, as text or as json", &is_json, err)) {
        return false;
    }
    if (is_json) {
        bg_comparison_json(&out, comparison);
    } else {
        bg_comparison_text(&out, comparison, options);
    }
    bool is_written = is_json ? bg_write_out(to, &out, err) : bg_write_text(to, &out, options, err);
    bg_buffer_finish(&out);
    return is_written;
}

enum bg_level bg_comparison_required(const struct bg_comparison *comparison) {
    return comparison->required;
}

const char *bg_comparison_kind(const struct bg_comparison *comparison) {
    return comparison->kind;
}

size_t bg_comparison_finding_count(const struct bg_comparison *comparison) {
    return comparison->finding_count;
}

const struct bg_finding *bg_comparison_finding(const struct bg_comparison *comparison, size_t i) {
    return &comparison->findings[i];
}
