/*
 * Streams from code: sources of one file, whose whole model stands beside them; code that goes on for ever; and the
 * models of the shared cases, each connector compared whole with what is expected of it, but for what a manifest says,
 * which another reader knows. Without the cases those are skipped, loudly.
 */
#include "source/code/python/streams.h"

#include "base/buffer.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_CASES = 200 };

static struct bg_arena shared_arena;

static struct bg_slice read_file(void *payload, struct bg_slice path) {
    return bg_node_text(bg_node_get(payload, path));
}

static bool has_file(void *payload, struct bg_slice path) {
    return bg_node_get(payload, path) != NULL;
}

/* [["id"]], null, or "?" */
static void add_path(struct bg_buffer *out, const struct bg_py_path *path) {
    bg_buffer_add_text(out, "[");
    for (size_t i = 0; i < path->count; i++) {
        bg_buffer_printf(out, "%s%.*s", i > 0 ? "." : "", BG_ARGS(path->items[i]));
    }
    bg_buffer_add_text(out, "]");
}

#define HEAD                                                                                                           \
    "from airbyte_cdk.sources import AbstractSource\n"                                                                 \
    "from airbyte_cdk.sources.streams.http import HttpStream\n"
#define STREAMS                                                                                                        \
    "class A(HttpStream):\n    primary_key = 'id'\n"                                                                   \
    "class B(HttpStream):\n    primary_key = None\n    cursor_field = 'at'\n"
#define SOURCE_OF_NOBODY "class SourceAcme(AbstractSource):\n    def streams(self, config):\n"
#define SOURCE "class SourceAcme(AbstractSource):\n    def streams(self, config):\n"

