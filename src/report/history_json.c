/* The audit as JSON: an object for each release, and the totals. */
#include "report/history.h"

#include "base/id.h"
#include "base/level.h"
#include "report/words.h"
#include "text/write_json.h"

static void write_row(struct bg_json_writer *json, const struct bg_history_row *row) {
    const struct bg_verdict *verdict = row->verdict;
    const struct bg_finding *worst = bg_history_worst(verdict);
    bg_json_open(json, NULL, '{');
    bg_json_text(json, "commit", row->commit);
    bg_json_text(json, "parent", row->parent.len > 0 ? row->parent : BG_NO_SLICE);
    bg_json_text(json, "date", row->date);
    bg_json_text(json, "pr", row->pull_request.len > 0 ? row->pull_request : BG_NO_SLICE);
    bg_json_text(json, "subject", row->subject);
    bg_json_text(json, "connector", verdict->name);
    bg_json_text(json, "version_base", verdict->version_base);
    bg_json_text(json, "version_head", verdict->version_head);
    bg_json_text(json, "declared", bg_slice_of(bg_word_declared(verdict->declared)));
    bg_json_text(json, "required", bg_slice_of(bg_level_names[verdict->required]));
    bg_json_text(json, "outcome", bg_slice_of(bg_word_outcome(verdict->outcome)));
    bg_json_text(json, "promise", bg_slice_of(bg_promise_names[bg_promise_of(verdict)]));
    bg_json_open(json, "reasons", '[');
    for (size_t i = 0; i < verdict->reason_count; i++) {
        bg_json_text(json, NULL, bg_slice_of(bg_id_name(verdict->reasons[i].id)));
    }
    bg_json_close(json, ']');
    bg_json_text(json, "rule", worst == NULL ? BG_NO_SLICE : worst->rule);
    bg_json_text(json, "finding", worst == NULL ? BG_NO_SLICE : worst->message);
    bg_json_close(json, '}');
}

void bg_history_json_begin(struct bg_buffer *out, struct bg_history *history) {
    history->json = (struct bg_json_writer){.out = out};
    bg_json_open(&history->json, NULL, '{');
    bg_json_number(&history->json, "format", 1);
    bg_json_open(&history->json, "releases", '[');
}

void bg_history_json_row(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row) {
    history->json.out = out;
    write_row(&history->json, row);
}

void bg_history_json_end(struct bg_buffer *out, struct bg_history *history) {
    struct bg_json_writer *json = &history->json;
    json->out = out;
    bg_json_close(json, ']');
    bg_json_open(json, "totals", '{');
    bg_json_number(json, "releases", history->row_count);
    bg_json_number(json, "connectors", history->connectors.count);
    for (size_t promise = 0; promise < BG_PROMISE_COUNT; promise++) {
        bg_json_number(json, bg_promise_names[promise], history->counts[promise]);
    }
    bg_json_close(json, '}');
    bg_json_close(json, '}');
}
