/*
 * The build-time half of "facts are data": reads rules/facts.yaml and writes it as the macros that src/diff/change.h
 * makes its enums and tables of. It runs before they exist, so it knows texts and documents and nothing else. A mistake
 * fails the build with its file, line and column.
 *
 *   generate_facts FACTS_YAML HEADER_OUT
 */
#include "literal.h"

#include "base/file.h"
#include "text/fields.h"

#include <ctype.h>
#include <stdlib.h>

enum { WORDS_MAX = 32, NAME_MAX_BYTES = 64, MEANING_MAX_BYTES = 120, NO_FLAG = WORDS_MAX };

enum side { ACCEPTS, EMITS, ABOUT };

static const char *const side_names[] = {[ACCEPTS] = "accepts", [EMITS] = "emits", [ABOUT] = "about"};

/* A direction, a flag or a harm. */
struct word {
    struct bg_slice name;
    struct bg_slice means;
    struct bg_slice who; /* of a harm */
};

struct refusal {
    unsigned how;
    unsigned with; /* a flag, or NO_FLAG */
    unsigned without;
};

struct fact {
    struct bg_slice name;
    enum side side;
    struct bg_slice means;
    uint32_t hows;
    uint32_t flags;
    const struct refusal *refusals;
    size_t refusal_count;
};

struct vocabulary {
    const struct word *hows;
    size_t how_count;
    const struct word *flags;
    size_t flag_count;
    const struct word *harms;
    size_t harm_count;
    const struct bg_node *nodes; /* of the facts */
    const struct fact *facts;
    size_t fact_count;
};

static const struct bg_field word_rows[] = {
    {"name", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct word, name), .max = NAME_MAX_BYTES},
    {"means", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct word, means), .max = MEANING_MAX_BYTES},
};
static const struct bg_fields word = BG_FIELDS("the word", word_rows, struct word);

static const struct bg_field harm_rows[] = {
    {"name", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct word, name), .max = NAME_MAX_BYTES},
    {"means", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct word, means), .max = NAME_MAX_BYTES},
    {"who", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct word, who), .max = NAME_MAX_BYTES},
};
static const struct bg_fields harm = BG_FIELDS("the harm", harm_rows, struct word);

#define AT(member) offsetof(struct vocabulary, member)

static const struct bg_field vocabulary_rows[] = {
    {"hows", BG_FIELD_LIST, BG_REQUIRED, AT(hows), AT(how_count), .table = &word},
    {"flags", BG_FIELD_LIST, BG_REQUIRED, AT(flags), AT(flag_count), .table = &word},
    {"harms", BG_FIELD_LIST, BG_REQUIRED, AT(harms), AT(harm_count), .table = &harm},
    {"facts", BG_FIELD_NODE, BG_REQUIRED, .at = AT(nodes)},
};
static const struct bg_fields vocabulary_fields = BG_FIELDS("the vocabulary", vocabulary_rows, struct vocabulary);

/* The names of words, for rows; they are the file's own. */
static const char *const *names_of(struct bg_arena *arena, const struct word *words, size_t count) {
    const char **names = bg_arena_array(arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = bg_arena_copy(arena, words[i].name).at;
    }
    return names;
}

