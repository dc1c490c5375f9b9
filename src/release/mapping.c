/* Entries of mappings: see mapping.h. */
#include "release/mapping.h"

#include "base/buffer.h"
#include "base/semver.h"
#include "text/read.h"

enum { STEP = 2 }; /* blanks by which a made mapping stands deeper */

struct bg_slice bg_mapping_line_end(struct bg_slice text) {
    size_t at = bg_slice_find(text, BG_LITERAL("\n"));
    return at > 0 && at < text.len && text.at[at - 1] == '\r' ? BG_LITERAL("\r\n") : BG_LITERAL("\n");
}

/* Where the line of byte `at` begins, if only blanks stand before `at`. */
static bool begins_line(struct bg_slice text, size_t at, size_t *out) {
    size_t start = at;
    while (start > 0 && text.at[start - 1] == ' ') {
        start--;
    }
    *out = start;
    return start == 0 || text.at[start - 1] == '\n';
}

/* The member that the first of dotted keys names, which goes off *rest; the last key may have dots itself. */
static const struct bg_member *step(const struct bg_node *map, struct bg_slice *rest) {
    const struct bg_member *whole = bg_node_member(map, *rest);
    if (whole != NULL) {
        *rest = BG_NO_SLICE;
        return whole;
    }
    return bg_node_member(map, bg_slice_cut(rest, '.'));
}

static const struct bg_node *value_of(const struct bg_member *member) {
    return member == NULL ? NULL : member->value;
}

