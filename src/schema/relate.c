/* Containment: see relate.h. */
#include "schema/relate.h"

#include "core/slice.h"
#include "schema/reader.h"

static struct bg_relation unknown(struct bg_arena *arena, const char *where, struct bg_slice why) {
    return (struct bg_relation){.answer = BG_ANSWER_UNKNOWN,
                                .reason = bg_arena_printf(arena, "%s%.*s", where, BG_ARGS(why))};
}

struct bg_relation bg_schema_relate(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                                    struct bg_relate_options options) {
    struct bg_arena work = BG_ARENA_EMPTY;
    struct bg_forms *forms = bg_forms_new(&work);
    struct bg_reader base_reader;
    struct bg_reader head_reader;
    bg_reader_init(&base_reader, forms, base, options.assert_formats);
    bg_reader_init(&head_reader, forms, head, options.assert_formats);
    bg_literal from = bg_reader_read(&base_reader, base);
    bg_literal to = bg_reader_read(&head_reader, head);
    struct bg_relation relation = unknown(arena, "the schemas differ", BG_NO_SLICE);
    if (base_reader.fault.at != NULL) {
        relation = unknown(arena, "the base is no valid schema: ", base_reader.fault);
    } else if (head_reader.fault.at != NULL) {
        relation = unknown(arena, "the head is no valid schema: ", head_reader.fault);
    } else if (from == to || from == BG_NEVER || to == BG_ALWAYS) {
        relation = (struct bg_relation){.answer = BG_ANSWER_YES};
    }
    bg_reader_finish(&base_reader);
    bg_reader_finish(&head_reader);
    bg_forms_finish(forms);
    bg_arena_finish(&work);
    return relation;
}
