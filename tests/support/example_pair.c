/* Pairs of example documents: see example_pair.h. */
#include "airbyte/protocol.h"
#include "support/example_pair.h"

#include "source/manifest/manifest.h"
#include "source/objects.h"
#include "diff/objects.h"
#include "layout/metadata.h"
#include "diff/files.h"
#include "diff/metadata.h"
#include "diff/spec/spec.h"
#include "diff/stream/streams.h"
#include "text/builder.h"
#include "support/streams.h"
#include "support/trees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct bg_spec spec_of(const struct bg_node *envelope) {
    return (struct bg_spec){
        .sight = bg_sight_all(),
        .origin = BG_LITERAL("example"),
        .envelope = envelope,
        .connection_specification = bg_node_at(envelope, "connectionSpecification"),
        .config_normalization_rules = bg_node_at(envelope, "config_normalization_rules"),
    };
}

static const struct bg_node *wrap(struct bg_arena *arena, const struct bg_node *schema) {
    struct bg_members members = {.arena = arena};
    bg_members_set(&members, "connectionSpecification", schema);
    return bg_node_new_map(arena, members.items, members.count, schema);
}

static void diff_envelopes(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out) {
    struct bg_spec base_spec = spec_of(base);
    struct bg_spec head_spec = spec_of(head);
    bg_diff_spec(&bg_protocol_airbyte, &base_spec, &head_spec, out);
}

/* The streams of a manifest, and its spec, if it has one. */
static struct bg_declaration manifest_of(struct bg_arena *arena, const struct bg_node *document) {
    struct bg_declaration declared = {.sight = bg_sight_all()};
    struct bg_problems problems = {.arena = arena};
    struct bg_manifest manifest = {.arena = arena, .problems = &problems, .document = document};
    struct bg_error err;
    if (!bg_manifest_open(&manifest, &err) || !bg_manifest_streams(&manifest, &declared, &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(problems.count, 0);
    (void)bg_manifest_spec(&manifest, &declared.spec);
    declared.spec.settings = manifest.settings.items;
    declared.spec.setting_count = manifest.settings.count;
    return declared;
}

static void diff_manifests(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out) {
    if (bg_node_at(base, "discover") != NULL) { /* one of a destination */
        struct bg_declaration sides[2] = {0};
        bg_objects_read(out->arena, base, &sides[0]);
        bg_objects_read(out->arena, head, &sides[1]);
        bg_diff_objects(&sides[0], &sides[1], out);
        return;
    }
    struct bg_declaration base_declared = manifest_of(out->arena, base);
    struct bg_declaration head_declared = manifest_of(out->arena, head);
    bg_diff_spec(&bg_protocol_airbyte, &base_declared.spec, &head_declared.spec, out);
    bg_diff_streams(&bg_protocol_airbyte, &base_declared, &head_declared, out);
}

static struct bg_connector metadata_of(struct bg_arena *arena, const struct bg_node *document) {
    struct bg_connector connector = {.about.metadata = document};
    const struct bg_node *version = bg_metadata_at(document, BG_LITERAL("data.dockerImageTag"));
    const struct bg_node *entries = bg_metadata_at(document, BG_LITERAL("data.releases.breakingChanges"));
    connector.about.version = (struct bg_version_site){bg_node_text(version), bg_node_place(version)};
    if (bg_node_is(entries, BG_NODE_MAP)) {
        connector.about.breaking = bg_arena_array(arena, entries->count, sizeof connector.about.breaking[0]);
        connector.about.breaking_count = entries->count;
        for (size_t i = 0; i < entries->count; i++) {
            const struct bg_member *member = &entries->as.members[i];
            connector.about.breaking[i] =
                (struct bg_breaking_entry){member->key, member->value, bg_member_place(member)};
        }
    }
    return connector;
}

static void diff_metadata(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out) {
    struct bg_connector base_connector = metadata_of(out->arena, base);
    struct bg_connector head_connector = metadata_of(out->arena, head);
    bg_diff_metadata(&base_connector, &head_connector, out);
}

/* The differing paths, as a walk over two trees would give them; the ids do not matter here. */
static struct bg_touched touched_of(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head) {
    struct bg_slice root = BG_LITERAL("connectors/source-example");
    struct bg_changed *files = bg_arena_array(arena, base->count + head->count, sizeof files[0]);
    size_t count = 0;
    for (size_t i = 0; i < base->count + head->count; i++) {
        const struct bg_member *member = i < base->count ? &base->as.members[i] : &head->as.members[i - base->count];
        const struct bg_node *before = bg_node_get(base, member->key);
        const struct bg_node *after = bg_node_get(head, member->key);
        bool is_second_look = i >= base->count && before != NULL;
        if (!is_second_look && (before == NULL || after == NULL || !bg_node_equal(before, after))) {
            files[count++] = (struct bg_changed){
                .path = bg_arena_printf(arena, "%.*s/%.*s", BG_ARGS(root), BG_ARGS(member->key)),
                .base_kind = before == NULL ? BG_ENTRY_NONE : BG_ENTRY_FILE,
                .head_kind = after == NULL ? BG_ENTRY_NONE : BG_ENTRY_FILE,
            };
        }
    }
    return (struct bg_touched){
        .name = BG_LITERAL("source-example"),
        .base_root = root,
        .head_root = root,
        .state = BG_STATE_CHANGED,
        .files = files,
        .file_count = count,
    };
}

static void diff_files(const struct bg_node *base, const struct bg_node *head, struct bg_changes *out) {
    const struct bg_layout *layout = trees_layout(out->arena);
    struct bg_touched touched = touched_of(out->arena, base, head);
    bg_diff_files(&touched, &layout->never_ships, 1, BG_LITERAL("metadata.yaml"), out);
}

void example_pair_diff(enum bg_example_kind kind, const struct bg_node *base, const struct bg_node *head,
                       struct bg_changes *out) {
    switch (kind) {
    case BG_EXAMPLE_SPEC:
        diff_envelopes(wrap(out->arena, base), wrap(out->arena, head), out);
        return;
    case BG_EXAMPLE_ENVELOPE:
        diff_envelopes(base, head, out);
        return;
    case BG_EXAMPLE_CATALOG:
        *out = streams_diff(out->arena, base, head);
        return;
    case BG_EXAMPLE_MANIFEST:
        diff_manifests(base, head, out);
        return;
    case BG_EXAMPLE_METADATA:
        diff_metadata(base, head, out);
        return;
    case BG_EXAMPLE_FILES:
        diff_files(base, head, out);
        return;
    }
}
