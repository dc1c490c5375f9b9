/* What became of a connector between two trees. */
#ifndef BG_LAYOUT_STATE_H
#define BG_LAYOUT_STATE_H

#include "base/types.h"

enum bg_state { BG_STATE_CHANGED, BG_STATE_ADDED, BG_STATE_REMOVED, BG_STATE_MOVED };

#endif
