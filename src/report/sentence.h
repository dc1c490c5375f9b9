/* Sentences about verdicts, which reports for people share: visible, one line. */
#ifndef BG_REPORT_SENTENCE_H
#define BG_REPORT_SENTENCE_H

#include "base/buffer.h"
#include "report/result.h"

/* Outcomes in the order in which a report lists connectors: the worst first. */
extern const enum bg_outcome bg_outcomes_worst_first[BG_OUTCOME_COUNT];

/* "PASS", "FAIL", "SKIP", or "OPEN" for what could not be judged. */
const char *bg_verdict_word(enum bg_outcome outcome);

/* "1.4.2 -> 1.4.3", "new 0.1.0", "1.4.2 removed". */
void bg_verdict_versions(struct bg_buffer *out, const struct bg_verdict *verdict);

/* What has become of it: "too low: this needs a major, 2.0.0". Nothing where the versions say all. */
void bg_verdict_sentence(struct bg_buffer *out, const struct bg_verdict *verdict);

/* Whether that sentence says all that a reason of the verdict has to say. */
bool bg_reason_is_told(const struct bg_verdict *verdict, size_t reason);

/* What to do about a reason of a verdict that is open, where no way of it is a command that ends the reason; of several
 * with the same to do, behind the last one. */
struct bg_slice bg_reason_fix(const struct bg_verdict *verdict, size_t reason);

/* A path below the connector's folder without that folder; any other as it is. `verdict` may be NULL. */
struct bg_slice bg_local_path(const struct bg_verdict *verdict, struct bg_slice file);

/* Who is hurt by what demands the level, in a few words: "saved configurations, synced data". Nothing for nobody. */
void bg_verdict_hurt(struct bg_buffer *out, const struct bg_verdict *verdict);

/* A message as a sentence: with a capital, where it begins with a word, and a full stop. */
void bg_sentence_add(struct bg_buffer *out, struct bg_slice text);

/* The whole run in a line, without a full stop: "2 of 5 connectors fail, 1 could not be judged". */
void bg_run_headline(struct bg_buffer *out, const struct bg_run *run);

#endif
