/*
 * A run as a page to look at: connectors as cards, worst first; each finding with the lines of both sides next to each
 * other; what could be seen as a bar. What of it a script adds (filters, a button that copies) is hidden without one.
 */
#include "report/report.h"

#include "base/level.h"
#include "base/table.h"
#include "report/block.h"
#include "report/html/excerpt.h"
#include "report/html/page.h"
#include "report/markup.h"
#include "report/plan_text.h"
#include "report/sentence.h"
#include "report/statement.h"

/* Excerpts of the worst are shown, until the page has so many bytes; then places alone, and the page says so. */
enum { ROOM_FOR_EXCERPTS = 3000000, SHOWN_PLACES = 200 };

struct check_page {
    struct bg_buffer *out;
    const struct bg_run *run;
    const struct bg_report_options *options;
    struct bg_arena arena;
    struct bg_table files; /* side and path -> struct bg_slice */
    size_t without_excerpt;
};

/* Words of the style, by outcome. */
static const char *const outcome_classes[] = {
    [BG_OUTCOME_SKIPPED] = "skip",
    [BG_OUTCOME_PASSED] = "pass",
    [BG_OUTCOME_REJECTED] = "fail",
    [BG_OUTCOME_UNJUDGED] = "open",
};

static void add(struct check_page *page, const char *text) {
    bg_buffer_add_text(page->out, text);
}

static void add_code(struct check_page *page, struct bg_slice text) {
    add(page, "<code>");
    bg_page_text(page->out, text);
    add(page, "</code>");
}

/* What one of the functions of sentence.h says. */
static void add_said(struct check_page *page, const struct bg_verdict *verdict,
                     void (*say)(struct bg_buffer *, const struct bg_verdict *)) {
    struct bg_buffer said = {0};
    say(&said, verdict);
    bg_page_sentence(page->out, bg_buffer_slice(&said));
    bg_buffer_finish(&said);
}

static void add_sentence(struct check_page *page, struct bg_slice message) {
    struct bg_buffer said = {0};
    bg_sentence_add(&said, message);
    bg_page_sentence(page->out, bg_buffer_slice(&said));
    bg_buffer_finish(&said);
}

/* The lines of the head can be linked to; those of the base are named. */
static void add_place(struct check_page *page, const struct bg_verdict *verdict, struct bg_place at, bool is_base) {
    bool has_link = page->options->link != NULL && !is_base && page->run->head_kind == BG_HEAD_COMMIT;
    if (has_link) {
        bg_buffer_printf(page->out, "<a href=\"%s", page->options->link);
        bg_markup_address(page->out, at.file);
        bg_buffer_printf(page->out, at.line > 0 ? "#L%u\">" : "\">", at.line);
    }
    add(page, "<code>");
    bg_page_text(page->out, bg_local_path(verdict, at.file));
    if (at.line > 0) {
        bg_buffer_printf(page->out, ":%u", at.line);
    }
    if (at.line > 0 && at.column > 0) {
        bg_buffer_printf(page->out, ":%u", at.column);
    }
    add(page, has_link ? "</code></a>" : "</code>");
}

/* Read once, however many findings are in it. */
static struct bg_slice read_side(struct check_page *page, bool is_base, struct bg_slice file) {
    if (page->run->read == NULL || file.len == 0) {
        return BG_NO_SLICE;
    }
    struct bg_slice key = bg_arena_printf(&page->arena, "%d%.*s", is_base, BG_ARGS(file));
    struct bg_slice *text = bg_table_get(&page->files, key);
    if (text == NULL) {
        text = bg_arena_alloc(&page->arena, sizeof *text);
        *text = page->run->read(page->run, is_base, file, &page->arena);
        (void)bg_table_put(&page->files, key, text);
    }
    return *text;
}

static void add_line(struct check_page *page, const struct bg_excerpt_row *row, size_t side) {
    if (row->kind == BG_EXCERPT_SKIPPED) {
        add(page, "<span class=\"skipped\">...</span>\n");
    } else if (row->text[side].at == NULL) {
        add(page, "<span class=\"filler\"> </span>\n");
    } else {
        const char *kind = row->kind == BG_EXCERPT_SAME ? "same" : side == 0 ? "gone" : "come";
        bg_buffer_printf(page->out, "<span class=\"%s\"><i>%u</i>", kind, row->number[side]);
        bg_page_line(page->out, row->text[side]);
        add(page, "</span>\n");
    }
}

