/*
 * The walk over two configuration schemas: the facts and where they are found, without levels. Rows are pairs of
 * schemas in YAML with every fact that must come out, in order. Laws at the end: nothing between a schema and itself,
 * no difference between spellings of one document, and something for every document that differs.
 */
#include "airbyte/protocol.h"
#include "diff/spec/spec.h"
#include "text/builder.h"
#include "text/pointer.h"
#include "text/read.h"
#include "text/write_json.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct bg_node *parse(struct bg_arena *arena, struct bg_slice text) {
    const struct bg_node *node;
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_problems problems = {.arena = arena};
    if (!bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("spec.yaml"), text), &problems, &node, &err)) {
        fail_msg("%s in %.*s", err.message, BG_ARGS(text));
    }
    return node;
}

static struct bg_changes compare(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head) {
    struct bg_spec before = {.sight = bg_sight_all(), .connection_specification = base};
    struct bg_spec after = {.sight = bg_sight_all(), .connection_specification = head};
    struct bg_changes changes = {.arena = arena};
    bg_diff_spec(&bg_protocol_airbyte, &before, &after, &changes);
    return changes;
}

/* "kind how flag path" a line. */
static struct bg_slice lines_of(struct bg_arena *arena, const struct bg_changes *changes) {
    static const struct {
        unsigned flag;
        const char *name;
    } flags[] = {
        {BG_FLAG_REQUIRED, " required"}, {BG_FLAG_CLOSED, " closed"}, {BG_FLAG_DISCRIMINATOR, " discriminator"}};
    struct bg_slice lines = BG_LITERAL("");
    for (size_t i = 0; i < changes->count; i++) {
        const struct bg_change *change = &changes->items[i];
        lines = bg_arena_printf(arena, "%.*s%s %s", BG_ARGS(lines), bg_change_kind_name(change->kind),
                                bg_change_how_name(change->how));
        for (size_t f = 0; f < sizeof flags / sizeof flags[0]; f++) {
            bool is_set = (change->flags & flags[f].flag) != 0;
            lines = bg_arena_printf(arena, "%.*s%s", BG_ARGS(lines), is_set ? flags[f].name : "");
        }
        lines = bg_arena_printf(arena, "%.*s %.*s\n", BG_ARGS(lines), BG_ARGS(change->path));
    }
    return lines;
}

struct row {
    const char *name;
    const char *base; /* YAML of a configuration schema */
    const char *head;
    const char *expected;
};

static void run_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *base = parse(&arena, bg_slice_of(row->base));
    const struct bg_node *head = parse(&arena, bg_slice_of(row->head));
    struct bg_changes changes = compare(&arena, base, head);
    assert_string_equal(lines_of(&arena, &changes).at, row->expected);
    assert_int_equal(compare(&arena, base, base).count, 0);
    assert_int_equal(compare(&arena, head, head).count, 0);
    bg_arena_finish(&arena);
}

/* What sentences say of a change: the texts before and after it. */
static const struct row texts[] = {
    {"a type", "{properties: {a: {type: string}}}", "{properties: {a: {type: integer}}}",
     "changed /properties/a: \"string\" -> \"integer\"\n"},
    {"several types", "{properties: {a: {type: [string, 'null']}}}", "{properties: {a: {type: [integer, boolean]}}}",
     "changed /properties/a: [\"string\", \"null\"] -> [\"integer\", \"boolean\"]\n"},
    {"nothing is accepted any more", "{properties: {a: {type: string}}}", "{properties: {a: false}}",
     "changed /properties/a: \"string\" -> no value\n"},
    {"anything was accepted", "{properties: {a: true}}", "{properties: {a: false}}",
     "changed /properties/a: any type -> no value\n"},
    {"something is accepted again", "{properties: {a: false}}", "{properties: {a: {type: string}}}",
     "widened /properties/a: no value -> \"string\"\n"},
    {"a bound", "{properties: {a: {type: integer, minimum: 1}}}", "{properties: {a: {type: integer, minimum: 2}}}",
     "narrowed /properties/a: minimum 1 -> minimum 2\n"},
    {"a bound that is new", "{properties: {a: {type: integer}}}", "{properties: {a: {type: integer, maximum: 2}}}",
     "narrowed /properties/a: no limit -> maximum 2\n"},
    {"values", "{properties: {a: {enum: [x, y]}}}", "{properties: {a: {enum: [x, z]}}}",
     "removed /properties/a: \"y\" -> \nadded /properties/a:  -> \"z\"\n"},
    {"a pattern", "{properties: {a: {type: string, pattern: a}}}", "{properties: {a: {type: string, pattern: b}}}",
     "narrowed /properties/a: \"a\" -> \"b\"\n"},
    {"a default", "{properties: {a: {type: string, default: x}}}", "{properties: {a: {type: string, default: y}}}",
     "changed /properties/a: \"x\" -> \"y\"\n"},
    {"two bounds", "{properties: {a: {type: integer, minimum: 1, maximum: 9}}}",
     "{properties: {a: {type: integer, minimum: 2, maximum: 8}}}",
     "narrowed /properties/a: minimum 1, maximum 9 -> minimum 2, maximum 8\n"},
    {"words", "{properties: {a: {title: A, description: a}}}", "{properties: {a: {title: B, description: b}}}",
     "changed /properties/a: title, description -> title, description\n"},
    {"an option by its title",
     "{oneOf: [{title: A, properties: {k: {const: a}}}, {title: B, properties: {k: {const: b}}}]}",
     "{oneOf: [{title: B, properties: {k: {const: b}}}]}", "removed /oneOf/0: A -> \n"},
    {"an option by its key", "{oneOf: [{properties: {k: {const: a}}}, {properties: {k: {const: b}}}]}",
     "{oneOf: [{properties: {k: {const: b}}}]}", "removed /oneOf/0: \"a\" -> \n"},
    {"an option by its number", "{oneOf: [{type: string}, {type: integer}]}", "{oneOf: [{type: string}]}",
     "removed /oneOf/1: number 2 -> \n"},
};

