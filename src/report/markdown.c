/*
 * The Markdown report: a comment on a pull request, and the step summary of an Action. Its first line is an anchor by
 * which a bot finds the comment that it wrote before. All connectors stand in a table, worst first; then each that does
 * not pass has its section: who is hurt, the proof, the way out. What does not fit is left out by whole pieces of these
 * sections, and counted: cut in the middle, a page would lose its form, and an oversized comment is refused as a whole.
 */
#include "report/report.h"

#include "base/level.h"
#include "base/visible.h"
#include "report/block.h"
#include "report/markup.h"
#include "report/plan_text.h"
#include "report/sentence.h"
#include "report/statement.h"

/* A comment may have 65,536 characters (GitHub); a character has at least one byte. Passed connectors have a row of the
 * table as long as they are few, else a word in a list. */
enum {
    COMMENT_ROOM = 60000,
    ROOM_FOR_COUNTS = 600,
    ROOM_FOR_MORE = 80,
    LONGEST_COMMAND = 500,
    MOST_PASSED_ROWS = 30,
    SHOWN_STREAMS = 8
};

/* Pieces that stand together or not at all. */
struct page {
    struct bg_buffer *out;
    const struct bg_run *run;
    const struct bg_report_options *options;
    struct bg_arena arena;
    size_t end;   /* the length that it may have */
    size_t later; /* what of it is kept for what must be said of connectors to come */
    struct bg_buffer piece;
    size_t hidden_rows;     /* connectors that are not in the table */
    size_t hidden_sections; /* and those without a section that should have one */
    size_t hidden_pieces;
    size_t details; /* problems for those who ask */
};

/* Ends the piece; false if it did not fit and was dropped. */
static bool end_piece(struct page *page) {
    bool fits = page->out->len + page->piece.len + page->later <= page->end;
    if (fits) {
        bg_buffer_add(page->out, bg_buffer_slice(&page->piece));
    }
    page->piece.len = 0;
    return fits;
}

static void end_detail(struct page *page) {
    page->hidden_pieces += !end_piece(page);
}

/* The lines of the head can be linked to; those of the base are named. */
static void add_place(struct page *page, const struct bg_verdict *verdict, struct bg_place at, bool is_before) {
    bool has_link = page->options->link != NULL && !is_before && page->run->head_kind == BG_HEAD_COMMIT;
    if (has_link) {
        bg_buffer_printf(&page->piece, "<a href=\"%s", page->options->link);
        bg_markup_address(&page->piece, at.file);
        if (at.line > 0) {
            bg_buffer_printf(&page->piece, "#L%u", at.line);
        }
        bg_buffer_add_text(&page->piece, "\">");
    }
    bg_markup_text(&page->piece, bg_local_path(verdict, at.file));
    if (at.line > 0) {
        bg_buffer_printf(&page->piece, "&#58;%u", at.line);
    }
    bg_buffer_add_text(&page->piece, has_link ? "</a>" : is_before ? " before" : "");
}

static void add_proof(struct page *page, const struct bg_verdict *verdict, const struct bg_finding *finding) {
    struct bg_buffer *out = &page->piece;
    if (finding->waived.at != NULL) {
        bg_buffer_printf(out, "<br>Waived%s: ", finding->waiver_is_new ? " by this change" : "");
        bg_markup_text(out, finding->waived);
    } else if (finding->proof == BG_PROOF_WITNESS) {
        bg_buffer_add_text(out, "<br>");
        bg_markup_code(out, finding->witness);
        bg_buffer_add_text(out, " was accepted");
        struct bg_slice version = bg_finding_accepted_by(finding, verdict);
        if (version.len > 0) {
            bg_buffer_add_text(out, " by ");
            bg_markup_text(out, version);
        }
        bg_buffer_add_text(out, " and is refused now.");
    } else if (finding->proof == BG_PROOF_UNKNOWN) {
        bg_buffer_add_text(out, "<br>It could not be proven either way: ");
        bg_markup_sentence(out, finding->unknown);
        bg_buffer_add_char(out, '.');
    }
}

