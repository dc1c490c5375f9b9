/* What a connector says about itself, key by key: facts that rules sort by the name of the key. */
#ifndef BG_DIFF_METADATA_H
#define BG_DIFF_METADATA_H

#include "diff/change.h"

/*
 * Appends a METADATA_KEY for every leaf of the metadata that differs (subject: the dotted path) and a BREAKING_ENTRY
 * for every entry of the breaking changes (subject: its version). The version itself is no change: the verdict is about
 * it. Without metadata on one side there is nothing to compare.
 */
void bg_diff_metadata(const struct bg_connector *base, const struct bg_connector *head, struct bg_changes *out);

#endif
