/*
 * File trees: looking up, reading and listing by path, over either kind of tree (tree_git.c, tree_disk.c).
 *
 * A path is walked part by part from the root. What a symbolic link says is put in front of the parts still to go, so
 * that it can only lead to what the tree holds: ".." at the root, or a target from the root of the machine, ends the
 * walk. Folders stay open until the tree is freed; asking for many files of one connector opens each folder once.
 */
#include "repo/tree.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "repo/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Where a path leads. */
struct spot {
    struct bg_entry entry;
    struct bg_slice path;           /* without links, in the tree's arena; of nothing, where it would stand */
    const struct bg_folder *folder; /* of a folder */
    const char *trouble;            /* why a link cannot be followed */
    bool leaves;                    /* the root of the record of reads was left on the way */
};

struct lookup {
    struct bg_tree *tree;
    struct bg_buffer done;          /* the folders walked, without links */
    const struct bg_folder *folder; /* the last of them */
    struct bg_slice rest;           /* what is still to walk */
    size_t tail;                    /* bytes of `rest` that come from the path, if a link is being followed */
    unsigned links;
    bool leaves;
    struct bg_error *err;
};

bool bg_oid_equal(const struct bg_oid *a, const struct bg_oid *b) {
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

struct bg_slice bg_oid_bytes(const struct bg_oid *id) {
    return (struct bg_slice){(const char *)id->bytes, sizeof id->bytes};
}

bool bg_oid_is_zero(const struct bg_oid *id) {
    static const struct bg_oid zero;
    return bg_oid_equal(id, &zero);
}

struct bg_slice bg_oid_hex(struct bg_arena *arena, const struct bg_oid *id) {
    char text[GIT_OID_HEXSZ + 1];
    git_oid oid = bg_git_oid(id);
    return bg_arena_copy(arena, bg_slice_of(git_oid_tostr(text, sizeof text, &oid)));
}

int bg_entry_compare(const struct bg_entry *a, const struct bg_entry *b) {
    size_t common = a->name.len < b->name.len ? a->name.len : b->name.len;
    int order = memcmp(a->name.at, b->name.at, common);
    if (order != 0) {
        return order;
    }
    int a_next = common < a->name.len ? (unsigned char)a->name.at[common] : a->kind == BG_ENTRY_FOLDER ? '/' : 0;
    int b_next = common < b->name.len ? (unsigned char)b->name.at[common] : b->kind == BG_ENTRY_FOLDER ? '/' : 0;
    return a_next - b_next;
}

struct bg_tree *bg_tree_new(struct bg_repo *repo, const git_oid *root) {
    struct bg_tree *tree = bg_realloc(NULL, sizeof *tree);
    *tree = (struct bg_tree){.ops = &bg_tree_of_git, .repo = repo, .descriptor = -1, .next = repo->trees};
    if (root != NULL) {
        tree->root = bg_oid_of(root);
    }
    repo->trees = tree;
    return tree;
}

bool bg_tree_open_folder(struct bg_tree **out, const char *dir, struct bg_error *err) {
    *out = NULL;
    int descriptor = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return bg_fail(err, BG_ERROR_JUDGE,
                       "the folder %s could not be read: %s; see whether it is there, and who may read it", dir,
                       strerror(errno));
    }
    struct bg_tree *tree = bg_realloc(NULL, sizeof *tree);
    *tree = (struct bg_tree){.ops = &bg_tree_on_disk, .descriptor = descriptor};
    *out = tree;
    return true;
}

void bg_tree_free(struct bg_tree *tree) {
    if (tree == NULL) {
        return;
    }
    if (tree->repo != NULL) {
        struct bg_tree **link = &tree->repo->trees;
        while (*link != tree) {
            link = &(*link)->next;
        }
        *link = tree->next;
    }
    for (size_t i = 0; i < tree->opened.count; i++) {
        tree->ops->close(tree->opened.entries[i].value);
    }
    if (tree->descriptor >= 0) {
        (void)close(tree->descriptor);
    }
    bg_table_finish(&tree->opened);
    bg_arena_finish(&tree->arena);
    free(tree);
}