static void add_streams(struct page *page, const struct bg_block *block) {
    size_t more = block->count - 1;
    size_t shown = more < SHOWN_STREAMS ? more : SHOWN_STREAMS;
    bg_buffer_printf(&page->piece, "<br>The same in %zu more stream%s: ", more, bg_plural(more));
    for (size_t i = 1; i <= shown; i++) {
        bg_buffer_add_text(&page->piece, i > 1 ? ", " : "");
        bg_markup_code(&page->piece, block->findings[i]->stream);
    }
    bg_buffer_add_text(&page->piece, shown < more ? ", ..." : "");
}

static void add_block(struct page *page, const struct bg_verdict *verdict, const struct bg_block *block) {
    const struct bg_finding *finding = block->first;
    bool is_gone = bg_finding_is_gone(finding);
    struct bg_place at = is_gone ? finding->base : finding->head;
    bg_buffer_add_text(&page->piece, "- ");
    bg_markup_sentence(&page->piece, finding->message);
    if (block->count > 1) {
        add_streams(page, block);
    }
    add_proof(page, verdict, finding);
    bg_buffer_add_text(&page->piece, "<br>");
    if (at.file.len > 0) {
        add_place(page, verdict, at, is_gone);
        bg_buffer_printf(&page->piece, block->count > 1 ? " and %zu more " : " ", block->count - 1);
    }
    bg_markup_code(&page->piece, finding->rule);
    bg_buffer_add_char(&page->piece, '\n');
    end_detail(page);
}

/* What to do instead, once for a group that ends with the block `last`. */
static void add_fixes(struct page *page, const struct bg_blocks *blocks, size_t last) {
    for (size_t i = bg_block_group(blocks, last); i <= last; i++) {
        struct bg_slice fix = bg_block_fix(blocks, i);
        if (fix.len > 0) {
            bg_buffer_add_char(&page->piece, '\n');
            bg_markup_sentence(&page->piece, fix);
            bg_buffer_add_char(&page->piece, '\n');
            end_detail(page);
        }
    }
}

/* What explains the verdict, by who is hurt. */
static void add_shown(struct page *page, const struct bg_verdict *verdict, const struct bg_blocks *blocks) {
    for (size_t i = 0; i < blocks->shown; i++) {
        if (bg_block_opens(&blocks->items[i], i == 0 ? NULL : &blocks->items[i - 1])) {
            bg_buffer_printf(&page->piece, "\n**%s**\n\n", bg_block_heading(&blocks->items[i]));
        }
        add_block(page, verdict, &blocks->items[i]);
        if (bg_block_closes(blocks, i, blocks->shown)) {
            add_fixes(page, blocks, i);
        }
    }
}

/* All else, folded. */
static void add_others(struct page *page, const struct bg_verdict *verdict, const struct bg_blocks *blocks) {
    static const char end[] = "\n</details>\n";
    if (blocks->shown == blocks->count) {
        return;
    }
    size_t count = bg_blocks_hidden(blocks);
    bg_buffer_printf(&page->piece, "\n<details><summary>%zu more change%s</summary>\n\n", count, bg_plural(count));
    page->later += sizeof end - 1;
    bool is_begun = end_piece(page);
    for (size_t i = blocks->shown; is_begun && i < blocks->count; i++) {
        add_block(page, verdict, &blocks->items[i]);
    }
    page->later -= sizeof end - 1;
    page->hidden_pieces += is_begun ? 0 : blocks->count - blocks->shown;
    if (is_begun) {
        bg_buffer_add_text(&page->piece, end);
        (void)end_piece(page);
    }
}

