/* Schema files: see schema_files.h. Each node is resolved once, so shared definitions stay shared in the result. */
#include "source/schema_files.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "text/builder.h"
#include "text/pointer.h"
#include "text/read.h"

struct file_resolver {
    struct bg_schema_files *files;
    struct bg_slice shared;
    struct bg_error *err;
};

static const struct bg_node in_progress;

void bg_schema_files_finish(struct bg_schema_files *files) {
    bg_table_finish(&files->documents);
}

static enum bg_read_status read_document(struct bg_schema_files *files, struct bg_slice path,
                                         const struct bg_node **out, struct bg_error *err) {
    *out = bg_table_get(&files->documents, path);
    if (*out != NULL) {
        return BG_FILE_READ;
    }
    if (files->tree == NULL) {
        return BG_FILE_ABSENT;
    }
    struct bg_slice text;
    enum bg_read_status status = bg_tree_read(files->tree, path, files->arena, &text, NULL, err);
    if (status != BG_FILE_READ) {
        return status;
    }
    path = bg_arena_copy(files->arena, path);
    struct bg_source *source = bg_source_new(files->arena, path, text);
    if (!bg_read_json(files->arena, source, files->problems, out, err)) {
        return BG_FILE_UNREADABLE;
    }
    (void)bg_table_put(&files->documents, path, (void *)(uintptr_t)*out);
    return BG_FILE_READ;
}

/* The root of the file that `reference` stands in. */
static const struct bg_node *document_of(struct file_resolver *resolver, const struct bg_node *reference) {
    return bg_table_get(&resolver->files->documents, reference->source->path);
}

/* `file` seen from `folder`, without "." and ".."; {NULL, 0} if it leads out of the repository. */
static struct bg_slice path_from(struct bg_arena *arena, struct bg_slice folder, struct bg_slice file) {
    struct bg_buffer path = {0};
    bg_buffer_add(&path, folder);
    struct bg_slice rest = file;
    bool is_inside = true;
    while (rest.at != NULL && is_inside) {
        struct bg_slice component = bg_slice_cut(&rest, '/');
        if (bg_slice_is(component, "..")) {
            is_inside = path.len > 0;
            while (path.len > 0 && path.at[--path.len] != '/') {
            }
        } else if (!bg_slice_is(component, ".") && component.len > 0) {
            bg_buffer_add_text(&path, path.len > 0 ? "/" : "");
            bg_buffer_add(&path, component);
        }
    }
    struct bg_slice found = is_inside ? bg_arena_copy(arena, bg_buffer_slice(&path)) : BG_NO_SLICE;
    bg_buffer_finish(&path);
    return found;
}

/* Where references of the file at hand start from: its own folder, if that is a shared one, else the shared one. */
static struct bg_slice folder_of(const struct file_resolver *resolver, const struct bg_node *reference) {
    struct bg_slice folder = bg_path_folder(reference->source->path);
    return bg_slice_starts(folder, resolver->shared) ? folder : resolver->shared;
}

static enum bg_read_status read_referred(struct file_resolver *resolver, const struct bg_node *reference,
                                         struct bg_slice file, const struct bg_node **out) {
    const struct bg_slice folders[] = {folder_of(resolver, reference), resolver->shared};
    enum bg_read_status status = BG_FILE_ABSENT;
    for (size_t i = 0; i < 2 && status == BG_FILE_ABSENT; i++) {
        struct bg_slice path = path_from(resolver->files->arena, folders[i], file);
        status = path.at == NULL ? BG_FILE_ABSENT : read_document(resolver->files, path, out, resolver->err);
    }
    return status;
}

/* The node that "file#pointer" names, or NULL after a failure. */
static const struct bg_node *find_target(struct file_resolver *resolver, const struct bg_node *reference) {
    struct bg_slice pointer = reference->as.text;
    struct bg_slice file = bg_slice_cut(&pointer, '#');
    const struct bg_node *document = NULL;
    if (file.len == 0) {
        document = document_of(resolver, reference);
    } else if (read_referred(resolver, reference, file, &document) == BG_FILE_UNREADABLE) {
        return NULL;
    }
    const struct bg_node *target = document == NULL ? NULL : bg_pointer_find(document, pointer);
    if (target == NULL) {
        (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(reference),
                         "the reference \"%.*s\" leads nowhere", BG_ARGS(reference->as.text));
    }
    return target;
}

static const struct bg_node *resolve(struct file_resolver *resolver, const struct bg_node *node);

