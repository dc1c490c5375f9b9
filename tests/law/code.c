/*
 * Connectors in Python from a repository to what is said of them: the shared cases, of which each is committed and asked for
 * its snapshot, or for the check of its change. Every expected stream has to stand there as it is expected, and no other
 * one; every expected finding, and none that may not be. Without the cases all of it is skipped, loudly.
 */
#include "bumpgate.h"

#include "base/buffer.h"
#include "base/level.h"
#include "report/result.h"
#include "rules/finding.h"
#include "support/git_fixture.h"
#include "support/shared.h"
#include "support/unit.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST_CASES = 300, MOST_PATH = 400 };

static struct bg_arena shared_arena;

static void write_files(struct fixture *f, const struct bg_node *files) {
    for (size_t i = 0; files != NULL && i < files->count; i++) {
        char path[MOST_PATH];
        const struct bg_member *member = &files->as.members[i];
        (void)snprintf(path, sizeof path, "airbyte-integrations/connectors/source-acme/%.*s", BG_ARGS(member->key));
        fixture_write_bytes(f, path, member->value->as.text.at, member->value->as.text.len);
    }
}

/* The files of a side: those of both, and its own. */
static const char *commit(struct fixture *f, const struct bg_node *row, const char *side) {
    fixture_empty(f);
    write_files(f, bg_node_at(row, "files"));
    write_files(f, bg_node_at(row, side));
    return fixture_commit(f, side);
}

static bool add_line(void *payload, struct bg_slice line) {
    bg_buffer_add(payload, line);
    return true;
}

static bool is_same(const struct bg_node *a, const struct bg_node *b) {
    bool has_a = a != NULL && a->kind != BG_NODE_NULL;
    bool has_b = b != NULL && b->kind != BG_NODE_NULL;
    return has_a && has_b ? bg_node_equal(a, b) : has_a == has_b;
}

static bool is_listed(const struct bg_node *list, struct bg_slice name) {
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_slice_equal(bg_node_text(list->as.items[i]), name)) {
            return true;
        }
    }
    return false;
}

static const struct bg_node *named(const struct bg_node *streams, struct bg_slice name) {
    for (size_t i = 0; i < streams->count; i++) {
        if (bg_slice_equal(bg_node_text(bg_node_at(streams->as.items[i], "name")), name)) {
            return streams->as.items[i];
        }
    }
    return NULL;
}

/* A file that nobody is known to read is shown, and says so. */
static bool is_file(const struct bg_node *stream) {
    return bg_node_is_text(bg_node_at(stream, "from"), "file");
}

static bool is_accepted(const struct bg_node *row, const char *key, struct bg_slice name, const struct bg_node *value) {
    if (strcmp(key, "conditional") == 0) {
        return is_listed(bg_node_at(row, "accept_conditional"), name);
    }
    const struct bg_node *others = bg_node_get(bg_node_at(row, "accept_primary_key"), name);
    for (size_t i = 0; strcmp(key, "primary_key") == 0 && bg_node_is(others, BG_NODE_LIST) && i < others->count; i++) {
        if (is_same(others->as.items[i], value)) {
            return true;
        }
    }
    return false;
}

static void compare(const struct bg_node *row, const struct bg_node *wanted, const struct bg_node *stream) {
    static const char *const keys[][2] = {
        {"primary_key", "primary_key"}, {"cursor_field", "cursor_field"},  {"conditional", "conditional"},
        {"from", "from"},               {"resolved", "resolved"},          {"schema", "schema_source"},
        {"schema_file", "schema_file"},
    };
    struct bg_slice name = bg_node_text(bg_node_at(wanted, "name"));
    bool is_of_code = bg_node_is_text(bg_node_at(wanted, "from"), "code");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        bool is_about_schema = strcmp(keys[i][0], "schema") == 0 || strcmp(keys[i][0], "schema_file") == 0;
        const struct bg_node *value = bg_node_at(stream, keys[i][1]);
        if ((is_of_code || !is_about_schema) && !is_same(bg_node_at(wanted, keys[i][0]), value) &&
            !is_accepted(row, keys[i][0], name, value)) {
            fail_msg("%.*s: another %s", BG_ARGS(name), keys[i][1]);
        }
    }
}

