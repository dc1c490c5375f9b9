/* Ways out: see ways.h. Which version comes next is not decided here: the command decides it as `bump` does. */
#include "release/ways.h"

#include "base/buffer.h"
#include "base/visible.h"
#include "release/scheme.h"
#include "release/verdict_result.h"
#include "release/version.h"
#include "repo/tags.h"
#include "rules/vocabulary.h"

enum { MOST_WAIVED = 3 };

struct ways_search {
    struct bg_arena *arena;
    const struct bg_ways_query *query;
    struct bg_verdict *verdict;
    struct bg_way *ways;
    size_t count;
};

static bool is_plain(struct bg_slice text) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/@^~+:,=%";
    for (size_t i = 0; i < text.len; i++) {
        if (memchr(plain, text.at[i], sizeof plain - 1) == NULL) {
            return false;
        }
    }
    return text.len > 0 && text.at[0] != '-' && text.at[0] != '~';
}

static bool is_visible(struct bg_slice text) {
    struct bg_buffer shown = {0};
    bg_visible_add(&shown, text, SIZE_MAX);
    bool is_same = bg_slice_equal(bg_buffer_slice(&shown), text);
    bg_buffer_finish(&shown);
    return is_same;
}

/* What is written as itself in '...' and in $'...'. */
static bool is_itself(char c) {
    return c >= ' ' && c < 0x7f && c != '\'' && c != '\\';
}

/* As one word of a shell, visible: in '...' (POSIX, section 2.2.2), and in $'...' (POSIX of 2024, section 2.2.4) with
 * three octal digits for a byte where something in it would not be seen as what it is. */
static struct bg_slice word_of(struct bg_arena *arena, struct bg_slice text) {
    if (is_plain(text)) {
        return text;
    }
    bool is_escaped = !is_visible(text);
    struct bg_buffer out = {0};
    bg_buffer_add_text(&out, is_escaped ? "$'" : "'");
    for (size_t i = 0; i < text.len; i++) {
        if (is_escaped && !is_itself(text.at[i])) {
            bg_buffer_printf(&out, "\\%03o", (unsigned)(unsigned char)text.at[i]);
        } else {
            bg_buffer_add_text(&out, text.at[i] == '\'' ? "'\\'" : "");
            bg_buffer_add_char(&out, text.at[i]);
        }
    }
    bg_buffer_add_char(&out, '\'');
    struct bg_slice word = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return word;
}

/* What a row of the changelog needs where nothing tells the number of its pull request: it waits for it. */
static const char *row_option(const struct ways_search *search, const char *command) {
    bool writes_row = strncmp(command, "bump", 4) == 0 || strncmp(command, "draft", 5) == 0;
    bool is_wanted = search->query->wants_number && writes_row && strstr(command, "--pr ") == NULL;
    return is_wanted ? " --allow-placeholder" : "";
}

static void add_option(const struct ways_search *search, struct bg_buffer *out, const char *option,
                       struct bg_slice value) {
    if (value.len > 0) {
        bg_buffer_printf(out, " %s %.*s", option, BG_ARGS(word_of(search->arena, value)));
    }
}

/* "bumpgate COMMAND [OPTIONS] CONNECTOR [WORDS] [OPTIONS]": the options of the run first, which it needs as well; a
 * name with a hyphen in front stands behind all options, as it would be one. */
