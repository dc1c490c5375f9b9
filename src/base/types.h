/* What every room of the house speaks of: texts, places, mistakes, levels. */
#ifndef BG_BASE_TYPES_H
#define BG_BASE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BG_MUST_CHECK __attribute__((warn_unused_result))
#define BG_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))

/* Bytes of somebody else's memory. Not terminated; may contain NUL. {NULL, 0} is "none". */
struct bg_slice {
    const char *at;
    size_t len;
};

/* A place in a file of the repository. An empty file is "no place"; line 0 is "the file as a whole". */
struct bg_place {
    struct bg_slice file;
    uint32_t line;   /* from 1 */
    uint32_t column; /* in characters, from 1 */
};

/* What went wrong with the call or its surroundings. Wrong data is a bg_problem of the result instead. */
enum bg_error_code {
    BG_ERROR_NONE,
    BG_ERROR_USAGE, /* the call or the configuration is wrong: exit status 2 */
    BG_ERROR_JUDGE, /* what is needed for a judgement cannot be read: exit status 3 */
};

struct bg_error {
    enum bg_error_code code;
    char message[1024]; /* one line, past tense, with the remedy if there is one */
    char file[512];     /* empty if the error is about no file */
    uint32_t line;      /* from 1; 0 if unknown */
    uint32_t column;
};

enum bg_level { BG_LEVEL_NONE, BG_LEVEL_PATCH, BG_LEVEL_MINOR, BG_LEVEL_MAJOR };

/* Ordered by how bad they are: the worst of all connectors is the outcome of the run. */
enum bg_outcome { BG_OUTCOME_SKIPPED, BG_OUTCOME_PASSED, BG_OUTCOME_REJECTED, BG_OUTCOME_UNJUDGED };

/* Something wrong with what was read, or a waiver that is not right: never silent. */
struct bg_problem {
    struct bg_slice id;
    struct bg_slice message;
    struct bg_place at;
    bool is_fatal; /* it kept something from being judged */
};

#endif
