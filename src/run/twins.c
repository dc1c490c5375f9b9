/* Twins: see twins.h. */
#include "run/twins.h"

#include "layout/expand.h"
#include "model/pair.h"

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* Where a build file names the connector as a whole word, or text.len. A comment counts: it is only noted. */
static size_t named_at(struct bg_slice text, struct bg_slice name) {
    for (size_t at = 0; at + name.len <= text.len; at++) {
        bool is_here = bg_slice_starts(bg_slice_from(text, at), name) && (at == 0 || !is_word(text.at[at - 1]));
        if (is_here && (at + name.len == text.len || !is_word(text.at[at + name.len]))) {
            return at;
        }
    }
    return text.len;
}

static bool is_raised(const struct bg_judgement *judgement, struct bg_slice root) {
    for (size_t i = 0; i < judgement->count; i++) {
        const struct bg_verdict *verdict = &judgement->verdicts[i];
        if (bg_slice_equal(verdict->root, root)) {
            return verdict->declared != BG_DECLARED_NONE;
        }
    }
    return false;
}

/* Whether the connector at `root` is built from the one of that name, and where it says so. */
static bool is_built_from(const struct bg_layout *layout, struct bg_tree *tree, struct bg_slice root,
                          struct bg_slice name, struct bg_arena *arena, struct bg_place *out) {
    for (size_t f = 0; f < layout->twins.count; f++) {
        struct bg_slice path = bg_path_join(arena, root, layout->twins.items[f]);
        struct bg_slice text;
        struct bg_error err = {0};
        if (bg_tree_read(tree, path, arena, &text, NULL, &err) != BG_FILE_READ) {
            continue;
        }
        size_t at = named_at(text, name);
        if (at < text.len) {
            *out = bg_source_place(bg_source_new(arena, path, text), at);
            return true;
        }
    }
    return false;
}

bool bg_twins_original(const struct bg_layout *layout, struct bg_tree *tree, struct bg_slice root,
                       struct bg_arena *arena, struct bg_connector *out) {
    struct bg_slice folder = bg_path_folder(root);
    struct bg_slice name = bg_path_name(root);
    struct bg_pair pair = {0};
    struct bg_place place;
    for (size_t end = name.len; end > 0; end--) {
        struct bg_slice other = bg_slice_range(name, 0, end);
        struct bg_pair_ends ends = {.layout = layout, .head_tree = tree};
        if (end == name.len || name.at[end] != '-' || !is_built_from(layout, tree, root, other, arena, &place)) {
            continue;
        }
        struct bg_seen seen = {0};
        ends.seen = &seen;
        ends.head_root = bg_path_join(arena, folder, other);
        bool is_there = bg_tree_stat(tree, ends.head_root).kind == BG_ENTRY_FOLDER;
        if (is_there) {
            bg_pair_load(&ends, arena, &pair);
        }
        bg_seen_finish(&seen);
        *out = pair.head;
        return is_there && pair.has_head && !bg_problems_are_fatal(&pair.problems);
    }
    return false;
}

/* What users of the twin get is what those of the original get: its level. */
static const char *level_of(const struct bg_verdict *verdict) {
    enum bg_declared declared = verdict->declared;
    enum bg_level required = verdict->required;
    if (declared == BG_DECLARED_PATCH || declared == BG_DECLARED_MINOR || declared == BG_DECLARED_MAJOR) {
        return declared == BG_DECLARED_PATCH ? "patch" : declared == BG_DECLARED_MINOR ? "minor" : "major";
    }
    return required == BG_LEVEL_MAJOR ? "breaking" : required == BG_LEVEL_MINOR ? "minor" : "patch";
}

/* One note for each twin, at the place where it names the connector. */
static void note_twin(const struct bg_policy *policy, const struct bg_moment *moment, const struct bg_verdict *verdict,
                      struct bg_slice root, struct bg_problems *problems) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_place place;
    bool is_of_file = moment->head_version.at == NULL; /* a tag is the version of both */
    if (is_of_file && is_built_from(policy->layout, moment->head, root, verdict->name, &arena, &place)) {
        struct bg_slice name = bg_path_name(root);
        place.file = bg_arena_copy(problems->arena, place.file);
        bg_problem_add(problems, BG_ID_TWIN_BEHIND, false, place,
                       "`%.*s` is built from `%.*s`, which changed, and its own version stays; bump it as well: "
                       "bumpgate bump --to %s %.*s",
                       BG_ARGS(name), BG_ARGS(verdict->name), level_of(verdict), BG_ARGS(name));
    }
    bg_arena_finish(&arena);
}

static void note_twins_of(const struct bg_policy *policy, const struct bg_moment *moment,
                          const struct bg_verdict *verdict, struct bg_judgement *judgement) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice folder = bg_path_folder(verdict->root);
    struct bg_slice front = bg_arena_printf(&arena, "%.*s-", BG_ARGS(verdict->name));
    struct bg_entry *entries = NULL;
    size_t count = 0;
    struct bg_error err = {0};
    if (!bg_tree_list(moment->head, folder, &arena, &entries, &count, &err)) {
        count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice root = bg_path_join(&arena, folder, entries[i].name);
        bool is_twin = entries[i].kind == BG_ENTRY_FOLDER && bg_slice_starts(entries[i].name, front) &&
                       bg_layout_takes(policy->layout, entries[i].name);
        if (is_twin && !is_raised(judgement, root)) {
            note_twin(policy, moment, verdict, root, &judgement->problems);
        }
    }
    bg_arena_finish(&arena);
}

void bg_twins_note(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_judgement *judgement) {
    for (size_t i = 0; i < judgement->count && policy->layout->twins.count > 0; i++) {
        const struct bg_verdict *verdict = &judgement->verdicts[i];
        bool is_there = verdict->state == BG_STATE_CHANGED || verdict->state == BG_STATE_MOVED;
        if (is_there && (verdict->declared != BG_DECLARED_NONE || verdict->required != BG_LEVEL_NONE)) {
            note_twins_of(policy, moment, verdict, judgement);
        }
    }
}
