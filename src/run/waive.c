/*
 * A run and a waiver: findings of one connector that a person accepts, written into the configuration of the work tree.
 * What is not there is not accepted beforehand, and what asks for nothing needs no waiver.
 */
#include "run/public.h"
#include "run/run.h"

#include "base/date.h"
#include "base/level.h"
#include "base/limits.h"
#include "base/visible.h"
#include "release/apply.h"
#include "release/waiver_file.h"
#include "repo/checkout.h"
#include "rules/fingerprint.h"

#include <sys/stat.h>

enum { LONGEST_REASON = 400, LONGEST_NAME = 200, LONGEST_LINE = 400, MOST_SHOWN = 20 };

/* One order under way. */
struct waiving {
    const struct bg_whole_run *whole;
    struct bg_arena *arena;
    const struct bg_waive_options *options;
    const struct bg_rules *rules;
    struct bg_waiver *waivers; /* to be written */
    size_t count;
    struct bg_buffer said;
    struct bg_source *file; /* the configuration of the work tree */
    struct bg_slice root;   /* where it is, and its bytes; {NULL, 0} if it is not there */
    struct bg_file_change change;
};

/* What became of one name. */
struct matched {
    struct bg_slice word;
    const struct bg_rule *rule; /* NULL: a fingerprint */
    size_t count;
    size_t waived;
    size_t demanding; /* not waived, and more than a patch is asked for */
};

/* ---- The order ---- */

static bool has_control(struct bg_slice text) {
    while (text.len > 0) {
        size_t len;
        if (bg_is_hidden(bg_utf8_decode(text, &len)) || (unsigned char)text.at[0] < ' ') {
            return true;
        }
        text = bg_slice_from(text, len);
    }
    return false;
}

static bool check_reason(const char *reason, struct bg_error *err) {
    struct bg_slice text = bg_slice_trim(bg_slice_of(reason));
    if (text.len == 0 || bg_slice_is(text, "...")) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "--reason has to say why nobody is hurt, as in --reason \"never filled since 2021\"");
    }
    if (text.len > LONGEST_REASON) {
        return bg_fail(err, BG_ERROR_USAGE, "--reason has %zu bytes, %d are allowed", text.len, LONGEST_REASON);
    }
    return (bg_slice_utf8_prefix(text) == text.len && !has_control(text)) ||
           bg_fail(err, BG_ERROR_USAGE, "--reason takes one line of plain text");
}

static bool check_until(const char *until, struct bg_error *err) {
    char today[BG_DATE_SIZE];
    long days;
    long now;
    if (until == NULL) {
        return true;
    }
    if (!bg_date_read(bg_slice_of(until), &days)) {
        return bg_fail(err, BG_ERROR_USAGE, "--until takes the last day as YYYY-MM-DD, not \"%.40s\"", until);
    }
    bool is_past = bg_date_read(bg_slice_of(bg_date_today(today)), &now) && days < now;
    return !is_past || bg_fail(err, BG_ERROR_USAGE, "--until %s is past: name a day to come", until);
}

static bool check_below(const char *below, struct bg_error *err) {
    struct bg_semver version;
    const char *fault = NULL;
    return below == NULL || bg_semver_read(bg_slice_of(below), &version, &fault) ||
           bg_fail(err, BG_ERROR_USAGE, "--below takes a version, and \"%.40s\" is none: %s", below, fault);
}

bool bg_waive_check(const struct bg_waive_options *options, struct bg_error *err) {
    if (!bg_options_are_known(options->version, err)) {
        return false;
    }
    if (options->finding_count == 0 || options->finding_count > BG_LIMIT_RULES) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "name what to accept after the connector: a fingerprint of `check`, or a rule");
    }
    if (options->until == NULL && options->below == NULL) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "a waiver has to end: name the last day with --until YYYY-MM-DD, or a version with --below");
    }
    for (size_t i = 0; options->stream != NULL && i < options->finding_count; i++) {
        if (bg_fingerprint_is(bg_slice_of(options->findings[i]))) {
            return bg_fail(err, BG_ERROR_USAGE, "--stream goes with a rule; the fingerprint %s is of one finding alone",
                           options->findings[i]);
        }
    }
    if (options->config != NULL && strcmp(options->config, "-") == 0) {
        return bg_fail(err, BG_ERROR_USAGE, "--config has to name a file that a waiver can be written into");
    }
    return check_reason(options->reason, err) && check_until(options->until, err) && check_below(options->below, err);
}

/* ---- What it speaks of ---- */

