/* Breaking releases whose number moves: see moved.h. */
#include "airbyte/moved.h"

#include "airbyte/breaking.h"
#include "airbyte/draft.h"
#include "airbyte/guide_section.h"
#include "release/mapping.h"

/* X.Y.Z before and after. */
struct move {
    struct bg_slice from;
    struct bg_slice to;
};

static bool core_of(struct bg_arena *arena, struct bg_slice text, struct bg_slice *out) {
    struct bg_semver version;
    bool is_version = text.at != NULL && bg_semver_read(text, &version, NULL);
    *out = is_version ? bg_semver_next_core(arena, &version, BG_LEVEL_NONE) : BG_NO_SLICE;
    return is_version;
}

/* False where it does not move, or nobody can tell. */
static bool read_move(const struct bg_merging *merging, struct move *out) {
    struct bg_slice settled = bg_merging_version(merging, &merging->versions);
    return core_of(merging->arena, merging->versions.mine, &out->from) && core_of(merging->arena, settled, &out->to) &&
           !bg_slice_equal(out->from, out->to);
}

/* What of an address behind its `#` names the version: "2.0.0", or "200" as pages make an anchor of it. */
static bool find_in_anchor(struct bg_arena *arena, struct bg_slice address, const struct move *move,
                           struct bg_splice *out) {
    size_t anchor = bg_slice_find(address, BG_LITERAL("#"));
    struct bg_slice rest = bg_slice_from(address, anchor);
    struct bg_slice forms[2][2] = {{move->from, move->to}};
    for (size_t s = 0; s < 2; s++) {
        const struct bg_slice *text = s == 0 ? &move->from : &move->to;
        struct bg_slice left = *text;
        struct bg_slice parts[] = {bg_slice_cut(&left, '.'), bg_slice_cut(&left, '.'), left};
        forms[1][s] = bg_arena_join(arena, parts, 3);
    }
    for (size_t f = 0; f < 2; f++) {
        if (bg_slice_ends(rest, forms[f][0])) {
            *out = (struct bg_splice){address.len - forms[f][0].len, address.len, forms[f][1]};
            return true;
        }
    }
    return false;
}

/* The key of an entry, and its address where that has the number as well. */
static bool rename_entry(struct bg_arena *arena, struct bg_source *source, const struct bg_member *entry,
                         const struct move *move, struct bg_edit *out, struct bg_refusal *refusal) {
    struct bg_splice *splices = bg_arena_array(arena, 2, sizeof splices[0]);
    size_t count = 1;
    size_t at = entry->key_at + bg_slice_find(bg_slice_from(source->text, entry->key_at), entry->key);
    splices[0] = (struct bg_splice){at, at + entry->key.len, move->to};
    const struct bg_node *address = bg_node_at(entry->value, "migrationDocumentationUrl");
    if (bg_node_text(address).at != NULL && address->source == source) {
        struct bg_slice shown = bg_slice_range(source->text, address->at, address->end);
        size_t quote = address->style == BG_STYLE_PLAIN ? 0 : 1;
        if (find_in_anchor(arena, bg_slice_range(shown, quote, shown.len - quote), move, &splices[1])) {
            splices[1].at += address->at + quote;
            splices[1].end += address->at + quote;
            count++;
        }
    }
    return bg_edit_make(arena, source, splices, count, out, refusal);
}

static const struct bg_member *entry_of(struct bg_arena *arena, const struct bg_layout *layout, struct bg_slice path,
                                        struct bg_slice text, struct bg_slice key) {
    return bg_node_member(bg_mapping_find(arena, bg_source_new(arena, path, text), layout->breaking), key);
}

/* The texts with the entry under its new number, and without it. */
static bool take_entry(const struct bg_merging *merging, const struct bg_artefact_place *place, const struct move *move,
                       struct bg_merge_sides *renamed, struct bg_merge_sides *without, struct bg_slice *lines) {
    struct bg_arena *arena = merging->arena;
    const struct bg_layout *layout = merging->layout;
    struct bg_source *mine = bg_source_new(arena, place->path, renamed->mine);
    const struct bg_node *map = bg_mapping_find(arena, mine, layout->breaking);
    const struct bg_member *entry = bg_node_member(map, move->from);
    struct bg_edit edit;
    struct bg_refusal refusal;
    if (entry == NULL || entry->source != mine || bg_node_get(map, move->to) != NULL ||
        entry_of(arena, layout, place->path, renamed->base, move->from) != NULL ||
        entry_of(arena, layout, place->path, renamed->tip, move->to) != NULL ||
        !rename_entry(arena, mine, entry, move, &edit, &refusal)) {
        return false;
    }
    *without = *renamed;
    renamed->mine = edit.result;
    bool is_taken = bg_mapping_take(arena, bg_source_new(arena, place->path, edit.result), layout->breaking, move->to,
                                    lines, &edit, &refusal);
    without->mine = is_taken ? edit.result : BG_NO_SLICE;
    return true;
}

