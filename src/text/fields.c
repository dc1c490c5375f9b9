/* Closed mappings: see fields.h. */
#include "text/fields.h"

#include "base/glob.h"
#include "base/nearest.h"
#include "text/read.h"

#include <stdlib.h>

_Static_assert(sizeof(enum bg_field_kind) == sizeof(unsigned), "enums are stored as unsigned");

static bool has_control(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7f) {
            return true;
        }
    }
    return false;
}

bool bg_fields_line(const struct bg_field_reader *reader, const struct bg_node *node, const char *name, size_t max,
                    struct bg_slice *out) {
    *out = BG_NO_SLICE;
    if (node == NULL) {
        return true;
    }
    if (node->kind != BG_NODE_STRING || node->as.text.len == 0) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is not a text", name);
    }
    if (has_control(node->as.text)) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is more than one plain line", name);
    }
    if (node->as.text.len > max) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`%s` has %zu bytes, %zu are allowed", name,
                          node->as.text.len, max);
    }
    *out = node->as.text;
    return true;
}

/* A list, or one value in place of it. */
static size_t length_of(const struct bg_node *node) {
    return node->kind == BG_NODE_LIST ? node->count : 1;
}

static const struct bg_node *item_of(const struct bg_node *node, size_t index) {
    return node->kind == BG_NODE_LIST ? node->as.items[index] : node;
}

bool bg_fields_lines(const struct bg_field_reader *reader, const struct bg_node *node, const char *name, size_t max,
                     const struct bg_slice **out, size_t *count) {
    *out = NULL;
    *count = 0;
    if (node == NULL) {
        return true;
    }
    size_t length = length_of(node);
    struct bg_slice *lines = bg_arena_array(reader->arena, length, sizeof lines[0]);
    for (size_t i = 0; i < length; i++) {
        if (!bg_fields_line(reader, item_of(node, i), name, max, &lines[i])) {
            return false;
        }
    }
    *out = lines;
    *count = length;
    return true;
}

bool bg_fields_glob(struct bg_slice glob, struct bg_place at, struct bg_error *err) {
    const char *fault = bg_glob_fault(glob);
    return fault == NULL || bg_fail_at(err, BG_ERROR_USAGE, at, "`%.*s` is no pattern: %s", BG_ARGS(glob), fault);
}

bool bg_fields_globs(const struct bg_field_reader *reader, const struct bg_node *node, const char *name, size_t max,
                     const struct bg_slice **out, size_t *count) {
    if (!bg_fields_lines(reader, node, name, max, out, count)) {
        return false;
    }
    for (size_t i = 0; i < *count; i++) {
        if (!bg_fields_glob((*out)[i], bg_node_place(node), reader->err)) {
            return false;
        }
    }
    return true;
}

bool bg_fields_word(const struct bg_node *node, const char *name, const char *const *words, size_t count, size_t *out,
                    struct bg_error *err) {
    struct bg_slice word = bg_node_text(node);
    struct bg_nearest nearest = bg_nearest_start(word);
    for (size_t i = 0; i < count; i++) {
        if (word.at != NULL && bg_slice_is(word, words[i])) {
            *out = i;
            return true;
        }
        bg_nearest_offer(&nearest, bg_slice_of(words[i]));
    }
    if (word.at == NULL) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is not a word", name);
    }
    return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`%s` has no value `%.*s`%s", name, BG_ARGS(word),
                      bg_nearest_hint(&nearest));
}

static bool fail_empty(const struct bg_field_reader *reader, const struct bg_field *field, const struct bg_node *node) {
    return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is an empty list", field->name);
}