static void say_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changes changes =
        compare(&arena, parse(&arena, bg_slice_of(row->base)), parse(&arena, bg_slice_of(row->head)));
    struct bg_slice said = BG_LITERAL("");
    for (size_t i = 0; i < changes.count; i++) {
        const struct bg_change *change = &changes.items[i];
        said = bg_arena_printf(&arena, "%.*s%s %.*s: %.*s -> %.*s\n", BG_ARGS(said), bg_change_how_name(change->how),
                               BG_ARGS(change->path), BG_ARGS(change->before), BG_ARGS(change->after));
    }
    assert_string_equal(said.at, row->expected);
    bg_arena_finish(&arena);
}

#define A_OR_B                                                                                                         \
    "oneOf: [{title: A, properties: {k: {const: a}}, required: [k]}, {title: B, properties: {k: {const: b}}}]"

static const struct row rows[] = {
    {"nothing", "{type: object}", "{type: object}", ""},
    {"order of keys", "{type: object, properties: {a: {}, b: {}}}", "{properties: {b: {}, a: {}}, type: object}", ""},
    {"what no saved configuration has is refused: no other wording",
     "{type: object, properties: {a: {}}, not: {required: [y]}}",
     "{type: object, properties: {a: {}}, not: {required: [z]}}", "spec-constraint narrowed \n"},
    {"it is refused no more", "{type: object, properties: {a: {}}, not: {required: [y]}}",
     "{type: object, properties: {a: {}}}", "spec-constraint widened \n"},
    {"required property", "{properties: {a: {}}}", "{properties: {a: {}, b: {type: string}}, required: [b]}",
     "spec-property added required /properties/b\n"},
    {"two required properties", "{}", "{properties: {b: {type: string}, c: {type: string}}, required: [c, b]}",
     "spec-property added required /properties/b\nspec-property added required /properties/c\n"},
    {"optional property is not entered", "{properties: {a: {}}}",
     "{properties: {a: {}, b: {properties: {c: {}}, required: [c]}}}", "spec-property added /properties/b\n"},
    {"declared and required before already by name only", "{required: [a]}",
     "{required: [a], properties: {a: {type: string}}}",
     "spec-property added /properties/a\nspec-set narrowed /properties/a\n"},
    {"key with a slash", "{properties: {x: {}}}", "{properties: {x: {}, a/b~c: {type: string}}}",
     "spec-property added /properties/a~1b~0c\n"},
    {"made required", "{properties: {a: {type: string}}}", "{properties: {a: {type: string}}, required: [a]}",
     "spec-required added /properties/a\n"},
    {"made optional", "{properties: {a: {type: string}}, required: [a]}", "{properties: {a: {type: string}}}",
     "spec-required removed /properties/a\n"},
    {"required in another order", "{required: [a, b]}", "{required: [b, a]}", "spec-set equivalent \n"},
    {"removed", "{properties: {a: {type: string}}}", "{properties: {}}", "spec-property removed /properties/a\n"},
    {"removed, required before", "{properties: {a: {type: string}}, required: [a]}", "{}",
     "spec-property removed /properties/a\n"},
    {"removed from a closed object", "{properties: {a: {type: string}}, additionalProperties: false}",
     "{properties: {}, additionalProperties: false}", "spec-property removed closed /properties/a\n"},
    {"renamed by title", "{properties: {a: {type: string, title: T}}}", "{properties: {b: {type: string, title: T}}}",
     "spec-property renamed /properties/a\n"},
    {"renamed by spelling", "{properties: {start-date: {type: string}}}", "{properties: {startDate: {type: string}}}",
     "spec-property renamed /properties/start-date\n"},
    {"not renamed: another type", "{properties: {a: {type: string, title: T}}}",
     "{properties: {b: {type: integer, title: T}}}",
     "spec-property removed /properties/a\nspec-property added /properties/b\n"},
    {"not renamed: two could be meant", "{properties: {a: {title: T}}}", "{properties: {b: {title: T}, c: {title: T}}}",
     "spec-property removed /properties/a\nspec-property added /properties/b\nspec-property added /properties/c\n"},
    {"not renamed: empty titles", "{properties: {a: {title: ''}}}", "{properties: {b: {title: ''}}}",
     "spec-property removed /properties/a\nspec-property added /properties/b\n"},
    {"moved into a new sibling", "{properties: {key: {type: string}}}",
     "{properties: {auth: {properties: {key: {type: string}}}}}",
     "spec-property moved /properties/key\nspec-property added /properties/auth\n"},
    {"moved into a branch of a sibling", "{properties: {key: {type: string}, auth: {" A_OR_B "}}}",
     "{properties: {auth: {oneOf: [{title: A, properties: {k: {const: a}, key: {}}, required: [k]}, "
     "{title: B, properties: {k: {const: b}}}]}}}",
     "spec-property moved /properties/key\nspec-property added /properties/auth/oneOf/0/properties/key\n"},
    {"not moved: it was there before", "{properties: {key: {type: string}, auth: {properties: {key: {}}}}}",
     "{properties: {auth: {properties: {key: {}}}}}", "spec-property removed /properties/key\n"},
    {"type wider", "{type: integer}", "{type: number}", "spec-type widened \n"},
    {"type wider: none is any", "{type: string}", "{}", "spec-type widened \n"},
    {"type narrower", "{type: [string, 'null']}", "{type: string}", "spec-type narrowed \n"},
    {"type narrower and wider", "{type: [string, boolean]}", "{type: [string, integer]}",
     "spec-type narrowed \nspec-type widened \n"},
    {"type changed: nothing else is said", "{type: string, title: A, minLength: 1}", "{type: integer, title: B}",
     "spec-type changed \n"},
    {"only null is left in common", "{type: [string, 'null']}", "{type: [integer, 'null']}", "spec-type changed \n"},
    {"null only before", "{type: 'null'}", "{type: [string, 'null']}", "spec-type widened \n"},
    {"type in a list", "{type: string}", "{type: [string]}", "spec-set equivalent \n"},
    {"nothing is accepted", "{properties: {a: {type: string}}}", "{properties: {a: false}}",
     "spec-type changed /properties/a\n"},
    {"simple to oneOf", "{properties: {a: {type: string}}}", "{properties: {a: {type: object, " A_OR_B "}}}",
     "spec-type simple-to-oneof /properties/a\n"},
    {"enum", "{enum: [a, b, 1, {x: 1}]}", "{enum: [1.0, {x: 1}, c]}",
     "spec-enum-value removed \nspec-enum-value added \n"},
    {"enum in another order", "{enum: [a, b]}", "{enum: [b, a]}", "spec-set equivalent \n"},
    {"enum added", "{type: string}", "{type: string, enum: [a]}", "spec-enum added \n"},
    {"enum removed", "{type: string, enum: [a]}", "{type: string}", "spec-enum removed \n"},
    {"const silences enum", "{type: string, enum: [a, b]}", "{type: string, const: a}", "spec-const added \n"},
    {"const removed", "{type: string, const: a}", "{type: string}", "spec-const removed \n"},
    {"const changed", "{const: a}", "{const: b}", "spec-const changed \n"},
    {"const is an enum of one", "{enum: [a]}", "{const: a}", "spec-set equivalent \n"},
    {"pattern added", "{type: string}", "{type: string, pattern: a}", "spec-pattern added \n"},
    {"pattern removed", "{type: string, pattern: a}", "{type: string}", "spec-pattern removed \n"},
    {"bound added and removed", "{type: integer, maximum: 9}", "{type: integer, minimum: 0}",
     "spec-bound narrowed \nspec-bound widened \n"},
    {"two bounds are one change", "{type: string}", "{type: string, minLength: 1, maxLength: 3}",
     "spec-bound narrowed \n"},
    {"unique items", "{type: array}", "{type: array, uniqueItems: true}", "spec-unique-items added \n"},
    {"not unique is nothing", "{type: array}", "{type: array, uniqueItems: false}", "spec-set equivalent \n"},
    {"closed", "{properties: {a: {}}}", "{properties: {a: {}}, additionalProperties: false}",
     "spec-additional-properties narrowed \n"},
    {"opened", "{properties: {a: {}}, additionalProperties: false}", "{properties: {a: {}}}",
     "spec-additional-properties widened \n"},
    {"open is the default", "{properties: {a: {}}}", "{properties: {a: {}}, additionalProperties: true}",
     "spec-set equivalent \n"},
    {"values of a map", "{additionalProperties: {type: string}}", "{additionalProperties: {type: integer}}",
     "spec-type changed /additionalProperties\n"},
    {"items", "{type: array, items: {type: string}}", "{type: array, items: {type: integer}}",
     "spec-type changed /items\n"},
    {"items appear", "{type: array}", "{type: array, items: {type: string}}", "spec-constraint narrowed \n"},
    {"tuple", "{items: [{type: string}, {type: string}]}", "{items: [{type: string}, {type: integer}]}",
     "spec-type changed /items/1\n"},
    {"branch added", "{type: object, oneOf: [{title: A, properties: {k: {const: a}}}]}",
     "{type: object, oneOf: [{title: A, properties: {k: {const: a}}}, {title: B, properties: {k: {const: b}}}]}",
     "spec-branch added /oneOf/1\n"},
    {"branch removed: the base's number", "{" A_OR_B "}", "{oneOf: [{title: B, properties: {k: {const: b}}}]}",
     "spec-branch removed /oneOf/0\n"},
    {"branches swapped", "{" A_OR_B "}",
     "{oneOf: [{title: B, properties: {k: {const: b}}}, {title: A, properties: {k: {const: a}}, required: [k]}]}",
     "spec-branch reordered \n"},
    {"branch with another key value", "{" A_OR_B "}",
     "{oneOf: [{title: A, properties: {k: {const: x}}, required: [k]}, {title: B, properties: {k: {const: b}}}]}",
     "spec-branch discriminator /oneOf/0\n"},
    {"branch matched by value, not by title", "{" A_OR_B "}",
     "{oneOf: [{title: C, properties: {k: {const: b}}}, {title: A, properties: {k: {const: a}}, required: [k]}]}",
     "spec-branch reordered \nspec-annotation changed /oneOf/0\n"},
    {"discriminator required", "{" A_OR_B "}",
     "{oneOf: [{title: A, properties: {k: {const: a}}, required: [k]}, "
     "{title: B, properties: {k: {const: b}}, required: [k]}]}",
     "spec-required added discriminator /oneOf/1/properties/k\n"},
    {"branch without key or title, by meaning", "{oneOf: [{type: string}, {type: integer}]}",
     "{oneOf: [{type: integer, title: I}, {type: string}]}",
     "spec-branch reordered \nspec-annotation changed /oneOf/0\n"},
    {"anyOf", "{anyOf: [{type: string}]}", "{anyOf: [{type: string}, {type: integer}]}",
     "spec-branch added /anyOf/1\n"},
    {"not", "{type: string}", "{type: string, not: {const: a}}", "spec-constraint narrowed \n"},
    {"several constraints are one change", "{type: object, properties: {a: {}, c: {}}}",
     "{type: object, properties: {a: {}, c: {}}, if: {required: [a]}, then: {required: [b]}, dependencies: {c: [d]}}",
     "spec-constraint narrowed \n"},
    {"words in a part", "{allOf: [{title: A}]}", "{allOf: [{title: B}]}", "spec-annotation changed \n"},
    {"a part in a conjunction of one", "{properties: {a: {type: string, title: A}}}",
     "{properties: {a: {allOf: [{type: string}], title: A}}}", "spec-set equivalent \n"},
    {"a part in a conjunction of a reference", "{properties: {a: {type: string, title: A}}}",
     "{properties: {a: {title: A, allOf: [{$ref: '#/definitions/t'}]}}, definitions: {t: {type: string}}}",
     "spec-set equivalent \n"},
    {"a closed part in a conjunction of one",
     "{properties: {a: {type: object, additionalProperties: false, properties: {b: {}}}}}",
     "{properties: {a: {allOf: [{type: object, additionalProperties: false, properties: {b: {}}}]}}}",
     "spec-set equivalent \n"},
    {"a secret in a conjunction", "{allOf: [{properties: {a: {type: string, airbyte_secret: true}}}]}",
     "{allOf: [{properties: {a: {type: string}}}]}", "spec-secret removed /properties/a\n"},
    {"a default in a conjunction", "{properties: {o: {allOf: [{properties: {a: {default: 1}}}, {required: [a]}]}}}",
     "{properties: {o: {allOf: [{properties: {a: {default: 2}}}, {required: [a]}]}}}",
     "spec-default changed /properties/o/properties/a\n"},
    {"properties in a conjunction", "{allOf: [{properties: {a: {}}}, {properties: {b: {}}}]}",
     "{allOf: [{properties: {a: {}}}, {properties: {c: {}}, required: [c]}]}",
     "spec-property removed /properties/b\nspec-property added required /properties/c\n"},
    {"an enumeration in a conjunction", "{properties: {a: {allOf: [{enum: [x, y]}]}}}",
     "{properties: {a: {allOf: [{enum: [x]}]}}}", "spec-enum-value removed /properties/a\n"},
    {"parts that say two things with one word",
     "{properties: {a: {minLength: 1, allOf: [{minLength: 2, airbyte_secret: true}]}}}",
     "{properties: {a: {minLength: 1, allOf: [{minLength: 2}]}}}", "spec-secret removed /properties/a/allOf/0\n"},
    {"a part more that says another thing", "{properties: {a: {minLength: 1, allOf: [{minLength: 2}]}}}",
     "{properties: {a: {minLength: 1, allOf: [{minLength: 2}, {minLength: 3}]}}}",
     "spec-constraint narrowed /properties/a\n"},
    {"a closed part that others stand beside",
     "{properties: {a: {}}, allOf: [{additionalProperties: false, properties: {b: {default: 1}}}]}",
     "{properties: {a: {}}, allOf: [{additionalProperties: false, properties: {b: {default: 2}}}]}",
     "spec-default changed /allOf/0/properties/b\n"},
    {"a secret in an alternative without a title",
     "{anyOf: [{properties: {a: {airbyte_secret: true}}}, {type: string}]}",
     "{anyOf: [{properties: {a: {}, b: {}}}, {type: string}]}",
     "spec-property added /anyOf/0/properties/b\nspec-secret removed /anyOf/0/properties/a\n"},
    {"a secret in a condition", "{if: {}, then: {properties: {a: {airbyte_secret: true}}}}",
     "{if: {}, then: {properties: {a: {}}}}", "spec-set equivalent \nspec-secret removed /then/properties/a\n"},
    {"a secret under a pattern", "{patternProperties: {^a: {type: string, airbyte_secret: true}}}",
     "{patternProperties: {^a: {type: string}}}", "spec-set equivalent \nspec-secret removed /patternProperties/^a\n"},
    {"a default in what is forbidden", "{not: {properties: {a: {default: 1}}, required: [b]}}",
     "{not: {properties: {a: {default: 2}}, required: [b]}}",
     "spec-set equivalent \nspec-default changed /not/properties/a\n"},
    {"default", "{properties: {a: {default: 1}, b: {default: 1}, c: {}}}",
     "{properties: {a: {default: 2}, b: {}, c: {default: 3}}}",
     "spec-default changed /properties/a\nspec-default removed /properties/b\nspec-default added /properties/c\n"},
    {"format", "{properties: {a: {format: x}, b: {format: x}, c: {}}}",
     "{properties: {a: {format: y}, b: {}, c: {format: z}}}",
     "spec-format changed /properties/a\nspec-format removed /properties/b\nspec-format added /properties/c\n"},
    {"secret", "{properties: {a: {airbyte_secret: true}, b: {}, c: {airbyte_secret: 'true'}}}",
     "{properties: {a: {airbyte_secret: false}, b: {airbyte_secret: true}, c: {airbyte_secret: true}}}",
     "spec-secret removed /properties/a\nspec-secret added /properties/b\nspec-annotation changed /properties/c\n"},
    {"hidden", "{properties: {a: {airbyte_hidden: true}, b: {}}}", "{properties: {a: {}, b: {airbyte_hidden: true}}}",
     "spec-hidden removed /properties/a\nspec-hidden added /properties/b\n"},
    {"annotations are one change", "{title: A, order: 1, x: 1}", "{title: B, order: 2, y: 1}",
     "spec-annotation changed \n"},
    {"a property called like a keyword", "{properties: {format: {title: A}}}", "{properties: {format: {title: B}}}",
     "spec-annotation changed /properties/format\n"},
    {"dialect", "{$schema: 'http://json-schema.org/draft-06/schema#'}",
     "{$schema: 'http://json-schema.org/draft-07/schema#'}", "spec-dialect changed \n"},
    {"a dialect that nobody knows", "{$schema: 'http://json-schema.org/draft-07/schema#'}",
     "{$schema: 'https://example.com/draft-07/schema#'}", "spec-dialect changed \nspec-set undecided \n"},
    {"something else in a dialect that nobody knows", "{$schema: x, properties: {a: {}}}",
     "{$schema: x, properties: {a: {}, b: {}}}", "spec-property added /properties/b\nspec-set undecided \n"},
    {"words around a reference",
     "{properties: {a: {$ref: '#/definitions/t', title: A}}, definitions: {t: {type: string}}}",
     "{properties: {a: {$ref: '#/definitions/t', title: B}}, definitions: {t: {type: string}}}",
     "spec-annotation changed /properties/a\n"},
    {"a secret around a reference",
     "{properties: {a: {$ref: '#/definitions/t', airbyte_secret: true}}, definitions: {t: {type: string}}}",
     "{properties: {a: {$ref: '#/definitions/t'}}, definitions: {t: {type: string}}}",
     "spec-secret removed /properties/a\n"},
    {"what asserts beside a reference, by a newer draft",
     "{$schema: 'https://json-schema.org/draft/2020-12/schema', properties: {a: {$ref: '#/$defs/t'}}, $defs: {t: "
     "{type: string}}}",
     "{$schema: 'https://json-schema.org/draft/2020-12/schema', properties: {a: {$ref: '#/$defs/t', minLength: 3}}, "
     "$defs: {t: {type: string}}}",
     "spec-bound narrowed /properties/a\n"},
    {"a reference by an anchor", "{properties: {a: {$ref: '#t'}}, definitions: {t: {$id: '#t', type: string}}}",
     "{properties: {a: {$ref: '#t'}}, definitions: {t: {$id: '#t', type: integer}}}",
     "spec-type changed /properties/a\n"},
    {"a reference into a bundled document",
     "{properties: {a: {$ref: t.json}}, definitions: {t: {$id: t.json, properties: {b: {$ref: '#/definitions/u'}}, "
     "definitions: {u: {type: string}}}, u: {}}}",
     "{properties: {a: {$ref: t.json}}, definitions: {t: {$id: t.json, properties: {b: {$ref: '#/definitions/u'}}, "
     "definitions: {u: {type: integer}}}, u: {}}}",
     "spec-type changed /properties/a/properties/b\n"},
    {"definition instead of a copy", "{properties: {a: {type: string, minLength: 1}}}",
     "{properties: {a: {$ref: '#/definitions/d'}}, definitions: {d: {type: string, minLength: 1}}}",
     "spec-set equivalent \n"},
    {"in a definition that two use",
     "{properties: {a: {$ref: '#/$defs/d'}, b: {$ref: '#/$defs/d'}}, $defs: {d: {type: string}}}",
     "{properties: {a: {$ref: '#/$defs/d'}, b: {$ref: '#/$defs/d'}}, $defs: {d: {type: integer}}}",
     "spec-type changed /properties/a\nspec-type changed /properties/b\n"},
    {"in a definition that contains itself",
     "{properties: {a: {$ref: '#/definitions/d'}}, definitions: {d: {properties: {a: {$ref: '#/definitions/d'}}}}}",
     "{properties: {a: {$ref: '#/definitions/d'}}, definitions: {d: {properties: {a: {$ref: '#/definitions/d'}}, "
     "required: [b]}}}",
     "spec-required added /properties/a/properties/b\n"},
    {"a definition that nobody uses", "{definitions: {d: {type: string}}}", "{definitions: {d: {type: integer}}}",
     "spec-set equivalent \n"},
    {"a property called $ref", "{properties: {$ref: {type: string}}}", "{properties: {$ref: {type: integer}}}",
     "spec-type changed /properties/$ref\n"},
};

