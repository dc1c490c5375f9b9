/*
 * Documents that were read: what both sides have is one tree of nodes and says what is odd in it to each of them; other
 * bytes, another place and another parser make another one.
 */
#include "source/documents.h"

#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define TWICE "{\"a\": 1, \"a\": 2}"

static const struct fixture_file base[] = {
    {"same.json", TWICE}, {"copy.json", TWICE}, {"other.json", "{}"}, {"broken.json", "{"}, {NULL, NULL}};
static const struct fixture_file head[] = {
    {"same.json", TWICE}, {"copy.json", TWICE}, {"other.json", "[]"}, {"broken.json", "{"}, {NULL, NULL}};

static const struct bg_node *read(struct bg_documents *documents, struct bg_tree *tree, const char *path,
                                  bg_document_parser parse, enum bg_read_status wanted) {
    struct bg_problems problems = {.arena = documents->arena};
    struct bg_error err = {0};
    const struct bg_node *root = NULL;
    assert_int_equal(bg_documents_read(documents, tree, bg_slice_of(path), parse, &problems, &root, &err), wanted);
    assert_int_equal(problems.count, wanted == BG_FILE_READ && strcmp(path, "other.json") != 0);
    assert_int_equal(err.message[0] != '\0', wanted == BG_FILE_UNREADABLE);
    return root;
}

static void each_is_read_once(void **state) {
    (void)state;
    struct trees trees;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_documents documents = {.arena = &arena};
    trees_init(&trees, base, head);
    const struct bg_node *first = read(&documents, trees.base, "same.json", bg_read_json, BG_FILE_READ);
    assert_ptr_equal(first, read(&documents, trees.head, "same.json", bg_read_json, BG_FILE_READ));
    assert_ptr_not_equal(first, read(&documents, trees.head, "copy.json", bg_read_json, BG_FILE_READ));
    assert_ptr_not_equal(first, read(&documents, trees.head, "same.json", bg_read_yaml, BG_FILE_READ));
    const struct bg_node *other = read(&documents, trees.base, "other.json", bg_read_json, BG_FILE_READ);
    assert_ptr_not_equal(other, read(&documents, trees.head, "other.json", bg_read_json, BG_FILE_READ));
    for (size_t again = 0; again < 2; again++) {
        (void)read(&documents, trees.head, "broken.json", bg_read_json, BG_FILE_UNREADABLE);
        (void)read(&documents, trees.head, "absent.json", bg_read_json, BG_FILE_ABSENT);
    }
    bg_documents_finish(&documents);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

UNIT(source_documents) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_read_once)};
    return cmocka_run_group_tests_name("documents", tests, NULL, NULL);
}
