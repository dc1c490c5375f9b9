/*
 * The law of partial sight, over all sights of streams, fields and attributes on both sides: nothing is said to be gone
 * from a set of which the head does not show all; and what went is told in any case.
 */
#include "support/streams.h"

#include "source/sight.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const streams_statuses[] = {"absent", "static", "opaque"};
static const char *const schema_statuses[] = {"static", "empty", "partial", "opaque", "error"};
static const char *const schemas[] = {
    "{properties: {x: {type: string}, y: {type: integer}}}",
    "{properties: {x: {type: string}}}",
    "{properties: {x: {type: string}, Y: {type: integer}}}",
    "{}",
    "null",
};
static const char *const attributes[] = {"assumed: true",
                                         "primary_key: [[x]], cursor_field: [x], supported_sync_modes: [incremental]",
                                         "supported_sync_modes: [full_refresh]"};
static const char *const others[] = {"", ", {name: b, json_schema: {properties: {only: {type: string}}}}",
                                     ", {name: c, json_schema: {properties: {only: {type: string}}}}"};
static const char *const dynamics[] = {"", "{name: d, template: {name: t, json_schema: {}}}"};

/* Number `which` of all combinations, as a catalog. */
struct side {
    size_t streams_status;
    size_t schema_status;
    size_t schema;
    size_t attribute;
    size_t other;
    size_t dynamic;
};

enum {
    SIDES = COUNT(streams_statuses) * COUNT(schema_statuses) * COUNT(schemas) * COUNT(attributes) * COUNT(others) * 2
};

static struct side side_of(size_t which) {
    const size_t counts[] = {COUNT(streams_statuses), COUNT(schema_statuses), COUNT(schemas),
                             COUNT(attributes),       COUNT(others),          COUNT(dynamics)};
    size_t digits[COUNT(counts)];
    for (size_t i = 0; i < COUNT(counts); i++) {
        digits[i] = which % counts[i];
        which /= counts[i];
    }
    return (struct side){digits[0], digits[1], digits[2], digits[3], digits[4], digits[5]};
}

static const struct bg_node *catalog_of(struct bg_arena *arena, struct side side) {
    return streams_parse(arena, bg_arena_printf(arena,
                                                "{streams_status: %s, streams: [{name: a, schema_status: %s, "
                                                "json_schema: %s, %s}%s], dynamic_streams: [%s]}",
                                                streams_statuses[side.streams_status],
                                                schema_statuses[side.schema_status], schemas[side.schema],
                                                attributes[side.attribute], others[side.other], dynamics[side.dynamic])
                                    .at);
}

static bool is_gone(const struct bg_change *change) {
    return change->how == BG_HOW_REMOVED || change->how == BG_HOW_RENAMED;
}

/* Whether a change says that something is gone from a set of this kind. */
static bool says_gone(const struct bg_changes *changes, const enum bg_change_kind *kinds, size_t count) {
    for (size_t i = 0; i < changes->count; i++) {
        for (size_t k = 0; k < count; k++) {
            if (is_gone(&changes->items[i]) && changes->items[i].kind == kinds[k]) {
                return true;
            }
        }
    }
    return false;
}

static const enum bg_change_kind of_streams[] = {BG_CHANGE_STREAM, BG_CHANGE_DYNAMIC_STREAMS};
static const enum bg_change_kind of_fields[] = {BG_CHANGE_FIELD, BG_CHANGE_STREAM_COLUMNS};
static const enum bg_change_kind of_attributes[] = {BG_CHANGE_STREAM_PRIMARY_KEY, BG_CHANGE_STREAM_CURSOR,
                                                    BG_CHANGE_STREAM_SYNC_MODE, BG_CHANGE_STREAM_SOURCE_DEFINED_CURSOR};

struct told {
    size_t gone;
    size_t lacking;
};

static void hold(struct bg_arena *arena, struct side base, struct side head, struct told *told) {
    struct bg_changes changes = streams_diff(arena, catalog_of(arena, base), catalog_of(arena, head));
    bool sees_streams = head.streams_status != 2;
    bool sees_fields = head.schema_status < 2;
    bool sees_attributes = head.attribute != 0;
    assert_false(!sees_streams && says_gone(&changes, of_streams, COUNT(of_streams)));
    assert_false(!sees_fields && says_gone(&changes, of_fields, COUNT(of_fields)));
    assert_false(!sees_attributes && says_gone(&changes, of_attributes, COUNT(of_attributes)));
    bool lacks_stream = (base.other != 0 && base.other != head.other) || base.dynamic > head.dynamic;
    bool lacks_field = base.schema < 3 && base.schema != head.schema && head.schema != 0 &&
                       base.schema_status == head.schema_status && base.schema != 1;
    if (lacks_stream || lacks_field) {
        assert_int_not_equal(changes.count, 0);
        told->gone +=
            says_gone(&changes, of_streams, COUNT(of_streams)) || says_gone(&changes, of_fields, COUNT(of_fields));
        told->lacking++;
    }
}

/* Every side is the base of some others, spread over all. */
static void nothing_unseen_is_gone(void **state) {
    (void)state;
    struct told told = {0};
    for (size_t i = 0; i < SIDES; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        for (size_t k = 0; k < 8; k++) {
            hold(&arena, side_of(i), side_of((i * 31 + k * 57 + 1) % SIDES), &told);
        }
        bg_arena_finish(&arena);
    }
    assert_true(told.gone > 500);
    assert_true(told.lacking > told.gone + 500); /* the others are out of sight */
}

static void an_answer_is_one_of_three(void **state) {
    (void)state;
    static const int thing;
    for (enum bg_sight sight = BG_SIGHT_UNKNOWN; sight <= BG_SIGHT_ALL; sight++) {
        assert_int_equal(bg_sight_answer(sight, &thing), BG_THERE);
        assert_int_equal(bg_sight_answer(sight, NULL), sight == BG_SIGHT_ALL ? BG_NOT_THERE : BG_NOT_SEEN);
    }
}

UNIT(law_sight) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_unseen_is_gone),
                                       cmocka_unit_test(an_answer_is_one_of_three)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
