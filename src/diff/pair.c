/* The sequence of comparisons: see pair.h. */
#include "diff/pair.h"

#include "base/table.h"
#include "diff/files.h"
#include "diff/metadata.h"
#include "diff/objects.h"
#include "diff/spec/spec.h"
#include "diff/stream/copies.h"
#include "diff/stream/streams.h"

/* Whether the schema stands in a file that cannot be read; one that is not there is another thing. */
static bool is_unread(const struct bg_stream *stream) {
    return stream->fields.extent == BG_EXTENT_BROKEN && stream->schema_origin != BG_SCHEMA_MISSING;
}

static void add_unread(struct bg_table *unread, struct bg_declaration *declared) {
    for (size_t i = 0; i < declared->stream_count; i++) {
        if (is_unread(&declared->streams[i])) {
            (void)bg_table_put(unread, declared->streams[i].name, declared);
        }
    }
}

static void keep_read(struct bg_arena *arena, const struct bg_table *unread, struct bg_declaration *declared) {
    struct bg_stream *kept = bg_arena_array(arena, declared->stream_count, sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < declared->stream_count; i++) {
        if (bg_table_get(unread, declared->streams[i].name) == NULL) {
            kept[count++] = declared->streams[i];
        }
    }
    declared->streams = kept;
    declared->stream_count = count;
}

/* A stream whose schema could not be read on one side is not compared: the problem says so, and the verdict counts it.
 */
static void leave_out_unread(struct bg_arena *arena, struct bg_declaration *base, struct bg_declaration *head) {
    struct bg_table unread = {0};
    add_unread(&unread, base);
    add_unread(&unread, head);
    keep_read(arena, &unread, base);
    keep_read(arena, &unread, head);
    bg_table_finish(&unread);
}

static bool is_broken(const struct bg_sight *sight) {
    return sight->extent == BG_EXTENT_BROKEN;
}

/* Nothing is built of it any more: there is no part of it to compare. */
static void add_emptied(const struct bg_pair *pair, struct bg_changes *out) {
    struct bg_change *change = bg_change_add(out, BG_CHANGE_CODE, BG_HOW_REMOVED);
    change->path = BG_LITERAL("");
    change->subject = pair->base.about.name;
    change->base.file = pair->base.about.root;
    change->head.file = pair->head.about.version.at.file;
}

static struct bg_slices in_both(struct bg_slices base, struct bg_slices head) {
    return base.items == head.items ? base : (struct bg_slices){0};
}

/* What reaches no user, by the policy and by the variant, if both sides are of one. */
static void diff_files(const struct bg_pair_diff *diff, struct bg_changes *out) {
    static const struct bg_view none;
    const struct bg_view *base = diff->pair->base_view == NULL ? &none : diff->pair->base_view;
    const struct bg_view *head = diff->pair->head_view == NULL ? &none : diff->pair->head_view;
    const struct bg_slices never_ships[] = {diff->never_ships, in_both(base->never_ships, head->never_ships),
                                            in_both(base->left, head->left)};
    bg_diff_files(diff->touched, never_ships, sizeof never_ships / sizeof *never_ships, diff->metadata, out);
}

static bool ships_something(const struct bg_pair_diff *diff, struct bg_arena *arena) {
    struct bg_changes files = {.arena = arena};
    bool ships = false;
    diff_files(diff, &files);
    for (size_t i = 0; i < files.count; i++) {
        ships = ships || (files.items[i].flags & BG_FLAG_SHIPS) != 0;
    }
    return ships;
}

/* Whether nothing is released here: a copy that changes all the same catches up with what is out. */
static bool is_late(const struct bg_pair_diff *diff, struct bg_arena *arena) {
    const struct bg_connector *base = &diff->pair->base;
    const struct bg_connector *head = &diff->pair->head;
    return bg_slice_equal(base->about.version.text, head->about.version.text) && diff->touched != NULL &&
           diff->releases_each_change && !ships_something(diff, arena);
}

