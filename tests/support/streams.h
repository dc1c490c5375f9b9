/* Two catalogs in, findings out, as one text: what tests of the streams compare. Everything lives in the arena. */
#ifndef TESTS_SUPPORT_STREAMS_H
#define TESTS_SUPPORT_STREAMS_H

#include "source/catalog.h"
#include "rules/match.h"

/* The YAML (or JSON) text as a tree; fails the test if it is none. */
const struct bg_node *streams_parse(struct bg_arena *arena, const char *text);

/* What differs between two catalogs; fails the test if one cannot be read. */
struct bg_changes streams_diff(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head);

/* The same, judged: worst first. */
void streams_judge(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                   enum bg_rule_profile profile, struct bg_finding **out, size_t *count);

/* "LEVEL RULE [STREAM] PATH" of every finding under the profile airbyte, a line each, worst first. */
const char *streams_findings(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head);

#endif
