/*
 * The law of partial sight, over all sights of streams, fields and attributes on both sides: nothing is said to be gone
 * from a set of which the head does not show all; and what went is told in any case. Then the same of whole connectors,
 * whose readers say what they saw: it holds from each kind of connector to each other.
 */
#include "airbyte/protocol.h"
#include "support/streams.h"

#include "base/buffer.h"
#include "diff/stream/streams.h"
#include "model/load.h"
#include "source/mentions.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const streams_statuses[] = {"absent", "static", "opaque", "assumed", "partial"};
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
    bool sees_streams = head.streams_status < 2;
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
    for (int extent = 0; extent < BG_EXTENT_COUNT; extent++) {
        struct bg_sight sight = {.extent = (enum bg_extent)extent};
        assert_int_equal(bg_sight_answer(&sight, &thing), BG_THERE);
        assert_int_equal(bg_sight_answer(&sight, NULL), extent < BG_EXTENT_ALL ? BG_NOT_SEEN : BG_NOT_THERE);
    }
}

/* What two readers saw is never more than either of them did, and what limited one of them is not forgotten. */
static void two_readers_see_no_more_than_they_say(void **state) {
    (void)state;
    const struct bg_slice why = BG_LITERAL("code makes more of it");
    for (int first = 0; first < BG_EXTENT_COUNT; first++) {
        for (int second = 0; second < BG_EXTENT_COUNT; second++) {
            struct bg_sight limited = {.extent = (enum bg_extent)first, .why = why};
            struct bg_sight silent = {.extent = (enum bg_extent)first};
            struct bg_sight other = {.extent = (enum bg_extent)second};
            struct bg_sight joined = bg_sight_join(&limited, &other);
            assert_int_equal(bg_sight_answer(&joined, NULL), bg_sight_answer(&limited, NULL));
            assert_true(bg_slice_equal(joined.why, why));
            joined = bg_sight_join(&silent, &other);
            assert_int_equal(joined.extent, first == BG_EXTENT_NONE ? second : first);
        }
    }
}

#define ROOT "airbyte-integrations/connectors/source-a"
#define C ROOT "/"
#define META                                                                                                           \
    { C "metadata.yaml", "data: {dockerImageTag: 1.0.0}\n" }
#define SPEC "spec: {connection_specification: {properties: {host: {type: string}}}}\n"
#define STREAM(name, loader) "- {type: DeclarativeStream, name: " name ", schema_loader: " loader "}\n"
#define INLINE "{type: InlineSchemaLoader, schema: {properties: {x: {type: string}}}}"
#define CUSTOM "{type: CustomSchemaLoader, class_name: c.C}"
#define A_FILE                                                                                                         \
    { C "source_a/schemas/a.json", "{\"properties\": {\"x\": {\"type\": \"string\"}}}" }

enum { MOST_FILES = 6 };

/* What readers say of each kind of connector. "spec streams", then "name fields attributes existence" of each stream,
 * and where the sight of the streams ends. Everything but the last ones has the stream b as well. */
static const struct kind {
    const char *name;
    struct fixture_file files[MOST_FILES];
    const char *says;
} kinds[] = {
    {"a manifest that says all",
     {META, {C "manifest.yaml", "streams:\n" STREAM("a", INLINE) STREAM("b", INLINE) SPEC}},
     "all all; a all all all; b all all all"},
    {"a manifest without b",
     {META, {C "manifest.yaml", "streams:\n" STREAM("a", INLINE) SPEC}},
     "all all; a all all all"},
    {"schemas made by code, and in part by code",
     {META, {C "manifest.yaml", "streams:\n" STREAM("a", CUSTOM) STREAM("b", "[" INLINE ", " CUSTOM "]") SPEC}},
     "all all; a none all all; b some all all"},
    {"a manifest and code that overrides it",
     {META,
      {C "source_a/manifest.yaml", "streams:\n" STREAM("b", INLINE) SPEC},
      {C "source_a/source.py", "class A:\n    def spec(self):\n        pass\n    def streams(self):\n        pass\n"},
      A_FILE},
     "some some; b all all all; a all none assumed at source_a/source.py:4"},
    {"a manifest and code that only finds otherwise",
     {META,
      {C "source_a/manifest.yaml", "streams:\n" STREAM("b", INLINE)},
      {C "source_a/source.py", "class A:\n    def discover(self):\n        pass\n"}},
     "absent some; b all all all at source_a/source.py:2"},
    {"schema files",
     {META, {C "source_a/source.py", ""}, {C "source_a/spec.json", "{\"connectionSpecification\": {}}"}, A_FILE},
     "all assumed; a all none assumed at source_a/schemas:0"},
    {"schema files, and code that names more",
     {META, {C "source_a/source.py", "streams = [A(), B()]\n"}, A_FILE},
     "none assumed; a all none all at source_a/schemas:0"},
    {"code alone", {META, {C "pyproject.toml", ""}}, "none none"},
    {"two files of one specification",
     {META, {C "source_a/source.py", ""}, {C "source_a/spec.json", "{}"}, {C "source_a/spec.yaml", "{}"}},
     "none none"},
    {"a manifest that cannot be read", {META, {C "manifest.yaml", "streams: [\n"}}, "broken broken at manifest.yaml:0"},
    {"nothing but metadata", {META}, "absent absent"},
};

