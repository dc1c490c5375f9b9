/* The rule set: see rules.h. Matching looks only at the rules of the fact's kind, of which there are a handful. */
#include "rules/rules.h"

#include "base/level.h"
#include "base/limits.h"
#include "base/vector.h"
#include "text/fields.h"
#include "rules/rule_read.h"
#include "rules/vocabulary.h"

#include <assert.h>

/* The order in which the rules of one kind are asked. */
enum { TURNS = 4 };

static size_t turn_of(const struct bg_rules_item *item) {
    return (item->is_builtin ? 2u : 0u) + (item->rule->subject_count == 0 ? 1u : 0u);
}

static void index_by_kind(struct bg_rules *rules) {
    rules->asked = bg_arena_array(rules->arena, rules->count, sizeof rules->asked[0]);
    size_t room[BG_CHANGE_KIND_COUNT + 1] = {0};
    for (size_t i = 0; i < rules->count; i++) {
        room[rules->items[i].rule->kind + 1]++;
    }
    for (size_t kind = 0; kind < BG_CHANGE_KIND_COUNT; kind++) {
        room[kind + 1] += room[kind];
    }
    memcpy(rules->asked_from, room, sizeof room);
    for (size_t turn = 0; turn < TURNS; turn++) {
        for (size_t i = 0; i < rules->count; i++) {
            if (turn_of(&rules->items[i]) == turn) {
                rules->asked[room[rules->items[i].rule->kind]++] = rules->items[i].rule;
            }
        }
    }
}

static int by_id(const void *item, const void *id) {
    return bg_slice_compare(((const struct bg_rules_item *)item)->rule->id, *(const struct bg_slice *)id);
}

/* The index of `id`, or where it belongs. */
static size_t position_of(const struct bg_rules *rules, struct bg_slice id) {
    return bg_vector_find(rules->items, rules->count, sizeof rules->items[0], &id, by_id);
}

static struct bg_rules_item *item_of(const struct bg_rules *rules, struct bg_slice id) {
    size_t at = position_of(rules, id);
    return at < rules->count && bg_slice_equal(rules->items[at].rule->id, id) ? &rules->items[at] : NULL;
}

/* The same, also for a former id. */
static struct bg_rules_item *item_named(const struct bg_rules *rules, struct bg_slice name) {
    struct bg_rules_item *item = item_of(rules, name);
    for (size_t i = 0; item == NULL && i < rules->count; i++) {
        const struct bg_rule *rule = rules->items[i].rule;
        item = bg_slice_is_among(rule->was, rule->was_count, name) ? &rules->items[i] : NULL;
    }
    return item;
}

void bg_rules_init(struct bg_rules *rules, struct bg_arena *arena) {
    *rules = (struct bg_rules){.arena = arena, .count = bg_builtin_rule_count};
    rules->items = bg_arena_array(arena, rules->count, sizeof rules->items[0]);
    for (size_t i = 0; i < rules->count; i++) {
        rules->items[i] = (struct bg_rules_item){.rule = &bg_builtin_rules[i], .is_builtin = true};
    }
    index_by_kind(rules);
    rules->unclassified = bg_rules_find(rules, BG_LITERAL("unclassified-change"));
    assert(rules->unclassified != NULL);
}

bool bg_rules_add(struct bg_rules *rules, const struct bg_rule *rule, struct bg_place at, struct bg_error *err) {
    size_t position = position_of(rules, rule->id);
    if (position < rules->count && bg_slice_equal(rules->items[position].rule->id, rule->id)) {
        return bg_fail_at(err, BG_ERROR_USAGE, at, "there is a rule `%.*s` already%s", BG_ARGS(rule->id),
                          rules->items[position].is_builtin ? "; to change its level, name it under `levels:`" : "");
    }
    for (size_t i = 0; i < rules->count; i++) {
        if (!rules->items[i].is_builtin && bg_rule_overlaps(rules->items[i].rule, rule)) {
            return bg_fail_at(err, BG_ERROR_USAGE, at, "the rules `%.*s` and `%.*s` claim the same changes",
                              BG_ARGS(rules->items[i].rule->id), BG_ARGS(rule->id));
        }
    }
    BG_VECTOR_INSERT(rules->arena, rules, position, (struct bg_rules_item){.rule = rule});
    index_by_kind(rules);
    return true;
}

bool bg_rules_read_section(struct bg_rules *rules, const struct bg_node *section, struct bg_error *err) {
    if (section == NULL) {
        return true;
    }
    if (section->kind != BG_NODE_LIST || section->count > BG_LIMIT_RULES) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(section), "`rules` is not a list of at most %u rules",
                          BG_LIMIT_RULES);
    }
    for (size_t i = 0; i < section->count; i++) {
        const struct bg_node *node = section->as.items[i];
        struct bg_rule *rule = bg_arena_alloc(rules->arena, sizeof *rule);
        if (!bg_rule_read(rules->arena, node, rule, err) || !bg_rules_add(rules, rule, bg_node_place(node), err)) {
            return false;
        }
    }
    return true;
}

bool bg_rules_read_levels(struct bg_rules *rules, const struct bg_node *section, struct bg_error *err) {
    if (section == NULL) {
        return true;
    }
    if (section->kind != BG_NODE_MAP) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(section), "`levels` is not a mapping of rules to levels");
    }
    for (size_t i = 0; i < section->count; i++) {
        const struct bg_member *member = &section->as.members[i];
        struct bg_rules_item *item = item_named(rules, member->key);
        if (item == NULL) {
            struct bg_nearest nearest = bg_nearest_start(member->key);
            bg_rules_offer(rules, &nearest);
            return bg_fail_at(err, BG_ERROR_USAGE, bg_member_place(member), "there is no rule `%.*s`%s",
                              BG_ARGS(member->key), bg_nearest_hint(&nearest));
        }
        size_t level;
        if (!bg_fields_word(member->value, "levels", bg_level_names, BG_LEVEL_COUNT, &level, err)) {
            return false;
        }
        item->has_level = true;
        item->level = (enum bg_level)level;
    }
    return true;
}

const struct bg_rule *bg_rules_find(const struct bg_rules *rules, struct bg_slice name) {
    const struct bg_rules_item *item = item_named(rules, name);
    return item == NULL ? NULL : item->rule;
}

void bg_rules_offer(const struct bg_rules *rules, struct bg_nearest *nearest) {
    for (size_t i = 0; i < rules->count; i++) {
        bg_nearest_offer(nearest, rules->items[i].rule->id);
    }
}

const struct bg_rule *bg_rules_match(const struct bg_rules *rules, const struct bg_change *change) {
    for (size_t i = rules->asked_from[change->kind]; i < rules->asked_from[change->kind + 1]; i++) {
        if (bg_rule_claims(rules->asked[i], change)) {
            return rules->asked[i];
        }
    }
    return rules->unclassified;
}

enum bg_level bg_rules_level(const struct bg_rules *rules, const struct bg_rule *rule, enum bg_rule_profile profile) {
    const struct bg_rules_item *item = item_of(rules, rule->id);
    return item != NULL && item->has_level ? item->level : rule->levels[profile];
}
