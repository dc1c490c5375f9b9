/* Runs a fuzzer without its library: once for each file of the folder that is named. An empty folder is a failure. */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>

#include "base/file.h"

/* In memory that ends where the input does, so that sanitizers see a byte read too much. */
static void run(struct bg_slice text) {
    uint8_t *exact = malloc(text.len == 0 ? 1 : text.len);
    HOLDS(exact != NULL);
    if (text.len > 0) {
        memcpy(exact, text.at, text.len);
    }
    (void)LLVMFuzzerTestOneInput(exact, text.len);
    free(exact);
}

int main(int argc, char **argv) {
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (folder == NULL) {
        (void)fputs("usage: FUZZER FOLDER\n", stderr);
        return 2;
    }
    size_t count = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice path = bg_arena_printf(&arena, "%s/%s", argv[1], entry->d_name);
        struct bg_slice text;
        struct bg_error err;
        (void)puts(entry->d_name);
        (void)fflush(stdout);
        if (!bg_file_read(&arena, path.at, &text, &err)) {
            (void)fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        run(text);
        bg_arena_finish(&arena);
        count++;
    }
    (void)closedir(folder);
    return count == 0;
}
