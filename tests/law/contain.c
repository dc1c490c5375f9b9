/*
 * Containment of made-up schemas against brute force: random small schemas, each pair related, and every value of a
 * fixed universe validated under both. A "yes" that one of the values contradicts is a bug; so is a "no" whose witness
 * the validator does not confirm, and a schema that is not contained in itself. What the universe does not hold, this
 * cannot show; "unknown" is counted, and bounded.
 */
#include "base/buffer.h"
#include "base/slice.h"
#include "text/read.h"
#include "text/write_json.h"
#include "schema/contain/relate.h"
#include "schema/accept/validate.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

enum { PAIRS = 1500, MOST_UNKNOWN = 45 };

struct draft;

/* The same numbers on every machine. */
struct random {
    uint64_t state;
    unsigned drawn;
    unsigned odd_one; /* the drawing that comes out differently, to make a schema that is nearly another one */
    const struct draft *draft;
    unsigned definition; /* the one being written; the first is 1, 0 is the schema around them */
};

/* Drafts differ in what a keyword is called, and in what they know. */
static const struct draft {
    const char *address; /* NULL: none is named */
    const char *definitions;
    bool has_unevaluated;
    bool has_prefix;       /* tuples are called so, and lists of items are none */
    const char *recursive; /* a dynamic reference to the whole; NULL: none */
} drafts[] = {
    {NULL, "definitions", true, false, NULL},
    {"http://json-schema.org/draft-07/schema#", "definitions", false, false, NULL},
    {"https://json-schema.org/draft/2019-09/schema", "$defs", true, false, "$recursiveRef"},
    {"https://json-schema.org/draft/2020-12/schema", "$defs", true, true, "$dynamicRef"},
};

static unsigned below(struct random *random, unsigned limit) {
    random->state = random->state * 6364136223846793005u + 1442695040888963407u;
    random->drawn++;
    return ((unsigned)(random->state >> 33) + (random->drawn == random->odd_one ? 1 : 0)) % limit;
}

static const char *const scalars[] = {
    "null", "true", "false", "0",     "1",      "2",      "3",      "-1",      "0.5",   "2.5",
    "6",    "\"\"", "\"a\"", "\"b\"", "\"ab\"", "\"aa\"", "\"ba\"", "\"abc\"", "\"1\"", "\"aaaa\"",
};
enum { SCALARS = sizeof scalars / sizeof scalars[0] };

static void write_schema(struct random *random, struct bg_buffer *out, unsigned depth);
static void write_keyword(struct random *random, struct bg_buffer *out, unsigned depth);

static void write_list(struct random *random, struct bg_buffer *out, unsigned depth) {
    unsigned count = 1 + below(random, 3);
    bg_buffer_add_char(out, '[');
    for (unsigned i = 0; i < count; i++) {
        bg_buffer_add_text(out, i > 0 ? "," : "");
        write_schema(random, out, depth);
    }
    bg_buffer_add_char(out, ']');
}

static void write_schemas(struct random *random, struct bg_buffer *out, unsigned depth, const char *const *keys) {
    unsigned count = 1 + below(random, 2);
    bg_buffer_add_char(out, '{');
    for (unsigned i = 0; i < count; i++) {
        bg_buffer_printf(out, "%s\"%s\":", i > 0 ? "," : "", keys[(below(random, 2) + i) % 3]);
        write_schema(random, out, depth);
    }
    bg_buffer_add_char(out, '}');
}

enum { DEFINITIONS = 2 };

/* A schema that is a reference to a definition from `first` on, or to the whole. */
static void write_reference(struct random *random, struct bg_buffer *out, unsigned first) {
    unsigned to = first + below(random, DEFINITIONS + 1);
    if (to > DEFINITIONS) {
        bg_buffer_add_text(out, "{}");
    } else if (to > 0) {
        bg_buffer_printf(out, "{\"$ref\":\"#/%s/%u\"}", random->draft->definitions, to);
    } else {
        const char *recursive = random->draft->recursive;
        bg_buffer_printf(out, "{\"%s\":\"#\"}", recursive != NULL && below(random, 2) == 0 ? recursive : "$ref");
    }
}

