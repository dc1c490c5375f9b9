/*
 * The Markdown report: a comment on a pull request, and the step summary of an Action. Its first line is an anchor by
 * which a bot finds the comment that it wrote before. What does not fit is left out by whole rows, and counted: cut in
 * the middle, a table would swallow what follows, and an oversized comment is refused as a whole.
 */
#include "report/report.h"

#include "base/level.h"
#include "base/visible.h"
#include "report/markup.h"
#include "report/statement.h"
#include "report/words.h"

/* A comment may have 65,536 characters (GitHub); a character has at least one byte. */
enum { COMMENT_ROOM = 60000, ROOM_FOR_COUNTS = 400, LONGEST_COMMAND = 500 };

/* Pieces that stand together or not at all. */
struct page {
    struct bg_buffer *out;
    size_t end;   /* the length that it may have */
    size_t later; /* what of it is kept for the headings of connectors to come */
    struct bg_buffer piece;
    size_t hidden_connectors;
    size_t hidden_rows;
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

static void add_place(struct bg_buffer *out, struct bg_place at) {
    bg_markup_text(out, at.file);
    if (at.line > 0) {
        bg_buffer_printf(out, "&#58;%u&#58;%u", at.line, at.column);
    }
}

static void add_finding(struct bg_buffer *out, const struct bg_finding *finding) {
    bg_buffer_printf(out, "| %s%s | ", bg_level_names[finding->level], finding->waived.at != NULL ? " (waived)" : "");
    bg_markup_code(out, finding->rule);
    bg_buffer_add_text(out, " | ");
    if (finding->stream.at != NULL) {
        bg_markup_code(out, finding->stream);
        bg_buffer_add_text(out, " ");
    }
    bg_markup_sentence(out, finding->message);
    if (finding->proof == BG_PROOF_WITNESS) {
        bg_buffer_add_text(out, "<br>accepted before, refused now: ");
        bg_markup_code(out, finding->witness);
    } else if (finding->proof == BG_PROOF_UNKNOWN) {
        bg_buffer_add_text(out, "<br>not proven either way: ");
        bg_markup_sentence(out, finding->unknown);
    }
    if (finding->waived.at != NULL) {
        bg_buffer_printf(out, "<br>waived%s: ", finding->waiver_is_new ? " by this change" : "");
        bg_markup_text(out, finding->waived);
    }
    bg_buffer_add_text(out, " | ");
    add_place(out, finding->head.file.len > 0 ? finding->head : finding->base);
    bg_buffer_add_text(out, " |\n");
}

static void add_findings(struct page *page, const struct bg_verdict *verdict) {
    bool has_table = false;
    for (size_t i = 0; i < verdict->finding_count; i++) {
        if (!has_table) {
            bg_buffer_add_text(&page->piece, "\n| level | rule | what changed | where |\n| --- | --- | --- | --- |\n");
        }
        add_finding(&page->piece, &verdict->findings[i]);
        bool is_added = end_piece(page);
        has_table = has_table || is_added;
        page->hidden_rows += !is_added;
    }
}

static void add_heading(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bg_buffer_add_text(out, "\n### ");
    bg_markup_code(out, verdict->name);
    bg_buffer_printf(out, " %s\n\n", bg_word_outcome(verdict->outcome));
    bg_buffer_add_text(out, "Version ");
    bg_markup_code(out, verdict->version_base.len > 0 ? verdict->version_base : BG_LITERAL("none"));
    bg_buffer_add_text(out, " to ");
    bg_markup_code(out, verdict->version_head.len > 0 ? verdict->version_head : BG_LITERAL("none"));
    bg_buffer_printf(out, ": declared %s, required %s", bg_word_declared(verdict->declared),
                     bg_level_names[verdict->required]);
    if (bg_verdict_needs_version(verdict)) {
        bg_buffer_add_text(out, ", lowest version that would pass ");
        bg_markup_code(out, verdict->minimum);
    }
    bg_buffer_add_text(out, ".");
    if (verdict->summary.len > 0) {
        bg_buffer_add_text(out, " Why: ");
        bg_markup_sentence(out, verdict->summary);
        bg_buffer_add_char(out, '.');
    }
    bg_buffer_add_text(out, "\n");
}

/* The last of what is said about a connector. A line of a fence that begins with a word cannot end it. */
static void add_ways(struct bg_buffer *out, const struct bg_verdict *verdict) {
    for (size_t w = 0; w < verdict->way_count; w++) {
        if (!bg_way_is_told(verdict, w)) {
            bg_buffer_add_char(out, '\n');
            bg_markup_text(out, verdict->ways[w].what);
            bg_buffer_add_text(out, ":\n\n```\n");
            bg_visible_add(out, verdict->ways[w].command, LONGEST_COMMAND);
            bg_buffer_add_text(out, "\n```\n");
        }
    }
}

/* Every connector that does not pass is named, with its ways out, however much there is to say of the others. */
static size_t room_for(const struct bg_verdict *verdict, bool has_heading) {
    struct bg_buffer text = {0};
    if (verdict->outcome == BG_OUTCOME_UNJUDGED || verdict->outcome == BG_OUTCOME_REJECTED) {
        if (has_heading) {
            add_heading(&text, verdict);
        }
        add_ways(&text, verdict);
    }
    size_t room = text.len;
    bg_buffer_finish(&text);
    return room;
}

static void add_verdict(struct page *page, const struct bg_verdict *verdict) {
    size_t ways = room_for(verdict, false);
    page->later -= room_for(verdict, true) - ways;
    add_heading(&page->piece, verdict);
    if (!end_piece(page)) {
        page->later -= ways;
        page->hidden_connectors++;
        page->hidden_rows += verdict->reason_count + verdict->finding_count + verdict->coverage.note_count;
        return;
    }
    for (size_t i = 0; i < verdict->reason_count; i++) {
        bg_buffer_add_text(&page->piece, "\n- ");
        bg_markup_code(&page->piece, bg_slice_of(bg_id_name(verdict->reasons[i].id)));
        bg_buffer_add_char(&page->piece, ' ');
        bg_markup_sentence(&page->piece, verdict->reasons[i].message);
        bg_buffer_add_char(&page->piece, '\n');
        page->hidden_rows += !end_piece(page);
    }
    add_findings(page, verdict);
    for (size_t i = 0; i < verdict->coverage.note_count; i++) {
        bg_buffer_add_text(&page->piece, "\n- not seen: ");
        bg_markup_sentence(&page->piece, verdict->coverage.notes[i]);
        bg_buffer_add_char(&page->piece, '\n');
        page->hidden_rows += !end_piece(page);
    }
    page->later -= ways;
    add_ways(&page->piece, verdict);
    (void)end_piece(page);
}

static void add_problems(struct page *page, const struct bg_run *run) {
    for (size_t i = 0; i < run->problem_count; i++) {
        const struct bg_problem *problem = &run->problems[i];
        if (bg_problem_is_told(run, problem)) {
            continue;
        }
        if (bg_problem_severity(problem) == BG_SEVERITY_DETAIL) {
            page->details++;
        } else {
            bg_buffer_printf(&page->piece, "\n- %s: ", problem->is_fatal ? "problem" : "note");
            add_place(&page->piece, problem->at);
            bg_buffer_add_char(&page->piece, ' ');
            bg_markup_sentence(&page->piece, problem->message);
            bg_buffer_add_char(&page->piece, '\n');
            page->hidden_rows += !end_piece(page);
        }
    }
}

static void add_layout(struct bg_buffer *out, const struct bg_run *run) {
    if (run->layout.len > 0) {
        bg_buffer_add_text(out, "\nLayout ");
        bg_markup_code(out, run->layout);
        bg_buffer_printf(out, ", which knows %zu connector%s.\n", run->connector_count,
                         run->connector_count == 1 ? "" : "s");
    }
}

void bg_report_markdown(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    static const enum bg_outcome worst_first[] = {BG_OUTCOME_UNJUDGED, BG_OUTCOME_REJECTED, BG_OUTCOME_PASSED,
                                                  BG_OUTCOME_SKIPPED};
    size_t room = options->room > 0 ? options->room : COMMENT_ROOM;
    struct page page = {.out = out, .end = out->len + room - ROOM_FOR_COUNTS};
    bg_buffer_printf(out, "<!-- bumpgate -->\n## bumpgate: %s\n\n", bg_word_outcome(run->outcome));
    bg_buffer_printf(out, "%zu connector%s: %zu passed, %zu rejected, %zu unjudged, %zu skipped.\n", run->verdict_count,
                     run->verdict_count == 1 ? "" : "s", run->outcome_counts[BG_OUTCOME_PASSED],
                     run->outcome_counts[BG_OUTCOME_REJECTED], run->outcome_counts[BG_OUTCOME_UNJUDGED],
                     run->outcome_counts[BG_OUTCOME_SKIPPED]);
    add_layout(out, run);
    for (size_t i = 0; i < run->verdict_count; i++) {
        page.later += room_for(&run->verdicts[i], true);
    }
    add_problems(&page, run);
    for (size_t o = 0; o < sizeof worst_first / sizeof worst_first[0]; o++) {
        for (size_t i = 0; i < run->verdict_count; i++) {
            if (run->verdicts[i].outcome == worst_first[o]) {
                add_verdict(&page, &run->verdicts[i]);
            }
        }
    }
    if (page.hidden_connectors + page.hidden_rows > 0) {
        bg_buffer_printf(out, "\nNot shown here: %zu connectors, and %zu lines.\n", page.hidden_connectors,
                         page.hidden_rows);
    }
    if (page.details > 0) {
        bg_buffer_printf(out, "\nAnd %zu more statement%s.\n", page.details, page.details == 1 ? "" : "s");
    }
    bg_buffer_finish(&page.piece);
}
