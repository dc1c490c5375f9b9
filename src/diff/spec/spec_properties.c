/*
 * Properties: see spec_properties.h. A removed property is looked for twice before it is called removed: under another
 * name beside it, and under the same name one level down, in a sibling or one of the sibling's branches.
 */
#include "diff/spec/spec_properties.h"

#include "base/table.h"
#include "diff/spec/spec_keyword.h"
#include "text/builder.h"
#include "text/pointer.h"

struct properties {
    struct bg_spec_diff *diff;
    const struct bg_spec_pair *pair;
    const struct bg_node *base; /* the `properties` maps, or NULL */
    const struct bg_node *head;
    struct bg_table base_required; /* names; the values say nothing */
    struct bg_table head_required;
    struct bg_table renamed; /* names at head that a removed property has taken */
};

static const struct bg_node *map_at(const struct bg_node *node, const char *keyword) {
    const struct bg_node *value = bg_node_at(node, keyword);
    return bg_node_is(value, BG_NODE_MAP) ? value : NULL;
}

static size_t count_of(const struct bg_node *node) {
    return node == NULL ? 0 : node->count;
}

static void read_required(const struct bg_node *node, struct bg_table *names) {
    const struct bg_node *required = bg_node_at(node, "required");
    for (size_t i = 0; bg_node_is(required, BG_NODE_LIST) && i < required->count; i++) {
        if (bg_node_is(required->as.items[i], BG_NODE_STRING)) {
            bg_table_put(names, required->as.items[i]->as.text, names);
        }
    }
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Equal in lower case without anything but letters and digits: startDate and start_date are. */
static bool names_fold_equal(struct bg_slice a, struct bg_slice b) {
    size_t i = 0;
    size_t j = 0;
    while (true) {
        while (i < a.len && !is_word(bg_ascii_lower(a.at[i]))) {
            i++;
        }
        while (j < b.len && !is_word(bg_ascii_lower(b.at[j]))) {
            j++;
        }
        if (i == a.len || j == b.len) {
            return i == a.len && j == b.len;
        }
        if (bg_ascii_lower(a.at[i++]) != bg_ascii_lower(b.at[j++])) {
            return false;
        }
    }
}

static bool titles_equal(const struct bg_node *base, const struct bg_node *head) {
    struct bg_slice title = bg_node_text(bg_node_at(base, "title"));
    return title.len > 0 && bg_slice_equal(title, bg_node_text(bg_node_at(head, "title")));
}

/* The one added property that is this one under another name, or NULL. */
static const struct bg_member *find_renamed(struct properties *p, const struct bg_member *removed) {
    const struct bg_member *found = NULL;
    for (size_t i = 0; i < count_of(p->head); i++) {
        const struct bg_member *added = &p->head->as.members[i];
        if (!bg_spec_step(p->diff)) {
            return NULL;
        }
        bool is_alike = titles_equal(removed->value, added->value) || names_fold_equal(removed->key, added->key);
        if (!is_alike || bg_node_get(p->base, added->key) != NULL ||
            !bg_spec_canonical_equal(p->diff, removed->value, added->value)) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = added;
    }
    return found;
}

/* Where in a node the name is declared: in its properties or in those of a branch. */
struct declaration {
    bool is_there;
    const char *group; /* of branches; NULL: not in one */
    size_t branch;
    const struct bg_member *member;
};

static struct declaration find_declared(struct properties *p, const struct bg_node *node, struct bg_slice name) {
    static const char *const groups[] = {"oneOf", "anyOf"};
    const struct bg_member *member = bg_node_member(map_at(node, "properties"), name);
    if (member != NULL) {
        return (struct declaration){true, NULL, 0, member};
    }
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        const struct bg_node *branches = bg_node_at(node, groups[i]);
        for (size_t j = 0; bg_node_is(branches, BG_NODE_LIST) && j < branches->count && bg_spec_step(p->diff); j++) {
            member = bg_node_member(map_at(branches->as.items[j], "properties"), name);
            if (member != NULL) {
                return (struct declaration){true, groups[i], j, member};
            }
        }
    }
    return (struct declaration){0};
}

/* The sibling at head that newly declares the name, or NULL. */
static const struct bg_member *find_moved(struct properties *p, struct bg_slice name, struct declaration *out) {
    for (size_t i = 0; i < count_of(p->head) && bg_spec_step(p->diff); i++) {
        const struct bg_member *sibling = &p->head->as.members[i];
        *out = find_declared(p, sibling->value, name);
        if (out->is_there && !find_declared(p, bg_node_get(p->base, sibling->key), name).is_there) {
            return sibling;
        }
    }
    return NULL;
}

