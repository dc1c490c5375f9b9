/*
 * Globs as finite automata without a compile step: the states are the positions of the pattern, a step reads one
 * character of the text for all of them at once (Thompson's simulation). Braces are edges between positions.
 */
#include "base/glob.h"

#include "base/limits.h"

enum glob_role { LITERAL, ONE, STAR, RUN, RUN_INSIDE, CLASS, OPEN, NEXT, CLOSE };

/* The pattern, position by position. The last position, after its end, is the accepting state. */
struct parsed_glob {
    struct bg_slice pattern;
    unsigned char role[BG_LIMIT_GLOB + 1];
    uint16_t width[BG_LIMIT_GLOB + 1];   /* bytes of a literal or class at this position, 0 inside of one */
    uint16_t sibling[BG_LIMIT_GLOB + 1]; /* OPEN, NEXT: the following NEXT or CLOSE of the same braces */
    uint16_t close[BG_LIMIT_GLOB + 1];   /* NEXT: the CLOSE of its braces */
    bool is_folders[BG_LIMIT_GLOB + 1];  /* RUN: stands for whole folders */
};

struct states {
    uint64_t bits[BG_LIMIT_GLOB / 64 + 1];
    uint16_t items[BG_LIMIT_GLOB + 1];
    size_t count;
};

/* Bytes of the character at `at`; a byte that starts no well-formed one stands for itself. */
static size_t character_len(struct bg_slice text, size_t at) {
    unsigned char first = (unsigned char)text.at[at];
    size_t len = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
    struct bg_slice character = bg_slice_range(text, at, at + len);
    return character.len == len && bg_slice_utf8_prefix(character) == len ? len : 1;
}

static uint32_t code_of(struct bg_slice character) {
    static const unsigned char masks[] = {0xff, 0xff, 0x1f, 0x0f, 0x07};
    uint32_t code = (unsigned char)character.at[0] & masks[character.len];
    for (size_t i = 1; i < character.len; i++) {
        code = code << 6 | ((unsigned char)character.at[i] & 0x3f);
    }
    return code;
}

/* Length of the class that starts at `from`, brackets included; 0 if it does not end. */
static size_t class_len(struct bg_slice pattern, size_t from) {
    size_t at = from + 1;
    if (at < pattern.len && (pattern.at[at] == '!' || pattern.at[at] == '^')) {
        at++;
    }
    size_t first = at;
    for (; at < pattern.len; at += character_len(pattern, at)) {
        if (pattern.at[at] == ']' && at > first) {
            return at + 1 - from;
        }
    }
    return 0;
}

static const char *parse(struct bg_slice pattern, struct parsed_glob *out) {
    if (pattern.len == 0) {
        return "it is empty";
    }
    if (pattern.len > BG_LIMIT_GLOB) {
        return "it is too long";
    }
    out->pattern = pattern;
    uint16_t opens[BG_LIMIT_GLOB]; /* the last OPEN or NEXT of each pair of braces that is still open */
    size_t depth = 0;
    for (size_t at = 0; at < pattern.len;) {
        char c = pattern.at[at];
        size_t len = character_len(pattern, at);
        enum glob_role role = LITERAL;
        if (c == '\\') {
            if (at + 1 == pattern.len) {
                return "it ends with a backslash";
            }
            len = 1 + character_len(pattern, at + 1);
        } else if (c == '?') {
            role = ONE;
        } else if (c == '[') {
            role = CLASS;
            len = class_len(pattern, at);
            if (len == 0) {
                return "it has a `[` without `]`";
            }
        } else if (c == '*' && at + 1 < pattern.len && pattern.at[at + 1] == '*') {
            role = RUN;
            bool starts_folder =
                at == 0 || pattern.at[at - 1] == '/' || out->role[at - 1] == OPEN || out->role[at - 1] == NEXT;
            out->is_folders[at] = starts_folder && at + 2 < pattern.len && pattern.at[at + 2] == '/';
            out->role[at + 1] = RUN_INSIDE;
            len = 2;
        } else if (c == '*') {
            role = STAR;
        } else if (c == '{') {
            role = OPEN;
            opens[depth++] = (uint16_t)at;
        } else if (c == ',' && depth > 0) {
            role = NEXT;
            out->sibling[opens[depth - 1]] = (uint16_t)at;
            opens[depth - 1] = (uint16_t)at;
        } else if (c == '}' && depth > 0) {
            role = CLOSE;
            out->sibling[opens[--depth]] = (uint16_t)at;
        }
        out->role[at] = (unsigned char)role;
        out->width[at] = (uint16_t)len;
        at += len;
    }
    if (depth > 0) {
        return "it has a `{` without `}`";
    }
    for (size_t at = pattern.len; at-- > 0;) {
        if (out->width[at] > 0 && out->role[at] == NEXT) {
            size_t sibling = out->sibling[at];
            out->close[at] = out->role[sibling] == CLOSE ? (uint16_t)sibling : out->close[sibling];
        }
    }
    return NULL;
}

