/*
 * YAML to tree, over libyaml's events: libyaml parses, this file gives the events their byte offsets (libyaml counts
 * characters), types, anchors and merge keys, and refuses what the runtimes refuse to load: several documents, unknown
 * tags, keys that are lists or mappings, recursive aliases. Accepted although PyYAML is stricter: a tab after `key:`.
 */
#include "text/read.h"

#include "base/limits.h"
#include "base/table.h"
#include "text/foreign.h"
#include "text/yaml_scalar.h"

#include <yaml.h>

/* Where a mapping's merge key stood, and what it names. */
struct merge {
    unsigned level; /* of the mapping it stands in */
    size_t at;
    struct merge *next; /* in order of appearance */
};

struct yaml_reader {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_error *err;
    struct bg_builder *builder;
    struct bg_table anchors; /* name -> node; an anchor that is still open has the value &open_anchor */
    yaml_parser_t parser;
    bool is_ascii; /* then characters are bytes */
    /* The one pair of equal positions known so far: marks move mostly forward. */
    size_t char_at;
    size_t byte_at;
    size_t start; /* of what libyaml reads: behind a byte order mark */
    /* What each open container expects: a mapping alternates between key and value. */
    unsigned depth;
    struct level {
        bool is_map;
        bool wants_key;
        bool is_merge_value; /* the value being read belongs to << */
        struct bg_slice anchor;
        const struct bg_node **merges; /* sources named by <<, in the order in which later ones win */
        size_t merge_count;
        struct bg_slice key;
    } levels[BG_LIMIT_DEPTH + 1];
};

static const struct bg_node open_anchor;

/* Converts libyaml's count of characters to bytes, walking from the last position asked for. */
static size_t byte_offset(struct yaml_reader *reader, size_t index) {
    struct bg_slice text = reader->source->text;
    if (reader->is_ascii) {
        return index;
    }
    while (reader->char_at < index && reader->byte_at < text.len) {
        reader->byte_at++;
        while (reader->byte_at < text.len && ((unsigned char)text.at[reader->byte_at] & 0xc0) == 0x80) {
            reader->byte_at++;
        }
        reader->char_at++;
    }
    while (reader->char_at > index) {
        reader->byte_at--;
        while (((unsigned char)text.at[reader->byte_at] & 0xc0) == 0x80) {
            reader->byte_at--;
        }
        reader->char_at--;
    }
    return reader->byte_at;
}

static bool refuse(struct yaml_reader *reader, size_t at, const char *message) {
    return bg_fail_at(reader->err, BG_ERROR_JUDGE, bg_source_place(reader->source, at), "%s", message);
}

static bool refuse_yaml(struct yaml_reader *reader) {
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_READER_ERROR) {
        return bg_fail_at(reader->err, BG_ERROR_JUDGE,
                          bg_source_place(reader->source, reader->start + parser->problem_offset), "not YAML: %s",
                          parser->problem == NULL ? "unreadable" : parser->problem);
    }
    size_t at = byte_offset(reader, parser->problem_mark.index);
    return bg_fail_at(reader->err, BG_ERROR_JUDGE, bg_source_place(reader->source, at), "not YAML: %s",
                      parser->problem == NULL ? "unreadable" : parser->problem);
}

/* The scalar's value: the bytes of the source where they are the same, which saves most copies. */
static struct bg_slice scalar_value(struct yaml_reader *reader, const yaml_event_t *event, const struct bg_node *node) {
    struct bg_slice value = {(const char *)event->data.scalar.value, event->data.scalar.length};
    size_t quote = node->style == BG_STYLE_SINGLE || node->style == BG_STYLE_DOUBLE;
    struct bg_slice written = bg_slice_range(reader->source->text, node->at + quote, node->end - quote);
    return bg_slice_equal(written, value) ? written : bg_arena_copy(reader->arena, value);
}

static enum bg_node_style style_of(yaml_scalar_style_t style) {
    return style == YAML_SINGLE_QUOTED_SCALAR_STYLE                             ? BG_STYLE_SINGLE
           : style == YAML_DOUBLE_QUOTED_SCALAR_STYLE                           ? BG_STYLE_DOUBLE
           : style == YAML_PLAIN_SCALAR_STYLE || style == YAML_ANY_SCALAR_STYLE ? BG_STYLE_PLAIN
                                                                                : BG_STYLE_BLOCK;
}

