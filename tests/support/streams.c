/* See streams.h. */
#include "airbyte/protocol.h"
#include "support/streams.h"

#include "base/buffer.h"
#include "base/level.h"
#include "diff/stream/streams.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>

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

struct bg_changes streams_diff(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head) {
    struct bg_declaration sides[2] = {0};
    struct bg_problems problems = {.arena = arena};
    struct bg_changes changes = {.arena = arena};
    struct bg_error err;
    if (!bg_catalog_read(arena, base, &problems, &sides[0], &err) ||
        !bg_catalog_read(arena, head, &problems, &sides[1], &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(problems.count, 0);
    bg_diff_streams(&bg_protocol_airbyte, &sides[0], &sides[1], &changes);
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
