/* Excerpts: see excerpt.h. YAML and JSON that people write tell by their indentation what belongs together. */
#include "report/html/excerpt.h"

/* MOST_LINES of each side are compared, MOST_ROWS of what comes out are shown, each with the bytes that a wide screen
 * has room for. */
enum { MOST_LINES = 400, MOST_ROWS = 60, CONTEXT = 3, LONGEST_LINE = 400, BEFORE_COLUMN = 100 };

struct lines {
    struct bg_slice at[MOST_LINES];
    size_t count;
    uint32_t first; /* the number of the first one */
    bool is_cut;
};

static size_t indentation(struct bg_slice line) {
    size_t i = 0;
    while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t')) {
        i++;
    }
    return i;
}

static bool is_blank(struct bg_slice line) {
    return bg_slice_trim(line).len == 0;
}

static bool is_item(struct bg_slice line) {
    struct bg_slice rest = bg_slice_from(line, indentation(line));
    return bg_slice_is(rest, "-") || bg_slice_starts(rest, BG_LITERAL("- "));
}

/* Whether `line`, which comes after `first`, still belongs to it: it stands further in, closes it, or is an item of the
 * list that YAML allows below its key. */
static bool belongs(struct bg_slice first, struct bg_slice line) {
    size_t outer = indentation(first);
    size_t inner = indentation(line);
    bool closes = inner < line.len && (line.at[inner] == '}' || line.at[inner] == ']');
    return is_blank(line) || inner > outer || (inner == outer && (closes || (is_item(line) && !is_item(first))));
}

/* A part of a character of UTF-8 is left out with the rest of it. */
static bool is_within(struct bg_slice line, size_t at) {
    return at < line.len && ((unsigned char)line.at[at] & 0xc0u) == 0x80u;
}

/* Of a line that no screen has room for, what stands around the column. */
static struct bg_slice cut(struct bg_arena *arena, struct bg_slice line, uint32_t column) {
    if (line.len <= LONGEST_LINE) {
        return line;
    }
    size_t from = column > BEFORE_COLUMN && column < line.len ? column - BEFORE_COLUMN : 0;
    size_t to = from + LONGEST_LINE < line.len ? from + LONGEST_LINE : line.len;
    while (is_within(line, from)) {
        from++;
    }
    while (is_within(line, to)) {
        to++;
    }
    const struct bg_slice parts[] = {BG_LITERAL("..."), bg_slice_range(line, from, to), BG_LITERAL("...")};
    bool is_whole_front = from == 0;
    bool is_whole_end = to >= line.len;
    return bg_arena_join(arena, parts + is_whole_front, 3u - is_whole_front - is_whole_end);
}

static struct bg_slice next_line(struct bg_slice *rest) {
    struct bg_slice line = bg_slice_cut(rest, '\n');
    return bg_slice_ends(line, BG_LITERAL("\r")) ? bg_slice_range(line, 0, line.len - 1) : line;
}

static void take(struct bg_arena *arena, const struct bg_excerpt_side *side, struct lines *out) {
    struct bg_slice rest = side->text;
    uint32_t number = 1;
    *out = (struct lines){.first = side->at.line};
    while (rest.at != NULL && number < side->at.line) {
        (void)bg_slice_cut(&rest, '\n');
        number++;
    }
    if (rest.at == NULL || rest.len == 0 || side->at.line == 0) {
        return;
    }
    struct bg_slice first = next_line(&rest);
    struct bg_slice line = first;
    size_t end = 0; /* behind the last line that is not blank */
    bool has_more = true;
    while (has_more && out->count < MOST_LINES) {
        out->at[out->count] = cut(arena, line, out->count == 0 ? side->at.column : 0);
        out->count++;
        end = is_blank(line) ? end : out->count;
        has_more = rest.at != NULL;
        line = has_more ? next_line(&rest) : BG_NO_SLICE;
        has_more = has_more && belongs(first, line);
    }
    out->is_cut = has_more;
    out->count = end;
}

/* All rows, before lines are left out. */
struct aligned {
    struct bg_excerpt_row *items;
    size_t count;
};

