/*
 * Fingerprints name a finding in waivers and in other tools. They hold the connector, the rule, the stream, the path
 * and what differs; neither places nor words, so they survive moved lines, reformatting and better messages.
 */
#ifndef BG_RULES_FINGERPRINT_H
#define BG_RULES_FINGERPRINT_H

#include "rules/rule.h"

enum { BG_FINGERPRINT_DIGITS = 12 };

/* Writes the digits and a NUL. A collision made on purpose would let one waiver cover another finding, hence SHA-256.
 */
void bg_fingerprint(const struct bg_rule *rule, const struct bg_change *change, struct bg_slice connector,
                    char out[BG_FINGERPRINT_DIGITS + 1]);

/* The same for anything else that is told apart by a list of texts. */
void bg_fingerprint_parts(const struct bg_slice *parts, size_t count, char out[BG_FINGERPRINT_DIGITS + 1]);

/* Whether `text` is spelled like one. */
bool bg_fingerprint_is(struct bg_slice text);

#endif
