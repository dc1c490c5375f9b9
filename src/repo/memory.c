/*
 * An object store in memory, in front of the repository's own: it takes every object that the library writes for us,
 * which makes trees of the index and the work tree possible without a trace in the repository.
 *
 * The library's own store in memory would do but for two things: it cannot hold a file that was left unread, with its
 * size and the reason; and behind it the library touches the time stamps of packs and objects that are already there.
 */
#include "repo/internal.h"

#include <git2/sys/odb_backend.h>
#include <stdlib.h>

enum { FIRST_ASKED = 1000 }; /* loose objects have priority 1, packs 2 */

struct stored_object {
    git_oid id;
    git_object_t type;
    size_t len;
    const char *bytes;   /* NULL if it was not read */
    struct bg_slice why; /* then */
};

struct memory {
    git_odb_backend head; /* first: the library knows no more of it */
    git_odb_backend **others;
    size_t other_count;
    struct bg_table objects; /* 20 bytes -> struct stored_object * */
    struct bg_arena arena;
};

static struct memory *memory_of(git_odb_backend *backend) {
    void *whole = backend;
    return whole;
}

static struct stored_object *find(git_odb_backend *backend, const git_oid *id) {
    return bg_table_get(&memory_of(backend)->objects, (struct bg_slice){(const char *)id->id, sizeof id->id});
}

static struct stored_object *add(git_odb_backend *backend, const git_oid *id, size_t len, git_object_t type) {
    struct memory *memory = memory_of(backend);
    struct stored_object *object = bg_arena_alloc(&memory->arena, sizeof *object);
    *object = (struct stored_object){.id = *id, .type = type, .len = len};
    (void)bg_table_put(&memory->objects, (struct bg_slice){(const char *)object->id.id, sizeof object->id.id}, object);
    return object;
}

static int memory_read(void **out, size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    const struct stored_object *object = find(backend, id);
    if (object == NULL) {
        return GIT_ENOTFOUND;
    }
    if (object->bytes == NULL) {
        git_error_set_str(GIT_ERROR_ODB, object->why.at);
        return GIT_ERROR;
    }
    void *copy = git_odb_backend_data_alloc(backend, object->len + 1);
    if (copy == NULL) {
        return GIT_ERROR;
    }
    memcpy(copy, object->bytes, object->len);
    *out = copy;
    *len = object->len;
    *type = object->type;
    return GIT_OK;
}

static int memory_read_header(size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    const struct stored_object *object = find(backend, id);
    if (object == NULL) {
        return GIT_ENOTFOUND;
    }
    *len = object->len;
    *type = object->type;
    return GIT_OK;
}

static int memory_write(git_odb_backend *backend, const git_oid *id, const void *bytes, size_t len, git_object_t type) {
    if (find(backend, id) == NULL) {
        struct stored_object *object = add(backend, id, len, type);
        object->bytes =
            bg_arena_copy(&memory_of(backend)->arena, (struct bg_slice){bytes == NULL ? "" : bytes, len}).at;
    }
    return GIT_OK;
}

static int memory_exists(git_odb_backend *backend, const git_oid *id) {
    return find(backend, id) != NULL;
}

/* "Is it there already?", asked before a write. The others would answer by touching the file's time stamp. */
static int memory_freshen(git_odb_backend *backend, const git_oid *id) {
    const struct memory *memory = memory_of(backend);
    bool is_there = find(backend, id) != NULL;
    for (size_t i = 0; i < memory->other_count && !is_there; i++) {
        git_odb_backend *other = memory->others[i];
        is_there = other->exists != NULL && other->exists(other, id) != 0;
    }
    return is_there ? GIT_OK : GIT_ENOTFOUND;
}

static void memory_free(git_odb_backend *backend) {
    struct memory *memory = memory_of(backend);
    bg_table_finish(&memory->objects);
    bg_arena_finish(&memory->arena);
    free(memory);
}

bool bg_memory_attach(struct bg_repo *repo, struct bg_error *err) {
    if (repo->memory != NULL) {
        return true;
    }
    struct memory *memory = bg_realloc(NULL, sizeof *memory);
    *memory = (struct memory){.head = {.version = GIT_ODB_BACKEND_VERSION,
                                       .read = memory_read,
                                       .read_header = memory_read_header,
                                       .write = memory_write,
                                       .exists = memory_exists,
                                       .freshen = memory_freshen,
                                       .free = memory_free}};
    size_t count = git_odb_num_backends(repo->odb);
    memory->others = bg_arena_array(&memory->arena, count, sizeof memory->others[0]);
    for (size_t i = 0; i < count; i++) {
        if (git_odb_get_backend(&memory->others[memory->other_count], repo->odb, i) == GIT_OK) {
            memory->other_count++;
        }
    }
    if (git_odb_add_backend(repo->odb, &memory->head, FIRST_ASKED) != GIT_OK) {
        memory_free(&memory->head);
        return bg_git_fail(err, "the index could not be read");
    }
    repo->memory = &memory->head;
    return true;
}

void bg_memory_add_unread(git_odb_backend *memory, const git_oid *id, size_t size, const char *why) {
    add(memory, id, size, GIT_OBJECT_BLOB)->why = bg_arena_copy(&memory_of(memory)->arena, bg_slice_of(why));
}