static const struct bg_node *as_json(struct bg_arena *arena, const struct bg_node *node) {
    struct bg_buffer text = {0};
    bg_json_write_node(&text, node, BG_JSON_PRETTY, true);
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    const struct bg_node *result;
    struct bg_error err;
    assert_true(bg_read_json(arena, bg_source_new(arena, BG_LITERAL("spec.json"), copy), NULL, &result, &err));
    return result;
}

/* JSON with sorted keys gives the same facts as YAML. */
static void test_spelling(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_node *base = parse(&arena, bg_slice_of(rows[i].base));
        const struct bg_node *head = parse(&arena, bg_slice_of(rows[i].head));
        assert_int_equal(compare(&arena, base, as_json(&arena, base)).count, 0);
        size_t count = compare(&arena, base, head).count;
        struct bg_changes changes = compare(&arena, as_json(&arena, base), as_json(&arena, head));
        if (changes.count != count) {
            fail_msg("%s: %zu changes in YAML, %zu in JSON", rows[i].name, count, changes.count);
        }
        bg_arena_finish(&arena);
    }
}

/* `node` with the value below it at `*left`, counted in document order, changed in one way; NULL if that cannot be. */
static const struct bg_node *mutate(struct bg_arena *arena, const struct bg_node *node, size_t *left, int way) {
    if ((*left)-- == 0) {
        switch (way) {
        case 0:
            return bg_node_new_bool(arena, !bg_node_is_true(node), NULL);
        case 1:
            return bg_node_new_text(arena, BG_LITERAL("other"), NULL);
        case 2:
            return bg_node_new_map(arena, NULL, 0, NULL);
        default:
            return NULL; /* left out */
        }
    }
    if (node->kind == BG_NODE_MAP) {
        struct bg_member *members = bg_arena_array(arena, node->count, sizeof members[0]);
        size_t kept = 0;
        for (size_t i = 0; i < node->count; i++) {
            struct bg_member member = node->as.members[i];
            if (*left != (size_t)-1) {
                member.value = mutate(arena, member.value, left, way);
            }
            if (member.value != NULL) {
                members[kept++] = member;
            }
        }
        return bg_node_new_map(arena, members, kept, node);
    }
    if (node->kind == BG_NODE_LIST) {
        const struct bg_node **items = bg_arena_array(arena, node->count, sizeof items[0]);
        size_t kept = 0;
        for (size_t i = 0; i < node->count; i++) {
            const struct bg_node *item = node->as.items[i];
            if (*left != (size_t)-1) {
                item = mutate(arena, item, left, way);
            }
            if (item != NULL) {
                items[kept++] = item;
            }
        }
        return bg_node_new_list(arena, items, kept, node);
    }
    return node;
}

