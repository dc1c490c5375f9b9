/*
 * Trees of Python: statements as one line each (support/python_dump.h, with kinds by their names), and files that
 * Python refuses. bench/python_ast compares whole repositories with Python's own reader; here stands what those lack.
 */
#include "source/code/python/tree.h"

#include "base/limits.h"
#include "support/python_dump.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* Two texts that must be read alike: the second says with parentheses or in words what the first means. */
static const struct {
    const char *name;
    const char *text;
    const char *same;
} alike[] = {
    {"product before sum", "a + b * c - d", "(a + (b * c)) - d"},
    {"power is taken from the right", "-a ** -b ** c", "-(a ** (-(b ** c)))"},
    {"not, and, or", "not a == b and c or d", "((not (a == b)) and c) or d"},
    {"shifts and bits", "a | b ^ c & d << e", "a | (b ^ (c & (d << e)))"},
    {"either", "a if b else c if d else e", "a if b else (c if d else e)"},
    {"a lambda holds what follows", "lambda x: x, y", "(lambda x: (x)), y"},
    {"neighbours", "x = 'a' \"b\" r'\\c'", "x = 'ab\\\\c'"},
    {"neighbours over lines", "x = ('a'\n  'b')", "x = 'ab'"},
    {"escapes", "x = '\\x41\\101\\u0041\\U00000041\\\n'", "x = 'AAAA'"},
    {"a line end of windows in a text", "x = '''a\r\nb'''", "x = '''a\nb'''"},
    {"a formatted neighbour", "x = 'a' f'b{c}' 'd'", "x = f'ab{c}d'"},
    {"braces that stand for themselves", "x = f'{{{a}}}'", "x = f'{{' f'{a}' f'}}'"},
    {"quotes in fields", "x = f'{a['b']}'", "x = f'{a[\"b\"]}'"},
    {"semicolons", "a; b = 1;", "a\nb = 1"},
    {"a block on the line", "if a: b; c", "if a:\n  b\n  c"},
    {"a comma at the end", "f(a, b,)", "f(a, b)"},
    {"a tuple of one", "x = a,", "x = (a,)"},
    {"arguments that are generators", "f(x for x in y)", "f((x for x in y))"},
    {"managers in parentheses", "with (a as b, c as d,): e", "with a as b, c as d: e"},
    {"a manager that is a call", "with (a)(b) as c: d", "with a(b) as c: d"},
    {"async is no other statement", "async def f(): await x", "async def f():\n  await x"},
    {"parameters of types", "def f[T: int, *Ts](x): pass", "def f(x): pass"},
    {"parameters of a class", "class A[T](B): pass", "class A(B): pass"},
    {"match is a name", "match = match(x)", "match = (match(x))"},
    {"type is a name", "type = type(x)", "type = (type(x))"},
    {"except groups", "try: a\nexcept* B as c: d", "try: a\nexcept B as c: d"},
    {"a byte order mark", "\xEF\xBB\xBFx = 1", "x = 1"},
    {"unpacking", "for a, *b in c, d: e", "for (a, *b) in (c, d): e"},
    {"slices", "a[b:, ::c, d]", "a[(b):, ::(c), (d)]"},
    {"a walrus in a condition", "if (a := b): c", "if a := b: c"},
};

static const struct {
    const char *name;
    const char *text;
    unsigned line; /* of the fault; 0: it is valid */
} faults[] = {
    {"python 2 prints", "x = 1\nprint 'x'\n", 2},
    {"python 2 raises", "raise A, 'x'\n", 1},
    {"a block is missing", "def f():\nx\n", 2},
    {"a block without a reason", "x\n  y\n", 2},
    {"a try alone", "try: x\ny\n", 2},
    {"an operator without its value", "x = 1 +\n", 1},
    {"a parameter list that breaks", "def broken(:\n", 2},
    {"bytes beside a text", "x = b'a' 'b'\n", 1},
    {"a set that is a dictionary", "x = {a: b, c}\n", 1},
    {"a decorator of nothing", "@a\nx\n", 2},
    {"a fault in a field", "x = f'{a b}'\n", 1},
    {"a conflict of a merge", "<<<<<<< ours\nx = 1\n", 1},
    {"match", "match x:\n  case {'a': [b, *_], **c} if d: e\n  case A(b=1) | None as f: g\n  case _: h\n", 0},
    {"type", "type A[T] = list[T]\n", 0},
    {"positional only", "def f(a, /, b, *, c=1, **d) -> e: ...\n", 0},
    {"decorators", "@a.b(c)\n@d\nasync def f(self): yield from g\n", 0},
    {"templates", "x = t'{a}'\n", 0},
    {"a starred index and result", "x[*a] = 1\ndef f(*a: *b): return 1, *a\n", 0},
};

