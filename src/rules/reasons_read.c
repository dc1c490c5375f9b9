/* Reading reasons: see reasons_read.h. Every key is required. */
#include "rules/reasons_read.h"

#include "text/fields.h"

enum { LINE_MAX_BYTES = 160 };

#define AT(member) offsetof(struct bg_reason_words, member)

static const struct bg_field rows[] = {
    {"title", BG_FIELD_LINE, BG_REQUIRED, AT(title), .max = LINE_MAX_BYTES},
    {"why", BG_FIELD_LINE, BG_REQUIRED, AT(why), .max = LINE_MAX_BYTES},
    {"fix", BG_FIELD_LINE, BG_REQUIRED, AT(fix), .max = LINE_MAX_BYTES},
};

static const struct bg_fields fields = BG_FIELDS("the reason", rows, struct bg_reason_words);

bool bg_reasons_read(struct bg_arena *arena, struct bg_source *source, struct bg_reason_words **out, size_t *count,
                     struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .is_builtin = true, .err = err};
    const struct bg_node *root;
    void *items = NULL;
    if (!bg_fields_document(&reader, source, &root) ||
        !bg_fields_read_named(&reader, &fields, "the reasons are no mapping from ids", root, &items, count)) {
        return false;
    }
    *out = items;
    return true;
}