/* The folder at `path`, opened once. NULL: it cannot be read. */
static const struct bg_folder *open_folder(struct bg_tree *tree, struct bg_slice path, const struct bg_oid *id,
                                           struct bg_error *err) {
    struct bg_folder *folder = bg_table_get(&tree->opened, path);
    if (folder == NULL) {
        folder = bg_arena_alloc(&tree->arena, sizeof *folder);
        if (!tree->ops->open(tree, bg_arena_copy(&tree->arena, path), id, folder, err)) {
            return NULL;
        }
        (void)bg_table_put(&tree->opened, folder->path, folder);
    }
    return folder;
}

static void push(struct bg_buffer *path, struct bg_slice name) {
    if (path->len > 0) {
        bg_buffer_add_char(path, '/');
    }
    bg_buffer_add(path, name);
}

/* Cuts off the last part. */
static void pop(struct bg_buffer *path) {
    while (path->len > 0 && path->at[path->len - 1] != '/') {
        path->len--;
    }
    path->len -= path->len > 0 ? 1 : 0;
}

static bool is_unreadable(struct spot *spot) {
    spot->entry.kind = BG_ENTRY_UNREADABLE;
    return true;
}

static bool is_stuck(struct spot *spot, const char *trouble) {
    spot->entry.kind = BG_ENTRY_LINK;
    spot->trouble = trouble;
    return true;
}

/* Whether `path` is neither the root of the record of reads nor below it. */
static bool is_outside(const struct bg_tree *tree, struct bg_slice path) {
    return tree->reads != NULL && !bg_slice_equal(path, tree->reads->root) &&
           bg_path_below(path, tree->reads->root).at == NULL;
}

/* Goes up one folder. True if the walk is over. */
static bool go_up(struct lookup *at, struct spot *spot) {
    if (at->done.len == 0) {
        return is_stuck(spot, "out of the repository");
    }
    pop(&at->done);
    at->leaves |= is_outside(at->tree, bg_buffer_slice(&at->done));
    /* It is open already: the walk came through it. */
    at->folder = bg_table_get(&at->tree->opened, bg_buffer_slice(&at->done));
    return false;
}

/* A link is read as well: who changes where it leads changes what is found. One that stands outside, or in the place of
 * the root, leads through what is not the root's own. */
static void note_link(struct lookup *at, struct bg_slice path, const struct bg_oid *id) {
    struct bg_tree *tree = at->tree;
    if (tree->reads != NULL) {
        at->leaves |= bg_path_below(path, tree->reads->root).at == NULL;
        struct bg_found found = {.answer = {.kind = BG_ENTRY_LINK, .id = *id}, .leaves = at->leaves};
        bg_reads_add(tree->reads, BG_ASK_LINK, path, &found);
    }
}

/* Puts the target of the link before the rest of the path. True if the walk is over. */
static bool follow(struct lookup *at, struct spot *spot, const struct bg_entry *link) {
    struct bg_slice target;
    struct bg_buffer path = {0};
    bg_buffer_add(&path, bg_buffer_slice(&at->done));
    push(&path, link->name);
    struct bg_slice copy = bg_arena_copy(&at->tree->arena, bg_buffer_slice(&path));
    bg_buffer_finish(&path);
    spot->entry.id = link->id;
    note_link(at, copy, &link->id);
    if (++at->links > BG_LIMIT_LINKS) {
        return is_stuck(spot, "in circles");
    }
    if (at->tree->ops->read(at->tree, copy, link, &at->tree->arena, &target, at->err) != BG_FILE_READ) {
        return is_unreadable(spot);
    }
    if (bg_slice_starts(target, BG_LITERAL("/"))) {
        return is_stuck(spot, "out of the repository");
    }
    if (target.len == 0 || target.len > BG_LIMIT_LINK_TARGET) {
        return is_stuck(spot, "to nothing");
    }
    if (at->links == 1 || at->rest.len < at->tail) {
        at->tail = at->rest.len;
    }
    at->rest = bg_arena_printf(&at->tree->arena, "%.*s/%.*s", BG_ARGS(target), BG_ARGS(at->rest));
    return false;
}

