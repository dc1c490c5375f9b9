/*
 * Types and parameters of manifests: see manifest_parameters.h.
 *
 * A slot is "ParentType.field": which type a component without one has depends on where it stands, so types are settled
 * from the top down. A mapping whose type is "object" or ["null", "object"] is taken for a JSON schema and left alone;
 * other schema roots are treated as components and get the parameters written into them, here as at run time.
 *
 * Results are kept per node, slot and parameters, so shared subtrees are worked on once. What needs no change is not
 * copied.
 */
#include "source/manifest/manifest_parameters.h"

#include "base/memo.h"
#include "base/limits.h"
#include "text/builder.h"

#include <stdlib.h>

struct parameter_slot {
    const char *parent;
    const char *field;
    const char *type;        /* of a component without `type` */
    const char *custom_type; /* of one that has a `class_name` besides */
};

/* In order of parent and field. */
static const struct parameter_slot slots[] = {
    {"AddFields", "fields", "AddedFieldDefinition", NULL},
    {"CompositeErrorHandler", "backoff_strategies", NULL, "CustomBackoffStrategy"},
    {"CompositeErrorHandler", "error_handlers", "DefaultErrorHandler", NULL},
    {"ConfigComponentsResolver", "components_mapping", "ComponentMappingDefinition", NULL},
    {"ConfigComponentsResolver", "stream_config", "StreamConfig", NULL},
    {"CursorPagination", "decoder", "JsonDecoder", NULL},
    {"CustomIncrementalSync", "end_datetime", "MinMaxDatetime", NULL},
    {"CustomIncrementalSync", "end_time_option", "RequestOption", NULL},
    {"CustomIncrementalSync", "start_datetime", "MinMaxDatetime", NULL},
    {"CustomIncrementalSync", "start_time_option", "RequestOption", NULL},
    {"CustomPartitionRouter", "parent_stream_configs", "ParentStreamConfig", NULL},
    {"DatetimeBasedCursor", "end_datetime", "MinMaxDatetime", NULL},
    {"DatetimeBasedCursor", "end_time_option", "RequestOption", NULL},
    {"DatetimeBasedCursor", "start_datetime", "MinMaxDatetime", NULL},
    {"DatetimeBasedCursor", "start_time_option", "RequestOption", NULL},
    {"DeclarativeSource", "check", "CheckStream", NULL},
    {"DeclarativeSource", "spec", "Spec", NULL},
    {"DeclarativeSource", "streams", "DeclarativeStream", NULL},
    {"DeclarativeStream", "retriever", "SimpleRetriever", "CustomRetriever"},
    {"DeclarativeStream", "schema_loader", "JsonFileSchemaLoader", NULL},
    {"DeclarativeStream", "transformations", NULL, "CustomTransformation"},
    {"DefaultErrorHandler", "backoff_strategies", NULL, "CustomBackoffStrategy"},
    {"DefaultErrorHandler", "response_filters", "HttpResponseFilter", NULL},
    {"DefaultPaginator", "decoder", "JsonDecoder", NULL},
    {"DefaultPaginator", "page_size_option", "RequestOption", NULL},
    {"DefaultPaginator", "pagination_strategy", NULL, "CustomPaginationStrategy"},
    {"DpathExtractor", "decoder", "JsonDecoder", NULL},
    {"DpathExtractor", "record_expander", "RecordExpander", NULL},
    {"DynamicDeclarativeStream", "components_resolver", "ConfigComponentResolver", NULL},
    {"DynamicDeclarativeStream", "stream_template", "DeclarativeStream", NULL},
    {"DynamicSchemaLoader", "retriever", "SimpleRetriever", NULL},
    {"HttpComponentsResolver", "components_mapping", "ComponentMappingDefinition", NULL},
    {"HttpComponentsResolver", "retriever", "SimpleRetriever", NULL},
    {"HttpRequester", "authenticator", NULL, "CustomAuthenticator"},
    {"HttpRequester", "error_handler", "DefaultErrorHandler", "CustomErrorHandler"},
    {"ListPartitionRouter", "request_option", "RequestOption", NULL},
    {"ParentStreamConfig", "request_option", "RequestOption", NULL},
    {"ParentStreamConfig", "stream", "DeclarativeStream", NULL},
    {"RecordSelector", "extractor", "DpathExtractor", "CustomRecordExtractor"},
    {"RecordSelector", "record_filter", "RecordFilter", NULL},
    {"SchemaTypeIdentifier", "types_map", "TypesMap", NULL},
    {"SimpleRetriever", "paginator", "NoPagination", NULL},
    {"SimpleRetriever", "partition_router", NULL, "CustomPartitionRouter"},
    {"SimpleRetriever", "record_selector", "RecordSelector", NULL},
    {"SimpleRetriever", "requester", "HttpRequester", NULL},
    {"SubstreamPartitionRouter", "parent_stream_configs", "ParentStreamConfig", NULL},
};

