/* Documents that were read: see documents.h. Those that cannot be parsed are not kept. */
#include "source/documents.h"

struct kept_document {
    const struct bg_node *root;
    struct bg_problems problems;
};

/* Places name the path, and parsers make different things of the same bytes. */
static struct bg_slice key_of(struct bg_arena *arena, const struct bg_oid *id, bg_document_parser parse,
                              struct bg_slice path) {
    char bytes[sizeof parse];
    memcpy(bytes, &parse, sizeof bytes);
    struct bg_slice parts[] = {bg_oid_bytes(id), {bytes, sizeof bytes}, path};
    return bg_arena_join(arena, parts, 3);
}

static enum bg_read_status read_anew(struct bg_documents *documents, struct bg_tree *tree, struct bg_slice path,
                                     bg_document_parser parse, struct kept_document *out, struct bg_error *err) {
    struct bg_slice text;
    enum bg_read_status status = bg_tree_read(tree, path, documents->arena, &text, NULL, err);
    if (status != BG_FILE_READ) {
        return status;
    }
    struct bg_source *source = bg_source_new(documents->arena, bg_arena_copy(documents->arena, path), text);
    bool is_parsed = parse(documents->arena, source, &out->problems, &out->root, err);
    return is_parsed ? BG_FILE_READ : BG_FILE_UNREADABLE;
}

enum bg_read_status bg_documents_read(struct bg_documents *documents, struct bg_tree *tree, struct bg_slice path,
                                      bg_document_parser parse, struct bg_problems *problems,
                                      const struct bg_node **out, struct bg_error *err) {
    struct bg_oid id = bg_tree_note(tree, path);
    struct bg_slice key = key_of(documents->arena, &id, parse, path);
    bool has_id = !bg_oid_is_zero(&id);
    struct kept_document *document = has_id ? bg_table_get(&documents->known, key) : NULL;
    if (document == NULL) {
        document = bg_arena_alloc(documents->arena, sizeof *document);
        *document = (struct kept_document){.problems = {.arena = documents->arena}};
        enum bg_read_status status = read_anew(documents, tree, path, parse, document, err);
        if (status == BG_FILE_READ && has_id) {
            (void)bg_table_put(&documents->known, key, document);
        }
        if (status != BG_FILE_READ) {
            bg_problems_keep(problems, &document->problems);
            return status;
        }
    }
    bg_problems_keep(problems, &document->problems);
    *out = document->root;
    return BG_FILE_READ;
}

void bg_documents_finish(struct bg_documents *documents) {
    bg_table_finish(&documents->known);
}
