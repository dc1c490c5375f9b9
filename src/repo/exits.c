/* Ways out of folders: see exits.h. A folder of a git tree is walked once for each kind of exit; another state of it is
 * made from the one before, of which only what differs is opened. */
#include "repo/exits.h"

#include "base/limits.h"
#include "base/vector.h"
#include "repo/internal.h"

#include <stdlib.h>

/* What stands in a folder and is an exit, may be one in another state of the history, or leads to some. */
struct exit_entry {
    struct bg_slice name; /* in the folder's own memory */
    struct bg_oid id;
    struct exit_folder *below; /* NULL: a file, or a folder that cannot be looked into */
    bool is_folder;
    bool is_exit; /* itself */
    bool is_way;  /* it is an exit or leads to some */
};

/* One state of a folder, shared by all that have it. */
struct exit_folder {
    struct bg_oid id;
    size_t owners;
    size_t exit_count; /* entries that are exits or lead to some */
    size_t count;
    struct exit_entry items[]; /* in git's order */
};

/* The last state of a folder that was asked for, by kind. */
struct exit_place {
    struct exit_folder *last[2];
    char path[];
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

/* One owner less. */
static void let_go(void *payload) {
    struct exit_folder *folder = payload;
    if (folder == NULL || --folder->owners > 0) {
        return;
    }
    for (size_t i = 0; i < folder->count; i++) {
        let_go(folder->items[i].below);
    }
    free(folder);
}

void bg_exits_finish(struct bg_exits *exits) {
    for (size_t i = 0; i < exits->places.count; i++) {
        struct exit_place *place = exits->places.entries[i].value;
        let_go(place->last[BG_EXIT_LINK]);
        let_go(place->last[BG_EXIT_UPWARDS]);
        free(place);
    }
    bg_table_finish(&exits->places);
    bg_recent_finish(&exits->folders[BG_EXIT_LINK]);
    bg_recent_finish(&exits->folders[BG_EXIT_UPWARDS]);
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

/* Whether the entry is kept: all others are no exits, whatever they hold. */
static bool is_kept(const struct exit_search *search, const struct bg_entry *entry) {
    return entry->kind == BG_ENTRY_FOLDER ||
           (search->kind == BG_EXIT_LINK ? entry->kind == BG_ENTRY_LINK
                                         : entry->kind == BG_ENTRY_FILE && bg_exits_may_hold(entry->name));
}

/* Below 0, 0, above 0: the order of two entries of a folder. */
static int compare(const struct exit_entry *before, const struct bg_entry *entry) {
    struct bg_entry other = {.name = before->name, .kind = before->is_folder ? BG_ENTRY_FOLDER : BG_ENTRY_FILE};
    return bg_entry_compare(&other, entry);
}

static struct exit_folder *look_into(struct exit_search *search, const struct bg_oid *id, struct exit_folder *before);

/* `before`: the entry of that name in another state of the folder, or NULL. */
static void fill_entry(struct exit_search *search, const struct bg_entry *entry, const struct exit_entry *before,
                       struct exit_entry *out) {
    out->id = entry->id;
    out->is_folder = entry->kind == BG_ENTRY_FOLDER;
    if (out->is_folder) {
        out->below = look_into(search, &entry->id, before == NULL ? NULL : before->below);
        out->is_exit = out->below == NULL;
    } else {
        out->is_exit = search->kind == BG_EXIT_LINK || names_upwards(search, entry);
    }
    out->is_way = out->is_exit || (out->below != NULL && out->below->exit_count > 0);
}

/* The same bytes say the same, and the same folder has the same below it: it changes its owner if the one before is
 * nobody else's, so that what did not change is not even looked at. A folder that could not be looked into is asked
 * again. */
static bool take_over(const struct bg_entry *entry, struct exit_entry *before, bool is_last, struct exit_entry *out) {
    if (!bg_oid_equal(&before->id, &entry->id) || (before->is_folder && before->below == NULL)) {
        return false;
    }
    struct bg_slice name = out->name;
    *out = *before;
    out->name = name;
    if (out->below != NULL && !is_last) {
        out->below->owners++;
    } else if (is_last) {
        before->below = NULL;
    }
    return true;
}

/* Room for all entries that are kept, and for their names behind them. */
static struct exit_folder *make_room(const struct exit_search *search, const struct bg_folder *folder, char **names,
                                     size_t *size) {
    size_t count = 0;
    size_t bytes = 0;
    for (size_t i = 0; i < folder->count; i++) {
        struct bg_entry entry = search->tree->ops->entry(folder, i);
        bool is_one = is_kept(search, &entry);
        count += is_one ? 1 : 0;
        bytes += is_one ? entry.name.len : 0;
    }
    size_t head = sizeof(struct exit_folder) + count * sizeof(struct exit_entry);
    struct exit_folder *room = bg_realloc(NULL, head + bytes);
    *room = (struct exit_folder){.owners = 1};
    *names = (char *)room + head;
    *size = head + bytes;
    return room;
}

/* `before` is emptied where this is its last use. */
static void fill(struct exit_search *search, const struct bg_folder *folder, struct exit_folder *before, bool is_last,
                 char *names, struct exit_folder *out) {
    size_t b = 0;
    for (size_t i = 0; i < folder->count; i++) {
        struct bg_entry entry = search->tree->ops->entry(folder, i);
        if (!is_kept(search, &entry)) {
            continue;
        }
        while (before != NULL && b < before->count && compare(&before->items[b], &entry) < 0) {
            b++;
        }
        bool is_there = before != NULL && b < before->count && compare(&before->items[b], &entry) == 0;
        struct exit_entry *other = is_there ? &before->items[b] : NULL;
        struct exit_entry *item = &out->items[out->count++];
        memcpy(names, entry.name.at, entry.name.len);
        *item = (struct exit_entry){.name = {names, entry.name.len}};
        names += entry.name.len;
        if (other == NULL || !take_over(&entry, other, is_last, item)) {
            fill_entry(search, &entry, other, item);
        }
        out->exit_count += item->is_way ? 1 : 0;
    }
}

/* A folder that is not kept, or NULL if it cannot be looked into. */
static struct exit_folder *look_anew(struct exit_search *search, struct bg_slice path, const struct bg_oid *id,
                                     struct exit_folder *before, bool is_last, size_t *size) {
    struct bg_folder folder;
    char *names;
    if (search->depth > BG_LIMIT_FOLDER_DEPTH || !search->tree->ops->open(search->tree, path, id, &folder, NULL)) {
        return NULL;
    }
    struct exit_folder *out = make_room(search, &folder, &names, size);
    out->id = *id;
    search->depth++;
    fill(search, &folder, before, is_last, names, out);
    search->depth--;
    search->tree->ops->close(&folder);
    return out;
}

/* What a folder has, for one owner more; NULL if that cannot be known. A folder that stands at many places is looked
 * into once. */
static struct exit_folder *look_into(struct exit_search *search, const struct bg_oid *id, struct exit_folder *before) {
    struct bg_recent *known = &search->exits->folders[search->kind];
    struct exit_folder *found = bg_recent_get(known, bg_oid_bytes(id));
    size_t size;
    if (found == NULL) {
        found = look_anew(search, BG_LITERAL(""), id, before, false, &size);
        if (found != NULL) {
            found->owners++;
            (void)bg_recent_put(known, bg_oid_bytes(id), found, size);
        }
        return found;
    }
    found->owners++;
    return found;
}

static void gather(struct bg_arena *arena, struct bg_slice path, const struct exit_folder *folder,
                   struct exit_paths *out) {
    for (size_t i = 0; i < folder->count && folder->exit_count > 0; i++) {
        const struct exit_entry *item = &folder->items[i];
        struct bg_slice full = !item->is_way  ? BG_NO_SLICE
                               : path.len > 0 ? bg_arena_printf(arena, "%.*s/%.*s", BG_ARGS(path), BG_ARGS(item->name))
                                              : bg_arena_copy(arena, item->name);
        if (item->is_exit) {
            BG_VECTOR_ADD(arena, out, full);
        } else if (item->is_way) {
            gather(arena, full, item->below, out);
        }
    }
}

static struct exit_place *place_at(struct bg_exits *exits, struct bg_slice folder) {
    struct exit_place *place = bg_table_get(&exits->places, folder);
    if (place == NULL) {
        place = bg_realloc(NULL, sizeof *place + folder.len);
        *place = (struct exit_place){.last = {NULL, NULL}};
        memcpy(place->path, folder.len > 0 ? folder.at : "", folder.len);
        (void)bg_table_put(&exits->places, (struct bg_slice){place->path, folder.len}, place);
    }
    return place;
}

/* The folder itself differs in every commit: only its last state is kept, from which the next one is made. */
void bg_exits_find(struct bg_exits *exits, struct bg_tree *tree, struct bg_slice folder, enum bg_exit_kind kind,
                   struct bg_arena *arena, const struct bg_slice **out, size_t *count) {
    struct exit_search search = {.exits = exits, .tree = tree, .kind = kind};
    struct bg_entry entry = bg_tree_stat(tree, folder);
    struct exit_paths paths = {0};
    struct exit_place *place = place_at(exits, folder);
    struct exit_folder *last = place->last[kind];
    size_t size;
    exits->folders[kind].most = BG_LIMIT_KEPT_EXITS;
    exits->folders[kind].free = let_go;
    if (entry.kind == BG_ENTRY_FOLDER && (last == NULL || !bg_oid_equal(&last->id, &entry.id))) {
        place->last[kind] = look_anew(&search, folder, &entry.id, last, true, &size);
        let_go(last);
    }
    if (entry.kind == BG_ENTRY_FOLDER && place->last[kind] != NULL) {
        gather(arena, folder, place->last[kind], &paths);
    } else if (entry.kind != BG_ENTRY_NONE) {
        BG_VECTOR_ADD(arena, &paths, folder);
    }
    *out = paths.items;
    *count = paths.count;
}
