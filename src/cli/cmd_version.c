/*
 * bumpgate version: the arithmetic of versions for those who know the level already, and one version written in one
 * file. The same code as in check and bump, without a repository.
 */
#include "release/apply.h"
#include "release/changelog.h"
#include "cli/common.h"
#include "cli/output.h"
#include "base/date.h"
#include "base/file.h"
#include "base/level.h"
#include "base/nearest.h"
#include "text/write_json.h"
#include "release/next.h"
#include "release/version.h"
#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>

static struct {
    const char *required;
    const char *tip;
    const char *last_stable;
    const char *pre_1_0;
    const char *head;
    const char *kind;
    const char *select;
    const char *pr;
    const char *date;
    const char *subject;
    const char *repository;
    const char *renumber_from;
    const char *style;
    const char *category;
    struct bg_texts at;
    bool is_opted_out;
    bool wants_candidate;
    bool allows_major;
    bool allows_placeholder;
    bool writes;
} chosen;

static const struct bg_option check_options[] = {
    {"head-opted-out", 0, BG_OPTION_FLAG, NULL, "the connector opted out of version increments", &chosen.is_opted_out},
    {"last-stable", 0, BG_OPTION_TEXT, "VERSION", "the last version without prerelease", &chosen.last_stable},
    {"pre-1-0", 0, BG_OPTION_TEXT, "POLICY", "minor-breaks, strict, cargo or free", &chosen.pre_1_0},
    {"required", 0, BG_OPTION_TEXT, "LEVEL", "what the changes need: none, patch, minor or major", &chosen.required},
    {"tip", 0, BG_OPTION_TEXT, "VERSION", "the version on the tip of the base branch", &chosen.tip},
    {0},
};

static const struct bg_option next_options[] = {
    {"allow-major", 0, BG_OPTION_FLAG, NULL, "a person has decided on a breaking release", &chosen.allows_major},
    {"candidate", 0, BG_OPTION_FLAG, NULL, "the next version is a release candidate", &chosen.wants_candidate},
    {"head", 0, BG_OPTION_TEXT, "VERSION", "what is declared so far", &chosen.head},
    {0},
};

static const struct bg_option set_options[] = {
    {"at", 0, BG_OPTION_LIST, "PATH", "the place: keys with dots, or a JSON Pointer; repeatable", &chosen.at},
    {"kind", 0, BG_OPTION_TEXT, "KIND",
     "docker-label, gradle, json, md-sections, md-table, plain, properties, py-attr, setup-py, toml, yaml",
     &chosen.kind},
    {"select", 0, BG_OPTION_TEXT, "KEY=VALUE", "the item of a list that * in the path stands for", &chosen.select},
    {"write", 0, BG_OPTION_FLAG, NULL, "write the file instead of printing it", &chosen.writes},
    {0},
};

static const struct bg_option entry_options[] = {
    {"allow-placeholder", 0, BG_OPTION_FLAG, NULL, "write a row although the pull request is not known",
     &chosen.allows_placeholder},
    {"category", 0, BG_OPTION_TEXT, "WORD", "category of a section's entry (default: Changed)", &chosen.category},
    {"date", 0, BG_OPTION_TEXT, "YYYY-MM-DD", "date of the entry (default: today, UTC)", &chosen.date},
    {"pr", 0, BG_OPTION_TEXT, "NUMBER", "number of the pull request", &chosen.pr},
    {"renumber-from", 0, BG_OPTION_TEXT, "VERSION", "change the number of the row that is there",
     &chosen.renumber_from},
    {"repository", 0, BG_OPTION_TEXT, "OWNER/NAME", "where pull requests are (default: airbytehq/airbyte)",
     &chosen.repository},
    {"style", 0, BG_OPTION_TEXT, "NAME", "singer, dated or kac (default: as the file shows)", &chosen.style},
    {"subject", 0, BG_OPTION_TEXT, "TEXT", "what changed, one line", &chosen.subject},
    {0},
};

static const struct bg_option_group groups[] = {
    {"Check", check_options},
    {"Next", next_options},
    {"Set", set_options},
    {"Entry of a changelog", entry_options},
    {"Common options", bg_common_options},
    {0},
};

/* The text of an argument for a version; none for the words that say so. */
static struct bg_slice version_argument(const char *text) {
    bool is_none = text == NULL || text[0] == '\0' || strcmp(text, "-") == 0;
    return is_none ? BG_NO_SLICE : bg_slice_of(text);
}

