/* Jinja over the configuration: see config_condition.h. A small recursive descent; what is not foreseen is false. */
#include "airbyte/config_condition.h"

#include <ctype.h>

static struct bg_slice blanks_cut(struct bg_slice text) {
    while (text.len > 0 && isspace((unsigned char)text.at[0]) != 0) {
        text = bg_slice_from(text, 1);
    }
    return text;
}

/* Takes the word if it stands there, blanks before it included; a word of letters ends where no letter follows. */
static bool take(struct bg_slice *rest, const char *word) {
    struct bg_slice text = blanks_cut(*rest);
    struct bg_slice wanted = bg_slice_of(word);
    bool is_letters = isalpha((unsigned char)word[0]) != 0;
    bool goes_on =
        text.len > wanted.len && (isalnum((unsigned char)text.at[wanted.len]) != 0 || text.at[wanted.len] == '_');
    if (!bg_slice_starts(text, wanted) || (is_letters && goes_on)) {
        return false;
    }
    *rest = bg_slice_from(text, wanted.len);
    return true;
}

/* 'a' or "a", without escapes. */
static bool take_text(struct bg_slice *rest, struct bg_slice *out) {
    struct bg_slice text = blanks_cut(*rest);
    if (text.len == 0 || (text.at[0] != '\'' && text.at[0] != '"')) {
        return false;
    }
    struct bg_slice after = bg_slice_from(text, 1);
    *out = bg_slice_cut(&after, text.at[0]);
    *rest = after;
    return after.at != NULL && memchr(out->at, '\\', out->len) == NULL;
}

/* What `get` gives where there is nothing: something that counts as nothing. */
static bool take_nothing(struct bg_slice *rest) {
    struct bg_slice text;
    struct bg_slice before = *rest;
    if (take_text(rest, &text)) {
        return text.len == 0;
    }
    *rest = before;
    return take(rest, "False") || take(rest, "false") || take(rest, "None") || take(rest, "none") ||
           (take(rest, "{") && take(rest, "}")) || (take(rest, "[") && take(rest, "]"));
}

static bool take_key(struct bg_slice *rest, struct bg_slice *key) {
    if (take(rest, "[")) {
        return take_text(rest, key) && take(rest, "]");
    }
    return take(rest, ".") && take(rest, "get") && take(rest, "(") && take_text(rest, key) &&
           (!take(rest, ",") || take_nothing(rest)) && take(rest, ")");
}

static bool take_setting(struct bg_slice *rest, struct bg_config_setting *out) {
    *out = (struct bg_config_setting){.count = 0};
    if (!take(rest, "config")) {
        return false;
    }
    do {
        if (out->count == BG_CONFIG_KEYS || !take_key(rest, &out->keys[out->count])) {
            return false;
        }
        out->count++;
    } while (rest->len > 0 && (rest->at[0] == '[' || rest->at[0] == '.'));
    return true;
}

/* 'a' in config, 'a' not in config */
static bool take_membership(struct bg_slice *rest, struct bg_config_setting *out, bool *is_there) {
    *out = (struct bg_config_setting){.count = 1};
    if (!take_text(rest, &out->keys[0])) {
        return false;
    }
    *is_there = !take(rest, "not");
    return take(rest, "in") && take(rest, "config");
}

static bool take_clause(struct bg_slice *rest, struct bg_config_setting *out, bool *is_there) {
    bool is_denied = take(rest, "not");
    struct bg_slice before = *rest;
    if (!take_membership(rest, out, is_there)) {
        *rest = before;
        if (!take_setting(rest, out)) {
            return false;
        }
        *is_there = true;
        if (take(rest, "is")) {
            bool is_not = take(rest, "not");
            bool is_none = take(rest, "none") || take(rest, "None");
            if (!is_none && !take(rest, "defined")) {
                return false;
            }
            *is_there = is_not == is_none;
        }
    }
    *is_there = *is_there != is_denied;
    return true;
}

/* What stands between {{ and }}, or all of it. */
static struct bg_slice inside(struct bg_slice text) {
    text = bg_slice_trim(text);
    bool is_template = bg_slice_starts(text, BG_LITERAL("{{")) && bg_slice_ends(text, BG_LITERAL("}}"));
    return is_template ? bg_slice_range(text, 2, text.len - 2) : text;
}

bool bg_config_setting_read(struct bg_slice text, struct bg_config_setting *out) {
    struct bg_slice rest = inside(text);
    bool is_template = rest.at != bg_slice_trim(text).at;
    return is_template && take_setting(&rest, out) && blanks_cut(rest).len == 0;
}

bool bg_config_condition_read(struct bg_slice text, struct bg_config_condition *out) {
    struct bg_slice rest = inside(text);
    *out = (struct bg_config_condition){.count = 0};
    do {
        size_t at = out->count;
        if (at == BG_CONFIG_CLAUSES || !take_clause(&rest, &out->settings[at], &out->is_there[at])) {
            return false;
        }
        out->count++;
    } while (take(&rest, "and"));
    return blanks_cut(rest).len == 0;
}
