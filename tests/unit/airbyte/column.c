/*
 * Columns: what each of the three readings makes of a field, and how bad a change is. Each row is a field as text; the
 * expected readings are written from the description of the readers, not from running them.
 */
#include "airbyte/column.h"

#include "support/streams.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct row {
    const char *field;
    enum bg_column java;
    enum bg_column bulk_legacy;
    enum bg_column bulk_default;
} rows[] = {
#define ALL(column) BG_COLUMN_##column, BG_COLUMN_##column, BG_COLUMN_##column
#define BOTH(java, bulk) BG_COLUMN_##java, BG_COLUMN_##bulk, BG_COLUMN_##bulk
#define EACH(java, legacy, fresh) BG_COLUMN_##java, BG_COLUMN_##legacy, BG_COLUMN_##fresh
    /* single types */
    {"{type: string}", ALL(STRING)},
    {"{type: boolean}", ALL(BOOLEAN)},
    {"{type: integer}", ALL(INTEGER)},
    {"{type: number}", ALL(NUMBER)},
    {"{type: number, airbyte_type: integer}", ALL(INTEGER)},
    {"{type: object}", ALL(OBJECT)},
    {"{type: array}", ALL(ARRAY)},
    {"{type: 'null'}", ALL(UNKNOWN)},
    {"{type: int}", BOTH(UNKNOWN, INTEGER)},
    {"{type: date}", ALL(UNKNOWN)},
    {"{type: true}", ALL(UNKNOWN)},
    {"{type: null}", ALL(UNKNOWN)},
    /* formats */
    {"{type: string, format: date}", ALL(DATE)},
    {"{type: string, format: date, airbyte_type: x}", ALL(DATE)},
    {"{type: string, format: time}", BOTH(UNKNOWN, TIME_TZ)},
    {"{type: string, format: time, airbyte_type: time_without_timezone}", ALL(TIME_NTZ)},
    {"{type: string, format: time, airbyte_type: time_with_timezone}", ALL(TIME_TZ)},
    {"{type: string, format: date-time}", ALL(TIMESTAMP_TZ)},
    {"{type: string, format: date-time, airbyte_type: timestamp_with_timezone}", ALL(TIMESTAMP_TZ)},
    {"{type: string, format: date-time, airbyte_type: timestamp_without_timezone}", ALL(TIMESTAMP_NTZ)},
    {"{type: string, format: date-time, airbyte_type: x}", BOTH(UNKNOWN, TIMESTAMP_TZ)},
    {"{type: string, format: uri}", ALL(STRING)},
    {"{type: integer, format: date}", ALL(INTEGER)},
    /* type lists */
    {"{type: ['null', string]}", ALL(STRING)},
    {"{type: [string]}", ALL(STRING)},
    {"{type: ['null']}", ALL(UNKNOWN)},
    {"{type: []}", ALL(UNKNOWN)},
    {"{type: [string, string]}", ALL(STRING)},
    {"{type: [string, integer]}", EACH(STRING, STRING, UNION)},
    {"{type: [boolean, integer]}", EACH(INTEGER, INTEGER, UNION)},
    {"{type: [object, array]}", EACH(ARRAY, ARRAY, UNION)},
    {"{type: [string, integer], format: date}", EACH(DATE, DATE, UNION)},
    {"{type: [int, 'null']}", BOTH(UNKNOWN, INTEGER)},
    {"{type: ['null', {type: integer}]}", BOTH(UNKNOWN, INTEGER)},
    /* no type */
    {"{}", BOTH(UNKNOWN, OBJECT)},
    {"{description: x}", BOTH(UNKNOWN, OBJECT)},
    {"{enum: [a]}", BOTH(UNKNOWN, OBJECT)},
    {"{properties: {a: {}}}", ALL(OBJECT)},
    {"{oneOf: [{type: 'null'}, {type: string}]}", BOTH(UNION, STRING)},
    {"{anyOf: [{type: 'null'}, {type: string}]}", BOTH(UNKNOWN, STRING)},
    {"{anyOf: [{type: string}, {type: integer}]}", BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: string}, {type: string, maxLength: 3}]}", BOTH(UNKNOWN, STRING)},
    {"{anyOf: [{type: 'null'}]}", BOTH(UNKNOWN, UNION)},
    {"{oneOf: [{type: 'null'}]}", ALL(UNION)},
    {"{anyOf: [{anyOf: [{type: 'null'}]}, {type: string}]}", BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: ['null']}]}", ALL(UNKNOWN)},
    {"{allOf: [{type: object}]}", BOTH(UNKNOWN, OBJECT)},
    {"{anyOf: [{type: [string, integer]}]}", EACH(UNKNOWN, STRING, UNION)},
    {"{anyOf: [{type: [string, integer]}, {type: 'null'}]}", EACH(UNKNOWN, STRING, UNION)},
    {"{anyOf: [{type: [string, integer]}, {type: [integer, string]}]}", EACH(UNKNOWN, STRING, UNION)},
    {"{anyOf: [{type: [string, integer]}, {type: string}]}", BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: [string, integer]}, {type: [string, boolean]}]}", BOTH(UNKNOWN, UNION)},
    {"{oneOf: [{type: [string, integer]}]}", EACH(UNION, STRING, UNION)},
    {"{$ref: 'WellKnownTypes.json#/definitions/TimestampWithTimezone'}", BOTH(UNKNOWN, TIMESTAMP_TZ)},
    {"{$ref: 'WellKnownTypes.json#/definitions/Nothing'}", ALL(UNKNOWN)},
    {"{$ref: '#/definitions/x'}", ALL(UNKNOWN)},
    /* objects and arrays are one type if all inside them is */
    {"{anyOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: [string]}}}]}",
     BOTH(UNKNOWN, OBJECT)},
    {"{anyOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: number}}}]}",
     BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: object, properties: {a: {type: string}, b: {}}}, {type: object, properties: {b: {}, a: {type: "
     "string}}}]}",
     BOTH(UNKNOWN, OBJECT)},
    {"{anyOf: [{type: object}, {type: object, properties: {}}]}", BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: object, properties: {a: {}}, required: [a]}, {type: object, properties: {a: {}}}]}",
     BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: object, properties: {a: {}}, additionalProperties: true}, {type: object, properties: {a: {}}, "
     "additionalProperties: {}}]}",
     BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: array, items: {type: string}}, {type: array, items: {type: ['null', string]}}]}",
     BOTH(UNKNOWN, ARRAY)},
    {"{anyOf: [{type: array, items: {type: string}}, {type: array}]}", BOTH(UNKNOWN, UNION)},
    {"{anyOf: [{type: array, items: [{type: string}, {type: integer}]}, {type: array, items: {anyOf: [{type: integer}, "
     "{type: string}]}}]}",
     EACH(UNKNOWN, UNION, ARRAY)},
    {"{anyOf: [{type: array, items: []}, {type: array}]}", BOTH(UNKNOWN, ARRAY)},
    {"{anyOf: [{type: object, properties: {a: {type: [string, integer]}}}, {type: object, properties: {a: {type: "
     "string}}}]}",
     BOTH(UNKNOWN, UNION)},
    {"{oneOf: [{anyOf: [{type: object}, {type: 'null'}]}, {type: object}]}", BOTH(UNION, OBJECT)},
    /* no schema at all */
    {"null", ALL(UNKNOWN)},
    {"string", ALL(UNKNOWN)},
    {"[null, integer]", ALL(UNKNOWN)},
    {"true", ALL(UNKNOWN)},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *field = streams_parse(&arena, row->field);
    assert_string_equal(bg_column_name(bg_column_read(BG_READER_JAVA, field)), bg_column_name(row->java));
    assert_string_equal(bg_column_name(bg_column_read(BG_READER_BULK_LEGACY, field)), bg_column_name(row->bulk_legacy));
    assert_string_equal(bg_column_name(bg_column_read(BG_READER_BULK_DEFAULT, field)),
                        bg_column_name(row->bulk_default));
    bg_arena_finish(&arena);
}

