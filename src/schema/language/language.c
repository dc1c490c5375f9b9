/*
 * Languages: patterns become expressions (translate.h), and a breadth-first search over derivatives finds a shortest
 * text. A look-behind is a look-ahead of the reversed text: if one occurs, the whole question is reversed, and the
 * answer back.
 */
#include "schema/language/language.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/slice.h"
#include "base/table.h"
#include "base/vector.h"
#include "schema/language/translate.h"

#include <stdlib.h>

struct parsed_text {
    const struct bg_pattern *pattern; /* NULL: not regular, or above a limit */
    struct bg_slice why;              /* it is NULL, if it is */
    bool has_ahead;
    bool has_behind;
    bool is_disputed;
    bool is_translated[2]; /* as it stands, reversed */
    bg_expression expressions[2];
    bool is_refused[2];
};

struct bg_languages {
    struct bg_arena *arena;
    struct bg_expressions *expressions;
    struct bg_table by_pattern; /* struct parsed_text */
    size_t states;              /* of all questions */
};

static struct parsed_text *parse(struct bg_languages *languages, struct bg_slice text) {
    struct parsed_text *parsed = bg_table_get(&languages->by_pattern, text);
    if (parsed == NULL) {
        parsed = bg_arena_alloc(languages->arena, sizeof *parsed);
        parsed->pattern = bg_pattern_parse(languages->arena, text, &parsed->why);
        parsed->has_ahead = parsed->pattern != NULL && bg_pattern_has(parsed->pattern, BG_PATTERN_AHEAD);
        parsed->is_disputed = parsed->pattern != NULL && bg_pattern_is_disputed(parsed->pattern);
        parsed->has_behind = parsed->pattern != NULL && bg_pattern_has(parsed->pattern, BG_PATTERN_BEHIND);
        (void)bg_table_put(&languages->by_pattern, bg_arena_copy(languages->arena, text), parsed);
    }
    return parsed;
}

/* The texts in which the pattern is found. False if it cannot be said. */
static bool language_of(struct bg_languages *languages, struct parsed_text *parsed, bool is_reversed,
                        bg_expression *out) {
    size_t way = is_reversed ? 1 : 0;
    if (!parsed->is_translated[way]) {
        const struct bg_pattern *pattern =
            is_reversed ? bg_pattern_reverse(languages->arena, parsed->pattern) : parsed->pattern;
        parsed->is_refused[way] = !bg_pattern_translate(languages->expressions, pattern, &parsed->expressions[way]);
        parsed->is_translated[way] = true;
    }
    *out = parsed->expressions[way];
    return !parsed->is_refused[way];
}

static bg_expression literal_of(struct bg_languages *languages, struct bg_slice text, bool is_reversed) {
    bg_expression all = bg_expression_simple(languages->expressions, BG_EXPRESSION_EMPTY);
    size_t count = 0;
    uint32_t *code_points = bg_arena_array(languages->arena, text.len, sizeof *code_points);
    while (text.len > 0) {
        size_t len;
        code_points[count++] = bg_code_point(text, &len);
        text = bg_slice_from(text, len);
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t code_point = code_points[is_reversed ? i : count - 1 - i];
        struct bg_code_range range = {code_point, code_point};
        all = bg_expression_concat(languages->expressions, bg_expression_class(languages->expressions, &range, 1), all);
    }
    return all;
}

/* A state of the search: an expression, and as much of the length as still matters. */
struct step {
    bg_expression expression;
    uint32_t length; /* up to the least length asked for */
    uint32_t depth;
    uint32_t from; /* the step before */
    uint32_t code_point;
};

struct language_search {
    struct bg_languages *languages;
    const struct bg_text_question *question;
    struct step *steps;
    size_t count;
    size_t room;
    struct bg_table seen;
    bool avoids_line_ends;
    bool has_avoided; /* a way on was left out for that */
};

static void add_step(struct language_search *search, struct step step) {
    uint32_t key[2] = {step.expression, step.length};
    struct bg_slice slice = {(const char *)key, sizeof key};
    if (step.expression == BG_EXPRESSION_NONE || bg_table_get(&search->seen, slice) != NULL) {
        return;
    }
    (void)bg_table_put(&search->seen, bg_arena_copy(search->languages->arena, slice), search);
    search->steps = bg_vector_reserve(NULL, search->steps, search->count, &search->room, sizeof step);
    search->steps[search->count++] = step;
}

static bool is_line_end(uint32_t code_point) {
    return code_point == '\n' || code_point == '\r' || code_point == 0x2028 || code_point == 0x2029;
}

static bool is_surrogate(uint32_t code_point) {
    return code_point >= 0xd800 && code_point <= 0xdfff;
}