/* The differences of copies, which ask for nothing, and why they do not. */
static void note_late(const struct bg_pair_diff *diff, struct bg_slice base_file, struct bg_slice head_file,
                      size_t count, struct bg_slice why, struct bg_changes *out) {
    struct bg_change *change = bg_change_add(out, BG_CHANGE_COPY, BG_HOW_CHANGED);
    change->path = BG_LITERAL("");
    change->base.file = base_file;
    change->head.file = head_file;
    change->subject = bg_path_below(head_file, diff->pair->head.about.root);
    change->after = bg_arena_printf(out->arena, "%zu difference%s%.*s", count, bg_plural(count), BG_ARGS(why));
}

/* What copies show, from `first` on, becomes one note if they are late. */
static void settle_copies(const struct bg_pair_diff *diff, struct bg_slice base_file, struct bg_slice head_file,
                          size_t first, struct bg_changes *out) {
    if (out->count > first && is_late(diff, out->arena)) {
        size_t count = out->count - first;
        out->count = first;
        note_late(diff, base_file, head_file, count, BG_LITERAL(", and nothing that ships changed with it"), out);
    }
}

/* Whether one of the paths is the other, or leads to it. */
static bool is_on_way(struct bg_slice left, struct bg_slice right) {
    struct bg_slice longer = left.len > right.len ? left : right;
    struct bg_slice shorter = left.len > right.len ? right : left;
    return bg_slice_starts(longer, shorter) && (longer.len == shorter.len || longer.at[shorter.len] == '/');
}

/* Whether something differs at the place of the change, or on the way to it. */
static bool differs_there(const struct bg_changes *changes, const struct bg_change *change) {
    for (size_t i = 0; i < changes->count; i++) {
        if (is_on_way(changes->items[i].path, change->path)) {
            return true;
        }
    }
    return false;
}

/* Of what the copy of a twin shows, from `first` on, what the original was like before is out with it, and becomes one
 * note. */
static void settle_twin(const struct bg_pair_diff *diff, size_t first, struct bg_changes *out) {
    const struct bg_connector *original = diff->original;
    const struct bg_spec *head = &diff->pair->head.declared.spec;
    if (original == NULL || original->declared.spec.envelope == NULL || out->count == first) {
        return;
    }
    struct bg_changes since = {.arena = out->arena};
    bg_diff_spec(diff->protocol, &original->declared.spec, head, &since);
    size_t kept = first;
    for (size_t i = first; i < out->count; i++) {
        if (differs_there(&since, &out->items[i])) {
            out->items[kept++] = out->items[i];
        }
    }
    size_t late = out->count - kept;
    out->count = kept;
    if (late > 0) {
        struct bg_slice why =
            bg_arena_printf(out->arena, " that %.*s had before this change", BG_ARGS(original->about.name));
        note_late(diff, diff->pair->base.declared.spec.sight.at.file, head->sight.at.file, late, why, out);
    }
}

static const struct bg_spec_variant *variant_of(const struct bg_declaration *declared, struct bg_slice name) {
    for (size_t i = 0; i < declared->variant_count; i++) {
        if (bg_slice_equal(declared->variants[i].name, name)) {
            return &declared->variants[i];
        }
    }
    return NULL;
}

/* Of what the specs of other users show, what none before has shown, from `first` on. */
static void diff_variant(const struct bg_pair_diff *diff, const struct bg_spec *base, const struct bg_spec *head,
                         size_t first, struct bg_changes *out) {
    size_t start = out->count;
    bg_diff_spec(diff->protocol, base, head, out);
    size_t kept = start;
    for (size_t i = start; i < out->count; i++) {
        size_t same = first;
        while (same < start &&
               !(out->items[same].kind == out->items[i].kind && out->items[same].how == out->items[i].how &&
                 bg_slice_equal(out->items[same].path, out->items[i].path))) {
            same++;
        }
        if (same == start) {
            out->items[kept++] = out->items[i];
        }
    }
    out->count = kept;
}

