/* A configuration to a policy: see terms.h. */
#include "run/terms.h"

#include "rules/profile.h"
#include "rules/rules_folder.h"
#include "run/protocols.h"

bool bg_terms_read(struct bg_terms *out, struct bg_arena *arena, const struct bg_options *options,
                   const struct bg_config *config, struct bg_error *err) {
    out->config = *config;
    bg_rules_init(&out->rules, arena);
    return bg_rules_read_section(&out->rules, config->rules, err) &&
           (options->rules == NULL || bg_rules_read_folder(&out->rules, options->rules, err)) &&
           bg_rules_read_levels(&out->rules, config->levels, err);
}

/* That of the profile, what the configuration has in its place, or both, of which the later ones count. */
static void choose_evidence(const struct bg_config *config, const struct bg_profile *profile, struct bg_arena *arena,
                            struct bg_policy *out) {
    size_t kept = config->has_evidence && !config->adds_evidence ? 0 : profile->evidence_count;
    struct bg_evidence_rule *rules = bg_arena_array(arena, kept + config->evidence_count, sizeof rules[0]);
    for (size_t r = 0; r < kept; r++) {
        rules[r] = profile->evidence[r];
    }
    for (size_t r = 0; r < config->evidence_count; r++) {
        rules[kept + r] = config->evidence[r];
    }
    out->evidence = rules;
    out->evidence_count = kept + config->evidence_count;
}

/* The option, else the configuration, else what the layout says. */
static bool choose_profile(const struct bg_config *config, const struct bg_options *options, struct bg_arena *arena,
                           struct bg_policy *out, struct bg_error *err) {
    const struct bg_profile *profile = config->profile;
    if (options->profile != NULL &&
        !bg_profile_choose(bg_slice_of(options->profile), (struct bg_place){.line = 0}, &profile, err)) {
        return false;
    }
    if (profile == NULL && out->layout != NULL) {
        profile = bg_profile_find(out->layout->profile);
    }
    if (profile == NULL) {
        profile = bg_profile_default();
    }
    out->profile = profile->name;
    out->levels = profile->rules;
    out->version = profile->version;
    out->notice = profile->notice;
    if (config->has_pre_1_0) {
        out->version.pre_1_0 = config->pre_1_0;
    }
    choose_evidence(config, profile, arena, out);
    return true;
}

/* Those of the layout, and those of the configuration. */
static void gather_never_ships(const struct bg_config *config, struct bg_arena *arena, struct bg_policy *out) {
    struct bg_slices known = out->layout == NULL ? (struct bg_slices){0} : out->layout->never_ships;
    struct bg_slices own = {config->never_ships, config->never_ships_count};
    struct bg_slice *globs = bg_arena_array(arena, known.count + own.count, sizeof globs[0]);
    for (size_t i = 0; i < known.count + own.count; i++) {
        globs[i] = i < known.count ? known.items[i] : own.items[i - known.count];
    }
    out->never_ships = (struct bg_slices){globs, known.count + own.count};
}

static struct bg_slices names_of(struct bg_arena *arena, const struct bg_options *options) {
    struct bg_slice *names = bg_arena_array(arena, options->connector_count, sizeof names[0]);
    for (size_t i = 0; i < options->connector_count; i++) {
        names[i] = bg_slice_of(options->connectors[i]);
    }
    return (struct bg_slices){names, options->connector_count};
}

bool bg_terms_policy(const struct bg_terms *terms, const struct bg_options *options, const struct bg_layout *layout,
                     struct bg_arena *arena, struct bg_policy *out, struct bg_error *err) {
    *out = (struct bg_policy){.layout = layout,
                              .rules = &terms->rules,
                              .wanted = names_of(arena, options),
                              .judges_unchanged = options->judges_named,
                              .judges_release = options->judges_release,
                              .titles = terms->config.titles};
    gather_never_ships(&terms->config, arena, out);
    return bg_protocol_choose(layout, &out->protocol, err) && choose_profile(&terms->config, options, arena, out, err);
}
