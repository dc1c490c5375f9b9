/*
 * What the reader of Python makes of files: for bench/python_ast, which holds it against Python's own. Takes paths on
 * stdin, one a line; prints each behind "= ", then a line for each statement of it, nested ones in it, or "! LINE
 * fault".
 */
#include "support/python_dump.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

static void dump_file(struct bg_arena *arena, const char *path, struct bg_slice text) {
    struct bg_source *source = bg_source_new(arena, bg_slice_of(path), text);
    const struct bg_py_file *file = bg_py_parse(arena, source);
    printf("= %s\n", path);
    if (file->fault != NULL) {
        printf("! %u %s\n", file->fault_at.line, file->fault);
    }
    struct bg_buffer line = {0};
    for (size_t i = 0; i < file->body.count; i++) {
        line.len = 0;
        bg_buffer_printf(&line, "%u ", bg_source_place(source, file->body.items[i]->at).line);
        python_dump(&line, file->body.items[i]);
        bg_buffer_add_char(&line, '\n');
        (void)fwrite(line.at, 1, line.len, stdout);
    }
    bg_buffer_finish(&line);
}

int main(void) {
    char path[4096];
    while (fgets(path, sizeof path, stdin) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice text;
        struct bg_error err;
        if (!bg_file_read(&arena, path, &text, &err)) {
            (void)fprintf(stderr, "%s\n", err.message);
            return 2;
        }
        dump_file(&arena, path, text);
        bg_arena_finish(&arena);
    }
    return 0;
}
