/*
 * The set of rules that a run judges by: the built-in ones, a user's own, and levels that the configuration changed.
 * Exactly one rule claims each fact. A user's rules are asked before the built-in ones, rules with `subject` before
 * those without; what none claims is claimed by `unclassified-change`.
 */
#ifndef BG_RULES_RULES_H
#define BG_RULES_RULES_H

#include "base/error.h"
#include "base/nearest.h"
#include "rules/rule.h"

struct bg_rules_item {
    const struct bg_rule *rule;
    bool has_level; /* the configuration changed it, for all profiles */
    enum bg_level level;
    bool is_builtin;
};

struct bg_rules {
    struct bg_arena *arena;
    struct bg_rules_item *items; /* in order of their ids */
    size_t count;
    size_t room; /* private */
    /* private: for each kind the rules in the order in which they are asked */
    const struct bg_rule **asked;
    size_t asked_from[BG_CHANGE_KIND_COUNT + 1];
    const struct bg_rule *unclassified;
};

/* The built-in rules, in order of their ids. Generated at build time by tools/rules.c. */
extern const struct bg_rule bg_builtin_rules[];
extern const size_t bg_builtin_rule_count;

/* Starts with the built-in rules. Lives in `arena`. */
void bg_rules_init(struct bg_rules *rules, struct bg_arena *arena);

/* Adds a user's rule, which must outlive the set. Refuses an id that is taken and a rule that claims what another rule
 * of the user claims; `at` is its place for the message. */
bool bg_rules_add(struct bg_rules *rules, const struct bg_rule *rule, struct bg_place at,
                  struct bg_error *err) BG_MUST_CHECK;

/* The sections `rules:` (a list of rules) and `levels:` (rule id to level) of the configuration. NULL is an empty one.
 */
bool bg_rules_read_section(struct bg_rules *rules, const struct bg_node *section, struct bg_error *err) BG_MUST_CHECK;
bool bg_rules_read_levels(struct bg_rules *rules, const struct bg_node *section, struct bg_error *err) BG_MUST_CHECK;

/* The rule with this id or, if none has it, the one that had it formerly; NULL if there is none. */
const struct bg_rule *bg_rules_find(const struct bg_rules *rules, struct bg_slice name);

/* Offers every id to a search for the nearest one. */
void bg_rules_offer(const struct bg_rules *rules, struct bg_nearest *nearest);

/* The one rule that claims the fact. Never NULL. */
const struct bg_rule *bg_rules_match(const struct bg_rules *rules, const struct bg_change *change);

/* What the rule demands: the configured level, or else that of the profile. */
enum bg_level bg_rules_level(const struct bg_rules *rules, const struct bg_rule *rule, enum bg_rule_profile profile);

#endif
