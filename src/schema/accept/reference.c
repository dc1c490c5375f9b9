/*
 * References: addresses resolved against that of the document they stand in (RFC 3986, section 5), then JSON Pointers
 * as fragments (RFC 6901, section 6) or anchors. One walk over the positions of schemas finds who is called what.
 */
#include "schema/accept/reference.h"

#include "base/limits.h"
#include "base/uri.h"
#include "base/vector.h"
#include "schema/accept/dialect.h"
#include "schema/accept/metaschema.h"
#include "schema/accept/position.h"
#include "text/pointer.h"

/* The key under which a draft keeps identifiers. A document that names no draft is read as draft-07, and an `id` that
 * is an anchor is one there too. */
static struct bg_slice identifier_of(const struct bg_references *references, const struct bg_node *schema) {
    enum bg_dialect dialect = bg_dialect_of(references->document);
    bool stands_alone = bg_dialect_ref_stands_alone(dialect) && bg_node_at(schema, "$ref") != NULL;
    if (stands_alone) {
        return BG_NO_SLICE;
    }
    if (dialect == BG_DIALECT_04) {
        return bg_node_text(bg_node_at(schema, "id"));
    }
    struct bg_slice text = bg_node_text(bg_node_at(schema, "$id"));
    struct bg_slice old = bg_node_text(bg_node_at(schema, "id"));
    bool is_old = dialect == BG_DIALECT_UNSTATED && text.at == NULL && old.len > 0 && old.at[0] == '#';
    return is_old ? old : text;
}

static struct bg_named_schema *find_name(const struct bg_references *references, struct bg_slice address,
                                         struct bg_slice anchor) {
    for (size_t i = 0; i < references->names.count; i++) {
        struct bg_named_schema *name = references->names.items[i];
        if (bg_slice_equal(name->address, address) && (name->anchor.at == NULL) == (anchor.at == NULL) &&
            bg_slice_equal(name->anchor, anchor)) {
            return name;
        }
    }
    return NULL;
}

/* A name that two different schemas have is nobody's. */
static struct bg_named_schema *add_name(struct bg_references *references, struct bg_slice address,
                                        struct bg_slice anchor, const struct bg_node *schema) {
    references->steps += references->names.count;
    struct bg_named_schema *name = find_name(references, address, anchor);
    if (name != NULL) {
        name->is_ambiguous |= name->schema != schema && !bg_node_equal(name->schema, schema);
        return name;
    }
    name = bg_arena_alloc(references->arena, sizeof *name);
    *name = (struct bg_named_schema){.address = address, .anchor = anchor, .schema = schema};
    BG_VECTOR_ADD(references->arena, &references->names, name);
    return name;
}

static void mark_dynamic(struct bg_references *references, struct bg_named_schema *name, struct bg_named_schema *home) {
    name->is_dynamic = true;
    references->dynamic_wholes += home->has_dynamic ? 0u : 1u;
    home->has_dynamic = true;
}

/* Notes the anchors of a schema of the document at `home`. */
static void add_anchors(struct bg_references *references, const struct bg_node *schema, struct bg_slice fragment,
                        struct bg_named_schema *home) {
    struct bg_slice anchor = bg_node_text(bg_node_at(schema, "$anchor"));
    struct bg_slice dynamic = bg_node_text(bg_node_at(schema, "$dynamicAnchor"));
    if (fragment.len > 0) {
        (void)add_name(references, home->address, fragment, schema);
    }
    if (anchor.len > 0) {
        (void)add_name(references, home->address, anchor, schema);
    }
    if (dynamic.len > 0) {
        mark_dynamic(references, add_name(references, home->address, dynamic, schema), home);
    }
    if (home->schema == schema && bg_node_is_true(bg_node_at(schema, "$recursiveAnchor"))) {
        mark_dynamic(references, home, home);
    }
}

