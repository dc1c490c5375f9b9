/* Schema files: see schema_files.h. Each node is resolved once, so shared definitions stay shared in the result. */
#include "source/schema_files.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "layout/discover.h"
#include "repo/exits.h"
#include "schema/accept/reference.h"
#include "text/builder.h"
#include "text/pointer.h"
#include "text/read.h"

struct file_resolver {
    struct bg_schema_files *files;
    struct bg_slice shared;
    struct bg_references *only_files; /* of a document whose references within itself stay; else NULL */
    struct bg_error *err;
};

/* A file that was read, and who is called what in it. */
struct file_document {
    const struct bg_node *root;
    struct bg_references references;
};

static const struct bg_node in_progress;

void bg_schema_files_finish(struct bg_schema_files *files) {
    bg_table_finish(&files->known);
}

static struct file_document *document_at(const struct bg_schema_files *files, struct bg_slice path) {
    return bg_table_get(&files->known, path);
}

static void keep_document(struct bg_schema_files *files, struct bg_slice path, const struct bg_node *root) {
    struct file_document *document = bg_arena_alloc(files->arena, sizeof *document);
    *document = (struct file_document){root, {.arena = files->arena, .document = root}};
    (void)bg_table_put(&files->known, path, document);
}

/* A file that does not say that it is YAML is JSON, whatever its name ends in. */
static bg_document_parser parser_of(struct bg_slice path) {
    return bg_path_is_yaml(path) ? bg_read_yaml : bg_read_json;
}

