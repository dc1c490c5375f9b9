/*
 * The configuration, .bumpgate.yaml at the root of the repository, all of it optional:
 *
 *   layouts: ...               where connectors, versions and schemas are            (layout/layout reads it)
 *   profile: NAME              the choices that SemVer leaves open                   (rules/profile)
 *   pre_1_0: minor-breaks      what may break below 1.0.0, whatever the profile says
 *   levels: {RULE: LEVEL}      other levels for rules, under every profile           (rules/rules)
 *   rules: [...]               rules of one's own, asked before the built-in ones    (rules/rules)
 *   titles: floor          what the title of a pull request does
 *   evidence: [GLOB] or {GLOB: reject, warn, ignore}   what a release is held to besides its version
 * (release/release.h): a list stands in place of the profile's, a mapping changes it never_ships: [GLOB]        more
 * paths in a connector's folder that reach no user waivers: [...]             findings that are accepted (rules/waive)
 *
 * This file knows the sections and reads the small ones; each large one is handed to its stage as it stands.
 */
#ifndef BG_RULES_CONFIG_H
#define BG_RULES_CONFIG_H

#include "text/fields.h"
#include "rules/profile.h"

struct bg_config {
    const struct bg_node *root; /* all of it; NULL if there is none */
    /* Sections; NULL if absent. */
    const struct bg_node *layouts;
    const struct bg_node *levels;
    const struct bg_node *rules;
    const struct bg_node *waivers;
    const struct bg_node *evidence_section;
    /* Values. */
    const struct bg_profile *profile; /* NULL if none is named */
    bool has_pre_1_0;
    enum bg_pre_1_0 pre_1_0;
    enum bg_titles titles;
    bool has_evidence;
    bool adds_evidence; /* to what the profile has; else it is in its place */
    const struct bg_evidence_rule *evidence;
    size_t evidence_count;
    const struct bg_slice *never_ships; /* globs, relative to the connector's folder */
    size_t never_ships_count;
};

/* The table that reads it. */
extern const struct bg_fields bg_config_fields;

/* The keys that say how changes are judged, in order of their names, NULL after the last: all but the waivers. */
const char *bg_config_policy_key(size_t i);

/* What stands under a key, NULL where nothing does. */
const struct bg_node *bg_config_at(const struct bg_config *config, const char *key);

/* Reads a file, of which nothing is ignored: a mistake is an error with its place and the nearest known word. The
 * result points into the source and `arena`. An empty file is a configuration without sections, as is {0}. */
bool bg_config_read(struct bg_config *out, struct bg_arena *arena, struct bg_source *source,
                    struct bg_error *err) BG_MUST_CHECK;

#endif