/* The order in which characters are tried: what reads well first, line ends and control characters last. */
static uint32_t rank_of(uint32_t code_point) {
    static const char readable[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/@ ";
    const char *found = code_point > 0 && code_point < 0x80 ? strchr(readable, (int)code_point) : NULL;
    if (found != NULL) {
        return (uint32_t)(found - readable);
    }
    return code_point < 0x20 || code_point == 0x7f ? 0x200000 + (0x20 - code_point) : 0x100 + code_point;
}

/* The best code point of [first, last]. All of them lead to the same place. */
static bool choose(uint32_t first, uint32_t last, uint32_t *out) {
    bool is_chosen = false;
    for (uint32_t c = first; c <= last && c < first + 0x80; c++) {
        if (!is_surrogate(c) && (!is_chosen || rank_of(c) < rank_of(*out))) {
            *out = c;
            is_chosen = true;
        }
    }
    if (!is_chosen && last > 0xdfff && is_surrogate(first)) {
        *out = 0xe000;
        is_chosen = true;
    }
    return is_chosen;
}

static int by_rank(const void *a, const void *b) {
    uint32_t left = rank_of(*(const uint32_t *)a);
    uint32_t right = rank_of(*(const uint32_t *)b);
    return (left > right) - (left < right);
}

/* One code point for each way on from the step. The caller frees. */
static uint32_t *choices_of(struct language_search *search, const struct step *step, size_t *count) {
    size_t border_count;
    const uint32_t *borders =
        bg_expression_borders(search->languages->expressions, step->expression, step->depth == 0, &border_count);
    uint32_t *choices = bg_realloc(NULL, border_count * sizeof *choices);
    *count = 0;
    for (size_t i = 0; i < border_count && borders[i] <= BG_LAST_CODE_POINT; i++) {
        uint32_t last = i + 1 < border_count ? borders[i + 1] - 1 : BG_LAST_CODE_POINT;
        if (!choose(borders[i], last, &choices[*count])) {
            continue;
        }
        if (search->avoids_line_ends && is_line_end(choices[*count])) {
            search->has_avoided = true;
        } else {
            (*count)++;
        }
    }
    qsort(choices, *count, sizeof *choices, by_rank);
    return choices;
}

static void expand(struct language_search *search, size_t at) {
    struct step step = search->steps[at];
    size_t count;
    uint32_t *choices = choices_of(search, &step, &count);
    for (size_t i = 0; i < count; i++) {
        bg_expression next =
            bg_expression_derive(search->languages->expressions, step.expression, choices[i], step.depth == 0);
        add_step(search, (struct step){.expression = next,
                                       .length = step.length < search->question->least ? step.length + 1 : step.length,
                                       .depth = step.depth + 1,
                                       .from = (uint32_t)at,
                                       .code_point = choices[i]});
    }
    free(choices);
}

static struct bg_slice text_of(struct language_search *search, size_t at, bool is_reversed) {
    uint32_t depth = search->steps[at].depth;
    uint32_t *code_points = bg_arena_array(search->languages->arena, depth, sizeof *code_points);
    for (uint32_t i = depth; i > 0; i--) {
        code_points[i - 1] = search->steps[at].code_point;
        at = search->steps[at].from;
    }
    struct bg_buffer out = {0};
    for (uint32_t i = 0; i < depth; i++) {
        bg_buffer_add_code_point(&out, code_points[is_reversed ? depth - 1 - i : i]);
    }
    struct bg_slice text = bg_arena_copy(search->languages->arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return text;
}

static enum bg_text_answer run(struct language_search *search, bg_expression start, bool is_reversed,
                               struct bg_slice *out) {
    struct bg_expressions *expressions = search->languages->expressions;
    add_step(search, (struct step){.expression = start});
    for (size_t at = 0; at < search->count; at++) {
        const struct step *step = &search->steps[at];
        if (bg_expressions_are_full(expressions) || search->count > BG_LIMIT_LANGUAGE_STATES) {
            *out = BG_LITERAL("the patterns have too many states (the limit is 20000)");
            return BG_TEXT_UNKNOWN;
        }
        if (++search->languages->states > BG_LIMIT_LANGUAGE_TOTAL) {
            *out = BG_LITERAL("the questions about patterns have too many states (the limit is 200000)");
            return BG_TEXT_UNKNOWN;
        }
        if (step->depth >= search->question->least &&
            bg_expression_is_nullable(expressions, step->expression, step->depth == 0, true)) {
            *out = text_of(search, at, is_reversed);
            return BG_TEXT_FOUND;
        }
        if (step->depth < search->question->most) {
            expand(search, at);
        }
    }
    return BG_TEXT_NONE;
}

/* The expression of everything the question asks for but the length. False if a pattern is not regular. */
static bool expression_of(struct bg_languages *languages, const struct bg_text_question *question, bool is_reversed,
                          bg_expression *out) {
    size_t total = question->match_count + question->refuse_count + question->excluded_count;
    bg_expression *parts = bg_arena_array(languages->arena, total, sizeof *parts);
    size_t count = 0;
    for (size_t i = 0; i < question->match_count; i++) {
        if (!language_of(languages, parse(languages, question->matches[i]), is_reversed, &parts[count++])) {
            return false;
        }
    }
    for (size_t i = 0; i < question->refuse_count; i++) {
        if (!language_of(languages, parse(languages, question->refuses[i]), is_reversed, &parts[count])) {
            return false;
        }
        parts[count] = bg_expression_not(languages->expressions, parts[count]);
        count++;
    }
    for (size_t i = 0; i < question->excluded_count; i++) {
        bg_expression text = literal_of(languages, question->excluded[i], is_reversed);
        parts[count++] = bg_expression_not(languages->expressions, text);
    }
    *out = bg_expression_both(languages->expressions, parts, count);
    return true;
}

/* What the patterns of a question are like. */
struct traits {
    struct bg_slice why_not; /* one of them has no tree; {NULL, 0}: all have */
    bool has_ahead;
    bool has_behind;
    bool is_disputed;
};

static void look_at(struct bg_languages *languages, const struct bg_slice *patterns, size_t count,
                    struct traits *traits) {
    for (size_t i = 0; i < count; i++) {
        const struct parsed_text *parsed = parse(languages, patterns[i]);
        if (parsed->pattern == NULL) {
            traits->why_not = parsed->why;
        }
        traits->has_ahead = traits->has_ahead || parsed->has_ahead;
        traits->has_behind = traits->has_behind || parsed->has_behind;
        traits->is_disputed = traits->is_disputed || parsed->is_disputed;
    }
}

/*
 * Line ends are avoided: `$` matches before a last one in some runtimes. If there is no way around them although `.` or
 * `\Z` is used, nothing is said, since the runtimes do not agree on what `.` leaves out, and what `\Z` leaves after it.
 */
static enum bg_text_answer answer(struct bg_languages *languages, const struct bg_text_question *question,
                                  bg_expression start, const struct traits *traits, struct bg_slice *out) {
    struct language_search search = {.languages = languages, .question = question, .avoids_line_ends = true};
    enum bg_text_answer found = run(&search, start, traits->has_behind, out);
    bool must_retry = found == BG_TEXT_NONE && search.has_avoided;
    bg_table_finish(&search.seen);
    free(search.steps);
    if (!must_retry) {
        return found;
    }
    search = (struct language_search){.languages = languages, .question = question};
    found = run(&search, start, traits->has_behind, out);
    bg_table_finish(&search.seen);
    free(search.steps);
    if (found == BG_TEXT_FOUND && traits->is_disputed) {
        *out = BG_LITERAL("only texts with line ends make a difference, and runtimes disagree on `.` and `\\Z` there");
        return BG_TEXT_UNKNOWN;
    }
    return found;
}

size_t bg_languages_states(const struct bg_languages *languages) {
    return languages->states;
}

enum bg_text_answer bg_language_find(struct bg_languages *languages, const struct bg_text_question *question,
                                     struct bg_slice *out) {
    struct traits traits = {0};
    bg_expression start;
    if (question->least > question->most) {
        return BG_TEXT_NONE;
    }
    if (question->least > BG_LIMIT_TEXT) {
        *out = BG_LITERAL("a text of that length is too long to make up (the limit is 20000)");
        return BG_TEXT_UNKNOWN;
    }
    look_at(languages, question->matches, question->match_count, &traits);
    look_at(languages, question->refuses, question->refuse_count, &traits);
    if (traits.why_not.at != NULL) {
        *out = traits.why_not;
        return BG_TEXT_UNKNOWN;
    }
    if ((traits.has_ahead && traits.has_behind) || !expression_of(languages, question, traits.has_behind, &start)) {
        *out = BG_LITERAL("a pattern looks ahead and behind in ways that cannot be combined");
        return BG_TEXT_UNKNOWN;
    }
    return answer(languages, question, start, &traits, out);
}

struct bg_languages *bg_languages_new(struct bg_arena *arena) {
    struct bg_languages *languages = bg_arena_alloc(arena, sizeof *languages);
    languages->arena = arena;
    languages->expressions = bg_expressions_new(arena);
    return languages;
}

void bg_languages_finish(struct bg_languages *languages) {
    if (languages != NULL) {
        bg_table_finish(&languages->by_pattern);
        bg_expressions_finish(languages->expressions);
    }
}