static bool put_entry(const struct bg_merging *merging, const struct bg_artefact_place *place, struct bg_slice key,
                      struct bg_slice lines, struct bg_slice *text) {
    struct bg_mapping_entry entry = {merging->layout->breaking, key, lines};
    struct bg_edit edit;
    struct bg_refusal refusal;
    bool is_put =
        bg_mapping_add(merging->arena, bg_source_new(merging->arena, place->path, *text), &entry, &edit, &refusal);
    *text = is_put ? edit.result : *text;
    return is_put;
}

/* Both sides have made an entry of one number, at whatever place. */
static bool is_doubled(const struct bg_merging *merging, const struct bg_artefact_place *place,
                       const struct bg_merge_sides *texts) {
    struct bg_arena *arena = merging->arena;
    struct bg_slice key = merging->layout->breaking;
    const struct bg_node *mine = bg_mapping_find(arena, bg_source_new(arena, place->path, texts->mine), key);
    const struct bg_node *tip = bg_mapping_find(arena, bg_source_new(arena, place->path, texts->tip), key);
    const struct bg_node *base = bg_mapping_find(arena, bg_source_new(arena, place->path, texts->base), key);
    bool is_there = false;
    for (size_t m = 0; mine != NULL && m < mine->count && !is_there; m++) {
        const struct bg_member *member = &mine->as.members[m];
        const struct bg_node *other = bg_node_get(tip, member->key);
        is_there = other != NULL && bg_node_get(base, member->key) == NULL && !bg_node_equal(other, member->value);
    }
    return is_there;
}

bool bg_moved_entry_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                          const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                          struct bg_error *err) {
    struct bg_merge_sides renamed = *texts;
    struct bg_merge_sides without;
    struct move move;
    struct bg_slice lines;
    if (!read_move(merging, &move) || !take_entry(merging, place, &move, &renamed, &without, &lines)) {
        bool is_merged = bg_merging_go_on(merging, texts, out, is_clean, err);
        *is_clean = is_merged && *is_clean && !is_doubled(merging, place, texts);
        return is_merged;
    }
    if (without.mine.at != NULL) {
        if (!bg_merging_go_on(merging, &without, out, is_clean, err)) {
            return false;
        }
        if (put_entry(merging, place, move.to, lines, out)) {
            return true;
        }
    }
    return bg_merging_go_on(merging, &renamed, out, is_clean, err);
}

/* The section out of the text, under its new number and without blank lines at its ends. */
static bool take_section(const struct bg_merging *merging, const struct move *move, struct bg_merge_sides *texts,
                         struct bg_slice *section) {
    struct bg_arena *arena = merging->arena;
    struct bg_guide_section own;
    struct bg_guide_section other;
    if (!bg_guide_find(arena, texts->mine, move->from, &own) || bg_guide_find(arena, texts->base, move->from, &other) ||
        bg_guide_find(arena, texts->tip, move->to, &other)) {
        return false;
    }
    size_t number = (size_t)(own.version.at - texts->mine.at);
    size_t end = own.at + bg_slice_trim_lines(bg_slice_range(texts->mine, own.at, own.end)).len;
    struct bg_slice parts[] = {bg_slice_range(texts->mine, own.at, number), move->to,
                               bg_slice_range(texts->mine, number + own.version.len, end)};
    *section = bg_arena_join(arena, parts, 3);
    struct bg_slice before = bg_slice_range(texts->mine, 0, own.at);
    if (own.end == texts->mine.len && before.len > 0) { /* what stands alone at the end leaves no blank line there */
        before = bg_slice_range(before, 0, bg_slice_trim_lines(before).len + bg_mapping_line_end(before).len);
    }
    struct bg_splice splice = {before.len < own.at ? before.len : own.at, own.end, BG_LITERAL("")};
    return bg_splice_apply(arena, texts->mine, &splice, 1, &texts->mine);
}

