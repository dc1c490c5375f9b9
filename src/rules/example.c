/* Examples: see example.h. */
#include "rules/example.h"

#include "text/fields.h"
#include "text/read.h"

enum { LINE_MAX = 200 };

static const char *const kind_names[] = {
#define X(constant, name) name,
    BG_EXAMPLE_KINDS(X)
#undef X
};

static bool read_expect(const struct bg_field_reader *reader, const struct bg_field *field,
                        const struct bg_member *member, void *out) {
    struct bg_example *example = out;
    if (member->value->kind != BG_NODE_LIST) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "`%s` is not a list", field->name);
    }
    return bg_fields_lines(reader, member->value, field->name, LINE_MAX, &example->expect, &example->expect_count);
}

#define AT(member) offsetof(struct bg_example, member)

static const struct bg_field rows[] = {
    {"name", BG_FIELD_LINE, BG_REQUIRED, AT(name), .max = LINE_MAX},
    {"kind", BG_FIELD_WORD, BG_REQUIRED, AT(kind), BG_FIELD_WORDS(kind_names)},
    {"base", BG_FIELD_NODE, BG_REQUIRED, .at = AT(base)},
    {"head", BG_FIELD_NODE, BG_REQUIRED, .at = AT(head)},
    {"expect", BG_FIELD_OWN, BG_REQUIRED, .read = read_expect},
    {"witness", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(witness)},
};

static const struct bg_fields fields = BG_FIELDS("the example", rows, struct bg_example);

bool bg_examples_read(const struct bg_field_reader *reader, const struct bg_node *list, const struct bg_example **out,
                      size_t *count) {
    void *items = NULL;
    bool is_read = bg_fields_list(reader, &fields, "examples", list, &items, count);
    *out = items;
    return is_read;
}

bool bg_examples_parse(struct bg_arena *arena, struct bg_slice text, const struct bg_example **out, size_t *count,
                       struct bg_error *err) {
    *out = NULL;
    *count = 0;
    if (text.len == 0) {
        return true;
    }
    const struct bg_field_reader reader = {.arena = arena, .err = err};
    const struct bg_node *root;
    return bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("examples"), text), NULL, &root, err) &&
           bg_examples_read(&reader, bg_node_at(root, "examples"), out, count);
}