static bool is_meant(const struct waiving *waiving, const struct matched *matched, const struct bg_finding *finding) {
    if (matched->rule == NULL) {
        return bg_slice_is(matched->word, finding->fingerprint);
    }
    bool is_of_stream = waiving->options->stream == NULL || bg_slice_is(finding->stream, waiving->options->stream);
    return is_of_stream && bg_slice_equal(finding->rule, matched->rule->id);
}

static void count(const struct waiving *waiving, struct matched *out) {
    for (size_t v = 0; v < waiving->whole->run.verdict_count; v++) {
        const struct bg_verdict *verdict = &waiving->whole->run.verdicts[v];
        for (size_t f = 0; f < verdict->finding_count; f++) {
            const struct bg_finding *finding = &verdict->findings[f];
            if (is_meant(waiving, out, finding)) {
                out->count++;
                out->waived += finding->waived.at != NULL;
                out->demanding += finding->waived.at == NULL && finding->level > BG_LEVEL_PATCH;
            }
        }
    }
}

/* Words that are known here come before those that are known at all. */
static void offer(const struct waiving *waiving, struct bg_nearest *nearest) {
    for (size_t v = 0; v < waiving->whole->run.verdict_count; v++) {
        const struct bg_verdict *verdict = &waiving->whole->run.verdicts[v];
        for (size_t f = 0; f < verdict->finding_count; f++) {
            bg_nearest_offer(nearest, verdict->findings[f].rule);
            bg_nearest_offer(nearest, bg_slice_of(verdict->findings[f].fingerprint));
        }
    }
}

static bool match(const struct waiving *waiving, struct bg_slice word, struct matched *out, struct bg_error *err) {
    *out = (struct matched){.word = word, .rule = bg_rules_find(waiving->rules, word)};
    if (out->rule == NULL && !bg_fingerprint_is(word)) {
        struct bg_nearest nearest = bg_nearest_start(word);
        offer(waiving, &nearest);
        bg_rules_offer(waiving->rules, &nearest);
        return bg_fail(err, BG_ERROR_USAGE,
                       "`%.*s` is neither a fingerprint nor a rule (and a reason of several words stands in quotes)%s",
                       BG_ARGS(word), bg_nearest_hint(&nearest));
    }
    count(waiving, out);
    return true;
}

/* ---- What is said ---- */

static void say_connector(struct waiving *waiving) {
    bg_visible_add(&waiving->said, bg_slice_of(waiving->options->connector), LONGEST_NAME);
}

static void say_finding(struct waiving *waiving, const struct bg_finding *finding) {
    struct bg_buffer *out = &waiving->said;
    bg_buffer_printf(out, "  %s  %s  %.*s", finding->fingerprint, bg_level_names[finding->level],
                     BG_ARGS(finding->rule));
    if (finding->stream.at != NULL) {
        bg_buffer_add_text(out, "  stream ");
        bg_visible_add(out, finding->stream, LONGEST_NAME);
    }
    bg_buffer_add_text(out, "\n    ");
    bg_visible_add(out, finding->message, LONGEST_LINE);
    bg_buffer_add_char(out, '\n');
}

/* The findings that a word means, or, without one, all that a waiver could be for; returns how many there are. */
static size_t say_findings(struct waiving *waiving, const struct matched *matched) {
    size_t shown = 0;
    size_t left = 0;
    for (size_t v = 0; v < waiving->whole->run.verdict_count; v++) {
        const struct bg_verdict *verdict = &waiving->whole->run.verdicts[v];
        for (size_t f = 0; f < verdict->finding_count; f++) {
            const struct bg_finding *finding = &verdict->findings[f];
            bool is_open = finding->waived.at == NULL && finding->level > BG_LEVEL_PATCH;
            if (matched == NULL ? !is_open : !is_meant(waiving, matched, finding)) {
                continue;
            }
            if (shown == MOST_SHOWN) {
                left++;
                continue;
            }
            say_finding(waiving, finding);
            shown++;
        }
    }
    if (left > 0) {
        bg_buffer_printf(&waiving->said, "  and %zu more\n", left);
    }
    return shown;
}

/* Why nothing is written, and what there is to accept. */
static void say_refused(struct waiving *waiving, const struct matched *matched) {
    struct bg_buffer *out = &waiving->said;
    struct bg_slice word = matched->word;
    const char *kind = matched->rule == NULL ? "fingerprint" : "rule";
    if (matched->count > 0) {
        bg_buffer_printf(out, "nothing was written: `%.*s` asks for no more than a patch, and needs no waiver\n",
                         BG_ARGS(word));
    } else {
        struct bg_nearest nearest = bg_nearest_start(word);
        offer(waiving, &nearest);
        bg_buffer_add_text(out, "nothing was written: no change of ");
        say_connector(waiving);
        bg_buffer_printf(out, " has the %s `%.*s`", kind, BG_ARGS(word));
        if (matched->rule != NULL && waiving->options->stream != NULL) {
            bg_buffer_add_text(out, " in the stream ");
            bg_visible_add(out, bg_slice_of(waiving->options->stream), LONGEST_NAME);
        } else {
            bg_buffer_add_text(out, bg_nearest_hint(&nearest));
        }
        bg_buffer_add_char(out, '\n');
    }
    size_t said = out->len;
    bg_buffer_add_text(out, "what could be accepted there:\n");
    if (say_findings(waiving, NULL) == 0) {
        out->len = said;
        say_connector(waiving);
        bg_buffer_add_text(out, " has no change that asks for more than a patch\n");
    }
}

