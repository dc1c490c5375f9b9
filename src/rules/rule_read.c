/* Reading rules: see rule_read.h. The format is in docs/rule-files.md. */
#include "rules/rule_read.h"

#include "base/level.h"
#include "base/nearest.h"
#include "text/fields.h"
#include "rules/example.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const placeholders[] = {"subject", "before", "after", "stream", "path"};

static bool read_id(const struct bg_field_reader *reader, const struct bg_field *field, const struct bg_member *member,
                    void *out) {
    struct bg_rule *rule = out;
    if (!bg_fields_line(reader, member->value, field->name, field->max, &rule->id)) {
        return false;
    }
    for (size_t i = 0; i < rule->id.len; i++) {
        char c = rule->id.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
            return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value),
                              "`id` holds more than lower-case letters, digits and hyphens");
        }
    }
    return true;
}

/* A template's placeholders are the known ones, and braces hold nothing else. */
static bool check_template(const struct bg_node *node, struct bg_slice text, struct bg_error *err) {
    for (size_t at = 0; at < text.len; at++) {
        if (text.at[at] != '{') {
            continue;
        }
        struct bg_slice rest = bg_slice_from(text, at + 1);
        struct bg_slice word = bg_slice_cut(&rest, '}');
        struct bg_nearest nearest = bg_nearest_start(word);
        size_t i = 0;
        while (i < COUNT(placeholders) && !bg_slice_is(word, placeholders[i])) {
            bg_nearest_offer(&nearest, bg_slice_of(placeholders[i]));
            i++;
        }
        if (i == COUNT(placeholders)) {
            return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`message` has no placeholder `{%.*s}`%s",
                              BG_ARGS(word), bg_nearest_hint(&nearest));
        }
    }
    return true;
}

static bool read_message(const struct bg_field_reader *reader, const struct bg_field *field,
                         const struct bg_member *member, void *out) {
    struct bg_rule *rule = out;
    return bg_fields_line(reader, member->value, field->name, field->max, &rule->message) &&
           check_template(member->value, rule->message, reader->err);
}

#define AT(member) offsetof(struct bg_rule, member)

/* "added, removed or renamed": the names of a set. */
static struct bg_slice list_of(struct bg_arena *arena, uint32_t set, const char *(*name)(unsigned bit)) {
    struct bg_slice list = BG_LITERAL("");
    for (unsigned bit = 0; set >> bit != 0; bit++) {
        if ((set >> bit & 1) != 0) {
            const char *separator = list.len == 0 ? "" : set >> bit == 1 ? " or " : ", ";
            list = bg_arena_printf(arena, "%.*s%s%s", BG_ARGS(list), separator, name(bit));
        }
    }
    return list;
}

static const char *how_name(unsigned bit) {
    return bg_change_how_names[bit];
}

static const char *flag_name(unsigned bit) {
    return bg_change_flag_name(1u << bit);
}

/* The row's offset is its flag. */
static bool read_flag(const struct bg_field_reader *reader, const struct bg_field *field,
                      const struct bg_member *member, void *out) {
    struct bg_rule *rule = out;
    unsigned flag = (unsigned)field->at;
    unsigned flags = bg_facts[rule->kind].flags;
    if (member->value->kind != BG_NODE_BOOL) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "`%s` is neither true nor false",
                          field->name);
    }
    if ((flags & flag) == 0) {
        struct bg_slice list = list_of(reader->arena, flags, flag_name);
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_member_place(member), "no `%s` is ever `%s`%s%.*s",
                          bg_change_kind_name(rule->kind), field->name,
                          flags == 0 ? "" : "; what it may be: ", BG_ARGS(list));
    }
    rule->flag_mask |= flag;
    rule->flag_values |= member->value->as.boolean ? flag : 0;
    return true;
}

/* Directions that the diff gives the kind in; without any, all of them. */
static bool read_hows(const struct bg_field_reader *reader, const struct bg_field *field,
                      const struct bg_member *member, void *out) {
    struct bg_rule *rule = out;
    const struct bg_node *list = member->value;
    uint32_t hows = bg_facts[rule->kind].hows;
    size_t count = list->kind == BG_NODE_LIST ? list->count : 1;
    rule->hows = 0;
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *item = list->kind == BG_NODE_LIST ? list->as.items[i] : list;
        size_t how;
        if (!bg_fields_word(item, field->name, field->words, field->word_count, &how, reader->err)) {
            return false;
        }
        if ((hows >> how & 1) == 0) {
            return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(item), "no `%s` is ever `%s`: it is %.*s",
                              bg_change_kind_name(rule->kind), how_name((unsigned)how),
                              BG_ARGS(list_of(reader->arena, hows, how_name)));
        }
        rule->hows |= (uint32_t)1 << how;
    }
    return count > 0 ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(list), "`%s` is an empty list", field->name);
}

