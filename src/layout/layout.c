/* Layouts: detection, names and patterns. How one is read from its file is in layout_read.c. */
#include "layout/layout.h"

#include "layout/expand.h"
#include "layout/layout_file.h"
#include "layout/read_site.h"
#include "base/buffer.h"
#include "base/embedded.h"
#include "base/glob.h"
#include "base/nearest.h"
#include "base/vector.h"
#include "text/builder.h"
#include "text/read.h"

/* What stands for the name of a connector in a pattern. */
#define NAME "{name}"

static bool is_layout_file(const struct bg_embedded_file *file) {
    return bg_slice_starts(file->name, BG_LITERAL("layouts/"));
}

static bool read_embedded(struct bg_arena *arena, const struct bg_embedded_file *file, const struct bg_node **out,
                          struct bg_error *err) {
    return bg_read_yaml(arena, bg_source_new(arena, file->name, file->text), NULL, out, err);
}

static const struct bg_embedded_file *find_file(struct bg_slice id) {
    struct bg_slice name = BG_NO_SLICE;
    for (size_t i = 0; i < bg_embedded_file_count; i++) {
        if (is_layout_file(&bg_embedded_files[i])) {
            name = bg_slice_from(bg_embedded_files[i].name, strlen("layouts/"));
            if (bg_slice_is(bg_slice_from(name, id.len), ".yaml") && bg_slice_starts(name, id)) {
                return &bg_embedded_files[i];
            }
        }
    }
    return NULL;
}

bool bg_layout_document(struct bg_arena *arena, struct bg_slice id, struct bg_place at, const struct bg_node **out,
                        struct bg_error *err) {
    const struct bg_embedded_file *file = find_file(id);
    if (file != NULL) {
        return read_embedded(arena, file, out, err);
    }
    struct bg_nearest nearest = bg_nearest_start(id);
    for (size_t i = 0; i < bg_embedded_file_count; i++) {
        if (is_layout_file(&bg_embedded_files[i])) {
            struct bg_slice name = bg_embedded_files[i].name;
            bg_nearest_offer(&nearest, bg_slice_range(name, strlen("layouts/"), name.len - strlen(".yaml")));
        }
    }
    return bg_fail_at(err, BG_ERROR_USAGE, at, "there is no layout `%.*s`%s", BG_ARGS(id), bg_nearest_hint(&nearest));
}

/* Whether a file says what the layout is told by, where its name alone does not. */
static bool holds_sign(struct bg_tree *tree, struct bg_arena *arena, const struct bg_layout *layout) {
    bool holds = layout->holds_count == 0;
    for (size_t i = 0; i < layout->holds_count && !holds; i++) {
        holds = bg_site_is_sign(tree, &layout->holds[i], arena, NULL);
    }
    return holds;
}

bool bg_layout_is_in(struct bg_tree *tree, struct bg_arena *arena, const struct bg_layout *layout) {
    for (size_t i = 0; i < layout->detect.count && holds_sign(tree, arena, layout); i++) {
        if (bg_expand_any(tree, arena, BG_LITERAL(""), layout->detect.items[i])) {
            return true;
        }
    }
    return false;
}

/* The built-in layout files, in order of their names. */
static const struct bg_embedded_file *builtin_at(size_t index) {
    for (size_t i = 0; i < bg_embedded_file_count; i++) {
        if (is_layout_file(&bg_embedded_files[i]) && index-- == 0) {
            return &bg_embedded_files[i];
        }
    }
    return NULL;
}

/* The layouts of a section, which is one, or a list of them, or NULL for all that are built in: the one at `index`, in
 * the arena. *out is NULL at the end. */
static bool layout_at(struct bg_arena *arena, const struct bg_node *section, size_t index, const struct bg_layout **out,
                      struct bg_error *err) {
    bool is_list = bg_node_is(section, BG_NODE_LIST);
    size_t count = is_list ? section->count : section != NULL;
    const struct bg_embedded_file *file = count == 0 ? builtin_at(index) : NULL;
    *out = NULL;
    if (count == 0 ? file == NULL : index >= count) {
        return true;
    }
    struct bg_layout *layout = bg_arena_alloc(arena, sizeof *layout);
    const struct bg_node *document = is_list && count > 0 ? section->as.items[index] : section;
    bool is_found = file != NULL
                        ? read_embedded(arena, file, &document, err)
                        : document->kind != BG_NODE_STRING ||
                              bg_layout_document(arena, document->as.text, bg_node_place(document), &document, err);
    if (!is_found || !bg_layout_read(arena, document, layout, err)) {
        return false;
    }
    *out = layout;
    return true;
}

