/*
 * Answers many questions of containment, for the scripts beside this file.
 *
 *     bench_relate FILE
 *
 * FILE is a JSON list of {"base": SCHEMA, "head": SCHEMA, "stored": BOOLEAN}; for each a line is printed: the answer,
 * the microseconds of processor time it took, and the witness or the reason, with tabs between them.
 */
#include "base/buffer.h"
#include "base/slice.h"
#include "text/read.h"
#include "schema/contain/relate.h"

#include <stdio.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static bool read_file(const char *path, struct bg_buffer *out) {
    char block[65536];
    size_t count;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    while ((count = fread(block, 1, sizeof block, file)) > 0) {
        bg_buffer_add(out, (struct bg_slice){block, count});
    }
    (void)fclose(file);
    return true;
}

int main(int argc, char **argv) {
    static const char *const words[] = {"yes", "no", "unknown"}; /* by enum bg_answer */
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    struct bg_error err = {0};
    const struct bg_node *rows = NULL;
    if (argc != 2 || !read_file(argv[1], &text)) {
        (void)fprintf(stderr, "usage: bench_relate FILE\n");
        return 2;
    }
    struct bg_source *source = bg_source_new(&arena, bg_slice_of(argv[1]), bg_buffer_slice(&text));
    if (!bg_read_json(&arena, source, NULL, &rows, &err)) {
        (void)fprintf(stderr, "%s:%u: %s\n", argv[1], err.line, err.message);
        return 3;
    }
    for (size_t i = 0; i < rows->count; i++) {
        const struct bg_node *row = rows->as.items[i];
        struct bg_arena work = BG_ARENA_EMPTY;
        bool is_stored = bg_node_is_true(bg_node_at(row, "stored"));
        struct bg_relate_options options =
            is_stored ? BG_RELATE_STORED_CONFIG : (struct bg_relate_options){.assert_formats = false};
        double start = now();
        struct bg_relation relation =
            bg_schema_relate(&work, bg_node_at(row, "base"), bg_node_at(row, "head"), options);
        double taken = now() - start;
        printf("%s\t%.0f\t%.*s%.*s\n", words[relation.answer], taken, BG_ARGS(relation.witness),
               BG_ARGS(relation.reason));
        bg_arena_finish(&work);
    }
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
    return 0;
}
