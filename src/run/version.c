/*
 * The arithmetic of versions for those who know the level already, and one version written in one file. The same code
 * as in check and bump, without a repository.
 */
#include "run/version.h"

#include "base/date.h"
#include "base/file.h"
#include "base/level.h"
#include "base/nearest.h"
#include "base/visible.h"
#include "layout/layout.h"
#include "release/apply.h"
#include "release/cell_text.h"
#include "release/changelog.h"
#include "release/next.h"
#include "release/pull_link.h"
#include "release/scheme.h"
#include "release/version.h"
#include "report/words.h"
#include "run/public.h"
#include "text/write_json.h"

#include <stdlib.h>

struct bg_version_result {
    struct bg_arena arena;
    enum bg_outcome outcome;
    const char *code;
    struct bg_slice message;
    struct bg_slice version;
    const char *declared; /* NULL: it is the answer about the next version */
};

/* The text of a version; none for the words that say so. */
static struct bg_slice version_of(const char *text) {
    bool is_none = text == NULL || text[0] == '\0' || strcmp(text, "-") == 0;
    return is_none ? BG_NO_SLICE : bg_slice_of(text);
}

static bool read_policy(const char *profile_name, const char *pre_1_0, struct bg_version_policy *out,
                        struct bg_error *err) {
    struct bg_slice name = profile_name == NULL ? BG_LITERAL("default") : bg_slice_of(profile_name);
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
    return pre_1_0 == NULL || bg_pre_1_0_read(bg_slice_of(pre_1_0), &out->pre_1_0) ||
           bg_fail(err, BG_ERROR_USAGE, "--pre-1-0 takes minor-breaks, strict, cargo or free, not \"%s\"", pre_1_0);
}

/* What an option says of another version than those that are judged, which may be wrong: a text that is none would be
 * passed over. */
static bool is_version(const struct bg_version_policy *policy, const char *option, const char *text,
                       struct bg_error *err) {
    struct bg_version read = bg_scheme_read(policy, version_of(text));
    return !read.is_there || read.is_valid ||
           bg_fail(err, BG_ERROR_USAGE, "--%s takes a version of the profile, or \"-\" for none, not \"%s\": %s",
                   option, text, read.fault);
}

static bool is_stable(const struct bg_version_policy *policy, const char *text, struct bg_error *err) {
    struct bg_version read = bg_scheme_read(policy, version_of(text));
    return is_version(policy, "last-stable", text, err) &&
           (!read.is_there || !bg_semver_is_prerelease(&read.parsed) ||
            bg_fail(err, BG_ERROR_USAGE, "--last-stable takes a version without prerelease, not \"%s\"", text));
}

static struct bg_version_result *result_new(void) {
    struct bg_version_result *result = bg_realloc(NULL, sizeof *result);
    *result = (struct bg_version_result){.arena = BG_ARENA_EMPTY};
    return result;
}

void bg_version_result_free(struct bg_version_result *result) {
    if (result != NULL) {
        bg_arena_finish(&result->arena);
        free(result);
    }
}

/* An answer may be a text of the query, which is the caller's. */
static void keep(struct bg_version_result *result, enum bg_outcome outcome, enum bg_id code, struct bg_slice message,
                 struct bg_slice version) {
    result->outcome = outcome;
    result->code = bg_id_name(code);
    result->message = bg_arena_copy(&result->arena, message);
    result->version = bg_arena_copy(&result->arena, version);
}

bool bg_check_version(struct bg_version_result **out, const struct bg_check_version_options *options,
                      struct bg_error *err) {
    struct bg_version_policy policy;
    if (!bg_options_are_known(options->version, err) ||
        !read_policy(options->profile, options->pre_1_0, &policy, err) ||
        !is_version(&policy, "tip", options->tip, err) || !is_stable(&policy, options->last_stable, err)) {
        return false;
    }
    struct bg_version_query query = {
        .policy = &policy,
        .base = version_of(options->base),
        .head = version_of(options->head),
        .tip = version_of(options->tip),
        .last_stable = version_of(options->last_stable),
        .required = options->required,
        .is_opted_out = options->is_opted_out,
    };
    struct bg_version_result *result = result_new();
    struct bg_version_answer answer = bg_version_check(&result->arena, &query);
    keep(result, answer.outcome, bg_version_code_id(answer.code), answer.message, answer.minimum);
    result->declared = bg_word_declared(answer.declared);
    *out = result;
    return true;
}

