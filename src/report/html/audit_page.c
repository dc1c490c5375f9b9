/*
 * An audit as a page to look at: how many releases kept their promise, month by month; what broke it, with links; each
 * connector's history as a strip of marks that opens. The rows of a connector are one text, so that a page of 30,000
 * releases stays light and needs no script.
 */
#include "report/history.h"

#include "base/id.h"
#include "report/html/page.h"
#include "report/sentence.h"

#include <stdlib.h>

enum { MONTH_LEN = 7, SHORT_COMMIT = 10, MOST_ROWS = 2000, MARK = 4, STRIP = 12, CHART_WIDTH = 720, CHART = 120 };

/* One release, without what its connector tells. All in the arena of the history. */
struct release {
    struct bg_slice date;
    struct bg_slice commit;
    struct bg_slice versions; /* "1.2.3 -> 1.2.4" */
    struct bg_slice pull_request;
    struct bg_slice words; /* of the worst finding, or of the reason; may be empty */
    enum bg_promise promise;
};

struct connector {
    struct bg_slice name;
    struct release *releases;
    size_t count;
    size_t room;
    size_t counts[BG_PROMISE_COUNT];
};

struct month {
    struct bg_slice name;
    size_t counts[BG_PROMISE_COUNT];
    size_t all;
};

/* What the page is made from when all rows are there. */
struct bg_history_page {
    struct bg_table connectors; /* name -> struct connector */
    struct bg_table months;
};

/* Worst first: in this order they are drawn and named. */
static const enum bg_promise order[] = {BG_PROMISE_BROKE,    BG_PROMISE_SMALL, BG_PROMISE_UNBUMPED,
                                        BG_PROMISE_UNJUDGED, BG_PROMISE_KEPT,  BG_PROMISE_OTHER};
enum { ORDER_COUNT = sizeof order / sizeof order[0] };

static const char *const promise_words[BG_PROMISE_COUNT] = {
    [BG_PROMISE_OTHER] = "new, removed or skipped",
    [BG_PROMISE_KEPT] = "kept its promise",
    [BG_PROMISE_BROKE] = "broke it",
    [BG_PROMISE_SMALL] = "too small",
    [BG_PROMISE_UNBUMPED] = "not bumped",
    [BG_PROMISE_UNJUDGED] = "not judged",
};

void bg_history_html_begin(struct bg_buffer *out, struct bg_history *history) {
    (void)out;
    history->page = bg_arena_alloc(&history->arena, sizeof *history->page);
}

static struct connector *connector_of(struct bg_history *history, struct bg_slice name) {
    struct connector *connector = bg_table_get(&history->page->connectors, name);
    if (connector == NULL) {
        connector = bg_arena_alloc(&history->arena, sizeof *connector);
        connector->name = bg_arena_copy(&history->arena, name);
        (void)bg_table_put(&history->page->connectors, connector->name, connector);
    }
    return connector;
}

static struct month *month_of(struct bg_history *history, struct bg_slice date) {
    struct bg_slice name = bg_slice_range(date, 0, MONTH_LEN);
    struct month *month = bg_table_get(&history->page->months, name);
    if (month == NULL) {
        month = bg_arena_alloc(&history->arena, sizeof *month);
        month->name = bg_arena_copy(&history->arena, name);
        (void)bg_table_put(&history->page->months, month->name, month);
    }
    return month;
}

static struct release *next_release(struct bg_history *history, struct connector *connector) {
    if (connector->count == connector->room) {
        size_t room = connector->room == 0 ? 4 : connector->room * 2;
        struct release *grown = bg_arena_array(&history->arena, room, sizeof grown[0]);
        for (size_t i = 0; i < connector->count; i++) {
            grown[i] = connector->releases[i];
        }
        connector->releases = grown;
        connector->room = room;
    }
    return &connector->releases[connector->count++];
}

