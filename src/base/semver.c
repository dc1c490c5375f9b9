/*
 * Semantic Versioning 2.0.0: see semver.h. Numbers are compared by length and then by digits, never converted, so that
 * no version is too large to be judged.
 */
#include "base/semver.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The alphabet of identifiers: [0-9A-Za-z-] (clauses 9 and 10). */
static bool is_identifier_char(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

static bool is_all_digits(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if (!is_digit(text.at[i])) {
            return false;
        }
    }
    return text.len > 0;
}

/* A number without leading zeros (clause 2). Returns NULL, or what is wrong. */
static const char *number_fault(struct bg_slice text) {
    if (text.len == 0) {
        return "a number is missing";
    }
    if (!is_all_digits(text)) {
        return "a part is no number";
    }
    return text.at[0] == '0' && text.len > 1 ? "a number starts with 0" : NULL;
}

/* Identifiers separated by dots; numeric ones of a prerelease have no leading zeros (clause 9). */
static const char *identifiers_fault(struct bg_slice text, bool is_prerelease) {
    struct bg_slice rest = text;
    do {
        struct bg_slice identifier = bg_slice_cut(&rest, '.');
        if (identifier.len == 0) {
            return "an identifier is empty";
        }
        for (size_t i = 0; i < identifier.len; i++) {
            if (!is_identifier_char(identifier.at[i])) {
                return "an identifier has a character other than letters, digits and hyphens";
            }
        }
        if (is_prerelease && is_all_digits(identifier) && identifier.len > 1 && identifier.at[0] == '0') {
            return "a number starts with 0";
        }
    } while (rest.at != NULL);
    return NULL;
}

/* Fills the three parts of "X.Y.Z". */
static const char *core_fault(struct bg_slice text, struct bg_slice part[3]) {
    static const char *const by_count[] = {"it is empty", "it has one part instead of three",
                                           "it has two parts instead of three"};
    if (text.len == 0) {
        return by_count[0];
    }
    if (text.at[0] == 'v' || text.at[0] == 'V') {
        return "it starts with v";
    }
    struct bg_slice rest = text;
    for (size_t p = 0; p < 3; p++) {
        if (rest.at == NULL) {
            return by_count[p];
        }
        part[p] = bg_slice_cut(&rest, '.');
        const char *fault = number_fault(part[p]);
        if (fault != NULL) {
            return fault;
        }
    }
    return rest.at == NULL ? NULL : "it has more than three parts";
}

/* Cuts "X.Y.Z[-prerelease][+build]": the first plus ends the prerelease, the first hyphen before it the core. */
static const char *version_fault(struct bg_slice text, struct bg_semver *out) {
    *out = (struct bg_semver){.text = text};
    struct bg_slice build = text;
    struct bg_slice prerelease = bg_slice_cut(&build, '+');
    struct bg_slice core = bg_slice_cut(&prerelease, '-');
    out->prerelease = prerelease;
    out->build = build;
    const char *fault = core_fault(core, out->part);
    if (fault == NULL && prerelease.at != NULL) {
        fault = identifiers_fault(prerelease, true);
    }
    if (fault == NULL && build.at != NULL) {
        fault = identifiers_fault(build, false);
    }
    return fault;
}

bool bg_semver_read(struct bg_slice text, struct bg_semver *out, const char **fault) {
    const char *found = version_fault(text, out);
    if (fault != NULL) {
        *fault = found;
    }
    return found == NULL;
}

int bg_digits_compare(struct bg_slice a, struct bg_slice b) {
    if (a.len != b.len) {
        return a.len < b.len ? -1 : 1;
    }
    return bg_slice_compare(a, b);
}

struct bg_slice bg_digits_next(struct bg_arena *arena, struct bg_slice digits) {
    char *next = bg_arena_alloc(arena, digits.len + 2);
    next[0] = '0';
    if (digits.len > 0) {
        memcpy(next + 1, digits.at, digits.len);
    }
    size_t at = digits.len;
    while (next[at] == '9') {
        next[at] = '0';
        at--;
    }
    next[at]++;
    return at == 0 ? (struct bg_slice){next, digits.len + 1} : (struct bg_slice){next + 1, digits.len};
}

