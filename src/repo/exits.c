/* Ways out of folders: see exits.h. A folder of a git tree is walked once for each kind of exit. */
#include "repo/exits.h"

#include "base/limits.h"
#include "base/vector.h"
#include "repo/internal.h"

enum { KEPT_TREE = 4096 }; /* bytes of the largest tree that the library keeps, as it has it by itself */

struct exit_list;

/* A name in a folder that is an exit or leads to some. */
struct exit_entry {
    struct bg_slice name;
    const struct exit_list *below; /* NULL: it is an exit itself */
};

struct exit_list {
    struct exit_entry *items;
    size_t count;
    size_t room;
};

/* What is known of one folder, by kind; NULL: it was not asked. */
struct exit_folder {
    const struct exit_list *lists[2];
};

struct exit_search {
    struct bg_exits *exits;
    struct bg_tree *tree;
    enum bg_exit_kind kind;
    unsigned depth;
};

struct exit_paths {
    struct bg_slice *items;
    size_t count;
    size_t room;
};

void bg_exits_finish(struct bg_exits *exits) {
    bg_table_finish(&exits->folders);
    bg_arena_finish(&exits->arena);
    *exits = (struct bg_exits){0};
}

static bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Two dots and no third, where a part of a path can begin. */
static bool has_dots(struct bg_slice text) {
    const char *end = text.at + text.len;
    const char *at = text.len == 0 ? NULL : memchr(text.at, '.', text.len);
    while (at != NULL) {
        const char *after = at;
        while (after < end && *after == '.') {
            after++;
        }
        if (after == at + 2 && (at == text.at || !is_word(at[-1]))) {
            return true;
        }
        at = after == end ? NULL : memchr(after, '.', (size_t)(end - after));
    }
    return false;
}

/* Whether the escape that begins behind a backslash is a dot or a slash in JSON or YAML, or joins two lines. */
static bool is_escape(struct bg_slice rest, bool is_after_dot) {
    static const char *const codes[] = {"u002e", "u002E", "u002f", "u002F", "U0000002", "x2e", "x2E", "x2f", "x2F"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (bg_slice_starts(rest, bg_slice_of(codes[i]))) {
            return true;
        }
    }
    return is_after_dot && rest.len > 0 && (rest.at[0] == '\n' || rest.at[0] == '\r');
}

static bool has_escapes(struct bg_slice text) {
    const char *end = text.at + text.len;
    const char *at = text.len == 0 ? NULL : memchr(text.at, '\\', text.len);
    while (at != NULL) {
        struct bg_slice rest = {at + 1, (size_t)(end - at) - 1};
        if (is_escape(rest, at > text.at && at[-1] == '.')) {
            return true;
        }
        at = rest.len == 0 ? NULL : memchr(rest.at, '\\', rest.len);
    }
    return false;
}

/* A reference stands in a mapping, and none is written without a brace or a colon before a blank: lists of packages
 * that name paths have neither. */
static bool has_mapping(struct bg_slice text) {
    const char *end = text.at + text.len;
    bool is_open = text.len > 0 && memchr(text.at, '{', text.len) != NULL;
    const char *at = text.len == 0 || is_open ? NULL : memchr(text.at, ':', text.len);
    while (at != NULL) {
        at++;
        if (at == end || *at == ' ' || *at == '\t' || *at == '\n' || *at == '\r') {
            return true;
        }
        at = memchr(at, ':', (size_t)(end - at));
    }
    return is_open;
}

/* Whether a part of a text can begin with the dot behind `before` (a NUL: nothing), and end with it before `after`. */
static bool is_last_of_part(char before, char after) {
    bool is_quoted = after == '\'' || after == '"' || after == '{';
    return is_quoted ? !is_word(before) && before != ')' && before != '.'
                     : strchr(" \t\r\n,])}", after) != NULL && strchr(" \t\r\n/:[,}", before) != NULL;
}

/* A dot at which a part of a text ends, with nothing of the part before it. */
static bool has_last_dot(struct bg_slice text) {
    const char *end = text.at + text.len;
    const char *at = text.len == 0 ? NULL : memchr(text.at, '.', text.len);
    while (at != NULL) {
        const char *after = at + 1;
        if (is_last_of_part(at == text.at ? '\0' : at[-1], after == end ? '\0' : *after)) {
            return true;
        }
        at = after == end ? NULL : memchr(after, '.', (size_t)(end - after));
    }
    return false;
}

static bool has(struct bg_slice text, struct bg_slice part) {
    return bg_slice_find(text, part) < text.len;
}

/* A key can be written with escapes, and over two lines. */
static bool may_have_key(struct bg_slice text, struct bg_slice key) {
    static const char *const escapes[] = {"\\x", "\\u", "\\U", "\\\n", "\\\r"};
    bool is_found = has(text, key);
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0] && !is_found; i++) {
        is_found = has(text, bg_slice_of(escapes[i]));
    }
    return is_found;
}

/* A template can put two dots together out of two texts, or of one and what stands beside it; so one of them ends with
 * a dot of its own. Of all paths only those of a manifest's schema files are templates. */
static bool has_parts(struct bg_slice text) {
    return has_last_dot(text) && has(text, BG_LITERAL("{{")) && may_have_key(text, BG_LITERAL("file_path"));
}

bool bg_exits_text(struct bg_slice text) {
    return (has_dots(text) || has_escapes(text) || has_parts(text)) && has_mapping(text);
}