static void add(struct states *states, size_t position) {
    uint64_t bit = (uint64_t)1 << (position % 64);
    if ((states->bits[position / 64] & bit) == 0) {
        states->bits[position / 64] |= bit;
        states->items[states->count++] = (uint16_t)position;
    }
}

/* Adds what can be reached without reading; items grow while they are walked. */
static void close_over(const struct parsed_glob *glob, struct states *states) {
    for (size_t i = 0; i < states->count; i++) {
        size_t at = states->items[i];
        if (at == glob->pattern.len) {
            continue;
        }
        switch ((enum glob_role)glob->role[at]) {
        case LITERAL:
        case ONE:
        case CLASS:
            break;
        case STAR:
        case RUN_INSIDE:
        case CLOSE:
            add(states, at + 1);
            break;
        case RUN:
            add(states, at + 1);
            if (glob->is_folders[at]) {
                add(states, at + 3);
            }
            break;
        case OPEN:
            add(states, at + 1);
            for (size_t next = glob->sibling[at]; glob->role[next] == NEXT; next = glob->sibling[next]) {
                add(states, next + 1);
            }
            break;
        case NEXT:
            add(states, (size_t)glob->close[at] + 1);
            break;
        }
    }
}

static bool class_has(struct bg_slice class, struct bg_slice character) {
    uint32_t code = code_of(character);
    bool is_negated = class.at[1] == '!' || class.at[1] == '^';
    bool is_member = false;
    for (size_t at = is_negated ? 2 : 1; at + 1 < class.len;) {
        size_t len = character_len(class, at);
        uint32_t low = code_of(bg_slice_range(class, at, at + len));
        uint32_t high = low;
        at += len;
        if (at + 2 < class.len && class.at[at] == '-') {
            len = character_len(class, at + 1);
            high = code_of(bg_slice_range(class, at + 1, at + 1 + len));
            at += 1 + len;
        }
        is_member = is_member || (low <= code && code <= high);
    }
    return is_member != is_negated && code != '/';
}

static bool literal_is(struct bg_slice literal, struct bg_slice character) {
    return bg_slice_equal(literal.at[0] == '\\' ? bg_slice_from(literal, 1) : literal, character);
}

static void step(const struct parsed_glob *glob, const struct states *from, struct bg_slice character,
                 struct states *to) {
    bool is_slash = character.at[0] == '/';
    for (size_t i = 0; i < from->count; i++) {
        size_t at = from->items[i];
        if (at == glob->pattern.len) {
            continue;
        }
        struct bg_slice part = bg_slice_range(glob->pattern, at, at + glob->width[at]);
        switch ((enum glob_role)glob->role[at]) {
        case LITERAL:
            if (literal_is(part, character)) {
                add(to, at + part.len);
            }
            break;
        case ONE:
            if (!is_slash) {
                add(to, at + 1);
            }
            break;
        case CLASS:
            if (class_has(part, character)) {
                add(to, at + part.len);
            }
            break;
        case STAR:
            if (!is_slash) {
                add(to, at);
            }
            break;
        case RUN_INSIDE:
            add(to, at);
            break;
        case RUN:
        case OPEN:
        case NEXT:
        case CLOSE:
            break;
        }
    }
}

