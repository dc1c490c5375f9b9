/* Canonical forms: two readers over one store of forms. */
#include "schema/contain/canonical.h"

#include "schema/accept/reader.h"

struct bg_canonical {
    struct bg_forms *forms;
    struct bg_reader base;
    struct bg_reader head;
};

struct bg_canonical *bg_canonical_new(struct bg_arena *arena, const struct bg_node *base_document,
                                      const struct bg_node *head_document) {
    struct bg_canonical *canonical = bg_arena_alloc(arena, sizeof *canonical);
    canonical->forms = bg_forms_new(arena);
    bg_reader_init(&canonical->base, canonical->forms, base_document, false);
    bg_reader_init(&canonical->head, canonical->forms, head_document, false);
    return canonical;
}

void bg_canonical_finish(struct bg_canonical *canonical) {
    if (canonical != NULL) {
        bg_forms_finish(canonical->forms);
    }
}

uint32_t bg_canonical_of_base(struct bg_canonical *canonical, const struct bg_node *schema) {
    return schema == NULL ? BG_ALWAYS : bg_reader_read(&canonical->base, schema);
}

uint32_t bg_canonical_of_head(struct bg_canonical *canonical, const struct bg_node *schema) {
    return schema == NULL ? BG_ALWAYS : bg_reader_read(&canonical->head, schema);
}

bool bg_canonical_is_full(const struct bg_canonical *canonical) {
    return bg_forms_are_full(canonical->forms);
}