static void add_row(struct aligned *rows, enum bg_excerpt_kind kind, const struct lines *before, size_t b,
                    const struct lines *after, size_t a) {
    struct bg_excerpt_row *row = &rows->items[rows->count++];
    *row = (struct bg_excerpt_row){.kind = kind};
    if (before != NULL) {
        row->text[0] = before->at[b];
        row->number[0] = before->first + (uint32_t)b;
    }
    if (after != NULL) {
        row->text[1] = after->at[a];
        row->number[1] = after->first + (uint32_t)a;
    }
}

/* Lines that only one side has, up to here, next to those of the other side. */
static void add_changed(struct aligned *rows, const struct lines *before, size_t b, size_t b_end,
                        const struct lines *after, size_t a, size_t a_end) {
    while (b < b_end || a < a_end) {
        add_row(rows, BG_EXCERPT_CHANGED, b < b_end ? before : NULL, b, a < a_end ? after : NULL, a);
        b += b < b_end;
        a += a < a_end;
    }
}

/* The longest list of lines that both have in this order. */
static void align(struct bg_arena *arena, const struct lines *before, const struct lines *after, struct aligned *rows) {
    size_t width = after->count + 1;
    uint16_t *longest = bg_arena_array(arena, (before->count + 1) * width, sizeof longest[0]);
    for (size_t b = before->count; b-- > 0;) {
        for (size_t a = after->count; a-- > 0;) {
            uint16_t down = longest[(b + 1) * width + a];
            uint16_t right = longest[b * width + a + 1];
            bool is_same = bg_slice_equal(before->at[b], after->at[a]);
            longest[b * width + a] =
                is_same ? (uint16_t)(longest[(b + 1) * width + a + 1] + 1) : (down > right ? down : right);
        }
    }
    size_t b = 0;
    size_t a = 0;
    size_t b_from = 0;
    size_t a_from = 0;
    while (b < before->count && a < after->count) {
        if (bg_slice_equal(before->at[b], after->at[a])) {
            add_changed(rows, before, b_from, b, after, a_from, a);
            add_row(rows, BG_EXCERPT_SAME, before, b++, after, a++);
            b_from = b;
            a_from = a;
        } else if (longest[(b + 1) * width + a] >= longest[b * width + a + 1]) {
            b++;
        } else {
            a++;
        }
    }
    add_changed(rows, before, b_from, before->count, after, a_from, after->count);
}

/* Whether a changed row stands near, or it is the first one, which says what the excerpt is about. */
static bool is_near(const struct aligned *rows, size_t at) {
    size_t from = at > CONTEXT ? at - CONTEXT : 0;
    bool is_shown = at == 0;
    for (size_t i = from; i < rows->count && i <= at + CONTEXT && !is_shown; i++) {
        is_shown = rows->items[i].kind == BG_EXCERPT_CHANGED;
    }
    return is_shown;
}

/* Without what is alike and far from what is not, and without what no reader would get through. */
static struct bg_excerpt shorten(struct bg_arena *arena, const struct aligned *rows) {
    struct bg_excerpt_row *items = bg_arena_array(arena, MOST_ROWS, sizeof items[0]);
    struct bg_excerpt out = {.rows = items};
    for (size_t i = 0; i < rows->count; i++) {
        bool is_shown = is_near(rows, i);
        if (!is_shown && out.count > 0 && items[out.count - 1].kind == BG_EXCERPT_SKIPPED) {
            continue;
        }
        if (out.count == MOST_ROWS) {
            out.is_cut = true;
            return out;
        }
        items[out.count++] = is_shown ? rows->items[i] : (struct bg_excerpt_row){.kind = BG_EXCERPT_SKIPPED};
    }
    return out;
}

struct bg_excerpt bg_excerpt_of(struct bg_arena *arena, const struct bg_excerpt_side *before,
                                const struct bg_excerpt_side *after) {
    struct lines *sides = bg_arena_array(arena, 2, sizeof sides[0]);
    take(arena, before, &sides[0]);
    take(arena, after, &sides[1]);
    struct aligned rows = {bg_arena_array(arena, sides[0].count + sides[1].count, sizeof rows.items[0]), 0};
    align(arena, &sides[0], &sides[1], &rows);
    struct bg_excerpt out = shorten(arena, &rows);
    out.is_cut |= sides[0].is_cut || sides[1].is_cut;
    return out;
}
