/* Values that `spec` adds: see spec_values.h. Line by line for the method, then by the words `["enum"]` in it. */
#include "source/code/spec_values.h"

#include "base/limits.h"
#include "base/table.h"
#include "source/code/python_literal.h"
#include "text/builder.h"
#include "text/pointer.h"

#include <ctype.h>

struct spec_method {
    struct bg_arena *arena;
    struct bg_slice module;
    struct bg_slice body;
    const struct bg_node *like; /* a node of no file */
};

static size_t indentation(struct bg_slice line) {
    size_t blanks = 0;
    while (blanks < line.len && (line.at[blanks] == ' ' || line.at[blanks] == '\t')) {
        blanks++;
    }
    return blanks;
}

/* The lines of the method, its header included: those that stand further in, and the end of a long header. */
static struct bg_slice method_at(struct bg_slice text, struct bg_slice header) {
    size_t start = (size_t)(header.at - text.at);
    size_t margin = indentation(header);
    struct bg_slice rest = bg_slice_from(text, start + header.len + 1);
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_cut(&rest, '\n');
        struct bg_slice words = bg_slice_trim(line);
        if (words.len > 0 && words.at[0] != ')' && indentation(line) <= margin) {
            return bg_slice_range(text, start, (size_t)(line.at - text.at));
        }
    }
    return bg_slice_from(text, start);
}

static struct bg_slice find_method(struct bg_slice text) {
    struct bg_slice rest = text;
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_cut(&rest, '\n');
        if (bg_slice_starts(bg_slice_trim(line), BG_LITERAL("def spec("))) {
            return method_at(text, line);
        }
    }
    return BG_NO_SLICE;
}

/* What a bracket or quote at the front opens, with both; {NULL, 0} if it is not closed. */
static struct bg_slice enclosed(struct bg_slice text) {
    size_t depth = 0;
    char quote = '\0';
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];
        bool is_quote = byte == '"' || byte == '\'';
        if (quote != '\0' && byte == '\n') {
            return BG_NO_SLICE;
        }
        if (quote != '\0') {
            i += byte == '\\';
            quote = byte == quote ? '\0' : quote;
        } else if (is_quote) {
            quote = byte;
        } else {
            depth += byte == '[';
            depth -= byte == ']' && depth > 0;
        }
        if (depth == 0 && quote == '\0') {
            return bg_slice_range(text, 0, i + 1);
        }
    }
    return BG_NO_SLICE;
}

static struct bg_slice blanks_cut(struct bg_slice text) {
    size_t blanks = 0;
    while (blanks < text.len && isspace((unsigned char)text.at[blanks]) != 0) {
        blanks++;
    }
    return bg_slice_from(text, blanks);
}

/* ["a"]["b"] to the pointer /a/b, as far as it goes; *rest is what follows. */
static struct bg_slice read_subscripts(struct bg_arena *arena, struct bg_slice *rest) {
    struct bg_slice pointer = BG_LITERAL("");
    while (rest->len > 1 && rest->at[0] == '[' && (rest->at[1] == '"' || rest->at[1] == '\'')) {
        struct bg_slice key = enclosed(bg_slice_from(*rest, 1));
        struct bg_slice after = bg_slice_from(*rest, 1 + key.len);
        if (key.len < 2 || after.len == 0 || after.at[0] != ']') {
            return BG_NO_SLICE;
        }
        pointer = bg_pointer_add(arena, pointer, bg_slice_range(key, 1, key.len - 1));
        *rest = bg_slice_from(after, 1);
    }
    return pointer;
}

/* NAME = [...], anywhere in the module; the last one before nothing else is said. */
static struct bg_slice assigned(const struct spec_method *method, struct bg_slice name) {
    struct bg_slice rest = method->module;
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_trim(bg_slice_cut(&rest, '\n'));
        struct bg_slice after = bg_slice_starts(line, name) ? blanks_cut(bg_slice_from(line, name.len)) : BG_NO_SLICE;
        if (after.len > 0 && (after.at[0] == '=' || after.at[0] == ':')) {
            (void)bg_slice_cut(&after, '=');
            size_t at = after.at == NULL ? method->module.len : (size_t)(after.at - method->module.at);
            return blanks_cut(bg_slice_from(method->module, at));
        }
    }
    return BG_NO_SLICE;
}

static size_t name_length(struct bg_slice text) {
    size_t length = 0;
    while (length < text.len && (isalnum((unsigned char)text.at[length]) != 0 || text.at[length] == '_')) {
        length++;
    }
    return length;
}

/* The list that is written at the front of the text, or NULL. */
static const struct bg_node *written_list(const struct spec_method *method, struct bg_slice text) {
    bool is_list = text.len > 0 && text.at[0] == '[';
    struct bg_slice written = is_list ? enclosed(text) : BG_NO_SLICE;
    const struct bg_node *list = written.at == NULL ? NULL : bg_python_literal(method->arena, written, method->like);
    return bg_node_is(list, BG_NODE_LIST) ? list : NULL;
}

