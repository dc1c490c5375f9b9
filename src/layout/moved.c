/* Connectors that moved: see moved.h. Who is gone is looked up by name, by identity and by the ids of its files, so
 * that nobody is compared with everybody. */
#include "layout/moved.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/vector.h"

/* Those that are gone and have one thing in common, in order. */
struct holders {
    size_t *items;
    size_t count;
    size_t room;
    size_t first; /* all before it are joined */
};

struct move_search {
    const struct bg_movers *gone;
    struct bg_arena arena;
    struct bg_table names;
    struct bg_table identities;
    struct bg_table files; /* blob id -> holders, one of them twice where it has the file twice */
    bool *is_joined;
    size_t *scores;  /* of each that is gone: files in common with the one that is looked at */
    size_t *touched; /* those with a score */
    size_t nameless; /* how many have no identity */
    uint64_t steps;
};

static void hold(struct move_search *search, struct bg_table *table, struct bg_slice key, size_t index) {
    struct holders *holders = bg_table_get(table, key);
    if (holders == NULL) {
        holders = bg_arena_alloc(&search->arena, sizeof *holders);
        *holders = (struct holders){0};
        (void)bg_table_put(table, key, holders);
    }
    BG_VECTOR_ADD(&search->arena, holders, index);
}

static void index_gone(struct move_search *search) {
    for (size_t g = 0; g < search->gone->count; g++) {
        const struct bg_mover *mover = &search->gone->items[g];
        hold(search, &search->names, mover->name, g);
        search->nameless += mover->identity.len == 0;
        if (mover->identity.len > 0) {
            hold(search, &search->identities, mover->identity, g);
        }
        for (size_t f = 0; f < mover->file_count; f++) {
            if (!bg_oid_is_zero(&mover->files[f].base_id)) {
                hold(search, &search->files, bg_oid_bytes(&mover->files[f].base_id), g);
            }
        }
    }
}

/* The first that has the key and nobody took; gone->count if there is none. */
static size_t first_of(const struct move_search *search, const struct bg_table *table, struct bg_slice key) {
    struct holders *holders = key.len == 0 ? NULL : bg_table_get(table, key);
    while (holders != NULL && holders->first < holders->count && search->is_joined[holders->items[holders->first]]) {
        holders->first++;
    }
    return holders == NULL || holders->first == holders->count ? search->gone->count : holders->items[holders->first];
}

/* Counts one file for all that have it; only one of the two may have an identity, or they would be known by it. */
static void score_file(struct move_search *search, const struct bg_mover *come, const struct bg_oid *id,
                       size_t *touched_count) {
    const struct holders *holders = bg_table_get(&search->files, bg_oid_bytes(id));
    for (size_t h = 0; holders != NULL && h < holders->count; h++) {
        size_t g = holders->items[h];
        bool has_both = come->identity.len > 0 && search->gone->items[g].identity.len > 0;
        if (!search->is_joined[g] && !has_both) {
            search->touched[*touched_count] = g;
            *touched_count += search->scores[g]++ == 0;
        }
    }
    search->steps += holders == NULL ? 1 : holders->count;
}

static bool has_half(const struct bg_mover *gone, size_t score) {
    size_t before = 0;
    for (size_t f = 0; f < gone->file_count; f++) {
        before += !bg_oid_is_zero(&gone->files[f].base_id);
    }
    return score * 2 >= before;
}

/* The best of those with a score, whose scores become 0 again. */
static size_t best_of(struct move_search *search, size_t touched_count) {
    size_t best = search->gone->count;
    size_t most = 0;
    for (size_t t = 0; t < touched_count; t++) {
        size_t g = search->touched[t];
        size_t score = search->scores[g];
        search->scores[g] = 0;
        bool is_better = score > most || (score == most && g < best);
        if (is_better && has_half(&search->gone->items[g], score)) {
            best = g;
            most = score;
        }
    }
    return best;
}

static size_t origin_by_files(struct move_search *search, const struct bg_mover *come) {
    struct bg_table seen = {0};
    size_t touched_count = 0;
    bool is_alone = come->identity.len > 0 && search->nameless == 0;
    for (size_t f = 0; f < come->file_count && !is_alone && search->steps <= BG_LIMIT_MOVE_STEPS; f++) {
        const struct bg_oid *id = &come->files[f].head_id;
        if (!bg_oid_is_zero(id) && bg_table_put(&seen, bg_oid_bytes(id), NULL)) {
            score_file(search, come, id, &touched_count);
        }
    }
    bg_table_finish(&seen);
    return best_of(search, touched_count);
}

static size_t origin_of(struct move_search *search, const struct bg_mover *come) {
    size_t origin = first_of(search, &search->names, come->name);
    origin = origin < search->gone->count ? origin : first_of(search, &search->identities, come->identity);
    return origin < search->gone->count ? origin : origin_by_files(search, come);
}

static void finish(struct move_search *search) {
    bg_table_finish(&search->names);
    bg_table_finish(&search->identities);
    bg_table_finish(&search->files);
    bg_arena_finish(&search->arena);
}

bool bg_moved_match(const struct bg_movers *gone, const struct bg_movers *come, size_t *origins, struct bg_error *err) {
    struct move_search search = {.gone = gone, .arena = BG_ARENA_EMPTY};
    search.is_joined = bg_arena_array(&search.arena, gone->count + 1, sizeof search.is_joined[0]);
    search.scores = bg_arena_array(&search.arena, gone->count + 1, sizeof search.scores[0]);
    search.touched = bg_arena_array(&search.arena, gone->count + 1, sizeof search.touched[0]);
    index_gone(&search);
    for (size_t c = 0; c < come->count; c++) {
        origins[c] = gone->count == 0 ? 0 : origin_of(&search, &come->items[c]);
        search.is_joined[origins[c]] = origins[c] < gone->count;
    }
    bool is_done = search.steps <= BG_LIMIT_MOVE_STEPS;
    finish(&search);
    return is_done || bg_fail(err, BG_ERROR_JUDGE,
                              "too many connectors with the same files moved at once to tell which became which; split "
                              "the change, or give them identities");
}
