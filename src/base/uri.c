/* Resolution of references: see uri.h. */
#include "base/uri.h"

#include "base/buffer.h"

/* The parts of an address, each with what marks it: "http:", "//host", "/a/b", "?q". */
struct uri_parts {
    struct bg_slice scheme;
    struct bg_slice authority;
    struct bg_slice path;
    struct bg_slice query;
};

static bool is_scheme_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
           c == '.';
}

static size_t scheme_length(struct bg_slice text) {
    size_t len = 0;
    while (len < text.len && is_scheme_character(text.at[len])) {
        len++;
    }
    return len > 0 && len < text.len && text.at[len] == ':' ? len + 1 : 0;
}

/* The place of the first of two characters from `at` on, or the end. */
static size_t find_either(struct bg_slice text, size_t at, char first, char second) {
    while (at < text.len && text.at[at] != first && text.at[at] != second) {
        at++;
    }
    return at;
}

static struct uri_parts split(struct bg_slice text) {
    struct uri_parts parts = {0};
    size_t at = scheme_length(text);
    parts.scheme = bg_slice_range(text, 0, at);
    if (bg_slice_starts(bg_slice_from(text, at), BG_LITERAL("//"))) {
        size_t end = find_either(text, at + 2, '/', '?');
        parts.authority = bg_slice_range(text, at, end);
        at = end;
    }
    size_t query = find_either(text, at, '?', '?');
    parts.path = bg_slice_range(text, at, query);
    parts.query = bg_slice_from(text, query);
    return parts;
}

/* Up to and with the last slash. */
static struct bg_slice folder_of(struct bg_slice path) {
    while (path.len > 0 && path.at[path.len - 1] != '/') {
        path.len--;
    }
    return path;
}

/* Drops the last segment that was written, with the slash before it. */
static void step_back(struct bg_buffer *out) {
    while (out->len > 0 && out->at[--out->len] != '/') {
    }
}

/* A path without "." and ".." (section 5.2.4). */
static void add_path(struct bg_buffer *whole, struct bg_slice path) {
    struct bg_buffer out = {0};
    size_t at = 0;
    while (at < path.len) {
        size_t end = find_either(path, path.at[at] == '/' ? at + 1 : at, '/', '/');
        struct bg_slice segment = bg_slice_range(path, at, end);
        bool is_last = end == path.len;
        if (bg_slice_is(segment, "/..") || bg_slice_is(segment, "..")) {
            step_back(&out);
            bg_buffer_add_text(&out, is_last ? "/" : "");
        } else if (bg_slice_is(segment, "/.") || bg_slice_is(segment, ".")) {
            bg_buffer_add_text(&out, is_last ? "/" : "");
        } else {
            bg_buffer_add(&out, segment);
        }
        at = end;
    }
    bg_buffer_add(whole, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
}

static void add_merged_path(struct bg_buffer *out, const struct uri_parts *base, struct bg_slice path) {
    struct bg_slice folder = folder_of(base->path);
    struct bg_buffer merged = {0};
    bg_buffer_add(&merged, folder);
    bg_buffer_add_text(&merged, base->authority.len > 0 && base->path.len == 0 ? "/" : "");
    bg_buffer_add(&merged, path);
    add_path(out, bg_buffer_slice(&merged));
    bg_buffer_finish(&merged);
}

struct bg_slice bg_uri_resolve(struct bg_arena *arena, struct bg_slice base, struct bg_slice reference) {
    struct uri_parts from = split(base);
    struct uri_parts to = split(reference);
    if (reference.len == 0) {
        return base;
    }
    struct bg_buffer out = {0};
    bool is_whole = to.scheme.len > 0;
    bg_buffer_add(&out, is_whole ? to.scheme : from.scheme);
    bg_buffer_add(&out, is_whole || to.authority.len > 0 ? to.authority : from.authority);
    if (is_whole || to.authority.len > 0 || (to.path.len > 0 && to.path.at[0] == '/')) {
        add_path(&out, to.path);
    } else if (to.path.len > 0) {
        add_merged_path(&out, &from, to.path);
    } else {
        bg_buffer_add(&out, from.path);
    }
    bg_buffer_add(&out, to.query);
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return result;
}
