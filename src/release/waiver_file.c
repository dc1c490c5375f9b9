/* Waivers into a configuration: see waiver_file.h. */
#include "release/waiver_file.h"

#include "release/mapping.h"
#include "rules/config.h"
#include "text/write_json.h"
#include "text/yaml_scalar.h"

enum { STEP = 2 }; /* blanks by which a made list stands deeper, and before the key behind a dash */

/* A configuration as it was read. */
struct waiver_reading {
    struct bg_source *source;
    struct bg_config config;
    struct bg_waivers waivers;
};

/* Where the new waivers go, and how they look there. */
struct waiver_spot {
    size_t at;
    size_t indent;       /* of a dash, and of the key above it */
    size_t gap;          /* from a dash to the first key */
    struct bg_slice end; /* of a line */
    const char *before;  /* in brackets: what stands around them */
    const char *after;   /* the same */
    bool is_flow;        /* in brackets */
    bool is_json;        /* with keys in quotes */
    bool has_key;        /* `waivers:` stands there */
    bool is_apart;       /* a blank line comes first */
};

/* In the order in which they are written. */
static const struct {
    const char *key;
    size_t at;
} rows[] = {
    {"fingerprint", offsetof(struct bg_waiver, fingerprint)},
    {"rule", offsetof(struct bg_waiver, rule)},
    {"connector", offsetof(struct bg_waiver, connector)},
    {"stream", offsetof(struct bg_waiver, stream)},
    {"path", offsetof(struct bg_waiver, path)},
    {"reason", offsetof(struct bg_waiver, reason)},
    {"until", offsetof(struct bg_waiver, until)},
    {"below", offsetof(struct bg_waiver, below)},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

static struct bg_slice text_of(const struct bg_waiver *waiver, size_t row) {
    struct bg_slice text;
    memcpy(&text, (const char *)waiver + rows[row].at, sizeof text);
    return text;
}

static bool read_all(struct bg_arena *arena, struct bg_source *source, const struct bg_rules *rules,
                     struct waiver_reading *out, struct bg_error *err) {
    *out = (struct waiver_reading){.source = source};
    if (!bg_config_read(&out->config, arena, source, err)) {
        return false;
    }
    const struct bg_node *section = bg_config_at(&out->config, "waivers");
    return bg_waivers_read(&out->waivers, arena, section, NULL, rules, BG_LITERAL(""), err);
}

static bool refuse(const struct waiver_reading *reading, size_t at, struct bg_error *err) {
    return bg_fail_at(err, BG_ERROR_JUDGE, bg_source_place(reading->source, at),
                      "no waiver could be added here without changing something else: add it by hand");
}

/* ---- Where ---- */

static size_t line_start(struct bg_slice text, size_t at) {
    while (at > 0 && text.at[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* Behind the line of byte `at`, or of the one before where a line begins at `at`. */
static size_t line_after(struct bg_slice text, size_t at) {
    if (at > 0 && text.at[at - 1] == '\n') {
        return at;
    }
    size_t next = at + bg_slice_find(bg_slice_from(text, at), BG_LITERAL("\n"));
    return next < text.len ? next + 1 : text.len;
}

/* The blanks before byte `at`; false if something else stands in its line. A byte order mark is nothing. */
static bool indent_of(struct bg_slice text, size_t at, size_t *out) {
    struct bg_slice mark = BG_LITERAL("\xef\xbb\xbf");
    size_t start = line_start(text, at);
    start += start == 0 && bg_slice_starts(text, mark) ? mark.len : 0;
    *out = at - start;
    for (size_t i = start; i < at; i++) {
        if (text.at[i] != ' ') {
            return false;
        }
    }
    return true;
}

static bool is_flow(const struct bg_source *source, const struct bg_node *node) {
    bool is_collection = bg_node_is(node, BG_NODE_LIST) || bg_node_is(node, BG_NODE_MAP);
    return is_collection && node->at < source->text.len && memchr("[{", source->text.at[node->at], 2) != NULL;
}

/* Behind the last byte of a value: of lines that is the end of the last one in them. */
static size_t value_end(const struct bg_source *source, const struct bg_node *node, size_t end) {
    bool is_list = bg_node_is(node, BG_NODE_LIST);
    bool is_block = (is_list || bg_node_is(node, BG_NODE_MAP)) && !is_flow(source, node);
    if (!is_block || node->count == 0) {
        return node->end > end ? node->end : end;
    }
    const struct bg_node *last = is_list ? node->as.items[node->count - 1] : node->as.members[node->count - 1].value;
    size_t at = is_list ? node->at : node->as.members[node->count - 1].key_at;
    return value_end(source, last, at > end ? at : end);
}

/* A comment below an item that stands deeper than its dash is its own; lines without anything are not. */
static size_t behind_comments(struct bg_slice text, size_t at, size_t indent) {
    while (at < text.len) {
        size_t first = at;
        while (first < text.len && text.at[first] == ' ') {
            first++;
        }
        if (first == text.len || text.at[first] != '#' || first - at <= indent) {
            break;
        }
        at = line_after(text, first);
    }
    return at;
}

static size_t without_blank_lines(struct bg_slice text, size_t at) {
    size_t start = at == 0 ? 0 : line_start(text, at - 1);
    while (at > 0 && bg_slice_trim(bg_slice_range(text, start, at)).len == 0) {
        at = start;
        start = at == 0 ? 0 : line_start(text, at - 1);
    }
    return at;
}

/* From the dash to the first key, as the last item has it. */
static size_t gap_of(struct bg_slice text, const struct bg_node *item, size_t indent) {
    size_t start = line_start(text, item->at);
    size_t column = item->at - start;
    bool has_dash = start + indent < text.len && text.at[start + indent] == '-';
    bool is_plain = bg_node_is(item, BG_NODE_MAP) && text.at[item->at] != '{';
    return has_dash && is_plain && column > indent + 1 ? column - indent : STEP;
}

static bool find_in_lines(const struct waiver_reading *reading, const struct bg_node *list, struct waiver_spot *out,
                          struct bg_error *err) {
    struct bg_slice text = reading->source->text;
    const struct bg_node *last = list->as.items[list->count - 1];
    if (text.at[list->at] != '-' || !indent_of(text, list->at, &out->indent)) {
        return refuse(reading, list->at, err);
    }
    out->gap = gap_of(text, last, out->indent);
    out->has_key = true;
    size_t end = line_after(text, value_end(reading->source, last, list->at));
    out->at = behind_comments(text, without_blank_lines(text, end), out->indent);
    return true;
}

static bool find_in_brackets(const struct waiver_reading *reading, const struct bg_node *list,
                             struct waiver_spot *out) {
    size_t end = list->count == 0 ? list->at + 1 : list->as.items[list->count - 1]->end;
    out->is_flow = true;
    out->has_key = true;
    out->is_json = is_flow(reading->source, reading->config.root);
    out->before = list->count == 0 ? "" : ", ";
    out->after = "";
    out->at = end;
    return true;
}

/* A list is made: at the end of the file, or in its brackets. */
static bool find_in_root(const struct waiver_reading *reading, struct waiver_spot *out) {
    const struct bg_node *root = reading->config.root;
    struct bg_slice text = reading->source->text;
    if (bg_node_is(root, BG_NODE_MAP) && is_flow(reading->source, root)) {
        out->is_flow = true;
        out->is_json = true;
        out->before = root->count == 0 ? "\"waivers\": [" : ", \"waivers\": [";
        out->after = "]";
        out->at = root->count == 0 ? root->at + 1 : root->as.members[root->count - 1].value->end;
        return true;
    }
    if (bg_node_is(root, BG_NODE_MAP) && root->count > 0) {
        (void)!indent_of(text, root->as.members[0].key_at, &out->indent);
    }
    out->at = text.len;
    out->is_apart = text.len > 0 && without_blank_lines(text, text.len) == text.len;
    return true;
}

static bool find_spot(const struct waiver_reading *reading, struct waiver_spot *out, struct bg_error *err) {
    const struct bg_member *member = bg_node_member(reading->config.root, BG_LITERAL("waivers"));
    struct bg_slice text = reading->source->text;
    *out = (struct waiver_spot){.gap = STEP, .end = bg_mapping_line_end(text)};
    if (member == NULL) {
        return find_in_root(reading, out);
    }
    if (is_flow(reading->source, member->value)) {
        return find_in_brackets(reading, member->value, out);
    }
    if (member->value->count > 0 && bg_node_is(member->value, BG_NODE_LIST)) {
        return find_in_lines(reading, member->value, out, err);
    }
    out->has_key = true;
    out->at = line_after(text, member->key_at + 1);
    bool has_line = indent_of(text, member->key_at, &out->indent);
    out->indent += STEP;
    return (has_line && member->value->at == member->value->end) || refuse(reading, member->key_at, err);
}

/* ---- What ---- */

/* Whether it can stand without quotes, in lines and in brackets, for whoever reads YAML. */
static bool is_plain(struct bg_arena *arena, struct bg_slice text) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./- ";
    struct bg_slice read;
    bool starts_well = text.len > 0 && text.at[0] != '-' && text.at[0] != '.' && text.at[0] != ' ';
    for (size_t i = 0; i < text.len; i++) {
        if (memchr(plain, text.at[i], sizeof plain - 1) == NULL) {
            return false;
        }
    }
    return starts_well && text.at[text.len - 1] != ' ' && bg_yaml_scalar_type(arena, text, &read) == BG_YAML_TEXT;
}

static void add_text(struct bg_buffer *out, struct bg_arena *arena, const struct waiver_spot *spot,
                     struct bg_slice text) {
    if (!spot->is_json && is_plain(arena, text)) {
        bg_buffer_add(out, text);
    } else {
        bg_json_write_string(out, text);
    }
}

static void add_in_lines(struct bg_buffer *out, struct bg_arena *arena, const struct waiver_spot *spot,
                         const struct bg_waiver *waiver) {
    bool is_first = true;
    for (size_t r = 0; r < ROWS; r++) {
        struct bg_slice text = text_of(waiver, r);
        if (text.at == NULL) {
            continue;
        }
        bg_buffer_printf(out, "%*s", (int)spot->indent, "");
        bg_buffer_add_text(out, is_first ? "-" : "");
        bg_buffer_printf(out, "%*s", (int)(spot->gap - is_first), "");
        bg_buffer_printf(out, "%s: ", rows[r].key);
        add_text(out, arena, spot, text);
        bg_buffer_add(out, spot->end);
        is_first = false;
    }
}

static void add_in_brackets(struct bg_buffer *out, struct bg_arena *arena, const struct waiver_spot *spot,
                            const struct bg_waiver *waiver) {
    const char *quote = spot->is_json ? "\"" : "";
    const char *comma = "";
    bg_buffer_add_char(out, '{');
    for (size_t r = 0; r < ROWS; r++) {
        struct bg_slice text = text_of(waiver, r);
        if (text.at != NULL) {
            bg_buffer_printf(out, "%s%s%s%s: ", comma, quote, rows[r].key, quote);
            add_text(out, arena, spot, text);
            comma = ", ";
        }
    }
    bg_buffer_add_char(out, '}');
}

static void add_flow(struct bg_buffer *out, struct bg_arena *arena, const struct waiver_spot *spot,
                     const struct bg_waiver *waivers, size_t count) {
    bg_buffer_add_text(out, spot->before);
    for (size_t w = 0; w < count; w++) {
        bg_buffer_add_text(out, w == 0 ? "" : ", ");
        add_in_brackets(out, arena, spot, &waivers[w]);
    }
    bg_buffer_add_text(out, spot->after);
}

/* A file whose last line has no line end keeps it so. */
static void add_block(struct bg_buffer *out, struct bg_arena *arena, struct waiver_spot *spot, bool is_open,
                      const struct bg_waiver *waivers, size_t count) {
    if (is_open) {
        bg_buffer_add(out, spot->end);
    }
    if (!spot->has_key) {
        bg_buffer_add(out, spot->is_apart ? spot->end : BG_LITERAL(""));
        bg_buffer_printf(out, "%*s", (int)spot->indent, "");
        bg_buffer_add_text(out, "waivers:");
        bg_buffer_add(out, spot->end);
        spot->indent += STEP;
    }
    for (size_t w = 0; w < count; w++) {
        add_in_lines(out, arena, spot, &waivers[w]);
    }
    out->len -= is_open ? spot->end.len : 0;
}

/* ---- Whether it is so ---- */

/* What was there is there, and the new ones are what they should be. */
static bool is_right(const struct waiver_reading *before, const struct waiver_reading *after,
                     const struct bg_waiver *waivers, size_t count) {
    const struct bg_node *old_root = before->config.root;
    const struct bg_node *root = after->config.root;
    size_t known = before->waivers.count;
    bool is_right = after->waivers.count == known + count && bg_node_is(root, BG_NODE_MAP);
    for (size_t w = 0; is_right && w < known; w++) {
        is_right = bg_node_equal(before->config.waivers->as.items[w], after->config.waivers->as.items[w]);
    }
    for (size_t w = 0; is_right && w < count; w++) {
        for (size_t r = 0; is_right && r < ROWS; r++) {
            struct bg_slice wanted = text_of(&waivers[w], r);
            struct bg_slice read = text_of(&after->waivers.items[known + w], r);
            is_right = (wanted.at == NULL) == (read.at == NULL) && bg_slice_equal(wanted, read);
        }
    }
    size_t others = 0;
    for (size_t m = 0; is_right && m < root->count; m++) {
        const struct bg_member *member = &root->as.members[m];
        const struct bg_node *old = bg_node_get(old_root, member->key);
        if (!bg_slice_is(member->key, "waivers")) {
            is_right = old != NULL && bg_node_equal(old, member->value);
            others++;
        }
    }
    bool had_key = bg_node_at(old_root, "waivers") != NULL;
    return is_right && others + had_key == (bg_node_is(old_root, BG_NODE_MAP) ? old_root->count : 0);
}

bool bg_waiver_file_add(struct bg_arena *arena, struct bg_source *source, const struct bg_rules *rules,
                        const struct bg_waiver *waivers, size_t count, struct bg_waiver_text *out,
                        struct bg_error *err) {
    struct waiver_reading before;
    struct waiver_reading after;
    struct waiver_spot spot;
    struct bg_buffer added = {0};
    struct bg_slice text = source->text;
    if (!read_all(arena, source, rules, &before, err) || !find_spot(&before, &spot, err)) {
        return false;
    }
    if (spot.is_flow) {
        add_flow(&added, arena, &spot, waivers, count);
    } else {
        add_block(&added, arena, &spot, spot.at > 0 && text.at[spot.at - 1] != '\n', waivers, count);
    }
    const struct bg_slice parts[] = {bg_slice_range(text, 0, spot.at), bg_buffer_slice(&added),
                                     bg_slice_from(text, spot.at)};
    *out = (struct bg_waiver_text){bg_arena_join(arena, parts, 3), spot.at, added.len};
    bg_buffer_finish(&added);
    struct bg_error ignored;
    bool is_read = read_all(arena, bg_source_new(arena, source->path, out->text), rules, &after, &ignored);
    return (is_read && is_right(&before, &after, waivers, count)) || refuse(&before, spot.at, err);
}
