/* The envelope: see envelope.h. One entry of a table says what each key is; the others are carried unread. */
#include "airbyte/envelope.h"

#include "airbyte/config_path.h"
#include "diff/spec/spec_pair.h"
#include "text/pointer.h"

struct envelope {
    struct bg_changes *out;
    const struct bg_node *base;
    const struct bg_node *head;
    struct bg_slice path; /* of the two nodes above */
};

/* A change of one key of the two nodes. */
static struct bg_change *add(const struct envelope *e, enum bg_change_kind kind, enum bg_change_how how,
                             struct bg_slice key) {
    struct bg_arena *arena = e->out->arena;
    const struct bg_member *base = bg_node_member(e->base, key);
    const struct bg_member *head = bg_node_member(e->head, key);
    struct bg_change *change = bg_change_add(e->out, kind, how);
    change->path = bg_pointer_add(arena, e->path, key);
    change->subject = key;
    change->before = base == NULL ? BG_LITERAL("nothing") : bg_spec_text(arena, base->value);
    change->after = head == NULL ? BG_LITERAL("nothing") : bg_spec_text(arena, head->value);
    change->base = base == NULL ? (struct bg_place){0} : bg_member_place(base);
    change->head = head == NULL ? bg_node_place(e->head) : bg_member_place(head);
    return change;
}

static void compare_as_whole(const struct envelope *e, enum bg_change_kind kind, struct bg_slice key) {
    add(e, kind, BG_HOW_CHANGED, key);
}

static void compare_flag(const struct envelope *e, enum bg_change_kind kind, struct bg_slice key) {
    bool was_on = bg_node_is_true(bg_node_get(e->base, key));
    bool is_on = bg_node_is_true(bg_node_get(e->head, key));
    if (was_on == is_on) {
        add(e, BG_CHANGE_CONNSPEC_SET, BG_HOW_EQUIVALENT, key);
    } else {
        add(e, kind, is_on ? BG_HOW_ADDED : BG_HOW_REMOVED, key);
    }
}

static bool holds(const struct bg_node *list, const struct bg_node *item) {
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_node_equal(list->as.items[i], item)) {
            return true;
        }
    }
    return false;
}

/* The protocol knows five modes: a list with more than that is compared as a whole. */
enum { MODES = 32 };

/* What one list has and the other lacks, as one change. False if there is nothing. */
static bool compare_modes_one_way(const struct envelope *e, const struct bg_node *from, const struct bg_node *in,
                                  enum bg_change_kind kind, enum bg_change_how how, struct bg_slice key) {
    struct bg_slice texts[MODES];
    size_t count = 0;
    for (size_t i = 0; bg_node_is(from, BG_NODE_LIST) && i < from->count && count < MODES; i++) {
        if (!holds(in, from->as.items[i])) {
            texts[count++] = bg_spec_text(e->out->arena, from->as.items[i]);
        }
    }
    if (count == 0) {
        return false;
    }
    struct bg_change *change = add(e, kind, how, key);
    struct bg_slice list = bg_spec_list(e->out->arena, texts, count);
    change->before = how == BG_HOW_REMOVED ? list : BG_LITERAL("");
    change->after = how == BG_HOW_ADDED ? list : BG_LITERAL("");
    return true;
}

static void compare_modes(const struct envelope *e, enum bg_change_kind kind, struct bg_slice key) {
    const struct bg_node *base = bg_node_get(e->base, key);
    const struct bg_node *head = bg_node_get(e->head, key);
    bool is_readable = (base == NULL || (base->kind == BG_NODE_LIST && base->count <= MODES)) &&
                       (head == NULL || (head->kind == BG_NODE_LIST && head->count <= MODES));
    if (!is_readable) {
        add(e, kind, BG_HOW_REMOVED, key);
        return;
    }
    bool has_removed = compare_modes_one_way(e, base, head, kind, BG_HOW_REMOVED, key);
    bool has_added = compare_modes_one_way(e, head, base, kind, BG_HOW_ADDED, key);
    if (!has_removed && !has_added) {
        add(e, BG_CHANGE_CONNSPEC_SET, BG_HOW_EQUIVALENT, key);
    }
}

