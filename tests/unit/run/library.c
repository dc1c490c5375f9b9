/*
 * What holds for the whole public interface: its version, the names it lists, memory, and options of a version that is
 * not known yet. What each function does is shown by the command line, which has nothing else.
 */
#include "bumpgate.h"

#include "base/arena.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void knows_its_version(void **state) {
    (void)state;
    assert_int_equal(bg_abi(), BG_ABI);
    assert_string_equal(bg_version(), BUMPGATE_VERSION);
}

/* The list of each kind of name, whole. */
static const struct {
    enum bg_names names;
    const char *expected;
} lists[] = {
    {BG_NAMES_DOCUMENTS, "spec catalog stream manifest messages connector"},
    {BG_NAMES_LEVELS, "none patch minor major"},
    {BG_NAMES_PRE_1_0, "minor-breaks strict cargo free"},
    {BG_NAMES_PROFILES, "airbyte default estuary faros lenient singer strict"},
    {BG_NAMES_REPORTS, "github gitlab html json junit markdown sarif text"},
    {BG_NAMES_SITES, "cfg docker-label gradle json md-sections md-table plain properties py-attr setup-py toml yaml"},
    {BG_NAMES_STYLES, "singer dated kac"},
};

static void lists_names(void **state) {
    (void)state;
    for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
        char found[256] = "";
        for (size_t i = 0; bg_name(lists[l].names, i) != NULL; i++) {
            size_t len = strlen(found);
            (void)snprintf(found + len, sizeof found - len, "%s%s", i == 0 ? "" : " ", bg_name(lists[l].names, i));
        }
        assert_string_equal(found, lists[l].expected);
    }
}

static void reads_levels_by_their_names(void **state) {
    (void)state;
    enum bg_level level;
    for (size_t i = 0; bg_name(BG_NAMES_LEVELS, i) != NULL; i++) {
        assert_true(bg_level_read(bg_name(BG_NAMES_LEVELS, i), &level));
        assert_int_equal(level, i);
    }
    assert_false(bg_level_read("huge", &level));
}

static void hints_at_the_nearest_word(void **state) {
    (void)state;
    static const char *const known[] = {"audit", "check"};
    char hint[64];
    bg_hint(hint, sizeof hint, "chekc", known, 2);
    assert_string_equal(hint, "; did you mean `check`?");
    bg_hint(hint, sizeof hint, "nothing", known, 2);
    assert_string_equal(hint, "");
    bg_hint(hint, 6, "chekc", known, 2);
    assert_string_equal(hint, "; did");
}

static jmp_buf out;
static size_t missing;

__attribute__((noreturn)) static void leave(size_t size) {
    missing = size;
    longjmp(out, 1);
}

static void leaves_it_to_the_caller_what_to_do_without_memory(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    bg_set_out_of_memory(leave);
    if (setjmp(out) == 0) {
        (void)bg_arena_array(&arena, SIZE_MAX / 2, 4);
        fail_msg("there was memory");
    }
    bg_set_out_of_memory(NULL);
    bg_arena_finish(&arena);
    assert_int_equal(missing, SIZE_MAX);
}

static bool refuse_bytes(void *payload, struct bg_slice bytes) {
    (void)payload;
    (void)bytes;
    return false;
}

static const struct bg_writer nowhere = {refuse_bytes, NULL};

static bool run(struct bg_error *err) {
    struct bg_run *made;
    return bg_run_new(&made, &(struct bg_options){.version = 1}, err);
}

static bool check_bump(struct bg_error *err) {
    return bg_bump_check(&(struct bg_bump_options){.version = 1}, err);
}

static bool audit(struct bg_error *err) {
    enum bg_outcome worst;
    return bg_audit(&(struct bg_options){0}, &(struct bg_audit_options){.version = 1}, &worst, err);
}

static bool compare(struct bg_error *err) {
    struct bg_comparison *made;
    return bg_compare(&made, &(struct bg_compare_options){.version = 1}, err);
}

