/* Starting libgit2 as a library for reading. */
#include "repo/form.h"

/* The cache counts the bytes of objects as they are stored; parsed trees take five times as much. */
enum { OBJECT_CACHE = 2 * 1024 * 1024 };

/*
 * Some habits of the library are wrong for a reader: to check objects that it writes (ours name files that are not
 * there in a partial clone), to hash all that it reads (git does not, and it makes a history three times slower), and
 * to refuse repositories for extensions that only matter to a writer.
 */
bool bg_git_start(struct bg_error *err) {
    if (git_libgit2_init() < 0) {
        return bg_git_fail(err, "git could not be used");
    }
    (void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
    (void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    bg_form_start();
    (void)git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)OBJECT_CACHE);
    return true;
}
