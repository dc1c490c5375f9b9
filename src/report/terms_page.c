/* The glossary: see terms_page.h. */
#include "report/terms_page.h"

#include "report/wrap.h"

static void add_see(struct bg_buffer *out, const struct bg_term *term, const char *before, const char *quote) {
    for (size_t i = 0; i < term->see_count; i++) {
        bg_buffer_printf(out, "%s%s%.*s%s", i == 0 ? before : ", ", quote, BG_ARGS(term->see[i]), quote);
    }
}

void bg_terms_explain(struct bg_buffer *out, const struct bg_term *term) {
    bg_buffer_printf(out, "%.*s\n\n", BG_ARGS(term->name));
    bg_wrap_add(out, 2, term->means);
    if (term->see_count > 0) {
        add_see(out, term, "\n  see      ", "");
        bg_buffer_add_char(out, '\n');
    }
}

void bg_terms_page(struct bg_buffer *out) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    size_t count = 0;
    const struct bg_term *terms = bg_terms_list(&arena, &count);
    bg_buffer_add_text(out, "# Glossary\n\n"
                            "Made from rules/terms.yaml by `bumpgate rules --format glossary`; edit that file instead. "
                            "`bumpgate explain WORD` shows\none of them, or any [rule or reason](rules.md).\n\n"
                            "| word | what it means |\n|---|---|\n");
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(out, "| `%.*s` | %.*s", BG_ARGS(terms[i].name), BG_ARGS(terms[i].means));
        add_see(out, &terms[i], " See ", "`");
        bg_buffer_add_text(out, terms[i].see_count > 0 ? ". |\n" : " |\n");
    }
    bg_arena_finish(&arena);
}
