/* The audit as one screen: how many releases kept their promise, who did not, and the newest of these. */
#include "report/history.h"

#include "base/visible.h"
#include "report/wrap.h"

#include <stdlib.h>

enum { SHOWN_WORST = 5, INDENT = 14 };

static void add_line(struct bg_buffer *out, const char *what, size_t count, const char *means) {
    bg_buffer_printf(out, "  %-18s", what);
    bg_history_add_number(out, count, 8);
    bg_buffer_printf(out, "   %s\n", means);
}

/* "Worst: source-a 9, source-b 7, ..." */
static void add_most(struct bg_buffer *out, struct bg_arena *arena, const char *title, const struct bg_table *table) {
    const struct bg_table_entry **entries = bg_arena_array(arena, table->count, sizeof entries[0]);
    struct bg_buffer line = {0};
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (((const struct bg_history_tally *)table->entries[i].value)->broke > 0) {
            entries[count++] = &table->entries[i];
        }
    }
    qsort(entries, count, sizeof entries[0], bg_history_by_broken);
    bg_buffer_printf(&line, "%s: ", title);
    for (size_t i = 0; i < count && i < SHOWN_WORST; i++) {
        bg_buffer_add_text(&line, i == 0 ? "" : ", ");
        bg_visible_add(&line, entries[i]->key, SIZE_MAX);
        bg_buffer_printf(&line, " %zu", ((const struct bg_history_tally *)entries[i]->value)->broke);
    }
    if (count > 0) {
        bg_buffer_add_text(&line, count > SHOWN_WORST ? ", ..." : "");
        bg_wrap_add(out, 0, bg_buffer_slice(&line));
    }
    bg_buffer_finish(&line);
}

/* "  2026-03-09  source-a 1.0.1  #12" */
static void add_release(struct bg_buffer *out, const struct bg_history_release *release, bool has_version) {
    bg_buffer_printf(out, "  %.*s  ", BG_ARGS(release->date));
    bg_visible_add(out, release->name, SIZE_MAX);
    if (has_version) {
        bg_buffer_add_char(out, ' ');
        bg_visible_add(out, release->version, SIZE_MAX);
    }
    if (release->pull_request.len > 0) {
        bg_buffer_printf(out, "  #%.*s", BG_ARGS(release->pull_request));
    }
    bg_buffer_add_char(out, '\n');
}

static void add_newest(struct bg_buffer *out, const struct bg_history *history) {
    bg_buffer_add_text(out, "\nNewest that broke it:\n");
    for (size_t i = 0; i < history->newest_count; i++) {
        add_release(out, &history->newest[i], true);
        bg_wrap_add(out, INDENT, history->newest[i].message);
    }
}

/* Few enough to be read. */
static void add_all(struct bg_buffer *out, const struct bg_history *history) {
    bg_buffer_add_text(out, "\nAll of them:\n");
    for (size_t i = 0; i < history->first_count; i++) {
        const struct bg_history_release *release = &history->first[i];
        add_release(out, release, false);
        bg_wrap_add(out, INDENT, release->verdict);
        if (bg_slice_starts(release->verdict, BG_LITERAL("FAIL"))) {
            bg_wrap_add(out, INDENT, release->message);
        }
    }
}

/* "7 changes of 2 connectors, 2026-03-09 to 2026-04-01; 2 new versions" */
static void add_span(struct bg_buffer *out, const struct bg_history *history, size_t promises) {
    struct bg_buffer line = {0};
    bg_history_add_number(&line, history->row_count, 0);
    bg_buffer_printf(&line, " change%s of ", bg_plural(history->row_count));
    bg_history_add_number(&line, history->connectors.count, 0);
    bg_buffer_printf(&line, " connector%s, %.*s to %.*s; ", bg_plural(history->connectors.count),
                     BG_ARGS(history->first_date), BG_ARGS(history->last_date));
    bg_history_add_number(&line, promises, 0);
    bg_buffer_printf(&line, " new version%s", bg_plural(promises));
    bg_wrap_add(out, 0, bg_buffer_slice(&line));
    bg_buffer_add_char(out, '\n');
    bg_buffer_finish(&line);
}

void bg_history_text_end(struct bg_buffer *out, struct bg_history *history) {
    size_t promises = bg_history_promises(history);
    if (history->row_count == 0) {
        bg_buffer_add_text(out, "These commits hold no such change.\n");
        return;
    }
    add_span(out, history, promises);
    if (promises > 0) {
        bg_buffer_printf(out, "  %-18s%7.1f%%   of these declared what they needed\n", "kept their promise",
                         100.0 * (double)history->counts[BG_PROMISE_KEPT] / (double)promises);
    } else {
        bg_buffer_printf(out, "  %-18s%8s   no release said what it changes\n", "kept their promise", "-");
    }
    add_line(out, "broke it", history->counts[BG_PROMISE_BROKE], "a patch or minor that needed a major");
    add_line(out, "too small", history->counts[BG_PROMISE_SMALL], "a patch that needed a minor");
    add_line(out, "not bumped", history->counts[BG_PROMISE_UNBUMPED], "shipped a change under the old version");
    add_line(out, "not judged", history->counts[BG_PROMISE_UNJUDGED], "something could not be read or compared");
    if (history->newest_count > 0) {
        bg_buffer_add_char(out, '\n');
        add_most(out, &history->arena, "Worst", &history->connectors);
        add_most(out, &history->arena, "Most often", &history->rules);
    }
    if (history->row_count <= BG_HISTORY_FIRST) {
        add_all(out, history);
    } else if (history->newest_count > 0) {
        add_newest(out, history);
    }
    if (history->counts[BG_PROMISE_UNJUDGED] > 0) {
        bg_buffer_add_text(out, "\nWhat was not judged: bumpgate audit --only unjudged --format tsv\n");
    }
    bg_buffer_add_text(out, "\nThe whole list: --format tsv:FILE or json:FILE; to look at: html:FILE.\nOne connector: "
                            "bumpgate audit NAME\n");
}
