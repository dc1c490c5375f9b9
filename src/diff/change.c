/* The vocabulary in tables: see change.h. */
#include "diff/change.h"

#include "base/vector.h"

const char *const bg_change_kind_names[BG_CHANGE_KIND_COUNT] = {
#define X(constant, name, ...) name,
    BG_CHANGE_KINDS(X)
#undef X
};

const char *const bg_change_how_names[BG_CHANGE_HOW_COUNT] = {
#define X(constant, name, ...) name,
    BG_CHANGE_HOWS(X)
#undef X
};

const struct bg_fact bg_facts[BG_CHANGE_KIND_COUNT] = {
#define X(constant, name, side, hows, flags, means) {means, BG_SIDE_##side, hows, flags},
    BG_CHANGE_KINDS(X)
#undef X
};

#define X(constant, name, bit, means) means,
const char *const bg_change_how_meanings[BG_CHANGE_HOW_COUNT] = {BG_CHANGE_HOWS(X)};
const char *const bg_change_flag_meanings[BG_CHANGE_FLAG_COUNT] = {BG_CHANGE_FLAGS(X)};
#undef X

static const char *const flag_names[BG_CHANGE_FLAG_COUNT] = {
#define X(constant, name, ...) name,
    BG_CHANGE_FLAGS(X)
#undef X
};

/* Facts by which a saved configuration may be refused; flags of `mask` must be as `flags` says. */
static const struct {
    enum bg_change_kind kind;
    enum bg_change_how how;
    unsigned mask;
    unsigned flags;
} refusals[] = {
#define X(kind, how, mask, flags) {BG_CHANGE_##kind, BG_HOW_##how, mask, flags},
    BG_CHANGE_REFUSALS(X)
#undef X
};

struct bg_change *bg_change_add(struct bg_changes *changes, enum bg_change_kind kind, enum bg_change_how how) {
    BG_VECTOR_ADD(changes->arena, changes, (struct bg_change){.kind = kind, .how = how});
    return &changes->items[changes->count - 1];
}

bool bg_changes_spend(struct bg_changes *changes, uint64_t steps) {
    if (changes->effort == NULL) {
        return true;
    }
    changes->effort->steps += steps;
    return changes->effort->steps <= changes->effort->most;
}

const char *bg_change_kind_name(enum bg_change_kind kind) {
    return bg_change_kind_names[kind];
}

const char *bg_change_how_name(enum bg_change_how how) {
    return bg_change_how_names[how];
}

const char *bg_change_flag_name(unsigned flag) {
    for (size_t bit = 0; bit < BG_CHANGE_FLAG_COUNT; bit++) {
        if (flag == 1u << bit) {
            return flag_names[bit];
        }
    }
    return NULL;
}

enum bg_side bg_change_side(enum bg_change_kind kind) {
    return bg_facts[kind].side;
}

bool bg_change_is_possible(enum bg_change_kind kind, enum bg_change_how how, unsigned flags) {
    return (bg_facts[kind].hows >> how & 1) != 0 && (flags & ~bg_facts[kind].flags) == 0;
}

bool bg_change_can_refuse(enum bg_change_kind kind, enum bg_change_how how, unsigned flags) {
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i].kind == kind && refusals[i].how == how && (flags & refusals[i].mask) == refusals[i].flags) {
            return true;
        }
    }
    return false;
}