/* `change` comes first: the others ask it what they may say. */
static const struct bg_field when_rows[] = {
    {"change", BG_FIELD_WORD, BG_REQUIRED, AT(kind), BG_FIELD_WORDS(bg_change_kind_names)},
    {"how", BG_FIELD_OWN, BG_OPTIONAL, BG_FIELD_WORDS(bg_change_how_names), .read = read_hows,
     .schema = "\"anyOf\": [{\"enum\": [@words, null]}, {\"type\": \"array\", \"minItems\": 1, "
               "\"items\": {\"enum\": [@words]}}]"},
    {"subject", BG_FIELD_GLOBS, BG_OPTIONAL, AT(subjects), AT(subject_count), .never_empty = true,
     .max = BG_RULE_TEXT_MAX},
#define X(constant, name, ...)                                                                                         \
    {name,                                                                                                             \
     BG_FIELD_OWN,                                                                                                     \
     BG_OPTIONAL,                                                                                                      \
     BG_FLAG_##constant,                                                                                               \
     .read = read_flag,                                                                                                \
     .schema = "\"type\": [\"boolean\", \"null\"]"},
    BG_CHANGE_FLAGS(X)
#undef X
};

static const struct bg_fields when_fields = BG_FIELDS("`when`", when_rows, struct bg_rule);

static bool read_level(const struct bg_field_reader *reader, const struct bg_field *field,
                       const struct bg_member *member, void *out) {
    struct bg_rule *rule = out;
    size_t level;
    if (!bg_fields_word(member->value, "level", bg_level_names, BG_LEVEL_COUNT, &level, reader->err)) {
        return false;
    }
    rule->levels[field->at] = (enum bg_level)level;
    return true;
}

/* The row's offset is its profile. */
static const struct bg_field level_rows[] = {
#define X(constant, name)                                                                                              \
    {name,                                                                                                             \
     BG_FIELD_OWN,                                                                                                     \
     BG_REQUIRED,                                                                                                      \
     BG_RULE_PROFILE_##constant,                                                                                       \
     .read = read_level,                                                                                               \
     BG_FIELD_WORDS(bg_level_names),                                                                                   \
     .schema = "\"enum\": [@words]"},
    BG_RULE_PROFILES(X)
#undef X
};

static const struct bg_fields level_fields = BG_FIELDS("`level`", level_rows, struct bg_rule);

/* A level for each profile, or one for all. */
static bool read_levels(const struct bg_field_reader *reader, const struct bg_field *field,
                        const struct bg_member *member, void *out) {
    (void)field;
    if (member->value->kind == BG_NODE_MAP) {
        return bg_fields_read(reader, &level_fields, member->value, out);
    }
    for (size_t p = 0; p < COUNT(level_rows); p++) {
        if (!read_level(reader, &level_rows[p], member, out)) {
            return false;
        }
    }
    return true;
}

static bool read_examples(const struct bg_field_reader *reader, const struct bg_field *field,
                          const struct bg_member *member, void *out) {
    struct bg_rule *rule = out;
    const struct bg_example *examples;
    size_t count;
    if (!bg_examples_read(reader, member->value, &examples, &count)) {
        return false;
    }
    if (reader->is_builtin && count == 0) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "`%s` is an empty list",
                          field->name);
    }
    if (member->source != NULL) {
        rule->examples = bg_slice_range(member->source->text, member->key_at, member->value->end);
    }
    return true;
}

