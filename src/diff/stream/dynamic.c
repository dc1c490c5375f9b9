/*
 * Generators of streams against generators. Which streams come out is only known at run time; what is known are the
 * template, a list of values that are always among those it is filled with, and the mappings that fill it.
 */
#include "diff/stream/dynamic.h"

#include "source/catalog.h"
#include "source/manifest/template.h"
#include "source/sight.h"
#include "base/limits.h"
#include "base/table.h"
#include "diff/stream/stream.h"

/* What a mapping fills that decides what a stream is: name, key, cursor, schema. Where else it goes decides how the
 * stream is fetched: when the first sync begins, and in which steps. */
static const char *const deciding_parts[] = {"name", "primary_key", "schema_loader"};
static const char *const deciding_of_sync[] = {"cursor_field"};
static const char *const deciding_of_parameters[] = {"cursor_field", "name", "primary_key", "schema_loader"};

static const char *const model_keys[] = {"enumeration", "resolver"};

static bool is_equal(const struct bg_node *base, const struct bg_node *head) {
    return base == NULL || head == NULL ? base == head : bg_node_equal(base, head);
}

static struct bg_change *add(struct bg_changes *out, enum bg_change_how how, const struct bg_dynamic_streams *base,
                             const struct bg_dynamic_streams *head, const char *after) {
    struct bg_change *change = bg_change_add(out, BG_CHANGE_DYNAMIC_STREAMS, how);
    change->stream = (head == NULL ? base : head)->name;
    change->subject = change->stream;
    change->path = BG_LITERAL("");
    change->after = bg_slice_of(after);
    change->base = base == NULL ? (struct bg_place){0} : base->at;
    change->head = head == NULL ? (struct bg_place){0} : head->at;
    return change;
}

/* Does `list` hold something that `other` does not? Long lists count as different. */
static bool has_more(const struct bg_node *list, const struct bg_node *other) {
    size_t count = bg_node_is(list, BG_NODE_LIST) ? list->count : 0;
    size_t other_count = bg_node_is(other, BG_NODE_LIST) ? other->count : 0;
    if (count * other_count > BG_LIMIT_LISTED_PAIRS) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < other_count && !is_found; k++) {
            is_found = bg_node_equal(list->as.items[i], other->as.items[k]);
        }
        if (!is_found) {
            return true;
        }
    }
    return false;
}

/* A step that the runtime fills in may be any. */
static bool is_one_of(const struct bg_node *step, const char *const *words, size_t count) {
    bool is_one = bg_node_is_text(step, "*") || bg_node_is_text(step, "**") || bg_template_is(bg_node_text(step));
    for (size_t i = 0; i < count; i++) {
        is_one = is_one || bg_node_is_text(step, words[i]);
    }
    return is_one;
}

#define IS_ONE_OF(step, words) is_one_of(step, words, sizeof(words) / sizeof((words)[0]))

static bool is_deciding(const struct bg_node *mapping) {
    const struct bg_node *path = bg_node_at(mapping, "field_path");
    size_t count = bg_node_is(path, BG_NODE_LIST) ? path->count : 0;
    if (count == 0) {
        return true;
    }
    const struct bg_node *first = path->as.items[0];
    if (bg_node_is_text(first, "incremental_sync")) {
        return count == 1 || IS_ONE_OF(path->as.items[1], deciding_of_sync);
    }
    bool is_parameter = bg_node_is_text(first, "$parameters");
    for (size_t i = 1; is_parameter && i < count; i++) {
        if (IS_ONE_OF(path->as.items[i], deciding_of_parameters)) {
            return true;
        }
    }
    return IS_ONE_OF(first, deciding_parts) || (is_parameter && count == 1);
}

/* Is there a mapping that decides and that the other side lacks? */
static bool has_deciding(const struct bg_node *mappings, const struct bg_node *other) {
    for (size_t i = 0; bg_node_is(mappings, BG_NODE_LIST) && i < mappings->count; i++) {
        const struct bg_node *mapping = mappings->as.items[i];
        bool is_found = false;
        for (size_t k = 0; bg_node_is(other, BG_NODE_LIST) && k < other->count && !is_found; k++) {
            is_found = bg_node_equal(mapping, other->as.items[k]);
        }
        if (!is_found && is_deciding(mapping)) {
            return true;
        }
    }
    return false;
}

