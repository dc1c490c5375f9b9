/* Plain containment of two schemas in files, without any assumption about connectors unless asked. */
#include "base/file.h"
#include "base/visible.h"
#include "run/public.h"
#include "schema/contain/relate.h"
#include "text/read.h"
#include "text/write_json.h"

#include <stdlib.h>

struct bg_containment {
    struct bg_arena arena;
    struct bg_relation relation;
};

/* By enum bg_relate_answer. */
static const char *const words[] = {"yes", "no", "unknown"};

static bool read_file(struct bg_arena *arena, const char *file, const struct bg_node **out, struct bg_error *err) {
    struct bg_slice text;
    if (!bg_file_read(arena, file, &text, err)) {
        return false;
    }
    struct bg_source *source = bg_source_new(arena, bg_arena_copy(arena, bg_slice_of(file)), text);
    return bg_read_document(arena, source, NULL, out, err);
}

bool bg_subschema(struct bg_containment **out, const struct bg_subschema_options *options, struct bg_error *err) {
    struct bg_containment *containment = bg_realloc(NULL, sizeof *containment);
    *containment = (struct bg_containment){.arena = BG_ARENA_EMPTY};
    struct bg_arena *arena = &containment->arena;
    const struct bg_node *base;
    const struct bg_node *head;
    if (!bg_options_are_known(options->version, err) || !read_file(arena, options->base, &base, err) ||
        !read_file(arena, options->head, &head, err)) {
        bg_containment_free(containment);
        return false;
    }
    struct bg_relate_options assumed = {.declared_keys_only = options->is_stored_config,
                                        .discriminators_present = options->is_stored_config,
                                        .assert_formats = options->asserts_formats};
    containment->relation = bg_schema_relate(arena, base, head, assumed);
    *out = containment;
    return true;
}

void bg_containment_free(struct bg_containment *containment) {
    if (containment != NULL) {
        bg_arena_finish(&containment->arena);
        free(containment);
    }
}

enum bg_relate_answer bg_containment_answer(const struct bg_containment *containment) {
    return containment->relation.answer;
}

struct bg_slice bg_containment_witness(const struct bg_containment *containment) {
    return containment->relation.answer == BG_ANSWER_NO ? containment->relation.witness : BG_NO_SLICE;
}

struct bg_slice bg_containment_fails_at(const struct bg_containment *containment) {
    return containment->relation.answer == BG_ANSWER_NO ? containment->relation.fails_at : BG_NO_SLICE;
}

struct bg_slice bg_containment_reason(const struct bg_containment *containment) {
    return containment->relation.reason;
}

static void write_text(struct bg_buffer *out, const struct bg_relation *relation) {
    bg_buffer_printf(out, "%s", words[relation->answer]);
    if (relation->answer == BG_ANSWER_NO) {
        bg_buffer_add_text(out, ": ");
        bg_visible_add(out, relation->witness, SIZE_MAX);
        bg_buffer_add_text(out, " is accepted by the first and refused by the second at ");
        bg_visible_add(out, relation->fails_at.len == 0 ? BG_LITERAL("its root") : relation->fails_at, SIZE_MAX);
    } else if (relation->answer == BG_ANSWER_UNKNOWN) {
        bg_buffer_add_text(out, ": ");
        bg_visible_add(out, relation->reason, SIZE_MAX);
    }
    bg_buffer_add_char(out, '\n');
}

static void write_json(struct bg_buffer *out, const struct bg_relation *relation) {
    struct bg_json_writer json = {.out = out};
    bg_json_open(&json, NULL, '{');
    bg_json_text(&json, "answer", bg_slice_of(words[relation->answer]));
    if (relation->answer == BG_ANSWER_NO) {
        bg_json_raw(&json, "witness", relation->witness);
        bg_json_text(&json, "fails_at", relation->fails_at.at == NULL ? BG_LITERAL("") : relation->fails_at);
    } else {
        bg_json_null(&json, "witness");
    }
    bg_json_text(&json, "reason", relation->reason);
    bg_json_close(&json, '}');
}

bool bg_containment_write(const struct bg_containment *containment, const char *format, const struct bg_writer *to,
                          struct bg_error *err) {
    struct bg_buffer out = {0};
    bool is_json;
    if (!bg_format_choose(format, "text", "json", "subschema writes one answer, as text or as json", &is_json, err)) {
        return false;
    }
    (is_json ? write_json : write_text)(&out, &containment->relation);
    bool is_written = bg_write_out(to, &out, err);
    bg_buffer_finish(&out);
    return is_written;
}
