/*
 * A set of fields against another: by name, then by respelled name, then
 * the names of the columns, which depend on the order of the properties (section 1.6).
 */
#include "diff/stream/fields.h"

#include "base/table.h"
#include "text/pointer.h"

static size_t count_of(struct bg_field_set set) {
    return set.properties == NULL ? 0 : set.properties->count;
}

static struct bg_field_side side_of(const struct bg_member *member) {
    return (struct bg_field_side){member->value, bg_member_place(member)};
}

static struct bg_slice path_of(const struct bg_field_sink *sink, struct bg_field_set set, struct bg_slice name) {
    return bg_pointer_add(sink->out->arena, set.pointer, name);
}

/* Whether the set has the field; *found becomes it, or NULL. */
static enum bg_presence find(struct bg_field_set set, struct bg_slice name, const struct bg_member **found) {
    *found = bg_node_member(set.properties, name);
    return bg_sight_answer(&set.sight, *found);
}

/* Added fields under their folded names; a name that two share maps to `ambiguous`. */
static const struct bg_member ambiguous;

static void fold_added(const struct bg_field_sink *sink, struct bg_table *added, struct bg_field_set base,
                       struct bg_field_set head) {
    for (size_t i = 0; i < count_of(head); i++) {
        const struct bg_member *member = &head.properties->as.members[i];
        if (bg_node_get(base.properties, member->key) != NULL) {
            continue;
        }
        struct bg_slice folded = sink->protocol->names.fold(sink->out->arena, member->key);
        bool is_taken = bg_table_get(added, folded) != NULL;
        bg_table_put(added, folded, (void *)(uintptr_t)(is_taken ? &ambiguous : member));
    }
}

/* The one added field that `removed` was respelled to, or NULL. */
static const struct bg_member *respelled(const struct bg_field_sink *sink, const struct bg_table *added,
                                         const struct bg_member *removed) {
    struct bg_slice folded = sink->protocol->names.fold(sink->out->arena, removed->key);
    const struct bg_member *found = folded.len == 0 ? NULL : bg_table_get(added, folded);
    if (found == NULL || found == &ambiguous) {
        return NULL;
    }
    bool is_same_column =
        sink->protocol->columns.read(0, removed->value) == sink->protocol->columns.read(0, found->value);
    return is_same_column ? found : NULL;
}

/* What a stream loses beside the column, as a part of the rule's sentence; empty if it is nothing. A path of several
 * names starts with the field. */
static struct bg_slice role_of(struct bg_field_set set, struct bg_slice name) {
    const struct bg_node *cursor = set.cursor_field;
    if (bg_node_is(cursor, BG_NODE_LIST) && cursor->count > 0 &&
        bg_slice_equal(bg_node_text(cursor->as.items[0]), name)) {
        return BG_LITERAL(", its cursor,");
    }
    const struct bg_node *key = set.primary_key;
    for (size_t i = 0; bg_node_is(key, BG_NODE_LIST) && i < key->count && i < BG_LIMIT_KEY_PATHS; i++) {
        const struct bg_node *path = key->as.items[i];
        bool is_path = bg_node_is(path, BG_NODE_LIST) && path->count > 0;
        if (bg_slice_equal(bg_node_text(is_path ? path->as.items[0] : path), name)) {
            return BG_LITERAL(", part of its primary key,");
        }
    }
    return BG_LITERAL("");
}

/* Among those that are seen it is no more, and may be among the others, as it may have been before. Where all were seen
 * before, that some are out of sight now is a change of the stream. */
static void add_out_of_sight(const struct bg_field_sink *sink, struct bg_field_set base, struct bg_field_set head,
                             const struct bg_member *member) {
    if (bg_sight_answer(&base.sight, NULL) == BG_NOT_SEEN) {
        struct bg_change *change = bg_field_change(sink, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED,
                                                   path_of(sink, base, member->key), member->key);
        change->base = bg_member_place(member);
        change->head = bg_node_place(head.properties);
        change->after = bg_arena_printf(sink->out->arena, "the field `%.*s` is declared no more", BG_ARGS(member->key));
    }
}

