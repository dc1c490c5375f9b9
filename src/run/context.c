/* Repository, configuration, rules, profile, layout: see context.h. */
#include "run/context.h"

#include "airbyte/protocol.h"
#include "base/date.h"
#include "layout/discover.h"
#include "layout/metadata.h"
#include "base/file.h"
#include "base/nearest.h"
#include "rules/rules_folder.h"

#define CONFIG_PATH BG_LITERAL(".bumpgate.yaml")

bool bg_context_init(struct bg_context *context, const struct bg_options *options, struct bg_error *err) {
    *context = (struct bg_context){0};
    return bg_repo_open(&context->repo, options->repo, options->trusts_owner, err);
}

/* The file that --config names, or the one in the head. *text is {NULL, 0} if there is none. */
static bool read_text(struct bg_context *context, const struct bg_options *options, struct bg_tree *head,
                      struct bg_slice *path, struct bg_slice *text, struct bg_error *err) {
    *path = CONFIG_PATH;
    *text = BG_NO_SLICE;
    if (options->config != NULL) {
        *path = bg_slice_of(options->config);
        if (!bg_file_read(&context->arena, options->config, text, err)) {
            err->code = BG_ERROR_USAGE;
            return false;
        }
        return true;
    }
    return head == NULL || bg_tree_read(head, *path, &context->arena, text, NULL, err) != BG_FILE_UNREADABLE;
}

static bool parse_config(struct bg_context *context, struct bg_slice path, struct bg_slice text, struct bg_config *out,
                         struct bg_error *err) {
    struct bg_source *source = bg_source_new(&context->arena, path, text);
    return text.at == NULL || bg_config_read(out, &context->arena, source, err);
}

static bool read_config(struct bg_context *context, const struct bg_options *options, struct bg_tree *head,
                        struct bg_error *err) {
    struct bg_slice path;
    struct bg_slice text;
    return read_text(context, options, head, &path, &text, err) &&
           parse_config(context, path, text, &context->config, err);
}

/* The waivers at head; those that the base does not have are new. A base whose configuration is broken has none. */
static bool read_waivers(struct bg_context *context, struct bg_tree *base, struct bg_error *err) {
    struct bg_config before = {0};
    struct bg_slice text = BG_NO_SLICE;
    struct bg_error ignored;
    if (context->config.waivers == NULL) {
        return true;
    }
    if (base == NULL || bg_tree_read(base, CONFIG_PATH, &context->arena, &text, NULL, &ignored) != BG_FILE_READ ||
        !parse_config(context, CONFIG_PATH, text, &before, &ignored)) {
        before = (struct bg_config){0};
    }
    char today[BG_DATE_SIZE];
    return bg_waivers_read(&context->waivers, &context->arena, context->config.waivers, before.waivers, &context->rules,
                           bg_arena_copy(&context->arena, bg_slice_of(bg_date_today(today))), err);
}

static bool read_rules(struct bg_context *context, const struct bg_options *options, struct bg_error *err) {
    bg_rules_init(&context->rules, &context->arena);
    return bg_rules_read_section(&context->rules, context->config.rules, err) &&
           (options->rules == NULL || bg_rules_read_folder(&context->rules, options->rules, err)) &&
           bg_rules_read_levels(&context->rules, context->config.levels, err);
}

/* In the head first, then in the base. */
static bool choose_layout(struct bg_context *context, struct bg_tree *base, struct bg_tree *head,
                          struct bg_error *err) {
    const struct bg_layout **layout = &context->policy.layout;
    const struct bg_node *own = context->config.layouts;
    if (!bg_layout_choose(head, own, &context->arena, layout, err) ||
        (*layout == NULL && !bg_layout_choose(base, own, &context->arena, layout, err))) {
        return false;
    }
    return *layout != NULL ||
           bg_fail(err, BG_ERROR_JUDGE,
                   "no connectors were found: the repository fits no known layout; describe it under layouts: in "
                   ".bumpgate.yaml");
}