static void write_keyword(struct random *random, struct bg_buffer *out, unsigned depth) {
    static const char *const types[] = {"string", "integer", "number", "object", "array", "null", "boolean"};
    static const char *const keys[] = {"a", "b", "c"};
    static const char *const key_patterns[] = {"^a", "b$", "c"};
    static const char *const patterns[] = {"^a", "b", "^a*$", "^[ab]+$", "a$", "^(a|b){2}$", "^(?!a)", "c"};
    static const char *const sizes[] = {"minLength", "maxLength",     "minItems",
                                        "maxItems",  "minProperties", "maxProperties"};
    static const char *const bounds[] = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"};
    static const char *const applied[] = {"not", "additionalProperties", "items", "contains", "propertyNames"};
    static const char *const lists[] = {"allOf", "anyOf", "oneOf"};
    static const char *const referring[] = {"additionalProperties", "items"};
    switch (below(random, depth == 0 ? 9 : 26)) {
    case 0:
    case 1:
        bg_buffer_printf(out, "\"type\":\"%s\"", types[below(random, 7)]);
        break;
    case 2:
        bg_buffer_printf(out, "\"enum\":[%s,%s]", scalars[below(random, SCALARS)], scalars[below(random, SCALARS)]);
        break;
    case 3:
        bg_buffer_printf(out, "\"const\":%s", scalars[below(random, SCALARS)]);
        break;
    case 4:
        bg_buffer_printf(out, "\"%s\":%u", sizes[below(random, 6)], below(random, 4));
        break;
    case 5:
        bg_buffer_printf(out, "\"%s\":%u", bounds[below(random, 4)], below(random, 4));
        break;
    case 6:
        bg_buffer_printf(out, "\"pattern\":\"%s\"", patterns[below(random, 8)]);
        break;
    case 7:
        bg_buffer_printf(out, "\"required\":[\"%s\"]", keys[below(random, 3)]);
        break;
    case 8:
        bg_buffer_add_text(out, below(random, 2) == 0 ? "\"uniqueItems\":true" : "\"multipleOf\":2");
        break;
    case 9:
    case 10:
        bg_buffer_printf(out, "\"%s\":", lists[below(random, 3)]);
        write_list(random, out, depth - 1);
        break;
    case 11:
    case 12:
        bg_buffer_add_text(out, "\"properties\":");
        write_schemas(random, out, depth - 1, keys);
        break;
    case 13:
        bg_buffer_add_text(out, "\"patternProperties\":");
        write_schemas(random, out, depth - 1, key_patterns);
        break;
    case 14:
        bg_buffer_add_text(out, random->draft->has_prefix ? "\"prefixItems\":" : "\"items\":");
        write_list(random, out, depth - 1);
        break;
    case 15:
        bg_buffer_add_text(out, "\"if\":");
        write_schema(random, out, depth - 1);
        bg_buffer_add_text(out, ",\"then\":");
        write_schema(random, out, depth - 1);
        break;
    case 16:
        bg_buffer_printf(out, "\"dependencies\":{\"%s\":", keys[below(random, 3)]);
        write_schema(random, out, depth - 1);
        bg_buffer_printf(out, ",\"d\":[\"%s\"]}", keys[below(random, 3)]);
        break;
    case 17:
        bg_buffer_printf(out, "\"minContains\":%u,\"maxContains\":%u,\"contains\":", below(random, 3),
                         1 + below(random, 2));
        write_schema(random, out, depth - 1);
        break;
    case 18:
    case 19:
        bg_buffer_printf(out, "\"%s\":", below(random, 3) == 0 ? "unevaluatedItems" : "unevaluatedProperties");
        write_schema(random, out, depth - 1);
        break;
    case 20: /* in place: to a later definition, so that it does not come back */
        bg_buffer_add_text(out, "\"allOf\":[");
        write_reference(random, out, random->definition + 1);
        bg_buffer_add_text(out, "]");
        break;
    case 21:
        bg_buffer_printf(out, "\"properties\":{\"%s\":", keys[below(random, 3)]);
        write_reference(random, out, 0);
        bg_buffer_add_text(out, "}");
        break;
    case 22:
        bg_buffer_printf(out, "\"%s\":", referring[below(random, 2)]);
        write_reference(random, out, 0);
        break;
    case 23: /* the same in other words */
        bg_buffer_add_text(out, "\"allOf\":[{\"allOf\":[{");
        write_keyword(random, out, depth - 1);
        bg_buffer_add_text(out, "}]},{\"title\":\"t\"}]");
        break;
    default:
        bg_buffer_printf(out, "\"%s\":", applied[below(random, 5)]);
        write_schema(random, out, depth - 1);
        break;
    }
}

