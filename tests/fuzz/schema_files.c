/*
 * Schema files and where their references lead: "a.json" is read, of the files of the input. The same twice, and once
 * it is read, nothing in it leads out of the schema any more.
 */
#include "fuzz/folder.h"
#include "fuzz/shown.h"
#include "source/schema_files.h"
#include "text/write_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct part parts[FOLDER_PARTS];
    size_t count = input_parts(input_of(data, size), parts, FOLDER_PARTS);
    struct folder folder = folder_new(parts, count);
    struct bg_documents documents = {.arena = &arena};
    struct bg_schema_files files = {
        .tree = folder.tree, .arena = &arena, .documents = &documents, .problems = &problems};
    const struct bg_node *schema = NULL;
    const struct bg_node *again = NULL;
    struct bg_error err = {0};
    enum bg_read_status status =
        bg_schema_files_read(&files, BG_LITERAL("a.json"), BG_LITERAL("shared"), &schema, &err);
    HOLDS(status != BG_FILE_UNREADABLE || err.message[0] != '\0');
    HOLDS(bg_schema_files_read(&files, BG_LITERAL("a.json"), BG_LITERAL("shared"), &again, &err) == status);
    if (status == BG_FILE_READ) {
        struct bg_buffer text = {0};
        HOLDS(bg_node_equal(schema, again));
        if (schema->weight < 10000) {
            bg_json_write_node(&text, schema, BG_JSON_COMPACT, false);
            hold_json(bg_buffer_slice(&text));
        }
        bg_buffer_finish(&text);
    }
    bg_schema_files_finish(&files);
    bg_documents_finish(&documents);
    folder_free(&folder);
    bg_arena_finish(&arena);
    return 0;
}