static struct bg_slice properties_path(const struct properties *p, struct bg_slice owner, struct bg_slice name) {
    return bg_pointer_add(p->diff->arena, bg_pointer_add(p->diff->arena, owner, BG_LITERAL("properties")), name);
}

static struct bg_slice declaration_path(const struct properties *p, const struct bg_member *sibling,
                                        struct declaration declaration) {
    struct bg_slice path = properties_path(p, p->pair->head_path, sibling->key);
    if (declaration.group != NULL) {
        path = bg_pointer_add(p->diff->arena, path, bg_slice_of(declaration.group));
        path = bg_pointer_add_index(p->diff->arena, path, declaration.branch);
    }
    return properties_path(p, path, declaration.member->key);
}

static struct bg_change *add_property(struct properties *p, enum bg_change_how how, const struct bg_member *base,
                                      const struct bg_member *head) {
    struct bg_change *change = bg_spec_add(p->diff, p->pair, BG_CHANGE_SPEC_PROPERTY, how, "properties");
    const struct bg_member *member = base != NULL ? base : head;
    struct bg_slice owner = base != NULL ? p->pair->base_path : p->pair->head_path;
    change->path = properties_path(p, owner, member->key);
    change->subject = member->key;
    if (base != NULL) {
        change->base = bg_member_place(base);
    } else {
        change->base = (struct bg_place){0};
    }
    if (head != NULL) {
        change->head = bg_member_place(head);
    }
    return change;
}

/* A secret without which nobody could log in is gone, and who has only that one is not asked for the new one. */
static bool is_replaced(const struct properties *p, const struct bg_member *removed) {
    bool is_replaced = false;
    if (!bg_spec_is_on(removed->value, "airbyte_secret") || bg_table_get(&p->base_required, removed->key) == NULL) {
        return false;
    }
    for (size_t i = 0; i < count_of(p->head); i++) {
        const struct bg_member *added = &p->head->as.members[i];
        bool is_new = bg_node_get(p->base, added->key) == NULL && bg_spec_is_on(added->value, "airbyte_secret");
        is_replaced = is_replaced || (is_new && bg_table_get(&p->head_required, added->key) == NULL);
    }
    return is_replaced;
}

static void remove_property(struct properties *p, const struct bg_member *removed) {
    const struct bg_member *renamed = find_renamed(p, removed);
    if (renamed != NULL) {
        struct bg_change *change = add_property(p, BG_HOW_RENAMED, removed, renamed);
        change->before = removed->key;
        change->after = renamed->key;
        bg_table_put(&p->renamed, renamed->key, p);
        return;
    }
    struct declaration declaration;
    const struct bg_member *sibling = find_moved(p, removed->key, &declaration);
    if (sibling != NULL) {
        struct bg_change *change = add_property(p, BG_HOW_MOVED, removed, declaration.member);
        change->before = change->path;
        change->after = declaration_path(p, sibling, declaration);
        return;
    }
    struct bg_change *change = add_property(p, BG_HOW_REMOVED, removed, NULL);
    const struct bg_node *additional = bg_node_at(p->pair->head, "additionalProperties");
    if (bg_node_is(additional, BG_NODE_BOOL) && !additional->as.boolean) {
        change->flags |= BG_FLAG_CLOSED;
    } else if (is_replaced(p, removed)) {
        change->flags |= BG_FLAG_REPLACED;
    }
    if ((change->flags & BG_FLAG_CLOSED) != 0 && bg_spec_may_ask(p->diff)) {
        const struct bg_node *rest = bg_spec_with(p->diff, p->base, removed->key, NULL);
        const struct bg_node *isolated = bg_spec_with(p->diff, p->pair->base, BG_LITERAL("properties"), rest);
        bg_spec_isolate(p->diff, bg_spec_with(p->diff, isolated, BG_LITERAL("additionalProperties"), additional));
    }
}