/* A sentence that is visible already, or is ours. */
static void add_said(struct bg_buffer *out, struct bg_slice message) {
    struct bg_buffer said = {0};
    bg_sentence_add(&said, message);
    bg_markup_sentence(out, bg_buffer_slice(&said));
    bg_buffer_finish(&said);
}

static void add_verdict_words(struct bg_buffer *out, const struct bg_verdict *verdict) {
    struct bg_buffer sentence = {0};
    bg_verdict_sentence(&sentence, verdict);
    bg_markup_sentence(out, bg_buffer_slice(&sentence));
    bg_buffer_finish(&sentence);
}

static void add_versions(struct bg_buffer *out, const struct bg_verdict *verdict) {
    struct bg_buffer versions = {0};
    bg_verdict_versions(&versions, verdict);
    bg_markup_text(out, bg_buffer_slice(&versions));
    bg_buffer_finish(&versions);
}

static void add_row(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bg_buffer_printf(out, "| **%s** | ", bg_verdict_word(verdict->outcome));
    bg_markup_code(out, verdict->name);
    bg_buffer_add_text(out, " | ");
    add_versions(out, verdict);
    bg_buffer_add_text(out, " | ");
    add_verdict_words(out, verdict);
    bg_buffer_add_text(out, " | ");
    if (bg_verdict_is_open(verdict)) {
        bg_verdict_hurt(out, verdict);
    }
    bg_buffer_add_text(out, " |\n");
}

static void add_heading(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bg_buffer_add_text(out, "\n### ");
    bg_markup_code(out, verdict->name);
    bg_buffer_add_char(out, ' ');
    add_versions(out, verdict);
    bg_buffer_add_text(out, ": ");
    add_verdict_words(out, verdict);
    bg_buffer_add_char(out, '\n');
}

/* The last of what is said about a connector. A line of a fence that begins with a word cannot end it. */
static void add_ways(struct bg_buffer *out, const struct bg_verdict *verdict) {
    for (size_t w = 0; w < verdict->way_count; w++) {
        if (!bg_way_is_told(verdict, w)) {
            bool is_headed = bg_way_is_headed(verdict, w);
            bg_buffer_add_char(out, '\n');
            bg_markup_text(out, is_headed ? verdict->ways[w].what : BG_LITERAL(""));
            bg_buffer_add_text(out, is_headed ? ":\n\n```\n" : "```\n");
            bg_visible_add(out, verdict->ways[w].command, LONGEST_COMMAND);
            bg_buffer_add_text(out, "\n```\n");
        }
    }
}

/* What is said of an open connector in any case, however much there is to say of the others: its heading, or its ways
 * out. */
static size_t room_for(const struct bg_verdict *verdict, void (*add)(struct bg_buffer *, const struct bg_verdict *)) {
    struct bg_buffer text = {0};
    add(&text, verdict);
    size_t room = text.len;
    bg_buffer_finish(&text);
    return room;
}

/* Keeps room for the headings and ways out of so many of the first sections as fit; returns how many these are. */
static size_t reserve(struct page *page, const struct bg_verdict *const *sections, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t room = room_for(sections[i], add_heading) + room_for(sections[i], add_ways);
        if (page->out->len + page->later + room > page->end) {
            return i;
        }
        page->later += room;
    }
    return count;
}

