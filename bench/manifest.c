/*
 * What reading a manifest costs, as a ratio within one run: libyaml's own event loop over the file, and the whole way
 * from its bytes to the streams, in turn, again and again. The fastest of each counts, so that whatever else the
 * machine does falls out.
 *
 *     bench_manifest FILE [REPETITIONS]
 */
#include "source/manifest/manifest.h"
#include "base/file.h"
#include "text/read.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <yaml.h>

static int64_t now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static size_t run_events(struct bg_slice text) {
    yaml_parser_t parser;
    yaml_event_t event;
    size_t count = 0;
    (void)yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.at, text.len);
    bool is_end = false;
    while (!is_end && yaml_parser_parse(&parser, &event) == 1) {
        is_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        count++;
    }
    yaml_parser_delete(&parser);
    return count;
}

static size_t run_reading(struct bg_slice text) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {0};
    struct bg_problems problems = {.arena = &arena};
    struct bg_schema_files files = {.arena = &arena, .problems = &problems};
    struct bg_manifest manifest = {.arena = &arena, .problems = &problems, .files = &files};
    struct bg_declaration declared = {0};
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("manifest.yaml"), text);
    if (!bg_read_yaml(&arena, source, &problems, &manifest.document, &err) || !bg_manifest_open(&manifest, &err) ||
        !bg_manifest_streams(&manifest, &declared, &err)) {
        (void)fprintf(stderr, "%" PRIu32 ":%" PRIu32 ": %s\n", err.line, err.column, err.message);
        exit(3);
    }
    size_t count = declared.stream_count;
    bg_schema_files_finish(&files);
    bg_arena_finish(&arena);
    return count;
}

static int64_t fastest(int64_t known, int64_t start) {
    int64_t taken = now() - start;
    return known == 0 || taken < known ? taken : known;
}

int main(int argc, char **argv) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text;
    struct bg_error err = {.message = "usage: bench_manifest FILE [REPETITIONS]"};
    int repetitions = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 30;
    if (argc < 2 || repetitions < 1 || !bg_file_read(&arena, argv[1], &text, &err)) {
        (void)fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    int64_t events_time = 0;
    int64_t reading_time = 0;
    size_t events = 0;
    size_t streams = 0;
    for (int i = 0; i < repetitions; i++) {
        int64_t start = now();
        events = run_events(text);
        events_time = fastest(events_time, start);
        start = now();
        streams = run_reading(text);
        reading_time = fastest(reading_time, start);
    }
    (void)printf("%zu bytes, %zu events, %zu streams\n", text.len, events, streams);
    (void)printf("events %" PRId64 " us, reading %" PRId64 " us: %.2f times\n", events_time, reading_time,
                 (double)reading_time / (double)events_time);
    bg_arena_finish(&arena);
    return 0;
}
