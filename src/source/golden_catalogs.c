/*
 * The reader of the catalogs that tests keep, configured or discovered: what they say of streams that code makes. A
 * catalog shows a part of the streams and is not kept up to date, so that it adds no stream and no attribute to the
 * model. Two states of the same file that say different things are a sign all the same.
 */
#include "source/reader.h"

#include "source/catalog.h"
#include "text/read.h"

/* Whether something of a stream could be told by a copy: its list is not whole, or its keys are set in code. */
static bool claims(const struct bg_reading *reading) {
    const struct bg_declaration *out = reading->out;
    bool is_open = bg_sight_answer(&out->sight, NULL) == BG_NOT_SEEN && out->sight.extent != BG_EXTENT_BROKEN;
    for (size_t i = 0; i < out->stream_count && !is_open; i++) {
        is_open = !bg_sight_sees(&out->streams[i].attributes) || !bg_sight_sees(&out->streams[i].fields);
    }
    return is_open && reading->surface->golden_catalogs.count > 0;
}

/* What was chosen for a configured stream says the key where the connector says none. */
static void add_choice(const struct bg_node *entry, struct bg_stream *copy) {
    const struct bg_node *key = bg_node_at(entry, "primary_key");
    const struct bg_node *cursor = bg_node_at(entry, "cursor_field");
    bool has_key = bg_node_is(key, BG_NODE_LIST) && key->count > 0;
    bool has_cursor = bg_node_is(cursor, BG_NODE_LIST) && cursor->count > 0;
    copy->primary_key = copy->primary_key == NULL && has_key ? key : copy->primary_key;
    copy->cursor_field = copy->cursor_field == NULL && has_cursor ? cursor : copy->cursor_field;
}

/* One entry, if it says something. The schema of a configured stream is cut to what a test needs. */
static bool read_entry(struct bg_arena *arena, const struct bg_node *entry, struct bg_stream *out) {
    struct bg_stream said;
    if (!bg_catalog_stream(arena, entry, &said)) {
        return false;
    }
    bool is_configured = bg_node_at(entry, "stream") != NULL;
    *out = (struct bg_stream){
        .name = said.name,
        .origin = BG_ORIGIN_GOLDEN,
        .name_space = said.name_space,
        .json_schema = is_configured ? NULL : said.json_schema,
        .attributes = bg_sight_all(),
        .existence = {.extent = BG_EXTENT_ASSUMED, .at = said.at},
        .primary_key = said.primary_key,
        .cursor_field = said.cursor_field,
        .at = said.at,
    };
    out->fields.extent =
        bg_node_is(bg_node_at(out->json_schema, "properties"), BG_NODE_MAP) ? BG_EXTENT_ALL : BG_EXTENT_NONE;
    if (is_configured) {
        add_choice(entry, out);
    }
    return out->primary_key != NULL || out->cursor_field != NULL || out->fields.extent == BG_EXTENT_ALL;
}

/* One that cannot be read says nothing, as nothing depends on it. */
static void read_file(struct bg_reading *reading, struct bg_slice path, struct bg_stream_list *out) {
    const struct bg_node *catalog;
    struct bg_error err;
    if (bg_documents_read(reading->documents, reading->tree, path, bg_read_json, NULL, &catalog, &err) !=
        BG_FILE_READ) {
        return;
    }
    const struct bg_node *streams = bg_node_at(catalog, "streams");
    for (size_t i = 0; bg_node_is(streams, BG_NODE_LIST) && i < streams->count; i++) {
        struct bg_stream copy;
        if (read_entry(reading->arena, streams->as.items[i], &copy)) {
            *bg_stream_list_add(reading->arena, out) = copy;
        }
    }
}

static bool read_copies(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_stream_list list = {0};
    for (size_t i = 0; i < reading->surface->golden_catalogs.count; i++) {
        read_file(reading, reading->surface->golden_catalogs.items[i], &list);
    }
    reading->out->copies = list.items;
    reading->out->copy_count = list.count;
    if (list.count > 0) {
        saw->at = list.items[0].at;
        saw->why = bg_arena_printf(reading->arena,
                                   "keys, cursors and schemas that code makes are known from golden catalogs of the "
                                   "tests only: %.*s",
                                   BG_ARGS(bg_path_below(saw->at.file, reading->root)));
    }
    return true;
}

const struct bg_part_reader bg_reader_golden_catalogs = {BG_PART_COPIES, claims, read_copies};
