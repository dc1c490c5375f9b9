/* Types of components: see manifest_known.h. */
#include "source/manifest/manifest_known.h"

#include "base/vector.h"

static const char *const streams[] = {"DeclarativeStream", "StateDelegatingStream", "ConditionalStreams", NULL};
static const char *const retrievers[] = {"SimpleRetriever", "AsyncRetriever", "CustomRetriever", NULL};
static const char *const requesters[] = {"HttpRequester", "CustomRequester", NULL};
static const char *const authenticators[] = {"ApiKeyAuthenticator",
                                             "BasicHttpAuthenticator",
                                             "BearerAuthenticator",
                                             "CustomAuthenticator",
                                             "JwtAuthenticator",
                                             "LegacySessionTokenAuthenticator",
                                             "NoAuth",
                                             "OAuthAuthenticator",
                                             "SelectiveAuthenticator",
                                             "SessionTokenAuthenticator",
                                             NULL};
static const char *const cursors[] = {"CustomIncrementalSync", "DatetimeBasedCursor", "IncrementingCountCursor", NULL};
static const char *const routers[] = {"CustomPartitionRouter",    "GroupingPartitionRouter", "ListPartitionRouter",
                                      "SubstreamPartitionRouter", "UnionPartitionRouter",    NULL};
static const char *const extractors[] = {"CombinedExtractor", "CustomRecordExtractor",   "DpathExtractor",
                                         "KeyValueExtractor", "ResponseToFileExtractor", NULL};
static const char *const paginators[] = {"DefaultPaginator", "NoPagination", NULL};
static const char *const strategies[] = {"CursorPagination", "CustomPaginationStrategy", "OffsetIncrement",
                                         "PageIncrement", NULL};
static const char *const roots[] = {"DeclarativeSource", NULL};

static const struct known_slot {
    const char *key; /* "$": the manifest itself; "streams[]": an entry of it */
    const char *const *known;
} slots[] = {
    {"$", roots},
    {"streams[]", streams},
    {"abort_requester", requesters},
    {"authenticator", authenticators},
    {"creation_requester", requesters},
    {"delete_requester", requesters},
    {"download_extractor", extractors},
    {"download_paginator", paginators},
    {"download_requester", requesters},
    {"download_target_extractor", extractors},
    {"download_target_requester", requesters},
    {"extractor", extractors},
    {"extractors", extractors},
    {"incremental_sync", cursors},
    {"login_requester", requesters},
    {"pagination_strategy", strategies},
    {"paginator", paginators},
    {"partition_router", routers},
    {"polling_requester", requesters},
    {"requester", requesters},
    {"retriever", retrievers},
    {"status_extractor", extractors},
    {"stream", streams}, /* of a parent */
    {"url_requester", requesters},
};

static bool is_among(struct bg_slice type, const char *const *known) {
    for (size_t i = 0; known[i] != NULL; i++) {
        if (bg_slice_is(type, known[i])) {
            return true;
        }
    }
    return false;
}

bool bg_manifest_is_unknown(const struct bg_node *component, const char *slot) {
    struct bg_slice type = bg_node_text(bg_node_at(component, "type"));
    for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
        if (strcmp(slots[i].key, slot) == 0) {
            return type.len > 0 && !is_among(type, slots[i].known);
        }
    }
    return false;
}

const char *bg_manifest_requester_slot(size_t index) {
    for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
        if (slots[i].known == requesters && index-- == 0) {
            return slots[i].key;
        }
    }
    return NULL;
}

static void add_type(struct bg_arena *arena, struct bg_slice type, struct bg_manifest_unknowns *out) {
    for (size_t i = 0; i < out->count; i++) {
        if (bg_slice_equal(out->types[i], type)) {
            return;
        }
    }
    out->types = bg_vector_reserve(arena, out->types, out->count, &out->room, sizeof out->types[0]);
    out->types[out->count++] = type;
}

/* A component, or each of a list of them. */
static void add_slot(struct bg_arena *arena, const struct bg_node *owner, const char *slot,
                     struct bg_manifest_unknowns *out) {
    const struct bg_node *component = bg_node_at(owner, slot);
    if (bg_manifest_is_unknown(component, slot)) {
        add_type(arena, bg_node_text(bg_node_at(component, "type")), out);
    }
    for (size_t i = 0; bg_node_is(component, BG_NODE_LIST) && i < component->count; i++) {
        if (bg_manifest_is_unknown(component->as.items[i], slot)) {
            add_type(arena, bg_node_text(bg_node_at(component->as.items[i], "type")), out);
        }
    }
}

