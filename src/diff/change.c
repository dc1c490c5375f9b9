/* The vocabulary's names, in both directions: see change.h. */
#include "diff/change.h"

const char *const bg_change_kind_names[BG_CHANGE_KIND_COUNT] = {
#define X(constant, name, side) name,
    BG_CHANGE_KINDS(X)
#undef X
};

static const enum bg_side kind_sides[] = {
#define X(constant, name, side) side,
    BG_CHANGE_KINDS(X)
#undef X
};

const char *const bg_change_how_names[BG_CHANGE_HOW_COUNT] = {
#define X(constant, name) name,
    BG_CHANGE_HOWS(X)
#undef X
};

/* The directions that each kind comes in. What the diff gives is one of these pairs, so rules can be tested to claim
 * them all; what is left out here is no fact. */
enum {
#define X(constant, name) constant = 1u << BG_HOW_##constant,
    BG_CHANGE_HOWS(X)
#undef X
};

static const uint32_t kind_hows[BG_CHANGE_KIND_COUNT] = {
    [BG_CHANGE_SPEC_PROPERTY] = ADDED | REMOVED | RENAMED | MOVED,
    [BG_CHANGE_SPEC_REQUIRED] = ADDED | REMOVED,
    [BG_CHANGE_SPEC_TYPE] = CHANGED | WIDENED | NARROWED | SIMPLE_TO_ONEOF,
    [BG_CHANGE_SPEC_ENUM] = ADDED | REMOVED,
    [BG_CHANGE_SPEC_ENUM_VALUE] = ADDED | REMOVED,
    [BG_CHANGE_SPEC_CONST] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_SPEC_PATTERN] = ADDED | REMOVED | WIDENED | NARROWED | EQUIVALENT | UNDECIDED,
    [BG_CHANGE_SPEC_FORMAT] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_SPEC_BOUND] = WIDENED | NARROWED,
    [BG_CHANGE_SPEC_UNIQUE_ITEMS] = ADDED | REMOVED,
    [BG_CHANGE_SPEC_ADDITIONAL_PROPERTIES] = WIDENED | NARROWED,
    [BG_CHANGE_SPEC_BRANCH] = ADDED | REMOVED | REORDERED | AMBIGUOUS | DISCRIMINATOR,
    [BG_CHANGE_SPEC_CONSTRAINT] = WIDENED | NARROWED,
    [BG_CHANGE_SPEC_SET] = NARROWED | EQUIVALENT | UNDECIDED,
    [BG_CHANGE_SPEC_DEFAULT] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_SPEC_SECRET] = ADDED | REMOVED,
    [BG_CHANGE_SPEC_HIDDEN] = ADDED | REMOVED,
    [BG_CHANGE_SPEC_ANNOTATION] = CHANGED,
    [BG_CHANGE_SPEC_DIALECT] = CHANGED,
    [BG_CHANGE_SPEC_READABILITY] = ADDED | REMOVED | OPAQUE,
    [BG_CHANGE_CONNSPEC_DESTINATION_SYNC_MODE] = ADDED | REMOVED,
    [BG_CHANGE_CONNSPEC_INCREMENTAL] = ADDED | REMOVED,
    [BG_CHANGE_CONNSPEC_NORMALIZATION] = ADDED | REMOVED,
    [BG_CHANGE_CONNSPEC_DBT] = ADDED | REMOVED,
    [BG_CHANGE_CONNSPEC_DOCUMENTATION_URL] = CHANGED,
    [BG_CHANGE_CONNSPEC_PROTOCOL] = CHANGED | MAJOR,
    [BG_CHANGE_CONNSPEC_OAUTH] = ADDED | REMOVED | CHANGED | PREDICATE | OUTPUT,
    [BG_CHANGE_CONNSPEC_UNKNOWN_KEY] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_CONNSPEC_SET] = EQUIVALENT,
    [BG_CHANGE_CONNSPEC_CONFIG_MIGRATION] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_CONNSPEC_CONFIG_TRANSFORMATION] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_CONNSPEC_CONFIG_VALIDATION] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_FIELD] = ADDED | REMOVED | RENAMED,
    [BG_CHANGE_FIELD_TYPE] = CHANGED | WIDENED | LOSSY | DIVERGENT,
    [BG_CHANGE_FIELD_NAME] = COLLIDED | SUFFIXED,
    [BG_CHANGE_FIELD_NULLABILITY] = ADDED | REMOVED,
    [BG_CHANGE_FIELD_REQUIRED] = ADDED | REMOVED,
    [BG_CHANGE_FIELD_CONSTRAINT] = CHANGED,
    [BG_CHANGE_FIELD_ANNOTATION] = CHANGED,
    [BG_CHANGE_FIELD_TEXT] = EQUIVALENT,
    [BG_CHANGE_NESTED_FIELD] = ADDED | REMOVED,
    [BG_CHANGE_NESTED_TYPE] = CHANGED,
    [BG_CHANGE_STREAM] = ADDED | REMOVED | RENAMED,
    [BG_CHANGE_STREAM_NAMESPACE] = CHANGED,
    [BG_CHANGE_STREAM_COLUMNS] = REMOVED,
    [BG_CHANGE_STREAM_PRIMARY_KEY] = ADDED | REMOVED | CHANGED | REORDERED,
    [BG_CHANGE_STREAM_CURSOR] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_STREAM_SOURCE_DEFINED_CURSOR] = ADDED | REMOVED,
    [BG_CHANGE_STREAM_SYNC_MODE] = ADDED | REMOVED,
    [BG_CHANGE_STREAM_ANNOTATION] = CHANGED,
    [BG_CHANGE_STREAM_RESUMABLE] = ADDED | REMOVED,
    [BG_CHANGE_STREAM_FILE_BASED] = ADDED | REMOVED,
    [BG_CHANGE_STREAM_CONDITION] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_STREAM_ADDITIONAL_PROPERTIES] = CHANGED,
    [BG_CHANGE_STREAM_STATE] = CHANGED | RESET | UNREADABLE | CHECK,
    [BG_CHANGE_STREAM_READABILITY] = ADDED | REMOVED | CHANGED | OPAQUE | UNREADABLE,
    [BG_CHANGE_DYNAMIC_STREAMS] = ADDED | REMOVED | CHANGED | WIDENED | NARROWED | CHECK,
    [BG_CHANGE_BREAKING_ENTRY] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_METADATA_KEY] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_FILE] = ADDED | REMOVED | CHANGED,
    [BG_CHANGE_UNCLASSIFIED] = CHANGED,
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
    return bg_change_kind_names[kind];
}

const char *bg_change_how_name(enum bg_change_how how) {
    return bg_change_how_names[how];
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

bool bg_change_is_possible(enum bg_change_kind kind, enum bg_change_how how) {
    return (kind_hows[kind] >> how & 1) != 0;
}