/* What is made at run time may have another type than what is declared. */
static bool may_be_overridden(struct bg_field_set set) {
    return set.sight.extent == BG_EXTENT_ASSUMED;
}

static void add_overridable(const struct bg_field_sink *sink, struct bg_field_set head, const struct bg_member *base,
                            const struct bg_member *other) {
    struct bg_change *change =
        bg_field_change(sink, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED, path_of(sink, head, base->key), base->key);
    change->base = bg_member_place(base);
    change->head = bg_member_place(other);
    change->after =
        bg_arena_printf(sink->out->arena, "what is declared of the field `%.*s` changed", BG_ARGS(base->key));
}

/* Fields that are gone; *claimed collects the added ones that explain them. */
static void diff_removed(const struct bg_field_sink *sink, struct bg_field_set base, struct bg_field_set head,
                         struct bg_table *claimed) {
    struct bg_table added = {0};
    fold_added(sink, &added, base, head);
    for (size_t i = 0; i < count_of(base) && !bg_field_is_full(sink); i++) {
        const struct bg_member *member = &base.properties->as.members[i];
        const struct bg_member *found;
        enum bg_presence presence = find(head, member->key, &found);
        if (presence == BG_NOT_SEEN) {
            add_out_of_sight(sink, base, head, member);
        }
        if (presence != BG_NOT_THERE) {
            continue;
        }
        const struct bg_member *successor = respelled(sink, &added, member);
        bool is_renamed = successor != NULL && bg_table_put(claimed, successor->key, (void *)(uintptr_t)successor);
        struct bg_change *change = bg_field_change(sink, BG_CHANGE_FIELD, is_renamed ? BG_HOW_RENAMED : BG_HOW_REMOVED,
                                                   path_of(sink, base, member->key), member->key);
        change->base = bg_member_place(member);
        change->head = is_renamed ? bg_member_place(successor) : bg_node_place(head.properties);
        change->before = member->key;
        change->after = is_renamed ? successor->key : role_of(base, member->key);
    }
    bg_table_finish(&added);
}

static void diff_added(const struct bg_field_sink *sink, struct bg_field_set base, struct bg_field_set head,
                       const struct bg_table *claimed) {
    const struct bg_protocol_columns *columns = &sink->protocol->columns;
    for (size_t i = 0; i < count_of(head) && !bg_field_is_full(sink); i++) {
        const struct bg_member *member = &head.properties->as.members[i];
        if (bg_node_get(base.properties, member->key) == NULL && bg_table_get(claimed, member->key) == NULL) {
            struct bg_change *change =
                bg_field_change(sink, BG_CHANGE_FIELD, BG_HOW_ADDED, path_of(sink, head, member->key), member->key);
            change->head = bg_member_place(member);
            change->after = bg_slice_of(columns->name(columns->read(0, member->value)));
        }
    }
}

/* The columns of one side under one rule. */
struct columns {
    struct bg_field_set set;
    const struct bg_slice *names; /* NULL: no two collide, every field has its own name */
    bool *is_suffixed;
    struct bg_table by_field; /* name of a field to its index plus 1, if there are names */
};

static struct columns columns_of(const struct bg_field_sink *sink, struct bg_field_set set, unsigned rule) {
    struct columns columns = {.set = set};
    if (set.properties != NULL) {
        columns.names = sink->protocol->names.resolve(sink->out->arena, set.properties, rule, &columns.is_suffixed);
    }
    for (size_t i = 0; columns.names != NULL && i < count_of(set); i++) {
        bg_table_put(&columns.by_field, set.properties->as.members[i].key, (void *)(uintptr_t)(i + 1));
    }
    return columns;
}