bool bg_layout_choose(struct bg_tree *tree, const struct bg_node *section, struct bg_arena *arena,
                      const struct bg_layout **out, struct bg_error *err) {
    const struct bg_layout *layout;
    bool is_read = true;
    *out = NULL;
    for (size_t i = 0; is_read; i++) {
        is_read = layout_at(arena, section, i, &layout, err);
        if (!is_read || layout == NULL) {
            break;
        }
        *out = *out == NULL && bg_layout_is_in(tree, arena, layout) ? layout : *out;
        if (*out != NULL && section == NULL) {
            break; /* in those that are built in there is no mistake */
        }
    }
    return is_read;
}

bool bg_layout_detect(struct bg_tree *tree, struct bg_arena *arena, const struct bg_layout **out,
                      struct bg_error *err) {
    return bg_layout_choose(tree, NULL, arena, out, err);
}

bool bg_layout_all(const struct bg_node *section, struct bg_arena *arena, const struct bg_layout ***out, size_t *count,
                   struct bg_error *err) {
    struct {
        const struct bg_layout **items;
        size_t count;
        size_t room;
    } all = {0};
    const struct bg_layout *layout = NULL;
    bool is_read = true;
    for (size_t i = 0; is_read && (i == 0 || layout != NULL); i++) {
        is_read = layout_at(arena, section, i, &layout, err);
        if (is_read && layout != NULL) {
            BG_VECTOR_ADD(arena, &all, layout);
        }
    }
    *out = all.items;
    *count = all.count;
    return is_read;
}

bool bg_layout_others(const struct bg_node *section, const struct bg_layout *chosen, struct bg_arena *arena,
                      const struct bg_layout ***out, size_t *count, struct bg_error *err) {
    size_t all;
    if (!bg_layout_all(section, arena, out, &all, err)) {
        return false;
    }
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        if (!bg_slice_equal((*out)[i]->id, chosen->id)) {
            (*out)[(*count)++] = (*out)[i];
        }
    }
    return true;
}

static void add_tried(struct bg_buffer *out, const struct bg_layout *layout) {
    bg_buffer_printf(out, "%s%.*s (", out->len > 0 ? ", " : "", BG_ARGS(layout->id));
    for (size_t i = 0; i < layout->detect.count; i++) {
        bg_buffer_printf(out, "%s%.*s", i > 0 ? ", " : "", BG_ARGS(layout->detect.items[i]));
    }
    bg_buffer_add_char(out, ')');
}

struct bg_slice bg_layout_tried(struct bg_arena *arena, const struct bg_node *section) {
    struct bg_buffer out = {0};
    const struct bg_layout *layout;
    struct bg_error ignored;
    bool has_any = section != NULL && !(section->kind == BG_NODE_LIST && section->count == 0);
    for (size_t i = 0; has_any && layout_at(arena, section, i, &layout, &ignored) && layout != NULL; i++) {
        add_tried(&out, layout);
    }
    struct bg_slice tried = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return tried;
}

bool bg_layout_usual_place(struct bg_arena *arena, struct bg_slice kind, struct bg_slice path, struct bg_slice *out,
                           struct bg_error *err) {
    const struct bg_layout *layout = NULL;
    *out = BG_NO_SLICE;
    for (size_t i = 0; layout_at(arena, NULL, i, &layout, err); i++) {
        if (layout == NULL) {
            return true;
        }
        bool is_named = bg_slice_equal(bg_path_name(layout->version.file), bg_path_name(path));
        if (bg_slice_equal(layout->version.kind, kind) && (is_named || out->at == NULL)) {
            *out = layout->version.at;
            if (is_named) {
                return true;
            }
        }
    }
    return false;
}

