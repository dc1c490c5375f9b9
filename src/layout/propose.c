/* Layouts for repositories of another form: see propose.h. */
#include "layout/propose.h"

#include "base/buffer.h"
#include "base/glob.h"
#include "base/vector.h"
#include "layout/discover.h"
#include "layout/expand.h"
#include "layout/metadata.h"
#include "text/read.h"

struct folder_names {
    struct bg_slice *items;
    size_t count;
    size_t room;
};

struct proposal {
    struct bg_tree *tree;
    struct bg_arena *arena;
    const struct bg_sightings *sightings;
    size_t index; /* of the form */
    const struct bg_node *form;
    struct folder_names parents; /* folders that hold connectors, the repository itself as an empty text */
    struct folder_names extra;   /* names of folders beside them that only look alike */
    bool is_alone;               /* the connector is the repository */
};

/* That of most; the first one of as many. */
static size_t most_frequent(const struct bg_sightings *sightings) {
    size_t best = 0;
    size_t best_count = 0;
    for (size_t form = 0; form < sightings->forms->count; form++) {
        size_t count = 0;
        for (size_t i = 0; i < sightings->count; i++) {
            count += sightings->items[i].form == form;
        }
        best = count > best_count ? form : best;
        best_count = count > best_count ? count : best_count;
    }
    return best;
}

static bool has_text(const struct folder_names *texts, struct bg_slice text) {
    for (size_t i = 0; i < texts->count; i++) {
        if (bg_slice_equal(texts->items[i], text)) {
            return true;
        }
    }
    return false;
}

static void find_parents(struct proposal *proposal) {
    for (size_t i = 0; i < proposal->sightings->count; i++) {
        const struct bg_sighting *sighting = &proposal->sightings->items[i];
        struct bg_slice parent = bg_path_folder(sighting->folder);
        if (sighting->form == proposal->index && !has_text(&proposal->parents, parent)) {
            BG_VECTOR_ADD(proposal->arena, &proposal->parents, parent);
        }
    }
}

/* As a scalar in quotes: names of folders may have anything in them. */
static void add_quoted(struct bg_buffer *out, struct bg_slice text) {
    bg_buffer_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < ' ') {
            bg_buffer_printf(out, "\\x%02x", c);
            continue;
        }
        bg_buffer_add_text(out, c == '"' || c == '\\' ? "\\" : "");
        bg_buffer_add_char(out, (char)c);
    }
    bg_buffer_add_char(out, '"');
}

/* What a folder is called stands for itself. */
static void add_item(struct bg_buffer *out, const struct proposal *proposal, struct bg_slice folder,
                     struct bg_slice below) {
    struct bg_slice quoted = bg_glob_quote(proposal->arena, folder);
    bg_buffer_add_text(out, "  - ");
    add_quoted(out, bg_path_join(proposal->arena, quoted, below));
    bg_buffer_add_char(out, '\n');
}

/* One for each folder and each marker, or each ending of files. */
static void add_detect(struct bg_buffer *out, const struct proposal *proposal) {
    const struct bg_node *files = bg_node_at(proposal->form, "files");
    const struct bg_node *markers = files != NULL ? files : bg_node_at(proposal->form, "marker");
    bool is_here = files != NULL || proposal->is_alone;
    bg_buffer_add_text(out, "detect:\n");
    for (size_t p = 0; p < proposal->parents.count; p++) {
        for (size_t m = 0; m < markers->count; m++) {
            struct bg_slice marker = bg_node_text(markers->as.items[m]);
            struct bg_slice below = bg_arena_printf(proposal->arena, "*/%.*s", BG_ARGS(marker));
            add_item(out, proposal, proposal->parents.items[p], is_here ? marker : below);
        }
    }
}

static void add_roots(struct bg_buffer *out, const struct proposal *proposal) {
    const struct bg_node *root = bg_node_at(proposal->form, "root");
    bg_buffer_add_text(out, proposal->is_alone ? "roots: \".\"\n" : "roots:\n");
    for (size_t p = 0; p < proposal->parents.count && !proposal->is_alone; p++) {
        add_item(out, proposal, proposal->parents.items[p], root != NULL ? bg_node_text(root) : BG_LITERAL("{name}"));
    }
}

static void add_list(struct bg_buffer *out, const char *key, const struct bg_node *list) {
    bg_buffer_printf(out, "%s: [", key);
    for (size_t i = 0; i < list->count; i++) {
        bg_buffer_add_text(out, i > 0 ? ", " : "");
        add_quoted(out, bg_node_text(list->as.items[i]));
    }
    bg_buffer_add_text(out, "]\n");
}