/* The document that a schema stands in: its own, if it has an address. */
static struct bg_named_schema *home_of(struct bg_references *references, const struct bg_node *schema,
                                       struct bg_named_schema *outer) {
    struct bg_slice identifier = identifier_of(references, schema);
    size_t hash = bg_slice_find(identifier, BG_LITERAL("#"));
    struct bg_slice address = bg_slice_range(identifier, 0, hash);
    struct bg_named_schema *home = outer;
    if (address.len > 0) {
        address = bg_uri_resolve(references->arena, outer->address, address);
        home = add_name(references, address, BG_NO_SLICE, schema);
        bool is_bundled = schema != references->document;
        references->has_parts |= is_bundled;
        bool has_draft = is_bundled && bg_node_at(schema, "$schema") != NULL;
        references->is_unclear |= has_draft && bg_dialect_of(schema) != bg_dialect_of(references->document);
    }
    add_anchors(references, schema, bg_slice_from(identifier, hash + 1), home);
    return home;
}

static void walk(struct bg_references *references, const struct bg_node *schema, struct bg_named_schema *outer) {
    if (!bg_node_is(schema, BG_NODE_MAP) || references->is_unclear) {
        return;
    }
    if (++references->steps > BG_LIMIT_REFERENCE_STEPS) {
        references->is_unclear = true;
        return;
    }
    const void *known = *bg_memo_at(&references->addresses, (struct bg_memo_key){.first = schema, .second = outer});
    if (known != NULL) {
        return;
    }
    struct bg_named_schema *home = home_of(references, schema, outer);
    *bg_memo_at(&references->addresses, (struct bg_memo_key){.first = schema, .second = outer}) = home;
    const void **place = bg_memo_at(&references->addresses, (struct bg_memo_key){.first = schema});
    references->is_unclear |= *place != NULL && *place != home;
    *place = home;
    for (size_t i = 0; i < schema->count; i++) {
        const struct bg_node *value = schema->as.members[i].value;
        enum bg_schemas schemas = bg_schemas_under(schema->as.members[i].key);
        for (size_t k = 0; k < bg_schemas_count(schemas, value); k++) {
            walk(references, bg_schemas_at(value, schemas, k), home);
        }
    }
}

static void prepare(struct bg_references *references) {
    if (!references->is_walked) {
        references->is_walked = true;
        references->addresses.arena = references->arena;
        references->scopes.arena = references->arena;
        walk(references, references->document, add_name(references, BG_LITERAL(""), BG_NO_SLICE, references->document));
    }
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* %41 is A (RFC 3986, section 2.1). */
static struct bg_slice decode(struct bg_arena *arena, struct bg_slice text) {
    char *out = bg_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '%' && i + 2 < text.len && hex_digit(text.at[i + 1]) >= 0 && hex_digit(text.at[i + 2]) >= 0) {
            out[len++] = (char)(hex_digit(text.at[i + 1]) * 16 + hex_digit(text.at[i + 2]));
            i += 2;
        } else {
            out[len++] = text.at[i];
        }
    }
    return (struct bg_slice){out, len};
}

/* The document at an address: bundled in this one, or built in. */
static const struct bg_named_schema *find_document(struct bg_references *references, struct bg_slice address) {
    const struct bg_named_schema *found = find_name(references, address, BG_NO_SLICE);
    const struct bg_node *schema = found == NULL ? bg_metaschema_find(references->arena, address) : NULL;
    if (schema == NULL) {
        return found;
    }
    struct bg_named_schema *name = add_name(references, address, BG_NO_SLICE, schema);
    references->has_parts = true;
    walk(references, schema, name);
    return name;
}

/* The address of the document that a schema stands in. What no walk came to stands in the only one, if there is one. */
static bool address_of(struct bg_references *references, const struct bg_node *schema, struct bg_slice *address) {
    struct bg_memo_key key = {.first = schema};
    const struct bg_named_schema *home = *bg_memo_at(&references->addresses, key);
    if (home == NULL && !references->has_parts) {
        key.first = references->document;
        home = *bg_memo_at(&references->addresses, key);
    }
    *address = home == NULL ? BG_LITERAL("") : home->address;
    return home != NULL || !bg_node_is(references->document, BG_NODE_MAP);
}

bool bg_references_have_parts(struct bg_references *references) {
    prepare(references);
    return references->has_parts || references->is_unclear;
}