static const struct bg_node *without_definitions(struct bg_arena *arena, const struct bg_node *map) {
    if (bg_node_at(map, "definitions") == NULL) {
        return map;
    }
    struct bg_members members = {.arena = arena};
    for (size_t i = 0; i < map->count; i++) {
        if (!bg_slice_is(map->as.members[i].key, "definitions")) {
            bg_members_put(&members, map->as.members[i]);
        }
    }
    return bg_node_new_map(arena, members.items, members.count, map);
}

static const struct bg_node *refer(struct file_resolver *resolver, const struct bg_node *reference) {
    const struct bg_node *target = find_target(resolver, reference);
    if (target == NULL) {
        return NULL;
    }
    const struct bg_node *result = resolve(resolver, target);
    if (result == NULL) {
        return NULL;
    }
    if (result == &in_progress || result->kind != BG_NODE_MAP) {
        (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(reference), "the reference \"%.*s\" leads %s",
                         BG_ARGS(reference->as.text),
                         result == &in_progress ? "back to itself" : "to something that is no object");
        return NULL;
    }
    return without_definitions(resolver->files->arena, result);
}

static const struct bg_node *resolve_list(struct file_resolver *resolver, const struct bg_node *list) {
    const struct bg_node **items = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct bg_node *item = resolve(resolver, list->as.items[i]);
        if (item == NULL) {
            return NULL;
        }
        if (items == NULL && item != list->as.items[i]) {
            items = bg_arena_array(resolver->files->arena, list->count, sizeof *items);
            memcpy(items, list->as.items, i * sizeof *items);
        }
        if (items != NULL) {
            items[i] = item;
        }
    }
    return items == NULL ? list : bg_node_new_list(resolver->files->arena, items, list->count, list);
}

static const struct bg_node *resolve_map(struct file_resolver *resolver, const struct bg_node *map) {
    const struct bg_node *reference = bg_node_at(map, "$ref");
    if (bg_node_is(reference, BG_NODE_STRING)) {
        return refer(resolver, reference);
    }
    struct bg_member *members = NULL;
    for (size_t i = 0; i < map->count; i++) {
        struct bg_member member = map->as.members[i];
        member.value = resolve(resolver, member.value);
        if (member.value == NULL) {
            return NULL;
        }
        if (members == NULL && member.value != map->as.members[i].value) {
            members = bg_arena_array(resolver->files->arena, map->count, sizeof *members);
            memcpy(members, map->as.members, i * sizeof *members);
        }
        if (members != NULL) {
            members[i] = member;
        }
    }
    return members == NULL ? map : bg_node_new_map(resolver->files->arena, members, map->count, map);
}

/* NULL after a failure; `in_progress` if `node` is being resolved already, which only a reference can bring about. */
static const struct bg_node *resolve(struct file_resolver *resolver, const struct bg_node *node) {
    if (node->kind != BG_NODE_MAP && node->kind != BG_NODE_LIST) {
        return node;
    }
    struct bg_memo_key key = {.first = node};
    const void **known = bg_memo_at(&resolver->files->resolved, key);
    if (*known != NULL) {
        return *known;
    }
    *known = &in_progress;
    if (++resolver->files->frames > BG_LIMIT_FRAMES) {
        (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(node),
                         "references were followed more than %u levels deep", BG_LIMIT_FRAMES);
        return NULL;
    }
    const struct bg_node *result =
        node->kind == BG_NODE_MAP ? resolve_map(resolver, node) : resolve_list(resolver, node);
    resolver->files->frames--;
    if (result == NULL) {
        return NULL;
    }
    if (result->weight > BG_LIMIT_EXPANDED || result->depth > BG_LIMIT_DEPTH) {
        (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(node),
                         "written out, this has more nodes or levels than can be read");
        return NULL;
    }
    *bg_memo_at(&resolver->files->resolved, key) = result;
    return result;
}

enum bg_read_status bg_schema_files_read(struct bg_schema_files *files, struct bg_slice path, struct bg_slice shared,
                                         const struct bg_node **out, struct bg_error *err) {
    const struct bg_node *document = NULL;
    struct bg_slice inside = path_from(files->arena, BG_LITERAL(""), path);
    enum bg_read_status status = inside.at == NULL ? BG_FILE_ABSENT : read_document(files, inside, &document, err);
    if (status != BG_FILE_READ) {
        return status;
    }
    struct file_resolver resolver = {.files = files, .shared = shared, .err = err};
    files->resolved.arena = files->arena;
    files->frames = 0;
    *out = resolve(&resolver, document);
    if (*out == NULL) {
        files->resolved = (struct bg_memo){.arena = files->arena}; /* it holds nodes that were never finished */
        return BG_FILE_UNREADABLE;
    }
    return BG_FILE_READ;
}
