/* Schemas that classes make: see overrides.h. Line by line: classes stand at the beginning of one. */
#include "source/code/overrides.h"

#include "base/limits.h"
#include "source/code/mentions.h"

/* From a class to its bases. */
enum { MOST_DEPTH = 8 };

struct reading_class {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_python_classes *out;
    bool is_in_class;
    bool is_in_name;   /* below `def name` */
    bool is_in_schema; /* below `def get_json_schema` */
};

static struct bg_python_class *current(const struct reading_class *reading) {
    return &reading->out->items[reading->out->count - 1];
}

/* What follows the words at the beginning of the line, or {NULL, 0}. */
static struct bg_slice after(struct bg_slice line, const char *words) {
    struct bg_slice start = bg_slice_of(words);
    return bg_slice_starts(line, start) ? bg_slice_from(line, start.len) : BG_NO_SLICE;
}

/* "Users(Base, ABC):" */
static void begin_class(struct reading_class *reading, struct bg_slice header) {
    struct bg_slice rest = header;
    struct bg_slice name = bg_slice_cut(&rest, '(');
    struct bg_python_class class = {.name = name};
    if (rest.at == NULL) { /* no bases */
        rest = header;
        class.name = bg_slice_trim(bg_slice_cut(&rest, ':'));
    } else { /* they may go over lines */
        size_t start = (size_t)(rest.at - reading->source->text.at);
        struct bg_slice text = bg_slice_from(reading->source->text, start);
        class.bases = bg_slice_range(text, 0, bg_slice_find(text, BG_LITERAL(")")));
    }
    class.stream = bg_python_snake(reading->arena, class.name);
    BG_VECTOR_ADD(reading->arena, reading->out, class);
    reading->is_in_class = true;
    reading->is_in_name = false;
    reading->is_in_schema = false;
}

/* The text that the rest of a line is, or {NULL, 0}. */
static struct bg_slice quoted(struct bg_slice rest) {
    rest = bg_slice_trim(rest);
    if (rest.len < 2 || (rest.at[0] != '"' && rest.at[0] != '\'')) {
        return BG_NO_SLICE;
    }
    struct bg_slice text = bg_slice_from(rest, 1);
    struct bg_slice name = bg_slice_cut(&text, rest.at[0]);
    return text.at != NULL && name.len > 0 ? name : BG_NO_SLICE;
}

/* name = "users", name: str = "users" */
static struct bg_slice assigned_name(struct bg_slice line) {
    struct bg_slice rest = after(line, "name");
    if (rest.at == NULL || rest.len == 0 || (rest.at[0] != ' ' && rest.at[0] != '=' && rest.at[0] != ':')) {
        return BG_NO_SLICE;
    }
    (void)bg_slice_cut(&rest, '=');
    return rest.at == NULL ? BG_NO_SLICE : quoted(rest);
}

/* get_schema("users"): what the runtime's loader is asked for. */
static struct bg_slice asked_schema(struct bg_slice line) {
    struct bg_slice call = BG_LITERAL("get_schema(");
    size_t at = bg_slice_find(line, call);
    return at < line.len ? quoted(bg_slice_from(line, at + call.len)) : BG_NO_SLICE;
}

static void read_body(struct reading_class *reading, struct bg_slice line, size_t at) {
    struct bg_python_class *class = current(reading);
    struct bg_slice name = assigned_name(line);
    struct bg_slice result = after(line, "return ");
    if (after(line, "def get_json_schema(").at != NULL) {
        class->override = bg_source_place(reading->source, at);
    }
    if (reading->is_in_name && result.at != NULL) {
        name = quoted(result);
    }
    if (reading->is_in_schema && class->borrowed.at == NULL) {
        class->borrowed = asked_schema(line);
    }
    if (after(line, "def ").at != NULL) {
        reading->is_in_name = after(line, "def name(").at != NULL;
        reading->is_in_schema = after(line, "def get_json_schema(").at != NULL;
    }
    class->stream = name.at != NULL ? name : class->stream;
}

/* A line at the margin that is no class ends one, unless it says nothing. */
static bool is_margin(struct bg_slice line) {
    return line.len > 0 && memchr(" \t\r#@)\"'", line.at[0], 9) == NULL;
}

void bg_python_classes_add(struct bg_arena *arena, struct bg_source *source, struct bg_python_classes *out) {
    struct reading_class reading = {.arena = arena, .source = source, .out = out};
    struct bg_slice rest = source->text;
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_cut(&rest, '\n');
        struct bg_slice header = after(line, "class ");
        if (header.at != NULL) {
            begin_class(&reading, header);
        } else if (is_margin(line)) {
            reading.is_in_class = false;
        } else if (reading.is_in_class) {
            struct bg_slice words = bg_slice_trim(line);
            read_body(&reading, words, words.len == 0 ? 0 : (size_t)(words.at - source->text.at));
        }
    }
}

/* "streams.Base" and "Base[T]" are Base. */
static struct bg_slice base_name(struct bg_slice written) {
    struct bg_slice rest = bg_slice_trim(written);
    struct bg_slice name = bg_slice_cut(&rest, '[');
    while (bg_slice_find(name, BG_LITERAL(".")) < name.len) {
        (void)bg_slice_cut(&name, '.');
    }
    return bg_slice_trim(name);
}

/* Another class is looked at; false if there were too many. */
static bool step(struct bg_python_classes *classes) {
    return ++classes->steps <= BG_LIMIT_OVERRIDE_STEPS;
}

static const struct bg_python_class *override_of(struct bg_python_classes *classes, const struct bg_python_class *class,
                                                 unsigned depth);

static const struct bg_python_class *override_of_bases(struct bg_python_classes *classes, struct bg_slice bases,
                                                       unsigned depth) {
    const struct bg_python_class *found = NULL;
    while (bases.at != NULL && found == NULL) {
        struct bg_slice name = base_name(bg_slice_cut(&bases, ','));
        for (size_t i = 0; i < classes->count && found == NULL && step(classes); i++) {
            if (bg_slice_equal(classes->items[i].name, name)) {
                found = override_of(classes, &classes->items[i], depth);
            }
        }
    }
    return found;
}

/* Recursive with the function above; bounded by `depth`. */
static const struct bg_python_class *override_of(struct bg_python_classes *classes, const struct bg_python_class *class,
                                                 unsigned depth) {
    if (class->override.line != 0) {
        return class;
    }
    return depth == 0 ? NULL : override_of_bases(classes, class->bases, depth - 1);
}

const struct bg_python_class *bg_python_class_of(struct bg_python_classes *classes, struct bg_slice stream,
                                                 const struct bg_python_class **override) {
    const struct bg_python_class *class = NULL;
    *override = NULL;
    for (size_t i = 0; i < classes->count && *override == NULL && step(classes); i++) {
        if (bg_slice_equal(classes->items[i].stream, stream)) {
            class = class == NULL ? &classes->items[i] : class;
            *override = override_of(classes, &classes->items[i], MOST_DEPTH);
        }
    }
    return class;
}

bool bg_python_overrides(struct bg_python_classes *classes, struct bg_slice stream, struct bg_place *at) {
    const struct bg_python_class *override;
    (void)bg_python_class_of(classes, stream, &override);
    *at = override == NULL ? (struct bg_place){0} : override->override;
    return override != NULL || classes->steps > BG_LIMIT_OVERRIDE_STEPS;
}