/* A source of one file, and its model: names with "?" where conditional, keys and cursors in brackets. */
static const struct {
    const char *name;
    const char *text;
    const char *model;
} rows[] = {
    {"two", HEAD STREAMS SOURCE "        return [A(), B()]\n", "a [id] -; b - [at]"},
    {"attributes that are set through __dict__ may be any",
     HEAD STREAMS SOURCE "        b = B()\n        b.__dict__.update(config)\n        return [A(), b]\n", "a [id] -; open"},
    {"what fails may be gone",
     HEAD STREAMS SOURCE
     "        out = []\n        for one in [A(), B()]:\n            try:\n                next(one.read_records())\n"
     "            except ValueError:\n                pass\n            else:\n                out.append(one)\n        return out\n",
     "a? [id] -; b? - [at]"},
    {"a source of a class that nobody defines is none",
     "class A(Stream):\n    primary_key = 'id'\n" SOURCE_OF_NOBODY "        return [A()]\n", "open"},
    {"a return on one way",
     HEAD STREAMS SOURCE "        if config['x']:\n            return [A()]\n        return [A(), B()]\n",
     "a [id] -; b? - [at]"},
    {"what one way changes before it returns is gone on the other",
     HEAD STREAMS SOURCE
     "        out = [A()]\n        if config['x']:\n            out.append(B())\n            return out\n"
     "        return out\n",
     "a [id] -; b? - [at]"},
    {"a way that fails",
     HEAD STREAMS SOURCE "        if not config['x']:\n            raise ValueError()\n        return [A()]\n",
     "a [id] -"},
    {"both ways the same",
     HEAD STREAMS SOURCE "        out = []\n        if config['x']:\n            out.append(A())\n"
                         "        else:\n            out.append(A())\n        return out\n",
     "a [id] -"},
    {"ways in ways that cover all",
     HEAD STREAMS SOURCE
     "        if config['x']:\n            if config['y']:\n                return [A()]\n"
     "            return [A()]\n        elif config['z']:\n            return [A(), B()]\n        return [A()]\n",
     "a [id] -; b? - [at]"},
    {"a loop that goes on",
     HEAD STREAMS SOURCE "        out = []\n        for s in [A(), B()]:\n            if s.name == 'b':\n"
                         "                continue\n            out.append(s)\n        return out\n",
     "a [id] -"},
    {"a loop that may go on",
     HEAD STREAMS SOURCE "        out = []\n        for s in [A(), B()]:\n            if s.name in config:\n"
                         "                continue\n            out.append(s)\n        return out\n",
     "a? [id] -; b? - [at]"},
    {"a loop that may stop",
     HEAD STREAMS SOURCE "        out = []\n        for s in [A(), B()]:\n            out.append(s)\n"
                         "            if s.name in config:\n                break\n        return out\n",
     "a [id] -; b? - [at]"},
    {"a loop that stops",
     HEAD STREAMS SOURCE "        out = []\n        for s in [A(), B()]:\n            if s.name == 'b':\n"
                         "                break\n            out.append(s)\n        return out\n",
     "a [id] -"},
    {"a loop over what is not known, of one name", HEAD STREAMS SOURCE "        return [A(x) for x in config['x']]\n",
     "a? [id] -"},
    {"a loop over what is not known, of many",
     HEAD "class C(HttpStream):\n    primary_key = None\n    def __init__(self, n):\n"
          "        self.name = n\n" STREAMS SOURCE "        return [A()] + [C(x) for x in config['x']]\n",
     "a [id] -; open"},
    {"a generator", HEAD STREAMS SOURCE "        yield A()\n        if config['x']:\n            yield from [B()]\n",
     "a [id] -; b? - [at]"},
    {"none is no stream",
     HEAD STREAMS SOURCE "        out = [A(), B() if config['x'] else None]\n        return [s for s in out if s]\n",
     "a [id] -; b? - [at]"},
    {"a failure that is caught",
     HEAD STREAMS SOURCE "        out = [A()]\n        try:\n            out.append(B())\n"
                         "        except KeyError as e:\n            print(e)\n        return out\n",
     "a [id] -; b? - [at]"},
    {"a failure that is passed on",
     HEAD STREAMS SOURCE "        try:\n            out = [A()]\n        except KeyError as e:\n"
                         "            raise Other() from e\n        return out\n",
     "a [id] -"},
    {"a list that somebody unknown gets",
     HEAD STREAMS SOURCE "        out = [A()]\n        config.fill(out)\n        return out\n", "a [id] -; open"},
    {"a setter",
     HEAD "class C(HttpStream):\n    def __init__(self):\n        self.primary_key = 'x'\n    @property\n"
          "    def primary_key(self):\n        return self._key\n    @primary_key.setter\n"
          "    def primary_key(self, value):\n        self._key = [value, 'y']\n" SOURCE "        return [C()]\n",
     "c [x][y] -"},
    {"a property is not hidden by an attribute",
     HEAD "class C(HttpStream):\n    primary_key = None\n    def __init__(self):\n        self.cursor_field = 'x'\n"
          "    @property\n    def cursor_field(self):\n        return 'y'\n" SOURCE "        return [C()]\n",
     "c - [y]"},
    {"an abstract property",
     HEAD "from abc import abstractmethod\nclass C(HttpStream):\n    primary_key = None\n    @property\n"
          "    @abstractmethod\n    def cursor_field(self):\n        pass\n" SOURCE "        return [C()]\n",
     "c - ?"},
    {"a tuple is no key", HEAD "class C(HttpStream):\n    primary_key = ('a', 'b')\n" SOURCE "        return [C()]\n",
     "c ? -"},
    {"paths",
     HEAD "class C(HttpStream):\n    primary_key = [['a', 'b'], 'c']\n    cursor_field = ['d', 'e']\n" SOURCE
          "        return [C()]\n",
     "c [a.b][c] [d.e]"},
    {"a method reads the module, not its class",
     HEAD "KEY = 'm'\nclass C(HttpStream):\n    KEY = 'c'\n    @property\n    def primary_key(self):\n        return "
          "KEY\n" SOURCE "        return [C()]\n",
     "c [m] -"},
    {"a way by the configuration in an expression",
     HEAD "class C(HttpStream):\n    primary_key = None\n    def __init__(self, c):\n        self.name = 'x' if c else "
          "'y'\n" SOURCE "        return [C(config['x'])]\n",
     "x? - -; y? - -"},
    {"members behind what is unknown",
     HEAD "class C(HttpStream):\n    primary_key = None\n    def __init__(self, name, **kwargs):\n"
          "        self.name = name\n" SOURCE
          "        return [C(**{**config, 'name': 'x'}), C(**{'name': 'y', **config})]\n",
     "x - -; open"},
    {"a dataclass",
     HEAD "from dataclasses import dataclass\n@dataclass\nclass D:\n    n: str\n    k: str = 'id'\n"
          "class C(HttpStream):\n    def __init__(self, d):\n        self.name = d.n\n        self.primary_key = "
          "d.k\n" SOURCE "        return [C(d) for d in (D('x'), D('y', k='z'))]\n",
     "x [id] -; y [z] -"},
    {"an order of bases that Python refuses",
     HEAD STREAMS "class C(HttpStream, A):\n    name = 'x'\n" SOURCE "        return [C()]\n", "x ? ?"},
    {"an attribute by its name",
     HEAD STREAMS SOURCE "        a = A()\n        setattr(a, 'name', 'z')\n        return [a]\n", "z [id] -"},
    {"an attribute by a name that is not known",
     HEAD STREAMS SOURCE "        a = A()\n        setattr(a, config['x'], 'z')\n        return [a]\n", "open"},
    {"a member that may be deleted",
     HEAD STREAMS SOURCE "        d = {'a': A(), 'b': B()}\n        if config['x']:\n            del d['b']\n        "
                         "return list(d.values())\n",
     "a [id] -; b? - [at]"},
    {"one of the members is deleted",
     HEAD STREAMS SOURCE
     "        d = {'a': A(), 'b': B()}\n        del d[config['x']]\n        return list(d.values())\n",
     "a? [id] -; b? - [at]"},
    {"a member that is taken out",
     HEAD STREAMS SOURCE "        d = {'a': A(), 'b': B()}\n        d.pop('c', None)\n        d.pop('b')\n        "
                         "return list(d.values())\n",
     "a [id] -"},
    {"parts",
     HEAD STREAMS "class C(HttpStream):\n    primary_key = ['a', 'b', 'c'][1:]\n    name = 'xyz'[:-1]\n" SOURCE
                  "        return [A(), B(), C()][1:]\n",
     "b - [at]; xy [b][c] -"},
    {"members of an enumeration",
     HEAD "from enum import Enum\nclass K(Enum):\n    X = 'x'\n    Y = 'y'\nclass C(HttpStream):\n    primary_key = "
          "None\n    def __init__(self, k):\n        self.name = k.value\n" SOURCE "        return [C(k) for k in K]\n",
     "x - -; y - -"},
    {"a logger keeps nothing",
     HEAD "import logging\nlogger = logging.getLogger('x')\n" STREAMS SOURCE
          "        out = [A()]\n        logger.info('%s', out)\n        self.logger.info(out)\n        return out\n",
     "a [id] -"},
    {"any and range",
     HEAD STREAMS
     "class C(HttpStream):\n    primary_key = None\n    def __init__(self, i):\n        self.name = f'c{i}'\n" SOURCE
     "        return [C(i) for i in range(2)] + ([A()] if any(x > 1 for x in (1, 2)) else [])\n",
     "c0 - -; c1 - -; a [id] -"},
    {"names of the module",
     HEAD STREAMS SOURCE "        return [globals().get(n)() for n in dict(zip(('A', 'B'), 'xy'.split('y')))]\n",
     "a [id] -; b - [at]"},
    {"a loop whose second time is another",
     HEAD "class C(HttpStream):\n    primary_key = None\n    def __init__(self, n):\n        self.name = n\n" SOURCE
          "        out = []\n        n = 'x'\n        for i in config['x']:\n            out.append(C(n))\n            "
          "n = n + config['y']\n        return out\n",
     "x? - -; open"},
    {"one of two bases",
     HEAD STREAMS SOURCE "        base = (A,)\n        if config['x']:\n            base = (B,)\n        return "
                         "[type('Made', base, {})()]\n",
     "made ? ?"},
    {"no source", "x = 1\n", "open"},
    {"a source that names nothing", HEAD "class SourceAcme(AbstractSource):\n    pass\n", "open"},
};