/* That of the profile, what the configuration has in its place, or both, of which the later ones count. */
static void choose_evidence(struct bg_context *context, const struct bg_profile *profile) {
    const struct bg_config *config = &context->config;
    size_t kept = config->has_evidence && !config->adds_evidence ? 0 : profile->evidence_count;
    struct bg_evidence_rule *rules = bg_arena_array(&context->arena, kept + config->evidence_count, sizeof rules[0]);
    for (size_t r = 0; r < kept; r++) {
        rules[r] = profile->evidence[r];
    }
    for (size_t r = 0; r < config->evidence_count; r++) {
        rules[kept + r] = config->evidence[r];
    }
    context->policy.evidence = rules;
    context->policy.evidence_count = kept + config->evidence_count;
}

/* The option, else the configuration, else what the layout says. */
static bool choose_profile(struct bg_context *context, const struct bg_options *options, struct bg_error *err) {
    const struct bg_profile *profile = context->config.profile;
    if (options->profile != NULL &&
        !bg_profile_choose(bg_slice_of(options->profile), (struct bg_place){.line = 0}, &profile, err)) {
        return false;
    }
    if (profile == NULL && context->policy.layout != NULL) {
        profile = bg_profile_find(context->policy.layout->profile);
    }
    if (profile == NULL) {
        profile = bg_profile_find(BG_LITERAL("airbyte"));
    }
    context->policy.profile = profile->name;
    context->policy.levels = profile->rules;
    context->policy.version = profile->version;
    choose_evidence(context, profile);
    context->policy.notice = profile->notice;
    if (context->config.has_pre_1_0) {
        context->policy.version.pre_1_0 = context->config.pre_1_0;
    }
    return true;
}

/* Those of the layout, and those of the configuration. */
static void gather_never_ships(struct bg_context *context) {
    const struct bg_layout *layout = context->policy.layout;
    struct bg_slices known = layout == NULL ? (struct bg_slices){0} : layout->never_ships;
    struct bg_slices own = {context->config.never_ships, context->config.never_ships_count};
    struct bg_slice *globs = bg_arena_array(&context->arena, known.count + own.count, sizeof globs[0]);
    for (size_t i = 0; i < known.count + own.count; i++) {
        globs[i] = i < known.count ? known.items[i] : own.items[i - known.count];
    }
    context->policy.never_ships = (struct bg_slices){globs, known.count + own.count};
}

static struct bg_slices names_of(struct bg_arena *arena, const struct bg_options *options) {
    struct bg_slice *names = bg_arena_array(arena, options->connector_count, sizeof names[0]);
    for (size_t i = 0; i < options->connector_count; i++) {
        names[i] = bg_slice_of(options->connectors[i]);
    }
    return (struct bg_slices){names, options->connector_count};
}

bool bg_context_configure(struct bg_context *context, const struct bg_options *options, struct bg_tree *base,
                          struct bg_tree *head, struct bg_error *err) {
    context->policy = (struct bg_policy){
        .protocol = &bg_protocol_airbyte,
        .rules = &context->rules,
        .waivers = &context->waivers,
        .wanted = names_of(&context->arena, options),
    };
    if (!read_config(context, options, head, err) || !read_rules(context, options, err) ||
        !read_waivers(context, base, err) || (head != NULL && !choose_layout(context, base, head, err))) {
        return false;
    }
    gather_never_ships(context);
    return choose_profile(context, options, err);
}

bool bg_context_find(struct bg_context *context, struct bg_tree *tree, struct bg_slice name, struct bg_slice *root,
                     struct bg_error *err) {
    const struct bg_layout *layout = context->policy.layout;
    const struct bg_slice *roots;
    size_t count;
    if (!bg_discover_root(tree, layout, name, &context->arena, root, err)) {
        return false;
    }
    if (root->at != NULL) {
        return true;
    }
    if (!bg_discover_all(tree, layout, &context->arena, &roots, &count, err)) {
        return false;
    }
    struct bg_nearest nearest = bg_nearest_start(name);
    for (size_t i = 0; i < count; i++) {
        bg_nearest_offer(&nearest, bg_metadata_name(tree, layout, roots[i], &context->arena));
    }
    return bg_fail(err, BG_ERROR_USAGE, "there is no connector \"%.*s\"%s", BG_ARGS(name), bg_nearest_hint(&nearest));
}

void bg_context_finish(struct bg_context *context) {
    bg_repo_free(context->repo);
    bg_arena_finish(&context->arena);
}
