/*
 * Changelogs: one row or one section added, everything else as it was. Rows of the table here are the odd shapes; the
 * shared cases give the common ones. Every text that was changed is changed a second time, which must do nothing.
 */
#include "release/changelog.h"
#include "release/pull_link.h"
#include "text/changelog_table.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum kind { TABLE, SECTIONS };

/* The changed text, or {NULL, 0} and the id of the refusal. A second time changes nothing. */
static struct bg_slice add(struct bg_arena *arena, enum kind kind, struct bg_slice style_name, struct bg_slice text,
                           const struct bg_changelog_entry *entry, const char **id) {
    struct bg_edit edit = {0};
    struct bg_slice result = text;
    for (int round = 0; round < 2; round++) {
        struct bg_refusal refusal = {0};
        struct bg_source *source = bg_source_new(arena, BG_LITERAL("file"), result);
        enum bg_changelog_style style = bg_changelog_style_of(arena, text);
        if (style_name.at != NULL) {
            assert_true(bg_changelog_style_read(style_name, &style));
        }
        bool is_done = kind == TABLE ? bg_changelog_add_row(arena, source, entry, &edit, &refusal)
                                     : bg_changelog_add_section(arena, source, style, entry, &edit, &refusal);
        *id = is_done ? NULL : bg_id_name(refusal.id);
        if (!is_done) {
            assert_true(refusal.message.len > 0 && round == 0);
            return BG_NO_SLICE;
        }
        assert_true(round == 0 || edit.count == 0);
        result = edit.result;
    }
    return result;
}

struct row {
    const char *name;
    enum kind kind;
    const char *version, *pr, *from, *subject;
    const char *before;
    const char *after; /* or the id of the refusal */
};

#define HEAD "## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n"
#define LINK(n) "[" n "](https://github.com/o/r/pull/" n ")"