static bool snapshot(struct bg_error *err) {
    return bg_snapshot_write(&(struct bg_options){.version = 1}, "HEAD", "source-a", &nowhere, err);
}

static bool subschema(struct bg_error *err) {
    struct bg_containment *made;
    return bg_subschema(&made, &(struct bg_subschema_options){.version = 1}, err);
}

static bool check_version(struct bg_error *err) {
    struct bg_version_result *made;
    return bg_check_version(&made, &(struct bg_check_version_options){.version = 1}, err);
}

static bool next_version(struct bg_error *err) {
    struct bg_version_result *made;
    return bg_next_version(&made, &(struct bg_next_version_options){.version = 1}, err);
}

static bool set_version(struct bg_error *err) {
    return bg_set_version(&(struct bg_set_version_options){.version = 1}, &nowhere, err);
}

static bool merge(struct bg_error *err) {
    bool is_clean;
    return bg_merge_as_driver(&(struct bg_options){0}, &(struct bg_merge_files){.version = 1}, &is_clean, err);
}

static bool rule_set(struct bg_error *err) {
    struct bg_rule_set *made;
    return bg_rule_set_new(&made, &(struct bg_rule_set_options){.version = 1}, err);
}

static bool init(struct bg_error *err) {
    return bg_init(&(struct bg_options){.version = 1}, &nowhere, err);
}

static bool complete(struct bg_error *err) {
    struct bg_where *where = bg_where_new();
    bool is_done = bg_where_complete(where, &(struct bg_options){.version = 1}, err);
    bg_where_free(where);
    return is_done;
}

/* A library that is older than the header must not take options for something else. */
static void refuses_options_of_a_later_version(void **state) {
    (void)state;
    static bool (*const uses[])(struct bg_error * err) = {run,       check_bump,    audit,        compare,     snapshot,
                                                          subschema, check_version, next_version, set_version, merge,
                                                          rule_set,  init,          complete};
    for (size_t u = 0; u < sizeof uses / sizeof uses[0]; u++) {
        struct bg_error err = {.code = BG_ERROR_NONE};
        assert_false(uses[u](&err));
        assert_int_equal(err.code, BG_ERROR_USAGE);
        assert_string_equal(err.message, "the options are of version 1; bumpgate " BUMPGATE_VERSION " knows up to 0");
    }
}

/* Whoever does not take the bytes hears that they were not written. */
static void says_that_a_writer_stopped(void **state) {
    (void)state;
    struct bg_rule_set *set;
    struct bg_error err;
    assert_true(bg_rule_set_new(&set, &(struct bg_rule_set_options){.folder = "/"}, &err));
    assert_false(bg_rule_set_write(set, "text", &nowhere, &err));
    assert_int_equal(err.code, BG_ERROR_JUDGE);
    assert_false(bg_rule_set_write(set, "pages", &nowhere, &err));
    assert_int_equal(err.code, BG_ERROR_USAGE);
    bg_rule_set_free(set);
}

static void frees_nothing(void **state) {
    (void)state;
    bg_run_free(NULL);
    bg_comparison_free(NULL);
    bg_containment_free(NULL);
    bg_version_result_free(NULL);
    bg_rule_set_free(NULL);
    bg_where_free(NULL);
}

UNIT(run_library) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_its_version),
        cmocka_unit_test(lists_names),
        cmocka_unit_test(reads_levels_by_their_names),
        cmocka_unit_test(hints_at_the_nearest_word),
        cmocka_unit_test(leaves_it_to_the_caller_what_to_do_without_memory),
        cmocka_unit_test(refuses_options_of_a_later_version),
        cmocka_unit_test(says_that_a_writer_stopped),
        cmocka_unit_test(frees_nothing),
    };
    return cmocka_run_group_tests_name("run/library", tests, NULL, NULL);
}