static enum bg_read_status read_document(struct bg_schema_files *files, struct bg_slice path,
                                         const struct bg_node **out, struct bg_error *err) {
    const struct file_document *known = document_at(files, path);
    if (known != NULL) {
        *out = known->root;
        return BG_FILE_READ;
    }
    if (files->tree == NULL) {
        return BG_FILE_ABSENT;
    }
    enum bg_read_status status =
        bg_documents_read(files->documents, files->tree, path, parser_of(path), files->problems, out, err);
    if (status == BG_FILE_READ) {
        keep_document(files, bg_arena_copy(files->arena, path), *out);
    }
    return status;
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

/* Whether the file at `path`, which what stands at `at` names, is one of the connector; or else a change of it would be
 * noticed. */
static bool may_reach(const struct bg_schema_files *files, struct bg_slice path, struct bg_place at,
                      struct bg_error *err) {
    struct bg_touched owner;
    if (files->layout == NULL || files->root.len == 0 || bg_path_below(path, files->root).at != NULL) {
        return true;
    }
    struct bg_slice real = bg_tree_real_path(files->tree, path);
    if (!bg_exits_may_hold(at.file) || !bg_exits_may_hold(path) || !bg_exits_may_hold(real)) {
        return bg_fail_at(err, BG_ERROR_JUDGE, at,
                          "\"%.*s\" is outside of the connector: files that refer to each other across folders are "
                          "named .json",
                          BG_ARGS(path));
    }
    bool is_of_other =
        bg_path_is_yaml(path) && bg_discover_owner(files->tree, files->tree, files->layout, real, files->arena, &owner);
    return !is_of_other ||
           bg_fail_at(err, BG_ERROR_JUDGE, at,
                      "\"%.*s\" is YAML of another connector, of which only JSON can be referred to", BG_ARGS(path));
}

static enum bg_read_status read_referred(struct file_resolver *resolver, const struct bg_node *reference,
                                         struct bg_slice file, const struct bg_node **out) {
    const struct bg_slice folders[] = {folder_of(resolver, reference), resolver->shared};
    enum bg_read_status status = BG_FILE_ABSENT;
    struct bg_slice path = BG_NO_SLICE;
    for (size_t i = 0; i < 2 && status == BG_FILE_ABSENT; i++) {
        path = path_from(resolver->files->arena, folders[i], file);
        status = path.at == NULL ? BG_FILE_ABSENT : read_document(resolver->files, path, out, resolver->err);
    }
    bool is_beyond =
        status == BG_FILE_READ && !may_reach(resolver->files, path, bg_node_place(reference), resolver->err);
    return is_beyond ? BG_FILE_UNREADABLE : status;
}

/* What `text` names where it stands in a schema of the document. A pointer that leads nowhere by the rules of JSON
 * Schema, as ids on the way to it make other documents of the parts, is followed from the root, as the runtimes do. */
static const struct bg_node *find_in(struct bg_references *references, const struct bg_node *schema,
                                     struct bg_slice text) {
    const struct bg_node *target = bg_reference_find(references, schema, text);
    bool is_pointer = text.len > 0 && text.at[0] == '#';
    return target != NULL || !is_pointer ? target : bg_pointer_find(references->document, bg_slice_from(text, 1));
}

/* What the document that `node` stands in calls its schemas; NULL if it is none of a file. */
static struct bg_references *references_of(const struct file_resolver *resolver, const struct bg_node *node) {
    struct bg_references *own = resolver->only_files;
    if (own != NULL && own->document->source == node->source) {
        return own;
    }
    struct file_document *document = document_at(resolver->files, node->source->path);
    return document == NULL ? NULL : &document->references;
}

static const struct bg_node *fail_to_refer(struct file_resolver *resolver, const struct bg_node *reference,
                                           const char *where) {
    (void)bg_fail_at(resolver->err, BG_ERROR_JUDGE, bg_node_place(reference), "the reference \"%.*s\" leads %s",
                     BG_ARGS(reference->as.text), where);
    return NULL;
}

/* What "file#fragment" names in a file of the repository; NULL after a failure. */
static const struct bg_node *find_outside(struct file_resolver *resolver, const struct bg_node *reference) {
    struct bg_slice fragment = reference->as.text;
    struct bg_slice file = bg_slice_cut(&fragment, '#');
    const struct bg_node *root = NULL;
    enum bg_read_status status = file.len == 0 ? BG_FILE_ABSENT : read_referred(resolver, reference, file, &root);
    if (status == BG_FILE_UNREADABLE) {
        return NULL;
    }
    struct bg_slice inside = bg_arena_printf(resolver->files->arena, "#%.*s", BG_ARGS(fragment));
    const struct bg_node *target = root == NULL ? NULL : find_in(references_of(resolver, root), root, inside);
    return target != NULL ? target : fail_to_refer(resolver, reference, "nowhere");
}

/* The node that the reference of `schema` names; NULL after a failure. */
static const struct bg_node *find_target(struct file_resolver *resolver, const struct bg_node *schema,
                                         const struct bg_node *reference) {
    struct bg_references *references = references_of(resolver, reference);
    const struct bg_node *target = references == NULL ? NULL : find_in(references, schema, reference->as.text);
    return target != NULL ? target : find_outside(resolver, reference);
}

static const struct bg_node *resolve(struct file_resolver *resolver, const struct bg_node *node);

static const struct bg_node *without(struct bg_arena *arena, const struct bg_node *map, const char *key) {
    struct bg_members members = {.arena = arena};
    if (bg_node_at(map, key) == NULL) {
        return map;
    }
    bg_members_put_all(&members, map);
    (void)bg_members_remove(&members, bg_slice_of(key));
    return bg_node_new_map(arena, members.items, members.count, map);
}

/* The target of the reference of `schema`, resolved. */
static const struct bg_node *refer(struct file_resolver *resolver, const struct bg_node *schema,
                                   const struct bg_node *reference) {
    const struct bg_node *target = find_target(resolver, schema, reference);
    const struct bg_node *result = target == NULL ? NULL : resolve(resolver, target);
    if (result == &in_progress) {
        return fail_to_refer(resolver, reference, "back to itself");
    }
    if (result != NULL && result->kind != BG_NODE_MAP) {
        return fail_to_refer(resolver, reference, "to something that is no object");
    }
    return result == NULL ? NULL : without(resolver->files->arena, result, "definitions");
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

static const struct bg_node *resolve_members(struct file_resolver *resolver, const struct bg_node *map) {
    struct bg_member *members = NULL;
    for (size_t i = 0; i < map->count; i++) {
        struct bg_member member = map->as.members[i];
        member.value = resolve(resolver, member.value);
        if (member.value == NULL) {
            return NULL;
        }
        if (members == NULL && member.value != map->as.members[i].value) {
            members = bg_arena_array(resolver->files->arena, map->count, sizeof *members);
            memcpy(members, map->as.members, map->count * sizeof *members);
        }
        if (members != NULL) {
            members[i] = member;
        }
    }
    return members == NULL ? map : bg_node_new_map(resolver->files->arena, members, map->count, map);
}

/* The target with what stands beside the reference and the target does not say. */
static const struct bg_node *add_beside(struct file_resolver *resolver, const struct bg_node *map,
                                        const struct bg_node *target) {
    static const char *const apart[] = {"$ref", "definitions", "$defs"};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        map = without(resolver->files->arena, map, apart[i]);
    }
    const struct bg_node *beside = resolve_members(resolver, map);
    if (beside == NULL || beside->count == 0) {
        return beside == NULL ? NULL : target;
    }
    struct bg_members members = {.arena = resolver->files->arena};
    bg_members_put_all(&members, beside);
    bg_members_put_all(&members, target);
    return bg_node_new_map(resolver->files->arena, members.items, members.count, target);
}

/* Whether the reference is one that stays: it leads within a document that keeps those, or to no file. */
static bool is_kept(struct file_resolver *resolver, const struct bg_node *map, const struct bg_node *reference) {
    struct bg_references *own = resolver->only_files;
    if (own == NULL || own != references_of(resolver, reference)) {
        return false;
    }
    struct bg_slice fragment = reference->as.text;
    struct bg_slice file = bg_slice_cut(&fragment, '#');
    const struct bg_node *root = NULL;
    return file.len == 0 || find_in(own, map, reference->as.text) != NULL ||
           read_referred(resolver, reference, file, &root) == BG_FILE_ABSENT;
}

static const struct bg_node *resolve_map(struct file_resolver *resolver, const struct bg_node *map) {
    const struct bg_node *reference = bg_node_at(map, "$ref");
    if (!bg_node_is(reference, BG_NODE_STRING) || is_kept(resolver, map, reference)) {
        return resolve_members(resolver, map);
    }
    const struct bg_node *target = refer(resolver, map, reference);
    return target == NULL || !resolver->files->keeps_beside ? target : add_beside(resolver, map, target);
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

static bool resolve_root(struct file_resolver *resolver, const struct bg_node *root, const struct bg_node **out) {
    struct bg_schema_files *files = resolver->files;
    files->resolved.arena = files->arena;
    files->frames = 0;
    *out = resolve(resolver, root);
    if (*out == NULL) {
        files->resolved = (struct bg_memo){.arena = files->arena}; /* it holds nodes that were never finished */
    }
    return *out != NULL;
}

enum bg_read_status bg_schema_files_read(struct bg_schema_files *files, struct bg_slice path, struct bg_slice shared,
                                         const struct bg_node **out, struct bg_error *err) {
    const struct bg_node *document = NULL;
    struct bg_slice inside = path_from(files->arena, BG_LITERAL(""), path);
    enum bg_read_status status = inside.at == NULL ? BG_FILE_ABSENT : read_document(files, inside, &document, err);
    if (status != BG_FILE_READ) {
        return status;
    }
    if (!may_reach(files, inside, bg_node_place(document), err)) {
        return BG_FILE_UNREADABLE;
    }
    struct file_resolver resolver = {.files = files, .shared = shared, .err = err};
    return resolve_root(&resolver, document, out) ? BG_FILE_READ : BG_FILE_UNREADABLE;
}

bool bg_schema_files_complete(struct bg_schema_files *files, const struct bg_node *schema, const struct bg_node **out,
                              struct bg_error *err) {
    struct bg_references references = {.arena = files->arena, .document = schema};
    struct file_resolver resolver = {
        .files = files, .shared = bg_path_folder(schema->source->path), .only_files = &references, .err = err};
    return resolve_root(&resolver, schema, out);
}
