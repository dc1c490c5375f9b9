/* Versions and globs: the first line is a version and a pattern, the rest a version and a text. */
#include "fuzz/fuzz.h"

#include "base/glob.h"
#include "base/semver.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = input_of(data, size);
    struct bg_slice first = bg_slice_cut(&text, '\n');
    struct bg_semver base;
    struct bg_semver head;
    if (bg_semver_read(first, &base, NULL) && bg_semver_read(text, &head, NULL)) {
        int order = bg_semver_compare(&base, &head);
        int mirrored = bg_semver_compare(&head, &base);
        HOLDS((order < 0) == (mirrored > 0) && (order > 0) == (mirrored < 0));
        HOLDS(bg_semver_compare(&base, &base) == 0);
        HOLDS(bg_semver_read(bg_semver_next_core(&arena, &base, BG_LEVEL_MINOR), &head, NULL));
        HOLDS(bg_semver_compare(&base, &head) < 0);
        (void)bg_semver_next_prerelease(&arena, &base);
    }
    (void)bg_semver_declared(first, text);
    if (bg_glob_match(first, text)) {
        HOLDS(bg_glob_fault(first) == NULL);
    }
    bg_arena_finish(&arena);
    return 0;
}