struct place {
    struct bg_slice parent;
    struct bg_slice field;
};

static int compare_place(const void *key, const void *row) {
    const struct place *place = key;
    const struct parameter_slot *slot = row;
    int order = bg_slice_compare(place->parent, bg_slice_of(slot->parent));
    return order != 0 ? order : bg_slice_compare(place->field, bg_slice_of(slot->field));
}

static const struct parameter_slot *slot_find(struct bg_slice parent, struct bg_slice field) {
    struct place place = {parent, field};
    return bsearch(&place, slots, sizeof slots / sizeof *slots, sizeof *slots, compare_place);
}

struct pusher {
    struct bg_arena *arena;
    struct bg_memo memo;
    bool outer_wins;
    unsigned frames;
    size_t made; /* members copied so far */
    struct bg_error *err;
};

static const struct bg_node *params_without(struct pusher *pusher, const struct bg_node *params, struct bg_slice key) {
    struct bg_members members = {.arena = pusher->arena};
    for (size_t i = 0; i < params->count; i++) {
        if (!bg_slice_equal(params->as.members[i].key, key)) {
            bg_members_put(&members, params->as.members[i]);
        }
    }
    return members.count == 0 ? NULL : bg_node_new_map(pusher->arena, members.items, members.count, params);
}

/* `under` overlaid with `over`; NULL is empty. */
static const struct bg_node *params_overlay(struct pusher *pusher, const struct bg_node *under,
                                            const struct bg_node *over) {
    if (under == NULL || over == NULL) {
        return under == NULL ? over : under;
    }
    struct bg_members members = {.arena = pusher->arena};
    bg_members_put_all(&members, under);
    bg_members_put_all(&members, over);
    return bg_node_new_map(pusher->arena, members.items, members.count, over);
}

static bool is_plain_schema(const struct bg_node *type) {
    if (bg_node_is(type, BG_NODE_LIST)) {
        return type->count == 2 && bg_node_is_text(type->as.items[0], "null") &&
               bg_node_is_text(type->as.items[1], "object");
    }
    return bg_node_is_text(type, "object");
}

static bool is_parameters(struct bg_slice key) {
    return bg_slice_is(key, "$parameters") || bg_slice_is(key, "$options");
}

/* A component on its way: the members of `source` until the first change, then a list of its own. */
struct draft {
    const struct bg_node *source;
    struct bg_members own;
    bool is_changed;
};

static size_t draft_count(const struct draft *draft) {
    return draft->is_changed ? draft->own.count : draft->source->count;
}

static const struct bg_member *draft_at(const struct draft *draft, size_t i) {
    return draft->is_changed ? &draft->own.items[i] : &draft->source->as.members[i];
}

static void draft_change(struct pusher *pusher, struct draft *draft) {
    if (draft->is_changed) {
        return;
    }
    draft->is_changed = true;
    draft->own.arena = pusher->arena;
    for (size_t i = 0; i < draft->source->count; i++) {
        bg_members_put(&draft->own, draft->source->as.members[i]);
    }
    pusher->made += draft->source->count + 1;
}

static const struct bg_node *draft_get(const struct draft *draft, const char *key) {
    return draft->is_changed ? bg_members_get(&draft->own, bg_slice_of(key)) : bg_node_at(draft->source, key);
}

static void draft_put(struct pusher *pusher, struct draft *draft, struct bg_member member) {
    draft_change(pusher, draft);
    bg_members_put(&draft->own, member);
}