/* Why, of what somebody will want to look at. */
static struct bg_slice words_of(const struct bg_verdict *verdict, enum bg_promise promise) {
    const struct bg_finding *worst = bg_history_worst(verdict);
    if (promise == BG_PROMISE_BROKE || promise == BG_PROMISE_SMALL) {
        return worst != NULL ? worst->message : BG_LITERAL("");
    }
    bool has_reason = promise == BG_PROMISE_UNJUDGED && verdict->reason_count > 0;
    return has_reason ? verdict->reasons[0].message : BG_LITERAL("");
}

void bg_history_html_row(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row) {
    (void)out;
    struct bg_arena *arena = &history->arena;
    enum bg_promise promise = bg_promise_of(row->verdict);
    struct connector *connector = connector_of(history, row->verdict->name);
    struct month *month = month_of(history, row->date);
    struct bg_buffer versions = {0};
    bg_verdict_versions(&versions, row->verdict);
    *next_release(history, connector) = (struct release){
        .date = bg_arena_copy(arena, row->date),
        .commit = bg_arena_copy(arena, bg_slice_range(row->commit, 0, SHORT_COMMIT)),
        .versions = bg_arena_copy(arena, bg_buffer_slice(&versions)),
        .pull_request = bg_arena_copy(arena, row->pull_request),
        .words = bg_arena_copy(arena, words_of(row->verdict, promise)),
        .promise = promise,
    };
    bg_buffer_finish(&versions);
    connector->counts[promise]++;
    month->counts[promise]++;
    month->all++;
}

static void add(struct bg_buffer *out, const char *text) {
    bg_buffer_add_text(out, text);
}

/* The number as a link, where it is known where pull requests are. */
static void add_pull(struct bg_buffer *out, const struct bg_history *history, struct bg_slice number) {
    if (number.len == 0) {
        return;
    }
    if (history->pulls.len > 0) {
        add(out, "<a href=\"");
        bg_page_text(out, history->pulls);
        bg_page_text(out, number);
        add(out, "\">");
    }
    add(out, "#");
    bg_page_text(out, number);
    add(out, history->pulls.len > 0 ? "</a>" : "");
}

static void add_total(struct bg_buffer *out, size_t count, const char *what) {
    add(out, "<li><b>");
    bg_history_add_number(out, count, 0);
    bg_buffer_printf(out, "</b>%s</li>\n", what);
}

static void add_summary(struct bg_buffer *out, const struct bg_history *history) {
    size_t promises = bg_history_promises(history);
    add(out, "<ul class=\"totals\">\n");
    if (promises > 0) {
        bg_buffer_printf(out, "<li><b>%.1f %%</b>of ",
                         100.0 * (double)history->counts[BG_PROMISE_KEPT] / (double)promises);
        bg_history_add_number(out, promises, 0);
        add(out, " new versions kept their promise</li>\n");
    }
    add_total(out, history->counts[BG_PROMISE_BROKE], "broke it: a patch or minor that needed a major");
    add_total(out, history->counts[BG_PROMISE_SMALL], "too small: a patch that needed a minor");
    add_total(out, history->counts[BG_PROMISE_UNBUMPED], "shipped a change under the old version");
    add_total(out, history->counts[BG_PROMISE_UNJUDGED], "not judged: something could not be read");
    add(out, "</ul>\n");
}

static int by_month(const void *a, const void *b) {
    const struct month *const *left = a;
    const struct month *const *right = b;
    return bg_slice_compare((*left)->name, (*right)->name);
}

static const struct month **sorted_months(struct bg_history *history, size_t *count) {
    const struct bg_table *table = &history->page->months;
    const struct month **months = bg_arena_array(&history->arena, table->count, sizeof months[0]);
    for (size_t i = 0; i < table->count; i++) {
        months[i] = table->entries[i].value;
    }
    qsort(months, table->count, sizeof months[0], by_month);
    *count = table->count;
    return months;
}

