/* Addresses: the examples of RFC 3986, section 5.4, and what paths without an address make. */
#include "base/uri.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define BASE "http://a/b/c/d;p?q"

static const struct {
    const char *base;
    const char *reference;
    const char *expected;
} rows[] = {
    {BASE, "g:h", "g:h"},
    {BASE, "g", "http://a/b/c/g"},
    {BASE, "./g", "http://a/b/c/g"},
    {BASE, "g/", "http://a/b/c/g/"},
    {BASE, "/g", "http://a/g"},
    {BASE, "//g", "http://g"},
    {BASE, "?y", "http://a/b/c/d;p?y"},
    {BASE, "g?y", "http://a/b/c/g?y"},
    {BASE, ";x", "http://a/b/c/;x"},
    {BASE, "", BASE},
    {BASE, ".", "http://a/b/c/"},
    {BASE, "./", "http://a/b/c/"},
    {BASE, "..", "http://a/b/"},
    {BASE, "../", "http://a/b/"},
    {BASE, "../g", "http://a/b/g"},
    {BASE, "../..", "http://a/"},
    {BASE, "../../g", "http://a/g"},
    {BASE, "../../../g", "http://a/g"},
    {BASE, "/./g", "http://a/g"},
    {BASE, "/../g", "http://a/g"},
    {BASE, "g.", "http://a/b/c/g."},
    {BASE, "..g", "http://a/b/c/..g"},
    {BASE, "./../g", "http://a/b/g"},
    {BASE, "./g/.", "http://a/b/c/g/"},
    {BASE, "g/./h", "http://a/b/c/g/h"},
    {BASE, "g/../h", "http://a/b/c/h"},
    {"http://a", "g", "http://a/g"},
    {"", "g.json", "g.json"},
    {"x/y.json", "z.json", "x/z.json"},
    {"urn:a:b", "urn:c:d", "urn:c:d"},
    {"urn:a:b", "", "urn:a:b"},
};

static void test_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice found = bg_uri_resolve(&arena, bg_slice_of(rows[i].base), bg_slice_of(rows[i].reference));
        if (!bg_slice_is(found, rows[i].expected)) {
            fail_msg("%s: %.*s, not %s", rows[i].reference, BG_ARGS(found), rows[i].expected);
        }
        bg_arena_finish(&arena);
    }
}

UNIT(base_uri) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
