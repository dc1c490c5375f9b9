/* Layouts for repositories of another form: see propose.h. */
#include "layout/propose.h"

#include "base/buffer.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "base/vector.h"
#include "layout/expand.h"
#include "text/read.h"

struct folders {
    struct bg_slice *items;
    size_t count;
    size_t room;
};

struct proposal {
    struct bg_tree *tree;
    struct bg_arena *arena;
    const struct bg_node *form;
    struct folders parents; /* folders that hold connectors, the repository itself as an empty text */
};

static bool read_forms(struct bg_arena *arena, const struct bg_node **out, struct bg_error *err) {
    for (size_t i = 0; i < bg_embedded_file_count; i++) {
        const struct bg_embedded_file *file = &bg_embedded_files[i];
        if (bg_slice_is(file->name, "forms.yaml")) {
            return bg_read_yaml(arena, bg_source_new(arena, file->name, file->text), NULL, out, err);
        }
    }
    return bg_fail(err, BG_ERROR_JUDGE, "the forms of repositories are not in this build");
}

static bool has_form(const struct proposal *proposal, struct bg_slice folder) {
    const struct bg_node *files = bg_node_at(proposal->form, "has");
    for (size_t i = 0; i < files->count; i++) {
        struct bg_slice path = bg_path_join(proposal->arena, folder, bg_node_text(files->as.items[i]));
        if (bg_tree_stat(proposal->tree, path).kind != BG_ENTRY_FILE) {
            return false;
        }
    }
    return true;
}

/* Folders that tools make or hide hold no connectors of the repository's own. */
static bool is_searched(const struct bg_entry *entry) {
    return entry->kind == BG_ENTRY_FOLDER && entry->name.at[0] != '.' && !bg_slice_is(entry->name, "node_modules");
}

static bool search(struct proposal *proposal, struct bg_slice folder, size_t depth, struct bg_error *err) {
    struct bg_entry *entries = NULL;
    size_t count = 0;
    bool holds_any = false;
    if (!bg_tree_list(proposal->tree, folder, proposal->arena, &entries, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice below = bg_path_join(proposal->arena, folder, entries[i].name);
        if (!is_searched(&entries[i])) {
            continue;
        }
        if (has_form(proposal, below)) {
            holds_any = true;
        } else if (depth > 1 && !search(proposal, below, depth - 1, err)) {
            return false;
        }
    }
    if (holds_any) {
        BG_VECTOR_ADD(proposal->arena, &proposal->parents, folder);
    }
    return true;
}

static void add_patterns(struct bg_buffer *out, const struct proposal *proposal, const char *key, const char *end) {
    bg_buffer_printf(out, "%s:\n", key);
    for (size_t i = 0; i < proposal->parents.count; i++) {
        struct bg_slice parent = proposal->parents.items[i];
        bg_buffer_printf(out, "  - \"%.*s%s%s\"\n", BG_ARGS(parent), parent.len > 0 ? "/" : "", end);
    }
}

static struct bg_slice write_lines(const struct proposal *proposal) {
    struct bg_buffer out = {0};
    struct bg_slice marker = bg_node_text(bg_node_at(proposal->form, "has")->as.items[0]);
    bg_buffer_add_text(&out, "id: ours\n");
    add_patterns(&out, proposal, "detect", bg_arena_printf(proposal->arena, "*/%.*s", BG_ARGS(marker)).at);
    add_patterns(&out, proposal, "roots", "{name}");
    bg_buffer_add(&out, bg_node_text(bg_node_at(proposal->form, "layout")));
    struct bg_slice lines = bg_arena_copy(proposal->arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return lines;
}

static bool choose(struct proposal *proposal, struct bg_slice lines, const struct bg_layout **layout,
                   struct bg_error *err) {
    const struct bg_node *section = NULL;
    struct bg_source *source = bg_source_new(proposal->arena, BG_LITERAL("layouts"), lines);
    return bg_read_yaml(proposal->arena, source, NULL, &section, err) &&
           bg_layout_choose(proposal->tree, section, proposal->arena, layout, err);
}

bool bg_layout_propose(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice *lines,
                       const struct bg_layout **layout, struct bg_error *err) {
    const struct bg_node *forms = NULL;
    struct proposal proposal = {.tree = tree, .arena = arena};
    *lines = BG_NO_SLICE;
    *layout = NULL;
    if (!read_forms(arena, &forms, err)) {
        return false;
    }
    for (size_t i = 0; i < forms->count && proposal.parents.count == 0; i++) {
        proposal.form = forms->as.items[i];
        if (!search(&proposal, BG_LITERAL(""), BG_LIMIT_FORM_DEPTH, err)) {
            return false;
        }
    }
    if (proposal.parents.count == 0) {
        return true;
    }
    *lines = write_lines(&proposal);
    return choose(&proposal, *lines, layout, err);
}