/* Whether one of the specs comes from the file that this one is of. */
static bool has_file(const struct bg_declaration *declared, const struct bg_spec *spec) {
    bool has = bg_slice_equal(declared->spec.origin, spec->origin);
    for (size_t i = 0; i < declared->variant_count; i++) {
        has = has || bg_slice_equal(declared->variants[i].spec.origin, spec->origin);
    }
    return has;
}

/* A spec for some of the users is compared with theirs of before, or with the one for everybody, if that is no more. */
static void diff_variants(const struct bg_pair_diff *diff, size_t first, struct bg_changes *out) {
    const struct bg_declaration *base = &diff->pair->base.declared;
    const struct bg_declaration *head = &diff->pair->head.declared;
    for (size_t i = 0; i < head->variant_count; i++) {
        const struct bg_spec_variant *variant = &head->variants[i];
        const struct bg_spec_variant *before = variant_of(base, variant->name);
        if (before != NULL) {
            diff_variant(diff, &before->spec, &variant->spec, first, out);
        } else if (base->variant_count == 0 && base->spec.envelope != NULL && !has_file(head, &base->spec)) {
            diff_variant(diff, &base->spec, &variant->spec, first, out);
        }
    }
    for (size_t i = 0; i < base->variant_count; i++) {
        const struct bg_spec_variant *variant = &base->variants[i];
        if (head->variant_count == 0 && head->spec.envelope != NULL && !has_file(base, &head->spec)) {
            diff_variant(diff, &variant->spec, &head->spec, first, out);
        }
    }
}

static void diff_specs(const struct bg_pair_diff *diff, struct bg_changes *out) {
    const struct bg_spec *base = &diff->pair->base.declared.spec;
    const struct bg_spec *head = &diff->pair->head.declared.spec;
    size_t first = out->count;
    bg_diff_spec(diff->protocol, base, head, out);
    diff_variants(diff, first, out);
    if (bg_spec_is_golden(base) && bg_spec_is_golden(head)) {
        settle_copies(diff, base->sight.at.file, head->sight.at.file, first, out);
        settle_twin(diff, first, out);
    }
}

static void diff_catalogs(const struct bg_pair_diff *diff, struct bg_changes *out) {
    const struct bg_declaration *base = &diff->pair->base.declared;
    const struct bg_declaration *head = &diff->pair->head.declared;
    size_t first = out->count;
    bg_diff_copies(diff->protocol, base, head, out);
    if (out->count > first) {
        settle_copies(diff, base->copies[0].at.file, head->copies[0].at.file, first, out);
    }
}

void bg_diff_pair(const struct bg_pair_diff *diff, struct bg_changes *out) {
    const struct bg_pair *pair = diff->pair;
    if (!pair->has_base || !pair->has_head || !bg_changes_spend(out, 0)) {
        return;
    }
    const struct bg_declaration *base = &pair->base.declared;
    const struct bg_declaration *head = &pair->head.declared;
    if (pair->is_emptied) {
        add_emptied(pair, out);
        bg_diff_metadata(&pair->base, &pair->head, out);
        return;
    }
    if (pair->is_compared && !is_broken(&base->spec.sight) && !is_broken(&head->spec.sight)) {
        diff_specs(diff, out);
    }
    if (pair->is_compared && !is_broken(&base->sight) && !is_broken(&head->sight)) {
        struct bg_declaration before = *base;
        struct bg_declaration after = *head;
        if (bg_problems_are_fatal(&pair->problems)) {
            leave_out_unread(out->arena, &before, &after);
        }
        bg_diff_streams(diff->protocol, &before, &after, out);
        diff_catalogs(diff, out);
    }
    if (pair->is_compared && !is_broken(&base->objects_sight) && !is_broken(&head->objects_sight)) {
        bg_diff_objects(base, head, out);
    }
    bg_diff_metadata(&pair->base, &pair->head, out);
    if (diff->touched != NULL) {
        diff_files(diff, out);
    }
}