/* Every value of every schema left out or replaced, in both directions: never silent, never no change of its own. */
static size_t count_silent(const struct bg_node *schema) {
    size_t silent = 0;
    for (size_t at = 1; at < schema->weight; at++) {
        for (int way = 0; way < 4; way++) {
            struct bg_arena arena = BG_ARENA_EMPTY;
            size_t left = at;
            const struct bg_node *other = mutate(&arena, schema, &left, way);
            if (!bg_node_equal(schema, other)) {
                bool is_silent = compare(&arena, schema, other).count == 0 || compare(&arena, other, schema).count == 0;
                if (is_silent) {
                    print_error("silent: value %zu changed in way %d\n", at, way);
                }
                silent += is_silent;
            }
            bg_arena_finish(&arena);
        }
    }
    return silent;
}

static void test_nothing_is_silent(void **state) {
    (void)state;
    size_t silent = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        silent += count_silent(parse(&arena, bg_slice_of(rows[i].head)));
        bg_arena_finish(&arena);
    }
    assert_int_equal(silent, 0);
}

static void test_nothing_is_silent_in_cases(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *cases = shared_json(&arena, "conformance/semantics.json");
    if (cases == NULL) {
        skip();
    }
    size_t silent = 0;
    for (size_t i = 0; i < cases->count; i++) {
        const struct bg_node *schema = bg_node_path(cases->as.items[i], "after", "connectionSpecification", NULL);
        silent += schema == NULL ? 0 : count_silent(schema);
    }
    assert_int_equal(silent, 0);
    bg_arena_finish(&arena);
}