/* The tags that SafeLoader constructs, and the types a scalar under them may have. */
static const struct {
    const char *tag;
    unsigned allowed; /* bits of enum bg_yaml_type; 0: the text itself */
} scalar_tags[] = {
    {"tag:yaml.org,2002:str", 0},
    {"!", 0},
    {"tag:yaml.org,2002:int", 1u << BG_YAML_INT},
    {"tag:yaml.org,2002:float", 1u << BG_YAML_FLOAT | 1u << BG_YAML_INT | 1u << BG_YAML_NULL},
    {"tag:yaml.org,2002:bool", 1u << BG_YAML_TRUE | 1u << BG_YAML_FALSE},
    {"tag:yaml.org,2002:null", ~0u},
    {"tag:yaml.org,2002:timestamp", 1u << BG_YAML_TIMESTAMP},
};

static bool fill_scalar(struct yaml_reader *reader, struct bg_node *node, enum bg_yaml_type type,
                        struct bg_slice text) {
    switch (type) {
    case BG_YAML_NULL:
        node->kind = BG_NODE_NULL;
        return true;
    case BG_YAML_TRUE:
    case BG_YAML_FALSE:
        node->kind = BG_NODE_BOOL;
        node->as.boolean = type == BG_YAML_TRUE;
        return true;
    case BG_YAML_INT:
    case BG_YAML_FLOAT:
        node->kind = type == BG_YAML_INT ? BG_NODE_INT : BG_NODE_FLOAT;
        node->as.text = text;
        return true;
    case BG_YAML_TEXT:
    case BG_YAML_TIMESTAMP:
        node->kind = BG_NODE_STRING;
        node->as.text = text;
        return true;
    case BG_YAML_MERGE:
        return refuse(reader, node->at, "a \"<<\" stood where a value belongs (quote it)");
    case BG_YAML_INVALID:
        return bg_fail_at(reader->err, BG_ERROR_JUDGE, bg_node_place(node), "%.*s", BG_ARGS(text));
    }
    return false;
}

static bool tagged_scalar(struct yaml_reader *reader, struct bg_node *node, struct bg_slice value, const char *tag) {
    for (size_t i = 0; i < sizeof scalar_tags / sizeof scalar_tags[0]; i++) {
        if (strcmp(tag, scalar_tags[i].tag) != 0) {
            continue;
        }
        if (scalar_tags[i].allowed == 0) {
            return fill_scalar(reader, node, BG_YAML_TEXT, value);
        }
        if (scalar_tags[i].allowed == ~0u) {
            return fill_scalar(reader, node, BG_YAML_NULL, value);
        }
        struct bg_slice text;
        enum bg_yaml_type type = bg_yaml_scalar_type(reader->arena, value, &text);
        if ((scalar_tags[i].allowed & 1u << type) != 0) {
            return fill_scalar(reader, node, type, text);
        }
        return refuse(reader, node->at, "a value did not fit its tag");
    }
    return refuse(reader, node->at, "a tag cannot be loaded");
}

/* *type tells merge keys apart. */
static bool read_scalar(struct yaml_reader *reader, const yaml_event_t *event, struct bg_node *node,
                        enum bg_yaml_type *type) {
    *node = (struct bg_node){
        .kind = BG_NODE_STRING,
        .style = style_of(event->data.scalar.style),
        .source = reader->source,
        .at = (uint32_t)byte_offset(reader, event->start_mark.index),
        .end = (uint32_t)byte_offset(reader, event->end_mark.index),
        .weight = 1,
        .depth = 1,
    };
    struct bg_slice value = scalar_value(reader, event, node);
    *type = BG_YAML_TEXT;
    if (event->data.scalar.tag != NULL) {
        return tagged_scalar(reader, node, value, (const char *)event->data.scalar.tag);
    }
    if (node->style != BG_STYLE_PLAIN) {
        return fill_scalar(reader, node, BG_YAML_TEXT, value);
    }
    struct bg_slice text;
    *type = bg_yaml_scalar_type(reader->arena, value, &text);
    struct level *level = &reader->levels[reader->depth];
    if (*type == BG_YAML_MERGE && level->is_map && level->wants_key && event->data.scalar.anchor == NULL) {
        return true;
    }
    return fill_scalar(reader, node, *type, text);
}

static struct bg_slice key_text(const struct bg_node *node) {
    switch (node->kind) {
    case BG_NODE_NULL:
        return BG_LITERAL("null");
    case BG_NODE_BOOL:
        return node->as.boolean ? BG_LITERAL("true") : BG_LITERAL("false");
    case BG_NODE_INT:
    case BG_NODE_FLOAT:
    case BG_NODE_STRING:
        return node->as.text;
    case BG_NODE_LIST:
    case BG_NODE_MAP:
        break;
    }
    return BG_NO_SLICE;
}

