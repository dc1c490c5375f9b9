/* Tables of fields as JSON Schema: see fields_schema.h. */
#include "text/fields_schema.h"

#include "text/write_json.h"

/* One text on one line: what bg_fields_line takes. A limit in bytes is one in characters at least. */
#define LINE_PATTERN "\"minLength\": 1, \"pattern\": \"^[^\\\\u0000-\\\\u001f\\\\u007f]*$\""

static const char needed_mark[] = "@needed";

void bg_fields_schema_item(struct bg_buffer *out, struct bg_slice text) {
    bool is_first = out->len == 0 || out->at[out->len - 1] == '[';
    bg_buffer_add_text(out, is_first ? "" : ", ");
    bg_json_write_string(out, text);
}

static void add_words(struct bg_buffer *out, const struct bg_field *field) {
    for (size_t i = 0; i < field->word_count; i++) {
        bg_fields_schema_item(out, bg_slice_of(field->words[i]));
    }
}

static void add_needed(struct bg_buffer *out, const struct bg_fields *fields) {
    for (size_t i = 0; i < fields->count; i++) {
        if (fields->rows[i].need == BG_REQUIRED) {
            bg_fields_schema_item(out, bg_slice_of(fields->rows[i].name));
        }
    }
}

static bool needs_any(const struct bg_fields *fields) {
    bool needs = false;
    for (size_t i = 0; i < fields->count && !needs; i++) {
        needs = fields->rows[i].need == BG_REQUIRED;
    }
    return needs;
}

static bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
}

/* What stands for one @NAME of a row's or a table's own schema. */
static void add_mark(struct bg_buffer *out, struct bg_slice name, const struct bg_fields *fields,
                     const struct bg_field *field, bg_fields_schema_list *list) {
    if (bg_slice_is(name, "needed")) {
        add_needed(out, fields);
    } else if (bg_slice_is(name, "words")) {
        add_words(out, field);
    } else if (bg_slice_is(name, "table")) {
        bg_buffer_add_text(out, "{\"type\": \"object\", ");
        bg_fields_schema(out, field->table, list);
        bg_buffer_add_text(out, "}");
    } else {
        list(out, name);
    }
}

static void add_template(struct bg_buffer *out, const char *template, const struct bg_fields *fields,
                         const struct bg_field *field, bg_fields_schema_list *list) {
    while (*template != '\0') {
        if (*template != '@') {
            bg_buffer_add_char(out, *template ++);
            continue;
        }
        const char *name = ++template;
        while (is_word_character(*template)) {
            template ++;
        }
        add_mark(out, (struct bg_slice){name, (size_t)(template - name)}, fields, field, list);
    }
}

/* "type": what it is, and null where the key may be absent. */
static void add_type(struct bg_buffer *out, const char *types, const struct bg_field *field) {
    bg_buffer_printf(out, "\"type\": [%s%s]", types, field->need == BG_REQUIRED ? "" : ", \"null\"");
}

static void add_texts(struct bg_buffer *out, const struct bg_field *field) {
    add_type(out, "\"string\", \"array\"", field);
    bg_buffer_printf(out,
                     ", " LINE_PATTERN ", \"maxLength\": %zu%s, \"items\": {\"type\": \"string\", " LINE_PATTERN
                     ", \"maxLength\": %zu}",
                     field->max, field->never_empty ? ", \"minItems\": 1" : "", field->max);
}

static void add_set(struct bg_buffer *out, const struct bg_field *field) {
    add_type(out, "\"string\", \"array\"", field);
    bg_buffer_add_text(out, ", \"anyOf\": [{\"enum\": [");
    add_words(out, field);
    bg_buffer_add_text(out, "]}, {\"not\": {\"type\": \"string\"}}], \"minItems\": 1, \"items\": {\"enum\": [");
    add_words(out, field);
    bg_buffer_add_text(out, "]}");
}

static void add_value(struct bg_buffer *out, const struct bg_fields *fields, const struct bg_field *field,
                      bg_fields_schema_list *list) {
    switch (field->kind) {
    case BG_FIELD_LINE:
        add_type(out, "\"string\"", field);
        bg_buffer_printf(out, ", " LINE_PATTERN ", \"maxLength\": %zu", field->max);
        return;
    case BG_FIELD_LINES:
    case BG_FIELD_GLOBS:
        add_texts(out, field);
        return;
    case BG_FIELD_WORD:
    case BG_FIELD_CHOICE:
        bg_buffer_add_text(out, "\"enum\": [");
        add_words(out, field);
        bg_buffer_add_text(out, field->need == BG_REQUIRED ? "]" : ", null]");
        return;
    case BG_FIELD_SET:
        add_set(out, field);
        return;
    case BG_FIELD_TABLE:
        add_type(out, "\"object\"", field);
        bg_buffer_add_text(out, ", ");
        bg_fields_schema(out, field->table, list);
        return;
    case BG_FIELD_LIST:
        add_type(out, "\"array\"", field);
        bg_buffer_add_text(out, ", \"items\": {\"type\": \"object\", ");
        bg_fields_schema(out, field->table, list);
        bg_buffer_add_text(out, "}");
        return;
    case BG_FIELD_NODE:
    case BG_FIELD_OWN:
        add_template(out, field->schema == NULL ? "\"enum\": [@words, null]" : field->schema, fields, field, list);
        return;
    }
}

static void add_row(struct bg_buffer *out, const struct bg_fields *fields, const struct bg_field *field,
                    bg_fields_schema_list *list) {
    bg_json_write_string(out, bg_slice_of(field->name));
    bg_buffer_add_text(out, ": {");
    if (field->means != NULL) {
        bg_buffer_add_text(out, "\"description\": ");
        bg_json_write_string(out, bg_slice_of(field->means));
        bg_buffer_add_text(out, ", ");
    }
    add_value(out, fields, field, list);
    bg_buffer_add_text(out, "}");
}

void bg_fields_schema(struct bg_buffer *out, const struct bg_fields *fields, bg_fields_schema_list *list) {
    bool asks_itself = fields->schema != NULL && strstr(fields->schema, needed_mark) != NULL;
    bg_buffer_add_text(out, "\"additionalProperties\": false");
    if (!asks_itself && needs_any(fields)) {
        bg_buffer_add_text(out, ", \"required\": [");
        add_needed(out, fields);
        bg_buffer_add_text(out, "]");
    }
    if (fields->schema != NULL) {
        bg_buffer_add_text(out, ", ");
        add_template(out, fields->schema, fields, NULL, list);
    }
    bg_buffer_add_text(out, ", \"properties\": {");
    for (size_t i = 0; i < fields->count; i++) {
        bg_buffer_add_text(out, i == 0 ? "" : ", ");
        add_row(out, fields, &fields->rows[i], list);
    }
    bg_buffer_add_text(out, "}");
}
