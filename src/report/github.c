/*
 * The report for GitHub: annotations on files and lines, worst first, then the text report.
 *
 * GitHub shows ten annotations of a kind for each step and drops the rest without a word, so the tenth counts what is
 * not shown. The runner reads commands from all that a program prints: foreign text must not form one.
 */
#include "report/github.h"

#include "base/visible.h"
#include "report/statement.h"
#include "report/report.h"

enum { SHOWN_ANNOTATIONS = 10, LONGEST_NAME = 120 };

static const struct {
    const char *command;
    const char *plural;
} kinds[BG_SEVERITY_COUNT] = {
    [BG_SEVERITY_ERROR] = {"error", "errors"},
    [BG_SEVERITY_WARNING] = {"warning", "warnings"},
    [BG_SEVERITY_NOTE] = {"notice", "notices"},
    [BG_SEVERITY_DETAIL] = {"debug", "details"}, /* counted by the text report */
};

/* Also in a command: somebody may print the log once more. */
static bool is_old_form(struct bg_slice text, size_t i) {
    return text.at[i] == '[' && i >= 2 && text.at[i - 1] == '#' && text.at[i - 2] == '#';
}

static void escape(struct bg_buffer *out, struct bg_slice text, const char *special) {
    struct bg_buffer plain = {0};
    bg_visible_add(&plain, text, SIZE_MAX);
    struct bg_slice shown = bg_buffer_slice(&plain);
    for (size_t i = 0; i < shown.len; i++) {
        if (is_old_form(shown, i)) {
            bg_buffer_add_text(out, "\\x5b");
        } else if (strchr(special, shown.at[i]) != NULL) {
            bg_buffer_printf(out, "%%%02X", (unsigned)shown.at[i]);
        } else {
            bg_buffer_add_char(out, shown.at[i]);
        }
    }
    bg_buffer_finish(&plain);
}

void bg_github_message(struct bg_buffer *out, struct bg_slice text) {
    escape(out, text, "%");
}

void bg_github_property(struct bg_buffer *out, struct bg_slice text) {
    escape(out, text, "%:,");
}

void bg_github_quiet(struct bg_buffer *out, struct bg_slice text, const char *token) {
    bg_buffer_printf(out, "::stop-commands::%s\n", token);
    for (size_t i = 0; i < text.len; i++) {
        if (is_old_form(text, i)) {
            bg_buffer_add_text(out, "\\x5b");
        } else {
            bg_buffer_add_char(out, text.at[i]);
        }
    }
    bg_buffer_printf(out, "%s::%s::\n", out->at[out->len - 1] == '\n' ? "" : "\n", token);
}

static void add_annotation(struct bg_buffer *out, const struct bg_statement *statement) {
    struct bg_buffer title = {0};
    struct bg_buffer words = {0};
    bg_statement_title(&title, statement);
    bg_buffer_add_text(&title, ": ");
    bg_visible_add(&title, statement->id, LONGEST_NAME);
    bg_statement_words(&words, statement);
    bg_buffer_printf(out, "::%s ", kinds[statement->severity].command);
    if (statement->at.file.len > 0 && !statement->is_in_base) {
        bg_buffer_add_text(out, "file=");
        bg_github_property(out, statement->at.file);
        if (statement->at.line > 0) {
            bg_buffer_printf(out, ",line=%u,col=%u", statement->at.line, statement->at.column);
        }
        bg_buffer_add_char(out, ',');
    }
    bg_buffer_add_text(out, "title=");
    bg_github_property(out, bg_buffer_slice(&title));
    bg_buffer_add_text(out, "::");
    bg_github_message(out, bg_buffer_slice(&words));
    bg_buffer_add_char(out, '\n');
    bg_buffer_finish(&title);
    bg_buffer_finish(&words);
}

/* Whether an earlier statement is about the same connector. */
static bool is_named(const struct bg_statement *items, size_t i) {
    for (size_t k = 0; k < i; k++) {
        if (items[k].verdict == items[i].verdict) {
            return true;
        }
    }
    return false;
}

/* `shown` of the statements: the first of every connector, then the others, so that one with many leaves room. */
static void add_shown(struct bg_buffer *out, const struct bg_statement *items, size_t count, size_t shown) {
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count && shown > 0; i++) {
            if (is_named(items, i) == (pass == 1)) {
                add_annotation(out, &items[i]);
                shown--;
            }
        }
    }
}

static void add_annotations(struct bg_buffer *out, const struct bg_statements *statements) {
    size_t from = 0;
    for (size_t s = 0; s < BG_SEVERITY_DETAIL; s++) {
        size_t count = statements->counts[s];
        size_t shown = count <= SHOWN_ANNOTATIONS ? count : SHOWN_ANNOTATIONS - 1;
        add_shown(out, &statements->items[from], count, shown);
        if (shown < count) {
            bg_buffer_printf(out, "::%s title=bumpgate::%zu more %s are in the log and in the summary of this step\n",
                             kinds[s].command, count - shown, kinds[s].plural);
        }
        from += count;
    }
}

void bg_report_github(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    struct bg_statements statements;
    struct bg_buffer text = {0};
    bg_statements_init(&statements, run);
    add_annotations(out, &statements);
    bg_report_text(&text, run, options);
    bg_github_quiet(out, bg_buffer_slice(&text), options->token);
    bg_buffer_finish(&text);
    bg_statements_finish(&statements);
}