static void say_end(struct waiving *waiving) {
    const struct bg_waive_options *options = waiving->options;
    if (options->until != NULL) {
        bg_buffer_printf(&waiving->said, " until %s", options->until);
    }
    if (options->below != NULL) {
        bg_buffer_printf(&waiving->said, "%s below %s", options->until == NULL ? "" : " and", options->below);
    }
}

static void say_covered(struct waiving *waiving, const struct matched *matched) {
    struct bg_buffer *out = &waiving->said;
    bg_buffer_printf(out, "`%.*s` of ", BG_ARGS(matched->word));
    say_connector(waiving);
    bg_buffer_add_text(out, " is accepted");
    say_end(waiving);
    bg_buffer_printf(out, ", which covers %zu change%s:\n", matched->count, bg_plural(matched->count));
    (void)say_findings(waiving, matched);
}

/* ---- The file ---- */

static const char *path_of(const struct waiving *waiving) {
    return waiving->options->config != NULL ? waiving->options->config : BG_CONFIG_PATH.at;
}

/* The folder, and the name in it: of the work tree, or of the file that the caller has named. */
static bool find_file(struct waiving *waiving, struct bg_error *err) {
    struct bg_slice named = bg_slice_of(waiving->options->config);
    struct bg_slice folder = bg_repo_folder(waiving->whole->context.repo);
    waiving->change.path = named.at == NULL ? BG_CONFIG_PATH : bg_path_name(named);
    if (named.at != NULL) {
        struct bg_slice above = bg_path_folder(named);
        bool is_at_top = named.len > 0 && named.at[0] == '/' && above.len == 0;
        folder = is_at_top ? BG_LITERAL("/") : above.len == 0 ? BG_LITERAL(".") : above;
    }
    if (folder.at == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "the repository is bare: there is no work tree to write to");
    }
    size_t len = folder.len > 1 && bg_slice_ends(folder, BG_LITERAL("/")) ? folder.len - 1 : folder.len;
    waiving->root = bg_arena_copy(waiving->arena, bg_slice_range(folder, 0, len));
    return true;
}

static bool read_file(struct waiving *waiving, struct bg_error *err) {
    struct stat status;
    struct bg_slice text = BG_LITERAL("");
    if (!find_file(waiving, err)) {
        return false;
    }
    struct bg_slice path =
        bg_arena_printf(waiving->arena, "%.*s/%.*s", BG_ARGS(waiving->root), BG_ARGS(waiving->change.path));
    waiving->change.before = lstat(path.at, &status) == 0 ? text : BG_NO_SLICE;
    if (!bg_apply_read(waiving->arena, waiving->root, &waiving->change, &text, err)) {
        return false;
    }
    bool is_there = waiving->change.before.at != NULL;
    if (!is_there && waiving->options->config == NULL &&
        bg_repo_leaves_out(waiving->whole->context.repo, BG_CONFIG_PATH)) {
        return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = BG_CONFIG_PATH},
                          "a sparse checkout has left it out: add it with git sparse-checkout add");
    }
    waiving->change.before = is_there && text.at == NULL ? BG_LITERAL("") : text;
    waiving->file = bg_source_new(waiving->arena, bg_slice_of(path_of(waiving)), is_there ? text : BG_LITERAL(""));
    return true;
}

/* A waiver that ends with a version which is reached already would cover nothing. */
static bool check_version(const struct waiving *waiving, struct bg_error *err) {
    struct bg_semver below;
    struct bg_semver version;
    struct bg_slice end = bg_slice_of(waiving->options->below);
    for (size_t v = 0; end.at != NULL && v < waiving->whole->run.verdict_count; v++) {
        struct bg_slice reached = waiving->whole->run.verdicts[v].version_head;
        bool is_below = bg_semver_read(end, &below, NULL) && bg_semver_read(reached, &version, NULL) &&
                        bg_semver_compare(&version, &below) < 0;
        if (!is_below) {
            return bg_fail(err, BG_ERROR_USAGE, "--below %s would cover nothing: %s is at %.*s", end.at,
                           waiving->options->connector, BG_ARGS(reached));
        }
    }
    return true;
}