static void try_model(const struct bg_node *row, struct fixture *f) {
    const struct bg_node *snapshot;
    struct bg_buffer text = {0};
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err;
    struct bg_options options = {.repo = fixture_path(f)};
    struct bg_writer to = {.write = add_line, .payload = &text};
    assert_true(bg_snapshot_write(&options, commit(f, row, "model"), "source-acme", &to, &err));
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("snapshot"), bg_buffer_slice(&text));
    assert_true(bg_read_json(&arena, source, NULL, &snapshot, &err));
    const struct bg_node *streams = bg_node_at(snapshot, "streams");
    const struct bg_node *wanted = bg_node_path(row, "expect", "streams", NULL);
    bool is_open = bg_node_is_text(bg_node_at(snapshot, "list"), "open");
    bool is_expected = bg_node_is_text(bg_node_path(row, "expect", "list", NULL), is_open ? "open" : "complete");
    const struct bg_node *accepted = bg_node_at(row, is_open ? "accept_open" : "accept_complete");
    assert_true(is_expected || bg_node_is(accepted, BG_NODE_LIST));
    for (size_t i = 0; i < wanted->count; i++) {
        struct bg_slice name = bg_node_text(bg_node_at(wanted->as.items[i], "name"));
        const struct bg_node *stream = named(streams, name);
        if (stream != NULL) {
            compare(row, wanted->as.items[i], stream);
        } else if (is_expected || is_listed(accepted, name)) {
            fail_msg("no %.*s", BG_ARGS(name));
        }
    }
    for (size_t i = 0; i < streams->count; i++) {
        struct bg_slice name = bg_node_text(bg_node_at(streams->as.items[i], "name"));
        assert_true(named(wanted, name) != NULL || is_listed(accepted, name) || is_file(streams->as.items[i]));
    }
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

static bool is_wanted(const struct bg_node *change, const struct bg_finding *finding) {
    const struct bg_node *path = bg_node_at(change, "path");
    return bg_slice_equal(bg_node_text(bg_node_at(change, "rule")), finding->rule) &&
           bg_node_is_text(bg_node_at(change, "level"), bg_level_names[finding->level]) &&
           bg_slice_equal(bg_node_text(bg_node_at(change, "stream")), finding->stream) &&
           (path == NULL || bg_slice_equal(bg_node_text(path), finding->path));
}

static void compare_findings(const struct bg_node *expect, const struct bg_verdict *verdict) {
    const struct bg_node *changes = bg_node_at(expect, "changes");
    size_t found = 0;
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const struct bg_finding *finding = &verdict->findings[i];
        bool is_one = false;
        for (size_t k = 0; k < changes->count; k++) {
            is_one = is_one || is_wanted(changes->as.items[k], finding);
        }
        found += is_one;
        bool is_too_much = !is_one && finding->level > BG_LEVEL_PATCH && bg_node_is_true(bg_node_at(expect, "exact"));
        if (is_too_much || is_listed(bg_node_at(expect, "must_not"), finding->rule)) {
            fail_msg("%.*s of %.*s", BG_ARGS(finding->rule), BG_ARGS(finding->stream));
        }
    }
    assert_int_equal(found, changes->count);
}

/* Whether a finding says that something was not seen before. */
static bool says_sight(const struct bg_verdict *verdict) {
    for (size_t i = 0; i < verdict->finding_count; i++) {
        if (bg_slice_is(verdict->findings[i].rule, "stream-became-readable")) {
            return true;
        }
    }
    return false;
}

static void try_change(const struct bg_node *row, struct fixture *f) {
    struct bg_run *run;
    struct bg_error err;
    const char *base = commit(f, row, "before");
    struct bg_options options = {.repo = fixture_path(f), .base = base, .head = commit(f, row, "after")};
    const struct bg_node *expect = bg_node_at(row, "expect");
    assert_true(bg_run_new(&run, &options, &err));
    assert_int_equal(run->verdict_count, 1);
    compare_findings(expect, &run->verdicts[0]);
    assert_true(bg_node_is_text(bg_node_at(expect, "level"), bg_level_names[run->verdicts[0].required]));
    if (bg_node_is_true(bg_node_at(expect, "said"))) {
        assert_true(run->verdicts[0].coverage.note_count > 0 || says_sight(&run->verdicts[0]));
    }
    bg_run_free(run);
}

static void try_case(void **state) {
    const struct bg_node *row = *state;
    struct fixture *f = fixture_new();
    if (bg_node_is_text(bg_node_at(row, "kind"), "model")) {
        try_model(row, f);
    } else {
        try_change(row, f);
    }
    fixture_free(f);
}

static void skip_all(void **state) {
    (void)state;
    skip();
}

UNIT(law_code) {
    static struct CMUnitTest tests[MOST_CASES];
    const struct bg_node *cases = shared_json(&shared_arena, "conformance/python_code.json");
    size_t count = 0;
    for (size_t i = 0; cases != NULL && i < cases->count && count < MOST_CASES; i++) {
        const union {
            const struct bg_node *is_const;
            void *payload;
        } of = {cases->as.items[i]};
        const char *name = bg_arena_printf(&shared_arena, "%.*s", BG_ARGS(shared_text(of.is_const, "id"))).at;
        tests[count++] = (struct CMUnitTest){name, try_case, NULL, NULL, of.payload};
    }
    (void)printf("%zu cases of python_code.json\n", count);
    if (count == 0) {
        tests[count++] = (struct CMUnitTest){"no cases", skip_all, NULL, NULL, NULL};
    }
    int failed = _cmocka_run_group_tests("law/code", tests, count, NULL, NULL);
    bg_arena_finish(&shared_arena);
    return failed;
}