static bool read_level(const char *text, enum bg_level *out, struct bg_error *err) {
    if (text == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "--required LEVEL is missing");
    }
    return bg_level_find(bg_slice_of(text), out) ||
           bg_fail(err, BG_ERROR_USAGE, "a level is none, patch, minor or major, not \"%s\"", text);
}

static bool read_policy(struct bg_version_policy *out, struct bg_error *err) {
    struct bg_slice name = bg_common.profile == NULL ? BG_LITERAL("default") : bg_slice_of(bg_common.profile);
    const struct bg_profile *profile = bg_profile_find(name);
    if (profile == NULL) {
        struct bg_nearest nearest = bg_nearest_start(name);
        size_t count;
        const struct bg_profile *profiles = bg_profile_list(&count);
        for (size_t p = 0; p < count; p++) {
            bg_nearest_offer(&nearest, profiles[p].name);
        }
        return bg_fail(err, BG_ERROR_USAGE, "there is no profile \"%.*s\"%s", BG_ARGS(name), bg_nearest_hint(&nearest));
    }
    *out = profile->version;
    return chosen.pre_1_0 == NULL || bg_pre_1_0_read(bg_slice_of(chosen.pre_1_0), &out->pre_1_0) ||
           bg_fail(err, BG_ERROR_USAGE, "--pre-1-0 takes minor-breaks, strict, cargo or free, not \"%s\"",
                   chosen.pre_1_0);
}

static bool wants_json(bool *out, struct bg_error *err) {
    *out = false;
    for (size_t f = 0; f < bg_common.formats.count; f++) {
        *out = strcmp(bg_common.formats.at[f], "json") == 0;
        if (!*out && strcmp(bg_common.formats.at[f], "text") != 0) {
            return bg_fail(err, BG_ERROR_USAGE, "the formats here are text and json, not \"%s\"",
                           bg_common.formats.at[f]);
        }
    }
    return true;
}

static bool print(struct bg_buffer *text, struct bg_error *err) {
    bool is_written = bg_write_stdout(bg_buffer_slice(text), err);
    bg_buffer_finish(text);
    return is_written;
}

static void add_check_json(struct bg_buffer *out, const struct bg_version_answer *answer) {
    struct bg_json_writer writer = {.out = out};
    bg_json_open(&writer, NULL, '{');
    bg_json_number(&writer, "format", 1);
    bg_json_text(&writer, "result", bg_slice_of(answer->outcome == BG_OUTCOME_PASSED ? "pass" : "fail"));
    bg_json_text(&writer, "code", bg_slice_of(bg_version_code_id(answer->code)));
    bg_json_text(&writer, "message", answer->message);
    bg_json_text(&writer, "declared", bg_slice_of(bg_word_declared(answer->declared)));
    bg_json_text(&writer, "minimum", answer->minimum);
    bg_json_close(&writer, '}');
}

static bool check(struct bg_arena *arena, const struct bg_texts *arguments, enum bg_status *status,
                  struct bg_error *err) {
    struct bg_version_policy policy;
    struct bg_version_query query = {.policy = &policy};
    bool is_json;
    if (arguments->count != 3) {
        return bg_fail(err, BG_ERROR_USAGE, "version check takes two versions (\"-\" for none)");
    }
    if (!read_policy(&policy, err) || !read_level(chosen.required, &query.required, err) ||
        !wants_json(&is_json, err)) {
        return false;
    }
    query.base = version_argument(arguments->at[1]);
    query.head = version_argument(arguments->at[2]);
    query.tip = version_argument(chosen.tip);
    query.last_stable = version_argument(chosen.last_stable);
    query.is_opted_out = chosen.is_opted_out;
    struct bg_version_answer answer = bg_version_check(arena, &query);
    struct bg_buffer out = {0};
    if (is_json) {
        add_check_json(&out, &answer);
    } else {
        bg_buffer_printf(&out, "%s %s: %.*s\n", answer.outcome == BG_OUTCOME_PASSED ? "pass" : "fail",
                         bg_version_code_id(answer.code), BG_ARGS(answer.message));
    }
    *status = bg_output_status(answer.outcome);
    return print(&out, err);
}

