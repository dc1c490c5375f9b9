/*
 * Versions written in place: every kind of file, byte for byte. The rows here are the traps of each language; the
 * shared cases give the shapes met in practice. That a result has the same other bytes is asserted on whole texts.
 */
#include "release/edit.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The edited text; on refusal {NULL, 0} and the id in *id. */
static struct bg_slice edit(struct bg_arena *arena, struct bg_slice kind_name, struct bg_slice text,
                            const struct bg_site_query *queries, size_t count, struct bg_slice version,
                            const char **id) {
    const struct bg_site_kind *kind = bg_site_kind_find(kind_name);
    assert_non_null(kind);
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("file"), text);
    struct bg_edit result;
    struct bg_refusal refusal = {0};
    *id = NULL;
    if (!bg_edit_version(arena, kind, source, queries, count, version, &result, &refusal)) {
        assert_true(refusal.message.len > 0);
        assert_true(bg_slice_is(refusal.at.file, "file"));
        *id = bg_id_name(refusal.id);
        return BG_NO_SLICE;
    }
    return result.result;
}

struct row {
    const char *name, *kind, *path, *version, *before;
    const char *after; /* or the id of the refusal */
};

static const struct row rows[] = {
    {"yaml: characters before the value are longer than one byte", "yaml", "data.dockerImageTag", "1.0.1",
     "data:\n  name: \xe2\x82\xac\xf0\x9f\x98\x80\n  dockerImageTag: 1.0.0\n",
     "data:\n  name: \xe2\x82\xac\xf0\x9f\x98\x80\n  dockerImageTag: 1.0.1\n"},
    {"yaml: a byte order mark before the first key", "yaml", "b.v", "1.0.1",
     "\xef\xbb\xbf"
     "a: 1\nb:\n  v: 1.0.0\n",
     "\xef\xbb\xbf"
     "a: 1\nb:\n  v: 1.0.1\n"},
    {"yaml: tag and anchor stay", "yaml", "a.v", "1.0.1", "a: {v: !!str &x \"1.0.0\"}", "a: {v: !!str &x \"1.0.1\"}"},
    {"yaml: an anchor that an alias uses", "yaml", "a.v", "1.0.1", "a:\n  v: &x 1.0.0\n  pin: *x\n", "indirect"},
    {"yaml: an alias", "yaml", "a.v", "1.0.1", "pin: &x 1.0.0\na:\n  v: *x\n", "indirect"},
    {"yaml: only by a merge", "yaml", "a.v", "1.0.1", "x: &x {v: 1.0.0}\na:\n  <<: *x\n", "indirect"},
    {"yaml: a map that is an alias", "yaml", "a.v", "1.0.1", "x: &x {v: 1.0.0}\na: *x\n", "indirect"},
    {"yaml: a block", "yaml", "v", "1.0.1", "v: |\n  1.0.0\n", "unsupported-style"},
    {"yaml: a map instead", "yaml", "v", "1.0.1", "v: {x: 1}\n", "not-found"},
    {"yaml: nothing", "yaml", "v", "1.0.1", "v:\n", "not-found"},
    {"yaml: two documents", "yaml", "v", "1.0.1", "v: 1.0.0\n---\nv: 1.0.0\n", "parse-error"},
    {"yaml: twice elsewhere is not ours", "yaml", "v", "1.0.1", "x: 1\nx: 2\nv: 1.0.0\n", "x: 1\nx: 2\nv: 1.0.1\n"},
    {"yaml: an outer key twice", "yaml", "a.v", "1.0.1", "a: {v: 1.0.0}\na: {v: 1.0.0}\n", "duplicate-key"},
    {"yaml: the same again", "yaml", "v", "1.0.0", "v: 1.0.0 # x\n", "v: 1.0.0 # x\n"},
    {"no version at all", "yaml", "v", "1.0.0 # x", "v: 1.0.0\n", "bad-version"},
    {"json: escapes before", "json", "version", "2.0.0", "{\"a\\\"\": \"\\u00e9\", \"version\" : \"1.0.0\"}",
     "{\"a\\\"\": \"\\u00e9\", \"version\" : \"2.0.0\"}"},
    {"json: pointer", "json", "/packages//version", "2.0.0", "{\"packages\": {\"\": {\"version\": \"1.0.0\"}}}",
     "{\"packages\": {\"\": {\"version\": \"2.0.0\"}}}"},
    {"json: twice", "json", "version", "2.0.0", "{\"version\": \"1.0.0\", \"version\": \"1.0.0\"}", "duplicate-key"},
    {"json: no text", "json", "version", "2.0.0", "{\"version\": {}}", "not-found"},
    {"json: broken", "json", "version", "2.0.0", "{\"version\": \"1.0.0\"", "parse-error"},
    {"toml: dotted key at the root", "toml", "tool.poetry.version", "2.0.0", "tool.poetry.version = \"1.0.0\"\n",
     "tool.poetry.version = \"2.0.0\"\n"},
    {"toml: inline table", "toml", "tool.poetry.version", "2.0.0",
     "[tool]\npoetry = { name = \"x\", version = '1.0.0' }", "[tool]\npoetry = { name = \"x\", version = '2.0.0' }"},
    {"toml: quoted header", "toml", "tool.poetry.version", "2.0.0", "[ tool . \"poetry\" ]\nversion=\"1.0.0\"#x\n",
     "[ tool . \"poetry\" ]\nversion=\"2.0.0\"#x\n"},
    {"toml: decoys in strings, arrays and tables of arrays", "toml", "tool.poetry.version", "2.0.0",
     "[tool.poetry]\nx = \"\"\"\nversion = \"1.0.0\"\n\"\"\"\ny = [\n  \"version = '1'\", # version = \"1.0.0\"\n]\n"
     "z = '''\nversion = \"1.0.0\"'''\nversion = \"1.0.0\"\n[[tool.poetry]]\nversion = \"1.0.0\"\n",
     "[tool.poetry]\nx = \"\"\"\nversion = \"1.0.0\"\n\"\"\"\ny = [\n  \"version = '1'\", # version = \"1.0.0\"\n]\n"
     "z = '''\nversion = \"1.0.0\"'''\nversion = \"2.0.0\"\n[[tool.poetry]]\nversion = \"1.0.0\"\n"},
    {"toml: twice", "toml", "v", "2.0.0", "v = \"1.0.0\"\nv = \"1.0.0\"\n", "duplicate-key"},
    {"toml: several lines", "toml", "v", "2.0.0", "v = \"\"\"1.0.0\"\"\"\n", "unsupported-style"},
    {"toml: no string", "toml", "v", "2.0.0", "v = {file = \"x\"}\n", "unsupported-style"},
    {"toml: a string without end", "toml", "v", "2.0.0", "v = \"1.0.0\n", "parse-error"},
    {"toml: an array without end", "toml", "v", "2.0.0", "a = [1, 2\nv = \"1.0.0\"\n", "parse-error"},
    {"setup: a function of that name, a string, a nested call", "setup-py", NULL, "2.0.0",
     "def setup(version='0'):\n    pass\nx = \"setup(version='1')\"\nsetuptools.setup(opts=dict(version='3'), "
     "version=u_, "
     "name='x')\nu_ = '1.0.0'\n",
     "def setup(version='0'):\n    pass\nx = \"setup(version='1')\"\nsetuptools.setup(opts=dict(version='3'), "
     "version=u_, "
     "name='x')\nu_ = '2.0.0'\n"},
    {"setup: a sum", "setup-py", NULL, "2.0.0", "setup(version='1.0' + '.0')\n", "indirect"},
    {"setup: two literals side by side", "setup-py", NULL, "2.0.0", "setup(version='1.0' '.0')\n", "indirect"},
    {"setup: formatted", "setup-py", NULL, "2.0.0", "setup(version=f'{x}')\n", "indirect"},
    {"setup: a call", "setup-py", NULL, "2.0.0", "setup(version=read('VERSION'))\n", "indirect"},
    {"setup: a name assigned twice", "setup-py", NULL, "2.0.0", "V = '1.0.0'\nV = '1.0.1'\nsetup(version=V)\n",
     "duplicate-key"},
    {"setup: a name from elsewhere", "setup-py", NULL, "2.0.0", "from x import V\nsetup(version=V)\n", "indirect"},
    {"setup: none", "setup-py", NULL, "2.0.0", "setup(name='x', py_version='1.0.0')\n", "not-found"},
    {"attribute: in a text, in a class, compared", "py-attr", "__version__", "2.0.0",
     "\"\"\"\n__version__ = '0'\n\"\"\"\nclass A:\n    __version__ = '0'\nif x: pass\n__version__ == '0'\n"
     "__version__: str = \"1.0.0\"  # x\n",
     "\"\"\"\n__version__ = '0'\n\"\"\"\nclass A:\n    __version__ = '0'\nif x: pass\n__version__ == '0'\n"
     "__version__: str = \"2.0.0\"  # x\n"},
    {"attribute: twice", "py-attr", "__version__", "2.0.0", "__version__ = '1'\n__version__ = '1'\n", "duplicate-key"},
    {"label: any case, old comment lines, quotes around all", "docker-label", "a.b", "2",
     "# escape=x\nlabel x=\"a.b=1\" \\\n# comment\n  \"a.b\"='1' c=d\nRUN cat <<EOF\nLABEL a.b=1\nEOF\n",
     "# escape=x\nlabel x=\"a.b=1\" \\\n# comment\n  \"a.b\"='2' c=d\nRUN cat <<EOF\nLABEL a.b=1\nEOF\n"},
    {"label: in a continued RUN", "docker-label", "a.b", "2", "RUN x \\\n LABEL a.b=1\nLABEL a.b=1\r\n",
     "RUN x \\\n LABEL a.b=1\nLABEL a.b=2\r\n"},
    {"label: twice", "docker-label", "a.b", "2", "LABEL a.b=1\nLABEL a.b=1\n", "duplicate-key"},
    {"label: without a sign", "docker-label", "a.b", "2", "LABEL a.b 1\n", "unsupported-style"},
    {"label: none", "docker-label", "a.b", "2", "FROM a.b\n", "not-found"},
    {"properties: colon, decoys", "properties", "version", "2",
     "! version=1\nx=\\\n  version=1\nmyversion=1\nversion : 1 \r\n",
     "! version=1\nx=\\\n  version=1\nmyversion=1\nversion : 2 \r\n"},
    {"properties: twice", "properties", "version", "2", "version=1\nversion=1", "duplicate-key"},
    {"properties: continued", "properties", "version", "2", "version=1\\\n.0\n", "unsupported-style"},
    {"plain: blanks around, mark before", "plain", NULL, "v2", "\xef\xbb\xbf\n v1 \r\n", "\xef\xbb\xbf\n v2 \r\n"},
    {"plain: empty", "plain", NULL, "v2", " \n", "not-found"},
    {"gradle: without sign, comments, strings", "gradle", NULL, "2.0.0",
     "/* version = '1.0.0' */\next { version = '1.0.0' }\nid 'x' version '1.0.0'\ns = \"{\"\nversion \"1.0.0\" // x\n",
     "/* version = '1.0.0' */\next { version = '1.0.0' }\nid 'x' version '1.0.0'\ns = \"{\"\nversion \"2.0.0\" // x\n"},
    {"gradle: made of parts", "gradle", NULL, "2.0.0", "version = \"1.$x\"\n", "indirect"},
    {"gradle: a name", "gradle", NULL, "2.0.0", "version = rootProject.version\n", "indirect"},
    {"gradle: twice", "gradle", NULL, "2.0.0", "version = '1'\nversion = '1'\n", "duplicate-key"},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_site_query query = {0};
    if (row->path != NULL) {
        bg_site_path(&arena, bg_slice_of(row->path), &query);
    }
    const char *id;
    struct bg_slice result =
        edit(&arena, bg_slice_of(row->kind), bg_slice_of(row->before), &query, 1, bg_slice_of(row->version), &id);
    assert_string_equal(id == NULL ? result.at : id, row->after);
    bg_arena_finish(&arena);
}

