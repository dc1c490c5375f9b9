/* What many commands share: see common.h. */
#include "cli/common.h"

#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bg_common bg_common;
struct bg_range_choice bg_range_choice;

static const char *color_word(size_t i) {
    static const char *const words[] = {"auto", "always", "never", NULL};
    return words[i];
}

static const char *report_word(size_t i) {
    return bg_name(BG_NAMES_REPORTS, i);
}

const char *bg_word_level(size_t i) {
    return bg_name(BG_NAMES_LEVELS, i);
}

const char *bg_word_profile(size_t i) {
    return bg_name(BG_NAMES_PROFILES, i);
}

const char *bg_word_text_or_json(size_t i) {
    static const char *const words[] = {"text", "json", NULL};
    return words[i];
}

const struct bg_option bg_common_options[] = {
    {"color", 0, BG_OPTION_TEXT, "WHEN", "colour the text report: %s", &bg_common.color, color_word, NULL},
    {"config", 0, BG_OPTION_TEXT, "FILE", "use this configuration instead of .bumpgate.yaml in the base",
     &bg_common.config, NULL, NULL},
    {"format", 'f', BG_OPTION_LIST, "NAME[:FILE]",
     "write a report, to FILE if one is named; may be given again (default: text)", &bg_common.formats, report_word,
     NULL},
    {"help", 'h', BG_OPTION_FLAG, NULL, "show this help", &bg_common.wants_help, NULL, NULL},
    {"profile", 0, BG_OPTION_TEXT, "NAME", "which levels the rules demand: %s", &bg_common.profile, bg_word_profile,
     NULL},
    {"quiet", 'q', BG_OPTION_FLAG, NULL, "say nothing about what passed", &bg_common.is_quiet, NULL, NULL},
    {"repo", 'C', BG_OPTION_TEXT, "DIR", "the repository, or a folder in it (default: here)", &bg_common.repo, NULL,
     NULL},
    {"rules", 0, BG_OPTION_TEXT, "DIR", "add the rules in this folder, one YAML file each", &bg_common.rules, NULL,
     NULL},
    {"trust-owner", 0, BG_OPTION_FLAG, NULL, "trust a repository that belongs to another user", &bg_common.trusts_owner,
     NULL, NULL},
    {"verbose", 'v', BG_OPTION_FLAG, NULL, "show every finding, and how it was judged", &bg_common.is_verbose, NULL,
     NULL},
    {0},
};

const struct bg_option bg_range_options[] = {
    {"base", 0, BG_OPTION_TEXT, "REV",
     "compare with REV, which the change is to be merged into (default: the default branch)", &bg_range_choice.base,
     NULL, NULL},
    {"head", 0, BG_OPTION_TEXT, "REV", "judge REV (default: HEAD, what is checked out)", &bg_range_choice.head, NULL,
     NULL},
    {"staged", 0, BG_OPTION_FLAG, NULL, "judge what is staged instead", &bg_range_choice.is_staged, NULL, NULL},
    {"worktree", 0, BG_OPTION_FLAG, NULL, "judge the files as they are, committed or not", &bg_range_choice.is_worktree,
     NULL, NULL},
    {0},
};

const char *bg_common_format(void) {
    return bg_common.format == NULL ? "text" : bg_common.format;
}

bool bg_format_is(const char *format, const char *(*word)(size_t i), const char *refusal, struct bg_error *err) {
    for (size_t i = 0; word(i) != NULL; i++) {
        if (strcmp(word(i), format) == 0) {
            return true;
        }
    }
    return bg_fail(err, BG_ERROR_USAGE, "%s", refusal);
}

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

static enum bg_status status_of(const struct bg_error *err) {
    return err->code == BG_ERROR_USAGE ? BG_STATUS_USAGE : BG_STATUS_UNJUDGED;
}

/* What cannot be said on stderr cannot be said anywhere: the status says it. */
enum bg_status bg_report_error(const struct bg_error *err) {
    struct bg_writer to = bg_writer_to(stderr);
    if (bg_where_is_workflow()) {
        (void)bg_where_annotate(err, &to);
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

const char *bg_shown(const char *text, struct bg_error *room) {
    (void)bg_fail(room, BG_ERROR_USAGE, "%s", text);
    return room->message;
}
