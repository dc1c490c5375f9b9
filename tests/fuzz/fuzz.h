/*
 * Fuzzers: readers of foreign bytes, each fed whatever comes. Under the preset `fuzz` the library of LLVM makes up the
 * inputs; everywhere else replay.c runs the files of seeds/NAME once.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "text/read.h"

#include <stdlib.h>

/* Whatever is wrong ends the program. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A claim about the result, also where asserts are compiled out. */
#define HOLDS(claim) ((claim) ? (void)0 : abort())

static inline struct bg_slice input_of(const uint8_t *data, size_t size) {
    return (struct bg_slice){size == 0 ? "" : (const char *)data, size};
}

/* The input as the YAML document "input.yaml"; NULL if it is none. */
static inline const struct bg_node *input_document(struct bg_arena *arena, const uint8_t *data, size_t size) {
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("input.yaml"), input_of(data, size));
    const struct bg_node *document = NULL;
    struct bg_error err;
    return bg_read_yaml(arena, source, NULL, &document, &err) ? document : NULL;
}

#endif