/* Queries of a case: `path` is dotted, a list of names, or a list of such lists. */
static struct bg_site_query *case_queries(struct bg_arena *arena, const struct bg_node *row, size_t *count) {
    const struct bg_node *path = bg_node_at(row, "path");
    const struct bg_node *select = bg_node_at(row, "select");
    bool is_several = bg_node_is(path, BG_NODE_LIST) && bg_node_is(path->as.items[0], BG_NODE_LIST);
    *count = is_several ? path->count : 1;
    struct bg_site_query *queries = bg_arena_array(arena, *count, sizeof queries[0]);
    for (size_t q = 0; q < *count; q++) {
        const struct bg_node *keys = is_several ? path->as.items[q] : path;
        if (bg_node_is(keys, BG_NODE_LIST)) {
            struct bg_slice *slices = bg_arena_array(arena, keys->count, sizeof slices[0]);
            for (size_t k = 0; k < keys->count; k++) {
                slices[k] = bg_node_text(keys->as.items[k]);
            }
            queries[q].path = slices;
            queries[q].path_count = keys->count;
        } else if (keys != NULL) {
            bg_site_path(arena, bg_node_text(keys), &queries[q]);
        }
        if (select != NULL) {
            queries[q].select_key = bg_node_text(select->as.items[0]);
            queries[q].select_value = bg_node_text(select->as.items[1]);
        }
    }
    return queries;
}

