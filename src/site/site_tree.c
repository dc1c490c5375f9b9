/*
 * Sites in YAML and JSON: found in the tree of the reader. The tree resolves aliases and merge keys and lets the later
 * of two equal keys win, so each step is checked to stand where it is used: an edit must not reach further than it
 * seems.
 */
#include "site/site_search.h"

#include "text/read.h"

/* Whether a duplicate was reported at the place of this key: then the key stood twice. */
static bool is_reported(const struct bg_problems *problems, const struct bg_member *member) {
    struct bg_place place = bg_member_place(member);
    for (size_t p = 0; p < problems->count; p++) {
        const struct bg_problem *problem = &problems->items[p];
        if (problem->id == BG_ID_DUPLICATE_KEY && problem->at.line == place.line &&
            problem->at.column == place.column) {
            return true;
        }
    }
    return false;
}

/* The item of `list` that the query selects. */
static bool select_item(struct site_search *search, const struct bg_node *list, const struct bg_node **out) {
    const struct bg_site_query *query = search->query;
    const struct bg_node *found = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct bg_node *value = bg_node_get(list->as.items[i], query->select_key);
        if (query->select_key.at == NULL || !bg_slice_equal(bg_node_text(value), query->select_value) ||
            value == NULL) {
            continue;
        }
        if (found != NULL) {
            return refuse_site(search, BG_ID_DUPLICATE_KEY, list->as.items[i]->at, "two items of the list match");
        }
        found = list->as.items[i];
    }
    *out = found;
    return found != NULL || finish_search(search);
}

/* The member of `map`, which must be its own: not merged into it, not twice, its value no alias. */
static bool own_member(struct site_search *search, const struct bg_problems *problems, const struct bg_node *map,
                       struct bg_slice key, const struct bg_node **out) {
    const struct bg_member *member = bg_node_is(map, BG_NODE_MAP) ? bg_node_member(map, key) : NULL;
    if (member == NULL) {
        return finish_search(search);
    }
    if (is_reported(problems, member)) {
        return refuse_site(search, BG_ID_DUPLICATE_KEY, member->key_at, "the key stood twice");
    }
    if (member->key_at < map->at || member->key_at >= map->end) {
        return refuse_site(search, BG_ID_INDIRECT, map->at, "the key came from a merge");
    }
    if (member->value->at < member->key_at) {
        return refuse_site(search, BG_ID_INDIRECT, member->key_at, "the value is an alias");
    }
    *out = member->value;
    return true;
}

/* Whether an alias may name the anchor: then an edit would reach further than this place. */
static bool is_used_elsewhere(const struct site_search *search, struct bg_slice anchor) {
    struct bg_slice alias = bg_arena_printf(search->arena, "*%.*s", BG_ARGS(anchor));
    return bg_slice_find(search->text, alias) < search->text.len;
}

/* Behind the anchor and the tag of a scalar. */
static bool skip_properties(struct site_search *search, const struct bg_node *node, size_t *at) {
    while (char_at(search, *at) == '&' || char_at(search, *at) == '!') {
        size_t start = *at;
        while (*at < node->end && !is_blank_char(char_at(search, *at))) {
            ++*at;
        }
        struct bg_slice name = bg_slice_range(search->text, start + 1, *at);
        if (char_at(search, start) == '&' && is_used_elsewhere(search, name)) {
            return refuse_site(search, BG_ID_INDIRECT, start, "the value is used a second time by an alias");
        }
        while (*at < node->end && is_blank_char(char_at(search, *at))) {
            ++*at;
        }
    }
    return true;
}

/* The bytes of a scalar without its anchor, tag and quotes. */
static bool note_scalar(struct site_search *search, const struct bg_node *node) {
    size_t at = node->at;
    if (node->kind == BG_NODE_LIST || node->kind == BG_NODE_MAP || node->kind == BG_NODE_NULL) {
        return refuse_site(search, BG_ID_NOT_FOUND, at, "there is no single value at this path");
    }
    if (!skip_properties(search, node, &at)) {
        return false;
    }
    switch (node->style) {
    case BG_STYLE_PLAIN:
        break;
    case BG_STYLE_SINGLE:
    case BG_STYLE_DOUBLE:
        if (node->end < at + 2 || (char_at(search, at) != '"' && char_at(search, at) != '\'')) {
            return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, at, "the value is not on the line of its key");
        }
        return note_site(search, at + 1, node->end - 1);
    case BG_STYLE_BLOCK:
        return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, at, "the value is a block of lines");
    }
    for (size_t i = at; i < node->end; i++) {
        if (char_at(search, i) == '\n' || char_at(search, i) == '#') {
            return refuse_site(search, BG_ID_UNSUPPORTED_STYLE, at, "the value is not on one line");
        }
    }
    return at < node->end ? note_site(search, at, node->end)
                          : refuse_site(search, BG_ID_NOT_FOUND, at, "there is no value at this path");
}

static bool find_in_tree(struct site_search *search,
                         bool (*read)(struct bg_arena *, struct bg_source *, struct bg_problems *,
                                      const struct bg_node **, struct bg_error *)) {
    struct bg_problems problems = {.arena = search->arena};
    struct bg_error err = {0};
    const struct bg_node *node = NULL;
    if (!read(search->arena, search->source, &problems, &node, &err)) {
        struct bg_place at = {.file = search->source->path, .line = err.line, .column = err.column};
        return bg_refuse(search->arena, search->refusal, BG_ID_PARSE_ERROR, at, "%s", err.message);
    }
    for (size_t k = 0; k < search->query->path_count; k++) {
        struct bg_slice key = search->query->path[k];
        bool is_item = bg_slice_is(key, "*") && bg_node_is(node, BG_NODE_LIST);
        if (is_item ? !select_item(search, node, &node) : !own_member(search, &problems, node, key, &node)) {
            return false;
        }
    }
    return note_scalar(search, node);
}

bool find_json(struct site_search *search) {
    return find_in_tree(search, bg_read_json);
}

bool find_yaml(struct site_search *search) {
    return find_in_tree(search, bg_read_yaml);
}
