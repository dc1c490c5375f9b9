/* Files on disk: see file.h. */
#include "base/file.h"

#include "base/buffer.h"
#include "base/limits.h"

#include <errno.h>
#include <stdio.h>

static bool read_stream(FILE *stream, const char *path, struct bg_buffer *out, struct bg_error *err) {
    char chunk[65536];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, stream)) > 0) {
        bg_buffer_add(out, (struct bg_slice){chunk, got});
        if (out->len > BG_LIMIT_FILE) {
            return bg_fail(err, BG_ERROR_JUDGE, "\"%s\" is larger than %u bytes", path, BG_LIMIT_FILE);
        }
    }
    return ferror(stream) == 0 || bg_fail(err, BG_ERROR_JUDGE, "could not read \"%s\": %s", path, strerror(errno));
}

bool bg_file_read(struct bg_arena *arena, const char *path, struct bg_slice *out, struct bg_error *err) {
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *stream = is_stdin ? stdin : fopen(path, "rb");
    if (stream == NULL) {
        return bg_fail(err, BG_ERROR_JUDGE, "could not read \"%s\": %s", path, strerror(errno));
    }
    struct bg_buffer text = {0};
    bool is_ok = read_stream(stream, path, &text, err);
    *out = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    if (!is_stdin) {
        (void)fclose(stream);
    }
    return is_ok;
}

bool bg_file_write(const char *path, struct bg_slice text, struct bg_error *err) {
    FILE *file = fopen(path, "wb");
    bool is_written = file != NULL && fwrite(text.at, 1, text.len, file) == text.len;
    is_written = file != NULL && fclose(file) == 0 && is_written;
    return is_written || bg_fail(err, BG_ERROR_JUDGE, "%s could not be written: %s", path, strerror(errno));
}