static const struct row rows[] = {
    {"a row that starts with the same digits is another version", TABLE, "1.0.1", "7", NULL, "S",
     HEAD "| 1.0.10 | d | " LINK("70") " | x |\n",
     HEAD "| 1.0.10 | d | " LINK("70") " | x |\n| 1.0.1 | 2030-01-02 | " LINK("7") " | S |\n"},
    {"there already, with ornaments", TABLE, "1.0.1", "7", NULL, "S", HEAD "| **`v1.0.1`** | d | " LINK("5") " | x |\n",
     HEAD "| **`v1.0.1`** | d | " LINK("5") " | x |\n"},
    {"a placeholder is filled", TABLE, "1.0.1", "7", NULL, "S",
     HEAD "| 1.0.1 | d | *TBD* | x |\n| 1.0.0 | d | TBD | x |\n",
     HEAD "| 1.0.1 | d | " LINK("7") " | x |\n| 1.0.0 | d | TBD | x |\n"},
    {"a link to number 0 is filled", TABLE, "1.0.1", "7", NULL, "S", HEAD "| 1.0.1 | d | " LINK("0") " | x |\n",
     HEAD "| 1.0.1 | d | " LINK("7") " | x |\n"},
    {"an empty cell is filled", TABLE, "1.0.1", "7", NULL, "S", HEAD "|1.0.1|d||x|\n",
     HEAD "|1.0.1|d| " LINK("7") " |x|\n"},
    {"filled and aligned", TABLE, "1.9.0", "7", NULL, "S",
     "# Changelog\n| Version | PR                                   | Subject |\n"
     "| ------- | ------------------------------------ | ------- |\n"
     "| 1.9.0   | TBD                                  | x       |\n",
     "# Changelog\n| Version | PR                                   | Subject |\n"
     "| ------- | ------------------------------------ | ------- |\n"
     "| 1.9.0   | [7](https://github.com/o/r/pull/7)   | x       |\n"},
    {"a placeholder without a number stays", TABLE, "1.0.1", NULL, NULL, "S", HEAD "| 1.0.1 | d | TBD | x |\n",
     HEAD "| 1.0.1 | d | TBD | x |\n"},
    {"markup in a title", TABLE, "1.0.1", "7", NULL, "a|b <c> {d}", HEAD "| 1.0.0 | d | x | x |\n",
     HEAD "| 1.0.1 | 2030-01-02 | " LINK("7") " | a\\|b \\<c> \\{d\\} |\n| 1.0.0 | d | x | x |\n"},
    {"a row without version ends the run", TABLE, "1.0.0", "7", NULL, "S",
     HEAD "| 3.0.0 | d | x | x |\n| soon | d | x | x |\n| 2.0.0 | d | x | x |\n",
     HEAD "| 3.0.0 | d | x | x |\n| 1.0.0 | 2030-01-02 | " LINK(
         "7") " | S |\n| soon | d | x | x |\n| 2.0.0 | d | x | x |\n"},
    {"no heading", TABLE, "1.0.0", "7", NULL, "S", "Version | Changes\n--- | ---\n0.1.0 | x\n",
     "Version | Changes\n--- | ---\n1.0.0 | S\n0.1.0 | x\n"},
    {"another table first in the section", TABLE, "1.0.0", "7", NULL, "S",
     "# The Changelog of X\n\n| Name | Version |\n|---|---|\n| x | 1 |\n", "no-subject-column"},
    {"a table of other things first", TABLE, "1.0.0", "7", NULL, "S",
     "# Changelog\n\n| Mark | Meaning |\n|---|---|\n| * | x |\n\n| Version | Comment |\n|---|---|\n",
     "# Changelog\n\n| Mark | Meaning |\n|---|---|\n| * | x |\n\n| Version | Comment |\n|---|---|\n| 1.0.0 | S |\n"},
    {"in a comment", TABLE, "1.0.0", "7", NULL, "S", "# Changelog\n<!--\n| Version | Comment |\n|---|---|\n-->\n",
     "no-table"},
    {"behind the section", TABLE, "1.0.0", "7", NULL, "S", "# Changelog\n\n# More\n| Version | Comment |\n|---|---|\n",
     "no-table"},
    {"in a fence of tildes with backticks in it", TABLE, "1.0.0", "7", NULL, "S",
     "# Changelog\n~~~~\n```\n~~~\n| Version | Comment |\n|---|---|\n~~~~\n| Version | Comment |\n|---|---|",
     "# Changelog\n~~~~\n```\n~~~\n| Version | Comment |\n|---|---|\n~~~~\n| Version | Comment |\n|---|---|\n| 1.0.0 | "
     "S |"},
    {"no number of the pull request", TABLE, "1.0.0", NULL, NULL, "S", HEAD, "no-pr"},
    {"characters, not bytes, make the width", TABLE, "1.0.0", "7", NULL, "\xc3\xa9t\xc3\xa9",
     "# Changelog\n| Version | Comment  |\n| ------- | -------- |\n| 0.1.0   | \xc3\xa4\xc3\xb6\xc3\xbc      |\n",
     "# Changelog\n| Version | Comment  |\n| ------- | -------- |\n| 1.0.0   | \xc3\xa9t\xc3\xa9      |\n"
     "| 0.1.0   | \xc3\xa4\xc3\xb6\xc3\xbc      |\n"},
    {"an escaped pipe is not escaped again", TABLE, "1.0.0", "7", NULL, "a \\| b | c",
     "# Changelog\n| Version | Comment |\n|---|---|\n",
     "# Changelog\n| Version | Comment |\n|---|---|\n| 1.0.0 | a \\| b \\| c |\n"},
    {"renumbered in its place", TABLE, "1.2.0", "7", "1.1.0", "S",
     HEAD "| 1.1.0 | d | " LINK("7") " | x |\n| 1.0.0 | d | x | x |\n",
     HEAD "| 1.2.0 | d | " LINK("7") " | x |\n| 1.0.0 | d | x | x |\n"},
    {"renumbered from the last line, which does not end", TABLE, "1.2.0", "7", "1.1.0", "S",
     HEAD "| 1.1.1 | d | x | x |\n| 1.1.0 | d | " LINK("7") " | x |",
     HEAD "| 1.2.0 | d | " LINK("7") " | x |\n| 1.1.1 | d | x | x |"},
    {"renumbered downwards", TABLE, "1.0.1", "7", "2.0.0", "S",
     HEAD "| 2.0.0 | d | " LINK("7") " | x |\n| 1.1.0 | d | x | x |\n| 1.0.0 | d | x | x |\n",
     HEAD "| 1.1.0 | d | x | x |\n| 1.0.1 | d | " LINK("7") " | x |\n| 1.0.0 | d | x | x |\n"},
    {"a table in an open comment", TABLE, "1.0.1", "7", NULL, "S",
     "# Changelog\n| Version | PR | Subject | More <!-- |\n| --- | --- | --- | --- |\n| 1.0.0 | x | x | x |\n",
     "unsupported-style"},
    {"renumbered, another pull request's row", TABLE, "1.2.0", "7", "1.1.0", "S",
     HEAD "| 1.1.0 | d | " LINK("77") " | x |\n", "row-not-found"},
    {"renumbered, two rows", TABLE, "1.2.0", "7", "1.1.0", "S",
     HEAD "| 1.1.0 | d | " LINK("7") " | x |\n| 1.1.0 | d | " LINK("7") " | y |\n", "row-not-unique"},
    {"renumbered and aligned", TABLE, "1.10.0", "7", "1.9.0", "S",
     "# Changelog\n| Version | PR                                   | Subject |\n"
     "| ------- | ------------------------------------ | ------- |\n"
     "| 1.9.0   | [7](https://github.com/o/r/pull/7)   | x       |\n",
     "# Changelog\n| Version | PR                                   | Subject |\n"
     "| ------- | ------------------------------------ | ------- |\n"
     "| 1.10.0  | [7](https://github.com/o/r/pull/7)   | x       |\n"},
    {"a section below a higher one", SECTIONS, "1.5.1", "7", NULL, "S",
     "# Changelog\r\n\r\n# v2.0.0\r\n  * New\r\n\r\n# v1.5.0\r\n  * Old\r\n",
     "# Changelog\r\n\r\n# v2.0.0\r\n  * New\r\n\r\n# v1.5.1\r\n  * S "
     "[#7](https://github.com/o/r/pull/7)\r\n\r\n"
     "# v1.5.0\r\n  * Old\r\n"},
    {"a section with a date", SECTIONS, "1.0.1", "7", NULL, "S", "## 1.0.0 (2020-01-01)\n- Old\n",
     "## 1.0.1 (2030-01-02)\n- S [#7](https://github.com/o/r/pull/7)\n\n## 1.0.0 (2020-01-01)\n- Old\n"},
    {"a section in an open comment", SECTIONS, "1.0.1", "7", NULL, "S", "# 1.0.2 <!--\n", "unsupported-style"},
    {"no section to follow", SECTIONS, "1.0.1", "7", NULL, "S", "# Changelog\n", "no-section"},
    {"the same day, another category", SECTIONS, "v2", "7", NULL, "S",
     "# x\n\n## 2030-01-02\n\n### Added\n- A\n\n## 2029-01-01\n",
     "# x\n\n## 2030-01-02\n\n### Added\n- A\n\n### Changed\n- S\n\n## 2029-01-01\n"},
    {"the same day, the same category", SECTIONS, "v2", "7", NULL, "S",
     "# x\n\n## 2030-01-02\n\n### Changed\n- A\n\n### Fixed\n- B",
     "# x\n\n## 2030-01-02\n\n### Changed\n- A\n- S\n\n### Fixed\n- B"},
    {"nothing pending", SECTIONS, "1.0.1", "7", NULL, "S",
     "# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2020-01-01\n",
     "# Changelog\n\n## [Unreleased]\n\n## [1.0.1] - 2030-01-02\n\n### Changed\n\n- S\n\n## [1.0.0] - 2020-01-01\n"},
    /* Headings: each form is taken over, with the date and the link of the new release. */
    {"bold, with a date", SECTIONS, "1.1.0", "7", NULL, "S", "## **1.0.0** (2020-01-01)\n\n* Old\n",
     "## **1.1.0** (2030-01-02)\n\n* S [#7](https://github.com/o/r/pull/7)\n\n## **1.0.0** (2020-01-01)\n\n* Old\n"},
    {"a word before it, another form of date", SECTIONS, "1.1.0", "7", NULL, "S",
     "## Version 1.0.0 / 2020/01/01\n- Old\n",
     "## Version 1.1.0 / 2030/01/02\n- S [#7](https://github.com/o/r/pull/7)\n\n## Version 1.0.0 / 2020/01/01\n- "
     "Old\n"},
    {"the date first", SECTIONS, "1.1.0", "7", NULL, "S", "## 2020-01-01: tap-x v1.0.0\n- Old\n",
     "## 2030-01-02: tap-x v1.1.0\n- S [#7](https://github.com/o/r/pull/7)\n\n## 2020-01-01: tap-x v1.0.0\n- Old\n"},
    {"a comparison is renewed", SECTIONS, "1.1.0", "7", NULL, "S",
     "## [tap-x-v1.0.0](https://h/o/r/compare/tap-x-v0.9.0...tap-x-v1.0.0) (2020-01-01)\n\n\n### Bug Fixes\n\n"
     "* old ([#6](https://github.com/o/r/issues/6))\n",
     "## [tap-x-v1.1.0](https://h/o/r/compare/tap-x-v1.0.0...tap-x-v1.1.0) (2030-01-02)\n\n\n### Features\n\n"
     "* S ([#7](https://github.com/o/r/pull/7))\n\n"
     "## [tap-x-v1.0.0](https://h/o/r/compare/tap-x-v0.9.0...tap-x-v1.0.0) (2020-01-01)\n\n\n### Bug Fixes\n\n"
     "* old ([#6](https://github.com/o/r/issues/6))\n"},
    {"an address of the release is renewed, any other left out", SECTIONS, "1.1.0", "7", NULL, "S",
     "# [1.0.0](https://h/tag/v1.0.0)\n- Old (#6)\n\n# [0.9.0](https://h/notes)\n",
     "# [1.1.0](https://h/tag/v1.1.0)\n- S (#7)\n\n# [1.0.0](https://h/tag/v1.0.0)\n- Old (#6)\n\n"
     "# [0.9.0](https://h/notes)\n"},
    {"another address is left out", SECTIONS, "1.1.0", "7", NULL, "S",
     "# [1.0.0](https://h/notes) - 2020-01-01\n- Old (#6)\n",
     "# 1.1.0 - 2030-01-02\n- S (#7)\n\n# [1.0.0](https://h/notes) - 2020-01-01\n- Old (#6)\n"},
    {"a definition is added", SECTIONS, "1.0.1", "7", NULL, "S",
     "## [1.0.0] - 2020-01-01\n- Old (#6)\n\n[1.0.0]: https://h/compare/v0.9.0...v1.0.0\n",
     "## [1.0.1] - 2030-01-02\n- S (#7)\n\n## [1.0.0] - 2020-01-01\n- Old (#6)\n\n"
     "[1.0.1]: https://h/compare/v1.0.0...v1.0.1\n[1.0.0]: https://h/compare/v0.9.0...v1.0.0\n"},
    {"what more the newest says is no form", SECTIONS, "1.1.0", "7", NULL, "S",
     "## 1.0.1 [YANKED]\n- Old (#6)\n\n## 1.0.0\n- Old (#5)\n",
     "## 1.1.0\n- S (#7)\n\n## 1.0.1 [YANKED]\n- Old (#6)\n\n## 1.0.0\n- Old (#5)\n"},
    {"no heading shows the form", SECTIONS, "1.1.0", "7", NULL, "S", "## 1.0.0 - 5 May 2020\n- Old\n",
     "unsupported-style"},
    {"a heading about an upgrade is no release", SECTIONS, "1.1.0", "7", NULL, "S", "## Upgrading to 1.0.0\n- Old\n",
     "no-section"},
    {"a day beside a version is not a day alone", SECTIONS, "1.1.0", "7", NULL, "S",
     "## Changes of 1.0.0 on 2020-01-01\n- Old\n", "no-section"},
    {"changesets", SECTIONS, "2.0.0", "7", NULL, "S", "# x\n\n## 1.0.0\n\n### Minor Changes\n\n- abc: Old\n",
     "# x\n\n## 2.0.0\n\n### Major Changes\n\n- S [#7](https://github.com/o/r/pull/7)\n\n"
     "## 1.0.0\n\n### Minor Changes\n\n- abc: Old\n"},
    /* Where no entry names a number, none is asked for. */
    {"no entry has a number", SECTIONS, "1.1.0", NULL, NULL, "S", "## 1.0.0\n\n- Old\n",
     "## 1.1.0\n\n- S\n\n## 1.0.0\n\n- Old\n"},
    {"changesets without a number", SECTIONS, "1.1.0", NULL, NULL, "S",
     "# x\n\n## 1.0.0\n\n### Major Changes\n\n- abc1234: Old\n",
     "# x\n\n## 1.1.0\n\n### Minor Changes\n\n- S\n\n## 1.0.0\n\n### Major Changes\n\n- abc1234: Old\n"},
    {"a number of an issue that was closed", SECTIONS, "1.1.0", NULL, NULL, "S",
     "# 1.0.0 (2020-01-01)\n\n\n### Bug Fixes\n\n* old ([abc](https://h/c/abc)), closes [#3](https://h/o/r/issues/3)\n",
     "# 1.1.0 (2030-01-02)\n\n\n### Features\n\n* S\n\n"
     "# 1.0.0 (2020-01-01)\n\n\n### Bug Fixes\n\n* old ([abc](https://h/c/abc)), closes [#3](https://h/o/r/issues/3)\n"},
    {"kinds of change at the level of a release", SECTIONS, "1.0.1", "7", NULL, "S",
     "### 1.0.0 (2020-01-01)\n\n\n### Bug Fixes\n\n* old ([#6](https://h/o/r/issues/6))\n\n## 0.9.0\n",
     "### 1.0.1 (2030-01-02)\n\n\n### Bug Fixes\n\n* S ([#7](https://github.com/o/r/pull/7))\n\n"
     "### 1.0.0 (2020-01-01)\n\n\n### Bug Fixes\n\n* old ([#6](https://h/o/r/issues/6))\n\n## 0.9.0\n"},
    {"an older entry has a number", SECTIONS, "1.1.0", NULL, NULL, "S", "## 1.0.1\n- Old\n\n## 1.0.0\n- Old (#6)\n",
     "no-pr"},
    {"days without categories", SECTIONS, "v2", NULL, NULL, "S", "# x\n\n## 2029-01-01\n\n- Old\n",
     "# x\n\n## 2030-01-02\n\n- S\n\n## 2029-01-01\n\n- Old\n"},
    {"the same day, without categories", SECTIONS, "v2", NULL, NULL, "S", "# x\n\n## 2030-01-02\n\n- Old\n",
     "# x\n\n## 2030-01-02\n\n- Old\n- S\n"},
    {"a byte order mark stays first", SECTIONS, "1.1.0", "7", NULL, "S", "\xef\xbb\xbf## 1.0.0\n- Old (#6)\n",
     "\xef\xbb\xbf## 1.1.0\n- S (#7)\n\n## 1.0.0\n- Old (#6)\n"},
    {"pending: a comment is no note, and stays", SECTIONS, "1.0.1", "7", NULL, "S",
     "## [Unreleased]\n\n<!-- here -->\n\n## [1.0.0] - 2020-01-01\n\n### Fixed\n\n- Old\n",
     "## [Unreleased]\n\n<!-- here -->\n\n## [1.0.1] - 2030-01-02\n\n### Changed\n\n- S\n\n"
     "## [1.0.0] - 2020-01-01\n\n### Fixed\n\n- Old\n"},
    {"pending: headings and words for nothing are no notes", SECTIONS, "1.0.1", "7", NULL, "S",
     "## Unreleased\n\n### Added\n\n- _Nothing yet._\n\n### Fixed\n\n## 1.0.0\n\n- Old\n",
     "## Unreleased\n\n### Added\n\n- _Nothing yet._\n\n### Fixed\n\n## 1.0.1\n\n- S\n\n## 1.0.0\n\n- Old\n"},
    {"pending: notes become the release, a comment above them stays", SECTIONS, "1.0.1", "7", NULL, "S",
     "## Unreleased\n<!-- here -->\n\n- New\n\n## 1.0.0 - 2020-01-01\n\n- Old\n",
     "## Unreleased\n<!-- here -->\n\n## 1.0.1 - 2030-01-02\n\n- New\n\n## 1.0.0 - 2020-01-01\n\n- Old\n"},
    {"pending: the first release", SECTIONS, "0.1.0", "7", NULL, "S", "# Changelog\n\n## [Unreleased]\n\n- New\n",
     "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2030-01-02\n\n- New\n"},
    {"pending: its link begins at the release", SECTIONS, "1.0.1", "7", NULL, "S",
     "## [Unreleased](https://h/compare/v1.0.0...main)\n\n- New\n\n## [1.0.0](https://h/compare/v0.9.0...v1.0.0)\n",
     "## [Unreleased](https://h/compare/v1.0.1...main)\n\n## [1.0.1](https://h/compare/v1.0.0...v1.0.1)\n\n- New\n\n"
     "## [1.0.0](https://h/compare/v0.9.0...v1.0.0)\n"},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changelog_entry entry = {
        .version = bg_slice_of(row->version),
        .date = BG_LITERAL("2030-01-02"),
        .pr = bg_slice_of(row->pr),
        .subject = bg_slice_of(row->subject),
        .pulls = BG_LITERAL("https://github.com/o/r/pull/"),
        .renumber_from = bg_slice_of(row->from),
    };
    const char *id;
    struct bg_slice result = add(&arena, row->kind, BG_NO_SLICE, bg_slice_of(row->before), &entry, &id);
    assert_string_equal(id == NULL ? result.at : id, row->after);
    bg_arena_finish(&arena);
}

