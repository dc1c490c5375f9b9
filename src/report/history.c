/* Reports of an audit: see history.h. */
#include "report/history.h"

#include "base/level.h"
#include "report/sentence.h"

#include <stdio.h>

const char *const bg_promise_names[BG_PROMISE_COUNT] = {
    [BG_PROMISE_OTHER] = "other", [BG_PROMISE_KEPT] = "kept",         [BG_PROMISE_BROKE] = "broke",
    [BG_PROMISE_SMALL] = "small", [BG_PROMISE_UNBUMPED] = "unbumped", [BG_PROMISE_UNJUDGED] = "unjudged",
};

static void begin_nothing(struct bg_buffer *out, struct bg_history *history) {
    (void)out;
    (void)history;
}

static void row_nothing(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row) {
    (void)out;
    (void)history;
    (void)row;
}

const struct bg_history_format bg_history_formats[] = {
    {"html", bg_history_html_begin, bg_history_html_row, bg_history_html_end, NULL},
    {"json", bg_history_json_begin, bg_history_json_row, bg_history_json_end, NULL},
    {"text", begin_nothing, row_nothing, bg_history_text_end, NULL},
    {"tsv", bg_history_tsv_begin, bg_history_tsv_row, begin_nothing, bg_history_tsv_refuse},
};

const size_t bg_history_format_count = sizeof bg_history_formats / sizeof bg_history_formats[0];

const struct bg_history_format *bg_history_find(struct bg_slice name) {
    for (size_t i = 0; i < bg_history_format_count; i++) {
        if (bg_slice_is(name, bg_history_formats[i].name)) {
            return &bg_history_formats[i];
        }
    }
    return NULL;
}

enum bg_promise bg_promise_of(const struct bg_verdict *verdict) {
    bool is_release = verdict->state == BG_STATE_CHANGED || verdict->state == BG_STATE_MOVED;
    if (verdict->outcome == BG_OUTCOME_UNJUDGED) {
        return BG_PROMISE_UNJUDGED;
    }
    if (!is_release || verdict->outcome == BG_OUTCOME_SKIPPED) {
        return BG_PROMISE_OTHER;
    }
    if (verdict->declared == BG_DECLARED_NONE) {
        return verdict->outcome == BG_OUTCOME_REJECTED ? BG_PROMISE_UNBUMPED : BG_PROMISE_OTHER;
    }
    if (verdict->outcome == BG_OUTCOME_PASSED || verdict->version_is_enough) {
        return BG_PROMISE_KEPT;
    }
    return verdict->required == BG_LEVEL_MAJOR   ? BG_PROMISE_BROKE
           : verdict->required == BG_LEVEL_MINOR ? BG_PROMISE_SMALL
                                                 : BG_PROMISE_OTHER;
}

const struct bg_finding *bg_history_worst(const struct bg_verdict *verdict) {
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const struct bg_finding *finding = &verdict->findings[i];
        if (finding->level == verdict->required && finding->level > BG_LEVEL_NONE) {
            return finding;
        }
    }
    return NULL;
}

void bg_history_add_number(struct bg_buffer *out, size_t number, size_t width) {
    char digits[32];
    char text[48];
    int len = snprintf(digits, sizeof digits, "%zu", number);
    size_t at = 0;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0) {
            text[at++] = ',';
        }
        text[at++] = digits[i];
    }
    text[at] = '\0';
    bg_buffer_printf(out, "%*s", (int)width, text);
}

size_t bg_history_promises(const struct bg_history *history) {
    return history->counts[BG_PROMISE_KEPT] + history->counts[BG_PROMISE_BROKE] + history->counts[BG_PROMISE_SMALL];
}

int bg_history_by_broken(const void *a, const void *b) {
    const struct bg_table_entry *left = *(const struct bg_table_entry *const *)a;
    const struct bg_table_entry *right = *(const struct bg_table_entry *const *)b;
    size_t l = ((const struct bg_history_tally *)left->value)->broke;
    size_t r = ((const struct bg_history_tally *)right->value)->broke;
    return l != r ? (l < r ? 1 : -1) : bg_slice_compare(left->key, right->key);
}

static struct bg_history_tally *tally_of(struct bg_history *history, struct bg_table *table, struct bg_slice key) {
    struct bg_history_tally *tally = bg_table_get(table, key);
    if (tally == NULL) {
        tally = bg_arena_alloc(&history->arena, sizeof *tally);
        (void)bg_table_put(table, bg_arena_copy(&history->arena, key), tally);
    }
    return tally;
}

static struct bg_history_release release_of(struct bg_history *history, const struct bg_history_row *row) {
    const struct bg_finding *worst = bg_history_worst(row->verdict);
    struct bg_buffer verdict = {0};
    bg_buffer_printf(&verdict, "%s  ", bg_verdict_word(row->verdict->outcome));
    bg_verdict_versions(&verdict, row->verdict);
    bg_buffer_add_text(&verdict, "  ");
    bg_verdict_sentence(&verdict, row->verdict);
    struct bg_arena *arena = &history->arena;
    struct bg_history_release release = {
        .date = bg_arena_copy(arena, row->date),
        .name = bg_arena_copy(arena, row->verdict->name),
        .version = bg_arena_copy(arena, row->verdict->version_head),
        .pull_request = bg_arena_copy(arena, row->pull_request),
        .message = bg_arena_copy(arena, worst == NULL ? BG_LITERAL("") : worst->message),
        .verdict = bg_arena_copy(arena, bg_slice_trim(bg_buffer_slice(&verdict))),
    };
    bg_buffer_finish(&verdict);
    return release;
}

/* In front of the others, of which the last one goes. */
static void keep_newest(struct bg_history *history, const struct bg_history_row *row) {
    if (history->newest == NULL) {
        history->newest = bg_arena_array(&history->arena, BG_HISTORY_NEWEST, sizeof history->newest[0]);
    }
    history->newest_count += history->newest_count < BG_HISTORY_NEWEST;
    for (size_t i = history->newest_count - 1; i > 0; i--) {
        history->newest[i] = history->newest[i - 1];
    }
    history->newest[0] = release_of(history, row);
}

static void keep_first(struct bg_history *history, const struct bg_history_row *row) {
    if (history->first == NULL) {
        history->first = bg_arena_array(&history->arena, BG_HISTORY_FIRST, sizeof history->first[0]);
    }
    if (history->first_count < BG_HISTORY_FIRST) {
        history->first[history->first_count++] = release_of(history, row);
    }
}

void bg_history_count(struct bg_history *history, const struct bg_history_row *row) {
    enum bg_promise promise = bg_promise_of(row->verdict);
    struct bg_history_tally *connector = tally_of(history, &history->connectors, row->verdict->name);
    const struct bg_finding *worst = bg_history_worst(row->verdict);
    if (history->row_count++ == 0) {
        history->first_date = bg_arena_copy(&history->arena, row->date);
    }
    if (!bg_slice_equal(history->last_date, row->date)) {
        history->last_date = bg_arena_copy(&history->arena, row->date);
    }
    history->counts[promise]++;
    keep_first(history, row);
    if (promise == BG_PROMISE_BROKE) {
        connector->broke++;
        if (worst != NULL) {
            tally_of(history, &history->rules, worst->rule)->broke++;
        }
        keep_newest(history, row);
    }
}

void bg_history_finish(struct bg_history *history) {
    bg_history_html_finish(history);
    bg_table_finish(&history->connectors);
    bg_table_finish(&history->rules);
    bg_arena_finish(&history->arena);
}