static const struct bg_field rule_rows[] = {
    {"id", BG_FIELD_OWN, BG_REQUIRED, .max = BG_RULE_ID_MAX, .read = read_id,
     .schema = "\"type\": \"string\", \"pattern\": \"^[a-z0-9-]+$\""},
    {"title", BG_FIELD_LINE, BG_REQUIRED, AT(title), .max = BG_RULE_TITLE_MAX},
    {"since", BG_FIELD_LINE, BG_REQUIRED_BUILTIN, AT(since), .max = BG_RULE_TITLE_MAX},
    {"was", BG_FIELD_LINES, BG_OPTIONAL, AT(was), .count_at = AT(was_count), .max = BG_RULE_ID_MAX},
    {"class", BG_FIELD_WORD, BG_REQUIRED, AT(class), BG_FIELD_WORDS(bg_rule_class_names)},
    {"hurts", BG_FIELD_WORD, BG_OPTIONAL, AT(hurts), BG_FIELD_WORDS(bg_harm_names), .otherwise = BG_HARM_NOBODY},
    {"when", BG_FIELD_TABLE, BG_REQUIRED, .table = &when_fields}, /* of the rule itself */
    {"level", BG_FIELD_OWN, BG_REQUIRED, BG_FIELD_WORDS(bg_level_names), .table = &level_fields, .read = read_levels,
     .schema = "\"anyOf\": [{\"enum\": [@words]}, @table]"},
    {"message", BG_FIELD_OWN, BG_REQUIRED, .max = BG_RULE_TEXT_MAX, .read = read_message,
     .schema = "\"type\": \"string\", \"minLength\": 1"},
    {"why", BG_FIELD_LINE, BG_REQUIRED_BUILTIN, AT(why), .max = BG_RULE_TEXT_MAX},
    {"fix", BG_FIELD_LINE, BG_OPTIONAL, AT(fix), .max = BG_RULE_TEXT_MAX},
    {"see", BG_FIELD_LINE, BG_REQUIRED_BUILTIN, AT(see), .max = BG_RULE_TEXT_MAX},
    {"examples", BG_FIELD_OWN, BG_REQUIRED_BUILTIN, .read = read_examples,
     .schema = "\"type\": [\"array\", \"null\"], \"items\": {\"type\": \"object\"}"},
};

const struct bg_fields bg_rule_fields = BG_FIELDS("the rule", rule_rows, struct bg_rule);

/* Whether facts that the rule claims can refuse a saved configuration, and whether others cannot. */
static void ask_refusal(const struct bg_rule *rule, bool *can, bool *cannot) {
    for (unsigned how = 0; how < BG_CHANGE_HOW_COUNT; how++) {
        for (unsigned flags = 0; flags < 1u << BG_CHANGE_FLAG_COUNT; flags++) {
            const struct bg_change change = {.kind = rule->kind, .how = (enum bg_change_how)how, .flags = flags};
            bool is_claimed = (rule->hows >> how & 1) != 0 && (flags & rule->flag_mask) == rule->flag_values;
            if (is_claimed && bg_change_is_possible(change.kind, change.how, flags)) {
                *(bg_change_can_refuse(change.kind, change.how, flags) ? can : cannot) = true;
            }
        }
    }
}

/* What can refuse a saved configuration is of the class `rejects`, and only that. A rule of a user may claim some of
 * both, and then says itself which class is the better word. */
static bool check_class(const struct bg_field_reader *reader, const struct bg_node *node, const struct bg_rule *rule) {
    bool can = false;
    bool cannot = false;
    ask_refusal(rule, &can, &cannot);
    const char *fault = NULL;
    if (can && cannot) {
        fault =
            reader->is_builtin ? "some of what the rule claims can refuse a saved configuration and some cannot" : NULL;
    } else if (can != (rule->class == BG_RULE_REJECTS)) {
        fault = can ? "what the rule claims can refuse a saved configuration: it `rejects`"
                    : "nothing that the rule claims can refuse a saved configuration";
    }
    return fault == NULL || bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(bg_node_at(node, "class")),
                                       "`class` is `%s`, but %s", bg_rule_class_names[rule->class], fault);
}

static bool read_rule(const struct bg_field_reader *reader, const struct bg_node *node, struct bg_rule *out) {
    *out = (struct bg_rule){.hows = BG_CHANGE_ALL_HOWS};
    return bg_fields_read(reader, &bg_rule_fields, node, out) && check_class(reader, node, out);
}

/* The last part of a path, and the name of its folder. */
static struct bg_slice split_path(struct bg_slice path, struct bg_slice *folder) {
    struct bg_slice part = BG_NO_SLICE;
    do {
        *folder = part;
        part = bg_slice_cut(&path, '/');
    } while (path.at != NULL);
    return part;
}

bool bg_rule_read_file(struct bg_arena *arena, struct bg_source *source, bool is_builtin, struct bg_rule *out,
                       struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .is_builtin = is_builtin, .err = err};
    const struct bg_node *root;
    if (!bg_fields_document(&reader, source, &root) || !read_rule(&reader, root, out)) {
        return false;
    }
    struct bg_slice folder;
    struct bg_slice name = split_path(source->path, &folder);
    struct bg_slice wanted = bg_arena_printf(arena, "%.*s.yaml", BG_ARGS(out->id));
    if (!bg_slice_equal(name, wanted)) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(bg_node_at(root, "id")),
                          "the file must be named `%.*s`, as its rule is", BG_ARGS(wanted));
    }
    if (is_builtin) {
        out->group = folder;
    }
    return true;
}

bool bg_rule_read(struct bg_arena *arena, const struct bg_node *node, struct bg_rule *out, struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .err = err};
    return read_rule(&reader, node, out);
}