static bool read_texts(const struct bg_field_reader *reader, const struct bg_field *field, const struct bg_node *node,
                       char *out) {
    const struct bg_slice *items;
    size_t count;
    bool is_read = field->kind == BG_FIELD_GLOBS
                       ? bg_fields_globs(reader, node, field->name, field->max, &items, &count)
                       : bg_fields_lines(reader, node, field->name, field->max, &items, &count);
    if (is_read && count == 0 && field->never_empty) {
        return fail_empty(reader, field, node);
    }
    memcpy(out + field->at, &items, sizeof items);
    memcpy(out + field->count_at, &count, sizeof count);
    return is_read;
}

static void put_word(const struct bg_field *field, uint32_t word, char *out) {
    bool is_second = word == 1;
    if (field->kind == BG_FIELD_CHOICE) {
        memcpy(out + field->at, &is_second, sizeof is_second);
    } else {
        memcpy(out + field->at, &word, sizeof word);
    }
}

static bool read_word(const struct bg_field_reader *reader, const struct bg_field *field, const struct bg_node *node,
                      char *out) {
    size_t word;
    if (!bg_fields_word(node, field->name, field->words, field->word_count, &word, reader->err)) {
        return false;
    }
    put_word(field, (uint32_t)word, out);
    return true;
}

static bool read_set(const struct bg_field_reader *reader, const struct bg_field *field, const struct bg_node *node,
                     char *out) {
    uint32_t set = 0;
    size_t length = length_of(node);
    for (size_t i = 0; i < length; i++) {
        size_t word;
        if (!bg_fields_word(item_of(node, i), field->name, field->words, field->word_count, &word, reader->err)) {
            return false;
        }
        set |= (uint32_t)1 << word;
    }
    put_word(field, set, out);
    return length > 0 || fail_empty(reader, field, node);
}

bool bg_fields_list(const struct bg_field_reader *reader, const struct bg_fields *fields, const char *name,
                    const struct bg_node *node, void **out, size_t *count) {
    *out = NULL;
    *count = 0;
    if (!bg_node_is(node, BG_NODE_LIST)) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is not a list", name);
    }
    char *items = bg_arena_array(reader->arena, node->count, fields->size);
    for (size_t i = 0; i < node->count; i++) {
        if (!bg_fields_read(reader, fields, node->as.items[i], items + i * fields->size)) {
            return false;
        }
    }
    *out = items;
    *count = node->count;
    return true;
}

static bool read_list(const struct bg_field_reader *reader, const struct bg_field *field, const struct bg_node *node,
                      char *out) {
    void *items;
    size_t count;
    bool is_read = bg_fields_list(reader, field->table, field->name, node, &items, &count);
    memcpy(out + field->at, &items, sizeof items);
    memcpy(out + field->count_at, &count, sizeof count);
    return is_read;
}

static bool read_value(const struct bg_field_reader *reader, const struct bg_field *field,
                       const struct bg_member *member, char *out) {
    const struct bg_node *node = member->value;
    struct bg_slice line;
    switch (field->kind) {
    case BG_FIELD_NODE:
        memcpy(out + field->at, &node, sizeof(const struct bg_node *));
        return true;
    case BG_FIELD_LINE:
        if (!bg_fields_line(reader, node, field->name, field->max, &line)) {
            return false;
        }
        memcpy(out + field->at, &line, sizeof line);
        return true;
    case BG_FIELD_LINES:
    case BG_FIELD_GLOBS:
        return read_texts(reader, field, node, out);
    case BG_FIELD_WORD:
    case BG_FIELD_CHOICE:
        return read_word(reader, field, node, out);
    case BG_FIELD_SET:
        return read_set(reader, field, node, out);
    case BG_FIELD_TABLE:
        return bg_fields_read(reader, field->table, node, out + field->at);
    case BG_FIELD_LIST:
        return read_list(reader, field, node, out);
    case BG_FIELD_OWN:
        return field->read(reader, field, member, out);
    }
    return false;
}

/* The member under the row's key; NULL if it is absent. */
static const struct bg_member *member_of(const struct bg_node *map, const struct bg_field *field) {
    const struct bg_member *member = bg_node_member(map, bg_slice_of(field->name));
    return member == NULL || member->value->kind == BG_NODE_NULL ? NULL : member;
}