static bool matches(const struct parsed_glob *glob, struct bg_slice text) {
    struct states pair[2] = {{.count = 0}};
    struct states *current = &pair[0];
    struct states *following = &pair[1];
    add(current, 0);
    close_over(glob, current);
    for (size_t at = 0; at < text.len && current->count > 0;) {
        size_t len = character_len(text, at);
        memset(following->bits, 0, sizeof following->bits);
        following->count = 0;
        step(glob, current, bg_slice_range(text, at, at + len), following);
        close_over(glob, following);
        struct states *done = current;
        current = following;
        following = done;
        at += len;
    }
    size_t end = glob->pattern.len;
    return (current->bits[end / 64] >> (end % 64) & 1) != 0;
}

const char *bg_glob_fault(struct bg_slice pattern) {
    struct parsed_glob glob = {.pattern = BG_NO_SLICE};
    return parse(pattern, &glob);
}

/* Bytes in front of the first one with a meaning. */
static size_t literal_prefix(struct bg_slice pattern) {
    size_t len = 0;
    while (len < pattern.len && memchr("*?[{\\", pattern.at[len], 5) == NULL) {
        len++;
    }
    return len;
}

/* Whether single stars are all that has a meaning. Bytes of wider characters are left to the automaton. */
static bool is_simple(struct bg_slice pattern) {
    bool is_simple = pattern.len > 0 && pattern.len <= BG_LIMIT_GLOB;
    for (size_t i = 0; i < pattern.len && is_simple; i++) {
        bool is_run = pattern.at[i] == '*' && i > 0 && pattern.at[i - 1] == '*';
        is_simple = !is_run && (unsigned char)pattern.at[i] < 0x80 && memchr("?[{\\", pattern.at[i], 4) == NULL;
    }
    return is_simple;
}

/* The last star takes one byte more wherever the rest does not fit. An earlier one need not: in one folder the first
 * fit leaves most to the others, and no star takes a slash. */
static bool matches_simply(struct bg_slice pattern, struct bg_slice text) {
    size_t p = 0;
    size_t behind_star = 0; /* 0: there was none */
    size_t taken = 0;       /* what the star has taken ends here */
    for (size_t t = 0; t < text.len;) {
        if (p < pattern.len && pattern.at[p] == '*') {
            behind_star = ++p;
            taken = t;
        } else if (p < pattern.len && pattern.at[p] == text.at[t]) {
            p++;
            t++;
        } else if (behind_star > 0 && text.at[taken] != '/') {
            p = behind_star;
            t = ++taken;
        } else {
            return false;
        }
    }
    return p == pattern.len || (p + 1 == pattern.len && pattern.at[p] == '*');
}

/* Most patterns of a list differ from a text in their first bytes, and most of the rest have nothing but stars: no
 * automaton for those. */
bool bg_glob_match(struct bg_slice pattern, struct bg_slice text) {
    size_t prefix = literal_prefix(pattern);
    if (!bg_slice_starts(text, bg_slice_range(pattern, 0, prefix))) {
        return false;
    }
    if (is_simple(pattern)) {
        return matches_simply(pattern, text);
    }
    struct parsed_glob glob = {.pattern = BG_NO_SLICE};
    return parse(pattern, &glob) == NULL && matches(&glob, text);
}

bool bg_glob_match_any(const struct bg_slice *patterns, size_t count, struct bg_slice text) {
    for (size_t i = 0; i < count; i++) {
        if (bg_glob_match(patterns[i], text)) {
            return true;
        }
    }
    return false;
}

struct bg_slice bg_glob_quote(struct bg_arena *arena, struct bg_slice text) {
    char *bytes = bg_arena_alloc(arena, 2 * text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (memchr("*?[]{},\\", text.at[i], sizeof "*?[]{},\\" - 1) != NULL) {
            bytes[len++] = '\\';
        }
        bytes[len++] = text.at[i];
    }
    bytes[len] = '\0';
    return (struct bg_slice){bytes, len};
}