static bool enter(struct lookup *at, struct spot *spot, const struct bg_entry *entry) {
    push(&at->done, entry->name);
    at->folder = open_folder(at->tree, bg_buffer_slice(&at->done), &entry->id, at->err);
    return at->folder == NULL && is_unreadable(spot);
}

/* There is nothing under `name`: in the path, or in what a link says. True: the walk is over. */
static bool miss(struct lookup *at, struct spot *spot, struct bg_slice name, bool is_in_link) {
    push(&at->done, name); /* where it would stand */
    if (at->rest.len > 0) {
        push(&at->done, at->rest);
    }
    return !is_in_link || is_stuck(spot, "to nothing");
}

/* Ends at something that is no folder: the end of the path, or nothing if there is more of it. */
static bool arrive(struct lookup *at, struct spot *spot, const struct bg_entry *entry) {
    if (at->rest.len > 0) {
        return miss(at, spot, entry->name, at->links > 0 && at->rest.len > at->tail);
    }
    push(&at->done, entry->name);
    spot->entry = *entry;
    return true;
}

/* One part of the path. True if the walk is over. */
static bool step(struct lookup *at, struct spot *spot) {
    struct bg_slice name = bg_slice_cut(&at->rest, '/');
    if (name.len == 0 || bg_slice_is(name, ".")) {
        return false;
    }
    if (bg_slice_is(name, "..")) {
        return go_up(at, spot);
    }
    struct bg_entry entry = at->tree->ops->find(at->folder, name);
    switch (entry.kind) {
    case BG_ENTRY_FOLDER:
        return enter(at, spot, &entry);
    case BG_ENTRY_LINK:
        return follow(at, spot, &entry);
    case BG_ENTRY_FILE:
    case BG_ENTRY_SUBMODULE:
        return arrive(at, spot, &entry);
    case BG_ENTRY_NONE:
    case BG_ENTRY_UNREADABLE:
        return miss(at, spot, name, at->links > 0 && at->rest.len >= at->tail);
    }
    return true;
}

/* Begins at the top; or, if the folder that the path ends in is open under that name, there: no link led to it, and
 * the walk would come by again. */
static void begin(struct lookup *at, struct bg_slice path) {
    size_t end = path.len;
    while (end > 0 && path.at[end - 1] != '/') {
        end--;
    }
    struct bg_slice parent = bg_slice_range(path, 0, end > 0 ? end - 1 : 0);
    at->folder = parent.len > 0 ? bg_table_get(&at->tree->opened, parent) : NULL;
    if (at->folder != NULL) {
        bg_buffer_add(&at->done, parent);
        at->rest = bg_slice_from(path, end);
    } else {
        at->folder = open_folder(at->tree, BG_LITERAL(""), &at->tree->root, at->err);
        at->rest = path;
    }
}

/* Where `path` leads; kind NONE if there is nothing. With kind UNREADABLE, *err says why. */
static struct spot locate(struct bg_tree *tree, struct bg_slice path, struct bg_error *err) {
    struct spot spot = {.entry = {.kind = BG_ENTRY_NONE}};
    struct lookup at = {.tree = tree, .err = err};
    begin(&at, path);
    bool is_over = at.folder == NULL && is_unreadable(&spot);
    while (!is_over && at.rest.len > 0) {
        is_over = step(&at, &spot);
    }
    if (!is_over) {
        spot.entry = (struct bg_entry){.kind = BG_ENTRY_FOLDER, .id = at.folder->id};
        spot.folder = at.folder;
    }
    spot.leaves = at.leaves;
    spot.path = spot.folder != NULL ? spot.folder->path : bg_arena_copy(&tree->arena, bg_buffer_slice(&at.done));
    bg_buffer_finish(&at.done);
    while (path.len > 0 && memchr(path.at, '/', path.len) != NULL) {
        (void)bg_slice_cut(&path, '/');
    }
    spot.entry.name = path;
    return spot;
}