static void test_shared_bump(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *root = shared_json(&arena, "conformance/versions.json");
    if (root == NULL) {
        skip();
    }
    const struct bg_node *cases = bg_node_at(root, "bump");
    size_t wrong = 0;
    size_t count = 0;
    for (size_t c = 0; c < cases->count; c++) {
        const struct bg_node *row = cases->as.items[c];
        if (bg_slice_starts(shared_text(row, "kind"), BG_LITERAL("md-"))) {
            continue;
        }
        count++;
        size_t query_count;
        const struct bg_site_query *queries = case_queries(&arena, row, &query_count);
        const char *id;
        struct bg_slice result = edit(&arena, shared_text(row, "kind"), shared_text(row, "content_before"), queries,
                                      query_count, shared_text(row, "new_version"), &id);
        if (!bg_slice_equal(result, shared_text(row, "content_after")) ||
            !bg_slice_equal(bg_slice_of(id), shared_text(row, "error"))) {
            print_error("%s: `%s` %.*s\n", shared_text(row, "id").at, id == NULL ? "" : id, BG_ARGS(result));
            wrong++;
        }
    }
    print_message("bump in place: %zu cases, %zu wrong\n", count, wrong);
    assert_int_equal(wrong, 0);
    bg_arena_finish(&arena);
}

UNIT(release_edit) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(test_shared_bump);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