/* The first number of a version; a spec without one speaks protocol 0. */
static struct bg_slice major_of(const struct bg_node *version) {
    struct bg_slice rest = bg_node_text(version);
    struct bg_slice major = bg_slice_cut(&rest, '.');
    return major.len == 0 ? BG_LITERAL("0") : major;
}

static void compare_protocol(const struct envelope *e, enum bg_change_kind kind, struct bg_slice key) {
    bool is_major = !bg_slice_equal(major_of(bg_node_get(e->base, key)), major_of(bg_node_get(e->head, key)));
    add(e, kind, is_major ? BG_HOW_MAJOR : BG_HOW_CHANGED, key);
}

/* So many outputs are looked up in the schema; more than that no login has. */
enum { OUTPUTS = 256 };

/* What becomes of the tokens that OAuth wrote. */
enum output { OUTPUT_KEPT, OUTPUT_UNDECLARED, OUTPUT_MOVED };

/* Does a token go somewhere else now, or nowhere? New tokens hurt nobody, and nobody reads one whose place was no
 * setting. A token may be kept in an open section beside its settings; what the server fills in at run time is not. */
static enum output compare_output(const struct envelope *e, const struct bg_node *base, const struct bg_node *head,
                                  bool is_server) {
    const struct bg_node *schema = bg_node_at(e->base, "connectionSpecification");
    const struct bg_node *before = bg_node_at(base, "properties");
    const struct bg_node *after = bg_node_at(head, "properties");
    enum output output = OUTPUT_KEPT;
    for (size_t i = 0; bg_node_is(before, BG_NODE_MAP) && i < before->count; i++) {
        const struct bg_member *member = &before->as.members[i];
        const struct bg_node *target = bg_node_at(member->value, "path_in_connector_config");
        const struct bg_node *other = bg_node_at(bg_node_get(after, member->key), "path_in_connector_config");
        if (bg_spec_same(target, other) && bg_node_get(after, member->key) != NULL) {
            continue;
        }
        if (i >= OUTPUTS || bg_config_declares(schema, target, is_server)) {
            return OUTPUT_MOVED;
        }
        output = OUTPUT_UNDECLARED;
    }
    return output;
}

/* Whether the head has an output that the base lacks. */
static bool has_more_outputs(const struct bg_node *base, const struct bg_node *head) {
    const struct bg_node *before = bg_node_at(base, "properties");
    const struct bg_node *after = bg_node_at(head, "properties");
    for (size_t i = 0; bg_node_is(after, BG_NODE_MAP) && i < after->count; i++) {
        if (bg_node_get(before, after->as.members[i].key) == NULL) {
            return true;
        }
    }
    return false;
}

static const char *const predicate_keys[] = {"auth_flow_type", "predicate_key", "predicate_value"};
/* Where OAuth writes, and last from where it reads. */
static const char *const path_keys[] = {"complete_oauth_output_specification",
                                        "complete_oauth_server_output_specification",
                                        "oauth_user_input_from_connector_config_specification"};
enum { PATH_KEYS = sizeof path_keys / sizeof path_keys[0], SERVER_KEY = 1, INPUT_KEY = 2 };

static bool is_listed(const char *const *names, size_t count, struct bg_slice key) {
    for (size_t i = 0; i < count; i++) {
        if (bg_slice_is(key, names[i])) {
            return true;
        }
    }
    return false;
}

/* Whether any member but the listed ones differs. */
static bool differs_elsewhere(const struct bg_node *base, const struct bg_node *head, const char *const *names,
                              size_t count) {
    for (int side = 0; side < 2; side++) {
        const struct bg_node *map = side == 0 ? base : head;
        const struct bg_node *other = side == 0 ? head : base;
        for (size_t i = 0; bg_node_is(map, BG_NODE_MAP) && i < map->count; i++) {
            const struct bg_member *member = &map->as.members[i];
            if (!is_listed(names, count, member->key) &&
                !bg_spec_same(member->value, bg_node_get(other, member->key))) {
                return true;
            }
        }
    }
    return false;
}

