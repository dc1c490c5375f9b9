/*
 * Patterns to expressions: see translate.h. What follows a part is made first and handed on, so a look-ahead is an
 * intersection with it. Word boundaries ask for the character before as well: then there are two kinds of what follows.
 */
#include "schema/language/translate.h"

/* Repetitions of something with an anchor in it are written out up to this count. */
enum { WRITTEN_OUT = 8 };

struct translation {
    struct bg_expressions *expressions;
    bool is_in_loop; /* what follows is a loop that is not closed yet */
    bool is_refused;
};

static bool looks_around(const struct bg_pattern *pattern) {
    return bg_pattern_has(pattern, BG_PATTERN_AHEAD) || bg_pattern_has(pattern, BG_PATTERN_BEHIND) ||
           bg_pattern_has(pattern, BG_PATTERN_BOUNDARY);
}

static bool has_anchor(const struct bg_pattern *pattern) {
    return bg_pattern_has(pattern, BG_PATTERN_BEGIN) || bg_pattern_has(pattern, BG_PATTERN_END);
}

/* Can it match without taking a character? */
static bool may_be_empty(const struct bg_pattern *pattern) {
    switch (pattern->kind) {
    case BG_PATTERN_CLASS:
        return false;
    case BG_PATTERN_EMPTY:
    case BG_PATTERN_BEGIN:
    case BG_PATTERN_END:
    case BG_PATTERN_AHEAD:
    case BG_PATTERN_BEHIND:
    case BG_PATTERN_BOUNDARY:
        return true;
    case BG_PATTERN_REPEAT:
        return pattern->least == 0 || may_be_empty(pattern->parts[0]);
    case BG_PATTERN_CONCAT:
    case BG_PATTERN_EITHER:
        break;
    }
    bool is_concat = pattern->kind == BG_PATTERN_CONCAT;
    for (size_t i = 0; i < pattern->part_count; i++) {
        if (may_be_empty(pattern->parts[i]) != is_concat) {
            return !is_concat;
        }
    }
    return is_concat;
}

/* What follows, where the character before is one of a word, and where it is not (or there is none). Where the two are
 * the same, what stands before does not matter. */
struct following {
    bg_expression after_word;
    bg_expression after_other;
};

static struct following same(bg_expression expression) {
    return (struct following){expression, expression};
}

static bg_expression either(struct translation *t, bg_expression a, bg_expression b) {
    bg_expression two[2] = {a, b};
    return bg_expression_union(t->expressions, two, 2);
}

static bg_expression both(struct translation *t, bg_expression a, bg_expression b) {
    bg_expression two[2] = {a, b};
    return bg_expression_both(t->expressions, two, 2);
}

static bg_expression concat(struct translation *t, bg_expression first, bg_expression then) {
    return bg_expression_concat(t->expressions, first, then);
}

static bg_expression word_character(struct translation *t) {
    return bg_expression_class(t->expressions, bg_word_ranges, sizeof bg_word_ranges / sizeof bg_word_ranges[0]);
}

static bg_expression other_character(struct translation *t) {
    static const struct bg_code_range everything = {0, BG_LAST_CODE_POINT};
    bg_expression any = bg_expression_class(t->expressions, &everything, 1);
    return both(t, any, bg_expression_not(t->expressions, word_character(t)));
}

/* Texts that end with a character of the kind. */
static bg_expression ending_with(struct translation *t, bg_expression character) {
    return concat(t, BG_EXPRESSION_ANY, character);
}

/* `first`, which takes characters or none, and then what follows its last one. Where that matters, it has no anchor. */
static struct following before(struct translation *t, bg_expression first, struct following then) {
    if (then.after_word == then.after_other) {
        return same(concat(t, first, then.after_word));
    }
    bg_expression taken = either(t, concat(t, both(t, first, ending_with(t, word_character(t))), then.after_word),
                                 concat(t, both(t, first, ending_with(t, other_character(t))), then.after_other));
    if (!bg_expression_is_nullable(t->expressions, first, false, false)) {
        return same(taken);
    }
    return (struct following){either(t, taken, then.after_word), either(t, taken, then.after_other)};
}

/* An anchor takes nothing: what was before it is still before what follows. */
static struct following at_anchor(struct translation *t, enum bg_expression_kind kind, struct following then) {
    bg_expression anchor = bg_expression_simple(t->expressions, kind);
    bool is_same = then.after_word == then.after_other;
    bg_expression after_other = concat(t, anchor, then.after_other);
    return (struct following){is_same ? after_other : concat(t, anchor, then.after_word), after_other};
}

/* A word begins or ends where one of the two characters beside it is one of a word. */
static struct following at_boundary(struct translation *t, bool is_negated, struct following then) {
    bg_expression word_follows = concat(t, word_character(t), BG_EXPRESSION_ANY);
    bg_expression other_follows = bg_expression_not(t->expressions, word_follows);
    return (struct following){both(t, is_negated ? word_follows : other_follows, then.after_word),
                              both(t, is_negated ? other_follows : word_follows, then.after_other)};
}

static struct following translate(struct translation *t, const struct bg_pattern *pattern, struct following then);

static struct following join(struct translation *t, struct following a, struct following b) {
    return (struct following){either(t, a.after_word, b.after_word), either(t, a.after_other, b.after_other)};
}

