/* Sites: the table of kinds and what their finders share; see site.h. */
#include "site/site_search.h"

#include "base/buffer.h"
#include "text/pointer.h"

struct bg_site_kind {
    const char *name;
    const char *usual_path; /* dotted; NULL: none is */
    bool (*find)(struct site_search *search);
};

/* In order of their names. */
static const struct bg_site_kind kinds[] = {
    {"cfg", "metadata.version", find_cfg},
    {"docker-label", "io.airbyte.version", find_docker_label},
    {"gradle", "version", find_gradle},
    {"json", "version", find_json},
    {"plain", "", find_plain},
    {"properties", "version", find_properties},
    {"py-attr", "__version__", find_py_attr},
    {"setup-py", "version", find_setup_py},
    {"toml", "tool.poetry.version", find_toml},
    {"yaml", NULL, find_yaml},
};

const char *bg_site_kind_name(size_t i) {
    return i < sizeof kinds / sizeof kinds[0] ? kinds[i].name : NULL;
}

const struct bg_site_kind *bg_site_kind_find(struct bg_slice name) {
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (bg_slice_is(name, kinds[k].name)) {
            return &kinds[k];
        }
    }
    return NULL;
}

bool bg_site_kind_is_open(const struct bg_site_kind *kind) {
    return kind->usual_path == NULL;
}

void bg_site_path(struct bg_arena *arena, struct bg_slice text, struct bg_site_query *out) {
    struct bg_slice *keys = bg_arena_array(arena, text.len + 1, sizeof keys[0]);
    struct bg_slice rest = text;
    size_t count = 0;
    if (bg_slice_starts(text, BG_LITERAL("/"))) {
        while (bg_pointer_next(arena, &rest, &keys[count])) {
            count++;
        }
    } else {
        while (rest.at != NULL) {
            keys[count++] = bg_slice_cut(&rest, '.');
        }
    }
    out->path = keys;
    out->path_count = count;
}

bool bg_site_find(struct bg_arena *arena, const struct bg_site_kind *kind, struct bg_source *source,
                  const struct bg_site_query *query, struct bg_site *out, struct bg_refusal *refusal) {
    struct bg_site_query usual = {0};
    if (query->path_count == 0 && kind->usual_path == NULL) {
        return bg_refuse(arena, refusal, BG_ID_NOT_FOUND, bg_source_place(source, 0),
                         "where in the file the version stands was not named, and files of the kind %s have no usual "
                         "place",
                         kind->name);
    }
    if (query->path_count == 0) {
        bg_site_path(arena, bg_slice_of(kind->usual_path), &usual);
        query = &usual;
    }
    struct site_search search = {
        .arena = arena, .source = source, .text = source->text, .query = query, .refusal = refusal};
    if (!kind->find(&search)) {
        return false;
    }
    *out = search.found;
    return true;
}

bool refuse_site(struct site_search *search, enum bg_id id, size_t at, const char *message) {
    return bg_refuse(search->arena, search->refusal, id, bg_source_place(search->source, at), "%s", message);
}

bool note_site(struct site_search *search, size_t at, size_t end) {
    if (search->is_found) {
        return refuse_site(search, BG_ID_DUPLICATE_KEY, at, "the version stood in this file twice");
    }
    search->is_found = true;
    search->found = (struct bg_site){at, end};
    return true;
}

bool finish_search(struct site_search *search) {
    if (search->is_found) {
        return true;
    }
    struct bg_place whole = {.file = search->source->path};
    return bg_refuse(search->arena, search->refusal, BG_ID_NOT_FOUND, whole, "no `%.*s` was found",
                     BG_ARGS(joined_path(search)));
}

struct bg_slice joined_path(const struct site_search *search) {
    struct bg_buffer buffer = {0};
    for (size_t k = 0; k < search->query->path_count; k++) {
        bg_buffer_add_text(&buffer, k == 0 ? "" : ".");
        bg_buffer_add(&buffer, search->query->path[k]);
    }
    struct bg_slice joined = bg_arena_copy(search->arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    return joined;
}

size_t line_end_at(const struct site_search *search, size_t at) {
    while (at < search->text.len && search->text.at[at] != '\n') {
        at++;
    }
    return at;
}
