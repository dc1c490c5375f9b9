/* Folders that look like connectors: bg_sightings_find of propose.h. */
#include "layout/propose.h"

#include "base/embedded.h"
#include "base/glob.h"
#include "base/limits.h"
#include "base/vector.h"
#include "layout/expand.h"
#include "layout/metadata.h"
#include "layout/read_site.h"
#include "text/read.h"

struct form_search {
    struct bg_tree *tree;
    struct bg_arena *arena;
    const struct bg_node *skipped; /* globs of folders that hold no connectors of the repository's own */
    struct bg_sightings *out;
    struct bg_error *err;
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

static size_t count_of(const struct bg_node *list) {
    return bg_node_is(list, BG_NODE_LIST) ? list->count : 0;
}

/* How many of the patterns are there. */
static size_t count_there(const struct form_search *search, struct bg_slice folder, const struct bg_node *patterns) {
    size_t there = 0;
    for (size_t i = 0; i < count_of(patterns); i++) {
        there += bg_expand_any(search->tree, search->arena, folder, bg_node_text(patterns->as.items[i]));
    }
    return there;
}

/* Whether one of the values is there, and looks as it has to. */
static bool holds_sign(const struct form_search *search, struct bg_slice folder, const struct bg_node *signs) {
    for (size_t i = 0; i < count_of(signs); i++) {
        const struct bg_node *node = signs->as.items[i];
        const struct bg_node *is = bg_node_at(node, "is");
        const struct bg_node *at = bg_node_at(node, "at");
        struct bg_layout_site site = {
            .file = bg_path_join(search->arena, folder, bg_node_text(bg_node_at(node, "file"))),
            .kind = bg_node_text(bg_node_at(node, "kind")),
            .at = at == NULL ? BG_NO_SLICE : bg_node_text(at),
        };
        struct bg_slice text = bg_tree_text(search->tree, site.file, search->arena);
        struct bg_source *source = bg_source_new(search->arena, site.file, text);
        struct bg_slice value = text.at == NULL ? BG_NO_SLICE : bg_read_site(search->arena, source, &site, NULL);
        if (value.at != NULL && (is == NULL || bg_glob_match(bg_node_text(is), value))) {
            return true;
        }
    }
    return count_of(signs) == 0;
}

static bool is_named(const struct bg_node *globs, struct bg_slice name) {
    for (size_t i = 0; i < count_of(globs); i++) {
        if (bg_glob_match(bg_node_text(globs->as.items[i]), name)) {
            return true;
        }
    }
    return false;
}

static bool has_form(const struct form_search *search, struct bg_slice folder, const struct bg_node *form) {
    const struct bg_node *all = bg_node_at(form, "has");
    const struct bg_node *any = bg_node_at(form, "any");
    const struct bg_node *names = bg_node_at(form, "names");
    bool is_taken = folder.len == 0 || names == NULL || is_named(names, bg_path_name(folder));
    return bg_node_at(form, "files") == NULL && is_taken && count_there(search, folder, all) == count_of(all) &&
           (any == NULL || count_there(search, folder, any) > 0) &&
           holds_sign(search, folder, bg_node_at(form, "holds"));
}

static bool add_if_formed(struct form_search *search, struct bg_slice folder) {
    const struct bg_node *forms = search->out->forms;
    for (size_t i = 0; i < forms->count; i++) {
        bool is_possible = folder.len > 0 || bg_node_at(forms->as.items[i], "alone") != NULL;
        if (is_possible && has_form(search, folder, forms->as.items[i])) {
            BG_VECTOR_ADD(search->arena, search->out, (struct bg_sighting){.folder = folder, .form = i});
            return true;
        }
    }
    return false;
}

/* A file that is a connector by itself. */
static void add_if_file(struct form_search *search, struct bg_slice path) {
    const struct bg_node *forms = search->out->forms;
    for (size_t i = 0; i < forms->count; i++) {
        const struct bg_node *form = forms->as.items[i];
        if (is_named(bg_node_at(form, "files"), bg_path_name(path)) &&
            !is_named(bg_node_at(form, "exclude"), bg_path_name(path)) &&
            holds_sign(search, path, bg_node_at(form, "holds"))) {
            BG_VECTOR_ADD(search->arena, search->out, (struct bg_sighting){.folder = path, .form = i});
            return;
        }
    }
}

static bool look(struct form_search *search, struct bg_slice folder, size_t depth) {
    struct bg_entry *entries = NULL;
    size_t count = 0;
    if (!bg_tree_list(search->tree, folder, search->arena, &entries, &count, search->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice below = bg_path_join(search->arena, folder, entries[i].name);
        if (entries[i].kind == BG_ENTRY_FILE) {
            add_if_file(search, below);
        }
        bool is_searched = entries[i].kind == BG_ENTRY_FOLDER && !is_named(search->skipped, entries[i].name);
        if (is_searched && !add_if_formed(search, below) && depth > 1 && !look(search, below, depth - 1)) {
            return false;
        }
    }
    return true;
}

bool bg_sightings_find(struct bg_tree *tree, struct bg_arena *arena, struct bg_sightings *out, struct bg_error *err) {
    const struct bg_node *document = NULL;
    *out = (struct bg_sightings){0};
    if (!read_forms(arena, &document, err)) {
        return false;
    }
    struct form_search search = {
        .tree = tree, .arena = arena, .skipped = bg_node_at(document, "skipped"), .out = out, .err = err};
    out->forms = bg_node_at(document, "forms");
    bool is_done = look(&search, BG_LITERAL(""), BG_LIMIT_FORM_DEPTH);
    if (is_done && out->count == 0) {
        (void)add_if_formed(&search, BG_LITERAL(""));
    }
    return is_done;
}