bool bg_next_version(struct bg_version_result **out, const struct bg_next_version_options *options,
                     struct bg_error *err) {
    struct bg_version_policy policy;
    if (!bg_options_are_known(options->version, err) ||
        !read_policy(options->profile, options->pre_1_0, &policy, err) ||
        !is_version(&policy, "head", options->head, err) || !is_stable(&policy, options->last_stable, err)) {
        return false;
    }
    struct bg_next_query query = {
        .policy = &policy,
        .base = bg_slice_of(options->base),
        .head = version_of(options->head),
        .last_stable = version_of(options->last_stable),
        .required = options->required,
        .wants_candidate = options->wants_candidate,
        .allows_major = options->allows_major,
    };
    struct bg_version_result *result = result_new();
    struct bg_next_answer answer = bg_version_next(&result->arena, &query);
    keep(result, answer.outcome, bg_next_code_id(answer.code), answer.message, answer.version);
    *out = result;
    return true;
}

enum bg_outcome bg_version_result_outcome(const struct bg_version_result *result) {
    return result->outcome;
}

const char *bg_version_result_code(const struct bg_version_result *result) {
    return result->code;
}

struct bg_slice bg_version_result_message(const struct bg_version_result *result) {
    return result->message;
}

struct bg_slice bg_version_result_version(const struct bg_version_result *result) {
    return result->version;
}

static void write_json(struct bg_buffer *out, const struct bg_version_result *result) {
    bool is_check = result->declared != NULL;
    struct bg_json_writer writer = {.out = out};
    bg_json_open(&writer, NULL, '{');
    bg_json_number(&writer, "format", 1);
    if (is_check) {
        bg_json_text(&writer, "result", bg_slice_of(result->outcome == BG_OUTCOME_PASSED ? "pass" : "fail"));
    }
    bg_json_text(&writer, "code", bg_slice_of(result->code));
    if (is_check) {
        bg_json_text(&writer, "message", result->message);
        bg_json_text(&writer, "declared", bg_slice_of(result->declared));
        bg_json_text(&writer, "minimum", result->version);
    } else {
        bg_json_text(&writer, "version", result->version);
        bg_json_text(&writer, "message", result->message);
    }
    bg_json_close(&writer, '}');
}

/* Of a next version that was refused, nothing: there is no version to print. */
static void write_text(struct bg_buffer *out, const struct bg_version_result *result) {
    if (result->declared != NULL) {
        bg_buffer_printf(out, "%s %s: ", result->outcome == BG_OUTCOME_PASSED ? "pass" : "fail", result->code);
        bg_visible_add(out, result->message, SIZE_MAX);
        bg_buffer_add_char(out, '\n');
    } else if (result->version.at != NULL) {
        bg_visible_add(out, result->version, SIZE_MAX);
        bg_buffer_add_char(out, '\n');
    }
}

bool bg_version_result_write(const struct bg_version_result *result, const char *format, const struct bg_writer *to,
                             struct bg_error *err) {
    struct bg_buffer out = {0};
    bool is_json = strcmp(format, "json") == 0;
    if (!is_json && strcmp(format, "text") != 0) {
        return bg_fail(err, BG_ERROR_USAGE, "the formats here are text and json, not \"%s\"", format);
    }
    (is_json ? write_json : write_text)(&out, result);
    bool is_written = bg_write_out(to, &out, err);
    bg_buffer_finish(&out);
    return is_written;
}

/* The one request of bg_set_version. */
struct setting {
    struct bg_arena *arena;
    const struct bg_set_version_options *options;
    struct bg_source *source;
};

/* A name that tools know files of two versions by: the root of the tree is recorded a second time. */
static bool is_lock_file(struct bg_slice file) {
    return bg_slice_ends(file, BG_LITERAL("package-lock.json"));
}

static bool has_item(const struct bg_site_query *query) {
    for (size_t i = 0; i < query->path_count; i++) {
        if (bg_slice_is(query->path[i], "*")) {
            return true;
        }
    }
    return false;
}

