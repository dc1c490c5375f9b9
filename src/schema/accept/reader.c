/* The reader of schemas: faults, references, loops, and what is read once. Its keywords are in reader_keywords.c. */
#include "schema/accept/reader_private.h"

#include "base/limits.h"
#include "base/slice.h"
#include "base/vector.h"

#include <stdlib.h>

void bg_parts_add(struct bg_parts *parts, bg_literal literal) {
    BG_VECTOR_ADD(parts->arena, parts, literal);
}

bg_literal bg_reader_fault(struct bg_reader *reader, const struct bg_node *schema, const char *what) {
    if (reader->fault.at == NULL) {
        struct bg_place at = bg_node_place(schema);
        struct bg_arena *arena = reader->references.arena;
        reader->fault = at.line == 0 ? bg_slice_of(what) : bg_arena_printf(arena, "%s (line %u)", what, at.line);
    }
    uint32_t value;
    bool is_known = bg_form_add_value(reader->forms, schema, &value);
    return bg_form_atom(reader->forms,
                        (struct bg_form){.kind = BG_FORM_OPAQUE,
                                         .text = BG_LITERAL("the schema is not valid"),
                                         .key = is_known ? bg_form_value(reader->forms, value)->text : BG_NO_SLICE,
                                         .size = is_known ? 0 : (size_t)schema->at});
}

bg_literal bg_reader_child(struct bg_reader *reader, const struct bg_node *schema, bg_read_schema *read) {
    reader->child_level++;
    bg_literal literal = read(reader, schema);
    reader->child_level--;
    return literal;
}

static int by_bytes(const void *a, const void *b) {
    return bg_slice_compare(*(const struct bg_slice *)a, *(const struct bg_slice *)b);
}

const struct bg_slice *bg_reader_keys(struct bg_reader *reader, const struct bg_node *map, size_t *count) {
    *count = bg_node_is(map, BG_NODE_MAP) ? map->count : 0;
    struct bg_slice *keys = bg_arena_array(reader->references.arena, *count, sizeof *keys);
    for (size_t i = 0; i < *count; i++) {
        keys[i] = map->as.members[i].key;
    }
    qsort(keys, *count, sizeof *keys, by_bytes);
    return keys;
}

const struct bg_node *bg_reader_target(struct bg_reader *reader, const struct bg_node *schema, const char *name) {
    const struct bg_node *reference = bg_node_at(schema, name);
    struct bg_arena *arena = reader->references.arena;
    if (!bg_node_is(reference, BG_NODE_STRING)) {
        (void)bg_reader_fault(reader, schema, bg_arena_printf(arena, "`%s` is no text", name).at);
        return NULL;
    }
    const struct bg_node *target =
        strcmp(name, "$ref") == 0 ? bg_reference_find(&reader->references, schema, reference->as.text)
                                  : bg_reference_find_dynamic(&reader->references, reader->scope, schema,
                                                              reference->as.text, strcmp(name, "$recursiveRef") == 0);
    if (target == NULL) {
        (void)bg_reader_fault(reader, schema,
                              bg_arena_printf(arena, "a `%s` leads out of the document or nowhere", name).at);
    }
    return target;
}

/* What is known of a schema: being read (a loop makes a reference), or read. */
struct reader_memory {
    bg_literal literal;
    bool is_done;
    bool has_reference;
    unsigned child_level;
    unsigned depth;
};

bg_literal bg_reader_remember(struct bg_reader *reader, struct bg_memo *memo, const struct bg_node *schema,
                              bg_read_schema *make) {
    const struct bg_scope *scope = bg_scope_enter(&reader->references, reader->scope, schema);
    const void **place = bg_memo_at(memo, (struct bg_memo_key){.first = schema, .second = scope});
    struct reader_memory *memory = (struct reader_memory *)(uintptr_t)*place;
    if (memory != NULL && memory->is_done) {
        return bg_form_settled(reader->forms, memory->literal);
    }
    if (memory != NULL) {
        if (memory->child_level == reader->child_level) {
            return bg_reader_fault(reader, schema, "a `$ref` leads back to itself");
        }
        if (!memory->has_reference) {
            memory->has_reference = true;
            memory->literal = bg_form_reference(reader->forms);
        }
        reader->lowest = memory->depth < reader->lowest ? memory->depth : reader->lowest;
        return memory->literal;
    }
    if (reader->depth >= BG_LIMIT_SCHEMA_DEPTH) {
        return bg_reader_fault(reader, schema, "schemas are nested too deep (the limit is 400)");
    }
    memory = bg_arena_alloc(reader->references.arena, sizeof *memory);
    memory->child_level = reader->child_level;
    memory->depth = reader->depth;
    *place = memory;
    size_t mark = bg_forms_count(reader->forms);
    unsigned lowest_around = reader->lowest;
    reader->lowest = UINT32_MAX;
    const struct bg_scope *scope_around = reader->scope;
    reader->scope = scope;
    reader->depth++;
    bg_literal literal = make(reader, schema);
    reader->depth--;
    reader->scope = scope_around;
    if (memory->has_reference) {
        bg_form_set_target(reader->forms, memory->literal, literal);
    }
    if (reader->lowest == memory->depth) { /* nothing in it leads further out: its loops are complete */
        bg_forms_settle(reader->forms, mark);
        literal = bg_form_settled(reader->forms, literal);
    } else if (reader->lowest < lowest_around) {
        lowest_around = reader->lowest;
    }
    reader->lowest = lowest_around;
    memory->literal = literal;
    memory->is_done = true;
    return literal;
}

static bg_literal read_map(struct bg_reader *reader, const struct bg_node *schema) {
    struct bg_parts parts = {.arena = reader->references.arena};
    if (bg_node_at(schema, "$ref") != NULL) {
        const struct bg_node *target = bg_reader_target(reader, schema, "$ref");
        bg_literal referred = target == NULL ? bg_reader_fault(reader, schema, "") : bg_reader_read(reader, target);
        if (bg_dialect_ref_stands_alone(reader->dialect)) {
            return referred;
        }
        bg_parts_add(&parts, referred);
    }
    bg_reader_add_keywords(reader, schema, &parts);
    return bg_form_all(reader->forms, parts.items, parts.count);
}

bg_literal bg_reader_read(struct bg_reader *reader, const struct bg_node *schema) {
    if (schema->kind == BG_NODE_BOOL) {
        return schema->as.boolean ? BG_ALWAYS : BG_NEVER;
    }
    if (schema->kind != BG_NODE_MAP) {
        return bg_reader_fault(reader, schema, "a schema is neither a map nor true or false");
    }
    return bg_reader_remember(reader, &reader->plain, schema, read_map);
}

void bg_reader_init(struct bg_reader *reader, struct bg_forms *forms, const struct bg_node *document,
                    bool asserts_formats) {
    *reader = (struct bg_reader){
        .forms = forms,
        .references = {.arena = bg_forms_arena(forms), .document = document},
        .dialect = bg_dialect_of(document),
        .asserts_formats = asserts_formats,
        .plain = {.arena = bg_forms_arena(forms)},
        .stored = {.arena = bg_forms_arena(forms)},
    };
    reader->scope = bg_scope_enter(&reader->references, NULL, document);
    reader->lowest = UINT32_MAX;
}