/* One side; `excerpt` has nothing of it if it was not there. */
static void add_side(struct check_page *page, const struct bg_verdict *verdict, const struct bg_excerpt *excerpt,
                     size_t side, struct bg_place at) {
    bool is_base = side == 0;
    struct bg_slice version = is_base ? verdict->version_base : verdict->version_head;
    add(page, "<figure><figcaption>");
    add(page, is_base ? "Before" : "After");
    if (version.len > 0) {
        add(page, ", ");
        bg_page_text(page->out, version);
    }
    if (at.file.len == 0) {
        add(page, ": not there</figcaption></figure>\n");
        return;
    }
    add(page, ": ");
    add_place(page, verdict, at, is_base);
    bg_buffer_printf(page->out, "</figcaption><pre tabindex=\"0\" role=\"region\" aria-label=\"Lines %s\">",
                     is_base ? "before" : "after");
    for (size_t i = 0; i < excerpt->count; i++) {
        add_line(page, &excerpt->rows[i], side);
    }
    add(page,
        excerpt->is_cut ? "<span class=\"skipped\">and more lines</span>\n</pre></figure>\n" : "</pre></figure>\n");
}

/* The lines of both sides; false if there are none to show. */
static bool add_sides(struct check_page *page, const struct bg_verdict *verdict, const struct bg_finding *finding) {
    struct bg_excerpt_side before = {read_side(page, true, finding->base.file), finding->base};
    struct bg_excerpt_side after = {read_side(page, false, finding->head.file), finding->head};
    bool has_lines = (before.text.at != NULL && before.at.line > 0) || (after.text.at != NULL && after.at.line > 0);
    if (!has_lines) {
        return false;
    }
    if (page->out->len > ROOM_FOR_EXCERPTS) {
        page->without_excerpt++;
        return false;
    }
    struct bg_excerpt excerpt = bg_excerpt_of(&page->arena, &before, &after);
    add(page, "<div class=\"sides\">\n");
    add_side(page, verdict, &excerpt, 0, finding->base);
    add_side(page, verdict, &excerpt, 1, finding->head);
    add(page, "</div>\n");
    return true;
}

static void add_proof(struct check_page *page, const struct bg_verdict *verdict, const struct bg_finding *finding) {
    if (finding->waived.at != NULL) {
        add(page, "<p class=\"proof\">Waived");
        add(page, finding->waiver_is_new ? " by this change: " : ": ");
        bg_page_text(page->out, finding->waived);
        add(page, "</p>\n");
    } else if (finding->proof == BG_PROOF_WITNESS) {
        add(page, "<div class=\"proof\"><p>Accepted");
        if (verdict->version_base.len > 0) {
            add(page, " by ");
            bg_page_text(page->out, verdict->version_base);
        }
        add(page, ", and refused now:</p><pre tabindex=\"0\" role=\"region\" aria-label=\"Proof\">");
        bg_page_text(page->out, finding->witness);
        add(page, "</pre></div>\n");
    } else if (finding->proof == BG_PROOF_UNKNOWN) {
        add(page, "<p class=\"proof\">It could not be proven either way: ");
        bg_page_sentence(page->out, finding->unknown);
        add(page, ".</p>\n");
    }
}

static struct bg_place place_of(const struct bg_finding *finding) {
    return bg_finding_is_gone(finding) ? finding->base : finding->head;
}

/* The other findings of a block: each stream, with its place. */
static void add_streams(struct check_page *page, const struct bg_verdict *verdict, const struct bg_block *block) {
    if (block->count < 2) {
        return;
    }
    size_t shown = block->count < SHOWN_PLACES ? block->count : SHOWN_PLACES;
    bg_buffer_printf(page->out, "<details><summary>The same in %zu more stream%s</summary><ul>\n", block->count - 1,
                     block->count == 2 ? "" : "s");
    for (size_t i = 1; i < shown; i++) {
        const struct bg_finding *finding = block->findings[i];
        add(page, "<li>");
        add_code(page, finding->stream);
        if (place_of(finding).file.len > 0) {
            add(page, " ");
            add_place(page, verdict, place_of(finding), bg_finding_is_gone(finding));
        }
        add(page, "</li>\n");
    }
    if (shown < block->count) {
        bg_buffer_printf(page->out, "<li>and %zu more</li>\n", block->count - shown);
    }
    add(page, "</ul></details>\n");
}

