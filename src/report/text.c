/*
 * The text report, for people: the verdict first, in a line; who is hurt, with the proof; what could not be seen; the
 * way out last, as commands. Places stand at the end of what they are about. Colour carries nothing that words do not.
 * All foreign text is made visible: no escape reaches a terminal.
 */
#include "report/text.h"

#include "base/level.h"
#include "base/visible.h"
#include "report/block.h"
#include "report/plan_text.h"
#include "report/sentence.h"
#include "report/statement.h"
#include "report/words.h"
#include "report/wrap.h"

/* Shown of one connector unless --verbose; the rest is counted. */
enum { SHOWN_BLOCKS = 20, SHOWN_STREAMS = 3 };

enum { INDENT = 2, DEEP = 4, DEEPEST = 6 };

enum colour { PLAIN, RED, GREEN, YELLOW, DIM, BOLD };

struct printer {
    struct bg_buffer *out;
    const struct bg_report_options *options;
    struct bg_arena arena; /* for one report */
};

static void add(struct printer *printer, struct bg_slice text) {
    bg_visible_add(printer->out, text, SIZE_MAX);
}

static void add_coloured(struct printer *printer, enum colour colour, struct bg_slice text) {
    static const char *const codes[] = {"", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[2m", "\x1b[1m"};
    bool has_color = printer->options->has_color && colour != PLAIN;
    bg_buffer_add_text(printer->out, has_color ? codes[colour] : "");
    add(printer, text);
    bg_buffer_add_text(printer->out, has_color ? "\x1b[0m" : "");
}

static void add_spaces(struct printer *printer, size_t count) {
    bg_buffer_printf(printer->out, "%*s", (int)count, "");
}

static void add_place(struct printer *printer, const struct bg_verdict *verdict, struct bg_place at) {
    add(printer, bg_local_path(verdict, at.file));
    if (at.line > 0) {
        bg_buffer_printf(printer->out, ":%u:%u", at.line, at.column);
    }
}

static void add_said(struct printer *printer, size_t indent, struct bg_slice message) {
    struct bg_buffer said = {0};
    bg_sentence_add(&said, message);
    bg_wrap_add(printer->out, indent, bg_buffer_slice(&said));
    bg_buffer_finish(&said);
}

/* "manifest.yaml:84:7   field-removed": where, and under which id more can be read. */
static void add_source(struct printer *printer, size_t indent, const struct bg_verdict *verdict, struct bg_place at,
                       bool is_before, size_t more, struct bg_slice id) {
    add_spaces(printer, indent);
    if (at.file.len > 0) {
        add_place(printer, verdict, at);
        bg_buffer_add_text(printer->out, is_before ? " before" : "");
        if (more > 0) {
            bg_buffer_printf(printer->out, " and %zu more", more);
        }
        bg_buffer_add_text(printer->out, "   ");
    }
    add_coloured(printer, DIM, id);
    bg_buffer_add_char(printer->out, '\n');
}

static void add_witness(struct printer *printer, const struct bg_verdict *verdict, const struct bg_finding *finding) {
    struct bg_slice version = bg_finding_accepted_by(finding, verdict);
    bg_wrap_add(printer->out, DEEPEST,
                bg_arena_printf(&printer->arena, "%.*s was accepted%s%.*s and is refused now.",
                                BG_ARGS(finding->witness), version.len > 0 ? " by " : "", BG_ARGS(version)));
}

/* The other streams that the sentence holds for. */
static void add_streams(struct printer *printer, const struct bg_block *block) {
    size_t more = block->count - 1;
    size_t shown = printer->options->is_verbose || more <= SHOWN_STREAMS ? more : SHOWN_STREAMS;
    struct bg_buffer line = {0};
    bg_buffer_printf(&line, "The same in %zu more stream%s: ", more, bg_plural(more));
    for (size_t i = 1; i <= shown; i++) {
        bg_buffer_add_text(&line, i > 1 ? ", " : "");
        bg_buffer_add(&line, block->findings[i]->stream);
    }
    bg_buffer_add_text(&line, shown < more ? ", ... (-v lists them)" : "");
    bg_wrap_add(printer->out, DEEPEST, bg_buffer_slice(&line));
    bg_buffer_finish(&line);
}

static void add_block(struct printer *printer, const struct bg_verdict *verdict, const struct bg_block *block) {
    const struct bg_finding *finding = block->first;
    bool is_gone = bg_finding_is_gone(finding);
    bg_wrap_add(printer->out, DEEP, finding->message);
    if (block->count > 1) {
        add_streams(printer, block);
    }
    if (finding->waived.at != NULL) {
        bg_wrap_add(printer->out, DEEPEST,
                    bg_arena_printf(&printer->arena, "Waived%s: %.*s", finding->waiver_is_new ? " by this change" : "",
                                    BG_ARGS(finding->waived)));
    } else if (finding->proof == BG_PROOF_WITNESS) {
        add_witness(printer, verdict, finding);
    } else if (finding->proof == BG_PROOF_UNKNOWN) {
        bg_wrap_add(
            printer->out, DEEPEST,
            bg_arena_printf(&printer->arena, "It could not be proven either way: %.*s.", BG_ARGS(finding->unknown)));
    }
    if (printer->options->is_verbose && finding->waived.at == NULL) {
        bg_wrap_add(printer->out, DEEPEST, finding->why);
    }
    add_source(printer, DEEPEST, verdict, is_gone ? finding->base : finding->head, is_gone, block->count - 1,
               finding->rule);
}

/* What to do instead, once for a group that ends with the block `last`. */
static void add_fixes(struct printer *printer, const struct bg_blocks *blocks, size_t last) {
    for (size_t i = bg_block_group(blocks, last); i <= last; i++) {
        bg_wrap_add(printer->out, DEEP, bg_block_fix(blocks, i));
    }
}

static void add_heading(struct printer *printer, const struct bg_blocks *blocks, size_t at, size_t end) {
    const struct bg_block *block = &blocks->items[at];
    size_t count = block->count;
    for (size_t i = at + 1; i < end && !bg_block_opens(&blocks->items[i], &blocks->items[i - 1]); i++) {
        count += blocks->items[i].count;
    }
    enum bg_level level = block->first->level;
    bg_buffer_add_text(printer->out, printer->out->len > 0 ? "\n" : "");
    add_spaces(printer, INDENT);
    add_coloured(printer,
                 level == BG_LEVEL_MAJOR   ? RED
                 : level == BG_LEVEL_MINOR ? YELLOW
                                           : PLAIN,
                 bg_slice_of(bg_block_heading(block)));
    if (printer->options->is_verbose && block->first->waived.at == NULL) {
        bg_buffer_printf(printer->out, " (%s)", bg_level_names[level]);
    }
    if (count > 1) {
        bg_buffer_printf(printer->out, ": %zu changes", count);
    }
    bg_buffer_add_char(printer->out, '\n');
}

/* The first `end` of them, by who is hurt. `verdict` is NULL if nobody has judged. */
static void add_blocks(struct printer *printer, const struct bg_verdict *verdict, const struct bg_blocks *blocks,
                       size_t end) {
    for (size_t i = 0; i < end; i++) {
        if (bg_block_opens(&blocks->items[i], i == 0 ? NULL : &blocks->items[i - 1])) {
            add_heading(printer, blocks, i, end);
        }
        add_block(printer, verdict, &blocks->items[i]);
        if (bg_block_closes(blocks, i, end)) {
            add_fixes(printer, blocks, i);
        }
    }
}

/* "Also: 3 minor, 2 patch changes (-v)." */
static void add_others(struct printer *printer, const size_t *hidden) {
    struct bg_buffer list = {0};
    size_t last = 0;
    for (int level = BG_LEVEL_MAJOR; level >= BG_LEVEL_NONE; level--) {
        if (hidden[level] > 0) {
            bg_buffer_printf(&list, "%s%zu %s", list.len == 0 ? "" : ", ", hidden[level],
                             level == BG_LEVEL_NONE ? "harmless" : bg_level_names[level]);
            last = hidden[level];
        }
    }
    if (list.len > 0) {
        bg_buffer_printf(printer->out, "\n  Also: %.*s change%s (-v).\n", BG_ARGS(bg_buffer_slice(&list)),
                         bg_plural(last));
    }
    bg_buffer_finish(&list);
}

/* Whether there were any to show. */
static bool add_findings(struct printer *printer, const struct bg_verdict *verdict) {
    bool is_verbose = printer->options->is_verbose;
    struct bg_blocks blocks = bg_blocks_of(&printer->arena, verdict, verdict->findings, verdict->finding_count);
    size_t end = is_verbose ? blocks.count : blocks.shown > SHOWN_BLOCKS ? SHOWN_BLOCKS : blocks.shown;
    add_blocks(printer, verdict, &blocks, end);
    for (size_t i = end; i < blocks.shown; i++) {
        blocks.hidden[blocks.items[i].first->level] += blocks.items[i].count;
    }
    if (!is_verbose && (end > 0 || verdict->outcome > BG_OUTCOME_PASSED)) {
        add_others(printer, blocks.hidden);
    }
    return end > 0;
}

static void add_verdict_line(struct printer *printer, const struct bg_verdict *verdict) {
    static const enum colour colours[] = {[BG_OUTCOME_SKIPPED] = DIM,
                                          [BG_OUTCOME_PASSED] = GREEN,
                                          [BG_OUTCOME_REJECTED] = RED,
                                          [BG_OUTCOME_UNJUDGED] = RED};
    struct bg_buffer name = {0};
    struct bg_buffer versions = {0};
    struct bg_buffer sentence = {0};
    bg_visible_add(&name, verdict->name, SIZE_MAX);
    bg_verdict_versions(&versions, verdict);
    bg_verdict_sentence(&sentence, verdict);
    add_coloured(printer, colours[verdict->outcome], bg_slice_of(bg_verdict_word(verdict->outcome)));
    bg_buffer_add_text(printer->out, "  ");
    add_coloured(printer, BOLD, bg_buffer_slice(&name));
    bg_buffer_add_text(printer->out, "  ");
    bg_buffer_add(printer->out, bg_buffer_slice(&versions));
    size_t before = DEEPEST + bg_wrap_columns(bg_buffer_slice(&name)) + 2 + bg_wrap_columns(bg_buffer_slice(&versions));
    if (sentence.len == 0) {
        bg_buffer_add_char(printer->out, '\n');
    } else if (before + 2 + bg_wrap_columns(bg_buffer_slice(&sentence)) <= BG_WRAP_COLUMNS) {
        bg_buffer_add_text(printer->out, "  ");
        bg_buffer_add(printer->out, bg_buffer_slice(&sentence));
        bg_buffer_add_char(printer->out, '\n');
    } else {
        bg_buffer_add_char(printer->out, '\n');
        bg_wrap_add(printer->out, DEEPEST, bg_buffer_slice(&sentence));
    }
    if (verdict->state == BG_STATE_MOVED) {
        bg_wrap_add(printer->out, DEEPEST,
                    bg_arena_printf(&printer->arena, "It moved here from %.*s.", BG_ARGS(verdict->base_root)));
    }
    bg_buffer_finish(&name);
    bg_buffer_finish(&versions);
    bg_buffer_finish(&sentence);
}

/* What the verdict's line says in full is not said again. */
static void add_reasons(struct printer *printer, const struct bg_verdict *verdict) {
    bool is_first = true;
    for (size_t i = 0; i < verdict->reason_count; i++) {
        const struct bg_reason *reason = &verdict->reasons[i];
        if (bg_reason_is_told(verdict, i) && !printer->options->is_verbose) {
            continue;
        }
        bg_buffer_add_text(printer->out, is_first ? "\n" : "");
        is_first = false;
        add_said(printer, INDENT, reason->message);
        add_source(printer, DEEP, verdict, reason->at, false, 0, bg_slice_of(bg_id_name(reason->id)));
        bg_wrap_add(printer->out, INDENT, bg_reason_fix(verdict, i));
    }
}

/* What passed with changes that ship must not look judged in full where it was not. */
static void add_coverage(struct printer *printer, const struct bg_verdict *verdict, bool is_fine) {
    const struct bg_coverage *coverage = &verdict->coverage;
    bool is_verbose = printer->options->is_verbose;
    bool has_notes = coverage->note_count > 0 && (!is_fine || verdict->required > BG_LEVEL_NONE || is_verbose);
    bg_buffer_add_text(printer->out, (has_notes && !is_fine) || is_verbose ? "\n" : "");
    for (size_t i = 0; has_notes && i < coverage->note_count; i++) {
        add_said(printer, INDENT, bg_arena_printf(&printer->arena, "Not seen: %.*s", BG_ARGS(coverage->notes[i])));
    }
    if (is_verbose) {
        bg_buffer_printf(printer->out, "  Seen: spec %s, %zu stream%s static, %zu opaque.\n",
                         bg_word_readability(coverage->spec), coverage->streams_static,
                         bg_plural(coverage->streams_static), coverage->streams_opaque);
    }
}

/* The last of what is said about a connector: what to type. */
static void add_ways(struct printer *printer, const struct bg_verdict *verdict) {
    bool is_first = true;
    for (size_t w = 0; w < verdict->way_count; w++) {
        if (bg_way_is_told(verdict, w)) {
            continue;
        }
        bg_buffer_add_text(printer->out, is_first ? "\n" : "");
        is_first = false;
        if (bg_way_is_headed(verdict, w)) {
            bg_wrap_add(printer->out, INDENT,
                        bg_arena_printf(&printer->arena, "%.*s:", BG_ARGS(verdict->ways[w].what)));
        }
        add_spaces(printer, DEEP);
        add(printer, verdict->ways[w].command);
        bg_buffer_add_char(printer->out, '\n');
    }
}

static void add_verdict(struct printer *printer, const struct bg_verdict *verdict) {
    bool is_fine = !bg_verdict_is_open(verdict);
    if (is_fine && printer->options->is_quiet) {
        return;
    }
    add_verdict_line(printer, verdict);
    size_t line = printer->out->len;
    add_reasons(printer, verdict);
    bool has_blocks = add_findings(printer, verdict);
    add_coverage(printer, verdict, is_fine);
    add_ways(printer, verdict);
    bool has_details = printer->out->len > line && (!is_fine || has_blocks || printer->options->is_verbose);
    bg_buffer_add_text(printer->out, has_details ? "\n" : "");
}

/* Details are for those who ask, and counted for everybody else. */
static bool is_wanted(const struct printer *printer, const struct bg_problem *problem) {
    return printer->options->is_verbose || bg_problem_severity(problem) < BG_SEVERITY_DETAIL;
}

/* "note: what is odd", and below it where, and under which id more can be read; below the last of a kind that kept
 * something from being judged, what to do. */
static void add_problem(struct printer *printer, const struct bg_problem *problem, bool is_last) {
    struct bg_slice kind = problem->is_fatal ? BG_LITERAL("problem:") : BG_LITERAL("note:");
    struct bg_buffer lines = {0};
    bg_wrap_add(&lines, INDENT,
                bg_arena_printf(&printer->arena, "%.*s %.*s", BG_ARGS(kind), BG_ARGS(problem->message)));
    add_coloured(printer, problem->is_fatal ? RED : YELLOW, kind);
    bg_buffer_add(printer->out, bg_slice_from(bg_buffer_slice(&lines), INDENT + kind.len));
    add_source(printer, DEEP, NULL, problem->at, false, 0, bg_slice_of(bg_id_name(problem->id)));
    if (is_last && problem->is_fatal) {
        bg_wrap_add(printer->out, INDENT, bg_vocabulary_of(problem->id)->fix);
    }
    bg_buffer_finish(&lines);
}

static void add_problems(struct printer *printer, const struct bg_run *run) {
    size_t details = 0;
    for (size_t i = 0; i < run->problem_count; i++) {
        const struct bg_problem *problem = &run->problems[i];
        if (bg_problem_is_told(run, problem)) {
            continue;
        }
        if (!is_wanted(printer, problem)) {
            details++;
            continue;
        }
        add_problem(printer, problem, i + 1 == run->problem_count || run->problems[i + 1].id != problem->id);
    }
    if (details > 0 && !printer->options->is_quiet) {
        bg_buffer_printf(printer->out, "and %zu more note%s (-v)\n", details, bg_plural(details));
    }
}

static struct bg_slice short_commit(struct bg_slice commit) {
    return commit.len > 7 ? bg_slice_range(commit, 0, 7) : commit.len == 0 ? BG_LITERAL("nothing") : commit;
}

static void add_head(struct printer *printer, const struct bg_run *run) {
    if (run->head_kind == BG_HEAD_COMMIT) {
        add(printer, short_commit(run->head_commit));
    } else {
        bg_buffer_add_text(printer->out, run->head_kind == BG_HEAD_INDEX ? "the index" : "the work tree");
    }
}

/* One connector of two says more than one connector. */
static void add_layout(struct printer *printer, const struct bg_run *run) {
    if (run->layout.len > 0 && !printer->options->is_quiet) {
        bg_statement_layout(printer->out, run);
        bg_buffer_add_char(printer->out, '\n');
    }
}

static void add_summary(struct printer *printer, const struct bg_run *run) {
    if (run->verdict_count == 0) {
        bg_buffer_add_text(printer->out, "no connector changed between ");
        add(printer, short_commit(run->base_commit));
        bg_buffer_add_text(printer->out, " and ");
        add_head(printer, run);
        bg_buffer_add_char(printer->out, '\n');
        return;
    }
    static const struct {
        enum bg_outcome outcome;
        const char *word;
    } order[] = {{BG_OUTCOME_REJECTED, "failed"},
                 {BG_OUTCOME_UNJUDGED, "not judged"},
                 {BG_OUTCOME_PASSED, "passed"},
                 {BG_OUTCOME_SKIPPED, "skipped"}};
    size_t told = 0;
    bg_buffer_printf(printer->out, "%zu connector%s: ", run->verdict_count, bg_plural(run->verdict_count));
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        size_t count = run->outcome_counts[order[i].outcome];
        if (count > 0) {
            bg_buffer_printf(printer->out, "%s%zu %s", told++ == 0 ? "" : ", ", count, order[i].word);
        }
    }
    bg_buffer_add_text(printer->out, "   base ");
    add(printer, short_commit(run->base_commit));
    bg_buffer_add_text(printer->out, "  head ");
    add_head(printer, run);
    bg_buffer_printf(printer->out, "  %llu ms\n", (unsigned long long)run->milliseconds);
}

void bg_text_findings(struct bg_buffer *out, const struct bg_finding *findings, size_t count,
                      const struct bg_report_options *options) {
    struct printer printer = {out, options, BG_ARENA_EMPTY};
    struct bg_blocks blocks = bg_blocks_of(&printer.arena, NULL, findings, count);
    add_blocks(&printer, NULL, &blocks, blocks.count);
    bg_arena_finish(&printer.arena);
}

/* A line between what was said of connectors and what is said of the run. */
static void add_break(struct printer *printer) {
    struct bg_slice said = bg_buffer_slice(printer->out);
    if (said.len > 0 && !bg_slice_ends(said, BG_LITERAL("\n\n"))) {
        bg_buffer_add_char(printer->out, '\n');
    }
}

void bg_report_text(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    struct printer printer = {out, options, BG_ARENA_EMPTY};
    if (run->has_plans) {
        bg_report_plans(out, run, options);
        return;
    }
    for (size_t i = 0; i < run->verdict_count; i++) {
        add_verdict(&printer, &run->verdicts[i]);
    }
    add_problems(&printer, run);
    if (!options->is_quiet || run->outcome > BG_OUTCOME_PASSED) {
        add_break(&printer);
        add_summary(&printer, run);
        add_layout(&printer, run);
    }
    bg_arena_finish(&printer.arena);
}
