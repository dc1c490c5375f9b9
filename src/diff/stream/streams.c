/*
 * Pairs streams by namespace and name, then one gone and one new with the same schema as a renaming, and compares each
 * pair. Streams made at run time are compared as the data from which they are made.
 */
#include "diff/stream/streams.h"

#include "base/limits.h"
#include "base/table.h"
#include "diff/stream/dynamic.h"
#include "diff/stream/stream.h"
#include "source/sight.h"

/* One side while streams are paired. */
struct roster {
    const struct bg_declaration *declared;
    enum bg_sight sight;
    const struct bg_stream **unpaired; /* in order of the connector */
    size_t unpaired_count;
};

/* Namespace, name and, for a name that occurs again, the how manieth it is: one slice that no other stream has. */
static struct bg_slice identity(struct bg_arena *arena, struct bg_table *seen, const struct bg_stream *stream) {
    struct bg_slice key = bg_arena_printf(arena, "%zu:%.*s%.*s", stream->name_space.len, BG_ARGS(stream->name_space),
                                          BG_ARGS(stream->name));
    uintptr_t count = (uintptr_t)bg_table_get(seen, key);
    bg_table_put(seen, key, (void *)(count + 1));
    return count == 0 ? key : bg_arena_printf(arena, "%zu#%.*s", (size_t)count, BG_ARGS(key));
}

static void add_unpaired(struct roster *roster, const struct bg_stream *stream) {
    roster->unpaired[roster->unpaired_count++] = stream;
}

static void pair_by_name(const struct bg_protocol *protocol, struct roster *base, struct roster *head,
                         struct bg_same *same, struct bg_changes *out) {
    struct bg_table seen = {0};
    struct bg_table by_name = {0};
    for (size_t i = 0; i < head->declared->stream_count; i++) {
        struct bg_stream *stream = &head->declared->streams[i];
        bg_table_put(&by_name, identity(out->arena, &seen, stream), stream);
    }
    bg_table_finish(&seen);
    struct bg_table paired = {0};
    for (size_t i = 0; i < base->declared->stream_count; i++) {
        const struct bg_stream *stream = &base->declared->streams[i];
        struct bg_slice key = identity(out->arena, &seen, stream);
        const struct bg_stream *other = bg_table_get(&by_name, key);
        if (other == NULL) {
            add_unpaired(base, stream);
        } else {
            bg_table_put(&paired, key, (void *)(uintptr_t)other);
            if (out->count < BG_LIMIT_CHANGES) {
                bg_diff_stream(protocol, stream, other, same, out);
            }
        }
    }
    for (size_t i = 0; i < by_name.count; i++) {
        if (bg_table_get(&paired, by_name.entries[i].key) == NULL) {
            add_unpaired(head, by_name.entries[i].value);
        }
    }
    bg_table_finish(&seen);
    bg_table_finish(&by_name);
    bg_table_finish(&paired);
}

static struct bg_change *add(struct bg_changes *out, enum bg_change_kind kind, enum bg_change_how how,
                             const struct bg_stream *base, const struct bg_stream *head) {
    struct bg_slice label = bg_stream_label(out->arena, head == NULL ? base : head);
    struct bg_change *change = bg_change_add(out, kind, how);
    change->stream = label;
    change->path = BG_LITERAL("");
    change->subject = label;
    change->base = base == NULL ? (struct bg_place){0} : base->at;
    change->head = head == NULL ? (struct bg_place){0} : head->at;
    return change;
}

/* The one unpaired stream of `roster` with this schema, or NULL if none or several have it. */
static const struct bg_stream **twin_in(const struct roster *roster, const struct bg_stream *stream,
                                        struct bg_same *same) {
    const struct bg_stream **found = NULL;
    for (size_t i = 0; i < roster->unpaired_count && stream->json_schema != NULL; i++) {
        const struct bg_stream *other = roster->unpaired[i];
        if (other == NULL || other->json_schema == NULL ||
            !bg_same_node(same, other->json_schema, stream->json_schema)) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = &roster->unpaired[i];
    }
    return found;
}

static size_t weight_of(const struct roster *roster) {
    size_t weight = 0;
    for (size_t i = 0; i < roster->unpaired_count; i++) {
        const struct bg_node *schema = roster->unpaired[i]->json_schema;
        weight += schema == NULL ? 0 : schema->weight;
    }
    return weight;
}

/* Catalog (a): one gone and one new with equal schemas are one stream under another name or in another namespace. */
static void pair_by_schema(const struct bg_protocol *protocol, struct roster *base, struct roster *head,
                           struct bg_same *same, struct bg_changes *out) {
    if (bg_sight_answer(head->sight, NULL) == BG_NOT_SEEN) {
        return; /* the old one may still be there */
    }
    if (weight_of(base) * (head->unpaired_count + 1) > BG_LIMIT_RENAME_STEPS ||
        weight_of(head) * (base->unpaired_count + 1) > BG_LIMIT_RENAME_STEPS) {
        return;
    }
    for (size_t i = 0; i < base->unpaired_count; i++) {
        const struct bg_stream *gone = base->unpaired[i];
        const struct bg_stream **found = twin_in(head, gone, same);
        if (found == NULL || twin_in(base, *found, same) != &base->unpaired[i]) {
            continue;
        }
        bool is_renamed = !bg_slice_equal(gone->name, (*found)->name);
        struct bg_change *change = add(out, is_renamed ? BG_CHANGE_STREAM : BG_CHANGE_STREAM_NAMESPACE,
                                       is_renamed ? BG_HOW_RENAMED : BG_HOW_CHANGED, gone, *found);
        change->before = bg_stream_label(out->arena, gone);
        change->after = change->subject;
        bg_diff_stream(protocol, gone, *found, same, out);
        base->unpaired[i] = NULL;
        *found = NULL;
    }
}

