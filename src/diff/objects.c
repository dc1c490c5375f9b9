/* What a destination takes: see objects.h. */
#include "diff/objects.h"

#include "base/buffer.h"
#include "base/table.h"
#include "schema/contain/relate.h"
#include "text/builder.h"
#include "text/pointer.h"
#include "text/write_json.h"

/* One object on both sides. */
struct object_diff {
    const struct bg_object *base;
    const struct bg_object *head;
    struct bg_slice label;
    struct bg_changes *out;
};

/* One position of both schemas. */
struct object_pair {
    const struct bg_node *base;
    const struct bg_node *head;
    struct bg_slice path;
    struct bg_slice name; /* of the field; of the object for the root */
};

static struct bg_slice label_of(struct bg_arena *arena, const struct bg_object *object) {
    return object->mode.len == 0 ? object->name
                                 : bg_arena_printf(arena, "%.*s (%.*s)", BG_ARGS(object->name), BG_ARGS(object->mode));
}

static struct bg_change *add(struct bg_changes *out, enum bg_change_kind kind, enum bg_change_how how,
                             struct bg_slice label) {
    struct bg_change *change = bg_change_add(out, kind, how);
    change->stream = label;
    change->path = BG_LITERAL("");
    change->subject = label;
    change->before = BG_LITERAL("");
    change->after = BG_LITERAL("");
    return change;
}

static struct bg_change *add_at(const struct object_diff *diff, const struct object_pair *pair,
                                enum bg_change_kind kind, enum bg_change_how how) {
    struct bg_change *change = add(diff->out, kind, how, diff->label);
    change->path = pair->path;
    change->subject = pair->name;
    change->base = pair->base != NULL ? bg_node_place(pair->base) : diff->base->at;
    change->head = pair->head != NULL ? bg_node_place(pair->head) : diff->head->at;
    return change;
}

static struct bg_slice json_of(struct bg_arena *arena, const struct bg_node *node) {
    return node == NULL ? BG_LITERAL("none") : bg_json_line(arena, node);
}

static bool is_alike(const struct bg_node *base, const struct bg_node *head) {
    return base == NULL || head == NULL ? base == head : bg_node_equal(base, head);
}

static bool lists(const struct bg_node *list, const struct bg_node *item) {
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_node_equal(list->as.items[i], item)) {
            return true;
        }
    }
    return false;
}

/* A text of the list. */
static bool names(const struct bg_node *list, struct bg_slice text) {
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_slice_equal(bg_node_text(list->as.items[i]), text)) {
            return true;
        }
    }
    return false;
}

/* Each key that one side has and the other has not. The first key of an object that had none is asked for now. */
static void diff_keys(const struct object_diff *diff) {
    const struct bg_node *const sides[] = {diff->base->keys, diff->head->keys};
    const enum bg_change_how hows[] = {BG_HOW_REMOVED, sides[0] == NULL ? BG_HOW_CHANGED : BG_HOW_ADDED};
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; sides[s] != NULL && i < sides[s]->count; i++) {
            const struct bg_node *key = sides[s]->as.items[i];
            if (!lists(sides[1 - s], key)) {
                struct bg_change *change = add(diff->out, BG_CHANGE_OBJECT_KEY, hows[s], diff->label);
                change->after = json_of(diff->out->arena, key);
                change->base = s == 0 ? bg_node_place(key) : diff->base->at;
                change->head = s == 1 ? bg_node_place(key) : diff->head->at;
            }
        }
    }
}

/* The schema without what is compared by itself. */
static const struct bg_node *rest_of(const struct object_diff *diff, const struct bg_node *schema) {
    static const char *const apart[] = {"properties", "required"};
    struct bg_members members = {.arena = diff->out->arena};
    bg_members_put_all(&members, schema);
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        (void)bg_members_remove(&members, bg_slice_of(apart[i]));
    }
    if (bg_node_is(bg_members_get(&members, BG_LITERAL("items")), BG_NODE_MAP)) {
        (void)bg_members_remove(&members, BG_LITERAL("items"));
    }
    return bg_node_new_map(diff->out->arena, members.items, members.count, schema);
}

/* The schema as a document, with what its references may name. */
static const struct bg_node *document_of(const struct object_diff *diff, const struct bg_node *schema,
                                         const struct bg_object *object) {
    static const char *const parts[] = {"$schema", "definitions", "$defs"};
    struct bg_members members = {.arena = diff->out->arena};
    if (!bg_node_is(schema, BG_NODE_MAP)) {
        return schema;
    }
    bg_members_put_all(&members, schema);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct bg_node *part = bg_node_at(object->schema, parts[i]);
        if (part != NULL) {
            bg_members_set(&members, parts[i], part);
        }
    }
    return bg_node_new_map(diff->out->arena, members.items, members.count, schema);
}