static void add_section(struct page *page, const struct bg_verdict *verdict) {
    page->later -= room_for(verdict, add_heading);
    struct bg_blocks blocks = bg_blocks_of(&page->arena, verdict, verdict->findings, verdict->finding_count);
    add_heading(&page->piece, verdict);
    (void)end_piece(page);
    for (size_t i = 0; i < verdict->reason_count; i++) {
        if (bg_reason_is_told(verdict, i)) {
            continue;
        }
        bg_buffer_add_char(&page->piece, '\n');
        add_said(&page->piece, verdict->reasons[i].message);
        bg_buffer_add_text(&page->piece, "<br>");
        if (verdict->reasons[i].at.file.len > 0) {
            add_place(page, verdict, verdict->reasons[i].at, false);
            bg_buffer_add_char(&page->piece, ' ');
        }
        bg_markup_code(&page->piece, bg_slice_of(bg_id_name(verdict->reasons[i].id)));
        bg_buffer_add_char(&page->piece, '\n');
        if (bg_reason_fix(verdict, i).len > 0) {
            bg_buffer_add_char(&page->piece, '\n');
            add_said(&page->piece, bg_reason_fix(verdict, i));
            bg_buffer_add_char(&page->piece, '\n');
        }
        end_detail(page);
    }
    add_shown(page, verdict, &blocks);
    for (size_t i = 0; i < verdict->coverage.note_count; i++) {
        bg_buffer_add_text(&page->piece, "\nNot seen: ");
        bg_markup_sentence(&page->piece, verdict->coverage.notes[i]);
        bg_buffer_add_text(&page->piece, ".\n");
        end_detail(page);
    }
    page->later -= room_for(verdict, add_ways);
    add_ways(&page->piece, verdict);
    (void)end_piece(page);
    add_others(page, verdict, &blocks);
}

/* Of what is fine, the changes: folded, after what is not. */
static void add_fine(struct page *page, const struct bg_verdict *verdict) {
    struct bg_blocks blocks = bg_blocks_of(&page->arena, verdict, verdict->findings, verdict->finding_count);
    if (blocks.count + verdict->reason_count + verdict->coverage.note_count == 0) {
        return;
    }
    static const char end[] = "\n</details>\n";
    bg_buffer_add_text(&page->piece, "\n<details><summary>");
    bg_markup_code(&page->piece, verdict->name);
    bg_buffer_printf(&page->piece, " %s</summary>\n\n",
                     verdict->outcome == BG_OUTCOME_PASSED ? "passes" : "is skipped");
    page->later += sizeof end - 1;
    bool is_begun = end_piece(page);
    for (size_t i = 0; is_begun && i < verdict->reason_count; i++) {
        bg_buffer_add_text(&page->piece, "- ");
        add_said(&page->piece, verdict->reasons[i].message);
        bg_buffer_add_char(&page->piece, '\n');
        end_detail(page);
    }
    for (size_t i = 0; is_begun && i < blocks.count; i++) {
        add_block(page, verdict, &blocks.items[i]);
    }
    for (size_t i = 0; is_begun && i < verdict->coverage.note_count; i++) {
        bg_buffer_add_text(&page->piece, "- Not seen: ");
        bg_markup_sentence(&page->piece, verdict->coverage.notes[i]);
        bg_buffer_add_text(&page->piece, ".\n");
        end_detail(page);
    }
    page->later -= sizeof end - 1;
    page->hidden_pieces += is_begun ? 0 : blocks.count + verdict->reason_count + verdict->coverage.note_count;
    if (is_begun) {
        bg_buffer_add_text(&page->piece, end);
        (void)end_piece(page);
    }
}

static void add_problems(struct page *page, const struct bg_run *run) {
    for (size_t i = 0; i < run->problem_count; i++) {
        const struct bg_problem *problem = &run->problems[i];
        if (bg_problem_is_told(run, problem)) {
            continue;
        }
        if (bg_problem_severity(problem) == BG_SEVERITY_DETAIL) {
            page->details++;
            continue;
        }
        bg_buffer_printf(&page->piece, "\n- %s: ", problem->is_fatal ? "problem" : "note");
        bg_markup_sentence(&page->piece, problem->message);
        if (problem->at.file.len > 0) {
            bg_buffer_add_text(&page->piece, "<br>");
            add_place(page, NULL, problem->at, false);
        }
        bg_buffer_add_char(&page->piece, '\n');
        end_detail(page);
    }
}

static void add_name(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bg_markup_code(out, verdict->name);
    bg_buffer_add_char(out, ' ');
    bg_markup_text(out, verdict->version_head);
    bg_buffer_add_char(out, '\n');
}