/* What it means that all streams of a connector came into or went out of sight. */
static const struct {
    bool is_change;
    enum bg_change_how how;
} readability[3][3] = {
    [BG_READ_ABSENT] = {[BG_READ_OPAQUE] = {true, BG_HOW_CHANGED}},
    [BG_READ_STATIC] = {[BG_READ_OPAQUE] = {true, BG_HOW_OPAQUE}},
    [BG_READ_OPAQUE] = {[BG_READ_ABSENT] = {true, BG_HOW_REMOVED}, [BG_READ_STATIC] = {true, BG_HOW_ADDED}},
};

static const char *const readability_texts[] = {
    [BG_READ_ABSENT] = "none",
    [BG_READ_STATIC] = "read from files",
    [BG_READ_OPAQUE] = "made at run time",
};

static void diff_readability(const struct bg_declaration *base, const struct bg_declaration *head,
                             struct bg_changes *out) {
    if (readability[base->streams_status][head->streams_status].is_change) {
        enum bg_change_how how = readability[base->streams_status][head->streams_status].how;
        struct bg_change *change = bg_change_add(out, BG_CHANGE_STREAM_READABILITY, how);
        change->path = BG_LITERAL("");
        change->subject = BG_LITERAL("the streams");
        change->before = bg_slice_of(readability_texts[base->streams_status]);
        change->after = bg_slice_of(readability_texts[head->streams_status]);
    }
}

/* The file in which a stream that is gone would stand, if other streams still stand in it. */
static struct bg_place surviving_file(const struct bg_declaration *head, const struct bg_stream *gone) {
    bool is_there = head->stream_count > 0 && bg_slice_equal(head->streams[0].at.file, gone->at.file);
    return (struct bg_place){.file = is_there ? gone->at.file : BG_NO_SLICE};
}

/* Gone from sight is not gone, as long as code may still make it. */
static void diff_unpaired(const struct roster *base, const struct roster *head, struct bg_changes *out) {
    enum bg_presence at_head = bg_sight_answer(head->sight, NULL);
    enum bg_presence at_base = bg_sight_answer(base->sight, NULL);
    for (size_t i = 0; i < base->unpaired_count && out->count < BG_LIMIT_CHANGES; i++) {
        if (base->unpaired[i] != NULL && (at_head == BG_NOT_THERE || at_base == BG_NOT_SEEN)) {
            enum bg_change_kind kind = at_head == BG_NOT_THERE ? BG_CHANGE_STREAM : BG_CHANGE_STREAM_READABILITY;
            struct bg_change *change = add(out, kind, BG_HOW_REMOVED, base->unpaired[i], NULL);
            change->head = surviving_file(head->declared, base->unpaired[i]);
        }
    }
    for (size_t i = 0; i < head->unpaired_count && out->count < BG_LIMIT_CHANGES; i++) {
        if (head->unpaired[i] != NULL && (at_base == BG_NOT_THERE || at_head == BG_NOT_SEEN)) {
            add(out, BG_CHANGE_STREAM, BG_HOW_ADDED, NULL, head->unpaired[i]);
        }
    }
}

static struct roster roster_of(struct bg_arena *arena, const struct bg_declaration *declared) {
    struct roster roster = {.declared = declared, .sight = bg_sight_of_streams(declared)};
    roster.unpaired = bg_arena_array(arena, declared->stream_count, sizeof(struct bg_stream *));
    return roster;
}

void bg_diff_streams(const struct bg_protocol *protocol, const struct bg_declaration *base,
                     const struct bg_declaration *head, struct bg_changes *out) {
    size_t before = out->count;
    struct roster base_roster = roster_of(out->arena, base);
    struct roster head_roster = roster_of(out->arena, head);
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_same same = {.memo.arena = &scratch};
    diff_readability(base, head, out);
    pair_by_name(protocol, &base_roster, &head_roster, &same, out);
    pair_by_schema(protocol, &base_roster, &head_roster, &same, out);
    diff_unpaired(&base_roster, &head_roster, out);
    bg_diff_dynamic(protocol, base, head, &same, out);
    bg_arena_finish(&scratch);
    if (out->count >= BG_LIMIT_CHANGES && out->count > before) {
        struct bg_change *change = bg_change_add(out, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
        change->path = BG_LITERAL("");
        change->subject = bg_arena_printf(out->arena, "more than %u differences of streams", BG_LIMIT_CHANGES);
    }
}
