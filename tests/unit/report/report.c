/*
 * Every report format against hostile text in every field: names, versions, messages, paths, reasons. What a text
 * forges would show as a command, a line, a cell or an element more than the same run has with harmless text.
 * That the reports are valid by other people's schemas is shown by tests/report/validate, for which this program writes
 * all of them to the folder BUMPGATE_REPORTS.
 */
#include "report/report.h"

#include "base/visible.h"
#include "text/read.h"
#include "text/write_json.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define TOKEN "0123456789abcdef0123456789abcdef"

enum { LARGE = 1000 * 1000 };

struct row {
    const char *name;
    struct bg_slice text; /* repeated until it is LARGE, if is_large */
    bool is_large;        /* one letter a megabyte, the others less: every field holds it */
};

#define ROW(name, text)                                                                                                \
    { name, {text, sizeof(text) - 1}, false }
#define LARGE_ROW(name, text)                                                                                          \
    { name, {text, sizeof(text) - 1}, true }

/* The first is harmless: the others are compared with it. */
static const struct row rows[] = {
    ROW("harmless", "plain"),
    ROW("ansi", "\x1b[31mred\x1b]0;title\x07\x9b"),
    ROW("backticks", "`code` ``` ~~~ `open"),
    ROW("bidi", "a\xe2\x80\xae"
                "b\xe2\x80\x8b"
                "c\xef\xbb\xbf"),
    ROW("bidi of all kinds", "\xd8\x9c\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad"
                             "\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9"),
    ROW("controls", "\x01\x08\x0b\x1f\x7f\xc2\x80\xc2\x85\xc2\x9b\xc2\x9f"),
    ROW("tags", "\xf3\xa0\x80\x81\xf3\xa0\x81\xbf"),
    ROW("command", "::error::forged"),
    ROW("command after blanks", " \t ::set-output name=outcome::passed"),
    ROW("command after escape", "%0A::error::forged%0D%0A"),
    ROW("command after line ends", "\n::error::forged\r::warning::forged\r\n::notice::forged\n"),
    ROW("command of the old form", "x ##[error]forged ##[add-mask]plain"),
    ROW("command to resume", "\n::bumpgate::\n::" TOKEN "x::\n::error::forged"),
    ROW("comment", "--> <!-- bumpgate -->"),
    ROW("heading", "\n# heading\n\n- list\n1. one\n\n    code\n"),
    ROW("html", "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:x'>&lt;"),
    ROW("json", "\"}, {\"a\": \"\\"),
    ROW("link", "[x](http://git.example) http://git.example www.git.example WWW.git.example a@git.example"),
    ROW("mention", "@somebody @some/team #1 GH-1 other/repository#1"),
    ROW("no characters", "\xef\xbf\xbe\xef\xbf\xbf\xed\xa0\x80"),
    ROW("no utf-8", "\xff\xfe\xc3( \xf0\x9f\x98"),
    ROW("property", "a,line=1:b,title=forged"),
    ROW("table", "| a | b |\n| --- | --- |\n\\| c \\\\| d"),
    ROW("uri", "../../%2e%2e/a b?c#d"),
    ROW("xml", "]]></failure></testcase><error/>&#0;<![CDATA[<?xml?>"),
    ROW("zero", "a\0b"),
    LARGE_ROW("large letters", "A"),
    LARGE_ROW("large bars", "|"),
    LARGE_ROW("large backticks", "`a"),
    LARGE_ROW("large commands", "\n::error::forged"),
    LARGE_ROW("large characters", "\xf0\x9f\x98\x80"),
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static struct bg_slice text_of(struct bg_arena *arena, const struct row *row) {
    if (!row->is_large) {
        return row->text;
    }
    size_t times = LARGE / row->text.len;
    char *text = bg_arena_alloc(arena, times * row->text.len);
    for (size_t i = 0; i < times; i++) {
        memcpy(text + i * row->text.len, row->text.at, row->text.len);
    }
    return (struct bg_slice){text, times * row->text.len};
}

static struct bg_finding finding_of(struct bg_arena *arena, struct bg_slice text, enum bg_proof proof,
                                    const char *fingerprint) {
    struct bg_buffer json = {0};
    if (proof == BG_PROOF_WITNESS) {
        bg_json_write_string(&json, text);
    }
    struct bg_finding finding = {
        .rule = text,
        .level = BG_LEVEL_MAJOR,
        .stream = text,
        .path = text,
        .message = text,
        .why = text,
        .fix = text,
        .base = {text, 3, 4},
        .head = {text, 5, 6},
        .proof = proof,
        .witness = proof == BG_PROOF_WITNESS ? bg_arena_copy(arena, bg_buffer_slice(&json)) : BG_NO_SLICE,
        .unknown = proof == BG_PROOF_UNKNOWN ? text : BG_NO_SLICE,
    };
    bg_buffer_finish(&json);
    (void)snprintf(finding.fingerprint, sizeof finding.fingerprint, "%s", fingerprint);
    return finding;
}

/* One connector of every outcome, each with all that a verdict can hold, and a problem of each kind. */
static struct bg_run run_of(struct bg_arena *arena, struct bg_slice text, bool is_small) {
    enum { OUTCOMES = BG_OUTCOME_UNJUDGED + 1, FINDINGS = 5 };
    struct bg_reason *reasons = bg_arena_array(arena, 1, sizeof reasons[0]);
    struct bg_finding *findings = bg_arena_array(arena, FINDINGS, sizeof findings[0]);
    struct bg_slice *notes = bg_arena_array(arena, 1, sizeof notes[0]);
    struct bg_verdict *verdicts = bg_arena_array(arena, OUTCOMES, sizeof verdicts[0]);
    struct bg_problem *problems = bg_arena_array(arena, 2, sizeof problems[0]);
    reasons[0] = (struct bg_reason){BG_ID_INSUFFICIENT, text, {text, 1, 2}};
    findings[0] = finding_of(arena, text, BG_PROOF_RULE, "aaaaaaaaaaaa");
    findings[1] = finding_of(arena, text, BG_PROOF_WITNESS, "bbbbbbbbbbbb");
    findings[2] = finding_of(arena, text, BG_PROOF_UNKNOWN, "bbbbbbbbbbbb"); /* the same once more */
    findings[2].head = (struct bg_place){0};
    findings[3] = finding_of(arena, text, BG_PROOF_RULE, "cccccccccccc");
    findings[3].waived = text;
    findings[4] = finding_of(arena, text, BG_PROOF_RULE, "dddddddddddd");
    findings[4].level = BG_LEVEL_MINOR;
    notes[0] = text;
    for (size_t i = 0; i < OUTCOMES; i++) {
        verdicts[i] = (struct bg_verdict){
            .name = text,
            .root = text,
            .base_root = text,
            .state = BG_STATE_CHANGED,
            .version_base = text,
            .version_head = text,
            .version_tip = text,
            .version_at = {text, 7, 8},
            .declared = BG_DECLARED_PATCH,
            .required = BG_LEVEL_MAJOR,
            .minimum = text,
            .pre_1_0 = text,
            .outcome = (enum bg_outcome)i,
            .summary = i == BG_OUTCOME_SKIPPED ? text : BG_NO_SLICE,
            .reasons = reasons,
            .reason_count = i > BG_OUTCOME_PASSED,
            .findings = findings,
            .finding_count = FINDINGS,
            .coverage = {BG_READ_STATIC, 1, 1, 1, notes, 1, {1}},
        };
    }
    problems[0] = (struct bg_problem){BG_ID_MANIFEST_UNREADABLE, text, {text, 9, 10}, true};
    problems[1] = (struct bg_problem){BG_ID_WAIVER_EXPIRED, text, {BG_NO_SLICE, 0, 0}, false};
    verdicts[BG_OUTCOME_REJECTED].finding_count = is_small ? 2 : FINDINGS;
    return (struct bg_run){
        .base_rev = text,
        .base_commit = BG_LITERAL("1111111111111111111111111111111111111111"),
        .head_rev = text,
        .profile = text,
        .outcome = BG_OUTCOME_UNJUDGED,
        .verdicts = is_small ? &verdicts[BG_OUTCOME_REJECTED] : verdicts,
        .verdict_count = is_small ? 1 : OUTCOMES,
        .outcome_counts = {!is_small, !is_small, 1, !is_small},
        .problems = problems,
        .problem_count = 2,
    };
}

static struct bg_slice write_report(struct bg_arena *arena, const char *format, const struct row *row, bool is_small,
                                    size_t room) {
    struct bg_run run = run_of(arena, text_of(arena, row), is_small);
    struct bg_report_options options = {.is_verbose = true, .token = TOKEN, .room = room};
    struct bg_buffer out = {0};
    bg_report_find(bg_slice_of(format))->write(&out, &run, &options);
    struct bg_slice report = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return report;
}

static struct bg_slice write_plan(struct bg_arena *arena, struct bg_slice text) {
    struct bg_plan_edit edit = {text, 1, text, text};
    struct bg_plan_untouched untouched = {text, text};
    struct bg_plan plans[] = {
        {.from = text, .to = text, .outcome = BG_OUTCOME_PASSED, .edits = &edit, .edit_count = 1},
        {.from = text, .id = BG_ID_NO_PR, .message = text, .at = {text, 1, 2}, .outcome = BG_OUTCOME_UNJUDGED},
    };
    struct bg_run run = run_of(arena, text, false);
    struct bg_verdict verdicts[2];
    for (size_t v = 0; v < 2; v++) {
        plans[v].untouched = &untouched;
        plans[v].untouched_count = 1;
        verdicts[v] = run.verdicts[v];
        verdicts[v].plan = &plans[v];
    }
    run.verdicts = verdicts;
    run.verdict_count = 2;
    run.has_plans = true;
    struct bg_report_options options = {.is_verbose = true, .token = TOKEN};
    struct bg_buffer out = {0};
    bg_report_text(&out, &run, &options);
    struct bg_slice report = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return report;
}

static struct bg_slice next_line(struct bg_slice *rest) {
    struct bg_slice line = bg_slice_cut(rest, '\n');
    return line;
}

static size_t count_char(struct bg_slice text, char c) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += text.at[i] == c;
    }
    return count;
}