/* A requester's own authenticator, and those that it chooses among. */
static void add_authenticators(struct bg_arena *arena, const struct bg_node *requester,
                               struct bg_manifest_unknowns *out) {
    const struct bg_node *choices = bg_node_path(requester, "authenticator", "authenticators", NULL);
    add_slot(arena, requester, "authenticator", out);
    for (size_t i = 0; bg_node_is(choices, BG_NODE_MAP) && i < choices->count; i++) {
        if (bg_manifest_is_unknown(choices->as.members[i].value, "authenticator")) {
            add_type(arena, bg_node_text(bg_node_at(choices->as.members[i].value, "type")), out);
        }
    }
}

/* What takes records out of answers, and what asks for the next page. */
static void add_reading(struct bg_arena *arena, const struct bg_node *retriever, struct bg_manifest_unknowns *out) {
    static const char *const paging[] = {"download_paginator", "paginator"};
    static const char *const taking[] = {"download_extractor", "download_target_extractor", "status_extractor"};
    const struct bg_node *selector = bg_node_at(retriever, "record_selector");
    add_slot(arena, selector, "extractor", out);
    add_slot(arena, bg_node_at(selector, "extractor"), "extractors", out);
    for (size_t i = 0; i < sizeof taking / sizeof taking[0]; i++) {
        add_slot(arena, retriever, taking[i], out);
    }
    for (size_t i = 0; i < sizeof paging / sizeof paging[0]; i++) {
        add_slot(arena, retriever, paging[i], out);
        add_slot(arena, bg_node_at(retriever, paging[i]), "pagination_strategy", out);
    }
}

/* Routers stand alone or in a list, and within others. */
static void add_parents(struct bg_arena *arena, const struct bg_node *router, struct bg_manifest_unknowns *out) {
    static const char *const inner[] = {"underlying_partition_router", "partition_routers"};
    const struct bg_node *configs = bg_node_at(router, "parent_stream_configs");
    for (size_t i = 0; bg_node_is(router, BG_NODE_LIST) && i < router->count; i++) {
        add_parents(arena, router->as.items[i], out);
    }
    for (size_t i = 0; i < sizeof inner / sizeof inner[0] && bg_node_is(router, BG_NODE_MAP); i++) {
        add_parents(arena, bg_node_at(router, inner[i]), out);
    }
    for (size_t i = 0; bg_node_is(configs, BG_NODE_LIST) && i < configs->count; i++) {
        add_slot(arena, configs->as.items[i], "stream", out);
        bg_manifest_add_unknowns(arena, bg_node_at(configs->as.items[i], "stream"), out);
    }
}

/* Parents nest in their children, so that the depth of a document bounds them. */
void bg_manifest_add_unknowns(struct bg_arena *arena, const struct bg_node *stream, struct bg_manifest_unknowns *out) {
    const struct bg_node *retriever = bg_node_at(stream, "retriever");
    add_slot(arena, stream, "retriever", out);
    add_slot(arena, stream, "incremental_sync", out);
    add_slot(arena, retriever, "partition_router", out);
    add_reading(arena, retriever, out);
    add_parents(arena, bg_node_at(retriever, "partition_router"), out);
    const char *slot;
    for (size_t i = 0; (slot = bg_manifest_requester_slot(i)) != NULL; i++) {
        add_slot(arena, retriever, slot, out);
        add_authenticators(arena, bg_node_at(retriever, slot), out);
    }
}

struct bg_slice bg_manifest_unknown_words(struct bg_arena *arena, const struct bg_manifest_unknowns *unknowns) {
    if (unknowns->count == 0) {
        return BG_NO_SLICE;
    }
    struct bg_slice first = unknowns->types[0];
    if (unknowns->count == 1) {
        return bg_arena_printf(arena, "what a `%.*s` does, a type of component that is not known here", BG_ARGS(first));
    }
    return bg_arena_printf(arena, "what a `%.*s` does and %zu more, types of components that are not known here",
                           BG_ARGS(first), unknowns->count - 1);
}
