/* Inputs of several texts: between them stand lines of "====", which may name what follows: "==== a/b.json". */
#ifndef TESTS_FUZZ_PARTS_H
#define TESTS_FUZZ_PARTS_H

#include "fuzz/fuzz.h"

#define PARTS_SIGN "===="

struct part {
    struct bg_slice name; /* empty: none */
    struct bg_slice text;
};

/* Of two literals. */
#define PART(name, text)                                                                                               \
    {                                                                                                                  \
        {(name), sizeof(name) - 1}, {                                                                                  \
            (text), sizeof(text) - 1                                                                                   \
        }                                                                                                              \
    }

/* How many there are, at most `most`; what is left of *parts is empty. */
static inline size_t input_parts(struct bg_slice input, struct part *parts, size_t most) {
    size_t count = 1;
    parts[0] = (struct part){BG_LITERAL(""), bg_slice_range(input, 0, 0)};
    for (size_t at = 0; at < input.len;) {
        size_t end = at + bg_slice_find(bg_slice_from(input, at), BG_LITERAL("\n"));
        struct bg_slice line = bg_slice_range(input, at, end);
        size_t next = end < input.len ? end + 1 : end;
        if (bg_slice_starts(line, BG_LITERAL(PARTS_SIGN)) && count < most) {
            struct bg_slice name = bg_slice_trim(bg_slice_from(line, sizeof PARTS_SIGN - 1));
            parts[count++] = (struct part){name, bg_slice_range(input, next, next)};
        } else {
            parts[count - 1].text.len = next - (size_t)(parts[count - 1].text.at - input.at);
        }
        at = next;
    }
    for (size_t i = count; i < most; i++) {
        parts[i] = (struct part){BG_LITERAL(""), BG_LITERAL("")};
    }
    return count;
}

#endif
