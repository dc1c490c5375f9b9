/* Foreign files by their first bytes: see foreign.h. */
#include "text/foreign.h"

static const struct {
    struct bg_slice start;
    const char *message;
} forms[] = {
    {{"version https://git-lfs.github.com/spec/", 40},
     "this is a pointer of Git LFS, and what it points to is not in the repository: keep the file itself in git"},
    {{"\0GITCRYPT\0", 10}, "this is encrypted by git-crypt and cannot be read: keep the file in plain text"},
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
