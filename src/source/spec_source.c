/* Sources of specs: see spec_source.h. */
#include "source/spec_source.h"

#include "text/builder.h"
#include "text/read.h"

/* Keys of a manifest's spec block that are read, and the protocol's names for them. What else stands there is ignored
 * at run time. */
static const struct {
    const char *written;
    const char *name;
} block_keys[] = {
    {"advanced_auth", "advanced_auth"},
    {"connection_specification", "connectionSpecification"},
    {"documentation_url", "documentationUrl"},
};

static void read_block(const struct bg_node *block, struct bg_arena *arena, struct bg_spec *out) {
    struct bg_members envelope = {.arena = arena};
    for (size_t i = 0; i < sizeof block_keys / sizeof *block_keys; i++) {
        const struct bg_member *member = bg_node_member(block, bg_slice_of(block_keys[i].written));
        if (member != NULL && member->value->kind != BG_NODE_NULL) {
            struct bg_member renamed = *member;
            renamed.key = bg_slice_of(block_keys[i].name);
            bg_members_put(&envelope, renamed);
        }
    }
    out->status = BG_READ_STATIC;
    out->origin = BG_LITERAL("manifest");
    out->envelope = bg_node_new_map(arena, envelope.items, envelope.count, block);
    const struct bg_node *rules = bg_node_at(block, "config_normalization_rules");
    out->config_normalization_rules = bg_node_is(rules, BG_NODE_MAP) ? rules : NULL;
}

static bool fail(struct bg_problems *problems, struct bg_slice path, const char *message) {
    bg_problem_add(problems, BG_ID_SPEC_UNREADABLE, true, (struct bg_place){.file = path}, "%s", message);
    return false;
}

/* Another ecosystem's document with the protocol's name for the configuration's schema. */
static const struct bg_node *renamed(const struct bg_surface *surface, struct bg_arena *arena,
                                     const struct bg_node *document) {
    struct bg_slices keys = surface->variant == NULL ? (struct bg_slices){0} : surface->variant->schema_at;
    if (keys.count > 0 && document->kind == BG_NODE_LIST && document->count == 1) {
        document = document->as.items[0]; /* the lines that a connector printed */
    }
    struct bg_members members = {.arena = arena};
    for (size_t i = 0; keys.count > 0 && document->kind == BG_NODE_MAP && i < document->count; i++) {
        struct bg_member member = document->as.members[i];
        for (size_t k = 0; k < keys.count; k++) {
            if (bg_slice_equal(member.key, keys.items[k])) {
                member.key = BG_LITERAL("connectionSpecification");
            }
        }
        bg_members_put(&members, member);
    }
    return members.count == 0 ? document : bg_node_new_map(arena, members.items, members.count, document);
}

static bool read_file(struct bg_tree *tree, const struct bg_surface *surface, struct bg_slice path, const char *origin,
                      struct bg_arena *arena, struct bg_problems *problems, struct bg_spec *out) {
    struct bg_slice text;
    struct bg_error err = {0};
    enum bg_read_status status = bg_tree_read(tree, path, arena, &text, NULL, &err);
    if (status == BG_FILE_ABSENT) {
        return fail(problems, path, "it is no file");
    }
    if (status == BG_FILE_UNREADABLE ||
        !bg_read_document(arena, bg_source_new(arena, path, text), problems, &out->envelope, &err)) {
        bg_problem_add_error(problems, BG_ID_SPEC_UNREADABLE, &err);
        return false;
    }
    out->envelope = renamed(surface, arena, out->envelope);
    if (out->envelope->kind != BG_NODE_MAP) {
        out->envelope = NULL;
        return fail(problems, path, "the specification is not a mapping");
    }
    out->status = BG_READ_STATIC;
    out->origin = bg_arena_printf(arena, "%s:%.*s", origin, BG_ARGS(path));
    return true;
}

/* Of several copies the one of the open source variant: what the cloud adds or hides is no other contract. */
static struct bg_slice choose_golden(struct bg_slices copies) {
    for (size_t i = 0; i < copies.count; i++) {
        if (bg_slice_find(copies.items[i], BG_LITERAL("cloud")) == copies.items[i].len) {
            return copies.items[i];
        }
    }
    return copies.items[0];
}

static bool read_outside(struct bg_tree *tree, const struct bg_surface *surface, struct bg_arena *arena,
                         struct bg_problems *problems, struct bg_spec *out) {
    if (surface->spec.count == 1) {
        return read_file(tree, surface, surface->spec.items[0], "file", arena, problems, out);
    }
    if (surface->spec.count > 1) {
        out->status = BG_READ_OPAQUE;
        out->origin = BG_LITERAL("ambiguous");
        return true;
    }
    if (surface->golden_spec.count > 0) {
        return read_file(tree, surface, choose_golden(surface->golden_spec), "golden", arena, problems, out);
    }
    bool is_code = surface->variant != NULL && surface->variant->has_code_spec;
    out->status = is_code ? BG_READ_OPAQUE : BG_READ_ABSENT;
    out->origin = is_code ? BG_LITERAL("code") : BG_LITERAL("absent");
    return true;
}

bool bg_spec_load(struct bg_tree *tree, const struct bg_surface *surface, const struct bg_manifest *manifest,
                  struct bg_arena *arena, struct bg_problems *problems, struct bg_spec *out) {
    const struct bg_node *block = manifest == NULL ? NULL : bg_node_at(manifest->surface, "spec");
    *out = (struct bg_spec){0};
    if (bg_node_at(block, "connection_specification") != NULL) {
        read_block(block, arena, out);
    } else if (!read_outside(tree, surface, arena, problems, out)) {
        out->status = BG_READ_OPAQUE;
        return false;
    }
    out->connection_specification = bg_node_at(out->envelope, "connectionSpecification");
    return true;
}
