/* Edits of a version: see edit.h. */
#include "release/edit.h"

#include "base/vector.h"

/* Letters, digits, dot, hyphen, plus: what needs no quoting or escaping in any kind of file. */
static bool is_safe_version(struct bg_slice version) {
    for (size_t i = 0; i < version.len; i++) {
        char c = version.at[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool is_other = (c >= '0' && c <= '9') || (i > 0 && (c == '.' || c == '-' || c == '+'));
        if (!is_letter && !is_other) {
            return false;
        }
    }
    return version.len > 0;
}

/* Adds the splice in its place; two queries that name one place give one splice. */
static size_t insert(struct bg_splice *splices, size_t count, struct bg_splice splice) {
    size_t s = count;
    while (s > 0 && splices[s - 1].at > splice.at) {
        s--;
    }
    if (s > 0 && splices[s - 1].at == splice.at) {
        return count;
    }
    bg_vector_open(splices, count, s, sizeof splices[0]);
    splices[s] = splice;
    return count + 1;
}

/* Every query finds the version in the result; `first` is where the first edit was. */
static bool is_written(struct bg_arena *arena, const struct bg_site_kind *kind, struct bg_source *result,
                       const struct bg_site_query *queries, size_t query_count, struct bg_slice version,
                       struct bg_place first, struct bg_refusal *refusal) {
    for (size_t q = 0; q < query_count; q++) {
        struct bg_site site;
        if (!bg_site_find(arena, kind, result, &queries[q], &site, refusal)) {
            return bg_refuse(arena, refusal, BG_ID_UNSUPPORTED_STYLE, first,
                             "the file cannot be read any more with %.*s in this place, as where the value is a number "
                             "and not text; write the version there in quotes first",
                             BG_ARGS(version));
        }
        if (!bg_slice_equal(bg_site_text(result, &site), version)) {
            return bg_refuse(arena, refusal, BG_ID_UNSUPPORTED_STYLE, bg_source_place(result, site.at),
                             "the version could not be read back after the edit");
        }
    }
    return true;
}

bool bg_edit_make(struct bg_arena *arena, const struct bg_source *source, const struct bg_splice *splices, size_t count,
                  struct bg_edit *out, struct bg_refusal *refusal) {
    *out = (struct bg_edit){.splices = splices, .count = count};
    return bg_splice_apply(arena, source->text, splices, count, &out->result) ||
           bg_refuse(arena, refusal, BG_ID_UNSUPPORTED_STYLE, (struct bg_place){.file = source->path},
                     "the places to edit overlap; nothing was written");
}

bool bg_edit_version(struct bg_arena *arena, const struct bg_site_kind *kind, struct bg_source *source,
                     const struct bg_site_query *queries, size_t query_count, struct bg_slice version,
                     struct bg_edit *out, struct bg_refusal *refusal) {
    if (!is_safe_version(version)) {
        return bg_refuse(arena, refusal, BG_ID_BAD_VERSION, (struct bg_place){.file = source->path},
                         "`%.*s` is no version that can be written", BG_ARGS(version));
    }
    struct bg_splice *splices = bg_arena_array(arena, query_count + 1, sizeof splices[0]);
    size_t count = 0;
    for (size_t q = 0; q < query_count; q++) {
        struct bg_site site;
        if (!bg_site_find(arena, kind, source, &queries[q], &site, refusal)) {
            return false;
        }
        if (!bg_slice_equal(bg_site_text(source, &site), version)) {
            count = insert(splices, count, (struct bg_splice){site.at, site.end, version});
        }
    }
    return bg_edit_make(arena, source, splices, count, out, refusal) &&
           is_written(arena, kind, bg_source_new(arena, source->path, out->result), queries, query_count, version,
                      bg_source_place(source, count == 0 ? 0 : splices[0].at), refusal);
}

bool bg_edit_site(struct bg_arena *arena, struct bg_source *source, const struct bg_layout_site *site,
                  struct bg_slice version, struct bg_edit *out, struct bg_refusal *refusal) {
    struct bg_site_query query;
    const struct bg_site_kind *kind = bg_site_query_of(arena, site, &query);
    if (kind == NULL) {
        return bg_refuse(arena, refusal, BG_ID_NOT_FOUND, (struct bg_place){.file = source->path},
                         "there is no kind `%.*s` of file", BG_ARGS(site->kind));
    }
    return bg_edit_version(arena, kind, source, &query, 1, version, out, refusal);
}