static void test_absent(void **state) {
    (void)state;
    assert_int_equal(bg_column_read(BG_READER_JAVA, NULL), BG_COLUMN_UNKNOWN);
    assert_int_equal(bg_column_read(BG_READER_BULK_DEFAULT, NULL), BG_COLUMN_UNKNOWN);
}

/* One line a row of the table of column changes, one letter a column, in the order of the enum. */
static void test_compare(void **state) {
    (void)state;
    static const char *const table[] = {
        [BG_COLUMN_ARRAY] = "=XLXXXXXXXXLL",         [BG_COLUMN_OBJECT] = "X=LXXXXXXXXLL",
        [BG_COLUMN_STRING] = "XX=XXXXXXXXLL",        [BG_COLUMN_DATE] = "XXL=XXXXXXXLL",
        [BG_COLUMN_TIME_NTZ] = "XXLX=XXXXXXLL",      [BG_COLUMN_TIME_TZ] = "XXLXX=XXXXXLL",
        [BG_COLUMN_TIMESTAMP_NTZ] = "XXLXXX=XXXXLL", [BG_COLUMN_TIMESTAMP_TZ] = "XXLXXXX=XXXLL",
        [BG_COLUMN_NUMBER] = "XXLXXXXX=XXLL",        [BG_COLUMN_INTEGER] = "XXLXXXXXW=XLL",
        [BG_COLUMN_BOOLEAN] = "XXLXXXXXXX=LL",       [BG_COLUMN_UNKNOWN] = "XXLXXXXXXXX=L",
        [BG_COLUMN_UNION] = "XXLXXXXXXXXL=",
    };
    static const char letters[] = {'=', 'W', 'L', 'X'};
    for (size_t base = 0; base < COUNT(table); base++) {
        for (size_t head = 0; head < COUNT(table); head++) {
            enum bg_column_change change = bg_column_compare((enum bg_column)base, (enum bg_column)head);
            assert_int_equal(letters[change], table[base][head]);
        }
    }
}