static const struct bg_py_file *parse(struct bg_arena *arena, struct bg_slice text) {
    return bg_py_parse(arena, bg_source_new(arena, BG_LITERAL("a.py"), text));
}

static struct bg_slice dump_of(struct bg_arena *arena, const char *text) {
    const struct bg_py_file *file = parse(arena, bg_slice_of(text));
    struct bg_buffer out = {0};
    bg_buffer_add_text(&out, file->fault != NULL ? file->fault : "");
    for (size_t i = 0; i < file->body.count; i++) {
        python_dump(&out, file->body.items[i]);
        bg_buffer_add_char(&out, '\n');
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return copy;
}

static void try_alike(void **state) {
    const size_t row = *(const size_t *)*state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_null(parse(&arena, bg_slice_of(alike[row].text))->fault);
    assert_string_equal(dump_of(&arena, alike[row].text).at, dump_of(&arena, alike[row].same).at);
    bg_arena_finish(&arena);
}

static void try_fault(void **state) {
    const size_t row = *(const size_t *)*state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_py_file *file = parse(&arena, bg_slice_of(faults[row].text));
    assert_int_equal(file->fault == NULL ? 0 : file->fault_at.line, faults[row].line);
    assert_int_equal(file->body.count == 0, faults[row].line != 0);
    bg_arena_finish(&arena);
}

/* `before` so many times, then `middle`, then `after` as often. */
static struct bg_slice nested(struct bg_arena *arena, const char *before, const char *middle, const char *after,
                              size_t times) {
    struct bg_buffer out = {0};
    for (size_t i = 0; i < times; i++) {
        bg_buffer_add_text(&out, before);
    }
    bg_buffer_add_text(&out, middle);
    for (size_t i = 0; i < times; i++) {
        bg_buffer_add_text(&out, after);
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return copy;
}

/* What is nested too deep is a fault; a chain is not nested. Either is read in its time, and with its stack. */
static void try_depth(void **state) {
    (void)state;
    enum { MANY = 100000 };
    static const char *const deep[][3] = {{"(", "x", ")"},    {"[", "", "]"},     {"{1:", "2", "}"},
                                          {"-", "x", ""},     {"not ", "x", ""},  {"lambda: ", "x", ""},
                                          {"x ** ", "x", ""}, {"f'{", "x", "}'"}, {"a if b else ", "c", ""},
                                          {"f(", "x", ")"}};
    static const char *const flat[][3] = {{"", "x", ".y"},   {"", "x", "()"},
                                          {"", "x", " + x"}, {"", "x", " and x"},
                                          {"", "x", "[0]"},  {"", "x", " < x"},
                                          {"x = ", "x", ""}, {"", "x\n", "x\n"},
                                          {"", "''", " ''"}, {"", "if x: y\n", "elif x: y\n"}};
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof deep / sizeof deep[0]; i++) {
        assert_non_null(parse(&arena, nested(&arena, deep[i][0], deep[i][1], deep[i][2], MANY))->fault);
        assert_null(parse(&arena, nested(&arena, deep[i][0], deep[i][1], deep[i][2], 10))->fault);
    }
    for (size_t i = 0; i < sizeof flat / sizeof flat[0]; i++) {
        assert_null(parse(&arena, nested(&arena, flat[i][0], flat[i][1], flat[i][2], MANY))->fault);
    }
    bg_arena_finish(&arena);
}

static void try_bytes(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_non_null(parse(&arena, (struct bg_slice){"x = '\0'", 7})->fault);
    assert_non_null(parse(&arena, BG_LITERAL("x = '\xFF'"))->fault);
    assert_null(parse(&arena, BG_LITERAL(""))->fault);
    bg_arena_finish(&arena);
}

UNIT(source_code_python_tree) {
    enum { ALIKE = sizeof alike / sizeof alike[0], FAULTS = sizeof faults / sizeof faults[0] };
    static size_t indices[ALIKE + FAULTS];
    struct CMUnitTest tests[ALIKE + FAULTS + 2];
    for (size_t i = 0; i < ALIKE; i++) {
        indices[i] = i;
        tests[i] = (struct CMUnitTest){alike[i].name, try_alike, NULL, NULL, &indices[i]};
    }
    for (size_t i = 0; i < FAULTS; i++) {
        indices[ALIKE + i] = i;
        tests[ALIKE + i] = (struct CMUnitTest){faults[i].name, try_fault, NULL, NULL, &indices[ALIKE + i]};
    }
    tests[ALIKE + FAULTS] = (struct CMUnitTest){"how deep it may be", try_depth, NULL, NULL, NULL};
    tests[ALIKE + FAULTS + 1] = (struct CMUnitTest){"bytes that are no text", try_bytes, NULL, NULL, NULL};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