/* Whether a key of that name stands anywhere in it. */
static bool has_key(const struct bg_node *node, const char *key) {
    for (size_t i = 0; i < node->count && node->kind == BG_NODE_LIST; i++) {
        if (has_key(node->as.items[i], key)) {
            return true;
        }
    }
    for (size_t i = 0; i < node->count && node->kind == BG_NODE_MAP; i++) {
        if (bg_slice_is(node->as.members[i].key, key) || has_key(node->as.members[i].value, key)) {
            return true;
        }
    }
    return false;
}

/* How two schemas that differ in their words differ as sets of values. Types of the platform are no set of values. */
static enum bg_change_how relation_of(const struct object_diff *diff, const struct bg_node *base,
                                      const struct bg_node *head) {
    struct bg_relate_options options = {.assert_formats = true};
    base = document_of(diff, base, diff->base);
    head = document_of(diff, head, diff->head);
    struct bg_relation there = bg_schema_relate(diff->out->arena, base, head, options);
    (void)bg_changes_spend(diff->out, there.steps);
    if (there.answer != BG_ANSWER_YES) {
        return there.answer == BG_ANSWER_NO ? BG_HOW_NARROWED : BG_HOW_UNDECIDED;
    }
    if (has_key(base, "airbyte_type") || has_key(head, "airbyte_type")) {
        return BG_HOW_CHANGED;
    }
    struct bg_relation back = bg_schema_relate(diff->out->arena, head, base, options);
    (void)bg_changes_spend(diff->out, back.steps);
    return back.answer == BG_ANSWER_YES ? BG_HOW_EQUIVALENT : BG_HOW_WIDENED;
}

static void diff_rest(const struct object_diff *diff, const struct object_pair *pair) {
    bool are_schemas = bg_node_is(pair->base, BG_NODE_MAP) && bg_node_is(pair->head, BG_NODE_MAP);
    const struct bg_node *base = are_schemas ? rest_of(diff, pair->base) : pair->base;
    const struct bg_node *head = are_schemas ? rest_of(diff, pair->head) : pair->head;
    if (is_alike(base, head)) {
        return;
    }
    enum bg_change_how how = base != NULL && head != NULL ? relation_of(diff, base, head) : BG_HOW_CHANGED;
    struct bg_change *change = add_at(diff, pair, BG_CHANGE_OBJECT_SCHEMA, how);
    change->before = json_of(diff->out->arena, base);
    change->after = json_of(diff->out->arena, head);
}

static struct object_pair below(const struct object_diff *diff, const struct object_pair *pair, const char *keyword,
                                struct bg_slice name) {
    const struct bg_node *base = bg_node_at(pair->base, keyword);
    const struct bg_node *head = bg_node_at(pair->head, keyword);
    struct bg_arena *arena = diff->out->arena;
    struct bg_slice path = bg_pointer_add(arena, pair->path, bg_slice_of(keyword));
    bool is_field = name.at != NULL;
    return (struct object_pair){
        .base = is_field ? bg_node_get(base, name) : base,
        .head = is_field ? bg_node_get(head, name) : head,
        .path = is_field ? bg_pointer_add(arena, path, name) : path,
        .name = is_field ? name : pair->name,
    };
}

static void diff_pair(const struct object_diff *diff, const struct object_pair *pair);

/* A field that one side has, or both. */
static void diff_field(const struct object_diff *diff, const struct object_pair *pair, struct bg_slice name) {
    struct object_pair field = below(diff, pair, "properties", name);
    bool was_required = names(bg_node_at(pair->base, "required"), name);
    bool is_required = names(bg_node_at(pair->head, "required"), name);
    if (field.base == NULL || field.head == NULL) {
        bool is_added = field.base == NULL;
        struct bg_change *change =
            add_at(diff, &field, BG_CHANGE_OBJECT_FIELD, is_added ? BG_HOW_ADDED : BG_HOW_REMOVED);
        change->flags = (is_added ? is_required : was_required) ? BG_FLAG_REQUIRED : 0;
        return;
    }
    if (was_required != is_required) {
        add_at(diff, &field, BG_CHANGE_OBJECT_REQUIRED, is_required ? BG_HOW_ADDED : BG_HOW_REMOVED);
    }
    diff_pair(diff, &field);
}

/* A required field that no side declares. */
static void diff_undeclared(const struct object_diff *diff, const struct object_pair *pair, bool is_head) {
    const struct bg_node *list = bg_node_at(is_head ? pair->head : pair->base, "required");
    const struct bg_node *other = bg_node_at(is_head ? pair->base : pair->head, "required");
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        struct bg_slice name = bg_node_text(list->as.items[i]);
        struct object_pair field = below(diff, pair, "properties", name);
        if (name.at != NULL && field.base == NULL && field.head == NULL && !names(other, name)) {
            add_at(diff, &field, BG_CHANGE_OBJECT_REQUIRED, is_head ? BG_HOW_ADDED : BG_HOW_REMOVED);
        }
    }
}