/* What must end, and must not pass as a complete list. */
static const char *const endless[] = {
    HEAD STREAMS SOURCE "        x = [A()]\n"
                        "        for i in [1,2,3,4,5,6,7,8,9,10]:\n            for j in [1,2,3,4,5]:\n"
                        "                x = x + x\n        return x + config['y']\n",
    HEAD STREAMS SOURCE "        x = 'ab'\n"
                        "        for i in [1,2,3,4,5,6,7,8,9,10]:\n            for j in [1,2,3,4,5]:\n"
                        "                x = x + x\n        A.name = x\n        return [A()]\n",
    HEAD STREAMS SOURCE
    "        x = 'a'\n"
    "        for i in [1,2,3,4,5,6,7,8,9,10]:\n            for j in [1,2,3,4,5]:\n"
    "                x = x.replace('a', 'aaaaaaaaaaaaaaaa')\n        A.name = x\n        return [A()]\n",
    HEAD STREAMS SOURCE "        return self.streams(config) + self.streams(config) + self.streams(config['x'])\n",
    HEAD STREAMS SOURCE "        f = lambda g: g(g) + g(g)\n        return f(f)\n",
    HEAD STREAMS SOURCE
    "        x = A()\n        for i in range(9):\n            x = x if config[i] else B() if config[i] else x\n"
    "        d = {}\n        for k in config:\n            d[k] = x\n        return d.values()\n",
    HEAD "import itertools\n" STREAMS SOURCE "        r = [1,2,3,4,5,6,7,8,9]\n"
         "        return [A() for _ in itertools.product(r, r, r, r, r, r, r, r, config['x'])]  + [config]\n",
};