static const struct bg_node *written_value(const struct spec_method *method, struct bg_slice text) {
    bool is_text = text.len > 0 && (text.at[0] == '"' || text.at[0] == '\'');
    struct bg_slice written = is_text ? enclosed(text) : BG_NO_SLICE;
    if (written.at == NULL) {
        return NULL;
    }
    const struct bg_node **items = bg_arena_array(method->arena, 1, sizeof items[0]);
    items[0] = bg_python_literal(method->arena, written, method->like);
    return bg_node_new_list(method->arena, items, 1, method->like);
}

/* What an argument or the right side says: a list, or the name of one. */
static const struct bg_node *list_of(const struct spec_method *method, struct bg_slice text) {
    size_t length = name_length(text);
    struct bg_slice at = length == 0 ? text : assigned(method, bg_slice_range(text, 0, length));
    return written_list(method, at);
}

/* What follows the words, blanks aside; {NULL, 0} if they do not stand here. */
static struct bg_slice after(struct bg_slice text, const char *words) {
    struct bg_slice start = bg_slice_of(words);
    return bg_slice_starts(text, start) ? blanks_cut(bg_slice_from(text, start.len)) : BG_NO_SLICE;
}

/* At the end of a choice: what is done to it. */
static void read_verb(const struct spec_method *method, struct bg_slice pointer, struct bg_slice rest,
                      struct bg_spec_values *out) {
    struct bg_slice one = after(rest, ".append(");
    struct bg_slice many = after(rest, ".extend(");
    many = many.at == NULL ? after(rest, "+=") : many;
    if (one.at != NULL || many.at != NULL) {
        const struct bg_node *values = one.at != NULL ? written_value(method, one) : list_of(method, many);
        BG_VECTOR_ADD(method->arena, out, (struct bg_added_values){pointer, values});
    }
}

static void read_choices(const struct spec_method *method, struct bg_spec_values *out) {
    struct bg_slice root = BG_LITERAL("connectionSpecification");
    struct bg_slice rest = method->body;
    for (;;) {
        size_t at = bg_slice_find(rest, root);
        if (at == rest.len || out->count == BG_LIMIT_SPEC_VALUES) {
            return;
        }
        rest = bg_slice_from(rest, at + root.len);
        struct bg_slice pointer = read_subscripts(method->arena, &rest);
        if (pointer.at != NULL && bg_slice_ends(pointer, BG_LITERAL("/enum"))) {
            read_verb(method, pointer, blanks_cut(rest), out);
        }
    }
}

bool bg_python_spec_values(struct bg_arena *arena, struct bg_source *source, struct bg_spec_values *out,
                           struct bg_place *at) {
    struct spec_method method = {.arena = arena, .module = source->text, .body = find_method(source->text)};
    if (method.body.at == NULL) {
        return false;
    }
    *at = bg_source_place(source, (size_t)(method.body.at - source->text.at) + indentation(method.body));
    read_choices(&method, out);
    return true;
}

/* `list` and the texts of `more` that it lacks. */
static const struct bg_node *joined(struct bg_arena *arena, const struct bg_node *list, const struct bg_node *more) {
    const struct bg_node **items = bg_arena_array(arena, list->count + more->count, sizeof items[0]);
    const struct bg_node *lists[] = {list, more};
    struct bg_table texts = {0};
    size_t count = 0;
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < lists[side]->count; i++) {
            const struct bg_node *item = lists[side]->as.items[i];
            bool is_new = item->kind == BG_NODE_STRING && bg_table_put(&texts, item->as.text, &texts);
            if (is_new || side == 0) {
                items[count++] = item;
            }
        }
    }
    bg_table_finish(&texts);
    return bg_node_new_list(arena, items, count, list);
}

/* Recursive along the pointer, which is no deeper than the document. */
static const struct bg_node *put(struct bg_arena *arena, const struct bg_node *node, struct bg_slice pointer,
                                 const struct bg_node *values) {
    struct bg_slice key;
    if (!bg_pointer_next(arena, &pointer, &key)) {
        return bg_node_is(node, BG_NODE_LIST) ? joined(arena, node, values) : node;
    }
    const struct bg_member *member = bg_node_member(node, key);
    if (member == NULL) {
        return node;
    }
    struct bg_members members = {.arena = arena};
    struct bg_member changed = *member;
    changed.value = put(arena, member->value, pointer, values);
    bg_members_put_all(&members, node);
    bg_members_put(&members, changed);
    return bg_node_new_map(arena, members.items, members.count, node);
}

const struct bg_node *bg_spec_values_put(struct bg_arena *arena, const struct bg_node *schema,
                                         const struct bg_spec_values *added) {
    for (size_t i = 0; schema != NULL && i < added->count; i++) {
        if (added->items[i].values != NULL) {
            schema = put(arena, schema, added->items[i].pointer, added->items[i].values);
        }
    }
    return schema;
}
