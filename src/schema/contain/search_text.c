/*
 * Texts: patterns, lengths and values left out make a question to the languages (language.h). Asserted formats of dates
 * are approximated by patterns from below (all of whose texts have the format) and from above (which all texts with the
 * format match): the first make values, the second show that there is none.
 */
#include "schema/contain/search.h"

#include "base/slice.h"
#include "text/builder.h"

#define DATE_BELOW "[0-9]{3}[1-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
#define DATE_ABOVE "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define TIME_BELOW "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
#define TIME_ABOVE "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
#define HEX "[0-9a-fA-F]"

#define BYTE "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
#define IPV4 "^" BYTE "\\." BYTE "\\." BYTE "\\." BYTE "$"
#define UUID "^" HEX "{8}-" HEX "{4}-" HEX "{4}-" HEX "{4}-" HEX "{12}$"

static const struct {
    const char *format;
    const char *below; /* NULL: nothing is known to have the format */
    const char *above;
} approximations[] = {
    {"date", "^" DATE_BELOW "$", "^" DATE_ABOVE "$"},
    {"date-time", "^" DATE_BELOW "T" TIME_BELOW "$", "^" DATE_ABOVE "[Tt]" TIME_ABOVE "$"},
    {"duration", NULL, "^P[^]"},
    {"email", NULL, "[^]@[^]"},
    {"hostname", NULL, "^[A-Za-z0-9.-]+$"},
    {"ipv4", IPV4, IPV4},
    {"ipv6", NULL, "^[0-9a-fA-F.]*:[0-9a-fA-F:.]*$"},
    {"json-pointer", NULL, "^(/|$)"},
    {"time", "^" TIME_BELOW "$", "^" TIME_ABOVE "$"},
    {"uri", NULL, "^[A-Za-z][A-Za-z0-9+.-]*:[^ ]*$"},
    {"uuid", UUID, UUID},
};
enum { APPROXIMATION_COUNT = sizeof approximations / sizeof approximations[0] };

struct texts {
    struct bg_search *search;
    struct bg_text_question question;
    struct bg_slice *matches;
    struct bg_slice *refuses;
    struct bg_slice *excluded;
    bool has_formats;
    bool has_unknown_format; /* one without an approximation, to be violated */
};

static void read_format(struct texts *texts, struct bg_slice format, bool is_negated, bool from_below) {
    texts->has_formats = true;
    for (size_t i = 0; i < APPROXIMATION_COUNT; i++) {
        if (bg_slice_is(format, approximations[i].format)) {
            /* making a value: in the lower one, or out of the upper one; showing that there is none: the other way */
            bool takes_below = is_negated != from_below;
            struct bg_slice pattern = bg_slice_of(takes_below ? approximations[i].below : approximations[i].above);
            if (pattern.at == NULL) {
                break;
            }
            if (is_negated) {
                texts->refuses[texts->question.refuse_count++] = pattern;
            } else {
                texts->matches[texts->question.match_count++] = pattern;
            }
            return;
        }
    }
    texts->has_unknown_format = true;
}

static size_t max_size(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t min_size(size_t a, size_t b) {
    return a < b ? a : b;
}

static void read_length(struct bg_text_question *question, const struct bg_form *form, bool is_negated) {
    if (form->kind == BG_FORM_MIN_LENGTH && !is_negated) {
        question->least = max_size(question->least, form->size);
    } else if (form->kind == BG_FORM_MIN_LENGTH) {
        question->most = min_size(question->most, form->size - 1);
    } else if (!is_negated) {
        question->most = min_size(question->most, form->size);
    } else {
        question->least = max_size(question->least, form->size + 1);
    }
}

static void read_literal(struct texts *texts, bg_literal literal, bool from_below) {
    const struct bg_form *form = bg_form_get(texts->search->forms, literal);
    bool is_negated = bg_literal_is_negated(literal);
    if (form->kind == BG_FORM_MIN_LENGTH || form->kind == BG_FORM_MAX_LENGTH) {
        read_length(&texts->question, form, is_negated);
    } else if (form->kind == BG_FORM_PATTERN && !is_negated) {
        texts->matches[texts->question.match_count++] = form->text;
    } else if (form->kind == BG_FORM_PATTERN) {
        texts->refuses[texts->question.refuse_count++] = form->text;
    } else if (form->kind == BG_FORM_FORMAT) {
        read_format(texts, form->text, is_negated, from_below);
    } else if (form->kind == BG_FORM_ENUM && is_negated) {
        for (size_t i = 0; i < form->value_count; i++) {
            const struct bg_node *value = bg_form_value(texts->search->forms, form->values[i])->node;
            if (value->kind == BG_NODE_STRING) {
                texts->excluded[texts->question.excluded_count++] = value->as.text;
            }
        }
    }
}

static size_t excluded_values(const struct bg_search *search, const struct bg_set *set) {
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        count += bg_form_get(search->forms, set->items[i])->value_count;
    }
    return count;
}

static enum bg_text_answer ask(struct texts *texts, const struct bg_set *set, bool from_below, struct bg_slice *out) {
    struct bg_arena *arena = texts->search->arena;
    texts->matches = bg_arena_array(arena, set->count, sizeof *texts->matches);
    texts->refuses = bg_arena_array(arena, set->count, sizeof *texts->refuses);
    texts->excluded = bg_arena_array(arena, excluded_values(texts->search, set), sizeof *texts->excluded);
    texts->question = (struct bg_text_question){
        .matches = texts->matches, .refuses = texts->refuses, .excluded = texts->excluded, .most = SIZE_MAX};
    for (size_t i = 0; i < set->count; i++) {
        read_literal(texts, set->items[i], from_below);
    }
    return bg_language_find(texts->search->languages, &texts->question, out);
}

struct bg_search_answer bg_search_text(struct bg_search *search, const struct bg_set *set) {
    struct texts texts = {.search = search};
    struct bg_slice out = BG_NO_SLICE;
    enum bg_text_answer answer = ask(&texts, set, true, &out);
    if (answer == BG_TEXT_FOUND && !texts.has_unknown_format) {
        return bg_found_value(bg_node_new_text(search->arena, out, NULL));
    }
    if (texts.has_formats && answer != BG_TEXT_UNKNOWN) {
        answer = ask(&texts, set, false, &out);
        if (answer == BG_TEXT_FOUND) {
            return bg_found_unknown("an asserted format cannot be decided");
        }
    }
    return answer == BG_TEXT_NONE ? bg_found_none()
                                  : (struct bg_search_answer){.kind = BG_FOUND_UNKNOWN, .reason = out};
}
