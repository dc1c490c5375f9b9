/*
 * What a module may name: each text of Python, and the names in the order in which they stand. The rules of the
 * runtime for a class without a name are rows as well.
 */
#include "source/code/mentions.h"

#include "base/buffer.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct {
    const char *text;
    const char *names;
} rows[] = {
    {"", ""},
    /* Classes that are used */
    {"return [Users(), Teams(config)]", "users teams"},
    {"classes = (Users, Teams)", "users teams"},
    {"streams.Users(", "users"},
    {"return _Users()", "users"},
    {"streams = [users(), user_teams]", ""},
    /* and not those that are only defined, imported or inherited from */
    {"class Users(Stream, ABC):\n    pass", ""},
    {"class Users(Stream, metaclass=Meta):\n    parent = Teams", "teams"},
    {"from .streams import Users, Teams\nx = 1", ""},
    {"from .streams import (\n    Users,\n    Teams,\n)\nA()", "a"},
    {"import Users\nA()", "a"},
    {"from .streams import Users, \\\n    Teams\nA()", "a"},
    {"# Users()\n\"\"\"Users()\n\"\"\"\n'Users()'", ""},
    /* Names as texts */
    {"name = 'users'", "users"},
    {"self.stream_name = \"users\"", "users"},
    {"name: str = 'users'", "users"},
    {"path = 'users'", ""},
    {"Table('users', key='id')", "table users id"},
    {"tables = {'users': 'id', 'teams': ('a', 'b')}", "users id teams a b"},
    {"def name(self):\n    return 'users'", "users"},
    {"def path(self):\n    return 'users'", ""},
    {"def stream_name(self): return r'users'", "users"},
    {"return 'users' if x else name", ""},
    {"name = f'{x}_users'", ""},
    {"name = f'''{x}\nusers'''\nname = 'teams'", "teams"},
    {"name = 'us\\'ers", "us\\'ers"},
    {"name = 'users\nname = 'teams'", "users teams"},
    {"name = '''users'''", ""},
    {"name = ''", ""},
    /* Keys of records, files, addresses and words for people */
    {"record['users']", ""},
    {"response.json()['users']", ""},
    {"record.get('users')", ""},
    {"load('users')", ""},
    {"ResourceSchemaLoader(package).get_schema('users')", "resource_schema_loader"},
    {"logger.info('users')", ""},
    {"self.make_stream('users')", "users"},
    {"x = [a['users'], 'teams']", "teams"},
    /* Brackets that nobody closes, and others too many */
    {")]}\nname = 'users'", "users"},
    {"((((", ""},
    {"x = (\n'users'", "users"},
    {"name = \\\n 'users'", "users"},
    {"a = 1; name = 'users'", "users"},
    {"\xc3\xa9 = Users()", "users"},
    {"\\", ""},
    {"'", ""},
    {"f'", ""},
};

static void what_a_module_names(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_mention_list list = {0};
        struct bg_buffer names = {0};
        struct bg_slice text = bg_arena_copy(&arena, bg_slice_of(rows[i].text));
        bg_mentions_add_python(&arena, bg_source_new(&arena, BG_LITERAL("a.py"), text), &list);
        for (size_t k = 0; k < list.count; k++) {
            bg_buffer_printf(&names, "%s%.*s", k == 0 ? "" : " ", BG_ARGS(list.items[k].name));
            assert_true(list.items[k].at.line > 0);
        }
        if (!bg_slice_is(bg_buffer_slice(&names), rows[i].names)) {
            fail_msg("%s: %.*s", rows[i].text, BG_ARGS(bg_buffer_slice(&names)));
        }
        bg_buffer_finish(&names);
        bg_arena_finish(&arena);
    }
}

static void names_of_classes(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"HTTPLogs", "http_logs"},         {"UserV2Items", "user_v2_items"}, {"SMSSent", "sms_sent"}, {"", ""},
        {"Report30Days", "report30_days"}, {"Big_Crates", "big__crates"},    {"Users", "users"},      {"ABC", "abc"},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct bg_slice snake = bg_python_snake(&arena, bg_slice_of(pairs[i][0]));
        assert_true(bg_slice_is(snake, pairs[i][1]));
    }
    bg_arena_finish(&arena);
}

/* Too many brackets are not counted, and too long a word is none. */
static void limits_hold(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_mention_list list = {0};
    struct bg_buffer text = {0};
    for (size_t i = 0; i < 1000; i++) {
        bg_buffer_add_text(&text, "[");
    }
    bg_buffer_add_text(&text, "'users', '");
    for (size_t i = 0; i < 1000; i++) {
        bg_buffer_add_text(&text, "x");
    }
    bg_buffer_add_text(&text, "'");
    bg_mentions_add_python(&arena, bg_source_new(&arena, BG_LITERAL("a.py"), bg_buffer_slice(&text)), &list);
    assert_int_equal(list.count, 1);
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

UNIT(source_code_python_mentions) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_a_module_names), cmocka_unit_test(names_of_classes),
                                       cmocka_unit_test(limits_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