static void add_next_json(struct bg_buffer *out, const struct bg_next_answer *answer) {
    struct bg_json_writer writer = {.out = out};
    bg_json_open(&writer, NULL, '{');
    bg_json_number(&writer, "format", 1);
    bg_json_text(&writer, "code", bg_slice_of(bg_next_code_id(answer->code)));
    bg_json_text(&writer, "version", answer->version);
    bg_json_text(&writer, "message", answer->message);
    bg_json_close(&writer, '}');
}

static bool next(struct bg_arena *arena, const struct bg_texts *arguments, enum bg_status *status,
                 struct bg_error *err) {
    struct bg_version_policy policy;
    struct bg_next_query query = {.policy = &policy};
    bool is_json;
    if (arguments->count != 3) {
        return bg_fail(err, BG_ERROR_USAGE, "version next takes a version and a level");
    }
    if (!read_policy(&policy, err) || !read_level(arguments->at[2], &query.required, err) ||
        !wants_json(&is_json, err)) {
        return false;
    }
    query.base = bg_slice_of(arguments->at[1]);
    query.head = version_argument(chosen.head);
    query.last_stable = version_argument(chosen.last_stable);
    query.wants_candidate = chosen.wants_candidate;
    query.allows_major = chosen.allows_major;
    struct bg_next_answer answer = bg_version_next(arena, &query);
    struct bg_buffer out = {0};
    if (is_json) {
        add_next_json(&out, &answer);
    } else if (answer.version.at != NULL) {
        bg_buffer_printf(&out, "%.*s\n", BG_ARGS(answer.version));
    } else {
        (void)fprintf(stderr, "bumpgate: %s: %.*s\n", bg_next_code_id(answer.code), BG_ARGS(answer.message));
    }
    *status = bg_output_status(answer.outcome);
    return print(&out, err);
}

/* A name that tools know files of two versions by: the root of the tree is recorded a second time. */
static bool is_lock_file(struct bg_slice file) {
    return bg_slice_ends(file, BG_LITERAL("package-lock.json"));
}

static struct bg_site_query *site_queries(struct bg_arena *arena, struct bg_slice file, size_t *count) {
    static const char *lock_paths[] = {"/version", "/packages//version"};
    struct bg_texts paths = chosen.at;
    if (paths.count == 0 && is_lock_file(file)) {
        paths = (struct bg_texts){lock_paths, 2};
    }
    *count = paths.count == 0 ? 1 : paths.count;
    struct bg_site_query *queries = bg_arena_array(arena, *count, sizeof queries[0]);
    for (size_t q = 0; q < *count; q++) {
        if (paths.count > 0) {
            bg_site_path(arena, bg_slice_of(paths.at[q]), &queries[q]);
        }
        struct bg_slice value = bg_slice_of(chosen.select);
        if (value.at != NULL) {
            queries[q].select_key = bg_slice_cut(&value, '=');
            queries[q].select_value = value;
        }
    }
    return queries;
}

static bool read_entry(struct bg_arena *arena, struct bg_slice version, struct bg_changelog_entry *out,
                       struct bg_error *err) {
    char today[BG_DATE_SIZE];
    long days;
    *out = (struct bg_changelog_entry){
        .version = version,
        .date = bg_arena_copy(arena, bg_slice_of(chosen.date != NULL ? chosen.date : bg_date_today(today))),
        .pr = bg_slice_of(chosen.pr),
        .subject = bg_slice_of(chosen.subject),
        .repository = chosen.repository == NULL ? BG_LITERAL("airbytehq/airbyte") : bg_slice_of(chosen.repository),
        .renumber_from = bg_slice_of(chosen.renumber_from),
        .category = bg_slice_of(chosen.category),
        .allows_placeholder = chosen.allows_placeholder,
    };
    for (const char *digit = chosen.pr; digit != NULL && *digit != '\0'; digit++) {
        if (*digit < '0' || *digit > '9') {
            return bg_fail(err, BG_ERROR_USAGE, "--pr takes a number, not \"%s\"", chosen.pr);
        }
    }
    if (!bg_date_read(out->date, &days)) {
        return bg_fail(err, BG_ERROR_USAGE, "--date takes YYYY-MM-DD, not \"%.*s\"", BG_ARGS(out->date));
    }
    if (chosen.subject == NULL && chosen.renumber_from == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "an entry of a changelog needs --subject");
    }
    return true;
}

