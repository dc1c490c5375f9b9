/* Entries of mappings: see mapping.h. */
#include "release/mapping.h"

#include "base/buffer.h"
#include "text/read.h"

enum { STEP = 2 }; /* blanks by which a made mapping stands deeper */

struct bg_slice bg_mapping_line_end(struct bg_slice text) {
    size_t at = bg_slice_find(text, BG_LITERAL("\n"));
    return at > 0 && at < text.len && text.at[at - 1] == '\r' ? BG_LITERAL("\r\n") : BG_LITERAL("\n");
}

/* Where the line of byte `at` begins, if only blanks stand before `at`. */
static bool line_start(struct bg_slice text, size_t at, size_t *out) {
    size_t start = at;
    while (start > 0 && text.at[start - 1] == ' ') {
        start--;
    }
    *out = start;
    return start == 0 || text.at[start - 1] == '\n';
}

/* Follows the keys as far as they are there: *node becomes the last mapping, *rest the keys that are missing. */
static void follow(const struct bg_node **node, struct bg_slice *rest) {
    struct bg_slice left = *rest;
    while (left.at != NULL) {
        struct bg_slice key = bg_slice_cut(&left, '.');
        const struct bg_node *next = bg_node_get(*node, key);
        if (!bg_node_is(next, BG_NODE_MAP) || next->count == 0) {
            return;
        }
        *node = next;
        *rest = left;
    }
}

static bool refuse(struct bg_arena *arena, struct bg_refusal *refusal, struct bg_source *source, size_t at) {
    return bg_refuse(arena, refusal, BG_ID_UNSUPPORTED_STYLE, bg_source_place(source, at),
                     "an entry could not be added to this mapping: it is not written as a block of lines");
}

static void add_line(struct bg_buffer *out, size_t indent, struct bg_slice text, struct bg_slice end) {
    for (size_t i = 0; i < indent; i++) {
        bg_buffer_add_char(out, ' ');
    }
    bg_buffer_add(out, text);
    bg_buffer_add(out, end);
}

/* The keys on the way that are missing, and the entry, each line with `indent`. */
static struct bg_slice make_lines(struct bg_arena *arena, const struct bg_mapping_entry *entry, struct bg_slice missing,
                                  size_t indent, struct bg_slice end) {
    struct bg_buffer lines = {0};
    struct bg_slice rest = entry->lines;
    while (missing.at != NULL) {
        add_line(&lines, indent, bg_slice_cut(&missing, '.'), BG_LITERAL(":"));
        bg_buffer_add(&lines, end);
        indent += STEP;
    }
    while (rest.len > 0) {
        add_line(&lines, indent, bg_slice_cut(&rest, '\n'), end);
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&lines));
    bg_buffer_finish(&lines);
    return text;
}

/* The splice before the first key of `map`. */
static bool place(struct bg_arena *arena, struct bg_source *source, const struct bg_mapping_entry *entry,
                  const struct bg_node *map, struct bg_slice missing, struct bg_splice *out,
                  struct bg_refusal *refusal) {
    size_t first = map->count == 0 ? map->at : map->as.members[0].key_at;
    size_t at;
    for (size_t m = 1; m < map->count; m++) {
        first = map->as.members[m].key_at < first ? map->as.members[m].key_at : first;
    }
    bool is_block = map->count > 0 && first >= map->at && source->text.at[map->at] != '{';
    if (!is_block || !line_start(source->text, first, &at)) {
        return refuse(arena, refusal, source, map->at);
    }
    *out = (struct bg_splice){at, at, make_lines(arena, entry, missing, first - at, bg_mapping_line_end(source->text))};
    return true;
}

static bool read_tree(struct bg_arena *arena, struct bg_source *source, const struct bg_node **out,
                      struct bg_refusal *refusal) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    if (bg_read_yaml(arena, source, NULL, out, &err)) {
        return true;
    }
    struct bg_place at = {.file = source->path, .line = err.line, .column = err.column};
    return bg_refuse(arena, refusal, BG_ID_PARSE_ERROR, at, "%s", err.message);
}

bool bg_mapping_add(struct bg_arena *arena, struct bg_source *source, const struct bg_mapping_entry *entry,
                    struct bg_edit *out, struct bg_refusal *refusal) {
    const struct bg_node *map;
    struct bg_slice missing = entry->at;
    struct bg_splice *splice = bg_arena_alloc(arena, sizeof *splice);
    if (!read_tree(arena, source, &map, refusal)) {
        return false;
    }
    follow(&map, &missing);
    if (missing.at == NULL && bg_node_get(map, entry->key) != NULL) {
        *out = (struct bg_edit){.result = source->text};
        return true;
    }
    if (!bg_node_is(map, BG_NODE_MAP)) {
        return refuse(arena, refusal, source, 0);
    }
    if (!place(arena, source, entry, map, missing, splice, refusal)) {
        return false;
    }
    if (!bg_edit_make(arena, source, splice, 1, out, refusal)) {
        return false;
    }
    map = NULL;
    missing = entry->at;
    if (!read_tree(arena, bg_source_new(arena, source->path, out->result), &map, refusal)) {
        return false;
    }
    follow(&map, &missing);
    return (missing.at == NULL && bg_node_get(map, entry->key) != NULL) || refuse(arena, refusal, source, splice->at);
}