/* Without a path from the caller: that of a layout, if one keeps versions in such a file. */
static bool site_queries(const struct setting *setting, struct bg_site_query **out, size_t *count,
                         struct bg_error *err) {
    static const char *const lock_paths[] = {"/version", "/packages//version"};
    const struct bg_set_version_options *options = setting->options;
    const char *const *paths = options->at;
    size_t path_count = options->at_count;
    struct bg_slice usual = BG_NO_SLICE;
    if (path_count == 0 && bg_site_kind_is_open(bg_site_kind_find(bg_slice_of(options->kind))) &&
        !bg_layout_usual_place(setting->arena, bg_slice_of(options->kind), setting->source->path, &usual, err)) {
        return false;
    }
    if (path_count == 0 && is_lock_file(setting->source->path)) {
        paths = lock_paths;
        path_count = 2;
    }
    *count = path_count == 0 ? 1 : path_count;
    struct bg_site_query *queries = bg_arena_array(setting->arena, *count, sizeof queries[0]);
    bool is_selected = options->select == NULL;
    for (size_t q = 0; q < *count; q++) {
        if (path_count > 0 || usual.at != NULL) {
            bg_site_path(setting->arena, path_count > 0 ? bg_slice_of(paths[q]) : usual, &queries[q]);
        }
        struct bg_slice value = bg_slice_of(options->select);
        if (value.at != NULL) {
            queries[q].select_key = bg_slice_cut(&value, '=');
            queries[q].select_value = value;
            is_selected = is_selected || has_item(&queries[q]);
        }
    }
    *out = queries;
    return is_selected ||
           bg_fail(err, BG_ERROR_USAGE, "--select names the item that * in --at stands for, and there is no *");
}

static bool read_entry(const struct setting *setting, struct bg_changelog_entry *out, struct bg_error *err) {
    const struct bg_set_version_options *options = setting->options;
    char today[BG_DATE_SIZE];
    *out = (struct bg_changelog_entry){
        .version = bg_slice_of(options->number),
        .date =
            bg_arena_copy(setting->arena, bg_slice_of(options->date != NULL ? options->date : bg_date_today(today))),
        .pr = bg_slice_of(options->pull_request),
        .subject = bg_slice_of(options->subject),
        .pulls = bg_pull_address(setting->arena, bg_slice_of(options->repository)),
        .renumber_from = bg_slice_of(options->renumber_from),
        .category =
            options->category == NULL ? BG_NO_SLICE : bg_cell_line(setting->arena, bg_slice_of(options->category)),
        .allows_placeholder = options->allows_placeholder,
    };
    if (!bg_pull_number_check(options->pull_request, err) || !bg_repository_check(options->repository, err) ||
        !bg_entry_date_check(options->date, err) || !bg_title_check(options->subject, "subject", err)) {
        return false;
    }
    if (out->category.at != NULL && out->category.len == 0) {
        return bg_fail(err, BG_ERROR_USAGE, "--category takes the heading of entries, such as Fixed, and not nothing");
    }
    if (options->subject == NULL && options->renumber_from == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "an entry of a changelog needs --subject");
    }
    return true;
}

static bool edit_section(const struct setting *setting, struct bg_edit *out, struct bg_refusal *refusal,
                         struct bg_error *err) {
    struct bg_changelog_entry entry;
    enum bg_changelog_style style = bg_changelog_style_of(setting->arena, setting->source->text);
    const char *name = setting->options->style;
    if (!read_entry(setting, &entry, err)) {
        return false;
    }
    if (name != NULL && !bg_changelog_style_read(bg_slice_of(name), &style)) {
        return bg_fail(err, BG_ERROR_USAGE, "--style takes singer, dated or kac, not \"%s\"", name);
    }
    return bg_changelog_add_section(setting->arena, setting->source, style, &entry, out, refusal);
}

static bool edit_row(const struct setting *setting, struct bg_edit *out, struct bg_refusal *refusal,
                     struct bg_error *err) {
    struct bg_changelog_entry entry;
    return read_entry(setting, &entry, err) &&
           bg_changelog_add_row(setting->arena, setting->source, &entry, out, refusal);
}

/* Who uses an option. */
enum { BY_SITES = 1, BY_SECTIONS = 2, BY_ROWS = 4 };

/* What a kind has no use for is a mistake, and not passed over. */
static bool uses_all(const struct bg_set_version_options *options, unsigned by, struct bg_error *err) {
    const struct {
        const char *option;
        bool is_given;
        unsigned by;
    } uses[] = {
        {"allow-placeholder", options->allows_placeholder, BY_SECTIONS | BY_ROWS},
        {"at", options->at_count > 0, BY_SITES},
        {"category", options->category != NULL, BY_SECTIONS},
        {"date", options->date != NULL, BY_SECTIONS | BY_ROWS},
        {"pr", options->pull_request != NULL, BY_SECTIONS | BY_ROWS},
        {"renumber-from", options->renumber_from != NULL, BY_ROWS},
        {"repository", options->repository != NULL, BY_SECTIONS | BY_ROWS},
        {"select", options->select != NULL, BY_SITES},
        {"style", options->style != NULL, BY_SECTIONS},
        {"subject", options->subject != NULL, BY_SECTIONS | BY_ROWS},
    };
    for (size_t u = 0; u < sizeof uses / sizeof uses[0]; u++) {
        if (uses[u].is_given && (uses[u].by & by) == 0) {
            return bg_fail(err, BG_ERROR_USAGE, "--kind %s does not use --%s", options->kind, uses[u].option);
        }
    }
    return true;
}