static struct bg_slice read_one(void *payload, struct bg_slice path) {
    return bg_slice_is(path, "source_acme/source.py") ? bg_slice_of(payload) : BG_NO_SLICE;
}

static bool has_one(void *payload, struct bg_slice path) {
    (void)payload;
    return bg_slice_is(path, "source_acme/source.py");
}

static struct bg_py_streams read_text(struct bg_arena *arena, const char *text) {
    struct bg_slice copy = bg_arena_copy(arena, bg_slice_of(text));
    const union {
        const char *is_const;
        void *payload;
    } of = {copy.at};
    struct bg_py_files files = {of.payload, read_one, has_one};
    return bg_py_streams_read(arena, &files, BG_LITERAL("source_acme"));
}

static void add_model(struct bg_buffer *out, const struct bg_py_streams *streams) {
    for (size_t i = 0; i < streams->count; i++) {
        const struct bg_py_stream *stream = &streams->items[i];
        bg_buffer_printf(out, "%s%.*s%s ", i > 0 ? "; " : "", BG_ARGS(stream->name), stream->is_conditional ? "?" : "");
        for (size_t j = 0; stream->is_key_known && j < stream->key_count; j++) {
            add_path(out, &stream->key[j]);
        }
        bg_buffer_add_text(out, !stream->is_key_known ? "? " : stream->key_count == 0 ? "- " : " ");
        if (stream->is_cursor_known && stream->cursor.count > 0) {
            add_path(out, &stream->cursor);
        } else {
            bg_buffer_add_text(out, stream->is_cursor_known ? "-" : "?");
        }
    }
    bg_buffer_add_text(out, streams->reason_count == 0 ? "" : streams->count > 0 ? "; open" : "open");
}

static void try_row(void **state) {
    const size_t row = *(const size_t *)*state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_py_streams streams = read_text(&arena, rows[row].text);
    struct bg_buffer model = {0};
    add_model(&model, &streams);
    bg_buffer_add_char(&model, '\0');
    assert_string_equal(model.at, rows[row].model);
    bg_buffer_finish(&model);
    bg_arena_finish(&arena);
}

/* The start builds an adapter around the source: what it hands over is what the adapter asks. */
static const char *const built[][2] = {
    {"source_acme/run.py", "from airbyte_cdk.entrypoint import launch\nfrom .source import Adapter, SourceAcme\n"
                           "def run():\n    source = Adapter(inner=SourceAcme())\n    launch(source, [])\n"},
    {"source_acme/source.py",
     HEAD STREAMS SOURCE "        return [A()]\n"
                         "class Adapter(AbstractSource):\n    def __init__(self, inner):\n        self._inner = inner\n"
                         "    def streams(self, config):\n        return self._inner.streams(config) + [B()]\n"},
};

static struct bg_slice read_built(void *payload, struct bg_slice path) {
    (void)payload;
    for (size_t i = 0; i < sizeof built / sizeof built[0]; i++) {
        if (bg_slice_is(path, built[i][0])) {
            return bg_slice_of(built[i][1]);
        }
    }
    return BG_NO_SLICE;
}

static bool has_built(void *payload, struct bg_slice path) {
    return read_built(payload, path).at != NULL;
}

static void try_built(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_py_files files = {NULL, read_built, has_built};
    struct bg_py_streams streams = bg_py_streams_read(&arena, &files, BG_LITERAL("source_acme"));
    struct bg_buffer model = {0};
    add_model(&model, &streams);
    bg_buffer_add_char(&model, '\0');
    assert_string_equal(model.at, "a [id] -; b - [at]");
    bg_buffer_finish(&model);
    bg_arena_finish(&arena);
}

static void try_endless(void **state) {
    const size_t row = *(const size_t *)*state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_py_streams streams = read_text(&arena, endless[row]);
    assert_true(streams.reason_count > 0);
    assert_true(bg_arena_total(&arena) < 512u * 1024 * 1024);
    bg_arena_finish(&arena);
}

