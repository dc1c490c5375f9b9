/* The words of the interface for every enum of the results; reports and the audit share them. */
#ifndef BG_REPORT_WORDS_H
#define BG_REPORT_WORDS_H

#include "base/types.h"
#include "diff/side.h"
#include "source/readability.h"
#include "base/semver.h"
#include "release/reason.h"
#include "layout/state.h"

const char *bg_word_declared(enum bg_declared declared);
const char *bg_word_outcome(enum bg_outcome outcome);
const char *bg_word_state(enum bg_state state);
const char *bg_word_side(enum bg_side side);
const char *bg_word_proof(enum bg_proof proof);
const char *bg_word_readability(enum bg_readability readability);
const char *bg_word_head_kind(enum bg_head_kind kind);

#endif
