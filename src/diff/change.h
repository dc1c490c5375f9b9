/*
 * The closed vocabulary of facts: what can differ between two connectors. No opinion: levels, words and reasons are in
 * rules/. A rule names a kind and, where it must, attributes; every fact of every kind is claimed by exactly one rule.
 */
#ifndef BG_DIFF_CHANGE_H
#define BG_DIFF_CHANGE_H

#include "source/connector.h"
#include "diff/side.h"

/*
 * X(constant, name in rules, side). A kind says what differs; `how` says in which direction.
 * Subjects below "spec" speak of one node of the configuration schema, below "connspec" of its envelope.
 */
#define BG_CHANGE_KINDS(X)                                                                                             \
    X(SPEC_PROPERTY, "spec-property", BG_SIDE_ACCEPTS)                                                                 \
    X(SPEC_REQUIRED, "spec-required", BG_SIDE_ACCEPTS)                                                                 \
    X(SPEC_TYPE, "spec-type", BG_SIDE_ACCEPTS)                                                                         \
    X(SPEC_ENUM, "spec-enum", BG_SIDE_ACCEPTS)                                                                         \
    X(SPEC_ENUM_VALUE, "spec-enum-value", BG_SIDE_ACCEPTS)                                                             \
    X(SPEC_CONST, "spec-const", BG_SIDE_ACCEPTS)                                                                       \
    X(SPEC_PATTERN, "spec-pattern", BG_SIDE_ACCEPTS)                                                                   \
    X(SPEC_FORMAT, "spec-format", BG_SIDE_ACCEPTS)                                                                     \
    X(SPEC_BOUND, "spec-bound", BG_SIDE_ACCEPTS)                                                                       \
    X(SPEC_UNIQUE_ITEMS, "spec-unique-items", BG_SIDE_ACCEPTS)                                                         \
    X(SPEC_ADDITIONAL_PROPERTIES, "spec-additional-properties", BG_SIDE_ACCEPTS)                                       \
    X(SPEC_BRANCH, "spec-branch", BG_SIDE_ACCEPTS)                                                                     \
    X(SPEC_CONSTRAINT, "spec-constraint", BG_SIDE_ACCEPTS)                                                             \
    X(SPEC_SET, "spec-set", BG_SIDE_ACCEPTS) /* the accepted set as a whole: narrowed, undecided, equivalent */        \
    X(SPEC_DEFAULT, "spec-default", BG_SIDE_ACCEPTS)                                                                   \
    X(SPEC_SECRET, "spec-secret", BG_SIDE_ACCEPTS)                                                                     \
    X(SPEC_HIDDEN, "spec-hidden", BG_SIDE_ACCEPTS)                                                                     \
    X(SPEC_ANNOTATION, "spec-annotation", BG_SIDE_ACCEPTS)                                                             \
    X(SPEC_DIALECT, "spec-dialect", BG_SIDE_ACCEPTS)                                                                   \
    X(SPEC_READABILITY, "spec-readability", BG_SIDE_ACCEPTS) /* appeared, vanished, turned opaque */                   \
    X(CONNSPEC_DESTINATION_SYNC_MODE, "connspec-destination-sync-mode", BG_SIDE_ACCEPTS)                               \
    X(CONNSPEC_INCREMENTAL, "connspec-incremental", BG_SIDE_ACCEPTS)                                                   \
    X(CONNSPEC_NORMALIZATION, "connspec-normalization", BG_SIDE_ACCEPTS)                                               \
    X(CONNSPEC_DBT, "connspec-dbt", BG_SIDE_ACCEPTS)                                                                   \
    X(CONNSPEC_DOCUMENTATION_URL, "connspec-documentation-url", BG_SIDE_ACCEPTS)                                       \
    X(CONNSPEC_PROTOCOL, "connspec-protocol", BG_SIDE_ACCEPTS)                                                         \
    X(CONNSPEC_OAUTH, "connspec-oauth", BG_SIDE_ACCEPTS)                                                               \
    X(CONNSPEC_UNKNOWN_KEY, "connspec-unknown-key", BG_SIDE_ACCEPTS)                                                   \
    X(CONNSPEC_SET, "connspec-set", BG_SIDE_ACCEPTS) /* a key is spelt differently and means the same */               \
    X(CONNSPEC_CONFIG_MIGRATION, "connspec-config-migration", BG_SIDE_ACCEPTS) /* config_normalization_rules */        \
    X(CONNSPEC_CONFIG_TRANSFORMATION, "connspec-config-transformation", BG_SIDE_ACCEPTS)                               \
    X(CONNSPEC_CONFIG_VALIDATION, "connspec-config-validation", BG_SIDE_ACCEPTS)                                       \
    X(FIELD, "field", BG_SIDE_EMITS)                                                                                   \
    X(FIELD_TYPE, "field-type", BG_SIDE_EMITS)                                                                         \
    X(FIELD_NAME, "field-name", BG_SIDE_EMITS) /* collisions after normalization */                                    \
    X(FIELD_NULLABILITY, "field-nullability", BG_SIDE_EMITS)                                                           \
    X(FIELD_REQUIRED, "field-required", BG_SIDE_EMITS)                                                                 \
    X(FIELD_CONSTRAINT, "field-constraint", BG_SIDE_EMITS)                                                             \
    X(FIELD_ANNOTATION, "field-annotation", BG_SIDE_EMITS)                                                             \
    X(FIELD_TEXT, "field-text", BG_SIDE_EMITS) /* the text differs, the column does not */                             \
    X(NESTED_FIELD, "nested-field", BG_SIDE_EMITS)                                                                     \
    X(NESTED_TYPE, "nested-type", BG_SIDE_EMITS)                                                                       \
    X(STREAM, "stream", BG_SIDE_EMITS)                                                                                 \
    X(STREAM_NAMESPACE, "stream-namespace", BG_SIDE_EMITS)                                                             \
    X(STREAM_COLUMNS, "stream-columns", BG_SIDE_EMITS) /* none are left */                                             \
    X(STREAM_PRIMARY_KEY, "stream-primary-key", BG_SIDE_EMITS)                                                         \
    X(STREAM_CURSOR, "stream-cursor", BG_SIDE_EMITS)                                                                   \
    X(STREAM_SOURCE_DEFINED_CURSOR, "stream-source-defined-cursor", BG_SIDE_EMITS)                                     \
    X(STREAM_SYNC_MODE, "stream-sync-mode", BG_SIDE_EMITS)                                                             \
    X(STREAM_CONDITION, "stream-condition", BG_SIDE_EMITS) /* whether a user sees it depends on the configuration */   \
    X(STREAM_ANNOTATION, "stream-annotation", BG_SIDE_EMITS)                                                           \
    X(STREAM_RESUMABLE, "stream-resumable", BG_SIDE_EMITS)                                                             \
    X(STREAM_FILE_BASED, "stream-file-based", BG_SIDE_EMITS)                                                           \
    X(STREAM_ADDITIONAL_PROPERTIES, "stream-additional-properties", BG_SIDE_EMITS)                                     \
    X(STREAM_STATE, "stream-state", BG_SIDE_EMITS)             /* whether saved state survives */                      \
    X(STREAM_READABILITY, "stream-readability", BG_SIDE_EMITS) /* one stream, or all of them, turned opaque */         \
    X(DYNAMIC_STREAMS, "dynamic-streams", BG_SIDE_EMITS)                                                               \
    X(BREAKING_ENTRY, "breaking-entry", BG_SIDE_ABOUT)                                                                 \
    X(METADATA_KEY, "metadata-key", BG_SIDE_ABOUT) /* one key of metadata.yaml; attribute key says which group */      \
    X(FILE, "file", BG_SIDE_ABOUT)                 /* other files: attribute ships */                                  \
    X(UNCLASSIFIED, "unclassified", BG_SIDE_ABOUT)