static void show(const struct bg_declaration *declared, struct bg_buffer *out) {
    static const char *const words[] = {"none", "broken", "assumed", "some", "all", "absent"};
    bg_buffer_printf(out, "%s %s", words[declared->spec.sight.extent], words[declared->sight.extent]);
    for (size_t i = 0; i < declared->stream_count; i++) {
        const struct bg_stream *stream = &declared->streams[i];
        bg_buffer_printf(out, "; %.*s %s %s %s", BG_ARGS(stream->name), words[stream->fields.extent],
                         words[stream->attributes.extent], words[stream->existence.extent]);
    }
    if (declared->sight.at.file.at != NULL) {
        struct bg_slice file = bg_slice_from(declared->sight.at.file, sizeof C - 1);
        bg_buffer_printf(out, " at %.*s:%u", BG_ARGS(file), declared->sight.at.line);
    }
}

static void load(struct bg_arena *arena, struct bg_tree *tree, struct bg_declaration *out) {
    struct bg_connector connector;
    struct bg_problems problems = {.arena = arena};
    struct bg_slice root = BG_LITERAL(ROOT);
    (void)bg_connector_load(tree, trees_layout(arena), root, arena, &problems, NULL, &connector);
    *out = connector.declared;
}

static void readers_say_what_they_saw(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_buffer text = {0};
        struct trees trees;
        struct bg_declaration declared;
        trees_init(&trees, kinds[i].files, NULL);
        load(&arena, trees.base, &declared);
        show(&declared, &text);
        if (!bg_slice_is(bg_buffer_slice(&text), kinds[i].says)) {
            fail_msg("%s: %.*s", kinds[i].name, BG_ARGS(bg_buffer_slice(&text)));
        }
        bg_buffer_finish(&text);
        trees_finish(&trees);
        bg_arena_finish(&arena);
    }
}

static bool has_stream(const struct bg_declaration *declared, const char *name) {
    for (size_t i = 0; i < declared->stream_count; i++) {
        if (bg_slice_is(declared->streams[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* From every kind of connector to every other: what its readers did not see is never gone, and never passes unsaid. */
static void hold_kinds(size_t before, size_t after, const struct bg_declaration *base,
                       const struct bg_declaration *head) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changes changes = {.arena = &arena};
    bg_diff_streams(&bg_protocol_airbyte, base, head, &changes);
    bool is_whole = bg_stream_presence(head, BG_LITERAL("b")) == BG_NOT_THERE;
    bool lacks_one = has_stream(base, "b") && !has_stream(head, "b");
    if (!is_whole && says_gone(&changes, of_streams, COUNT(of_streams))) {
        fail_msg("from %s to %s: a stream is gone", kinds[before].name, kinds[after].name);
    }
    if (lacks_one && changes.count == 0) {
        fail_msg("from %s to %s: nothing is said of the stream", kinds[before].name, kinds[after].name);
    }
    bg_arena_finish(&arena);
}

static void nothing_unread_is_gone(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_declaration declared[COUNT(kinds)];
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct trees trees;
        trees_init(&trees, kinds[i].files, NULL);
        load(&arena, trees.base, &declared[i]);
        trees_finish(&trees);
    }
    for (size_t i = 0; i < COUNT(kinds) * COUNT(kinds); i++) {
        const struct bg_declaration *base = &declared[i / COUNT(kinds)];
        const struct bg_declaration *head = &declared[i % COUNT(kinds)];
        if (base->sight.extent != BG_EXTENT_BROKEN && head->sight.extent != BG_EXTENT_BROKEN) {
            hold_kinds(i / COUNT(kinds), i % COUNT(kinds), base, head);
        }
    }
    bg_arena_finish(&arena);
}

UNIT(law_sight) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_unseen_is_gone), cmocka_unit_test(an_answer_is_one_of_three),
        cmocka_unit_test(two_readers_see_no_more_than_they_say), cmocka_unit_test(readers_say_what_they_saw),
        cmocka_unit_test(nothing_unread_is_gone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
