/*
 * Containment: a search for a value of the base that the head refuses. A value found is the answer "no" only after the
 * validator, which shares no code with the search, has accepted it under the base and refused it under the head.
 */
#include "schema/contain/relate.h"

#include "base/slice.h"
#include "text/write_json.h"
#include "schema/accept/reader.h"
#include "schema/contain/search.h"
#include "schema/accept/witness.h"

static struct bg_relation unknown(struct bg_arena *arena, const char *where, struct bg_slice why) {
    return (struct bg_relation){.answer = BG_ANSWER_UNKNOWN,
                                .reason = bg_arena_printf(arena, "%s%.*s", where, BG_ARGS(why))};
}

/* The two schemas as forms, with everything that has to be released. */
struct question {
    struct bg_arena work;
    struct bg_forms *forms;
    struct bg_reader base;
    struct bg_reader head;
    struct bg_search search;
};

static void question_finish(struct question *question) {
    bg_search_finish(&question->search);
    bg_forms_finish(question->forms);
    bg_arena_finish(&question->work);
}

static struct bg_relation no(struct bg_arena *arena, struct question *question, const struct bg_node *base,
                             const struct bg_node *head, struct bg_relate_options options,
                             const struct bg_node *value) {
    struct bg_witness witness = {
        .arena = &question->work,
        .base = bg_validator_new(&question->work, base, (struct bg_validate_options){options.assert_formats}),
        .head = bg_validator_new(&question->work, head, (struct bg_validate_options){options.assert_formats}),
    };
    struct bg_relation relation = unknown(arena, "the value found could not be confirmed", BG_NO_SLICE);
    struct bg_buffer text = {0};
    if (bg_witness_is_confirmed(&witness, value)) {
        value = bg_witness_improve(&witness, base, value);
        bg_json_write_node(&text, value, BG_JSON_COMPACT, false);
        relation = (struct bg_relation){.answer = BG_ANSWER_NO,
                                        .witness = bg_arena_copy(arena, bg_buffer_slice(&text)),
                                        .fails_at = bg_arena_copy(arena, witness.fails_at)};
    } else if (witness.reason.at != NULL) {
        relation = unknown(arena, "the value found could not be confirmed: ", witness.reason);
    }
    bg_buffer_finish(&text);
    bg_validator_finish(witness.base);
    bg_validator_finish(witness.head);
    return relation;
}

static struct bg_relation decide(struct bg_arena *arena, struct question *question, const struct bg_node *base,
                                 const struct bg_node *head, struct bg_relate_options options) {
    bool is_stored = options.declared_keys_only || options.discriminators_present;
    question->base.assumes_declared = options.declared_keys_only;
    question->base.assumes_discriminators = options.discriminators_present;
    bg_literal plain = bg_reader_read(&question->base, base);
    bg_literal to = bg_reader_read(&question->head, head);
    bg_literal from = is_stored ? bg_reader_read_stored(&question->base, base) : plain;
    if (!bg_dialect_is_known(base) || !bg_dialect_is_known(head)) {
        return bg_node_equal(base, head) ? (struct bg_relation){.answer = BG_ANSWER_YES}
                                         : unknown(arena, "the draft that `$schema` names is not known", BG_NO_SLICE);
    }
    if (question->base.fault.at != NULL) {
        return unknown(arena, "the base is no valid schema: ", question->base.fault);
    }
    if (question->head.fault.at != NULL) {
        return unknown(arena, "the head is no valid schema: ", question->head.fault);
    }
    if (plain == to) {
        return (struct bg_relation){.answer = BG_ANSWER_YES};
    }
    struct bg_search_answer found = bg_found_none();
    bool is_form = options.declared_keys_only && options.root_is_form;
    bg_literal literals[3] = {from, bg_form_negate(question->forms, to),
                              is_form ? bg_reader_no_settings(&question->base) : BG_ALWAYS};
    if (!bg_forms_are_full(question->forms)) {
        found = bg_search_find(&question->search, literals, is_form ? 3 : 2);
    }
    if (bg_forms_are_full(question->forms)) {
        return unknown(arena, BG_TOO_MANY_FORMS, BG_NO_SLICE);
    }
    switch (found.kind) {
    case BG_FOUND_NONE:
        return (struct bg_relation){.answer = BG_ANSWER_YES};
    case BG_FOUND_VALUE:
        return no(arena, question, base, head, options, found.value);
    case BG_FOUND_UNKNOWN:
        break;
    }
    return unknown(arena, "", found.reason);
}

struct bg_relation bg_schema_relate(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                                    struct bg_relate_options options) {
    struct question question = {.work = BG_ARENA_EMPTY};
    question.forms = bg_forms_new(&question.work);
    bg_reader_init(&question.base, question.forms, base, options.assert_formats);
    bg_reader_init(&question.head, question.forms, head, options.assert_formats);
    bg_search_init(&question.search, &question.work, question.forms);
    struct bg_relation relation = decide(arena, &question, base, head, options);
    relation.steps = 1 + bg_forms_count(question.forms) + question.search.steps + question.search.work +
                     bg_languages_states(question.search.languages);
    question_finish(&question);
    return relation;
}