/* Edits a changelog or a version. False with *err for a wrong call, or with a refusal that has an id. */
static bool edit_file(struct bg_arena *arena, struct bg_source *source, struct bg_slice version, struct bg_edit *out,
                      struct bg_refusal *refusal, struct bg_error *err) {
    struct bg_slice kind = bg_slice_of(chosen.kind);
    struct bg_changelog_entry entry;
    bool is_sections = bg_slice_is(kind, "md-sections");
    if (is_sections || bg_slice_is(kind, "md-table")) {
        enum bg_changelog_style style = bg_changelog_style_of(arena, source->text);
        if (!read_entry(arena, version, &entry, err)) {
            return false;
        }
        if (chosen.style != NULL && !bg_changelog_style_read(bg_slice_of(chosen.style), &style)) {
            return bg_fail(err, BG_ERROR_USAGE, "--style takes singer, dated or kac, not \"%s\"", chosen.style);
        }
        return is_sections ? bg_changelog_add_section(arena, source, style, &entry, out, refusal)
                           : bg_changelog_add_row(arena, source, &entry, out, refusal);
    }
    const struct bg_site_kind *site_kind = bg_site_kind_find(kind);
    if (site_kind == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "there is no kind \"%.*s\"", BG_ARGS(kind));
    }
    size_t count;
    const struct bg_site_query *queries = site_queries(arena, source->path, &count);
    return bg_edit_version(arena, site_kind, source, queries, count, version, out, refusal);
}

static bool set(struct bg_arena *arena, const struct bg_texts *arguments, enum bg_status *status,
                struct bg_error *err) {
    struct bg_slice text;
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (arguments->count != 3 || chosen.kind == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "version set takes a file, a version and --kind");
    }
    struct bg_slice file = bg_slice_of(arguments->at[1]);
    if (!bg_file_read(arena, file.at, &text, err)) {
        return false;
    }
    struct bg_source *source = bg_source_new(arena, file, text);
    if (!edit_file(arena, source, bg_slice_of(arguments->at[2]), &edit, &refusal, err)) {
        return refusal.id != NULL &&
               bg_fail_at(err, BG_ERROR_JUDGE, refusal.at, "%s: %.*s", refusal.id, BG_ARGS(refusal.message));
    }
    *status = BG_STATUS_PASSED;
    if (!chosen.writes) {
        return bg_write_stdout(edit.result, err);
    }
    bool is_absolute = file.at[0] == '/';
    struct bg_file_change change = {is_absolute ? bg_slice_from(file, 1) : file, text, edit.result};
    return edit.count == 0 || bg_apply(arena, is_absolute ? BG_LITERAL("/") : BG_LITERAL("."), &change, 1, err);
}

static const struct {
    const char *name;
    bool (*run)(struct bg_arena *arena, const struct bg_texts *arguments, enum bg_status *status, struct bg_error *err);
} verbs[] = {{"check", check}, {"next", next}, {"set", set}};

static bool run_verb(struct bg_arena *arena, const struct bg_texts *arguments, enum bg_status *status,
                     struct bg_error *err) {
    for (size_t v = 0; arguments->count > 0 && v < sizeof verbs / sizeof verbs[0]; v++) {
        if (strcmp(arguments->at[0], verbs[v].name) == 0) {
            return verbs[v].run(arena, arguments, status, err);
        }
    }
    return bg_fail(err, BG_ERROR_USAGE, "version takes check, next or set");
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {0};
    enum bg_status status = BG_STATUS_UNJUDGED;
    if (!run_verb(&arena, arguments, &status, &err)) {
        status = bg_command_refuse(&bg_command_version, &err);
    }
    bg_arena_finish(&arena);
    free(chosen.at.at);
    chosen.at = (struct bg_texts){0};
    return status;
}

const struct bg_command bg_command_version = {
    .name = "version",
    .arguments = "check BASE HEAD | next BASE LEVEL | set FILE NEW",
    .summary = "Checks, computes or writes a version, without a repository.",
    .examples = "  bumpgate version check 1.4.2 1.4.3 --required minor\n"
                "  bumpgate version next 1.4.2 minor --profile airbyte\n"
                "  bumpgate version set metadata.yaml 1.5.0 --kind yaml --write\n",
    .groups = groups,
    .run = run,
};