/* No control character but the line end, and none of Unicode's Bidi_Control (UAX 9), which reorder what is read. */
static bool is_obeyed(uint32_t code) {
    return (code < 0x20 && code != '\n') || (code >= 0x7f && code <= 0x9f) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

static void assert_printable(struct bg_slice text) {
    assert_int_equal(bg_slice_utf8_prefix(text), text.len);
    size_t len;
    for (size_t i = 0; i < text.len; i += len) {
        uint32_t code = bg_utf8_decode(bg_slice_from(text, i), &len);
        if (is_obeyed(code)) {
            fail_msg("character U+%04x at %zu", (unsigned)code, i);
        }
    }
}

/* Every format of the table, whoever adds one. Large texts are those of the tests by format. */
static void test_every_format(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t f = 0; !row->is_large && f < bg_report_format_count; f++) {
        assert_printable(write_report(&arena, bg_report_formats[f].name, row, row->is_large, 0));
    }
    bg_arena_finish(&arena);
}

/* What the runner takes for commands: a line that starts with :: after blanks, or holds ##[, unless stopped. A line
 * ends at LF, and at CR in the log. */
static const char *commands_in(struct bg_arena *arena, struct bg_slice log) {
    struct bg_buffer out = {0};
    bool is_stopped = false;
    while (log.at != NULL) {
        struct bg_slice line = bg_slice_trim(next_line(&log));
        if (bg_slice_find(line, BG_LITERAL("##[")) < line.len) {
            bg_buffer_add_text(&out, "##[ ");
        }
        if (!bg_slice_starts(line, BG_LITERAL("::"))) {
            continue;
        }
        if (bg_slice_is(line, "::" TOKEN "::")) {
            is_stopped = false;
            bg_buffer_add_text(&out, "resume ");
        } else if (!is_stopped) {
            struct bg_slice word = bg_slice_from(line, 2);
            struct bg_slice command = bg_slice_range(word, 0, bg_slice_find(word, BG_LITERAL("::")));
            struct bg_slice message = bg_slice_from(word, command.len + 2);
            bg_buffer_add(&out, bg_slice_cut(&command, ' '));
            bg_buffer_printf(&out, "(%zu) ", count_char(command, ',')); /* how many properties */
            is_stopped = is_stopped || bg_slice_is(message, TOKEN);
            assert_true(message.len - 2 * count_char(message, '%') <= 4096);
        }
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return text.at;
}

static void test_github(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice log = write_report(&arena, "github", row, row->is_large, 0);
    assert_printable(log);
    assert_string_equal(commands_in(&arena, log),
                        commands_in(&arena, write_report(&arena, "github", &rows[0], row->is_large, 0)));
    bg_arena_finish(&arena);
}

static void test_plan(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice plan = write_plan(&arena, text_of(&arena, row));
    assert_printable(plan);
    bg_arena_finish(&arena);
}

/* Lines that are not the rest of another one: long texts go on in lines that begin with a blank. */
static size_t count_begun(struct bg_slice report) {
    size_t count = 0;
    while (report.len > 0) {
        struct bg_slice line = next_line(&report);
        count += line.len > 0 && line.at[0] != ' ';
    }
    return count;
}

static void test_text(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice report = write_report(&arena, "text", row, row->is_large, 0);
    assert_printable(report);
    assert_int_equal(count_begun(report), count_begun(write_report(&arena, "text", &rows[0], row->is_large, 0)));
    bg_arena_finish(&arena);
}

/* A line without what we write ourselves: what is left must not be markup. */
static void assert_no_markup(struct bg_arena *arena, struct bg_slice line) {
    static const char *const ours[] = {
        "<code>",     "</code>",     "<br>",        "<!-- bumpgate -->", "<details>",   "</details>", "<summary>",
        "</summary>", "| **FAIL** ", "| **PASS** ", "| **OPEN** ",       "| **SKIP** ", "### ",       "## "};
    struct bg_slice stars = BG_LITERAL("**");
    bool is_heading = bg_slice_starts(line, stars) && bg_slice_ends(line, stars);
    struct bg_slice rest = is_heading ? bg_slice_range(line, stars.len, line.len - stars.len) : line;
    struct bg_buffer left = {0};
    while (rest.len > 0) {
        size_t i = 0;
        while (i < sizeof ours / sizeof ours[0] && !bg_slice_starts(rest, bg_slice_of(ours[i]))) {
            i++;
        }
        if (i < sizeof ours / sizeof ours[0]) {
            rest = bg_slice_from(rest, strlen(ours[i]));
        } else if (bg_slice_starts(rest, BG_LITERAL("&#"))) {
            rest = bg_slice_from(rest, bg_slice_find(rest, BG_LITERAL(";")) + 1);
        } else {
            bg_buffer_add_char(&left, rest.at[0]);
            rest = bg_slice_from(rest, 1);
        }
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&left));
    bg_buffer_finish(&left);
    if (strpbrk(text.at, "<>`*_[]\\@#&~") != NULL || bg_slice_find(text, BG_LITERAL("www.")) < text.len ||
        bg_slice_find(text, BG_LITERAL("://")) < text.len) {
        fail_msg("markup in: %.200s", text.at);
    }
}