static const struct bg_node *draft_end(struct pusher *pusher, const struct draft *draft) {
    return draft->is_changed ? bg_node_new_map(pusher->arena, draft->own.items, draft->own.count, draft->source)
                             : draft->source;
}

/* Takes the component's own `$parameters` out. False if they are no mapping. */
static bool take_parameters(struct pusher *pusher, struct draft *draft, const struct bg_node **own) {
    *own = NULL;
    for (size_t i = 0; i < draft->source->count; i++) {
        const struct bg_member *member = &draft->source->as.members[i];
        if (!is_parameters(member->key)) {
            continue;
        }
        if (member->value->kind != BG_NODE_MAP) {
            return bg_fail_at(pusher->err, BG_ERROR_JUDGE, bg_member_place(member), "\"%.*s\" was not a mapping",
                              BG_ARGS(member->key));
        }
        draft_change(pusher, draft);
        (void)bg_members_remove(&draft->own, member->key);
        *own = params_overlay(pusher, *own, member->value->count == 0 ? NULL : member->value);
    }
    return true;
}

static void settle_type(struct pusher *pusher, struct draft *draft, const struct parameter_slot *slot) {
    if (slot == NULL || draft_get(draft, "type") != NULL) {
        return;
    }
    const char *type = draft_get(draft, "class_name") != NULL ? slot->custom_type : slot->type;
    if (type != NULL) {
        draft_change(pusher, draft);
        bg_members_set(&draft->own, "type", bg_node_new_text(pusher->arena, bg_slice_of(type), draft->source));
    }
}

static void fill_fields(struct pusher *pusher, struct draft *draft, const struct bg_node *params) {
    for (size_t i = 0; params != NULL && i < params->count; i++) {
        struct bg_member member = params->as.members[i];
        draft_change(pusher, draft);
        const struct bg_node *present = bg_members_get(&draft->own, member.key);
        if (!bg_node_is_truthy(present)) {
            bg_members_put(&draft->own, member);
        }
    }
}

static const struct bg_node *push(struct pusher *pusher, const struct parameter_slot *slot,
                                  const struct bg_node *component, const struct bg_node *inherited);

/* Every mapping in the list; NULL after a failure. */
static const struct bg_node *push_items(struct pusher *pusher, const struct parameter_slot *slot,
                                        const struct bg_node *list, const struct bg_node *params) {
    const struct bg_node **items = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct bg_node *item = list->as.items[i];
        if (item->kind == BG_NODE_MAP && (item = push(pusher, slot, item, params)) == NULL) {
            return NULL;
        }
        if (items == NULL && item != list->as.items[i]) {
            items = bg_arena_array(pusher->arena, list->count, sizeof *items);
            memcpy(items, list->as.items, i * sizeof *items);
            pusher->made += list->count;
        }
        if (items != NULL) {
            items[i] = item;
        }
    }
    return items == NULL ? list : bg_node_new_list(pusher->arena, items, list->count, list);
}

/* Without a type of its own it is no component, but what stands directly in it may be. */
static bool push_untyped(struct pusher *pusher, const struct parameter_slot *slot, struct draft *draft,
                         const struct bg_node *params) {
    for (size_t i = 0; i < draft_count(draft); i++) {
        struct bg_member member = *draft_at(draft, i);
        if (!bg_node_is_truthy(bg_node_at(member.value, "type"))) {
            continue;
        }
        const struct bg_node *value = push(pusher, slot, member.value, params);
        if (value == NULL) {
            return false;
        }
        if (value != member.value) {
            member.value = value;
            draft_put(pusher, draft, member);
        }
    }
    return true;
}

/* A parameter is not pushed into the field of its own name; if it is empty, it is lost for good. */
static bool push_fields(struct pusher *pusher, struct draft *draft, const struct bg_node **params) {
    struct bg_slice type = bg_node_text(draft_get(draft, "type"));
    for (size_t i = 0; i < draft_count(draft); i++) {
        struct bg_member member = *draft_at(draft, i);
        if (member.value->kind != BG_NODE_MAP && member.value->kind != BG_NODE_LIST) {
            continue;
        }
        const struct bg_node *held = bg_node_get(*params, member.key);
        const struct bg_node *passed = held == NULL ? *params : params_without(pusher, *params, member.key);
        const struct parameter_slot *slot = slot_find(type, member.key);
        const struct bg_node *value = member.value->kind == BG_NODE_MAP
                                          ? push(pusher, slot, member.value, passed)
                                          : push_items(pusher, slot, member.value, passed);
        if (value == NULL) {
            return false;
        }
        if (held != NULL && !bg_node_is_truthy(held)) {
            *params = passed;
        }
        if (value != member.value) {
            member.value = value;
            draft_put(pusher, draft, member);
        }
    }
    return true;
}