static struct following translate_either(struct translation *t, const struct bg_pattern *pattern,
                                         struct following then) {
    struct following all = same(BG_EXPRESSION_NONE);
    for (size_t i = 0; i < pattern->part_count; i++) {
        all = join(t, all, translate(t, pattern->parts[i], then));
    }
    return all;
}

/* A pattern without look-arounds, alone. */
static bg_expression translate_alone(struct translation *t, const struct bg_pattern *pattern) {
    return translate(t, pattern, same(bg_expression_simple(t->expressions, BG_EXPRESSION_EMPTY))).after_other;
}

/* `count` times, or up to `count` times, written out. */
static struct following write_out(struct translation *t, const struct bg_pattern *inner, uint32_t count,
                                  bool is_optional, struct following then) {
    struct following all = then;
    for (uint32_t i = 0; i < count && !t->is_refused && !bg_expressions_are_full(t->expressions); i++) {
        all = join(t, is_optional ? then : same(BG_EXPRESSION_NONE), translate(t, inner, all));
    }
    return all;
}

static struct following refuse(struct translation *t) {
    t->is_refused = true;
    return same(BG_EXPRESSION_NONE);
}

static struct following translate_repeat(struct translation *t, const struct bg_pattern *pattern,
                                         struct following then) {
    const struct bg_pattern *inner = pattern->parts[0];
    uint32_t more = pattern->most == BG_UNBOUNDED ? 0 : pattern->most - pattern->least;
    if (!looks_around(inner) && !has_anchor(inner)) {
        bg_expression once = translate_alone(t, inner);
        return before(t, bg_expression_repeat(t->expressions, once, pattern->least, pattern->most), then);
    }
    if (has_anchor(inner) && (pattern->most == BG_UNBOUNDED || pattern->most > WRITTEN_OUT)) {
        return refuse(t);
    }
    if (pattern->most != BG_UNBOUNDED) {
        return write_out(t, inner, pattern->least, false, write_out(t, inner, more, true, then));
    }
    if (may_be_empty(inner) || t->is_in_loop) {
        return refuse(t);
    }
    t->is_in_loop = true;
    bool is_plain = then.after_word == then.after_other && !bg_pattern_has(inner, BG_PATTERN_BOUNDARY);
    struct following loop = same(bg_expression_loop(t->expressions));
    loop.after_word = is_plain ? loop.after_other : bg_expression_loop(t->expressions);
    struct following again = join(t, then, translate(t, inner, loop));
    bg_expression_set_loop(t->expressions, loop.after_other, again.after_other);
    if (!is_plain) {
        bg_expression_set_loop(t->expressions, loop.after_word, again.after_word);
    }
    t->is_in_loop = false;
    return write_out(t, inner, pattern->least, false, loop);
}

/* The expression of `pattern` and then `then`. */
static struct following translate(struct translation *t, const struct bg_pattern *pattern, struct following then) {
    switch (pattern->kind) {
    case BG_PATTERN_EMPTY:
        return then;
    case BG_PATTERN_CLASS:
        return before(t, bg_expression_class(t->expressions, pattern->ranges, pattern->range_count), then);
    case BG_PATTERN_BEGIN:
        return at_anchor(t, BG_EXPRESSION_BEGIN, then);
    case BG_PATTERN_END:
        return at_anchor(t, BG_EXPRESSION_END, then);
    case BG_PATTERN_BOUNDARY:
        return at_boundary(t, pattern->is_negated, then);
    case BG_PATTERN_CONCAT:
        for (size_t i = pattern->part_count; i > 0; i--) {
            then = translate(t, pattern->parts[i - 1], then);
        }
        return then;
    case BG_PATTERN_EITHER:
        if (looks_around(pattern) || (has_anchor(pattern) && then.after_word != then.after_other)) {
            return translate_either(t, pattern, then);
        }
        return before(
            t,
            translate_either(t, pattern, same(bg_expression_simple(t->expressions, BG_EXPRESSION_EMPTY))).after_other,
            then);
    case BG_PATTERN_REPEAT:
        return translate_repeat(t, pattern, then);
    case BG_PATTERN_BEHIND:
        return refuse(t);
    case BG_PATTERN_AHEAD:
        break;
    }
    struct following ahead = translate(t, pattern->parts[0], same(BG_EXPRESSION_ANY));
    if (pattern->is_negated) {
        bool is_same = ahead.after_word == ahead.after_other;
        ahead.after_other = bg_expression_not(t->expressions, ahead.after_other);
        ahead.after_word = is_same ? ahead.after_other : bg_expression_not(t->expressions, ahead.after_word);
    }
    return (struct following){both(t, ahead.after_word, then.after_word), both(t, ahead.after_other, then.after_other)};
}

bool bg_pattern_translate(struct bg_expressions *expressions, const struct bg_pattern *pattern, bg_expression *out) {
    struct translation t = {.expressions = expressions};
    struct following found = translate(&t, pattern, same(BG_EXPRESSION_ANY));
    if (found.after_word == found.after_other) {
        *out = concat(&t, BG_EXPRESSION_ANY, found.after_other);
    } else {
        *out =
            either(&t, concat(&t, ending_with(&t, word_character(&t)), found.after_word),
                   either(&t, concat(&t, ending_with(&t, other_character(&t)), found.after_other), found.after_other));
    }
    return !t.is_refused;
}
