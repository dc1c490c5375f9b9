/* Reading the vocabulary: see vocabulary_read.h. */
#include "rules/vocabulary_read.h"

#include "text/fields.h"

enum { LINE_MAX_BYTES = 160 };

#define AT(member) offsetof(struct bg_word, member)

const char *const bg_severity_names[BG_SEVERITY_COUNT] = {
    [BG_SEVERITY_ERROR] = "error",
    [BG_SEVERITY_WARNING] = "warning",
    [BG_SEVERITY_NOTE] = "note",
    [BG_SEVERITY_DETAIL] = "detail",
};

static const struct bg_field rows[] = {
    {"severity", BG_FIELD_WORD, BG_REQUIRED, AT(severity), BG_FIELD_WORDS(bg_severity_names)},
    {"title", BG_FIELD_LINE, BG_REQUIRED, AT(title), .max = LINE_MAX_BYTES},
    {"why", BG_FIELD_LINE, BG_REQUIRED, AT(why), .max = LINE_MAX_BYTES},
    {"fix", BG_FIELD_LINE, BG_REQUIRED, AT(fix), .max = LINE_MAX_BYTES},
    {"brief", BG_FIELD_LINE, BG_OPTIONAL, AT(brief), .max = LINE_MAX_BYTES},
    {"next", BG_FIELD_LINE, BG_OPTIONAL, AT(next), .max = LINE_MAX_BYTES},
    {"was", BG_FIELD_LINES, BG_OPTIONAL, AT(was), .count_at = AT(was_count), .max = LINE_MAX_BYTES},
};

static const struct bg_fields fields = BG_FIELDS("the entry", rows, struct bg_word);

bool bg_vocabulary_read(struct bg_arena *arena, struct bg_source *source, struct bg_word **out, size_t *count,
                        struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .is_builtin = true, .err = err};
    const struct bg_node *root;
    void *items = NULL;
    if (!bg_fields_document(&reader, source, &root) ||
        !bg_fields_read_named(&reader, &fields, "the vocabulary is no mapping from ids", root, &items, count)) {
        return false;
    }
    *out = items;
    return true;
}