/* What `text` names: a whole document, an anchor (in *name, which is NULL for a pointer) or what a pointer leads to. */
static const struct bg_node *find(struct bg_references *references, const struct bg_node *from, struct bg_slice text,
                                  const struct bg_named_schema **name) {
    prepare(references);
    struct bg_slice address;
    *name = NULL;
    if (references->is_unclear || !address_of(references, from, &address)) {
        return NULL;
    }
    size_t hash = bg_slice_find(text, BG_LITERAL("#"));
    address = bg_uri_resolve(references->arena, address, bg_slice_range(text, 0, hash));
    const struct bg_named_schema *whole = find_document(references, address);
    if (whole == NULL || whole->is_ambiguous) {
        return NULL;
    }
    struct bg_slice fragment = bg_slice_from(text, hash + 1);
    if (fragment.len == 0) {
        *name = whole;
        return whole->schema;
    }
    fragment = decode(references->arena, fragment);
    if (fragment.at[0] == '/') {
        return bg_pointer_find(whole->schema, fragment);
    }
    const struct bg_named_schema *anchor = find_name(references, address, fragment);
    *name = anchor;
    return anchor == NULL || anchor->is_ambiguous ? NULL : anchor->schema;
}

const struct bg_node *bg_reference_find(struct bg_references *references, const struct bg_node *from,
                                        struct bg_slice text) {
    const struct bg_named_schema *name;
    return find(references, from, text, &name);
}

/* Does a key anywhere name a dynamic anchor? Cheaper than the walk, which nearly no document needs. */
static bool has_dynamic_key(const struct bg_node *node) {
    for (size_t i = 0; node->kind == BG_NODE_LIST && i < node->count; i++) {
        if (has_dynamic_key(node->as.items[i])) {
            return true;
        }
    }
    for (size_t i = 0; node->kind == BG_NODE_MAP && i < node->count; i++) {
        const struct bg_member *member = &node->as.members[i];
        bool is_dynamic = member->key.len > 0 && member->key.at[0] == '$' &&
                          (bg_slice_is(member->key, "$dynamicAnchor") || bg_slice_is(member->key, "$recursiveAnchor"));
        if (is_dynamic || has_dynamic_key(member->value)) {
            return true;
        }
    }
    return false;
}

const struct bg_scope *bg_scope_enter(struct bg_references *references, const struct bg_scope *scope,
                                      const struct bg_node *schema) {
    if (!references->is_scanned) {
        unsigned dialect = (unsigned)bg_dialect_of(references->document);
        references->is_scanned = true;
        references->is_static = (BG_DIALECTS_FROM_2019 & dialect) == 0 || !has_dynamic_key(references->document);
    }
    if (references->is_static) {
        return scope;
    }
    prepare(references);
    if (references->dynamic_wholes < 2) {
        return scope;
    }
    const struct bg_named_schema *whole = *bg_memo_at(&references->addresses, (struct bg_memo_key){.first = schema});
    if (whole == NULL || !whole->has_dynamic) {
        return scope;
    }
    for (const struct bg_scope *outer = scope; outer != NULL; outer = outer->outer) {
        if (outer->whole == whole) {
            return scope;
        }
    }
    const void **place = bg_memo_at(&references->scopes, (struct bg_memo_key){.first = whole, .second = scope});
    if (*place == NULL) {
        struct bg_scope *entered = bg_arena_alloc(references->arena, sizeof *entered);
        *entered = (struct bg_scope){.whole = whole, .outer = scope};
        *place = entered;
    }
    return *place;
}

const struct bg_node *bg_reference_find_dynamic(struct bg_references *references, const struct bg_scope *scope,
                                                const struct bg_node *from, struct bg_slice text, bool is_recursive) {
    const struct bg_named_schema *first;
    const struct bg_node *found = find(references, from, text, &first);
    bool is_of_kind = first != NULL && first->is_dynamic && (first->anchor.at == NULL) == is_recursive;
    if (found == NULL || !is_of_kind) {
        return found;
    }
    for (; scope != NULL; scope = scope->outer) { /* the outermost one comes last */
        const struct bg_named_schema *name =
            is_recursive ? scope->whole : find_name(references, scope->whole->address, first->anchor);
        if (name != NULL && name->is_dynamic && !name->is_ambiguous) {
            found = name->schema;
        }
    }
    return found;
}
