/* What a change is about, and how surely it is known. */
#ifndef BG_DIFF_SIDE_H
#define BG_DIFF_SIDE_H

#include "base/types.h"

/* The spec accepts configurations, a stream emits records, the rest is about the release. */
enum bg_side { BG_SIDE_ACCEPTS, BG_SIDE_EMITS, BG_SIDE_ABOUT };

enum bg_proof { BG_PROOF_RULE, BG_PROOF_WITNESS, BG_PROOF_UNKNOWN };

#endif