static bool add_merge(struct yaml_reader *reader, struct level *level, const struct bg_node *value) {
    bool is_list = value->kind == BG_NODE_LIST;
    size_t count = is_list ? value->count : 1;
    const struct bg_node **merges = bg_arena_array(reader->arena, level->merge_count + count, sizeof merges[0]);
    if (level->merge_count > 0) {
        memcpy(merges, level->merges, level->merge_count * sizeof merges[0]);
    }
    for (size_t i = 0; i < count; i++) {
        /* In a list the earlier mapping wins, so it is applied later. */
        const struct bg_node *item = is_list ? value->as.items[count - 1 - i] : value;
        if (item->kind != BG_NODE_MAP) {
            return refuse(reader, value->at, "a merge key needs a mapping or a list of mappings");
        }
        merges[level->merge_count + i] = item;
    }
    level->merges = merges;
    level->merge_count += count;
    return true;
}

/* Hands a finished value to what it stands in. */
static bool take_value(struct yaml_reader *reader, const struct bg_node *node) {
    struct level *level = &reader->levels[reader->depth];
    if (level->is_map) {
        level->wants_key = true;
        if (level->is_merge_value) {
            level->is_merge_value = false;
            return add_merge(reader, level, node);
        }
    }
    return bg_builder_value(reader->builder, node, reader->err);
}

static void remember(struct yaml_reader *reader, struct bg_slice anchor, const struct bg_node *node) {
    if (anchor.at != NULL) {
        union {
            const struct bg_node *from;
            void *to;
        } pointer = {node};
        (void)bg_table_put(&reader->anchors, anchor, pointer.to);
    }
}

static struct bg_slice anchor_of(struct yaml_reader *reader, const yaml_char_t *name) {
    return name == NULL ? BG_NO_SLICE : bg_arena_copy(reader->arena, bg_slice_of((const char *)name));
}

static bool take_scalar(struct yaml_reader *reader, const yaml_event_t *event) {
    struct level *level = &reader->levels[reader->depth];
    struct bg_node scalar;
    enum bg_yaml_type type;
    if (!read_scalar(reader, event, &scalar, &type)) {
        return false;
    }
    bool is_key = level->is_map && level->wants_key;
    if (is_key && event->data.scalar.anchor == NULL) {
        level->wants_key = false;
        level->is_merge_value = type == BG_YAML_MERGE;
        return level->is_merge_value || bg_builder_key(reader->builder, key_text(&scalar), scalar.at, reader->err);
    }
    struct bg_node *node = bg_arena_alloc(reader->arena, sizeof *node);
    *node = scalar;
    remember(reader, anchor_of(reader, event->data.scalar.anchor), node);
    if (!is_key) {
        return take_value(reader, node);
    }
    level->wants_key = false;
    return bg_builder_key(reader->builder, key_text(node), node->at, reader->err);
}

static bool take_alias(struct yaml_reader *reader, const yaml_event_t *event) {
    struct level *level = &reader->levels[reader->depth];
    size_t at = byte_offset(reader, event->start_mark.index);
    const struct bg_node *node = bg_table_get(&reader->anchors, bg_slice_of((const char *)event->data.alias.anchor));
    if (node == NULL) {
        return refuse(reader, at, "an alias named no anchor");
    }
    if (node == &open_anchor) {
        return refuse(reader, at, "an alias named the value it stands in");
    }
    if (!level->is_map || !level->wants_key) {
        return take_value(reader, node);
    }
    if (node->kind == BG_NODE_LIST || node->kind == BG_NODE_MAP) {
        return refuse(reader, at, "a list or mapping stood where a key belongs");
    }
    level->wants_key = false;
    return bg_builder_key(reader->builder, key_text(node), at, reader->err);
}