static void write_schema(struct random *random, struct bg_buffer *out, unsigned depth) {
    unsigned count = below(random, 3) + (depth > 1 ? 1 : 0);
    if (below(random, 20) == 0) {
        bg_buffer_add_text(out, below(random, 2) == 0 ? "true" : "false");
        return;
    }
    bg_buffer_add_char(out, '{');
    for (unsigned i = 0; i < count; i++) {
        bg_buffer_add_text(out, i > 0 ? "," : "");
        write_keyword(random, out, depth);
    }
    bg_buffer_add_char(out, '}');
}

static const struct bg_node *read_json(struct bg_arena *arena, struct bg_slice text) {
    struct bg_error err = {0};
    const struct bg_node *node = NULL;
    if (!bg_read_json(arena, bg_source_new(arena, BG_LITERAL("random"), text), NULL, &node, &err)) {
        fail_msg("%s: %.*s", err.message, BG_ARGS(text));
    }
    return node;
}

/* Scalars, lists of up to two and some of three of them, maps of up to two keys, and a few nested ones. */
static const struct bg_node *make_universe(struct bg_arena *arena) {
    static const size_t few[] = {0, 1, 3, 4, 5, 12, 13, 14};
    struct bg_buffer out = {0};
    bg_buffer_add_text(&out, "[[],{},[[]],[{}],[[],[]],[{},[]],[{\"a\":1}],{\"a\":{}},{\"a\":[]},{\"b\":{\"a\":1}},"
                             "{\"a\":1,\"b\":2,\"c\":3},{\"a\":\"a\",\"b\":\"b\",\"c\":\"c\"},{\"cab\":1},{\"d\":0},"
                             "{\"d\":\"a\",\"e\":1},[1,2,3],[0,0,0],[\"a\",1,null],[1,1,2],[1,2,3,4]");
    for (size_t i = 0; i < SCALARS; i++) {
        bg_buffer_printf(&out, ",%s,[%s],{\"a\":%s},{\"b\":%s},{\"c\":%s},{\"ab\":%s}", scalars[i], scalars[i],
                         scalars[i], scalars[i], scalars[i], scalars[i]);
    }
    for (size_t i = 0; i < sizeof few / sizeof few[0]; i++) {
        for (size_t k = 0; k < sizeof few / sizeof few[0]; k++) {
            const char *one = scalars[few[i]];
            const char *two = scalars[few[k]];
            bg_buffer_printf(&out, ",[%s,%s],{\"a\":%s,\"b\":%s},{\"a\":%s,\"c\":%s}", one, two, one, two, one, two);
        }
    }
    bg_buffer_add_char(&out, ']');
    const struct bg_node *universe = read_json(arena, bg_arena_copy(arena, bg_buffer_slice(&out)));
    bg_buffer_finish(&out);
    return universe;
}