static bool fail_link(struct bg_slice path, const char *trouble, struct bg_error *err) {
    return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path},
                      "the path leads through a symbolic link %s, which is not followed", trouble);
}

/* A folder's own id says more than its names: it changes with every file below. */
static struct bg_answer answer_of(const struct spot *spot, enum bg_ask ask) {
    struct bg_answer answer = {.kind = spot->entry.kind, .trouble = spot->trouble};
    if (ask == BG_ASK_BYTES && spot->entry.kind != BG_ENTRY_FOLDER) {
        answer.id = spot->entry.id;
    }
    return answer;
}

static void note(struct bg_tree *tree, enum bg_ask ask, struct bg_slice path, const struct spot *spot,
                 struct bg_answer answer) {
    if (tree->reads != NULL) {
        struct bg_found found = {
            .answer = answer, .leaves = spot->leaves, .file = ask == BG_ASK_BYTES ? spot->path : BG_NO_SLICE};
        bg_reads_add(tree->reads, ask, path, &found);
    }
}

static void count_step(struct bg_tree *tree) {
    if (tree->repo != NULL) {
        tree->repo->budget.steps++;
    }
}

/* The bytes of a file, unless too many were read before. */
static enum bg_read_status read_within(struct bg_tree *tree, const struct spot *spot, struct bg_arena *arena,
                                       struct bg_slice *out, struct bg_error *err) {
    struct bg_budget *budget = tree->repo == NULL ? NULL : &tree->repo->budget;
    if (budget != NULL && budget->most_steps > 0 && bg_budget_is_spent(budget)) {
        (void)bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = spot->path},
                         "it was not read: all that one run may read was read before");
        return BG_FILE_UNREADABLE;
    }
    enum bg_read_status status = tree->ops->read(tree, spot->path, &spot->entry, arena, out, err);
    if (budget != NULL && status == BG_FILE_READ) {
        budget->bytes += out->len;
    }
    return status;
}

struct bg_entry bg_tree_stat(struct bg_tree *tree, struct bg_slice path) {
    count_step(tree);
    struct spot spot = locate(tree, path, NULL);
    note(tree, BG_ASK_KIND, path, &spot, answer_of(&spot, BG_ASK_KIND));
    return spot.entry;
}

struct bg_slice bg_tree_real_path(struct bg_tree *tree, struct bg_slice path) {
    return locate(tree, path, NULL).path;
}

struct bg_oid bg_tree_note(struct bg_tree *tree, struct bg_slice path) {
    struct spot spot = locate(tree, path, NULL);
    note(tree, BG_ASK_BYTES, path, &spot, answer_of(&spot, BG_ASK_BYTES));
    return spot.entry.kind == BG_ENTRY_FILE ? spot.entry.id : (struct bg_oid){0};
}

enum bg_read_status bg_tree_read(struct bg_tree *tree, struct bg_slice path, struct bg_arena *arena,
                                 struct bg_slice *out, struct bg_oid *id, struct bg_error *err) {
    count_step(tree);
    struct spot spot = locate(tree, path, err);
    note(tree, BG_ASK_BYTES, path, &spot, answer_of(&spot, BG_ASK_BYTES));
    switch (spot.entry.kind) {
    case BG_ENTRY_NONE:
    case BG_ENTRY_FOLDER:
    case BG_ENTRY_SUBMODULE:
        return BG_FILE_ABSENT;
    case BG_ENTRY_LINK:
        (void)fail_link(path, spot.trouble, err);
        return BG_FILE_UNREADABLE;
    case BG_ENTRY_UNREADABLE:
        return BG_FILE_UNREADABLE;
    case BG_ENTRY_FILE:
        break;
    }
    if (id != NULL) {
        *id = spot.entry.id;
    }
    return read_within(tree, &spot, arena, out, err);
}

struct bg_slice bg_tree_text(struct bg_tree *tree, struct bg_slice path, struct bg_arena *arena) {
    struct bg_slice text;
    bool is_read = path.at != NULL && bg_tree_read(tree, path, arena, &text, NULL, NULL) == BG_FILE_READ;
    return is_read ? text : BG_NO_SLICE;
}

