/*
 * The program without the network half of libgit2: that is answered here with "no". It is of the program, not of the
 * library, which replaces nothing that others may need.
 *
 * libgit2 is linked from its archive. An archive member is pulled in only for a name that nobody has defined yet, and
 * these are all the names through which the library's core reaches TLS, SSH and GSSAPI. So none of them becomes part of
 * the program: it cannot open a connection, it needs none of their eleven libraries, and it starts in 0.7 ms instead of
 * 7.5 (setting up TLS reads every certificate of the machine). This
 * file is linked as an object, so that it comes before the archive. If a version of libgit2 reaches them by another
 * name, the link fails with that name, which belongs here then.
 *
 * The definitions are declared first because the library keeps their prototypes to itself; types that only it knows are
 * `void *` here, and never looked at.
 */
#include <stddef.h>

int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_mbedtls_stream_global_init(void);
int git_transport_ssh_global_init(void);
int git_smart_subtransport_ssh(void **out, void *owner, void *payload);
int git_transport_ssh_with_paths(void **out, void *owner, void *payload);
int git_tls_stream_new(void **out, const char *host, const char *port);
int git_tls_stream_wrap(void **out, void *stream, const char *host);
int git_http_auth_negotiate(void **out, const void *url);

enum { DONE = 0, REFUSED = -1 };

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