static void compare_oauth(const struct envelope *e, enum bg_change_kind kind, struct bg_slice key) {
    const struct bg_node *base = bg_node_get(e->base, key);
    const struct bg_node *head = bg_node_get(e->head, key);
    bool was_there = bg_node_is(base, BG_NODE_MAP);
    bool is_there = bg_node_is(head, BG_NODE_MAP);
    if (!was_there || !is_there) {
        bool is_equal = was_there == is_there;
        add(e, is_equal ? BG_CHANGE_CONNSPEC_SET : kind,
            is_equal   ? BG_HOW_EQUIVALENT
            : is_there ? BG_HOW_ADDED
                       : BG_HOW_REMOVED,
            key);
        return;
    }
    struct envelope auth = {e->out, base, head, bg_pointer_add(e->out->arena, e->path, key)};
    for (size_t i = 0; i < sizeof predicate_keys / sizeof predicate_keys[0]; i++) {
        struct bg_slice name = bg_slice_of(predicate_keys[i]);
        if (!bg_spec_same(bg_node_get(base, name), bg_node_get(head, name))) {
            add(&auth, kind, BG_HOW_PREDICATE, name);
        }
    }
    struct bg_slice group = BG_LITERAL("oauth_config_specification");
    struct envelope config = {e->out, bg_node_get(base, group), bg_node_get(head, group),
                              bg_pointer_add(e->out->arena, auth.path, group)};
    bool is_rest = differs_elsewhere(config.base, config.head, path_keys, PATH_KEYS);
    for (size_t i = 0; i < PATH_KEYS; i++) {
        struct bg_slice name = bg_slice_of(path_keys[i]);
        const struct bg_node *before = bg_node_get(config.base, name);
        const struct bg_node *after = bg_node_get(config.head, name);
        enum output output = compare_output(e, before, after, i == SERVER_KEY);
        if (i == INPUT_KEY && output == OUTPUT_MOVED) {
            is_rest = true;
            continue;
        }
        if (output != OUTPUT_KEPT) {
            add(&config, kind, output == OUTPUT_MOVED ? BG_HOW_OUTPUT : BG_HOW_UNDECLARED, name);
        }
        is_rest = is_rest || (output == OUTPUT_KEPT && !bg_spec_same(before, after)) ||
                  (output == OUTPUT_UNDECLARED && has_more_outputs(before, after));
    }
    static const char *const done[] = {"auth_flow_type", "predicate_key", "predicate_value",
                                       "oauth_config_specification"};
    bool is_shape = bg_node_is(config.base, BG_NODE_MAP) != bg_node_is(config.head, BG_NODE_MAP);
    if (is_rest || is_shape || differs_elsewhere(base, head, done, sizeof done / sizeof done[0])) {
        add(e, kind, BG_HOW_CHANGED, key);
    }
}

static void compare_nothing(const struct envelope *e, enum bg_change_kind kind, struct bg_slice key) {
    (void)e;
    (void)kind;
    (void)key;
}

/* The keys that have a meaning (protocol v0, ConnectorSpecification). In order of the names. */
static const struct {
    const char *key;
    enum bg_change_kind kind;
    void (*compare)(const struct envelope *, enum bg_change_kind, struct bg_slice);
} keys[] = {
    {"advanced_auth", BG_CHANGE_CONNSPEC_OAUTH, compare_oauth},
    {"changelogUrl", BG_CHANGE_CONNSPEC_DOCUMENTATION_URL, compare_as_whole},
    {"config_normalization_rules", BG_CHANGE_CONNSPEC_SET, compare_nothing},
    {"connectionSpecification", BG_CHANGE_CONNSPEC_SET, compare_nothing},
    {"documentationUrl", BG_CHANGE_CONNSPEC_DOCUMENTATION_URL, compare_as_whole},
    {"protocol_version", BG_CHANGE_CONNSPEC_PROTOCOL, compare_protocol},
    {"supported_destination_sync_modes", BG_CHANGE_CONNSPEC_DESTINATION_SYNC_MODE, compare_modes},
    {"supportsDBT", BG_CHANGE_CONNSPEC_DBT, compare_flag},
    {"supportsIncremental", BG_CHANGE_CONNSPEC_INCREMENTAL, compare_flag},
    {"supportsNormalization", BG_CHANGE_CONNSPEC_NORMALIZATION, compare_flag},
};

