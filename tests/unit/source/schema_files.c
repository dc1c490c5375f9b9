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
#define OTHER "airbyte-integrations/connectors/source-b/"

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
    {"YAML as a target, which may refer on, and back to JSON",
     {{A, "{\"p\": {\"$ref\": \"u.yaml#/d/a\"}}"},
      {SHARED "u.yaml", "d:\n  a: {q: {$ref: '#/d/b'}, r: {$ref: v.yml}}\n  b: {t: 1}\n"},
      {SHARED "v.yml", "s: {$ref: w.json}\n"},
      {SHARED "w.json", "{\"t\": 2}"}},
     "{\"p\": {\"q\": {\"t\": 1}, \"r\": {\"s\": {\"t\": 2}}}}"},
    {"nowhere, from YAML",
     {{A, "{\"p\": {\"$ref\": \"u.yaml\"}}"}, {SHARED "u.yaml", "a: 1\nq:\n  $ref: '#/x'\n"}},
     SHARED "u.yaml:3:9: the reference \"#/x\" leads nowhere"},
    {"YAML that is none",
     {{A, "{\"p\": {\"$ref\": \"u.yaml\"}}"}, {SHARED "u.yaml", "a: 1\nb: [\n"}},
     SHARED "u.yaml:3:1: "},
    {"an anchor, here and in another file",
     {{A, "{\"properties\": {\"p\": {\"$ref\": \"#here\"}, \"q\": {\"$ref\": \"u.json#there\"}}, \"$defs\": {\"d\": "
          "{\"$anchor\": \"here\", \"t\": 1}}}"},
      {SHARED "u.json", "{\"$defs\": {\"e\": {\"$anchor\": \"there\", \"t\": 2}}}"}},
     "{\"$defs\": {\"d\": {\"$anchor\": \"here\", \"t\": 1}}, \"properties\": {\"p\": {\"$anchor\": \"here\", \"t\": "
     "1}, "
     "\"q\": {\"$anchor\": \"there\", \"t\": 2}}}"},
    {"an id of draft-04",
     {{A, "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"items\": {\"$ref\": \"#d\"}, \"definitions\": "
          "{\"d\": {\"id\": \"#d\", \"t\": 1}}}"}},
     "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"definitions\": {\"d\": {\"id\": \"#d\", \"t\": 1}}, "
     "\"items\": {\"id\": \"#d\", \"t\": 1}}"},
    {"a document that is bundled in the file, and a reference of its own",
     {{A, "{\"$id\": \"https://x/a.json\", \"items\": {\"$ref\": \"u.json#/definitions/q\"}, \"definitions\": {\"u\": "
          "{\"$id\": \"https://x/u.json\", \"definitions\": {\"q\": {\"not\": {\"$ref\": \"#/definitions/r\"}}, \"r\": "
          "{\"t\": 1}}}}}"}},
     "{\"$id\": \"https://x/a.json\", \"definitions\": {\"u\": {\"$id\": \"https://x/u.json\", \"definitions\": "
     "{\"q\": "
     "{\"not\": {\"t\": 1}}, \"r\": {\"t\": 1}}}}, \"items\": {\"not\": {\"t\": 1}}}"},
    {"a pointer over an id, from the root all the same",
     {{A,
       "{\"items\": {\"$id\": \"/items\", \"not\": {\"$ref\": \"#/definitions/d\"}}, \"definitions\": {\"d\": {}}}"}},
     "{\"definitions\": {\"d\": {}}, \"items\": {\"$id\": \"/items\", \"not\": {}}}"},
    {"a shared file that is no JSON",
     {{A, "{\"p\": {\"$ref\": \"u.json\"}}"}, {SHARED "u.json", "{\n1"}},
     SHARED "u.json:2:2: "},
};

