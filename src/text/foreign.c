/* Foreign files by their first bytes: see foreign.h. */
#include "text/foreign.h"

static const struct {
    struct bg_slice start;
    const char *message;
} forms[] = {
    {{"version https://git-lfs.github.com/spec/", 40},
     "this is a pointer of Git LFS, and what it points to is not in the repository: keep the file itself in git"},
    {{"\0GITCRYPT\0", 10}, "this is encrypted by git-crypt and cannot be read: keep the file in plain text"},
    {{"\xff\xfe\0\0", 4}, "this is UTF-32, and only UTF-8 is read: save the file as UTF-8"},
    {{"\0\0\xfe\xff", 4}, "this is UTF-32, and only UTF-8 is read: save the file as UTF-8"},
    {{"\xff\xfe", 2}, "this is UTF-16, and only UTF-8 is read: save the file as UTF-8"},
    {{"\xfe\xff", 2}, "this is UTF-16, and only UTF-8 is read: save the file as UTF-8"},
};

bool bg_foreign_check(const struct bg_source *source, struct bg_error *err) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (bg_slice_starts(source->text, forms[i].start)) {
            return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){source->path, source->lines_before + 1, 1}, "%s",
                              forms[i].message);
        }
    }
    return true;
}

/* The first line that starts with `mark`, or the end of the text. */
static size_t line_of(struct bg_slice text, struct bg_slice mark) {
    size_t at = 0;
    while (at < text.len && !bg_slice_starts(bg_slice_from(text, at), mark)) {
        const char *end = memchr(text.at + at, '\n', text.len - at);
        at = end == NULL ? text.len : (size_t)(end - text.at) + 1;
    }
    return at;
}

bool bg_foreign_explain(struct bg_source *source, struct bg_error *err) {
    size_t ours = line_of(source->text, BG_LITERAL("<<<<<<< "));
    size_t theirs = line_of(source->text, BG_LITERAL(">>>>>>> "));
    if (ours < theirs && theirs < source->text.len) {
        return bg_fail_at(err, BG_ERROR_JUDGE, bg_source_place(source, ours),
                          "a merge was not finished here: settle what stands between the markers, and take them out");
    }
    return false;
}