static struct bg_slice command_on(const struct ways_search *search, const char *command, struct bg_slice base,
                                  struct bg_slice words, const char *options) {
    const struct bg_checkout *checkout = search->query->checkout;
    struct bg_slice name = search->verdict->name;
    struct bg_buffer out = {0};
    bool is_last = bg_slice_starts(name, BG_LITERAL("-"));
    bg_buffer_printf(&out, "bumpgate %s", command);
    add_option(search, &out, "--repo", checkout->repo);
    add_option(search, &out, "--config", checkout->config);
    add_option(search, &out, "--profile", checkout->profile);
    add_option(search, &out, "--rules", checkout->rules);
    add_option(search, &out, "--base", base);
    bg_buffer_printf(&out, "%s%s %.*s%s%.*s%s", is_last ? options : "", is_last ? " --" : "",
                     BG_ARGS(word_of(search->arena, name)), words.len > 0 ? " " : "", BG_ARGS(words),
                     is_last ? "" : options);
    struct bg_slice made = bg_arena_copy(search->arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return made;
}

static struct bg_slice command_with(const struct ways_search *search, const char *command, struct bg_slice words,
                                    const char *options) {
    const struct bg_ways_query *query = search->query;
    return command_on(search, command, query->base_is_named ? query->base_rev : BG_NO_SLICE, words, options);
}

/* "git COMMAND", in the repository that the run was told. */
static struct bg_slice git_of(const struct ways_search *search, struct bg_slice command) {
    struct bg_buffer out = {0};
    bg_buffer_add_text(&out, "git");
    add_option(search, &out, "-C", search->query->checkout->repo);
    bg_buffer_printf(&out, " %.*s", BG_ARGS(command));
    struct bg_slice made = bg_arena_copy(search->arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return made;
}

static struct bg_slice command_of(const struct ways_search *search, const char *command) {
    return command_with(search, command, BG_LITERAL(""), row_option(search, command));
}

static void add(struct ways_search *search, enum bg_id reason, struct bg_slice what, struct bg_slice command) {
    search->ways[search->count++] = (struct bg_way){reason, what, command};
}

static bool is_below_1(const struct ways_search *search) {
    struct bg_version base = bg_scheme_read(search->query->policy, search->verdict->version_base);
    return search->query->policy->scheme == BG_SCHEME_SEMVER && base.is_valid && bg_semver_is_below_1(&base.parsed);
}

/* The command that writes the lowest version that passes. No command of ours writes one that is a tag. */
static struct bg_slice write_command(const struct ways_search *search, const char *command) {
    const struct bg_ways_query *query = search->query;
    if (query->tag.at == NULL) {
        return command_of(search, command);
    }
    struct bg_slice tag = bg_release_tag(search->arena, query->tag, search->verdict->minimum);
    struct bg_slice head = query->head.at == NULL ? BG_NO_SLICE : word_of(search->arena, query->head);
    return git_of(search, bg_arena_printf(search->arena, "tag %.*s%s%.*s", BG_ARGS(word_of(search->arena, tag)),
                                          head.at == NULL ? "" : " ", BG_ARGS(head)));
}

static bool is_candidate(const struct ways_search *search, struct bg_slice text) {
    struct bg_version version = bg_scheme_read(search->query->policy, text);
    return version.is_valid && bg_semver_is_prerelease(&version.parsed);
}

/* `command` that goes to a level. From a candidate on that is one of another release, where such are allowed, and not
 * the release that is meant: then to its number. */
static struct bg_slice to_level(const struct ways_search *search, const char *command, const char *level) {
    bool is_line =
        !search->query->policy->candidates_keep_core &&
        (is_candidate(search, search->verdict->version_base) || is_candidate(search, search->verdict->version_tip));
    struct bg_slice minimum = word_of(search->arena, search->verdict->minimum);
    return is_line ? bg_arena_printf(search->arena, "%s --to %.*s", command, BG_ARGS(minimum))
                   : bg_arena_printf(search->arena, "%s%s%s", command, level == NULL ? "" : " --to ",
                                     level == NULL ? "" : level);
}

/* A break is for a person to declare: with its paperwork, where there is any. */
static void add_breaking(struct ways_search *search, enum bg_id reason) {
    struct bg_slice minimum = search->verdict->minimum;
    bool is_below = is_below_1(search);
    bool has_paperwork = search->query->has_paperwork;
    const char *level = is_below ? "breaking" : has_paperwork ? NULL : "major";
    struct bg_slice command = to_level(search, has_paperwork ? "draft" : "bump", level);
    add(search, reason,
        bg_arena_printf(search->arena, "To release it as %.*s%s%s", BG_ARGS(minimum),
                        is_below ? ", which may break below 1.0.0" : "",
                        has_paperwork ? ", with an entry and a guide whose blanks wait for you" : ""),
        has_paperwork ? command_of(search, command.at) : write_command(search, command.at));
}

static void add_version(struct ways_search *search, enum bg_id reason, const char *what) {
    struct bg_slice minimum = search->verdict->minimum;
    struct bg_slice to = word_of(search->arena, minimum);
    struct bg_slice command = bg_arena_printf(search->arena, "bump --to %.*s", BG_ARGS(to));
    add(search, reason, bg_arena_printf(search->arena, "%s %.*s", what, BG_ARGS(minimum)),
        write_command(search, command.at));
}

static void add_onto(struct ways_search *search, enum bg_id reason) {
    if (search->query->base_rev.len > 0) {
        struct bg_slice base = word_of(search->arena, search->query->base_rev);
        struct bg_slice command = bg_arena_printf(search->arena, "bump --onto %.*s", BG_ARGS(base));
        add(search, reason, BG_LITERAL("To take the next free number, and keep the level"),
            command_on(search, command.at, BG_NO_SLICE, BG_NO_SLICE, ""));
    }
}

/* The command that the vocabulary knows. */
static void add_known(struct ways_search *search, enum bg_id reason) {
    struct bg_slice known = bg_vocabulary_of(reason)->next;
    struct bg_slice program = BG_LITERAL("bumpgate ");
    struct bg_slice name = BG_LITERAL(" CONNECTOR");
    if (!bg_slice_starts(known, program) || !bg_slice_ends(known, name)) {
        return;
    }
    struct bg_slice command = bg_arena_copy(search->arena, bg_slice_range(known, program.len, known.len - name.len));
    add(search, reason,
        reason == BG_ID_CHANGELOG_PLACEHOLDER ? BG_LITERAL("To fill in the number of the pull request")
                                              : BG_LITERAL("To write what is missing"),
        command_of(search, command.at));
}

static void add_way(struct ways_search *search, enum bg_id reason) {
    const struct bg_verdict *verdict = search->verdict;
    bool is_breaking = bg_scheme_required(search->query->policy, verdict->required) == BG_LEVEL_MAJOR;
    bool is_too_low = reason == BG_ID_NOT_BUMPED || reason == BG_ID_INSUFFICIENT;
    bool is_taken = bg_slice_starts(bg_vocabulary_of(reason)->next, BG_LITERAL("bumpgate bump --onto "));
    if (is_taken) {
        add_onto(search, reason);
    } else if (is_too_low && verdict->minimum.len > 0 && search->query->is_by_title) {
        add_version(search, reason, "To write");
    } else if (is_too_low && verdict->minimum.len > 0 && is_breaking) {
        add_breaking(search, reason);
    } else if (is_too_low && verdict->minimum.len > 0) {
        add(search, reason, bg_arena_printf(search->arena, "To write %.*s", BG_ARGS(verdict->minimum)),
            write_command(search, "bump"));
    } else if (bg_version_id_rejects(reason)) {
        if (verdict->minimum.len > 0) {
            add_version(search, reason, "To write");
        }
    } else {
        add_known(search, reason);
    }
}

/* ---- A deliberate exception ---- */

/* What a waiver has to cover, to make the declared level enough: the level that is too much. Of a release that is not
 * declared, a break. */
static enum bg_level excused_above(const struct bg_verdict *verdict) {
    return verdict->declared == BG_DECLARED_MINOR || verdict->declared == BG_DECLARED_NONE ? BG_LEVEL_MINOR
                                                                                           : BG_LEVEL_PATCH;
}

static bool demands(const struct bg_verdict *verdict, const struct bg_finding *finding) {
    return finding->waived.at == NULL && finding->level > excused_above(verdict);
}

static bool is_rule_before(const struct bg_verdict *verdict, size_t f) {
    for (size_t i = 0; i < f; i++) {
        if (demands(verdict, &verdict->findings[i]) &&
            bg_slice_equal(verdict->findings[i].rule, verdict->findings[f].rule)) {
            return true;
        }
    }
    return false;
}

static void add_waiver(struct ways_search *search, struct bg_slice findings) {
    add(search, BG_ID_NONE, BG_LITERAL("A deliberate exception"),
        command_with(search, "waive", findings, " --reason \"...\" --until DATE"));
}

/* The last way: each of a few findings with a reason of its own, many by their rules. */
static void add_waivers(struct ways_search *search) {
    const struct bg_verdict *verdict = search->verdict;
    struct bg_buffer names = {0};
    size_t findings = 0;
    size_t rules = 0;
    for (size_t f = 0; f < verdict->finding_count; f++) {
        bool is_meant = demands(verdict, &verdict->findings[f]);
        if (is_meant && !is_rule_before(verdict, f)) {
            bg_buffer_printf(&names, "%s%.*s", rules == 0 ? "" : " ", BG_ARGS(verdict->findings[f].rule));
            rules++;
        }
        findings += is_meant;
    }
    if (findings > MOST_WAIVED && rules <= MOST_WAIVED) {
        add_waiver(search, bg_arena_copy(search->arena, bg_buffer_slice(&names)));
    }
    for (size_t f = 0; findings <= MOST_WAIVED && f < verdict->finding_count; f++) {
        if (demands(verdict, &verdict->findings[f])) {
            add_waiver(search, bg_slice_of(verdict->findings[f].fingerprint));
        }
    }
    bg_buffer_finish(&names);
}

/* It helps where the changes ask for what is too much, and neither a title nor a place in the history does. */
static bool can_be_waived(const struct ways_search *search) {
    const struct bg_verdict *verdict = search->verdict;
    bool is_too_low = false;
    for (size_t r = 0; r < verdict->reason_count; r++) {
        is_too_low |= verdict->reasons[r].id == BG_ID_NOT_BUMPED || verdict->reasons[r].id == BG_ID_INSUFFICIENT;
    }
    return is_too_low && !search->query->is_by_title && verdict->outcome == BG_OUTCOME_REJECTED;
}

/* Our commands write into what is checked out: before the first one comes what was judged. Commands of git name it. */
static void add_checkout(struct ways_search *search) {
    const struct bg_checkout *checkout = search->query->checkout;
    bool writes = false;
    for (size_t w = 0; w < search->count; w++) {
        writes |= bg_slice_starts(search->ways[w].command, BG_LITERAL("bumpgate "));
    }
    if (!writes || checkout->other.len == 0) {
        return;
    }
    struct bg_slice command =
        bg_arena_printf(search->arena, "switch %s%.*s", checkout->other_is_branch ? "" : "--detach ",
                        BG_ARGS(word_of(search->arena, checkout->other)));
    memmove(search->ways + 1, search->ways, search->count * sizeof search->ways[0]);
    search->ways[0] =
        (struct bg_way){BG_ID_NONE, BG_LITERAL("First check out what was judged"), git_of(search, command)};
    search->count++;
}

void bg_ways_find(struct bg_arena *arena, const struct bg_ways_query *query, struct bg_verdict *verdict) {
    struct ways_search search = {.arena = arena, .query = query, .verdict = verdict};
    search.ways = bg_arena_array(arena, verdict->reason_count + 2 + MOST_WAIVED, sizeof search.ways[0]);
    for (size_t r = 0; r < verdict->reason_count; r++) {
        add_way(&search, verdict->reasons[r].id);
    }
    if (verdict->is_too_high && query->tag.at == NULL) { /* a lower tag beside the higher one changes nothing */
        add_version(&search, BG_ID_NONE, "Or, as that is enough, to go down to");
    }
    if (can_be_waived(&search)) {
        add_waivers(&search);
    }
    add_checkout(&search);
    verdict->ways = search.ways;
    verdict->way_count = search.count;
}
