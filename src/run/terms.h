/* Terms: a configuration with the rules that it makes, and the policy that they are under a layout. */
#ifndef BG_RUN_TERMS_H
#define BG_RUN_TERMS_H

#include "bumpgate.h"
#include "rules/config.h"
#include "rules/policy.h"
#include "rules/rules.h"

/* Policies point into them: they stay where they are. */
struct bg_terms {
    struct bg_config config;
    struct bg_rules rules;
};

/* The rules of the configuration, and those of the folder that the options name. */
bool bg_terms_read(struct bg_terms *out, struct bg_arena *arena, const struct bg_options *options,
                   const struct bg_config *config, struct bg_error *err) BG_MUST_CHECK;

/* All of the policy but the waivers; `layout` is NULL where there are only documents. What the options name goes before
 * what the configuration says, and that before what the layout does. */
bool bg_terms_policy(const struct bg_terms *terms, const struct bg_options *options, const struct bg_layout *layout,
                     struct bg_arena *arena, struct bg_policy *out, struct bg_error *err) BG_MUST_CHECK;

#endif