/* The base node with one more required name and, if it is given, one more property. */
static const struct bg_node *also_required(struct properties *p, struct bg_slice name, const struct bg_node *schema) {
    struct bg_arena *arena = p->diff->arena;
    const struct bg_node *required = bg_node_at(p->pair->base, "required");
    size_t count = bg_node_is(required, BG_NODE_LIST) ? required->count : 0;
    const struct bg_node **items = bg_arena_array(arena, count + 1, sizeof items[0]);
    if (count > 0) {
        memcpy(items, required->as.items, count * sizeof items[0]);
    }
    items[count] = bg_node_new_text(arena, name, NULL);
    const struct bg_node *node =
        bg_spec_with(p->diff, p->pair->base, BG_LITERAL("required"), bg_node_new_list(arena, items, count + 1, NULL));
    if (schema != NULL) {
        const struct bg_node *properties = bg_spec_with(p->diff, p->base, name, schema);
        node = bg_spec_with(p->diff, node, BG_LITERAL("properties"), properties);
    }
    return node;
}

static bool is_newly_required(const struct properties *p, struct bg_slice name) {
    return bg_table_get(&p->head_required, name) != NULL && bg_table_get(&p->base_required, name) == NULL;
}

static void add_properties(struct properties *p) {
    for (size_t i = 0; i < count_of(p->head); i++) {
        const struct bg_member *added = &p->head->as.members[i];
        bool is_required = is_newly_required(p, added->key);
        bool is_renamed = bg_table_get(&p->renamed, added->key) != NULL;
        if (bg_node_get(p->base, added->key) != NULL || (is_renamed && !is_required)) {
            continue;
        }
        struct bg_change *change = add_property(p, BG_HOW_ADDED, NULL, added);
        if (is_required) {
            change->flags |= BG_FLAG_REQUIRED;
        }
        if (is_required && bg_spec_may_ask(p->diff)) {
            bg_spec_isolate(p->diff, also_required(p, added->key, added->value));
        }
    }
}

/* The place of a name in the list of required ones, else that of the node. */
static struct bg_place required_place(const struct bg_node *node, struct bg_slice name) {
    const struct bg_node *required = bg_node_at(node, "required");
    for (size_t i = 0; bg_node_is(required, BG_NODE_LIST) && i < required->count; i++) {
        if (bg_slice_equal(bg_node_text(required->as.items[i]), name)) {
            return bg_node_place(required->as.items[i]);
        }
    }
    return bg_node_place(node);
}

static void add_required(struct properties *p, enum bg_change_how how, struct bg_slice name) {
    struct bg_change *change = bg_spec_add(p->diff, p->pair, BG_CHANGE_SPEC_REQUIRED, how, NULL);
    change->path = properties_path(p, p->pair->head_path, name);
    change->subject = name;
    change->base = how == BG_HOW_ADDED ? bg_node_place(p->pair->base) : required_place(p->pair->base, name);
    change->head = required_place(p->pair->head, name);
    if (how == BG_HOW_ADDED) {
        bool is_discriminator = bg_slice_equal(name, p->pair->discriminator);
        change->flags |= is_discriminator ? (unsigned)BG_FLAG_DISCRIMINATOR : 0;
    }
    if (how == BG_HOW_ADDED && bg_spec_may_ask(p->diff)) {
        bg_spec_isolate(p->diff, also_required(p, name, NULL));
    }
}

static void compare_required(struct properties *p) {
    for (size_t i = 0; i < p->head_required.count; i++) {
        struct bg_slice name = p->head_required.entries[i].key;
        bool is_added = bg_node_get(p->head, name) != NULL && bg_node_get(p->base, name) == NULL;
        if (bg_table_get(&p->base_required, name) == NULL && !is_added) {
            add_required(p, BG_HOW_ADDED, name);
        }
    }
    for (size_t i = 0; i < p->base_required.count; i++) {
        struct bg_slice name = p->base_required.entries[i].key;
        bool is_removed = bg_node_get(p->base, name) != NULL && bg_node_get(p->head, name) == NULL;
        if (bg_table_get(&p->head_required, name) == NULL && !is_removed) {
            add_required(p, BG_HOW_REMOVED, name);
        }
    }
}

void bg_spec_compare_properties(struct bg_spec_diff *diff, const struct bg_spec_pair *pair) {
    struct properties p = {
        .diff = diff,
        .pair = pair,
        .base = map_at(pair->base, "properties"),
        .head = map_at(pair->head, "properties"),
    };
    read_required(pair->base, &p.base_required);
    read_required(pair->head, &p.head_required);
    for (size_t i = 0; i < count_of(p.base); i++) {
        if (bg_node_get(p.head, p.base->as.members[i].key) == NULL) {
            remove_property(&p, &p.base->as.members[i]);
        }
    }
    add_properties(&p);
    compare_required(&p);
    bg_table_finish(&p.base_required);
    bg_table_finish(&p.head_required);
    bg_table_finish(&p.renamed);
}
