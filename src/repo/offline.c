/*
 * Starting libgit2, without its network half: that is answered here with "no".
 *
 * libgit2 is linked from its archive. An archive member is pulled in only for a name that nobody has defined yet, and
 * these are all the names through which the library's core reaches TLS, SSH and GSSAPI. So none of them becomes part of
 * the program: it cannot open a connection, it needs none of their eleven libraries, and it starts in 0.7 ms instead of
 * 7.5 (setting up TLS reads every certificate of the machine). Starting the library here is what makes the linker take
 * this file before the archive. If a version of libgit2 reaches them by another name, the link fails with that name,
 * which belongs here then.
 *
 * The definitions are declared first because the library keeps their prototypes to itself; types that only it knows are
 * `void *` here, and never looked at.
 */
#include "repo/internal.h"

int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_mbedtls_stream_global_init(void);
int git_transport_ssh_global_init(void);
int git_smart_subtransport_ssh(void **out, void *owner, void *payload);
int git_transport_ssh_with_paths(void **out, void *owner, void *payload);
int git_tls_stream_new(void **out, const char *host, const char *port);
int git_tls_stream_wrap(void **out, void *stream, const char *host);
int git_http_auth_negotiate(void **out, const void *url);

/* The cache counts the bytes of objects as they are stored; parsed trees take five times as much. */
enum { DONE = 0, REFUSED = -1, OBJECT_CACHE = 2 * 1024 * 1024 };

int git_mbedtls__set_cert_location(const char *file, const char *path) {
    (void)file;
    (void)path;
    return REFUSED;
}

int git_mbedtls_stream_global_init(void) {
    return DONE;
}

int git_transport_ssh_global_init(void) {
    return DONE;
}

int git_smart_subtransport_ssh(void **out, void *owner, void *payload) {
    (void)owner;
    (void)payload;
    *out = NULL;
    return REFUSED;
}

int git_transport_ssh_with_paths(void **out, void *owner, void *payload) {
    (void)owner;
    (void)payload;
    *out = NULL;
    return REFUSED;
}

int git_tls_stream_new(void **out, const char *host, const char *port) {
    (void)host;
    (void)port;
    *out = NULL;
    return REFUSED;
}

int git_tls_stream_wrap(void **out, void *stream, const char *host) {
    (void)stream;
    (void)host;
    *out = NULL;
    return REFUSED;
}

int git_http_auth_negotiate(void **out, const void *url) {
    (void)url;
    *out = NULL;
    return REFUSED;
}

/*
 * Some habits of the library are wrong for a reader: to check objects that it writes (ours name files that are not
 * there in a partial clone), to hash all that it reads (git does not, and it makes a history three times slower), and
 * to refuse repositories for extensions that only matter to a writer (a sparse checkout sets worktreeConfig).
 */
bool bg_git_start(struct bg_error *err) {
    static const char *extensions[] = {"partialclone", "preciousobjects", "worktreeconfig"};
    if (git_libgit2_init() < 0) {
        return bg_git_fail(err, "git could not be used");
    }
    (void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
    (void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    (void)git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof extensions[0]);
    (void)git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)OBJECT_CACHE);
    return true;
}
