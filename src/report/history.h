/* Reports of an audit: what became of each release of a history, row by row. One file a format, one table of them. */
#ifndef BG_REPORT_HISTORY_H
#define BG_REPORT_HISTORY_H

#include "base/buffer.h"
#include "base/table.h"
#include "bumpgate/types.h"
#include "report/result.h"
#include "text/write_json.h"

/* One connector in one commit. Borrowed for the call. */
struct bg_history_row {
    struct bg_slice commit; /* 40 hexadecimal digits */
    struct bg_slice parent; /* the same; empty for a first commit */
    struct bg_slice date;   /* YYYY-MM-DD */
    struct bg_slice subject;
    struct bg_slice pull_request; /* the number; empty if the subject has none */
    const struct bg_verdict *verdict;
};

/* How a release kept its promise. */
enum bg_promise {
    BG_PROMISE_OTHER,    /* it made none: new, removed, skipped */
    BG_PROMISE_KEPT,     /* what was declared is enough */
    BG_PROMISE_BROKE,    /* a break under a smaller version */
    BG_PROMISE_SMALL,    /* something new under a patch */
    BG_PROMISE_UNBUMPED, /* something that ships changed, and the version did not */
    BG_PROMISE_UNJUDGED,
    BG_PROMISE_COUNT,
};

/* Words of `--only`, by their values: "other", "kept", "broke", "small", "unbumped", "unjudged". */
extern const char *const bg_promise_names[BG_PROMISE_COUNT];

enum bg_promise bg_promise_of(const struct bg_verdict *verdict);

/* The finding that weighs most: the first one of the level that is required; NULL without one. */
const struct bg_finding *bg_history_worst(const struct bg_verdict *verdict);

struct bg_history_page;

/* What is kept over the rows. Starts zeroed; finished by bg_history_finish. */
struct bg_history {
    struct bg_arena arena;
    size_t counts[BG_PROMISE_COUNT];
    size_t row_count;
    struct bg_slice first_date;
    struct bg_slice last_date;
    struct bg_table connectors;        /* name -> struct bg_history_tally */
    struct bg_table rules;             /* id -> struct bg_history_tally, of what broke */
    struct bg_history_release *newest; /* the last ones that broke, newest first */
    size_t newest_count;
    struct bg_history_release *first; /* the first ones, whatever became of them */
    size_t first_count;
    struct bg_json_writer json;   /* of the format json: where it is, whatever it writes into */
    struct bg_history_page *page; /* of the format html: all its rows, until the end */
    struct bg_slice pulls;        /* an address of a pull request but for its number; empty: it is not known */
};

struct bg_history_tally {
    size_t broke;
};

struct bg_history_release {
    struct bg_slice date;
    struct bg_slice name;
    struct bg_slice version;
    struct bg_slice pull_request;
    struct bg_slice message; /* of the worst finding; may be empty */
    struct bg_slice verdict; /* "PASS  1.2.3 -> 1.2.4  needs a patch, and 1.2.4 carries one" */
};

/* How many of those that broke are kept, and of all where there are no more. */
enum { BG_HISTORY_NEWEST = 10, BG_HISTORY_FIRST = 20 };

struct bg_history_format {
    const char *name;
    void (*begin)(struct bg_buffer *out, struct bg_history *history);
    void (*row)(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row);
    void (*end)(struct bg_buffer *out, struct bg_history *history);
    /* The row of an audit that ended early; `is_begun`: its beginning is written. NULL: there is nothing to say. */
    void (*refuse)(struct bg_buffer *out, bool is_begun);
};

/* In order of their names. */
extern const struct bg_history_format bg_history_formats[];
extern const size_t bg_history_format_count;

/* NULL if there is none. */
const struct bg_history_format *bg_history_find(struct bg_slice name);

/* "31,978", in at least so many columns. */
void bg_history_add_number(struct bg_buffer *out, size_t number, size_t width);

/* How many changes released a version that promises something. */
size_t bg_history_promises(const struct bg_history *history);

/* For qsort, of pointers to entries of a table of tallies: who broke most first, then by name. */
int bg_history_by_broken(const void *a, const void *b);

/* Counts a row. */
void bg_history_count(struct bg_history *history, const struct bg_history_row *row);
void bg_history_finish(struct bg_history *history);

void bg_history_tsv_begin(struct bg_buffer *out, struct bg_history *history);
void bg_history_tsv_row(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row);
void bg_history_tsv_refuse(struct bg_buffer *out, bool is_begun);
void bg_history_json_begin(struct bg_buffer *out, struct bg_history *history);
void bg_history_json_row(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row);
void bg_history_json_end(struct bg_buffer *out, struct bg_history *history);
void bg_history_html_begin(struct bg_buffer *out, struct bg_history *history);
void bg_history_html_row(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row);
void bg_history_html_end(struct bg_buffer *out, struct bg_history *history);
void bg_history_html_finish(struct bg_history *history);
void bg_history_text_end(struct bg_buffer *out, struct bg_history *history);

#endif