bool bg_exits_may_hold(struct bg_slice name) {
    static const char *const endings[] = {
        ".archive", ".avro", ".csv",  ".db",   ".dockerignore", ".feather", ".gradle",  ".gz",        ".java",
        ".jsonl",   ".kt",   ".lock", ".md",   ".orc",          ".png",     ".parquet", ".py",        ".rb",
        ".sh",      ".sql",  ".svg",  ".toml", ".xls",          ".xlsx",    ".zip",     "Dockerfile",
    };
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (bg_slice_ends(name, bg_slice_of(endings[i]))) {
            return false;
        }
    }
    return true;
}

/* Not known is an exit, too. */
static bool names_upwards(struct exit_search *search, const struct bg_entry *entry) {
    git_odb_object *object;
    if (!bg_git_file(search->tree, entry->name, entry, &object, NULL)) {
        return true;
    }
    struct bg_slice text = {git_odb_object_data(object), git_odb_object_size(object)};
    bool is_exit = bg_exits_text(text);
    git_odb_object_free(object);
    return is_exit;
}

static bool is_exit(struct exit_search *search, const struct bg_entry *entry) {
    return search->kind == BG_EXIT_LINK
               ? entry->kind == BG_ENTRY_LINK
               : entry->kind == BG_ENTRY_FILE && bg_exits_may_hold(entry->name) && names_upwards(search, entry);
}

static const struct exit_list *look_into(struct exit_search *search, const struct bg_oid *id);

static void add_entry(struct exit_search *search, const struct bg_entry *entry, struct exit_list *out) {
    const struct exit_list *below = entry->kind == BG_ENTRY_FOLDER ? look_into(search, &entry->id) : NULL;
    bool is_closed = entry->kind == BG_ENTRY_FOLDER && below == NULL;
    if (is_closed || (below != NULL && below->count > 0) || is_exit(search, entry)) {
        struct bg_slice name = bg_arena_copy(&search->exits->arena, entry->name);
        BG_VECTOR_ADD(&search->exits->arena, out, (struct exit_entry){name, below});
    }
}

/* All entries of a folder that is open. */
static void add_entries(struct exit_search *search, const struct bg_folder *folder, struct exit_list *out) {
    for (size_t i = 0; i < folder->count; i++) {
        struct bg_entry entry = search->tree->ops->entry(folder, i);
        add_entry(search, &entry, out);
    }
}

static struct exit_folder *folder_at(struct bg_exits *exits, const struct bg_oid *id) {
    struct bg_slice key = bg_oid_bytes(id);
    struct exit_folder *known = bg_table_get(&exits->folders, key);
    if (known == NULL) {
        known = bg_arena_alloc(&exits->arena, sizeof *known);
        (void)bg_table_put(&exits->folders, bg_arena_copy(&exits->arena, key), known);
    }
    return known;
}

/* What a folder has, or NULL if that cannot be known. */
static const struct exit_list *look_into(struct exit_search *search, const struct bg_oid *id) {
    struct exit_folder *known = folder_at(search->exits, id);
    struct bg_folder folder;
    if (known->lists[search->kind] != NULL) {
        return known->lists[search->kind];
    }
    if (search->depth == BG_LIMIT_FOLDER_DEPTH ||
        !search->tree->ops->open(search->tree, BG_LITERAL(""), id, &folder, NULL)) {
        return NULL;
    }
    struct exit_list *list = bg_arena_alloc(&search->exits->arena, sizeof *list);
    search->depth++;
    add_entries(search, &folder, list);
    search->depth--;
    search->tree->ops->close(&folder);
    known->lists[search->kind] = list;
    return list;
}

static void gather(struct bg_arena *arena, struct bg_slice path, const struct exit_list *list, struct exit_paths *out) {
    for (size_t i = 0; i < list->count; i++) {
        struct bg_slice name = list->items[i].name;
        struct bg_slice full = path.len == 0 ? name : bg_arena_printf(arena, "%.*s/%.*s", BG_ARGS(path), BG_ARGS(name));
        if (list->items[i].below == NULL) {
            BG_VECTOR_ADD(arena, out, full);
        } else {
            gather(arena, full, list->items[i].below, out);
        }
    }
}

/* Of the folder itself nothing is kept: it differs in every commit, and what stands below does not. Nor does the
 * library keep the trees: they would push out those that are asked for again. (To switch its cache off would empty
 * it.) */
void bg_exits_find(struct bg_exits *exits, struct bg_tree *tree, struct bg_slice folder, enum bg_exit_kind kind,
                   struct bg_arena *arena, const struct bg_slice **out, size_t *count) {
    struct exit_search search = {.exits = exits, .tree = tree, .kind = kind};
    struct bg_entry entry = bg_tree_stat(tree, folder);
    struct exit_paths paths = {0};
    struct bg_folder top;
    (void)git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)0);
    if (entry.kind == BG_ENTRY_FOLDER && tree->ops->open(tree, folder, &entry.id, &top, NULL)) {
        for (size_t i = 0; i < top.count; i++) {
            struct bg_entry child = tree->ops->entry(&top, i);
            struct exit_list one = {0};
            add_entry(&search, &child, &one);
            gather(arena, folder, &one, &paths);
        }
        tree->ops->close(&top);
    } else if (entry.kind != BG_ENTRY_NONE) {
        BG_VECTOR_ADD(arena, &paths, folder);
    }
    (void)git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)KEPT_TREE);
    *out = paths.items;
    *count = paths.count;
}
