/* Blocks: see block.h. */
#include "report/block.h"

#include "base/buffer.h"
#include "base/table.h"
#include "report/statement.h"

#include <stdlib.h>

/* A block that is being filled. */
struct gathered {
    struct bg_block block;
    size_t room;
    size_t order; /* of its first finding */
    bool is_shown;
};

/* What findings of one block have in common: the rule, the waiver, and the sentence but for the stream in it. What is
 * about no stream stands alone. */
static struct bg_slice key_of(struct bg_arena *arena, const struct bg_finding *finding, size_t index) {
    if (finding->stream.len == 0) {
        return bg_arena_printf(arena, "%zu", index);
    }
    struct bg_buffer key = {0};
    bg_buffer_printf(&key, "%.*s\n%d\n%.*s\n", BG_ARGS(finding->rule), (int)finding->level, BG_ARGS(finding->waived));
    struct bg_slice rest = finding->message;
    while (rest.len > 0) {
        size_t at = bg_slice_find(rest, finding->stream);
        bg_buffer_add(&key, bg_slice_range(rest, 0, at));
        bg_buffer_add_char(&key, at < rest.len ? '\n' : ' ');
        rest = bg_slice_from(rest, at < rest.len ? at + finding->stream.len : at);
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&key));
    bg_buffer_finish(&key);
    return copy;
}

/* What is said of the very version that the head declares, its announcement, is no reason for it beside others. */
static bool is_done(const struct bg_verdict *verdict, const struct bg_finding *finding) {
    bool is_of_version = finding->side == BG_SIDE_ABOUT && finding->subject.len > 0 &&
                         bg_slice_equal(finding->subject, verdict->version_head);
    bool has_others = false;
    for (size_t f = 0; f < verdict->finding_count && is_of_version; f++) {
        const struct bg_finding *other = &verdict->findings[f];
        has_others = has_others || (other != finding && other->level == finding->level && other->waived.at == NULL &&
                                    !bg_slice_equal(other->subject, finding->subject));
    }
    return has_others;
}

static bool explains(const struct bg_verdict *verdict, const struct bg_finding *finding) {
    if (verdict == NULL || finding->waived.at != NULL) {
        return true;
    }
    return bg_verdict_is_open(verdict) && finding->level == verdict->required && finding->level > BG_LEVEL_NONE &&
           !is_done(verdict, finding);
}

static int by_weight(const void *a, const void *b) {
    const struct gathered *left = *(const struct gathered *const *)a;
    const struct gathered *right = *(const struct gathered *const *)b;
    const struct bg_finding *l = left->block.first;
    const struct bg_finding *r = right->block.first;
    if (left->is_shown != right->is_shown) {
        return left->is_shown ? -1 : 1;
    }
    if ((l->waived.at != NULL) != (r->waived.at != NULL)) {
        return l->waived.at != NULL ? -1 : 1;
    }
    if (l->level != r->level) {
        return l->level > r->level ? -1 : 1;
    }
    if (l->hurts != r->hurts) {
        return l->hurts < r->hurts ? -1 : 1;
    }
    return (left->order > right->order) - (left->order < right->order);
}

static void add_finding(struct bg_arena *arena, struct gathered *group, const struct bg_finding *finding) {
    if (group->block.count == group->room) {
        group->room = group->room == 0 ? 4 : group->room * 2;
        const struct bg_finding **grown = bg_arena_array(arena, group->room, sizeof grown[0]);
        for (size_t i = 0; i < group->block.count; i++) {
            grown[i] = group->block.findings[i];
        }
        group->block.findings = grown;
    }
    ((const struct bg_finding **)(uintptr_t)group->block.findings)[group->block.count++] = finding;
}

struct bg_blocks bg_blocks_of(struct bg_arena *arena, const struct bg_verdict *verdict,
                              const struct bg_finding *findings, size_t count) {
    struct bg_blocks blocks = {0};
    struct bg_table known = {0};
    struct gathered **groups = bg_arena_array(arena, count, sizeof groups[0]);
    for (size_t i = 0; i < count; i++) {
        struct bg_slice key = key_of(arena, &findings[i], i);
        struct gathered *group = bg_table_get(&known, key);
        if (group == NULL) {
            group = bg_arena_alloc(arena, sizeof *group);
            *group =
                (struct gathered){.block.first = &findings[i], .order = i, .is_shown = explains(verdict, &findings[i])};
            groups[blocks.count++] = group;
            (void)bg_table_put(&known, key, group);
        }
        add_finding(arena, group, &findings[i]);
    }
    bg_table_finish(&known);
    qsort(groups, blocks.count, sizeof groups[0], by_weight);
    struct bg_block *items = bg_arena_array(arena, blocks.count, sizeof items[0]);
    for (size_t i = 0; i < blocks.count; i++) {
        items[i] = groups[i]->block;
        blocks.shown += groups[i]->is_shown;
        bool is_harmless = verdict != NULL && is_done(verdict, items[i].first);
        blocks.hidden[is_harmless ? BG_LEVEL_NONE : items[i].first->level] += groups[i]->is_shown ? 0 : items[i].count;
    }
    blocks.items = items;
    return blocks;
}

size_t bg_blocks_hidden(const struct bg_blocks *blocks) {
    size_t count = 0;
    for (size_t level = 0; level <= BG_LEVEL_MAJOR; level++) {
        count += blocks->hidden[level];
    }
    return count;
}

const char *bg_block_heading(const struct bg_block *block) {
    static const char *const harmless[] = {
        [BG_LEVEL_NONE] = "Not part of what users run",
        [BG_LEVEL_PATCH] = "What users run changed",
        [BG_LEVEL_MINOR] = "Something new",
        [BG_LEVEL_MAJOR] = "What counts as a break",
    };
    const struct bg_finding *finding = block->first;
    if (finding->waived.at != NULL) {
        return "Waived";
    }
    bool is_break = finding->level > BG_LEVEL_PATCH && finding->hurts != BG_HARM_NOBODY;
    return is_break ? bg_harm_headings[finding->hurts] : harmless[finding->level];
}

bool bg_block_opens(const struct bg_block *block, const struct bg_block *before) {
    return before == NULL || before->first->level != block->first->level ||
           strcmp(bg_block_heading(before), bg_block_heading(block)) != 0;
}

bool bg_block_closes(const struct bg_blocks *blocks, size_t at, size_t end) {
    return at + 1 == end || bg_block_opens(&blocks->items[at + 1], &blocks->items[at]);
}

size_t bg_block_group(const struct bg_blocks *blocks, size_t at) {
    size_t first = at;
    while (first > 0 && !bg_block_opens(&blocks->items[first], &blocks->items[first - 1])) {
        first--;
    }
    return first;
}

struct bg_slice bg_block_fix(const struct bg_blocks *blocks, size_t at) {
    const struct bg_finding *finding = blocks->items[at].first;
    bool is_said = finding->level <= BG_LEVEL_PATCH || finding->waived.at != NULL;
    for (size_t i = bg_block_group(blocks, at); i < at && !is_said; i++) {
        is_said = bg_slice_equal(blocks->items[i].first->fix, finding->fix);
    }
    return is_said ? BG_NO_SLICE : finding->fix;
}
