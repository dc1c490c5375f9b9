/* Documents named on the command line: see input.h. */
#include "cli/input.h"

#include "base/file.h"

bool bg_input_document(struct bg_arena *arena, const char *file, const struct bg_node **out, struct bg_error *err) {
    struct bg_slice text;
    if (!bg_file_read(arena, file, &text, err)) {
        return false;
    }
    struct bg_source *source = bg_source_new(arena, bg_arena_copy(arena, bg_slice_of(file)), text);
    return bg_read_document(arena, source, NULL, out, err);
}
