/*
 * Sites and edits: the first line of the input names the kind of file and, behind a blank, the path of the value; the
 * rest is the file. What an edit gives has the version where the value stood.
 */
#include "fuzz/fuzz.h"

#include "release/edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = input_of(data, size);
    struct bg_slice path = bg_slice_cut(&text, '\n');
    const struct bg_site_kind *kind = bg_site_kind_find(bg_slice_cut(&path, ' '));
    if (kind != NULL && text.at != NULL) {
        struct bg_site_query query = {0};
        if (path.len > 0) {
            bg_site_path(&arena, path, &query);
        }
        struct bg_source *source = bg_source_new(&arena, BG_LITERAL("input"), text);
        struct bg_edit edit;
        struct bg_site site;
        struct bg_refusal refusal;
        if (bg_edit_version(&arena, kind, source, &query, 1, BG_LITERAL("10.20.30"), &edit, &refusal)) {
            source = bg_source_new(&arena, BG_LITERAL("input"), edit.result);
            HOLDS(bg_site_find(&arena, kind, source, &query, &site, &refusal));
            HOLDS(bg_slice_is(bg_site_text(source, &site), "10.20.30"));
        }
    }
    bg_arena_finish(&arena);
    return 0;
}