static void add_column(struct bg_buffer *out, const struct month *month, double x, double width, double scale) {
    double top = CHART;
    add(out, "<g><title>");
    bg_page_text(out, month->name);
    bg_buffer_printf(out, ": %zu", month->all);
    for (size_t i = 0; i < ORDER_COUNT; i++) {
        if (month->counts[order[i]] > 0) {
            bg_buffer_printf(out, ", %zu %s", month->counts[order[i]], promise_words[order[i]]);
        }
    }
    add(out, "</title>");
    for (size_t i = 0; i < ORDER_COUNT; i++) {
        double height = (double)month->counts[order[i]] * scale;
        if (height > 0) {
            top -= height;
            bg_buffer_printf(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                             bg_promise_names[order[i]], x, top, width, height);
        }
    }
    add(out, "</g>\n");
}

static void add_legend(struct bg_buffer *out) {
    add(out, "<p class=\"legend\">");
    for (size_t i = 0; i < ORDER_COUNT; i++) {
        bg_buffer_printf(out,
                         "<svg class=\"bar key\" width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"%s\" "
                         "width=\"100%%\" height=\"100%%\"/></svg> %s ",
                         bg_promise_names[order[i]], promise_words[order[i]]);
    }
    add(out, "</p>\n");
}

static void add_months(struct bg_buffer *out, struct bg_history *history) {
    size_t count;
    const struct month **months = sorted_months(history, &count);
    size_t most = 1;
    for (size_t i = 0; i < count; i++) {
        most = months[i]->all > most ? months[i]->all : most;
    }
    double step = (double)CHART_WIDTH / (double)count;
    add(out, "<section><h2>Changes a month</h2>\n");
    bg_buffer_printf(
        out,
        "<svg class=\"bar months\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Changes a month, by what "
        "became of them; the table below has the numbers\">\n",
        CHART_WIDTH, CHART);
    for (size_t i = 0; i < count; i++) {
        add_column(out, months[i], (double)i * step, step * 0.85, (double)CHART / (double)most);
    }
    add(out, "</svg>\n");
    add_legend(out);
    add(out, "<details><summary>The numbers</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" "
             "aria-label=\"Numbers a month\"><table>\n<thead><tr><th scope=\"col\">Month</th>");
    for (size_t i = 0; i < ORDER_COUNT; i++) {
        bg_buffer_printf(out, "<th scope=\"col\" class=\"number\">%s</th>", promise_words[order[i]]);
    }
    add(out, "</tr></thead>\n<tbody>\n");
    for (size_t m = 0; m < count; m++) {
        add(out, "<tr><th scope=\"row\">");
        bg_page_text(out, months[m]->name);
        add(out, "</th>");
        for (size_t i = 0; i < ORDER_COUNT; i++) {
            bg_buffer_printf(out, "<td class=\"number\">%zu</td>", months[m]->counts[order[i]]);
        }
        add(out, "</tr>\n");
    }
    add(out, "</tbody></table></div></details></section>\n");
}

/* A release of a connector, to be sorted among those of others. */
struct listed {
    const struct connector *connector;
    const struct release *release;
};

static int newest_first(const void *a, const void *b) {
    const struct listed *left = a;
    const struct listed *right = b;
    int order_of_days = bg_slice_compare(right->release->date, left->release->date);
    int order_of_names = bg_slice_compare(left->connector->name, right->connector->name);
    return order_of_days != 0    ? order_of_days
           : order_of_names != 0 ? order_of_names
                                 : (left->release < right->release) - (left->release > right->release);
}

