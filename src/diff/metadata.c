/*
 * Metadata leaf by leaf. Which keys reach users is not known here: it is data, in rules/about. Lists are leaves; what
 * was added or removed as a whole is still named leaf by leaf, so that a rule sees the same keys either way.
 */
#include "diff/metadata.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/semver.h"
#include "base/table.h"
#include "text/write_json.h"

struct metadata_walk {
    const struct bg_connector *base;
    const struct bg_connector *head;
    struct bg_changes *out;
};

static bool is_same_place(struct bg_place a, struct bg_place b) {
    return a.line == b.line && a.column == b.column && bg_slice_equal(a.file, b.file);
}

/* Is it the mapping of the breaking entries? */
static bool is_breaking(const struct bg_connector *connector, const struct bg_node *node) {
    for (size_t i = 0; connector->about.breaking_count > 0 && bg_node_is(node, BG_NODE_MAP) && i < node->count; i++) {
        if (node->as.members[i].value == connector->about.breaking[0].entry) {
            return true;
        }
    }
    return false;
}

/* The version and the breaking entries have facts of their own. */
static bool is_told_elsewhere(const struct bg_connector *connector, const struct bg_node *node) {
    bool is_version = node != NULL && connector->about.version.at.line != 0 &&
                      is_same_place(connector->about.version.at, bg_node_place(node));
    return is_version || is_breaking(connector, node);
}

static struct bg_slice text_of(struct bg_arena *arena, const struct bg_node *node) {
    return node == NULL ? BG_NO_SLICE : bg_json_line(arena, node);
}

static void add(const struct metadata_walk *walk, const struct bg_node *base, const struct bg_node *head,
                struct bg_slice path) {
    enum bg_change_how how = base == NULL ? BG_HOW_ADDED : head == NULL ? BG_HOW_REMOVED : BG_HOW_CHANGED;
    struct bg_change *change = bg_change_add(walk->out, BG_CHANGE_METADATA_KEY, how);
    change->path = BG_LITERAL("");
    change->subject = path;
    change->before = text_of(walk->out->arena, base);
    change->after = text_of(walk->out->arena, head);
    change->base = bg_node_place(base);
    change->head = bg_node_place(head);
}

static struct bg_slice below(struct bg_arena *arena, struct bg_slice path, struct bg_slice key) {
    return path.len == 0 ? key : bg_arena_printf(arena, "%.*s.%.*s", BG_ARGS(path), BG_ARGS(key));
}

/* NULL is "not there". Recursive through mappings only; the depth is that of the document. */
static void diff(const struct metadata_walk *walk, const struct bg_node *base, const struct bg_node *head,
                 struct bg_slice path) {
    bool is_full = walk->out->count >= BG_LIMIT_CHANGES;
    bool is_equal = base != NULL && head != NULL && bg_node_equal(base, head);
    if (is_full || is_equal || is_told_elsewhere(walk->base, base) || is_told_elsewhere(walk->head, head)) {
        return;
    }
    const struct bg_node *base_map = bg_node_is(base, BG_NODE_MAP) && base->count > 0 ? base : NULL;
    const struct bg_node *head_map = bg_node_is(head, BG_NODE_MAP) && head->count > 0 ? head : NULL;
    bool is_inner = (base_map != NULL || head_map != NULL) && (base == NULL) == (base_map == NULL) &&
                    (head == NULL) == (head_map == NULL);
    if (!is_inner) {
        add(walk, base, head, path);
        return;
    }
    for (size_t i = 0; base_map != NULL && i < base_map->count; i++) {
        const struct bg_member *member = &base_map->as.members[i];
        diff(walk, member->value, bg_node_get(head_map, member->key), below(walk->out->arena, path, member->key));
    }
    for (size_t i = 0; head_map != NULL && i < head_map->count; i++) {
        const struct bg_member *member = &head_map->as.members[i];
        if (bg_node_get(base_map, member->key) == NULL) {
            diff(walk, NULL, member->value, below(walk->out->arena, path, member->key));
        }
    }
}

/* Whether the base has this version or a later one. What is no version is not known to be out. */
static bool is_out(const struct bg_connector *base, struct bg_slice version) {
    struct bg_semver entry;
    struct bg_semver out;
    return bg_semver_read(version, &entry, NULL) && bg_semver_read(base->about.version.text, &out, NULL) &&
           bg_semver_compare(&entry, &out) <= 0;
}

static void add_breaking(const struct metadata_walk *walk, enum bg_change_how how, const struct bg_breaking_entry *base,
                         const struct bg_breaking_entry *head) {
    struct bg_change *change = bg_change_add(walk->out, BG_CHANGE_BREAKING_ENTRY, how);
    change->path = BG_LITERAL("");
    change->subject = (head == NULL ? base : head)->version;
    change->flags = is_out(walk->base, change->subject) ? BG_FLAG_LATE : 0;
    change->base = base == NULL ? (struct bg_place){0} : base->at;
    change->head = head == NULL ? (struct bg_place){0} : head->at;
}

static struct bg_table entries_of(const struct bg_connector *connector) {
    struct bg_table entries = {0};
    for (size_t i = 0; i < connector->about.breaking_count; i++) {
        bg_table_put(&entries, connector->about.breaking[i].version, &connector->about.breaking[i]);
    }
    return entries;
}

static void diff_breaking(const struct metadata_walk *walk) {
    struct bg_table base = entries_of(walk->base);
    struct bg_table head = entries_of(walk->head);
    for (size_t i = 0; i < base.count; i++) {
        const struct bg_breaking_entry *entry = base.entries[i].value;
        const struct bg_breaking_entry *other = bg_table_get(&head, entry->version);
        if (other == NULL) {
            add_breaking(walk, BG_HOW_REMOVED, entry, NULL);
        } else if (!bg_node_equal(entry->entry, other->entry)) {
            add_breaking(walk, BG_HOW_CHANGED, entry, other);
        }
    }
    for (size_t i = 0; i < head.count; i++) {
        const struct bg_breaking_entry *entry = head.entries[i].value;
        if (bg_table_get(&base, entry->version) == NULL) {
            add_breaking(walk, BG_HOW_ADDED, NULL, entry);
        }
    }
    bg_table_finish(&base);
    bg_table_finish(&head);
}

void bg_diff_metadata(const struct bg_connector *base, const struct bg_connector *head, struct bg_changes *out) {
    struct metadata_walk walk = {base, head, out};
    if (base->about.metadata == NULL || head->about.metadata == NULL) {
        return;
    }
    diff_breaking(&walk);
    diff(&walk, base->about.metadata, head->about.metadata, BG_LITERAL(""));
}