static void diff_fields(const struct object_diff *diff, const struct object_pair *pair) {
    const struct bg_node *base = bg_node_at(pair->base, "properties");
    const struct bg_node *head = bg_node_at(pair->head, "properties");
    for (size_t i = 0; bg_node_is(base, BG_NODE_MAP) && i < base->count; i++) {
        diff_field(diff, pair, base->as.members[i].key);
    }
    for (size_t i = 0; bg_node_is(head, BG_NODE_MAP) && i < head->count; i++) {
        if (bg_node_get(base, head->as.members[i].key) == NULL) {
            diff_field(diff, pair, head->as.members[i].key);
        }
    }
    diff_undeclared(diff, pair, false);
    diff_undeclared(diff, pair, true);
}

/* Recursive with the documents' own depth, which has a limit. */
static void diff_pair(const struct object_diff *diff, const struct object_pair *pair) {
    if (is_alike(pair->base, pair->head) || !bg_changes_spend(diff->out, 1)) {
        return;
    }
    diff_fields(diff, pair);
    struct object_pair items = below(diff, pair, "items", BG_NO_SLICE);
    if (bg_node_is(items.base, BG_NODE_MAP) || bg_node_is(items.head, BG_NODE_MAP)) {
        diff_pair(diff, &items);
    }
    diff_rest(diff, pair);
}

static void diff_object(const struct bg_object *base, const struct bg_object *head, struct bg_changes *out) {
    struct object_diff diff = {base, head, label_of(out->arena, head), out};
    struct object_pair root = {base->schema, head->schema, BG_LITERAL(""), diff.label};
    diff_keys(&diff);
    diff_pair(&diff, &root);
    if (!bg_node_equal(base->rest, head->rest)) {
        struct bg_change *change = add(out, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED, diff.label);
        change->subject = bg_arena_printf(out->arena, "the object `%.*s`", BG_ARGS(diff.label));
        change->base = base->at;
        change->head = head->at;
    }
}

/* Name, mode and, for a pair of them that occurs again, the how manieth it is. */
static struct bg_slice identity(struct bg_arena *arena, struct bg_table *seen, const struct bg_object *object) {
    struct bg_slice key =
        bg_arena_printf(arena, "%zu:%.*s%.*s", object->name.len, BG_ARGS(object->name), BG_ARGS(object->mode));
    uintptr_t count = (uintptr_t)bg_table_get(seen, key);
    bg_table_put(seen, key, (void *)(count + 1));
    return count == 0 ? key : bg_arena_printf(arena, "%zu#%.*s", (size_t)count, BG_ARGS(key));
}

static void add_side(struct bg_arena *arena, const struct bg_declaration *side, struct bg_table *out) {
    struct bg_table seen = {0};
    for (size_t i = 0; i < side->object_count; i++) {
        (void)bg_table_put(out, identity(arena, &seen, &side->objects[i]), (void *)(uintptr_t)&side->objects[i]);
    }
    bg_table_finish(&seen);
}

/* An object that one side has, and what that means if nothing is known of the other side. */
static void add_single(struct bg_changes *out, const struct bg_object *object, enum bg_change_how how,
                       const struct bg_declaration *other) {
    struct bg_change *change = add(out, BG_CHANGE_OBJECT, how, label_of(out->arena, object));
    bool is_added = how == BG_HOW_ADDED;
    change->base = is_added ? (struct bg_place){0} : object->at;
    change->head = is_added ? object->at : other->objects_sight.at;
}

void bg_diff_objects(const struct bg_declaration *base, const struct bg_declaration *head, struct bg_changes *out) {
    struct bg_table before = {0};
    struct bg_table after = {0};
    add_side(out->arena, base, &before);
    add_side(out->arena, head, &after);
    for (size_t i = 0; i < before.count; i++) {
        const struct bg_object *object = bg_table_get(&after, before.entries[i].key);
        if (object != NULL) {
            diff_object(before.entries[i].value, object, out);
        } else {
            bool is_gone = bg_sight_answer(&head->objects_sight, NULL) == BG_NOT_THERE;
            add_single(out, before.entries[i].value, is_gone ? BG_HOW_REMOVED : BG_HOW_OPAQUE, head);
        }
    }
    for (size_t i = 0; i < after.count; i++) {
        if (bg_table_get(&before, after.entries[i].key) == NULL) {
            add_single(out, after.entries[i].value, BG_HOW_ADDED, base);
        }
    }
    bg_table_finish(&before);
    bg_table_finish(&after);
}
