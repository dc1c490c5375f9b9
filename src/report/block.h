/*
 * Blocks: the findings of one connector as people read them. What one rule says of one subject in several streams is
 * one block; blocks are grouped by who is hurt. Reports for people take them from here, so that all group alike.
 */
#ifndef BG_REPORT_BLOCK_H
#define BG_REPORT_BLOCK_H

#include "base/arena.h"
#include "report/result.h"

struct bg_block {
    const struct bg_finding *first;
    const struct bg_finding *const *findings; /* all of them, the first included */
    size_t count;
};

struct bg_blocks {
    const struct bg_block *items; /* what waivers cover first, then by level, harm, and as in the verdict */
    size_t count;
    size_t shown;                      /* so many of them, the first ones, explain the verdict */
    size_t hidden[BG_LEVEL_MAJOR + 1]; /* findings in the others, by level */
};

/* The blocks of `findings`, in `arena`. Those that explain are the waived ones and, if the verdict is not fine, what
 * demands the level that is required. `verdict` is NULL for findings that nobody has judged: all of them explain. */
struct bg_blocks bg_blocks_of(struct bg_arena *arena, const struct bg_verdict *verdict,
                              const struct bg_finding *findings, size_t count);

/* How many findings are in the blocks that are not shown. */
size_t bg_blocks_hidden(const struct bg_blocks *blocks);

/* Whether `block` opens a group: another heading than that of the one before it, which is NULL for the first. */
bool bg_block_opens(const struct bg_block *block, const struct bg_block *before);

/* Whether the block `at` is the last one of its group among the first `end` blocks. */
bool bg_block_closes(const struct bg_blocks *blocks, size_t at, size_t end);

/* The first block of the group that the block `at` is in. */
size_t bg_block_group(const struct bg_blocks *blocks, size_t at);

/* What to do instead of what the block `at` says; empty if its group has said it before, or nothing is asked. */
struct bg_slice bg_block_fix(const struct bg_blocks *blocks, size_t at);

/* The heading of its group: who is hurt; for what hurts nobody, what it is for users. */
const char *bg_block_heading(const struct bg_block *block);

#endif
