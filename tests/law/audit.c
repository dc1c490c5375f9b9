/*
 * What an audit keeps from one commit for the next never changes a row: the whole history in one audit, on one thread
 * and on two, says what an audit of each commit by itself says, which has nothing to remember. On a history that goes
 * forth and back, with links, references, candidates and connectors that move, and, where the corpus is there, on its
 * last commits.
 */
#include "bumpgate.h"

#include "base/buffer.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define C "airbyte-integrations/connectors/"
#define META(name, version)                                                                                            \
    { C name "/metadata.yaml", "data: {dockerImageTag: " version ", definitionId: id-of-" name "}\n" }
#define MANIFEST(stream, file)                                                                                         \
    "type: DeclarativeSource\nstreams:\n- {type: DeclarativeStream, name: " stream                                     \
    ", schema_loader: {type: JsonFileSchemaLoader, file_path: " file "}}\n"
#define SCHEMA(field) "{\"type\": \"object\", \"properties\": {\"" field "\": {\"type\": \"integer\"}}}\n"

enum { LAST = 40, MOST_FILES = 6 };

/* One commit: a file without text is removed. */
struct change {
    struct fixture_file files[MOST_FILES];
    const char *link; /* to the folder of source-a, or NULL */
};

static const struct change changes[] = {
    {.files = {META("source-a", "1.0.0"),
               {C "source-a/manifest.yaml", MANIFEST("a", "./schemas/a.json")},
               {C "source-a/schemas/a.json", SCHEMA("id")}}},
    {.files = {META("source-b", "0.1.0"),
               {C "source-b/manifest.yaml", MANIFEST("b", "../source-a/schemas/a.json")},
               {C "source-b/notes.txt", "x"}}},
    {.files = {{C "source-a/schemas/a.json", SCHEMA("name")}, META("source-a", "2.0.0-rc.1")}},
    {.files = {{C "source-a/schemas/a.json", SCHEMA("id")}}},
    {.files = {{C "source-a/schemas/a.json", SCHEMA("name")}, META("source-a", "2.0.0-rc.2")}},
    {.files = {{C "source-b/notes.txt", "y"}, META("source-b", "0.1.1")}},
    {.files = {META("source-a", "2.0.0")}},
    {.files = {META("source-a", "2.0.1")}},
    {.link = C "source-c"},
    {.files = {{C "source-a/schemas/a.json", SCHEMA("id")}}},
    {.files = {{C "source-a/schemas/a.json", SCHEMA("name")}, {C "source-c", NULL}}},
    {.files = {{C "source-b", NULL},
               {C "source-d/metadata.yaml", "data: {dockerImageTag: 0.1.1, definitionId: id-of-source-b}\n"},
               {C "source-d/manifest.yaml", MANIFEST("b", "../source-a/schemas/a.json")}}},
    {.files = {{C "source-d/manifest.yaml", MANIFEST("b", "./b.json")}, {C "source-d/b.json", SCHEMA("id")}}},
    {.files = {{C "source-d/manifest.yaml", MANIFEST("b", "../source-a/schemas/a.json")}}},
    {.files = {{"docs/integrations/sources/a.md", "# A\n"}, {C "source-a/schemas/a.json", SCHEMA("id")}}},
};

static void make(struct fixture *f, const struct change *change) {
    for (size_t i = 0; i < MOST_FILES && change->files[i].path != NULL; i++) {
        if (change->files[i].text == NULL) {
            fixture_remove(f, change->files[i].path);
        } else {
            fixture_write(f, change->files[i].path, change->files[i].text);
        }
    }
    if (change->link != NULL) {
        fixture_link(f, change->link, "source-a");
    }
    (void)fixture_commit(f, "change");
}

/* All but the header, of which each audit has one. */
static bool keep(void *payload, struct bg_slice lines) {
    if (!bg_slice_starts(lines, BG_LITERAL("commit\t"))) {
        bg_buffer_add(payload, lines);
    }
    return true;
}

static void audit(const char *folder, const char *base, const char *head, size_t jobs, struct bg_buffer *out) {
    struct bg_options options = {.repo = folder, .base = base, .head = head, .trusts_owner = true};
    const struct bg_audit_report report = {.to = {.write = keep, .payload = out}};
    struct bg_audit_options how = {.reports = &report, .report_count = 1, .jobs = jobs};
    enum bg_outcome worst;
    struct bg_error err;
    if (!bg_audit(&options, &how, &worst, &err)) {
        fail_msg("%s..%s: %s", base == NULL ? "" : base, head, err.message);
    }
}

/* The last `count` commits of the branch, each from its parent on, beside all of them at once. */
static void check(const char *folder, size_t count) {
    struct bg_buffer whole = {0};
    struct bg_buffer parts = {0};
    struct bg_buffer by_two = {0};
    char base[32];
    char head[32];
    (void)snprintf(base, sizeof base, "HEAD~%zu", count);
    for (size_t i = count; i > 0; i--) {
        char before[32];
        (void)snprintf(before, sizeof before, "HEAD~%zu", i);
        (void)snprintf(head, sizeof head, "HEAD~%zu", i - 1);
        audit(folder, before, head, 1, &parts);
    }
    audit(folder, base, "HEAD", 1, &whole);
    audit(folder, base, "HEAD", 2, &by_two);
    assert_true(parts.len > 0);
    assert_string_equal(whole.at, parts.at);
    assert_string_equal(by_two.at, parts.at);
    bg_buffer_finish(&whole);
    bg_buffer_finish(&parts);
    bg_buffer_finish(&by_two);
}

static void forth_and_back(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    enum { COUNT = sizeof changes / sizeof changes[0] };
    for (size_t i = 0; i < COUNT; i++) {
        make(f, &changes[i]);
    }
    check(fixture_path(f), COUNT - 1);
    fixture_free(f);
}

static void the_corpus(void **state) {
    (void)state;
    char bundle[1024];
    const char *shared = getenv("BUMPGATE_SHARED");
    (void)snprintf(bundle, sizeof bundle, "%s/corpus/airbyte-train.bundle", shared == NULL ? "" : shared);
    FILE *file = fopen(bundle, "rb");
    if (file == NULL) {
        print_message("SKIPPED: there is no %s\n", bundle);
        return;
    }
    (void)fclose(file);
    struct fixture *f = fixture_new();
    const char *folder = fixture_beside(f, "history.git");
    (void)fixture_git(f, "clone", "--quiet", "--bare", bundle, folder, NULL);
    check(folder, LAST);
    fixture_free(f);
}

UNIT(law_audit) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(forth_and_back), cmocka_unit_test(the_corpus)};
    return cmocka_run_group_tests_name("law/audit", tests, NULL, NULL);
}
