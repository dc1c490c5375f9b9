/* Titles beside content: see titles.h. */
#include "run/titles.h"

#include "base/level.h"
#include "release/title.h"
#include "rules/match.h"

enum { LONGEST_TYPE = 60 };

bool bg_titles_code_changed(const struct bg_changes *changes) {
    for (size_t i = 0; i < changes->count; i++) {
        if (changes->items[i].kind == BG_CHANGE_FILE && (changes->items[i].flags & BG_FLAG_SHIPS) != 0) {
            return true;
        }
    }
    return false;
}

/* Nothing was seen of what users configure and get. */
static bool is_only_code(const struct bg_changes *changes) {
    for (size_t i = 0; i < changes->count; i++) {
        if (changes->items[i].kind != BG_CHANGE_FILE) {
            return false;
        }
    }
    return bg_titles_code_changed(changes);
}

/* A person has looked at a finding that is waived, and has said what it is worth. */
static bool is_waived(const struct bg_title_query *query) {
    for (size_t f = 0; f < query->finding_count; f++) {
        if (query->findings[f].waived.at != NULL) {
            return true;
        }
    }
    return false;
}

/* A scope that is the name of another connector of this change leaves this one out. */
static bool is_of_another(const struct bg_title_query *query, struct bg_slice scope) {
    bool is_of_another = false;
    for (size_t t = 0; t < query->touched_count && !bg_slice_equal(scope, query->name); t++) {
        is_of_another |= bg_slice_equal(scope, query->touched[t].name);
    }
    return is_of_another;
}

static struct bg_title_floor ask(const struct bg_title_query *query, const struct bg_announcement *said,
                                 struct bg_slice words, struct bg_problems *problems) {
    bool counts = query->titles == BG_TITLES_FLOOR;
    bg_problem_add(problems, BG_ID_TITLE_ASKS_MORE, false, query->at,
                   "%.*s; only code of `%.*s` changed, and files do not show all that it does%s", BG_ARGS(words),
                   BG_ARGS(query->name), counts ? ": the title counts" : "");
    return counts ? (struct bg_title_floor){said->level, words} : (struct bg_title_floor){0};
}

static void note_difference(const struct bg_title_query *query, const struct bg_announcement *said,
                            enum bg_level content, struct bg_slice words, struct bg_problems *problems) {
    if (said->level == BG_LEVEL_MAJOR && content < BG_LEVEL_MAJOR && bg_titles_code_changed(query->changes)) {
        bg_problem_add(problems, BG_ID_TITLE_DIFFERS, false, query->at,
                       "%.*s, and nothing was found in `%.*s` that breaks", BG_ARGS(words), BG_ARGS(query->name));
    } else if (said->level < BG_LEVEL_MAJOR && content == BG_LEVEL_MAJOR) {
        bg_problem_add(problems, BG_ID_TITLE_DIFFERS, false, query->at, "%.*s, and `%.*s` breaks", BG_ARGS(words),
                       BG_ARGS(query->name));
    }
}

struct bg_title_floor bg_titles_floor(const struct bg_title_query *query, struct bg_problems *problems) {
    struct bg_announcement said;
    if (query->titles == BG_TITLES_IGNORE || !bg_title_announces(query->title, &said) ||
        is_of_another(query, said.scope)) {
        return (struct bg_title_floor){0};
    }
    enum bg_level content = bg_policy_required(query->findings, query->finding_count);
    struct bg_slice type = bg_slice_range(said.type, 0, LONGEST_TYPE);
    struct bg_slice words = bg_arena_printf(problems->arena, "the title `%.*s: \u2026` announces %s%s", BG_ARGS(type),
                                            said.level == BG_LEVEL_NONE ? "no release" : "a ",
                                            said.level == BG_LEVEL_NONE ? "" : bg_level_names[said.level]);
    if (said.level > content && is_only_code(query->changes) && !query->is_whole && !is_waived(query)) {
        return ask(query, &said, words, problems);
    }
    note_difference(query, &said, content, words, problems);
    return (struct bg_title_floor){0};
}