enum bg_change_kind {
#define X(constant, name, side) BG_CHANGE_##constant,
    BG_CHANGE_KINDS(X)
#undef X
};

/* X(constant, name in rules). */
#define BG_CHANGE_HOWS(X)                                                                                              \
    X(ADDED, "added")                                                                                                  \
    X(REMOVED, "removed")                                                                                              \
    X(CHANGED, "changed")                                                                                              \
    X(RENAMED, "renamed")                                                                                              \
    X(MOVED, "moved")                                                                                                  \
    X(WIDENED, "widened")                                                                                              \
    X(NARROWED, "narrowed")                                                                                            \
    X(LOSSY, "lossy")         /* field type: widened in a way that breaks downstream */                                \
    X(DIVERGENT, "divergent") /* field type: changed for one reader only */                                            \
    X(SIMPLE_TO_ONEOF, "simple-to-oneof")                                                                              \
    X(REORDERED, "reordered")                                                                                          \
    X(EQUIVALENT, "equivalent")       /* the text differs, the meaning is proven equal */                              \
    X(AMBIGUOUS, "ambiguous")         /* a new branch makes an old value match twice */                                \
    X(DISCRIMINATOR, "discriminator") /* branch: same title, other discriminator value */                              \
    X(UNDECIDED, "undecided")                                                                                          \
    X(OPAQUE, "opaque")       /* readability: was static, cannot be seen any more */                                   \
    X(COLLIDED, "collided")   /* field name: the new one receives the suffix */                                        \
    X(SUFFIXED, "suffixed")   /* field name: an existing one receives the suffix */                                    \
    X(MAJOR, "major")         /* protocol: another major version */                                                    \
    X(PREDICATE, "predicate") /* oauth: what is tested, where tokens go, the rest */                                   \
    X(OUTPUT, "output")                                                                                                \
    X(RESET, "reset") /* state: starts again; unreadable: fails; check: a person must look */                          \
    X(UNREADABLE, "unreadable")                                                                                        \
    X(CHECK, "check")