/* The connectors that are open, or those that are fine: named, where there is no room for their rows. */
static void add_names(struct page *page, const struct bg_run *run, bool is_open, size_t skipped) {
    for (size_t o = 0; o < BG_OUTCOME_COUNT; o++) {
        for (size_t i = 0; i < run->verdict_count; i++) {
            const struct bg_verdict *verdict = &run->verdicts[i];
            if (verdict->outcome != bg_outcomes_worst_first[o] || bg_verdict_is_open(verdict) != is_open) {
                continue;
            }
            if (skipped > 0) {
                skipped--;
                continue;
            }
            add_name(&page->piece, verdict);
            page->later -= is_open ? page->piece.len : 0;
            page->hidden_rows += !end_piece(page);
        }
    }
}

/* Rows of one outcome, as long as there is room for the names of those to come. */
static void add_rows(struct page *page, const struct bg_run *run, enum bg_outcome outcome, size_t *shown, bool *is_full) {
    for (size_t i = 0; i < run->verdict_count && !*is_full; i++) {
        const struct bg_verdict *verdict = &run->verdicts[i];
        if (verdict->outcome != outcome) {
            continue;
        }
        size_t kept = bg_verdict_is_open(verdict) ? room_for(verdict, add_name) : 0;
        add_row(&page->piece, verdict);
        page->later -= kept;
        *is_full = !end_piece(page);
        page->later += *is_full ? kept : 0;
        *shown += !*is_full;
    }
}

/* All connectors that are not fine, and the others as long as they are few. */
static void add_table(struct page *page, const struct bg_run *run) {
    size_t fine = run->outcome_counts[BG_OUTCOME_PASSED] + run->outcome_counts[BG_OUTCOME_SKIPPED];
    size_t open = run->verdict_count - fine;
    size_t shown = 0;
    bool is_full = false;
    page->later += ROOM_FOR_MORE;
    for (size_t i = 0; i < run->verdict_count; i++) {
        page->later += bg_verdict_is_open(&run->verdicts[i]) ? room_for(&run->verdicts[i], add_name) : 0;
    }
    if (open > 0 || (fine > 0 && fine <= MOST_PASSED_ROWS)) {
        bg_buffer_add_text(&page->piece, "\n| | connector | version | verdict | who is hurt |\n"
                                         "| --- | --- | --- | --- | --- |\n");
    }
    add_rows(page, run, BG_OUTCOME_REJECTED, &shown, &is_full);
    add_rows(page, run, BG_OUTCOME_UNJUDGED, &shown, &is_full);
    page->later -= ROOM_FOR_MORE;
    if (shown < open) {
        bg_buffer_printf(page->out, "\n%zu more fail or could not be judged:\n\n", open - shown);
        add_names(page, run, true, shown);
    }
    if (fine <= MOST_PASSED_ROWS && shown == open) {
        add_rows(page, run, BG_OUTCOME_PASSED, &shown, &is_full);
        add_rows(page, run, BG_OUTCOME_SKIPPED, &shown, &is_full);
        page->hidden_rows += run->verdict_count - shown;
    } else if (fine > 0) {
        bg_buffer_printf(page->out, "\n<details><summary>%zu more pass or are skipped</summary>\n\n", fine);
        add_names(page, run, false, 0);
        bg_buffer_add_text(page->out, "\n</details>\n");
    }
}

/* As the text report has it. No line of it is a fence. */
static void add_plans(struct page *page, const struct bg_run *run) {
    if (!run->has_plans) {
        return;
    }
    bg_buffer_printf(&page->piece, "\n### %s\n\n~~~text\n", run->is_planned_only ? "The plan" : "What was written");
    bg_report_plans(&page->piece, run, page->options);
    bg_buffer_add_text(&page->piece, "~~~\n");
    page->hidden_pieces += !end_piece(page);
}