static bool read_facts(const struct bg_field_reader *reader, struct vocabulary *out) {
    const char *const *hows = names_of(reader->arena, out->hows, out->how_count);
    const char *const *flags = names_of(reader->arena, out->flags, out->flag_count);
    const struct bg_field refusal_rows[] = {
        {"how", BG_FIELD_WORD, BG_REQUIRED, offsetof(struct refusal, how), .words = hows, .word_count = out->how_count},
        {"with", BG_FIELD_WORD, BG_OPTIONAL, offsetof(struct refusal, with), .words = flags,
         .word_count = out->flag_count, .otherwise = NO_FLAG},
        {"without", BG_FIELD_WORD, BG_OPTIONAL, offsetof(struct refusal, without), .words = flags,
         .word_count = out->flag_count, .otherwise = NO_FLAG},
    };
    const struct bg_fields refusal = BG_FIELDS("the refusal", refusal_rows, struct refusal);
    const struct bg_field rows[] = {
        {"name", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct fact, name), .max = NAME_MAX_BYTES},
        {"side", BG_FIELD_WORD, BG_REQUIRED, offsetof(struct fact, side), BG_FIELD_WORDS(side_names)},
        {"means", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct fact, means), .max = MEANING_MAX_BYTES},
        {"how", BG_FIELD_SET, BG_REQUIRED, offsetof(struct fact, hows), .words = hows, .word_count = out->how_count},
        {"flags", BG_FIELD_SET, BG_OPTIONAL, offsetof(struct fact, flags), .words = flags,
         .word_count = out->flag_count, .otherwise = 0},
        {"refuses", BG_FIELD_LIST, BG_OPTIONAL, offsetof(struct fact, refusals), offsetof(struct fact, refusal_count),
         .table = &refusal},
    };
    const struct bg_fields fact = BG_FIELDS("the fact", rows, struct fact);
    void *facts = NULL;
    bool is_read = bg_fields_list(reader, &fact, "facts", out->nodes, &facts, &out->fact_count);
    out->facts = facts;
    return is_read;
}

static bool has(uint32_t set, unsigned bit) {
    return bit == NO_FLAG || (set >> bit & 1) != 0;
}

/* What refuses is one of the directions and flags of its fact; no two facts have one name. */
static bool check_facts(const struct bg_field_reader *reader, const struct vocabulary *vocabulary) {
    for (size_t i = 0; i < vocabulary->fact_count; i++) {
        const struct fact *fact = &vocabulary->facts[i];
        struct bg_place at = bg_node_place(vocabulary->nodes->as.items[i]);
        for (size_t r = 0; r < fact->refusal_count; r++) {
            const struct refusal *refusal = &fact->refusals[r];
            if (!has(fact->hows, refusal->how) || !has(fact->flags, refusal->with) ||
                !has(fact->flags, refusal->without)) {
                return bg_fail_at(reader->err, BG_ERROR_USAGE, at, "`%.*s` refuses by what it does not have",
                                  BG_ARGS(fact->name));
            }
        }
        for (size_t k = 0; k < i; k++) {
            if (bg_slice_equal(fact->name, vocabulary->facts[k].name)) {
                return bg_fail_at(reader->err, BG_ERROR_USAGE, at, "there are two facts `%.*s`", BG_ARGS(fact->name));
            }
        }
    }
    return true;
}

static bool read_vocabulary(const struct bg_field_reader *reader, const char *path, struct vocabulary *out) {
    struct bg_slice text;
    const struct bg_node *root;
    if (!bg_file_read(reader->arena, path, &text, reader->err) ||
        !bg_fields_document(reader, bg_source_new(reader->arena, bg_slice_of(path), text), &root) ||
        !bg_fields_read(reader, &vocabulary_fields, root, out)) {
        return false;
    }
    if (out->how_count > WORDS_MAX || out->flag_count > WORDS_MAX) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(root), "there are more than %d hows or flags",
                          WORDS_MAX);
    }
    return read_facts(reader, out) && check_facts(reader, out);
}

/* "spec-property" as SPEC_PROPERTY. */
static void put_constant(FILE *out, struct bg_slice name) {
    for (size_t i = 0; i < name.len; i++) {
        (void)fputc(name.at[i] == '-' ? '_' : toupper((unsigned char)name.at[i]), out);
    }
}

static void put_name(FILE *out, struct bg_slice name) {
    (void)fputs(" \\\n    X(", out);
    put_constant(out, name);
    (void)fputs(", ", out);
    put_literal(out, name);
    (void)fputs(", ", out);
}

