/* Schema files and their references, file by file: what a schema becomes, or where the fault is reported. */
#include "source/schema_files.h"
#include "support/document.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST_FILES = 8 };

struct row {
    const char *name;
    struct fixture_file files[MOST_FILES]; /* "p/schemas/a.json" is read, references start from "p/schemas/shared" */
    const char *expected;                  /* the schema, or FILE:LINE:COLUMN: message */
};

#define A "p/schemas/a.json"
#define SHARED "p/schemas/shared/"

static const struct row rows[] = {
    {"no references",
     {{A, "{\"type\": \"object\", \"definitions\": {}}"}},
     "{\"definitions\": {}, \"type\": \"object\"}"},
    {"not there", {{"p/x", "1"}}, "absent"},
    {"a whole file, members beside it are thrown away",
     {{A, "{\"p\": {\"$ref\": \"u.json\", \"x\": 1}}"}, {SHARED "u.json", "{\"t\": 1}"}},
     "{\"p\": {\"t\": 1}}"},
    {"the definitions of a target go",
     {{A, "{\"p\": {\"$ref\": \"u.json\"}}"}, {SHARED "u.json", "{\"definitions\": 1}"}},
     "{\"p\": {}}"},
    {"a part of a file",
     {{A, "{\"p\": {\"$ref\": \"u.json#/definitions/a~1b\"}}"},
      {SHARED "u.json", "{\"definitions\": {\"a/b\": {\"t\": 1}}}"}},
     "{\"p\": {\"t\": 1}}"},
    {"a part of the file at hand",
     {{A, "{\"p\": {\"$ref\": \"#/d\"}, \"d\": {\"t\": 1}}"}},
     "{\"d\": {\"t\": 1}, \"p\": {\"t\": 1}}"},
    {"of the shared file at hand",
     {{A, "{\"p\": {\"$ref\": \"u.json\"}}"}, {SHARED "u.json", "{\"q\": {\"$ref\": \"#/d\"}, \"d\": {\"t\": 1}}"}},
     "{\"p\": {\"d\": {\"t\": 1}, \"q\": {\"t\": 1}}}"},
    {"from a shared file to its neighbour, else to the shared folder",
     {{A, "{\"p\": {\"$ref\": \"sub/u.json\"}}"},
      {SHARED "sub/u.json",
       "{\"n\": {\"$ref\": \"n.json\"}, \"o\": {\"$ref\": \"../o.json\"}, \"s\": {\"$ref\": \"s.json\"}}"},
      {SHARED "sub/n.json", "{\"n\": 1}"},
      {SHARED "n.json", "{\"n\": 2}"},
      {SHARED "o.json", "{\"o\": 1}"},
      {SHARED "s.json", "{\"s\": 1}"}},
     "{\"p\": {\"n\": {\"n\": 1}, \"o\": {\"o\": 1}, \"s\": {\"s\": 1}}}"},
    {"a property of that name",
     {{A, "{\"properties\": {\"$ref\": {\"t\": 1}}}"}},
     "{\"properties\": {\"$ref\": {\"t\": 1}}}"},
    {"in lists", {{A, "{\"l\": [1, {\"$ref\": \"#/d\"}], \"d\": {}}"}}, "{\"d\": {}, \"l\": [1, {}]}"},
    {"nowhere in the file", {{A, "{\"p\": {\"$ref\": \"#/x\"}}"}}, A ":1:16: the reference \"#/x\" leads nowhere"},
    {"no such file", {{A, "{\"p\": {\"$ref\": \"u.json\"}}"}}, A ":1:16: the reference \"u.json\" leads nowhere"},
    {"no object",
     {{A, "{\"p\": {\"$ref\": \"#/d\"}, \"d\": 1}"}},
     A ":1:16: the reference \"#/d\" leads to something that is no object"},
    {"a circle", {{A, "{\"p\": {\"q\": {\"$ref\": \"#/p\"}}}"}}, A ":1:22: the reference \"#/p\" leads back to itself"},
    {"out of the repository",
     {{A, "{\"p\": {\"$ref\": \"../../../../u.json\"}}"}},
     A ":1:16: the reference \"../../../../u.json\" leads nowhere"},
    {"another host",
     {{A, "{\"p\": {\"$ref\": \"http://x/u.json\"}}"}},
     A ":1:16: the reference \"http://x/u.json\" leads nowhere"},
    {"a shared file that is no JSON",
     {{A, "{\"p\": {\"$ref\": \"u.json\"}}"}, {SHARED "u.json", "{\n1"}},
     SHARED "u.json:2:2: "},
};

static const char *read_schema(struct bg_arena *arena, struct bg_schema_files *files) {
    const struct bg_node *schema = NULL;
    struct bg_error err = {0};
    switch (bg_schema_files_read(files, BG_LITERAL(A), BG_LITERAL("p/schemas/shared"), &schema, &err)) {
    case BG_FILE_READ:
        return document_text(arena, schema);
    case BG_FILE_ABSENT:
        return "absent";
    case BG_FILE_UNREADABLE:
        return bg_arena_printf(arena, "%s:%s", err.file, document_error(arena, &err)).at;
    }
    return "";
}

static void a_schema_is_read(void **state) {
    const struct row *row = *state;
    struct trees trees;
    trees_init(&trees, row->files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_schema_files files = {.tree = trees.base, .arena = &arena};
    size_t length = strlen(row->expected);
    bool is_prefix = row->expected[length - 1] == ' ';
    for (int again = 0; again < 2; again++) { /* the second time from what is remembered */
        struct bg_slice got = bg_slice_of(read_schema(&arena, &files));
        struct bg_slice shown = bg_slice_range(got, 0, is_prefix ? length : got.len);
        document_expect(row->name, bg_arena_copy(&arena, shown).at, row->expected);
    }
    bg_schema_files_finish(&files);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

UNIT(source_schema_files) {
    enum { COUNT = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_schema_is_read, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
