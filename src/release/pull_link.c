/* Addresses of pull requests: see pull_link.h. */
#include "release/pull_link.h"

/* How a service calls them in its addresses; the first is that of every other one. */
static const struct {
    const char *host;  /* a part of its name */
    const char *words; /* NULL: their pages are not below that of the repository */
} services[] = {
    {"", "/pull/"},
    {"amazonaws.com", NULL},
    {"bitbucket", "/pull-requests/"},
    {"codeberg", "/pulls/"},
    {"dev.azure.com", "/pullrequest/"},
    {"forgejo", "/pulls/"},
    {"gitea", "/pulls/"},
    {"gitlab", "/-/merge_requests/"},
    {"sr.ht", NULL},
    {"visualstudio.com", "/pullrequest/"},
};

enum { SERVICES = sizeof services / sizeof services[0] };

/* Hosts of everybody, by each name under which git gets there, and that of their pages. */
static const struct {
    const char *host;
    const char *page;
} publics[] = {
    {"altssh.bitbucket.org", "bitbucket.org"}, {"altssh.gitlab.com", "gitlab.com"}, {"bitbucket.org", "bitbucket.org"},
    {"codeberg.org", "codeberg.org"},          {"github.com", "github.com"},        {"gitlab.com", "gitlab.com"},
    {"ssh.github.com", "github.com"},
};

/* Who has several keys calls a host "github.com-work" in the configuration of ssh. {NULL, 0}: it is none of everybody.
 */
static struct bg_slice public_page(struct bg_slice host) {
    for (size_t p = 0; p < sizeof publics / sizeof publics[0]; p++) {
        struct bg_slice rest = bg_slice_from(host, strlen(publics[p].host));
        bool is_key = rest.len > 0 && rest.at[0] == '-' && bg_slice_find(rest, BG_LITERAL(".")) == rest.len;
        if (bg_slice_starts(host, bg_slice_of(publics[p].host)) && (rest.len == 0 || is_key)) {
            return bg_slice_of(publics[p].page);
        }
    }
    return BG_NO_SLICE;
}

static size_t count_slashes(struct bg_slice path) {
    size_t count = 0;
    for (size_t i = 0; i < path.len; i++) {
        count += path.at[i] == '/' ? 1 : 0;
    }
    return count;
}

/* Where the host's name says nothing, groups in groups do: GitLab alone has them. NULL as above. */
static const char *words_of(struct bg_slice host, struct bg_slice path) {
    for (size_t s = 1; s < SERVICES; s++) {
        if (bg_slice_find(host, bg_slice_of(services[s].host)) < host.len) {
            return services[s].words;
        }
    }
    if (bg_slice_find(path, BG_LITERAL("_git/")) < path.len) { /* Azure DevOps on a server of one's own */
        return "/pullrequest/";
    }
    return count_slashes(path) > 1 ? "/-/merge_requests/" : services[0].words;
}

/* Characters that mean nothing in Markdown and need no escape in an address. */
static bool is_plain(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_word && memchr("-._~/%+", c, 7) == NULL) {
            return false;
        }
    }
    return text.len > 0;
}

static struct bg_slice without(struct bg_slice text, struct bg_slice suffix) {
    return bg_slice_ends(text, suffix) ? bg_slice_range(text, 0, text.len - suffix.len) : text;
}

/* What git and people write behind the name: a slash, and the ending of a clone. */
static struct bg_slice path_of(struct bg_slice text) {
    while (bg_slice_starts(text, BG_LITERAL("/"))) {
        text = bg_slice_from(text, 1);
    }
    return without(without(text, BG_LITERAL("/")), BG_LITERAL(".git"));
}

static bool ends_with_words(struct bg_slice path) {
    for (size_t s = 0; s < SERVICES; s++) {
        if (services[s].words != NULL && bg_slice_ends(path, bg_slice_of(services[s].words))) {
            return true;
        }
    }
    return false;
}

