/* The vocabulary's names, in both directions: see change.h. */
#include "diff/change.h"

static const char *const kind_names[] = {
#define X(constant, name, side) name,
    BG_CHANGE_KINDS(X)
#undef X
};

static const enum bg_side kind_sides[] = {
#define X(constant, name, side) side,
    BG_CHANGE_KINDS(X)
#undef X
};

static const char *const how_names[] = {
#define X(constant, name) name,
    BG_CHANGE_HOWS(X)
#undef X
};

static const struct {
    const char *name;
    unsigned flag;
} flag_names[] = {
#define X(constant, bit, name) {name, BG_FLAG_##constant},
    BG_CHANGE_FLAGS(X)
#undef X
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

_Static_assert(BG_CHANGE_HOW_COUNT <= 32, "rules keep hows as a set of 32 bits");

struct bg_change *bg_change_add(struct bg_changes *changes, enum bg_change_kind kind, enum bg_change_how how) {
    if (changes->count == changes->room) {
        size_t room = changes->room == 0 ? 16 : changes->room * 2;
        struct bg_change *items = bg_arena_array(changes->arena, room, sizeof items[0]);
        if (changes->count > 0) {
            memcpy(items, changes->items, changes->count * sizeof items[0]);
        }
        changes->items = items;
        changes->room = room;
    }
    struct bg_change *change = &changes->items[changes->count++];
    *change = (struct bg_change){.kind = kind, .how = how};
    return change;
}

const char *bg_change_kind_name(enum bg_change_kind kind) {
    return kind_names[kind];
}

const char *bg_change_how_name(enum bg_change_how how) {
    return how_names[how];
}

const char *bg_change_flag_name(unsigned flag) {
    for (size_t i = 0; i < COUNT(flag_names); i++) {
        if (flag_names[i].flag == flag) {
            return flag_names[i].name;
        }
    }
    return NULL;
}

enum bg_side bg_change_side(enum bg_change_kind kind) {
    return kind_sides[kind];
}

bool bg_change_kind_find(struct bg_slice name, enum bg_change_kind *out) {
    for (size_t i = 0; i < COUNT(kind_names); i++) {
        if (bg_slice_is(name, kind_names[i])) {
            *out = (enum bg_change_kind)i;
            return true;
        }
    }
    return false;
}

bool bg_change_how_find(struct bg_slice name, enum bg_change_how *out) {
    for (size_t i = 0; i < COUNT(how_names); i++) {
        if (bg_slice_is(name, how_names[i])) {
            *out = (enum bg_change_how)i;
            return true;
        }
    }
    return false;
}

bool bg_change_flag_find(struct bg_slice name, unsigned *out) {
    for (size_t i = 0; i < COUNT(flag_names); i++) {
        if (bg_slice_is(name, flag_names[i].name)) {
            *out = flag_names[i].flag;
            return true;
        }
    }
    return false;
}