enum bg_change_how {
#define X(constant, name) BG_HOW_##constant,
    BG_CHANGE_HOWS(X)
#undef X
};

/* Typed attributes that rules may test; each is a claim. X(bit, name in rules). */
#define BG_CHANGE_FLAGS(X)                                                                                             \
    X(REQUIRED, 0, "required")           /* the property is required */                                                \
    X(CLOSED, 1, "closed")               /* the object at head refuses undeclared properties */                        \
    X(DISCRIMINATED, 2, "discriminator") /* the property tells branches apart */                                       \
    X(SHIPS, 3, "ships")                 /* file: part of what users run */                                            \
    X(MIGRATED, 4, "migrated")           /* a config migration in head covers the path */

enum bg_change_flag {
#define X(constant, bit, name) BG_FLAG_##constant = 1u << (bit),
    BG_CHANGE_FLAGS(X)
#undef X
};

#define X(...) +1
enum {
    BG_CHANGE_KIND_COUNT = 0 BG_CHANGE_KINDS(X),
    BG_CHANGE_HOW_COUNT = 0 BG_CHANGE_HOWS(X),
    BG_CHANGE_FLAG_COUNT = 0 BG_CHANGE_FLAGS(X), /* flags are the bits from 0 on */
};
#undef X

#define BG_CHANGE_ALL_HOWS ((uint32_t)(((uint64_t)1 << BG_CHANGE_HOW_COUNT) - 1))

/* What the containment engine says about the change. */
enum bg_change_verdict {
    BG_VERDICT_NOT_ASKED,
    BG_VERDICT_REJECTS, /* with a witness */
    BG_VERDICT_ACCEPTS, /* nothing old is refused: a narrowing that excludes nothing is vacuous */
    BG_VERDICT_UNKNOWN, /* with a reason */
};

struct bg_change {
    enum bg_change_kind kind;
    enum bg_change_how how;
    unsigned flags;
    enum bg_change_verdict verdict;
    struct bg_slice stream;  /* {NULL, 0} if it is about no stream */
    struct bg_slice path;    /* JSON Pointer into the schema; "" the root */
    struct bg_slice subject; /* what the sentence is about: a property, a value, a file; one line, may be empty */
    struct bg_slice before;  /* short texts for the message; may be empty */
    struct bg_slice after;
    struct bg_place base;    /* a removed thing: where it was; an added one: no place */
    struct bg_place head;    /* a removed thing: its nearest surviving parent, if that is known */
    struct bg_slice witness; /* JSON text, with verdict REJECTS; empty if another change has it */
    struct bg_slice unknown; /* the reason, with verdict UNKNOWN */
};

/* A growing list in an arena. */
struct bg_changes {
    struct bg_arena *arena;
    struct bg_change *items;
    size_t count;
    size_t room; /* private */
};

/* Appends a zeroed change of this kind and returns it for filling; valid until the next call. */
struct bg_change *bg_change_add(struct bg_changes *changes, enum bg_change_kind kind, enum bg_change_how how);

/* By their values: the names in rules. */
extern const char *const bg_change_kind_names[BG_CHANGE_KIND_COUNT];
extern const char *const bg_change_how_names[BG_CHANGE_HOW_COUNT];

const char *bg_change_kind_name(enum bg_change_kind kind);
const char *bg_change_how_name(enum bg_change_how how);
/* `flag` is one bit. */
const char *bg_change_flag_name(unsigned flag);
enum bg_side bg_change_side(enum bg_change_kind kind);
/* Whether the diff gives facts of this kind in this direction: the table in change.c, which a new one must enter. */
bool bg_change_is_possible(enum bg_change_kind kind, enum bg_change_how how);

#endif
