/*
 * What every function of bumpgate.h speaks of: texts, places, mistakes, levels. Included by it, and of its own so that
 * the rooms of the library that only need these words do not depend on the rest.
 */
#ifndef BUMPGATE_TYPES_H
#define BUMPGATE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BG_MUST_CHECK __attribute__((warn_unused_result))
#define BG_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))
/* Everything else is hidden, in the shared library and in the archive. */
#define BG_PUBLIC __attribute__((visibility("default")))

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

/* What went wrong with the call or its surroundings. Wrong data is a problem in the result instead. */
enum bg_error_code {
    BG_ERROR_NONE,
    BG_ERROR_USAGE, /* the call or the configuration is wrong: exit status 2 */
    BG_ERROR_JUDGE, /* what is needed for a judgement cannot be read: exit status 3 */
};

/* Memory of the caller, filled only by a function that returns false. */
struct bg_error {
    enum bg_error_code code;
    char message[1024]; /* one line, past tense, with the remedy if there is one */
    char file[512];     /* empty if the error is about no file */
    uint32_t line;      /* from 1; 0 if unknown */
    uint32_t column;
};

#ifdef __cplusplus
extern "C" {
#endif

/* Fills *err with a message (and no place) in which control characters are made visible, and returns false, so that a
 * caller can `return bg_fail(...)`. Accepts err NULL. */
BG_PUBLIC bool bg_fail(struct bg_error *err, enum bg_error_code code, const char *format, ...) BG_PRINTF(3, 4);

#ifdef __cplusplus
}
#endif

enum bg_level { BG_LEVEL_NONE, BG_LEVEL_PATCH, BG_LEVEL_MINOR, BG_LEVEL_MAJOR };

/* Ordered by how bad they are: the worst of all connectors is the outcome of the run. */
enum bg_outcome { BG_OUTCOME_SKIPPED, BG_OUTCOME_PASSED, BG_OUTCOME_REJECTED, BG_OUTCOME_UNJUDGED };

/* What a head is. Only the first three can be asked for. */
enum bg_head_kind { BG_HEAD_COMMIT, BG_HEAD_INDEX, BG_HEAD_WORKTREE, BG_HEAD_FOLDER, BG_HEAD_FILE };

/* Of a question about schemas that may have no answer. */
enum bg_relate_answer { BG_ANSWER_YES, BG_ANSWER_NO, BG_ANSWER_UNKNOWN };

/* Where bytes go: some at a time, in order. False stops the one who writes, who then fails. */
struct bg_writer {
    bool (*write)(void *payload, struct bg_slice bytes);
    void *payload;
};

#endif
