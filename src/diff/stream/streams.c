/*
 * Pairs streams by namespace and name, then one gone and one new with the same schema as a renaming, and compares each
 * pair. Streams made at run time are compared as the data from which they are made.
 */
#include "diff/stream/streams.h"

#include "base/limits.h"
#include "base/table.h"
#include "diff/stream/dynamic.h"
#include "diff/stream/stream.h"
#include "source/mentions.h"

/* One side while streams are paired. */
struct roster {
    const struct bg_declaration *declared;
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

/* Whether the run has the effort left to compare the schemas of two streams, node by node. */
static bool may_compare(const struct bg_stream *base, const struct bg_stream *head, struct bg_changes *out) {
    bool are_two = base->json_schema != NULL && head->json_schema != NULL && base->json_schema != head->json_schema;
    return bg_changes_spend(out, are_two ? base->json_schema->weight : 1);
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
            if (out->count < BG_LIMIT_CHANGES && may_compare(stream, other, out)) {
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

static bool is_whole(const struct roster *roster) {
    return bg_sight_answer(&roster->declared->sight, NULL) == BG_NOT_THERE;
}

/* Whether code is what lists the stream, on one side or the other: then nothing is said of its absence unless both
 * lists are whole. */
static bool is_of_code(const struct roster *base, const struct roster *head, const struct bg_stream *stream) {
    bool is_listed = base->declared->is_list_of_code || head->declared->is_list_of_code;
    return is_listed && (stream->origin != BG_ORIGIN_FILE || (is_whole(base) && is_whole(head)));
}

/* Whether the stream of the base is gone from the head, and not merely out of sight. A file that nothing named was no
 * stream. */
static bool is_gone(const struct roster *base, const struct roster *head, const struct bg_stream *stream) {
    bool was_there = stream->existence.extent == BG_EXTENT_ALL;
    if (is_of_code(base, head, stream)) {
        return was_there && is_whole(base) && is_whole(head);
    }
    return was_there && bg_stream_presence(head->declared, stream->name) == BG_NOT_THERE;
}

/* Catalog (a): one gone and one new with equal schemas are one stream under another name or in another namespace. */
static void pair_by_schema(const struct bg_protocol *protocol, struct roster *base, struct roster *head,
                           struct bg_same *same, struct bg_changes *out) {
    if (weight_of(base) * (head->unpaired_count + 1) > BG_LIMIT_RENAME_STEPS ||
        weight_of(head) * (base->unpaired_count + 1) > BG_LIMIT_RENAME_STEPS) {
        return;
    }
    for (size_t i = 0; i < base->unpaired_count; i++) {
        const struct bg_stream *gone = base->unpaired[i];
        const struct bg_stream **found = is_gone(base, head, gone) ? twin_in(head, gone, same) : NULL;
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

/* What it means that all streams of a connector came into or went out of sight. Where some were out of sight before,
 * each that follows is told by itself. */
static const struct {
    bool is_change;
    enum bg_change_how how;
} turns[BG_EXTENT_COUNT][BG_EXTENT_COUNT] = {
    [BG_EXTENT_NONE] = {[BG_EXTENT_ASSUMED] = {true, BG_HOW_ADDED},
                        [BG_EXTENT_ALL] = {true, BG_HOW_ADDED},
                        [BG_EXTENT_ABSENT] = {true, BG_HOW_REMOVED}},
    [BG_EXTENT_ASSUMED] = {[BG_EXTENT_NONE] = {true, BG_HOW_OPAQUE}},
    [BG_EXTENT_SOME] = {[BG_EXTENT_ALL] = {true, BG_HOW_ADDED}},
    [BG_EXTENT_ALL] = {[BG_EXTENT_NONE] = {true, BG_HOW_OPAQUE}},
    [BG_EXTENT_ABSENT] = {[BG_EXTENT_NONE] = {true, BG_HOW_CHANGED}},
};

static const char *const extent_texts[] = {
    [BG_EXTENT_NONE] = "made at run time",   [BG_EXTENT_BROKEN] = "not readable",
    [BG_EXTENT_ASSUMED] = "read from files", [BG_EXTENT_SOME] = "partly made at run time",
    [BG_EXTENT_ALL] = "read from files",     [BG_EXTENT_ABSENT] = "none",
};

static void diff_sight(const struct bg_declaration *base, const struct bg_declaration *head, struct bg_changes *out) {
    enum bg_extent before = base->sight.extent;
    enum bg_extent after = head->sight.extent;
    bool is_of_code = base->is_list_of_code || head->is_list_of_code;
    bool is_less = turns[before][after].how != BG_HOW_ADDED;
    if (turns[before][after].is_change && !(is_of_code && is_less)) {
        enum bg_change_how how = turns[before][after].how;
        struct bg_change *change = bg_change_add(out, BG_CHANGE_STREAM_READABILITY, how);
        change->path = BG_LITERAL("");
        change->subject = BG_LITERAL("the streams");
        change->before = bg_slice_of(extent_texts[before]);
        change->after = bg_slice_of(extent_texts[after]);
        change->base = base->sight.at;
        change->head = head->sight.at;
    }
}

/* The file in which a stream that is gone would stand, if other streams still stand in it. */
static struct bg_place surviving_file(const struct bg_declaration *head, const struct bg_stream *gone) {
    bool is_there = head->stream_count > 0 && bg_slice_equal(head->streams[0].at.file, gone->at.file);
    return (struct bg_place){.file = is_there ? gone->at.file : BG_NO_SLICE};
}

/* What went of a stream that is not among those of the head. */
static enum bg_change_kind kind_of_loss(const struct roster *base, const struct roster *head,
                                        const struct bg_stream *stream) {
    bool was_file = !bg_sight_sees(&stream->attributes);
    bool is_named = was_file && bg_mention_now(head->declared, stream->name) != NULL;
    return is_gone(base, head, stream)                               ? BG_CHANGE_STREAM
           : is_named || bg_stream_is_orphan(base->declared, stream) ? BG_CHANGE_STREAM_ASSUMPTION
                                                                     : BG_CHANGE_STREAM_READABILITY;
}

/* Of a stream that was a file, and that code still names: where, if what it sends now is out of sight. */
static const struct bg_mention *unseen_now(const struct roster *head, const struct bg_stream *stream) {
    bool was_file = !bg_sight_sees(&stream->attributes) && stream->existence.extent == BG_EXTENT_ALL;
    const struct bg_mention *mention = was_file ? bg_mention_now(head->declared, stream->name) : NULL;
    return mention == NULL || mention->is_old || mention->borrows ? NULL : mention;
}

/* The stream is there as before; its fields are not. */
static void diff_unseen(const struct bg_protocol *protocol, const struct bg_stream *base,
                        const struct bg_mention *mention, struct bg_same *same, struct bg_changes *out) {
    struct bg_stream head = {.name = base->name,
                             .name_space = base->name_space,
                             .at = mention->at,
                             .existence = bg_sight_all(),
                             .attributes = base->attributes,
                             .fields = {.extent = mention->fields, .at = mention->at}};
    bg_diff_stream(protocol, base, &head, same, out);
}

/* What keeps one of the lists from being whole. */
static struct bg_slice why_open(const struct roster *base, const struct roster *head) {
    const struct bg_sight *sight = is_whole(head) ? &base->declared->sight : &head->declared->sight;
    return sight->why.len > 0 ? sight->why : BG_LITERAL("what code lists cannot be told");
}

/* Gone from sight is not gone, as long as code may still make it; that all went is told once. */
static void diff_gone(const struct bg_protocol *protocol, const struct roster *base, const struct roster *head,
                      struct bg_same *same, struct bg_changes *out) {
    bool is_told = turns[base->declared->sight.extent][head->declared->sight.extent].is_change;
    for (size_t i = 0; i < base->unpaired_count && out->count < BG_LIMIT_CHANGES; i++) {
        const struct bg_stream *stream = base->unpaired[i];
        enum bg_change_kind kind = stream == NULL ? BG_CHANGE_STREAM : kind_of_loss(base, head, stream);
        if (stream == NULL || (kind == BG_CHANGE_STREAM_READABILITY && is_told)) {
            continue;
        }
        if (kind == BG_CHANGE_STREAM_READABILITY && is_of_code(base, head, stream)) {
            add(out, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHECK, stream, NULL)->after = why_open(base, head);
            continue;
        }
        const struct bg_mention *unseen = unseen_now(head, stream);
        if (unseen != NULL) {
            diff_unseen(protocol, stream, unseen, same, out);
            continue;
        }
        struct bg_change *change = add(out, kind, BG_HOW_REMOVED, stream, NULL);
        const struct bg_mention *mention = bg_mention_now(head->declared, stream->name);
        change->head = surviving_file(head->declared, stream);
        if (kind == BG_CHANGE_STREAM_ASSUMPTION && mention != NULL) {
            change->after = mention->borrows
                                ? BG_LITERAL("the stream reads the schema of another one")
                                : BG_LITERAL("the stream is still named, and what it sends is out of sight");
            change->head = mention->at;
        } else if (kind == BG_CHANGE_STREAM_ASSUMPTION) {
            change->after = BG_LITERAL("a stream was assumed from it, but neither code nor a catalog named one");
        }
    }
}

/* Whether both lists are open, and for the same reason: then one that code lists by name in one of them only is another
 * than those that nobody knows. The reason ends with its place. */
static bool are_open_alike(const struct roster *base, const struct roster *head) {
    struct bg_slice before = base->declared->sight.why;
    struct bg_slice after = head->declared->sight.why;
    before.len = bg_slice_find(before, BG_LITERAL(" ("));
    after.len = bg_slice_find(after, BG_LITERAL(" ("));
    return before.len > 0 && bg_slice_equal(before, after);
}

/* What is there and was not seen may have been there; but for an assumption the base would have had a file too. */
static void diff_come(const struct roster *base, const struct roster *head, struct bg_changes *out) {
    bool was_seen = bg_sight_answer(&base->declared->sight, NULL) == BG_NOT_THERE ||
                    base->declared->sight.extent == BG_EXTENT_ASSUMED;
    bool is_seen = is_whole(head);
    for (size_t i = 0; i < head->unpaired_count && out->count < BG_LIMIT_CHANGES; i++) {
        bool is_unsaid = head->unpaired[i] != NULL && is_of_code(base, head, head->unpaired[i]) &&
                         !(is_whole(base) && is_seen) && !are_open_alike(base, head);
        if (head->unpaired[i] != NULL && !is_unsaid && (was_seen || !is_seen)) {
            add(out, BG_CHANGE_STREAM, BG_HOW_ADDED, NULL, head->unpaired[i]);
        }
    }
}

static struct roster roster_of(struct bg_arena *arena, const struct bg_declaration *declared) {
    struct roster roster = {.declared = declared};
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
    diff_sight(base, head, out);
    pair_by_name(protocol, &base_roster, &head_roster, &same, out);
    pair_by_schema(protocol, &base_roster, &head_roster, &same, out);
    diff_gone(protocol, &base_roster, &head_roster, &same, out);
    diff_come(&base_roster, &head_roster, out);
    bg_diff_dynamic(protocol, base, head, &same, out);
    bg_arena_finish(&scratch);
    if (out->count >= BG_LIMIT_CHANGES && out->count > before) {
        struct bg_change *change = bg_change_add(out, BG_CHANGE_UNCLASSIFIED, BG_HOW_CHANGED);
        change->path = BG_LITERAL("");
        change->subject = bg_arena_printf(out->arena, "more than %u differences of streams", BG_LIMIT_CHANGES);
    }
}
