/*
 * State against state, over the facts that the model keeps of it: shape, cursor field, formats, partitions, parents,
 * migrations. Formats are compared as texts, but for two that are known to read what another writes as the same
 * instant: others that accept the same text may mean different ones.
 */
#include "airbyte/state.h"

#include "base/limits.h"

/* Best first: the worst of several effects is the change. */
enum rank { RANK_NONE, RANK_NOTE, RANK_CHECK, RANK_RESET, RANK_UNREADABLE };

struct effect {
    enum rank rank;
    const char *reason;
};

static struct effect worse(struct effect a, struct effect b) {
    return b.rank > a.rank ? b : a;
}

static bool is_equal(const struct bg_node *base, const struct bg_node *head, const char *key) {
    const struct bg_node *base_value = bg_node_at(base, key);
    const struct bg_node *head_value = bg_node_at(head, key);
    return base_value == NULL || head_value == NULL ? base_value == head_value : bg_node_equal(base_value, head_value);
}

static bool is_shape(const struct bg_node *state, const char *shape) {
    return bg_node_is_text(bg_node_at(state, "shape"), shape);
}

static bool is_partitioned(const struct bg_node *state) {
    return is_shape(state, "per-partition") || is_shape(state, "global");
}

static bool is_datetime(const struct bg_node *state) {
    return is_partitioned(state) || is_shape(state, "cursor");
}

static bool holds(const struct bg_node *list, const struct bg_node *item) {
    for (size_t i = 0; item != NULL && bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_node_equal(list->as.items[i], item)) {
            return true;
        }
    }
    return false;
}

/* The routers that give the keys of a partition: those inside, of one that only groups. */
static const struct bg_node *routers_of(const struct bg_node *partitions) {
    while (bg_node_is(partitions, BG_NODE_LIST) && partitions->count == 1 &&
           bg_node_is_text(bg_node_at(partitions->as.items[0], "router"), "grouping")) {
        partitions = bg_node_at(partitions->as.items[0], "of");
    }
    return bg_node_is(partitions, BG_NODE_LIST) && partitions->count > 0 ? partitions : NULL;
}

/* Which parent and which of its fields do not matter. */
static bool is_same_key(const struct bg_node *base, const struct bg_node *head) {
    return is_equal(base, head, "router") && is_equal(base, head, "field");
}

/* The first router that gives this key: it wins over later ones. NULL if none does. */
static const struct bg_node *router_like(const struct bg_node *routers, const struct bg_node *router) {
    for (size_t i = 0; i < routers->count; i++) {
        if (is_same_key(routers->as.items[i], router)) {
            return routers->as.items[i];
        }
    }
    return NULL;
}

/* Do saved entries of partitions still match? The order of the routers does not matter. Recursive through the parents
 * of parents. */
static bool is_same_partition(const struct bg_node *base, const struct bg_node *head) {
    base = routers_of(base);
    head = routers_of(head);
    if (base == NULL || head == NULL || bg_node_equal(base, head)) {
        return base == head || (base != NULL && head != NULL);
    }
    if (base->count != head->count || base->count > BG_LIMIT_KEY_PATHS) {
        return false;
    }
    for (size_t i = 0; i < base->count; i++) {
        const struct bg_node *router = base->as.items[i];
        const struct bg_node *other = router_like(head, router);
        if (other == NULL ||
            !is_same_partition(bg_node_at(router, "parent_partitions"), bg_node_at(other, "parent_partitions"))) {
            return false;
        }
    }
    return true;
}

/* A cursor or a router of the connector's own. */
static bool is_custom(const struct bg_node *state) {
    const struct bg_node *routers = routers_of(bg_node_at(state, "partitions"));
    for (size_t i = 0; routers != NULL && i < routers->count; i++) {
        if (bg_node_is_text(bg_node_at(routers->as.items[i], "router"), "custom")) {
            return true;
        }
    }
    return is_shape(state, "custom");
}

static bool has_new_migration(const struct bg_node *base, const struct bg_node *head) {
    const struct bg_node *migrations = bg_node_at(head, "migrations");
    const struct bg_node *before = bg_node_at(base, "migrations");
    if (bg_node_is(migrations, BG_NODE_LIST) && bg_node_is(before, BG_NODE_LIST) &&
        migrations->count * before->count > BG_LIMIT_LISTED_PAIRS) {
        return true;
    }
    for (size_t i = 0; bg_node_is(migrations, BG_NODE_LIST) && i < migrations->count; i++) {
        if (!holds(before, migrations->as.items[i])) {
            return true;
        }
    }
    return false;
}

/* A directive is two bytes of a format, a literal is one. */
static struct bg_slice next_part(struct bg_slice *rest) {
    size_t len = rest->at[0] == '%' && rest->len > 1 ? 2 : 1;
    struct bg_slice part = bg_slice_range(*rest, 0, len);
    *rest = bg_slice_from(*rest, len);
    return part;
}

/* Whether `reader` takes every text that `writer` gives for the same instant: an offset is read from a literal Z, too,
 * and whole seconds are numbers. */