static struct bg_slice snake(struct bg_arena *arena, struct bg_slice name) {
    char *bytes = bg_arena_alloc(arena, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        bytes[i] = name.at[i];
        if (bytes[i] == '-') {
            bytes[i] = '_';
        }
    }
    return (struct bg_slice){bytes, name.len};
}

struct bg_layout_names bg_layout_names_of(struct bg_arena *arena, const struct bg_layout *layout,
                                          struct bg_slice name) {
    struct bg_layout_names names = {.name = name};
    names.package = bg_layout_fill(arena, layout->package, &names);
    return names;
}

/* The value of one {name}; {NULL, 0} if it is not known. */
static struct bg_slice value_of(struct bg_arena *arena, struct bg_slice word, const struct bg_layout_names *names) {
    struct bg_slice slug = names->name;
    struct bg_slice type = bg_slice_cut(&slug, '-');
    const struct {
        const char *word;
        struct bg_slice value;
    } words[] = {
        {"name", names->name}, {"package", names->package}, {"path", names->path}, {"slug", slug}, {"type", type},
    };
    if (bg_slice_is(word, "name|snake")) {
        return snake(arena, names->name);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (bg_slice_is(word, words[i].word)) {
            return words[i].value;
        }
    }
    return BG_NO_SLICE;
}

struct bg_slice bg_layout_fill(struct bg_arena *arena, struct bg_slice template, const struct bg_layout_names *names) {
    if (bg_slice_find(template, BG_LITERAL("{")) == template.len) {
        return template;
    }
    struct bg_buffer out = {0};
    struct bg_slice rest = template;
    while (rest.len > 0) {
        size_t plain = bg_slice_find(rest, BG_LITERAL("{"));
        bg_buffer_add(&out, bg_slice_range(rest, 0, plain));
        rest = bg_slice_from(rest, plain);
        size_t end = bg_slice_find(rest, BG_LITERAL("}"));
        struct bg_slice value = end < rest.len ? value_of(arena, bg_slice_range(rest, 1, end), names) : BG_NO_SLICE;
        size_t taken = end < rest.len ? end + 1 : rest.len;
        bg_buffer_add(&out, value.at != NULL ? value : bg_slice_range(rest, 0, taken));
        rest = bg_slice_from(rest, taken);
    }
    struct bg_slice filled = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return filled;
}

struct bg_slice bg_layout_fill_whole(struct bg_arena *arena, struct bg_slice template,
                                     const struct bg_layout_names *names) {
    struct bg_slice filled = bg_layout_fill(arena, template, names);
    return bg_slice_find(filled, BG_LITERAL("{")) == filled.len ? filled : BG_NO_SLICE;
}

/* What the words of a template stand for in one path. */
struct captures {
    struct bg_slice name;
    struct bg_slice path;
    struct bg_slice slug;
    struct bg_slice type;
};

static struct bg_slice *capture_of(struct captures *captures, struct bg_slice word) {
    if (bg_slice_is(word, "name")) {
        return &captures->name;
    }
    if (bg_slice_is(word, "path")) {
        return &captures->path;
    }
    if (bg_slice_is(word, "slug")) {
        return &captures->slug;
    }
    return bg_slice_is(word, "type") ? &captures->type : NULL;
}

/* Longest first, so that {type}s/ takes all but the last s. `words` bounds the tries: each word is one more loop. */
static bool unfill(struct bg_slice template, struct bg_slice path, struct captures *captures, unsigned words) {
    size_t plain = bg_slice_find(template, BG_LITERAL("{"));
    if (!bg_slice_starts(path, bg_slice_range(template, 0, plain))) {
        return false;
    }
    template = bg_slice_from(template, plain);
    path = bg_slice_from(path, plain);
    if (template.len == 0) {
        return path.len == 0;
    }
    size_t end = bg_slice_find(template, BG_LITERAL("}"));
    struct bg_slice *capture = capture_of(captures, bg_slice_range(template, 1, end));
    if (capture == NULL || end == template.len || words == 0) {
        return false;
    }
    bool may_cross = capture == &captures->path;
    size_t length = may_cross ? path.len : bg_slice_find(path, BG_LITERAL("/"));
    for (; length > 0; length--) {
        *capture = bg_slice_range(path, 0, length);
        if (unfill(bg_slice_from(template, end + 1), bg_slice_from(path, length), captures, words - 1)) {
            return true;
        }
    }
    return false;
}