static bool fail_unknown(const struct bg_fields *fields, const struct bg_member *member, struct bg_error *err) {
    struct bg_nearest nearest = bg_nearest_start(member->key);
    for (size_t i = 0; i < fields->count; i++) {
        bg_nearest_offer(&nearest, bg_slice_of(fields->rows[i].name));
    }
    return bg_fail_at(err, BG_ERROR_USAGE, bg_member_place(member), "%s has no key `%.*s`%s", fields->what,
                      BG_ARGS(member->key), bg_nearest_hint(&nearest));
}

static bool is_known(const struct bg_fields *fields, const struct bg_member *member) {
    bool is_known = false;
    for (size_t i = 0; i < fields->count && !is_known; i++) {
        is_known = bg_slice_is(member->key, fields->rows[i].name);
    }
    return is_known;
}

/* No key too many, none too few. */
static bool check_keys(const struct bg_field_reader *reader, const struct bg_fields *fields,
                       const struct bg_node *map) {
    if (!bg_node_is(map, BG_NODE_MAP)) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(map), "%s is not a mapping", fields->what);
    }
    for (size_t m = 0; m < map->count; m++) {
        if (!is_known(fields, &map->as.members[m])) {
            return fail_unknown(fields, &map->as.members[m], reader->err);
        }
    }
    for (size_t i = 0; i < fields->count; i++) {
        enum bg_field_need need = fields->rows[i].need;
        bool is_needed = need == BG_REQUIRED || (need == BG_REQUIRED_BUILTIN && reader->is_builtin);
        if (is_needed && member_of(map, &fields->rows[i]) == NULL) {
            return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(map), "%s lacks the key `%s`", fields->what,
                              fields->rows[i].name);
        }
    }
    return true;
}

static bool is_word(const struct bg_field *field) {
    return field->kind == BG_FIELD_WORD || field->kind == BG_FIELD_CHOICE || field->kind == BG_FIELD_SET;
}

bool bg_fields_read(const struct bg_field_reader *reader, const struct bg_fields *fields, const struct bg_node *map,
                    void *out) {
    if (!check_keys(reader, fields, map)) {
        return false;
    }
    for (size_t i = 0; i < fields->count; i++) {
        const struct bg_field *field = &fields->rows[i];
        const struct bg_member *member = member_of(map, field);
        if (member != NULL && !read_value(reader, field, member, out)) {
            return false;
        }
        if (member == NULL && is_word(field)) {
            put_word(field, field->otherwise, out);
        }
    }
    return true;
}

static int by_name(const void *item, const void *other) {
    return bg_slice_compare(*(const struct bg_slice *)item, *(const struct bg_slice *)other);
}

bool bg_fields_read_named(const struct bg_field_reader *reader, const struct bg_fields *fields, const char *fault,
                          const struct bg_node *map, void **out, size_t *count) {
    if (!bg_node_is(map, BG_NODE_MAP)) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(map), "%s", fault);
    }
    char *items = bg_arena_array(reader->arena, map->count, fields->size);
    for (size_t m = 0; m < map->count; m++) {
        memcpy(items + m * fields->size, &map->as.members[m].key, sizeof(struct bg_slice));
        if (!bg_fields_read(reader, fields, map->as.members[m].value, items + m * fields->size)) {
            return false;
        }
    }
    qsort(items, map->count, fields->size, by_name);
    *out = items;
    *count = map->count;
    return true;
}

bool bg_fields_document(const struct bg_field_reader *reader, struct bg_source *source, const struct bg_node **out) {
    struct bg_problems problems = {.arena = reader->arena};
    if (!bg_read_yaml(reader->arena, source, &problems, out, reader->err)) {
        return false;
    }
    return problems.count == 0 ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, problems.items[0].at, "%.*s", BG_ARGS(problems.items[0].message));
}
