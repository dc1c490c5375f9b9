/*
 * The build-time half of "rules are data": reads and validates every rule file, and writes them as constant tables, so
 * that the program starts without parsing anything; the profiles and the vocabulary likewise. Layouts are
 * embedded as text. A mistake fails the build with its file, line and column.
 *
 *   generate_rules RULES_DIR RULES_OUT FILES_OUT FILE...      each FILE is a path below RULES_DIR
 */
#include "literal.h"

#include "base/buffer.h"
#include "base/embedded.h"
#include "base/table.h"
#include "rules/profile_read.h"
#include "rules/vocabulary_read.h"
#include "rules/rule_read.h"

#include <stdio.h>
#include <stdlib.h>

struct input {
    const char *name; /* below RULES_DIR */
    struct bg_slice text;
};

static bool read_file(struct bg_arena *arena, const char *path, struct bg_slice *out) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    struct bg_buffer bytes = {0};
    char chunk[4096];
    size_t len;
    while ((len = fread(chunk, 1, sizeof chunk, file)) > 0) {
        bg_buffer_add(&bytes, (struct bg_slice){chunk, len});
    }
    bool is_read = ferror(file) == 0;
    (void)fclose(file);
    *out = bg_arena_copy(arena, bg_buffer_slice(&bytes));
    bg_buffer_finish(&bytes);
    return is_read;
}

static bool is_plain_text(const char *name) {
    return strncmp(name, "layouts/", 8) == 0 || strcmp(name, "forms.yaml") == 0 || strcmp(name, "terms.yaml") == 0;
}

static void put_slice(FILE *out, struct bg_slice text) {
    if (text.at == NULL) {
        (void)fputs("{NULL, 0}", out);
        return;
    }
    (void)fputc('{', out);
    put_literal(out, text);
    (void)fprintf(out, ", %zu}", text.len);
}

static void put_text_field(FILE *out, const char *field, struct bg_slice text) {
    (void)fprintf(out, "     .%s = ", field);
    put_slice(out, text);
    (void)fputs(",\n", out);
}

static void put_slices(FILE *out, const char *name, size_t index, const struct bg_slice *items, size_t count) {
    if (count == 0) {
        return;
    }
    (void)fprintf(out, "static const struct bg_slice %s_%zu[] = {", name, index);
    for (size_t i = 0; i < count; i++) {
        put_slice(out, items[i]);
        (void)fputs(", ", out);
    }
    (void)fputs("};\n", out);
}

static void put_evidence(FILE *out, const struct bg_profile *profile, size_t index) {
    if (profile->evidence_count == 0) {
        return;
    }
    (void)fprintf(out, "static const struct bg_evidence_rule evidence_%zu[] = {", index);
    for (size_t i = 0; i < profile->evidence_count; i++) {
        (void)fputs("{", out);
        put_slice(out, profile->evidence[i].glob);
        (void)fprintf(out, ", %d}, ", (int)profile->evidence[i].effect);
    }
    (void)fputs("};\n", out);
}

static void put_notice(FILE *out, const struct bg_profile *profile, size_t index) {
    if (profile->notice.count == 0) {
        return;
    }
    (void)fprintf(out, "static const struct bg_notice_rule notice_%zu[] = {", index);
    for (size_t i = 0; i < profile->notice.count; i++) {
        (void)fputs("{", out);
        put_slice(out, profile->notice.rules[i].glob);
        (void)fprintf(out, ", %ld}, ", profile->notice.rules[i].days);
    }
    (void)fputs("};\n", out);
}

static void put_was(FILE *out, const char *of, size_t index, size_t count) {
    if (count > 0) {
        (void)fprintf(out, "     .was = %s_was_%zu, .was_count = %zu,\n", of, index, count);
    }
}

static void put_rule(FILE *out, const struct bg_rule *rule, size_t index) {
    (void)fputs("    {\n", out);
    put_text_field(out, "id", rule->id);
    put_text_field(out, "group", rule->group);
    put_text_field(out, "title", rule->title);
    put_text_field(out, "since", rule->since);
    put_was(out, "rules", index, rule->was_count);
    (void)fprintf(
        out, "     .class = %d, .hurts = %d, .kind = %d, .hows = %#xu, .flag_mask = %#xu, .flag_values = %#xu,\n",
        (int)rule->class, (int)rule->hurts, (int)rule->kind, (unsigned)rule->hows, rule->flag_mask, rule->flag_values);
    if (rule->subject_count > 0) {
        (void)fprintf(out, "     .subjects = subjects_%zu, .subject_count = %zu,\n", index, rule->subject_count);
    }
    (void)fputs("     .levels = {", out);
    for (size_t p = 0; p < BG_RULE_PROFILE_COUNT; p++) {
        (void)fprintf(out, "%d, ", (int)rule->levels[p]);
    }
    (void)fputs("},\n", out);
    put_text_field(out, "message", rule->message);
    put_text_field(out, "why", rule->why);
    put_text_field(out, "fix", rule->fix);
    put_text_field(out, "see", rule->see);
    put_text_field(out, "examples", rule->examples);
    (void)fputs("    },\n", out);
}

