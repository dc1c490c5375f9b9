/* The parts of the one test program: tests/unit/FOLDER/NAME.c holds one UNIT, which CMake finds by its path. */
#ifndef TESTS_SUPPORT_UNIT_H
#define TESTS_SUPPORT_UNIT_H

/* Begins the function that runs the cases of one part: UNIT(base_glob) { ... }. It gives the number of failures. */
#define UNIT(name)                                                                                                     \
    int unit_##name(void);                                                                                             \
    int unit_##name(void)

/* A part, as the program lists it. */
struct unit {
    const char *name; /* its path: "base/glob" */
    int (*run)(void);
};

/* In order of their names; written by CMake. */
extern const struct unit units[];
extern const unsigned unit_count;

#endif