static void diff_mappings(const struct bg_dynamic_streams *base, const struct bg_dynamic_streams *head,
                          struct bg_changes *out) {
    const struct bg_node *base_mappings = bg_node_at(base->model, "mappings");
    const struct bg_node *head_mappings = bg_node_at(head->model, "mappings");
    if (is_equal(base_mappings, head_mappings)) {
        return;
    }
    bool is_small = base_mappings == NULL || head_mappings == NULL ||
                    base_mappings->count * head_mappings->count <= BG_LIMIT_LISTED_PAIRS;
    bool is_decided =
        !is_small || has_deciding(base_mappings, head_mappings) || has_deciding(head_mappings, base_mappings);
    if (is_decided) {
        add(out, BG_HOW_CHECK, base, head, "their names, keys or schemas are filled in differently");
    } else {
        add(out, BG_HOW_CHANGED, base, head, "what is filled into their template");
    }
}

static void diff_pair(const struct bg_protocol *protocol, const struct bg_dynamic_streams *base,
                      const struct bg_dynamic_streams *head, struct bg_same *same, struct bg_changes *out) {
    if (bg_same_node(same, base->model, head->model)) {
        return;
    }
    size_t before = out->count;
    struct bg_stream base_stream;
    struct bg_stream head_stream;
    if (bg_catalog_stream(out->arena, bg_node_at(base->model, "template"), &base_stream) &&
        bg_catalog_stream(out->arena, bg_node_at(head->model, "template"), &head_stream)) {
        base_stream.at = base->at;
        head_stream.at = head->at;
        bg_diff_stream(protocol, &base_stream, &head_stream, same, out);
    }
    const struct bg_node *base_values = bg_node_at(base->model, "default_values");
    const struct bg_node *head_values = bg_node_at(head->model, "default_values");
    if (has_more(base_values, head_values)) {
        add(out, BG_HOW_NARROWED, base, head, "");
    }
    if (has_more(head_values, base_values)) {
        add(out, BG_HOW_WIDENED, base, head, "");
    }
    diff_mappings(base, head, out);
    for (size_t i = 0; i < sizeof model_keys / sizeof model_keys[0]; i++) {
        if (!is_equal(bg_node_at(base->model, model_keys[i]), bg_node_at(head->model, model_keys[i]))) {
            add(out, BG_HOW_CHECK, base, head, "they are made in another way");
        }
    }
    if (out->count == before) {
        add(out, BG_HOW_CHANGED, base, head, "how they are written down");
    }
}

/* Those whose streams are all known, and compared as streams: of the generator only the way of writing differs. */
static bool is_listed(const struct bg_dynamic_streams *streams) {
    return bg_node_is_text(bg_node_at(streams->model, "enumeration"), "static");
}

void bg_diff_dynamic(const struct bg_protocol *protocol, const struct bg_declaration *base,
                     const struct bg_declaration *head, struct bg_same *same, struct bg_changes *out) {
    struct bg_table by_name = {0};
    for (size_t i = 0; i < head->dynamic_count; i++) {
        bg_table_put(&by_name, head->dynamic[i].name, &head->dynamic[i]);
    }
    for (size_t i = 0; i < base->dynamic_count && out->count < BG_LIMIT_CHANGES; i++) {
        const struct bg_dynamic_streams *other = bg_table_get(&by_name, base->dynamic[i].name);
        enum bg_presence presence = bg_sight_answer(&head->sight, other);
        if (presence == BG_NOT_THERE && is_listed(&base->dynamic[i])) {
            add(out, BG_HOW_CHANGED, &base->dynamic[i], NULL,
                "they come from no list any more, and are compared one by one");
        } else if (presence == BG_NOT_THERE) {
            add(out, BG_HOW_REMOVED, &base->dynamic[i], NULL, "");
        } else if (presence == BG_NOT_SEEN && (bg_sight_sees(&head->sight) || base->sight.extent == BG_EXTENT_SOME)) {
            add(out, BG_HOW_REMOVED, &base->dynamic[i], NULL, "")->kind = BG_CHANGE_STREAM_READABILITY;
        } else if (presence == BG_THERE) {
            diff_pair(protocol, &base->dynamic[i], other, same, out);
        }
    }
    bg_table_finish(&by_name);
    for (size_t i = 0; i < base->dynamic_count; i++) {
        bg_table_put(&by_name, base->dynamic[i].name, &base->dynamic[i]);
    }
    for (size_t i = 0; i < head->dynamic_count && out->count < BG_LIMIT_CHANGES; i++) {
        if (bg_table_get(&by_name, head->dynamic[i].name) != NULL) {
            continue;
        }
        if (is_listed(&head->dynamic[i])) {
            add(out, BG_HOW_CHANGED, NULL, &head->dynamic[i], "they come from a list now, and are compared one by one");
        } else {
            add(out, BG_HOW_ADDED, NULL, &head->dynamic[i], "");
        }
    }
    bg_table_finish(&by_name);
}
