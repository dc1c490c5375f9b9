/* JSON Pointers: see pointer.h. */
#include "text/pointer.h"

#include "base/buffer.h"

struct bg_slice bg_pointer_add(struct bg_arena *arena, struct bg_slice parent, struct bg_slice key) {
    size_t escapes = 0;
    for (size_t i = 0; i < key.len; i++) {
        escapes += key.at[i] == '~' || key.at[i] == '/';
    }
    size_t len = parent.len + 1 + key.len + escapes;
    char *text = bg_arena_alloc(arena, len + 1);
    if (parent.len > 0) {
        memcpy(text, parent.at, parent.len);
    }
    char *next = text + parent.len;
    *next++ = '/';
    for (size_t i = 0; i < key.len; i++) {
        if (key.at[i] == '~' || key.at[i] == '/') {
            *next++ = '~';
            *next++ = key.at[i] == '~' ? '0' : '1';
        } else {
            *next++ = key.at[i];
        }
    }
    return (struct bg_slice){text, len};
}

struct bg_slice bg_pointer_add_index(struct bg_arena *arena, struct bg_slice parent, size_t index) {
    return bg_arena_printf(arena, "%.*s/%zu", BG_ARGS(parent), index);
}

bool bg_pointer_next(struct bg_arena *arena, struct bg_slice *rest, struct bg_slice *token) {
    if (rest->len == 0 || rest->at[0] != '/') {
        return false;
    }
    *rest = bg_slice_from(*rest, 1);
    const char *slash = rest->len == 0 ? NULL : memchr(rest->at, '/', rest->len);
    size_t len = slash == NULL ? rest->len : (size_t)(slash - rest->at);
    struct bg_slice raw = bg_slice_range(*rest, 0, len);
    *rest = bg_slice_from(*rest, len);
    char *text = bg_arena_alloc(arena, raw.len + 1);
    size_t used = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.at[i];
        if (c == '~' && i + 1 < raw.len && (raw.at[i + 1] == '0' || raw.at[i + 1] == '1')) {
            c = raw.at[++i] == '0' ? '~' : '/';
        }
        text[used++] = c;
    }
    *token = (struct bg_slice){text, used};
    return true;
}

/* The list item that `token` names (RFC 6901, section 4: no leading zeros), or NULL. */
static const struct bg_node *item_at(const struct bg_node *list, struct bg_slice token) {
    size_t index = 0;
    if (token.len == 0 || token.len > 9 || (token.len > 1 && token.at[0] == '0')) {
        return NULL;
    }
    for (size_t i = 0; i < token.len; i++) {
        if (token.at[i] < '0' || token.at[i] > '9') {
            return NULL;
        }
        index = index * 10 + (size_t)(token.at[i] - '0');
    }
    return index < list->count ? list->as.items[index] : NULL;
}

const struct bg_node *bg_pointer_find(const struct bg_node *root, struct bg_slice pointer) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice token;
    const struct bg_node *node = root;
    while (node != NULL && bg_pointer_next(&arena, &pointer, &token)) {
        node = node->kind == BG_NODE_LIST ? item_at(node, token) : bg_node_get(node, token);
    }
    bg_arena_finish(&arena);
    return pointer.len == 0 ? node : NULL;
}
