/*
 * Merges of a version's file, of a changelog and of any other text: base, ours and theirs. Who changed nothing loses
 * nothing and adds nothing, and which side is called ours makes no difference to what comes out clean. With the tip as
 * ours there may be a conflict more: of a release that is put upon what comes before it nobody has named the number.
 */
#include "airbyte/artefacts.h"
#include "fuzz/folder.h"
#include "release/merge.h"

#define CONNECTOR "airbyte-integrations/connectors/source-a/"

struct merging {
    struct bg_arena *arena;
    struct bg_merge_query query;
};

static bool merge(const struct merging *merging, const struct part *base, const struct part *tip,
                  const struct part *mine, bool tip_is_ours, struct bg_slice *out) {
    struct bg_merge_query query = merging->query;
    struct bg_error err = {0};
    bool is_clean = true;
    query.base = base->text;
    query.ours = tip_is_ours ? tip->text : mine->text;
    query.theirs = tip_is_ours ? mine->text : tip->text;
    query.tip = tip_is_ours ? BG_TIP_OURS : BG_TIP_THEIRS;
    HOLDS(bg_merge(merging->arena, &query, out, &is_clean, &err));
    return is_clean;
}

static void hold_laws(const struct merging *merging, const struct part *parts) {
    struct bg_slice one;
    struct bg_slice other;
    HOLDS(merge(merging, &parts[0], &parts[0], &parts[1], false, &one) && bg_slice_equal(one, parts[1].text));
    HOLDS(merge(merging, &parts[0], &parts[1], &parts[0], false, &one) && bg_slice_equal(one, parts[1].text));
    bool is_clean = merge(merging, &parts[0], &parts[1], &parts[2], false, &one);
    bool is_other_clean = merge(merging, &parts[0], &parts[1], &parts[2], true, &other);
    HOLDS(is_clean || !is_other_clean);
    HOLDS(!is_other_clean || bg_slice_equal(one, other));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const paths[] = {CONNECTOR "metadata.yaml", "docs/integrations/sources/a.md", "other.txt"};
    static const struct part files[] = {PART(CONNECTOR "metadata.yaml", "data: {dockerImageTag: 1.0.0}\n")};
    static const char layout_text[] = "{id: airbyte-monorepo, inherits: airbyte-monorepo, detect: anything}";
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct part parts[3];
    struct bg_layout layout;
    struct bg_error err;
    (void)input_parts(input_of(data, size), parts, 3);
    const struct bg_node *node = input_document(&arena, (const uint8_t *)layout_text, sizeof layout_text - 1);
    HOLDS(bg_layout_read(&arena, node, &layout, &err));
    struct folder folder = folder_new(files, 1);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        hold_laws(&(struct merging){&arena,
                                    {.tree = folder.tree,
                                     .layout = &layout,
                                     .artefacts = &bg_airbyte_artefacts,
                                     .policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
                                     .path = bg_slice_of(paths[i])}},
                  parts);
    }
    folder_free(&folder);
    bg_arena_finish(&arena);
    return 0;
}