/* Azure clones "v3/ORGANISATION/PROJECT/NAME" over ssh. */
static bool of_azure(struct bg_arena *arena, struct bg_slice *host, struct bg_slice *path) {
    struct bg_slice rest = *path;
    bool is_azure = bg_slice_is(*host, "ssh.dev.azure.com") || bg_slice_is(*host, "vs-ssh.visualstudio.com");
    if (is_azure && bg_slice_is(bg_slice_cut(&rest, '/'), "v3") && count_slashes(rest) == 2) {
        struct bg_slice organisation = bg_slice_cut(&rest, '/');
        struct bg_slice project = bg_slice_cut(&rest, '/');
        *host = BG_LITERAL("dev.azure.com");
        *path = bg_arena_printf(arena, "%.*s/%.*s/_git/%.*s", BG_ARGS(organisation), BG_ARGS(project), BG_ARGS(rest));
    }
    return is_azure;
}

/* Bitbucket on a server of one's own clones "scm/PROJECT/NAME", over ssh without the first, and shows it elsewhere; a
 * project of one person begins with a tilde. */
static bool of_bitbucket(struct bg_arena *arena, struct bg_slice host, struct bg_slice *path) {
    bool is_scm = bg_slice_starts(*path, BG_LITERAL("scm/")) && count_slashes(*path) == 2;
    bool is_named = bg_slice_find(host, BG_LITERAL("bitbucket")) < host.len && !bg_slice_is(host, "bitbucket.org");
    struct bg_slice name = bg_slice_from(*path, is_scm ? 4 : 0);
    struct bg_slice project = bg_slice_cut(&name, '/');
    if ((!is_scm && !is_named) || name.len == 0 || count_slashes(name) > 0) {
        return false;
    }
    bool is_person = bg_slice_starts(project, BG_LITERAL("~"));
    *path = bg_arena_printf(arena, "%s/%.*s/repos/%.*s", is_person ? "users" : "projects",
                            BG_ARGS(bg_slice_from(project, is_person ? 1 : 0)), BG_ARGS(name));
    return true;
}

/* Of a repository at `path`, {NULL, 0} where it has no page. */
static struct bg_slice page_of(struct bg_arena *arena, const char *scheme, struct bg_slice host, struct bg_slice path) {
    if (of_azure(arena, &host, &path) && !bg_slice_is(host, "dev.azure.com")) {
        return BG_NO_SLICE;
    }
    const char *words = of_bitbucket(arena, host, &path) ? "/pull-requests/" : words_of(host, path);
    return words == NULL ? BG_NO_SLICE
                         : bg_arena_printf(arena, "%s://%.*s/%.*s%s", scheme, BG_ARGS(host), BG_ARGS(path), words);
}

static struct bg_slice lowered(struct bg_arena *arena, struct bg_slice host) {
    char *copy = bg_arena_alloc(arena, host.len + 1);
    for (size_t i = 0; i < host.len; i++) {
        copy[i] = bg_ascii_lower(host.at[i]);
    }
    copy[host.len] = '\0';
    return (struct bg_slice){copy, host.len};
}

/* `host` may have a port, which counts for a page alone. */
static struct bg_slice address(struct bg_arena *arena, const char *scheme, struct bg_slice host, struct bg_slice path) {
    bool is_address = ends_with_words(path);
    host = lowered(arena, host);
    struct bg_slice name = host;
    struct bg_slice port = bg_slice_cut(&name, ':');
    struct bg_slice page = public_page(port);
    if (!is_address) {
        path = path_of(path);
    }
    bool has_owner = memchr(path.at == NULL ? "" : path.at, '/', path.len) != NULL;
    if (!is_plain(port) || (name.at != NULL && !is_plain(name)) || !is_plain(path) || !has_owner) {
        return BG_NO_SLICE;
    }
    if (page.at != NULL) {
        scheme = "https";
        host = page;
    }
    return is_address ? bg_arena_printf(arena, "%s://%.*s/%.*s", scheme, BG_ARGS(host), BG_ARGS(path))
                      : page_of(arena, scheme, host, path);
}

/* Behind "user:password@". */
static struct bg_slice without_user(struct bg_slice host) {
    for (size_t i = host.len; i > 0; i--) {
        if (host.at[i - 1] == '@') {
            return bg_slice_from(host, i);
        }
    }
    return host;
}

