/* Classes that make their schema: for each module, which of the streams "users" and "teams" are made so, and where, and
 * whose file is read there. */
#include "source/code/overrides.h"

#include "base/buffer.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define OVERRIDE "    def get_json_schema(self):\n        return {}\n"

static const struct {
    const char *text;
    const char *found;
} rows[] = {
    {"", ""},
    {"class Users(Stream):\n" OVERRIDE, "users:2 "},
    {"class Users(Stream):\n    pass\n", ""},
    {"class Users:\n" OVERRIDE, "users:2 "},
    {"class Users(Stream):\n    x = 1\n\ndef get_json_schema(self):\n    pass\n", ""},
    {"class Users(Stream):\n    x = 1\nx = 2\n" OVERRIDE, ""},
    {"class Users(Stream):\n# a remark\n@decorated\n" OVERRIDE, "users:4 "},
    {"class A(Stream):\n    name = \"users\"\n" OVERRIDE "class Users(Stream):\n    pass\n", "users:3 "},
    {"class Users(Stream):\n    name: str = 'teams'\n" OVERRIDE, "teams:3 "},
    {"class Users(Stream):\n    names = 'teams'\n    name = x\n" OVERRIDE, "users:4 "},
    {"class A(Stream):\n    def name(self) -> str:\n        return \"teams\"\n" OVERRIDE, "teams:4 "},
    {"class A(Stream):\n    def path(self) -> str:\n        return \"teams\"\n" OVERRIDE, ""},
    {"class Base(Stream):\n" OVERRIDE "class Users(base.Base, ABC):\n    pass\nclass Teams(Other):\n    pass\n",
     "users:2 "},
    {"class Users(\n    A,\n    Base[int],\n):\n    pass\nclass Base(Stream):\n" OVERRIDE, "users:7 "},
    {"class Users(Teams):\n    pass\nclass Teams(Users):\n    pass\n", ""},
    {"class Users(Stream):\n    def get_json_schema(self):\n        return Loader(x).get_schema(\"teams\")\n"
     "class Teams(Users):\n    pass\n",
     "users:2 reads teams teams:2 reads teams "},
    {"class Users(Stream):\n" OVERRIDE "    def other(self):\n        return Loader(x).get_schema(\"teams\")\n",
     "users:2 "},
    {"class Users(Stream):\n    def get_json_schema(self):\n        return Loader(x).get_schema(self.x)\n", "users:2 "},
    {"class Users(", ""},
    {"class ", ""},
};

static void which_streams_are_made(void **state) {
    (void)state;
    static const char *const streams[] = {"users", "teams"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_python_classes classes = {0};
        struct bg_buffer found = {0};
        bg_python_classes_add(&arena, bg_source_new(&arena, BG_LITERAL("a.py"), bg_slice_of(rows[i].text)), &classes);
        for (size_t k = 0; k < 2; k++) {
            struct bg_place at;
            if (bg_python_overrides(&classes, bg_slice_of(streams[k]), &at)) {
                bg_buffer_add_text(&found, streams[k]);
                bg_buffer_printf(&found, ":%u ", at.line);
            }
            const struct bg_python_class *override;
            if (bg_python_class_of(&classes, bg_slice_of(streams[k]), &override) != NULL && override != NULL &&
                override->borrowed.at != NULL) {
                bg_buffer_printf(&found, "reads %.*s ", BG_ARGS(override->borrowed));
            }
        }
        if (!bg_slice_is(bg_buffer_slice(&found), rows[i].found)) {
            fail_msg("%s: %.*s", rows[i].text, BG_ARGS(bg_buffer_slice(&found)));
        }
        bg_buffer_finish(&found);
        bg_arena_finish(&arena);
    }
}

/* Where there are too many classes to tell, the schema may be made. */
static void too_many_classes(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_python_classes classes = {0};
    struct bg_buffer text = {0};
    struct bg_place at;
    for (unsigned i = 0; i < 300; i++) { /* each derives from all */
        bg_buffer_add_text(&text, "class Users(Users");
        for (unsigned k = 0; k < 20; k++) {
            bg_buffer_add_text(&text, ", Users");
        }
        bg_buffer_add_text(&text, "):\n    pass\n");
    }
    bg_python_classes_add(&arena, bg_source_new(&arena, BG_LITERAL("a.py"), bg_buffer_slice(&text)), &classes);
    assert_true(bg_python_overrides(&classes, BG_LITERAL("users"), &at));
    assert_int_equal(at.line, 0);
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

UNIT(source_code_python_overrides) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(which_streams_are_made), cmocka_unit_test(too_many_classes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
