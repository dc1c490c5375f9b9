/*
 * Foreign text in markup: every character by itself, mentions and links by their borders, and cuts that split no
 * character. What a browser or GitHub makes of it, only they can show.
 */
#include "report/markup.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect(void (*add)(struct bg_buffer *, struct bg_slice), struct bg_slice text, const char *expected) {
    struct bg_buffer out = {0};
    add(&out, text);
    bg_buffer_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
    bg_buffer_finish(&out);
}

/* Letters, digits, blanks and what means nothing stay; all else becomes a reference by its number. */
static void every_sign_is_text(void **state) {
    (void)state;
    static const char plain[] = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+,-./;=?%";
    for (char c = 0x20; c < 0x7f; c++) {
        char expected[16];
        (void)snprintf(expected, sizeof expected, strchr(plain, c) != NULL ? "%c" : "&#%d;", c);
        expect(bg_markup_text, (struct bg_slice){&c, 1}, expected);
    }
    expect(bg_markup_text, BG_LITERAL("a\tb\n\x1b"), "a&#92;tb&#92;n&#92;x1b");
    expect(bg_markup_text, BG_LITERAL(""), "");
    expect(bg_markup_text, BG_NO_SLICE, "");
}

/* @ and # are followed by a character without width where a name or number follows. */
static void mentions_are_broken(void **state) {
    (void)state;
    static const char *const words = "09azAZ";
    static const char *const others = "/:@[`{ -";
    for (const char *sign = "@#"; *sign != '\0'; sign++) {
        char text[3] = {*sign, '\0', '\0'};
        char expected[40];
        for (const char *c = words; *c != '\0'; c++) {
            text[1] = *c;
            (void)snprintf(expected, sizeof expected, "&#%d;&#8203;%c", *sign, *c);
            expect(bg_markup_text, bg_slice_of(text), expected);
        }
        for (const char *c = others; *c != '\0'; c++) {
            struct bg_buffer out = {0};
            text[1] = *c;
            bg_markup_text(&out, bg_slice_of(text));
            assert_int_equal(bg_slice_find(bg_buffer_slice(&out), BG_LITERAL("&#8203;")), out.len);
            bg_buffer_finish(&out);
        }
        text[1] = '\0';
        (void)snprintf(expected, sizeof expected, "&#%d;", *sign);
        expect(bg_markup_text, bg_slice_of(text), expected);
    }
}

static void links_are_broken(void **state) {
    (void)state;
    expect(bg_markup_text, BG_LITERAL("www.x.y"), "www&#46;x.y");
    expect(bg_markup_text, BG_LITERAL("WWW.x"), "WWW&#46;x");
    expect(bg_markup_text, BG_LITERAL(".w.v.x."), ".w&#46;v.x.");
    expect(bg_markup_text, BG_LITERAL("https://x"), "https&#58;//x");
}

static void code_and_sentences(void **state) {
    (void)state;
    expect(bg_markup_code, BG_LITERAL("a<b"), "<code>a&#60;b</code>");
    expect(bg_markup_code, BG_LITERAL(""), "<code></code>");
    expect(bg_markup_sentence, BG_LITERAL("The `a*b` of `c` went."),
           "The <code>a&#42;b</code> of <code>c</code> went.");
    expect(bg_markup_sentence, BG_LITERAL("`a`"), "<code>a</code>");
    expect(bg_markup_sentence, BG_LITERAL("no code"), "no code");
    expect(bg_markup_sentence, BG_LITERAL("one `open"), "one open");
    expect(bg_markup_sentence, BG_LITERAL("`a` and `open"), "<code>a</code> and open");
    expect(bg_markup_sentence, BG_LITERAL("``"), "<code></code>");
    expect(bg_markup_sentence, BG_LITERAL(""), "");
}

/* Around the length at which texts are cut, with characters of one to four bytes over the border. */
static void long_texts_are_cut_between_characters(void **state) {
    (void)state;
    enum { LONGEST = 1000 };
    static const char *const characters[] = {"a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    for (size_t c = 0; c < 4; c++) {
        for (size_t before = LONGEST - 5; before <= LONGEST + 1; before++) {
            char text[LONGEST + 16];
            char expected[LONGEST + 16];
            size_t len = c + 1;
            memset(text, 'x', before);
            memcpy(text + before, characters[c], len);
            size_t whole = before + len;
            size_t kept = whole <= LONGEST ? whole : before < LONGEST ? before : LONGEST;
            (void)snprintf(expected, sizeof expected, "%.*s%s", (int)kept, text, whole > LONGEST ? "..." : "");
            expect(bg_markup_text, (struct bg_slice){text, whole}, expected);
            expect(bg_markup_sentence, (struct bg_slice){text, whole}, expected);
        }
    }
}

UNIT(report_markup) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sign_is_text),
        cmocka_unit_test(mentions_are_broken),
        cmocka_unit_test(links_are_broken),
        cmocka_unit_test(code_and_sentences),
        cmocka_unit_test(long_texts_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