static void add_block(struct check_page *page, const struct bg_verdict *verdict, const struct bg_block *block) {
    const struct bg_finding *finding = block->first;
    bg_buffer_printf(page->out, "<div class=\"finding\" data-level=\"%s\">\n<p><span class=\"level %s\">%s</span> ",
                     bg_level_names[finding->level], bg_level_names[finding->level], bg_level_names[finding->level]);
    bg_page_sentence(page->out, finding->message);
    add(page, "</p>\n");
    if (finding->why.len > 0) {
        add(page, "<p class=\"why\">");
        bg_page_sentence(page->out, finding->why);
        add(page, "</p>\n");
    }
    add_proof(page, verdict, finding);
    bool has_sides = add_sides(page, verdict, finding);
    add_streams(page, verdict, block);
    add(page, "<p class=\"where\">");
    if (!has_sides && place_of(finding).file.len > 0) {
        add_place(page, verdict, place_of(finding), bg_finding_is_gone(finding));
        add(page, " ");
    }
    add(page, "rule ");
    add_code(page, finding->rule);
    bg_buffer_printf(page->out, ", fingerprint <code>%s</code></p>\n</div>\n", finding->fingerprint);
}

static void add_blocks(struct check_page *page, const struct bg_verdict *verdict, const struct bg_blocks *blocks,
                       size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const struct bg_block *block = &blocks->items[i];
        if (i == from || bg_block_opens(block, &blocks->items[i - 1])) {
            add(page, "<h3>");
            bg_page_text(page->out, bg_slice_of(bg_block_heading(block)));
            add(page, "</h3>\n");
        }
        add_block(page, verdict, block);
        struct bg_slice fix = bg_block_fix(blocks, i);
        if (fix.len > 0) {
            add(page, "<p class=\"fix\">");
            bg_page_sentence(page->out, fix);
            add(page, "</p>\n");
        }
    }
}

static void add_reasons(struct check_page *page, const struct bg_verdict *verdict) {
    for (size_t i = 0; i < verdict->reason_count; i++) {
        const struct bg_reason *reason = &verdict->reasons[i];
        if (bg_reason_is_told(verdict, i)) {
            continue;
        }
        add(page, "<p class=\"reason\">");
        add_sentence(page, reason->message);
        add(page, " <span class=\"where\">");
        if (reason->at.file.len > 0) {
            add_place(page, verdict, reason->at, false);
            add(page, " ");
        }
        add_code(page, bg_slice_of(bg_id_name(reason->id)));
        add(page, "</span></p>\n");
        if (bg_reason_fix(verdict, i).len > 0) {
            add(page, "<p class=\"fix\">");
            add_sentence(page, bg_reason_fix(verdict, i));
            add(page, "</p>\n");
        }
    }
}

static void add_ways(struct check_page *page, const struct bg_verdict *verdict) {
    bool is_begun = false;
    for (size_t w = 0; w < verdict->way_count; w++) {
        if (bg_way_is_told(verdict, w)) {
            continue;
        }
        add(page, is_begun ? "" : "<h3>The way out</h3>\n");
        is_begun = true;
        if (bg_way_is_headed(verdict, w)) {
            add(page, "<p>");
            bg_page_sentence(page->out, verdict->ways[w].what);
            add(page, ":</p>\n");
        }
        add(page, "<pre class=\"command\" tabindex=\"0\" role=\"region\" aria-label=\"Command\"><code>");
        bg_page_text(page->out, verdict->ways[w].command);
        add(page, "</code></pre>\n");
    }
}

/* What could be seen of the specification, in words. */
static const char *spec_words(enum bg_readability spec) {
    static const char *const words[] = {
        [BG_READ_ABSENT] = "has no specification",
        [BG_READ_STATIC] = "specification seen",
        [BG_READ_OPAQUE] = "specification not seen",
        [BG_READ_GOLDEN] = "specification known from the copy of a test",
    };
    return words[spec];
}

static void add_coverage(struct check_page *page, const struct bg_verdict *verdict) {
    const struct bg_coverage *coverage = &verdict->coverage;
    const struct bg_page_part parts[] = {
        {coverage->streams_static - coverage->streams_assumed, "seen"},
        {coverage->streams_assumed, "assumed"},
        {coverage->streams_opaque, "unseen"},
    };
    struct bg_slice words =
        bg_arena_printf(&page->arena, "%zu stream%s seen, %zu assumed, %zu not seen; %s", parts[0].amount,
                        bg_plural(parts[0].amount), parts[1].amount, parts[2].amount, spec_words(coverage->spec));
    add(page, "<h3>What was seen</h3>\n");
    bg_page_bar(page->out, words, parts, sizeof parts / sizeof parts[0]);
    add(page, "<p class=\"legend\">");
    bg_page_text(page->out, words);
    add(page, "</p>\n");
    for (size_t i = 0; i < coverage->note_count; i++) {
        add(page, i == 0 ? "<ul>\n<li>" : "<li>");
        bg_page_sentence(page->out, coverage->notes[i]);
        add(page, "</li>\n");
    }
    add(page, coverage->note_count > 0 ? "</ul>\n" : "");
}

