/* Equality with a memory: see same.h. Small trees are not worth an entry. */
#include "diff/same.h"

/* Up to this many nodes a comparison is cheaper than looking it up. */
#define SMALL 32u

static const char yes, no; /* what the memo holds */

static bool members_same(struct bg_same *same, const struct bg_node *a, const struct bg_node *b) {
    for (size_t i = 0; i < a->count; i++) {
        const struct bg_member *member = &a->as.members[i];
        bool is_in_step = bg_slice_equal(member->key, b->as.members[i].key);
        const struct bg_node *other = is_in_step ? b->as.members[i].value : bg_node_get(b, member->key);
        if (other == NULL || !bg_same_node(same, member->value, other)) {
            return false;
        }
    }
    return true;
}

static bool items_same(struct bg_same *same, const struct bg_node *a, const struct bg_node *b) {
    for (size_t i = 0; i < a->count; i++) {
        if (!bg_same_node(same, a->as.items[i], b->as.items[i])) {
            return false;
        }
    }
    return true;
}

/* Mutually recursive with the two above; the depth is that of the trees. */
bool bg_same_node(struct bg_same *same, const struct bg_node *a, const struct bg_node *b) {
    if (a == b || a == NULL || b == NULL) {
        return a == b;
    }
    bool is_container = a->kind == BG_NODE_MAP || a->kind == BG_NODE_LIST;
    if (!is_container || a->kind != b->kind || a->weight <= SMALL) {
        return bg_node_equal(a, b);
    }
    if (a->weight != b->weight || a->depth != b->depth || a->count != b->count) {
        return false;
    }
    struct bg_memo_key key = {.first = a, .second = b};
    const void *known = *bg_memo_at(&same->memo, key);
    if (known != NULL) {
        return known == &yes;
    }
    bool is_same = a->kind == BG_NODE_MAP ? members_same(same, a, b) : items_same(same, a, b);
    *bg_memo_at(&same->memo, key) = is_same ? &yes : &no;
    return is_same;
}