static bool put_section(struct bg_arena *arena, struct bg_slice section, struct bg_slice version,
                        struct bg_slice *text) {
    bool is_there;
    size_t at = bg_guide_place(arena, *text, version, &is_there);
    struct bg_slice end = bg_mapping_line_end(*text);
    bool is_last = at == text->len;
    bool is_ended = is_last && (at == 0 || text->at[at - 1] == '\n');
    struct bg_slice none = BG_LITERAL("");
    struct bg_slice parts[] = {is_last && !is_ended ? end : none, is_last && at > 0 ? end : none, section, end,
                               is_last ? none : end};
    struct bg_splice splice = {at, at, bg_arena_join(arena, parts, 5)};
    return !is_there && bg_splice_apply(arena, *text, &splice, 1, text);
}

bool bg_moved_section_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                            const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                            struct bg_error *err) {
    struct bg_merge_sides without = *texts;
    struct move move;
    struct bg_slice section;
    (void)place;
    if (!read_move(merging, &move) || !take_section(merging, &move, &without, &section)) {
        return bg_merging_go_on(merging, texts, out, is_clean, err);
    }
    /* A guide that is new has nothing but its title besides, which the other side may have as well. */
    bool is_new = texts->base.len == 0;
    if (is_new && bg_slice_starts(texts->tip, bg_slice_trim(without.mine))) {
        without.base = without.mine;
    } else if (is_new && texts->tip.len == 0) {
        without.base = without.tip = without.mine;
    }
    return bg_merging_go_on(merging, &without, out, is_clean, err) &&
           (put_section(merging->arena, section, move.to, out) || bg_merging_go_on(merging, texts, out, is_clean, err));
}

static struct bg_slice base_text(struct bg_planning *planning, struct bg_slice path) {
    struct bg_tree *base = planning->query->base;
    struct bg_slice text = base == NULL ? BG_NO_SLICE : bg_tree_text(base, path, planning->arena);
    return text.at == NULL ? BG_LITERAL("") : text;
}

/* The number at `d` of those that the release had before, if it is another one than that of the plan. */
static bool read_declared(struct bg_planning *planning, size_t d, struct move *out) {
    return planning->query->base != NULL && bg_draft_version(planning, &out->to) &&
           core_of(planning->arena, planning->declared[d], &out->from) && !bg_slice_equal(out->from, out->to);
}

bool bg_moved_entry_plan(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_arena *arena = planning->arena;
    const struct bg_layout *layout = planning->query->layout;
    struct bg_error err;
    for (size_t d = 0; d < sizeof planning->declared / sizeof planning->declared[0]; d++) {
        struct bg_source *metadata = bg_planning_open(planning, place->path, &err);
        const struct bg_node *map = metadata == NULL ? NULL : bg_mapping_find(arena, metadata, layout->breaking);
        struct move move;
        struct bg_edit edit;
        struct bg_refusal refusal;
        const struct bg_member *entry =
            map != NULL && read_declared(planning, d, &move) ? bg_node_member(map, move.from) : NULL;
        if (entry == NULL || entry->source != metadata || bg_node_get(map, move.to) != NULL ||
            entry_of(arena, layout, place->path, base_text(planning, place->path), move.from) != NULL) {
            continue;
        }
        if (!rename_entry(arena, metadata, entry, &move, &edit, &refusal)) {
            return bg_planning_refuse_edit(planning, &refusal);
        }
        bg_planning_take(planning, metadata, &edit, false);
    }
    return true;
}

bool bg_moved_section_plan(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_arena *arena = planning->arena;
    struct bg_error err;
    for (size_t d = 0; d < sizeof planning->declared / sizeof planning->declared[0]; d++) {
        struct bg_source *guide = bg_planning_open(planning, place->path, &err);
        struct move move;
        struct bg_guide_section own;
        struct bg_guide_section other;
        struct bg_edit edit;
        struct bg_refusal refusal;
        if (guide == NULL || !read_declared(planning, d, &move) ||
            !bg_guide_find(arena, guide->text, move.from, &own) || bg_guide_find(arena, guide->text, move.to, &other) ||
            bg_guide_find(arena, base_text(planning, place->path), move.from, &other)) {
            continue;
        }
        size_t at = (size_t)(own.version.at - guide->text.at);
        struct bg_splice *splice = bg_arena_alloc(arena, sizeof *splice);
        *splice = (struct bg_splice){at, at + own.version.len, move.to};
        if (!bg_edit_make(arena, guide, splice, 1, &edit, &refusal)) {
            return bg_planning_refuse_edit(planning, &refusal);
        }
        bg_planning_take(planning, guide, &edit, false);
    }
    return true;
}