static struct bg_slice number_text(struct bg_arena *arena, const struct bg_node *node) {
    return node == NULL ? BG_NO_SLICE : bg_arena_copy(arena, node->as.text);
}

static void test_shared_bump(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *root = shared_json(&arena, "conformance/versions.json");
    if (root == NULL) {
        skip();
    }
    const struct bg_node *cases = bg_node_at(root, "bump");
    size_t wrong = 0;
    size_t count = 0;
    for (size_t c = 0; c < cases->count; c++) {
        const struct bg_node *row = cases->as.items[c];
        bool is_table = bg_slice_is(shared_text(row, "kind"), "md-table");
        if (!bg_slice_starts(shared_text(row, "kind"), BG_LITERAL("md-"))) {
            continue;
        }
        count++;
        const struct bg_node *given = bg_node_at(row, "entry");
        struct bg_changelog_entry entry = {
            .version = shared_text(given, "version"),
            .date = shared_text(given, "date"),
            .pr = number_text(&arena, bg_node_at(given, "pr")),
            .subject = shared_text(given, "subject"),
            .pulls = bg_pull_address(&arena, shared_text(given, "repo")),
            .renumber_from = shared_text(given, "renumber_from"),
            .category = shared_text(given, "category"),
        };
        const char *id;
        struct bg_slice result = add(&arena, is_table ? TABLE : SECTIONS, shared_text(given, "style"),
                                     shared_text(row, "content_before"), &entry, &id);
        if (!bg_slice_equal(result, shared_text(row, "content_after")) ||
            !bg_slice_equal(bg_slice_of(id), shared_text(row, "error"))) {
            print_error("%s: `%s`\n%.*s", shared_text(row, "id").at, id == NULL ? "" : id, BG_ARGS(result));
            wrong++;
        }
    }
    print_message("bump of changelogs: %zu cases, %zu wrong\n", count, wrong);
    assert_int_equal(wrong, 0);
    bg_arena_finish(&arena);
}

