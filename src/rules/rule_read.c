/* Reading rules: see rule_read.h. The format is in docs/rule-files.md. */
#include "rules/rule_read.h"

#include "base/glob.h"
#include "base/level.h"
#include "base/nearest.h"
#include "text/keys.h"
#include "text/read.h"
#include "rules/example.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const placeholders[] = {"subject", "before", "after", "stream", "path"};

static bool read_id(const struct bg_node *node, struct bg_slice *out, struct bg_error *err) {
    if (!bg_keys_line(node, "id", BG_RULE_ID_MAX, out, err)) {
        return false;
    }
    for (size_t i = 0; i < out->len; i++) {
        char c = out->at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
            return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node),
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

static bool read_hows(const struct bg_node *node, uint32_t *out, struct bg_error *err) {
    if (node == NULL) {
        *out = (uint32_t)(((uint64_t)1 << BG_CHANGE_HOW_COUNT) - 1);
        return true;
    }
    bool is_list = node->kind == BG_NODE_LIST;
    size_t count = is_list ? node->count : 1;
    if (count == 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`how` is an empty list");
    }
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        size_t how;
        if (!bg_keys_word(is_list ? node->as.items[i] : node, "how", bg_change_how_names, BG_CHANGE_HOW_COUNT, &how,
                          err)) {
            return false;
        }
        *out |= (uint32_t)1 << how;
    }
    return true;
}

static bool read_subjects(struct bg_arena *arena, const struct bg_node *node, struct bg_rule *out,
                          struct bg_error *err) {
    if (!bg_keys_lines(arena, node, "subject", BG_RULE_TEXT_MAX, &out->subjects, &out->subject_count, err)) {
        return false;
    }
    if (node != NULL && out->subject_count == 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`subject` is an empty list");
    }
    for (size_t i = 0; i < out->subject_count; i++) {
        const char *fault = bg_glob_fault(out->subjects[i]);
        if (fault != NULL) {
            return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`%.*s` is no pattern: %s",
                              BG_ARGS(out->subjects[i]), fault);
        }
    }
    return true;
}

static bool read_when(struct bg_arena *arena, const struct bg_node *when, struct bg_rule *out, struct bg_error *err) {
    enum { FIXED = 3 };
    const struct bg_node *change;
    const struct bg_node *how;
    const struct bg_node *subject;
    const struct bg_node *flags[BG_CHANGE_FLAG_COUNT];
    struct bg_key keys[FIXED + BG_CHANGE_FLAG_COUNT] = {
        {"change", true, &change},
        {"how", false, &how},
        {"subject", false, &subject},
    };
    for (size_t f = 0; f < BG_CHANGE_FLAG_COUNT; f++) {
        keys[FIXED + f] = (struct bg_key){bg_change_flag_name(1u << f), false, &flags[f]};
    }
    size_t kind;
    if (!bg_keys_read(when, "`when`", keys, COUNT(keys), err) ||
        !bg_keys_word(change, "change", bg_change_kind_names, BG_CHANGE_KIND_COUNT, &kind, err) ||
        !read_hows(how, &out->hows, err) || !read_subjects(arena, subject, out, err)) {
        return false;
    }
    out->kind = (enum bg_change_kind)kind;
    for (size_t f = 0; f < BG_CHANGE_FLAG_COUNT; f++) {
        unsigned flag = 1u << f;
        if (flags[f] == NULL) {
            continue;
        }
        if (flags[f]->kind != BG_NODE_BOOL) {
            return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(flags[f]), "`%s` is neither true nor false",
                              bg_change_flag_name(flag));
        }
        out->flag_mask |= flag;
        out->flag_values |= flags[f]->as.boolean ? flag : 0;
    }
    return true;
}