int bg_semver_compare_core(const struct bg_semver *a, const struct bg_semver *b) {
    for (size_t p = 0; p < 3; p++) {
        int order = bg_digits_compare(a->part[p], b->part[p]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

/* Clause 11.4: numbers below words, numbers by value, words by ASCII. */
static int compare_identifiers(struct bg_slice a, struct bg_slice b) {
    bool a_is_number = is_all_digits(a);
    bool b_is_number = is_all_digits(b);
    if (a_is_number != b_is_number) {
        return a_is_number ? -1 : 1;
    }
    return a_is_number ? bg_digits_compare(a, b) : bg_slice_compare(a, b);
}

int bg_semver_compare(const struct bg_semver *a, const struct bg_semver *b) {
    int order = bg_semver_compare_core(a, b);
    if (order != 0) {
        return order;
    }
    struct bg_slice a_rest = a->prerelease;
    struct bg_slice b_rest = b->prerelease;
    if (a_rest.at == NULL || b_rest.at == NULL) { /* clause 11.3: a prerelease is below its release */
        return (a_rest.at == NULL) - (b_rest.at == NULL);
    }
    while (a_rest.at != NULL && b_rest.at != NULL) {
        struct bg_slice a_identifier = bg_slice_cut(&a_rest, '.');
        struct bg_slice b_identifier = bg_slice_cut(&b_rest, '.');
        order = compare_identifiers(a_identifier, b_identifier);
        if (order != 0) {
            return order;
        }
    }
    return (a_rest.at != NULL) - (b_rest.at != NULL); /* clause 11.4.4: more identifiers win */
}

enum bg_level bg_semver_core_step(const struct bg_semver *base, const struct bg_semver *head) {
    static const enum bg_level levels[] = {BG_LEVEL_MAJOR, BG_LEVEL_MINOR, BG_LEVEL_PATCH};
    for (size_t p = 0; p < 3; p++) {
        if (!bg_slice_equal(base->part[p], head->part[p])) {
            return levels[p];
        }
    }
    return BG_LEVEL_NONE;
}

bool bg_semver_is_below_1(const struct bg_semver *version) {
    return bg_slice_is(version->part[BG_SEMVER_MAJOR_PART], "0");
}

bool bg_semver_is_prerelease(const struct bg_semver *version) {
    return version->prerelease.at != NULL;
}

bool bg_semver_is_candidate(const struct bg_semver *version) {
    struct bg_slice rest = version->prerelease;
    while (rest.at != NULL) {
        struct bg_slice identifier = bg_slice_cut(&rest, '.');
        struct bg_slice counter = bg_slice_from(identifier, 2);
        if (bg_slice_starts(identifier, BG_LITERAL("rc")) && (counter.len == 0 || is_all_digits(counter))) {
            return true;
        }
    }
    return false;
}

enum bg_level bg_semver_core_carries(const struct bg_semver *version) {
    if (!bg_slice_is(version->part[BG_SEMVER_PATCH_PART], "0")) {
        return BG_LEVEL_PATCH;
    }
    return bg_slice_is(version->part[BG_SEMVER_MINOR_PART], "0") ? BG_LEVEL_MAJOR : BG_LEVEL_MINOR;
}

struct bg_slice bg_semver_next_core(struct bg_arena *arena, const struct bg_semver *version, enum bg_level level) {
    static const size_t raised[] = {
        [BG_LEVEL_NONE] = 3,
        [BG_LEVEL_PATCH] = BG_SEMVER_PATCH_PART,
        [BG_LEVEL_MINOR] = BG_SEMVER_MINOR_PART,
        [BG_LEVEL_MAJOR] = BG_SEMVER_MAJOR_PART,
    };
    struct bg_slice part[3];
    for (size_t p = 0; p < 3; p++) {
        part[p] = p < raised[level] ? version->part[p] : BG_LITERAL("0");
        if (p == raised[level]) {
            part[p] = bg_digits_next(arena, version->part[p]);
        }
    }
    return bg_arena_printf(arena, "%.*s.%.*s.%.*s", BG_ARGS(part[0]), BG_ARGS(part[1]), BG_ARGS(part[2]));
}

/* `alpha`, `beta`, `rc`; neither `rc1`, whose order is that of text, nor `dev` and `preview`, whose numbers are hashes.
 */
static bool is_counted_word(struct bg_slice word) {
    for (size_t i = 0; i < word.len; i++) {
        if (is_digit(word.at[i]) || word.at[i] == '-') {
            return false;
        }
    }
    return word.len > 0 && !bg_slice_is(word, "dev") && !bg_slice_is(word, "preview");
}

struct bg_slice bg_semver_next_prerelease(struct bg_arena *arena, const struct bg_semver *version) {
    struct bg_slice counter = version->prerelease;
    struct bg_slice word = bg_slice_cut(&counter, '.');
    if (!is_counted_word(word) || (counter.at != NULL && !is_all_digits(counter))) {
        return BG_NO_SLICE;
    }
    struct bg_slice core = bg_semver_next_core(arena, version, BG_LEVEL_NONE);
    struct bg_slice next = counter.at == NULL ? BG_LITERAL("1") : bg_digits_next(arena, counter);
    return bg_arena_printf(arena, "%.*s-%.*s.%.*s", BG_ARGS(core), BG_ARGS(word), BG_ARGS(next));
}

/* The step between two versions of which `head` is the higher one. */
static enum bg_declared declared_rise(const struct bg_semver *base, const struct bg_semver *head) {
    static const enum bg_declared by_level[] = {
        [BG_LEVEL_NONE] = BG_DECLARED_NONE,
        [BG_LEVEL_PATCH] = BG_DECLARED_PATCH,
        [BG_LEVEL_MINOR] = BG_DECLARED_MINOR,
        [BG_LEVEL_MAJOR] = BG_DECLARED_MAJOR,
    };
    enum bg_level step = bg_semver_core_step(base, head);
    if (bg_semver_is_prerelease(base) && !bg_semver_is_prerelease(head) && step == BG_LEVEL_NONE) {
        return BG_DECLARED_PROMOTE;
    }
    if (bg_semver_is_prerelease(base) || bg_semver_is_prerelease(head)) {
        return BG_DECLARED_PRERELEASE;
    }
    return by_level[step];
}

enum bg_declared bg_semver_declared(struct bg_slice base, struct bg_slice head) {
    struct bg_semver base_version;
    struct bg_semver head_version;
    if (bg_slice_equal(base, head)) {
        return BG_DECLARED_NONE;
    }
    if (!bg_semver_read(base, &base_version, NULL) || !bg_semver_read(head, &head_version, NULL)) {
        return BG_DECLARED_INVALID;
    }
    int order = bg_semver_compare(&head_version, &base_version);
    if (order == 0) {
        return BG_DECLARED_NONE;
    }
    return order < 0 ? BG_DECLARED_DOWNGRADE : declared_rise(&base_version, &head_version);
}
