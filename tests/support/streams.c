/* See streams.h. */
#include "support/streams.h"

#include "core/buffer.h"
#include "core/level.h"
#include "diff/streams.h"
#include "doc/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

const struct bg_node *streams_parse(struct bg_arena *arena, const char *text) {
    const struct bg_node *node = NULL;
    struct bg_error err;
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("test.yaml"), bg_slice_of(text));
    if (!bg_read_yaml(arena, source, NULL, &node, &err)) {
        fail_msg("%s", err.message);
    }
    return node;
}

const struct bg_node *streams_shared(struct bg_arena *arena, const char *path) {
    const char *root = getenv("BUMPGATE_SHARED");
    struct bg_slice full = bg_arena_printf(arena, "%s/%s", root == NULL ? "" : root, path);
    FILE *file = fopen(full.at, "rb");
    if (file == NULL) {
        print_message("SKIPPED: %s is not there\n", full.at);
        return NULL;
    }
    struct bg_buffer buffer = {0};
    char block[4096];
    for (size_t len; (len = fread(block, 1, sizeof block, file)) > 0;) {
        bg_buffer_add(&buffer, (struct bg_slice){block, len});
    }
    assert_int_equal(fclose(file), 0);
    const struct bg_node *node = NULL;
    struct bg_error err;
    struct bg_source *source = bg_source_new(arena, full, bg_arena_copy(arena, bg_buffer_slice(&buffer)));
    bg_buffer_finish(&buffer);
    if (!bg_read_json(arena, source, NULL, &node, &err)) {
        fail_msg("%s: %s", full.at, err.message);
    }
    return node;
}

struct bg_changes streams_diff(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head) {
    struct bg_connector connectors[2] = {0};
    struct bg_problems problems = {.arena = arena};
    struct bg_changes changes = {.arena = arena};
    struct bg_error err;
    if (!bg_catalog_read(arena, base, &problems, &connectors[0], &err) ||
        !bg_catalog_read(arena, head, &problems, &connectors[1], &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(problems.count, 0);
    bg_diff_streams(&connectors[0], &connectors[1], &changes);
    return changes;
}

void streams_judge(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                   enum bg_rule_profile profile, struct bg_finding **out, size_t *count) {
    struct bg_changes changes = streams_diff(arena, base, head);
    struct bg_rules rules;
    bg_rules_init(&rules, arena);
    bg_policy_judge(&rules, profile, &changes, BG_LITERAL("source-x"), arena, out, count);
}

const char *streams_findings(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head) {
    struct bg_finding *findings;
    size_t count;
    streams_judge(arena, base, head, BG_RULE_PROFILE_AIRBYTE, &findings, &count);
    struct bg_buffer buffer = {0};
    for (size_t i = 0; i < count; i++) {
        struct bg_slice parts[] = {findings[i].rule, findings[i].stream, findings[i].path};
        bg_buffer_add_text(&buffer, bg_level_names[findings[i].level]);
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
            bg_buffer_add_text(&buffer, parts[k].len == 0 ? "" : " ");
            bg_buffer_add(&buffer, parts[k]);
        }
        bg_buffer_add_char(&buffer, '\n');
    }
    const char *text = bg_arena_copy(arena, bg_buffer_slice(&buffer)).at;
    bg_buffer_finish(&buffer);
    return text;
}
