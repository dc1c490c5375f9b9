/*
 * Policy: everything a run judges by, the same for every commit and connector of it. The configuration, the profile,
 * the layout and the options say it once; from then on it is read only, but for the waivers, which count what they
 * cover.
 */
#ifndef BG_RULES_POLICY_H
#define BG_RULES_POLICY_H

#include "layout/layout.h"
#include "rules/rule.h"

/* What may carry a breaking change below 1.0.0, where SemVer (clause 4) allows anything. */
enum bg_pre_1_0 {
    BG_PRE_1_0_MINOR_BREAKS, /* the minor version may */
    BG_PRE_1_0_STRICT,       /* only 1.0.0 may */
    BG_PRE_1_0_CARGO,        /* the leftmost part that is not 0 acts as the major version */
    BG_PRE_1_0_FREE,         /* any increase may */
};

enum { BG_PRE_1_0_COUNT = BG_PRE_1_0_FREE + 1 };

enum bg_version_scheme {
    BG_SCHEME_SEMVER,
    BG_SCHEME_INTEGER, /* a number that only breaking changes raise */
};

struct bg_version_policy {
    enum bg_version_scheme scheme;
    enum bg_pre_1_0 pre_1_0;
    bool candidates_keep_core;    /* two consecutive candidates share X.Y.Z */
    bool forbids_major_candidate; /* no candidate of X.0.0, X above 0 */
    bool forbids_build;           /* no build metadata */
    bool has_v;                   /* SemVer: one leading v may stand; integers: it must */
    struct bg_slice new_floor;    /* a new connector must be above it; {NULL, 0} if there is no floor */
};

/* What the conventional title of a pull request does. */
enum bg_titles {
    BG_TITLES_FLOOR,  /* asks for its level where files do not show what the code does */
    BG_TITLES_NOTE,   /* is compared with what was found, and that is said */
    BG_TITLES_IGNORE, /* nothing */
};

enum { BG_TITLES_COUNT = BG_TITLES_IGNORE + 1 };

/* What it takes for evidence that is missing. */
enum bg_evidence_effect {
    BG_EVIDENCE_IGNORE,
    BG_EVIDENCE_WARN,   /* said in every report */
    BG_EVIDENCE_REJECT, /* the release is rejected */
};

/* One line of `evidence`. Of those that fit an id the last one counts; where none does, it is ignored. */
struct bg_evidence_rule {
    struct bg_slice glob; /* of ids of what a release must bring along */
    enum bg_evidence_effect effect;
};

/* Days that users get before a breaking release is forced on them. Of the lines that fit a connector the last one
 * counts; where none does, there is no such time. */
struct bg_notice_rule {
    struct bg_slice glob; /* of names of connectors */
    long days;
};

struct bg_notice {
    const struct bg_notice_rule *rules;
    size_t count;
};

struct bg_protocol;
struct bg_rules;
struct bg_waivers;

/* All that it points to belongs to the run, and lives as long as it. */
struct bg_policy {
    const struct bg_layout *layout; /* NULL where there are only documents */
    struct bg_slices never_ships;   /* globs of paths in a connector's folder that reach no user */
    const struct bg_protocol *protocol;
    const struct bg_rules *rules;
    struct bg_slice profile;     /* its name */
    enum bg_rule_profile levels; /* of the rules */
    struct bg_version_policy version;
    const struct bg_evidence_rule *evidence; /* what a release is held to besides its version */
    size_t evidence_count;
    struct bg_notice notice;
    enum bg_titles titles;
    struct bg_waivers *waivers;
    struct bg_slices wanted; /* names of the connectors to judge; none: all */
    bool judges_unchanged;   /* all of those that are wanted, whether they changed or not */
    bool judges_release;     /* a candidate as the release that a bump is to make of it */
};

#endif