static void add_card(struct check_page *page, const struct bg_verdict *verdict, size_t number) {
    bool is_open = bg_verdict_is_open(verdict);
    struct bg_blocks blocks = bg_blocks_of(&page->arena, verdict, verdict->findings, verdict->finding_count);
    const char *kind = outcome_classes[verdict->outcome];
    bg_buffer_printf(
        page->out, "<article class=\"card %s\" id=\"c%zu\" data-outcome=\"%s\">\n<h2><span class=\"badge\">%s</span> ",
        kind, number, kind, bg_verdict_word(verdict->outcome));
    add_code(page, verdict->name);
    add(page, " <span class=\"versions\">");
    add_said(page, verdict, bg_verdict_versions);
    add(page, "</span></h2>\n<p class=\"say\">");
    add_said(page, verdict, bg_verdict_sentence);
    add(page, "</p>\n");
    add_reasons(page, verdict);
    add_blocks(page, verdict, &blocks, 0, blocks.shown);
    add_ways(page, verdict);
    size_t hidden = bg_blocks_hidden(&blocks);
    if (hidden > 0) {
        bg_buffer_printf(page->out, "<details><summary>%zu %schange%s</summary>\n", hidden,
                         blocks.shown > 0 ? "more " : "", bg_plural(hidden));
        add_blocks(page, verdict, &blocks, blocks.shown, blocks.count);
        add(page, "</details>\n");
    }
    bool has_streams = verdict->coverage.streams_static + verdict->coverage.streams_opaque > 0;
    if (is_open || has_streams || verdict->coverage.note_count > 0) {
        add_coverage(page, verdict);
    }
    add(page, "</article>\n");
}

/* "2 of 5 connectors fail, 1 could not be judged" */
static struct bg_slice title_of(struct check_page *page) {
    const struct bg_run *run = page->run;
    struct bg_buffer title = {0};
    bg_run_headline(&title, run);
    struct bg_slice copy = bg_arena_copy(&page->arena, bg_buffer_slice(&title));
    bg_buffer_finish(&title);
    return copy;
}

static void add_ends(struct check_page *page) {
    const struct bg_run *run = page->run;
    add(page, "<p class=\"ends\">");
    if (run->base_commit.len > 0) {
        add(page, "base <code>");
        bg_page_text(page->out, bg_slice_range(run->base_commit, 0, 12));
        add(page, "</code>");
    }
    if (run->head_commit.len > 0) {
        add(page, run->base_commit.len > 0 ? ", head <code>" : "head <code>");
        bg_page_text(page->out, bg_slice_range(run->head_commit, 0, 12));
        add(page, "</code>");
    }
    if (run->layout.len > 0) {
        add(page, "; layout <code>");
        bg_page_text(page->out, run->layout);
        bg_buffer_printf(page->out, "</code>, which knows %zu connector%s", run->connector_count,
                         bg_plural(run->connector_count));
    }
    add(page, "</p>\n");
}

static void add_problems(struct check_page *page) {
    const struct bg_run *run = page->run;
    bool is_begun = false;
    for (size_t i = 0; i < run->problem_count; i++) {
        const struct bg_problem *problem = &run->problems[i];
        if (bg_problem_is_told(run, problem)) {
            continue;
        }
        add(page, is_begun ? "" : "<section class=\"problems\"><h2>Notes</h2>\n<ul>\n");
        is_begun = true;
        bg_buffer_printf(page->out, "<li class=\"%s\">", problem->is_fatal ? "fatal" : "note");
        add_sentence(page, problem->message);
        if (problem->at.file.len > 0) {
            add(page, " ");
            add_place(page, NULL, problem->at, false);
        }
        bool is_last = i + 1 == run->problem_count || run->problems[i + 1].id != problem->id;
        if (problem->is_fatal && is_last) {
            add(page, "<p class=\"fix\">");
            add_sentence(page, bg_vocabulary_of(problem->id)->fix);
            add(page, "</p>");
        }
        add(page, "</li>\n");
    }
    add(page, is_begun ? "</ul></section>\n" : "");
}