static void add_waiver(struct waiving *waiving, const struct matched *matched) {
    const struct bg_waive_options *options = waiving->options;
    bool is_rule = matched->rule != NULL;
    waiving->waivers[waiving->count++] = (struct bg_waiver){
        .fingerprint = is_rule ? BG_NO_SLICE : matched->word,
        .rule = is_rule ? matched->rule->id : BG_NO_SLICE,
        .connector = bg_slice_of(options->connector),
        .stream = is_rule ? bg_slice_of(options->stream) : BG_NO_SLICE,
        .reason = bg_slice_trim(bg_slice_of(options->reason)),
        .until = bg_slice_of(options->until),
        .below = bg_slice_of(options->below),
    };
}

static bool write_file(struct waiving *waiving, struct bg_error *err) {
    struct bg_waiver_text made;
    bool is_dry_run = waiving->options->is_dry_run;
    if (!check_version(waiving, err) || !read_file(waiving, err) ||
        !bg_waiver_file_add(waiving->arena, waiving->file, waiving->rules, waiving->waivers, waiving->count, &made,
                            err)) {
        return false;
    }
    waiving->change.after = made.text;
    if (!is_dry_run && !bg_apply(waiving->arena, waiving->root, &waiving->change, 1, err)) {
        return false;
    }
    struct bg_slice lines = bg_slice_range(made.text, made.at, made.at + made.len);
    bg_buffer_add_text(&waiving->said, is_dry_run ? "would add to " : "added to ");
    bg_visible_add(&waiving->said, bg_slice_of(path_of(waiving)), SIZE_MAX);
    bg_buffer_add_text(&waiving->said, ":\n");
    lines = bg_slice_trim_lines(bg_slice_from(lines, bg_slice_starts(lines, BG_LITERAL(", ")) ? 2 : 0));
    while (lines.len > 0) {
        bg_buffer_add_text(&waiving->said, "  ");
        bg_visible_add(&waiving->said, bg_slice_trim_lines(bg_slice_cut(&lines, '\n')), SIZE_MAX);
        bg_buffer_add_char(&waiving->said, '\n');
    }
    return true;
}

/* ---- All of it ---- */

static bool is_named_before(const struct bg_waive_options *options, size_t i) {
    for (size_t k = 0; k < i; k++) {
        if (strcmp(options->findings[k], options->findings[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What each word means; *state is refused by the first one that means nothing. */
static bool take_all(struct waiving *waiving, enum bg_waive_state *state, struct bg_error *err) {
    const struct bg_waive_options *options = waiving->options;
    *state = BG_WAIVE_HELD;
    for (size_t i = 0; i < options->finding_count; i++) {
        struct matched matched;
        if (is_named_before(options, i)) {
            continue;
        }
        if (!match(waiving, bg_slice_of(options->findings[i]), &matched, err)) {
            return false;
        }
        if (matched.count > 0 && matched.waived == matched.count) {
            bg_buffer_printf(&waiving->said, "the waiver of `%s` already holds, for:\n", options->findings[i]);
            (void)say_findings(waiving, &matched);
        } else if (matched.demanding == 0) {
            waiving->said.len = 0;
            say_refused(waiving, &matched);
            *state = BG_WAIVE_REFUSED;
            return true;
        } else {
            say_covered(waiving, &matched);
            add_waiver(waiving, &matched);
            *state = BG_WAIVE_DONE;
        }
    }
    return true;
}

static const struct bg_rules *rules_of_head(const struct bg_context *context) {
    return context->is_adopted ? &context->terms.rules : &context->other_terms.rules;
}

bool bg_run_waive(const struct bg_run *run, const struct bg_waive_options *options,
                  const struct bg_report_options *looks, const struct bg_writer *to, enum bg_waive_state *state,
                  struct bg_error *err) {
    const struct bg_whole_run *whole = (const struct bg_whole_run *)run;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct waiving waiving = {
        .whole = whole,
        .arena = &arena,
        .options = options,
        .rules = rules_of_head(&whole->context),
        .waivers = bg_arena_array(&arena, options->finding_count, sizeof waiving.waivers[0]),
    };
    bool is_done = bg_options_are_known(looks->version, err) && bg_waive_check(options, err) &&
                   take_all(&waiving, state, err) &&
                   (waiving.count == 0 || *state == BG_WAIVE_REFUSED || write_file(&waiving, err)) &&
                   bg_write_text(to, &waiving.said, looks, err);
    bg_buffer_finish(&waiving.said);
    bg_arena_finish(&arena);
    return is_done;
}