static bool reads(struct bg_slice reader, struct bg_slice writer) {
    if (bg_slice_is(reader, "%s_as_float") && bg_slice_is(writer, "%s")) {
        return true;
    }
    while (reader.len > 0 && writer.len > 0) {
        struct bg_slice asked = next_part(&reader);
        struct bg_slice given = next_part(&writer);
        if (!bg_slice_equal(asked, given) && !(bg_slice_is(asked, "%z") && bg_slice_is(given, "Z"))) {
            return false;
        }
    }
    return reader.len == 0 && writer.len == 0;
}

/* The format that the head writes is the last one that it reads. */
static bool is_read(const struct bg_node *head, const struct bg_node *format) {
    const struct bg_node *inputs = bg_node_at(head, "input_formats");
    struct bg_slice written = bg_node_text(format);
    if (holds(inputs, format)) {
        return true;
    }
    for (size_t i = 0; bg_node_is(inputs, BG_NODE_LIST) && i < inputs->count; i++) {
        if (written.len > 0 && reads(bg_node_text(inputs->as.items[i]), written)) {
            return true;
        }
    }
    return false;
}

static struct effect compare_formats(const struct bg_node *base, const struct bg_node *head) {
    const struct bg_node *format = bg_node_at(base, "format");
    if (is_equal(base, head, "format") || is_read(head, format)) {
        return (struct effect){RANK_NONE, NULL};
    }
    return (struct effect){RANK_UNREADABLE, "its cursor is written in a format that is not read any more"};
}

static struct effect compare_partitions(const struct bg_node *base, const struct bg_node *head) {
    if (!is_partitioned(base)) {
        return (struct effect){RANK_NONE, NULL}; /* one value becomes that of every partition */
    }
    if (!is_partitioned(head)) {
        return (struct effect){RANK_RESET, "it is kept for each partition, and there are none any more"};
    }
    bool is_same = is_same_partition(bg_node_at(base, "partitions"), bg_node_at(head, "partitions"));
    return is_same ? (struct effect){RANK_NONE, NULL}
                   : (struct effect){RANK_RESET, "its entries for partitions are found under other keys now"};
}

/* What happens to the state that `base` wrote when `head` reads it. */
static struct effect compare(const struct bg_node *base, const struct bg_node *head, bool is_cursor_claimed) {
    static const struct effect none = {RANK_NONE, NULL};
    if (base == NULL || head == NULL || bg_node_equal(base, head)) {
        return none;
    }
    if (is_shape(base, "none") || is_shape(head, "none")) {
        return none; /* nothing was written, or the sync mode is gone: a change of its own */
    }
    if (is_custom(base) || is_custom(head)) {
        return (struct effect){RANK_CHECK, "a part of the connector's own code decides what becomes of it"};
    }
    struct effect effect = {RANK_NOTE, "it is still read"};
    if (is_datetime(base) != is_datetime(head)) {
        effect = (struct effect){RANK_UNREADABLE, "it holds a date where a count is read, or a count where a date is"};
    } else {
        bool is_renamed = !is_equal(base, head, "cursor_field");
        if (is_renamed && !is_cursor_claimed) {
            effect = worse(effect, (struct effect){RANK_RESET, "its cursor has another name"});
        }
        if (!is_renamed) { /* under another name nothing is read, in whatever format */
            effect = worse(effect, compare_formats(base, head));
        }
        effect = worse(effect, compare_partitions(base, head));
    }
    if (effect.rank > RANK_CHECK && has_new_migration(base, head)) {
        return (struct effect){RANK_CHECK, "a new migration may translate it"};
    }
    return effect;
}

static const struct bg_node *twin_state(const struct bg_stream *stream) {
    return bg_node_at(stream->twin, "state");
}

void bg_state_diff(const struct bg_stream *base, const struct bg_stream *head, struct bg_changes *out,
                   struct bg_slice label) {
    static const enum bg_change_how hows[] = {
        [RANK_NOTE] = BG_HOW_CHANGED,
        [RANK_CHECK] = BG_HOW_CHECK,
        [RANK_RESET] = BG_HOW_RESET,
        [RANK_UNREADABLE] = BG_HOW_UNREADABLE,
    };
    /* Of a state-delegating stream both halves write, and the incremental one reads. */
    const struct bg_node *writers[] = {base->state, twin_state(base)};
    const struct bg_node *base_reader = base->is_state_delegating ? twin_state(base) : base->state;
    const struct bg_node *head_reader = head->is_state_delegating ? twin_state(head) : head->state;
    bool is_cursor_claimed = base->cursor_field != NULL && head->cursor_field != NULL &&
                             !bg_node_equal(base->cursor_field, head->cursor_field);
    struct effect effect = {RANK_NONE, NULL};
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        struct effect now = compare(writers[i], head_reader, is_cursor_claimed);
        if (now.rank > compare(writers[i], base_reader, false).rank) { /* else it was so before */
            effect = worse(effect, now);
        }
    }
    if (effect.rank != RANK_NONE) {
        struct bg_change *change = bg_change_add(out, BG_CHANGE_STREAM_STATE, hows[effect.rank]);
        change->stream = label;
        change->path = BG_LITERAL("");
        change->after = bg_slice_of(effect.reason);
        change->base = base->at;
        change->head = head->at;
    }
}