static void test_markdown(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice harmless = write_report(&arena, "markdown", &rows[0], row->is_large, LARGE);
    struct bg_slice report = write_report(&arena, "markdown", row, row->is_large, LARGE);
    assert_printable(report);
    while (report.at != NULL && harmless.at != NULL) {
        struct bg_slice line = next_line(&report);
        assert_int_equal(count_char(line, '|'), count_char(next_line(&harmless), '|'));
        assert_no_markup(&arena, line);
    }
    assert_true(report.at == NULL && harmless.at == NULL);
    struct bg_slice comment = write_report(&arena, "markdown", row, row->is_large, 0);
    assert_true(comment.len <= 65000);
    bg_arena_finish(&arena);
}

static void test_junit(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice report = write_report(&arena, "junit", row, row->is_large, 0);
    struct bg_slice harmless = write_report(&arena, "junit", &rows[0], row->is_large, 0);
    assert_printable(report);
    assert_int_equal(count_char(report, '<'), count_char(harmless, '<'));
    assert_int_equal(count_char(report, '"'), count_char(harmless, '"'));
    bg_arena_finish(&arena);
}

/* How many nodes the tree has: what is forged would be one more. */
static uint32_t nodes_in(struct bg_arena *arena, struct bg_slice json) {
    struct bg_error err;
    const struct bg_node *root;
    if (!bg_read_json(arena, bg_source_new(arena, BG_LITERAL("report.json"), json), NULL, &root, &err)) {
        fail_msg("%u:%u %s", err.line, err.column, err.message);
    }
    return root->weight;
}

