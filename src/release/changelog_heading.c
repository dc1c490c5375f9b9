/* Headings of releases: see changelog_heading.h. */
#include "release/changelog_heading.h"

#include "base/semver.h"

enum { DATE_LEN = 10 }; /* of YYYY-MM-DD */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static char char_at(struct bg_slice text, size_t at) {
    return at < text.len ? text.at[at] : '\0';
}

static bool is_date(struct bg_slice text) {
    static const char shape[] = "0000-00-00";
    for (size_t c = 0; c < DATE_LEN; c++) {
        bool is_mark = shape[c] == '-';
        if (is_mark ? char_at(text, c) != char_at(text, 4) : !is_digit(char_at(text, c))) {
            return false;
        }
    }
    return strchr("-/.", char_at(text, 4)) != NULL && !is_digit(char_at(text, DATE_LEN));
}

size_t bg_heading_date_at(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if ((i == 0 || !is_digit(text.at[i - 1])) && is_date(bg_slice_from(text, i))) {
            return i;
        }
    }
    return text.len;
}

/* Nothing but marks that stand around versions and dates. */
static bool is_marks(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if (is_word(text.at[i]) && !bg_slice_starts(bg_slice_from(text, i), BG_LITERAL("\xe2\x80\x93")) &&
            !bg_slice_starts(bg_slice_from(text, i), BG_LITERAL("\xe2\x80\x94"))) {
            return false;
        }
        i += (text.at[i] & 0x80) != 0 ? 2 : 0; /* a dash of three bytes */
    }
    return true;
}

/* The version that begins at byte `at`, or {NULL, 0}: not in the middle of a word or a number. */
static struct bg_slice version_at(struct bg_slice title, size_t at) {
    bool is_behind_v = at > 0 && (title.at[at - 1] == 'v' || title.at[at - 1] == 'V');
    size_t before = is_behind_v ? at - 1 : at;
    if (!is_digit(title.at[at]) || (before > 0 && (is_word(title.at[before - 1]) || title.at[before - 1] == '.'))) {
        return BG_NO_SLICE;
    }
    size_t end = at;
    while ((is_word(char_at(title, end)) && (title.at[end] & 0x80) == 0) ||
           (end < title.len && strchr(".+-", title.at[end]) != NULL)) {
        end++;
    }
    while (end > at && strchr(".+-", title.at[end - 1]) != NULL) {
        end--;
    }
    struct bg_semver version;
    struct bg_slice text = bg_slice_range(title, at, end);
    return bg_semver_read(text, &version, NULL) ? text : BG_NO_SLICE;
}

/* The address of a link whose label ends at `](`; {NULL, 0} if there is none at byte `at`. */
static struct bg_slice address_at(struct bg_slice title, size_t at) {
    if (!bg_slice_starts(bg_slice_from(title, at), BG_LITERAL("]("))) {
        return BG_NO_SLICE;
    }
    struct bg_slice rest = bg_slice_from(title, at + 2);
    size_t len = bg_slice_find(rest, BG_LITERAL(")"));
    return len < rest.len ? bg_slice_range(rest, 0, len) : BG_NO_SLICE;
}

/* The one version in the title, addresses not counted. */
static struct bg_slice only_version(struct bg_slice title) {
    struct bg_slice found = BG_NO_SLICE;
    for (size_t at = 0; at < title.len; at++) {
        struct bg_slice address = address_at(title, at);
        if (address.at != NULL) {
            at += address.len + 2;
            continue;
        }
        struct bg_slice version = version_at(title, at);
        if (version.at != NULL && found.at != NULL) {
            return BG_NO_SLICE;
        }
        found = version.at == NULL ? found : version;
        at += version.at == NULL ? 0 : version.len - 1;
    }
    return found;
}

static bool is_release_word(struct bg_slice word) {
    static const char *const words[] = {"version", "release", "ver", "rel", "v"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (bg_slice_is_word(word, words[w])) {
            return true;
        }
    }
    return false;
}

/* What may stand before the version: a date, a word for a release, and one name. */
static bool is_lead(struct bg_slice lead) {
    size_t names = 0;
    for (size_t at = 0; at < lead.len;) {
        size_t end = at;
        while (end < lead.len && strchr(" \t:", lead.at[end]) == NULL) {
            end++;
        }
        struct bg_slice word = bg_slice_range(lead, at, end);
        while (word.len > 0 && !is_word(word.at[0])) {
            word = bg_slice_from(word, 1);
        }
        while (word.len > 0 && !is_word(word.at[word.len - 1])) {
            word.len--;
        }
        bool is_day = is_date(word) && word.len == DATE_LEN;
        names += word.len > 0 && !is_day && !is_release_word(word);
        at = end + 1;
    }
    return names <= 1;
}

static bool is_tail_plain(const struct bg_heading *heading, size_t at) {
    struct bg_slice title = heading->title;
    if (heading->link.at != NULL) {
        at = (size_t)(heading->link.at - title.at) + heading->link.len;
    }
    size_t date = heading->date.at == NULL ? title.len : (size_t)(heading->date.at - title.at);
    bool is_behind = date >= at && date < title.len;
    return is_behind ? is_marks(bg_slice_range(title, at, date)) && is_marks(bg_slice_from(title, date + DATE_LEN))
                     : is_marks(bg_slice_from(title, at));
}

