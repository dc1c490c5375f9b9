/* What a destination takes: see objects.h. Its manifest may have the specification, too. */
#include "source/objects.h"

#include "base/vector.h"
#include "source/reader.h"
#include "text/builder.h"
#include "text/read.h"

struct object_list {
    struct bg_object *items;
    size_t count;
    size_t room;
};

/* The way in which records come to the object: {type: Append}, under its name of today or of before. */
static const struct bg_node *mode_of(const struct bg_node *operation) {
    const struct bg_node *mode = bg_node_at(operation, "destination_import_mode");
    return mode != NULL ? mode : bg_node_at(operation, "sync_mode");
}

/* What nothing else of an object says; the mode as far as it says more than its type. */
static const struct bg_node *rest_of(struct bg_arena *arena, const struct bg_node *operation) {
    static const char *const known[] = {"matching_keys", "object_name", "schema"};
    const struct bg_node *mode = mode_of(operation);
    struct bg_members rest = {.arena = arena};
    bg_members_put_all(&rest, operation);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        (void)bg_members_remove(&rest, bg_slice_of(known[i]));
    }
    if (mode == NULL || mode->kind == BG_NODE_STRING || (mode->kind == BG_NODE_MAP && mode->count == 1)) {
        (void)bg_members_remove(&rest, BG_LITERAL("destination_import_mode"));
        (void)bg_members_remove(&rest, BG_LITERAL("sync_mode"));
    }
    return bg_node_new_map(arena, rest.items, rest.count, operation);
}

static struct bg_object object_of(struct bg_arena *arena, const struct bg_node *operation) {
    const struct bg_node *mode = mode_of(operation);
    const struct bg_node *type = bg_node_is(mode, BG_NODE_STRING) ? mode : bg_node_at(mode, "type");
    const struct bg_node *keys = bg_node_at(operation, "matching_keys");
    return (struct bg_object){
        .name = bg_node_text(bg_node_at(operation, "object_name")),
        .mode = bg_node_text(type),
        .schema = bg_node_at(operation, "schema"),
        .keys = bg_node_is(keys, BG_NODE_LIST) && keys->count > 0 ? keys : NULL,
        .rest = rest_of(arena, operation),
        .at = bg_node_place(operation),
    };
}

/* Recursive with the document's own depth, which has a limit. */
static void add_operations(struct bg_arena *arena, const struct bg_node *operation, struct object_list *list,
                           struct bg_sight *saw) {
    const struct bg_node *operations = bg_node_at(operation, "operations");
    if (bg_node_is(operations, BG_NODE_LIST)) {
        for (size_t i = 0; i < operations->count; i++) {
            add_operations(arena, operations->as.items[i], list, saw);
        }
    } else if (bg_node_is(bg_node_at(operation, "object_name"), BG_NODE_STRING)) {
        BG_VECTOR_ADD(arena, list, object_of(arena, operation));
    } else if (saw->extent == BG_EXTENT_ALL) {
        *saw = (struct bg_sight){BG_EXTENT_SOME,
                                 BG_LITERAL("which objects the destination takes is partly known at run time only"),
                                 bg_node_place(operation)};
    }
}

void bg_objects_read(struct bg_arena *arena, const struct bg_node *manifest, struct bg_declaration *out) {
    const struct bg_node *discover = bg_node_at(manifest, "discover");
    struct object_list list = {0};
    out->objects_sight = (struct bg_sight){.extent = discover == NULL ? BG_EXTENT_ABSENT : BG_EXTENT_ALL};
    if (discover != NULL) {
        add_operations(arena, discover, &list, &out->objects_sight);
    }
    out->objects = list.items;
    out->object_count = list.count;
}

static bool claims(const struct bg_reading *reading) {
    return reading->surface->objects.count > 0;
}

static bool read_manifest(struct bg_reading *reading, struct bg_slice path) {
    struct bg_error err = {0};
    enum bg_read_status status = bg_documents_read(reading->documents, reading->tree, path, bg_read_yaml,
                                                   reading->problems, &reading->destination, &err);
    if (status == BG_FILE_ABSENT) {
        (void)bg_fail_at(&err, BG_ERROR_JUDGE, (struct bg_place){.file = path}, "the manifest is no file");
    }
    if (status != BG_FILE_READ) {
        bg_problem_add_error(reading->problems, BG_ID_MANIFEST_UNREADABLE, &err);
    }
    return status == BG_FILE_READ;
}

/* Reads the manifest once. One that cannot be read is broken, whatever it would have said. */
static bool has_manifest(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_slice path = reading->surface->objects.items[0];
    if (!reading->is_destination_read) {
        reading->is_destination_read = true;
        reading->destination = read_manifest(reading, path) ? reading->destination : NULL;
    }
    *saw = (struct bg_sight){.extent = BG_EXTENT_BROKEN, .at.file = path};
    return reading->destination != NULL;
}

static bool claims_spec(const struct bg_reading *reading) {
    return claims(reading) && reading->surface->spec.count == 0;
}

static bool read_spec(struct bg_reading *reading, struct bg_sight *saw) {
    if (!has_manifest(reading, saw)) {
        reading->is_answered[BG_PART_SPEC] = true;
        return false;
    }
    struct bg_manifest manifest = {.arena = reading->arena, .surface = reading->destination};
    reading->is_answered[BG_PART_SPEC] = bg_manifest_spec(&manifest, &reading->out->spec);
    *saw = (struct bg_sight){.extent = reading->is_answered[BG_PART_SPEC] ? BG_EXTENT_ALL : BG_EXTENT_NONE};
    return true;
}

const struct bg_part_reader bg_reader_objects_spec = {BG_PART_SPEC, claims_spec, read_spec};

static bool read_objects(struct bg_reading *reading, struct bg_sight *saw) {
    if (!has_manifest(reading, saw)) {
        return false;
    }
    bg_objects_read(reading->arena, reading->destination, reading->out);
    *saw = reading->out->objects_sight;
    return true;
}

const struct bg_part_reader bg_reader_objects = {BG_PART_OBJECTS, claims, read_objects};