static struct bg_slice random_schema(struct random *random, struct bg_arena *arena) {
    struct bg_buffer out = {0};
    random->draft = &drafts[below(random, sizeof drafts / sizeof drafts[0])];
    for (;;) { /* a keyword may come twice: the reader keeps the last */
        out.len = 0;
        bg_buffer_add_char(&out, '{');
        if (random->draft->address != NULL) {
            bg_buffer_printf(&out, "\"$schema\":\"%s\",\"$recursiveAnchor\":true,", random->draft->address);
        }
        bg_buffer_printf(&out, "\"%s\":{", random->draft->definitions);
        for (random->definition = 1; random->definition <= DEFINITIONS; random->definition++) {
            bg_buffer_printf(&out, "%s\"%u\":", random->definition > 1 ? "," : "", random->definition);
            write_schema(random, &out, 1);
        }
        random->definition = 0;
        bg_buffer_add_text(&out, "},\"allOf\":[");
        write_schema(random, &out, 2);
        bg_buffer_add_text(&out, "]}");
        if (out.len < 700) {
            break;
        }
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return text;
}

static bool is_confirmed(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                         const struct bg_node *value) {
    struct bg_validate_options options = {0};
    return bg_schema_validate(arena, base, value, options).validity == BG_VALID &&
           bg_schema_validate(arena, head, value, options).validity == BG_INVALID;
}

static void test_against_brute_force(void **state) {
    (void)state;
    struct bg_arena run = BG_ARENA_EMPTY;
    const struct bg_node *universe = make_universe(&run);
    struct random random = {.state = 20170401};
    const char *seed = getenv("BUMPGATE_SEED");
    if (seed != NULL) {
        random.state = strtoull(seed, NULL, 10);
    }
    unsigned unknown = 0;
    unsigned contained = 0;
    for (unsigned i = 0; i < PAIRS; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        unsigned odd_one = 1 + below(&random, 40);
        struct random again = {.state = random.state, .odd_one = odd_one};
        struct bg_slice base_text = random_schema(&random, &arena);
        struct bg_slice head_text = random_schema(i % 3 == 0 ? &random : &again, &arena);
        const struct bg_node *base = read_json(&arena, base_text);
        const struct bg_node *head = read_json(&arena, head_text);
        struct bg_relation relation = bg_schema_relate(&arena, base, head, (struct bg_relate_options){0});
        struct bg_relation itself = bg_schema_relate(&arena, base, base, (struct bg_relate_options){0});
        struct bg_relation stored = bg_schema_relate(&arena, base, head, BG_RELATE_STORED_CONFIG);
        if (relation.answer == BG_ANSWER_YES && stored.answer != BG_ANSWER_YES) {
            fail_msg("%.*s in %.*s: contained, but not its stored configurations", BG_ARGS(base_text),
                     BG_ARGS(head_text));
        }
        unknown += stored.answer == BG_ANSWER_UNKNOWN ? 1u : 0u;
        if (itself.answer != BG_ANSWER_YES) {
            fail_msg("not contained in itself: %.*s", BG_ARGS(base_text));
        }
        unknown += relation.answer == BG_ANSWER_UNKNOWN ? 1u : 0u;
        contained += relation.answer == BG_ANSWER_YES ? 1u : 0u;
        if (relation.answer == BG_ANSWER_NO && !is_confirmed(&arena, base, head, read_json(&arena, relation.witness))) {
            fail_msg("%.*s in %.*s: bad witness %.*s", BG_ARGS(base_text), BG_ARGS(head_text),
                     BG_ARGS(relation.witness));
        }
        struct bg_validator *under_base = bg_validator_new(&arena, base, (struct bg_validate_options){0});
        struct bg_validator *under_head = bg_validator_new(&arena, head, (struct bg_validate_options){0});
        for (size_t v = 0; v < universe->count && relation.answer == BG_ANSWER_YES; v++) {
            const struct bg_node *value = universe->as.items[v];
            if (bg_validator_check(under_base, value).validity == BG_VALID &&
                bg_validator_check(under_head, value).validity == BG_INVALID) {
                struct bg_buffer text = {0};
                bg_json_write_node(&text, value, BG_JSON_COMPACT, false);
                fail_msg("%.*s in %.*s: refuted by %.*s", BG_ARGS(base_text), BG_ARGS(head_text),
                         BG_ARGS(bg_buffer_slice(&text)));
            }
        }
        bg_validator_finish(under_base);
        bg_validator_finish(under_head);
        if (relation.answer == BG_ANSWER_UNKNOWN && getenv("BUMPGATE_VERBOSE") != NULL) {
            printf("unknown: %.*s in %.*s: %.*s\n", BG_ARGS(base_text), BG_ARGS(head_text), BG_ARGS(relation.reason));
        }
        if (stored.answer == BG_ANSWER_UNKNOWN && getenv("BUMPGATE_VERBOSE") != NULL) {
            printf("unknown stored: %.*s in %.*s: %.*s\n", BG_ARGS(base_text), BG_ARGS(head_text),
                   BG_ARGS(stored.reason));
        }
        bg_arena_finish(&arena);
    }
    bg_arena_finish(&run);
    print_message("%u of %u contained, %u unknown\n", contained, (unsigned)PAIRS, unknown);
    assert_true(unknown <= MOST_UNKNOWN);
}

UNIT(law_contain) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_against_brute_force)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
