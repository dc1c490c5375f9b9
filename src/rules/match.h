/*
 * Facts to findings: the rule that claims a fact gives it a level, a sentence and a fingerprint; the verdict of the
 * containment engine gives it a proof.
 *
 * The rule's message is a template. {subject} {before} {after} {stream} {path} become the texts of the change, made
 * visible (base/visible.h), one line, shortened, and without backticks, so that a template can put them between some.
 */
#ifndef BG_RULES_MATCH_H
#define BG_RULES_MATCH_H

#include "rules/rules.h"
#include "rules/finding.h"

/*
 * Judges every change of one connector. *out has one finding for each, worst first, then by file, line, column and
 * rule. Everything in it is copied to `run_arena` or belongs to the rules, which must live as long.
 *
 * A rule of class `rejects` needs a proof: with a witness it stands as it is, when undecided it stands and says so, and
 * where nothing that was accepted is refused the finding is vacuous: it stays, and demands a patch.
 */
void bg_policy_judge(const struct bg_rules *rules, enum bg_rule_profile profile, const struct bg_changes *changes,
                     struct bg_slice connector, struct bg_arena *run_arena, struct bg_finding **out, size_t *count);

/* Sorts findings as bg_policy_judge does; for use after their levels have changed. Those that a new waiver covers come
 * first: whoever reviews the change sees what it excuses. */
void bg_policy_sort(struct bg_finding *findings, size_t count);

/* The highest level; NONE without findings. */
enum bg_level bg_policy_required(const struct bg_finding *findings, size_t count);

#endif