static void add_list(struct bg_buffer *out, struct bg_history *history, enum bg_promise promise, const char *heading) {
    const struct bg_table *table = &history->page->connectors;
    size_t all = history->counts[promise];
    struct listed *listed = bg_arena_array(&history->arena, all, sizeof listed[0]);
    size_t count = 0;
    for (size_t c = 0; c < table->count; c++) {
        const struct connector *connector = table->entries[c].value;
        for (size_t i = 0; i < connector->count; i++) {
            if (connector->releases[i].promise == promise) {
                listed[count++] = (struct listed){connector, &connector->releases[i]};
            }
        }
    }
    if (count == 0) {
        return;
    }
    qsort(listed, count, sizeof listed[0], newest_first);
    bg_buffer_printf(out, "<section><details%s><summary><h2>%s: ", promise == BG_PROMISE_BROKE ? " open" : "", heading);
    bg_history_add_number(out, count, 0);
    bg_buffer_printf(out,
                     "</h2></summary>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>\n"
                     "<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Connector</th><th "
                     "scope=\"col\">Versions</th><th scope=\"col\">Pull request</th><th scope=\"col\">Why</th><th "
                     "scope=\"col\">Commit</th></tr></thead>\n<tbody>\n",
                     heading);
    for (size_t i = 0; i < count && i < MOST_ROWS; i++) {
        const struct release *release = listed[i].release;
        bg_buffer_printf(out, "<tr><td class=\"short\">%.*s</td><td>", BG_ARGS(release->date));
        bg_page_text(out, listed[i].connector->name);
        add(out, "</td><td>");
        bg_page_text(out, release->versions);
        add(out, "</td><td class=\"short\">");
        add_pull(out, history, release->pull_request);
        add(out, "</td><td>");
        bg_page_sentence(out, release->words);
        bg_buffer_printf(out, "</td><td class=\"short\"><code>%.*s</code></td></tr>\n", BG_ARGS(release->commit));
    }
    add(out, "</tbody></table></div>\n");
    if (count > MOST_ROWS) {
        add(out, "<p class=\"legend\">The newest of them; the format tsv has all.</p>\n");
    }
    add(out, "</details></section>\n");
}

static void add_kinds(struct bg_buffer *out, struct bg_history *history) {
    const struct bg_table *rules = &history->rules;
    if (rules->count == 0) {
        return;
    }
    const struct bg_table_entry **sorted = bg_arena_array(&history->arena, rules->count, sizeof sorted[0]);
    for (size_t i = 0; i < rules->count; i++) {
        sorted[i] = &rules->entries[i];
    }
    qsort(sorted, rules->count, sizeof sorted[0], bg_history_by_broken);
    size_t most = ((const struct bg_history_tally *)sorted[0]->value)->broke;
    add(out, "<section><h2>Kinds of breaks</h2>\n<table>\n<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\" "
             "class=\"number\">Releases</th><th scope=\"col\">Share</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < rules->count; i++) {
        size_t broke = ((const struct bg_history_tally *)sorted[i]->value)->broke;
        add(out, "<tr><th scope=\"row\"><code>");
        bg_page_text(out, sorted[i]->key);
        bg_buffer_printf(
            out,
            "</code></th><td class=\"number\">%zu</td><td class=\"share\"><svg class=\"bar\" "
            "aria-hidden=\"true\"><rect class=\"broke\" width=\"%.1f%%\" height=\"100%%\"/></svg></td></tr>\n",
            broke, 100.0 * (double)broke / (double)most);
    }
    add(out, "</tbody></table></section>\n");
}

/* The history of one connector: a mark for each release, all of one kind in one path. */
static void add_strip(struct bg_buffer *out, const struct connector *connector) {
    size_t width = connector->count * MARK;
    bg_buffer_printf(out,
                     "<svg class=\"strip\" viewBox=\"0 0 %zu %d\" width=\"%zu\" height=\"%d\" aria-hidden=\"true\">",
                     width, STRIP, width, STRIP);
    for (size_t o = 0; o < ORDER_COUNT; o++) {
        if (connector->counts[order[o]] == 0) {
            continue;
        }
        bg_buffer_printf(out, "<path class=\"mark %s\" d=\"", bg_promise_names[order[o]]);
        for (size_t i = 0; i < connector->count; i++) {
            if (connector->releases[i].promise == order[o]) {
                bg_buffer_printf(out, "M%zu 1v10", i * MARK + MARK / 2);
            }
        }
        add(out, "\"/>");
    }
    add(out, "</svg>");
}

