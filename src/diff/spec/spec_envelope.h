/* The ConnectorSpecification around the configuration schema: sync modes, flags, OAuth, protocol, links. */
#ifndef BG_DIFF_SPEC_SPEC_ENVELOPE_H
#define BG_DIFF_SPEC_SPEC_ENVELOPE_H

#include "diff/change.h"

/* Appends what differs outside `connectionSpecification`. Either may be NULL: then nothing is said. */
void bg_spec_compare_envelopes(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out);

/* Appends what differs between two config_normalization_rules; NULL is "none". */
void bg_spec_compare_rules(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out);

#endif
