/* The ConnectorSpecification around the configuration schema: sync modes, flags, OAuth, protocol, links. */
#ifndef BG_AIRBYTE_ENVELOPE_H
#define BG_AIRBYTE_ENVELOPE_H

#include "diff/change.h"

/* Appends what differs outside `connectionSpecification`. Either may be NULL: then nothing is said. */
void bg_envelope_diff(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out);

/* Appends what differs between two config_normalization_rules; NULL is "none". */
void bg_envelope_diff_rules(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out);

#endif