/* A place or an item that nobody can mean. */
static bool names_places(const struct bg_set_version_options *options, struct bg_error *err) {
    for (size_t p = 0; p < options->at_count; p++) {
        if (options->at[p][0] == '\0') {
            return bg_fail(err, BG_ERROR_USAGE, "--at takes keys with dots, or a JSON Pointer, and not nothing");
        }
    }
    size_t key = options->select == NULL ? 0 : strcspn(options->select, "=");
    return options->select == NULL || (key > 0 && options->select[key] == '=') ||
           bg_fail(err, BG_ERROR_USAGE, "--select takes KEY=VALUE, not \"%s\"", options->select);
}

static bool edit_site(const struct setting *setting, struct bg_edit *out, struct bg_refusal *refusal,
                      struct bg_error *err) {
    size_t count;
    const struct bg_site_kind *kind = bg_site_kind_find(bg_slice_of(setting->options->kind));
    if (kind == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "there is no kind \"%s\"", setting->options->kind);
    }
    if (!uses_all(setting->options, BY_SITES, err) || !names_places(setting->options, err)) {
        return false;
    }
    struct bg_site_query *queries;
    return site_queries(setting, &queries, &count, err) &&
           bg_edit_version(setting->arena, kind, setting->source, queries, count, bg_slice_of(setting->options->number),
                           out, refusal);
}

/* Kinds of changelogs, in order of their names; all others are sites. */
static const struct {
    const char *name;
    unsigned by;
    bool (*edit)(const struct setting *setting, struct bg_edit *out, struct bg_refusal *refusal, struct bg_error *err);
} changelogs[] = {{"md-sections", BY_SECTIONS, edit_section}, {"md-table", BY_ROWS, edit_row}};

enum { CHANGELOGS = sizeof changelogs / sizeof changelogs[0] };

const char *bg_set_kind_name(size_t i) {
    size_t sites = 0;
    size_t sections = 0;
    for (;; i--) {
        const char *site = bg_site_kind_name(sites);
        const char *section = sections < CHANGELOGS ? changelogs[sections].name : NULL;
        bool is_site = section == NULL || (site != NULL && strcmp(site, section) < 0);
        const char *next = is_site ? site : section;
        if (i == 0 || next == NULL) {
            return next;
        }
        sites += is_site;
        sections += !is_site;
    }
}

/* False with *err for a wrong call, or with a refusal that has an id. */
static bool edit_file(const struct setting *setting, struct bg_edit *out, struct bg_refusal *refusal,
                      struct bg_error *err) {
    for (size_t c = 0; c < CHANGELOGS; c++) {
        if (strcmp(setting->options->kind, changelogs[c].name) == 0) {
            return uses_all(setting->options, changelogs[c].by, err) && changelogs[c].edit(setting, out, refusal, err);
        }
    }
    return edit_site(setting, out, refusal, err);
}

static bool replace_file(const struct setting *setting, const struct bg_edit *edit, struct bg_error *err) {
    struct bg_slice file = setting->source->path;
    bool is_absolute = file.at[0] == '/';
    struct bg_file_change change = {is_absolute ? bg_slice_from(file, 1) : file, setting->source->text, edit->result};
    return edit->count == 0 ||
           bg_apply(setting->arena, is_absolute ? BG_LITERAL("/") : BG_LITERAL("."), &change, 1, err);
}

static bool set(struct setting *setting, const struct bg_writer *to, struct bg_error *err) {
    const char *file = setting->options->file;
    struct bg_slice text;
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (!bg_file_read(setting->arena, file, &text, err)) {
        return false;
    }
    setting->source = bg_source_new(setting->arena, bg_slice_of(file), text);
    if (!edit_file(setting, &edit, &refusal, err)) {
        return refusal.id != BG_ID_NONE && bg_fail_at(err, BG_ERROR_JUDGE, refusal.at, "%s: %.*s",
                                                      bg_id_name(refusal.id), BG_ARGS(refusal.message));
    }
    if (setting->options->is_written && !replace_file(setting, &edit, err)) {
        return false;
    }
    return to == NULL || to->write(to->payload, edit.result) ||
           bg_fail(err, BG_ERROR_JUDGE, "what was asked for could not be written");
}

bool bg_set_version(const struct bg_set_version_options *options, const struct bg_writer *to, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct setting setting = {.arena = &arena, .options = options};
    bool is_done = bg_options_are_known(options->version, err) && set(&setting, to, err);
    bg_arena_finish(&arena);
    return is_done;
}