/* All connectors in a few words, each leading to its card. */
static void add_table(struct check_page *page) {
    const struct bg_run *run = page->run;
    if (run->verdict_count < 2) {
        return;
    }
    add(page, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"All connectors\"><table>\n<caption>All "
              "connectors, worst first</caption>\n<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Connector"
              "</th><th scope=\"col\">Versions</th><th scope=\"col\">Why</th><th scope=\"col\">Who is hurt</th></tr>"
              "</thead>\n<tbody>\n");
    for (size_t o = 0; o < BG_OUTCOME_COUNT; o++) {
        for (size_t i = 0; i < run->verdict_count; i++) {
            const struct bg_verdict *verdict = &run->verdicts[i];
            if (verdict->outcome != bg_outcomes_worst_first[o]) {
                continue;
            }
            bg_buffer_printf(page->out,
                             "<tr class=\"%s\"><td><span class=\"badge\">%s</span></td><td><a href=\"#c%zu\">",
                             outcome_classes[verdict->outcome], bg_verdict_word(verdict->outcome), i);
            bg_page_text(page->out, verdict->name);
            add(page, "</a></td><td>");
            add_said(page, verdict, bg_verdict_versions);
            add(page, "</td><td>");
            add_said(page, verdict, bg_verdict_sentence);
            add(page, "</td><td>");
            if (bg_verdict_is_open(verdict)) {
                add_said(page, verdict, bg_verdict_hurt);
            }
            add(page, "</td></tr>\n");
        }
    }
    add(page, "</tbody></table></div>\n");
}

static void add_plans(struct check_page *page) {
    if (!page->run->has_plans) {
        return;
    }
    struct bg_buffer plans = {0};
    struct bg_report_options plain = {0};
    bg_report_plans(&plans, page->run, &plain);
    add(page, page->run->is_planned_only ? "<section><h2>The plan</h2>\n" : "<section><h2>What was written</h2>\n");
    add(page, "<pre tabindex=\"0\" role=\"region\" aria-label=\"Plan\">");
    struct bg_slice rest = bg_buffer_slice(&plans);
    while (rest.at != NULL) {
        bg_page_line(page->out, bg_slice_cut(&rest, '\n'));
        add(page, "\n");
    }
    add(page, "</pre></section>\n");
    bg_buffer_finish(&plans);
}

/* What only a script can do; the style hides it until one is there. */
static void add_filters(struct check_page *page) {
    add(page, "<form class=\"filters\" hidden>\n<label>Find <input type=\"search\" name=\"text\" "
              "placeholder=\"connector, stream, field, rule\"></label>\n<fieldset><legend>Show</legend>\n");
    for (size_t level = BG_LEVEL_MAJOR + 1; level-- > 0;) {
        bg_buffer_printf(page->out, "<label><input type=\"checkbox\" name=\"level\" value=\"%s\" checked> %s</label>\n",
                         bg_level_names[level], bg_level_names[level]);
    }
    add(page, "</fieldset>\n<p role=\"status\" class=\"found\"></p>\n</form>\n");
}

void bg_report_html(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    struct check_page page = {.out = out, .run = run, .options = options, .arena = BG_ARENA_EMPTY};
    struct bg_slice title = title_of(&page);
    bg_page_begin(out, bg_arena_printf(&page.arena, "bumpgate: %.*s", BG_ARGS(title)));
    add(&page, "<header><h1>");
    bg_page_text(out, title);
    add(&page, "</h1>\n");
    add_ends(&page);
    add(&page, "</header>\n");
    add_table(&page);
    add_problems(&page);
    add_plans(&page);
    if (run->verdict_count > 0) {
        add_filters(&page);
    }
    for (size_t o = 0; o < BG_OUTCOME_COUNT; o++) {
        for (size_t i = 0; i < run->verdict_count; i++) {
            if (run->verdicts[i].outcome == bg_outcomes_worst_first[o]) {
                add_card(&page, &run->verdicts[i], i);
            }
        }
    }
    if (page.without_excerpt > 0) {
        bg_buffer_printf(out,
                         "<p class=\"ends\">The lines of %zu more finding%s are not shown here, to keep the page "
                         "light.</p>\n",
                         page.without_excerpt, bg_plural(page.without_excerpt));
    }
    bg_page_end(out);
    bg_table_finish(&page.files);
    bg_arena_finish(&page.arena);
}