/* Follows the keys as far as they are there: *node becomes the last mapping, *rest the keys that are missing. */
static void follow(const struct bg_node **node, struct bg_slice *rest) {
    struct bg_slice left = *rest;
    while (left.at != NULL) {
        const struct bg_node *next = value_of(step(*node, &left));
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
    for (size_t i = 0; i < indent && text.len > 0; i++) {
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

/* Negative, 0 or positive, as one key stands before the other: versions by their number, others by the alphabet. */
static int compare_keys(struct bg_slice a, struct bg_slice b) {
    struct bg_semver first;
    struct bg_semver second;
    bool are_versions = bg_semver_read(a, &first, NULL) && bg_semver_read(b, &second, NULL);
    return are_versions ? bg_semver_compare(&first, &second) : bg_slice_compare(a, b);
}

static bool is_ascending(const struct bg_node *map) {
    for (size_t m = 1; m < map->count; m++) {
        if (compare_keys(map->as.members[m - 1].key, map->as.members[m].key) > 0) {
            return false;
        }
    }
    return true;
}

/* The member that a new key stands before, where the file has an order; entries of versions come first in one that goes
 * down, or has a single one, and what has no order goes to the end, which is the count. */
static size_t member_behind(const struct bg_node *map, struct bg_slice key) {
    struct bg_semver version;
    bool is_version = bg_semver_read(key, &version, NULL);
    if (!is_ascending(map) || (is_version && map->count == 1)) {
        return is_version ? 0 : map->count;
    }
    size_t m = 0;
    while (m < map->count && compare_keys(map->as.members[m].key, key) < 0) {
        m++;
    }
    return m;
}

/* Behind the last line of what a key at `start`, with `indent` before it, has as its value. */
static size_t end_of_value(struct bg_slice text, size_t start, size_t indent) {
    size_t end = start;
    for (size_t at = start; at < text.len;) {
        size_t next = at + bg_slice_find(bg_slice_from(text, at), BG_LITERAL("\n"));
        next = next < text.len ? next + 1 : text.len;
        size_t first = at;
        while (first < next && text.at[first] == ' ') {
            first++;
        }
        bool is_blank = first == next || text.at[first] == '\n' || text.at[first] == '\r';
        bool is_deeper = !is_blank && (first - at > indent || (first - at == indent && text.at[first] == '-'));
        bool is_skipped = is_blank || (text.at[first] == '#' && !is_deeper); /* it ends nothing by itself */
        if (at > start && !is_skipped && !is_deeper) {
            break;
        }
        end = is_skipped ? end : next;
        at = next;
    }
    return end;
}

/* A comment right above a key belongs to it, but for one that stands deeper: that is of the value before. */
static size_t above_comments(struct bg_slice text, size_t at, size_t column) {
    while (at > 0) {
        size_t start = at - 1;
        while (start > 0 && text.at[start - 1] != '\n') {
            start--;
        }
        struct bg_slice line = bg_slice_range(text, start, at);
        struct bg_slice words = bg_slice_trim(line);
        if (!bg_slice_starts(words, BG_LITERAL("#")) || (size_t)(words.at - line.at) > column) {
            return at;
        }
        at = start;
    }
    return at;
}

/* The splice where the file would have the key. */
static bool place(struct bg_arena *arena, struct bg_source *source, const struct bg_mapping_entry *entry,
                  const struct bg_node *map, struct bg_slice missing, struct bg_splice *out,
                  struct bg_refusal *refusal) {
    struct bg_slice rest = missing;
    size_t before = member_behind(map, missing.at == NULL ? entry->key : bg_slice_cut(&rest, '.'));
    bool is_last = before == map->count;
    size_t key = map->count == 0 ? map->at : map->as.members[is_last ? map->count - 1 : before].key_at;
    size_t at;
    bool is_block = map->count > 0 && key >= map->at && source->text.at[map->at] != '{';
    if (!is_block || !begins_line(source->text, key, &at)) {
        return refuse(arena, refusal, source, map->at);
    }
    struct bg_slice end = bg_mapping_line_end(source->text);
    struct bg_slice lines = make_lines(arena, entry, missing, key - at, end);
    if (is_last) {
        at = end_of_value(source->text, at, key - at);
        if (source->text.at[at - 1] != '\n') { /* the last line of the file, which stays without a line end */
            struct bg_slice parts[] = {end, bg_slice_range(lines, 0, lines.len - end.len)};
            lines = bg_arena_join(arena, parts, 2);
        }
    } else if (before > 0) {
        at = above_comments(source->text, at, key - at);
    }
    *out = (struct bg_splice){at, at, lines};
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

/* Whether all that was there is there as it was, but for what the mappings on the way have got: a text or an alias may
 * reach further than its lines show. */
static bool keeps_all(const struct bg_node *before, const struct bg_node *after, struct bg_slice at) {
    while (bg_node_is(before, BG_NODE_MAP) && before->count > 0) {
        const struct bg_member *own = at.at == NULL ? NULL : step(before, &at);
        for (size_t i = 0; i < before->count; i++) {
            const struct bg_member *member = &before->as.members[i];
            if (member != own && !bg_node_equal(member->value, bg_node_get(after, member->key))) {
                return false;
            }
        }
        before = value_of(own);
        after = own == NULL ? NULL : bg_node_get(after, own->key);
    }
    return true;
}

bool bg_mapping_add(struct bg_arena *arena, struct bg_source *source, const struct bg_mapping_entry *entry,
                    struct bg_edit *out, struct bg_refusal *refusal) {
    const struct bg_node *before;
    struct bg_slice missing = entry->at;
    struct bg_splice *splice = bg_arena_alloc(arena, sizeof *splice);
    if (!read_tree(arena, source, &before, refusal)) {
        return false;
    }
    const struct bg_node *map = before;
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
    const struct bg_node *after;
    missing = entry->at;
    if (!read_tree(arena, bg_source_new(arena, source->path, out->result), &after, refusal)) {
        return false;
    }
    map = after;
    follow(&map, &missing);
    bool is_there = missing.at == NULL && bg_node_get(map, entry->key) != NULL;
    return (is_there && keeps_all(before, after, entry->at)) || refuse(arena, refusal, source, splice->at);
}

const struct bg_node *bg_mapping_find(struct bg_arena *arena, struct bg_source *source, struct bg_slice at) {
    struct bg_refusal refusal;
    const struct bg_node *map = NULL;
    if (!read_tree(arena, source, &map, &refusal)) {
        return NULL;
    }
    while (at.at != NULL) {
        map = value_of(step(map, &at));
    }
    return bg_node_is(map, BG_NODE_MAP) ? map : NULL;
}

/* The member of `key`, and in *top that of the outermost mapping which would be empty without it, else itself. */
static const struct bg_member *find_member(const struct bg_node *map, struct bg_slice at, struct bg_slice key,
                                           const struct bg_member **top) {
    *top = NULL;
    while (at.at != NULL) {
        const struct bg_member *member = bg_node_member(map, bg_slice_cut(&at, '.'));
        map = member == NULL ? NULL : member->value;
        *top = map == NULL || map->count != 1 ? NULL : (*top == NULL ? member : *top);
    }
    const struct bg_member *own = bg_node_member(map, key);
    *top = *top == NULL ? own : *top;
    return own;
}

/* The lines of the member at `key`; false if it does not stand on lines of its own. */
static bool lines_of(struct bg_slice text, const struct bg_member *member, size_t *start, size_t *end) {
    if (member->source->text.at != text.at || !begins_line(text, member->key_at, start)) {
        return false;
    }
    *end = end_of_value(text, *start, member->key_at - *start);
    return true;
}

/* As they would stand in the first column, each with its "\n". */
static struct bg_slice moved_left(struct bg_arena *arena, struct bg_slice lines, size_t indent) {
    struct bg_buffer out = {0};
    while (lines.len > 0) {
        struct bg_slice line = bg_slice_cut(&lines, '\n');
        size_t blanks = 0;
        while (blanks < indent && blanks < line.len && line.at[blanks] == ' ') {
            blanks++;
        }
        line.len -= bg_slice_ends(line, BG_LITERAL("\r")) ? 1 : 0;
        bg_buffer_add(&out, bg_slice_from(line, blanks < line.len ? blanks : line.len));
        bg_buffer_add_char(&out, '\n');
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return text;
}

bool bg_mapping_take(struct bg_arena *arena, struct bg_source *source, struct bg_slice at, struct bg_slice key,
                     struct bg_slice *lines, struct bg_edit *out, struct bg_refusal *refusal) {
    const struct bg_node *root;
    const struct bg_member *top;
    size_t start;
    size_t end;
    struct bg_splice *splice = bg_arena_alloc(arena, sizeof *splice);
    if (!read_tree(arena, source, &root, refusal)) {
        return false;
    }
    const struct bg_member *own = find_member(root, at, key, &top);
    if (own == NULL) {
        return bg_refuse(arena, refusal, BG_ID_NOT_FOUND, (struct bg_place){.file = source->path},
                         "there is no entry for `%.*s`", BG_ARGS(key));
    }
    if (!lines_of(source->text, own, &start, &end) || !lines_of(source->text, top, &splice->at, &splice->end)) {
        return refuse(arena, refusal, source, own->key_at);
    }
    *lines = moved_left(arena, bg_slice_range(source->text, start, end), own->key_at - start);
    splice->text = BG_LITERAL("");
    return bg_edit_make(arena, source, splice, 1, out, refusal);
}