/* What the same difference is called from the other side. */
static enum bg_change_how mirrored(enum bg_change_how how) {
    static const enum bg_change_how pairs[][2] = {{BG_HOW_ADDED, BG_HOW_REMOVED}, {BG_HOW_NARROWED, BG_HOW_WIDENED}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        for (size_t side = 0; side < 2; side++) {
            if (how == pairs[i][side]) {
                return pairs[i][1 - side];
            }
        }
    }
    return how;
}

/* Rows whose mirror image is not the mirrored facts, and why. */
static const char *const one_way[] = {
    "moved into a new sibling", /* out of it again it is a removal and an addition */
    "moved into a branch of a sibling",
    "simple to oneOf",                                              /* back it is a changed type */
    "nothing is accepted",                                          /* back, no value is refused */
    "declared and required before already by name only",            /* back, nothing is narrowed */
    "not renamed: two could be meant",                              /* back, both of them are the one */
    "branch removed: the base's number",                            /* back, what is no object matches both branches */
    "what no saved configuration has is refused: no other wording", /* each side refuses something of its own */
};

static bool is_one_way(const char *name) {
    for (size_t i = 0; i < sizeof one_way / sizeof one_way[0]; i++) {
        if (strcmp(one_way[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static size_t count_of(const struct bg_changes *changes, enum bg_change_kind kind, enum bg_change_how how) {
    size_t count = 0;
    for (size_t i = 0; i < changes->count; i++) {
        count += changes->items[i].kind == kind && changes->items[i].how == how;
    }
    return count;
}

static void test_mirror(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_node *base = parse(&arena, bg_slice_of(rows[i].base));
        const struct bg_node *head = parse(&arena, bg_slice_of(rows[i].head));
        struct bg_changes there = compare(&arena, base, head);
        struct bg_changes back = compare(&arena, head, base);
        bool is_mirrored = there.count == back.count;
        for (size_t c = 0; c < there.count; c++) {
            const struct bg_change *change = &there.items[c];
            is_mirrored = is_mirrored && count_of(&there, change->kind, change->how) ==
                                             count_of(&back, change->kind, mirrored(change->how));
        }
        if (is_mirrored == is_one_way(rows[i].name)) {
            fail_msg("%s:\n%s and back\n%s", rows[i].name, lines_of(&arena, &there).at, lines_of(&arena, &back).at);
        }
        bg_arena_finish(&arena);
    }
}

enum { ROWS = sizeof rows / sizeof rows[0] };

/* Each comparison of notes is a step, also where the walk itself does not enter. */
static void notes_take_steps(void **state) {
    (void)state;
    enum { MANY = 50 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    uint64_t steps[2];
    for (size_t n = 0; n < 2; n++) {
        struct bg_slice sides[2] = {BG_LITERAL(""), BG_LITERAL("")};
        for (size_t side = 0; side < 2; side++) {
            for (size_t i = 0; i < (n == 0 ? 1 : MANY); i++) {
                sides[side] = bg_arena_printf(&arena, "%.*sk%zu: {description: %s}, ", BG_ARGS(sides[side]), i,
                                              side == 0 ? "before" : "after");
            }
            sides[side] = bg_arena_printf(&arena, "{type: object, not: {properties: {%.*s}}}", BG_ARGS(sides[side]));
        }
        struct bg_effort effort = {.most = UINT64_MAX};
        struct bg_spec before = {.sight = bg_sight_all(), .connection_specification = parse(&arena, sides[0])};
        struct bg_spec after = {.sight = bg_sight_all(), .connection_specification = parse(&arena, sides[1])};
        struct bg_changes changes = {.arena = &arena, .effort = &effort};
        bg_diff_spec(&bg_protocol_airbyte, &before, &after, &changes);
        assert_true(changes.count > 0);
        steps[n] = effort.steps;
    }
    assert_int_equal(steps[1] - steps[0], MANY - 1);
    bg_arena_finish(&arena);
}

UNIT(diff_spec_spec_walk) {
    enum { TEXTS = sizeof texts / sizeof texts[0] };
    struct CMUnitTest tests[ROWS + TEXTS + 5];
    for (size_t i = 0; i < ROWS + TEXTS; i++) {
        const void *row = i < ROWS ? &rows[i] : &texts[i - ROWS];
        void *state;
        memcpy(&state, &row, sizeof state);
        tests[i] = (struct CMUnitTest){
            .name = ((const struct row *)row)->name, .test_func = i < ROWS ? run_row : say_row, .initial_state = state};
    }
    struct CMUnitTest *laws = tests + ROWS + TEXTS;
    laws[0] = (struct CMUnitTest)cmocka_unit_test(test_spelling);
    laws[1] = (struct CMUnitTest)cmocka_unit_test(test_nothing_is_silent);
    laws[2] = (struct CMUnitTest)cmocka_unit_test(test_nothing_is_silent_in_cases);
    laws[3] = (struct CMUnitTest)cmocka_unit_test(test_mirror);
    laws[4] = (struct CMUnitTest)cmocka_unit_test(notes_take_steps);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