static int compare_names(const void *a, const void *b) {
    const struct bg_entry *one = a;
    const struct bg_entry *two = b;
    return bg_slice_compare(one->name, two->name);
}

/* An entry that is a link becomes what it leads to. */
static struct bg_entry listed(struct bg_tree *tree, struct spot *folder, struct bg_entry entry) {
    if (entry.kind != BG_ENTRY_LINK) {
        return entry;
    }
    struct bg_buffer path = {0};
    bg_buffer_add(&path, folder->path);
    push(&path, entry.name);
    struct spot target = locate(tree, bg_buffer_slice(&path), NULL);
    bg_buffer_finish(&path);
    folder->leaves |= target.leaves;
    target.entry.name = entry.name;
    return target.entry;
}

/* They come in git's order, which differs from that of the names only around folders: most need not be moved far. */
static void sort_by_name(struct bg_entry *entries, size_t count) {
    size_t moves = 8 * count;
    for (size_t i = 1; i < count; i++) {
        struct bg_entry entry = entries[i];
        size_t at = i;
        for (; at > 0 && moves > 0 && compare_names(&entries[at - 1], &entry) > 0; at--, moves--) {
            entries[at] = entries[at - 1];
        }
        entries[at] = entry;
    }
    if (count > 0 && moves == 0) {
        qsort(entries, count, sizeof entries[0], compare_names);
    }
}

/* The entries of a folder, in order of their names. */
static struct bg_entry *list(struct bg_tree *tree, struct spot *spot, struct bg_arena *arena, size_t *count) {
    *count = spot->folder->count;
    struct bg_entry *entries = bg_arena_array(arena, *count, sizeof entries[0]);
    for (size_t i = 0; i < *count; i++) {
        entries[i] = listed(tree, spot, tree->ops->entry(spot->folder, i));
        entries[i].name = bg_arena_copy(arena, entries[i].name);
    }
    sort_by_name(entries, *count);
    return entries;
}

/* What a listing tells: names and kinds, as one digest. */
static struct bg_oid digest_of(const struct bg_entry *entries, size_t count) {
    struct bg_buffer text = {0};
    unsigned char digest[BG_SHA256_BYTES];
    struct bg_oid id;
    for (size_t i = 0; i < count; i++) {
        bg_buffer_add(&text, entries[i].name);
        bg_buffer_add_char(&text, '\0');
        bg_buffer_add_char(&text, (char)('0' + (int)entries[i].kind));
    }
    bg_sha256(bg_buffer_slice(&text), digest);
    memcpy(id.bytes, digest, sizeof id.bytes);
    bg_buffer_finish(&text);
    return id;
}

bool bg_tree_list(struct bg_tree *tree, struct bg_slice path, struct bg_arena *arena, struct bg_entry **out,
                  size_t *count, struct bg_error *err) {
    *out = NULL;
    *count = 0;
    count_step(tree);
    struct spot spot = locate(tree, path, err);
    struct bg_answer answer = answer_of(&spot, BG_ASK_NAMES);
    if (spot.folder != NULL) {
        *out = list(tree, &spot, arena, count);
        answer.id = tree->reads != NULL ? digest_of(*out, *count) : answer.id;
    }
    note(tree, BG_ASK_NAMES, path, &spot, answer);
    return spot.entry.kind == BG_ENTRY_LINK ? fail_link(path, spot.trouble, err)
                                            : spot.entry.kind != BG_ENTRY_UNREADABLE;
}

struct bg_answer bg_tree_answer(struct bg_tree *tree, enum bg_ask ask, struct bg_slice path, struct bg_slice *file) {
    struct spot spot = locate(tree, path, NULL);
    *file = spot.path;
    struct bg_answer answer = answer_of(&spot, ask);
    if (ask == BG_ASK_NAMES && spot.folder != NULL) {
        struct bg_arena scratch = BG_ARENA_EMPTY;
        size_t count;
        struct bg_entry *entries = list(tree, &spot, &scratch, &count);
        answer.id = digest_of(entries, count);
        bg_arena_finish(&scratch);
    }
    return answer;
}