static const char *const sources[] = {"unknown", "file", "code", "file+code", "missing"};

static void add_stream(struct bg_buffer *out, const struct bg_py_stream *stream) {
    bg_buffer_printf(out, "%.*s key ", BG_ARGS(stream->name));
    bg_buffer_add_text(out, stream->is_key_known ? "" : "?");
    for (size_t i = 0; stream->is_key_known && i < stream->key_count; i++) {
        add_path(out, &stream->key[i]);
    }
    bg_buffer_add_text(out, " cursor ");
    bg_buffer_add_text(out, stream->is_cursor_known ? "" : "?");
    if (stream->is_cursor_known && stream->cursor.count > 0) {
        add_path(out, &stream->cursor);
    }
    bg_buffer_printf(out, " %s %.*s", sources[stream->schema], BG_ARGS(stream->schema_file));
}

static void add_expected_path(struct bg_buffer *out, const struct bg_node *path) {
    bg_buffer_add_text(out, "[");
    for (size_t i = 0; i < path->count; i++) {
        bg_buffer_printf(out, "%s%.*s", i > 0 ? "." : "", BG_ARGS(bg_node_text(path->as.items[i])));
    }
    bg_buffer_add_text(out, "]");
}

static void add_expected_key(struct bg_buffer *out, const struct bg_node *key) {
    if (bg_node_is_text(key, "?")) {
        bg_buffer_add_text(out, "?");
    }
    for (size_t i = 0; bg_node_is(key, BG_NODE_LIST) && i < key->count; i++) {
        add_expected_path(out, key->as.items[i]);
    }
}

static void add_expected(struct bg_buffer *out, const struct bg_node *stream, const struct bg_node *key) {
    bg_buffer_printf(out, "%.*s key ", BG_ARGS(shared_text(stream, "name")));
    add_expected_key(out, key != NULL ? key : bg_node_at(stream, "primary_key"));
    bg_buffer_add_text(out, " cursor ");
    const struct bg_node *cursor = bg_node_at(stream, "cursor_field");
    if (bg_node_is_text(cursor, "?")) {
        bg_buffer_add_text(out, "?");
    } else if (bg_node_is(cursor, BG_NODE_LIST)) {
        add_expected_path(out, cursor);
    }
    bg_buffer_printf(out, " %.*s %.*s", BG_ARGS(shared_text(stream, "schema")),
                     BG_ARGS(shared_text(stream, "schema_file")));
}

static const struct bg_py_stream *find(const struct bg_py_streams *streams, struct bg_slice name) {
    for (size_t i = 0; i < streams->count; i++) {
        if (bg_slice_equal(streams->items[i].name, name)) {
            return &streams->items[i];
        }
    }
    return NULL;
}

static bool is_listed(const struct bg_node *list, struct bg_slice name) {
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_slice_equal(bg_node_text(list->as.items[i]), name)) {
            return true;
        }
    }
    return false;
}

/* One expected stream; what is wrong goes to `out`. */
static void compare(struct bg_buffer *out, const struct bg_node *row, const struct bg_node *expected,
                    const struct bg_py_streams *streams) {
    struct bg_slice name = shared_text(expected, "name");
    bool is_of_manifest = bg_node_is_text(bg_node_at(expected, "from"), "manifest");
    const struct bg_py_stream *found = find(streams, is_of_manifest ? BG_LITERAL("") : name);
    const struct bg_node *accepted = bg_node_path(row, "accept_primary_key", NULL);
    if (found == NULL) {
        bg_buffer_printf(out, "no %.*s\n", BG_ARGS(name));
        return;
    }
    bool is_free = is_listed(bg_node_at(row, "accept_conditional"), name);
    if (!is_free && found->is_conditional != bg_node_is_true(bg_node_at(expected, "conditional"))) {
        bg_buffer_printf(out, "%.*s: %s conditional\n", BG_ARGS(name), found->is_conditional ? "is" : "is not");
    }
    struct bg_buffer lines[3] = {{0}};
    add_stream(&lines[0], found);
    add_expected(&lines[1], expected, NULL);
    const struct bg_node *others = bg_node_get(accepted, name);
    add_expected(&lines[2], expected, bg_node_is(others, BG_NODE_LIST) ? others->as.items[0] : NULL);
    bool is_equal = bg_slice_equal(bg_buffer_slice(&lines[0]), bg_buffer_slice(&lines[1])) ||
                    bg_slice_equal(bg_buffer_slice(&lines[0]), bg_buffer_slice(&lines[2]));
    if (!is_of_manifest && !is_equal) {
        bg_buffer_printf(out, "%.*s, expected %.*s\n", BG_ARGS(bg_buffer_slice(&lines[0])),
                         BG_ARGS(bg_buffer_slice(&lines[1])));
    }
    for (size_t i = 0; i < 3; i++) {
        bg_buffer_finish(&lines[i]);
    }
}

