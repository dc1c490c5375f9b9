/* Metaschemas: see metaschema.h. Only what asserts, and no word about itself. */
#include "schema/accept/metaschema.h"

#include "schema/accept/dialect.h"
#include "text/builder.h"
#include "text/read.h"

static const char draft_07[] =
    "type: [object, boolean]\n"
    "definitions:\n"
    "  schemas: {type: array, minItems: 1, items: {$ref: '#'}}\n"
    "  map: {type: object, additionalProperties: {$ref: '#'}}\n"
    "  size: {type: integer, minimum: 0}\n"
    "  word: {enum: [array, boolean, integer, 'null', number, object, string]}\n"
    "  names: {type: array, items: {type: string}, uniqueItems: true}\n"
    "properties:\n"
    "  $id: {type: string, format: uri-reference}\n"
    "  $schema: {type: string, format: uri}\n"
    "  $ref: {type: string, format: uri-reference}\n"
    "  $comment: {type: string}\n"
    "  title: {type: string}\n"
    "  description: {type: string}\n"
    "  readOnly: {type: boolean}\n"
    "  examples: {type: array}\n"
    "  multipleOf: {type: number, exclusiveMinimum: 0}\n"
    "  maximum: {type: number}\n"
    "  exclusiveMaximum: {type: number}\n"
    "  minimum: {type: number}\n"
    "  exclusiveMinimum: {type: number}\n"
    "  maxLength: {$ref: '#/definitions/size'}\n"
    "  minLength: {$ref: '#/definitions/size'}\n"
    "  pattern: {type: string, format: regex}\n"
    "  additionalItems: {$ref: '#'}\n"
    "  items: {anyOf: [{$ref: '#'}, {$ref: '#/definitions/schemas'}]}\n"
    "  maxItems: {$ref: '#/definitions/size'}\n"
    "  minItems: {$ref: '#/definitions/size'}\n"
    "  uniqueItems: {type: boolean}\n"
    "  contains: {$ref: '#'}\n"
    "  maxProperties: {$ref: '#/definitions/size'}\n"
    "  minProperties: {$ref: '#/definitions/size'}\n"
    "  required: {$ref: '#/definitions/names'}\n"
    "  additionalProperties: {$ref: '#'}\n"
    "  definitions: {$ref: '#/definitions/map'}\n"
    "  properties: {$ref: '#/definitions/map'}\n"
    "  patternProperties: {allOf: [{$ref: '#/definitions/map'}], propertyNames: {format: regex}}\n"
    "  dependencies: {type: object, additionalProperties: {anyOf: [{$ref: '#'}, {$ref: '#/definitions/names'}]}}\n"
    "  propertyNames: {$ref: '#'}\n"
    "  enum: {type: array}\n"
    "  type: {anyOf: [{$ref: '#/definitions/word'}, {type: array, items: {$ref: '#/definitions/word'}, minItems: 1, "
    "uniqueItems: true}]}\n"
    "  format: {type: string}\n"
    "  contentMediaType: {type: string}\n"
    "  contentEncoding: {type: string}\n"
    "  if: {$ref: '#'}\n"
    "  then: {$ref: '#'}\n"
    "  else: {$ref: '#'}\n"
    "  allOf: {$ref: '#/definitions/schemas'}\n"
    "  anyOf: {$ref: '#/definitions/schemas'}\n"
    "  oneOf: {$ref: '#/definitions/schemas'}\n"
    "  not: {$ref: '#'}\n";

/* What the older drafts say otherwise: a property of the schema above, or one that is not there (~). */
static const char draft_06[] = "$comment: ~\n"
                               "readOnly: ~\n"
                               "contentMediaType: ~\n"
                               "contentEncoding: ~\n"
                               "if: ~\n"
                               "then: ~\n"
                               "else: ~\n"
                               "enum: {type: array, minItems: 1, uniqueItems: true}\n";

static const char draft_04[] =
    "$comment: ~\n"
    "$id: ~\n"
    "$ref: ~\n"
    "readOnly: ~\n"
    "examples: ~\n"
    "contains: ~\n"
    "propertyNames: ~\n"
    "contentMediaType: ~\n"
    "contentEncoding: ~\n"
    "if: ~\n"
    "then: ~\n"
    "else: ~\n"
    "id: {type: string}\n"
    "$schema: {type: string}\n"
    "multipleOf: {type: number, exclusiveMinimum: 0}\n"
    "exclusiveMaximum: {type: boolean}\n"
    "exclusiveMinimum: {type: boolean}\n"
    "additionalItems: {anyOf: [{type: boolean}, {$ref: '#'}]}\n"
    "additionalProperties: {anyOf: [{type: boolean}, {$ref: '#'}]}\n"
    "patternProperties: {$ref: '#/definitions/map'}\n"
    "required: {allOf: [{$ref: '#/definitions/names'}, {minItems: 1}]}\n"
    "dependencies: {type: object, additionalProperties: {anyOf: [{$ref: '#'}, {allOf: [{$ref: '#/definitions/names'}, "
    "{minItems: 1}]}]}}\n"
    "enum: {type: array, minItems: 1, uniqueItems: true}\n";

static const struct bg_node *parse(struct bg_arena *arena, const char *text) {
    const struct bg_node *node = NULL;
    struct bg_error err;
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("metaschema"), bg_slice_of(text));
    return bg_read_yaml(arena, source, NULL, &node, &err) ? node : NULL;
}

static const struct bg_node *changed_properties(struct bg_arena *arena, const struct bg_node *properties,
                                                const struct bg_node *changes) {
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, properties);
    for (size_t i = 0; i < changes->count; i++) {
        if (bg_node_is(changes->as.members[i].value, BG_NODE_NULL)) {
            (void)bg_members_remove(&members, changes->as.members[i].key);
        } else {
            bg_members_put(&members, changes->as.members[i]);
        }
    }
    return bg_node_new_map(arena, members.items, members.count, NULL);
}

static const struct bg_node *older(struct bg_arena *arena, const char *text, bool has_booleans) {
    const struct bg_node *newest = parse(arena, draft_07);
    const struct bg_node *properties = changed_properties(arena, bg_node_at(newest, "properties"), parse(arena, text));
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, newest);
    bg_members_set(&members, "properties", properties);
    if (!has_booleans) {
        const struct bg_node *pair = parse(arena, "{type: object, dependencies: {exclusiveMaximum: [maximum], "
                                                  "exclusiveMinimum: [minimum]}}");
        bg_members_set(&members, "type", bg_node_at(pair, "type"));
        bg_members_set(&members, "dependencies", bg_node_at(pair, "dependencies"));
    }
    return bg_node_new_map(arena, members.items, members.count, NULL);
}

const struct bg_node *bg_metaschema_find(struct bg_arena *arena, struct bg_slice address) {
    bool is_whole = bg_slice_ends(address, BG_LITERAL("/schema"));
    switch (is_whole ? bg_dialect_at(address) : 0) {
    case BG_DIALECT_07:
        return parse(arena, draft_07);
    case BG_DIALECT_06:
        return older(arena, draft_06, true);
    case BG_DIALECT_04:
        return older(arena, draft_04, false);
    default:
        return NULL;
    }
}