/* "https://host/path", "ssh://git@host:22/path" */
static struct bg_slice of_uri(struct bg_arena *arena, struct bg_slice scheme, struct bg_slice rest) {
    bool is_page = bg_slice_is_word(scheme, "https") || bg_slice_is_word(scheme, "http");
    struct bg_slice host = without_user(bg_slice_cut(&rest, '/'));
    if (!is_page && !bg_slice_is_word(scheme, "ssh") && !bg_slice_is_word(scheme, "git") &&
        !bg_slice_is_word(scheme, "git+ssh")) {
        return BG_NO_SLICE;
    }
    if (!is_page) {
        struct bg_slice with_port = host;
        host = bg_slice_cut(&with_port, ':');
    }
    return address(arena, bg_slice_is_word(scheme, "http") ? "http" : "https", host, rest);
}

struct bg_slice bg_pull_address(struct bg_arena *arena, struct bg_slice repository) {
    struct bg_slice mark = BG_LITERAL("://");
    size_t scheme = bg_slice_find(repository, mark);
    if (scheme < repository.len) {
        return of_uri(arena, bg_slice_range(repository, 0, scheme), bg_slice_from(repository, scheme + mark.len));
    }
    struct bg_slice rest = repository;
    struct bg_slice host = without_user(bg_slice_cut(&rest, ':'));
    if (rest.at != NULL) { /* "git@host:path", as ssh has it; a name without a dot is one of the user's configuration */
        bool is_host = memchr(host.at == NULL ? "" : host.at, '.', host.len) != NULL;
        return is_host ? address(arena, "https", host, rest) : BG_NO_SLICE;
    }
    struct bg_slice name = repository;
    struct bg_slice owner = bg_slice_cut(&name, '/');
    bool is_name = owner.len > 0 && owner.at[0] != '.' && name.len > 0 && memchr(name.at, '/', name.len) == NULL;
    return is_name ? address(arena, "https", BG_LITERAL("github.com"), repository) : BG_NO_SLICE;
}

struct bg_slice bg_pull_address_in(struct bg_slice text) {
    struct bg_slice opening = BG_LITERAL("](http");
    for (size_t at = bg_slice_find(text, opening); at < text.len; at = bg_slice_find(text, opening)) {
        text = bg_slice_from(text, at + 2);
        struct bg_slice rest = text;
        struct bg_slice link = bg_slice_trim(bg_slice_cut(&rest, ')'));
        size_t len = link.len;
        while (len > 0 && link.at[len - 1] >= '0' && link.at[len - 1] <= '9') {
            len--;
        }
        struct bg_slice front = bg_slice_range(link, 0, len);
        struct bg_slice path = bg_slice_from(front, bg_slice_find(front, BG_LITERAL("://")) + 3);
        if (len < link.len && path.len > 0 && ends_with_words(front) && is_plain(path)) {
            return front;
        }
    }
    return BG_NO_SLICE;
}

static bool is_digit(struct bg_slice text, size_t at) {
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

bool bg_pull_is_linked(struct bg_slice text, struct bg_slice number) {
    for (size_t at = 0; at + number.len <= text.len && number.len > 0; at++) {
        bool is_number = bg_slice_starts(bg_slice_from(text, at), number) && !is_digit(text, at + number.len);
        if (is_number && ends_with_words(bg_slice_range(text, 0, at))) {
            return true;
        }
    }
    return false;
}

static bool has_number(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] >= '1' && text.at[i] <= '9') {
            return true;
        }
    }
    return false;
}

bool bg_pull_is_placeholder(struct bg_slice cell) {
    bool is_empty = cell.len == 0;
    while (cell.len > 0) {
        size_t end = bg_slice_find(cell, BG_LITERAL("://"));
        if (has_number(bg_slice_range(cell, 0, end))) {
            return false;
        }
        size_t last = end;
        while (end < cell.len && strchr(") \t>", cell.at[end]) == NULL) {
            last = cell.at[end] == '/' ? end : last;
            end++;
        }
        if (has_number(bg_slice_range(cell, last, end))) {
            return false;
        }
        cell = bg_slice_from(cell, end);
    }
    return !is_empty;
}