static void put_words(FILE *out, const char *macro, const struct word *words, size_t count) {
    (void)fprintf(out, "\n/* X(constant, name, bit, meaning) */\n#define %s(X)", macro);
    for (size_t i = 0; i < count; i++) {
        put_name(out, words[i].name);
        (void)fprintf(out, "%zu, ", i);
        put_literal(out, words[i].means);
        (void)fputc(')', out);
    }
    (void)fputc('\n', out);
}

static void put_harms(FILE *out, const struct vocabulary *vocabulary) {
    (void)fputs("\n/* X(constant, name, heading, who) */\n#define BG_HARMS(X)", out);
    for (size_t i = 0; i < vocabulary->harm_count; i++) {
        put_name(out, vocabulary->harms[i].name);
        put_literal(out, vocabulary->harms[i].means);
        (void)fputs(", ", out);
        put_literal(out, vocabulary->harms[i].who);
        (void)fputc(')', out);
    }
    (void)fputc('\n', out);
}

static void put_facts(FILE *out, const struct vocabulary *vocabulary) {
    (void)fputs("\n/* X(constant, name, side, hows, flags, meaning); sets of bits */\n#define BG_CHANGE_KINDS(X)", out);
    for (size_t i = 0; i < vocabulary->fact_count; i++) {
        const struct fact *fact = &vocabulary->facts[i];
        put_name(out, fact->name);
        put_constant(out, bg_slice_of(side_names[fact->side]));
        (void)fprintf(out, ", %#xu, %#xu, ", (unsigned)fact->hows, (unsigned)fact->flags);
        put_literal(out, fact->means);
        (void)fputc(')', out);
    }
    (void)fputc('\n', out);
}

static unsigned bit_of(unsigned flag) {
    return flag == NO_FLAG ? 0 : 1u << flag;
}

static void put_refusals(FILE *out, const struct vocabulary *vocabulary) {
    (void)fputs("\n/* X(kind, how, mask of flags, what they are) */\n#define BG_CHANGE_REFUSALS(X)", out);
    for (size_t i = 0; i < vocabulary->fact_count; i++) {
        const struct fact *fact = &vocabulary->facts[i];
        for (size_t r = 0; r < fact->refusal_count; r++) {
            const struct refusal *refusal = &fact->refusals[r];
            (void)fputs(" \\\n    X(", out);
            put_constant(out, fact->name);
            (void)fputs(", ", out);
            put_constant(out, vocabulary->hows[refusal->how].name);
            (void)fprintf(out, ", %#xu, %#xu)", bit_of(refusal->with) | bit_of(refusal->without),
                          bit_of(refusal->with));
        }
    }
    (void)fputc('\n', out);
}

static bool write_header(const char *path, const struct vocabulary *vocabulary) {
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        perror(path);
        return false;
    }
    (void)fputs("/* Generated from rules/facts.yaml by tools/facts.c. */\n"
                "#ifndef BG_DIFF_FACTS_H\n#define BG_DIFF_FACTS_H\n",
                out);
    put_facts(out, vocabulary);
    put_words(out, "BG_CHANGE_HOWS", vocabulary->hows, vocabulary->how_count);
    put_words(out, "BG_CHANGE_FLAGS", vocabulary->flags, vocabulary->flag_count);
    put_harms(out, vocabulary);
    put_refusals(out, vocabulary);
    (void)fputs("\n#endif\n", out);
    bool is_written = ferror(out) == 0;
    return fclose(out) == 0 && is_written;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        (void)fprintf(stderr, "usage: generate_facts FACTS_YAML HEADER_OUT\n");
        return EXIT_FAILURE;
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {.code = BG_ERROR_NONE};
    const struct bg_field_reader reader = {.arena = &arena, .is_builtin = true, .err = &err};
    struct vocabulary vocabulary = {.how_count = 0};
    bool is_read = read_vocabulary(&reader, argv[1], &vocabulary);
    if (!is_read) {
        (void)fprintf(stderr, "%s:%u:%u: error: %s\n", argv[1], err.line, err.column, err.message);
    }
    bool is_done = is_read && write_header(argv[2], &vocabulary);
    bg_arena_finish(&arena);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
