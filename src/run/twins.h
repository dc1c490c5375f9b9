/*
 * Twins: a connector beside another one that is built from it, `destination-x-strict-encrypt` from `destination-x`.
 * What changes in one ships with the other, too, whose own folder shows nothing of it. The layout says in which files
 * of a twin the other is named.
 */
#ifndef BG_RUN_TWINS_H
#define BG_RUN_TWINS_H

#include "run/judge.h"

/* The connector that the one at `root` of the tree is built from, if it is a twin. False if it is none, or if the other
 * one cannot be read. */
bool bg_twins_original(const struct bg_layout *layout, struct bg_tree *tree, struct bg_slice root,
                       struct bg_arena *arena, struct bg_connector *out);

/* Notes each twin, in the head, of a connector whose verdict asks for or declares a release, if its own version stays.
 * What cannot be listed or read has no twins. */
void bg_twins_note(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_judgement *judgement);

#endif
