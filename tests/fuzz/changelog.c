/* Changelogs: what an edit gives can be edited again, and adds nothing the second time. */
#include "fuzz/fuzz.h"

#include "release/changelog.h"
#include "text/changelog_table.h"

static const struct bg_changelog_entry entry = {
    .version = {"1.2.4", 5},
    .date = {"2026-01-02", 10},
    .pr = {"17", 2},
    .subject = {"Follow the change of a name", 27},
    .pulls_else = {"https://github.com/o/r/pull/", 28},
};

static void add_row(struct bg_arena *arena, struct bg_slice text) {
    struct bg_edit edit;
    struct bg_refusal refusal;
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("input.md"), text);
    if (bg_changelog_add_row(arena, source, &entry, &edit, &refusal)) {
        source = bg_source_new(arena, BG_LITERAL("input.md"), edit.result);
        HOLDS(bg_changelog_add_row(arena, source, &entry, &edit, &refusal) && edit.count == 0);
    }
}

static void add_section(struct bg_arena *arena, struct bg_slice text, enum bg_changelog_style style) {
    struct bg_edit edit;
    struct bg_refusal refusal;
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("input.md"), text);
    if (bg_changelog_add_section(arena, source, style, &entry, &edit, &refusal)) {
        source = bg_source_new(arena, BG_LITERAL("input.md"), edit.result);
        HOLDS(bg_changelog_add_section(arena, source, style, &entry, &edit, &refusal) && edit.count == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = input_of(data, size);
    struct bg_changelog_table table;
    if (bg_changelog_table_find(&arena, text, &table)) {
        (void)bg_changelog_table_row(&table, entry.version);
    }
    add_row(&arena, text);
    add_section(&arena, text, BG_CHANGELOG_SINGER);
    add_section(&arena, text, BG_CHANGELOG_DATED);
    add_section(&arena, text, BG_CHANGELOG_KEEP);
    (void)bg_changelog_style_of(&arena, text);
    bg_arena_finish(&arena);
    return 0;
}