/* Runs of blanks become one, rows that are equal then are one: what the peer writes and what we keep agree so. */
static struct bg_slice squeezed(struct bg_arena *arena, struct bg_slice text) {
    char *out = bg_arena_alloc(arena, text.len + 1);
    size_t used = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != ' ' || used == 0 || out[used - 1] != ' ') {
            out[used++] = text.at[i];
        }
    }
    return (struct bg_slice){out, used};
}

/* The peer's cases with one entry for a version; where it keeps two rows of one version, one row is our rule. */
static void test_shared_peer(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *cases = shared_json(&arena, "conformance/changelog.json");
    if (cases == NULL) {
        skip();
    }
    size_t agreed = 0;
    for (size_t c = 0; c < cases->count; c++) {
        const struct bg_node *row = cases->as.items[c];
        const struct bg_node *entries = bg_node_at(row, "entries");
        const struct bg_node *single = bg_node_at(row, "entry");
        size_t entry_count = single != NULL ? 1 : entries == NULL ? 0 : entries->count;
        struct bg_slice text = shared_text(row, "markdown_before");
        const char *id = NULL;
        struct bg_changelog_entry entry = {.version = BG_LITERAL("99.0.0"),
                                           .pr = BG_LITERAL("1"),
                                           .pulls = bg_pull_address(&arena, shared_text(row, "github_repo"))};
        for (size_t e = 0; e < entry_count && text.at != NULL; e++) {
            const struct bg_node *given = single != NULL ? single : entries->as.items[e];
            entry.version = shared_text(given, "version");
            entry.date = shared_text(given, "date");
            entry.pr = number_text(&arena, bg_node_at(given, "pr_number"));
            entry.subject = shared_text(given, "comment");
            text = add(&arena, TABLE, BG_NO_SLICE, text, &entry, &id);
        }
        if (entry_count == 0) {
            text = add(&arena, TABLE, BG_NO_SLICE, text, &entry, &id);
        }
        struct bg_slice expected = shared_text(row, "markdown_after");
        bool is_same = (text.at == NULL) == (expected.at == NULL) &&
                       bg_slice_equal(squeezed(&arena, text), squeezed(&arena, expected));
        agreed += is_same;
        print_message("%s %s\n", is_same ? "agrees" : "differs", shared_text(row, "id").at);
    }
    print_message("changelog.json: %zu of %zu cases agree\n", agreed, cases->count);
    assert_true(agreed >= 6);
    bg_arena_finish(&arena);
}

UNIT(release_changelog) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT + 2];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(test_shared_bump);
    tests[COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(test_shared_peer);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