static bool is_collection_tag(const yaml_char_t *tag, bool is_map) {
    static const char *const map_tags[] = {"!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:set"};
    static const char *const list_tags[] = {"!", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:omap",
                                            "tag:yaml.org,2002:pairs"};
    const char *const *tags = is_map ? map_tags : list_tags;
    size_t count = is_map ? sizeof map_tags / sizeof map_tags[0] : sizeof list_tags / sizeof list_tags[0];
    for (size_t i = 0; i < count; i++) {
        if (tag == NULL || strcmp((const char *)tag, tags[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool open_collection(struct yaml_reader *reader, const yaml_event_t *event, bool is_map,
                            const yaml_char_t *anchor, const yaml_char_t *tag) {
    struct level *outer = &reader->levels[reader->depth];
    size_t at = byte_offset(reader, event->start_mark.index);
    if (outer->is_map && outer->wants_key) {
        return refuse(reader, at, "a list or mapping stood where a key belongs");
    }
    if (!is_collection_tag(tag, is_map)) {
        return refuse(reader, at, "a tag cannot be loaded");
    }
    if (!bg_builder_begin(reader->builder, is_map ? BG_NODE_MAP : BG_NODE_LIST, at, reader->err)) {
        return false;
    }
    struct bg_slice name = anchor_of(reader, anchor);
    remember(reader, name, &open_anchor);
    reader->levels[++reader->depth] = (struct level){.is_map = is_map, .wants_key = is_map, .anchor = name};
    return true;
}

/* The mapping with what its merge keys bring: merged members first, own ones win wherever they stand. */
static const struct bg_node *apply_merges(struct yaml_reader *reader, const struct level *level,
                                          const struct bg_node *own) {
    struct bg_members members = {.arena = reader->arena};
    for (size_t i = 0; i < level->merge_count; i++) {
        for (size_t j = 0; j < level->merges[i]->count; j++) {
            bg_members_put(&members, level->merges[i]->as.members[j]);
        }
    }
    for (size_t j = 0; j < own->count; j++) {
        bg_members_put(&members, own->as.members[j]);
    }
    return bg_node_new_map(reader->arena, members.items, members.count, own);
}

static bool close_collection(struct yaml_reader *reader, const yaml_event_t *event) {
    const struct level *level = &reader->levels[reader->depth];
    const struct bg_node *node;
    if (!bg_builder_end(reader->builder, byte_offset(reader, event->end_mark.index), &node, reader->err)) {
        return false;
    }
    if (level->merge_count > 0) {
        node = apply_merges(reader, level, node);
        if (node->weight > BG_LIMIT_EXPANDED) {
            return refuse(reader, node->at, "merge keys made the document too large");
        }
    }
    remember(reader, level->anchor, node);
    reader->depth--;
    return take_value(reader, node);
}

static bool take_event(struct yaml_reader *reader, const yaml_event_t *event, bool *is_over) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(reader, event);
    case YAML_ALIAS_EVENT:
        return take_alias(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(reader, event, false, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return open_collection(reader, event, true, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_collection(reader, event);
    case YAML_DOCUMENT_START_EVENT:
        if (bg_builder_root(reader->builder) != NULL) {
            return refuse(reader, byte_offset(reader, event->start_mark.index),
                          "there is more than one document: keep the one that "
                          "is meant, and put others in files of their own");
        }
        return true;
    case YAML_STREAM_END_EVENT:
        *is_over = true;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    }
    return true;
}

static bool read_events(struct yaml_reader *reader) {
    bool is_over = false;
    while (!is_over) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) {
            return refuse_yaml(reader);
        }
        bool is_ok = take_event(reader, &event, &is_over);
        yaml_event_delete(&event);
        if (!is_ok) {
            return false;
        }
    }
    return true;
}

bool bg_read_yaml(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                  const struct bg_node **out, struct bg_error *err) {
    if (!bg_foreign_check(source, err)) {
        return false;
    }
    size_t good = bg_slice_utf8_prefix(source->text);
    if (good < source->text.len) {
        return bg_fail_at(err, BG_ERROR_JUDGE, bg_source_place(source, good),
                          "not YAML: a byte is not UTF-8: save the file as UTF-8");
    }
    struct yaml_reader *reader = bg_arena_alloc(arena, sizeof *reader);
    reader->arena = arena;
    reader->source = source;
    reader->err = err;
    reader->is_ascii = bg_slice_ascii_prefix(source->text) == source->text.len;
    reader->builder = bg_builder_new(arena, source, problems);
    if (!yaml_parser_initialize(&reader->parser)) {
        return bg_fail(err, BG_ERROR_JUDGE, "the YAML parser did not start");
    }
    /* With the encoding set, libyaml counts a byte order mark as a column, which breaks the first mapping. */
    reader->start = bg_slice_starts(source->text, BG_LITERAL("\xef\xbb\xbf")) ? 3 : 0;
    reader->byte_at = reader->start;
    struct bg_slice text = bg_slice_from(source->text, reader->start);
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)(text.at == NULL ? "" : text.at), text.len);
    bool is_ok = read_events(reader);
    yaml_parser_delete(&reader->parser);
    bg_table_finish(&reader->anchors);
    if (!is_ok) {
        return bg_foreign_explain(source, err);
    }
    const struct bg_node *root = bg_builder_root(reader->builder);
    const struct bg_node start = {.source = source};
    *out = root != NULL ? root : bg_node_new_null(arena, &start);
    return true;
}