static void check(struct bg_buffer *out, const struct bg_node *row, const struct bg_py_streams *streams) {
    const struct bg_node *expect = bg_node_at(row, "expect");
    const struct bg_node *expected = bg_node_at(expect, "streams");
    const struct bg_node *open = bg_node_at(row, "accept_open");
    const struct bg_node *complete = bg_node_at(row, "accept_complete");
    bool is_complete = streams->reason_count == 0;
    bool is_expected = bg_node_is_text(bg_node_at(expect, "list"), "complete") == is_complete;
    if (!is_expected && !(is_complete ? bg_node_is(complete, BG_NODE_LIST) : bg_node_is(open, BG_NODE_LIST))) {
        bg_buffer_printf(out, "the list is %s: %.*s\n", is_complete ? "complete" : "open",
                         BG_ARGS(is_complete ? BG_LITERAL("") : streams->reasons[0].why));
    }
    for (size_t i = 0; i < expected->count; i++) {
        bool is_needed = is_expected || is_listed(open, shared_text(expected->as.items[i], "name"));
        if (is_needed) {
            compare(out, row, expected->as.items[i], streams);
        }
    }
    for (size_t i = 0; i < streams->count; i++) {
        bool is_known = streams->items[i].is_manifest || is_listed(complete, streams->items[i].name);
        for (size_t j = 0; j < expected->count && !is_known; j++) {
            is_known = bg_slice_equal(shared_text(expected->as.items[j], "name"), streams->items[i].name);
        }
        if (!is_known) {
            bg_buffer_printf(out, "there is no %.*s\n", BG_ARGS(streams->items[i].name));
        }
    }
}

static void try_case(void **state) {
    const struct bg_node *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const union {
        const struct bg_node *is_const;
        void *payload;
    } of = {bg_node_at(row, "files")};
    struct bg_py_files files = {of.payload, read_file, has_file};
    struct bg_py_streams streams = bg_py_streams_read(&arena, &files, BG_LITERAL("source_acme"));
    struct bg_buffer wrong = {0};
    check(&wrong, row, &streams);
    bg_buffer_add_char(&wrong, '\0');
    if (wrong.len > 1) {
        (void)printf("%.*s: %s", BG_ARGS(shared_text(row, "id")), wrong.at);
    }
    assert_int_equal(wrong.len, 1);
    bg_buffer_finish(&wrong);
    bg_arena_finish(&arena);
}

UNIT(source_code_python_streams) {
    enum { ROWS = sizeof rows / sizeof rows[0], ENDLESS = sizeof endless / sizeof endless[0] };
    static struct CMUnitTest tests[ROWS + ENDLESS + 1 + MOST_CASES];
    static size_t indices[ROWS + ENDLESS];
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        indices[i] = i;
        tests[count++] = (struct CMUnitTest){rows[i].name, try_row, NULL, NULL, &indices[i]};
    }
    for (size_t i = 0; i < ENDLESS; i++) {
        indices[ROWS + i] = i;
        tests[count++] = (struct CMUnitTest){"code that goes on", try_endless, NULL, NULL, &indices[ROWS + i]};
    }
    tests[count++] = (struct CMUnitTest){"a source as its start builds it", try_built, NULL, NULL, NULL};
    size_t models = 0;
    const struct bg_node *cases = shared_json(&shared_arena, "conformance/python_code.json");
    for (size_t i = 0; cases != NULL && i < cases->count && models < MOST_CASES; i++) {
        const struct bg_node *row = cases->as.items[i];
        if (bg_node_is_text(bg_node_at(row, "kind"), "model")) {
            const union {
                const struct bg_node *is_const;
                void *payload;
            } of = {row};
            const char *name = bg_arena_printf(&shared_arena, "%.*s", BG_ARGS(shared_text(row, "id"))).at;
            tests[count++] = (struct CMUnitTest){name, try_case, NULL, NULL, of.payload};
            models++;
        }
    }
    (void)printf("%zu models of python_code.json\n", models);
    int failed = _cmocka_run_group_tests("source/code/python/streams", tests, count, NULL, NULL);
    bg_arena_finish(&shared_arena);
    return failed;
}