static void add_connector(struct bg_buffer *out, const struct connector *connector) {
    bg_buffer_printf(out, "<details class=\"connector%s\"><summary><span class=\"name\">",
                     connector->counts[BG_PROMISE_BROKE] > 0 ? " broke" : "");
    bg_page_text(out, connector->name);
    bg_buffer_printf(out, "</span> <span class=\"counts\">%zu change%s", connector->count, bg_plural(connector->count));
    for (size_t o = 0; o < ORDER_COUNT && order[o] != BG_PROMISE_KEPT; o++) {
        if (connector->counts[order[o]] > 0) {
            bg_buffer_printf(out, ", %zu %s", connector->counts[order[o]], promise_words[order[o]]);
        }
    }
    add(out, "</span>");
    add_strip(out, connector);
    add(out, "</summary><pre tabindex=\"0\" role=\"region\" aria-label=\"Releases\">");
    for (size_t i = connector->count; i-- > 0;) {
        const struct release *release = &connector->releases[i];
        bg_buffer_printf(out, "%.*s  ", BG_ARGS(release->date));
        bg_page_text(out, release->versions);
        bg_buffer_printf(out, "  %s", promise_words[release->promise]);
        bg_buffer_printf(out, release->pull_request.len > 0 ? "  #%.*s" : "%.*s", BG_ARGS(release->pull_request));
        bg_buffer_printf(out, "  %.*s\n", BG_ARGS(release->commit));
    }
    add(out, "</pre></details>\n");
}

static int worst_first(const void *a, const void *b) {
    const struct connector *left = *(const struct connector *const *)a;
    const struct connector *right = *(const struct connector *const *)b;
    for (size_t o = 0; o < ORDER_COUNT && order[o] != BG_PROMISE_KEPT; o++) {
        if (left->counts[order[o]] != right->counts[order[o]]) {
            return left->counts[order[o]] < right->counts[order[o]] ? 1 : -1;
        }
    }
    return bg_slice_compare(left->name, right->name);
}

static void add_connectors(struct bg_buffer *out, struct bg_history *history) {
    const struct bg_table *table = &history->page->connectors;
    const struct connector **sorted = bg_arena_array(&history->arena, table->count, sizeof sorted[0]);
    for (size_t i = 0; i < table->count; i++) {
        sorted[i] = table->entries[i].value;
    }
    qsort(sorted, table->count, sizeof sorted[0], worst_first);
    add(out,
        "<section><h2>Connectors</h2>\n<p class=\"legend\">A mark is a change, oldest first; a connector opens to "
        "its releases, newest first.</p>\n<form class=\"filters\" hidden>\n<label>Find <input type=\"search\" "
        "name=\"text\" placeholder=\"connector\"></label>\n<label><input type=\"checkbox\" name=\"broke\"> only what "
        "broke its promise</label>\n<p role=\"status\" class=\"found\"></p>\n</form>\n");
    for (size_t i = 0; i < table->count; i++) {
        add_connector(out, sorted[i]);
    }
    add(out, "</section>\n");
}

void bg_history_html_end(struct bg_buffer *out, struct bg_history *history) {
    bg_page_begin(out, BG_LITERAL("bumpgate audit"));
    add(out, "<header><h1>");
    if (history->row_count == 0) {
        add(out, "These commits hold no such change</h1></header>\n");
    } else {
        bg_history_add_number(out, history->row_count, 0);
        bg_buffer_printf(out, " change%s of ", bg_plural(history->row_count));
        bg_history_add_number(out, history->connectors.count, 0);
        bg_buffer_printf(out, " connector%s</h1>\n<p class=\"ends\">%.*s to %.*s</p></header>\n",
                         bg_plural(history->connectors.count), BG_ARGS(history->first_date),
                         BG_ARGS(history->last_date));
        add_summary(out, history);
        add_months(out, history);
        add_list(out, history, BG_PROMISE_BROKE, "Broken promises");
        add_list(out, history, BG_PROMISE_SMALL, "Too small");
        add_list(out, history, BG_PROMISE_UNJUDGED, "Not judged");
        add_kinds(out, history);
        add_connectors(out, history);
    }
    bg_page_end(out);
}

void bg_history_html_finish(struct bg_history *history) {
    if (history->page != NULL) {
        bg_table_finish(&history->page->connectors);
        bg_table_finish(&history->page->months);
    }
}