/* Of a connector in the folder "p", in a repository with others. */
static const struct row of_connector[] = {
    {"out of the connector, JSON of another one and YAML of none",
     {{A, "{\"p\": {\"$ref\": \"../../../" OTHER "u.json\"}, \"q\": {\"$ref\": \"../../../u.yml\"}}"},
      {OTHER "metadata.yaml", "data: {}"},
      {OTHER "u.json", "{\"t\": 1}"},
      {"u.yml", "t: 2\n"}},
     "{\"p\": {\"t\": 1}, \"q\": {\"t\": 2}}"},
    {"out of the connector, YAML of another one",
     {{A, "{\"p\": {\"$ref\": \"../../../" OTHER "u.yaml\"}}"},
      {OTHER "metadata.yaml", "data: {}"},
      {OTHER "u.yaml", "t: 1\n"}},
     A ":1:16: \"" OTHER "u.yaml\" is YAML of another connector, of which only JSON can be referred to"},
    {"out of the connector, by a name that is none of a document",
     {{A, "{\"p\": {\"$ref\": \"../../../u.md\"}}"}, {"u.md", "{\"t\": 1}"}},
     A ":1:16: \"u.md\" is outside of the connector: files that refer to each other across folders are named .json"},
    {"out of the connector, from such a name",
     {{A, "{\"p\": {\"$ref\": \"u.py\"}}"},
      {SHARED "u.py", "{\"q\": {\"$ref\": \"../../../u.json\"}}"},
      {"u.json", "{\"t\": 1}"}},
     SHARED
     "u.py:1:16: \"u.json\" is outside of the connector: files that refer to each other across folders are named "
     ".json"},
    {"within the connector, whatever the name",
     {{A, "{\"p\": {\"$ref\": \"u.py\"}}"}, {SHARED "u.py", "{\"t\": 1}"}},
     "{\"p\": {\"t\": 1}}"},
};

/* Where a layout keeps what stands beside a reference. */
static const struct row kept = {
    "kept beside a reference where the target is silent",
    {{A, "{\"definitions\": {\"d\": {\"t\": 1, \"u\": 2}}, \"items\": {\"$ref\": \"#/definitions/d\", \"t\": 3, \"v\": "
         "{\"$ref\": \"#/definitions/d\"}, \"$defs\": 1}}"}},
    "{\"definitions\": {\"d\": {\"t\": 1, \"u\": 2}}, \"items\": {\"t\": 1, \"u\": 2, \"v\": {\"t\": 1, \"u\": 2}}}"};

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

static void expect(const struct row *row, bool keeps_beside, bool is_of_connector) {
    struct trees trees;
    trees_init(&trees, row->files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_documents documents = {.arena = &arena};
    struct bg_schema_files files = {
        .tree = trees.base, .arena = &arena, .documents = &documents, .keeps_beside = keeps_beside};
    if (is_of_connector) {
        files.root = BG_LITERAL("p");
        files.layout = trees_layout(&arena);
    }
    size_t length = strlen(row->expected);
    bool is_prefix = row->expected[length - 1] == ' ';
    for (int again = 0; again < 2; again++) { /* the second time from what is remembered */
        struct bg_slice got = bg_slice_of(read_schema(&arena, &files));
        struct bg_slice shown = bg_slice_range(got, 0, is_prefix ? length : got.len);
        document_expect(row->name, bg_arena_copy(&arena, shown).at, row->expected);
    }
    bg_schema_files_finish(&files);
    bg_documents_finish(&documents);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

static void a_schema_is_read(void **state) {
    expect(*state, false, false);
}

static void references_lead_out_where_they_are_seen(void **state) {
    expect(*state, false, true);
}

static void what_stands_beside_is_kept(void **state) {
    (void)state;
    expect(&kept, true, false);
}

UNIT(source_schema_files) {
    enum { COUNT = sizeof rows / sizeof *rows, APART = sizeof of_connector / sizeof *of_connector };
    struct CMUnitTest tests[COUNT + APART + 1];
    for (size_t i = 0; i < COUNT + APART; i++) {
        const struct row *row = i < COUNT ? &rows[i] : &of_connector[i - COUNT];
        tests[i] =
            (struct CMUnitTest){.name = row->name,
                                .test_func = i < COUNT ? a_schema_is_read : references_lead_out_where_they_are_seen,
                                .initial_state = (void *)(uintptr_t)row};
    }
    tests[COUNT + APART] = (struct CMUnitTest)cmocka_unit_test(what_stands_beside_is_kept);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
