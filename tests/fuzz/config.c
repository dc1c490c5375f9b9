/* Configurations: the file, and each section by the stage that reads it. What is wrong is said, with its place. */
#include "fuzz/fuzz.h"

#include "layout/layout.h"
#include "release/waiver_file.h"
#include "rules/config.h"
#include "rules/rule_read.h"
#include "rules/waive.h"

/* One more waiver: all that was there stays, and what is made can be read. */
static void add_waiver(struct bg_arena *arena, struct bg_source *source, const struct bg_rules *rules) {
    const struct bg_waiver waiver = {.rule = BG_LITERAL("field-removed"), .reason = BG_LITERAL("a: b")};
    struct bg_waiver_text made;
    struct bg_config config;
    struct bg_error err = {0};
    if (!bg_waiver_file_add(arena, source, rules, &waiver, 1, &made, &err)) {
        HOLDS(err.message[0] != '\0');
        return;
    }
    HOLDS(made.text.len == source->text.len + made.len);
    HOLDS(bg_slice_equal(bg_slice_range(made.text, 0, made.at), bg_slice_range(source->text, 0, made.at)));
    HOLDS(bg_slice_equal(bg_slice_from(made.text, made.at + made.len), bg_slice_from(source->text, made.at)));
    HOLDS(bg_config_read(&config, arena, bg_source_new(arena, source->path, made.text), &err));
}

static void read_sections(struct bg_arena *arena, struct bg_source *source, const struct bg_config *config) {
    struct bg_error err = {0};
    struct bg_rules rules = {0};
    struct bg_waivers waivers = {0};
    bg_rules_init(&rules, arena);
    bool has_rules =
        bg_rules_read_section(&rules, config->rules, &err) && bg_rules_read_levels(&rules, config->levels, &err);
    if (has_rules && bg_waivers_read(&waivers, arena, config->waivers, NULL, &rules, BG_LITERAL("2026-01-02"), &err)) {
        struct bg_problems problems = {.arena = arena};
        bg_waivers_apply(&waivers, BG_LITERAL("source-a"), BG_LITERAL("1.0.0"), NULL, 0);
        bg_waivers_report(&waivers, &problems);
        add_waiver(arena, source, &rules);
    }
    for (size_t i = 0; bg_node_is(config->layouts, BG_NODE_LIST) && i < config->layouts->count; i++) {
        struct bg_layout layout;
        HOLDS(bg_layout_read(arena, config->layouts->as.items[i], &layout, &err) || err.message[0] != '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("input.yaml"), input_of(data, size));
    struct bg_config config = {0};
    struct bg_rule rule;
    struct bg_error err = {0};
    if (bg_config_read(&config, &arena, source, &err)) {
        read_sections(&arena, source, &config);
    } else {
        HOLDS(err.message[0] != '\0');
    }
    HOLDS(bg_rule_read_file(&arena, source, false, &rule, &err) || err.message[0] != '\0');
    bg_arena_finish(&arena);
    return 0;
}
