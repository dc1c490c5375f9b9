/* What many commands share: see common.h. */
#include "cli/common.h"

#include "cli/where.h"
#include "report/github.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct bg_common bg_common;
struct bg_range_choice bg_range_choice;

const struct bg_option bg_common_options[] = {
    {"color", 0, BG_OPTION_TEXT, "WHEN", "colour the text report: auto, always or never", &bg_common.color},
    {"config", 0, BG_OPTION_TEXT, "FILE", "read this instead of .bumpgate.yaml of the head", &bg_common.config},
    {"format", 'f', BG_OPTION_LIST, "NAME[:FILE]", "a report and where to; repeatable (default: text)",
     &bg_common.formats},
    {"help", 'h', BG_OPTION_FLAG, NULL, "show this help", &bg_common.wants_help},
    {"profile", 0, BG_OPTION_TEXT, "NAME", "the levels to judge by: airbyte, strict or lenient", &bg_common.profile},
    {"quiet", 'q', BG_OPTION_FLAG, NULL, "say nothing about what passed", &bg_common.is_quiet},
    {"repo", 'C', BG_OPTION_TEXT, "DIR", "the repository, or a folder in it (default: here)", &bg_common.repo},
    {"rules", 0, BG_OPTION_TEXT, "DIR", "more rules, one YAML file each", &bg_common.rules},
    {"trust-owner", 0, BG_OPTION_FLAG, NULL, "accept a repository that belongs to another user",
     &bg_common.trusts_owner},
    {"verbose", 'v', BG_OPTION_FLAG, NULL, "say how it was judged: layout, base, coverage", &bg_common.is_verbose},
    {0},
};

const struct bg_option bg_range_options[] = {
    {"base", 0, BG_OPTION_TEXT, "REV", "compare from the merge base with REV (default: the default branch)",
     &bg_range_choice.base},
    {"head", 0, BG_OPTION_TEXT, "REV", "judge REV (default: HEAD)", &bg_range_choice.head},
    {"staged", 0, BG_OPTION_FLAG, NULL, "judge the index instead", &bg_range_choice.is_staged},
    {"worktree", 0, BG_OPTION_FLAG, NULL, "judge the work tree instead", &bg_range_choice.is_worktree},
    {0},
};

bool bg_common_to_options(struct bg_options *out, const struct bg_texts *connectors, struct bg_error *err) {
    if ((bg_range_choice.head != NULL) + bg_range_choice.is_staged + bg_range_choice.is_worktree > 1) {
        return bg_fail(err, BG_ERROR_USAGE, "only one of --head, --staged and --worktree can be judged");
    }
    *out = (struct bg_options){
        .repo = bg_common.repo,
        .base = bg_range_choice.base,
        .head = bg_range_choice.head,
        .head_kind = bg_range_choice.is_staged     ? BG_HEAD_INDEX
                     : bg_range_choice.is_worktree ? BG_HEAD_WORKTREE
                                                   : BG_HEAD_COMMIT,
        .trusts_owner = bg_common.trusts_owner || bg_where_trusts(bg_common.repo),
        .config = bg_common.config,
        .profile = bg_common.profile,
        .rules = bg_common.rules,
    };
    if (connectors != NULL) {
        out->connectors = connectors->at;
        out->connector_count = connectors->count;
    }
    return true;
}

bool bg_write_stdout(struct bg_slice text, struct bg_error *err) {
    if (fwrite(text.at, 1, text.len, stdout) != text.len || fflush(stdout) != 0) {
        return bg_fail(err, BG_ERROR_JUDGE, "could not write to standard output: %s", strerror(errno));
    }
    return true;
}

bool bg_wants_color(struct bg_error *err, bool *out) {
    const char *when = bg_common.color == NULL ? "auto" : bg_common.color;
    if (strcmp(when, "always") == 0 || strcmp(when, "never") == 0) {
        *out = when[0] == 'a';
        return true;
    }
    if (strcmp(when, "auto") != 0) {
        return bg_fail(err, BG_ERROR_USAGE, "--color takes auto, always or never, not \"%s\"", when);
    }
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    *out = isatty(STDOUT_FILENO) != 0 && (no_color == NULL || no_color[0] == '\0') && term != NULL &&
           strcmp(term, "dumb") != 0;
    return true;
}

/* As an annotation, in the log of a workflow. */
static void annotate(const struct bg_error *err) {
    struct bg_buffer line = {0};
    bg_buffer_add_text(&line, "::error ");
    if (err->file[0] != '\0') {
        bg_buffer_add_text(&line, "file=");
        bg_github_property(&line, bg_slice_of(err->file));
        bg_buffer_printf(&line, ",line=%u,col=%u,", err->line, err->column);
    }
    bg_buffer_add_text(&line, "title=bumpgate::");
    bg_github_message(&line, bg_slice_of(err->message));
    (void)fprintf(stderr, "%.*s\n", BG_ARGS(bg_buffer_slice(&line)));
    bg_buffer_finish(&line);
}

static enum bg_status status_of(const struct bg_error *err) {
    return err->code == BG_ERROR_USAGE ? BG_STATUS_USAGE : BG_STATUS_UNJUDGED;
}

enum bg_status bg_report_error(const struct bg_error *err) {
    if (bg_where_is_actions()) {
        annotate(err);
        return status_of(err);
    }
    (void)fprintf(stderr, "bumpgate: ");
    if (err->file[0] != '\0') {
        (void)fprintf(stderr, "%s:", err->file);
        if (err->line > 0) {
            (void)fprintf(stderr, "%u:%u:", err->line, err->column);
        }
        (void)fprintf(stderr, " ");
    }
    (void)fprintf(stderr, "%s\n", err->message);
    return status_of(err);
}