/* What the form leaves out, and what else is no connector. */
static void add_exclude(struct bg_buffer *out, const struct proposal *proposal) {
    const struct bg_node *always = bg_node_at(proposal->form, "exclude");
    if (proposal->extra.count > 0 || always != NULL) {
        bg_buffer_add_text(out, "exclude: # beside them, and no connectors\n");
    }
    for (size_t i = 0; always != NULL && i < always->count; i++) {
        add_item(out, proposal, BG_LITERAL(""), bg_node_text(always->as.items[i]));
    }
    for (size_t i = 0; i < proposal->extra.count; i++) {
        add_item(out, proposal, proposal->extra.items[i], BG_LITERAL(""));
    }
}

static struct bg_slice write_lines(const struct proposal *proposal) {
    struct bg_buffer out = {0};
    const struct bg_node *names = bg_node_at(proposal->form, "names");
    bg_buffer_add_text(&out, "id: ours\n");
    add_detect(&out, proposal);
    add_roots(&out, proposal);
    add_list(&out, "marker", bg_node_at(proposal->form, "marker"));
    if (names != NULL) {
        add_list(&out, "names", names);
    }
    add_exclude(&out, proposal);
    bg_buffer_add(&out, bg_node_text(bg_node_at(proposal->form, "layout")));
    bg_buffer_add(&out, bg_node_text(bg_node_at(proposal->form, proposal->is_alone ? "alone" : "beside")));
    struct bg_slice lines = bg_arena_copy(proposal->arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return lines;
}

static bool choose(struct proposal *proposal, struct bg_slice *lines, const struct bg_layout **layout,
                   struct bg_error *err) {
    const struct bg_node *section = NULL;
    *lines = write_lines(proposal);
    struct bg_source *source = bg_source_new(proposal->arena, BG_LITERAL("layouts"), *lines);
    return bg_read_yaml(proposal->arena, source, NULL, &section, err) &&
           bg_layout_choose(proposal->tree, section, proposal->arena, layout, err);
}

static bool is_sighted(const struct proposal *proposal, struct bg_slice folder) {
    for (size_t i = 0; i < proposal->sightings->count; i++) {
        if (bg_slice_equal(proposal->sightings->items[i].folder, folder)) {
            return true;
        }
    }
    return false;
}

/* Folders that the layout takes for connectors, and that lack what tells one. */
static bool find_extra(struct proposal *proposal, const struct bg_layout *layout, struct bg_error *err) {
    const struct bg_slice *roots = NULL;
    size_t count = 0;
    if (!bg_discover_all(proposal->tree, layout, proposal->arena, &roots, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice name = bg_metadata_name(proposal->tree, layout, roots[i], proposal->arena);
        if (!is_sighted(proposal, roots[i]) && !has_text(&proposal->extra, name)) {
            BG_VECTOR_ADD(proposal->arena, &proposal->extra, name);
        }
    }
    return true;
}

/* The names of a form count for the repository itself, too. */
static bool is_taken(const struct proposal *proposal, const struct bg_layout *layout) {
    return !proposal->is_alone ||
           bg_layout_takes(layout, bg_metadata_name(proposal->tree, layout, BG_LITERAL(""), proposal->arena));
}

bool bg_layout_propose(struct bg_tree *tree, struct bg_arena *arena, const struct bg_sightings *sightings,
                       struct bg_slice *lines, const struct bg_layout **layout, struct bg_error *err) {
    struct proposal proposal = {.tree = tree, .arena = arena, .sightings = sightings};
    *lines = BG_NO_SLICE;
    *layout = NULL;
    if (sightings->count == 0) {
        return true;
    }
    proposal.index = most_frequent(sightings);
    proposal.form = sightings->forms->as.items[proposal.index];
    proposal.is_alone = sightings->items[0].folder.len == 0;
    find_parents(&proposal);
    if (!choose(&proposal, lines, layout, err)) {
        return false;
    }
    if (*layout == NULL || !is_taken(&proposal, *layout)) {
        *lines = BG_NO_SLICE;
        *layout = NULL;
        return true;
    }
    if (!find_extra(&proposal, *layout, err)) {
        return false;
    }
    return proposal.extra.count == 0 || choose(&proposal, lines, layout, err);
}
