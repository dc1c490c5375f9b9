/* Ambiguous names: see ambiguous.h. The references are looked for in git's own order, of which the first counts. */
#include "repo/ambiguous.h"

#include "base/buffer.h"
#include "repo/internal.h"

/* gitrevisions, "<refname>". */
static const struct {
    const char *before;
    const char *after;
} forms[] = {
    {"", ""}, {"refs/", ""}, {"refs/tags/", ""}, {"refs/heads/", ""}, {"refs/remotes/", ""}, {"refs/remotes/", "/HEAD"},
};

enum { FORMS = sizeof forms / sizeof forms[0], SHORTEST_ID = 4 };

struct meanings {
    struct bg_slice items[FORMS + 1];
    size_t count;
};

/* The name that a revision begins with: "v1" of "v1~2", "v1^{commit}" and "v1@{1}". */
static struct bg_slice name_in(const char *revision) {
    struct bg_slice text = bg_slice_of(revision);
    size_t end = strcspn(revision, "^~:");
    size_t at = bg_slice_find(text, BG_LITERAL("@{"));
    return bg_slice_range(text, 0, end < at ? end : at);
}

static void add_references(struct bg_repo *repo, struct bg_slice name, struct bg_arena *arena, struct meanings *out) {
    for (size_t i = 0; i < FORMS && name.len > 0; i++) {
        struct bg_slice reference = bg_arena_printf(arena, "%s%.*s%s", forms[i].before, BG_ARGS(name), forms[i].after);
        git_oid id;
        if (git_reference_name_to_id(&id, repo->git, reference.at) == GIT_OK) {
            out->items[out->count++] = reference;
        }
    }
    git_error_clear();
}

/* The id that the name is, or begins; a whole one is asked of nobody before it is taken. */
static void add_object(struct bg_repo *repo, struct bg_slice name, struct bg_arena *arena, struct meanings *out) {
    git_oid id;
    git_oid whole;
    if (name.len >= SHORTEST_ID && name.len <= GIT_OID_HEXSZ && git_oid_fromstrn(&id, name.at, name.len) == GIT_OK &&
        git_odb_exists_prefix(&whole, repo->odb, &id, name.len) == GIT_OK) {
        struct bg_oid found = bg_oid_of(&whole);
        bool is_first = name.len == GIT_OID_HEXSZ;
        size_t at = is_first ? 0 : out->count;
        for (size_t i = out->count; i > at; i--) {
            out->items[i] = out->items[i - 1];
        }
        out->items[at] = bg_arena_printf(arena, "the commit %.*s", BG_ARGS(bg_oid_hex(arena, &found)));
        out->count++;
    }
    git_error_clear();
}

static bool is_noted(const struct bg_problems *notes, struct bg_slice message) {
    for (size_t i = 0; i < notes->count; i++) {
        if (bg_slice_equal(notes->items[i].message, message)) {
            return true;
        }
    }
    return false;
}

static void say(struct bg_slice name, const struct meanings *meanings, struct bg_arena *arena,
                struct bg_problems *notes) {
    struct bg_buffer others = {0};
    for (size_t i = 1; i < meanings->count; i++) {
        bg_buffer_printf(&others, "%s%.*s", i > 1 ? " or " : "", BG_ARGS(meanings->items[i]));
    }
    struct bg_slice message =
        bg_arena_printf(arena, "the name `%.*s` is ambiguous: %.*s was taken, as git does; write %.*s if you mean that",
                        BG_ARGS(name), BG_ARGS(meanings->items[0]), BG_ARGS(bg_buffer_slice(&others)));
    if (!is_noted(notes, message)) {
        bg_problem_add(notes, BG_ID_AMBIGUOUS_REVISION, false, (struct bg_place){0}, "%.*s", BG_ARGS(message));
    }
    bg_buffer_finish(&others);
}

void bg_ambiguous_note(struct bg_repo *repo, const char *revision, struct bg_problems *notes) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice name = name_in(revision);
    struct meanings meanings = {.count = 0};
    add_references(repo, name, &arena, &meanings);
    if (meanings.count > 0) {
        add_object(repo, name, &arena, &meanings);
    }
    if (meanings.count > 1) {
        say(name, &meanings, &arena, notes);
    }
    bg_arena_finish(&arena);
}