static void compare_key(const struct envelope *e, struct bg_slice key) {
    if (bg_spec_same(bg_node_get(e->base, key), bg_node_get(e->head, key))) {
        return;
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (bg_slice_is(key, keys[i].key)) {
            keys[i].compare(e, keys[i].kind, key);
            return;
        }
    }
    compare_as_whole(e, BG_CHANGE_CONNSPEC_UNKNOWN_KEY, key);
}

void bg_envelope_diff(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out) {
    if (!bg_node_is(base, BG_NODE_MAP) || !bg_node_is(head, BG_NODE_MAP)) {
        return;
    }
    struct envelope e = {out, base, head, BG_LITERAL("")};
    for (size_t i = 0; i < base->count; i++) {
        compare_key(&e, base->as.members[i].key);
    }
    for (size_t i = 0; i < head->count; i++) {
        if (bg_node_get(base, head->as.members[i].key) == NULL) {
            compare_key(&e, head->as.members[i].key);
        }
    }
}

/* The three lists, by what they do to a configuration. */
static const struct {
    const char *key;
    enum bg_change_kind kind;
} rule_lists[] = {
    {"config_migrations", BG_CHANGE_CONNSPEC_CONFIG_MIGRATION},
    {"transformations", BG_CHANGE_CONNSPEC_CONFIG_TRANSFORMATION},
    {"validations", BG_CHANGE_CONNSPEC_CONFIG_VALIDATION},
};

static bool is_filled(const struct bg_node *list) {
    return bg_node_is(list, BG_NODE_LIST) && list->count > 0;
}

/* Whether the list only grew: every rule of the base stands in the head, in the same order. */
static bool has_all(const struct bg_node *list, const struct bg_node *of) {
    size_t at = 0;
    for (size_t i = 0; i < of->count; i++, at++) {
        while (at < list->count && !bg_node_equal(list->as.items[at], of->as.items[i])) {
            at++;
        }
        if (at == list->count) {
            return false;
        }
    }
    return true;
}

/* The type that the runtime gives to rules without one, and to none. */
static struct bg_slice type_of(const struct bg_node *rules) {
    const struct bg_node *type = bg_node_at(rules, "type");
    return type == NULL ? BG_LITERAL("ConfigNormalizationRules") : bg_node_text(type);
}

void bg_envelope_diff_rules(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out) {
    struct envelope e = {out, base, head, BG_LITERAL("/config_normalization_rules")};
    static const char *const names[] = {"config_migrations", "transformations", "type", "validations"};
    for (size_t i = 0; i < sizeof rule_lists / sizeof rule_lists[0]; i++) {
        struct bg_slice key = bg_slice_of(rule_lists[i].key);
        const struct bg_node *before = bg_node_get(base, key);
        const struct bg_node *after = bg_node_get(head, key);
        if (bg_spec_same(before, after)) {
            continue;
        }
        if (!is_filled(before) && !is_filled(after)) {
            add(&e, BG_CHANGE_CONNSPEC_SET, BG_HOW_EQUIVALENT, key);
            continue;
        }
        enum bg_change_how how = BG_HOW_CHANGED;
        if (!is_filled(before) || (is_filled(after) && has_all(after, before))) {
            how = BG_HOW_ADDED;
        } else if (!is_filled(after) || has_all(before, after)) {
            how = BG_HOW_REMOVED;
        }
        add(&e, rule_lists[i].kind, how, key);
    }
    if (!bg_slice_equal(type_of(base), type_of(head)) ||
        differs_elsewhere(base, head, names, sizeof names / sizeof names[0])) {
        struct bg_change *change = bg_change_add(out, BG_CHANGE_CONNSPEC_UNKNOWN_KEY, BG_HOW_CHANGED);
        change->path = e.path;
        change->subject = BG_LITERAL("config_normalization_rules");
        change->before = bg_spec_text(out->arena, base);
        change->after = bg_spec_text(out->arena, head);
        change->base = bg_node_place(base);
        change->head = bg_node_place(head);
    }
}