static const struct bg_node *push_component(struct pusher *pusher, const struct parameter_slot *slot,
                                            const struct bg_node *component, const struct bg_node *inherited) {
    struct draft draft = {.source = component};
    const struct bg_node *own = NULL;
    if (!take_parameters(pusher, &draft, &own)) {
        return NULL;
    }
    settle_type(pusher, &draft, slot);
    const struct bg_node *params =
        pusher->outer_wins ? params_overlay(pusher, own, inherited) : params_overlay(pusher, inherited, own);
    const struct bg_node *type = draft_get(&draft, "type");
    if (is_plain_schema(type)) {
        return draft_end(pusher, &draft);
    }
    if (type == NULL) {
        return push_untyped(pusher, slot, &draft, params) ? draft_end(pusher, &draft) : NULL;
    }
    fill_fields(pusher, &draft, params);
    if (!push_fields(pusher, &draft, &params)) {
        return NULL;
    }
    if (params != NULL && params->count > 0) {
        draft_change(pusher, &draft);
        bg_members_set(&draft.own, "$parameters", params);
    }
    return draft_end(pusher, &draft);
}

/* NULL after a failure. */
static const struct bg_node *push(struct pusher *pusher, const struct parameter_slot *slot,
                                  const struct bg_node *component, const struct bg_node *inherited) {
    struct bg_memo_key key = {.first = component, .second = slot, .third = inherited};
    const void **known = bg_memo_at(&pusher->memo, key);
    if (*known != NULL) {
        return *known;
    }
    if (++pusher->frames > BG_LIMIT_FRAMES || pusher->made > BG_LIMIT_NODES) {
        (void)bg_fail_at(pusher->err, BG_ERROR_JUDGE, bg_node_place(component),
                         "parameters were pushed down through more components than can be read");
        return NULL;
    }
    const struct bg_node *result = push_component(pusher, slot, component, inherited);
    pusher->frames--;
    if (result == NULL) {
        return NULL;
    }
    if (result->weight > BG_LIMIT_EXPANDED || result->depth > BG_LIMIT_DEPTH) {
        (void)bg_fail_at(pusher->err, BG_ERROR_JUDGE, bg_node_place(component),
                         "with its parameters, this has more nodes or levels than can be read");
        return NULL;
    }
    *bg_memo_at(&pusher->memo, key) = result;
    return result;
}

static const char *const surface_keys[] = {"type",    "class_name", "$parameters",    "$options",
                                           "streams", "spec",       "dynamic_streams"};

bool bg_manifest_push(struct bg_arena *arena, const struct bg_node *root, const struct bg_node **out,
                      struct bg_error *err) {
    struct pusher pusher = {.arena = arena, .memo = {.arena = arena}, .err = err};
    struct bg_members surface = {.arena = arena};
    for (size_t i = 0; i < sizeof surface_keys / sizeof *surface_keys; i++) {
        const struct bg_member *member = bg_node_member(root, bg_slice_of(surface_keys[i]));
        if (member != NULL) {
            bg_members_put(&surface, *member);
        }
    }
    if (bg_members_get(&surface, BG_LITERAL("type")) == NULL) {
        bg_members_set(&surface, "type", bg_node_new_text(arena, BG_LITERAL("DeclarativeSource"), root));
    }
    *out = push(&pusher, NULL, bg_node_new_map(arena, surface.items, surface.count, root), NULL);
    return *out != NULL;
}

bool bg_manifest_push_stream(struct bg_arena *arena, const struct bg_node *stream, bool outer_wins,
                             const struct bg_node **out, struct bg_error *err) {
    struct pusher pusher = {.arena = arena, .memo = {.arena = arena}, .outer_wins = outer_wins, .err = err};
    *out = push(&pusher, NULL, stream, NULL);
    return *out != NULL;
}