bool bg_layout_unfill(struct bg_arena *arena, struct bg_slice template, struct bg_slice path,
                      struct bg_layout_names *out) {
    struct captures captures = {0};
    *out = (struct bg_layout_names){0};
    if (template.at == NULL || !unfill(template, path, &captures, 3)) {
        return false;
    }
    out->path = captures.path;
    out->name = captures.name;
    if (captures.slug.at != NULL) {
        out->name = bg_arena_printf(arena, "%.*s%s%.*s", BG_ARGS(captures.type), captures.type.at == NULL ? "" : "-",
                                    BG_ARGS(captures.slug));
    }
    return true;
}

/* "{name}.yaml": the name is what stands before. */
static bool ends_alike(struct bg_slice pattern, struct bg_slice component, struct bg_slice *name) {
    struct bg_slice ending = bg_slice_from(pattern, sizeof NAME - 1);
    if (component.len <= ending.len || !bg_slice_ends(component, ending)) {
        return false;
    }
    *name = bg_slice_range(component, 0, component.len - ending.len);
    return true;
}

/* One component of a pattern: a {name}, or a glob. */
static bool component_matches(struct bg_slice pattern, struct bg_slice component, struct bg_slice *name) {
    if (bg_slice_starts(pattern, BG_LITERAL(NAME)) && pattern.len > sizeof NAME - 1) {
        return ends_alike(pattern, component, name);
    }
    bool is_capture = pattern.len > 2 && pattern.at[0] == '{' && pattern.at[pattern.len - 1] == '}' &&
                      bg_slice_find(pattern, BG_LITERAL(",")) == pattern.len;
    bool is_name = bg_slice_is(pattern, NAME);
    if (component.len == 0 || (!is_capture && !bg_glob_match(pattern, component))) {
        return false;
    }
    if (is_name) {
        *name = component;
    }
    return true;
}

bool bg_layout_match(struct bg_slice pattern, struct bg_slice path, size_t *matched, struct bg_slice *name) {
    *matched = 0;
    *name = BG_NO_SLICE;
    if (bg_slice_is(pattern, ".")) {
        return true;
    }
    struct bg_slice pattern_rest = pattern;
    struct bg_slice path_rest = path;
    while (pattern_rest.at != NULL) {
        if (path_rest.at == NULL) {
            return false;
        }
        struct bg_slice component = bg_slice_cut(&path_rest, '/');
        if (!component_matches(bg_slice_cut(&pattern_rest, '/'), component, name)) {
            return false;
        }
        *matched = (size_t)(component.at - path.at) + component.len;
    }
    return true;
}

bool bg_layout_has_files(const struct bg_layout *layout) {
    return bg_layout_is_marker(layout, BG_LITERAL("."));
}

bool bg_layout_takes(const struct bg_layout *layout, struct bg_slice name) {
    bool is_named = layout->names.count == 0 || bg_glob_match_any(layout->names.items, layout->names.count, name);
    return is_named && !bg_glob_match_any(layout->exclude.items, layout->exclude.count, name);
}

bool bg_layout_is_marker(const struct bg_layout *layout, struct bg_slice path) {
    bool is_marker = false;
    for (size_t i = 0; i < layout->marker.count && !is_marker; i++) {
        is_marker = bg_slice_equal(path, layout->marker.items[i]);
    }
    return is_marker;
}

enum bg_entry_kind bg_layout_marker_at(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                       struct bg_arena *arena, struct bg_slice *path) {
    enum bg_entry_kind kind = BG_ENTRY_NONE;
    for (size_t i = 0; i < layout->marker.count && kind != BG_ENTRY_FILE; i++) {
        struct bg_slice place = bg_path_join(arena, root, layout->marker.items[i]);
        enum bg_entry_kind found = bg_tree_stat(tree, place).kind;
        kind = found == BG_ENTRY_NONE ? kind : found;
        if (path != NULL && found != BG_ENTRY_NONE) {
            *path = place;
        }
    }
    return kind;
}

bool bg_layout_is_sink(const struct bg_layout *layout, struct bg_slice root) {
    return bg_glob_match_any(layout->sinks.items, layout->sinks.count, root);
}
