/* Pages in tests: see page.h. */
#include "support/page.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

void page_expect(const char *name, const char *source, const char *format, struct bg_slice expected) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice file;
    struct bg_error err;
    const char *root = getenv("BUMPGATE_SOURCE");
    struct bg_slice path = bg_arena_printf(&arena, "%s/docs/%s", root == NULL ? "." : root, name);
    if (!bg_file_read(&arena, path.at, &file, &err) || !bg_slice_equal(file, expected)) {
        fail_msg("docs/%s is not what %s says; run: build/dev/bumpgate rules --format %s > docs/%s", name, source,
                 format, name);
    }
    bg_arena_finish(&arena);
}