static bool read_levels(const struct bg_node *node, struct bg_rule *out, struct bg_error *err) {
    const struct bg_node *levels[BG_RULE_PROFILE_COUNT];
    if (node->kind == BG_NODE_MAP) {
        struct bg_key keys[BG_RULE_PROFILE_COUNT];
        for (size_t p = 0; p < BG_RULE_PROFILE_COUNT; p++) {
            keys[p] = (struct bg_key){bg_rule_profile_name((enum bg_rule_profile)p), true, &levels[p]};
        }
        if (!bg_keys_read(node, "`level`", keys, COUNT(keys), err)) {
            return false;
        }
    } else {
        for (size_t p = 0; p < BG_RULE_PROFILE_COUNT; p++) {
            levels[p] = node;
        }
    }
    for (size_t p = 0; p < BG_RULE_PROFILE_COUNT; p++) {
        size_t level;
        if (!bg_keys_word(levels[p], "level", bg_level_names, BG_LEVEL_COUNT, &level, err)) {
            return false;
        }
        out->levels[p] = (enum bg_level)level;
    }
    return true;
}

static bool read_examples(struct bg_arena *arena, const struct bg_node *rule, const struct bg_node *list,
                          bool is_builtin, struct bg_rule *out, struct bg_error *err) {
    if (list == NULL) {
        return true;
    }
    const struct bg_example *examples;
    size_t count;
    if (!bg_examples_read(arena, list, &examples, &count, err)) {
        return false;
    }
    if (is_builtin && count == 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(list), "`examples` is an empty list");
    }
    const struct bg_member *member = bg_node_member(rule, BG_LITERAL("examples"));
    if (member->source != NULL) {
        out->examples = bg_slice_range(member->source->text, member->key_at, list->end);
    }
    return true;
}

static bool read_rule(struct bg_arena *arena, const struct bg_node *node, bool is_builtin, struct bg_rule *out,
                      struct bg_error *err) {
    *out = (struct bg_rule){.group = BG_NO_SLICE};
    const struct bg_node *id;
    const struct bg_node *title;
    const struct bg_node *since;
    const struct bg_node *class;
    const struct bg_node *when;
    const struct bg_node *level;
    const struct bg_node *message;
    const struct bg_node *why;
    const struct bg_node *fix;
    const struct bg_node *see;
    const struct bg_node *examples;
    const struct bg_key keys[] = {
        {"id", true, &id},
        {"title", true, &title},
        {"since", is_builtin, &since},
        {"class", true, &class},
        {"when", true, &when},
        {"level", true, &level},
        {"message", true, &message},
        {"why", is_builtin, &why},
        {"fix", false, &fix},
        {"see", is_builtin, &see},
        {"examples", is_builtin, &examples},
    };
    size_t class_index;
    if (!bg_keys_read(node, "the rule", keys, COUNT(keys), err) || !read_id(id, &out->id, err) ||
        !bg_keys_line(title, "title", BG_RULE_TITLE_MAX, &out->title, err) ||
        !bg_keys_line(since, "since", BG_RULE_TITLE_MAX, &out->since, err) ||
        !bg_keys_word(class, "class", bg_rule_class_names, BG_RULE_CLASS_COUNT, &class_index, err) ||
        !read_when(arena, when, out, err) || !read_levels(level, out, err) ||
        !bg_keys_line(message, "message", BG_RULE_TEXT_MAX, &out->message, err) ||
        !check_template(message, out->message, err) || !bg_keys_line(why, "why", BG_RULE_TEXT_MAX, &out->why, err) ||
        !bg_keys_line(fix, "fix", BG_RULE_TEXT_MAX, &out->fix, err) ||
        !bg_keys_line(see, "see", BG_RULE_TEXT_MAX, &out->see, err)) {
        return false;
    }
    out->class = (enum bg_rule_class)class_index;
    return read_examples(arena, node, examples, is_builtin, out, err);
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
    struct bg_problems problems = {.arena = arena};
    const struct bg_node *root;
    if (!bg_read_yaml(arena, source, &problems, &root, err)) {
        return false;
    }
    if (problems.count > 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, problems.items[0].at, "%.*s", BG_ARGS(problems.items[0].message));
    }
    if (!read_rule(arena, root, is_builtin, out, err)) {
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
    return read_rule(arena, node, false, out, err);
}
