/*
 * Entries of mappings and the drafts made of them: the first line names the mapping and the key, the rest is the file.
 * What was added is there, all else is as it was, and a second time nothing is added; taken out again, the file is as
 * before but for the end of its last line.
 */
#include "airbyte/artefacts.h"
#include "fuzz/fuzz.h"
#include "release/mapping.h"
#include "release/planning.h"

static const struct bg_node *read(struct bg_arena *arena, struct bg_slice text) {
    return input_document(arena, (const uint8_t *)text.at, text.len);
}

/* Where the entry was there before, and is not the one that was added, nothing is known of the text. */
static void take(struct bg_arena *arena, struct bg_source *source, const struct bg_mapping_entry *entry,
                 struct bg_slice before) {
    struct bg_edit edit;
    struct bg_refusal refusal;
    struct bg_slice lines;
    if (bg_slice_equal(source->text, before)) {
        return;
    }
    HOLDS(bg_mapping_take(arena, source, entry->at, entry->key, &lines, &edit, &refusal));
    HOLDS(bg_slice_equal(lines, entry->lines));
    HOLDS(bg_slice_starts(edit.result, before) && edit.result.len <= before.len + 2);
}

static void add(struct bg_arena *arena, struct bg_slice text, const struct bg_mapping_entry *entry) {
    struct bg_edit edit;
    struct bg_refusal refusal;
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("input.yaml"), text);
    if (!bg_mapping_add(arena, source, entry, &edit, &refusal)) {
        return;
    }
    const struct bg_node *before = read(arena, text);
    const struct bg_node *after = read(arena, edit.result);
    HOLDS(after != NULL);
    for (size_t i = 0; bg_node_is(before, BG_NODE_MAP) && i < before->count; i++) {
        struct bg_slice key = before->as.members[i].key;
        struct bg_slice at = entry->at;
        bool is_other = !bg_slice_equal(key, bg_slice_cut(&at, '.'));
        HOLDS(bg_node_get(after, key) != NULL);
        HOLDS(!is_other || bg_node_equal(before->as.members[i].value, bg_node_get(after, key)));
    }
    source = bg_source_new(arena, BG_LITERAL("input.yaml"), edit.result);
    HOLDS(bg_mapping_add(arena, source, entry, &edit, &refusal) && edit.count == 0);
    take(arena, source, entry, text);
}

/* What an artefact makes of one file in a draft of 2.0.0; the text as it was after a refusal. */
static struct bg_slice draft(struct bg_arena *arena, const struct bg_artefact *artefact, struct bg_slice before) {
    static const struct bg_finding finding = {
        .rule = {"r", 1}, .level = BG_LEVEL_MAJOR, .stream = {"a\"\n", 3}, .message = {"It broke.", 9}};
    struct bg_layout layout = {
        .metadata = BG_LITERAL("f"), .breaking = BG_LITERAL("data.releases.breakingChanges"), .guide = BG_LITERAL("f")};
    struct bg_plan_query query = {.layout = &layout};
    struct bg_verdict verdict = {.findings = &finding, .finding_count = 1};
    struct bg_file_change file = {.path = BG_LITERAL("f"), .after = before};
    struct bg_plan_files shared = {.arena = arena, .items = &file, .count = 1, .room = 1};
    struct bg_plan plan = {.to = BG_LITERAL("2.0.0")};
    struct bg_planning planning = {.arena = arena,
                                   .query = &query,
                                   .verdict = &verdict,
                                   .plan = &plan,
                                   .about = {.title = BG_LITERAL("X"), .guide_path = BG_LITERAL("f")},
                                   .files = &shared,
                                   .own = {.arena = arena}};
    struct bg_artefact_places places = {.arena = arena};
    artefact->find(&layout, &planning.about, &places);
    HOLDS(places.count == 1);
    bool is_written = artefact->write(&planning, &places.items[0]) && planning.own.count > 0;
    return is_written ? planning.own.items[0].after : before;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct bg_artefact *const drafts[] = {&bg_artefact_breaking_entry, &bg_artefact_migration_guide};
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = input_of(data, size);
    struct bg_slice first = bg_slice_cut(&text, '\n');
    struct bg_mapping_entry entry = {.at = bg_slice_cut(&first, ' '), .key = BG_LITERAL("2.0.0")};
    text = text.at == NULL ? BG_LITERAL("") : text;
    entry.lines = BG_LITERAL("2.0.0:\n  message: \"m\"\n");
    if (entry.at.len > 0) {
        add(&arena, text, &entry);
    }
    for (size_t i = 0; i < sizeof drafts / sizeof drafts[0]; i++) {
        struct bg_slice once = draft(&arena, drafts[i], text);
        HOLDS(bg_slice_equal(draft(&arena, drafts[i], once), once));
    }
    bg_arena_finish(&arena);
    return 0;
}
