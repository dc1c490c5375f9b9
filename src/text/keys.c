/* Closed mappings: see keys.h. */
#include "text/keys.h"

#include "base/nearest.h"

bool bg_keys_read(const struct bg_node *map, const char *what, const struct bg_key *keys, size_t count,
                  struct bg_error *err) {
    for (size_t k = 0; k < count; k++) {
        *keys[k].out = NULL;
    }
    if (!bg_node_is(map, BG_NODE_MAP)) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(map), "%s is not a mapping", what);
    }
    for (size_t m = 0; m < map->count; m++) {
        const struct bg_member *member = &map->as.members[m];
        struct bg_nearest nearest = bg_nearest_start(member->key);
        size_t k = 0;
        while (k < count && !bg_slice_is(member->key, keys[k].name)) {
            bg_nearest_offer(&nearest, bg_slice_of(keys[k].name));
            k++;
        }
        if (k == count) {
            return bg_fail_at(err, BG_ERROR_USAGE, bg_member_place(member), "%s has no key `%.*s`%s", what,
                              BG_ARGS(member->key), bg_nearest_hint(&nearest));
        }
        *keys[k].out = member->value->kind == BG_NODE_NULL ? NULL : member->value;
    }
    for (size_t k = 0; k < count; k++) {
        if (keys[k].is_required && *keys[k].out == NULL) {
            return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(map), "%s lacks the key `%s`", what, keys[k].name);
        }
    }
    return true;
}

static bool has_control(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7f) {
            return true;
        }
    }
    return false;
}

bool bg_keys_line(const struct bg_node *node, const char *name, size_t max, struct bg_slice *out,
                  struct bg_error *err) {
    *out = BG_NO_SLICE;
    if (node == NULL) {
        return true;
    }
    if (node->kind != BG_NODE_STRING || node->as.text.len == 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is not a text", name);
    }
    if (has_control(node->as.text)) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is more than one plain line", name);
    }
    if (node->as.text.len > max) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`%s` has %zu bytes, %zu are allowed", name,
                          node->as.text.len, max);
    }
    *out = node->as.text;
    return true;
}

bool bg_keys_lines(struct bg_arena *arena, const struct bg_node *node, const char *name, size_t max,
                   const struct bg_slice **out, size_t *count, struct bg_error *err) {
    *out = NULL;
    *count = 0;
    if (node == NULL) {
        return true;
    }
    bool is_list = node->kind == BG_NODE_LIST;
    size_t length = is_list ? node->count : 1;
    struct bg_slice *lines = bg_arena_array(arena, length, sizeof lines[0]);
    for (size_t i = 0; i < length; i++) {
        if (!bg_keys_line(is_list ? node->as.items[i] : node, name, max, &lines[i], err)) {
            return false;
        }
    }
    *out = lines;
    *count = length;
    return true;
}

bool bg_keys_word(const struct bg_node *node, const char *name, const char *const *words, size_t count, size_t *out,
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