static void test_json(void **state) {
    const struct row *row = *state;
    static const char *const formats[] = {"gitlab", "json", "sarif"};
    struct bg_arena arena = BG_ARENA_EMPTY;
    if (memchr(row->text.at, '\0', row->text.len) == NULL) { /* which our reader refuses */
        for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
            struct bg_slice report = write_report(&arena, formats[i], row, row->is_large, 0);
            if (report.len < 16 * LARGE) {
                assert_int_equal(nodes_in(&arena, report),
                                 nodes_in(&arena, write_report(&arena, formats[i], &rows[0], row->is_large, 0)));
            }
        }
    }
    bg_arena_finish(&arena);
}

/* More remarks than GitHub shows: nine of a kind and one that counts the rest; worst connectors keep their order. */
static void test_github_cap(void **state) {
    (void)state;
    enum { MANY = 30 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_run run = run_of(&arena, BG_LITERAL("plain"), false);
    struct bg_verdict *verdict = bg_arena_alloc(&arena, sizeof *verdict);
    struct bg_finding *findings = bg_arena_array(&arena, MANY, sizeof findings[0]);
    for (size_t i = 0; i < MANY; i++) {
        findings[i] = finding_of(&arena, BG_LITERAL("plain"), BG_PROOF_RULE, "aaaaaaaaaaaa");
        findings[i].level = i < 12 ? BG_LEVEL_MAJOR : i < 22 ? BG_LEVEL_MINOR : BG_LEVEL_PATCH;
    }
    *verdict = run.verdicts[BG_OUTCOME_REJECTED];
    verdict->findings = findings;
    verdict->finding_count = MANY;
    run.verdicts = verdict;
    run.verdict_count = 1;
    run.problem_count = 0;
    struct bg_report_options options = {.token = TOKEN};
    struct bg_buffer out = {0};
    bg_report_github(&out, &run, &options);
    assert_string_equal(commands_in(&arena, bg_buffer_slice(&out)),
                        "error(3) error(3) error(3) error(3) error(3) error(3) error(3) error(3) error(3) error(0) "
                        "warning(3) warning(3) warning(3) warning(3) warning(3) warning(3) warning(3) warning(3) "
                        "warning(3) warning(3) stop-commands(0) resume ");
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
}

/* A page of many connectors is cut at a whole row, and says so. */
static void test_markdown_cut(void **state) {
    (void)state;
    enum { MANY = 2000 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_run run = run_of(&arena, BG_LITERAL("plain"), false);
    struct bg_verdict *verdicts = bg_arena_array(&arena, MANY, sizeof verdicts[0]);
    for (size_t i = 0; i < MANY; i++) {
        verdicts[i] = run.verdicts[BG_OUTCOME_REJECTED];
    }
    run.verdicts = verdicts;
    run.verdict_count = MANY;
    struct bg_report_options options = {0};
    struct bg_buffer out = {0};
    bg_report_markdown(&out, &run, &options);
    assert_in_range(out.len, 59000, 60000);
    struct bg_slice report = bg_buffer_slice(&out);
    struct bg_slice line = BG_NO_SLICE;
    while (report.len > 0) {
        line = next_line(&report);
        assert_true(count_char(line, '|') == 0 || count_char(line, '|') == 6);
    }
    assert_true(bg_slice_starts(line, BG_LITERAL("Not shown here for want of room: ")));
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
}

static struct bg_slice read_line(const struct bg_run *run, bool is_base, struct bg_slice file, struct bg_arena *arena) {
    (void)run;
    (void)file;
    return bg_arena_printf(arena, "1\n2\n3 %s\n4\n5\n", is_base ? "before" : "after");
}

static size_t count_text(struct bg_slice text, struct bg_slice searched) {
    size_t count = 0;
    for (size_t at = bg_slice_find(text, searched); at < text.len; at = bg_slice_find(text, searched)) {
        text = bg_slice_from(text, at + searched.len);
        count++;
    }
    return count;
}

/* Of sections that do not all fit the first are shown, each with its heading, and the others counted. */
static void test_markdown_sections(void **state) {
    (void)state;
    enum { SECTIONS = 40 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_run run = run_of(&arena, BG_LITERAL("plain"), true);
    struct bg_verdict *verdicts = bg_arena_array(&arena, SECTIONS, sizeof verdicts[0]);
    for (size_t i = 0; i < SECTIONS; i++) {
        verdicts[i] = run.verdicts[0];
    }
    run.verdicts = verdicts;
    run.verdict_count = SECTIONS;
    size_t before = 0;
    for (size_t room = 4400; room <= 6000; room += 200) {
        struct bg_report_options options = {.room = room};
        struct bg_buffer out = {0};
        bg_report_markdown(&out, &run, &options);
        struct bg_slice report = bg_buffer_slice(&out);
        size_t shown = count_text(report, BG_LITERAL("\n### "));
        size_t hidden = SECTIONS - shown;
        struct bg_slice said = bg_arena_printf(&arena, "the sections of %zu, ", hidden);
        assert_true(out.len <= room);
        assert_in_range(shown, before + 1, SECTIONS - 2);
        assert_int_equal(count_text(report, said), 1);
        before = shown;
        bg_buffer_finish(&out);
    }
    bg_arena_finish(&arena);
}

/* Where there is no room for all rows, the connectors without one are named. */
static void test_markdown_names(void **state) {
    (void)state;
    enum { MANY = 100 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_run run = run_of(&arena, BG_LITERAL("plain"), false);
    struct bg_verdict *verdicts = bg_arena_array(&arena, MANY, sizeof verdicts[0]);
    for (size_t i = 0; i < MANY; i++) {
        verdicts[i] = run.verdicts[BG_OUTCOME_REJECTED];
        verdicts[i].name = bg_arena_printf(&arena, "n%03zux", i);
    }
    run.verdicts = verdicts;
    run.verdict_count = MANY;
    for (size_t outcome = 0; outcome < BG_OUTCOME_COUNT; outcome++) {
        run.outcome_counts[outcome] = outcome == BG_OUTCOME_REJECTED ? MANY : 0;
    }
    size_t rows_before = 0;
    for (size_t room = 5000; room <= 7000; room += 50) {
        struct bg_report_options options = {.room = room};
        struct bg_buffer out = {0};
        bg_report_markdown(&out, &run, &options);
        struct bg_slice report = bg_buffer_slice(&out);
        assert_true(out.len <= room);
        for (size_t i = 0; i < MANY; i++) {
            assert_in_range(count_text(report, verdicts[i].name), 1, 2);
        }
        size_t rows_now = count_text(report, BG_LITERAL("\n| **FAIL** | "));
        assert_in_range(rows_now, rows_before, MANY - 1);
        assert_int_equal(count_text(report, bg_arena_printf(&arena, "\n%zu more fail or ", MANY - rows_now)), 1);
        rows_before = rows_now;
        bg_buffer_finish(&out);
    }
    assert_in_range(rows_before, 1, MANY - 1);
    bg_arena_finish(&arena);
}

/* Where a page has become heavy, a finding has its place in the stead of its lines, and the page says so. */
static void test_html_without_lines(void **state) {
    (void)state;
    enum { HEAVY = 3 * 1000 * 1000 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_run run = run_of(&arena, BG_LITERAL("plain"), true);
    struct bg_report_options options = {0};
    run.read = read_line;
    for (unsigned is_heavy = 0; is_heavy < 2; is_heavy++) {
        struct bg_buffer out = {0};
        for (size_t i = 0; is_heavy && i <= HEAVY; i++) {
            bg_buffer_add_char(&out, ' ');
        }
        bg_report_html(&out, &run, &options);
        struct bg_slice page = bg_buffer_slice(&out);
        assert_int_equal(count_text(page, BG_LITERAL("<div class=\"sides\">")), is_heavy ? 0 : 1);
        assert_int_equal(count_text(page, BG_LITERAL("<p class=\"where\"><code>plain:5:6</code> rule ")),
                         is_heavy ? 1 : 0);
        assert_int_equal(count_text(page, BG_LITERAL("The lines of 1 more finding are not shown here")), is_heavy);
        bg_buffer_finish(&out);
    }
    bg_arena_finish(&arena);
}

/* By what connectors were found, and how many there are, stands in every format: also where nothing changed, and where
 * all is well. */
static void test_layout_in_each(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t f = 0; f < bg_report_format_count; f++) {
        for (size_t connectors = 0; connectors < 2; connectors++) {
            struct bg_run run = run_of(&arena, BG_LITERAL("plain"), true);
            struct bg_report_options options = {.token = TOKEN};
            struct bg_buffer out = {0};
            run.layout = BG_LITERAL("lighthouses");
            run.connector_count = 4711;
            run.verdict_count = connectors;
            run.problem_count = connectors;
            run.outcome = connectors == 0 ? BG_OUTCOME_PASSED : run.outcome;
            bg_report_formats[f].write(&out, &run, &options);
            struct bg_slice report = bg_buffer_slice(&out);
            if (bg_slice_find(report, run.layout) == report.len ||
                bg_slice_find(report, BG_LITERAL("4711")) == report.len) {
                fail_msg("%s with %zu connectors: %.2000s", bg_report_formats[f].name, connectors, out.at);
            }
            bg_buffer_finish(&out);
        }
    }
    bg_arena_finish(&arena);
}

/* FOLDER/NUMBER.FORMAT for every row and format. */
static void write_all(const char *folder) {
    for (size_t i = 0; i < ROW_COUNT; i++) {
        for (size_t f = 0; f < bg_report_format_count; f++) {
            struct bg_arena arena = BG_ARENA_EMPTY;
            struct bg_slice path = bg_arena_printf(&arena, "%s/%zu.%s", folder, i, bg_report_formats[f].name);
            struct bg_slice report = write_report(&arena, bg_report_formats[f].name, &rows[i], rows[i].is_large, 0);
            FILE *stream = fopen(path.at, "wb");
            assert_non_null(stream);
            assert_int_equal(fwrite(report.at, 1, report.len, stream), report.len);
            assert_int_equal(fclose(stream), 0);
            bg_arena_finish(&arena);
        }
    }
}

UNIT(report_report) {
    static const struct {
        const char *name;
        CMUnitTestFunction run;
    } kinds[] = {
        {"every format", test_every_format}, {"github", test_github}, {"json", test_json}, {"junit", test_junit},
        {"markdown", test_markdown},         {"plan", test_plan},     {"text", test_text},
    };
    enum { KINDS = sizeof kinds / sizeof kinds[0] };
    const char *folder = getenv("BUMPGATE_REPORTS");
    if (folder != NULL) {
        write_all(folder);
        return 0;
    }
    struct CMUnitTest tests[KINDS * ROW_COUNT + 6];
    static char names[KINDS * ROW_COUNT][80];
    size_t count = 0;
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < ROW_COUNT; i++, count++) {
            const void *row = &rows[i];
            (void)snprintf(names[count], sizeof names[count], "%s: %s", kinds[k].name, rows[i].name);
            tests[count] = (struct CMUnitTest){.name = names[count], .test_func = kinds[k].run};
            memcpy(&tests[count].initial_state, &row, sizeof row);
        }
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_github_cap);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_layout_in_each);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_markdown_cut);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_markdown_sections);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_markdown_names);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_html_without_lines);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