static const struct {
    const char *schema;
    const char *pointer; /* NULL: no columns */
} tops[] = {
    {"{properties: {a: {}}}", "/properties"},
    {"{type: object, properties: {a: {}}}", "/properties"},
    {"{type: ['null', object], properties: {a: {}}}", "/properties"},
    {"{type: [object, string], properties: {a: {}}}", "/properties"},
    {"{type: array, properties: {a: {}}}", NULL},
    {"{type: object}", NULL},
    {"{}", NULL},
    {"{type: object, properties: []}", NULL},
    {"{anyOf: [{type: 'null'}, {type: object, properties: {a: {}}}]}", "/anyOf/1/properties"},
    {"{oneOf: [{type: object, properties: {a: {}}}, {type: object, properties: {b: {}}}]}", NULL},
    {"{oneOf: [{type: string}]}", NULL},
    {"[1]", NULL},
    {"null", NULL},
};

static void test_properties(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < COUNT(tops); i++) {
        struct bg_slice pointer;
        const struct bg_node *found = bg_column_properties(&arena, streams_parse(&arena, tops[i].schema), &pointer);
        assert_int_equal(found != NULL, tops[i].pointer != NULL);
        assert_true(found == NULL || bg_slice_is(pointer, tops[i].pointer));
    }
    bg_arena_finish(&arena);
}

/* {anyOf: [T, T]} on 14 levels, where T is the next level: work that doubles with every level must not square. */
static void test_nested_unions(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = BG_LITERAL("{type: object, properties: {a: {type: string}}}");
    for (int level = 0; level < 14; level++) {
        text = bg_arena_printf(&arena, "{anyOf: [%.*s, %.*s]}", BG_ARGS(text), BG_ARGS(text));
    }
    const struct bg_node *field = streams_parse(&arena, text.at);
    assert_int_equal(bg_column_read(BG_READER_BULK_DEFAULT, field), BG_COLUMN_UNION); /* too large to be looked at */
    for (int level = 0; level < 4; level++) {
        field = bg_node_at(field, "anyOf")->as.items[0];
    }
    assert_int_equal(bg_column_read(BG_READER_BULK_DEFAULT, field), BG_COLUMN_OBJECT);
    bg_arena_finish(&arena);
}

UNIT(airbyte_column) {
    struct CMUnitTest tests[COUNT(rows) + 4] = {cmocka_unit_test(test_absent), cmocka_unit_test(test_compare),
                                                cmocka_unit_test(test_properties),
                                                cmocka_unit_test(test_nested_unions)};
    for (size_t i = 0; i < COUNT(rows); i++) {
        tests[i + 4] = (struct CMUnitTest){
            .name = rows[i].field, .test_func = test_row, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
