/* Low-code manifests: references, parameters, templates, schemas and state of whatever a document asks for. */
#include "fuzz/fuzz.h"

#include "source/manifest/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_schema_files files = {.arena = &arena, .problems = &problems};
    struct bg_manifest manifest = {
        .arena = &arena,
        .problems = &problems,
        .root = BG_LITERAL("source"),
        .files = &files,
        .document = input_document(&arena, data, size),
        .routers = {.arena = &arena},
    };
    struct bg_declaration declared = {0};
    struct bg_error err = {0};
    if (manifest.document != NULL && bg_manifest_open(&manifest, &err)) {
        HOLDS(bg_manifest_streams(&manifest, &declared, &err) || err.message[0] != '\0');
    }
    bg_schema_files_finish(&files);
    bg_arena_finish(&arena);
    return 0;
}
