/* The rules as a person reads them: the list, one of them in full, and the page of the manual. All from the same data.
 */
#ifndef BG_REPORT_RULES_TEXT_H
#define BG_REPORT_RULES_TEXT_H

#include "base/buffer.h"
#include "rules/vocabulary.h"
#include "rules/rules.h"

/* `bumpgate rules`: a line each, in groups; the level is that under the profile. */
void bg_rules_text_list(struct bg_buffer *out, const struct bg_rules *rules, enum bg_rule_profile profile);

/* `bumpgate explain`: levels, what it claims, reason, fix, source, and the examples. */
void bg_rules_text_explain(struct bg_buffer *out, const struct bg_rules *rules, const struct bg_rule *rule);

/* The same for an id of the vocabulary: what is the matter, why, and what to do. */
void bg_rules_text_word(struct bg_buffer *out, const struct bg_word *word);

/* Says that `name` is called `id` now; nothing if they are the same. */
void bg_rules_text_renamed(struct bg_buffer *out, struct bg_slice name, struct bg_slice id);

/* docs/rules.md. */
void bg_rules_markdown(struct bg_buffer *out, const struct bg_rules *rules);

#endif