struct bg_heading bg_heading_read(struct bg_slice title) {
    struct bg_heading heading = {.title = title, .version = only_version(title)};
    if (heading.version.at == NULL) {
        return heading;
    }
    size_t at = (size_t)(heading.version.at - title.at);
    size_t end = at + heading.version.len;
    if (!is_lead(bg_slice_range(title, 0, at))) {
        heading.version = BG_NO_SLICE;
        return heading;
    }
    heading.link = address_at(title, end);
    heading.is_bracketed = heading.link.at == NULL && char_at(title, end) == ']';
    size_t date = bg_heading_date_at(bg_slice_range(title, 0, at));
    if (date == at) {
        size_t from = heading.link.at == NULL ? end : (size_t)(heading.link.at - title.at) + heading.link.len;
        date = from + bg_heading_date_at(bg_slice_from(title, from));
    }
    heading.date = date < title.len ? bg_slice_range(title, date, date + DATE_LEN) : BG_NO_SLICE;
    heading.is_plain = is_tail_plain(&heading, end);
    return heading;
}

bool bg_heading_is_day(struct bg_slice title) {
    size_t date = bg_heading_date_at(title);
    return date < title.len && is_marks(bg_slice_range(title, 0, date)) &&
           is_marks(bg_slice_from(title, date + DATE_LEN));
}

bool bg_heading_is_pending(struct bg_slice title) {
    static const char *const words[] = {"unreleased",       "unreleased changes", "upcoming",
                                        "upcoming release", "next release",       "next version"};
    while (title.len > 0 && !is_word(title.at[0])) {
        title = bg_slice_from(title, 1);
    }
    size_t len = 0;
    while (len < title.len && (is_word(title.at[len]) || title.at[len] == ' ')) {
        len++;
    }
    struct bg_slice word = bg_slice_trim(bg_slice_range(title, 0, len));
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (bg_slice_is_word(word, words[w])) {
            return true;
        }
    }
    return false;
}

/* The date as the model writes it, with its marks between the figures. */
static void add_date(struct bg_buffer *out, struct bg_slice model, struct bg_slice date) {
    for (size_t i = 0; i < date.len; i++) {
        bg_buffer_add_char(out, date.at[i] == '-' ? model.at[4] : date.at[i]);
    }
}

/* The title up to the version, and the brackets of a link that is left out are left out. */
static void add_lead(struct bg_buffer *out, struct bg_slice lead, struct bg_slice old_date, struct bg_slice date,
                     bool has_link) {
    size_t bracket = lead.len;
    while (!has_link && bracket > 0 && lead.at[bracket - 1] != '[') {
        bracket--;
    }
    for (size_t i = 0; i < lead.len; i++) {
        if (old_date.at == lead.at + i) {
            add_date(out, old_date, date);
            i += DATE_LEN - 1;
        } else if (has_link || i + 1 != bracket) {
            bg_buffer_add_char(out, lead.at[i]);
        }
    }
}

void bg_heading_add_like(struct bg_buffer *out, const struct bg_heading *model, struct bg_slice previous,
                         struct bg_slice version, struct bg_slice date) {
    struct bg_slice title = model->title;
    size_t at = (size_t)(model->version.at - title.at);
    size_t rest = at + model->version.len;
    struct bg_buffer link = {0};
    bool has_link =
        model->link.at != NULL && bg_heading_add_address(&link, model->link, model->version, previous, version);
    add_lead(out, bg_slice_range(title, 0, at), model->date, date, has_link || model->link.at == NULL);
    bg_buffer_add(out, version);
    if (model->link.at != NULL) {
        bg_buffer_add_text(out, has_link ? "](" : "");
        bg_buffer_add(out, bg_buffer_slice(&link));
        rest = (size_t)(model->link.at - title.at) + model->link.len + (has_link ? 0 : 1);
    }
    bg_buffer_finish(&link);
    size_t old_date = model->date.at == NULL ? title.len : (size_t)(model->date.at - title.at);
    if (old_date >= rest && old_date < title.len) {
        bg_buffer_add(out, bg_slice_range(title, rest, old_date));
        add_date(out, model->date, date);
        rest = old_date + DATE_LEN;
    }
    bg_buffer_add(out, bg_slice_from(title, rest));
}

/* Where `version` stands in `text` alone, and not as part of a longer number; text.len if nowhere or twice. */
static size_t only_place(struct bg_slice text, struct bg_slice version) {
    size_t found = text.len;
    for (size_t at = 0; at + version.len <= text.len; at++) {
        bool is_here = bg_slice_starts(bg_slice_from(text, at), version) &&
                       !is_digit(char_at(text, at + version.len)) &&
                       (at == 0 || (!is_digit(text.at[at - 1]) && text.at[at - 1] != '.'));
        if (is_here && found < text.len) {
            return text.len;
        }
        found = is_here ? at : found;
    }
    return found;
}

bool bg_heading_add_address(struct bg_buffer *out, struct bg_slice address, struct bg_slice from,
                            struct bg_slice previous, struct bg_slice to) {
    size_t dots = bg_slice_find(address, BG_LITERAL("..."));
    size_t place = only_place(address, from);
    if (dots == address.len) {
        if (place == address.len) {
            return false;
        }
        bg_buffer_add(out, bg_slice_range(address, 0, place));
        bg_buffer_add(out, to);
        bg_buffer_add(out, bg_slice_from(address, place + from.len));
        return true;
    }
    if (place < dots || place + from.len != address.len) { /* not a comparison that ends with this release */
        return false;
    }
    size_t start = dots;
    while (start > 0 && address.at[start - 1] != '/') {
        start--;
    }
    struct bg_slice tag = bg_slice_range(address, dots + 3, place);
    struct bg_slice parts[] = {bg_slice_range(address, 0, start), tag, previous, BG_LITERAL("..."), tag, to};
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        bg_buffer_add(out, parts[p]);
    }
    return true;
}
