/* Starting libgit2 as a library for reading. */
#include "repo/form.h"

#include <pthread.h>

/* The cache of the library, for commits: folders and files are kept by us (kept.c). */
enum { OBJECT_CACHE = 2 * 1024 * 1024 };

/* Of a pack only so much is mapped at a time, in pieces of this size: a long history reads every page of it. */
enum { PACK_WINDOW = 4 * 1024 * 1024, PACK_MAPPED = 96 * 1024 * 1024 };

/* Several threads may be the first to open a repository. */
static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;

/*
 * Some habits of the library are wrong for a reader: to check objects that it writes (ours name files that are not
 * there in a partial clone), to hash all that it reads (git does not, and it makes a history three times slower), and
 * to refuse repositories for extensions that only matter to a writer. They are settings of the whole process, which
 * other threads read: they are made once, by who starts it.
 */
static void set_habits(void) {
    (void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
    (void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    bg_form_start();
    (void)git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)OBJECT_CACHE);
    (void)git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)0);
    (void)git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)PACK_WINDOW);
    (void)git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)PACK_MAPPED);
}

bool bg_git_start(struct bg_error *err) {
    static bool is_set;
    (void)pthread_mutex_lock(&starting);
    int users = git_libgit2_init(); /* this one included; what was set is lost when the last one goes */
    if (users == 1 || (users > 0 && !is_set)) {
        set_habits();
        is_set = true;
    }
    (void)pthread_mutex_unlock(&starting);
    return users > 0 || bg_git_fail(err, "git could not be used");
}