/* How a field's column is called, or {NULL, 0} if nothing collides: then it has its own name. */
static struct bg_slice name_in(const struct columns *columns, struct bg_slice field, bool *is_suffixed) {
    *is_suffixed = false;
    if (columns->names == NULL) {
        return BG_NO_SLICE;
    }
    size_t index = (size_t)(uintptr_t)bg_table_get(&columns->by_field, field);
    if (index == 0) {
        return BG_NO_SLICE;
    }
    *is_suffixed = columns->is_suffixed[index - 1];
    return columns->names[index - 1];
}

/* The change of a column's name that this field has, if any: *how and *name, and true. */
static bool name_change(const struct columns *base, const struct columns *head, struct bg_slice field, bool is_new,
                        enum bg_change_how *how, struct bg_slice *name) {
    bool was_suffixed = false;
    bool is_suffixed = false;
    struct bg_slice base_name = name_in(base, field, &was_suffixed);
    *name = name_in(head, field, &is_suffixed);
    *how = is_new ? BG_HOW_COLLIDED : BG_HOW_SUFFIXED;
    if (is_new || (!was_suffixed && !is_suffixed)) {
        return is_new && is_suffixed;
    }
    return was_suffixed != is_suffixed || !bg_slice_equal(base_name, *name);
}

void bg_diff_field_names(const struct bg_field_sink *sink, struct bg_field_set base, struct bg_field_set head) {
    const struct bg_protocol_names *names = &sink->protocol->names;
    struct columns *base_columns = bg_arena_array(sink->out->arena, names->rule_count, sizeof base_columns[0]);
    struct columns *head_columns = bg_arena_array(sink->out->arena, names->rule_count, sizeof head_columns[0]);
    bool collide = false;
    for (unsigned rule = 0; rule < names->rule_count; rule++) {
        base_columns[rule] = columns_of(sink, base, rule);
        head_columns[rule] = columns_of(sink, head, rule);
        collide |= base_columns[rule].names != NULL || head_columns[rule].names != NULL;
    }
    for (size_t i = 0; collide && i < count_of(head) && !bg_field_is_full(sink); i++) {
        const struct bg_member *member = &head.properties->as.members[i];
        const struct bg_member *other = bg_node_member(base.properties, member->key);
        for (unsigned rule = 0; rule < names->rule_count; rule++) {
            enum bg_change_how how;
            struct bg_slice name;
            if (!name_change(&base_columns[rule], &head_columns[rule], member->key, other == NULL, &how, &name)) {
                continue;
            }
            struct bg_change *change =
                bg_field_change(sink, BG_CHANGE_FIELD_NAME, how, path_of(sink, head, member->key), member->key);
            change->base = other == NULL ? (struct bg_place){0} : bg_member_place(other);
            change->head = bg_member_place(member);
            change->after = name.at == NULL ? names->clean(sink->out->arena, member->key) : name;
            break;
        }
    }
    for (unsigned rule = 0; rule < names->rule_count; rule++) {
        bg_table_finish(&base_columns[rule].by_field);
        bg_table_finish(&head_columns[rule].by_field);
    }
}

void bg_diff_fields(const struct bg_field_sink *sink, struct bg_field_set base, struct bg_field_set head) {
    struct bg_table claimed = {0};
    diff_removed(sink, base, head, &claimed);
    diff_added(sink, base, head, &claimed);
    bg_table_finish(&claimed);
    for (size_t i = 0; i < count_of(base); i++) {
        const struct bg_member *member = &base.properties->as.members[i];
        const struct bg_member *other = bg_node_member(head.properties, member->key);
        if (other == NULL || bg_same_node(sink->same, member->value, other->value)) {
            continue;
        }
        if (may_be_overridden(base) || may_be_overridden(head)) {
            add_overridable(sink, head, member, bg_node_member(head.properties, member->key));
        } else {
            bg_diff_field(sink, side_of(member), side_of(other), path_of(sink, head, member->key), member->key);
        }
    }
    bg_diff_field_names(sink, base, head);
}
