/* What a range's head is. */
#ifndef BG_REPO_HEAD_KIND_H
#define BG_REPO_HEAD_KIND_H

#include "base/types.h"

enum bg_head_kind { BG_HEAD_COMMIT, BG_HEAD_INDEX, BG_HEAD_WORKTREE, BG_HEAD_FOLDER, BG_HEAD_FILE };

#endif
