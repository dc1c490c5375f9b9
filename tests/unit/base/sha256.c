/* SHA-256: the examples of FIPS 180-4, and lengths around the borders of a block. */
#include "base/sha256.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void hex_of(struct bg_slice bytes, char out[2 * BG_SHA256_BYTES + 1]) {
    unsigned char digest[BG_SHA256_BYTES];
    bg_sha256(bytes, digest);
    for (size_t i = 0; i < BG_SHA256_BYTES; i++) {
        (void)snprintf(out + 2 * i, 3, "%02x", digest[i]);
    }
}

/* Each border: nothing, one block less the length, one byte more, a whole block, two blocks of padding. */
static const struct row {
    size_t count; /* of "a"; 0: the text itself */
    const char *text;
    const char *digest;
} rows[] = {
    {0, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {0, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {0, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {0,
     "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    {1, NULL, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},
    {55, NULL, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {56, NULL, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
    {57, NULL, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"},
    {63, NULL, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
    {64, NULL, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {65, NULL, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
    {119, NULL, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
    {120, NULL, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
    {128, NULL, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"},
    {1000, NULL, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"},
    {1000000, NULL, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

static void digests_are_those_of_the_standard(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char digest[2 * BG_SHA256_BYTES + 1];
        size_t len = rows[i].count > 0 ? rows[i].count : strlen(rows[i].text);
        char *text = calloc(len + 1, 1);
        assert_non_null(text);
        if (rows[i].count > 0) {
            memset(text, 'a', len);
        } else {
            memcpy(text, rows[i].text, len);
        }
        hex_of((struct bg_slice){text, len}, digest);
        free(text);
        assert_string_equal(digest, rows[i].digest);
    }
    char digest[2 * BG_SHA256_BYTES + 1];
    hex_of(BG_NO_SLICE, digest);
    assert_string_equal(digest, rows[0].digest);
}

UNIT(base_sha256) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(digests_are_those_of_the_standard)};
    return cmocka_run_group_tests_name("base/sha256", tests, NULL, NULL);
}