static void put_profile(FILE *out, const struct bg_profile *profile, size_t index) {
    const struct bg_version_policy *version = &profile->version;
    (void)fputs("    {\n", out);
    put_text_field(out, "name", profile->name);
    put_text_field(out, "summary", profile->summary);
    (void)fprintf(out,
                  "     .rules = %d,\n     .version = {.scheme = %d, .pre_1_0 = %d, .candidates_keep_core = %d, "
                  ".forbids_major_candidate = %d,\n      .forbids_build = %d, .has_v = %d, .new_floor = ",
                  (int)profile->rules, (int)version->scheme, (int)version->pre_1_0, version->candidates_keep_core,
                  version->forbids_major_candidate, version->forbids_build, version->has_v);
    put_slice(out, version->new_floor);
    (void)fputs("},\n", out);
    if (profile->evidence_count > 0) {
        (void)fprintf(out, "     .evidence = evidence_%zu, .evidence_count = %zu,\n", index, profile->evidence_count);
    }
    if (profile->notice.count > 0) {
        (void)fprintf(out, "     .notice = {notice_%zu, %zu},\n", index, profile->notice.count);
    }
    (void)fputs("    },\n", out);
}

static void write_profiles(FILE *out, const struct bg_profile *profiles, size_t count) {
    (void)fputs("\n", out);
    for (size_t p = 0; p < count; p++) {
        put_evidence(out, &profiles[p], p);
        put_notice(out, &profiles[p], p);
    }
    (void)fputs("const struct bg_profile bg_builtin_profiles[] = {\n", out);
    for (size_t p = 0; p < count; p++) {
        put_profile(out, &profiles[p], p);
    }
    (void)fprintf(out, "};\nconst size_t bg_builtin_profile_count = %zu;\n", count);
}

static void write_words(FILE *out, const struct bg_word *words, size_t count) {
    (void)fputs("\n", out);
    for (size_t w = 0; w < count; w++) {
        put_slices(out, "words_was", w, words[w].was, words[w].was_count);
    }
    (void)fputs("const struct bg_word bg_builtin_words[] = {\n", out);
    for (size_t w = 0; w < count; w++) {
        (void)fputs("    {\n", out);
        put_text_field(out, "id", words[w].id);
        (void)fprintf(out, "     .severity = %d,\n", (int)words[w].severity);
        put_text_field(out, "title", words[w].title);
        put_text_field(out, "why", words[w].why);
        put_text_field(out, "fix", words[w].fix);
        put_text_field(out, "brief", words[w].brief);
        put_text_field(out, "next", words[w].next);
        put_was(out, "words", w, words[w].was_count);
        (void)fputs("    },\n", out);
    }
    (void)fprintf(out, "};\nconst size_t bg_builtin_word_count = %zu;\n", count);
}

static int by_id(const void *rule, const void *other) {
    return bg_slice_compare(((const struct bg_rule *)rule)->id, ((const struct bg_rule *)other)->id);
}

static void write_rules(FILE *out, const struct bg_rule *rules, size_t count) {
    (void)fputs("/* Generated from rules/ by tools/rules.c. */\n#include \"rules/profile.h\"\n"
                "#include \"rules/vocabulary.h\"\n#include \"rules/rules.h\"\n\n",
                out);
    for (size_t i = 0; i < count; i++) {
        put_slices(out, "subjects", i, rules[i].subjects, rules[i].subject_count);
        put_slices(out, "rules_was", i, rules[i].was, rules[i].was_count);
    }
    (void)fputs("const struct bg_rule bg_builtin_rules[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        put_rule(out, &rules[i], i);
    }
    (void)fprintf(out, "};\nconst size_t bg_builtin_rule_count = %zu;\n", count);
}

/* The table ends with an empty file, so that it exists also where there is nothing to embed. */
static void write_files(FILE *out, const struct input *files, size_t count) {
    (void)fputs("/* Generated from rules/ by tools/rules.c. */\n#include \"base/embedded.h\"\n\n"
                "const struct bg_embedded_file bg_embedded_files[] = {\n",
                out);
    for (size_t i = 0; i < count; i++) {
        (void)fputs("    {", out);
        put_slice(out, bg_slice_of(files[i].name));
        (void)fputs(", ", out);
        put_slice(out, files[i].text);
        (void)fputs("},\n", out);
    }
    (void)fprintf(out, "    {{NULL, 0}, {NULL, 0}},\n};\nconst size_t bg_embedded_file_count = %zu;\n", count);
}

static bool close_written(FILE *out) {
    bool is_written = ferror(out) == 0;
    return fclose(out) == 0 && is_written;
}

static void say(const char *path, const struct bg_error *err) {
    (void)fprintf(stderr, "%s:%u:%u: error: %s\n", path, err->line, err->column, err->message);
}

