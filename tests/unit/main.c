/*
 * The one test program: all parts, or those that are named.
 *
 *   unit [--list] [--only NAME]... [--row PATTERN]
 *
 * NAME is the path of a part, "base/glob", or its last word; PATTERN picks cases by their names, * for any letters.
 * What failed is named again in the last lines. Status 0 if nothing failed, 1 if something did, 2 for a wrong call.
 */
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ONLY_MAX = 64 };

static bool is_named(const struct unit *unit, const char *name) {
    const char *last = strrchr(unit->name, '/');
    return strcmp(unit->name, name) == 0 || (last != NULL && strcmp(last + 1, name) == 0);
}

static bool is_wanted(const struct unit *unit, const char *const *only, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (is_named(unit, only[i])) {
            return true;
        }
    }
    return count == 0;
}

static int usage(const char *what) {
    (void)fprintf(stderr, "unit: %s\nusage: unit [--list] [--only NAME]... [--row PATTERN]\n", what);
    return 2;
}

static int run_units(const char *const *only, size_t only_count) {
    static const char *failed[1024];
    size_t failed_count = 0;
    size_t ran = 0;
    for (size_t i = 0; i < unit_count; i++) {
        if (is_wanted(&units[i], only, only_count)) {
            ran++;
            if (units[i].run() != 0 && failed_count < sizeof failed / sizeof failed[0]) {
                failed[failed_count++] = units[i].name;
            }
        }
    }
    if (ran == 0) {
        return usage("there is no part of that name; --list shows all");
    }
    for (size_t i = 0; i < failed_count; i++) {
        (void)fprintf(stderr, "FAILED unit --only %s\n", failed[i]);
    }
    return failed_count > 0 ? 1 : 0;
}

int main(int count, char **arguments) {
    const char *only[ONLY_MAX];
    size_t only_count = 0;
    for (int i = 1; i < count; i++) {
        bool has_value = i + 1 < count;
        if (strcmp(arguments[i], "--list") == 0) {
            for (size_t u = 0; u < unit_count; u++) {
                (void)printf("%s\n", units[u].name);
            }
            return 0;
        }
        if (strcmp(arguments[i], "--only") == 0 && has_value && only_count < ONLY_MAX) {
            only[only_count++] = arguments[++i];
        } else if (strcmp(arguments[i], "--row") == 0 && has_value) {
            cmocka_set_test_filter(arguments[++i]);
        } else {
            return usage("an argument is wrong");
        }
    }
    return run_units(only, only_count);
}