static void add_end(struct page *page, const struct bg_run *run) {
    struct bg_buffer *out = page->out;
    if (page->hidden_rows + page->hidden_sections + page->hidden_pieces > 0) {
        bg_buffer_printf(
            out,
            "\nNot shown here for want of room: %zu connector%s, the section%s of %zu, and %zu change%s or "
            "note%s. The text and the JSON report have all of them. In a checkout, <code>bumpgate check CONNECTOR</code> "
            "shows one in full, with the command that helps.\n",
            page->hidden_rows, bg_plural(page->hidden_rows), bg_plural(page->hidden_sections), page->hidden_sections,
            page->hidden_pieces, bg_plural(page->hidden_pieces), bg_plural(page->hidden_pieces));
    }
    if (page->details > 0) {
        bg_buffer_printf(out, "\nAnd %zu more note%s.\n", page->details, bg_plural(page->details));
    }
    if (run->layout.len > 0) {
        bg_buffer_add_text(out, "\nLayout ");
        bg_markup_code(out, run->layout);
        bg_buffer_printf(out, ", which knows %zu connector%s.\n", run->connector_count,
                         bg_plural(run->connector_count));
    }
}

void bg_report_markdown(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    static const enum bg_outcome open[] = {BG_OUTCOME_REJECTED, BG_OUTCOME_UNJUDGED};
    size_t room = options->room > 0 ? options->room : COMMENT_ROOM;
    struct page page = {
        .out = out, .run = run, .options = options, .arena = BG_ARENA_EMPTY, .end = out->len + room - ROOM_FOR_COUNTS};
    const struct bg_verdict **sections = bg_arena_array(&page.arena, run->verdict_count, sizeof sections[0]);
    size_t count = 0;
    for (size_t o = 0; o < sizeof open / sizeof open[0]; o++) {
        for (size_t i = 0; i < run->verdict_count; i++) {
            if (run->verdicts[i].outcome == open[o]) {
                sections[count++] = &run->verdicts[i];
            }
        }
    }
    bg_buffer_add_text(out, "<!-- bumpgate -->\n## bumpgate: ");
    bg_run_headline(out, run);
    bg_buffer_add_char(out, '\n');
    add_table(&page, run);
    add_plans(&page, run);
    size_t fitting = reserve(&page, sections, count);
    page.hidden_sections = count - fitting;
    add_problems(&page, run);
    for (size_t i = 0; i < fitting; i++) {
        add_section(&page, sections[i]);
    }
    for (size_t i = 0; i < run->verdict_count && run->verdict_count <= MOST_PASSED_ROWS; i++) {
        if (!bg_verdict_is_open(&run->verdicts[i])) {
            add_fine(&page, &run->verdicts[i]);
        }
    }
    add_end(&page, run);
    bg_buffer_finish(&page.piece);
    bg_arena_finish(&page.arena);
}

void bg_report_markdown_plans(struct bg_buffer *out, const struct bg_run *run,
                              const struct bg_report_options *options) {
    static const char cut[] = "... and more, in the log\n";
    struct bg_buffer plans = {0};
    bg_report_plans(&plans, run, options);
    struct bg_slice text = bg_buffer_slice(&plans);
    size_t room = options->room > ROOM_FOR_COUNTS ? options->room - ROOM_FOR_COUNTS : COMMENT_ROOM;
    bool is_long = text.len > room;
    size_t shown = is_long ? room : text.len;
    while (is_long && shown > 0 && text.at[shown - 1] != '\n') {
        shown--;
    }
    bg_buffer_printf(out, "## bumpgate: %s\n\n~~~text\n", run->is_planned_only ? "the plan" : "what was written");
    bg_buffer_add(out, bg_slice_range(text, 0, shown));
    bg_buffer_printf(out, "%s~~~\n", is_long ? cut : "");
    bg_buffer_finish(&plans);
}