static int by_name(const void *file, const void *other) {
    return strcmp(((const struct input *)file)->name, ((const struct input *)other)->name);
}

/* Takes a name for what bears it now, or bore it before. */
static bool take_name(struct bg_table *taken, struct bg_slice name) {
    bool is_free = bg_table_put(taken, name, taken);
    if (!is_free) {
        (void)fprintf(stderr, "the name `%.*s` is used twice, now or formerly\n", BG_ARGS(name));
    }
    return is_free;
}

static bool take_names(struct bg_table *taken, struct bg_slice id, const struct bg_slice *was, size_t was_count) {
    bool is_free = take_name(taken, id);
    for (size_t w = 0; w < was_count; w++) {
        is_free = take_name(taken, was[w]) && is_free;
    }
    return is_free;
}

/* A name means one thing, in every version. */
static bool names_are_unique(const struct bg_rule *rules, size_t rule_count, const struct bg_word *words,
                             size_t word_count) {
    struct bg_table taken = {0};
    bool are_unique = true;
    for (size_t r = 0; r < rule_count; r++) {
        are_unique = take_names(&taken, rules[r].id, rules[r].was, rules[r].was_count) && are_unique;
    }
    for (size_t w = 0; w < word_count; w++) {
        are_unique = take_names(&taken, words[w].id, words[w].was, words[w].was_count) && are_unique;
    }
    bg_table_finish(&taken);
    return are_unique;
}

/* The list that cmake/ids.cmake made by the lines of the file is what the file says. */
static bool ids_agree(const struct bg_word *words, size_t count) {
    for (size_t w = 0; w < count || w < BG_ID_COUNT - 1; w++) {
        const char *name = w < BG_ID_COUNT - 1 ? bg_id_name((enum bg_id)(w + 1)) : "";
        if (w >= count || !bg_slice_is(words[w].id, name)) {
            (void)fprintf(stderr, "the vocabulary and bumpgate_ids.h differ at `%s`: an id stands alone on its line\n",
                          name);
            return false;
        }
    }
    return true;
}

static bool generate(struct bg_arena *arena, int argc, char **argv) {
    size_t room = (size_t)argc;
    struct bg_rule *rules = bg_arena_array(arena, room, sizeof rules[0]);
    struct input *files = bg_arena_array(arena, room, sizeof files[0]);
    struct bg_profile *profiles = NULL;
    size_t rule_count = 0;
    size_t file_count = 0;
    size_t profile_count = 0;
    struct bg_word *words = NULL;
    size_t word_count = 0;
    bool is_valid = true;
    for (int i = 4; i < argc; i++) {
        struct input input = {.name = argv[i]};
        struct bg_slice path = bg_arena_printf(arena, "%s/%s", argv[1], argv[i]);
        if (!read_file(arena, path.at, &input.text)) {
            perror(path.at);
            return false;
        }
        if (is_plain_text(input.name)) {
            files[file_count++] = input;
            continue;
        }
        struct bg_error err = {.code = BG_ERROR_NONE};
        struct bg_source *source = bg_source_new(arena, path, input.text);
        bool is_profiles = strcmp(input.name, "profiles.yaml") == 0;
        bool is_words = strcmp(input.name, "vocabulary.yaml") == 0;
        bool is_read = is_profiles ? bg_profiles_read(arena, source, &profiles, &profile_count, &err)
                       : is_words  ? bg_vocabulary_read(arena, source, &words, &word_count, &err)
                                   : bg_rule_read_file(arena, source, true, &rules[rule_count], &err);
        if (!is_read) {
            say(path.at, &err);
            is_valid = false;
        }
        rule_count += is_profiles || is_words ? 0 : 1;
    }
    qsort(rules, rule_count, sizeof rules[0], by_id);
    qsort(files, file_count, sizeof files[0], by_name);
    is_valid = is_valid && names_are_unique(rules, rule_count, words, word_count) && ids_agree(words, word_count);
    if (!is_valid) {
        return false;
    }
    FILE *rules_out = fopen(argv[2], "wb");
    FILE *files_out = fopen(argv[3], "wb");
    if (rules_out == NULL || files_out == NULL) {
        perror(argv[rules_out == NULL ? 2 : 3]);
        return false;
    }
    write_rules(rules_out, rules, rule_count);
    write_profiles(rules_out, profiles, profile_count);
    write_words(rules_out, words, word_count);
    write_files(files_out, files, file_count);
    bool is_rules_written = close_written(rules_out);
    bool is_files_written = close_written(files_out);
    return is_rules_written && is_files_written;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        (void)fprintf(stderr, "usage: generate_rules RULES_DIR RULES_OUT FILES_OUT FILE...\n");
        return EXIT_FAILURE;
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_written = generate(&arena, argc, argv);
    bg_arena_finish(&arena);
    return is_written ? EXIT_SUCCESS : EXIT_FAILURE;
}
